"""Churn_log.xlsx as CS keeps it: who left or pays less, with a flag and a save attempt that were filled in after the fact."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from .facts import SEED
from .health import Sheet
from .revenue import Gone, Smaller, shared
from .workbook import write_workbook

NAME = "history/Churn_log.xlsx"
HEADERS = ("Account", "Churn date", "ARR lost", "Reason", "Voluntary?", "At-risk flag", "Save attempt")
LOST_IN_YEAR, LOST_BEFORE = 880_000, 350_000
EARLIER = (
    "Ambrose Tiles", "Bexhill Marine", "Carnaby Lamps", "Dilston Paints", "Eskdale Wool", "Finchale Press", "Gosforth Vans",
    "Hebburn Glass", "Inverarity Oats", "Jesmond Florists", "Kielder Timber", "Lanchester Bikes", "Morpeth Brass", "Norham Saddles",
)  # fmt: skip
WINTER = ("Otterburn Mills", "Ponteland Audio", "Rothley Clocks", "Stannington Seeds", "Tynemouth Ropes")
_REASONS = ("Price", "price", "Budget cut", "went with Quantly", "champion left", "no longer needed", "Missing feature", "")
_FORCED = {"Vantage Motors": "insolvent", "Osprey Labels": "Acquired", "Eskdale Wool": "acquired", "Hebburn Glass": "Insolvent"}
_NOT_FLAGGED = "Sefton Cordage"
_TYPED_DAYS = 7
LEGEND = "Flag and save attempt are filled in when the quarter is reviewed"


@dataclass(frozen=True)
class Entry:
    """A row of the log; filled is the day on which flag and save attempt were written."""

    account: str
    day: date
    dollars: int
    reason: str
    voluntary: str
    flag: str
    attempt: str
    filled: date
    whole: bool


def who_left(sheets: dict[int, Sheet], customers: set[str]) -> list[Gone]:
    """All that left in 24 months: those whom CS's sheets lose, at the end that these say, and those of the time before."""
    random = Random(SEED + 51)
    ends: dict[str, date] = {}
    for month in sorted(sheets):
        for name, row in sheets[month].items():
            if name not in customers and row.renewal is not None and month < 11:
                ends[name] = row.renewal
    for name in WINTER:
        ends[name] = date(2025, 12, 1) + timedelta(days=random.randrange(115))
    before = {name: date(2025, 1, 1) + timedelta(days=random.randrange(240)) for name in EARLIER}
    found = []
    for lost, days in ((LOST_IN_YEAR, ends), (LOST_BEFORE, before)):
        parts = shared(lost, [random.uniform(0.5, 1.5) for _ in days])
        for (name, day), dollars in zip(days.items(), parts, strict=True):
            found.append(Gone(name, day, dollars, random.choice(("USD", "USD", "EUR"))))
    return found


def make_log(gone: list[Gone], smaller: list[Smaller]) -> list[Entry]:
    """The log by day: 50 rows, of which 49 were flagged at risk, each after its day."""
    random = Random(SEED + 52)
    rows = [(one.name, one.day, one.dollars, True) for one in gone] + [(one.name, one.day, one.dollars, False) for one in smaller]
    found = []
    for name, day, dollars, whole in sorted(rows, key=lambda row: (row[1], row[0])):
        filled = min(_review_after(day) + timedelta(days=random.randrange(6)), date(2026, 11, 19))
        reason = (
            _FORCED.get(name, random.choice(_REASONS))
            if whole
            else random.choice(("fewer seats", "Fewer seats", "Budget cut", "downgrade"))
        )
        voluntary = ("No", "N")[len(name) % 2] if name in _FORCED else random.choice(("Yes", "yes", "Y"))
        attempt = f"{random.choice(('Call', 'Offer', 'Visit'))} noted {filled.day} {filled:%b %Y}" if random.randrange(5) else ""
        found.append(Entry(name, day, dollars, reason, voluntary, "N" if name == _NOT_FLAGGED else "Y", attempt, filled, whole))
    return found


def _review_after(day: date) -> date:
    """The fifth of the month after the quarter of a day, when CS goes through it."""
    ahead = (day.month - 1) // 3 * 3 + 3
    return date(day.year + ahead // 12, ahead % 12 + 1, 5)


def write_log(out: Path, log: list[Entry]) -> None:
    """Write the one sheet: three title rows, headers in row 5."""

    def fill(book: Any) -> None:
        sheet = book.add_worksheet("Churn log")
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "d mmm yyyy"})
        money = book.add_format({"num_format": "$#,##0"})
        for row, text in enumerate(("Churn log", "CS · as of 20 Nov 2026 · losses and contractions, ARR in USD", LEGEND)):
            sheet.write_string(row, 0, text, bold if row == 0 else None)
        sheet.write_row(4, 0, HEADERS, bold)
        sheet.set_column(0, 6, 20)
        for row, entry in enumerate(log, 5):
            sheet.write_string(row, 0, entry.account)
            if row % _TYPED_DAYS == 0:
                sheet.write_string(row, 1, f"{entry.day.day} {entry.day:%b %Y}")
            else:
                sheet.write_datetime(row, 1, entry.day, day)
            sheet.write_number(row, 2, entry.dollars, money)
            sheet.write_row(row, 3, (entry.reason or None, entry.voluntary, entry.flag, entry.attempt or None))

    write_workbook(out / NAME, "Churn log", fill)
