"""Writes what is seen of a dataset to a file: its rows in their order and its columns in theirs, in a job."""

import re
from functools import partial
from typing import TYPE_CHECKING

from prodops_desktop.ui import asking, formats, places
from prodops_desktop.ui.jobs import Action, JobControl
from prodops_desktop.ui.models.grid_table import GridTable
from prodops_desktop.ui.pages.datasets.source import AskSave
from prodops_desktop.ui.texts import counted, tr

if TYPE_CHECKING:
    from prodops_desktop.packs.seen import Exported
    from prodops_desktop.work.child import Progress

_KINDS = tr("Excel workbooks (*.xlsx);;CSV files (*.csv)")
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


def export_seen(table: GridTable, name: str, ask: AskSave) -> None:
    """Ask where, and write the rows there as they are seen; a workbook, or a text file where the name ends in .csv."""
    grid, session = table.grid, table.session
    version = grid.version
    if version is None:
        return
    file = tr("{name} {day}.xlsx", name=_NOT_IN_NAMES.sub(" ", name).strip() or tr("Rows"), day=session.today.isoformat())
    out = ask(tr("Export what is seen"), places.documents_folder() / file, _KINDS)
    if out is None:
        return
    out = out if out.suffix.lower() in {".xlsx", ".csv"} else out.with_name(f"{out.name}.xlsx")
    arrangement, columns = grid.state.arrangement(grid.find), grid.state.plan.shown
    workspace, condition = session.workspace.path, grid.condition

    def work(control: JobControl) -> "Exported":
        from prodops_desktop.packs.seen import write_seen

        def report(now: "Progress") -> None:
            control.report(now.done, now.total, now.text)

        return write_seen(workspace, version, out, arrangement, columns, condition, report, control.cancelled)

    session.start(tr("Exporting {name}", name=out.name), work, partial(_say, table))


def _say(table: GridTable, done: "Exported") -> None:
    """Say what was written and where, and offer to open it."""
    said = [tr("{rows} written to {name}.", rows=counted(done.rows, "{n} row", "{n} rows"), name=done.out.name)]
    if len(done.sheets) > 1:
        said.append(tr("They take {n} sheets.", n=formats.number(len(done.sheets))))
    if done.cut:
        said.append(counted(done.cut, "{n} text was longer than a cell takes.", "{n} texts were longer than a cell takes."))
    if done.like_formulas:
        one = "{n} text is kept as it is and begins like a formula: a spreadsheet may take it for one. An Excel workbook does not."
        many = "{n} texts are kept as they are and begin like formulas: a spreadsheet may take them for such. An Excel workbook does not."
        said.append(counted(done.like_formulas, one, many))
    show = (Action(tr("Open"), partial(asking.show_file, done.out)), Action(tr("Show folder"), partial(asking.show_file, done.out.parent)))
    table.session.result(" ".join(said), actions=show)
