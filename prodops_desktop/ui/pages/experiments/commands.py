"""What can be done on the page Experiments, as commands: each gesture of the mouse has one."""

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from prodops_desktop.experiments.model import PLANNED, RUNNING
from prodops_desktop.ui.charts.timeline_look import MONTH, QUARTER, YEAR
from prodops_desktop.ui.commands import Command
from prodops_desktop.ui.pages.experiments.wording import icc_reason
from prodops_desktop.ui.records.list_commands import sort_commands
from prodops_desktop.ui.texts import tr

if TYPE_CHECKING:
    from prodops_desktop.ui.pages.experiments.page import ExperimentsPage


def experiment_commands(page: "ExperimentsPage") -> list[Command]:
    """The commands, in the order of the menus."""
    reasons = _Reasons(page)
    parts = (_on_experiment, _on_days, _on_results, _around, _on_lists, _copies, _exports)
    return [command for part in parts for command in part(page, reasons)]


@dataclass(frozen=True)
class _Reasons:
    """Why something can't be done now, as a sentence; None where it can."""

    page: "ExperimentsPage"

    def writable(self) -> str | None:
        """The workspace can be changed."""
        return self.page.session.read_only_reason

    def chosen(self) -> str | None:
        """An experiment is chosen."""
        return None if self.page.view is not None else tr("Choose an experiment first.")

    def editable(self) -> str | None:
        """The experiment that is chosen can be changed."""
        return self.writable() or self.chosen()

    def clustered(self) -> str | None:
        """The experiment that is chosen can be changed, and accounts count in it."""
        view = self.page.view
        return self.editable() or (icc_reason(view.experiment) if view is not None else None)

    def deletable(self) -> str | None:
        """The experiment that is chosen is seen, too."""
        hidden = not self.page.is_seen()
        return self.editable() or (tr("This list does not show the experiment. Show it first.") if hidden else None)

    def movable(self) -> str | None:
        """The experiment that is chosen has days that can change."""
        view = self.page.view
        if view is None or self.editable() is not None:
            return self.editable()
        if view.experiment.days is None:
            return tr("Give it a first and a last day first.")
        return None if view.experiment.status in PLANNED else tr("What is over, cancelled or only an idea can’t be moved.")

    def slot(self) -> str | None:
        """There is a free slot for the experiment that is chosen."""
        view = self.page.view
        if view is None or self.movable() is not None:
            return self.movable()
        return tr("It runs already.") if view.experiment.status == RUNNING else None

    def conflict(self) -> str | None:
        """The experiment that is chosen has an open conflict."""
        view = self.page.view
        if view is None or self.editable() is not None:
            return self.editable()
        return None if view.open_conflicts else tr("It has no open conflict.")

    def read(self) -> str | None:
        """The experiment that is chosen has a reading."""
        view = self.page.view
        if view is None:
            return self.chosen()
        return None if view.readings else tr("Nothing was read of it yet.")

    def rows(self) -> str | None:
        """There is an experiment."""
        return None if self.page.shown is not None and self.page.board.views else tr("There is no experiment yet.")

    def table(self) -> str | None:
        """A list is shown."""
        return self.rows() or (None if self.page.table() is not None else tr("The calendar has no columns. Go to the register first."))

    def column(self) -> str | None:
        """A cell of the table is the current one."""
        table = self.page.table()
        return self.table() or (None if table.currentIndex().isValid() else tr("Choose a row of the table first."))

    def pictured(self) -> str | None:
        """Something is shown that makes a picture."""
        return self.rows() or (None if self.page.copies.has_picture() else tr("Show the calendar or a result first."))


def _on_experiment(page: "ExperimentsPage", why: _Reasons) -> list[Command]:
    actions = page.experiment_actions
    rename, icc = partial(actions.edit, "name"), tr("Work out the ICC from a sheet…")
    erase = tr("Erase the experiment for good…")
    return [
        Command("experiments.add", tr("New experiment"), actions.add, "plus", "Ctrl+N", "Edit", why.writable, "test", words="add create"),
        Command("experiments.edit", tr("Edit the experiment"), actions.edit, "pencil-outline", "F2", "Edit", why.editable, "test"),
        Command("experiments.rename", tr("Rename the experiment"), rename, "", "Shift+F2", "Edit", why.editable, "test"),
        Command(
            "experiments.duplicate",
            tr("Duplicate the experiment"),
            actions.duplicate,
            "content-copy",
            "Ctrl+D",
            "Edit",
            why.editable,
            "test",
        ),
        Command(
            "experiments.delete", tr("Delete the experiment"), actions.delete, "", "Ctrl+Del", "Edit", why.deletable, "test", words="remove"
        ),
        Command("experiments.erase", erase, actions.erase, "", "", "Edit", why.deletable, "test", words="privacy"),
        Command(
            "experiments.icc", icc, actions.work_out_icc, "", "", "Edit", why.clustered, "test", words="intraclass design effect cluster"
        ),
    ]


