"""What edits at random choose among: rows of the workspace, people and days."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from prodops_desktop.errors import UserError
from prodops_desktop.workspace import Store

Edit = Callable[[Store, Random], object]

PEOPLE = ("Ada Lovelace", "Bo", "Çelik")
DAY = date(2026, 11, 23)


def ids(store: Store, table: str, column: str = "id") -> list[int]:
    """Every row of a table."""
    return [row[0] for row in store.db.execute(f"SELECT {column} FROM {table} ORDER BY {column}")]


def one_of(dice: Random, rows: list[int]) -> int:
    """One of some rows; raises UserError where there is none."""
    if not rows:
        raise UserError("There is nothing yet.")
    return dice.choice(rows)


def some_of(dice: Random, rows: list[int]) -> list[int]:
    """One or more of some rows; raises UserError where there is none."""
    if not rows:
        raise UserError("There is nothing yet.")
    return sorted(dice.sample(rows, dice.randint(1, len(rows))))


def day_of(dice: Random) -> date:
    """A day of the half year after :data:`DAY`."""
    return DAY + timedelta(days=dice.randrange(1, 200))
