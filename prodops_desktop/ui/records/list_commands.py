"""The commands that every list of records has for the keyboard: sorting by its current column."""

from collections.abc import Callable
from typing import Any

from prodops_desktop.ui.commands import Command
from prodops_desktop.ui.texts import tr


def sort_commands(page: str, table: Callable[[], Any], why: Callable[[], str | None]) -> list[Command]:
    """Sort the table that is shown by the column of its current cell, alone or after the columns that sort it already."""

    def sort(*, descending: bool, further: bool) -> Callable[[], None]:
        def run() -> None:
            shown = table()
            shown.sort_by(shown.records.columns[shown.currentIndex().column()].id, further, descending)

        return run

    ways = (
        ("up", tr("Sort by this column, smallest first"), "arrow-up", "Ctrl+Shift+Up", False, False),
        ("down", tr("Sort by this column, largest first"), "arrow-down", "Ctrl+Shift+Down", True, False),
        ("also_up", tr("Then sort by this column, smallest first"), "", "Ctrl+Alt+Up", False, True),
        ("also_down", tr("Then sort by this column, largest first"), "", "Ctrl+Alt+Down", True, True),
    )
    return [
        Command(f"{page}.{id_}", text, sort(descending=down, further=more), icon, key, "Data", why, "sort")
        for id_, text, icon, key, down, more in ways
    ]
