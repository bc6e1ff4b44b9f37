"""How wide a column of a grid has to be: for its name, its profile and most of the first values."""

from prodops_desktop.ui import theme
from prodops_desktop.ui.lengths import growing
from prodops_desktop.ui.models.delegates import PADDING
from prodops_desktop.ui.models.grid_header import GridHeader, marks_of
from prodops_desktop.ui.models.paging import GridModel
from prodops_desktop.ui.models.profile_paint import caption_of

_NARROWEST_PLACE, _NARROWEST, _WIDEST = growing(52), growing(88), growing(260)
_LOOKED_AT = 40


def needed_width(grid: GridModel, header: GridHeader, section: int, *, whole: bool = False) -> int:
    """The width that a column needs; ``whole`` has room for every one of the values looked at, however odd."""
    marks = sum(16 if icon else 9 for icon, _ in marks_of(grid, section))
    head = theme.face("header").metrics.horizontalAdvance(grid.head(section).text) + 4 + marks + (6 if marks else 0)
    metrics = theme.face("name").metrics
    rows = range(min(_LOOKED_AT, grid.rowCount())) if grid.ready else range(0)
    texts = sorted((grid.cell(row, section).text for row in rows if grid.head_at(row) is None), key=len)
    looked = texts[-6:] if whole else texts[-6:-2] or texts  # one odd row is no measure
    usual = max((metrics.horizontalAdvance(text) for text in looked), default=0)
    column = grid.column_at(section)
    if column is None:
        if grid.place[section] == "row":  # the numbers grow beyond those of the first rows
            usual = max(usual, metrics.horizontalAdvance(grid.widest_row))
        return max(_NARROWEST_PLACE, min(_WIDEST, max(head, usual) + 2 * PADDING))
    caption = theme.face("caption").metrics.horizontalAdvance(caption_of(column)) if header.with_profile else 0
    return max(_NARROWEST, min(2 * _WIDEST if whole else _WIDEST, max(head, usual, caption) + 2 * PADDING + 4))
