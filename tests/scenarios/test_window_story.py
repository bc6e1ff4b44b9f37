"""An evening with the program on a real screen, by keys alone: from a file that somebody sent to the board pack, and on the next day."""

import json
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest

from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.datasets.reading import columns_of
from prodops_desktop.datasets.store import all_datasets
from prodops_desktop.workspace import settings
from tests.scenarios.test_tools_window import Desk, program, steps

TODAY = date(2026, 11, 23)
RESPONSES = 120
HALDEN = 8
"""So many of the responses are from Halden Bank, every fifteenth."""


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A new workspace, in which it is 23 November 2026."""
    path = tmp_path / "evening.prodops"
    with open_workspace(path, create=True) as opened:
        opened.run(lambda store: settings.set_setting(store, "today", TODAY.isoformat())).result()
    return path


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """120 responses in two quarters: a score of 0 is the lowest, and every fifteenth is from Halden Bank."""
    lines = ["score,date,company,comment"]
    for number in range(RESPONSES):
        day = TODAY - timedelta(days=number)
        lines.append(f"{number % 11},{day.isoformat()},{'Halden Bank' if number % 15 == 0 else f'Customer {number % 7}'},note {number}")
    path = tmp_path / "NPS_export.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def type_path(desk: Desk, title: str, path: Path) -> None:
    """Answer the dialog that asks for a file with a path that is typed."""
    desk.hands("search", "--sync", "--onlyvisible", "--name", title, "windowactivate", "--sync", "windowfocus", "--sync")
    desk.until(modal="QFileDialog")
    desk.type_path(path)


def bring(desk: Desk, sheet: Path) -> None:
    """Ctrl+I and a typed path; through all steps, of which the comment is left without a field."""
    desk.hands("key", "ctrl+i")
    type_path(desk, "Import spreadsheets", sheet)
    desk.until(modal="Import: File")
    for step in ("Table", "Columns"):
        desk.hands("key", "ctrl+Return")
        desk.until(modal=f"Import: {step}")
    desk.hands("key", "End", "BackSpace")
    desk.hands("key", "ctrl+Return")
    desk.until(modal="Import: Summary")
    desk.hands("key", "ctrl+Return")
    desk.until(modal="", undo="import of NPS_export.csv")


def work_in_the_grid(desk: Desk) -> None:
    """Sort by the menu of the score, the highest first, then find a customer, and everything again."""
    desk.hands("key", "ctrl+3")
    desk.until(page="datasets", rows=str(RESPONSES), first="0")
    desk.hands("key", "Return")
    desk.until(focus="Rows of the dataset")
    desk.hands("key", "Home", "Right", "alt+Down")
    desk.hands("key", "Down", "Down", "Return")
    desk.until(first="10", rows=str(RESPONSES))
    desk.hands("key", "ctrl+f")
    desk.until(focus="Find in all columns")
    desk.hands("type", "halden")
    desk.until(text="halden", rows=str(HALDEN))
    desk.hands("key", "Escape")
    desk.until(focus="Rows of the dataset", rows=str(RESPONSES), first="10")


def fields(path: Path) -> dict[str, str | None]:
    """The field that each column of the dataset fills, as the file has it."""
    with open_workspace(path, read_only=True) as opened, opened.reading() as store:
        (dataset,) = all_datasets(store)
        return {column.header: column.field for column in columns_of(store, dataset.version.id)}


def test_a_file_becomes_a_board_pack_and_the_next_day_begins_where_this_one_ended(
    screen: str, workspace: Path, sheet: Path, tmp_path: Path
) -> None:
    home, pack = tmp_path / "home", tmp_path / "Board pack.xlsx"
    with program(workspace, screen, home) as desk:
        desk.until(page="home")
        bring(desk, sheet)
        work_in_the_grid(desk)
        desk.hands("key", "ctrl+z")
        desk.until(undo="set the day of the workspace to 2026-11-23", rows="")
        desk.hands("key", "ctrl+shift+z")
        desk.until(undo="import of NPS_export.csv", rows=str(RESPONSES))
        desk.hands("key", "ctrl+4")
        desk.until(page="metrics", focus="Metrics")
        desk.hands("key", "Return", "Left", "Return")
        desk.until(focus="Rows behind the point")
        desk.hands("key", "ctrl+e")
        type_path(desk, "Export board pack", pack)
        desk.until(line="The board pack is in Board pack.xlsx.")
        desk.hands("key", "ctrl+k")
        desk.until(focus="Search")
        desk.hands("type", "theme dark")
        desk.hands("key", "Return", "ctrl+3")
        desk.until(page="datasets", first="10")
        desk.hands("key", "ctrl+q")
    assert steps(workspace)[-1] == ("Redo import of NPS_export.csv", False)
    assert fields(workspace) == {"score": "score", "date": "when", "company": "account", "comment": None}
    assert json.loads((home / "preferences.json").read_text("utf-8"))["theme"] == "dark"
    assert "NPS" in [sheet.title for sheet in openpyxl.load_workbook(pack)]
    with program(workspace, screen, home) as desk:
        desk.until(page="datasets", rows=str(RESPONSES), first="10")
        desk.hands("key", "ctrl+q")
