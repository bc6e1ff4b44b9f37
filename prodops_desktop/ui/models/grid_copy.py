"""Writes a block of a grid as a spreadsheet takes it, with exact values: as text, and as a table that tells texts from numbers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from prodops_desktop.datasets.grid import Grid
from prodops_desktop.datasets.reading import shown
from prodops_desktop.ui.models.grid_lines import Line, read_block
from prodops_desktop.ui.models.group_rows import GroupedRows
from prodops_desktop.ui.models.paging import GridModel
from prodops_desktop.ui.models.views import quoted
from prodops_desktop.workspace import Store

_NUMBERS = frozenset({"integer", "number", "money"})
_READ = frozenset({"percent", "day", "moment", "time", "duration", "boolean"})
"""Types that a spreadsheet reads by itself, as they are written here."""
_EXACT_DIGITS = 15
"""A spreadsheet keeps no more of a number."""
_TEXT = " style=\"mso-number-format:'\\@';white-space:pre-wrap\""
_BREAK = '<br style="mso-data-placement:same-cell">'
_OFFICE = 'xmlns:x="urn:schemas-microsoft-com:office:excel"'


@dataclass(frozen=True)
class CopiedBlock:
    """A block as plain text with tabs, and as HTML; a spreadsheet prefers the latter."""

    text: str
    html: str


@dataclass(frozen=True)
class _Cell:
    text: str
    kind: str = "text"

    def html(self) -> str:
        """The cell of a table: a number in figures that every locale reads, and a text that stays one whatever it looks like."""
        if self.kind in _NUMBERS and len(self.text.strip("-").replace(".", "")) <= _EXACT_DIGITS:
            number = f' x:num="{escape(self.text)}"' if self.text else ""
            return f"<td{number}>{escape(self.text)}</td>"
        if self.kind in _READ:
            return f"<td>{escape(self.text)}</td>"
        lines = re.split("\r\n|\r|\n", self.text)
        return f"<td{_TEXT}>{_BREAK.join(escape(line) for line in lines)}</td>"


def copied_block(
    store: Store, model: GridModel, grid: Grid, groups: GroupedRows | None, rows: range, sections: Sequence[int]
) -> CopiedBlock:
    """The rows below their headers where there are several; the head of a group is a line of its own. Called on a reading thread."""
    lines = [
        _head(model, line, len(sections)) if isinstance(line, int) else [_exact(model, line, section) for section in sections]
        for line in read_block(store, grid, groups, rows.start, len(rows))
    ]
    if len(lines) > 1:
        lines.insert(0, [_Cell(model.head(section).text) for section in sections])
    text = "\n".join("\t".join(quoted(cell.text) for cell in line) for line in lines)
    table = "\n".join(f"<tr>{''.join(cell.html() for cell in line)}</tr>" for line in lines)
    return CopiedBlock(text, f'<html {_OFFICE}><head><meta charset="utf-8"></head><body><table>\n{table}\n</table></body></html>')


def _head(model: GridModel, index: int, width: int) -> list[_Cell]:
    return [_Cell(", ".join(model.head_words(index)))] + [_Cell("")] * (width - 1)


def _exact(model: GridModel, line: Line, section: int) -> _Cell:
    column = model.column_at(section)
    if column is None:
        place = model.place[section]
        return _Cell(
            {"row": line.place.number, "sheet": line.place.sheet, "file": model.file}[place], "integer" if place == "row" else "text"
        )
    return _Cell(shown(column, model.value(line, column)), column.type)
