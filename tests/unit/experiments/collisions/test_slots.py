"""The next free slot breaks no constraint, and none before it would do: against a search day by day."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from prodops_desktop.agenda.events import Event
from prodops_desktop.agenda.working_days import WorkingDays
from prodops_desktop.experiments.collisions.capacity import load_of
from prodops_desktop.experiments.collisions.conflicts import Accepted, ConflictBook
from prodops_desktop.experiments.collisions.plans import plans_of, windows_of
from prodops_desktop.experiments.collisions.slots import HORIZON_DAYS, Slot, next_free_slot
from prodops_desktop.experiments.model import SCHEDULED, Experiment, MetricPlan

DAY = timedelta(days=1)
TODAY = date(2026, 11, 23)  # a Monday


@dataclass(frozen=True)
class Count:
    """A headcount."""

    users: int
    accounts: int


class Halves:
    """Two halves of the customers, and everybody."""

    def shared(self, a: str | None, b: str | None) -> Count:
        return Count(0, 0) if {a, b} == {"left", "right"} else Count(10, 2)

    def reached(self, segment: str | None, event_segment: str | None, region: str | None) -> Count:
        return self.shared(segment, event_segment)


def test(id_: int, first: int, days: int, **values: object) -> Experiment:
    """An experiment that begins ``first`` days after today."""
    starts = TODAY + DAY * first
    plain = Experiment(id_, f"EXP-{id_}", f"Test {id_}", status=SCHEDULED, starts=starts, ends=starts + DAY * (days - 1))
    return replace(plain, **values)  # type: ignore[arg-type]


test.__test__ = False  # type: ignore[attr-defined]


def freeze(first: int, days: int, **values: str) -> Event:
    """A freeze."""
    starts = TODAY + DAY * first
    about = {"region": None, "segment": None, "surface": None, "owner": None, "note": None, **values}
    return Event(first + 100, f"freeze {first}", "freeze", starts.isoformat(), (starts + DAY * (days - 1)).isoformat(), **about)


def slot(one: Experiment, others: Iterable[Experiment], events: Iterable[Event] = (), limit: int = 3, **more: object) -> Slot | None:
    """The next free slot of an experiment from today on."""
    every = [one, *others]
    book = ConflictBook(plans_of(every), windows_of(events), Halves(), **more)  # type: ignore[arg-type]
    assert one.starts is not None
    assert one.ends is not None
    load = load_of(every, limit).without(one.starts, one.ends)
    return next_free_slot(book.plans[one.id], book, load, WorkingDays(closed=[date(2026, 11, 26)]), TODAY)


@st.composite
def calendars(draw: st.DrawFn) -> tuple[Experiment, list[Experiment], list[Event], int]:
    """An experiment, others, freezes, and how many may be live in a week."""

    def drawn(id_: int) -> Experiment:
        return test(
            id_,
            draw(st.integers(-5, 40)),
            draw(st.integers(1, 15)),
            segment=draw(st.sampled_from([None, "left", "right"])),
            surface=draw(st.sampled_from([None, "Checkout", "Search"])),
            lane=draw(st.sampled_from([None, None, "Pricing"])),
            unit=draw(st.sampled_from(["user", "account"])),
            allocation=draw(st.sampled_from([20.0, 45.0, 100.0])),
            metrics=(MetricPlan(draw(st.sampled_from(["m1", "m2", "m3", "m4"]))),),
        )

    others = [drawn(id_) for id_ in range(2, draw(st.integers(2, 8)))]
    events = [freeze(draw(st.integers(-5, 50)), draw(st.integers(1, 10))) for _ in range(draw(st.integers(0, 1)))]
    return drawn(1), others, events, draw(st.integers(1, 3))


def allowed(one: Experiment, starts: date, others: list[Experiment], events: list[Event], limit: int) -> bool:
    """Whether an experiment may run from a day on, looked at day by day."""
    assert one.days is not None
    ends = starts + DAY * (one.days - 1)
    if starts.weekday() >= 5 or starts == date(2026, 11, 26):
        return False
    run = {starts + DAY * n for n in range(one.days)}
    others_days = {x.id: {x.starts + DAY * n for n in range(x.days or 0)} for x in others if x.starts}
    for x in others:
        overlap = run & others_days[x.id]
        apart = {one.segment, x.segment} == {"left", "right"} or bool(one.lane and one.lane == x.lane and one.unit == x.unit)
        same = (one.surface and one.surface == x.surface) or one.metrics[0].name == x.metrics[0].name
        if overlap and not apart and same:
            return False
    for event in events:
        if {day.isoformat() for day in run} & {(date.fromisoformat(event.starts) + DAY * n).isoformat() for n in range(10)} and any(
            event.starts <= day.isoformat() <= event.ends for day in run
        ):
            return False
    for day in run:
        mates = [x for x in others if one.lane and x.lane == one.lane and x.unit == one.unit and day in others_days[x.id]]
        if mates and one.allocation + sum(x.allocation for x in mates) > 100:
            return False
    monday = starts - DAY * starts.weekday()
    while monday <= ends:
        week = {monday + DAY * n for n in range(7)}
        if 1 + sum(bool(week & others_days[x.id]) for x in others) > limit:
            return False
        monday += DAY * 7
    return True


@given(calendars())
def test_the_slot_is_the_first_day_that_breaks_nothing(drawn: tuple[Experiment, list[Experiment], list[Event], int]) -> None:
    one, others, events, limit = drawn
    found = slot(one, others, events, limit)
    days = (TODAY + DAY * n for n in range(HORIZON_DAYS + 1))
    expected = next((day for day in days if allowed(one, day, others, events, limit)), None)
    assert (found.starts if found else None) == expected
    if found is not None:
        assert (found.ends - found.starts).days + 1 == one.days


def test_what_stood_in_the_way_is_named() -> None:
    one = test(1, 10, 10, surface="Checkout", metrics=(MetricPlan("a"),))
    other = test(2, 5, 14, surface="Checkout", metrics=(MetricPlan("b"),))
    found = slot(one, [other], [freeze(28, 15)])
    assert found is not None
    # 28 November to 11 December is taken, and the freeze from 21 December on leaves 9 days
    assert found == Slot(date(2027, 1, 5), date(2027, 1, 14), ("freeze 28", "EXP-2 Test 2"))


def test_an_accepted_risk_is_in_nobodys_way() -> None:
    one = test(1, 0, 5, surface="Checkout")
    other = test(2, 0, 5, surface="Checkout")
    assert (found := slot(one, [other])) is not None
    assert found.starts == date(2026, 11, 30)  # the 28th is a Saturday
    risks = {(1, "experiment", 2): Accepted("high", "few people", "Ada", TODAY)}
    assert (found := slot(one, [other], risks=risks)) is not None
    assert found.starts == TODAY


def test_there_may_be_none() -> None:
    forever = test(2, -10, 900, surface="Checkout")
    assert slot(test(1, 0, 5, surface="Checkout"), [forever]) is None


def test_a_lane_is_given_out_up_to_100_per_cent_and_no_further() -> None:
    mates = [test(2, 0, 10, lane="Pricing", allocation=30.0), test(3, 3, 12, lane="Pricing", allocation=30.0)]
    fits = slot(test(1, 20, 5, lane="Pricing", allocation=40.0), mates)
    assert fits is not None
    assert (fits.starts, fits.in_the_way) == (TODAY, ())
    # both together until 2 December, the second one alone until the 7th: 50 % fit beside it
    waits = slot(test(1, 20, 5, lane="Pricing", allocation=50.0), mates)
    assert waits is not None
    assert (waits.starts, waits.in_the_way) == (date(2026, 12, 3), ("lane Pricing is full",))
    last = slot(test(1, 20, 5, lane="Pricing", allocation=80.0), mates)
    assert last is not None
    assert (last.starts, last.in_the_way) == (date(2026, 12, 8), ("lane Pricing is full",))
