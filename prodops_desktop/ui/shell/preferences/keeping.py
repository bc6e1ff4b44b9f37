"""Preferences › History and backups: where the file is, how long values are kept, and how much room backups may take."""

from pathlib import Path
from typing import ClassVar

from PySide6.QtWidgets import QLineEdit

from prodops_desktop.ui.asking import show_file
from prodops_desktop.ui.shell.preferences.rows import Row
from prodops_desktop.ui.shell.preferences.settings_section import SettingsSection, TextSetting
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.buttons import Segments, button
from prodops_desktop.workspace import history

AGE, ROOM = "history_keep_days", "backups_mb"
_FOR_EVER, _FOR_DAYS = "ever", "days"
_FIRST_AGE = "365"
"""The age that is proposed where values are no longer to be kept for ever."""


class Keeping(SettingsSection):
    """Pruning and the list of backups have dialogs of their own."""

    id: ClassVar[str] = "keeping"
    icon: ClassVar[str] = "history"

    @classmethod
    def title(cls) -> str:
        """What the page is called."""
        return tr("History and backups")

    def build(self) -> None:
        """Add the rows."""
        dialogs, path = self.window_.dialogs, Path(self.session.workspace.path)
        self.add(Row(tr("Workspace file"), str(path), button(tr("Show folder"), lambda: show_file(path.parent), small=True)))
        self.add_setting(_Age())
        self.prune = button(tr("Prune history…"), dialogs.prune, small=True)
        self.prune.setEnabled(self.session.read_only_reason is None)
        self.prune.setToolTip(self.session.read_only_reason or "")
        self.begins = self.add(Row(tr("Kept now"), "", self.prune, words=tr("history prune audit")))
        room = tr("The oldest go when they take more together.")
        self.add_setting(TextSetting(ROOM, tr("Room for backups"), room, unit=tr("MB"), words=tr("space disk")))
        self.backups = button(tr("Backups…"), dialogs.backups, small=True)
        made = tr("Made by themselves while you work; one can be restored, or saved as a workspace of its own.")
        self.add(Row(tr("Backups"), made, self.backups, words=tr("restore")))

    @property
    def age(self) -> Segments:
        """For ever, or for days."""
        row = self.settings[AGE]
        assert isinstance(row, _Age)
        return row.segments

    def field(self, key: str) -> QLineEdit:
        """Where the figure of a setting is typed."""
        row = self.settings[key]
        assert isinstance(row, TextSetting)
        return row.field

    def read(self) -> None:
        """The settings, and since when the history has values."""
        super().read()
        self.session.read(lambda store: history.begins(store).sentence, self.begins.say, key=self.begins)

    def _on_session_changed(self, tables: frozenset[str]) -> None:
        """Pruning changes no setting."""
        del tables
        self.read()


class _Age(TextSetting):
    """For ever, or for so many days."""

    def __init__(self) -> None:
        told = tr("What was done, when and by whom stays for good; older values go when the workspace is opened, after a backup.")
        super().__init__(AGE, tr("Values of the history are kept"), told, unit=tr("days"), words=tr("undo age prune"))
        self.segments = Segments(
            [(_FOR_EVER, tr("For ever")), (_FOR_DAYS, tr("For days"))], name=tr("How long values of the history are kept")
        )
        self.segments.chosen.connect(lambda choice: self.decide("0" if choice == _FOR_EVER else _FIRST_AGE))
        self.put_first(self.segments)

    def put_back(self) -> None:
        """Without an age there is none to type."""
        super().put_back()
        is_for_ever = self.value == "0"
        self.segments.choose(_FOR_EVER if is_for_ever else _FOR_DAYS)
        for control in self.controls[:2]:
            control.setVisible(not is_for_ever)

    def show_value(self, value: str) -> None:
        """Show what holds, also where a figure is being typed."""
        super().show_value(value)
        if value != "0" or not self.field.isModified():
            self.put_back()

    def allow(self, reason: str | None) -> None:
        """Let it be changed, or say why not."""
        super().allow(reason)
        self.segments.setEnabled(reason is None)
        self.segments.setToolTip(reason or "")
