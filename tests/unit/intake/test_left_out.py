"""Columns that are left out of an import, and tables that are wider than a dataset can be."""

import csv
from pathlib import Path

import pytest

from prodops_desktop.errors import UserError
from tests.unit.intake.conftest import Stage


def written(path: Path, rows: list[list[object]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return path


def test_a_column_that_is_left_out_is_not_stored_and_named(tmp_path: Path, stage: Stage) -> None:
    path = written(tmp_path / "a.csv", [["Colour", "Wood", "Age"], ["red", "oak", 3], ["blue", "elm", 4]])
    staged = stage(path, left_out=["Wood"])
    assert list(staged.columns) == ["Colour", "Age"]
    assert [column["source_column"] for column in staged.answer["columns"]] == [1, 3], "it is still known where the others come from"
    assert (staged.values("Colour"), staged.values("Age")) == (["red", "blue"], [3, 4])
    assert "1 column was left out as chosen: “Wood”." in staged.answer["warnings"]
    assert staged.answer["decided"]["left_out"] == ("Wood",)
    again = stage(path, **{name: staged.answer["decided"][name] for name in ("left_out", "kind", "mapping", "types")})
    assert again.answer["columns"] == staged.answer["columns"]


def test_quarantined_rows_hold_the_cells_of_the_columns_that_are_stored(tmp_path: Path, stage: Stage) -> None:
    rows: list[list[object]] = [["note", "score", "date"], *([f"n{n}", 77 if n == 2 else n % 11, "2026-10-03"] for n in range(20))]
    staged = stage(written(tmp_path / "nps.csv", rows), kind="nps", left_out=["note"])
    assert staged.answer["rows_quarantined"] == 1
    assert [cells for row, cells in staged.raw_rows().items() if "77" in cells] == [["77", "2026-10-03"]]


def test_responses_that_only_a_column_left_out_tells_apart_are_no_repeats(tmp_path: Path, stage: Stage) -> None:
    rows: list[list[object]] = [["score", "date", "user", "comment"], *([9, "2026-10-03", "ann", f"c{n}"] for n in range(10))]
    rows.append([9, "2026-10-03", "ann", "c0"])
    staged = stage(written(tmp_path / "nps.csv", rows), kind="nps", left_out=["comment"])
    assert (staged.answer["rows_accepted"], staged.answer["rows_dropped"]) == (10, 1)


@pytest.mark.parametrize(
    ("left_out", "sentence"),
    [(["Wod"], "There is no column “Wod” to leave out. The columns are: Colour, Wood."), (["Colour", "Wood"], "Every column is left out.")],
)
def test_what_can_not_be_left_out_is_said(tmp_path: Path, stage: Stage, left_out: list[str], sentence: str) -> None:
    path = written(tmp_path / "a.csv", [["Colour", "Wood"], ["red", "oak"], ["blue", "elm"]])
    with pytest.raises(UserError, match=sentence):
        stage(path, left_out=left_out)


@pytest.mark.parametrize("width", [1901, 2000])
def test_a_table_wider_than_a_dataset_is_refused_with_a_sentence(tmp_path: Path, stage: Stage, width: int) -> None:
    path = written(tmp_path / "wide.csv", [[f"h{n}" for n in range(width)], [1] * width, [2] * width])
    with pytest.raises(UserError, match=rf"has {width:,} columns; a dataset can have 1,900\. Leave some out\."):
        stage(path)
    assert stage(path, left_out=[f"h{n}" for n in range(width - 1890)]).answer["rows_accepted"] == 2
