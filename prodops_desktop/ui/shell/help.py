"""F1: the help pages that ship with the program, searchable, with links between them."""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QResizeEvent, QShortcut, QTextCursor
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSplitter, QTextBrowser, QVBoxLayout, QWidget

from prodops_desktop.ui import theme
from prodops_desktop.ui.documents.look import dress_document, fit_pictures
from prodops_desktop.ui.shell import worst_files
from prodops_desktop.ui.shell.help_texts import help_pages, title_of
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.fields import SearchField
from prodops_desktop.ui.widgets.text import line
from prodops_desktop.work import resources


class HelpWindow(QWidget):
    """A window of its own, so that one can read and do."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("scrolled")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(tr("Help – Prodops Desktop"))
        self.resize(860, 640)
        self.current = ""
        self.search = SearchField(tr("Search the help"))
        self.search.textChanged.connect(self._fill)
        self.names = QListWidget()
        self.names.setAccessibleName(tr("Help pages"))
        self.search.left.connect(self.names.setFocus)
        self.names.currentItemChanged.connect(self._on_list_changed)
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.anchorClicked.connect(self._on_link_clicked)
        self.text.document().setDocumentMargin(24)
        self._lay_out()
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.close)
        QShortcut(QKeySequence.StandardKey.Find, self, self.search.setFocus)
        theme.changed.connect(self._on_theme_changed)
        self._fill()

    def _lay_out(self) -> None:
        side = QWidget()
        side.setObjectName("listPane")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(side)
        column.setContentsMargins(12, 10, 12, 10)
        column.addWidget(self.search)
        column.addWidget(self.names, 1)
        parts = QSplitter()
        parts.setHandleWidth(1)
        parts.addWidget(side)
        parts.addWidget(self.text)
        parts.setSizes([230, 630])
        parts.setChildrenCollapsible(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(line())
        whole.addWidget(parts)

    def open(self, page: str) -> None:
        """Show a page by name, or the first one."""
        name = page if page in help_pages() else next(iter(help_pages()), "")
        for row in range(self.names.count()):
            if self.names.item(row).data(Qt.ItemDataRole.UserRole) == name:
                self.names.setCurrentRow(row)
        self._show(name)

    def _fill(self) -> None:
        wanted = self.search.text().casefold().split()
        self.names.clear()
        for name, text in help_pages().items():
            if all(word in text.casefold() for word in wanted):
                item = QListWidgetItem(title_of(text))
                item.setData(Qt.ItemDataRole.UserRole, name)
                self.names.addItem(item)
        if not self.names.count():
            self.names.addItem(QListWidgetItem(tr("No page has all these words.")))
            self.names.item(0).setFlags(Qt.ItemFlag.NoItemFlags)

    def _on_list_changed(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(Qt.ItemDataRole.UserRole):
            self._show(item.data(Qt.ItemDataRole.UserRole))

    def _show(self, name: str) -> None:
        self.current = name
        self.text.document().setDefaultFont(theme.font("body"))
        self.text.setMarkdown(help_pages().get(name, ""))
        dress_document(self.text.document())
        self._fit_pictures()
        cursor = self.text.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.Start)
        self.text.setTextCursor(cursor)
        words = self.search.text().split()
        if words:
            self.text.find(words[0])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Pictures follow the width of the page."""
        super().resizeEvent(event)
        self._fit_pictures()

    def _fit_pictures(self) -> None:
        document, view = self.text.document(), self.text.viewport()
        fit_pictures(
            document, resources.folder() / "help", max(200, view.width() - 2 * round(document.documentMargin())), view.devicePixelRatioF()
        )

    def _on_link_clicked(self, url: QUrl) -> None:
        """A link to another page stays here; one to a file made to be hard goes to the import, one to the web to the browser."""
        if url.isRelative():
            self.open(Path(url.path()).stem)
        elif url.scheme() == worst_files.SCHEME:
            worst_files.follow(url, self.parentWidget())
        else:
            QDesktopServices.openUrl(url)

    def _on_theme_changed(self) -> None:
        self._show(self.current)


_windows: list[HelpWindow] = []


def show_help(parent: QWidget, page: str) -> HelpWindow:
    """Show the one help window at a page."""
    import shiboken6

    _windows[:] = [window for window in _windows if shiboken6.isValid(window)]
    if not _windows:
        _windows.append(HelpWindow(parent))
    _windows[0].open(page)
    if _windows[0].isVisible():
        _windows[0].raise_()
    _windows[0].show()
    _windows[0].activateWindow()
    return _windows[0]
