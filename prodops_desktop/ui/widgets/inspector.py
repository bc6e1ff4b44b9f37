"""The pane at the right: what is selected, said in sections, with where it comes from and what can be done with it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.tokens import INSPECTOR_PADDING
from prodops_desktop.ui.widgets.buttons import tool_button
from prodops_desktop.ui.widgets.flow import Flow
from prodops_desktop.ui.widgets.sections import Fact, Facts, Section, clear_layout, take
from prodops_desktop.ui.widgets.text import Elided, Glyph, label

__all__ = ["Fact", "Facts", "Inspector", "Section", "clear_layout"]


class _Inside(QWidget):
    """Never wider than the pane, whatever stands in it."""

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())


class Inspector(QWidget):
    """Head with icon, kind and title, sections that scroll, and a foot with the actions."""

    closed = Signal()

    def __init__(self, icon: str, kind: str, title: str = "") -> None:
        super().__init__()
        self._folded: set[str] = set()
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
        around = QVBoxLayout(self._foot)
        around.setContentsMargins(INSPECTOR_PADDING, 10, INSPECTOR_PADDING, 10)
        self._buttons = Flow()
        around.addLayout(self._buttons)
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
        made = Section(title, note, foldable=True)
        made.fold(folded=title in self._folded)
        made.folded.connect(self._on_folded)
        self._sections.insertWidget(self._sections.count() - 1, made)
        return made

    def folded_sections(self) -> set[str]:
        """The titles of the sections that are folded, also of those that are not there just now."""
        return set(self._folded)

    def fold_sections(self, titles: Iterable[str]) -> None:
        """Fold these sections, and those of these titles that come later; all others are open."""
        self._folded = set(titles)
        for section in self.findChildren(Section):
            section.fold(folded=section.name in self._folded)

    def _on_folded(self, title: str, folded: bool) -> None:
        (self._folded.add if folded else self._folded.discard)(title)

    @contextmanager
    def filling(self) -> Iterator[None]:
        """Lay everything out once after all that is shown anew within."""
        layouts = [layout for section in self.findChildren(Section) for layout in section.inner_layouts()]
        for layout in (self._sections, *layouts):
            layout.setEnabled(False)
        try:
            yield
        finally:
            for layout in (*layouts, self._sections):
                layout.setEnabled(True)
                layout.activate()

    @contextmanager
    def filled_anew(self) -> Iterator[None]:
        """Put other sections in while all of it is out of sight: then it is laid out once, when it is seen again."""
        inside = self._scroll.widget()
        assert inside is not None
        if not inside.isVisible():
            yield
            return
        inside.hide()
        try:
            yield
        finally:
            inside.show()

    def bring_into_sight(self, widget: QWidget) -> None:
        """Scroll to a widget in one of the sections, which opens if it was folded."""
        _open_around(widget)
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
        """Put the keyboard on a section, so that it is read out; one that was folded opens."""
        if isinstance(section, Section):
            section.fold(folded=False)
        section.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.bring_into_sight(section)
        section.setFocus()

    def is_empty(self) -> bool:
        """Whether no section stands here."""
        return self._sections.count() == 1

    def clear(self) -> None:
        """Take away every section and action."""
        while self._sections.count() > 1:
            take(self._sections, 0)
        clear_layout(self._buttons)
        self._foot.hide()

    def set_actions(self, *buttons: QPushButton) -> None:
        """Show these actions at the foot, in two lines where they have no room in one."""
        clear_layout(self._buttons)
        for made in buttons:
            self._buttons.addWidget(made)
        self._foot.setVisible(bool(buttons))


def _open_around(widget: QWidget) -> None:
    """Open the section that a widget stands in."""
    around: QWidget | None = widget.parentWidget()
    while around is not None:
        if isinstance(around, Section):
            around.fold(folded=False)
        around = around.parentWidget()
