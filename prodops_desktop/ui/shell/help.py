"""F1: the help pages that ship with the program, searchable, with links between them and a way back."""

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from prodops_desktop.answers.everywhere.model import Words
from prodops_desktop.ui import formats, theme
from prodops_desktop.ui.documents.look import dress_document, fit_pictures
from prodops_desktop.ui.lengths import px
from prodops_desktop.ui.shell import sample_files
from prodops_desktop.ui.shell.help_places import Place, block_of_heading, mark, marks_in
from prodops_desktop.ui.shell.help_texts import PageHits, anchor_of, headings_of, help_pages, search_help
from prodops_desktop.ui.shell.help_tree import HelpTree
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.widgets.buttons import tool_button
from prodops_desktop.ui.widgets.fields import SearchField
from prodops_desktop.ui.widgets.split import Split
from prodops_desktop.ui.widgets.text import label, line
from prodops_desktop.work import resources

_LEAST = 2
"""Letters that are searched for: one stands everywhere."""


class HelpWindow(QWidget):
    """A window of its own, so that one can read and do."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("scrolled")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self.setWindowTitle(tr("Help – Prodops Desktop"))
        self.resize(920, 680)
        self.current = ""
        self._trail: list[Place] = []
        self._at = -1
        self._hit = -1
        self._found: dict[str, PageHits] = {}
        self.search = SearchField(tr("Search the help"))
        self.search.textChanged.connect(self._on_searched)
        self.tree = HelpTree()
        self.tree.place_chosen.connect(self._go_to)
        self.search.left.connect(self._on_search_left)
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.anchorClicked.connect(self._on_link_clicked)
        self.text.setAccessibleName(tr("Help page"))
        self.text.document().setDocumentMargin(24)
        self.back = tool_button("arrow-left", tr("Back (Alt+Left)"), lambda: self._step(-1))
        self.forward = tool_button("arrow-right", tr("Forward (Alt+Right)"), lambda: self._step(1))
        self.previous_hit = tool_button("chevron-up", tr("Previous hit (Shift+F3)"), lambda: self.step_hit(-1))
        self.next_hit = tool_button("chevron-down", tr("Next hit (F3)"), lambda: self.step_hit(1))
        self.count = label("", "meta", "3")
        self._lay_out()
        for keys, run in (
            (QKeySequence(Qt.Key.Key_Escape), self._on_escape),
            (QKeySequence(QKeySequence.StandardKey.Find), self._on_find),
            (QKeySequence("Alt+Left"), lambda: self._step(-1)),
            (QKeySequence("Alt+Right"), lambda: self._step(1)),
            (QKeySequence("F3"), lambda: self.step_hit(1)),
            (QKeySequence("Shift+F3"), lambda: self.step_hit(-1)),
        ):
            QShortcut(keys, self, run)
        theme.changed.connect(self._on_theme_changed)
        self._on_searched()

    def _lay_out(self) -> None:
        side = QWidget()
        side.setObjectName("listPane")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        side.setMinimumWidth(px(200))
        column = QVBoxLayout(side)
        column.setContentsMargins(12, 10, 12, 10)
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self.back)
        head.addWidget(self.forward)
        head.addStretch(1)
        head.addWidget(self.count)
        head.addWidget(self.previous_hit)
        head.addWidget(self.next_hit)
        column.addLayout(head)
        column.addWidget(self.search)
        column.addWidget(self.tree, 1)
        parts = Split()
        parts.addWidget(side)
        parts.addWidget(self.text)
        parts.setSizes([280, 640])
        parts.setStretchFactor(1, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(line())
        whole.addWidget(parts)

    def open(self, page: str, anchor: str = "") -> None:
        """Show a page by name, or the first one, at the heading that ``anchor`` names; “page#anchor” is both at once."""
        page, _, own = page.partition("#")
        name = page if page in help_pages() else next(iter(help_pages()), "")
        self._go_to(Place(name, own or anchor))

    def look_for(self, words: str, page: str) -> None:
        """Search these words, and show the first place of a page that has one."""
        self.search.setText(words)
        self._go_to(Place(page, hit=0))

    def step_hit(self, by: int) -> None:
        """Go to the next or previous place that has a word, from the last one of a page to the first one of the next page that has any."""
        pages = list(self._found)
        if not pages:
            return
        there, hit = self._found.get(self.current), self._hit + by
        if there is None:
            self._go_to(Place(pages[0], hit=0))
        elif 0 <= hit < there.count:
            self._hit = hit
            self._show_marks()
        else:
            page = pages[(pages.index(self.current) + by) % len(pages)]
            self._go_to(Place(page, hit=0 if by > 0 else self._found[page].count - 1))

    def _go_to(self, place: Place) -> None:
        """Show a place and remember it for the way back."""
        if not self._trail or self._trail[self._at] != place:
            self._trail[self._at + 1 :] = [place]
            self._at = len(self._trail) - 1
        self._show(place)

    def _step(self, by: int) -> None:
        if 0 <= self._at + by < len(self._trail):
            self._at += by
            self._show(self._trail[self._at])

    def _show(self, place: Place) -> None:
        if place.page != self.current:
            self.current = place.page
            self._fill_text()
        self.tree.show_place(place)
        self.back.setEnabled(self._at > 0)
        self.forward.setEnabled(self._at < len(self._trail) - 1)
        found = self._found.get(place.page)
        self._hit = place.hit if place.hit >= 0 else 0 if found is not None and not place.anchor else -1
        heading = block_of_heading(self.text.document(), place.anchor)
        self.text.verticalScrollBar().setValue(0)
        self._show_marks(scroll=heading is None)
        if heading is not None:
            self.text.setTextCursor(heading)
            self.text.verticalScrollBar().setValue(round(self.text.cursorRect().top()) + self.text.verticalScrollBar().value() - 12)

    def _show_marks(self, *, scroll: bool = True) -> None:
        """Mark the words on the page, the current one strongest, and bring that into sight."""
        found = self._found.get(self.current)
        places = marks_in(self.text.document(), Words(self.search.text())) if found is not None else []
        self._hit = min(self._hit, len(places) - 1)
        self.text.setExtraSelections([mark(place, current=number == self._hit) for number, place in enumerate(places)])
        if scroll and 0 <= self._hit < len(places):
            cursor = places[self._hit]
            cursor.setPosition(cursor.selectionStart())
            self.text.setTextCursor(cursor)
            self.text.ensureCursorVisible()
        self._say()

    def _say(self) -> None:
        total = sum(page.count for page in self._found.values())
        before = 0
        for page, hits in self._found.items():
            if page == self.current:
                break
            before += hits.count
        at = self.current in self._found and self._hit >= 0
        if total and at:
            self.count.setText(tr("{n} of {all}", n=formats.number(before + self._hit + 1), all=formats.number(total)))
        else:
            self.count.setText(counted(total, "{n} hit", "{n} hits") if total else "")
        for button in (self.previous_hit, self.next_hit):
            button.setEnabled(total > 0)

    def _on_searched(self) -> None:
        words = Words(self.search.text() if len(self.search.text().strip()) >= _LEAST else "")
        self._found = {hits.page: hits for hits in search_help(words)} if words else {}
        self.tree.fill(list(self._found.values()) if words else None, self.current)
        self._hit = 0 if self.current in self._found else -1
        self._show_marks(scroll=False)

    def _on_search_left(self) -> None:
        """Enter and arrow down go to the hits; without any words, to the list."""
        if self._found and self.current not in self._found:
            self.step_hit(1)
        self.tree.setFocus()

    def _on_find(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _on_escape(self) -> None:
        """First the search goes, then the window."""
        if self.search.text():
            self.search.clear()
        else:
            self.close()

    def _fill_text(self) -> None:
        self.text.document().setDefaultFont(theme.font("body"))
        self.text.setMarkdown(help_pages().get(self.current, ""))
        dress_document(self.text.document())
        self._fit_pictures()

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
        """A link to a page or a heading stays here; one to a file of the sample to the import, one to the web to the browser."""
        if url.isRelative():
            self.open(url.path().removesuffix(".md") or self.current, url.fragment())
        elif url.scheme() == sample_files.SCHEME:
            sample_files.follow(url)
        else:
            QDesktopServices.openUrl(url)

    def _on_theme_changed(self) -> None:
        if self.current:
            self._fill_text()
            self._show_marks(scroll=False)


_windows: list[HelpWindow] = []
_OF_MODULES = {
    "importing": "importing",
    "history": "history",
    "backups_dialog": "file",
    "restore_dialog": "file",
    "prune_dialog": "history",
    "erase_dialog": "file",
    "capture": "feedback",
}


def page_of(dialog: QWidget) -> str:
    """The help page of a dialog: its own, or that of the part of the program that it is from."""
    own = getattr(dialog, "help_page", "")
    if own:
        return str(own)
    parts = type(dialog).__module__.split(".")
    if "pages" in parts:
        return parts[parts.index("pages") + 1]
    return next((_OF_MODULES[part] for part in parts if part in _OF_MODULES), "home")


def heading_like(page: str, text: str) -> str:
    """The anchor of the heading of a page that is called as a tab is; empty where there is none."""
    return next((anchor_of(heading) for _, heading in headings_of(page) if heading.casefold() == text.casefold()), "")


def show_help(parent: QWidget, page: str, anchor: str = "") -> HelpWindow:
    """Show the one help window at a page. It has no parent, so that no dialog keeps it from being read and used."""
    import shiboken6

    _windows[:] = [window for window in _windows if shiboken6.isValid(window)]
    if not _windows:
        _windows.append(HelpWindow())
        top = parent.window()
        while isinstance(top, QDialog) and (above := top.parentWidget()) is not None:
            top = above.window()
        top.destroyed.connect(_windows[0].deleteLater)
    window = _windows[0]
    window.open(page, anchor)
    window.show()
    window.raise_()
    window.activateWindow()
    return window
