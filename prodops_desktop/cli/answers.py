"""The commands that answer from a workspace and change nothing."""

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

from prodops_desktop.cli.shared import Arguments, open_file, print_json

if TYPE_CHECKING:
    from prodops_desktop.experiments.board import ExperimentView
    from prodops_desktop.experiments.collisions.conflicts import Conflict


def datasets(arguments: Arguments) -> int:
    """List the datasets."""
    from prodops_desktop.datasets.store import all_datasets

    with open_file(arguments.workspace, read_only=True) as workspace, workspace.reading() as store:
        found = all_datasets(store)
    if arguments.json:
        fields = ("file", "sheet", "sha256", "imported_at", "rows_read", "rows_accepted", "rows_quarantined", "rows_dropped")
        rows = [
            {
                "name": dataset.name,
                "kind": dataset.kind,
                "version": dataset.version.number,
                "rows": dataset.version.rows_accepted,
                "as_of": dataset.version.as_of,
                "counts": dataset.counts,
                **{key: getattr(dataset.version, key) for key in fields},
                "warnings": list(dataset.version.warnings),
            }
            for dataset in found
        ]
        print_json({"datasets": rows})
        return 0
    for dataset in found:
        version = dataset.version
        print(f"{dataset.name}: {dataset.kind}, version {version.number}, {version.rows_accepted} rows as of {version.as_of}")
    return 0


def metrics(arguments: Arguments) -> int:
    """List the metrics that the workspace can show."""
    from prodops_desktop.datasets.snapshot import current
    from prodops_desktop.metrics.catalogue import all_metrics

    with open_file(arguments.workspace, read_only=True) as workspace, workspace.reading() as store:
        found = all_metrics(store, current(store))
    if arguments.json:
        keys = ("name", "title", "group", "unit", "better", "definition", "misleads")
        print_json({"metrics": [{key: getattr(metric, key) for key in keys} for metric in found]})
        return 0
    for metric in found:
        print(f"{metric.name}: {metric.title} ({metric.unit})")
    return 0


def metric(arguments: Arguments) -> int:
    """Print a metric by period, as it is now or as it was known at the end of a day."""
    from contextlib import nullcontext

    from prodops_desktop.datasets.snapshot import current
    from prodops_desktop.metrics.catalogue import find_metric
    from prodops_desktop.metrics.series import series

    with (
        open_file(arguments.workspace, read_only=True) as workspace,
        workspace.reading() as now,
        nullcontext(now) if arguments.as_of is None else now.as_of(arguments.as_of) as store,
    ):
        snapshot = current(store)
        metric = find_metric(store, snapshot, arguments.name)
        found = series(store, snapshot, metric, grain=arguments.grain, start=arguments.start, end=arguments.end)
    points = [{key: getattr(point, key) for key in ("period", "value", "low", "high", "n")} for point in found.points]
    if arguments.json:
        sources = [asdict(source) for source in found.sources]
        unit = found.currency or found.unit
        print_json(
            {
                "name": metric.name,
                "definition": metric.definition,
                "unit": unit,
                "as_of": found.as_of,
                "sources": sources,
                "points": points,
                "notes": list(found.notes),
            }
        )
        return 0
    print(f"{metric.title}: {metric.definition}")
    for point, note in zip(points, (point.note for point in found.points), strict=True):
        interval = f" ({point['low']:g} to {point['high']:g})" if point["low"] is not None else ""
        value = "–" if point["value"] is None else f"{point['value']:.6g}"
        print(f"{point['period']}  {value}{interval}  n {point['n']}  {note}".rstrip())
    for note in found.notes:
        print(f"! {note}")
    return 0


def tools(arguments: Arguments) -> int:
    """List the tools, and write them as a workbook or their deadlines as a calendar."""
    from prodops_desktop.packs.records import write_records
    from prodops_desktop.tools.answering import inventory_object
    from prodops_desktop.tools.calendar import write_calendar
    from prodops_desktop.tools.inventory import read_inventory
    from prodops_desktop.tools.sheets import inventory_sheets

    with open_file(arguments.workspace, read_only=True) as workspace, workspace.reading() as store:
        inventory = read_inventory(store)
        sheets = inventory_sheets(store) if arguments.excel else []
    if arguments.excel:
        write_records(sheets, arguments.excel.absolute(), arguments.workspace)
        print(arguments.excel, file=sys.stderr)
    if arguments.ics:
        write_calendar(inventory, arguments.ics.absolute())
        print(arguments.ics, file=sys.stderr)
    if arguments.json:
        print_json(inventory_object(inventory))
        return 0
    for view in inventory.tools:
        deadline = f"notice by {view.deadline.day}" if view.deadline else "no notice deadline"
        seats = [view.use.active, view.use.assigned, view.use.purchased] if view.use else [None] * 3
        counts = "/".join("–" if count is None else str(count) for count in seats)
        cost = "–" if view.annual is None else f"{view.annual:,.0f} {inventory.currency}"
        print(f"{view.tool.name}: {cost} a year, {counts} active/assigned/bought, {deadline}: {view.verdict}")
    for view, contract, text in inventory.defects:
        print(f"! {view.tool.name}, contract {contract.title}: {text}")
    for note in inventory.notes:
        print(f"! {note}")
    return 0


