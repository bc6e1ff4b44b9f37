"""Sheets become items: each once however often it comes, by the policy of its channel, and what was decided outlives undo and files."""

import pytest

from prodops_desktop.datasets.store import delete_dataset, find_dataset
from prodops_desktop.feedback import triage
from prodops_desktop.feedback.store import find_item, places_of
from prodops_desktop.feedback.taxonomy import find_tag
from prodops_desktop.workspace import settings, undo
from tests.unit.feedback.conftest import Desk

NOTES = """Date,Customer,Who,Note,Importance
2026-11-20,Acme,S. Lindqvist,The export stops at 50000 rows,critical
2026-11-19,Beta,J. Park,We need SSO for our planners,
2026-09-01,Acme,J. Park,Dark mode please,nice
"""


def states(desk: Desk) -> list[tuple[str, str]]:
    """The beginning of the words of every item that is here, with its state."""
    return desk.rows("SELECT substr(text, 1, 10), state FROM v_feedback ORDER BY id")


def places(desk: Desk, item: int) -> int:
    """In how many sheets an item stands."""
    return len(desk.read(lambda store: places_of(store, item)))


def test_notes_become_items_and_what_is_old_goes_to_the_archive(desk: Desk) -> None:
    report = desk.bring("notes.csv", NOTES, "feedback")
    assert report.taken is not None
    assert (report.taken["new"], report.taken["changed"]) == (3, 0)
    assert states(desk) == [("The export", "inbox"), ("We need SS", "inbox"), ("Dark mode ", "archive")]
    first = desk.read(lambda store: find_item(store, 1))
    assert (first.code, first.account, first.person, first.importance, first.channel, first.day) == (
        "FB-1",
        "Acme",
        "S. Lindqvist",
        3,
        "Notes",
        "2026-11-20",
    )


def test_the_same_rows_in_a_later_sheet_are_the_same_items(desk: Desk) -> None:
    desk.bring("notes_2026-10.csv", NOTES, "feedback")
    more = NOTES + "2026-11-21,Gamma,J. Park,Charts in the app,\n"
    report = desk.bring("notes_2026-11.csv", more, "feedback", name="other name")
    assert report.taken is not None
    assert report.taken["new"] == 1
    assert len(states(desk)) == 4
    assert [places(desk, item) for item in (1, 2, 3, 4)] == [2, 2, 2, 1]


def test_the_same_words_twice_in_one_sheet_are_two_items_and_stay_two(desk: Desk) -> None:
    twice = NOTES + "2026-11-20,Acme,S. Lindqvist,The export stops at 50000 rows,critical\n"
    desk.bring("a.csv", twice, "feedback")
    desk.bring("b.csv", twice + " ,,,,\n", "feedback")
    assert len(states(desk)) == 4


def test_tags_and_triage_survive_a_reimport_an_undone_import_and_a_redone_one(desk: Desk) -> None:
    imported = desk.bring("notes.csv", NOTES, "feedback").changes.id
    tag = desk.read(lambda store: find_tag(store, "Usage limit").id)
    desk.do(lambda store: triage.tag_items(store, [1], tag))
    desk.do(lambda store: triage.finish(store, [1, 2]))
    desk.do(lambda store: undo.undo_change(store, imported))
    assert states(desk) == []
    assert desk.rows("SELECT count(*) FROM feedback_mention m WHERE m.part IN (SELECT part FROM feedback_batch)") == [(0,)]
    desk.bring("notes again.csv", NOTES, "feedback")
    assert states(desk) == [("The export", "done"), ("We need SS", "done"), ("Dark mode ", "archive")]
    assert desk.rows("SELECT tags FROM v_feedback WHERE id = 1") == [("Usage limit",)]
    desk.do(undo.undo)
    assert states(desk) == []
    desk.do(undo.redo)
    assert [state for _, state in states(desk)] == ["done", "done", "archive"]
    assert desk.rows("SELECT count(*) FROM feedback_mention m WHERE m.part IN (SELECT part FROM feedback_batch)") == [(1,)]


