"""Says what of a sheet is in no table that is read, and what is doubtful about the table that is."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from prodops_desktop.intake.readers.model import FIRST_ROWS, column_letter
from prodops_desktop.intake.scanning import Leftover, Scan, SheetScan
from prodops_desktop.intake.tables import Over
from prodops_desktop.intake.totals import totals_beside

_MOST_NAMED = 6
_LONGEST = 60


def about_tables(sheets: Sequence[SheetScan]) -> list[str]:
    """Sentences on the cells of the sheets that are read which are in none of their chosen tables, with their ranges."""
    said = []
    several = len(sheets) > 1
    for found in sheets:
        where = f" of “{found.sheet.name}”" if several else ""
        others = [_named(scan) for scan in found.tables if scan is not found.chosen]
        if others:
            said.append(f"{_more(others, 'Another table', 'Other tables')}{where} not read: {_listed(others)}.")
        titles = [f"{one.range}{_quoted(one.text)}" for one in _titles(found)]
        if titles:
            said.append(f"Above the table{where}, {_listed(titles)} {'is' if len(titles) == 1 else 'are'} no part of it.")
        texts = [f"{one.range}{_quoted(one.text)}" for one in found.texts]
        if texts:
            said.append(f"Beside and below the table{where}, {_listed(texts)} {'is' if len(texts) == 1 else 'are'} no part of it.")
        said += _groups(found.chosen, where)
        said += _doubts(found.chosen, where)
    return said


def _more(listed: Sequence[str], one: str, several: str) -> str:
    return f"{one} is" if len(listed) == 1 else f"{several} are"


def _titles(found: SheetScan) -> list[Leftover]:
    own = {id(scan): scan.titles for scan in found.tables if scan.titles is not None}
    return [own[id(found.chosen)]] if id(found.chosen) in own else []


def _named(scan: Scan) -> str:
    if scan.titles is None:
        return scan.range
    return f"{scan.range} with {scan.titles.range} above it{_quoted(scan.titles.text)}"


def _quoted(text: str) -> str:
    return f" (“{_short(text)}”)" if text.strip() else ""


def _short(text: str) -> str:
    short = " ".join(text.split())
    return short if len(short) <= _LONGEST else short[: _LONGEST - 1] + "…"


def _listed(items: Iterable[str]) -> str:
    named = list(items)
    more = len(named) - _MOST_NAMED
    return ", ".join(named[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def _groups(scan: Scan, where: str) -> list[str]:
    """A sentence on the texts of the header that stand over columns and are in none of their names."""
    over = [one for one in scan.table.over if not _names_the_values(scan, one)]
    if not over:
        return []
    stands = [f"“{_short(one.text)}” {'' if at else 'stands '}over {_columns(scan, one)}" for at, one in enumerate(over)]
    shown = stands[:_MOST_NAMED]
    if len(over) > _MOST_NAMED:
        named = f"{', '.join(shown)} and {len(over) - _MOST_NAMED} more over other columns"
    else:
        named = " and ".join((", ".join(shown[:-1]), shown[-1])) if len(shown) > 1 else shown[0]
    is_one = len(over) == 1 and over[0].left == over[0].right
    what = f"{'it is' if len(over) == 1 else 'these are'} no part of {'its name' if is_one else 'their names'}"
    return [f"Above the names of the columns{where}, {named}; {what}."]


def _names_the_values(scan: Scan, one: Over) -> bool:
    """Whether the column of values is called so, once the columns of periods below a text became rows."""
    wide = scan.table.wide
    return scan.wanted.unpivot and wide is not None and all(one.left <= at <= one.right for at in wide.columns)


def _columns(scan: Scan, one: Over) -> str:
    first, last = column_letter(scan.source_column(one.left)), column_letter(scan.source_column(one.right))
    return first if first == last else f"{first}:{last}"


def _doubts(scan: Scan, where: str) -> list[str]:
    said = []
    if gaps := scan.gaps:
        columns, are, them = ("Column", "is", "it") if len(gaps) == 1 else ("Columns", "are", "them")
        said.append(f"{columns} {_listed(gaps)}{where} {are} empty; what stands right of {them} was read as part of the same table.")
    for area in scan.table.doubtful:
        said.append(
            f"What stands in {area.named(scan.sheet.first_column)}{where}, set off from the rows above it, may be another table; "
            "it was read as rows of the same one."
        )
    if scan.merged_numbers:
        one = len(scan.merged_numbers) == 1
        said.append(
            f"{'A merged number stands' if one else f'{len(scan.merged_numbers):,} merged numbers stand'} for several rows{where} "
            f"({_listed(scan.merged_numbers)}); only the first of these rows has it."
        )
    if across := scan.numbers_across:
        stands = "A merged number stands" if len(across) == 1 else f"{len(across):,} merged numbers stand"
        said.append(f"{stands} over several columns{where} ({_listed(across)}); only the first of these columns has it.")
    if (row := _goes_on_far_below(scan)) is not None:
        said.append(
            f"Row {row:,}{where}, below blank rows, was read as a row of the same table; other tables are looked for in the first "
            f"{FIRST_ROWS:,} rows only."
        )
    if scan.coded and scan.gaps:
        said += [
            f"Row {scan.rows[index]:,}{where} is called “{label}”, but “{text}” stands beside it behind an empty column: the row was kept. "
            "If these are two tables, put each on a sheet of its own."
            for index, label, text in totals_beside(scan)[:_MOST_NAMED]
        ]
    if not scan.coded:
        said.append(
            f"The table{where} is too large to be looked through for totals, notes, repeated headers and further tables below it; "
            "every row was taken for data."
        )
    return said


def _goes_on_far_below(scan: Scan) -> int | None:
    """The first row that two or more blank ones set off, below the rows among which tables are looked for."""
    rows = scan.rows
    if not rows or rows[-1] <= FIRST_ROWS or rows[-1] - rows[0] + 1 == len(rows):
        return None
    return next((int(row) for before, row in pairwise(rows) if row > FIRST_ROWS and row - before > 2), None)
