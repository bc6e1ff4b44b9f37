"""True and false of a program beside the yes and no of people are one column of yes and no."""

import csv
from pathlib import Path

import pytest

from prodops_desktop.intake.converting import plan_of_column, read_again

from .conftest import Stage
from .test_recorded import Recorded


def written(folder: Path, texts: list[str]) -> Path:
    path = folder / "one.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["Key", "Value"], *([f"k{number}", text] for number, text in enumerate(texts))])
    return path


@pytest.mark.parametrize(
    ("texts", "stored"),
    [
        (["TRUE", "FALSE", "yes", "no"], [1, 0, 1, 0]),
        (["True", "ja", "nein", "false", ""], [1, 1, 0, 0, None]),
        (["FALSE", "Y", "N"], [0, 1, 0]),
        (["true", "No"], [1, 0]),
    ],
)
def test_true_and_false_beside_words_of_a_language(tmp_path: Path, stage: Stage, texts: list[str], stored: list[int | None]) -> None:
    staged = stage(written(tmp_path, texts), kind="other", header=[1, 1])
    column = staged.columns["Value"]
    assert (column["type"], staged.values("Value")) == ("boolean", stored)
    assert [row[1] for row in staged.raw_rows().values()] == texts
    plan = plan_of_column(Recorded(*(column[key] for key in ("type", "format", "scale", "currency", "zone"))))
    assert [read_again(plan, text).value for text in texts] == stored


@pytest.mark.parametrize("texts", [["TRUE", "FALSE", "maybe"], ["TRUE", "yes", "nein"], ["TRUE", "FALSE", "Y"], ["True", "False", "da"]])
def test_words_that_need_not_mean_yes_or_no_stay_text(tmp_path: Path, stage: Stage, texts: list[str]) -> None:
    staged = stage(written(tmp_path, texts), kind="other", header=[1, 1])
    assert (staged.columns["Value"]["type"], staged.values("Value")) == ("text", texts)
