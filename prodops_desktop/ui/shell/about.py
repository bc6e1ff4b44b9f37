"""Says which version this is, of what it is made, and under which licences, with their texts."""

from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QPlainTextEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from prodops_desktop import __version__
from prodops_desktop.ui import icons, theme
from prodops_desktop.ui.shell.about_parts import as_text, licence_text, parts
from prodops_desktop.ui.shell.app_icon import app_icon
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.buttons import button
from prodops_desktop.ui.widgets.dialog import Dialog
from prodops_desktop.ui.widgets.text import label


class AboutDialog(Dialog):
    """Versions and licences, copyable."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent, tr("About Prodops Desktop"), width=640, height=640)
        head = QHBoxLayout()
        head.setSpacing(14)
        picture = label()
        picture.setPixmap(app_icon().pixmap(48, 48))
        head.addWidget(picture)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(tr("Prodops Desktop {version}", version=__version__), "item"))
        purpose = tr("Spreadsheets in, figures that open down to the cell, board packs out. Everything stays on this computer.")
        words.addWidget(label(purpose, "meta", "2", wrap=True))
        head.addLayout(words, 1)
        self.body.addLayout(head)
        self._parts = parts()
        self.table = self._make_table()
        self.licence = QPlainTextEdit()
        self.licence.setReadOnly(True)
        theme.set_font(self.licence, "mono")
        self.licence.setAccessibleName(tr("Text of the licence"))
        self.body.addWidget(self.table, 3)
        self.body.addWidget(label(tr("Text of the licence"), "section"))
        self.body.addWidget(self.licence, 2)
        self.table.setCurrentIndex(self.table.model().index(0, 0))
        self.copy = button(tr("Copy"), self._on_copy_clicked, icon="content-copy")
        self.foot.insertWidget(0, self.copy)

    def _make_table(self) -> QTreeWidget:
        table = QTreeWidget()
        table.setAccessibleName(tr("Parts of the program"))
        table.setRootIsDecorated(False)
        table.setUniformRowHeights(True)
        table.setHeaderLabels([tr("Part"), tr("Version"), tr("Licence")])
        table.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        table.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        table.header().setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        table.header().setStretchLastSection(False)
        table.header().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for part in self._parts:
            item = QTreeWidgetItem([part.name, part.version, part.licence])
            item.setToolTip(0, part.name)
            table.addTopLevelItem(item)
        _fit_lines(table)
        theme.follow(table, partial(_fit_lines, table))
        table.currentItemChanged.connect(self._on_table_changed)
        return table

    def _on_table_changed(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            self.licence.setPlainText(licence_text(self._parts[self.table.indexOfTopLevelItem(item)]))

    def _on_copy_clicked(self) -> None:
        QGuiApplication.clipboard().setText(as_text())
        self.copy.setText(tr("Copied"))
        self.copy.setIcon(icons.icon("check", "good"))


def _fit_lines(table: QTreeWidget) -> None:
    """Be as high as the size of the texts asks for."""
    for place in range(table.topLevelItemCount()):
        item = table.topLevelItem(place)
        if item is not None:
            item.setSizeHint(0, QSize(0, theme.px(24)))
