"""Pages about this computer: what is chosen holds at once, and is kept in the preferences beside no workspace."""

from typing import TYPE_CHECKING, ClassVar

from prodops_desktop.ui.places import Preferences
from prodops_desktop.ui.shell.preferences.section import Section

if TYPE_CHECKING:
    from prodops_desktop.ui.main_window import MainWindow


class ComputerSection(Section):
    """``keys`` are what is kept here; without them everything is as it was at first."""

    keys: ClassVar[tuple[str, ...]] = ()

    def __init__(self, window: "MainWindow") -> None:
        self.preferences: Preferences = window.preferences
        super().__init__(window)
        self.show_choices()

    @property
    def has_defaults(self) -> bool:
        """Whether something is kept here."""
        return bool(self.keys)

    def restore_defaults(self) -> None:
        """Forget what was chosen here."""
        self.preferences.forget(*self.keys)
        self.hold()
        self.show_choices()

    def keep(self, key: str, value: str | bool) -> None:
        """Keep a choice, and let it hold."""
        self.preferences.choose(key, value)
        self.hold()

    def hold(self) -> None:
        """Let hold what is kept."""

    def show_choices(self) -> None:
        """Show what is kept."""
