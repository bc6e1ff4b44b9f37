"""The list of panels that exist; each is imported and built when it is first shown."""

import importlib
from dataclasses import dataclass

from prodops_desktop.ui.page import Page
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import tr


@dataclass(frozen=True)
class PageEntry:
    """A panel by what the rail needs to know before it is built; ``place`` is “module:Class”."""

    id: str
    title: str
    icon: str
    digit: int
    place: str

    def build(self, session: Session) -> Page:
        """Import and build the panel."""
        module, _, name = self.place.partition(":")
        page = getattr(importlib.import_module(module), name)(session)
        if not isinstance(page, Page):
            raise TypeError(f"{self.place} is not a page")
        return page


_PAGES = "prodops_desktop.ui.pages"


def all_pages() -> tuple[PageEntry, ...]:
    """The panels in the order of the rail; the digits of panels that do not exist yet stay free."""
    return (
        PageEntry("home", tr("Home"), "home-variant-outline", 1, f"{_PAGES}.home:HomePage"),
        PageEntry("tools", tr("Tools"), "toolbox-outline", 2, f"{_PAGES}.tools:ToolsPage"),
        PageEntry("datasets", tr("Datasets"), "database-outline", 3, f"{_PAGES}.datasets:DatasetsPage"),
        PageEntry("metrics", tr("Metrics"), "chart-line", 4, f"{_PAGES}.metrics:MetricsPage"),
        PageEntry("experiments", tr("Experiments"), "flask-outline", 6, f"{_PAGES}.experiments:ExperimentsPage"),
        PageEntry("feedback", tr("Feedback"), "message-text-outline", 7, f"{_PAGES}.feedback:FeedbackPage"),
        PageEntry("roadmap", tr("Roadmap"), "map-outline", 8, f"{_PAGES}.roadmap:RoadmapPage"),
    )
