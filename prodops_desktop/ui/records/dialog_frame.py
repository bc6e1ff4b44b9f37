"""How the dialog of records is put together: the list at the left, the fields of one at the right, and what can be done below."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from prodops_desktop.ui.lengths import growing
from prodops_desktop.ui.models.delegates import Lines
from prodops_desktop.ui.models.lists import RecordList
from prodops_desktop.ui.records.dialog_kind import DialogKind
from prodops_desktop.ui.records.links import LinksSection
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.buttons import button, tool_button
from prodops_desktop.ui.widgets.dialog import Dialog
from prodops_desktop.ui.widgets.edit_fields import EditField
from prodops_desktop.ui.widgets.fields import SearchField
from prodops_desktop.ui.widgets.inspector import Section
from prodops_desktop.ui.widgets.states import Note
from prodops_desktop.ui.widgets.text import label

_LIST_WIDTH = growing(280)


class RecordsFrame(Dialog):
    """The parts of the dialog in their places; the dialog says what they do."""

    def __init__(self, parent: QWidget, session: Session, kind: DialogKind) -> None:
        super().__init__(parent, kind.many, note=kind.help, width=860, height=580)
        self.kind, self._session = kind, session

    def build(self) -> None:
        """Make the parts and lay them out."""
        kind = self.kind
        self.search = SearchField(tr("Filter {many}", many=kind.many.casefold()))
        self.add = tool_button("plus", tr("New {one}", one=kind.one.casefold()))
        self.list = RecordList(
            kind.many, lambda shown: Lines(shown.title, below=shown.below or tr("nothing more known")), lambda one: one.id
        )
        self.count = label("", "meta", "3")
        self.notice = Note("warn", self._session.read_only_reason or "")
        self.wrong = Note("bad", "")
        self.told = Note("note", "", tr("Undo"))
        self.fields = [EditField(spec, flat=False) for spec in kind.fields]
        self.links_section = Section(tr("Linked to"), plain=True)
        self.links = LinksSection(self.links_section, self._session, self)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._make_left())
        row.addWidget(self._make_right(), 1)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addLayout(row, 1)
        self._fill_foot()

    def _make_left(self) -> QFrame:
        pane = QFrame()
        pane.setObjectName("listPane")
        pane.setFixedWidth(_LIST_WIDTH)
        top = QHBoxLayout()
        top.setContentsMargins(20, 10, 10, 8)
        top.addWidget(self.search, 1)
        top.addWidget(self.add)
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 0, 1, 0)  # the list leaves the line at the edge to be seen
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.list, 1)
        self.count.setContentsMargins(20, 6, 10, 8)
        column.addWidget(self.count)
        return pane

    def _make_right(self) -> QScrollArea:
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(8)
        column.addWidget(self.notice)
        column.addWidget(self.wrong)
        column.addWidget(self.told)
        for field in self.fields:
            column.addWidget(field)
        column.addWidget(self.links_section)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        return scroll

    def _fill_foot(self) -> None:
        self.remove = button(tr("Delete"), role="bad")
        self.remove.setShortcut("Ctrl+Del")
        self.wipe = button(tr("Erase for good…"))
        self.take_imported = button(tr("Add those of the imported sheets"))
        self.save = button(tr("Add {one}", one=self.kind.one.casefold()), role="primary")
        self.save.setShortcut("Ctrl+Return")
        for place, one in enumerate((self.remove, self.wipe, self.take_imported)):
            self.foot.insertWidget(place, one)
        self.take_imported.setVisible(self.kind.imported)
        self.foot.insertWidget(self.foot.count() - 1, self.save)
        reason = self._session.read_only_reason
        for change in (self.add, self.save, self.remove, self.wipe, self.take_imported):
            change.setEnabled(reason is None)
            if reason is not None:
                change.setToolTip(reason)
