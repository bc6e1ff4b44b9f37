"""The rows of a dataset by command: what is written imports back as its next version without a difference."""

import csv
from functools import partial
from pathlib import Path

from tests.scenarios import commands
from tests.scenarios.commands import prodops
from tests.unit.sheets_here import staging_here

as_json = partial(commands.as_json, command=prodops)
LINES = ["day,amount,note", '2026-01-05,"1,250.50",first', "2026-02-06,20.00,=1+1"]

ROWS = [["day", "amount", "note"], ["2026-01-05", "1250.5", "first"], ["2026-02-06", "20", "=1+1"]]


def test_rows_are_exported_and_come_back(tmp_path: Path) -> None:
    sheet, workspace, out = tmp_path / "visits.csv", tmp_path / "w.prodops", tmp_path / "out.csv"
    sheet.write_text("\n".join(LINES) + "\n")
    with staging_here():
        prodops("import", workspace, sheet)
        made = as_json("export", workspace, "visits", out)
        assert made == {"dataset": "visits", "version": 1, "out": str(out), "rows": 2, "sheets": [], "cut": 0}
        with out.open(encoding="utf-8-sig", newline="") as file:
            assert list(csv.reader(file)) == ROWS
        assert "2 rows" in prodops("import", workspace, out, "--name", "visits")
    told = prodops("export", workspace, "visits", tmp_path / "again.csv", "--version", "2")
    assert told == f"visits, version 2: 2 rows\n{tmp_path / 'again.csv'}\n"
    assert (tmp_path / "again.csv").read_bytes() == out.read_bytes()
    assert "does not end in .xlsx or .csv" in prodops("export", workspace, "visits", tmp_path / "out.txt", status=1)
