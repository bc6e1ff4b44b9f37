"""What comes again, goes, or came before: sheets, merged items and their roots, and words that no file takes."""

import threading
from functools import partial

import pytest

from prodops_desktop.areas import TAKERS
from prodops_desktop.datasets.importing import differences_of, import_file, stage_file
from prodops_desktop.datasets.request import ImportRequest
from prodops_desktop.errors import Cancelled, UserError
from prodops_desktop.feedback import triage
from prodops_desktop.feedback.earlier import gather_earlier
from prodops_desktop.feedback.gathering import FeedbackGathering
from prodops_desktop.feedback.policy import priority_level
from prodops_desktop.feedback.said import importance_of
from prodops_desktop.feedback.store import HERE, find_item
from prodops_desktop.feedback.taxonomy import find_tag, save_tag
from prodops_desktop.workspace import Store, undo
from tests.unit.feedback.conftest import Desk
from tests.unit.feedback.test_gathering import NOTES, states


def test_tags_of_a_sheet_come_with_an_import_that_is_made_again(desk: Desk) -> None:
    tagged = NOTES.replace("Importance\n", "Importance,Tags\n").replace("critical\n", "critical,Usage limit\n")
    desk.bring("notes.csv", tagged, "feedback")
    desk.do(undo.undo)
    report = desk.bring("notes.csv", tagged, "feedback", again=True)
    assert report.taken is not None
    assert report.taken["new"] == 3
    assert len(desk.read(lambda store: find_item(store, 1)).tags) == 1
    assert states(desk) == [("The export", "inbox"), ("We need SS", "inbox"), ("Dark mode ", "archive")]


TICKETS = "Ticket ID,Created,Customer,Subject,Description,Priority,Status\n{}"


def test_a_ticket_that_became_urgent_comes_into_the_inbox_and_undo_takes_it_out_again(desk: Desk) -> None:
    desk.bring("one.csv", TICKETS.format("T-1,2026-11-20,Acme,Slow,The export is slow,P3,open\n"), "tickets")
    assert states(desk) == [("The export", "out")]
    desk.bring("two.csv", TICKETS.format("T-1,2026-11-20,Acme,Slow,The export is slow,P1,open\n"), "tickets")
    assert states(desk) == [("The export", "inbox")]
    desk.do(undo.undo)
    assert states(desk) == [("The export", "out")]
    desk.do(undo.redo)
    desk.do(lambda store: triage.finish(store, [1]))
    desk.bring("three.csv", TICKETS.format("T-1,2026-11-20,Acme,Slow,The export is slow,urgent,open\n"), "tickets")
    assert states(desk) == [("The export", "done")], "what was decided stands"


def test_two_systems_may_count_their_tickets_alike(desk: Desk) -> None:
    for customer, words in (("Acme", "The export is down"), ("Bolt", "Login fails for all")):
        desk.bring(f"{customer}.csv", TICKETS.format(f"11,2026-11-20,{customer},Help,{words},P1,open\n"), "tickets")
    assert states(desk) == [("The export", "inbox"), ("Login fail", "inbox")]


def test_where_items_go_and_which_words_are_no_tag_is_told(desk: Desk) -> None:
    desk.bring("notes.csv", NOTES, "feedback")
    tagged = NOTES.replace("Importance\n", "Importance,Tags\n").replace("nice\n", "nice,Bogus; Usage limit\n").replace("Dark", "Light")
    (desk.folder / "more.csv").write_text(tagged, encoding="utf-8")
    request = ImportRequest(desk.folder / "more.csv", kind="feedback")
    staged = stage_file(desk.workspace, request)
    differences = desk.read(lambda store: differences_of(store, staged, TAKERS))
    assert differences is not None
    assert differences.note == "Of 1 new: 1 too old for the inbox, so they go to the archive. No tag here is called “Bogus”."


def test_a_root_whose_import_is_taken_back_hands_over_to_what_is_merged_into_it(desk: Desk) -> None:
    desk.bring("a.csv", "Date,Customer,Note\n2026-11-20,Acme,The export stops\n", "feedback")
    desk.bring("b.csv", "Date,Customer,Note\n2026-11-21,Acme,Exports stop at a limit\n", "feedback")
    tag = desk.read(lambda store: find_tag(store, "Usage limit").id)
    desk.do(lambda store: triage.tag_items(store, [1], tag))
    desk.do(lambda store: triage.merge_items(store, [2], 1))
    mentions = "SELECT item FROM feedback_mention m WHERE m.part = 0 OR m.part IN (SELECT part FROM feedback_batch)"
    counting = f"SELECT n.item FROM feedback_now n WHERE n.counts = 1 AND {HERE}"
    assert (desk.rows(mentions), desk.rows(counting)) == ([(1,)], [(1,)])
    part = desk.rows("SELECT part FROM feedback_batch ORDER BY id")[0][0]

    def take_back(store: Store) -> None:
        with store.edit("Take the first import back"):
            store.db.execute("DELETE FROM feedback_batch WHERE part = ?", (part,))

    desk.do(take_back)
    assert (desk.rows(mentions), desk.rows(counting)) == ([(2,)], [(2,)])
    desk.do(undo.undo)
    assert (desk.rows(mentions), desk.rows(counting)) == ([(1,)], [(1,)])


