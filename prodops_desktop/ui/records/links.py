"""The section of an inspector that lists what a record is linked to, opens it, and links it to more."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from prodops_desktop.areas import RECORDS, all_records, titles_of
from prodops_desktop.ui.records.places import PAGES
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.widgets.buttons import Segments, button, tool_button
from prodops_desktop.ui.widgets.dialog import Dialog
from prodops_desktop.ui.widgets.fields import SearchField
from prodops_desktop.ui.widgets.inspector import Section
from prodops_desktop.ui.widgets.states import Note
from prodops_desktop.ui.widgets.text import Elided, label
from prodops_desktop.workspace import Store
from prodops_desktop.workspace.links import KINDS, End, Link, link, links_of, unlink


@dataclass(frozen=True)
class LinkRow:
    """A link with the title of its far end; ``part`` names the part of the record that it hangs on, if it is not the whole."""

    link: Link
    title: str
    part: str = ""


def read_links(store: Store, end: End, part: str = "") -> list[LinkRow]:
    """The links of a record, or of a ``part`` of one."""
    found = links_of(store, end)
    titles = titles_of(store, (one.other for one in found))
    return [LinkRow(one, titles[one.other], part) for one in found]


class LinksSection:
    """Fills a section with the links of a record."""

    def __init__(self, section: Section, session: Session, parent: QWidget) -> None:
        self.section, self._session, self._parent = section, session, parent
        self._end = End("", 0)
        self._title = ""

    def begin(self, end: End, title: str) -> None:
        """Speak of another record, whose links are still being read."""
        self._end, self._title = end, title
        self.section.clear()
        self.section.note.setText("")

    def show(self, end: End, title: str, rows: list[LinkRow]) -> None:
        """Show the links of a record."""
        self.begin(end, title)
        section = self.section
        section.note.setText(str(len(rows)) if rows else "")
        for row in rows:
            section.add(self._line(row))
        if not rows:
            section.text(tr("Nothing is linked yet."), "3")
        if self._session.read_only_reason is None:
            section.add(button(tr("Link to…"), self.choose, icon="", role="link"))

    def choose(self) -> None:
        """Open the list of records to link to."""
        if self._end.id:
            LinkDialog(self._parent.window(), self._session, self._end, self._title).open()

    def _line(self, row: LinkRow) -> QWidget:
        kind = KINDS[row.link.kind][0 if row.link.forward else 1]
        noun = tr(RECORDS[row.link.other.table].noun)
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        about = Elided(" · ".join(part for part in (row.part, tr(kind), noun) if part), "meta", "3")
        line.addWidget(about, 1)
        target = button(_short(row.title), partial(self._open, row.link.other), role="link")
        target.setToolTip(row.title)
        target.setAccessibleName(tr("Open {title}", title=row.title))
        line.addWidget(target)
        if self._session.read_only_reason is None:
            line.addWidget(tool_button("close", tr("Remove the link to {title}", title=row.title), partial(self._remove, row.link.id)))
        return holder

    def _open(self, end: End) -> None:
        if end.table in PAGES:
            self._session.open(PAGES[end.table], end if end.table == "contract" else end.id)
        else:
            self._session.open("records", end)

    def _remove(self, link_id: int) -> None:
        self._session.run(lambda store: unlink(store, link_id))


class _Records(QListWidget):
    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the current one."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class LinkDialog(Dialog):
    """Every record that can be linked, filtered as one types; Enter links."""

    def __init__(self, parent: QWidget, session: Session, end: End, title: str) -> None:
        super().__init__(parent, tr("Link {title} to…", title=title), width=520, height=480)
        self._session, self._end, self._title = session, end, title
        self._found: list[tuple[End, str]] = []
        ways = [("needs", tr("needs")), ("needed", tr("is needed by")), ("related", tr("belongs with"))]
        if end.table in ("tool", "dataset"):
            ways.append(("list", tr("has the seat list") if end.table == "tool" else tr("is the seat list of")))
        if end.table == "experiment":
            ways.append(("contradicts", tr("can’t be shown with")))
        self.ways = Segments(ways, "related", tr("How they have to do with each other"))
        self.search = SearchField(tr("Find a tool, dataset, goal, event, person…"))
        self.list = _Records()
        self.list.setAccessibleName(tr("Records"))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.wrong = Note("bad", "")
        self.take = button(tr("Link"), self._link, role="primary")
        for widget in (self.ways, self.search, self.list, self.wrong):
            self.body.addWidget(widget, 1 if widget is self.list else 0)
        self.count = label("", "meta", "3")
        self.body.addWidget(self.count)
        self.foot.insertWidget(1, self.take)
        self.search.textChanged.connect(lambda _: self._fill())
        self.search.left.connect(self._go_to_list)
        self.list.entered.connect(self._link)
        self.list.itemDoubleClicked.connect(lambda _: self._link())
        session.read(all_records, self._on_read)
        self.search.setFocus()

    def _on_read(self, found: list[tuple[End, str]]) -> None:
        self._found = [pair for pair in found if pair[0] != self._end]
        self._fill()

    def _fill(self) -> None:
        words = self.search.text().casefold().split()
        self.list.clear()
        fitting = 0
        for end, title in self._found:
            noun = tr(RECORDS[end.table].noun)
            if all(word in f"{title} {noun}".casefold() for word in words):
                fitting += 1
                if fitting <= 300:
                    item = QListWidgetItem(f"{title}  ·  {noun}")
                    item.setData(Qt.ItemDataRole.UserRole, (end.table, end.id, title))
                    item.setSizeHint(QSize(100, 30))
                    self.list.addItem(item)
        self.count.setText(counted(fitting, "{n} record", "{n} records"))
        if self.list.count():
            self.list.setCurrentRow(0)
        self.take.setEnabled(bool(self.list.count()))

    def _go_to_list(self) -> None:
        if self.list.count():
            self.list.setFocus()

    def _link(self) -> None:
        item = self.list.currentItem()
        if item is None:
            return
        table, id_, title = item.data(Qt.ItemDataRole.UserRole)
        way, here, there = self.ways.current(), self._end, End(table, id_)
        titles = (self._title, title)
        forward = not (way == "needed" or (way == "list" and here.table == "tool"))
        if way == "list" and {here.table, there.table} != {"tool", "dataset"}:
            self.wrong.say("bad", tr("A seat list is a dataset, and it belongs to a tool. Choose one of those."))
            return
        if way == "contradicts" and there.table != "experiment":
            self.wrong.say("bad", tr("Only two experiments can contradict each other. Choose an experiment."))
            return
        kind = "needs" if way == "needed" else way
        start, end, names = (here, there, titles) if forward else (there, here, titles[::-1])
        self._session.run(
            lambda store: link(store, kind, start, end, names), lambda _: self.close(), lambda error: self.wrong.say("bad", str(error))
        )


def _short(title: str) -> str:
    return title if len(title) <= 28 else f"{title[:27]}…"
