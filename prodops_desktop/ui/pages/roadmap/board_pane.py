"""The tab Board: what is looked at, the sum behind all of it, and the columns in which cards are moved."""

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from prodops_desktop.roadmap.plan import Plan
from prodops_desktop.ui.board.board import Board
from prodops_desktop.ui.lengths import px
from prodops_desktop.ui.pages.roadmap.board_view import BoardLook, columns_of, is_shown
from prodops_desktop.ui.pages.roadmap.wording import SCORE_NAMES, total_text
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.tokens import GUTTER
from prodops_desktop.ui.widgets.buttons import button
from prodops_desktop.ui.widgets.fields import Choice, SearchField
from prodops_desktop.ui.widgets.text import Elided
from prodops_desktop.ui.widgets.toolbar import PageToolbar


class BoardPane(QWidget):
    """Emits the id of the item that was chosen, opened or moved."""

    chosen = Signal(object)
    opened = Signal(object)
    moved = Signal(object, str)
    """An item, and the column that it was moved to."""

    def __init__(self, add: Callable[[str | None], None]) -> None:
        super().__init__()
        self._plan: Plan | None = None
        self._locked = ""
        self.team = Choice(caption=tr("Team"), snug=True)
        self.goal = Choice(caption=tr("Goal"), snug=True)
        self.score = Choice(list(SCORE_NAMES.items()), caption=tr("Score"), snug=True)
        self.search = SearchField(tr("Filter"))
        self.search.setMinimumWidth(min(150, px(110)))
        self.search.setMaximumWidth(px(150))
        self.total = Elided("", "meta", "3")
        self.add = button(tr("Item"), lambda: add(None), icon="plus")
        self.board = Board()
        toolbar = PageToolbar(self.team, self.goal, self.score, self.search)
        toolbar.add_right(self.total, self.add)
        toolbar.may_fold(self.goal, self.score, self.search)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(toolbar)
        around = QVBoxLayout()
        around.setContentsMargins(GUTTER, 8, 8, 12)
        around.addWidget(self.board)
        column.addLayout(around, 1)
        for choice in (self.team, self.goal, self.score):
            choice.activated.connect(lambda _: self._draw())
        self.search.textChanged.connect(lambda _: self._draw())
        self.search.left.connect(self.board.setFocus)
        self.board.selected.connect(self.chosen)
        self.board.opened.connect(self.opened)
        self.board.moved.connect(self.moved)
        self.board.add_asked.connect(add)

    def show_plan(self, plan: Plan, reason: str | None) -> None:
        """Show another reading of the plan; ``reason`` says why nothing can be moved. What is looked at stays."""
        self._plan, self._locked = plan, reason or ""
        _offer(self.team, [view.item.team for view in plan.open], tr("All"))
        _offer(self.goal, [view.item.goal for view in plan.open], tr("All"))
        self._draw()

    def choose(self, item: int | None) -> None:
        """Mark an item without telling anyone; bring its card into sight once it is another one."""
        if item != self.board.current:
            self.board.select(item)

    def put_back(self) -> None:
        """Show a card again where it was: moving it was refused."""
        self.board.revert()

    def as_table(self) -> list[tuple[str, ...]]:
        """The cards as rows, the head first."""
        return self.board.as_table()

    def picture(self, width: int) -> QImage:
        """All cards as a picture."""
        return self.board.picture(width)

    def _draw(self) -> None:
        if self._plan is not None:
            look = BoardLook(self.team.current_id(), self.goal.current_id(), self.score.current_id(), self.search.text())
            shown = [view for view in self._plan.open if is_shown(view, look)]
            self.total.setText(tr("{total} · tick: evidence cap", total=total_text(self._plan, shown)))
            self.board.show_board(columns_of(self._plan, look, may_add=not self._locked), self._locked)


def _offer(choice: Choice, names: list[str | None], everything: str) -> None:
    """Let one of these be chosen, or all; what is chosen stays as long as it is there."""
    wanted = sorted({name for name in names if name}, key=str.casefold)
    there = [str(choice.itemData(place)) for place in range(1, choice.count())]
    if there == wanted and choice.count():
        return
    current = choice.current_id() if choice.count() else ""
    with QSignalBlocker(choice):
        choice.clear()
        choice.addItem(f"{everything} {len(wanted)}", "")
        for name in wanted:
            choice.addItem(name, name)
    choice.choose(current if current in wanted else "")
