"""The commands of the program itself; those of a page come from the page."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from prodops_desktop.ui import theme
from prodops_desktop.ui.commands import Command
from prodops_desktop.ui.shell.page_keys import find_text
from prodops_desktop.ui.texts import tr

if TYPE_CHECKING:
    from prodops_desktop.ui.main_window import MainWindow

_WIDER = 40


def program_commands(window: "MainWindow") -> list[Command]:
    """Every command that does not belong to one page, in the order of the menus."""
    return [*_file(window), *_edit(window), *_pages(window), *_view(window), *_data(window), *_help(window)]


def _file(window: "MainWindow") -> list[Command]:
    files, sample, needs = window.files, window.sample, _needs_workspace(window)
    return [
        Command("file.new", tr("New workspace…"), files.new_workspace, "file-plus-outline", "", "File"),
        Command("file.open", tr("Open workspace…"), files.open_workspace, "folder-open-outline", "Ctrl+O", "File"),
        Command("file.sample", tr("Open sample workspace"), sample.open, "flask-outline", "", "File", words="demo example"),
        Command("file.sample_try", tr("Try a spreadsheet of the sample…"), sample.show_menu, "gesture-tap", "", "File", sample.why_no_menu,
                words="demo example"),
        Command("file.sample_remove", tr("Remove the sample workspace"), sample.remove, "delete-outline", "", "File",
                sample.why_not_removed, words="demo example delete"),
        Command("file.import", tr("Import…"), files.choose_import, "tray-arrow-down", "Ctrl+I", "File", files.why_no_import, "in",
                words="load excel csv"),
        Command("file.pack", tr("Export board pack…"), files.export_pack, "microsoft-excel", "Ctrl+E", "File", needs, "in", words="xlsx"),
        Command("file.backups", tr("Backups…"), window.keeping.show_backups, "backup-restore", "", "File", group="keep",
                words="restore copy back up safety damaged"),
        Command("file.copy", tr("Save a copy…"), window.keeping.save_copy, "content-save-outline", "", "File", needs, "keep",
                words="backup duplicate save as"),
        Command("file.close", tr("Close workspace"), window.leave_workspace, "", "Ctrl+W", "File", needs, "out"),
        Command("file.quit", tr("Quit"), window.quit, "", "Ctrl+Q", "File", group="out", words="exit leave"),
    ]  # fmt: skip


def _edit(window: "MainWindow") -> list[Command]:
    back = window.taking_back

    def findable() -> str | None:
        return None if window.page is not None else tr("Open a workspace first; there is nothing to find yet.")

    return [
        Command("edit.undo", tr("Undo"), back.undo, "undo-variant", "Ctrl+Z", "Edit", back.why_no_undo, label=back.undo_text),
        Command("edit.redo", tr("Redo"), back.redo, "redo-variant", "Ctrl+Shift+Z, Ctrl+Y", "Edit", back.why_no_redo, label=back.redo_text),
        Command("edit.paste_table", tr("Paste a table"), window.files.paste_table, "content-paste", "Ctrl+V", "Edit",
                window.files.why_no_import, "paste", words="import clipboard cells"),
        Command("edit.history", tr("History…"), window.dialogs.history, "history", "Ctrl+H", "Edit", _needs_workspace(window), "paste",
                words="undo audit log steps changes who when take back go back compare"),
        Command("edit.find", tr("Find on this page"), window.find_here, "magnify", "Ctrl+F", "Edit", findable, "find",
                label=lambda: find_text(window.page), words="filter find on this page"),
        Command("edit.everywhere", tr("Find everywhere…"), window.dialogs.find_everywhere, "text-search", "Ctrl+Shift+F", "Edit",
                _needs_workspace(window), "find", words="search all texts rows records feedback notes"),
        Command("edit.preferences", tr("Preferences…"), window.dialogs.preferences, "cog-outline", "Ctrl+,", "Edit", group="own",
                words="settings options theme paper currency rates"),
    ]  # fmt: skip


def _pages(window: "MainWindow") -> list[Command]:
    return [_page(window, entry.id, entry.title, entry.icon, entry.digit) for entry in window.entries]


def _page(window: "MainWindow", id_: str, title: str, icon: str, digit: int) -> Command:
    needs = _needs_workspace(window)
    return Command(f"page.{id_}", title, lambda: window.show_page(id_), icon, f"Ctrl+{digit}", "View", needs, words="page go to")


def _view(window: "MainWindow") -> list[Command]:
    def tabbed() -> str | None:
        return None if window.page is not None and len(window.page.tabs()) > 1 else tr("This page has one tab.")

    def inspectable() -> str | None:
        return None if window.panes.has_inspector() else tr("This page has no inspector.")

    def back() -> str | None:
        return None if window.can_go_back() else tr("There is no page to go back to.")

    return [
        Command("view.palette", tr("Search…"), window.open_palette, "magnify", "Ctrl+K", "View", group="search", words="palette command"),
        Command("view.inspector", tr("Show or hide the inspector"), window.panes.toggle_inspector, "dock-right", "F4", "View",
                inspectable, "pane"),
        Command("view.to_pane", tr("Go to the pane, and back"), window.panes.change_sides, "dock-right", "F6", "View", inspectable, "pane",
                words="inspector keyboard focus details right"),
        Command(
            "view.jobs",
            tr("Jobs…"),
            window.dialogs.jobs,
            "format-list-checks",
            "Ctrl+J",
            "View",
            group="pane",
            words="running waiting progress cancel results imports history of jobs",
        ),
        Command("view.chart_table", tr("View chart as table"), window.dialogs.chart_table, "table", "Ctrl+Shift+T", "View",
                window.dialogs.no_chart, "pane", words="accessible screen reader figures"),
        *_inspector_widths(window, inspectable),
        Command("view.tab", tr("Next tab"), window.next_tab, "", "Ctrl+Tab", "View", tabbed, "pane"),
        Command("view.back", tr("Back"), window.go_back, "arrow-left", "Alt+Left", "View", back, "pane"),
        *_sizes(window),
        _theme(window, "system", tr("Theme: as the system"), "theme-light-dark"),
        _theme(window, "light", tr("Theme: light"), "weather-sunny"),
        _theme(window, "dark", tr("Theme: dark"), "weather-night"),
    ]  # fmt: skip


def _sizes(window: "MainWindow") -> list[Command]:
    """The size of all texts, by the keys that browsers have; Ctrl+= is Ctrl++ without Shift on many keyboards."""

    def larger() -> str | None:
        return None if theme.scale() < theme.LARGEST else tr("Texts are as large as they can be.")

    def smaller() -> str | None:
        return None if theme.scale() > theme.SMALLEST else tr("Texts are as small as they can be.")

    def usual() -> str | None:
        return None if theme.scale() != 100 else tr("Texts have their usual size.")

    words = "zoom font scale text size bigger"
    return [
        Command("view.larger", tr("Larger text"), partial(window.change_scale, theme.STEP), "magnify-plus-outline", "Ctrl++, Ctrl+=",
                "View", larger, "size", words=words),
        Command("view.smaller", tr("Smaller text"), partial(window.change_scale, -theme.STEP), "magnify-minus-outline", "Ctrl+-", "View",
                smaller, "size", words=words),
        Command("view.usual", tr("Usual text size"), partial(window.change_scale, 0), "format-size", "Ctrl+Alt+0", "View", usual, "size",
                label=lambda: tr("Usual text size (now {percent}%)", percent=theme.scale()), words=words),
    ]  # fmt: skip


def _inspector_widths(window: "MainWindow", why: Callable[[], str | None]) -> list[Command]:
    widen = window.panes.widen_inspector
    return [
        Command("view.inspector_wider", tr("Make the inspector wider"), partial(widen, _WIDER), enabled=why),
        Command("view.inspector_narrower", tr("Make the inspector narrower"), partial(widen, -_WIDER), enabled=why),
    ]


def _theme(window: "MainWindow", mode: str, text: str, icon: str) -> Command:
    def enabled() -> str | None:
        return tr("This theme is on.") if theme.mode() == mode else None

    return Command(
        f"view.theme.{mode}", text, lambda: window.choose_theme(mode), icon, "", "View", enabled, "theme", words="dark light mode"
    )


def _data(window: "MainWindow") -> list[Command]:
    """What is typed from anywhere: feedback, and the records that have no panel, of which each kind has its list and a way to begin one."""
    needs, addable = _needs_workspace(window), _needs_writing(window)
    kinds = (
        ("person", tr("People…"), tr("New person…"), "account-outline", "colleague owner alias"),
        ("vendor", tr("Vendors…"), tr("New vendor…"), "domain", "supplier alias"),
        ("account", tr("Accounts…"), tr("New account…"), "office-building-outline", "customer alias name"),
        ("feature", tr("Features…"), tr("New feature…"), "puzzle-outline", "product alias"),
        ("goal", tr("Goals…"), tr("New goal…"), "bullseye-arrow", "target objective okr aim"),
        ("event", tr("Events…"), tr("New event…"), "calendar-range", "freeze launch campaign holiday incident price"),
        ("user_segment", tr("Segments…"), tr("New segment…"), "account-group-outline", "rule population audience group"),
        ("tag", tr("Tags…"), tr("New tag…"), "tag-outline", "feedback taxonomy need theme label"),
        ("gate", tr("Gates…"), tr("New gate…"), "check-circle-outline", "launch tier checklist readiness"),
        ("roadmap_team", tr("Teams…"), tr("New team…"), "account-group-outline", "roadmap capacity person-months"),
    )
    taken_down = Command(
        "data.feedback", tr("New feedback…"), window.dialogs.capture, "message-plus-outline", "Ctrl+Shift+N", "Data", addable, "feedback",
        words="capture note add said customer voice",
    )  # fmt: skip
    lists = [
        Command(f"records.{table}", text, partial(window.dialogs.records, table), icon, "", "Data", needs, "records", words=words)
        for table, text, _, icon, words in kinds
    ]
    return [taken_down, *lists] + [
        Command(
            f"records.new_{table}", text, partial(window.dialogs.records, table, new=True), icon, "", "", addable, "records", words=words
        )
        for table, _, text, icon, words in kinds
    ]


def _help(window: "MainWindow") -> list[Command]:
    return [
        Command("help.page", tr("Help for this page"), window.dialogs.help, "help-circle-outline", "F1", "Help", words="manual"),
        Command("help.shortcuts", tr("Keyboard shortcuts"), window.dialogs.shortcuts, "keyboard-outline", "Ctrl+/", "Help", words="keys"),
        Command("help.tour", tr("Tour in three minutes"), lambda: window.dialogs.help("tour"), "map-marker-path", "", "Help",
                words="first steps getting started guide begin learn"),
        Command("help.worst", tr("Try to break it"), lambda: window.dialogs.help("worst"), "hammer-wrench", "", "Help",
                words="hard messy worst files pivot protected printed report"),
        Command("help.changes", tr("What is new"), lambda: window.dialogs.help("changelog"), "history", "", "Help", words="version"),
        Command("help.logs", tr("Open the log folder"), window.dialogs.logs, "folder-open-outline", "", "Help", group="about"),
        Command("help.about", tr("About Prodops Desktop"), window.dialogs.about, "information-outline", "", "Help", group="about",
                words="version licence"),
    ]  # fmt: skip


def _needs_workspace(window: "MainWindow") -> Callable[[], str | None]:
    return lambda: None if window.session is not None else tr("Open or make a workspace first.")


def _needs_writing(window: "MainWindow") -> Callable[[], str | None]:
    needs = _needs_workspace(window)
    return lambda: window.session.read_only_reason if window.session is not None else needs()
