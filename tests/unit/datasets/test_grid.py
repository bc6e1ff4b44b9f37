"""The open view on a version: order, search and paging against the same done in Python."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prodops_desktop.datasets.filters import Arrangement
from prodops_desktop.datasets.grid import Grid, GridRow
from prodops_desktop.datasets.importing import ImportReport, import_file
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.datasets.provenance import trace
from prodops_desktop.datasets.reading import Condition
from prodops_desktop.datasets.request import ImportRequest
from prodops_desktop.workspace import Workspace

Importer = Callable[..., ImportReport]

WORDS = ["Alpha", "beta", "Gamma", "delta%", "under_score", ""]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, int, list[tuple[str, int | None]]]:
    folder = tmp_path_factory.mktemp("grid")
    rng = random.Random(7)
    truth: list[tuple[str, int | None]] = [(rng.choice(WORDS), rng.choice([None, rng.randrange(50)])) for _ in range(400)]
    path = folder / "sheet.csv"
    path.write_text("word,number,mark\n" + "".join(f"{word},{'' if number is None else number},x\n" for word, number in truth))
    workspace = open_workspace(folder / "w.prodops", create=True)
    return workspace, import_file(workspace, ImportRequest(path)).version_id, truth


def pairs(rows: list[GridRow]) -> list[tuple[str, int | None]]:
    return [(str(row.values[0] or ""), row.values[1]) for row in rows]  # type: ignore[misc]  # the second column holds integers


@settings(max_examples=40, deadline=None)
@given(
    descending=st.booleans(),
    find=st.sampled_from(["", "a", "%", "_", "ALPHA", "4", "nothing"]),
    first=st.integers(0, 420),
    count=st.integers(0, 60),
)
def test_order_and_search_equal_the_same_in_python(
    opened: tuple[Workspace, int, list[tuple[str, int | None]]], descending: bool, find: str, first: int, count: int
) -> None:
    workspace, version, truth = opened
    kept = [row for row in truth if find.casefold() in row[0].casefold() or (row[1] is not None and find in str(row[1])) or not find]
    filled = sorted((row for row in kept if row[1] is not None), key=lambda row: row[1] or 0, reverse=descending)
    if descending:  # Python's reverse keeps ties in order too
        filled = sorted((row for row in kept if row[1] is not None), key=lambda row: -(row[1] or 0))
    expected = filled + [row for row in kept if row[1] is None]
    grid = Grid(workspace, version)
    assert grid.arrange(Arrangement(((2, descending),), find)) == len(expected) == grid.count
    assert pairs(grid.rows(first, count)) == expected[first : first + count]
    grid.close()


def test_ties_keep_the_order_of_the_next_key_and_then_of_the_file(opened: tuple[Workspace, int, list[tuple[str, int | None]]]) -> None:
    workspace, version, truth = opened
    grid = Grid(workspace, version)
    grid.arrange(
        Arrangement(
            (
                (1, False),
                (2, True),
            ),
            "",
        )
    )
    number = {True: 1, False: 0}
    expected = sorted(truth, key=lambda row: (row[0] == "", row[0].casefold(), number[row[1] is None], -(row[1] or 0)))
    assert pairs(grid.rows(0, 400)) == expected


def test_a_condition_keeps_exactly_its_rows(opened: tuple[Workspace, int, list[tuple[str, int | None]]]) -> None:
    workspace, version, truth = opened
    grid = Grid(workspace, version, Condition("c2 >= ? AND c1 = ?", (25, "beta")))
    assert pairs(grid.rows(0, 400)) == [row for row in truth if row[0] == "beta" and (row[1] or 0) >= 25]


def test_a_cell_leads_back_to_its_place(workspace: Workspace, bring: Importer) -> None:
    report = bring("prices.csv", [["item", "price"], ["a", "1.50"], ["b", "n/a"], ["c", "2.25"]])
    grid = Grid(workspace, report.version_id)
    second = grid.rows(1, 1)[0]
    assert second.values == ("b", None)
    with workspace.reading() as store:
        origin = trace(store, report.version_id, second.part, second.row, 2)
    assert (origin.file, origin.sheet, origin.row, origin.cell, origin.raw) == ("prices.csv", "prices", 3, "B3", "n/a")


def test_the_folder_of_the_workspace_may_hold_odd_characters(tmp_path: Path) -> None:
    folder = tmp_path / 'it\'s "odd" #1 é'
    folder.mkdir()
    sheet = folder / "sheet 1.csv"
    sheet.write_text("a,b\nx,1\ny,2\n")
    with open_workspace(folder / "w.prodops", create=True) as workspace:
        assert import_file(workspace, ImportRequest(sheet)).rows_accepted == 2
