"""The commands with their words and options."""

import argparse
import math
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from prodops_desktop import __version__
from prodops_desktop.cli import answers, commands, exporting, feedback, keeping, roadmap, tracing
from prodops_desktop.intake.choices import DAY_FIRST, MONTH_FIRST


def make_parser() -> argparse.ArgumentParser:
    """The parser; what it returns holds the function of the command as ``command``."""
    parser = argparse.ArgumentParser(
        prog="prodops-desktop",
        description="A workbench for product operations. Without a command it opens the window: prodops-desktop [WORKSPACE] [SPREADSHEET…]",
    )
    parser.add_argument("--version", action="version", version=f"Prodops Desktop {__version__}")
    offered = parser.add_subparsers(metavar="COMMAND", required=True)

    def add(name: str, function: Any, text: str, *positional: str, workspace: bool = True, as_json: bool = True) -> argparse.ArgumentParser:
        command = offered.add_parser(name, help=text, description=text)
        command.set_defaults(command=function)
        for word in (["workspace"] if workspace else []) + list(positional):
            path = word in {"workspace", "file", "out", "folder"}
            command.add_argument(word, metavar=word.upper(), type=Path if path else str)
        if as_json:
            command.add_argument("--json", action="store_true", help="answer in JSON")
        return command

    for part in (_bringing_in, _metrics, _tools, _experiments, _feedback, _roadmap, _workspace, _keeping, _pictures):
        part(add)
    return parser


def commands_of(parser: argparse.ArgumentParser) -> frozenset[str]:
    """The words that the parser takes for commands."""
    return frozenset(name for action in parser._actions if isinstance(action, argparse._SubParsersAction) for name in action.choices)


Add = Callable[..., argparse.ArgumentParser]
_DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "\\t": "\t", "pipe": "|"}


def _bringing_in(add: Add) -> None:
    text = "write the sample spreadsheets, and a workspace built from them"
    add("sample", commands.sample, text, "folder", workspace=False, as_json=False)
    inspect = add("inspect", commands.inspect, "say what files hold, keeping nothing", workspace=False)
    inspect.add_argument("files", metavar="FILE", nargs="+", type=Path)
    _add_opening(inspect)
    importing = add("import", commands.import_, "import a spreadsheet as a dataset, or as its next version", "file")
    importing.add_argument(
        "--sheet", metavar="S", help="the sheet to read, or * for all of one shape; without it the one with the largest table"
    )
    importing.add_argument("--table", metavar="N", type=_many, help="which table of the sheet; without it the one with most cells")
    importing.add_argument("--kind", metavar="K", help="what a row is, such as nps, revenue or other; without it that is found out")
    importing.add_argument("--name", metavar="N", help="the dataset; without it the file's name")
    importing.add_argument("--again", action="store_true", help="import a file even if the same bytes came in before")
    importing.add_argument("--unpivot", action="store_true", help="make rows of columns that are months or other periods")
    importing.add_argument("--without-hidden-rows", action="store_true", help="leave out the rows that the sheet hides")
    order = importing.add_mutually_exclusive_group()
    text = "read 03/04/2026 as {}, where nothing in the column decides; without it as the workspace says"
    order.add_argument("--day-first", dest="day_order", action="store_const", const=DAY_FIRST, help=text.format("the third of April"))
    order.add_argument("--month-first", dest="day_order", action="store_const", const=MONTH_FIRST, help=text.format("the fourth of March"))
    _add_opening(importing)
    add("datasets", answers.datasets, "list the datasets")
    found = add("trace", tracing.trace, "say from which file, sheet and cell a value of a dataset comes", "dataset", "row", "column")
    found.add_argument("--sheet", metavar="S", help="the sheet, where the same row stands in several")
    found.add_argument("--version", dest="number", metavar="N", type=_many, help="a version of the dataset; without it the newest one")
    written = add("export", exporting.export, "write the rows of a dataset to a file that ends in .xlsx or .csv", "dataset", "out")
    written.add_argument("--version", dest="number", metavar="N", type=_many, help="a version of the dataset; without it the newest one")
    add("rename", commands.rename, "give a dataset another name", "dataset", "new", as_json=False)


def _metrics(add: Add) -> None:
    add("metrics", answers.metrics, "list the metrics that the workspace can show")
    metric = add("metric", answers.metric, "print a metric by period", "name")
    metric.add_argument("--from", dest="start", metavar="D", help="first day, such as 2026-01-01")
    metric.add_argument("--to", dest="end", metavar="D", help="last day")
    metric.add_argument("--as-of", metavar="D", type=_day, help="as it was known at the end of this day")
    metric.add_argument("--grain", choices=["month", "quarter", "year"], default="month")


def _tools(add: Add) -> None:
    tools = add("tools", answers.tools, "list the tools with contracts, notice deadlines, seats, costs and overlap")
    tools.add_argument("--excel", metavar="OUT.xlsx", type=Path, help="write them as a workbook that can be imported again")
    tools.add_argument("--ics", metavar="OUT.ics", type=Path, help="write the deadlines as a calendar")


