"""The tab Inventory: filters, the strip of the months ahead, the largest overlap, and the table of tools with its totals."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from prodops_desktop.tools.overlap import Overlap
from prodops_desktop.tools.views import STRIP_DAYS, Inventory
from prodops_desktop.ui import formats
from prodops_desktop.ui.charts.deadline_strip import Band, Block, DeadlineStrip, Mark, Strip
from prodops_desktop.ui.lengths import px
from prodops_desktop.ui.models.record_table import RecordTable, TotaledTable
from prodops_desktop.ui.pages.tools.columns import HIDDEN, tool_columns
from prodops_desktop.ui.pages.tools.reading import Stack
from prodops_desktop.ui.pages.tools.wording import banner, soon_text, stack_text
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.tokens import GUTTER
from prodops_desktop.ui.widgets.buttons import button
from prodops_desktop.ui.widgets.fields import Choice, SearchField
from prodops_desktop.ui.widgets.states import Note
from prodops_desktop.ui.widgets.text import Elided, label
from prodops_desktop.ui.widgets.toolbar import PageToolbar

ANYONE, ALL = "", ""
_IN_USE, _EVERY = "in use", "every"


class StackPane(QWidget):
    """Emits the id of the tool that was chosen in the table or on the strip."""

    chosen = Signal(object)
    contract_chosen = Signal(int, int)
    """A tool and one of its contracts were chosen on the strip."""
    compare_asked = Signal(object)

    def __init__(self, add: Callable[[], None]) -> None:
        super().__init__()
        self._stack: Stack | None = None
        self._pair: Overlap | None = None
        self._tool_of: dict[int, int] = {}
        self.search = SearchField(tr("Filter tools"))
        self.owner = Choice([(ANYONE, tr("Anyone"))], caption=tr("Owner"), snug=True)
        self.capability = Choice([(ALL, tr("All"))], caption=tr("Capability"), snug=True)
        self.status = Choice([(_IN_USE, tr("In use")), (_EVERY, tr("Every status"))], name=tr("Status"), snug=True)
        self.summary = Elided("", "meta", "3")
        self.add = button(tr("Tool"), add, icon="plus")
        self.table = RecordTable(
            tr("Tools"), tool_columns(self._inventory), lambda view: view.tool.id, sort=[("due", False)], at_gutter=True
        )
        for column in HIDDEN:
            self.table.show_column(column, shown=False)
        self.strip = DeadlineStrip()
        self.strip_title = label(tr("Renewals, next 12 months"), "section")
        self.soon = Elided("", "meta", "3")
        self.overlap = Note("warn", "", tr("Compare"), lambda: self.compare_asked.emit(self._pair))
        self._build()
        self._connect()

    def _inventory(self) -> Inventory:
        assert self._stack is not None
        return self._stack.inventory

    def show_stack(self, stack: Stack) -> None:
        """Show another reading of the stack; filters, order and the current tool stay."""
        self._stack = stack
        inventory = stack.inventory
        views = inventory.tools
        _fill(self.owner, tr("Anyone"), sorted({view.tool.owner for view in views if view.tool.owner}, key=str.casefold))
        held = {name for view in views for name, depth in view.tool.capabilities if depth}
        _fill(self.capability, tr("All {n}", n=formats.number(len(held))), sorted(held, key=str.casefold))
        self.summary.setText(stack_text(inventory))
        self.soon.setText(soon_text(inventory))
        text, self._pair = banner(inventory)
        self.overlap.say("warn", text)
        self._filter()
        self.show_strip(stack)

    def show_strip(self, stack: Stack) -> None:
        """Draw the deadlines and renewals of the months ahead."""
        self.strip.show_strip(strip_of(stack))
        self._tool_of = {one.contract.id: view.tool.id for view in stack.inventory.watched for one in view.contracts}

    def show_all(self) -> None:
        """Let go of the filters, for a tool that was added just now."""
        self.owner.choose(ANYONE)
        self.capability.choose(ALL)
        self.search.clear()
        self._filter()

    def choose(self, tool: int | None, contract: int | None) -> None:
        """Mark a tool and its contract without telling anyone."""
        self.table.choose(tool)
        self.strip.select(contract)

    def paint(self) -> None:
        """Paint table and strip at once, before anything else changes."""
        self.table.viewport().repaint()  # and with it all that waits in the window, such as the strip

    def _build(self) -> None:
        toolbar = PageToolbar(self.search, self.owner, self.capability, self.status)
        toolbar.add_right(self.summary, self.add)
        toolbar.may_fold(self.owner, self.capability, self.status)
        self.search.setMinimumWidth(px(110))
        self.search.setMaximumWidth(px(170))
        head = QFrame()
        row = QHBoxLayout(head)
        row.setContentsMargins(GUTTER, 10, GUTTER, 0)
        row.setSpacing(12)
        row.addWidget(self.strip_title)
        self._strip_legend = Elided(tr("◆ notice deadline   ■ renewal, height is annual cost"), "meta", "3")
        row.addWidget(self._strip_legend, 1)
        row.addWidget(self.soon)
        strip = self._strip_part = QWidget()
        inside = QVBoxLayout(strip)
        inside.setContentsMargins(GUTTER - 6, 0, GUTTER - 6, 4)
        inside.addWidget(self.strip)
        note = QWidget()
        around = QVBoxLayout(note)
        around.setContentsMargins(GUTTER, 0, GUTTER, 8)
        around.addWidget(self.overlap)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (toolbar, head, strip, note):
            column.addWidget(widget)
        self.totaled = TotaledTable(self.table)
        column.addWidget(self.totaled, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window, or with large texts, the table has the room of the strip; all that this shows stands on the tab Renewals."""
        super().resizeEvent(event)
        is_roomy = self.height() >= px(380)
        for part in (self._strip_part, self.strip_title, self._strip_legend):
            part.setVisible(is_roomy)

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _: self._filter())
        self.search.left.connect(self._go_to_table)
        for choice in (self.owner, self.capability, self.status):
            choice.activated.connect(lambda _: self._filter())
        self.table.chosen.connect(self.chosen)
        self.strip.selected.connect(self._on_strip_selected)
        self.strip.opened.connect(lambda _: self._go_to_table())
        self.strip.left.connect(self.table.setFocus)
        self.table.left.connect(self.search.setFocus)

    def _on_strip_selected(self, key: object) -> None:
        if isinstance(key, int) and key in self._tool_of:
            self.contract_chosen.emit(self._tool_of[key], key)

    def _go_to_table(self) -> None:
        if self.table.records.rowCount():
            if not self.table.currentIndex().isValid():
                self.table.go_to(0)
            self.table.setFocus()

    def _filter(self) -> None:
        if self._stack is not None:
            owner, capability, every = self.owner.current_id(), self.capability.current_id(), self.status.current_id() == _EVERY
            kept = [view for view in self._stack.inventory.tools if every or view.tool.counts]
            if owner:
                kept = [view for view in kept if view.tool.owner == owner]
            if capability:
                kept = [view for view in kept if any(name == capability and depth for name, depth in view.tool.capabilities)]
            self.table.show_list(kept, self.search.text())


