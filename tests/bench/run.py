"""Measures the program against yardsticks, prints the ratios and writes build/bench.json; `bootstrap.py bench` starts it."""

import json
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from statistics import median

from tests.bench.imports import GAP_SECONDS, edits_beside_imports, imports_of_a_big_file
from tests.bench.measure import BENCH, ROOT, SCRATCH, BenchError, Measure, Sample, by_turns, measured, timed, timed_to_first_line, write
from tests.bench.retail import retail_file

START_RATIO = 3
STACK_SECONDS = 0.100
CONFLICTS_SECONDS = 1.0
MOVED_SECONDS = 0.020
PAGE_SECONDS = 0.050
THEME_SECONDS = 0.200
TAG_SECONDS = 1.0
NEEDS_SECONDS = 0.300
FILLED_SECONDS = 1.0
VIEW_SECONDS = 0.200
PREVIEW_SECONDS = 0.050
ROW_SECONDS = 0.005
UNDO_SECONDS = 0.100
WAIT_SECONDS = 0.050
FIRST_ROWS_SECONDS = 0.150
LAST_ROW_SECONDS = 0.050
SHEET_ROWS = 100_000


def main() -> int:
    """Run every measurement; status 1 when one failed to run. A missed bound is said and recorded."""
    shutil.rmtree(SCRATCH / "work", ignore_errors=True)
    (SCRATCH / "work").mkdir(parents=True)
    try:
        big = retail_file(SCRATCH)
        sample = sample_workspace()
        measures = [
            *imports_of_a_big_file(big),
            start_to_first_home(sample),
            *looks_of_the_window(sample),
            *edits_beside_imports(sample, big),
        ]
        measures += [*edits_of_the_file(big), *large_file()]
        measures += [*table_and_strip(), *calendar_of_experiments()]
        measures += roadmap_of_items()
        measures += grid_of_a_big_file(big)
        feedback = feedback_workspace()
        measures += [*feedback_engine(feedback), *feedback_import(feedback)]
        measures += feedback_window(feedback)  # it ends with the file open, of which no copy is to be taken then
    except BenchError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    finally:
        shutil.rmtree(SCRATCH / "work", ignore_errors=True)
    write(measures, ROOT / "build" / "bench.json")
    for measure in measures:
        sys.stdout.write(f"{line(measure)}\n")
    return 0


def start_to_first_home(workspace: Path, rounds: int = 7) -> Measure:
    """Process start to the first painted Home, against a bare window with an empty table."""

    def ours() -> Sample:
        seconds, peak = timed_to_first_line("-m", "tests.bench.show_home", workspace)
        return Sample(seconds, float(peak))

    def bare() -> Sample:
        return Sample(timed_to_first_line(BENCH / "show_bare_window.py")[0])

    ours()  # the first start of all reads everything from the disk
    return by_turns("start to first painted Home", ours, bare, rounds=rounds, bound=START_RATIO)


def looks_of_the_window(workspace: Path, rounds: int = 3) -> list[Measure]:
    """The slowest of all pages of the sample: shown again once it is built, built, and in the other theme with all pages built."""
    copy = SCRATCH / "work" / "looks.prodops"
    shutil.copy(workspace, copy)
    found = [json.loads(timed("-m", "tests.bench.window_looks", copy)[1]) for _ in range(rounds)]
    return [
        _part("theme switch", "theme", found, THEME_SECONDS, 1),
        _part("page switch", "again", found, PAGE_SECONDS, 1),
        _part("page built and shown for the first time", "built", found, PAGE_SECONDS, None),
    ]


def edits_of_the_file(big: Path, rounds: int = 3) -> list[Measure]:
    """An edit of one row; one of 10,000 against the bare UPDATE and an insert for each row; and the undo of an import of 541,909 rows."""
    edits = [json.loads(timed("-m", "tests.bench.file_edits", SCRATCH / "work")[1]) for _ in range(rounds)]
    undone = [json.loads(timed("-m", "tests.bench.file_edits", SCRATCH / "work", big)[1])]
    return [
        _part("edit of one row", "single", edits, ROW_SECONDS, 1),
        _part("edit of 10,000 rows", "bulk", edits, median(one["bare"] for one in edits), 1.5),
        _part("undo of an import of 541,909 rows", "undo", undone, UNDO_SECONDS, 1),
        _part("redo of an import of 541,909 rows", "redo", undone, UNDO_SECONDS, None),
    ]


def large_file(rounds: int = 3) -> list[Measure]:
    """A workspace of 1 GB: opening it against opening an empty one, and the slowest of edits every 20 ms while a backup of it is made."""
    workspace = SCRATCH / "work" / "large.prodops"
    timed("-m", "tests.bench.file_made", workspace)
    opened = [json.loads(timed("-m", "tests.bench.file_large", "open", workspace)[1]) for _ in range(rounds)]
    backed_up = [json.loads(timed("-m", "tests.bench.file_large", "backup", workspace)[1]) for _ in range(rounds)]
    workspace.unlink()
    return [
        _part("opening a workspace of 1 GB", "large", opened, median(one["empty"] for one in opened), 1.5),
        _part("slowest edit while a first backup of 1 GB is made", "first", backed_up, WAIT_SECONDS, 1),
        _part("slowest edit while another backup of 1 GB is made", "again", backed_up, WAIT_SECONDS, 1),
    ]


