"""Chooses which sheet and which of its tables is read, and stacks the sheets of one shape."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from prodops_desktop.errors import UserError
from prodops_desktop.intake.choices import STACKED, Choices
from prodops_desktop.intake.combining import Segment, headers_of, segments_of, spread_out, stacked
from prodops_desktop.intake.readers.model import Book, Sheet
from prodops_desktop.intake.scanning import Scan, SheetScan, Wanted, scan_sheet
from prodops_desktop.intake.tables.finding import place_of_table
from prodops_desktop.work.report import Report


@dataclass(frozen=True)
class Chosen:
    """The table that is read: its ``scan``, made of the chosen table of each of ``sheets``; ``others`` are the sheets that are not read."""

    scan: Scan
    sheets: list[SheetScan]
    segments: list[Segment]
    others: list[str]


def wanted_of(choices: Choices) -> Wanted:
    """What ``choices`` say of the tables of the sheet that is read."""
    return Wanted(choices.table, choices.header, hidden_rows=choices.hidden_rows, unpivot=choices.unpivot)


def scan_all(sheets: Iterable[Sheet], choices: Choices, report: Report) -> Iterable[SheetScan]:
    """Each sheet as it is before one is chosen: the number of a table and rows of a header are of the chosen one only."""
    return (scan_sheet(sheet, report, Wanted(hidden_rows=choices.hidden_rows, unpivot=choices.unpivot)) for sheet in sheets)


def scan_chosen(found: SheetScan, choices: Choices, report: Report) -> SheetScan:
    """The chosen sheet with what was decided about its tables."""
    if choices.header is not None:
        return scan_sheet(found.sheet, report, wanted_of(choices))
    if choices.table is None:
        return found
    return replace(found, chosen=found.tables[place_of_table(choices.table, len(found.tables), found.sheet.name)])


def choose(book: Book, choices: Choices, report: Report) -> Chosen:
    """The table of ``book`` that ``choices`` ask for; UserError when there is none."""
    if choices.sheet == STACKED:
        return _stack(book, choices, report)
    if choices.sheet is not None:
        found = scan_sheet(named(book, choices.sheet), report, wanted_of(choices))
    else:
        visible = [sheet for sheet in book.sheets if sheet.visible] or book.sheets
        found = scan_chosen(largest(scan_all(visible, choices, report)), choices, report)
    others = [sheet.name for sheet in book.sheets if sheet is not found.sheet]
    return Chosen(as_chosen(found.chosen, choices), [found], segments_of([found.chosen], _stride(found.chosen, choices)), others)


def as_chosen(scan: Scan, choices: Choices) -> Scan:
    """A table as it will be read: with its columns of periods as rows when this is chosen and it has any."""
    return spread_out([scan]) if choices.unpivot and scan.table.wide is not None else scan


def _stride(scan: Scan, choices: Choices) -> int:
    return len(scan.table.wide.columns) if choices.unpivot and scan.table.wide is not None else 1


def named(book: Book, name: str) -> Sheet:
    """The sheet of this name; UserError when there is none."""
    for sheet in book.sheets:
        if sheet.name == name:
            return sheet
    raise UserError(f"There is no sheet “{name}”. The sheets are: {', '.join(sheet.name for sheet in book.sheets)}.")


def largest(found: Iterable[SheetScan]) -> SheetScan:
    """The visible sheet with most filled cells in its table, of what this program wrote the first; the earlier one of equals."""
    best: SheetScan | None = None
    for one in found:
        if best is None or _weight(one) > _weight(best):
            if best is not None:
                best.sheet.release()
            best = one
        else:
            one.sheet.release()
    assert best is not None
    return best


def _weight(found: SheetScan) -> tuple[bool, int]:
    if found.sheet.facts.records_only:
        return found.sheet.visible, 0  # a list that this program wrote begins with what it is about
    return found.sheet.visible, found.chosen.filled_cells


def _stack(book: Book, choices: Choices, report: Report) -> Chosen:
    """The largest table with all others of the same headers below it, in the order of the sheets."""
    found = [_scanned(sheet, choices, report) for sheet in book.sheets if sheet.visible]
    if not found:
        raise UserError("The file has no visible sheet. Name the sheet to be read.")
    base = max(found, key=_weight)
    _refuse_too_large(found, base, choices)
    same = same_shape(found, base.chosen, choices)
    scans = [one.chosen for one in same]
    others = [one.sheet.name for one in found if one.sheet not in [each.sheet for each in same]]
    unpivot = choices.unpivot and base.chosen.table.wide is not None
    if len(scans) < 2:
        return Chosen(as_chosen(base.chosen, choices), [base], segments_of([base.chosen], _stride(base.chosen, choices)), others)
    scan = spread_out(scans) if unpivot else stacked(scans)
    return Chosen(scan, same, segments_of(scans, scan.spread.stride if scan.spread else 1), others)


def _refuse_too_large(found: Sequence[SheetScan], base: SheetScan, choices: Choices) -> None:
    """Sheets of too many different values are read by passing over them, which can't be done with several of them at once."""
    shape = headers_of(base.chosen, unpivot=choices.unpivot)
    fitting = [one for one in found if any(scan.rows and headers_of(scan, unpivot=choices.unpivot) == shape for scan in one.tables)]
    large = [one.sheet.name for one in fitting if not all(scan.coded for scan in one.tables)]
    if large and len(fitting) > 1:
        named = ", ".join(f"“{name}”" for name in large)
        raise UserError(f"{named} {'has' if len(large) == 1 else 'have'} too many different values to be put below other sheets. "
                        "Import each sheet by itself.")  # fmt: skip


def _scanned(sheet: Sheet, choices: Choices, report: Report) -> SheetScan:
    """A sheet of a stack; the rows of a header and the number of a table hold for each sheet that has them."""
    if choices.table is not None or choices.header is not None:
        try:
            return scan_sheet(sheet, report, wanted_of(choices))
        except UserError:
            pass
    return scan_sheet(sheet, report, Wanted(hidden_rows=choices.hidden_rows, unpivot=choices.unpivot))


def same_shape(found: Sequence[SheetScan], base: Scan, choices: Choices) -> list[SheetScan]:
    """The sheets with a table that has the headers of ``base`` and holds rows, each with this table chosen."""
    shape = headers_of(base, unpivot=choices.unpivot)
    same = []
    for one in found:
        tables = [one.chosen, *(scan for scan in one.tables if scan is not one.chosen)]
        fitting = [scan for scan in tables if scan.rows and scan.coded and headers_of(scan, unpivot=choices.unpivot) == shape]
        if fitting:
            same.append(SheetScan(one.sheet, one.tables, fitting[0], one.texts, one.cells))
    return same
