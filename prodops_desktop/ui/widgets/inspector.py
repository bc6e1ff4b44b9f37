"""The pane at the right: what is selected, said in sections, with where it comes from and what can be done with it."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.tokens import INSPECTOR_PADDING
from prodops_desktop.ui.widgets.buttons import tool_button
from prodops_desktop.ui.widgets.keys import has_keyboard
from prodops_desktop.ui.widgets.text import Elided, Glyph, label

Fact = tuple[str, str] | tuple[str, str, str]
"""A name and its value, and the tone of the value where it has one."""

_LONGEST_WORD = 22


class Section(QFrame):
    """A titled part of the inspector, ended by a line."""

    def __init__(self, title: str, note: str = "") -> None:
        super().__init__()
        self.setObjectName("inspectorSection")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(INSPECTOR_PADDING, 13, INSPECTOR_PADDING, 13)
        self._column.setSpacing(6)
        head = QHBoxLayout()
        self.title = label(title, "section")
        self.note = Elided(note, "meta", "3")
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.note)
        self._head = head
        self._column.addLayout(head)
        self.body = QVBoxLayout()
        self.body.setSpacing(6)
        self._column.addLayout(self.body)
        self._paragraphs: list[tuple[str, str]] | None = None

    def add_to_title(self, widget: QWidget) -> None:
        """Put a link at the end of the line with the title."""
        self._head.addWidget(widget)

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
        self._grid.setColumnMinimumWidth(0, 96)
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
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
        widget.show()


def _value(text: str, tone: str = "") -> QLabel:
    """A value that wraps between words; one long word, such as a file name, gives way in its middle."""
    if max(map(len, text.split()), default=0) > _LONGEST_WORD:
        return Elided(text, "meta", tone, middle=True)
    return label(text, "meta", tone, wrap=True, selectable=True)


class _Inside(QWidget):
    """Never wider than the pane, whatever stands in it."""

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())


class Inspector(QWidget):
    """Head with icon, kind and title, sections that scroll, and a foot with the actions."""

    closed = Signal()

    def __init__(self, icon: str, kind: str, title: str = "") -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._make_head(icon, kind, title))
        inside = _Inside()
        inside.setObjectName("scrolled")
        self._sections = QVBoxLayout(inside)
        self._sections.setContentsMargins(0, 0, 0, 0)
        self._sections.setSpacing(0)
        self._sections.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(inside)
        column.addWidget(self._scroll, 1)
        self._foot = QFrame()
        self._foot.setObjectName("inspectorFoot")
        self._buttons = QHBoxLayout(self._foot)
        self._buttons.setContentsMargins(INSPECTOR_PADDING, 10, INSPECTOR_PADDING, 10)
        self._buttons.addStretch(1)
        self._foot.hide()
        column.addWidget(self._foot)

    def _make_head(self, icon: str, kind: str, title: str) -> QFrame:
        head = QFrame()
        head.setObjectName("inspectorHead")
        grid = QGridLayout(head)
        grid.setContentsMargins(INSPECTOR_PADDING, 9, 10, 10)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(3)
        self._glyph = Glyph(icon, "text_3", 14)
        self._kind = Elided(kind, "meta", "3")
        self.title = label(title, "inspector", wrap=True, selectable=True)
        close = tool_button("close", tr("Hide the inspector (F4)"), self.closed.emit)
        grid.addWidget(self._glyph, 0, 0)
        grid.addWidget(self._kind, 0, 1)
        grid.addWidget(close, 0, 2)
        grid.addWidget(self.title, 1, 0, 1, 3)
        grid.setColumnStretch(1, 1)
        return head

    def set_title(self, title: str, kind: str | None = None, icon: str | None = None) -> None:
        """Say what is selected."""
        self.title.setText(title)
        if kind is not None:
            self._kind.setText(kind)
        if icon is not None:
            self._glyph.show_icon(icon)

    def section(self, title: str, note: str = "") -> Section:
        """Add a section below the others."""
        made = Section(title, note)
        self._sections.insertWidget(self._sections.count() - 1, made)
        return made

    @contextmanager
    def filling(self) -> Iterator[None]:
        """Lay everything out once after all that is shown anew within."""
        layouts = [layout for section in self.findChildren(Section) if (layout := section.layout()) is not None]
        for layout in (self._sections, *layouts):
            layout.setEnabled(False)
        try:
            yield
        finally:
            for layout in (*layouts, self._sections):
                layout.setEnabled(True)
                layout.activate()

    def bring_into_sight(self, widget: QWidget) -> None:
        """Scroll to a widget in one of the sections."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)  # only then it is known where it stands
        self._scroll.ensureWidgetVisible(widget, 0, 40)

    def focus_field(self, field: QWidget) -> None:
        """Put the keyboard into a field, on all of its text."""
        self.bring_into_sight(field)
        field.setFocus()
        select = getattr(field.focusProxy(), "selectAll", None)
        if select is not None:
            select()

    def focus_section(self, section: QWidget) -> None:
        """Put the keyboard on a section, so that it is read out."""
        section.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.bring_into_sight(section)
        section.setFocus()

    def clear(self) -> None:
        """Take away every section and action."""
        while self._sections.count() > 1:
            _take(self._sections, 0)
        while self._buttons.count() > 1:
            _take(self._buttons, 0)
        self._foot.hide()

    def set_actions(self, *buttons: QPushButton) -> None:
        """Show these actions at the foot."""
        while self._buttons.count() > 1:
            _take(self._buttons, 0)
        for index, made in enumerate(buttons):
            self._buttons.insertWidget(index, made)
        self._foot.setVisible(bool(buttons))


def clear_layout(layout: QLayout) -> None:
    """Take away and delete everything that a layout holds."""
    while layout.count():
        _take(layout, 0)


def _take(layout: QLayout, index: int) -> None:
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
