"""Amounts as the accounting format of a spreadsheet writes them: a currency, brackets below zero, and a dash for zero."""

import csv
from pathlib import Path
from typing import Any

import pytest

from prodops_desktop.intake.numbers import read_number

from .conftest import Stage

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


@pytest.mark.parametrize(("texts", "currency", "stored", "kept"), COLUMNS)
def test_amounts_of_the_accounting_format(
    tmp_path: Path, stage: Stage, texts: list[str], currency: str, stored: list[int], kept: list[str]
) -> None:
    path = tmp_path / "one.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["Key", "Value"], *([f"k{number}", text] for number, text in enumerate(texts))])
    staged = stage(path, kind="other", header=[1, 1])
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
    path = tmp_path / "one.csv"
    path.write_text("Key,Value\na,$-\nb,agreed\nc,open\n", encoding="utf-8")
    staged = stage(path, kind="other", header=[1, 1])
    assert (staged.columns["Value"]["type"], staged.values("Value")) == ("text", ["$-", "agreed", "open"])
