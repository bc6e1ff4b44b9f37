"""The icon of the program, from its SVG; where Qt has no SVG reader, a painted glyph."""

from PySide6.QtGui import QIcon

from prodops_desktop.ui import icons
from prodops_desktop.work import resources


def app_icon() -> QIcon:
    """The icon for windows and the About box."""
    made = QIcon(str(resources.folder() / "icon" / "prodops-desktop.svg"))
    return icons.icon("chart-box-outline", "accent") if made.isNull() or made.pixmap(32, 32).isNull() else made
