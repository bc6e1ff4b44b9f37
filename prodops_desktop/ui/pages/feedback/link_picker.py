"""The key L: the feature or the item of the roadmap that is asked for, or a new feature; every other record by one more step."""

from collections.abc import Collection
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from prodops_desktop.areas import RECORDS, all_records
from prodops_desktop.registry.entries import all_entries, name_key
from prodops_desktop.ui.palette_list import Row
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.buttons import button
from prodops_desktop.ui.widgets.picker import Option, Picker
from prodops_desktop.workspace import Store
from prodops_desktop.workspace.links import End

FIRST = ("roadmap_item", "feature")
"""What feedback is linked to most, in this order; the kinds that are there yet are offered."""
_ICONS = {"roadmap_item": "map-outline", "feature": "puzzle-outline"}

_Found = list[tuple[End, str, tuple[str, ...]]]
"""A record, its title, and its other names."""


class LinkPicker(Picker):
    """Tells what was taken, the name of a feature that is to be made, or that it is another kind of record; ``linked`` is so already."""

    nothing = tr("Type a name to add a feature.")
    taken = Signal(object)
    made = Signal(str)
    others = Signal()

    def __init__(self, parent: QWidget, session: Session, about: str, linked: Collection[End] = ()) -> None:
        find = tr("Find or add a feature")
        super().__init__(parent, tr("Link {about} to…", about=about), find, ("{n} record", "{n} records"), waiting=True)
        self._linked = linked
        self._names: set[str] = set()
        self.others_button = button(tr("Other records…"), self._on_others)
        self.foot.insertWidget(0, self.others_button)
        session.read(_read_first, self._on_read, self.fail, key=self)

    def makable(self, query: str) -> list[Row]:
        """A new feature, unless there is something of this name."""
        name = " ".join(query.split())
        if not name or name_key(name) in self._names:
            return []
        return [Option(tr("Add feature “{name}” and link", name=name), partial(self.made.emit, name), icon="plus").row()]

    def _on_read(self, found: _Found) -> None:
        self._names = {name_key(name) for _, title, others in found for name in (title, *others)}
        self.offer([self._option(*one) for one in found])

    def _option(self, end: End, title: str, others: tuple[str, ...]) -> Option:
        aside = tr("linked") if end in self._linked else ""
        return Option(title, partial(self.taken.emit, end), tr(RECORDS[end.table].noun), aside, _ICONS.get(end.table, ""), " ".join(others))

    def _on_others(self) -> None:
        self.close()
        self.others.emit()


def _read_first(store: Store) -> _Found:
    aliases = {entry.id: entry.aliases for entry in all_entries(store, "feature")}
    found = [(end, title, aliases.get(end.id, ()) if end.table == "feature" else ()) for end, title in all_records(store)]
    return sorted((one for one in found if one[0].table in FIRST), key=lambda one: FIRST.index(one[0].table))
