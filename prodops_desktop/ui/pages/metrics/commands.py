"""What can be done on the page Metrics, as commands."""

from typing import TYPE_CHECKING

from prodops_desktop.ui.commands import Command
from prodops_desktop.ui.texts import tr

if TYPE_CHECKING:
    from prodops_desktop.ui.pages.metrics.page import MetricsPage


def metric_commands(page: "MetricsPage") -> list[Command]:
    """The commands, in the order of the menus."""

    def shown() -> str | None:
        return None if page.shown is not None else tr("Import a sheet with a day in each row first.")

    def writable() -> str | None:
        return page.session.read_only_reason or shown()

    def linkable() -> str | None:
        aimed = page.shown is not None and page.shown.target is not None
        return writable() or (None if aimed else tr("Set a target first; it is what is linked."))

    def point() -> str | None:
        return shown() or (None if page.chart.current is not None else tr("Choose a point of the chart first, with ← and →."))

    def open_point() -> None:
        if page.chart.current is not None:
            page.open_point(page.chart.current)

    return [
        Command(
            "metrics.target", tr("Set target"), page.focus_target, "pencil-outline", "F2", "Edit", writable, "metric", words="goal aim"
        ),
        Command(
            "metrics.sentence", tr("Copy as sentence"), page.detail.copy_sentence, "content-copy", "Ctrl+Shift+C", "Edit", shown, "metric"
        ),
        Command("metrics.link", tr("Link the target to…"), page.detail.links.choose, "link-variant", "", "Edit", linkable, "metric"),
        Command("metrics.picture", tr("Copy chart as picture"), page.copy_picture, "image-outline", "", "Edit", shown, "metric"),
        Command("metrics.copy_table", tr("Copy chart as table"), page.copy_table, "table-arrow-right", "", "Edit", shown, "metric"),
        Command("metrics.filter", tr("Filter the list"), page.catalogue.search.setFocus, "filter-variant", "/", "Data", shown, "metric"),
        Command("metrics.rows", tr("Open the rows behind the point"), open_point, "table", "", "Data", point, "metric", words="drill down"),
        Command("metrics.trace", tr("Where it comes from"), page.focus_sources, "file-table-outline", "F9", "Data", shown, "metric"),
    ]
