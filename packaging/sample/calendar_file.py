"""Calendar_2026.xlsx as Marketing and DevOps keep it: what happens when, to whom, and on which surface."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from .facts import EMEA, ENT, MID, NA, SMB
from .pipeline import PRICE_MOVE
from .tool_facts import ADEYEMI, NAIR, OSEI
from .tools_file import typed_day
from .workbook import write_workbook

NAME = "history/Calendar_2026.xlsx"
HEADERS = ("What", "Type", "From", "To", "Region", "Segment", "Surface", "Owner")
TITLE = ("Company calendar 2026 / 2027", "Marketing and DevOps · as of 20 Nov 2026 · no end means one day")
SHEET = "Calendar"


@dataclass(frozen=True)
class Dated:
    """A row of the calendar; end is None for one day, texts are empty where it concerns all."""

    what: str
    type: str
    start: date
    end: date | None = None
    region: str = ""
    segment: str = ""
    surface: str = ""
    owner: str = ""


CALENDAR = (
    Dated("Barview opens a data centre in Frankfurt", "Competitor move", date(2026, 3, 16), region=EMEA, owner=NAIR),
    Dated("Lucent Charts gives dashboards away to teams of five", "Competitor move", date(2026, 5, 11), segment=SMB, owner=NAIR),
    Dated("Queue outage", "Outage", date(2026, 7, 14), date(2026, 7, 15), surface="Export", owner=OSEI),
    Dated("Quantly cuts its prices", "Competitor move", PRICE_MOVE, owner=NAIR),
    Dated("Quantly ships scheduled exports", "Competitor move", date(2026, 10, 6), segment=ENT, surface="Export", owner=NAIR),
    Dated("Thanksgiving", "Holiday", date(2026, 11, 26), date(2026, 11, 27), region=NA),
    Dated("Year-end code freeze", "Freeze", date(2026, 12, 21), date(2027, 1, 4), owner=OSEI),
    Dated("Dashboards v2", "Launch", date(2027, 1, 5), date(2027, 1, 11), segment=ENT, surface="Dashboards", owner=NAIR),
    Dated("Bulk export v2", "Launch", date(2027, 1, 26), date(2027, 2, 1), segment=MID, surface="Export", owner=OSEI),
    Dated("New price list", "Price change", date(2027, 2, 1), owner=ADEYEMI),
    Dated("Spring webinar series", "Campaign", date(2027, 2, 8), date(2027, 2, 19), segment=SMB, owner=NAIR),
)
FREEZE = next(one for one in CALENDAR if one.type == "Freeze")
_TYPED = ("Dashboards v2", "Queue outage")  # rows whose days are typed as text


def write_calendar(out: Path) -> None:
    """Write the calendar in one sheet."""

    def fill(book: Any) -> None:
        sheet, day = book.add_worksheet(SHEET), book.add_format({"num_format": "dd mmm yyyy"})
        for row, text in enumerate(TITLE):
            sheet.write_string(row, 0, text, book.add_format({"bold": row == 0}))
        sheet.write_row(3, 0, HEADERS, book.add_format({"bold": True, "bg_color": "#DCEBE4"}))
        sheet.freeze_panes(4, 1)
        sheet.set_column(0, 0, 46)
        sheet.set_column(1, 7, 14)
        for row, one in enumerate(CALENDAR, 4):
            sheet.write_row(row, 0, (one.what, one.type))
            for column, when in ((2, one.start), (3, one.end)):
                if when and one.what in _TYPED:
                    sheet.write_string(row, column, typed_day(when))
                elif when:
                    sheet.write_datetime(row, column, when, day)
            sheet.write_row(row, 4, tuple(text or None for text in (one.region, one.segment, one.surface, one.owner)))

    write_workbook(out / NAME, "Company calendar", fill)
