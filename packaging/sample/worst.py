"""The files of worst/, made to be hard: nothing in them is wrong but how they look, and each is what somebody really sends."""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from random import Random
from typing import Any
from unittest import mock

from .accounts import Account
from .contracts_file import amount_text, name_in_contracts
from .facts import SEED
from .health import Sheet
from .health_file import write_health_as
from .pipeline import Deal
from .workbook import rewrite_sheet, write_workbook

FOLDER = "worst"
TABLES, PRINTED, COLOURS = f"{FOLDER}/Three_tables.xlsx", f"{FOLDER}/Printed_report.xlsx", f"{FOLDER}/Colours_only.xlsx"
PROTECTED, PASSWORD = f"{FOLDER}/Protected.xlsx", "Tarnbrook-2026"
EMPTY, PIVOT, TEXT = f"{FOLDER}/Empty_columns.xlsx", f"{FOLDER}/Pivot.xlsx", f"{FOLDER}/Semicolons_UTF-16.csv"
AGAIN, MISDATED = f"{FOLDER}/CS_health_2026-10.xlsx", f"{FOLDER}/CS_health_November_dated_October.xlsx"
SORTED = f"{FOLDER}/Renewals_one_column_sorted.xlsx"
PAGE = 50
EMPTY_COLUMNS, EMPTY_ROWS = 400, 1500
SORTED_PERCENT = 61
COLOUR_OF = {"Green": "#92D050", "Amber": "#FFC000", "Red": "#FF0000", "": "#FFFFFF"}
_HEADERS = ("Customer", "Cust. No.", "ARR", "Ccy", "Renewal", "Seats")


def write_worst(out: Path, accounts: list[Account], deals: list[Deal], october: Sheet, looks: tuple[set[str], set[str]]) -> None:
    """Write those that are made from customers, deals and CS's October; the two of CS's are written beside the others of CS."""
    renewing = sorted((a for a in accounts if a.renewal), key=lambda a: (a.renewal or date.max, a.code))
    write_workbook(out / TABLES, "Three tables", lambda book: _three_tables(book, renewing, deals))
    write_workbook(out / PRINTED, "Printed report", lambda book: _printed(book, renewing))
    write_workbook(out / COLOURS, "Colours only", lambda book: _colours(book, october))
    write_workbook(out / EMPTY, "Empty columns", lambda book: _grey_beside(book, renewing))
    rewrite_sheet(out / EMPTY, _filled_out)
    write_workbook(out / PIVOT, "Pivot", lambda book: _pivot(book, deals))
    write_workbook(out / SORTED, "Renewals", lambda book: _one_sorted(book, accounts))
    write_workbook(out / PROTECTED, "Protected", lambda book: _list(book.add_worksheet("Renewals"), book, renewing[:40]))
    _protect(out / PROTECTED)
    _write_text(out / TEXT, accounts)
    write_health_as(out / AGAIN, 10, october, *looks)


def write_misdated(out: Path, november: Sheet, looks: tuple[set[str], set[str]], day: date) -> None:
    """November's sheet of CS, in whose title the day of October was left."""
    write_health_as(out / MISDATED, 11, november, *looks, day=day)


def _list(sheet: Any, book: Any, accounts: list[Account], first: int = 0) -> None:
    """A plain list of contracts from a row on."""
    day = book.add_format({"num_format": "dd mmm yyyy"})
    sheet.write_row(first, 0, _HEADERS)
    for row, account in enumerate(accounts, first + 1):
        _contract(sheet, row, account, account.renewal, day)


def _contract(sheet: Any, row: int, a: Account, renewal: date | None, day: Any) -> None:
    sheet.write_row(row, 0, (name_in_contracts(a), a.code, amount_text(a), a.currency))
    if renewal:
        sheet.write_datetime(row, 4, renewal, day)
    sheet.write_number(row, 5, a.seats)


def _three_tables(book: Any, renewing: list[Account], deals: list[Deal]) -> None:
    """Renewals, open deals and loss reasons, an empty column between them, each of its own length."""
    sheet, day = book.add_worksheet("Overview"), book.add_format({"num_format": "dd mmm yyyy"})
    sheet.write_row(0, 0, ("Account", "Renewal", "Seats"))
    for row, a in enumerate(renewing[:30], 1):
        sheet.write_row(row, 0, (a.name, None, a.seats))
        sheet.write_datetime(row, 1, a.renewal, day)
    sheet.write_row(0, 4, ("Opportunity", "Stage", "Amount", "Ccy"))
    for row, d in enumerate(open_deals(deals), 1):
        sheet.write_row(row, 4, (f"{d.account} - {d.type.lower()}", d.stage, d.cents / 100, d.currency))
    sheet.write_row(0, 9, ("Loss reason", "Deals"))
    for row, (reason, count) in enumerate(loss_reasons(deals), 1):
        sheet.write_row(row, 9, (reason, count))


