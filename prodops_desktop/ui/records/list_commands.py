"""The commands that every list of records has for the keyboard: sorting by its current column, moving it and its width."""

from collections.abc import Callable
from typing import Any

from prodops_desktop.ui.commands import Command
from prodops_desktop.ui.texts import tr

_WIDER = 24


def sort_commands(page: str, table: Callable[[], Any], why: Callable[[], str | None]) -> list[Command]:
    """Sort the table that is shown by the column of its current cell, alone or after the columns that sort it already."""

    def sort(*, descending: bool, further: bool) -> Callable[[], None]:
        def run() -> None:
            shown = table()
            shown.sort_by(shown.records.columns[shown.currentIndex().column()].id, further, descending)

        return run

    ways = (
        ("up", tr("Sort by this column, smallest first"), "arrow-up", "Alt+Shift+Up", False, False),
        ("down", tr("Sort by this column, largest first"), "arrow-down", "Alt+Shift+Down", True, False),
        ("also_up", tr("Then sort by this column, smallest first"), "", "Ctrl+Alt+Up", False, True),
        ("also_down", tr("Then sort by this column, largest first"), "", "Ctrl+Alt+Down", True, True),
    )
    sorting = [
        Command(f"{page}.{id_}", text, sort(descending=down, further=more), icon, key, "Data", why, "sort")
        for id_, text, icon, key, down, more in ways
    ]
    return [*sorting, *_column_commands(page, table, why)]


def _column_commands(page: str, table: Callable[[], Any], why: Callable[[], str | None]) -> list[Command]:
    """Move the current column, or change its width: what the mouse does in the header."""

    def of_column(change: Callable[[Any, str], None]) -> Callable[[], None]:
        def run() -> None:
            shown = table()
            change(shown, shown.records.columns[shown.currentIndex().column()].id)

        return run

    ways: tuple[tuple[str, str, str, Callable[[Any, str], None]], ...] = (
        ("column_left", tr("Move this column to the left"), "Alt+Shift+Left", lambda shown, id_: shown.move_column(id_, -1)),
        ("column_right", tr("Move this column to the right"), "Alt+Shift+Right", lambda shown, id_: shown.move_column(id_, 1)),
        ("column_wider", tr("Make this column wider"), "", lambda shown, id_: shown.widen_column(id_, _WIDER)),
        ("column_narrower", tr("Make this column narrower"), "", lambda shown, id_: shown.widen_column(id_, -_WIDER)),
    )
    return [Command(f"{page}.{id_}", text, of_column(change), "", key, "", why, "sort") for id_, text, key, change in ways]
