"""How wide the columns of a forest plot are: figures are always whole, and what else there is gives way to the plot."""

from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics

from prodops_desktop.ui import theme
from prodops_desktop.ui.charts.forest_rows import Forest
from prodops_desktop.ui.lengths import growing

EDGE = growing(4)
"""Room for the ring of the keyboard."""
_AFTER_GROUP, _AFTER_TITLE, _AFTER_PLOT, _AFTER_VALUE, _AFTER_INTERVAL = growing(14), growing(18), growing(14), growing(10), growing(12)
_LEAST_PLOT, _LEAST_TITLE, _LEAST_VERDICT, _NO_PLOT = growing(110), growing(84), growing(44), growing(20)
_TITLE_SHARE, _VERDICT_SHARE = 0.32, 0.22
"""The most of the width that the names and the verdicts take even where the plot would have enough."""


class Faces:
    """The fonts of a forest plot and the widths of texts in them, made once for a layout."""

    def __init__(self) -> None:
        value = theme.font("meta")
        value.setWeight(QFont.Weight.DemiBold)
        self.fonts = {"value": value, **{role: theme.font(role) for role in ("caption", "meta", "name", "section")}}
        self._metrics = {role: QFontMetrics(font) for role, font in self.fonts.items()}

    def width(self, role: str, text: str) -> int:
        """How wide a text is, in whole pixels."""
        return self._metrics[role].horizontalAdvance(text) + 1 if text else 0

    def cut(self, role: str, text: str, room: float) -> str:
        """The text, with an ellipsis where it has too little room."""
        return self._metrics[role].elidedText(text, Qt.TextElideMode.ElideRight, max(0, int(room)))

    def half_capital(self, role: str) -> float:
        """Half the height of a capital, from the middle of a line down to where its letters stand."""
        return self._metrics[role].capHeight() / 2


class Columns(NamedTuple):
    """Where the columns stand, in pixels; values and verdicts end at the right of theirs. No ``interval``: there is no room for them.

    ``has_groups`` is whether groups have a column of their own: else their names go before the lines below the first names.
    """

    has_groups: bool
    title: float
    title_width: int
    plot_left: float
    plot_right: float
    value_left: float
    value_right: float
    interval: float | None
    verdict_right: float
    verdict_width: int


class _Widths(NamedTuple):
    group: int
    title: int
    value: int
    interval: int
    verdict: int

    def plot(self, width: int) -> int:
        """What the columns and the gaps between them leave for the plot."""
        gaps = _AFTER_TITLE + _AFTER_PLOT + sum(gap for column, gap in self._gaps() if column)
        return width - 2 * EDGE - sum(self) - gaps

    def _gaps(self) -> tuple[tuple[int, int], ...]:
        return (self.group, _AFTER_GROUP), (self.interval, _AFTER_VALUE), (self.verdict, _AFTER_INTERVAL)


def columns_of(forest: Forest, faces: Faces, width: int) -> Columns:
    """The columns in ``width`` pixels: names are cut first, then verdicts, then intervals are left out, then groups have no column.

    Last the plot is small.
    """
    wanted = _wanted(forest, faces, width)
    choices = [wanted, wanted._replace(interval=0)]
    if all(group.rows[0].below for group in forest.groups if group.rows):
        choices.append(wanted._replace(interval=0, group=0))
    found = next((one for one in (_give_way(one, width) for one in choices) if one.plot(width) >= _LEAST_PLOT), None)
    found = found or _give_way(choices[-1], width)
    title = EDGE + (found.group + _AFTER_GROUP if found.group else 0)
    plot = title + found.title + _AFTER_TITLE
    plot_right = plot + max(_NO_PLOT, found.plot(width))
    value_left = plot_right + _AFTER_PLOT
    value_right = value_left + found.value
    interval = value_right + _AFTER_VALUE if found.interval else None
    return Columns(
        found.group == wanted.group, title, found.title, plot, plot_right, value_left, value_right, interval, width - EDGE, found.verdict
    )


def _wanted(forest: Forest, faces: Faces, width: int) -> _Widths:
    estimates = list(forest.estimates)
    titles = [max(faces.width("name", row.title), faces.width("caption", row.below)) for row in forest.rows]
    verdict = max((faces.width("meta", estimate.verdict) for estimate in estimates), default=0)
    return _Widths(
        max((faces.width("caption", group.title) for group in forest.groups), default=0),
        min(max(titles, default=0), max(_LEAST_TITLE, int(_TITLE_SHARE * width))),
        max((faces.width("value", estimate.text) for estimate in estimates), default=0),
        max((faces.width("meta", estimate.interval) for estimate in estimates), default=0),
        min(verdict, max(_LEAST_VERDICT, int(_VERDICT_SHARE * width))),
    )


def _give_way(widths: _Widths, width: int) -> _Widths:
    """Take from the names, then from the verdicts, what the plot lacks."""
    lacking = max(0, _LEAST_PLOT - widths.plot(width))
    title = max(min(widths.title, _LEAST_TITLE), widths.title - lacking)
    lacking -= widths.title - title
    verdict = max(min(widths.verdict, _LEAST_VERDICT), widths.verdict - lacking)
    return widths._replace(title=title, verdict=verdict)
