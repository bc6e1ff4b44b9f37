"""A column of a table that was read, with its plan, and the currencies that one column names for others."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from prodops_desktop.intake.columns import Column
from prodops_desktop.intake.currencies import CODES, SIGNS, code_of
from prodops_desktop.intake.mapping import Match
from prodops_desktop.intake.plans import Hints, Plan
from prodops_desktop.intake.readers.model import column_letter

_MOST_CODES = 60


@dataclass
class ReadColumn:
    """One column of the table; ``position`` counts the columns kept from 1, ``index`` those of the scan from 0."""

    position: int
    index: int
    header: str
    source_column: int
    plan: Plan
    column: Column
    hints: Hints
    match: Match | None = None
    required: bool = False
    low: float | None = None
    high: float | None = None
    name_kind: str | None = None
    as_written: bool = False
    """Whether who takes the rows reads also those cells that can't be stored."""

    @property
    def letter(self) -> str:
        """The column's letters in the sheet."""
        return column_letter(self.source_column)


def day_order_of(columns: Sequence[ReadColumn]) -> bool | None:
    """Whether days come first where one column tells, for the columns that don't; None when none does or they differ."""
    orders = _orders_in(columns)
    return next(iter(orders)) if len(orders) == 1 else None


def orders_differ(columns: Sequence[ReadColumn]) -> bool:
    """Whether days come first in one column and months in another, or in the same."""
    return len(_orders_in(columns)) > 1


def _orders_in(columns: Sequence[ReadColumn]) -> set[bool]:
    """Whether days come first in the columns that tell."""
    days = [column.column.kept.as_days for column in columns]
    told = [texts for texts in days if not (texts.short_years.surely_first or texts.short_years.doubtful)]
    first = {True for texts in told if texts.first_over_12}
    return first | {False for texts in told if texts.second_over_12}


def short_first_in(columns: Sequence[ReadColumn]) -> bool:
    """Whether a column shows that its days such as 26/03/04 begin with the year, for those that don't show it."""
    return any(column.column.kept.as_days.short_years.surely_first for column in columns)


def decimal_sign_of(columns: Sequence[ReadColumn]) -> str | None:
    """The sign before decimals where one column tells, for the columns that don't; None when none does or they differ."""
    points = any(column.column.kept.as_numbers.votes["."] for column in columns)
    commas = any(column.column.kept.as_numbers.votes[","] for column in columns)
    return None if points == commas else "." if points else ","


def beside_amounts(columns: Sequence[ReadColumn]) -> tuple[ReadColumn | None, list[ReadColumn]]:
    """The column that names currencies, and the columns of amounts that name none themselves."""
    open_ones = [
        column
        for column in columns
        if column.plan.type == "money" and column.plan.currency is None and not column.column.kept.as_numbers.currencies
    ]
    naming = [column for column in columns if codes_in(column)] if open_ones else []
    mapped = [column for column in naming if column.match is not None and column.match.field == "currency"]
    return next(iter(mapped or naming), None) if len(mapped or naming) == 1 else None, open_ones


def codes_in(column: ReadColumn) -> frozenset[str]:
    """The currencies that a column of nothing else names; none for another column."""
    evidence = column.column.kept
    if not evidence.words or evidence.word_cells != evidence.filled or evidence.word_distinct > _MOST_CODES:
        return frozenset()
    known = [word for word in evidence.words if word.upper() in CODES or word in SIGNS]
    return frozenset(code_of(word) for word in known) if len(known) == len(evidence.words) else frozenset()


def with_currency(column: ReadColumn, code: str) -> None:
    """Say that all amounts of a column are of one currency."""
    column.plan = replace(column.plan, currency=code)
