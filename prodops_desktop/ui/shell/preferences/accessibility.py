"""Preferences › Accessibility: contrast and motion."""

from typing import ClassVar

from prodops_desktop.ui import own_ways
from prodops_desktop.ui.shell.preferences.on_computer import ComputerSection
from prodops_desktop.ui.shell.preferences.rows import Row
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.buttons import Segments


class Accessibility(ComputerSection):
    """The size of text is on the page Appearance, where a search finds it from here, too."""

    id: ClassVar[str] = "accessibility"
    icon: ClassVar[str] = "human"
    keys: ClassVar[tuple[str, ...]] = (own_ways.CONTRAST, own_ways.MOTION)

    @classmethod
    def title(cls) -> str:
        """What the page is called."""
        return tr("Accessibility")

    def build(self) -> None:
        """Add the rows."""
        system = ("system", tr("System"))
        self.contrast = Segments([system, ("more", tr("On")), ("normal", tr("Off"))], name=tr("More contrast"))
        self.motion = Segments([system, ("reduced", tr("On")), ("normal", tr("Off"))], name=tr("Reduce motion"))
        for key, segments in ((own_ways.CONTRAST, self.contrast), (own_ways.MOTION, self.motion)):
            segments.chosen.connect(lambda value, key=key: self.keep(key, value))
        self.add(Row(tr("More contrast"), tr("Stronger texts, lines and frames."), self.contrast, words=tr("high contrast eyes")))
        still = tr("Menus appear at once and the cursor does not blink.")
        self.add(Row(tr("Reduce motion"), still, self.motion, words=tr("animation effects blinking")))

    def hold(self) -> None:
        """Let both hold."""
        own_ways.apply_look(self.preferences)

    def show_choices(self) -> None:
        """Show what is kept."""
        self.contrast.choose(self.preferences.text(own_ways.CONTRAST, "system"))
        self.motion.choose(self.preferences.text(own_ways.MOTION, "system"))
