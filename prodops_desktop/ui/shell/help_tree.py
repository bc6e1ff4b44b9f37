"""The list at the left of the help: the pages with the headings of the one that is read, or what a search found on each."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from prodops_desktop.answers.everywhere.model import Snippet
from prodops_desktop.ui.lengths import growing
from prodops_desktop.ui.shell.help_places import Place
from prodops_desktop.ui.shell.help_texts import PageHits, anchor_of, headings_of, help_pages, title_of
from prodops_desktop.ui.texts import tr

_PLACE = Qt.ItemDataRole.UserRole
_MOST, _BEFORE, _HEIGHT = 30, 14, growing(24)


class HelpTree(QTreeWidget):
    """Pages, with what stands below each."""

    place_chosen = Signal(object)
    """The :class:`Place` that was chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Help pages"))
        self.setHeaderHidden(True)
        self.setIndentation(14)
        self.setUniformRowHeights(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._quiet = False
        self._searching = False
        self.currentItemChanged.connect(self._on_current_item_changed)

    def pages(self) -> list[QTreeWidgetItem]:
        """The items of the pages that are listed."""
        found = (self.topLevelItem(index) for index in range(self.topLevelItemCount()))
        return [item for item in found if item is not None]

    def fill(self, hits: list[PageHits] | None, current: str) -> None:
        """List these hits; None lists all pages."""
        self._quiet, self._searching = True, hits is not None
        self.clear()
        if hits is None:
            for name, text in help_pages().items():
                item = _item(title_of(text), Place(name))
                item.addChildren([_item(heading, Place(name, anchor_of(heading))) for level, heading in headings_of(name) if level == 2])
                self.addTopLevelItem(item)
        for page in hits or []:
            item = _item(f"{page.title} ({page.count})", Place(page.page, hit=0))
            item.addChildren([_item(_near(hit.snippet), Place(page.page, hit=hit.number), hit.snippet.text) for hit in page.hits[:_MOST]])
            self.addTopLevelItem(item)
            item.setExpanded(True)
        if hits is not None and not hits:
            nothing = QTreeWidgetItem([tr("No page has all these words.")])
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addTopLevelItem(nothing)
        self._quiet = False
        self.show_place(Place(current))

    def show_place(self, place: Place) -> None:
        """Mark where one is, without telling anyone."""
        self._quiet = True
        for item in self.pages():
            own = item.data(0, _PLACE)
            here = own is not None and own.page == place.page
            if not self._searching:
                item.setExpanded(here)
            if here:
                exact = next((child for child in below(item) if child.data(0, _PLACE) == place), None)
                self.setCurrentItem(exact or item)
        self._quiet = False

    def _on_current_item_changed(self, item: QTreeWidgetItem | None) -> None:
        place = item.data(0, _PLACE) if item is not None else None
        if place is not None and not self._quiet:
            self.place_chosen.emit(place)


def below(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    """What stands below a page."""
    found = (item.child(index) for index in range(item.childCount()))
    return [child for child in found if child is not None]


def _near(snippet: Snippet) -> str:
    """A snippet that begins shortly before its first word, so that this is seen in a narrow list."""
    first = snippet.marks[0][0] if snippet.marks else 0
    if first <= _BEFORE:
        return snippet.text
    start = snippet.text.find(" ", first - _BEFORE, first) + 1 or first - _BEFORE
    return f"…{snippet.text[start:]}"


def _item(text: str, place: Place, tip: str = "") -> QTreeWidgetItem:
    made = QTreeWidgetItem([text])
    made.setData(0, _PLACE, place)
    made.setToolTip(0, tip or text)
    made.setSizeHint(0, QSize(0, _HEIGHT))
    return made
