"""A list of feedback that is sent out comes back without a difference, and edited with just those that were made."""

from pathlib import Path

import openpyxl
import pytest

from prodops_desktop.areas import TAKERS
from prodops_desktop.datasets.importing import ImportReport, import_file
from prodops_desktop.datasets.request import ImportRequest
from prodops_desktop.feedback import triage
from prodops_desktop.feedback.accounts import read_customers
from prodops_desktop.feedback.sheets import feedback_sheets
from prodops_desktop.feedback.store import find_item
from prodops_desktop.feedback.taxonomy import find_tag
from prodops_desktop.packs.records import write_records
from prodops_desktop.workspace import undo
from tests.unit.feedback.conftest import Desk
from tests.unit.feedback.test_gathering import NOTES, TICKETS


@pytest.fixture
def sent(desk: Desk) -> Path:
    """A list of seven items in every state, three of them tagged."""
    desk.bring("notes.csv", NOTES, "feedback")
    desk.bring("tickets.csv", TICKETS, "tickets")
    tag = desk.read(lambda store: find_tag(store, "Usage limit").id)
    desk.do(lambda store: triage.tag_items(store, [1], tag))
    typed = desk.do(lambda store: triage.add_item(store, "=cmd|’ /c calc’\nSecond line", {"account": "Acme", "at": "2026-11-22"}))[1]
    desk.do(lambda store: triage.finish(store, [2]))
    desk.do(lambda store: triage.merge_items(store, [5], 6))
    desk.do(lambda store: triage.weigh(store, [typed], 2))
    desk.do(lambda store: triage.snooze(store, [7], _day("2026-12-01")))
    items = [row[0] for row in desk.rows("SELECT id FROM v_feedback ORDER BY id")]
    out = desk.folder / "feedback.xlsx"
    write_records(desk.read(lambda store: feedback_sheets(store, items, read_customers(store))), out)
    return out


def _day(text: str):  # type: ignore[no-untyped-def]
    from datetime import date

    return date.fromisoformat(text)


def bring_back(desk: Desk, file: Path) -> ImportReport:
    return import_file(desk.workspace, ImportRequest(file, sheet="Feedback", name="Feedback list", again=True), takers=TAKERS)


def test_it_comes_back_without_a_difference(desk: Desk, sent: Path) -> None:
    before = desk.rows("SELECT * FROM v_feedback ORDER BY id")
    report = bring_back(desk, sent)
    assert report.kind == "feedback"
    assert report.taken == {"new": 0, "changed": 0, "kept": 0, "missing": [], "problems": []}
    assert desk.rows("SELECT * FROM v_feedback ORDER BY id") == before


def test_what_was_edited_is_taken_and_undone_in_one_step(desk: Desk, sent: Path) -> None:
    book = openpyxl.load_workbook(sent)
    page = book["Feedback"]
    titles = [cell.value for cell in page[1]]
    codes = [row[0].value for row in page.iter_rows(min_row=2)]

    def put(code: str, title: str, text: str) -> None:
        page.cell(codes.index(code) + 2, titles.index(title) + 1).value = text

    before = desk.rows("SELECT * FROM v_feedback ORDER BY id")
    put("FB-1", "Importance", "nice")
    put("FB-1", "Tags", "Usage limit; Data out; Nonsense")
    put("FB-2", "State", "inbox")
    put("FB-3", "Text", "Other words")
    put("FB-8", "Text", "Plainer words")
    book.save(sent)
    report = bring_back(desk, sent)
    assert report.taken is not None
    assert (report.taken["new"], report.taken["changed"]) == (0, 3)
    assert report.taken["problems"] == [
        "FB-1: there is no tag “Nonsense”; add it first.",
        "FB-3: its words came from a sheet and stand as they were said.",
    ]
    first = desk.read(lambda store: find_item(store, 1))
    assert (first.importance, len(first.tags)) == (1, 2)
    assert desk.read(lambda store: find_item(store, 2)).state == "inbox"
    assert desk.read(lambda store: find_item(store, 3)).text == "Dark mode please"
    assert desk.read(lambda store: find_item(store, 8)).text == "Plainer words"
    desk.do(undo.undo)
    assert desk.rows("SELECT * FROM v_feedback ORDER BY id") == before


def test_a_correction_by_hand_since_the_last_list_is_kept(desk: Desk, sent: Path) -> None:
    bring_back(desk, sent)
    desk.do(lambda store: triage.weigh(store, [1], 0))
    report = bring_back(desk, sent)
    assert report.taken is not None
    assert (report.taken["changed"], report.taken["kept"]) == (0, 1)
    assert desk.read(lambda store: find_item(store, 1)).importance == 0
