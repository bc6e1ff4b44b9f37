"""Exports the rows of a dataset as they are seen, in a child process, so that a cancelled export leaves nothing behind."""

import contextlib
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from prodops_desktop.datasets.filters import Arrangement, parts_of_test
from prodops_desktop.datasets.reading import Condition
from prodops_desktop.packs.place import aside_of, check_name
from prodops_desktop.work.child import Progress, run_child
from prodops_desktop.work.wording import EXPORTING

ENDINGS = (".xlsx", ".csv")
"""What can be written."""
_PATIENCE = 600.0
"""Seconds without a word: millions of rows are put in order, and packed into a workbook, without one."""


@dataclass(frozen=True)
class Exported:
    """What was written: a workbook has as many ``sheets`` as its rows need, a csv file none.

    ``cut`` texts were longer than a cell of Excel takes, and are there as far as it does. ``like_formulas`` texts of a csv
    file are what a spreadsheet may take for formulas.
    """

    out: Path
    rows: int
    sheets: tuple[str, ...]
    cut: int
    like_formulas: int = 0


def write_seen(
    workspace_path: Path,
    version: int,
    out: Path,
    arrangement: Arrangement = Arrangement(),
    columns: Sequence[int] | None = None,
    condition: Condition | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: threading.Event | None = None,
) -> Exported:
    """Write the rows of an arrangement, with the columns at some positions in that order, to a file that ends in .xlsx or .csv.

    Blocking, so call it from a thread. Without ``columns`` all are written. Raises UserError with a sentence, and Cancelled.
    """
    out = out.resolve()  # a link stays a link: the file that it names is the one that is replaced
    check_name(out, workspace_path, ENDINGS)
    aside = aside_of(out)
    with TemporaryDirectory(prefix="prodops-export-", ignore_cleanup_errors=True) as scratch:
        spec = {
            "workspace": str(workspace_path.absolute()),
            "version": version,
            "out": str(out),
            "aside": str(aside),
            "scratch": scratch,
            **_asked(arrangement, columns, condition),
        }
        try:
            found = run_child(
                "prodops_desktop.packs.seen_task:write",
                spec,
                on_progress=on_progress,
                cancelled=cancelled,
                stall_seconds=_PATIENCE,
                wording=EXPORTING,
            ).value
        finally:
            with contextlib.suppress(OSError):  # what a killed child left
                aside.unlink(missing_ok=True)
    return Exported(Path(found["out"]), found["rows"], tuple(found["sheets"]), found["cut"], found["like_formulas"])


def _asked(arrangement: Arrangement, columns: Sequence[int] | None, condition: Condition | None) -> dict[str, Any]:
    """What is to be written, in plain objects."""
    return {
        "columns": None if columns is None else list(columns),
        "condition": None if condition is None else [condition.sql, list(condition.params)],
        "keys": [list(key) for key in arrangement.keys],
        "find": arrangement.find,
        "filters": [[one.position, *parts_of_test(one.test)] for one in arrangement.filters],
        "group": arrangement.group,
        "period": arrangement.period,
        "spellings": list(arrangement.spellings),
    }