def table_and_strip(rounds: int = 5) -> list[Measure]:
    """The page Tools with 1,000 contracts: from an edit until table and strip are painted (bounded) and until all of the window is; reading
    and showing them while nothing is known of them; and opening the page for the first time."""
    workspace = SCRATCH / "work" / "tools.prodops"
    timed("-m", "tests.bench.tools_stack", "make", workspace)
    found = [json.loads(timed("-m", "tests.bench.tools_stack", workspace)[1]) for _ in range(rounds)]
    names = {
        "whole": "table and strip of 1,000 contracts after an edit",
        "page": "the whole window with 1,000 contracts after an edit",
        "capabilities": "table and strip of 1,000 contracts after an edit of capabilities",
        "read": "reading 1,000 contracts for the first time",
        "show": "filling and painting 1,000 contracts",
        "first": "opening the page with 1,000 contracts for the first time",
    }
    return [
        measured(name, [Sample(one[part], one["peak_mb"]) for one in found], STACK_SECONDS, bound=1 if part == "whole" else None)
        for part, name in names.items()
    ]


def calendar_of_experiments(rounds: int = 3) -> list[Measure]:
    """2,000 experiments over three years: all conflicts once plans and populations are read, those of one that was moved, the whole
    reading of the board, and the longest event-loop gap while one of 500 bars in view is dragged."""
    workspace = SCRATCH / "work" / "experiments.prodops"
    timed("-m", "tests.bench.experiments_calendar", "make", workspace)
    engine = [json.loads(timed("-m", "tests.bench.experiments_calendar", "engine", workspace)[1]) for _ in range(rounds)]
    drags = [json.loads(timed("-m", "tests.bench.experiments_calendar", workspace)[1]) for _ in range(rounds)]

    return [
        _part("all conflicts of 2,000 experiments", "all", engine, CONFLICTS_SECONDS, 1),
        _part("conflicts of one of 2,000 experiments that was moved", "moved", engine, MOVED_SECONDS, 1),
        _part("reading the board of 2,000 experiments", "read", engine, CONFLICTS_SECONDS, None),
        _part("longest event-loop gap while one of 500 bars is dragged", "gap", drags, GAP_SECONDS, 1),
    ]


def roadmap_of_items(rounds: int = 3) -> list[Measure]:
    """2,000 items with 3,000 dependencies: the slowest view, the slip preview, the reading of the plan, the board after an edit, and the
    longest event-loop gap while a bar is dragged with its preview."""
    workspace = SCRATCH / "work" / "roadmap.prodops"
    timed("-m", "tests.bench.roadmap_views", "make", workspace)
    engine = [json.loads(timed("-m", "tests.bench.roadmap_views", "engine", workspace)[1]) for _ in range(rounds)]
    shown = [json.loads(timed("-m", "tests.bench.roadmap_views", workspace)[1]) for _ in range(rounds)]
    return [
        _part("slowest view of a roadmap of 2,000 items", "view", shown, VIEW_SECONDS, 1),
        _part("slip preview among 2,000 items and 3,000 dependencies", "preview", engine, PREVIEW_SECONDS, 1),
        _part("longest event-loop gap while a bar of 2,000 is dragged", "gap", shown, GAP_SECONDS, 1),
        _part("board of 2,000 items after a card was moved", "edit", shown, VIEW_SECONDS, None),
        _part("reading a roadmap of 2,000 items", "again", engine, VIEW_SECONDS, None),
        _part("reading a roadmap of 2,000 items for the first time", "first", engine, VIEW_SECONDS, None),
        _part("stability of 2,000 ranks", "stability", engine, VIEW_SECONDS, None),
    ]


def grid_of_a_big_file(big: Path, rounds: int = 3) -> list[Measure]:
    """A grid over 541,909 rows: its worst sort and filter, sums, groups and values against the same in bare SQL, a page that is read beside
    sums, its first painted rows, and its last row."""
    workspace = SCRATCH / "work" / "grid.prodops"
    timed("-m", "tests.bench.grid", "make", workspace, big)
    engine = [json.loads(timed("-m", "tests.bench.grid", "engine", workspace)[1]) for _ in range(rounds)]
    shown = [json.loads(timed("-m", "tests.bench.grid", workspace)[1]) for _ in range(rounds)]
    workspace.unlink()
    return [
        _part("worst sort of 541,909 rows", "sort", engine, median(one["bare_sort"] for one in engine), 1.5),
        _part("worst filter of 541,909 rows", "filter", engine, median(one["bare_filter"] for one in engine), 1.5),
        _part("sums of a column of 541,909 rows", "sums", engine, median(one["bare_sums"] for one in engine), None),
        _part("541,909 rows in groups", "groups", engine, median(one["bare_groups"] for one in engine), None),
        _part("values of a column of 541,909 rows", "choices", engine, median(one["bare_choices"] for one in engine), None),
        _part("page of 541,909 rows while a column is added up", "page", engine, LAST_ROW_SECONDS, 1),
        _part("first painted rows of 541,909", "first", shown, FIRST_ROWS_SECONDS, 1),
        _part("last of 541,909 rows once one goes there", "last", shown, LAST_ROW_SECONDS, 1),
    ]


