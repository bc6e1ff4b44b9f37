"""What was chosen for this computer and has to hold from the first paint on: size and family of type, contrast, motion, ways of writing."""

from PySide6.QtGui import QFontDatabase

from prodops_desktop.ui import region, theme
from prodops_desktop.ui.places import Preferences

SCALE, CONTRAST, MOTION, FAMILY = "scale", "contrast", "motion", "family"
INTER, SYSTEM_FAMILY = "Inter", "system"
"""The chosen family, where it is that of the system though Inter is installed."""
NUMBERS, DAYS, WEEK, CLOCK = "numbers", "days", "week_begins", "clock"
REOPEN = "reopen"
LEAST, USUAL, MOST = theme.SMALLEST, 100, theme.LARGEST
"""Per cent of the size of type."""


def apply(preferences: Preferences) -> None:
    """Let everything that was chosen hold."""
    apply_look(preferences)
    region.choose(written_in(preferences))


def apply_look(preferences: Preferences) -> None:
    """Let the chosen size, family, contrast and motion hold; what is as it was costs nothing."""
    if theme.scale() != scale_of(preferences):
        theme.set_scale(scale_of(preferences))
    if theme.contrast() != preferences.text(CONTRAST, "system"):
        theme.set_contrast(preferences.text(CONTRAST, "system"))
    theme.set_motion(preferences.text(MOTION, "system"))
    _hold_family(preferences.text(FAMILY))


def _hold_family(chosen: str) -> None:
    """Dress in the system's family or in Inter, where it is not so already."""
    general = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    is_general = theme.font().family() == general
    if chosen == SYSTEM_FAMILY and not is_general:
        theme.use_family(general)
    elif not chosen and is_general and INTER in QFontDatabase.families():
        theme.use_family("")


def scale_of(preferences: Preferences) -> int:
    """The chosen size of type in per cent; what is no such number counts as 100."""
    text = preferences.text(SCALE, str(USUAL))
    return min(MOST, max(LEAST, int(text))) if text.isdecimal() else USUAL


def written_in(preferences: Preferences) -> region.Choice:
    """The chosen ways of writing."""
    return region.Choice(*(preferences.text(key, region.SYSTEM) for key in (NUMBERS, DAYS, WEEK, CLOCK)))
