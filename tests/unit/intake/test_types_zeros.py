"""Numbers that a workbook shows with zeros in front, such as 00042, are ids and are kept as they are shown."""

import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from prodops_desktop.intake.converting import plan_of_column, read_again

from .conftest import Stage
from .test_recorded import Recorded

Column = Sequence[tuple[float | str, str]]


def written(folder: Path, columns: dict[str, Column]) -> Path:
    """A workbook of names and these columns: each cell with its number format."""
    path = folder / "ids.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Firm", *columns])
    for at, cells in enumerate(columns.values(), 1):
        for row, (value, form) in enumerate(cells, 1):
            sheet.write(row, 0, f"Firm {row}")
            sheet.write(row, at, value, book.add_format({"num_format": form}))
    book.close()
    return path


def alike(form: str, *values: float | str) -> Column:
    return [(value, form) for value in values]


def test_ids_keep_the_zeros_that_their_cells_show(tmp_path: Path, stage: Stage) -> None:
    staged = stage(written(tmp_path, {"Id": alike("00000", 1, 22, 12345, 123456)}), kind="other", header=[1, 1])
    column = staged.columns["Id"]
    assert (column["type"], staged.values("Id")) == ("text", ["00001", "00022", "12345", "123456"])
    assert staged.db.execute("SELECT * FROM raw").fetchall() == []
    assert [row[1] for row in staged.raw_rows().values()] == ["1", "22", "12345", "123456"]
    assert (
        "“Id”: 4 numbers that the spreadsheet shows with zeros in front were kept as it shows them, such as 00001."
        in (staged.answer["warnings"])
    )


def test_texts_among_them_stand_as_they_are(tmp_path: Path, stage: Stage) -> None:
    staged = stage(written(tmp_path, {"Id": alike("0000;-0000", 1, "0007", "7", " 8 ", "n/a", "A1")}), kind="other", header=[1, 1])
    assert staged.values("Id") == ["0001", "0007", "7", "8", None, "A1"]
    assert [row[1] for row in staged.raw_rows().values()] == ["1", "0007", "7", " 8 ", "n/a", "A1"]
    column = staged.columns["Id"]
    plan = plan_of_column(Recorded(*(column[key] for key in ("type", "format", "scale", "currency", "zone"))))
    assert read_again(plan, "0012") == ("0012", "written otherwise", True)
    assert read_again(plan, "B2") == ("B2", None, True)


def test_names_keep_them_too_and_a_wanted_number_is_one(tmp_path: Path, stage: Stage) -> None:
    columns = {"score": alike("000", 9, 8), "account": alike("00000", 1, 22), "when": alike("@", "2026-03-02", "2026-03-03")}
    staged = stage(written(tmp_path, columns), kind="nps", mapping={"score": "score", "account": "account", "when": "when"})
    assert (staged.columns["account"]["type"], staged.values("account")) == ("name", ["00001", "00022"])
    assert staged.values("score") == [9, 8]
    assert [row[2] for row in staged.raw_rows().values()] == ["1", "22"]


NUMBERS: dict[str, tuple[Column, str, list[Any]]] = {
    "no zeros shown": (alike("0000", 2025, 2026), "integer", [2025, 2026]),
    "two digits": (alike("00", 1, 22), "integer", [1, 22]),
    "formats differ": ([(1, "000"), (2, "0000")], "integer", [1, 2]),
    "some are plain": ([(1, "000"), (2, "General")], "integer", [1, 2]),
    "below zero": (alike("000", -1, 2), "integer", [-1, 2]),
    "fractions": (alike("000", 1.5, 2), "number", [1.5, 2.0]),
    "grouped": (alike("#,000", 1, 22), "integer", [1, 22]),
}


@pytest.mark.parametrize("name", NUMBERS)
def test_other_numbers_stay_numbers(tmp_path: Path, stage: Stage, name: str) -> None:
    cells, kind, stored = NUMBERS[name]
    staged = stage(written(tmp_path, {"Value": cells}), kind="other", header=[1, 1])
    assert (staged.columns["Value"]["type"], staged.values("Value")) == (kind, stored)


@pytest.mark.parametrize("form", ["ods", "xls"])
def test_other_workbooks_show_zeros_in_front_too(tmp_path: Path, stage: Stage, libreoffice: str, form: str) -> None:
    columns = {"Id": alike("00000", 1, 22, 123456), "Units": alike("0", 1, 22, 3), "Mixed": [(1, "000"), (2, "000"), (3, "0")]}
    path = written(tmp_path, columns)
    home = f"-env:UserInstallation=file://{tmp_path}/office"
    command = [libreoffice, home, "--headless", "--convert-to", form, path.name]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=100)
    staged = stage(path.with_suffix(f".{form}"), kind="other", header=[1, 1])
    assert (staged.columns["Id"]["type"], staged.values("Id")) == ("text", ["00001", "00022", "123456"])
    assert (staged.values("Units"), staged.values("Mixed")) == ([1, 22, 3], [1, 2, 3])
    assert [row[1] for row in staged.raw_rows().values()] == ["1", "22", "123456"]
