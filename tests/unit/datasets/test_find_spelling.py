"""What is looked for as it is shown is found as it is stored; and letters of any alphabet in upper and lower case."""

from datetime import date

import pytest

from prodops_desktop.datasets.filter_spans import Habits
from prodops_desktop.datasets.filters import Arrangement, Contains, Filter
from prodops_desktop.datasets.find_spelling import spellings
from prodops_desktop.datasets.grid import Grid
from tests.unit.datasets.mixed_table import ROWS

ENGLISH = Habits(date(2026, 11, 23), day_first=False)
GERMAN = Habits(date(2026, 11, 23), point=",", group=".", months={"mai": 5}, day_first=True)


@pytest.mark.parametrize(
    ("text", "habits", "found"),
    [
        ("1,037.37", ENGLISH, ("1037.37",)),
        ("$1,037", ENGLISH, ("1037",)),
        ("1.037,37 €", GERMAN, ("1037.37",)),
        ("−1,5", GERMAN, ("-1.5",)),
        ("EUR 12.50", ENGLISH, ("12.50",)),
        ("37.5 %", ENGLISH, ("37.5%",)),
        ("1037", ENGLISH, ()),
        ("10 Mar 2026", ENGLISH, ("2026-03-10",)),
        ("Mar 10, 2026", ENGLISH, ("2026-03-10",)),
        ("10 Mar 2026 9:37", ENGLISH, ("2026-03-10 09:37",)),
        ("Mar 2026", ENGLISH, ("2026-03",)),
        ("10 Mar", ENGLISH, ("-03-10",)),
        ("1. Mai", GERMAN, ("-05-01",)),
        ("03/10/2026", ENGLISH, ("2026-03-10",)),
        ("10.3.2026", GERMAN, ("2026-03-10",)),
        ("99 Mar 2026", ENGLISH, ()),
        ("2026-03-10", ENGLISH, ()),
        ("10:37", ENGLISH, ()),
        ("Émile", ENGLISH, ()),
        ("$", ENGLISH, ()),
    ],
)
def test_other_spellings(text: str, habits: Habits, found: tuple[str, ...]) -> None:
    assert spellings(text, habits) == found


def test_spellings_are_looked_for_in_figures_only(grid: Grid) -> None:
    grid.arrange(Arrangement(find="1 Mar 2026", spellings=("2026-03-01",)))
    found = grid.rows(0, ROWS)
    seen = [at for at, column in enumerate(grid.columns) if column.is_time]
    assert found
    assert all(any(str(row.values[at] or "").startswith("2026-03-01") for at in seen) for row in found)
    text = next(column for column in grid.columns if column.type == "text")
    part = next(str(choice.value) for choice in grid.choices(text.position).values if choice.value and not str(choice.value).isdigit())
    grid.arrange(Arrangement(find="nowhere to be found", spellings=(part,)))
    assert grid.count == 0


@pytest.mark.parametrize("text", ["émile", "ÉMILE", "Émile"])
def test_the_case_of_any_letter_is_one(grid: Grid, text: str) -> None:
    found = set()
    for arrangement in (Arrangement(find=text), Arrangement(filters=(Filter(2, Contains(text)),))):
        grid.arrange(arrangement)
        found.add(grid.count)
    assert len(found) == 1
    assert min(found) > 0
    plans = {}
    for letter in ("é", "É"):
        grid.arrange(Arrangement(filters=(Filter(3, Contains(letter)),)))
        plans[letter] = grid.count
    assert plans["é"] == plans["É"] > 0