def experiments(arguments: Arguments) -> int:
    """List the experiments, and write them as a workbook or their calendar as a sheet of weeks."""
    from prodops_desktop.experiments.answering import board_object
    from prodops_desktop.experiments.board import read_board
    from prodops_desktop.experiments.calendar_sheet import calendar_sheet
    from prodops_desktop.experiments.sheets import experiment_sheets
    from prodops_desktop.packs.calendar import write_calendar
    from prodops_desktop.packs.records import write_records
    from prodops_desktop.segments.store import all_segments

    with open_file(arguments.workspace, read_only=True) as workspace, workspace.reading() as store:
        board, segments = read_board(store), all_segments(store)
        sheets = experiment_sheets(store) if arguments.excel else []
    if arguments.excel:
        write_records(sheets, arguments.excel.absolute(), arguments.workspace)
        print(arguments.excel, file=sys.stderr)
    if arguments.calendar:
        write_calendar(calendar_sheet(board), arguments.calendar.absolute(), arguments.workspace)
        print(arguments.calendar, file=sys.stderr)
    if arguments.json:
        print_json(board_object(board, segments))
        return 0
    for view in board.views:
        print(_experiment_line(view))
    for monday in board.load.over(board.today):
        print(f"! Week of {monday}: {board.load.live(monday)} live, limit {board.limit}")
    for goal in board.untested_goals:
        print(f"! No experiment is for the goal {goal.title}")
    for note in board.notes:
        print(f"! {note}")
    return 0


def _experiment_line(view: "ExperimentView") -> str:
    """When it runs, what came of it or whether it can be read, and the worst that it collides with."""
    one = view.experiment
    days = f" {one.starts} to {one.ends}" if one.starts and one.ends else f" from {one.starts}" if one.starts else ""
    parts = [f"{one.title}: {one.status}{days}"]
    if view.decision is not None:
        parts.append(f"decided to {view.decision.choice}")
    elif view.asks_decision:
        parts.append("to be decided")
    if view.open_conflicts:
        worst = view.open_conflicts[0]
        other = worst.other_title if worst.a.id == one.id else worst.a.experiment.code
        parts.append(f"{worst.grade} conflict with {other}")
    if view.analysis is not None:
        parts.append(view.analysis.headline)
    elif view.readability is not None:
        parts.append(view.readability.sentence)
    return "; ".join(parts)


def conflicts(arguments: Arguments) -> int:
    """List what collides, the worst first."""
    from prodops_desktop.experiments.answering import conflict_objects
    from prodops_desktop.experiments.board import read_board

    with open_file(arguments.workspace, read_only=True) as workspace, workspace.reading() as store:
        board = read_board(store)
    if arguments.json:
        print_json(conflict_objects(board))
        return 0
    for conflict in board.book.all:
        print(_conflict_line(conflict))
    return 0


def _conflict_line(conflict: "Conflict") -> str:
    """What collides with what and when, why, how many users that are, and what separating costs."""
    pair, days = f"{conflict.a.experiment.code} and {conflict.other_title}", f"{conflict.starts} to {conflict.ends}"
    shared = "not known" if conflict.shared is None else f"{conflict.shared:,}"
    said = f"{conflict.grade}: {pair}, {days}: {conflict.reason}"
    said += f"; users {'in both' if conflict.other.table == 'experiment' else 'reached'}: {shared}"
    if conflict.weeks:
        said += f"; separating them costs {conflict.moved_plan.experiment.code} {conflict.weeks:,} week{'' if conflict.weeks == 1 else 's'}"
    if conflict.accepted is not None:
        said += f"; accepted as {conflict.accepted.grade}: {conflict.accepted.reason}"
    return said


def history(arguments: Arguments) -> int:
    """List every step that was made."""
    from prodops_desktop.workspace.history import steps

    with open_file(arguments.workspace, read_only=True) as workspace, workspace.reading() as store:
        found = steps(store)
    if arguments.json:
        print_json({"steps": [{**asdict(step), "tables": list(step.tables)} for step in found]})
        return 0
    for step in found:
        print(f"{step.id:>5}  {step.moment[:16].replace('T', ' ')}  {step.label}{' (undone)' if step.undone else ''}")
    return 0
