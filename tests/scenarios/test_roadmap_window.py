"""The page Roadmap on a real screen, worked by real keys and a real mouse: a plan from a sheet is moved, checked and written for somebody.

The plan as of Monday 23 November 2026. Queue service ends on 11 December, Bulk export begins on the 14th and ends on 15 January, Warehouse
writes begins on the 18th: 2 days are free before each. A week more of the first one moves the second by 5 days, and the third by 3.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import openpyxl
import pytest

from prodops_desktop.agenda.events import calendar_events
from prodops_desktop.areas import TAKERS
from prodops_desktop.datasets.importing import import_file
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.datasets.request import ImportRequest
from prodops_desktop.roadmap.briefs import all_briefs
from prodops_desktop.roadmap.launches import all_checks, all_gates
from prodops_desktop.roadmap.model import PASSED, Reach
from prodops_desktop.roadmap.store import all_items, find_item, save_item
from prodops_desktop.workspace import Store, settings
from tests.scenarios.test_tools_window import Desk, program, steps

T = TypeVar("T")
Spot = tuple[int, int]
HEADER = ("Key", "Item", "Team", "Horizon", "Start", "Due", "Predecessors")
ROWS = (
    ("DP-1", "Queue service", "Data", None, datetime(2026, 11, 30), datetime(2026, 12, 11), None),
    ("DP-2", "Bulk export", "Data", None, datetime(2026, 12, 14), datetime(2027, 1, 15), "DP-1"),
    ("DP-3", "Warehouse writes", "Data", None, datetime(2027, 1, 18), datetime(2027, 3, 12), "DP-2"),
    ("DP-4", "Push notices", "Mobile", "later", None, None, None),
    ("DP-5", "Dark mode", "Mobile", "later", None, None, None),
)
REACHES = {"DP-1": 900, "DP-2": 600, "DP-4": 400, "DP-5": 200}
"""With all else alike they score in this order."""
COLUMNS = {"DP-1": None, "DP-2": None, "DP-3": None, "DP-4": "later", "DP-5": "later"}
DAYS = {"DP-1": "2026-11-30 2026-12-11", "DP-2": "2026-12-14 2027-01-15", "DP-3": "2027-01-18 2027-03-12"}
A_WEEK_LATER = {"DP-1": "2026-12-07 2026-12-18", "DP-2": "2026-12-19 2027-01-20", "DP-3": "2027-01-21 2027-03-15"}
PROMISE = "Promise and measure agreed"


def _score(store: Store) -> object:
    """Give the items of the sheet what it does not say, and make Bulk export a launch."""
    with store.edit("Score the plan") as edit:
        for code, reach in REACHES.items():
            one = find_item(store, code)
            save_item(store, replace(one, reach=Reach(reach), impact=1.0, confidence=50.0, effort=1.0, tier=2 if code == "DP-2" else None))
    return edit.changes


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Five items of a sheet: Now are Queue service and Bulk export, Next is Warehouse writes, Later are Push notices and Dark mode."""
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (HEADER, *ROWS):
        book.active.append(row)
    sheet, path = tmp_path / "Delivery items.xlsx", tmp_path / "plan.prodops"
    book.save(sheet)
    with open_workspace(path, create=True) as opened:
        opened.run(lambda store: settings.set_setting(store, "today", "2026-11-23")).result()
        report = import_file(opened, ImportRequest(sheet), takers=TAKERS)
        assert (report.kind, report.rows_accepted) == ("roadmap", len(ROWS))
        opened.run(_score).result()
    return path


def read(path: Path, look: Callable[[Store], T]) -> T:
    """What another program reads from the file."""
    with open_workspace(path, read_only=True) as opened, opened.reading() as store:
        return look(store)


def columns(path: Path) -> dict[str, str | None]:
    """The column that each item was put into."""
    return {one.code: one.horizon for one in read(path, all_items)}