def test_an_import_alone_is_taken_back_while_a_later_one_has_the_same_items(desk: Desk) -> None:
    first = desk.bring("one.csv", NOTES, "feedback").changes.id
    second = desk.bring("two.csv", NOTES + "2026-11-22,Gamma,,Something new,\n", "feedback").changes.id
    desk.do(lambda store: undo.undo_change(store, first))
    assert len(states(desk)) == 4
    desk.do(lambda store: undo.undo_change(store, second))
    assert states(desk) == []


def test_items_outlive_the_dataset_that_brought_them(desk: Desk) -> None:
    desk.bring("notes.csv", NOTES, "feedback")
    dataset = desk.read(lambda store: find_dataset(store, "notes").id)
    desk.do(lambda store: delete_dataset(store, dataset))
    assert len(states(desk)) == 3
    assert desk.read(lambda store: find_item(store, 1)).text == "The export stops at 50000 rows"


TICKETS = """id,created_at,subject,description,priority,status,requester,org,tags
1,2026-11-20T09:00:00Z,Export,Stops at the cap,low,open,a@x.example,Acme,
2,2026-11-20T10:00:00Z,Login,Nobody can sign in,urgent,open,b@x.example,Beta,web
3,2026-11-20T11:00:00Z,Wish,"Send PDFs
every Monday",normal,open,c@x.example,Beta,"feature_request,data_out"
4,2026-11-20T12:00:00Z,Slow,The board is slow,High,solved,c@x.example,Beta,performance
"""


def test_tickets_come_by_priority_or_as_feature_requests_with_the_tags_of_their_sheet(desk: Desk) -> None:
    desk.bring("tickets.csv", TICKETS, "tickets")
    assert desk.rows("SELECT title, state, tags, reference, remark FROM v_feedback ORDER BY id") == [
        ("Export", "out", None, "1", "low · open"),
        ("Login", "inbox", None, "2", "urgent · open"),
        ("Wish", "inbox", "Data out", "3", "normal · open"),
        ("Slow", "inbox", "Performance", "4", "High · solved"),
    ]
    assert desk.rows("SELECT text FROM v_feedback WHERE id = 3") == [("Send PDFs\nevery Monday",)]


def test_a_ticket_is_known_again_by_its_number_when_its_status_moved_on(desk: Desk) -> None:
    desk.bring("tickets.csv", TICKETS, "tickets")
    report = desk.bring("tickets later.csv", TICKETS.replace("open", "solved"), "tickets")
    assert report.taken is not None
    assert report.taken["new"] == 0
    assert len(states(desk)) == 4


def test_nps_comments_need_four_words_and_lost_deals_a_reason(desk: Desk) -> None:
    nps = "score,date,company,comment\n3,2026-11-20,Acme,Far too slow for us\n9,2026-11-19,Beta,all good here\n7,2026-11-18,Beta,\n"
    desk.bring("nps.csv", nps, "nps")
    assert desk.rows("SELECT text, state, remark, channel FROM v_feedback ORDER BY id") == [
        ("Far too slow for us", "inbox", "score 3", "NPS"),
        ("all good here", "out", "score 9", "NPS"),
    ]
    deals = "Opportunity,Account,Stage,Amount,Close Date,Loss Reason\nBig,Acme,Lost,10,2026-11-20,price\nWon,Beta,Won,20,2026-11-20,\n"
    desk.bring("deals.csv", deals, "opportunities")
    assert desk.rows("SELECT text, account, channel, remark FROM v_feedback WHERE channel = 'Lost deal'") == [
        ("price", "Acme", "Lost deal", "Big")
    ]


@pytest.mark.parametrize(("days", "state"), [("0", "inbox"), ("100", "inbox"), ("30", "archive")])
def test_how_old_an_item_may_be_is_a_setting(desk: Desk, days: str, state: str) -> None:
    desk.do(lambda store: settings.set_setting(store, "feedback_fresh_days", days))
    desk.bring("notes.csv", NOTES, "feedback")
    assert states(desk)[2][1] == state
