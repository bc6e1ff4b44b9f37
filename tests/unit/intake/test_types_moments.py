"""Moments whose zones and forms differ within one column keep their text or come back to the letter."""

import csv
from pathlib import Path

from .conftest import Stage

BARE = "2026-03-02 10:00:00"


def test_a_moment_with_an_offset_as_long_as_one_without_is_moved_and_keeps_its_text(tmp_path: Path, stage: Stage) -> None:
    path = tmp_path / "nps.csv"
    cells = [BARE, BARE, BARE, "2026-03-05 23:30-05", "2026-03-05 23:30+02"]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["score", "when", "account"], *(["9", cell, f"Firm {at}"] for at, cell in enumerate(cells))])
    staged = stage(path, kind="nps")
    assert staged.values("when") == [*["2026-03-02T10:00:00"] * 3, "2026-03-06T04:30:00", "2026-03-05T21:30:00"]
    assert [row[1] for row in staged.raw_rows().values()] == cells
    assert staged.db.execute("SELECT text, reason FROM raw ORDER BY _row").fetchall() == [
        ("2026-03-05 23:30-05", "given in the zone -05:00"),
        ("2026-03-05 23:30+02", "given in the zone +02:00"),
    ]
