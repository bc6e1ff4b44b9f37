"""The command line: the same functions as the window, for scripts and for a second look."""

import argparse
import contextlib
import io
import json
import math
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from prodops_desktop import __version__
from prodops_desktop.errors import Cancelled, UserError
from prodops_desktop.workspace import driver

Arguments = argparse.Namespace


Renderer = Callable[..., list[Path]]
"""Draws the pages of a workspace into a folder; the window's, which this floor may not know, handed in."""


def run(words: list[str], render: Renderer) -> int:
    """Carry out one command; 0 done, 1 a sentence on standard error. Wrong usage exits with 2."""
    arguments = _parser().parse_args(words)
    arguments.renderer = render
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a name or headline may hold what the terminal's encoding lacks
            stream.reconfigure(errors="backslashreplace")
    try:
        status: int = arguments.command(arguments)
        sys.stdout.flush()
    except UserError as error:
        print(error, file=sys.stderr)
        return 1
    except driver.DriverError as error:
        print(f"The workspace can't be read or written: {error}. Run “check” on it, or restore a copy.", file=sys.stderr)
        return 1
    except (KeyboardInterrupt, Cancelled):
        print("Cancelled; nothing was changed.", file=sys.stderr)
        return 1
    except UnicodeError:
        print("A word of the command holds characters that are no valid text. Write it again, or rename the file.", file=sys.stderr)
        return 1
    except BrokenPipeError:  # the reader of our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        print(f"{error.filename or 'A file'} can't be read or written: {error.strerror or error}.", file=sys.stderr)
        return 1
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="prodops-desktop",
        description="A workbench for product operations. Without a command it opens the window: prodops-desktop [WORKSPACE]",
    )
    parser.add_argument("--version", action="version", version=f"Prodops Desktop {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    def add(name: str, function: Any, text: str, *positional: str, workspace: bool = True, as_json: bool = True) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=text, description=text)
        command.set_defaults(command=function)
        for word in (["workspace"] if workspace else []) + list(positional):
            path = word in {"workspace", "file", "out", "folder"}
            command.add_argument(word, metavar=word.upper(), type=Path if path else str)
        if as_json:
            command.add_argument("--json", action="store_true", help="print one JSON object")
        return command

    add("sample", _sample, "write the sample spreadsheets, and a workspace built from them", "folder", workspace=False, as_json=False)
    inspect = add("inspect", _inspect, "say what files hold, keeping nothing", workspace=False)
    inspect.add_argument("files", metavar="FILE", nargs="+", type=Path)
    _add_memory_cap(inspect)
    importing = add("import", _import, "import a spreadsheet as a dataset, or as its next version", "file")
    importing.add_argument(
        "--sheet", metavar="S", help="the sheet to read, or * for all of one shape; without it the one with the largest table"
    )
    importing.add_argument("--kind", metavar="K", help="what a row is, such as nps, revenue or other; without it that is found out")
    importing.add_argument("--name", metavar="N", help="the dataset; without it the file's name")
    importing.add_argument("--again", action="store_true", help="import a file even if the same bytes came in before")
    _add_memory_cap(importing)
    add("datasets", _datasets, "list the datasets")
    add("rename", _rename, "give a dataset another name", "dataset", "new", as_json=False)
    add("metrics", _metrics, "list the metrics that the workspace can show")
    metric = add("metric", _metric, "print a metric by period", "name")
    metric.add_argument("--from", dest="start", metavar="D", help="first day, such as 2026-01-01")
    metric.add_argument("--to", dest="end", metavar="D", help="last day")
    metric.add_argument("--grain", choices=["month", "quarter", "year"], default="month")
    tools = add("tools", _tools, "list the tools with contracts, notice deadlines, seats, costs and overlap")
    tools.add_argument("--excel", metavar="OUT.xlsx", type=Path, help="write them as a workbook that can be imported again")
    tools.add_argument("--ics", metavar="OUT.ics", type=Path, help="write the deadlines as a calendar")
    add("pack", _pack, "write a board pack", "out", as_json=False)
    add("history", _history, "list every step that was made")
    add("undo", _undo, "take back the last step", as_json=False)
    add("redo", _redo, "bring back the step that was undone last", as_json=False)
    add("check", _check, "look the workspace over")
    render = add("render", _render, "draw the pages into pictures", "folder", as_json=False)
    render.add_argument("--page", metavar="P", action="append", help="only this page; may be given several times")
    render.add_argument("--theme", choices=["light", "dark", "both"], default="both")
    render.add_argument("--size", metavar="WxH", type=_size, default=(1440, 900))
    render.add_argument("--scale", type=_scale, default=1.0, help="device pixels for each pixel")
    return parser


def _add_memory_cap(command: argparse.ArgumentParser) -> None:
    command.add_argument("--memory-cap", metavar="MB", type=_memory, help="memory that reading one file may take")


def _memory(text: str) -> int:
    if not text.isdecimal() or not 64 <= int(text) <= 1_000_000:
        raise argparse.ArgumentTypeError(f"“{text}” is not a number of megabytes from 64 to 1000000")
    return int(text)


def _scale(text: str) -> float:
    try:
        scale = float(text)
    except ValueError:
        scale = math.nan
    if not 0.5 <= scale <= 4:
        raise argparse.ArgumentTypeError(f"“{text}” is not a scale from 0.5 to 4")
    return scale


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    if not (width.isdigit() and height.isdigit() and 300 <= int(width) <= 8000 and 300 <= int(height) <= 8000):
        raise argparse.ArgumentTypeError(f"“{text}” is not a size such as 1440x900")
    return int(width), int(height)


@contextlib.contextmanager
def _workspace(path: Path, *, create: bool = False, read_only: bool = False) -> Iterator[Any]:
    from prodops_desktop.datasets.opening import open_workspace

    with open_workspace(path, create=create, read_only=read_only) as workspace:
        yield workspace


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False))


