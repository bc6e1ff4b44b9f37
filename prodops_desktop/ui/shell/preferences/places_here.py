"""Preferences › Files, and › Privacy: where this computer keeps what, and whether it has a keyring."""

from functools import partial
from pathlib import Path
from typing import ClassVar

from prodops_desktop.ui import places
from prodops_desktop.ui.asking import show_file
from prodops_desktop.ui.shell.preferences.on_computer import ComputerSection
from prodops_desktop.ui.shell.preferences.rows import Row
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.buttons import button
from prodops_desktop.workspace import secrets


class FilesHere(ComputerSection):
    """Nothing to choose here but where to look: one variable of the environment moves all of it."""

    id: ClassVar[str] = "files"
    icon: ClassVar[str] = "folder-outline"

    @classmethod
    def title(cls) -> str:
        """What the page is called."""
        return tr("Files")

    def build(self) -> None:
        """Add the rows."""
        for title, folder, words in (
            (tr("Preferences, recent workspaces and layouts"), places.config_folder(), tr("kept in folder")),
            (tr("Logs"), places.log_folder(), tr("kept in folder crash")),
            (tr("New workspaces and the sample"), places.documents_folder(), tr("kept in folder documents")),
        ):
            show = button(tr("Show folder"), partial(_show, folder), small=True)
            show.setAccessibleName(tr("Show the folder of: {what}", what=title))
            self.add(Row(title, str(folder), show, words=words))
        moved = tr("Set the variable PRODOPS_HOME to a folder before the start, and all of these are kept below it.")
        self.add(Row(tr("Another place"), moved))


class Privacy(ComputerSection):
    """Says what is true here; there is nothing to switch off, as nothing leaves this computer."""

    id: ClassVar[str] = "privacy"
    icon: ClassVar[str] = "shield-lock-outline"

    @classmethod
    def title(cls) -> str:
        """What the page is called."""
        return tr("Privacy")

    def build(self) -> None:
        """Add the rows."""
        self.keyring = self.add(Row(tr("Keyring"), tr("Looking for the keyring of this computer…"), words=tr("passwords secrets")))
        self.add(Row(tr("Network"), tr("The program opens no connection: what you import stays on this computer.")))
        logs = tr("Hold no values of cells, no passwords and no texts of customers.")
        show = button(tr("Show folder"), self.window_.dialogs.logs, small=True)
        show.setAccessibleName(tr("Show the folder of the logs"))
        self.add(Row(tr("Logs"), logs, show))

    def on_first_shown(self) -> None:
        """Ask the system, which may take a moment."""
        (self.window_.session or self.window_.runner).ask(secrets.has_keyring, self._tell)

    def _tell(self, has_keyring: object) -> None:
        self.keyring.say(
            tr("This computer has a keyring. Passwords of sheets and secrets of tools are kept in it, and nowhere else.")
            if has_keyring
            else tr("This computer offers no keyring that keeps secrets safe. None is kept; passwords are asked for each time.")
        )


def _show(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    show_file(folder)
