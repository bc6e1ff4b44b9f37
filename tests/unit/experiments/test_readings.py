"""Readings are kept a day each, hold only totals that can be, and every look at them is one undo step."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.errors import UserError
from prodops_desktop.experiments.model import Covariate, Experiment, Reading, Total
from prodops_desktop.experiments.readings import all_readings, delete_reading, readings_of, save_reading
from prodops_desktop.experiments.statistics.results import analyse
from prodops_desktop.experiments.store import delete_experiments
from prodops_desktop.workspace import Workspace, undo
from tests.new_workspace import new_workspace
from tests.unit.experiments.register import RANKED, TOTALS, add, do, last_label, read

Content = dict[str, list[tuple[Any, ...]]]
DAY, LATER = date(2026, 11, 13), date(2026, 11, 20)


def save(workspace: Workspace, experiment: Experiment, reading: Reading) -> int:
    """Save a reading; its id."""
    return do(workspace, lambda store: save_reading(store, experiment.id, reading))[1]


def kept(workspace: Workspace, experiment: Experiment) -> tuple[Reading, ...]:
    """The readings as they are kept now."""
    found: tuple[Reading, ...] = read(workspace, lambda store: readings_of(store, experiment.id))
    return found


def test_a_reading_is_read_as_it_was_saved(workspace: Workspace) -> None:
    one, other = add(workspace), add(workspace, replace(RANKED, code="EXP-38", lane=None))
    first = save(workspace, one, Reading(0, DAY, TOTALS, " Final\n"))
    assert last_label(workspace) == "Record reading of EXP-37 Ranked search"
    second = save(workspace, one, Reading(0, LATER, TOTALS[:3]))
    third = save(workspace, other, Reading(0, DAY, TOTALS[3:]))
    newest, oldest = Reading(second, LATER, TOTALS[:3]), Reading(first, DAY, TOTALS, "Final")
    assert kept(workspace, one) == (newest, oldest)
    assert read(workspace, all_readings) == {one.id: (newest, oldest), other.id: (Reading(third, DAY, TOTALS[3:]),)}
    assert read(workspace, lambda store: readings_of(store, 99)) == ()


def test_figures_from_before_the_test_are_kept_changed_and_taken_out(workspace: Workspace, content: Callable[..., Content]) -> None:
    one = add(workspace)
    with_before = tuple(replace(total, before=Covariate(0.5, 0.25, -0.125)) for total in TOTALS)
    id_ = save(workspace, one, Reading(0, DAY, with_before))
    assert kept(workspace, one) == (Reading(id_, DAY, with_before),)
    before = content(workspace)
    save(workspace, one, Reading(id_, DAY, TOTALS))
    assert kept(workspace, one) == (Reading(id_, DAY, TOTALS),)
    do(workspace, undo.undo)
    assert content(workspace) == before


def test_totals_come_by_metric_and_variant_as_the_plan_has_them_and_names_in_any_case(workspace: Workspace) -> None:
    one = add(workspace)
    shuffled = tuple(replace(x, variant=x.variant.upper(), metric=f" {x.metric.lower()}") for x in TOTALS[::-1])
    id_ = save(workspace, one, Reading(0, DAY, shuffled))
    assert kept(workspace, one) == (Reading(id_, DAY, TOTALS),)


def test_a_reading_of_the_same_day_replaces_the_other(workspace: Workspace) -> None:
    one = add(workspace)
    first = save(workspace, one, Reading(0, DAY, TOTALS, "Draft"))
    corrected = (replace(TOTALS[0], successes=2060), *TOTALS[1:3])
    assert save(workspace, one, Reading(0, DAY, corrected)) == first
    assert last_label(workspace) == "Change reading of EXP-37 Ranked search"
    assert kept(workspace, one) == (Reading(first, DAY, corrected),)
    do(workspace, undo.undo)
    assert kept(workspace, one) == (Reading(first, DAY, TOTALS, "Draft"),)


def test_a_total_that_changes_touches_only_totals(workspace: Workspace) -> None:
    one = add(workspace)
    save(workspace, one, Reading(0, DAY, TOTALS))
    changed = Reading(0, DAY, (replace(TOTALS[0], units=3332), *TOTALS[1:]))
    assert do(workspace, lambda store: save_reading(store, one.id, changed))[0].tables == {"reading_value"}


def test_a_reading_moves_to_another_day_unless_that_has_one(workspace: Workspace, content: Callable[..., Content]) -> None:
    one = add(workspace)
    first = save(workspace, one, Reading(0, DAY, TOTALS))
    assert save(workspace, one, Reading(first, LATER, TOTALS)) == first
    assert kept(workspace, one) == (Reading(first, LATER, TOTALS),)
    save(workspace, one, Reading(0, DAY, TOTALS[:1]))
    before = content(workspace)
    with pytest.raises(UserError, match=r"EXP-37 has a reading of 2026-11-13 already\. Change that one, or choose another day"):
        save(workspace, one, Reading(first, DAY, TOTALS))
    assert content(workspace) == before


def test_a_reading_stays_with_its_experiment(workspace: Workspace, content: Callable[..., Content]) -> None:
    one, other = add(workspace), add(workspace, replace(RANKED, code="EXP-38", lane=None))
    id_ = save(workspace, one, Reading(0, DAY, TOTALS))
    before = content(workspace)
    with pytest.raises(UserError, match=r"no longer there; it was deleted or undone\."):
        save(workspace, other, Reading(id_, DAY, TOTALS))
    assert content(workspace) == before


def test_deleting_a_reading_is_one_step(workspace: Workspace, content: Callable[..., Content]) -> None:
    one = add(workspace)
    id_ = save(workspace, one, Reading(0, DAY, TOTALS))
    before = content(workspace)
    changes = do(workspace, lambda store: delete_reading(store, id_))
    assert changes.label == "Delete a reading of EXP-37 Ranked search"
    assert changes.tables == {"reading", "reading_value"}
    assert kept(workspace, one) == ()
    with pytest.raises(UserError, match=r"no longer there; it was deleted or undone\."):
        do(workspace, lambda store: delete_reading(store, id_))
    with pytest.raises(UserError, match=r"no longer there; it was deleted or undone\."):
        save(workspace, one, Reading(id_, DAY, TOTALS))
    do(workspace, undo.undo)
    assert content(workspace) == before


@pytest.mark.parametrize(
    ("totals", "says"),
    [
        ((), "A reading needs at least one total"),
        ((Total("A", "Search success", 10, successes=11),), "Search success of A has 11 successes of 10 units"),
        ((Total("A", "Search success", 10, successes=-1),), "Search success of A has -1 successes"),
        ((Total("A", "Search success", -5, successes=0),), "Search success of A has -5 units"),
        ((Total("A", "Search success", 10**12 + 1, successes=0),), "Search success of A has 1,000,000,000,001 units"),
        ((Total("A", "Search success", 10, mean=0.5, sd=0.1),), "Search success of A is a share, so it needs how many of the 10 units"),
        ((Total("A", "Search success", 10, successes=5, accounts=11),), "Search success of A has 10 units in 11 accounts"),
        ((Total("B", "Searches per user", 10, successes=5),), "Searches per user of B is a mean, so it needs a mean and a standard"),
        ((Total("B", "Searches per user", 10, mean=2.0),), "Searches per user of B is a mean"),
        ((Total("B", "Searches per user", 10, mean=2.0, sd=-1.0),), "standard deviation of Searches per user of B is -1"),
        ((Total("B", "Searches per user", 10, mean=float("nan"), sd=1.0),), "mean of Searches per user of B is nan"),
        ((Total("B", "Searches per user", 10, mean=1.0, sd=float("inf")),), "standard deviation of Searches per user of B is inf"),
        ((replace(TOTALS[0], before=Covariate(0.6, -0.1, 0.5)),), "standard deviation before the test of Search success of Control is"),
        ((replace(TOTALS[0], before=Covariate(0.6, 0.1, 1.5)),), "correlation with before the test of Search success of Control is 1.5"),
        ((replace(TOTALS[0], before=Covariate(float("nan"), 0.1, 0.5)),), "mean before the test of Search success of Control is nan"),
        ((Total("C", "Search success", 10, successes=5),), "EXP-37 has no variant “C”. It has Control, A, B."),
        ((Total("A", "Latency", 10, successes=5),), "EXP-37 has no metric “Latency”. It has Search success, Searches"),
        ((TOTALS[0], replace(TOTALS[0], variant="control")), "Search success of [Cc]ontrol is given twice for 2026-11-13"),
    ],
)
def test_totals_that_cannot_be_are_refused_by_name(
    workspace: Workspace, content: Callable[..., Content], totals: tuple[Total, ...], says: str
) -> None:
    one = add(workspace)
    before = content(workspace)
    with pytest.raises(UserError, match=says) as refused:
        save(workspace, one, Reading(0, DAY, totals))
    assert str(refused.value).endswith(".")
    assert content(workspace) == before


def test_a_day_out_of_all_bounds_is_refused(workspace: Workspace) -> None:
    one = add(workspace)
    with pytest.raises(UserError, match="The day of a reading would be 0026-11-13"):
        save(workspace, one, Reading(0, date(26, 11, 13), TOTALS))
    with pytest.raises(UserError, match="deleted or undone"):
        do(workspace, lambda store: save_reading(store, 99, Reading(0, DAY, TOTALS)))


def test_a_reading_whose_totals_all_went_says_that_nothing_can_be_read(workspace: Workspace) -> None:
    one = add(workspace)
    id_ = save(workspace, one, Reading(0, DAY, TOTALS[:3]))
    without = replace(one, metrics=one.metrics[1:])
    add(workspace, without)
    assert kept(workspace, one) == (Reading(id_, DAY, ()),)
    found = analyse(without, kept(workspace, one)[0])
    assert {comparison.verdict for comparison in found.comparisons} == {"can’t be read"}
    assert found.arms is None


def test_a_metric_of_another_type_makes_its_totals_unreadable_not_wrong(workspace: Workspace) -> None:
    one = add(workspace)
    save(workspace, one, Reading(0, DAY, TOTALS))
    turned = replace(one, metrics=tuple(replace(x, type="mean" if x.type == "share" else "share") for x in one.metrics))
    add(workspace, turned)
    found = analyse(turned, kept(workspace, one)[0])
    assert {comparison.verdict for comparison in found.comparisons} == {"can’t be read"}


def test_readings_go_with_their_experiment_and_come_back(workspace: Workspace, content: Callable[..., Content]) -> None:
    one = add(workspace)
    save(workspace, one, Reading(0, DAY, TOTALS))
    save(workspace, one, Reading(0, LATER, TOTALS))
    before = content(workspace)
    do(workspace, lambda store: delete_experiments(store, [one.id]))
    assert read(workspace, all_readings) == {}
    do(workspace, undo.undo)
    assert content(workspace) == before


totals_ = st.lists(
    st.sampled_from([(variant.name, metric) for variant in RANKED.variants for metric in RANKED.metrics]), min_size=1, unique=True
).flatmap(
    lambda pairs: st.tuples(
        *(
            st.builds(
                lambda units, part, mean, sd, pair=pair: (
                    Total(pair[0], pair[1].name, units, successes=int(units * part))
                    if pair[1].type == "share"
                    else Total(pair[0], pair[1].name, units, mean=mean, sd=sd)
                ),
                st.integers(0, 10**9),
                st.floats(0, 1),
                st.floats(-1e9, 1e9),
                st.floats(0, 1e9),
            )
            for pair in pairs
        )
    )
)


@hypothesis_settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(readings=st.lists(st.tuples(st.sampled_from([DAY, LATER, date(2026, 11, 27)]), totals_), min_size=1, max_size=5))
def test_what_was_saved_last_for_a_day_is_what_is_read_and_undo_goes_all_the_way_back(
    tmp_path_factory: pytest.TempPathFactory, content: Callable[..., Content], readings: list[tuple[date, tuple[Total, ...]]]
) -> None:
    with open_workspace(new_workspace(tmp_path_factory.mktemp("w") / "w.prodops")) as workspace:
        one = add(workspace)
        states = [content(workspace)]
        for day, totals in readings:
            save(workspace, one, Reading(0, day, totals))
            if (after := content(workspace)) != states[-1]:
                states.append(after)
        last = {day: set(totals) for day, totals in readings}
        assert {reading.day: set(reading.totals) for reading in kept(workspace, one)} == last
        assert [reading.day for reading in kept(workspace, one)] == sorted(last, reverse=True)
        for before in states[-2::-1]:
            do(workspace, undo.undo)
            assert content(workspace) == before
