"""The beginning: what the window offers while no workspace is open, and which ones this computer remembers."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

if TYPE_CHECKING:
    from prodops_desktop.ui.main_window import MainWindow
    from prodops_desktop.ui.shell.first_run import Doors


class Beginning:
    """Follows the first-run page of the window."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window

    def doors(self) -> "Doors":
        """What the first-run page can do."""
        from prodops_desktop.ui.shell.first_run import Doors

        files, sample = self._window.files, self._window.sample
        return Doors(
            choose_files=files.choose_import,
            paste=files.paste_table,
            open_sample=sample.open,
            new_workspace=files.new_workspace,
            open_workspace=files.open_workspace,
            open_path=self._window.open_path,
            pin=self.pin,
            forget=self.forget,
            try_file=sample.try_file,
            show_tries=sample.show_folder,
            remove_sample=sample.remove,
            open_tour=lambda: self._window.dialogs.help("tour"),
        )

    def show(self) -> None:
        """Show the page, and fill it in the next turn: where a workspace is opened at once, nobody would see it."""
        self._window.panes.show_welcome(self._window.welcome)
        self._window.welcome.setFocus()
        QTimer.singleShot(0, self._window, self._fill)

    def pin(self, path: Path, pinned: bool) -> None:
        """Keep a workspace at the head of the recent ones, or no longer."""
        self._window.preferences.pin(path, pinned=pinned)
        self.show_recents()

    def forget(self, path: Path) -> None:
        """Take a workspace off the list."""
        self._window.preferences.forget_recent(path)
        self.show_recents()

    def forget_all_of(self, path: Path) -> None:
        """Forget everything that this computer remembers of a workspace that is gone."""
        self._window.layouts.forget(path)
        if self._window.preferences.text("last") == str(path):
            self._window.preferences.choose("last", "")
        self.forget(path)
        self._fill()

    def show_recents(self) -> None:
        """List the workspaces opened before."""
        self._window.welcome.show_recents(self._window.preferences.recents())

    def _fill(self) -> None:
        if self._window.session is None:
            self.show_recents()
            self._window.sample.look()
