"""Sheets of dated events against the calendar: what is new, changed, kept or missing, and the words for their types."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from prodops_desktop.agenda.events import Event, all_events, delete_event, save_event
from prodops_desktop.datasets.checking import check
from prodops_desktop.datasets.taking import sources_of
from prodops_desktop.registry.entries import save_entry
from prodops_desktop.workspace import undo
from tests.unit.experiments.sheet_desk import Desk, missing, open_desk, problems, taken

HEAD = ["What", "Type", "From", "To", "Region", "Segment", "Surface", "Owner"]
FREEZE = ["Year-end freeze", "Freeze", "21 Dec 2026", "4 Jan 2027", "", "", "", "DevOps"]
PRICES = ["New prices", "Preiserhöhung", "1 Feb 2027", "", "EMEA", "SMB", "Pricing", "Marketing"]
QUANTLY = ["Quantly lowers prices", "competitor", "2026-08-03", "2026-08-03", "", "", "", ""]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path) as opened:
        yield opened


def events(desk: Desk) -> dict[str, Event]:
    with desk.workspace.reading() as store:
        return {event.title: event for event in all_events(store)}


def test_the_headers_of_the_sample_make_events_by_themselves(desk: Desk) -> None:
    report = desk.bring("calendar.csv", [HEAD, FREEZE, PRICES, QUANTLY])
    assert (report.kind, taken(report), problems(report)) == ("events", (3, 0, 0), [])
    assert [
        (one.title, one.type, one.starts, one.ends, one.region, one.segment, one.surface, one.owner) for one in events(desk).values()
    ] == [
        ("Quantly lowers prices", "competitor move", "2026-08-03", "2026-08-03", None, None, None, None),
        ("Year-end freeze", "freeze", "2026-12-21", "2027-01-04", None, None, None, "DevOps"),
        ("New prices", "price change", "2027-02-01", "2027-02-01", "EMEA", "SMB", "Pricing", "Marketing"),
    ]
    again = desk.bring("again.csv", [HEAD, FREEZE, PRICES, QUANTLY], name="calendar", again=True)
    assert (taken(again), problems(again), missing(again)) == ((0, 0, 0), [], [])
    assert check(desk.workspace) == []


def test_an_event_is_told_by_what_it_is_and_its_first_day(desk: Desk) -> None:
    desk.bring("calendar.csv", [HEAD, FREEZE, PRICES])
    later = [["YEAR-END  freeze", "", "2026-12-21", "2027-01-08", "", "", "", ""], [*PRICES[:2], "1 Mar 2027", *PRICES[3:]]]
    report = desk.bring("later.csv", [HEAD, *later], name="calendar")
    assert (taken(report), missing(report)) == ((1, 1, 0), ["New prices, 2027-02-01"])
    with desk.workspace.reading() as store:
        found = [(one.title, one.type, one.starts, one.ends, one.owner) for one in all_events(store)]
    assert found == [
        ("Year-end freeze", "freeze", "2026-12-21", "2027-01-08", "DevOps"),
        ("New prices", "price change", "2027-02-01", "2027-02-01", "Marketing"),
        ("New prices", "price change", "2027-03-01", "2027-03-01", "Marketing"),
    ]


def test_what_was_corrected_by_hand_is_kept(desk: Desk) -> None:
    desk.bring("calendar.csv", [HEAD, FREEZE])
    event = events(desk)["Year-end freeze"].id
    desk.workspace.run(lambda store: save_event(store, {"ends": "2027-01-02"}, event)).result()
    later = desk.bring("later.csv", [HEAD, [*FREEZE[:3], "2027-01-05", *FREEZE[4:6], "Checkout", "DevOps"]], name="calendar")
    assert taken(later) == (0, 1, 1)
    found = events(desk)["Year-end freeze"]
    assert (found.ends, found.surface) == ("2027-01-02", "Checkout")


def test_an_unknown_type_becomes_other_and_leaves_that_of_a_known_event(desk: Desk) -> None:
    desk.bring("calendar.csv", [HEAD, FREEZE])
    report = desk.bring(
        "later.csv", [HEAD, [FREEZE[0], "odd thing", *FREEZE[2:]], ["Party", "fun", "2026-12-12", *[""] * 5]], name="calendar"
    )
    assert [text.partition(":")[0] for text in problems(report)] == ["Year-end freeze, 2026-12-21", "Party, 2026-12-12"]
    assert "“fun” is no type of event that is known" in problems(report)[1]
    assert {title: one.type for title, one in events(desk).items()} == {"Party": "other", "Year-end freeze": "freeze"}


def test_days_that_make_no_sense_are_said(desk: Desk) -> None:
    rows = [
        ["Backwards", "launch", "2026-12-12", "2026-12-01", *[""] * 4],
        ["Open", "launch", "2026-12-12", "later", *[""] * 4],
        FREEZE,
        ["year-end freeze", "launch", "2026-12-21", *[""] * 5],
    ]
    report = desk.bring("calendar.csv", [HEAD, *rows])
    assert {title: one.ends for title, one in events(desk).items()} == {
        "Backwards": "2026-12-12",
        "Open": "2026-12-12",
        "Year-end freeze": "2027-01-04",
    }
    assert [text.split(".")[0] for text in problems(report)] == [
        "Backwards, 2026-12-12: it would end on 2026-12-01, before it begins; the end was left out",
        "year-end freeze, 2026-12-21: it stands in several rows; the first one was taken",
    ]


def test_a_first_day_that_was_read_as_text_is_said(desk: Desk) -> None:
    rows = [FREEZE, ["Someday", "launch", "soon", *[""] * 5], [*PRICES[:2], "2027-02-01", *PRICES[3:]]]
    report = desk.bring("calendar.csv", [HEAD, *rows], types={"From": "text"})
    assert [text.partition(".")[0] for text in problems(report)] == [
        "Year-end freeze was left out: “21 Dec 2026” is no day",
        "Someday was left out: “soon” is no day",
    ]
    assert list(events(desk)) == ["New prices"]


def test_two_events_of_one_name_and_day_are_told_by_their_ends(desk: Desk) -> None:
    values = {"title": "Outage", "type": "incident", "starts": "2026-07-07"}
    desk.workspace.run(lambda store: save_event(store, {**values, "ends": "2026-07-09", "surface": "Export"})).result()
    desk.workspace.run(lambda store: save_event(store, {**values, "ends": "2026-07-07", "surface": "Home"})).result()
    rows = [
        ["Outage", "incident", "2026-07-07", "2026-07-09", "", "", "Exports", ""],
        ["Outage", "incident", "2026-07-07", "2026-07-07", "", "", "Home", ""],
    ]
    assert taken(desk.bring("calendar.csv", [HEAD, *rows])) == (0, 1, 0)
    with desk.workspace.reading() as store:
        assert [(one.ends, one.surface) for one in all_events(store)] == [("2026-07-07", "Home"), ("2026-07-09", "Exports")]


def test_an_owner_is_the_person_of_the_register(desk: Desk) -> None:
    desk.workspace.run(lambda store: save_entry(store, "person", "Ada Lovelace", {"email": "ada@x.example"})).result()
    row = [*FREEZE[:7], "ADA@x.example"]
    desk.bring("calendar.csv", [HEAD, row])
    assert events(desk)["Year-end freeze"].owner == "Ada Lovelace"
    assert taken(desk.bring("again.csv", [HEAD, row], name="calendar", again=True)) == (0, 0, 0)


def test_a_deleted_event_forgets_where_it_came_from_and_undo_brings_both_back(desk: Desk) -> None:
    desk.bring("calendar.csv", [HEAD, PRICES, FREEZE])
    event = events(desk)["Year-end freeze"].id

    def sources() -> list[int]:
        with desk.workspace.reading() as store:
            return [one.row for one in sources_of(store, "event", event)]

    assert sources() == [3]
    desk.workspace.run(lambda store: delete_event(store, event)).result()
    assert sources() == []
    desk.workspace.run(undo.undo).result()
    assert sources() == [3]
    assert check(desk.workspace) == []
