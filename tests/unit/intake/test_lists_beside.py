"""A list of words beside a table is no table by itself: its rows stay with those of the table, also below the total of this."""

from pathlib import Path

import openpyxl
import pytest

from .conftest import Stage

CUSTOMERS = ["Ada Bell", "Bo Kim", "Cy Orr", "Dee Poe", "Eli Fox", "Fay Ray", "Gus Lee", "Hal Orr", "Ivy Lan", "Jo March"]


@pytest.mark.parametrize(("customers", "beside"), [(10, ["Task"]), (2, ["Task", "Owner"])])
def test_words_beside_a_table_with_a_total_are_read_to_their_end(tmp_path: Path, stage: Stage, customers: int, beside: list[str]) -> None:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.append(["Name", "MRR", None, *beside])
    rows = [(name, 100 + at) for at, name in enumerate(CUSTOMERS[:customers])]
    rows.append(("Total", sum(amount for _, amount in rows)))
    length = customers + 5
    for at in range(length):
        page.append([*(rows[at] if at < len(rows) else (None, None)), None, *(f"{name} no. {at}" for name in beside)])
    book.save(tmp_path / "beside.xlsx")
    staged = stage(tmp_path / "beside.xlsx", kind="other")
    assert list(staged.columns) == ["Name", "MRR", *beside]
    for name in beside:
        assert staged.values(name) == [f"{name} no. {at}" for at in range(length)]
    assert staged.values("Name")[customers] == "Total"
    said = f"Row {customers + 2} is called “Total”, but “Task no. {customers}” stands beside it behind an empty column: the row was kept."
    assert any(warning.startswith(said) for warning in staged.answer["warnings"])
