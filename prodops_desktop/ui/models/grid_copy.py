"""Writes a block of a grid as a spreadsheet takes it, with exact values."""

from collections.abc import Sequence

from prodops_desktop.datasets.grid import Grid
from prodops_desktop.datasets.reading import shown
from prodops_desktop.ui.models.grid_lines import Line, read_block
from prodops_desktop.ui.models.group_rows import GroupedRows
from prodops_desktop.ui.models.paging import GridModel
from prodops_desktop.ui.models.views import plain
from prodops_desktop.workspace import Store


def block_text(store: Store, model: GridModel, grid: Grid, groups: GroupedRows | None, rows: range, sections: Sequence[int]) -> str:
    """The rows with tabs between cells, below their headers where there are several; the head of a group is a line of its own."""
    lines = [
        _head(model, line, len(sections)) if isinstance(line, int) else "\t".join(_exact(model, line, section) for section in sections)
        for line in read_block(store, grid, groups, rows.start, len(rows))
    ]
    if len(lines) == 1:
        return lines[0]
    return "\n".join(["\t".join(plain(model.head(section).text) for section in sections), *lines])


def _head(model: GridModel, index: int, width: int) -> str:
    return ", ".join(plain(part) for part in model.head_words(index)) + "\t" * (width - 1)


def _exact(model: GridModel, line: Line, section: int) -> str:
    column = model.column_at(section)
    if column is not None:
        return plain(shown(column, model.value(line, column)))
    return {"row": line.place.number, "sheet": line.place.sheet, "file": model.file}[model.place[section]]
