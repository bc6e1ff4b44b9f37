"""What the palette offers: commands, pages with their tabs, recent files, and what is asked for by what is typed."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from prodops_desktop.ui import formats
from prodops_desktop.ui.commands import Command
from prodops_desktop.ui.palette_entries import Entry
from prodops_desktop.ui.recent import token_of
from prodops_desktop.ui.texts import tr

if TYPE_CHECKING:
    from prodops_desktop.ui.main_window import MainWindow


def look_up(window: "MainWindow") -> None:
    """Open the palette of the window on what is at hand; the names that the workspace keeps follow when they are read."""
    from prodops_desktop.ui.shell import lookup_names

    palette, session = window.palette_, window.session
    palette.asked = partial(asked_for, window)
    palette.last = partial(below_all, window)
    palette.recent = session.recent if session is not None else None
    recents = recents_at_hand(window)
    palette.open([*entries_at_hand(window, window.menus.commands), *recents.values()])
    window.files.recents.look_for(recents, palette.change)
    if session is not None:
        lookup_names.read_entries(window, session)


def entries_at_hand(window: "MainWindow", commands: Sequence[Command]) -> list[Entry]:
    """What is known without reading: pages and commands."""
    return [*_pages(commands), *_tabs(window), *_commands(commands)]


def _pages(commands: Sequence[Command]) -> list[Entry]:
    section, found = tr("Pages"), []
    for command in commands:
        if command.id.startswith("page."):
            reason, token = command.enabled() or "", token_of(command.id.removeprefix("page."), None)
            found.append(
                Entry(section, command.title(), command.run, command.icon, "", command.shortcut, reason, "page go to", token=token)
            )
    return found


def _tabs(window: "MainWindow") -> list[Entry]:
    """The tabs of every page; those of a page that was shown with what they count."""
    if window.session is None:
        return []
    section, found = tr("Pages"), []
    for entry in window.entries:
        page = window.pages.get(entry.id)
        tabs = page.tabs() if page is not None else [(id_, text, None) for id_, text in entry.tabs]
        for id_, text, count in tabs if len(tabs) > 1 else []:
            shown = "" if count is None else formats.number(count)
            run = partial(_show_tab, window, entry.id, id_)
            title = f"{entry.title} › {text}"
            found.append(Entry(section, title, run, entry.icon, shown, noun=tr("tab"), token=f"tab/{entry.id}/{id_}"))
    return found


def _show_tab(window: "MainWindow", page: str, tab: str) -> None:
    window.show_page(page)
    window.show_tab(tab)


def _commands(commands: Sequence[Command]) -> list[Entry]:
    section = tr("Commands")
    return [
        Entry(
            section,
            command.title(),
            command.run,
            command.icon or "console",
            tr(command.menu),
            command.shortcut.split(", ")[0],
            command.enabled() or "",
            command.words,
            token=f"command/{command.id}",
        )
        for command in commands
        if not command.id.startswith("page.") and command.id != "view.palette"
    ]


def recents_at_hand(window: "MainWindow") -> dict[Path, Entry]:
    """The workspaces opened before, but for the one that is open; whether they are still there is not known without looking."""
    section = tr("Recent workspaces")
    own = window.session.workspace.path if window.session is not None else None
    return {
        recent.path: Entry(section, recent.path.name, partial(window.open_path, recent.path), "file-cabinet", str(recent.path.parent))
        for recent in window.preferences.recents()
        if recent.path != own
    }


def asked_for(window: "MainWindow", text: str) -> list[Entry]:
    """The item of feedback whose code is typed: there are too many to offer each by itself."""
    from prodops_desktop.feedback.model import code_of, read_code

    item = read_code(text.strip())
    if item is None or window.session is None:
        return []
    show = partial(window.session.open, "feedback", item)
    return [Entry(tr("Feedback"), code_of(item), show, "message-text-outline", noun=tr("item"), token=token_of("feedback", item))]


def below_all(window: "MainWindow", text: str) -> list[Entry]:
    """Looking for what is typed in all texts of the workspace, of which the palette knows the names alone."""
    if window.session is None:
        return []
    search = tr("Find “{words}” in all texts", words=text)
    return [Entry(tr("Everywhere"), search, partial(window.dialogs.find_everywhere, text), "text-search", shortcut="Ctrl+Shift+F")]
