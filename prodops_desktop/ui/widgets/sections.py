"""What an inspector is made of: titled sections that can be folded, paragraphs, and lines of a name and its value."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from prodops_desktop.ui.icons import icon as make_icon
from prodops_desktop.ui.lengths import px
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.tokens import INSPECTOR_PADDING
from prodops_desktop.ui.widgets.buttons import tool_button
from prodops_desktop.ui.widgets.keys import has_keyboard
from prodops_desktop.ui.widgets.text import Elided, Glyph, label

Fact = tuple[str, str] | tuple[str, str, str]
"""A name and its value, and the tone of the value where it has one."""

_LONGEST_WORD = 16


class _Head(QWidget):
    """The line with the title: a click folds what is below."""

    clicked = Signal()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Keep the click from what is behind."""
        event.setAccepted(event.button() == Qt.MouseButton.LeftButton)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click counts where it ends."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()


class Section(QFrame):
    """A titled part of the inspector, ended by a line. A ``foldable`` one is folded to its title by a click on that, or by its arrow.

    A ``plain`` one stands between the fields of a form, without a ground, an edge or a line of its own.
    """

    folded = Signal(str, bool)
    """The title by which it is remembered, and whether only that is seen."""

    def __init__(self, title: str, note: str = "", *, foldable: bool = False, plain: bool = False) -> None:
        super().__init__()
        self.name = title
        self.setObjectName("plainSection" if plain else "inspectorSection")
        self._column = QVBoxLayout(self)
        side, above = (0, 8) if plain else (INSPECTOR_PADDING, 13)
        self._column.setContentsMargins(side, above, side, above)
        self._column.setSpacing(6)
        line = _Head()
        head = self._head = QHBoxLayout(line)
        head.setContentsMargins(0, 0, 0, 0)
        self.title = Elided(title, "section")
        self.note = Elided(note, "meta", "3")
        self.note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # it has what the title leaves
        self.note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.title)
        head.addWidget(self.note, 1)
        self._column.addWidget(line)
        self._inside = QWidget()
        self.body = QVBoxLayout(self._inside)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(6)
        self._column.addWidget(self._inside)
        self._paragraphs: list[tuple[str, str]] | None = None
        self.arrow: QToolButton | None = None
        if foldable and title:
            self.arrow = tool_button("chevron-down", "", lambda: self.fold(folded=not self.is_folded))
            self.arrow.setFixedSize(px(20), px(20))
            self.arrow.setIconSize(QSize(px(14), px(14)))
            head.addWidget(self.arrow)
            line.clicked.connect(self.arrow.click)
            line.setCursor(Qt.CursorShape.PointingHandCursor)
            self._name_arrow()

    @property
    def is_folded(self) -> bool:
        """Whether only the title is seen."""
        return self._inside.isHidden()

    def fold(self, *, folded: bool) -> None:
        """Show only the title, or all; a keyboard that was inside goes to the arrow."""
        if self.arrow is None or folded == self.is_folded:
            return
        if folded and has_keyboard(self._inside):
            self.arrow.setFocus()
        self._inside.setHidden(folded)
        self._name_arrow()
        self.folded.emit(self.name, folded)

    def _name_arrow(self) -> None:
        if self.arrow is not None:
            self.arrow.setIcon(make_icon("chevron-right" if self.is_folded else "chevron-down"))
            said = tr("Show “{title}”") if self.is_folded else tr("Fold “{title}”")
            self.arrow.setAccessibleName(said.format(title=self.name))
            self.arrow.setToolTip(said.format(title=self.name))

    def inner_layouts(self) -> list[QLayout]:
        """The layouts in which it puts what it shows."""
        return [self._column, self.body]

    def add_to_title(self, widget: QWidget) -> None:
        """Put a link at the end of the line with the title, before the arrow."""
        self._head.insertWidget(self._head.count() - (self.arrow is not None), widget)

    def add(self, widget: QWidget) -> None:
        """Put a widget below what is there."""
        self._paragraphs = None
        self.body.addWidget(widget)
        _show_now(widget)

    def clear(self) -> None:
        """Take away everything but the title; a keyboard that was inside stays here."""
        self.keep_keyboard(self)
        self._paragraphs = None
        clear_layout(self.body)

    def keep_keyboard(self, *going: QWidget) -> None:
        """Take the keyboard from what goes away, so that Tab goes on from this place."""
        if any(map(has_keyboard, going)):
            self.setFocus()

    def text(self, text: str, tone: str = "2", role: str = "meta") -> None:
        """Add a paragraph."""
        self.add(label(text, role, tone, wrap=True, selectable=True))

    def show_texts(self, paragraphs: Iterable[tuple[str, str]]) -> None:
        """Show these paragraphs, each with its tone, instead of what there is."""
        wanted = list(paragraphs)
        if wanted != self._paragraphs:
            self.clear()
            for text, tone in wanted:
                self.text(text, tone)
            self._paragraphs = wanted

    def facts(self, rows: Iterable[Fact]) -> None:
        """Add lines of a name and its value."""
        facts = Facts()
        facts.show_rows(rows)
        self.add(facts)

    def sources(self, rows: Sequence[tuple[str, str, str]]) -> None:
        """Add lines of what is said, its value, and the file it stands in (“CS_health.xlsx › M. Okafor › row 5”)."""
        for what, value, where in rows:
            top = QHBoxLayout()
            top.addWidget(Elided(what, "meta"), 1)
            top.addWidget(label(value, "meta"))
            below = QHBoxLayout()
            below.setSpacing(6)
            below.addWidget(Glyph("file-table-outline", "text_3", 14))
            below.addWidget(Elided(where, "meta", "3", middle=True), 1)
            pair = QVBoxLayout()
            pair.setSpacing(1)
            pair.addLayout(top)
            pair.addLayout(below)
            self.body.addLayout(pair)


class Facts(QWidget):
    """Lines of a name and its value, which can be shown anew."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(15)  # values begin where the texts of fields do
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnMinimumWidth(0, px(96))
        self._grid.setColumnStretch(1, 1)
        self._rows: list[Fact] = []

    def show_rows(self, rows: Iterable[Fact]) -> None:
        """Show these lines instead of those there were."""
        wanted = list(rows)
        if wanted == self._rows:
            return
        self._rows = wanted
        clear_layout(self._grid)
        for index, (name, value, *tone) in enumerate(wanted):
            said, worth = label(name, "meta", "3"), _value(value, *tone)
            self._grid.addWidget(said, index, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(worth, index, 1)
            _show_now(said)
            _show_now(worth)


def _show_now(widget: QWidget) -> None:
    """Show what was added: left to itself Qt shows it later, and after each one lays out the whole inspector anew."""
    around = widget.parentWidget()
    if around is not None and around.isVisible() and not widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
        widget.show()


def _value(text: str, tone: str = "") -> QLabel:
    """A value that wraps between words; one long word, such as a file name, gives way in its middle."""
    if max(map(len, text.split()), default=0) > _LONGEST_WORD:
        return Elided(text, "meta", tone, middle=True)
    return label(text, "meta", tone, wrap=True, selectable=True)


def clear_layout(layout: QLayout) -> None:
    """Take away and delete everything that a layout holds."""
    while layout.count():
        take(layout, 0)


def take(layout: QLayout, index: int) -> None:
    """Take away and delete one thing that a layout holds."""
    item = layout.takeAt(index)
    if item is None:
        return
    widget, inner = item.widget(), item.layout()
    if widget is not None:
        widget.hide()
        widget.deleteLater()
    elif inner is not None:
        clear_layout(inner)
        inner.deleteLater()
