"""Edits the Markdown that briefs begin with, and restores what ships, the difference shown first."""

from difflib import unified_diff

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from prodops_desktop.roadmap import briefs
from prodops_desktop.roadmap.model import BriefTemplate
from prodops_desktop.ui import theme
from prodops_desktop.ui.pages.roadmap.wording import BRIEF_NAMES
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.buttons import Segments, button
from prodops_desktop.ui.widgets.dialog import TakingDialog
from prodops_desktop.ui.widgets.states import Note
from prodops_desktop.ui.widgets.text import label

_MOST_LINES = 14


class TemplateDialog(TakingDialog):
    """One template at a time; a new text is for briefs that are begun from now on."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(parent, tr("Brief templates"), tr("Save the template"), width=720, height=620)
        self._session = session
        self._templates: dict[str, BriefTemplate] = {}
        self._typed: dict[str, str] = {}
        """What is typed and not saved, by kind."""
        self.kind = Segments(list(BRIEF_NAMES.items()), next(iter(BRIEF_NAMES)), tr("Kind of brief"))
        self.editor = QPlainTextEdit()
        self.editor.setAccessibleName(tr("Template"))
        theme.set_font(self.editor, "mono")
        self.editor.setTabChangesFocus(True)
        self.difference = Note("note", "")
        self.restore = button(tr("Take the one that ships"), self._take_shipped)
        about = tr("A name between ⟦ and ⟧ alone on a line is filled from the records: quotes, who, how often, evidence and so on.")
        for widget in (self.kind, label(about, "meta", "3", wrap=True), self.editor, self.difference):
            self.body.addWidget(widget, 1 if widget is self.editor else 0)
        self.foot.insertWidget(0, self.restore)
        self.kind.chosen.connect(lambda _: self._show())
        self.editor.textChanged.connect(self.on_typed)
        session.read(briefs.all_templates, self._on_read, lambda error: self.refuse(str(error)))
        reason = session.read_only_reason
        self.editor.setReadOnly(reason is not None)
        self.save.setEnabled(reason is None)
        self.save.setToolTip(reason or tr("Ctrl+Enter"))
        for control in (self.editor, self.restore):
            control.setToolTip(reason or "")
        self.editor.setFocus()

    def hand_over(self) -> None:
        """Keep the template that is shown."""
        kind, body = self.kind.current(), self.editor.toPlainText()
        self._session.run(
            lambda store: briefs.save_template(store, kind, body), lambda _: self._on_saved(kind), lambda error: self.refuse(str(error))
        )

    def has_unsaved(self) -> bool:
        """Whether a text of any kind is typed and not saved."""
        return bool(self._typed)

    def _on_saved(self, kind: str) -> None:
        self._session.result(tr("Saved the template of the {name}.", name=BRIEF_NAMES[kind].casefold()), undo=True)
        self.refuse("")
        self._session.read(briefs.all_templates, self._on_read)

    def _on_read(self, found: list[BriefTemplate]) -> None:
        self._templates = {one.kind: one for one in found}
        self._typed = {kind: body for kind, body in self._typed.items() if body != self._templates[kind].body}
        self._show()

    def _show(self) -> None:
        """Show the template of the kind that is chosen, as it was left."""
        found = self._templates.get(self.kind.current())
        body = self._typed.get(self.kind.current(), found.body if found is not None else "")
        if self.editor.toPlainText() != body:
            self.editor.setPlainText(body)
        self._compare()

    def on_typed(self) -> None:
        """Take note of what is typed, and ask again before it is dropped."""
        super().on_typed()
        kind, body = self.kind.current(), self.editor.toPlainText()
        found = self._templates.get(kind)
        self._typed.pop(kind, None)
        if found is not None and body != found.body:
            self._typed[kind] = body
        self._compare()

    def _take_shipped(self) -> None:
        """Put the text that ships into the field; it is kept only once it is saved."""
        self.editor.setPlainText(briefs.shipped_template(self.kind.current()))

    def _compare(self) -> None:
        """Say in what the text differs from the one that ships."""
        shipped = briefs.shipped_template(self.kind.current()).splitlines()
        lines = [
            line
            for line in unified_diff(shipped, self.editor.toPlainText().splitlines(), lineterm="", n=0)
            if line[:2] not in ("--", "++", "@@")
        ]
        more = tr("\n… and {n} more lines", n=len(lines) - _MOST_LINES) if len(lines) > _MOST_LINES else ""
        said = tr("It differs from the template that ships:") + "\n" + "\n".join(lines[:_MOST_LINES]) + more
        self.difference.say("note", said if lines else tr("It is the template that ships."))
        theme.set_font(self.difference.text, "mono" if lines else "meta")
        self.restore.setEnabled(bool(lines) and self._session.read_only_reason is None)
