"""What the palette offers: commands, pages with their tabs, and from the workspace datasets, metrics and recent files."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from prodops_desktop.ui import formats
from prodops_desktop.ui.commands import Command
from prodops_desktop.ui.palette import Entry
from prodops_desktop.ui.records.places import PAGES, PARTS
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.workspace import Store
from prodops_desktop.workspace.links import End

if TYPE_CHECKING:
    from prodops_desktop.ui.main_window import MainWindow


def entries_at_hand(window: "MainWindow", commands: Sequence[Command]) -> list[Entry]:
    """What is known without reading: pages, commands, recent workspaces."""
    return [*_pages(window, commands), *_commands(commands), *_recents(window)]


def _pages(window: "MainWindow", commands: Sequence[Command]) -> list[Entry]:
    section = tr("Pages")
    found = []
    for command in commands:
        if command.id.startswith("page."):
            reason = command.enabled() or ""
            found.append(Entry(section, command.title(), command.run, command.icon, "", command.shortcut, reason, "page go to"))
    page = window.page
    if page is not None:
        for id_, text, count in page.tabs():
            shown = "" if count is None else formats.number(count)
            found.append(Entry(section, f"{page.title} › {text}", partial(window.show_tab, id_), page.icon, shown))
    return found


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
        )
        for command in commands
        if not command.id.startswith("page.") and command.id != "view.palette"
    ]


def _recents(window: "MainWindow") -> list[Entry]:
    section = tr("Recent workspaces")
    own = window.session.workspace.path if window.session is not None else None
    return [
        Entry(section, recent.path.name, partial(window.open_path, recent.path), "file-cabinet", str(recent.path.parent))
        for recent in window.preferences.recents()
        if recent.path != own
    ]


def asked_for(window: "MainWindow", text: str) -> list[Entry]:
    """The item of feedback whose code is typed: there are too many to offer each by itself."""
    from prodops_desktop.feedback.model import code_of, read_code

    item = read_code(text.strip())
    if item is None or window.session is None:
        return []
    return [Entry(tr("Feedback"), code_of(item), partial(window.session.open, "feedback", item), "message-text-outline")]


def read_entries(window: "MainWindow", session: Session) -> None:
    """Read the names of datasets and metrics, and add them when they are there."""
    session.read(_names, lambda names: window.palette_.add(_entries(session, names)), key="palette")


_Names = tuple[list[tuple[int, str, str, int]], list[tuple[str, str, str]], list[tuple[End, str]]]


def _names(store: Store) -> _Names:
    from prodops_desktop.areas import all_records
    from prodops_desktop.datasets.snapshot import current
    from prodops_desktop.datasets.store import all_datasets
    from prodops_desktop.metrics.catalogue import all_metrics
    from prodops_desktop.roadmap.briefs import all_briefs

    datasets = [(one.id, one.name, one.version.file, one.version.rows_accepted) for one in all_datasets(store)]
    metrics = [(one.key, one.title, one.group) for one in all_metrics(store, current(store))]
    records = [pair for pair in all_records(store) if pair[0].table in PLACES]
    records += [(End("brief", brief.id), brief.title) for brief in all_briefs(store)]
    return datasets, metrics, records


def _entries(session: Session, names: _Names) -> list[Entry]:
    datasets, metrics, records = names
    found = [
        Entry(
            tr("Datasets"),
            name,
            partial(session.open, "datasets", id_),
            "database-outline",
            f"{file} · {counted(rows, '{n} row', '{n} rows')}",
            words=file,
        )
        for id_, name, file, rows in datasets
    ]
    found += [_record(session, end, title) for end, title in records]
    return found + [
        Entry(tr("Metrics"), title, partial(session.open, "metrics", key), "chart-line", group, words=group)
        for key, title, group in metrics
    ]


PLACES = {
    "tool": (tr("Tools"), "toolbox-outline"),
    "experiment": (tr("Experiments"), "flask-outline"),
    "roadmap_item": (tr("Roadmap"), "map-outline"),
    "brief": (tr("Briefs"), "file-document-outline"),
    "user_segment": (tr("Segments"), "account-group-outline"),
    "person": (tr("People"), "account-outline"),
    "vendor": (tr("Vendors"), "domain"),
    "account": (tr("Accounts"), "office-building-outline"),
    "feature": (tr("Features"), "puzzle-outline"),
    "tag": (tr("Tags"), "tag-outline"),
    "goal": (tr("Goals"), "bullseye-arrow"),
    "event": (tr("Events"), "calendar-range"),
}
"""Under which heading, and with which icon, the palette finds a record of a table."""


def _record(session: Session, end: End, title: str) -> Entry:
    section, icon = PLACES[end.table]
    page = PAGES.get(end.table)
    asked = end if end.table in PARTS else end.id
    shown = partial(session.open, page, asked) if page is not None else partial(session.open, "records", end)
    return Entry(section, title, shown, icon)
