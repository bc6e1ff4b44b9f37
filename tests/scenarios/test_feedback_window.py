"""The page Feedback on a real screen, worked by real keys: thirty items from a sheet are triaged, found again and written for somebody."""

import statistics
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from prodops_desktop.areas import TAKERS
from prodops_desktop.datasets.importing import import_file
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.datasets.request import ImportRequest
from prodops_desktop.feedback.store import find_item
from prodops_desktop.feedback.taxonomy import all_tags
from prodops_desktop.workspace import settings
from tests.scenarios.test_tools_window import Desk, program

TODAY = date(2026, 11, 23)
ITEMS = 30
SUBJECTS = ("New capability", "Extension", "Integration", "Data out", "Bulk or automation", "Scheduled PDF")
"""What the notes are about, in turn. As no tag was given yet, the first five, the first tags that ship, have the digits 1 to 5."""


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Thirty notes of a sheet, a minute apart: FB-1 is the newest, and each following item one minute older."""
    lines = ["Date,Customer,Who,Note,Importance"]
    for number in range(ITEMS):
        lines.append(f"2026-11-20 10:{59 - number},Customer {number % 7},M. Okafor,We miss {SUBJECTS[number % 6]} in report {number},")
    sheet = tmp_path / "CS notes.csv"
    sheet.write_text("\n".join(lines) + "\n", encoding="utf-8")
    path = tmp_path / "feedback.prodops"
    with open_workspace(path, create=True) as opened:
        opened.run(lambda store: settings.set_setting(store, "today", TODAY.isoformat())).result()
        import_file(opened, ImportRequest(sheet, kind="feedback"), takers=TAKERS)
    return path


def stored(path: Path) -> list[tuple[str, list[str]]]:
    """State and tags of every item, FB-1 first, as another program reads them."""
    with open_workspace(path, read_only=True) as opened, opened.reading() as store:
        names = {tag.id: tag.name for tag in all_tags(store)}
        items = [find_item(store, item) for item in range(1, ITEMS + 1)]
        return [(item.state, [names[tag] for tag in item.tags]) for item in items]


def triage(desk: Desk, item: int) -> int:
    """Decide about the item that is shown; returns how many keys that took.

    Every sixth is of a subject without a digit: the first of these makes its tag, and has a digit for it from then on. One is weighed,
    one sleeps until Monday.
    """
    subject = (item - 1) % 6
    if item == 6:
        desk.hands("key", "t")
        desk.until(focus="Find or add a tag")
        desk.hands("type", "Scheduled PDF")
        desk.until(text="Scheduled PDF")
        desk.hands("key", "Return")
        desk.until(undo="tag FB-6 Scheduled PDF", focus="Inbox")
        desk.hands("key", "e")
        pressed = len("t") + len("Scheduled PDF") + len(["Return", "e"])
    elif item == 10:
        desk.hands("key", "s")
        desk.until(focus="Days")
        desk.hands("key", "2")
        pressed = 2
    else:
        keys = [str(subject + 1 if subject < 5 else 9), *(["i"] if item == 20 else []), "e"]
        desk.hands("key", *keys)
        pressed = len(keys)
    desk.until(undo=f"snooze FB-{item} until 2026-11-30" if item == 10 else f"done with FB-{item}", focus="Inbox")
    return pressed


def test_thirty_items_are_triaged_undone_found_and_written_by_keys_alone(screen: str, workspace: Path, tmp_path: Path) -> None:
    out = tmp_path / "For the team.xlsx"
    with program(workspace, screen, tmp_path / "home") as desk:
        desk.until(page="home")
        desk.hands("key", "ctrl+7")
        desk.until(page="feedback", focus="Inbox")
        pressed = [triage(desk, item) for item in range(1, ITEMS + 1)]
        assert statistics.median(pressed) <= 3
        expected = [("done", [SUBJECTS[at % 6]]) for at in range(ITEMS)]
        expected[9] = ("snoozed", [])
        assert stored(workspace) == expected, "it is in the file at once"

        for item in range(ITEMS, ITEMS - 5, -1):
            desk.hands("key", "u", "u")  # done, and the tag
            desk.until(undo=f"done with FB-{item - 1}")
        expected[-5:] = [("inbox", [])] * 5
        assert stored(workspace) == expected

        desk.hands("key", "ctrl+Tab", "ctrl+Tab", "ctrl+Tab")
        desk.until(focus="All items")
        desk.hands("key", "slash")
        desk.until(focus="Search everything")
        desk.hands("type", 'tag:"Scheduled PDF" is:done')
        desk.until(text='tag:"Scheduled PDF" is:done')
        desk.hands("key", "ctrl+shift+e")
        desk.until(text="Feedback 2026-11-23.xlsx")
        desk.type_path(out)
        desk.until(focus="Search everything")
        desk.hands("key", "ctrl+q")
    rows = list(openpyxl.load_workbook(out)["Feedback"].iter_rows(values_only=True))
    assert sorted(str(row[0]) for row in rows[1:]) == ["FB-12", "FB-18", "FB-24", "FB-6"], "FB-30 is in the inbox again"
    assert not workspace.with_name(f"{workspace.name}-wal").exists(), "closing leaves one file"
