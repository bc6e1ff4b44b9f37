"""The section of an inspector that lists what a record is linked to, opens it, and links it to more."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from prodops_desktop.areas import RECORDS, all_records, titles_of
from prodops_desktop.ui.palette_list import Row
from prodops_desktop.ui.records.places import PAGES, PARTS
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.tips import plain_tip
from prodops_desktop.ui.widgets.buttons import Segments, button, tool_button
from prodops_desktop.ui.widgets.inspector import Section
from prodops_desktop.ui.widgets.picker import Option, Picker
from prodops_desktop.ui.widgets.text import Elided
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
        target.setToolTip(plain_tip(row.title))
        target.setAccessibleName(tr("Open {title}", title=row.title))
        line.addWidget(target)
        if self._session.read_only_reason is None:
            line.addWidget(tool_button("close", tr("Remove the link to {title}", title=row.title), partial(self._remove, row.link.id)))
        return holder

    def _open(self, end: End) -> None:
        if end.table in PAGES:
            self._session.open(PAGES[end.table], end if end.table in PARTS else end.id)
        else:
            self._session.open("records", end)

    def _remove(self, link_id: int) -> None:
        self._session.run(lambda store: unlink(store, link_id))


class LinkDialog(Picker):
    """Every record that can be linked, filtered as one types; Enter links."""

    def __init__(self, parent: QWidget, session: Session, end: End, title: str) -> None:
        find, many = tr("Find a tool, dataset, goal, event, person…"), ("{n} record", "{n} records")
        super().__init__(parent, tr("Link {title} to…", title=title), find, many, waiting=True, width=520)
        self._session, self._end, self._title = session, end, title
        ways = [("needs", tr("needs")), ("needed", tr("is needed by")), ("related", tr("belongs with"))]
        if end.table in ("tool", "dataset"):
            ways.append(("list", tr("has the seat list") if end.table == "tool" else tr("is the seat list of")))
        if end.table == "experiment":
            ways.append(("contradicts", tr("can’t be shown with")))
        self.ways = Segments(ways, "related", tr("How they have to do with each other"))
        self.body.insertWidget(0, self.ways)
        self.take = button(tr("Link"), self.take_marked, role="primary")
        self.foot.insertWidget(1, self.take)
        session.read(all_records, self._on_read)

    def fill(self) -> None:
        """Show what fits; there may be nothing to link to."""
        super().fill()
        self.take.setEnabled(self.list.current() is not None)

    def pick(self, row: Row) -> None:
        """Link, and close once that is done."""
        if row.run is not None:
            row.run()

    def _on_read(self, found: list[tuple[End, str]]) -> None:
        nouns = {table: tr(kind.noun) for table, kind in RECORDS.items()}
        self.offer(
            [
                Option(title, partial(self._link, end, title), nouns[end.table], icon="link-variant", words=nouns[end.table])
                for end, title in found
                if end != self._end
            ]
        )

    def _link(self, there: End, title: str) -> None:
        way, here = self.ways.current(), self._end
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
        self._session.run(lambda store: link(store, kind, start, end, names), lambda _: self.close(), self.fail)


def _short(title: str) -> str:
    return title if len(title) <= 28 else f"{title[:27]}…"