def test_what_is_merged_into_an_item_goes_and_comes_with_it(desk: Desk) -> None:
    desk.bring("notes.csv", NOTES, "feedback")
    now = "SELECT state FROM feedback_now ORDER BY item"
    desk.do(lambda store: triage.merge_items(store, [2], 1))
    desk.do(lambda store: triage.delete_items(store, [1]))
    assert desk.rows(now) == [("deleted",), ("deleted",), ("archive",)]
    desk.do(undo.undo)
    assert desk.rows(now) == [("inbox",), ("merged",), ("archive",)]


def test_a_tag_that_goes_while_an_import_is_on_its_way_does_not_stop_it(desk: Desk) -> None:
    gathering = FeedbackGathering(7, "feedback", "2026-11-23")
    gathering._tagged.append((1, 999_999))  # the tag was deleted after its row was read
    desk.bring("notes.csv", NOTES, "feedback")

    def hold(store: Store) -> None:
        with store.edit("Hold"):
            gathering.hold(store, 1)

    desk.do(hold)
    assert desk.rows("SELECT count(*) FROM feedback_tag") == [(0,)]


def test_a_sheet_that_was_only_imported_is_gathered_once(desk: Desk) -> None:
    file = desk.folder / "notes.csv"
    file.write_text(NOTES, encoding="utf-8")
    import_file(desk.workspace, ImportRequest(file, kind="feedback"))
    assert states(desk) == []
    told: list[tuple[int, int]] = []
    gather_earlier(desk.workspace, lambda done, total: told.append((done, total)))
    assert (len(states(desk)), told[-1]) == (3, (3, 3))
    with pytest.raises(UserError, match="nothing left to gather"):
        gather_earlier(desk.workspace)
    desk.do(undo.undo)
    assert desk.rows(f"SELECT count(*) FROM feedback_now n WHERE {HERE}") == [(0,)]
    stopped = threading.Event()
    stopped.set()
    with pytest.raises(Cancelled):
        gather_earlier(desk.workspace, cancelled=stopped)
    assert desk.rows(f"SELECT count(*) FROM feedback_now n WHERE {HERE}") == [(0,)]
    gather_earlier(desk.workspace)
    assert len(states(desk)) == 3


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("P1", 1),
        ("very high", 1),
        ("Very low", None),
        ("1 - Low", None),
        ("1 - Critical", 1),
        ("High", 2),
        ("3", None),
        ("", None),
        ("URGENT", 1),
    ],
)
def test_priorities_by_the_words_of_any_system(text: str, level: int | None) -> None:
    assert priority_level(text) == level


def test_what_can_not_be_said_of_an_item_is_refused_or_made_writable(desk: Desk) -> None:
    desk.do(lambda store: triage.add_item(store, "a\x00b\ud800 c\tand\nmore", {"account": "Ac\x07me"}))
    item = desk.read(lambda store: find_item(store, 1))
    assert (item.text, item.account) == ("ab\ufffd c\tand\nmore", "Acme")
    for day in ("2026-11-20 99:99", "2026-02-30", "soon"):
        with pytest.raises(UserError, match="is no day"):
            desk.do(partial(triage.correct, items=[1], values={"at": day}))
    for name in ("”", "none", "a; b", "Price, level 2", "x|y"):
        with pytest.raises(UserError):
            desk.do(partial(save_tag, values={"name": name, "group": "Signals"}))
    assert importance_of("9" * 5000) is None


def test_nothing_is_merged_into_what_does_not_count_and_names_have_an_end(desk: Desk) -> None:
    desk.bring("one.csv", TICKETS.format("T-1,2026-11-20,Acme,Slow,The export is slow,P3,open\n"), "tickets")
    desk.bring("notes.csv", NOTES, "feedback")
    with pytest.raises(UserError, match="FB-1 was left out by the policy"):
        desk.do(lambda store: triage.merge_items(store, [2], 1))
    desk.do(lambda store: triage.delete_items(store, [3]))
    with pytest.raises(UserError, match="FB-3"):
        desk.do(lambda store: triage.merge_items(store, [2], 3))
    with pytest.raises(UserError, match="too long for a name"):
        desk.do(lambda store: triage.correct(store, [2], {"channel": "x" * 1000}))
    desk.bring("long.csv", f"Date,Customer,Channel,Note\n2026-11-20,Acme,{'y' * 1500},Long way\n", "feedback")
    assert desk.rows("SELECT max(length(channel)) FROM feedback_now") == [(200,)]


def test_what_is_as_it_was_leaves_no_trace(desk: Desk) -> None:
    desk.bring("notes.csv", NOTES, "feedback")
    desk.do(lambda store: triage.put_back(store, [1]))
    desk.do(lambda store: triage.correct(store, [1], {"person": "", "account": "Acme", "note": ""}))
    desk.do(lambda store: triage.weigh(store, [1], 3))
    assert desk.rows("SELECT count(*) FROM feedback_triage") == [(0,)]
