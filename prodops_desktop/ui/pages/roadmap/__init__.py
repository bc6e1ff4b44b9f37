"""The panel Roadmap: board, timeline, scores, launches, goals and delivery."""

from prodops_desktop.ui.pages.roadmap.page import RoadmapPage

__all__ = ["RoadmapPage"]
