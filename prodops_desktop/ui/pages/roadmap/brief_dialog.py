"""Writes a brief: Markdown at the left, what it looks like at the right, parts from the records filled again when they went stale."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from prodops_desktop.roadmap.brief_text import plain, refreshed, stale
from prodops_desktop.roadmap.model import Brief
from prodops_desktop.ui import theme
from prodops_desktop.ui.documents.markdown import MarkdownView
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.widgets.buttons import button
from prodops_desktop.ui.widgets.dialog import TakingDialog
from prodops_desktop.ui.widgets.edit_fields import EditField, FieldSpec
from prodops_desktop.ui.widgets.split import Split
from prodops_desktop.ui.widgets.states import Note
from prodops_desktop.ui.widgets.text import label

_PAUSE_MS = 250


@dataclass(frozen=True)
class BriefSteps:
    """What is done with a brief: ``save`` gets title and text; the others get them as they are typed."""

    save: Callable[[str, str], None]
    delete: Callable[[], None]
    write_pdf: Callable[[str, str], None]
    copy: Callable[[str, str], None]


class BriefDialog(TakingDialog):
    """What is typed is kept by Ctrl+Enter, and asked about once when the dialog is closed before."""

    def __init__(self, parent: QWidget, session: Session, brief: Brief, parts: Mapping[str, str], steps: BriefSteps) -> None:
        super().__init__(parent, tr("Brief"), tr("Save"), width=1040, height=680)
        self._session, self._brief, self._parts, self._steps = session, brief, parts, steps
        self._kept = self._handed = (brief.title, brief.body)
        self.name = EditField(FieldSpec("title", tr("Title")), flat=False)
        self.name.show_text(brief.title)
        self.old = Note("warn", "", tr("Fill again"), self.fill_again)
        self.editor = QPlainTextEdit()
        self.editor.setAccessibleName(tr("Markdown"))
        theme.set_font(self.editor, "mono")
        self.editor.setPlainText(brief.body)
        self.editor.setTabChangesFocus(True)
        self.preview = MarkdownView()
        self.preview.setAccessibleName(tr("Preview"))
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._show)
        self.editor.textChanged.connect(self._pause.start)
        self.editor.textChanged.connect(self.on_typed)
        if isinstance(self.name.editor, QLineEdit):
            self.name.editor.textChanged.connect(self.on_typed)
        self._build()
        self._allow()
        self._show()
        self.editor.setFocus()

    @property
    def typed(self) -> tuple[str, str]:
        """Title and text as they stand in the dialog."""
        return self.name.text(), self.editor.toPlainText()

    def fill_again(self) -> None:
        """Bring the parts that went stale to what the records say; all that was typed stays."""
        body = refreshed(self.editor.toPlainText(), self._parts, self._session.today)
        cursor = self.editor.textCursor()
        cursor.beginEditBlock()
        cursor.select(cursor.SelectionType.Document)
        cursor.insertText(body)
        cursor.endEditBlock()
        self._show()

    def hand_over(self) -> None:
        """Keep what is typed."""
        self._handed = self.typed
        self._steps.save(*self._handed)

    def saved(self) -> None:
        """What was handed over is kept now; what was typed since is not."""
        self._kept = self._handed
        self.refuse("")

    def has_unsaved(self) -> bool:
        """Whether something is typed and not kept."""
        return self.typed != self._kept and self._session.read_only_reason is None

    def _build(self) -> None:
        sides = Split()
        for title, widget in ((tr("Markdown"), self.editor), (tr("Preview"), self.preview)):
            sides.addWidget(_titled(label(title, "meta", "3"), widget))
        self.body.addWidget(self.name)
        self.body.addWidget(self.old)
        self.body.addWidget(sides, 1)
        self.close_button.clicked.disconnect()
        self.close_button.clicked.connect(self.reject)
        self.remove = button(tr("Delete"), self._steps.delete, role="bad")
        self.copy = button(tr("Copy"), lambda: self._steps.copy(*self._plain()), icon="content-copy")
        self.pdf = button(tr("Save as PDF…"), lambda: self._steps.write_pdf(*self._plain()), icon="file-pdf-box")
        for place, made in enumerate((self.remove, self.copy, self.pdf)):
            self.foot.insertWidget(place, made)

    def _allow(self) -> None:
        reason = self._session.read_only_reason
        self.editor.setReadOnly(reason is not None)
        self.name.allow(reason)
        for control in (self.save, self.remove):
            control.setEnabled(reason is None)
            if reason is not None:
                control.setToolTip(reason)

    def _plain(self) -> tuple[str, str]:
        """Title and Markdown without the marks."""
        title, body = self.typed
        return title, f"# {title}\n\n{plain(body)}"

    def _show(self) -> None:
        """Show what is typed, and which parts went stale."""
        self._pause.stop()
        self.preview.show_markdown(self._plain()[1])
        old = stale(self.editor.toPlainText(), self._parts)
        parts = counted(len(old), "{n} part reads", "{n} parts read")
        self.old.say("warn", tr("{parts} otherwise by now: {names}.", parts=parts, names=", ".join(old)) if old else "")
        self.old.action.setEnabled(self._session.read_only_reason is None)


def _titled(title: QLabel, widget: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    row = QHBoxLayout()
    row.addWidget(title)
    column.addLayout(row)
    column.addWidget(widget, 1)
    return holder