def days(path: Path) -> dict[str, str]:
    """The days of the items that have any."""
    return {one.code: f"{one.starts} {one.due}" for one in read(path, all_items) if one.due is not None}


def passed(store: Store) -> list[tuple[str, str, str | None]]:
    """Which gates are passed: the item, the gate, and the evidence."""
    codes, gates = {one.id: one.code for one in all_items(store)}, {gate.id: gate.name for gate in all_gates(store)}
    checks = (one for found in all_checks(store).values() for one in found.values())
    return [(codes[one.item], gates[one.gate], one.evidence) for one in checks if one.state == PASSED]


def spot_of(desk: Desk, title: str) -> Spot:
    """Where the middle of a card or bar is on the screen, once it is chosen."""
    desk.until(chosen=title)
    x, y = desk.shown("spot").split()
    return int(x), int(y)


def drag(desk: Desk, begin: Spot, end: Spot) -> None:
    """Take hold of what is at a place of the screen and bring it to another one; the button stays down."""
    middle = ((begin[0] + end[0]) // 2, (begin[1] + end[1]) // 2)
    (a, b), (c, d), (e, f) = ([str(number) for number in spot] for spot in (begin, middle, end))
    desk.hands("mousemove", a, b, "mousedown", "1", "mousemove", c, d, "mousemove", e, f)


def test_cards_and_bars_are_moved_by_keys_and_mouse_and_put_back(screen: str, workspace: Path, tmp_path: Path) -> None:
    with program(workspace, screen, tmp_path / "home") as desk:
        desk.until(page="home")
        desk.hands("key", "ctrl+8")
        desk.until(page="roadmap", focus="Now, 2 cards", chosen="Queue service")
        desk.hands("key", "greater")
        desk.until(undo="move DP-1 Queue service to Next", focus="Next, 2 cards", chosen="Queue service")
        assert columns(workspace) == {**COLUMNS, "DP-1": "next"}, "it is in the file at once"

        desk.hands("key", "Right", "End")
        dark_mode = spot_of(desk, "Dark mode")
        desk.hands("key", "Left", "Left")
        drag(desk, dark_mode, spot_of(desk, "Bulk export"))
        desk.hands("mouseup", "1")
        desk.until(undo="move DP-5 Dark mode to Now")
        assert columns(workspace) == {**COLUMNS, "DP-1": "next", "DP-5": "now"}
        desk.hands("key", "ctrl+z", "ctrl+z")
        desk.until(undo="score the plan")
        assert columns(workspace) == COLUMNS

        desk.hands("key", "ctrl+Tab")
        desk.until(focus="Timeline")
        desk.hands("key", "Home")
        here = spot_of(desk, "Queue service")
        desk.hands("key", "greater")
        desk.until(undo="move DP-1 Queue service and 2 more")
        assert days(workspace) == A_WEEK_LATER
        a_week_later = spot_of(desk, "Queue service")
        desk.hands("key", "ctrl+z")
        desk.until(undo="score the plan")
        assert days(workspace) == DAYS

        drag(desk, here, a_week_later)
        desk.until(said="2 items move along: Bulk export +5 d to 20 Jan, Warehouse writes +3 d to 15 Mar.")
        assert days(workspace) == DAYS, "nothing is moved while it is shown"
        desk.hands("mouseup", "1")
        desk.until(undo="move DP-1 Queue service and 2 more", said="")
        assert days(workspace) == A_WEEK_LATER
        desk.hands("key", "ctrl+z")
        desk.until(undo="score the plan")
        desk.hands("key", "ctrl+q")
    assert (columns(workspace), days(workspace)) == (COLUMNS, DAYS)
    assert [undone for label, undone in steps(workspace) if label.startswith("Move")] == [True] * 4
    assert not workspace.with_name(f"{workspace.name}-wal").exists(), "closing leaves one file"


def close_a_ring(desk: Desk, workspace: Path) -> None:
    """A dependency that would close a ring is refused, and nothing is kept of it."""
    before = read(workspace, all_items)
    desk.hands("key", "ctrl+shift+d")
    desk.until(focus="Find an item by key, title or team…")
    desk.hands("type", "Warehouse")
    desk.until(text="Warehouse")
    desk.hands("key", "Return")
    desk.until(
        said="DP-1 Queue service would wait for DP-3 Warehouse writes, which waits for DP-2 Bulk export, which waits for DP-1 Queue "
        "service. Nothing of it could ever begin, so it was refused. Take out one of these dependencies."
    )
    assert read(workspace, all_items) == before
    desk.hands("key", "Escape", "Escape")
    desk.until(chosen="Queue service")


def pass_a_gate(desk: Desk, workspace: Path) -> None:
    """The next item passes a gate, with evidence only."""
    desk.hands("key", "Down", "ctrl+Return")
    desk.until(focus="Evidence")
    desk.hands("key", "ctrl+Return")
    desk.until(
        said=f"“{PROMISE}” is passed only with evidence (measurement plan: metric, baseline, target, reading day): give a link, a "
        "file, or a name with its day."
    )
    assert read(workspace, all_checks) == {}
    desk.hands("type", "wiki/plan-v3")
    desk.hands("key", "ctrl+Return")
    desk.until(undo=f"pass gate “{PROMISE}” of DP-2 Bulk export", chosen="Bulk export")
    assert read(workspace, passed) == [("DP-2", PROMISE, "wiki/plan-v3")]


def write_a_brief(desk: Desk) -> None:
    """The brief of that item, begun with a sentence of our own."""
    desk.hands("key", "ctrl+shift+b")
    desk.until(focus="Markdown", undo="add discovery brief of DP-2 Bulk export")
    desk.hands("key", "ctrl+Home")
    desk.hands("type", "Three banks said so. ")
    desk.hands("key", "ctrl+Return")
    desk.until(undo="edit brief Discovery brief: Bulk export")
    desk.hands("key", "Escape")
    desk.until(chosen="Bulk export")


def write_the_plan(desk: Desk, out: Path) -> None:
    """The plan as a workbook, where the dialog for a path asks."""
    desk.hands("key", "ctrl+shift+e")
    desk.until(text="Roadmap 2026-11-23.xlsx")
    desk.type_path(out)
    desk.until(chosen="Bulk export")


def test_a_ring_is_refused_a_gate_is_passed_and_the_plan_is_written(screen: str, workspace: Path, tmp_path: Path) -> None:
    out = tmp_path / "For the team.xlsx"
    with program(workspace, screen, tmp_path / "home") as desk:
        desk.until(page="home")
        desk.hands("key", "ctrl+8")
        desk.until(page="roadmap", chosen="Queue service")
        close_a_ring(desk, workspace)
        pass_a_gate(desk, workspace)
        write_a_brief(desk)
        write_the_plan(desk, out)
        desk.hands("key", "ctrl+q")
    (brief,) = read(workspace, all_briefs)
    assert (brief.kind, brief.title) == ("discovery", "Discovery brief: Bulk export")
    assert brief.body.startswith("Three banks said so. ## Problem in the customer’s words\n")
    assert "## Decision needed by" in brief.body
    launches = [(one.title, one.type, one.starts, one.is_on_roadmap) for one in read(workspace, calendar_events)]
    assert launches == [("Bulk export", "launch", "2027-01-15", True)]
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["Roadmap", "Launches", "Gates"]
    head, *rows = book["Roadmap"].iter_rows(values_only=True)
    at = [head.index(name) for name in ("Key", "Item", "Team", "Horizon", "Start", "Due", "Depends on")]
    assert sorted(tuple(row[place] for place in at) for row in rows) == sorted(ROWS)
    _, *gates = book["Launches"].iter_rows(values_only=True)
    assert [row[3:7:3] for row in gates if row[5] == "passed"] == [(PROMISE, "wiki/plan-v3")]
    assert not workspace.with_name(f"{workspace.name}-wal").exists(), "closing leaves one file"
