"""The calendar by week: which weeks are shown and filled, against a count over days; events, conflicts, load and notes by hand."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prodops_desktop.agenda.events import TYPES, Event, save_event
from prodops_desktop.agenda.working_days import WorkingDays
from prodops_desktop.datasets.week_calendar import HATCHED, LIGHT, QUIET, SOLID, STRIPED, TINTED, WeekBand, WeekCalendar, WeekRow
from prodops_desktop.experiments.board import Board, ExperimentView
from prodops_desktop.experiments.calendar_sheet import MOST_WEEKS, calendar_sheet
from prodops_desktop.experiments.collisions.capacity import load_of
from prodops_desktop.experiments.collisions.conflicts import ConflictBook
from prodops_desktop.experiments.collisions.crowd import SegmentCrowd
from prodops_desktop.experiments.collisions.plans import WATCHED, plans_of, windows_of
from prodops_desktop.experiments.model import CANCELLED, CONCLUDED, DRAFT, IDEA, RUNNING, SCHEDULED, Experiment
from prodops_desktop.experiments.risks import accept_risk
from prodops_desktop.segments.population import Populations
from prodops_desktop.workspace import Workspace
from tests.unit.experiments.quarter import FREEZE, FROZEN, LAUNCH, LIMIT, another, board, bring_people, fill
from tests.unit.experiments.register import add, do
from tests.unit.sheets_here import Bringer

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
TODAY = date(2026, 11, 23)


def shown(workspace: Workspace) -> WeekCalendar:
    return calendar_sheet(board(workspace))


def rows(calendar: WeekCalendar) -> dict[str, WeekRow]:
    """The rows by what stands in their first cell."""
    return {str(row.values[0]): row for group in calendar.groups for row in group.rows}


def filled_weeks(calendar: WeekCalendar, row: WeekRow | WeekBand) -> list[date]:
    return list(calendar.weeks[row.first : row.last + 1])


@pytest.fixture
def filled(workspace: Workspace, bring: Bringer) -> Workspace:
    """A quarter of experiments, and the users they are for."""
    bring_people(bring)
    fill(workspace)
    return workspace


def test_the_weeks_go_from_the_first_run_to_the_last(filled: Workspace) -> None:
    calendar = shown(filled)
    assert (calendar.weeks[0], calendar.weeks[-1], len(calendar.weeks)) == (date(2026, 9, 28), date(2027, 1, 4), 15)
    assert calendar.title == "Experiment calendar, 28 Sep 2026 to 10 Jan 2027"
    assert calendar.subtitle == (
        "2 running, 1 scheduled and 2 drafts. 3 conflicts ahead, 1 blocks. Week of 7 Dec: 3 live, limit 2, and 1 week more over it."
    )


def test_rows_stand_by_surface_with_status_days_owner_and_worst_conflict(filled: Workspace) -> None:
    calendar = shown(filled)
    assert [(group.heading, [row.values[0] for row in group.rows]) for group in calendar.groups] == [
        ("+Pricing, 1 test", ["EXP-3 +Pricing"]),
        ("Checkout, 2 tests", ["EXP-1 =SUM(1)", "EXP-2 -Invoice"]),
        ("Home, 1 test", ["EXP-4 Share"]),
        ("No surface, 1 test", ["EXP-5 List"]),
    ]
    found = rows(calendar)
    assert [column.title for column in calendar.columns] == ["Experiment", "Status", "First day", "Last day", "Owner", "Worst conflict"]
    assert found["EXP-2 -Invoice"].values[1:] == ("scheduled", date(2026, 12, 4), date(2026, 12, 18), "Bo", "High: EXP-1, 200 users")
    assert found["EXP-1 =SUM(1)"].values[5] == "High: EXP-2, 200 users"
    assert found["EXP-3 +Pricing"].values[5] == f"Block: {FREEZE['title']}"
    assert found["EXP-5 List"].values[5] == "Low: EXP-1, 200 users"
    assert found["EXP-4 Share"].values[5] is None
    assert {name: row.warns for name, row in found.items()} == {
        "EXP-3 +Pricing": True, "EXP-1 =SUM(1)": True, "EXP-2 -Invoice": True, "EXP-4 Share": False, "EXP-5 List": False,
    }  # fmt: skip


def test_statuses_have_looks_of_their_own_and_conflicts_are_marked(filled: Workspace) -> None:
    calendar = shown(filled)
    found = rows(calendar)
    looks = {"EXP-1 =SUM(1)": SOLID, "EXP-2 -Invoice": LIGHT, "EXP-3 +Pricing": HATCHED, "EXP-4 Share": QUIET}
    assert {name: found[name].look for name in looks} == looks
    assert {look for look, _ in calendar.legend} == {SOLID, LIGHT, HATCHED, QUIET, STRIPED, TINTED}
    marked = {name: [calendar.weeks[at] for at in sorted(row.marked)] for name, row in found.items() if row.marked}
    december = [date(2026, 11, 30), date(2026, 12, 7), date(2026, 12, 14)]
    freeze = [date(2026, 12, 21), date(2026, 12, 28), date(2027, 1, 4)]
    assert marked == {"EXP-1 =SUM(1)": december, "EXP-2 -Invoice": december, "EXP-3 +Pricing": freeze}  # not for shared people only


def test_a_campaign_that_reaches_the_segment_is_marked(filled: Workspace) -> None:
    sale = {"title": "Sale", "type": "campaign", "starts": "2026-12-08", "ends": "2026-12-11", "segment": "SMB"}
    do(filled, lambda store: save_event(store, sale))
    calendar = shown(filled)
    marked = rows(calendar)["EXP-3 +Pricing"].marked
    assert min(calendar.weeks[at] for at in marked) == date(2026, 12, 7)


def test_a_run_that_ends_on_the_first_monday_of_the_quarter_is_shown(workspace: Workspace) -> None:
    add(workspace, another("EXP-1", FROZEN, status=CONCLUDED, starts=date(2026, 9, 1), ends=date(2026, 9, 28)))
    add(workspace, another("EXP-2", FROZEN))
    calendar = shown(workspace)
    row = rows(calendar)["EXP-1 Like EXP-3"]
    assert (filled_weeks(calendar, row), calendar.notes) == ([date(2026, 9, 28)], ())


def test_an_accepted_conflict_is_said_and_not_marked(filled: Workspace) -> None:
    (conflict,) = [one for one in board(filled).book.all if one.grade == "block"]
    do(filled, lambda store: accept_risk(store, conflict, "Only texts.", "Bo", TODAY))
    row = rows(shown(filled))["EXP-3 +Pricing"]
    assert (row.values[5], row.warns, row.marked) == (f"Accepted, block: {FREEZE['title']}", False, frozenset())


def test_an_open_conflict_is_worse_than_an_accepted_one(filled: Workspace) -> None:
    (conflict,) = [one for one in board(filled).book.all if one.grade == "high"]
    do(filled, lambda store: accept_risk(store, conflict, "We need both.", "Bo", TODAY))
    found = rows(shown(filled))
    assert (found["EXP-1 =SUM(1)"].values[5], found["EXP-1 =SUM(1)"].warns) == ("Low: EXP-5, 200 users", False)
    assert found["EXP-2 -Invoice"].values[5] == "Accepted, high: EXP-1, 200 users"


def test_events_are_bands_with_their_days(filled: Workspace) -> None:
    do(filled, lambda store: save_event(store, {"title": "Sale", "type": "campaign", "starts": "2026-12-07", "ends": "2026-12-11"}))
    do(filled, lambda store: save_event(store, {"title": "Rival", "type": "competitor move", "starts": "2026-12-07"}))
    do(filled, lambda store: save_event(store, {"title": "Late", "type": "launch", "starts": "2027-03-01"}))
    calendar = shown(filled)
    assert [(band.text, filled_weeks(calendar, band)[0], len(filled_weeks(calendar, band)), band.look) for band in calendar.bands] == [
        (f"{LAUNCH['title']}, 30 Nov", date(2026, 11, 30), 1, TINTED),
        ("Sale, 7 – 11 Dec", date(2026, 12, 7), 1, TINTED),
        (f"{FREEZE['title']}, 21 Dec – 4 Jan", date(2026, 12, 21), 3, STRIPED),
    ]


def test_the_load_has_the_limit_of_the_settings(filled: Workspace) -> None:
    calendar = shown(filled)
    by_week = dict(zip(calendar.weeks, calendar.counts, strict=True))
    assert (calendar.counts_title, calendar.limit, by_week[date(2026, 12, 7)]) == ("Live per week, limit 2", LIMIT, 3)
    assert [week for week, count in by_week.items() if count > LIMIT] == [date(2026, 12, 7), date(2026, 12, 14)]


def test_notes_say_what_is_not_there(filled: Workspace) -> None:
    assert shown(filled).notes == ("Without days, and so not on the calendar: EXP-7.", "Who counts as a user: Users, as of 31 Oct 2026.")
    for code in ("EXP-20", "EXP-21"):
        add(filled, another(code, FROZEN, status=CONCLUDED, starts=date(2026, 8, 3), ends=date(2026, 9, 27)))
    add(filled, another("EXP-22", FROZEN, starts=date(2027, 12, 6), ends=date(2027, 12, 17)))
    calendar = shown(filled)
    assert calendar.notes[:2] == (
        "2 experiments that ended before 28 Sep 2026 are not shown.",
        "1 experiment that begins after 21 Nov 2027 is not shown.",
    )
    assert (len(calendar.weeks), calendar.weeks[0]) == (MOST_WEEKS, date(2026, 9, 28))
    assert not {"EXP-20 Like EXP-3", "EXP-22 Like EXP-3"} & set(rows(calendar))


def test_without_days_the_quarter_of_today_is_shown(workspace: Workspace) -> None:
    calendar = shown(workspace)
    assert (calendar.weeks[0], calendar.weeks[-1]) == (date(2026, 9, 28), date(2026, 12, 28))
    assert (calendar.groups, calendar.bands, set(calendar.counts)) == ((), (), {0})
    assert calendar.notes == ("No experiment has days yet.",)
    assert calendar.subtitle == "None running, scheduled or drafted. No open conflict ahead."


def made(today: date, experiments: list[Experiment], events: list[Event]) -> Board:
    """A board without a workspace, on which nobody knows anybody."""
    populations = Populations((), (), None, "", ())
    book = ConflictBook(plans_of(experiments), windows_of(events), SegmentCrowd(populations))
    bare = Board(today, 3, (), tuple(events), book, load_of(experiments, 3), populations, {}, {}, {}, (), WorkingDays())
    return replace(bare, views=tuple(ExperimentView(one, bare) for one in experiments))


days = st.dates(date(2024, 1, 1), date(2029, 12, 31))
lengths = st.integers(0, 200)


@st.composite
def runs(draw: st.DrawFn) -> Experiment:
    starts = draw(days)
    status = draw(st.sampled_from((RUNNING, SCHEDULED, DRAFT, CONCLUDED, IDEA, CANCELLED)))
    number = draw(st.integers(1, 10**6))
    return Experiment(number, f"E-{number}", "x", status=status, starts=starts, ends=starts + DAY * draw(lengths))


@st.composite
def happenings(draw: st.DrawFn) -> Event:
    starts = draw(days)
    ends = starts + DAY * draw(lengths)
    number, kind = draw(st.integers(1, 10**6)), draw(st.sampled_from(TYPES))
    return Event(number, f"e{number}", kind, starts.isoformat(), ends.isoformat(), None, None, None, None, None)


@given(
    days,
    st.lists(runs(), max_size=8, unique_by=lambda one: one.code),
    st.lists(happenings(), max_size=5, unique_by=lambda event: event.id),
)
def test_what_is_filled_is_what_a_count_over_days_gives(today: date, experiments: list[Experiment], events: list[Event]) -> None:
    calendar = calendar_sheet(made(today, experiments, events))
    weeks = calendar.weeks
    assert 1 <= len(weeks) <= MOST_WEEKS
    assert all(
        monday.weekday() == 0 and after - monday == WEEK for monday, after in zip(weeks, [*weeks[1:], weeks[-1] + WEEK], strict=True)
    )
    assert weeks[0] <= today < weeks[-1] + WEEK

    def touched(starts: date, ends: date) -> list[date]:
        return [monday for monday in weeks if any(starts <= monday + DAY * offset <= ends for offset in range(7))]

    live = [one for one in experiments if one.status not in (IDEA, CANCELLED)]
    expected = {one.title: touched(one.starts, one.ends) for one in live if one.starts and one.ends}
    assert {name: filled_weeks(calendar, row) for name, row in rows(calendar).items()} == {
        name: own for name, own in expected.items() if own
    }
    assert list(calendar.counts) == [sum(monday in own for own in expected.values()) for monday in weeks]
    spans = [(event, touched(date.fromisoformat(event.starts), date.fromisoformat(event.ends))) for event in events]
    assert sorted((band.text.partition(",")[0], filled_weeks(calendar, band)) for band in calendar.bands) == sorted(
        (event.title, own) for event, own in spans if own and event.type in WATCHED
    )
    hidden = sum(not own for own in expected.values())
    assert sum(int(note.split()[0]) for note in calendar.notes if note.endswith("not shown.")) == hidden
