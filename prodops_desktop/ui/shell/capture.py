"""Ctrl+Shift+N, wherever one is: takes down what somebody just said, with who it was and its tags."""

from dataclasses import dataclass

from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QWidget

from prodops_desktop.errors import UserError
from prodops_desktop.feedback.accounts import distinct, read_customers
from prodops_desktop.feedback.capturing import capture
from prodops_desktop.feedback.model import CHANNELS, code_of
from prodops_desktop.feedback.taxonomy import all_tags
from prodops_desktop.registry.entries import all_entries
from prodops_desktop.ui import formats
from prodops_desktop.ui.day_text import read_day
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.dialog import TakingDialog
from prodops_desktop.ui.widgets.edit_fields import EditField, FieldSpec
from prodops_desktop.ui.widgets.list_completer import ListCompleter
from prodops_desktop.ui.widgets.states import Note
from prodops_desktop.workspace import ChangeSet, Store

_DEFAULT_CHANNEL = "Notes"
_KEPT = ("account", "person", "channel", "at")
"""What stays for the next one of the same talk."""


@dataclass(frozen=True)
class _Known:
    """What the fields complete from."""

    accounts: tuple[str, ...]
    people: tuple[str, ...]
    tags: tuple[str, ...]


class CaptureDialog(TakingDialog):
    """One step a piece of feedback; ticked “Add another” it stays for the next one."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(parent, tr("New feedback"), tr("Add feedback"), width=600, height=560)
        self._session = session
        self.fields = {spec.id: EditField(spec, flat=False) for spec in _specs()}
        self.added = Note("good", "")
        self.another = QCheckBox(tr("Add another"))
        self.foot.insertWidget(0, self.another)
        self.body.setSpacing(8)
        self.body.addWidget(self.added)
        for field in self.fields.values():
            self.body.addWidget(field)
            if isinstance(field.editor, QLineEdit | QPlainTextEdit):
                field.editor.textChanged.connect(self.on_typed)
        self.body.addStretch(1)
        self._empty()
        self._completer: ListCompleter | None = None
        session.read(_read_known, self._on_read, key=self)

    def hand_over(self) -> None:
        """Add it, in one step with its tags."""
        text, title, tags = (self.fields[field].text() for field in ("text", "title", "tags"))
        if not text.strip():
            self.fields["text"].setFocus()
            raise UserError(tr("Type what was said; an item needs some words."))
        day = self.fields["at"].value()
        values: dict[str, str | None] = {field: self.fields[field].text() for field in ("account", "person", "channel", "importance")}
        values["at"] = str(day) if day is not None else ""
        self._session.run(
            lambda store: capture(store, text, values, tags, title=title), self._on_added, lambda error: self.refuse(str(error))
        )

    def has_unsaved(self) -> bool:
        """Whether words or tags are typed; who said it may well stand there still from the last one."""
        return not self._is_taken and any(self.fields[field].is_typed() for field in ("text", "title", "tags"))

    def _on_added(self, made: tuple[ChangeSet, int]) -> None:
        changes, item = made
        said = tr("Added {code}.", code=code_of(item))
        self._session.result(said, undo=True, change=changes.id)
        if self.another.isChecked():
            self.refuse("")
            self.added.say("good", said)
            self._empty(kept=_KEPT)
        else:
            self.close()

    def _empty(self, kept: tuple[str, ...] = ()) -> None:
        """Make room for the next one, and put the keyboard where its words go."""
        first = {"channel": _DEFAULT_CHANNEL, "importance": "0", "at": self._session.today.isoformat()}
        for id_, field in self.fields.items():
            if id_ not in kept:
                field.show_text(first.get(id_, ""))
                field.restore()
        self.fields["text"].setFocus()

    def _on_read(self, known: _Known) -> None:
        self.fields["account"].offer(known.accounts)
        self.fields["person"].offer(known.people)
        editor = self.fields["tags"].editor
        if isinstance(editor, QLineEdit):
            self._completer = ListCompleter(editor, known.tags)


def _specs() -> tuple[FieldSpec, ...]:
    hint = tr("This is no day. Type one such as 2026-12-21 or 21 Dec 2026.")
    return (
        FieldSpec("text", tr("What was said"), placeholder=tr("in the words of whoever said it"), lines=6),
        FieldSpec("account", tr("Account")),
        FieldSpec("person", tr("Person")),
        FieldSpec("channel", tr("Channel"), choices=tuple((channel, tr(channel)) for channel in CHANNELS)),
        FieldSpec("at", tr("Day"), read_day, tr("today"), hint=hint),
        FieldSpec("importance", tr("Importance"), choices=tuple((str(level), name) for level, name in formats.IMPORTANCE_NAMES.items())),
        FieldSpec("tags", tr("Tags"), placeholder=tr("such as Usage limit; Data out")),
        FieldSpec("title", tr("Title"), placeholder=tr("how it begins")),
    )


def _read_known(store: Store) -> _Known:
    names = {one.name for one in distinct(read_customers(store).by_name.values())} | {one.name for one in all_entries(store, "account")}
    return _Known(
        tuple(sorted(names, key=str.casefold)),
        tuple(entry.name for entry in all_entries(store, "person")),
        tuple(tag.name for tag in all_tags(store)),
    )
