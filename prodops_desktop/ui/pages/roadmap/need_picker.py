"""Picks what an item waits for, from all items that are not over."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from prodops_desktop.roadmap.plan import ItemView
from prodops_desktop.ui.pages.roadmap.wording import launch_text
from prodops_desktop.ui.palette_list import Row
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.picker import Option, Picker


class NeedPicker(Picker):
    """``add`` gets the id of the item that was picked; what it refuses, such as a cycle, is said in place."""

    def __init__(self, parent: QWidget, view: ItemView, add: Callable[[int], None]) -> None:
        title = tr("What does {title} wait for?", title=view.item.title)
        super().__init__(parent, title, tr("Find an item by key, title or team…"), ("{n} item", "{n} items"), width=560)
        own = {view.item.id, *(need.item for need in view.item.needs)}
        self.offer(
            [
                Option(
                    other.item.label,
                    partial(add, other.item.id),
                    other.item.team or "",
                    launch_text(other.item, view.plan.today),
                    "map-outline",
                    " ".join(part for part in (other.item.team, other.item.area) if part),
                )
                for other in view.plan.open
                if other.item.id not in own
            ]
        )

    def pick(self, row: Row) -> None:
        """Add it, and close only once that is done: what is refused is said here."""
        if row.run is not None:
            row.run()
