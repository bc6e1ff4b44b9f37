"""Looks into files without keeping anything: one child process a file, so that no file can harm the next."""

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from prodops_desktop.work.child import ChildError, run_child
from prodops_desktop.work.memory import peak_mb


def inspect_files(
    paths: Sequence[str | Path], memory_cap_mb: int | None = None, cancelled: threading.Event | None = None
) -> Iterator[dict[str, Any]]:
    """What each file holds, one object a file as ``inspect`` prints it; ``peak_mb`` is that of this process and the child together.

    A file that is refused, crashes or passes the cap has a sentence in ``error`` and no sheets; the next one goes on.
    """
    for path in paths:
        try:
            result = run_child(
                "prodops_desktop.intake.tasks:inspect", {"path": str(path)}, memory_cap_mb=memory_cap_mb, cancelled=cancelled
            )
        except ChildError as error:
            costs = {"seconds": round(error.seconds, 3), "peak_mb": round(peak_mb() + error.peak_mb, 1)}
            yield {"file": str(path), "format": None, "error": str(error), **costs, "sheets": []}
            continue
        value = result.value
        costs = {"seconds": round(result.seconds, 3), "peak_mb": round(peak_mb() + result.peak_mb, 1)}
        yield {"file": value["file"], "format": value["format"], "error": None, **costs, "sheets": value["sheets"]}
