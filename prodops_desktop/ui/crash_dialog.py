"""What is shown when the program itself is wrong: that nothing is lost, and the details to copy."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from prodops_desktop.ui import places, theme
from prodops_desktop.ui.asking import show_made_folder
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.buttons import button
from prodops_desktop.ui.widgets.dialog import Dialog
from prodops_desktop.ui.widgets.text import label

_MOST_AT_ONCE = 5


class CrashDialog(Dialog):
    """What happened, and what can be done about it."""

    def __init__(self, parent: QWidget | None, details: str) -> None:
        super().__init__(parent, tr("Something went wrong in the program"), width=640, height=460)
        self._times = 1
        text = tr(
            "The last action did not finish. Your workspace is as it was before it: every change is either whole in the file or not there."
        )
        self.body.addWidget(label(text, "body", wrap=True))
        more = tr(
            "To have it mended, copy the details below; look through them first, they can quote content of a sheet. The log has none."
        )
        self.body.addWidget(label(more, "meta", "3", wrap=True))
        self.details = QPlainTextEdit(details)
        self.details.setReadOnly(True)
        theme.set_font(self.details, "mono")
        self.details.setAccessibleName(tr("Details"))
        self.body.addWidget(self.details, 1)
        self.copy = button(tr("Copy details"), self._on_copy_clicked, icon="content-copy")
        self.folder = button(tr("Open the log folder"), self._on_folder_clicked, icon="folder-open-outline")
        self.foot.insertWidget(0, self.folder)
        self.foot.insertWidget(0, self.copy)

    def add(self, details: str) -> None:
        """Something else went wrong meanwhile; what goes wrong again and again is kept a few times."""
        self._times += 1
        if self._times <= _MOST_AT_ONCE:
            self.details.appendPlainText(f"\n{details}")

    def _on_folder_clicked(self) -> None:
        if problem := show_made_folder(places.log_folder()):
            self.details.appendPlainText(f"\n{problem}")

    def _on_copy_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self.details.toPlainText())
