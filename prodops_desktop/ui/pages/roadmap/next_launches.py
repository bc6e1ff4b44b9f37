"""The launches that come next, below the timeline: day, gates and what is open, where the window has room for them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from prodops_desktop.roadmap.plan import Plan
from prodops_desktop.ui.models.record_table import RecordTable
from prodops_desktop.ui.pages.roadmap.list_columns import launch_columns
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.tokens import HEADER_HEIGHT, ROW_HEIGHT

_MOST = 4
_COLUMNS = ("title", "day", "in", "gates", "team", "open")


class NextLaunches(RecordTable):
    """The first of the launches that are ahead or overdue, by their days."""

    def __init__(self, today: Callable[[], date]) -> None:
        columns = {column.id: column for column in launch_columns(today)}
        shown = [columns[id_] for id_ in _COLUMNS]
        shown[0] = replace(shown[0], title=tr("Next launches"), total=None)
        super().__init__(tr("Next launches"), shown, lambda view: view.item.id, sort=[("day", False)], at_gutter=True)

    def show_plan(self, plan: Plan) -> None:
        """Show another reading of the plan."""
        first = plan.ahead[:_MOST]
        self.show_list(first)
        self.setFixedHeight(HEADER_HEIGHT + ROW_HEIGHT * len(first) + 4)
