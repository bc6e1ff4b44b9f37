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
    tabs: tuple[tuple[str, str], ...] = ()
    """The tabs of the panel as (id, text); none where it has one view."""

    def build(self, session: Session) -> Page:
        """Import and build the panel."""
        module, _, name = self.place.partition(":")
        page = getattr(importlib.import_module(module), name)(session)
        if not isinstance(page, Page):
            raise TypeError(f"{self.place} is not a page")
        return page


_PAGES = "prodops_desktop.ui.pages"


_TABS = {
    "tools": (("inventory", tr("Inventory")), ("renewals", tr("Renewals")), ("overlaps", tr("Overlaps")), ("vendors", tr("Vendors"))),
    "datasets": (("imported", tr("Imported")), ("quarantine", tr("Quarantine"))),
    "experiments": (
        ("calendar", tr("Calendar")),
        ("register", tr("Register")),
        ("results", tr("Results")),
        ("backlog", tr("Backlog")),
        ("learnings", tr("Learnings")),
    ),
    "feedback": (("triage", tr("Triage")), ("needs", tr("Needs")), ("segments", tr("By segment")), ("all", tr("All"))),
    "roadmap": (
        ("board", tr("Board")),
        ("timeline", tr("Timeline")),
        ("scores", tr("Scores")),
        ("launches", tr("Launches")),
        ("goals", tr("Goals")),
        ("delivery", tr("Delivery")),
    ),
}


def all_pages() -> tuple[PageEntry, ...]:
    """The panels in the order of the rail; the digits of panels that do not exist yet stay free."""
    return tuple(
        PageEntry(id_, title, icon, digit, f"{_PAGES}.{id_}:{name}", _TABS.get(id_, ()))
        for id_, title, icon, digit, name in (
            ("home", tr("Home"), "home-variant-outline", 1, "HomePage"),
            ("tools", tr("Tools"), "toolbox-outline", 2, "ToolsPage"),
            ("datasets", tr("Datasets"), "database-outline", 3, "DatasetsPage"),
            ("metrics", tr("Metrics"), "chart-line", 4, "MetricsPage"),
            ("experiments", tr("Experiments"), "flask-outline", 6, "ExperimentsPage"),
            ("feedback", tr("Feedback"), "message-text-outline", 7, "FeedbackPage"),
            ("roadmap", tr("Roadmap"), "map-outline", 8, "RoadmapPage"),
        )
    )
