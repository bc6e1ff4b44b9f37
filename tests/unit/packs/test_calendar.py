"""A calendar of weeks as an Excel sheet: fills, events apart from each other, today, load, print set-up, and text that stays text."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.cell import Cell, MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from prodops_desktop.datasets.sheets import DAY, SheetColumn
from prodops_desktop.datasets.week_calendar import (
    HATCHED,
    LIGHT,
    QUIET,
    SOLID,
    STRIPED,
    TINTED,
    WeekBand,
    WeekCalendar,
    WeekGroup,
    WeekRow,
)
from prodops_desktop.errors import UserError
from prodops_desktop.packs.calendar import write_calendar

FIRST = date(2026, 11, 16)
MONDAYS = tuple(FIRST + timedelta(weeks=number) for number in range(12))
COLUMNS = (SheetColumn("Name", width=20), SheetColumn("Begins", DAY, 12), SheetColumn("Owner", width=14), SheetColumn("Clash", width=16))
WEEKS_AT = 6
"""The column of the first week, counted from 1: a margin, four columns, then the weeks."""
BODY = 7
"""The first row below the heads."""
BLUE, RED = "FF3553CC", "FFB93227"


def calendar(**parts: Any) -> WeekCalendar:
    """A calendar with one of everything."""
    running = WeekRow(("=SUM(1)", date(2026, 11, 16), "@ann", "High: EXP-2"), 0, 4, SOLID, frozenset({2, 3}), warns=True)
    planned = WeekRow(("+b", date(2026, 12, 7), None, "Low: EXP-1"), 3, 5, LIGHT)
    drafted = WeekRow(("-c", date(2027, 1, 4), "Bo", None), 7, 9, HATCHED)
    done = WeekRow(("d", date(2026, 11, 16), "Bo", None), 0, 0, QUIET)
    whole: dict[str, Any] = {
        "title": "Calendar & more",
        "subtitle": "=1 conflict",
        "today": date(2026, 11, 25),
        "weeks": MONDAYS,
        "columns": COLUMNS,
        "bands_title": "Events",
        "bands": (WeekBand("@Freeze", 5, 7, STRIPED), WeekBand("Launch", 9, 9, TINTED)),
        "groups": (WeekGroup("=Checkout", (running, planned)), WeekGroup("Home", (drafted, done))),
        "counts_title": "Live, limit 2",
        "counts": (2, 1, 1, 3, 2, 1, 0, 1, 1, 1, 0, 0),
        "limit": 2,
        "legend": ((SOLID, "Running"), (LIGHT, "Scheduled"), (HATCHED, "Draft"), (STRIPED, "Freeze")),
        "notes": ("-note",),
    }
    return WeekCalendar(**{**whole, **parts})


def written(folder: Path, one: WeekCalendar) -> Worksheet:
    out = folder / "calendar.xlsx"
    write_calendar(one, out, folder / "w.prodops")
    found: Worksheet = openpyxl.load_workbook(out)["Calendar"]
    return found


def row_of(sheet: Worksheet, text: str) -> int:
    (found,) = [row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 2).value == text]
    return found


def weeks(sheet: Worksheet, row: int, count: int = len(MONDAYS)) -> list[Cell | MergedCell]:
    return [sheet.cell(row, WEEKS_AT + at) for at in range(count)]


def painted(cells: list[Cell | MergedCell]) -> list[int]:
    """The positions of the cells that are filled."""
    return [at for at, cell in enumerate(cells) if cell.fill.patternType is not None]


def test_weeks_are_filled_by_status(tmp_path: Path) -> None:
    sheet = written(tmp_path, calendar())
    running, planned, drafted, done = (weeks(sheet, row_of(sheet, name)) for name in ("=SUM(1)", "+b", "-c", "d"))
    assert [painted(cells) for cells in (running, planned, drafted, done)] == [[0, 1, 2, 3, 4], [3, 4, 5], [7, 8, 9], [0]]
    fills = [cells[at].fill for cells, at in ((running, 0), (planned, 3), (drafted, 7), (done, 0))]
    assert [fill.patternType for fill in fills] == ["solid", "solid", "lightUp", "solid"]
    assert fills[0].fgColor.rgb == BLUE
    assert fills[2].fgColor.rgb == BLUE  # the stripes
    assert len({(fill.patternType, fill.fgColor.rgb) for fill in fills}) == 4
    assert [at for at, cell in enumerate(running) if cell.value == "!"] == [2, 3]
    assert running[2].font.color.rgb == "FFFFFFFF"
    assert not [cell.value for cell in (*planned, *drafted, *done) if cell.value]


def test_cells_are_real_days_and_text_that_stays_text(tmp_path: Path) -> None:
    sheet = written(tmp_path, calendar())
    row = row_of(sheet, "=SUM(1)")
    assert [sheet.cell(row, column).value for column in range(2, 6)] == ["=SUM(1)", datetime(2026, 11, 16), "@ann", "High: EXP-2"]
    assert sheet.cell(row, 5).font.color.rgb == RED
    assert sheet.cell(row_of(sheet, "+b"), 5).font.color.rgb != RED
    cells = [cell for line in sheet.iter_rows() for cell in line if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert {"=SUM(1)", "+b", "-c", "@ann", "=Checkout", "@Freeze", "-note", "=1 conflict", "Calendar & more"} <= {
        cell.value for cell in cells
    }


def test_heads_name_months_and_weeks_and_mark_that_of_today(tmp_path: Path) -> None:
    sheet = written(tmp_path, calendar())
    heads = weeks(sheet, BODY - 1)
    assert [cell.value for cell in heads] == [datetime(day.year, day.month, day.day) for day in MONDAYS]
    assert {cell.number_format for cell in heads} == {"d"}
    assert [at for at, cell in enumerate(heads) if cell.fill.fgColor.rgb == RED] == [1]  # 25 November is in the week of the 23rd
    assert [cell.value for cell in weeks(sheet, BODY - 2) if cell.value] == ["Nov 2026", "Dec 2026", "Jan 2027", "Feb"]
    for row in (row_of(sheet, "=SUM(1)"), row_of(sheet, "Home"), row_of(sheet, "Live, limit 2")):
        assert [at for at, cell in enumerate(weeks(sheet, row)) if cell.border.left.color.rgb == RED] == [1]
    assert [sheet.cell(BODY - 1, column).value for column in range(2, 6)] == [column.title for column in COLUMNS]


def test_a_month_of_one_week_has_its_short_name(tmp_path: Path) -> None:
    sheet = written(tmp_path, calendar(weeks=tuple(day - timedelta(weeks=3) for day in MONDAYS)))  # from 26 October on
    assert [cell.value for cell in weeks(sheet, BODY - 2) if cell.value] == ["Oct", "Nov 2026", "Dec 2026", "Jan"]


def test_the_load_is_numbers_and_red_over_the_limit(tmp_path: Path) -> None:
    cells = weeks((sheet := written(tmp_path, calendar())), row_of(sheet, "Live, limit 2"))
    assert [cell.value for cell in cells] == [2, 1, 1, 3, 2, 1, 0, 1, 1, 1, 0, 0]
    assert [at for at, cell in enumerate(cells) if cell.fill.fgColor.rgb == RED] == [3]


def test_events_stand_above_with_their_texts(tmp_path: Path) -> None:
    sheet = written(tmp_path, calendar())
    assert row_of(sheet, "Events") == BODY
    cells = weeks(sheet, BODY)
    assert [(at, cell.value) for at, cell in enumerate(cells) if cell.value] == [(5, "@Freeze"), (9, "Launch")]
    assert painted(cells) == [5, 6, 7, 9]
    assert (cells[5].fill.patternType, cells[9].fill.patternType) == ("lightUp", "solid")


def test_a_text_without_room_to_the_right_runs_to_the_left(tmp_path: Path) -> None:
    bands = (WeekBand("A long name of a launch", 11, 11, TINTED), WeekBand("Another at its side", 8, 9, TINTED))
    sheet = written(tmp_path, calendar(bands=bands))
    texts = {cell.value: (row, cell.alignment.horizontal, at) for row in (BODY, BODY + 1) for at, cell in enumerate(weeks(sheet, row))
             if cell.value}  # fmt: skip
    assert {text: place[1:] for text, place in texts.items()} == {
        "A long name of a launch": ("right", 11),
        "Another at its side": ("right", 9),
    }
    assert len({place[0] for place in texts.values()}) == 2


bands_of = st.lists(
    st.builds(
        lambda number, first, length, text: (first, length, f"{text}{number}"),
        st.integers(0, 10**6),
        st.integers(0, 29),
        st.integers(0, 12),
        st.text("abc ", min_size=1, max_size=40).filter(lambda text: text.strip() == text),
    ),
    max_size=10,
    unique_by=lambda one: one[2],
)


@given(bands_of)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_event_hides_another(tmp_path: Path, drawn: list[tuple[int, int, str]]) -> None:
    bands = [WeekBand(text, first, min(29, first + length), TINTED) for first, length, text in drawn]
    mondays = tuple(FIRST + timedelta(weeks=number) for number in range(30))
    sheet = written(tmp_path, calendar(weeks=mondays, bands=tuple(bands), groups=(), counts=(0,) * 30))
    lines = [weeks(sheet, row, 30) for row in range(BODY, row_of(sheet, "Live, limit 2"))]
    assert sorted(str(cell.value) for line in lines for cell in line if cell.value) == sorted(band.text for band in bands)
    assert sum(len(painted(line)) for line in lines) == sum(band.last - band.first + 1 for band in bands)
    by_text = {band.text: band for band in bands}
    for line in lines:
        for at, cell in enumerate(line):
            if not cell.value:
                continue
            band = by_text[str(cell.value)]
            room = -(-len(band.text) // 4)  # a week is nearly four characters wide
            over = range(at, min(30, at + room)) if cell.alignment.horizontal == "left" else range(max(0, at - room + 1), at + 1)
            others = [place for place in over if place not in range(band.first, band.last + 1)]
            assert all(line[place].value is None and line[place].fill.patternType is None for place in others)


def test_it_is_set_up_for_screen_and_paper(tmp_path: Path) -> None:
    sheet = written(tmp_path, calendar())
    assert sheet.freeze_panes == f"{get_column_letter(WEEKS_AT)}{BODY}"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight, sheet.print_title_rows) == ("landscape", 0, f"$1:${BODY - 1}")
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert str(sheet.oddFooter and sheet.oddFooter.left.text).endswith("Calendar && more")
    assert [sheet.cell(4, column).value for column in range(2, 6)] == ["Running", "Scheduled", "Draft", "Freeze"]
    assert [sheet.cell(4, column).fill.patternType for column in range(2, 6)] == ["solid", "solid", "lightUp", "lightUp"]
    assert str(sheet["B3"].value).startswith("Made from w.prodops on 25 Nov 2026 by Prodops Desktop.")
    assert sheet.cell(sheet.max_row, 2).value == "-note"


def test_a_row_is_as_high_as_its_longest_text(tmp_path: Path) -> None:
    long = WeekRow(("word " * 20, FIRST, None, None), 0, 0, SOLID)
    sheet = written(tmp_path, calendar(groups=(WeekGroup("One", (long,)),)))
    assert (sheet.row_dimensions[row_of(sheet, "word " * 20)].height or 0) >= 5 * 13


@pytest.mark.parametrize("today", [date(2026, 11, 15), date(2027, 2, 8)])
def test_a_calendar_of_another_time_without_anything_is_still_one(tmp_path: Path, today: date) -> None:
    sheet = written(tmp_path, calendar(bands=(), groups=(), counts=(0,) * 12, today=today, notes=()))
    assert row_of(sheet, "Live, limit 2") == BODY
    assert not [cell for cell in weeks(sheet, BODY - 1) if cell.fill.fgColor.rgb == RED]


def test_it_never_replaces_the_workspace_nor_leaves_half_a_file(tmp_path: Path) -> None:
    workspace = tmp_path / "w.xlsx"
    workspace.write_bytes(b"mine")
    with pytest.raises(UserError, match="is the workspace itself"):
        write_calendar(calendar(), workspace, workspace)
    with pytest.raises(UserError, match=r"does not end in \.xlsx"):
        write_calendar(calendar(), tmp_path / "c.csv", workspace)
    with pytest.raises(UserError, match="There is no folder"):
        write_calendar(calendar(), tmp_path / "no" / "c.xlsx", workspace)
    assert workspace.read_bytes() == b"mine"
    write_calendar(calendar(), tmp_path / "c.xlsx", workspace)
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["c.xlsx", "w.xlsx"]