def _sample(arguments: Arguments) -> int:
    from prodops_desktop.areas import TAKERS
    from prodops_desktop.datasets.sampling import make_sample

    workspace = make_sample(arguments.folder, TAKERS, lambda done, total, name: print(f"{done + 1} of {total}: {name}", file=sys.stderr))
    print(workspace)
    return 0


def _inspect(arguments: Arguments) -> int:
    from prodops_desktop.intake.inspecting import inspect_files

    refused = 0
    for found in inspect_files([str(file) for file in arguments.files], arguments.memory_cap):
        refused += found["error"] is not None
        if arguments.json:
            _print_json(found)
        else:
            _print_inspected(found)
        if found["error"] is not None:
            print(f"{found['file']}: {found['error']}", file=sys.stderr)
    return 1 if refused else 0


def _print_inspected(found: dict[str, Any]) -> None:
    if found["error"] is not None:
        return
    print(f"{found['file']}: {found['format']}")
    for sheet in found["sheets"]:
        hidden = "" if sheet["visible"] else ", hidden"
        print(f"  {sheet['name']}{hidden}: {sheet['rows']} rows × {sheet['columns']} columns, header in row {sheet['header_row'] or '–'}")
        for field in sheet["fields"]:
            print(f"    {field['name']}: {field['type']}, {field['filled']} filled, {field['distinct']} distinct")
        for warning in sheet["warnings"]:
            print(f"    ! {warning}")


def _import(arguments: Arguments) -> int:
    from prodops_desktop.areas import TAKERS
    from prodops_desktop.datasets.importing import ImportRequest, import_file

    request = ImportRequest(
        arguments.file, arguments.sheet, arguments.kind, name=arguments.name, again=arguments.again, memory_cap_mb=arguments.memory_cap
    )
    with _workspace(arguments.workspace, create=True) as workspace:
        try:
            report = import_file(workspace, request, takers=TAKERS)
        except BaseException:
            if workspace.created:
                workspace.discard()
            raise
    found = {key: value for key, value in asdict(report).items() if key not in {"version_id", "changes"}}
    if arguments.json:
        _print_json(found)
        return 0
    print(
        f"{report.dataset}, version {report.version} ({report.kind}): {report.rows_read} rows read, {report.rows_accepted} accepted, "
        f"{report.rows_quarantined} quarantined, {report.rows_dropped} dropped."
    )
    if report.taken is not None:
        taken = report.taken
        print(f"Taken: {taken['new']} new records, {taken['changed']} changed, {taken['kept']} fields kept.")
    for warning in [*report.warnings, *(report.taken["problems"] if report.taken else [])]:
        print(f"! {warning}")
    return 0


def _datasets(arguments: Arguments) -> int:
    from prodops_desktop.datasets.store import all_datasets

    with _workspace(arguments.workspace, read_only=True) as workspace, workspace.reading() as store:
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
        _print_json({"datasets": rows})
        return 0
    for dataset in found:
        version = dataset.version
        print(f"{dataset.name}: {dataset.kind}, version {version.number}, {version.rows_accepted} rows as of {version.as_of}")
    return 0


def _rename(arguments: Arguments) -> int:
    from prodops_desktop.datasets.store import find_dataset, rename_dataset

    with _workspace(arguments.workspace) as workspace:
        changes = workspace.run(lambda store: rename_dataset(store, find_dataset(store, arguments.dataset).id, arguments.new)).result()
    print(changes.label)
    return 0


