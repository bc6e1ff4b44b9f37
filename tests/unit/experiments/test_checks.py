"""What no experiment can be is refused in a sentence; whatever passes can be saved and is read again as it is."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.errors import UserError
from prodops_desktop.experiments import model
from prodops_desktop.experiments.checks import check_experiment, check_lane
from prodops_desktop.experiments.model import MEAN, SCHEDULED, Experiment, MetricPlan, Variant
from prodops_desktop.experiments.store import find_experiment
from prodops_desktop.workspace import Workspace
from tests.new_workspace import new_workspace
from tests.unit.experiments.register import RANKED, add, changed

NAN, ENDLESS = float("nan"), float("inf")


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"code": ""}, "needs a key, such as EXP-44"),
        ({"code": "X" * 61}, "A key of 61 characters is too long. Use up to 60"),
        ({"name": ""}, "needs a name"),
        ({"kind": "guess"}, "“guess” is not a kind of test. Choose one of A/B by user,"),
        ({"unit": "device"}, "“device” is not a unit. Choose one of user, account."),
        ({"status": "done"}, "“done” is not a status"),
        ({"mde_in": "pt"}, "“pt” is not a measure of an effect"),
        ({"ends": date(2026, 10, 11)}, "EXP-37 would end on 2026-10-11, before it starts on 2026-10-12"),
        ({"starts": None}, "EXP-37 is scheduled, so it needs its first and its last day"),
        ({"ends": None, "status": "running"}, "EXP-37 is running, so it needs"),
        ({"starts": date(1226, 10, 12)}, "The first day would be 1226-10-12. Choose one from 1990 to 2200."),
        ({"ends": date(2926, 10, 12)}, "The last day would be 2926-10-12"),
        ({"allocation": 0.0}, "The allocation is 0. It has to be more than 0 and up to 100%"),
        ({"allocation": 100.5}, "The allocation is 100.5"),
        ({"allocation": NAN}, "The allocation is nan"),
        ({"power": 100.0}, "The power is 100. It has to be between 0 and 100%"),
        ({"alpha": 0.0}, "Alpha is 0"),
        ({"icc": 1.5}, "The ICC is 1.5. It has to be between 0 and 1"),
        ({"icc": -0.1}, "The ICC is -0.1"),
        ({"baseline": 101.0}, "The baseline of a share is 101. It has to be from 0 to 100%"),
        ({"baseline": ENDLESS}, "The baseline is inf. It has to be a plain number"),
        ({"deviation": -1.0}, "The standard deviation is -1"),
        ({"mde": 0.0}, "The least effect is 0. It has to be more than 0; its direction comes from the metric"),
        ({"mde": -3.5}, "The least effect is -3.5"),
        ({"variants": ()}, "at least one variant"),
        ({"variants": (Variant(""),)}, "A variant needs a name"),
        ({"variants": (Variant("A", weight=-1.0), Variant("B"))}, "The weight of A is -1"),
        ({"variants": (Variant("A", weight=0.0), Variant("B", weight=0.0))}, "All variants have the weight 0"),
        ({"variants": (Variant("A"), Variant("a "))}, "Two variants are called “A”"),
        ({"metrics": (MetricPlan(""),)}, "A metric needs a name"),
        ({"metrics": (MetricPlan("M"), MetricPlan("m", "guardrail"))}, "Two metrics are called “M”"),
        ({"metrics": (MetricPlan("M", "main"),)}, "“main” is not a role of a metric"),
        ({"metrics": (MetricPlan("M", type="ratio"),)}, "“ratio” is not a type of metric"),
        ({"metrics": (MetricPlan("M", better="sideways"),)}, "“sideways” is not a direction of a metric"),
        ({"metrics": (MetricPlan("M", bound=-1.0),)}, "The limit of M is -1"),
        ({"metrics": (MetricPlan("M", bound=1.0, bound_in="pt"),)}, "“pt” is not a measure of a limit"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(wrong: dict[str, Any], says: str) -> None:
    with pytest.raises(UserError) as refused:
        check_experiment(replace(RANKED, **wrong))
    assert says in str(refused.value)
    assert str(refused.value).endswith(".")


def test_the_baseline_of_a_mean_may_be_any_number() -> None:
    for baseline in (-20.0, 250.0):
        check_experiment(replace(RANKED, baseline=baseline, metrics=(MetricPlan("Seconds", type=MEAN),)))
        with pytest.raises(UserError, match="The baseline of a share"):
            check_experiment(replace(RANKED, baseline=baseline))


days_ = st.tuples(st.integers(0, 12), st.integers(1, 6))
allocations_ = st.sampled_from([10.0, 25.0, 33.3, 50.0, 66.7, 100.0])
mates_ = st.lists(st.tuples(days_, allocations_, st.sampled_from(["user", "account"])), max_size=6)


def in_lane(id_: int, days: tuple[int, int], allocation: float, unit: str) -> Experiment:
    """An experiment in the lane."""
    starts = date(2026, 12, 1) + timedelta(days=days[0])
    ends = starts + timedelta(days=days[1] - 1)
    return Experiment(id_, f"EXP-{id_}", "Test", status=SCHEDULED, lane="Lane", unit=unit, allocation=allocation, starts=starts, ends=ends)


@given(mates_.filter(bool))
def test_a_lane_is_refused_where_any_day_would_have_more_than_all_of_it(mates: list[tuple[tuple[int, int], float, str]]) -> None:
    one, *others = [in_lane(id_, *mate) for id_, mate in enumerate(mates, 1)]
    days = [date(2026, 12, 1) + timedelta(days=n) for n in range(20)]
    live = [[x for x in (one, *others) if x.unit == one.unit and x.starts and x.ends and x.starts <= day <= x.ends] for day in days]
    too_many = any(one in there and sum(x.allocation for x in there) > 100.0001 for there in live)
    if too_many:
        with pytest.raises(UserError, match="Lower an allocation, move one of them, or take it out of the lane"):
            check_lane(one, [one, *others])
    else:
        check_lane(one, [one, *others])


numbers = st.floats(allow_nan=True, allow_infinity=True)
texts = st.text(max_size=8)
strange_ = st.fixed_dictionaries(
    {"code": st.sampled_from(["EXP-1", "EXP-2", "exp-1 ", ""]), "lane": st.none()},
    optional={
        "name": texts,
        "kind": st.sampled_from([*model.KINDS, "guess"]),
        "unit": st.sampled_from([*model.UNITS, "device"]),
        "status": st.sampled_from(model.STATUSES),
        "allocation": st.one_of(numbers, st.floats(1, 100)),
        "baseline": st.one_of(st.none(), numbers, st.floats(0, 100)),
        "deviation": st.one_of(st.none(), numbers),
        "mde": st.one_of(st.none(), numbers),
        "power": st.one_of(numbers, st.floats(1, 99)),
        "icc": st.one_of(st.none(), numbers, st.floats(0, 1)),
        "starts": st.one_of(st.none(), st.dates()),
        "ends": st.one_of(st.none(), st.dates()),
        "surface": st.one_of(st.none(), texts),
        "variants": st.lists(st.builds(Variant, texts, st.none(), st.floats(0, 3)), max_size=3).map(tuple),
        "metrics": st.lists(st.builds(MetricPlan, texts, st.sampled_from(model.ROLES)), max_size=3).map(tuple),
    },
).map(lambda values: changed(RANKED, **values))


def kept_or_refused(workspace: Workspace, experiment: Experiment) -> Experiment | None:
    """The experiment with its id, or None after a refusal in a sentence."""
    try:
        return add(workspace, experiment)
    except UserError as error:
        said = str(error)
    assert said.endswith(".")
    return None


@hypothesis_settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(strange=st.lists(strange_, min_size=3, max_size=3))
def test_anything_is_either_refused_in_a_sentence_or_read_again_as_it_was_kept(
    tmp_path_factory: pytest.TempPathFactory, strange: list[Experiment]
) -> None:
    with open_workspace(new_workspace(tmp_path_factory.mktemp("w") / "w.prodops")) as workspace:
        for one in strange:
            kept = kept_or_refused(workspace, one)
            if kept is None:
                continue
            with workspace.reading() as store:
                found = find_experiment(store, kept.id)
            assert (found.allocation, found.mde, found.baseline, found.starts, found.ends, found.kind) == (
                kept.allocation,
                kept.mde,
                kept.baseline,
                kept.starts,
                kept.ends,
                kept.kind,
            )
            assert [" ".join(x.name.split()) for x in kept.variants] == [x.name for x in found.variants]
