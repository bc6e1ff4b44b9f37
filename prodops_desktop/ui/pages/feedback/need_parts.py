"""The parts of the inspector of a need that repeat: accounts with bars, small tables of figures, and what people said."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from prodops_desktop.feedback.needs.model import UNKNOWN, Asking, Need, Needs, SegmentLine
from prodops_desktop.feedback.needs.verbatims import Verbatim
from prodops_desktop.ui import formats, theme
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.tokens import INSPECTOR_PADDING, INSPECTOR_WIDTH
from prodops_desktop.ui.widgets.bars import Meter
from prodops_desktop.ui.widgets.buttons import button
from prodops_desktop.ui.widgets.inspector import clear_layout
from prodops_desktop.ui.widgets.text import Elided, label

SHOWN_ACCOUNTS = 5
_BESIDE = 10
"""What words keep from the line beside them."""
Figures = Sequence[str]
"""A line of a small table: what it is of, and its figures."""


@dataclass(frozen=True)
class Bar:
    """A line with a bar: what it is of, how long it is as a share of the longest, what it amounts to; ``rest`` for all that is left."""

    name: str
    share: float
    amount: str
    rest: bool = False


def account_bars(need: Need, needs: Needs) -> list[Bar]:
    """The accounts that ask, those with most ARR, and the others together; without a known ARR there is no bar."""
    first, others = need.asking[:SHOWN_ACCOUNTS], need.asking[SHOWN_ACCOUNTS:]
    lines = [(one.customer.name, one.customer.arr, False) for one in first]
    if others:
        lines.append((counted(len(others), "{n} other", "{n} others"), _together(others), True))
    most = max((arr or 0.0 for _, arr, _ in lines), default=0.0)
    return [Bar(name, (arr or 0.0) / most if most else 0.0, formats.money(arr, needs.currency), rest) for name, arr, rest in lines]


def segment_figures(need: Need, needs: Needs) -> list[Figures]:
    """Every segment with its ARR, accounts and mentions, and last all of them."""

    def figures(name: str, arr: float | None, accounts: int, mentions: int) -> Figures:
        return name, formats.money(arr, needs.currency), formats.number(accounts), formats.number(mentions)

    lines: Sequence[SegmentLine] = need.by_segment
    amounts = [line.arr for line in lines if line.arr is not None]
    rows = [figures(tr("Unknown") if one.segment == UNKNOWN else one.segment, one.arr, one.accounts, one.mentions) for one in lines]
    total = sum(amounts) if amounts else None
    return [*rows, figures(tr("Total"), total, sum(one.accounts for one in lines), sum(one.mentions for one in lines))]


def _together(asking: Iterable[Asking]) -> float | None:
    known = [one.customer.arr for one in asking if one.customer.arr is not None]
    return sum(known) if known else None


class AccountBars(QWidget):
    """Names, bars and amounts, one below the other."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnMinimumWidth(1, 84)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 2)
        self._shown: list[Bar] = []

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Show these instead of those there were."""
        if list(bars) == self._shown:
            return
        self._shown = list(bars)
        clear_layout(self._grid)
        for row, bar in enumerate(bars):
            tone = "3" if bar.rest else ""
            meter = Meter(bar.share, "ghost" if bar.rest else "accent", bar.name)
            for column, widget in enumerate((Elided(bar.name, "meta", tone), meter, label(bar.amount, "meta", tone))):
                side = Qt.AlignmentFlag.AlignRight if column == 2 else Qt.AlignmentFlag(0)
                self._grid.addWidget(widget, row, column, side | Qt.AlignmentFlag.AlignVCenter)
                widget.show()


class FigureTable(QWidget):
    """A small table: names at the left, figures at the right; the last line may be a total."""

    def __init__(self, head: Sequence[str], name: str, *, totaled: bool = False) -> None:
        super().__init__()
        self._head, self._totaled = tuple(head), totaled
        self._rows: list[Figures] = []
        self.setAccessibleName(name)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 1)

    def show_figures(self, rows: Sequence[Figures]) -> None:
        """Show these instead of those there were."""
        if list(rows) == self._rows:
            return
        self._rows = list(rows)
        clear_layout(self._grid)
        for column, title in enumerate(self._head):
            self._put(title, 0, column, "3")
        for line, figures in enumerate(rows, 1):
            for column, text in enumerate(figures):
                self._put(text, line, column, "", bold=self._totaled and line == len(rows))
        self.setAccessibleDescription("; ".join(", ".join(figures) for figures in rows))

    def _put(self, text: str, row: int, column: int, tone: str, *, bold: bool = False) -> None:
        role = "header" if bold else "meta"
        made = Elided(text, role, tone) if column == 0 else label(text, role, tone)
        side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag(0)
        self._grid.addWidget(made, row, column, side | Qt.AlignmentFlag.AlignVCenter)
        made.show()


class Quote(QWidget):
    """What somebody said, with a line beside it; below it what opens the item, and the row that it stands in."""

    def __init__(self, said: Verbatim, today: date, open_item: Callable[[], object], open_row: Callable[[], object]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(_BESIDE, 0, 0, 4)
        column.setSpacing(0)
        column.addWidget(label(f"“{said.quote}”", "meta", wrap=True, selectable=True))
        who = said.account or said.person or said.channel
        column.addWidget(_opener(f"{who} · {formats.day(said.at[:10], today)} · {said.code}", open_item), 0, Qt.AlignmentFlag.AlignLeft)
        if said.source is not None:
            column.addWidget(_opener(said.source.text, open_row), 0, Qt.AlignmentFlag.AlignLeft)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line beside the words."""
        del event
        QPainter(self).fillRect(QRect(0, 2, 2, self.height() - 8), theme.colour("line_strong"))


def _opener(text: str, run: Callable[[], object]) -> QPushButton:
    room = INSPECTOR_WIDTH - 2 * INSPECTOR_PADDING - _BESIDE - 10
    made = button(theme.face("meta").metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, room), run, role="link")
    made.setToolTip(tr("Open {what}", what=text))
    made.setAccessibleName(tr("Open {what}", what=text))
    return made
