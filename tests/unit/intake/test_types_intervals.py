"""Lengths of time as programs and databases write them, in days and a clock."""

import csv
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prodops_desktop.intake.durations import read_duration

from .conftest import Stage

H, M, S = 3_600_000, 60_000, 1000
D = 24 * H


@given(st.integers(-(10**10), 10**10).filter(lambda size: not 0 <= size < D))
def test_what_python_writes_is_read_as_the_same_length(size: int) -> None:
    read = read_duration(str(timedelta(milliseconds=size)))
    assert read is not None
    assert read.milliseconds == size
    if size > 0 and not size % S:
        assert read.form.render(size) == str(timedelta(milliseconds=size))


COLUMNS: list[tuple[list[str], list[int], list[str]]] = [
    (["1 day, 2:03:04", "2 days, 12:00:00"], [D + 2 * H + 3 * M + 4 * S, 2 * D + 12 * H], []),
    (["1 days 02:03:04", "0 days 00:05:00", "10 days 00:00:00"], [D + 2 * H + 3 * M + 4 * S, 5 * M, 10 * D], []),
    (["1d 02:03:04", "12d 00:03:00"], [D + 2 * H + 3 * M + 4 * S, 12 * D + 3 * M], []),
    (["1 day 02:00:00", "3 days 02:00:00", "02:00:00"], [D + 2 * H, 3 * D + 2 * H, 2 * H], ["02:00:00"]),
    (
        ["-1 days +23:59:00", "-2 days -02:00:00", "5 days 01:00:00"],
        [-M, -2 * D - 2 * H, 5 * D + H],
        ["-1 days +23:59:00", "-2 days -02:00:00"],
    ),
    (["1 days 02:00:00.500", "3 days 02:00:00.250"], [D + 2 * H + 500, 3 * D + 2 * H + 250], []),
]


@pytest.mark.parametrize(("texts", "stored", "kept"), COLUMNS)
def test_columns_of_days_and_a_clock(tmp_path: Path, stage: Stage, texts: list[str], stored: list[int], kept: list[str]) -> None:
    path = tmp_path / "one.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["Key", "Value"], *([f"k{number}", text] for number, text in enumerate(texts))])
    staged = stage(path, kind="other", header=[1, 1])
    assert (staged.columns["Value"]["type"], staged.values("Value")) == ("duration", stored)
    assert [row[1] for row in staged.raw_rows().values()] == texts
    assert [text for (text,) in staged.db.execute("SELECT text FROM raw ORDER BY _row")] == kept


NO_LENGTHS = "-3d 02:03:04|1 month 02:00:00|1 day|2 apples 02:00:00|1 day, 25:00:00|1 day, 2:75:00|1 day 02:03.5|1 day, |day, 2:00:00"


@pytest.mark.parametrize("text", NO_LENGTHS.split("|"))
def test_what_is_no_length_of_days_and_a_clock(text: str) -> None:
    read = read_duration(text)
    assert read is None or read.form.style != "days"