def feedback_workspace() -> Path:
    """A workspace of 200,000 items of feedback."""
    workspace = SCRATCH / "work" / "feedback.prodops"
    timed("-m", "tests.bench.feedback_desk", "make", workspace)
    return workspace


def feedback_engine(workspace: Path, rounds: int = 3) -> list[Measure]:
    """With 200,000 items: the first page of the slowest of some searches, tagging 10,000 and taking that back, and the needs."""

    def found(what: str) -> list[dict[str, float]]:
        return [json.loads(timed("-m", "tests.bench.feedback_desk", what, workspace)[1]) for _ in range(rounds)]

    searches, needs, tagging = found("search"), found("needs"), found("tag")
    return [
        _part("first page of the slowest search of 200,000 items, the first time", "cold", searches, PAGE_SECONDS, 1),
        _part("first page of the slowest search of 200,000 items", "warm", searches, PAGE_SECONDS, 1),
        _part("tagging 10,000 of 200,000 items", "tag", tagging, TAG_SECONDS, 1),
        _part("undoing a tag of 10,000 items", "undo", tagging, TAG_SECONDS, 1),
        _part("redoing a tag of 10,000 items", "redo", tagging, TAG_SECONDS, None),
        _part("needs of 90 days among 200,000 items", "needs_90", needs, NEEDS_SECONDS, 1),
        _part("needs of all of 200,000 items", "needs_all", needs, NEEDS_SECONDS, None),
        _part("needs of 90 days by segment among 200,000 items", "segments_90", needs, NEEDS_SECONDS, None),
        _part("needs of all of 200,000 items by segment", "segments_all", needs, NEEDS_SECONDS, None),
    ]


def feedback_window(workspace: Path, rounds: int = 3) -> list[Measure]:
    """The page with 200,000 items: the longest event-loop gaps while one scrolls, searches and triages, and how soon lists are filled."""
    found = [json.loads(timed("-m", "tests.bench.feedback_window", workspace)[1]) for _ in range(rounds)]
    return [
        _part("longest event-loop gap while 161,000 items are scrolled", "scroll", found, GAP_SECONDS, 1),
        _part("longest event-loop gap while a search is typed", "type", found, GAP_SECONDS, 1),
        _part("longest event-loop gap while 200 of 20,000 items are triaged", "triage", found, GAP_SECONDS, None),
        _part("opening the inbox of 200,000 items", "open", found, FILLED_SECONDS, None),
        _part("opening the list of 200,000 items", "all", found, FILLED_SECONDS, None),
    ]


def feedback_import(workspace: Path, rounds: int = 2) -> list[Measure]:
    """A sheet of 100,000 notes gathered in the window: the longest gap, and the time against a process that only reads the sheet."""
    sheet, found = SCRATCH / "work" / "notes.xlsx", list[dict[str, float]]()
    timed("-m", "tests.bench.feedback_desk", "sheet", sheet, str(SHEET_ROWS))

    def ours() -> Sample:
        copy = SCRATCH / "work" / f"gathered-{len(found)}.prodops"
        with closing(sqlite3.connect(workspace)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)  # measurements end at once, so that the last pages are in the file beside it still
        found.append(json.loads(timed("-m", "tests.bench.feedback_window", copy, sheet)[1]))
        copy.unlink()
        return Sample(found[-1]["seconds"], found[-1]["peak_mb"])

    def read() -> Sample:
        return Sample(timed(BENCH / "read_with_calamine.py", sheet)[0])

    whole = by_turns("import of 100,000 rows of feedback", ours, read, rounds=rounds)
    return [whole, _part("longest event-loop gap while 100,000 rows of feedback are gathered", "gap", found, GAP_SECONDS, 1)]


def _part(name: str, part: str, found: list[dict[str, float]], yardstick: float, bound: float | None) -> Measure:
    return measured(name, [Sample(one[part], one["peak_mb"]) for one in found], yardstick, bound=bound)


def sample_workspace() -> Path:
    """The sample workspace, made afresh."""
    folder = SCRATCH / "work" / "sample"
    timed("-m", "prodops_desktop", "sample", folder)
    return next(folder.glob("*.prodops"))


def line(measure: Measure) -> str:
    """One measurement for the eye."""
    bound = "no bound yet" if measure.bound is None else f"bound {measure.bound:g}, {'holds' if measure.holds else 'MISSED'}"
    if measure.most_mb is not None:
        return f"{measure.name}: {measure.ratio:.2f} × ({measure.peak_mb:.0f} MB of {measure.most_mb:.0f} MB; {bound})"
    peak = "" if measure.peak_mb is None else f", peak {measure.peak_mb:.0f} MB"
    return f"{measure.name}: {measure.ratio:.2f} × ({measure.seconds:.3f} s against {measure.yardstick_seconds:.3f} s; {bound}{peak})"


if __name__ == "__main__":
    sys.exit(main())
