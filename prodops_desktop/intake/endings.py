"""Rows of a table that are no data: totals, notes below it, its header repeated, titles of pages and sections."""

import re
from collections import Counter
from collections.abc import Mapping

from prodops_desktop.intake.notes_below import find_notes
from prodops_desktop.intake.row_cells import cell_at, filled_at, text_at
from prodops_desktop.intake.scanning import Scan
from prodops_desktop.intake.totals import find_bare_totals, find_summaries, find_totals, summaries_in

REPEATED, PAGE, BANNER = "repeated header", "page title", "section title"
_PAGE_TITLES = 3
_LONGEST = 60
_FEWEST_BANNERS = 2
_DIGITS = re.compile(r"\d+")
_PAGED = re.compile(r"\b(?:page|seite|página|pag)\b")


def find_non_data(scan: Scan) -> dict[int, str]:
    """The index of each row that is no data → the step that drops it: "total row", "note", "section title" and so on.

    There is none in a file that says of itself that its rows are records only.
    """
    if scan.dropped is not None:
        return scan.dropped
    if not scan.coded or not scan.rows or scan.sheet.facts.records_only:
        return {}
    dropped = _repeated_headers(scan)
    dropped.update(_page_titles(scan, dropped))
    dropped.update(find_totals(scan))
    dropped.update(find_notes(scan, dropped))
    summaries = summaries_in(scan)
    dropped.update(find_bare_totals(scan, dropped, summaries))
    dropped.update(find_summaries(scan, dropped, summaries))
    dropped.update(_banners(scan, dropped))
    return dropped


def _banners(scan: Scan, dropped: Mapping[int, str]) -> dict[int, str]:
    """Rows with one text that is merged over all columns of the table, where there are several: the titles of the rows below them."""
    places = [scan.source_column(at) for at, _ in scan.headers()]
    if len(places) < 2:
        return {}
    across = {merge.top for merge in scan.sheet.facts.merges if merge.left <= places[0] and merge.right >= places[-1]}
    kept = [index for index in range(len(scan.rows)) if index not in dropped] if across else []
    found = [index for index in kept if scan.rows[index] in across and _is_one_text(scan, index)]
    last_row = max(set(kept).difference(found), default=-1)
    titles = [index for index in found if index < last_row]
    return dict.fromkeys(titles, BANNER) if len(titles) >= _FEWEST_BANNERS else {}


def _is_one_text(scan: Scan, index: int) -> bool:
    filled = filled_at(scan, index)
    return len(filled) == 1 and isinstance(cell_at(scan.columns[filled[0]], index), str)


def texts_of(scan: Scan, dropped: Mapping[int, str], *, with_sheet: bool = False) -> dict[int, str]:
    """What stands first in the rows that were dropped, and in which row, by their index; a header that is repeated is known."""
    where = f" of “{scan.sheet.name}”" if with_sheet else ""
    return {
        index: f"“{_short_text(scan, index)}” in row {scan.rows[index]:,}{where}" for index, step in dropped.items() if step != REPEATED
    }


def _short_text(scan: Scan, index: int) -> str:
    text = next((text for at in filled_at(scan, index) if (text := text_at(scan.columns[at], index))), "")
    short = " ".join(text.split())
    return short if len(short) <= _LONGEST else short[: _LONGEST - 1] + "…"


def _page_titles(scan: Scan, repeated: dict[int, str]) -> dict[int, str]:
    """Rows right above a repeated header that say the same on each page but for its number, or what the title says.

    Such a row has a text alone. Several texts, as a name at the left and “Page 2 of 8” at the right, are one only on every page.
    """
    titles = {_bare(title) for title in scan.table.titles}
    found: dict[str, list[int]] = {}
    several: dict[str, list[int]] = {}
    for header in repeated:
        for index in range(header - 1, max(0, header - 1 - _PAGE_TITLES), -1):
            texts = _texts_alone(scan, index)
            if not texts or index in repeated or len(scan.table.names) < 3:
                break
            (found if len(texts) == 1 else several).setdefault(_bare(" ".join(texts)), []).append(index)
    pages = [rows for text, rows in found.items() if text in titles or _PAGED.search(text) or len(rows) == len(repeated)]
    pages += [rows for text, rows in several.items() if _PAGED.search(text) and len(rows) == len(repeated)]
    return {index: PAGE for rows in pages for index in rows}


def _texts_alone(scan: Scan, index: int) -> list[str]:
    """The texts of a row in which nothing else stands, and no more than half of its cells; none for any other row."""
    filled = filled_at(scan, index)
    cells = [cell_at(scan.columns[at], index) for at in filled]
    if len(cells) > max(1, len(scan.table.names) // 2):
        return []
    texts = [cell for cell in cells if isinstance(cell, str) and cell.strip()]
    return texts if len(texts) == len(cells) else []


def _bare(text: str) -> str:
    """A text without its numbers."""
    return " ".join(_DIGITS.sub("", text).casefold().split())


def _repeated_headers(scan: Scan) -> dict[int, str]:
    if scan.table.header is None:
        return {}
    candidates: Counter[int] = Counter()
    looked_at = 0
    for column, header in zip(scan.columns, scan.table.names, strict=False):
        if not header:
            continue
        looked_at += 1
        code = next((code for value, code in column.coder.items() if isinstance(value, str) and " ".join(value.split()) == header), None)
        if code is not None:
            candidates.update(index for index, own in enumerate(column.codes) if own == code)
    return {index: REPEATED for index, count in candidates.items() if looked_at > 1 and count >= 0.8 * looked_at}