def _experiments(add: Add) -> None:
    experiments = add("experiments", answers.experiments, "list the experiments with sizes, results, decisions and the load of each week")
    experiments.add_argument("--excel", metavar="OUT.xlsx", type=Path, help="write them as a workbook that can be imported again")
    experiments.add_argument("--calendar", metavar="OUT.xlsx", type=Path, help="write their calendar as a sheet of weeks")
    add("conflicts", answers.conflicts, "list what collides on the calendar of experiments, the worst first; in JSON one array")


def _feedback(add: Add) -> None:
    found = add("feedback", feedback.feedback, "list the feedback that a search finds, such as: export tag:none after:2026-11")
    found.add_argument("query", metavar="QUERY", nargs="*", help="words, and tag: account: segment: channel: after: arr>")
    found.add_argument("--excel", metavar="OUT.xlsx", type=Path, help="write it as a workbook that can be imported again")
    needs = add("needs", feedback.needs, "list what is asked for, by the ARR of the accounts that ask")
    needs.add_argument("--segment", metavar="S", help="only accounts of this segment")
    needs.add_argument("--channel", metavar="C", help="only what came through this channel")
    needs.add_argument(
        "--period", metavar="P", default="90 days", help="a number of days, a quarter such as 2026-Q2, a month, a year, or all"
    )
    needs.add_argument("--rank", choices=["arr", "weighted", "accounts", "mentions", "rising"], default="arr")
    needs.add_argument("--top", metavar="N", type=_many, help="only the first N")
    needs.add_argument("--who-asked", metavar="OUT.xlsx", type=Path, help="write who asked for them, a sheet for each CSM")


def _roadmap(add: Add) -> None:
    found = add("roadmap", roadmap.roadmap, "list the roadmap with scores, evidence, slips, launches and what was delivered")
    found.add_argument("--excel", metavar="OUT.xlsx", type=Path, help="write it as a workbook that can be imported again")


def _workspace(add: Add) -> None:
    add("pack", commands.pack, "write a board pack", "out", as_json=False)
    add("history", answers.history, "list every step that was made")
    add("undo", commands.undo, "take back the last step", as_json=False)
    add("redo", commands.redo, "bring back the step that was undone last", as_json=False)
    looked = add("check", commands.check, "look the workspace over, and name what is wrong with it")
    looked.add_argument("--repair", action="store_true", help="mend what is safe to mend, after a backup, as one step that can be undone")


def _keeping(add: Add) -> None:
    backup = add("backup", keeping.backup, "back a workspace up beside it, or copy it whole into one file")
    backup.add_argument("out", metavar="OUT", nargs="?", type=Path, help="the file to copy it into; without it a backup is made beside it")
    backup.add_argument("--list", action="store_true", help="list the backups instead")
    restore = add(
        "restore", keeping.restore, "put a backup, or a whole copy, in the place of a workspace, and keep what was there", workspace=False
    )
    restore.add_argument("backup", metavar="BACKUP", type=Path)
    restore.add_argument("workspace", metavar="WORKSPACE", type=Path)
    restore.add_argument("--partly", action="store_true", help="restore what is left of a backup that is not complete")


def _pictures(add: Add) -> None:
    render = add("render", commands.render, "draw the pages into pictures", "folder", as_json=False)
    render.add_argument("--page", metavar="P", action="append", help="only this page; may be given several times")
    render.add_argument("--theme", choices=["light", "dark", "both"], default="both")
    render.add_argument("--size", metavar="WxH", type=_size, default=(1440, 900))
    render.add_argument("--scale", type=_scale, default=1.0, help="device pixels for each pixel")


def _add_opening(command: argparse.ArgumentParser) -> None:
    text = "how a text file is encoded, such as utf-8, cp1252 or big5; without it that is found out"
    command.add_argument("--encoding", metavar="E", help=text)
    text = "what stands between the cells of a text file: comma, semicolon, tab, pipe, or the sign itself"
    command.add_argument("--delimiter", metavar="D", type=_delimiter, help=text)
    text = "read the password of a protected workbook from standard input, as one line"
    command.add_argument("--password-stdin", action="store_true", help=text)
    command.add_argument("--memory-cap", metavar="MB", type=_memory, help="memory that reading one file may take")


def _delimiter(text: str) -> str:
    if not text:
        raise argparse.ArgumentTypeError("a delimiter has at least one sign")
    return _DELIMITERS.get(text.lower(), text)


def _memory(text: str) -> int:
    if not text.isdecimal() or not 64 <= int(text) <= 1_000_000:
        raise argparse.ArgumentTypeError(f"“{text}” is not a number of megabytes from 64 to 1000000")
    return int(text)


def _many(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"“{text}” is not a number of at least 1")
    return int(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not a day such as 2026-11-23") from None


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
