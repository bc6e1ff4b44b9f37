"""What can be done on the page Roadmap, as commands: each gesture of the mouse has one."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from prodops_desktop.roadmap.model import HORIZONS
from prodops_desktop.ui.charts.timeline_look import HALF, QUARTER, YEAR
from prodops_desktop.ui.commands import Command
from prodops_desktop.ui.pages.roadmap.reasons import Reasons
from prodops_desktop.ui.pages.roadmap.wording import BRIEF_NAMES, COLUMNS
from prodops_desktop.ui.records.list_commands import sort_commands
from prodops_desktop.ui.texts import tr

if TYPE_CHECKING:
    from prodops_desktop.ui.pages.roadmap.page import RoadmapPage


def roadmap_commands(page: "RoadmapPage") -> list[Command]:
    """The commands, in the order of the menus."""
    reasons = Reasons(page)
    parts = (_on_item, _on_columns, _on_days, _on_launch, _on_briefs, _around, _on_lists, _copies, _exports)
    return [command for part in parts for command in part(page, reasons)]


def _on_item(page: "RoadmapPage", why: Reasons) -> list[Command]:
    actions = page.roadmap_actions
    add, rename = tr("New roadmap item"), partial(actions.edit, "title")
    words = "add create initiative epic feature"
    return [
        Command("roadmap.add", add, actions.add, "plus", "Ctrl+N", "Edit", why.writable, "item", words=words),
        Command("roadmap.edit", tr("Edit the item"), actions.edit, "pencil-outline", "F2", "Edit", why.editable, "item"),
        Command("roadmap.rename", tr("Rename the item"), rename, "", "Shift+F2", "Edit", why.editable, "item"),
        Command("roadmap.duplicate", tr("Duplicate the item"), actions.duplicate, "content-copy", "Ctrl+D", "Edit", why.editable, "item"),
        Command("roadmap.delete", tr("Delete the item"), actions.delete, "", "Ctrl+Del", "Edit", why.deletable, "item", words="remove"),
        Command(
            "roadmap.erase", tr("Erase the item for good…"), actions.erase, "", "", "Edit", why.deletable, "item", words="privacy forget"
        ),
        Command("roadmap.score", tr("Score the item"), partial(actions.edit, "reach"), "", "", "Edit", why.editable, "item", words="rice"),
        Command(
            "roadmap.reach", tr("Take the reach from data…"), actions.take_reach, "", "", "Edit", why.editable, "item", words="usage users"
        ),
    ]


def _on_columns(page: "RoadmapPage", why: Reasons) -> list[Command]:
    actions, words = page.roadmap_actions, "drag card board column"
    to_column = [
        Command(
            f"roadmap.to_{horizon}",
            tr("Move the item to {column}", column=COLUMNS[horizon]),
            partial(actions.chosen_to_column, horizon),
            "",
            f"Ctrl+Alt+{key}",
            "Edit",
            why.open,
            "column",
            words=words,
        )
        for key, horizon in enumerate(HORIZONS, 1)
    ]
    by_days = tr("Move the item to the column of its days")
    return [
        *to_column,
        Command("roadmap.by_days", by_days, partial(actions.chosen_to_column, None), "", "", "Edit", why.open, "column", words=words),
    ]


def _on_days(page: "RoadmapPage", why: Reasons) -> list[Command]:
    actions, words = page.roadmap_actions, "drag shift postpone slip"

    def move(first: int, last: int) -> None:
        view = page.view
        one = view.item if view is not None else None
        if one is not None and one.due is not None:
            ends = one.due + timedelta(days=last)
            starts = one.starts + timedelta(days=first) if one.starts is not None else ends  # without a start it is a point
            if starts <= ends:
                actions.move_days(one.id, starts, ends)
            else:
                page.session.problem(tr("It is one day long already."))

    ways = (
        ("earlier", tr("Move a day earlier"), -1, -1),
        ("later", tr("Move a day later"), 1, 1),
        ("week_earlier", tr("Move a week earlier"), -7, -7),
        ("week_later", tr("Move a week later"), 7, 7),
        ("shorter", tr("End a day earlier"), 0, -1),
        ("longer", tr("End a day later"), 0, 1),
    )
    needs, slipped = tr("Let the item wait for…"), tr("Next item that slipped")
    return [
        Command("roadmap.needs", needs, actions.choose_need, "", "Ctrl+Shift+D", "Edit", why.editable, "days", words="dependency blocked"),
        *(
            Command(f"roadmap.{id_}", text, partial(move, first, last), "", "", "Edit", why.dated, "days", words=words)
            for id_, text, first, last in ways
        ),
        Command(
            "roadmap.baseline", tr("Take a baseline…"), actions.take_baseline, "", "", "Edit", why.planned, "baseline", words="freeze plan"
        ),
        Command("roadmap.no_baseline", tr("Delete the baseline"), actions.delete_baseline, "", "", "Edit", why.baseline, "baseline"),
        Command(
            "roadmap.slipped", slipped, actions.choose_next_slipped, "calendar-alert", "", "View", why.slipped, "baseline", words="late"
        ),
    ]


def _on_launch(page: "RoadmapPage", why: Reasons) -> list[Command]:
    actions = page.roadmap_actions
    gates = tr("Gates of launches…")
    return [
        Command(
            "roadmap.move",
            tr("Move the item or its launch…"),
            actions.move,
            "rocket-launch-outline",
            "Ctrl+Shift+M",
            "Edit",
            why.movable,
            "launch",
            words="date tier slip",
        ),
        Command(
            "roadmap.gate",
            tr("Take down the next gate…"),
            actions.open_next_gate,
            "check-circle-outline",
            "Ctrl+Return",
            "Edit",
            why.launch,
            "launch",
            words="evidence readiness",
        ),
        Command(
            "roadmap.gates", gates, partial(actions.open_records, "gate"), "", "", "Edit", lambda: None, "launch", words="tier checklist"
        ),
        Command("roadmap.restore_gates", tr("Restore the shipped gates…"), actions.restore_gates, "", "", "Edit", why.writable, "launch"),
    ]


def _on_briefs(page: "RoadmapPage", why: Reasons) -> list[Command]:
    briefs = page.roadmap_actions.briefs
    opened = tr("Open the brief")
    return [
        Command("roadmap.brief", opened, briefs.open_first, "file-document-outline", "Ctrl+Shift+B", "Edit", why.chosen, "brief"),
        *(
            Command(
                f"roadmap.{kind}", tr("New {name}", name=name.casefold()), partial(briefs.add, kind), "", "", "Edit", why.editable, "brief"
            )
            for kind, name in BRIEF_NAMES.items()
        ),
        Command("roadmap.templates", tr("Brief templates…"), briefs.edit_templates, "", "", "Edit", lambda: None, "brief"),
    ]


def _around(page: "RoadmapPage", why: Reasons) -> list[Command]:
    actions = page.roadmap_actions
    trace, link = tr("Where it comes from"), tr("Link the item to…")
    goals, teams = tr("Goals of the company…"), tr("Teams and what they can do…")

    def focus_sources() -> None:
        page.inspector_wanted.emit()
        page.detail.focus_sources()

    return [
        Command(
            "roadmap.link", link, actions.link, "link-variant", "Ctrl+L", "Edit", why.editable, "around", words="feedback evidence tag"
        ),
        Command("roadmap.goals", goals, partial(actions.open_records, "goal"), "bullseye-arrow", "", "Edit", lambda: None, "around"),
        Command(
            "roadmap.teams", teams, partial(actions.open_records, "roadmap_team"), "", "", "Edit", lambda: None, "around", words="capacity"
        ),
        Command("roadmap.trace", trace, focus_sources, "file-table-outline", "F9", "Data", why.chosen, "around", words="source cell"),
    ]


def _on_lists(page: "RoadmapPage", why: Reasons) -> list[Command]:
    pane = page.timeline
    scales = (
        (QUARTER, tr("Timeline of a quarter")),
        (HALF, tr("Timeline of half a year")),
        (YEAR, tr("Timeline of a year")),
    )
    return [
        *(
            Command(f"roadmap.{scale}", text, partial(_look, page, scale), "", "", "View", why.rows, "timeline", words="scale zoom")
            for scale, text in scales
        ),
        Command("roadmap.today", tr("Go to today"), pane.go_to_today, "calendar-today", "", "View", why.rows, "timeline"),
        Command("roadmap.back", tr("Earlier days"), partial(pane.page, -1), "chevron-left", "", "View", why.rows, "timeline"),
        Command("roadmap.forth", tr("Later days"), partial(pane.page, 1), "chevron-right", "", "View", why.rows, "timeline"),
        Command("roadmap.filter", tr("Filter the list"), _filter(page), "filter-variant", "/", "Data", why.rows, "list"),
        Command(
            "roadmap.plot", tr("Value against effort"), partial(_show_plot, page), "chart-scatter-plot", "", "View", why.rows, "timeline"
        ),
        Command(
            "roadmap.columns",
            tr("Choose columns…"),
            lambda: page.table().choose_columns(),
            "tune-variant",
            "",
            "View",
            why.table,
            "timeline",
            words="hide show",
        ),
        *sort_commands("roadmap", page.table, why.column),
    ]


def _filter(page: "RoadmapPage") -> Callable[[], None]:
    def run() -> None:
        page.find_text()

    return run


def _show_plot(page: "RoadmapPage") -> None:
    page.go_to_tab("scores")
    page.scores.show_plot()


def _look(page: "RoadmapPage", scale: str) -> None:
    page.go_to_tab("timeline")
    page.timeline.show_scale(scale)


def _copies(page: "RoadmapPage", why: Reasons) -> list[Command]:
    copies = page.copies
    table, sentence, picture = tr("Copy the list for Excel"), tr("Copy as sentence"), tr("Copy as picture")
    return [
        Command("roadmap.copy", table, copies.copy_table, "content-copy", "", "Edit", why.rows, "copy"),
        Command("roadmap.sentence", sentence, copies.copy_sentence, "", "Ctrl+Shift+C", "Edit", why.chosen, "copy"),
        Command("roadmap.copy_picture", picture, copies.copy_picture, "image-outline", "", "Edit", why.pictured, "copy"),
    ]


def _exports(page: "RoadmapPage", why: Reasons) -> list[Command]:
    copies = page.copies
    to_excel, to_picture = tr("Export the roadmap to Excel…"), tr("Save as picture…")
    return [
        Command("roadmap.excel", to_excel, copies.export_excel, "microsoft-excel", "Ctrl+Shift+E", "File", why.rows, "area", words="xlsx"),
        Command("roadmap.picture", to_picture, copies.export_picture, "image-outline", "", "File", why.pictured, "area", words="png"),
    ]
