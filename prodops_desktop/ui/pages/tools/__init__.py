"""The panel Tools: the stack, its contracts and what must be decided by when."""

from prodops_desktop.ui.pages.tools.page import ToolsPage

__all__ = ["ToolsPage"]
