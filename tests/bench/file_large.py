"""A workspace of 1 GB: how long it takes to open against an empty one, and how long edits wait while a backup of it is made."""

import json
import sys
import threading
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, sleep

from prodops_desktop.agenda.targets import set_target
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.work.memory import peak_mb
from prodops_desktop.workspace import backups

_OPENINGS, _EDIT_SECONDS = 21, 0.020


def measure_opening(large: Path) -> dict[str, float]:
    """Seconds of opening the large workspace and an empty one, by turns."""
    with TemporaryDirectory(dir=large.parent) as folder:
        empty = Path(folder) / "empty.prodops"
        open_workspace(empty, create=True).close()
        seconds: dict[Path, list[float]] = {large: [], empty: []}
        for _ in range(_OPENINGS):
            for path, found in seconds.items():
                began = perf_counter()
                workspace = open_workspace(path)
                found.append(perf_counter() - began)
                workspace.close()
    return {"large": median(seconds[large]), "empty": median(seconds[empty])}


def measure_backup(large: Path) -> dict[str, float]:
    """Seconds of the slowest of edits that come every 20 ms while a first backup is made, and again while one is that has most already."""
    backups.delete_all(large)
    found: dict[str, float] = {}
    with open_workspace(large) as workspace:
        for what in ("first", "again"):
            making = threading.Thread(target=backups.make, args=(large, "hand"))
            slowest, edits, began = 0.0, 0, perf_counter()
            making.start()
            while making.is_alive():
                asked = perf_counter()
                workspace.run(partial(set_target, metric="nps", title="NPS", value=asked)).result()
                slowest, edits = max(slowest, perf_counter() - asked), edits + 1
                sleep(max(0.0, asked + _EDIT_SECONDS - perf_counter()))
            making.join()
            found |= {what: slowest, f"{what}_seconds": perf_counter() - began, f"{what}_edits": edits}
    if len(backups.all_backups(large)) != len(("first", "again")):
        sys.exit("There are not as many backups as were made: nothing was measured.")
    backups.delete_all(large)
    return found


_MEASURES = {"open": measure_opening, "backup": measure_backup}


if __name__ == "__main__":
    sys.stdout.write(f"{json.dumps({**_MEASURES[sys.argv[1]](Path(sys.argv[2])), 'peak_mb': peak_mb()})}\n")
