"""The panel Experiments: the calendar that sees collisions, the register, results, backlog and learnings."""

from prodops_desktop.ui.pages.experiments.page import ExperimentsPage

__all__ = ["ExperimentsPage"]
