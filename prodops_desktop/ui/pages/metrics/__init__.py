"""The panel Metrics: definitions, a chart that opens down to its rows, and what a figure rests on."""

from prodops_desktop.ui.pages.metrics.page import MetricsPage

__all__ = ["MetricsPage"]
