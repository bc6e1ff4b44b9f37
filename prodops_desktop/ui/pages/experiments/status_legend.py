"""How many experiments stand where, each with the look of its bars on the calendar."""

from prodops_desktop.experiments.board import Board
from prodops_desktop.experiments.model import CONCLUDED, DRAFT, RUNNING, SCHEDULED
from prodops_desktop.ui import formats
from prodops_desktop.ui.charts.swatches import SwatchLegend
from prodops_desktop.ui.pages.experiments.wording import STATUSES
from prodops_desktop.ui.texts import tr

_LOOKS = {RUNNING: "filled", SCHEDULED: "outlined", DRAFT: "dashed", CONCLUDED: "done"}


class StatusLegend(SwatchLegend):
    """Running, scheduled, draft and done with their counts."""

    def __init__(self) -> None:
        super().__init__(tr("How many experiments stand where"))

    def show_counts(self, board: Board) -> None:
        """Count the experiments on the calendar."""
        found = [view.experiment.status for view in board.dated]
        names = {**STATUSES, CONCLUDED: tr("Done")}
        self.show_entries([(look, f"{names[status]} {formats.number(found.count(status))}") for status, look in _LOOKS.items()])
