"""Why something can’t be done on the page Roadmap now, as sentences."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from prodops_desktop.ui.pages.roadmap.wording import STAYS
from prodops_desktop.ui.texts import tr

if TYPE_CHECKING:
    from prodops_desktop.ui.pages.roadmap.page import RoadmapPage


@dataclass(frozen=True)
class Reasons:
    """Why something can't be done now, as a sentence; None where it can."""

    page: "RoadmapPage"

    def writable(self) -> str | None:
        """The workspace can be changed."""
        return self.page.session.read_only_reason

    def chosen(self) -> str | None:
        """An item is chosen."""
        return None if self.page.view is not None else tr("Choose an item first.")

    def editable(self) -> str | None:
        """The item that is chosen can be changed."""
        return self.writable() or self.chosen()

    def deletable(self) -> str | None:
        """The item that is chosen is seen, too."""
        hidden = not self.page.is_seen()
        return self.editable() or (tr("This view does not show the item. Show it first.") if hidden else None)

    def open(self) -> str | None:
        """The item that is chosen is neither done nor dropped, so that it has a column."""
        view = self.page.view
        over = view is not None and view.item.is_over
        return self.editable() or (tr("What is done or dropped stands in no column. Set its status first.") if over else None)

    def movable(self) -> str | None:
        """The item that is chosen is neither done nor dropped, so that its days can change."""
        view = self.page.view
        return self.editable() or (STAYS if view is not None and view.item.is_over else None)

    def dated(self) -> str | None:
        """The item that is chosen has a day that can change."""
        view = self.page.view
        lacks = view is not None and view.item.due is None
        return self.movable() or (tr("Give it a day to be due first.") if lacks else None)

    def launch(self) -> str | None:
        """The item that is chosen is a launch with an open gate."""
        view = self.page.view
        found = view.readiness if view is not None else None
        if self.editable() is not None:
            return self.editable()
        if found is None:
            return tr("It is no launch. Give it a tier first.")
        return None if found.open_ else tr("No gate of it is open.")

    def baseline(self) -> str | None:
        """A baseline is shown that can be deleted."""
        page = self.page
        lacking = page.shown is None or page.plan.baseline is None
        return self.writable() or (tr("No baseline is shown.") if lacking else None)

    def slipped(self) -> str | None:
        """Something slipped."""
        page = self.page
        return None if page.shown is not None and page.plan.slipped else tr("Nothing slipped against the baseline.")

    def rows(self) -> str | None:
        """There is an item."""
        return None if self.page.shown is not None and self.page.plan.views else tr("Nothing is on the roadmap yet.")

    def planned(self) -> str | None:
        """There is an item, and the workspace can be changed."""
        return self.writable() or self.rows()

    def table(self) -> str | None:
        """A list is shown."""
        return self.rows() or (None if self.page.table() is not None else tr("This view has no columns. Go to the scores first."))

    def column(self) -> str | None:
        """A cell of the table is the current one."""
        table = self.page.table()
        return self.table() or (None if table.currentIndex().isValid() else tr("Choose a row of the table first."))

    def pictured(self) -> str | None:
        """Something is shown that makes a picture."""
        return self.rows() or (None if self.page.copies.has_picture() else tr("Show the board, the timeline or the scores first."))
