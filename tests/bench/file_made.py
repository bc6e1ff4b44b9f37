"""Makes the workspace of 1 GB that opening and backups are measured with: small sheets are imported, and SQLite makes them large."""

import csv
import os
import sys
from contextlib import closing
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from prodops_desktop.agenda.targets import set_target
from prodops_desktop.datasets.importing import import_file
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.datasets.request import ImportRequest
from prodops_desktop.workspace import driver

SHEETS, ROWS = 10, 440_000
STEPS = 500
_WORDS = 200


def make_workspace(path: Path) -> None:
    """Ten datasets of 440,000 rows, and some hundreds of steps in the history."""
    with TemporaryDirectory() as folder, open_workspace(path, create=True) as workspace:
        for number in range(SHEETS):
            sheet = Path(folder) / f"Visits {number}.csv"
            with sheet.open("w", newline="", encoding="utf-8") as file:
                csv.writer(file).writerows([("Day", "Visits", "Remark"), ("2026-01-01", 1, "x"), ("2026-01-02", 2, "y")])
            import_file(workspace, ImportRequest(sheet, kind="other", again=True))
        for step in range(STEPS):
            value = float(step)
            workspace.run(partial(set_target, metric="nps", title="NPS", value=value)).result()
    _grow(path)


def _grow(path: Path) -> None:
    """Give each part many rows, and every count that says so; a file that is thrown away unless it becomes whole needs no journal."""
    with closing(driver.connect(path)) as db:
        for setting in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -64000"):
            db.execute(f"PRAGMA {setting}")
        numbers = f"WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i <= {ROWS})"
        db.execute("BEGIN")
        for (part,) in db.execute("SELECT id FROM part").fetchall():
            db.execute(f"DELETE FROM part_{part}")
            db.execute(f"{numbers} INSERT INTO part_{part} SELECT i, '2026-01-01', i, printf('%0{_WORDS}d', i * 7 + {part}) FROM n")
        db.execute(f"UPDATE part SET rows = {ROWS}, hash = hash || '-grown'")
        db.execute(f"UPDATE version SET rows_read = {ROWS}, rows_accepted = {ROWS}")
        db.execute("COMMIT")
        db.execute("PRAGMA journal_mode = WAL")
    with path.open("rb+") as file:
        os.fsync(file)  # what is measured next must not wait until all this has reached the disk


if __name__ == "__main__":
    make_workspace(Path(sys.argv[1]))