def _on_days(page: "ExperimentsPage", why: _Reasons) -> list[Command]:
    actions, words = page.experiment_actions, "drag shift postpone"

    def move(first: int, last: int) -> None:
        view = page.view
        one = view.experiment if view is not None else None
        if one is not None and one.starts is not None and one.ends is not None:
            starts, ends = one.starts + timedelta(days=first), one.ends + timedelta(days=last)
            if starts <= ends:
                actions.move(one.id, starts, ends)

    ways = (
        ("earlier", tr("Move a day earlier"), -1, -1),
        ("later", tr("Move a day later"), 1, 1),
        ("week_earlier", tr("Move a week earlier"), -7, -7),
        ("week_later", tr("Move a week later"), 7, 7),
        ("shorter", tr("End a day earlier"), 0, -1),
        ("longer", tr("End a day later"), 0, 1),
        ("starts_earlier", tr("Begin a day earlier"), -1, 0),
        ("starts_later", tr("Begin a day later"), 1, 0),
    )
    slot, accept = tr("Next free slot"), tr("Accept the risk…")
    return [
        Command("experiments.slot", slot, actions.take_slot, "calendar-arrow-right", "Ctrl+Shift+L", "Edit", why.slot, "days", words=words),
        Command(
            "experiments.accept", accept, actions.accept_worst, "", "Ctrl+Shift+A", "Edit", why.conflict, "days", words="conflict overlap"
        ),
        *(
            Command(f"experiments.{id_}", text, partial(move, first, last), "", "", "Edit", why.movable, "days", words=words)
            for id_, text, first, last in ways
        ),
    ]


def _on_results(page: "ExperimentsPage", why: _Reasons) -> list[Command]:
    actions = page.experiment_actions
    read, decide, more = tr("Record reading…"), tr("Record decision…"), tr("More of the result")
    return [
        Command(
            "experiments.read", read, actions.record_reading, "plus", "Ctrl+Shift+R", "Edit", why.editable, "result", words="totals srm"
        ),
        Command(
            "experiments.decide", decide, actions.decide, "scale-balance", "Ctrl+Return", "Edit", why.editable, "result", words="ship stop"
        ),
        Command("experiments.more", more, partial(_show_more, page), "", "", "View", why.read, "calendar", words="always valid sprt cuped"),
    ]


def _show_more(page: "ExperimentsPage") -> None:
    page.go_to_tab("results")
    page.results.more.toggle.setChecked(True)
    page.results.more.toggle.setFocus()


def _around(page: "ExperimentsPage", why: _Reasons) -> list[Command]:
    actions = page.experiment_actions
    trace, link = tr("Where it comes from"), tr("Link the experiment to…")
    segment, events, goals = tr("Segment of the experiment…"), tr("Freezes, launches and campaigns…"), tr("Goals of the company…")

    def focus_sources() -> None:
        page.inspector_wanted.emit()
        page.detail.focus_sources()

    return [
        Command(
            "experiments.link", link, actions.link, "link-variant", "Ctrl+L", "Edit", why.editable, "around", words="dataset contradicts"
        ),
        Command("experiments.segment", segment, actions.edit_segment, "account-group-outline", "", "Edit", why.chosen, "around"),
        Command("experiments.events", events, actions.edit_events, "calendar-range", "", "Edit", lambda: None, "around", words="band"),
        Command("experiments.goals", goals, actions.edit_goals, "bullseye-arrow", "", "Edit", lambda: None, "around"),
        Command("experiments.trace", trace, focus_sources, "file-table-outline", "F9", "Data", why.chosen, "around", words="source cell"),
    ]


def _on_lists(page: "ExperimentsPage", why: _Reasons) -> list[Command]:
    pane = page.calendar
    calendar = [
        Command(f"experiments.{scale}", text, partial(_look, page, scale), "", "", "View", why.rows, "calendar", words="scale zoom")
        for scale, text in (
            (MONTH, tr("Calendar of a month")),
            (QUARTER, tr("Calendar of a quarter")),
            (YEAR, tr("Calendar of a year")),
        )
    ]
    return [
        *calendar,
        Command("experiments.today", tr("Go to today"), pane.go_to_today, "calendar-today", "", "View", why.rows, "calendar"),
        Command("experiments.back", tr("Earlier days"), partial(pane.page, -1), "chevron-left", "", "View", why.rows, "calendar"),
        Command("experiments.forth", tr("Later days"), partial(pane.page, 1), "chevron-right", "", "View", why.rows, "calendar"),
        Command(
            "experiments.filter", tr("Filter the list"), lambda: page.find_text() and None, "filter-variant", "/", "Data", why.rows, "list"
        ),
        Command(
            "experiments.columns", tr("Choose columns…"), lambda: page.table().choose_columns(), "tune-variant", "", "View", why.table,
            "calendar", words="hide show",
        ),
        *sort_commands("experiments", page.table, why.column),
    ]  # fmt: skip


def _look(page: "ExperimentsPage", scale: str) -> None:
    page.go_to_tab("calendar")
    page.calendar.show_scale(scale)


def _copies(page: "ExperimentsPage", why: _Reasons) -> list[Command]:
    copies = page.copies
    table, sentence, picture = tr("Copy the list for Excel"), tr("Copy as sentence"), tr("Copy as picture")
    return [
        Command("experiments.copy", table, copies.copy_table, "content-copy", "", "Edit", why.rows, "copy"),
        Command("experiments.sentence", sentence, copies.copy_sentence, "", "Ctrl+Shift+C", "Edit", why.chosen, "copy"),
        Command("experiments.copy_picture", picture, copies.copy_picture, "image-outline", "", "Edit", why.pictured, "copy"),
    ]


def _exports(page: "ExperimentsPage", why: _Reasons) -> list[Command]:
    copies = page.copies
    to_excel, to_calendar, to_picture = tr("Export experiments to Excel…"), tr("Export the calendar to Excel…"), tr("Save as picture…")
    return [
        Command(
            "experiments.excel", to_excel, copies.export_excel, "microsoft-excel", "Ctrl+Shift+E", "File", why.rows, "area", words="xlsx"
        ),
        Command(
            "experiments.calendar",
            to_calendar,
            copies.export_calendar,
            "calendar-export",
            "",
            "File",
            why.rows,
            "area",
            words="xlsx weeks",
        ),
        Command("experiments.picture", to_picture, copies.export_picture, "image-outline", "", "File", why.pictured, "area", words="png"),
    ]
