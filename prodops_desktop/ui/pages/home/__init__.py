"""Home: the figures there are, and what came in last."""

from prodops_desktop.ui.pages.home.page import HomePage

__all__ = ["HomePage"]
