"""Lists the records of a kind that has no panel, and edits them: people, vendors, accounts, features, goals, events, tags."""

from functools import partial
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from prodops_desktop.areas import RECORDS
from prodops_desktop.errors import UserError
from prodops_desktop.registry import entries
from prodops_desktop.ui.records.dialog_frame import RecordsFrame
from prodops_desktop.ui.records.dialog_kind import Shown
from prodops_desktop.ui.records.erase_dialog import EraseDialog
from prodops_desktop.ui.records.kinds import DIALOG_KINDS
from prodops_desktop.ui.records.links import LinkRow, read_links
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.workspace import ChangeSet, undo
from prodops_desktop.workspace.links import End


class RecordsDialog(RecordsFrame):
    """The list at the left, the fields of the current record at the right; every edit is a step that undo takes back."""

    def __init__(self, parent: QWidget, session: Session, table: str, *, current: int | None = None, new: bool = False) -> None:
        super().__init__(parent, session, DIALOG_KINDS[table])
        self._shown: list[Shown] = []
        self._current = current
        self._new = new
        self._ready = False
        self._asked = False
        """Whether it was said that closing drops what is typed."""
        self._deleted = (0, 0)
        """The step that deleted a record here."""
        self.build()
        self._connect()
        self._empty_form()
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

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _: self._fill())
        self.search.left.connect(self._on_search_left)
        self.list.chosen.connect(self._on_chosen)
        self.list.entered.connect(lambda: self.fields[0].setFocus())
        for field in self.fields:
            field.decided.connect(self._on_decided)
        self.add.clicked.connect(self.begin_new)
        self.save.clicked.connect(self._add_new)
        self.remove.clicked.connect(self.delete)
        self.wipe.clicked.connect(self.erase)
        self.take_imported.clicked.connect(self._add_imported)
        self.told.action.clicked.connect(self._bring_back)
        for key, step in ((QKeySequence.StandardKey.Undo, self._session.undo), (QKeySequence.StandardKey.Redo, self._session.redo)):
            QShortcut(key, self, step)

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
