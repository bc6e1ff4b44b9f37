"""Lists the records of a kind that has no panel, and edits them: people, vendors, accounts, features, goals, events, tags."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from prodops_desktop.areas import RECORDS
from prodops_desktop.errors import UserError
from prodops_desktop.registry import entries
from prodops_desktop.ui.lengths import growing
from prodops_desktop.ui.models.delegates import Lines
from prodops_desktop.ui.models.lists import RecordList
from prodops_desktop.ui.records.dialog_kind import DialogKind, Shown
from prodops_desktop.ui.records.erase_dialog import EraseDialog
from prodops_desktop.ui.records.kinds import DIALOG_KINDS
from prodops_desktop.ui.records.links import LinkRow, LinksSection, read_links
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.widgets.buttons import button, tool_button
from prodops_desktop.ui.widgets.dialog import Dialog
from prodops_desktop.ui.widgets.edit_fields import EditField
from prodops_desktop.ui.widgets.fields import SearchField
from prodops_desktop.ui.widgets.inspector import Section
from prodops_desktop.ui.widgets.states import Note
from prodops_desktop.ui.widgets.text import label
from prodops_desktop.workspace import ChangeSet, undo
from prodops_desktop.workspace.links import End

_LIST_WIDTH = growing(280)


class RecordsDialog(Dialog):
    """The list at the left, the fields of the current record at the right; every edit is a step that undo takes back."""

    def __init__(self, parent: QWidget, session: Session, table: str, *, current: int | None = None, new: bool = False) -> None:
        self.kind: DialogKind = DIALOG_KINDS[table]
        super().__init__(parent, self.kind.many, note=self.kind.help, width=860, height=580)
        self._session = session
        self._shown: list[Shown] = []
        self._current = current
        self._new = new
        self._ready = False
        self._asked = False
        """Whether it was said that closing drops what is typed."""
        self._deleted = (0, 0)
        """The step that deleted a record here."""
        self._build()
        session.changed.connect(self._on_session_changed)
        session.open_requested.connect(self._on_open_requested)
        self._read()

    @property
    def current(self) -> Shown | None:
        """The record that is being edited; None for a new one."""
        return None if self._new else next((one for one in self._shown if one.id == self._current), None)

    def begin_new(self) -> None:
        """Empty the fields for a record that is not there yet."""
        if not self._may_drop():
            return
        self._new = True
        self.told.say("note", "")
        self._empty_form()
        self._show_form()
        self.fields[0].setFocus()

    def delete(self) -> None:
        """Delete the current record; undo brings it back."""
        shown = self.current
        if shown is not None:
            kind = self.kind
            said = tr("Deleted {title}.", title=shown.title)

            def deleted(changes: ChangeSet) -> None:
                self._session.result(said, undo=True, change=changes.id)
                self._deleted = (changes.id, shown.id)
                self.told.say("note", said)

            self._session.run(lambda store: kind.delete(store, shown.id), deleted, self._on_failed)

    def erase(self) -> None:
        """Ask whether the current record is to be erased with its history and all that quotes it."""
        shown = self.current
        if shown is not None:
            EraseDialog(self, self._session, End(self.kind.table, shown.id), shown.title).open()

    def reject(self) -> None:
        """Esc and both buttons close it; what is typed of a new record is asked about once."""
        if self._may_drop():
            super().reject()

    def has_unsaved(self) -> bool:
        """Whether something is typed of a new record."""
        return self._new and any(field.is_typed() for field in self.fields)

    def _may_drop(self) -> bool:
        """Whether nothing is typed of a new record, or it was said already that it would be dropped."""
        if not self.has_unsaved() or self._asked:
            return True
        self._asked = True
        self._say_wrong(tr("What you typed is not added yet. Ctrl+Enter adds it; the same once more drops it."))
        return False

    def _build(self) -> None:
        kind = self.kind
        self.search = SearchField(tr("Filter {many}", many=kind.many.casefold()))
        self.add = tool_button("plus", tr("New {one}", one=kind.one.casefold()), self.begin_new)
        self.list = RecordList(
            kind.many, lambda shown: Lines(shown.title, below=shown.below or tr("nothing more known")), lambda one: one.id
        )
        self.count = label("", "meta", "3")
        self.notice = Note("warn", self._session.read_only_reason or "")
        self.wrong = Note("bad", "")
        self.told = Note("note", "", tr("Undo"), self._bring_back)
        self.fields = [EditField(spec, flat=False) for spec in kind.fields]
        self.links_section = Section(tr("Linked to"))
        self.links = LinksSection(self.links_section, self._session, self)
        self.save = button(tr("Add {one}", one=kind.one.casefold()), self._add_new, role="primary")
        self.save.setShortcut("Ctrl+Return")
        self.remove = button(tr("Delete"), self.delete, role="bad")
        self.remove.setShortcut("Ctrl+Del")
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._make_left())
        row.addWidget(self._make_right(), 1)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addLayout(row, 1)
        self.foot.insertWidget(0, self.remove)
        self.wipe = button(tr("Erase for good…"), self.erase)
        self.foot.insertWidget(1, self.wipe)
        self.take_imported = button(tr("Add those of the imported sheets"), self._add_imported)
        self.foot.insertWidget(2, self.take_imported)
        self.take_imported.setVisible(kind.imported)
        reason = self._session.read_only_reason
        for change in (self.add, self.save, self.remove, self.wipe, self.take_imported):
            change.setEnabled(reason is None)
            if reason is not None:
                change.setToolTip(reason)
        self.foot.insertWidget(self.foot.count() - 1, self.save)
        self.search.textChanged.connect(lambda _: self._fill())
        self.search.left.connect(self._on_search_left)
        self.list.chosen.connect(self._on_chosen)
        self.list.entered.connect(lambda: self.fields[0].setFocus())
        for field in self.fields:
            field.decided.connect(self._on_decided)
        for key, step in ((QKeySequence.StandardKey.Undo, self._session.undo), (QKeySequence.StandardKey.Redo, self._session.redo)):
            QShortcut(key, self, step)
        self._empty_form()

    def _make_left(self) -> QFrame:
        pane = QFrame()
        pane.setObjectName("listPane")
        pane.setFixedWidth(_LIST_WIDTH)
        top = QHBoxLayout()
        top.setContentsMargins(20, 10, 10, 8)
        top.addWidget(self.search, 1)
        top.addWidget(self.add)
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 0, 0, 0)
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

    def _read(self) -> None:
        self._session.read(self.kind.read, self._on_read, key=self)

    def _on_read(self, shown: list[Shown]) -> None:
        self._shown = shown
        if any(one.id == self._deleted[1] for one in shown):
            self.told.say("note", "")  # it is there again
        for field in self.fields:
            if field.spec.id in self.kind.completed:
                field.offer(sorted({one.texts.get(field.spec.id, "") for one in shown}, key=str.casefold))
        if not self._new and self.current is None:
            self._current = shown[0].id if shown else None
            self._new = not shown
            if self._new:
                self._empty_form()
        self._fill()
        if not self._ready:
            self._ready = True
            (self.fields[0] if self._new else self.list).setFocus()

    def _fill(self) -> None:
        words = self.search.text().casefold().split()
        kept = [one for one in self._shown if all(word in f"{one.title} {one.below}".casefold() for word in words)]
        self.list.show_records(kept)
        self.count.setText(counted(len(kept), "{n} record", "{n} records"))
        self._show_form()

    def _empty_form(self) -> None:
        for field in self.fields:
            field.show_text(field.spec.choices[0][0] if field.spec.choices else "")
            field.restore()
        self._say_wrong("")
        self._asked = False

    def _show_form(self) -> None:
        """Show the current record; what is typed of a new one stays."""
        shown, reason = self.current, self._session.read_only_reason
        self.list.choose(shown.id if shown else None)
        for field in self.fields:
            if shown is not None:
                field.show_text(shown.texts.get(field.spec.id, ""))
            field.allow(reason)
        self.save.setVisible(self._new)
        self.remove.setVisible(shown is not None)
        self.wipe.setVisible(shown is not None and self.kind.table in entries.KINDS)
        is_linked = shown is not None and self.kind.table in RECORDS
        self.links_section.setVisible(is_linked)
        if shown is not None and is_linked:
            end = End(self.kind.table, shown.id)
            self._session.read(partial(read_links, end=end), partial(self._show_links, end, shown.title), key=("records.links", self))

    def _show_links(self, end: End, title: str, rows: list[LinkRow]) -> None:
        self.links.show(end, title, rows)

    def _on_chosen(self, id_: object) -> None:
        if not self._may_drop():
            self.list.choose(None)
            return
        self._new, self._asked, self._current = False, False, id_ if isinstance(id_, int) else None
        self.told.say("note", "")
        for field in self.fields:
            field.restore()
        self._say_wrong("")
        self._show_form()

    def _bring_back(self) -> None:
        step = self._deleted[0]
        self._session.run(lambda store: undo.undo_change(store, step), failed=self._on_failed)
        self.told.say("note", "")

    def _on_search_left(self) -> None:
        if self.list.records.rowCount():
            self.list.setFocus()

    def _on_decided(self, field: str, value: object) -> None:
        shown, kind = self.current, self.kind
        if shown is None:
            return
        edited = next(one for one in self.fields if one.spec.id == field)

        def refused(error: Exception) -> None:
            still = self.current is not None and self.current.id == shown.id
            (edited.refuse if still else self._say_wrong)(str(error))

        self._session.run(lambda store: kind.save(store, {field: value}, shown.id), failed=refused)

    def _add_new(self) -> None:
        values: dict[str, Any] = {}
        for field in self.fields:
            try:
                values[field.spec.id] = field.value()
            except UserError as error:
                field.refuse(str(error))
                field.setFocus()
                return
        kind = self.kind
        self.save.setEnabled(False)  # until it is saved: a second press would add a second one

        def done(result: tuple[object, int]) -> None:
            self.save.setEnabled(True)
            self._new, self._asked, self._current = False, False, result[1]
            self._say_wrong("")
            self._read()

        def failed(error: Exception) -> None:
            self.save.setEnabled(True)
            self._on_failed(error)

        self._session.run(lambda store: kind.save(store, values, None), done, failed)

    def _add_imported(self) -> None:
        table = self.kind.table
        self._session.run(lambda store: entries.add_imported(store, table), failed=self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        self._say_wrong(str(error))

    def _say_wrong(self, text: str) -> None:
        self.wrong.say("bad", text)

    def _on_open_requested(self, _page: str) -> None:
        """A link leads elsewhere: give way to it."""
        self.close()

    def _on_session_changed(self, tables: frozenset[str]) -> None:
        if tables & {self.kind.table, "alias", "link", "person", "*"}:
            self._read()
