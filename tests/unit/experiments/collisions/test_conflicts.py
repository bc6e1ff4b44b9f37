"""Collisions against a brute force over days and accounts, and their grades as DATA.md gives them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prodops_desktop.agenda.events import TYPES, Event
from prodops_desktop.experiments.collisions.conflicts import Accepted, Conflict, ConflictBook
from prodops_desktop.experiments.collisions.plans import plans_of, windows_of
from prodops_desktop.experiments.model import GUARDRAIL, PRIMARY, SCHEDULED, Experiment, MetricPlan

DAY = timedelta(days=1)
START = date(2026, 12, 1)
ACCOUNTS = {f"account {n}": n % 4 + 1 for n in range(8)}
"""How many users each account has."""
SEGMENTS: dict[str | None, frozenset[str]] = {
    None: frozenset(ACCOUNTS),
    "first": frozenset(list(ACCOUNTS)[:4]),
    "second": frozenset(list(ACCOUNTS)[4:]),
    "odd": frozenset(list(ACCOUNTS)[1::2]),
    "nobody": frozenset(),
}
REGIONS: dict[str | None, frozenset[str]] = {None: frozenset(ACCOUNTS), "NA": frozenset(list(ACCOUNTS)[:6])}


@dataclass(frozen=True)
class Count:
    """A headcount."""

    users: int
    accounts: int


def count(accounts: Iterable[str]) -> Count:
    """Users and accounts of some accounts."""
    found = list(accounts)
    return Count(sum(ACCOUNTS[name] for name in found), len(found))


class Plain:
    """A crowd counted account by account; “unknown” is a segment that nobody knows."""

    def shared(self, a: str | None, b: str | None) -> Count | None:
        return None if "unknown" in (a, b) else count(SEGMENTS[a] & SEGMENTS[b])

    def reached(self, segment: str | None, event_segment: str | None, region: str | None) -> Count | None:
        if "unknown" in (segment, event_segment):
            return None
        return count(SEGMENTS[segment] & SEGMENTS[event_segment] & REGIONS[region])


def metric(name: str, role: str = PRIMARY) -> MetricPlan:
    """A metric."""
    return MetricPlan(name, role)


def test(id_: int, first: int, days: int, **values: object) -> Experiment:
    """An experiment that begins ``first`` days after 1 December."""
    starts = START + DAY * first
    plain = Experiment(id_, f"EXP-{id_}", f"Test {id_}", status=SCHEDULED, starts=starts, ends=starts + DAY * (days - 1))
    return replace(plain, **values)  # type: ignore[arg-type]


def event(type_: str, first: int, days: int, **values: str) -> Event:
    """An event, numbered by its first day."""
    starts = START + DAY * first
    about = {"region": None, "segment": None, "surface": None, "owner": None, "note": None, **values}
    return Event(first + 100, f"{type_} {first}", type_, starts.isoformat(), (starts + DAY * (days - 1)).isoformat(), **about)


def book(experiments: Iterable[Experiment], events: Iterable[Event] = (), **more: object) -> ConflictBook:
    """The conflicts of experiments and events."""
    return ConflictBook(plans_of(experiments), windows_of(events), Plain(), **more)  # type: ignore[arg-type]


def only(experiments: Iterable[Experiment], events: Iterable[Event] = ()) -> Conflict:
    """The one conflict that there is."""
    found = book(experiments, events).all
    assert len(found) == 1
    return found[0]


test.__test__ = False  # type: ignore[attr-defined]

names = st.sampled_from(["", "left", "right"])
segments = st.sampled_from([None, "first", "second", "odd", "nobody", "unknown"])
experiments_ = st.lists(
    st.builds(
        lambda first, days, segment, surface, parameter, lane, unit, allocation, primary, guardrail, step: {
            "first": first,
            "days": days,
            "segment": segment,
            "surface": surface or None,
            "parameter": parameter or None,
            "lane": lane or None,
            "unit": unit,
            "allocation": allocation,
            "step": step or None,
            "metrics": (metric(primary), metric(guardrail, GUARDRAIL)),
        },
        st.integers(0, 20),
        st.integers(1, 12),
        segments,
        names,
        names,
        names,
        st.sampled_from(["user", "account"]),
        st.sampled_from([100.0, 50.0, 30.0, 12.5]),
        st.sampled_from(["m1", "m2", "m3"]),
        st.sampled_from(["m1", "m2", "g"]),
        names,
    ),
    max_size=6,
).map(lambda made: [test(id_, **values) for id_, values in enumerate(made, 1)])
events_ = st.lists(
    st.builds(
        lambda type_, first, days, segment, region, surface: event(
            type_, first, days, **{k: v for k, v in (("segment", segment), ("region", region), ("surface", surface)) if v}
        ),
        st.sampled_from(TYPES),
        st.integers(0, 20),
        st.integers(1, 9),
        segments,
        st.sampled_from([None, "NA"]),
        names,
    ),
    max_size=3,
    unique_by=lambda one: one.id,
)


def days_of(starts: date | str | None, ends: date | str | None) -> set[date]:
    """Every day of a run."""
    first, last = (date.fromisoformat(day) if isinstance(day, str) else day for day in (starts, ends))
    assert first is not None
    assert last is not None
    return {first + DAY * n for n in range((last - first).days + 1)}


def met_accounts(*groups: frozenset[str]) -> Count:
    """Counted one account after the other."""
    users = accounts = 0
    for name, size in ACCOUNTS.items():
        if all(name in group for group in groups):
            users, accounts = users + size, accounts + 1
    return Count(users, accounts)


def brute_pair(a: Experiment, b: Experiment) -> tuple[str, date, date, int | None] | None:
    """What DATA.md says of two experiments, worked out day by day and account by account."""
    days = days_of(a.starts, a.ends) & days_of(b.starts, b.ends)
    if not days or (a.lane and a.lane == b.lane and a.unit == b.unit):
        return None
    shared: int | None = None
    if "unknown" not in (a.segment, b.segment):
        met = met_accounts(SEGMENTS[a.segment], SEGMENTS[b.segment])
        if met.users == 0:
            return None
        shared = floor(met.users * a.allocation * b.allocation / 10_000)
    (a_primary, a_guard), (b_primary, b_guard) = ([one.name for one in x.metrics] for x in (a, b))
    if a.parameter and a.parameter == b.parameter:
        grade = "block"
    elif (a.surface and a.surface == b.surface) or (a_primary == b_primary and a.step == b.step):
        grade = "high"
    elif a_primary == b_guard or b_primary == a_guard:
        grade = "medium"
    else:
        grade = "low"
    return grade, min(days), max(days), shared


def brute_event(a: Experiment, one: Event) -> tuple[str, date, date, int | None] | None:
    """The same of an experiment and an event."""
    days = days_of(a.starts, a.ends) & days_of(one.starts, one.ends)
    if not days or one.type not in ("freeze", "launch", "price change", "campaign"):
        return None
    if one.type == "freeze" and one.surface and a.surface and one.surface != a.surface:
        return None
    shared: int | None = None
    if "unknown" not in (a.segment, one.segment):
        met = met_accounts(SEGMENTS[a.segment], SEGMENTS[one.segment], REGIONS[one.region])
        if met.users == 0:
            return None
        shared = floor(met.users * a.allocation / 100)
    return "block" if one.type == "freeze" else "medium", min(days), max(days), shared


@given(experiments_, events_)
def test_conflicts_are_those_of_a_brute_force_over_days_and_accounts(experiments: list[Experiment], events: list[Event]) -> None:
    expected: dict[tuple[str, str], object] = {}
    for a, b in combinations(experiments, 2):
        if (found := brute_pair(a, b)) is not None:
            expected[a.code, b.code] = found
    for a in experiments:
        for one in events:
            if (found := brute_event(a, one)) is not None:
                expected[a.code, one.title] = found
    got = {(x.a.experiment.code, x.other_title): (x.grade, x.starts, x.ends, x.shared) for x in book(experiments, events).all}
    assert got == expected


@given(experiments_.filter(bool), events_, st.integers(-10, 30), st.integers(1, 12), st.data())
def test_after_a_move_the_book_is_as_if_made_anew(
    experiments: list[Experiment], events: list[Event], first: int, days: int, data: st.DataObject
) -> None:
    one = data.draw(st.sampled_from(experiments))
    before = book(experiments, events)
    starts = START + DAY * first
    moved = before.moved(before.plans[one.id].moved(starts, starts + DAY * (days - 1)))
    changed = [replace(x, starts=starts, ends=starts + DAY * (days - 1)) if x is one else x for x in experiments]
    assert moved.all == book(changed, events).all
    assert {id_: set(found) for id_, found in moved.by_experiment.items()} == {
        id_: {x for x in moved.all if id_ in x.experiments}
        for id_ in {x.a.id for x in moved.all} | {x.b.id for x in moved.all if x.other.table == "experiment"}
    }


def test_only_what_is_planned_and_has_days_can_collide() -> None:
    one = test(1, 0, 5)
    for status in ("idea", "concluded", "cancelled"):
        assert book([one, test(2, 0, 5, status=status)]).all == ()
    assert book([one, test(2, 0, 5, status="draft", starts=None, ends=None)]).all == ()
    assert len(book([one, test(2, 0, 5, status="draft")]).all) == 1


def test_the_last_day_of_one_and_the_first_of_the_other_are_shared() -> None:
    found = only([test(1, 0, 5), test(2, 4, 5)])
    assert (found.starts, found.ends) == (date(2026, 12, 5), date(2026, 12, 5))
    assert book([test(1, 0, 5), test(2, 5, 5)]).all == ()


def test_variants_that_contradict_each_other_block_on_one_surface_only() -> None:
    both = [test(1, 0, 5, surface="Checkout"), test(2, 0, 5, surface="checkout ")]
    plans = plans_of(both, [(2, 1)])
    assert [x.grade for x in ConflictBook(plans, [], Plain()).all] == ["block"]
    apart = plans_of([both[0], replace(both[1], surface="Search")], [(2, 1)])
    assert [x.grade for x in ConflictBook(apart, [], Plain()).all] == ["low"]


def test_a_lane_cannot_keep_apart_what_is_drawn_by_different_units_and_says_so() -> None:
    found = only([test(1, 0, 5, lane="Pricing"), test(2, 0, 5, lane="pricing", unit="account")])
    assert found.grade == "low"
    assert "lane Pricing can’t keep them apart: one is by user, the other by account" in found.reason


def test_of_a_segment_that_nobody_knows_the_shared_people_are_unknown_not_none() -> None:
    found = only([test(1, 0, 5, segment="unknown"), test(2, 0, 5, segment="first")])
    assert found.shared is None


@pytest.mark.parametrize(
    ("a", "b", "gives_way", "weeks"),
    [
        ({"first": 0, "days": 14}, {"first": 7, "days": 14}, 2, 1),  # the second begins on the 8th, and could on the 15th
        ({"first": 0, "days": 15}, {"first": 7, "days": 14}, 2, 2),
        ({"first": 0, "days": 14}, {"first": 0, "days": 14}, 2, 2),
        ({"first": 0, "days": 14}, {"first": 7, "days": 14, "status": "running"}, 1, 3),  # 1 → 22 December
    ],
)
def test_separating_costs_the_weeks_by_which_the_later_one_waits(a: dict[str, int], b: dict[str, int], gives_way: int, weeks: int) -> None:
    found = only([test(1, **a), test(2, **b)])
    assert (found.moved_plan.id, found.weeks) == (gives_way, weeks)


def test_of_an_event_the_experiment_gives_way_even_when_it_runs() -> None:
    found = only([test(1, 0, 30, status="running")], [event("freeze", 20, 15)])
    assert (found.moved_plan.id, found.weeks, found.shared) == (1, 5, 20)


def test_an_accepted_risk_stands_open_again_when_it_grows_worse() -> None:
    both = [test(1, 0, 5), test(2, 0, 5)]
    risks = {(1, "experiment", 2): Accepted("low", "few people", "Ada", START)}
    (found,) = book(both, risks=risks).all
    assert not found.is_open
    worse = [replace(one, surface="Checkout") for one in both]
    (found,) = book(worse, risks=risks).all
    assert found.is_open


@given(experiments_, experiments_, events_, st.lists(st.tuples(st.integers(1, 6), st.integers(1, 6)), max_size=4), st.booleans())
def test_a_book_brought_to_other_runs_is_as_if_made_anew(
    before: list[Experiment], after: list[Experiment], events: list[Event], pairs: list[tuple[int, int]], other_events: bool
) -> None:
    risks = {(min(pair), "experiment", max(pair)): Accepted("high", "known", "Ada", START) for pair in pairs}
    old = book(before, events)
    windows = windows_of(events[1:] if other_events else events)
    brought = old.brought_to(plans_of(after), windows, old.crowd, risks)
    fresh = ConflictBook(plans_of(after), windows, Plain(), risks)
    assert (brought.all, brought.by_experiment, brought.plans) == (fresh.all, fresh.by_experiment, fresh.plans)
    again = brought.brought_to(plans_of(before), windows_of(events), old.crowd, {})
    assert again.all == old.all


@pytest.mark.parametrize(
    ("frozen", "tested", "blocks"),
    [("Checkout", "Search", False), ("Checkout", " checkout", True), ("Checkout", None, True), (None, "Search", True), (None, None, True)],
)
def test_a_freeze_of_one_surface_leaves_others_alone(frozen: str | None, tested: str | None, blocks: bool) -> None:
    surfaces = {"surface": frozen} if frozen else {}
    found = book([test(1, 0, 10, surface=tested)], [event("freeze", 3, 2, **surfaces)]).all
    assert [one.grade for one in found] == ["block"] * blocks


def test_a_risk_that_is_accepted_or_taken_back_is_known_without_finding_everything_anew() -> None:
    both = plans_of([test(1, 0, 5, surface="Checkout"), test(2, 0, 5, surface="Checkout")])
    crowd = Plain()
    risks = {(1, "experiment", 2): Accepted("high", "few people", "Ada", START)}
    before = ConflictBook(both, (), crowd)
    assert [one.is_open for one in before.all] == [True]
    accepted = before.brought_to(both, (), crowd, risks)
    assert [one.is_open for one in accepted.all] == [one.is_open for one in accepted.by_experiment[2]] == [False]
    assert [one.is_open for one in accepted.brought_to(both, (), crowd, {}).all] == [True]
