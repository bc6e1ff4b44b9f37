"""Experiments are kept as they were planned, one undo step each, and what hangs on them goes and comes with them."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from prodops_desktop.agenda.decisions import decisions_of
from prodops_desktop.agenda.events import delete_event, save_event
from prodops_desktop.agenda.goals import all_goals, delete_goal
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.errors import UserError
from prodops_desktop.experiments import store as experiment_store
from prodops_desktop.experiments.collisions.interference import LOW
from prodops_desktop.experiments.model import CONCLUDED, DRAFT, IDEA, RUNNING, SCHEDULED, Experiment, MetricPlan, Reading, Total, Variant
from prodops_desktop.experiments.readings import readings_of, save_reading
from prodops_desktop.experiments.store import Verdict, decide, duplicate_experiment, find_experiment, save_experiment, take_icc
from prodops_desktop.registry.codes import code_order
from prodops_desktop.registry.entries import all_entries, delete_entry
from prodops_desktop.segments.store import all_segments, delete_segment, save_segment
from prodops_desktop.workspace import ChangeSet, Store, Workspace, history, rows, undo
from prodops_desktop.workspace.links import End, link, links_of
from tests.new_workspace import new_workspace
from tests.unit.experiments.register import RANKED, TOTALS, add, changed, do, last_label, read

Content = dict[str, list[tuple[Any, ...]]]
DAY = date(2026, 11, 13)


def found(workspace: Workspace, experiment: Experiment) -> Experiment:
    """The experiment as it is kept now."""
    kept: Experiment = read(workspace, lambda store: find_experiment(store, experiment.id))
    return kept


def steps_since(store: Store, position: int) -> list[str]:
    """The tables that steps touched after a position."""
    return [table for step in history.steps(store) if step.id > position for table in step.tables]


def totals_of(workspace: Workspace, experiment: Experiment) -> tuple[Total, ...]:
    """The totals of its newest reading."""
    readings: tuple[Reading, ...] = read(workspace, lambda store: readings_of(store, experiment.id))
    return readings[0].totals


def with_reading(workspace: Workspace, experiment: Experiment = RANKED) -> Experiment:
    """An experiment with a reading."""
    one = add(workspace, experiment)
    do(workspace, lambda store: save_reading(store, one.id, Reading(0, DAY, TOTALS)))
    return one


def test_an_experiment_is_read_as_it_was_saved(workspace: Workspace) -> None:
    ranked = add(workspace)
    assert found(workspace, ranked) == ranked
    assert read(workspace, lambda store: find_experiment(store, " exp-37 ")) == ranked
    assert last_label(workspace) == "Add EXP-37 Ranked search"
    bare = add(workspace, Experiment(0, "EXP-9", "Bare", status=IDEA))
    assert read(workspace, experiment_store.all_experiments) == [bare, ranked]


def test_texts_are_tidied_when_they_are_saved(workspace: Workspace) -> None:
    untidy = Experiment(
        0,
        "  EXP-1 \n",
        " Ranked \t search ",
        hypothesis=" \n ",
        segment="  Enter  prise ",
        owner=" ",
        surface=" Search ",
        note=" a\nb ",
        variants=(Variant(" Con  trol", " "), Variant("A ", " Ranked ")),
        metrics=(MetricPlan("  Search  success"),),
    )
    tidy = Experiment(
        1,
        "EXP-1",
        "Ranked search",
        segment="Enter prise",
        surface="Search",
        note="a\nb",
        variants=(Variant("Con trol"), Variant("A", "Ranked")),
        metrics=(MetricPlan("Search success"),),
    )
    assert found(workspace, add(workspace, untidy)) == tidy


def test_saving_what_is_there_is_no_step(workspace: Workspace, content: Callable[..., Content]) -> None:
    ranked = with_reading(workspace)
    before, steps = content(workspace), read(workspace, history.steps)

    def save(store: Store) -> list[ChangeSet]:
        return [
            save_experiment(store, ranked)[0],
            save_experiment(store, replace(ranked, owner=" ADA", segment="enterprise", goal="find things  faster"))[0],
            save_reading(store, ranked.id, Reading(0, DAY, TOTALS[::-1]))[0],
        ]

    assert [(one.id, one.tables) for one in do(workspace, save)] == [(0, frozenset())] * 3
    assert (content(workspace), read(workspace, history.steps)) == (before, steps)


def test_one_field_that_changes_touches_its_table_alone(workspace: Workspace) -> None:
    one = with_reading(workspace)
    for after, tables in (
        (replace(one, status=RUNNING), {"experiment"}),
        (replace(one, status=RUNNING, owner="Cy"), {"experiment", "person"}),
        (replace(one, status=RUNNING, owner="Cy", variants=(*one.variants[:2], Variant("B", "Other"))), {"variant"}),
        (replace(one, status=RUNNING, owner="Cy", metrics=one.metrics[1:]), {"variant", "experiment_metric", "reading_value"}),
    ):
        position = read(workspace, lambda store: store.position())
        assert add(workspace, after) == found(workspace, one) == after
        with workspace.reading() as store:
            assert set(steps_since(store, position)) == tables


def test_new_segments_goals_and_owners_are_added_in_the_same_step(workspace: Workspace) -> None:
    add(workspace)
    assert [one.name for one in read(workspace, all_segments)] == ["Enterprise"]
    assert [one.title for one in read(workspace, all_goals)] == ["Find things faster"]
    assert [one.name for one in read(workspace, lambda store: all_entries(store, "person"))] == ["Ada"]
    add(workspace, replace(RANKED, code="EXP-38", lane=None, owner="ada", goal="FIND things faster"))
    assert len(read(workspace, all_goals)) == len(read(workspace, all_segments)) == 1
    do(workspace, undo.undo)
    do(workspace, undo.undo)
    assert read(workspace, all_segments) == read(workspace, all_goals) == []


def test_a_variant_that_is_renamed_keeps_its_totals(workspace: Workspace) -> None:
    ranked = with_reading(workspace)
    renamed = replace(ranked, variants=(Variant("Old", weight=2.0), Variant("A", "Ranked"), Variant("Recents")))
    add(workspace, renamed)
    assert last_label(workspace) == "Edit EXP-37 Ranked search"
    names = {"Control": "Old", "B": "Recents"}
    assert totals_of(workspace, ranked) == tuple(replace(one, variant=names.get(one.variant, one.variant)) for one in TOTALS)
    do(workspace, undo.undo)
    assert totals_of(workspace, ranked) == TOTALS


def test_a_metric_that_is_renamed_keeps_its_totals(workspace: Workspace) -> None:
    ranked = with_reading(workspace)
    renamed = replace(ranked, metrics=(MetricPlan("Success"), *ranked.metrics[1:]))
    add(workspace, renamed)
    metrics = {one.metric for one in totals_of(workspace, ranked)}
    assert metrics == {"Success", "Searches per user"}


def test_variants_in_another_order_keep_their_own_totals(workspace: Workspace) -> None:
    ranked = with_reading(workspace)
    control, a, b = ranked.variants
    add(workspace, replace(ranked, variants=(b, control, a)))
    assert found(workspace, ranked).variants == (b, control, a)
    assert set(totals_of(workspace, ranked)) == set(TOTALS)
    swapped = (replace(control, name="A"), replace(a, name="Control"), b)  # these two are called so already: no renaming, an order
    add(workspace, replace(ranked, variants=swapped))
    assert set(totals_of(workspace, ranked)) == set(TOTALS)


def test_a_variant_that_is_put_between_others_takes_no_totals_of_theirs(workspace: Workspace) -> None:
    ranked = with_reading(workspace)
    control, a, b = ranked.variants
    add(workspace, replace(ranked, variants=(control, Variant("New"), a, b)))
    assert totals_of(workspace, ranked) == TOTALS


def test_a_variant_that_goes_takes_its_totals_along_and_undo_brings_all_back(workspace: Workspace, content: Callable[..., Content]) -> None:
    ranked = with_reading(workspace)
    before = content(workspace)
    changes = do(workspace, lambda store: save_experiment(store, replace(ranked, variants=ranked.variants[:2])))[0]
    assert changes.tables == {"variant", "reading_value"}
    assert totals_of(workspace, ranked) == tuple(one for one in TOTALS if one.variant != "B")
    after = content(workspace)
    do(workspace, undo.undo)
    assert content(workspace) == before
    do(workspace, undo.redo)
    assert content(workspace) == after


def test_a_metric_that_goes_takes_its_totals_along(workspace: Workspace, content: Callable[..., Content]) -> None:
    ranked = with_reading(workspace)
    before = content(workspace)
    add(workspace, replace(ranked, metrics=ranked.metrics[1:]))
    assert totals_of(workspace, ranked) == TOTALS[3:]
    do(workspace, undo.undo)
    assert content(workspace) == before


def test_codes_are_ordered_by_their_numbers(workspace: Workspace) -> None:
    codes = ["exp-2", "EXP-9", "EXP-10", "EXP-100", "EXP", "12", "ABC-11", "EXP-9b"]
    for code in codes:
        add(workspace, Experiment(0, code, code))
    ordered = [one.code for one in read(workspace, experiment_store.all_experiments)]
    assert ordered == ["12", "ABC-11", "EXP", "exp-2", "EXP-9", "EXP-10", "EXP-100", "EXP-9b"]


def test_the_next_code_is_one_more_than_the_largest(workspace: Workspace) -> None:
    def following() -> str:
        code: str = read(workspace, experiment_store.next_code)
        return code

    assert following() == "EXP-1"
    add(workspace, Experiment(0, "EXP-9", "Nine"))
    add(workspace, Experiment(0, "EXP-10", "Ten"))
    assert following() == "EXP-11"
    add(workspace, Experiment(0, "Pricing", "Without a number"))
    assert following() == "EXP-11"
    add(workspace, Experiment(0, "G0099", "Other team"))
    assert following() == "G0100"
    add(workspace, Experiment(0, "7" * 60, "As long as a key may be"))
    assert following() == "7" * 59 + "8"
    with pytest.raises(UserError, match="A key of 5,000 characters is too long"):
        add(workspace, Experiment(0, "7" * 5000, "More than Python turns into a number"))


@given(st.text(max_size=12), st.lists(st.integers(0, 10**6), max_size=6))
def test_whatever_codes_begin_with_larger_numbers_come_later(head: str, numbers: list[int]) -> None:
    codes = sorted((f"{head}-{number}" for number in numbers), key=code_order)
    assert codes == [f"{head}-{number}" for number in sorted(numbers)]


def test_a_code_that_is_taken_is_refused(workspace: Workspace) -> None:
    ranked, other = add(workspace), add(workspace, Experiment(0, "EXP-38", "Other"))
    with pytest.raises(UserError, match="exp-37 is “Ranked search” already"):
        add(workspace, Experiment(0, "exp-37", "Again"))
    with pytest.raises(UserError, match="Choose another key"):
        add(workspace, replace(other, code="EXP-37 "))
    add(workspace, replace(ranked, code="Exp-37"))
    assert found(workspace, ranked).code == "Exp-37"


def test_a_lane_is_never_given_out_to_more_than_all(workspace: Workspace) -> None:
    plain = Experiment(0, "EXP-1", "One", status=SCHEDULED, lane="Pricing", starts=date(2026, 12, 1), ends=date(2026, 12, 14))
    first = add(workspace, replace(plain, allocation=60.0))
    add(workspace, replace(plain, code="EXP-2", allocation=40.0, lane="PRICING "))
    third = replace(plain, code="EXP-3", allocation=0.5)
    with pytest.raises(UserError, match=r"The lane Pricing would be given out to 100\.5% on 2026-12-01, together with EXP-1, EXP-2\."):
        add(workspace, third)
    with pytest.raises(UserError, match="101%"):
        add(workspace, replace(first, allocation=61.0))
    later = add(workspace, replace(third, starts=date(2026, 12, 15), ends=date(2026, 12, 20)))
    with pytest.raises(UserError, match="on 2026-12-14"):
        do(workspace, lambda store: experiment_store.move_experiment(store, later.id, date(2026, 12, 14), date(2026, 12, 20)))
    assert found(workspace, later) == later
    besides: list[dict[str, Any]] = [{"unit": "account"}, {"lane": "Other"}, {"status": IDEA}, {"status": CONCLUDED}]
    for number, beside in enumerate([*besides, {"status": DRAFT, "starts": None}], 10):
        add(workspace, changed(third, code=f"EXP-{number}", **beside))
    with pytest.raises(UserError, match="Lower an allocation, move one of them, or take it out of the lane"):
        add(workspace, replace(third, code="EXP-4", status=DRAFT))


def test_moving_is_one_step_and_keeps_everything_else(workspace: Workspace) -> None:
    ranked = with_reading(workspace)
    do(workspace, lambda store: experiment_store.move_experiment(store, ranked.id, date(2027, 1, 12), date(2027, 1, 26)))
    assert found(workspace, ranked) == replace(ranked, starts=date(2027, 1, 12), ends=date(2027, 1, 26))
    assert last_label(workspace) == "Move EXP-37 Ranked search to 2027-01-12 – 2027-01-26"
    assert totals_of(workspace, ranked) == TOTALS
    do(workspace, undo.undo)
    assert found(workspace, ranked) == ranked


def test_a_copy_is_a_draft_without_days_and_results(workspace: Workspace) -> None:
    ranked = with_reading(workspace)
    changes, id_ = do(workspace, lambda store: experiment_store.duplicate_experiment(store, ranked.id))
    assert changes.label == "Duplicate EXP-37 Ranked search"
    expected = replace(ranked, id=id_, code="EXP-38", status=DRAFT, starts=None, ends=None, learning=None, early_reason=None)
    assert read(workspace, lambda store: find_experiment(store, id_)) == expected
    assert read(workspace, lambda store: readings_of(store, id_)) == ()
    assert totals_of(workspace, ranked) == TOTALS


VERDICT = Verdict("ship A", "It lifts search success", "Cy", DAY, "Ranking is enough.")


def take_down(workspace: Workspace, experiment: Experiment, verdict: Verdict) -> ChangeSet:
    """Decide about an experiment."""
    return do(workspace, lambda store: decide(store, experiment.id, verdict))


def test_a_decision_concludes_with_its_learning_in_one_step(workspace: Workspace, content: Callable[..., Content]) -> None:
    ranked = with_reading(workspace, replace(RANKED, status=RUNNING))
    before, steps = content(workspace), len(read(workspace, history.steps))
    changes = take_down(workspace, ranked, VERDICT)
    assert changes.label == last_label(workspace) == "Decide to ship A: EXP-37 Ranked search"
    assert len(read(workspace, history.steps)) == steps + 1
    assert found(workspace, ranked) == replace(ranked, status=CONCLUDED, learning="Ranking is enough.")
    (kept,) = read(workspace, lambda store: decisions_of(store, "experiment", ranked.id))
    assert (kept.choice, kept.reason, kept.owner, kept.day, kept.for_day) == (
        "ship A",
        "It lifts search success",
        "Cy",
        "2026-11-13",
        "2026-11-13",
    )
    other = replace(VERDICT, choice="stop", reason="It was a bug", learning="Check the log.")
    do(workspace, lambda store: decide(store, ranked.id, other, decision=kept.id))
    (again,) = read(workspace, lambda store: decisions_of(store, "experiment", ranked.id))
    assert (again.id, again.choice) == (kept.id, "stop")
    do(workspace, undo.undo)
    do(workspace, undo.undo)
    assert content(workspace) == before


def test_before_its_end_a_decision_asks_for_a_reason(workspace: Workspace, content: Callable[..., Content]) -> None:
    ranked = add(workspace, replace(RANKED, status=RUNNING, early_reason=None))
    before = content(workspace)
    early = replace(VERDICT, day=date(2026, 11, 12))
    for reason in (None, "", " \n"):
        with pytest.raises(UserError, match=r"EXP-37 was planned to run until 2026-11-13\. Say why it is decided before"):
            take_down(workspace, ranked, replace(early, early_reason=reason))
        assert content(workspace) == before
    take_down(workspace, ranked, replace(early, early_reason=" The vendor left. "))
    assert found(workspace, ranked).early_reason == "The vendor left."


def test_what_a_decision_lacks_is_said_and_leaves_nothing(workspace: Workspace, content: Callable[..., Content]) -> None:
    ranked = add(workspace)
    before = content(workspace)
    for wrong in (
        replace(VERDICT, choice="ship Control"),
        replace(VERDICT, choice="ship C"),
        replace(VERDICT, choice=""),
        replace(VERDICT, reason=" "),
        replace(VERDICT, owner=""),
    ):
        with pytest.raises(UserError, match=r"[.]$"):
            take_down(workspace, ranked, wrong)
        assert content(workspace) == before
    assert experiment_store.choices_of(ranked) == ("ship A", "ship B", "iterate", "stop")


def test_without_days_it_can_be_decided_at_any_time(workspace: Workspace) -> None:
    idea = add(workspace, Experiment(0, "EXP-1", "Idea", status=IDEA))
    take_down(workspace, idea, replace(VERDICT, choice="stop"))
    (kept,) = read(workspace, lambda store: decisions_of(store, "experiment", idea.id))
    assert kept.for_day is None


def hang_on(workspace: Workspace, one: Experiment, other: Experiment) -> int:
    """Hang something of every kind on ``one``, and the like on ``other``; the id of an event comes back."""

    def hang(store: Store) -> int:
        with store.edit("Hang"):
            event = save_event(store, {"title": "Freeze", "type": "freeze", "starts": "2026-10-20"})[1]
            for mine, their in ((one, other), (other, one)):
                for table, id_ in (("experiment", their.id), ("event", event)):
                    risk: dict[str, rows.Value] = {"experiment": mine.id, "other_table": table, "other": id_, "owner": 1}
                    rows.insert(store, "accepted_risk", {**risk, "grade": LOW, "reason": "few", "day": "2026-11-01"})
                save_reading(store, mine.id, Reading(0, DAY, TOTALS))
                decide(store, mine.id, VERDICT)
            link(store, "contradicts", End("experiment", one.id), End("experiment", other.id))
            link(store, "related", End("event", event), End("experiment", one.id))
        return event

    return do(workspace, hang)


def test_what_hangs_on_an_experiment_goes_with_it_and_comes_back_with_undo(workspace: Workspace, content: Callable[..., Content]) -> None:
    one, other = add(workspace), add(workspace, replace(RANKED, code="EXP-38", lane=None))
    event = hang_on(workspace, one, other)
    before = content(workspace)
    changes = do(workspace, lambda store: experiment_store.delete_experiments(store, [one.id]))
    assert changes.label == "Delete EXP-37 Ranked search"
    parts = {"experiment", "variant", "experiment_metric", "reading", "reading_value", "accepted_risk", "decision", "link"}
    assert changes.tables == parts
    after = content(workspace)
    for table, count in (("experiment", 1), ("variant", 3), ("reading", 1), ("reading_value", 6), ("accepted_risk", 1), ("decision", 1)):
        assert len(after[table]) == count, table
    assert read(workspace, lambda store: links_of(store, End("experiment", other.id))) == []
    assert read(workspace, lambda store: links_of(store, End("event", event))) == []
    do(workspace, undo.undo)
    assert content(workspace) == before
    do(workspace, undo.redo)
    assert content(workspace) == after
    do(workspace, undo.undo)
    do(workspace, lambda store: experiment_store.delete_experiments(store, [one.id, other.id]))
    assert last_label(workspace) == "Delete 2 experiments"
    assert not any(content(workspace)[table] for table in parts)
    do(workspace, undo.undo)
    assert content(workspace) == before


def test_what_is_accepted_of_an_event_goes_with_it(workspace: Workspace, content: Callable[..., Content]) -> None:
    one, other = add(workspace), add(workspace, replace(RANKED, code="EXP-38", lane=None))
    event = hang_on(workspace, one, other)
    before = content(workspace)
    changes = do(workspace, lambda store: delete_event(store, event))
    assert changes.tables == {"event", "accepted_risk", "link"}
    assert len(content(workspace)["accepted_risk"]) == 2
    do(workspace, undo.undo)
    assert content(workspace) == before


def test_a_segment_that_experiments_are_for_stays(workspace: Workspace, content: Callable[..., Content]) -> None:
    one = add(workspace)
    before = content(workspace)
    with pytest.raises(UserError, match="Enterprise is whom EXP-37 is for"):
        do(workspace, lambda store: delete_segment(store, all_segments(store)[0].id))
    assert content(workspace) == before
    add(workspace, replace(one, segment=None))
    do(workspace, lambda store: delete_segment(store, all_segments(store)[0].id))
    assert read(workspace, all_segments) == []


@pytest.mark.parametrize("field", ["goal", "owner"])
def test_where_a_goal_or_person_goes_the_place_is_empty(workspace: Workspace, content: Callable[..., Content], field: str) -> None:
    one, other = add(workspace), add(workspace, replace(RANKED, code="EXP-38", lane=None))
    hang_on(workspace, one, other)
    concluded = found(workspace, one)
    before = content(workspace)
    deletes: dict[str, Callable[[Store], ChangeSet]] = {
        "goal": lambda store: delete_goal(store, all_goals(store)[0].id),
        "owner": lambda store: delete_entry(store, "person", next(x.id for x in all_entries(store, "person") if x.name == "Ada")),
    }
    do(workspace, deletes[field])
    assert found(workspace, one) == changed(concluded, **{field: None})
    assert totals_of(workspace, one) == TOTALS
    do(workspace, undo.undo)
    assert content(workspace) == before


def test_a_segment_that_is_renamed_is_read_by_its_new_name(workspace: Workspace) -> None:
    ranked = add(workspace)
    do(workspace, lambda store: save_segment(store, {"name": "Large customers"}, all_segments(store)[0].id))
    assert found(workspace, ranked).segment == "Large customers"


def test_what_makes_no_sense_is_refused_and_leaves_nothing(workspace: Workspace, content: Callable[..., Content]) -> None:
    ranked = add(workspace)
    before = content(workspace)
    for save in (
        lambda store: save_experiment(store, replace(ranked, name=" ", segment="New one")),
        lambda store: save_experiment(store, replace(ranked, id=99, code="EXP-99", segment="New one", goal="New", owner="New")),
        lambda store: save_experiment(store, replace(ranked, ends=date(2026, 1, 1))),
        lambda store: experiment_store.move_experiment(store, ranked.id, date(2027, 1, 2), date(2027, 1, 1)),
        lambda store: experiment_store.move_experiment(store, 99, date(2027, 1, 1), date(2027, 1, 2)),
        lambda store: experiment_store.delete_experiments(store, [ranked.id, 99]),
        lambda store: experiment_store.duplicate_experiment(store, 99),
        lambda store: decide(store, 99, VERDICT),
        lambda store: find_experiment(store, "EXP-99"),
        lambda store: find_experiment(store, 99),
    ):
        with pytest.raises(UserError, match=r"[.]$"):
            do(workspace, save)
        assert content(workspace) == before


def test_a_workspace_for_reading_shows_experiments_and_changes_none(workspace: Workspace) -> None:
    ranked = add(workspace)
    with open_workspace(workspace.path, read_only=True) as reader, reader.reading() as store:
        assert experiment_store.all_experiments(store) == [ranked]
        with pytest.raises(UserError, match="for reading only"):
            save_experiment(store, replace(ranked, name="Other"))


CODES, NAMES, METRICS = ("EXP-1", "EXP-2", "EXP-10"), ("Control", "A", "B", "C"), ("Success", "Speed", "Errors")
days_ = st.tuples(st.integers(0, 20), st.integers(0, 10)).map(lambda two: (date(2026, 12, 1 + two[0]), date(2027, 1, 1 + two[1])))
plans_ = st.builds(
    lambda code, names, metrics, days, lane, segment, allocation, owner, status: Experiment(
        0,
        code,
        f"Test {code}",
        status=status,
        segment=segment,
        owner=owner,
        lane=lane,
        allocation=allocation,
        starts=days[0],
        ends=days[1],
        variants=tuple(map(Variant, names)),
        metrics=tuple(map(MetricPlan, metrics)),
    ),
    st.sampled_from(CODES),
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True),
    st.lists(st.sampled_from(METRICS), max_size=3, unique=True),
    days_,
    st.sampled_from([None, "Lane"]),
    st.sampled_from([None, "Enterprise", "SMB"]),
    st.sampled_from([100.0, 50.0, 20.0]),
    st.sampled_from([None, "Ada", "Bo"]),
    st.sampled_from([IDEA, DRAFT, SCHEDULED, RUNNING, CONCLUDED]),
)
acts_ = st.lists(
    st.tuples(st.sampled_from(["save", "read", "decide", "copy", "delete", "unsegment", "undo", "redo"]), plans_, st.integers(1, 9)),
    max_size=14,
)


def act(workspace: Workspace, kind: str, plan: Experiment, number: int) -> None:
    """One edit of the register, such as an operator makes; what is refused changes nothing."""

    def change(store: Store) -> object:
        there = {one.code: one for one in experiment_store.all_experiments(store)}
        if kind in ("undo", "redo"):
            return undo.undo(store) if kind == "undo" else undo.redo(store)
        if kind == "unsegment":
            return delete_segment(store, all_segments(store)[0].id) if all_segments(store) else None
        one = there.get(plan.code)
        if one is None or kind == "save":
            return save_experiment(store, replace(plan, id=one.id if one else 0))
        if kind == "read":
            totals = tuple(Total(v.name, m.name, 10 * number, successes=number) for v in one.variants for m in one.metrics)
            return save_reading(store, one.id, Reading(0, date(2026, 12, number), totals))
        if kind == "decide":
            return decide(store, one.id, Verdict("stop", "Why not", "Ada", date(2027, 2, number), "Something"))
        if kind == "copy":
            return experiment_store.duplicate_experiment(store, one.id)
        return experiment_store.delete_experiments(store, [one.id])

    with suppress(UserError):
        do(workspace, change)


@hypothesis_settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=acts_)
def test_undoing_everything_restores_the_file(
    tmp_path_factory: pytest.TempPathFactory, content: Callable[..., Content], acts: list[tuple[str, Experiment, int]]
) -> None:
    with open_workspace(new_workspace(tmp_path_factory.mktemp("w") / "w.prodops")) as workspace:
        empty = content(workspace)
        for kind, plan, number in acts:
            act(workspace, kind, plan, number)
        end, undone = content(workspace), 0
        while read(workspace, history.next_undo):
            do(workspace, undo.undo)
            undone += 1
        assert content(workspace) == empty
        for _ in range(undone):
            do(workspace, undo.redo)
        assert content(workspace) == end


@hypothesis_settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=plans_, second=plans_)
def test_an_edit_leaves_what_was_saved_last_and_the_totals_of_names_that_stay(
    tmp_path_factory: pytest.TempPathFactory, first: Experiment, second: Experiment
) -> None:
    with open_workspace(new_workspace(tmp_path_factory.mktemp("w") / "w.prodops")) as workspace:
        one = add(workspace, first)
        totals = tuple(
            Total(variant.name, metric.name, 100 * at + place, successes=at)
            for place, metric in enumerate(first.metrics, 1)
            for at, variant in enumerate(first.variants, 1)
        )
        if totals:
            do(workspace, lambda store: save_reading(store, one.id, Reading(0, DAY, totals)))
        after = add(workspace, replace(second, id=one.id))
        assert found(workspace, one) == after
        if totals:
            kept = {(x.variant, x.metric): x for x in totals_of(workspace, one)}
            for total in totals:
                stays = total.variant in {x.name for x in second.variants} and total.metric in {x.name for x in second.metrics}
                assert not stays or kept[total.variant, total.metric] == total


def test_an_icc_that_was_worked_out_is_kept_with_its_sheet_in_one_step(workspace: Workspace, content: Callable[..., Content]) -> None:
    one = add(workspace, changed(RANKED, icc=0.1, icc_from=None))
    before = content(workspace)
    do(workspace, lambda store: take_icc(store, one.id, 0.12, "Usage_weekly"))
    assert found(workspace, one) == changed(one, icc=0.12, icc_from="Usage_weekly")
    assert last_label(workspace) == "Take the ICC of EXP-37 from Usage_weekly"
    do(workspace, lambda store: take_icc(store, one.id, 0.13, "Usage_weekly"))
    assert found(workspace, one) == changed(one, icc=0.13, icc_from="Usage_weekly"), "the same sheet a month later"
    do(workspace, undo.undo)
    do(workspace, undo.undo)
    assert content(workspace) == before


@pytest.mark.parametrize(("icc", "left"), [(0.2, None), (None, None), (0.12, "Usage_weekly")])
def test_an_icc_that_becomes_another_one_no_longer_comes_from_a_sheet(workspace: Workspace, icc: float | None, left: str | None) -> None:
    one = add(workspace, changed(RANKED, icc=0.12, icc_from="Usage_weekly"))
    assert found(workspace, one).icc_from == "Usage_weekly"
    do(workspace, lambda store: save_experiment(store, changed(one, icc=icc, note="Edited")))
    assert (found(workspace, one).icc, found(workspace, one).icc_from) == (icc, left)


def test_a_copy_keeps_where_the_icc_came_from(workspace: Workspace) -> None:
    one = add(workspace, changed(RANKED, icc=0.12, icc_from="Usage_weekly"))
    copy = do(workspace, lambda store: duplicate_experiment(store, one.id))[1]
    made: Experiment = read(workspace, lambda store: find_experiment(store, copy))
    assert (made.icc, made.icc_from) == (0.12, "Usage_weekly")


def test_an_icc_that_cannot_be_is_refused(workspace: Workspace) -> None:
    one = add(workspace)
    with pytest.raises(UserError, match="The ICC is 1"):
        do(workspace, lambda store: take_icc(store, one.id, 1.5, "Usage_weekly"))
    assert found(workspace, one) == one


def test_other_programs_see_where_the_icc_came_from(workspace: Workspace) -> None:
    add(workspace, changed(RANKED, icc=0.12, icc_from="Usage_weekly"))
    assert tuple(read(workspace, lambda store: store.db.execute("SELECT icc, icc_from FROM v_experiments").fetchone())) == (
        0.12,
        "Usage_weekly",
    )
