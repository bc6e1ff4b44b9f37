"""Amounts as the accounting format of a spreadsheet writes them: a currency, brackets below zero, and a dash for zero."""

import csv
from pathlib import Path
from typing import Any

import pytest

from prodops_desktop.intake.numbers import read_number

from .conftest import Stage, StagedFile

COLUMNS: list[tuple[list[str], str, list[int], list[str]]] = [
    (["$1,234.00", "$(56.00)", "$12.00"], "USD", [123400, -5600, 1200], []),
    ([" $1,234.00 ", " $(56.00)", " $-   "], "USD", [123400, -5600, 0], [" $1,234.00 ", " $(56.00)", " $-   "]),
    (["$ (56.00)", "$ 12.50"], "USD", [-5600, 1250], []),
    (["USD (3.00)", "USD 4.25"], "USD", [-300, 425], []),
    (["(1.234,50) €", "12,00 €", "-   €"], "EUR", [-123450, 1200, 0], ["-   €"]),
    (["- $6.50", "$5.00"], "USD", [-650, 500], []),
    (["￥5", "￥1,200", "￥(7)"], "JPY", [500, 120000, -700], []),
    (["5円", "(7)円"], "JPY", [500, -700], []),
    (["C$5", "C$7"], "CAD", [500, 700], []),
    (["£-", "£-"], "GBP", [0, 0], ["£-", "£-"]),
    (["$-", "$-", "$-", "$12.50"], "USD", [0, 0, 0, 1250], ["$-", "$-", "$-"]),
]


def written(folder: Path, columns: dict[str, list[str]]) -> Path:
    """A csv of keys and these columns, by header."""
    path = folder / "one.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = zip(*columns.values(), strict=True)
        csv.writer(file).writerows([["Key", *columns], *([f"k{number}", *row] for number, row in enumerate(rows))])
    return path


@pytest.mark.parametrize(("texts", "currency", "stored", "kept"), COLUMNS)
def test_amounts_of_the_accounting_format(
    tmp_path: Path, stage: Stage, texts: list[str], currency: str, stored: list[int], kept: list[str]
) -> None:
    staged = stage(written(tmp_path, {"Value": texts}), kind="other", header=[1, 1])
    column: dict[str, Any] = staged.columns["Value"]
    assert (column["type"], column["currency"], staged.values("Value")) == ("money", currency, stored)
    assert [row[1] for row in staged.raw_rows().values()] == texts
    assert [text for (text,) in staged.db.execute("SELECT text FROM raw ORDER BY _row")] == kept


@pytest.mark.parametrize("text", ["$(56.00)", "$ (56.00)", "(56.00) $", "(12)%", "EUR (1,250.75)"])
def test_brackets_around_the_digits_come_back(text: str) -> None:
    read = read_number(text)
    assert read is not None
    assert read.plain.startswith("-")
    assert read.form.render(read.plain) == text


NO_AMOUNTS = "$(5|$5)|($5) EUR|$(5)%|$(5 EUR)|(5) €)|((5))|$((5))|-$(5)|- (5)|$(-5)|$-€|$|- -|€ - €|12-€|Ft.-"


@pytest.mark.parametrize("text", NO_AMOUNTS.split("|"))
def test_what_is_no_amount(text: str) -> None:
    assert read_number(text) is None


def test_one_dash_with_a_currency_makes_no_amounts_of_words(tmp_path: Path, stage: Stage) -> None:
    staged = stage(written(tmp_path, {"Value": ["$-", "agreed", "open"]}), kind="other", header=[1, 1])
    assert (staged.columns["Value"]["type"], staged.values("Value")) == ("text", ["$-", "agreed", "open"])


def thousands_said(staged: StagedFile) -> list[str]:
    return [said for said in staged.answer["warnings"] if "as thousands" in said]


@pytest.mark.parametrize(
    ("texts", "header", "stored", "said"),
    [
        (["1.234 €", "5 €", "1.500 €"], "Value", [123400, 500, 150000], "“Value”: 2 amounts such as 1.250 were read as thousands"),
        (["1.234", "5"], "Value (EUR)", [123400, 500], "“Value (EUR)”: 1 amount such as 1.250 was read as thousands"),
        (["-1.234 €", "-   €"], "Value", [-1234, 0], ""),
        (["1.234 €", "1.659 €"], "Value", [1234, 1659], ""),
        (["1.234 €", "5,50 €"], "Value", [123400, 550], ""),
        (["1.234 €", "5.50 €"], "Value", [1234, 5500], ""),
        (["KWD 1.234", "KWD 5"], "Value", [1234, 5000], ""),
    ],
)
def test_three_decimals_beside_whole_amounts_are_thousands(
    tmp_path: Path, stage: Stage, texts: list[str], header: str, stored: list[int], said: str
) -> None:
    staged = stage(written(tmp_path, {header: texts}), kind="other", header=[1, 1])
    assert staged.values(header) == stored
    assert [row[1] for row in staged.raw_rows().values()] == texts
    assert [note.startswith(said) for note in thousands_said(staged)] == ([True] if said else [])


def test_what_other_columns_or_the_operator_say_goes_before_whole_amounts(tmp_path: Path, stage: Stage) -> None:
    texts = ["1.234 €", "5 €", "1.500 €"]
    path = written(tmp_path, {"Value": texts, "Score": ["3.5", "4.25", "1.75"]})
    assert stage(path, kind="other", header=[1, 1]).values("Value") == [1234, 5000, 1500]
    staged = stage(written(tmp_path, {"Value": texts}), kind="other", header=[1, 1], decimals={"Value": "."})
    assert (staged.values("Value"), thousands_said(staged)) == ([1234, 5000, 1500], [])


def test_one_number_is_spoken_of_as_one(tmp_path: Path, stage: Stage) -> None:
    warnings = stage(written(tmp_path, {"Units": ["1.250", "7"]}), kind="other", header=[1, 1]).answer["warnings"]
    assert any("“Units”: 1 number such as 1,250 or 1.250 can be read in two ways" in said for said in warnings)
    path = written(tmp_path, {"Units": ["1.250", "7"], "Weight": ["3,5", "4,5"]})
    warnings = stage(path, kind="other", header=[1, 1]).answer["warnings"]
    assert "“Units”: 1 number such as 1,250 or 1.250 was read as in the other columns, “,” before decimals." in warnings


def test_one_number_without_a_sign_of_per_cent(tmp_path: Path, stage: Stage) -> None:
    warnings = stage(written(tmp_path, {"Share": ["12 %", "13 %", "31"]}), kind="other", header=[1, 1]).answer["warnings"]
    assert "“Share”: 1 number without a % sign was taken as per cent too, 31 as 31%." in warnings