def _metrics(arguments: Arguments) -> int:
    from prodops_desktop.datasets.snapshot import current
    from prodops_desktop.metrics.catalogue import all_metrics

    with _workspace(arguments.workspace, read_only=True) as workspace, workspace.reading() as store:
        found = all_metrics(store, current(store))
    if arguments.json:
        keys = ("name", "title", "group", "unit", "better", "definition", "misleads")
        _print_json({"metrics": [{key: getattr(metric, key) for key in keys} for metric in found]})
        return 0
    for metric in found:
        print(f"{metric.name}: {metric.title} ({metric.unit})")
    return 0


def _metric(arguments: Arguments) -> int:
    from prodops_desktop.datasets.snapshot import current
    from prodops_desktop.metrics.catalogue import find_metric
    from prodops_desktop.metrics.series import series

    with _workspace(arguments.workspace, read_only=True) as workspace, workspace.reading() as store:
        snapshot = current(store)
        metric = find_metric(store, snapshot, arguments.name)
        found = series(store, snapshot, metric, grain=arguments.grain, start=arguments.start, end=arguments.end)
    points = [{key: getattr(point, key) for key in ("period", "value", "low", "high", "n")} for point in found.points]
    if arguments.json:
        sources = [asdict(source) for source in found.sources]
        unit = found.currency or found.unit
        _print_json(
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


def _tools(arguments: Arguments) -> int:
    from prodops_desktop.packs.records import write_records
    from prodops_desktop.tools.answering import inventory_object
    from prodops_desktop.tools.calendar import write_calendar
    from prodops_desktop.tools.inventory import read_inventory
    from prodops_desktop.tools.sheets import inventory_sheets

    with _workspace(arguments.workspace, read_only=True) as workspace, workspace.reading() as store:
        inventory = read_inventory(store)
        sheets = inventory_sheets(store) if arguments.excel else []
    if arguments.excel:
        write_records(sheets, arguments.excel.absolute(), arguments.workspace)
        print(arguments.excel, file=sys.stderr)
    if arguments.ics:
        write_calendar(inventory, arguments.ics.absolute())
        print(arguments.ics, file=sys.stderr)
    if arguments.json:
        _print_json(inventory_object(inventory))
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


def _pack(arguments: Arguments) -> int:
    from prodops_desktop.packs.making import make_pack

    with _workspace(arguments.workspace, read_only=True):
        made = make_pack(arguments.workspace.absolute(), arguments.out.absolute())
    for topic in made["topics"]:
        print(f"{topic['title']}: {topic['headline']}")
    print(made["out"])
    return 0


def _history(arguments: Arguments) -> int:
    from prodops_desktop.workspace.history import steps

    with _workspace(arguments.workspace, read_only=True) as workspace, workspace.reading() as store:
        found = steps(store)
    if arguments.json:
        _print_json({"steps": [{**asdict(step), "tables": list(step.tables)} for step in found]})
        return 0
    for step in found:
        print(f"{step.id:>5}  {step.moment[:16].replace('T', ' ')}  {step.label}{' (undone)' if step.undone else ''}")
    return 0


def _undo(arguments: Arguments) -> int:
    from prodops_desktop.workspace.history import undo

    with _workspace(arguments.workspace) as workspace:
        print(workspace.run(undo).result().label)
    return 0


def _redo(arguments: Arguments) -> int:
    from prodops_desktop.workspace.history import redo

    with _workspace(arguments.workspace) as workspace:
        print(workspace.run(redo).result().label)
    return 0


def _check(arguments: Arguments) -> int:
    from prodops_desktop.datasets.checking import Problem, check

    try:
        with _workspace(arguments.workspace) as workspace:
            problems = check(workspace)
    except UserError as error:
        if not arguments.workspace.exists():
            raise
        problems = [Problem("open", arguments.workspace.name, str(error))]
    if arguments.json:
        _print_json({"ok": not problems, "problems": [asdict(problem) for problem in problems]})
    elif not problems:
        print("ok")
    for problem in problems:
        print(f"{problem.where}: {problem.text}", file=sys.stderr)
    return 1 if problems else 0


def _render(arguments: Arguments) -> int:
    themes = ["light", "dark"] if arguments.theme == "both" else [arguments.theme]
    for picture in arguments.renderer(
        arguments.workspace, arguments.folder, pages=arguments.page, themes=themes, sizes=[arguments.size], scale=arguments.scale
    ):
        print(picture)
    return 0
