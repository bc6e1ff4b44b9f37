"""The panel Datasets: what was imported, as a catalogue, a grid, its quarantine and its sources."""

from prodops_desktop.ui.pages.datasets.page import DatasetsPage

__all__ = ["DatasetsPage"]