def strip_of(stack: Stack) -> Strip:
    """The deadlines as marks, the renewals as blocks as high as what they cost in a year, and the freezes as bands."""
    inventory = stack.inventory
    today, last = inventory.today, inventory.today + timedelta(days=STRIP_DAYS)
    urgent = today + timedelta(days=inventory.rules.decide_days)
    marks, blocks = [], []
    running = [(view, one) for view in inventory.watched for one in view.contracts if not one.over]
    highest = max((one.annual or 0.0 for _, one in running), default=0.0) or 1.0
    for view, one in running:
        cost = partial(formats.money, one.annual, inventory.currency)
        if one.deadline is not None and one.deadline.day <= last:
            open_ = one.decision is None
            tone = "bad" if open_ and one.deadline.day <= urgent else "text_2" if open_ else "accent"
            tip = partial(_notice_tip, view.tool.name, one.deadline.day, today, cost)
            marks.append(Mark(one.contract.id, one.deadline.day, view.tool.name, tone, tip))
            tone = "bad_fill" if tone == "bad" else "accent"
        else:
            tone = "accent"
        for renewal in one.renewals:
            tip = partial(_renewal_tip, view.tool.name, renewal, today, cost)
            first = renewal == one.renewals[0]
            blocks.append(Block(one.contract.id, renewal, (one.annual or 0.0) / highest, cost, tone if first else "accent", tip))
    bands = [Band(date.fromisoformat(event.starts), date.fromisoformat(event.ends), event.title) for event in stack.freezes]
    return Strip(today, last, tuple(marks), tuple(blocks), tuple(bands))


def _notice_tip(tool: str, day: date, today: date, cost: Callable[[], str]) -> str:
    return tr("{tool}: notice until {day}, {cost} a year", tool=tool, day=formats.day(day, today), cost=cost())


def _renewal_tip(tool: str, day: date, today: date, cost: Callable[[], str]) -> str:
    return tr("{tool}: the term ends on {day}, {cost} a year", tool=tool, day=formats.day(day, today), cost=cost())


def _fill(choice: Choice, every: str, names: list[str]) -> None:
    """Offer these names below the first choice, and keep what is chosen as long as it is there."""
    chosen = choice.current_id()
    wanted = [("", every), *((name, name) for name in names)]
    if [(choice.itemData(at), choice.itemText(at)) for at in range(choice.count())] != wanted:
        choice.clear()
        for id_, text in wanted:
            choice.addItem(text, id_)
        choice.choose(chosen if chosen in names else "")
        choice.updateGeometry()
