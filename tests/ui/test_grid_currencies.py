"""Groups of amounts whose currency stands in a column of its own: added up in each currency, and never across two."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from prodops_desktop.datasets.importing import import_file
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.datasets.request import ImportRequest
from prodops_desktop.ui.models.grid_sums import BlockSums
from prodops_desktop.ui.models.grid_table import GridTable
from prodops_desktop.ui.session import Session
from tests.ui.grid_desk import position, reading, section, select, settle, table
from tests.unit.sheets_here import staging_here

__all__ = ["table"]

SHEET = """Account,MRR,Currency,Month
Acme,1200,USD,2026-10
Bolt,300,EUR,2026-10
Cask,800,USD,2026-10
Dune,50,EUR,2026-11
Elm,70,,2026-11
"""


@pytest.fixture(scope="module")
def session(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    folder: Path = tmp_path_factory.mktemp("currencies")
    (folder / "mrr.csv").write_text(SHEET, encoding="utf-8")
    with staging_here(), open_workspace(folder / "mrr.prodops", create=True) as workspace:
        import_file(workspace, ImportRequest(folder / "mrr.csv", kind="revenue", name="MRR"))
    with reading(qapp, folder / "mrr.prodops") as opened:
        yield opened


def heads(table: GridTable, header: str) -> list[tuple[str, str]]:
    """The heads of the groups of a column: their names and what they come to."""
    table.group_by(position(table, header))
    settle(table)
    assert table.grid.groups is not None
    return [table.grid.head_words(index) for index in range(len(table.grid.groups.groups))]


def test_grouped_by_its_currency_an_amount_has_a_sum_in_each(table: GridTable) -> None:
    assert heads(table, "Currency") == [("EUR", "2 rows · €350"), ("USD", "2 rows · $2,000"), ("empty", "1 row")]


def test_grouped_by_anything_else_it_has_none(table: GridTable) -> None:
    assert [facts for _, facts in heads(table, "Account")] == ["1 row"] * 5


def test_what_is_selected_is_added_up_where_it_is_of_one_currency(table: GridTable) -> None:
    found: list[BlockSums | None] = []
    table.summed.connect(found.append)
    table.sort_by(section(table, "Currency"))
    settle(table)
    at, sums = section(table, "MRR"), list[list[tuple[str, str]]]()
    for top, bottom in ((0, 1), (2, 3), (1, 2), (3, 4)):  # two in euros, two in dollars, one of each, and one of none
        select(table, top, at, bottom, at)
        settle(table)
        assert found[-1] is not None
        assert found[-1].cells == 2
        sums.append(found[-1].figures()[:1])
    assert sums == [[("Sum", "€350")], [("Sum", "$2,000")], [], []]
