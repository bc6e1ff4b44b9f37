"""Measures the import: of a big workbook and of the same as text, and what the window feels of it meanwhile."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

from tests.bench.measure import BENCH, SCRATCH, Measure, Sample, by_turns, measured, peaked, timed
from tests.bench.retail import retail_csv

GAP_SECONDS = 0.050
EDIT_SECONDS = 0.100
MOST_MB = 1200
WORKBOOK_RATIO, TEXT_RATIO = 2.5, 3
MANY = 9
"""How many times over the big file has its rows where millions of them are stored."""


def imports_of_a_big_file(big: Path, rounds: int = 3) -> list[Measure]:
    """`import` into a fresh workspace, against a process that only reads the workbook with calamine, or only stores the text."""
    text, plain = retail_csv(big, SCRATCH / "work" / "online_retail.csv"), SCRATCH / "work" / "plain.db"

    def stored() -> Sample:
        seconds, _ = timed(BENCH / "store_csv.py", text, plain)
        plain.unlink()
        return Sample(seconds)

    workbook = by_turns(
        "import of online_retail.xlsx",
        _importing(big),
        lambda: Sample(timed(BENCH / "read_with_calamine.py", big)[0]),
        rounds=rounds,
        bound=WORKBOOK_RATIO,
    )
    csv = by_turns("import of online_retail as csv", _importing(text), stored, rounds=rounds, bound=TEXT_RATIO)
    return [measure for one in (workbook, csv) for measure in (one, peaked(f"memory of the {one.name}, of {MOST_MB} MB", one, MOST_MB))]


def _importing(file: Path) -> Callable[[], Sample]:
    def ours() -> Sample:
        workspace = SCRATCH / "work" / "import.prodops"
        seconds, printed = timed("-m", "prodops_desktop", "import", workspace, file, "--json")
        workspace.unlink()
        return Sample(seconds, json.loads(printed)["peak_mb"])

    return ours


def edits_beside_imports(sample: Path, big: Path) -> list[Measure]:
    """What is felt while the big workbook is imported, and while its rows nine times over are, as csv."""
    many = retail_csv(big, SCRATCH / "work" / "many.csv", MANY)
    found = [
        *_edits_beside(sample, big, "an import", rounds=3),
        *_edits_beside(sample, many, "an import of 4.9 M rows", rounds=1),
    ]
    many.unlink()
    return found


def _edits_beside(sample: Path, file: Path, what: str, *, rounds: int) -> list[Measure]:
    """The longest event-loop gap and the slowest confirmed edit while a file is imported and an edit is made every 100 ms."""
    gaps, edits = [], []
    for turn in range(rounds):
        folder = SCRATCH / "work" / "edits"
        folder.mkdir()
        workspace = folder / f"edits-{turn}.prodops"
        shutil.copy(sample, workspace)
        _, printed = timed("-m", "tests.bench.import_and_edit", workspace, file)
        found = json.loads(printed)
        gaps.append(Sample(found["gap"], found["peak_mb"]))
        edits.append(Sample(found["slowest_edit"], found["peak_mb"]))
        shutil.rmtree(folder)  # with what a window that ends at once leaves beside the file
    gap = measured(f"longest event-loop gap during {what}", gaps, GAP_SECONDS, bound=1)
    return [
        gap,
        measured(f"slowest confirmed edit during {what}", edits, EDIT_SECONDS, bound=1),
        peaked(f"memory during {what} in the window, of {MOST_MB} MB", gap, MOST_MB),
    ]