def open_deals(deals: list[Deal]) -> list[Deal]:
    """Those that nobody has closed."""
    return [d for d in deals if not d.stage.casefold().startswith("closed")]


def loss_reasons(deals: list[Deal]) -> list[tuple[str, int]]:
    """Each spelling of a reason and how many deals name it."""
    reasons = sorted({d.reason for d in deals if d.reason}, key=str.casefold)
    return [(reason, sum(d.reason == reason for d in deals)) for reason in reasons]


def _printed(book: Any, renewing: list[Account]) -> None:
    """Pages of 50 rows, each with the report's name, its number and the headers again."""
    sheet, day = book.add_worksheet("Report"), book.add_format({"num_format": "dd mmm yyyy"})
    pages = -(-len(renewing) // PAGE)
    row = 0
    for page in range(pages):
        sheet.write_string(row, 0, "Renewals by date")
        sheet.write_string(row, 5, f"Page {page + 1} of {pages}")
        sheet.write_row(row + 1, 0, _HEADERS)
        inside = renewing[page * PAGE : (page + 1) * PAGE]
        for at, a in enumerate(inside, row + 2):
            _contract(sheet, at, a, a.renewal, day)
        row += 2 + len(inside)


def _colours(book: Any, october: Sheet) -> None:
    """The status is the colour of a cell in which nothing stands."""
    sheet = book.add_worksheet("Status")
    fills = {status: book.add_format({"bg_color": colour}) for status, colour in COLOUR_OF.items()}
    sheet.write_row(0, 0, ("Account", "CSM", "Status"))
    for row, (name, status) in enumerate(sorted(october.items(), key=lambda pair: pair[0].casefold()), 1):
        sheet.write_row(row, 0, (name, status.csm))
        sheet.write_blank(row, 2, None, fills[status.sentiment])


def _grey_beside(book: Any, renewing: list[Account]) -> None:
    """A list, and one formatted cell beside it."""
    sheet = book.add_worksheet("Renewals")
    _list(sheet, book, renewing)
    sheet.write_blank(0, len(_HEADERS), None, book.add_format({"bg_color": "#F2F2F2"}))


def _filled_out(xml: str) -> str:
    """The sheet with the formatted cell in 400 columns of 1,500 rows; XlsxWriter would take as long for it as for all other files."""
    found = re.search(r'<c r="[A-Z]+1" (s="\d+")/>', xml)
    assert found is not None
    columns = [_column(at) for at in range(len(_HEADERS), len(_HEADERS) + EMPTY_COLUMNS)]
    rows: dict[int, str] = {int(row): cells for row, cells in re.findall(r'<row r="(\d+)"[^>]*>(.*?)</row>', xml.replace(found[0], ""))}
    lines = []
    for row in range(1, EMPTY_ROWS + 1):
        empty = "".join([f'<c r="{column}{row}" {found[1]}/>' for column in columns])
        lines.append(f'<row r="{row}">{rows.get(row, "")}{empty}</row>')
    head, tail = xml.split("<sheetData>", maxsplit=1)[0], xml.split("</sheetData>")[1]
    head = re.sub(r'<dimension ref="[^"]*"', f'<dimension ref="A1:{columns[-1]}{EMPTY_ROWS}"', head)
    return f"{head}<sheetData>{''.join(lines)}</sheetData>{tail}"


def _column(at: int) -> str:
    """The letters of a column, counted from 0."""
    return (_column(at // 26 - 1) if at >= 26 else "") + chr(65 + at % 26)


def _pivot(book: Any, deals: list[Deal]) -> None:
    """Won amounts by owner and type over quarters as Excel lays a pivot table out: owner and types in one column, sums above parts."""
    sheet = book.add_worksheet("Pivot")
    looks = (book.add_format({"bold": True}), book.add_format({"num_format": "#,##0"}), book.add_format({"indent": 1}))
    sums, quarters = won_by_quarter(deals), quarters_of(deals)
    sheet.write_row(2, 0, ("Sum of Amount", "Column Labels"))
    sheet.write_row(3, 0, ("Row Labels", *quarters, "Grand Total"), looks[0])
    row = 4
    for owner in sorted({owner for owner, _, _ in sums}):
        parts = {kind: [sums.get((owner, kind, quarter), 0) for quarter in quarters] for name, kind, _ in sums if name == owner}
        _pivot_row(sheet, row, owner, [sum(column) for column in zip(*parts.values(), strict=True)], looks[:2])
        for kind in sorted(parts):
            row += 1
            _pivot_row(sheet, row, kind, parts[kind], (looks[2], looks[1]))
        row += 1
    everything = [sum(amount for (_, _, at), amount in sums.items() if at == quarter) for quarter in quarters]
    _pivot_row(sheet, row, "Grand Total", everything, looks[:2])


def _pivot_row(sheet: Any, row: int, text: str, cells: list[int], looks: tuple[Any, Any]) -> None:
    sheet.write_string(row, 0, text, looks[0])
    for column, cell in enumerate([*cells, sum(cells)], 1):
        if cell:
            sheet.write_number(row, column, cell / 100, looks[1])


def won_by_quarter(deals: list[Deal]) -> dict[tuple[str, str, str], int]:
    """Hundredths of dollars of deals won by owner, type and quarter; euros are left out."""
    sums: dict[tuple[str, str, str], int] = {}
    for d in deals:
        if d.stage.casefold() == "closed won" and d.currency == "USD":
            at = (d.owner, d.type, _quarter(d.close))
            sums[at] = sums.get(at, 0) + d.cents
    return sums


def quarters_of(deals: list[Deal]) -> list[str]:
    """The quarters with a deal won, in their order."""
    return sorted({quarter for _, _, quarter in won_by_quarter(deals)}, key=lambda text: (text[-4:], text))


def _quarter(day: date) -> str:
    return f"Q{(day.month + 2) // 3} {day.year}"


def sorted_alone(accounts: list[Account]) -> list[tuple[Account, date | None]]:
    """The contracts by number, where somebody sorted the renewals of the upper rows and nothing beside them."""
    rows = sorted(accounts, key=lambda a: a.code)
    for last in range(len(rows) // 2, len(rows) + 1):
        renewals = [a.renewal for a in rows]
        renewals[:last] = sorted(renewals[:last], key=lambda day: day or date.max)
        changed = sum(new != a.renewal for a, new in zip(rows, renewals, strict=True))
        if round(100 * changed / len(rows)) == SORTED_PERCENT:
            return list(zip(rows, renewals, strict=True))
    raise ValueError(f"No block of rows changes {SORTED_PERCENT} % of the renewals when it is sorted.")


def _one_sorted(book: Any, accounts: list[Account]) -> None:
    sheet, day = book.add_worksheet("Renewals"), book.add_format({"num_format": "dd mmm yyyy"})
    sheet.write_row(0, 0, _HEADERS)
    for row, (account, renewal) in enumerate(sorted_alone(accounts), 1):
        _contract(sheet, row, account, renewal, day)


def _write_text(path: Path, accounts: list[Account]) -> None:
    """What a German Excel calls Unicode text, saved once more with semicolons."""
    lines = ["Kunde;Kundennummer;ARR;Währung;Verlängerung"]
    for a in accounts:
        if a.currency == "EUR":
            renewal = f"{a.renewal:%d.%m.%Y}" if a.renewal else ""
            lines.append(f"{name_in_contracts(a)};{a.number};{amount_text(a)};EUR;{renewal}")
    path.write_bytes("\ufeff".encode("utf-16-le") + "".join(f"{line}\r\n" for line in lines).encode("utf-16-le"))


def _protect(path: Path) -> None:
    """Encrypt a workbook where it lies, with salts and times that are the same each time."""
    from msoffcrypto.format.ooxml import OOXMLFile

    plain, locked = io.BytesIO(path.read_bytes()), io.BytesIO()
    with _not_random():
        OOXMLFile(plain).encrypt(PASSWORD, locked)
    path.write_bytes(locked.getvalue())


@contextmanager
def _not_random() -> Iterator[None]:
    class Clock(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> "Clock":
            return cls(2026, 11, 20, 9, 0, 0, tzinfo=tz)

    random = Random(SEED + 60)
    with (
        mock.patch("msoffcrypto.method.ecma376_agile._random_buffer", random.randbytes),
        mock.patch("msoffcrypto.method.container.ecma376_encrypted.datetime", Clock),
    ):
        yield
