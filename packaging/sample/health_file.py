"""CS_health_2026-MM.xlsx as CS keeps it: one tab a CSM, dates typed as text, red fill and strike-through that say what no cell says."""

from datetime import date
from pathlib import Path
from typing import Any

from .accounts import sheet_day
from .facts import AT_RISK_SMALL, CSMS, LEAVING
from .health import Sheet, Status
from .workbook import write_workbook

HEADERS = (
    "Account Name", "CSM", "Hlth", "NPS (last)", "Adopt %", "Last QBR", "Next renewal", "Open tix", "Sentiment", "Exec sponsor",
    "Top ask",
)  # fmt: skip
NEW_SCORE_HEADER, NEW_COLUMN = "Health Score (0-100)", "Exec sponsor 2"
LEGEND = "red = at risk · struck through = leaving · n/a = not asked"
COMMENTS = {
    "Halden Bank": "Champion left on 1 Oct. New head of data starts in December.",
    "Meridian Freight": "Wants the export before the renewal.",
    "Sable Energy": "Very quiet since the price letter.",
    "Harrow Print Co.": "Gave notice, ends 31 Oct.",
    "Vantage Motors": "Gave notice, ends 31 Oct.",
    "Osterlund Paper": "Happy, but fewer people log in.",
}
MARKED_WITHOUT_TEXT = 14
_MONTHS = {4: "Apr", 5: "May", 6: "Jun", 7: "Jul", 8: "Aug", 9: "Sep", 10: "Oct", 11: "Nov"}


def file_name(month: int) -> str:
    """Where the sheet of a month lies: November's is not imported, it waits to be tried."""
    return f"{'try-these' if month == 11 else 'history'}/CS_health_2026-{month:02d}.xlsx"


def marked_red(october: Sheet, november: Sheet) -> list[str]:
    """The 14 customers that CS only paints red: no text of theirs says risk, in October or November."""
    quiet = [n for n in october if n in november and "Red" not in (october[n].sentiment, november[n].sentiment)]
    first = [n for n in ("Halden Bank", "Arden University", "Calder Media", *AT_RISK_SMALL) if n in quiet]
    low = sorted((n for n in quiet if n not in first), key=lambda n: (_score(october[n]), n))
    return [*first, *low][:MARKED_WITHOUT_TEXT]


def _score(row: Status) -> int:
    return 100 if row.hlth is None else row.hlth


def write_health(out: Path, month: int, rows: Sheet, painted: set[str], struck: set[str]) -> None:
    """Write one month's workbook; painted and struck are customers whose name cell is filled red or struck through."""
    write_health_as(out / file_name(month), month, rows, painted, struck)


def write_health_as(path: Path, month: int, rows: Sheet, painted: set[str], struck: set[str], day: date | None = None) -> None:
    """The same under another name, or with another day in its titles."""

    def fill(book: Any) -> None:
        looks = _Looks(book)
        for csm in CSMS:
            sheet = book.add_worksheet(csm)
            _heading(sheet, csm, month, day or sheet_day(month), looks)
            for row, name in enumerate(_in_order([n for n in rows if rows[n].csm == csm]), 4):
                _line(sheet, row, name, rows[name], month == 11, looks)
                sheet.write_string(row, 0, name, looks.name(name in painted, name in struck))
                if name in COMMENTS and month >= 10:
                    sheet.write_comment(row, 0, COMMENTS[name], {"author": csm})

    write_workbook(path, f"CS health {month:02d}/2026", fill)


class _Looks:
    """The workbook's formats, each made once."""

    def __init__(self, book: Any) -> None:
        self.bold = book.add_format({"bold": True})
        self.head = book.add_format({"bold": True, "bottom": 1})
        self.day = book.add_format({"num_format": "dd/mm/yyyy"})
        self._names = {}
        for red in (False, True):
            for gone in (False, True):
                fill = {"bg_color": "#FF0000"} if red else {}
                self._names[red, gone] = book.add_format({**fill, "font_strikeout": gone})

    def name(self, red: bool, gone: bool) -> Any:
        return self._names[red, gone]


def _in_order(names: list[str]) -> list[str]:
    first = ("Halden Bank", "Meridian Freight", "Brightwater Utilities", "Sable Energy", "Arden University")
    return sorted(names, key=lambda n: (n not in first, n.casefold()))


def _heading(sheet: Any, csm: str, month: int, day: date, looks: _Looks) -> None:
    sheet.write_string(0, 0, f"CS health - {csm}", looks.bold)
    sheet.write_string(1, 0, f"As of {day.day} {_MONTHS[day.month]} {day.year}")
    sheet.write_string(2, 0, LEGEND)
    headers = HEADERS if month < 11 else (*HEADERS[:2], NEW_SCORE_HEADER, *HEADERS[3:], NEW_COLUMN)
    sheet.write_row(3, 0, headers, looks.head)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, len(headers) - 1, 12)


def _line(sheet: Any, row: int, name: str, status: Status, new_shape: bool, looks: _Looks) -> None:
    sheet.write_string(row, 1, status.csm)
    if status.hlth is not None:
        sheet.write_number(row, 2, status.hlth)
    sheet.write(row, 3, "n/a" if status.nps is None else status.nps)
    if status.adopt is not None:
        sheet.write_number(row, 4, status.adopt / 100 if new_shape else status.adopt)
    elif len(name) % 2:
        sheet.write_string(row, 4, "–")
    if status.qbr is not None:
        sheet.write_string(row, 5, f"{status.qbr:%d/%m/%Y}")
    if status.renewal is not None:
        sheet.write_datetime(row, 6, status.renewal, looks.day)
    sheet.write_number(row, 7, status.tix)
    sheet.write_row(row, 8, (status.sentiment or None, status.sponsor, status.ask or None))
    if new_shape:
        sheet.write_string(row, 11, "NY"[len(name) % 3 == 0])


def struck_in(month: int, rows: Sheet, following: Sheet | None) -> set[str]:
    """Customers struck through: those that the next month's sheet no longer has because they left."""
    if month >= 10 or following is None:
        return {name for name in rows if name in LEAVING}
    return {name for name in rows if name not in following}
