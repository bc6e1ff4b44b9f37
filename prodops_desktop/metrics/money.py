"""Amounts that add up exactly: integers summed in halves that can't overflow, and currencies converted by dated rates or left out."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from prodops_desktop.datasets.model import HOUR, Column
from prodops_desktop.datasets.reading import Condition
from prodops_desktop.metrics.tables import Table
from prodops_desktop.registry.rates import rate_on
from prodops_desktop.work.said import Said
from prodops_desktop.workspace import Store, settings

Total = Fraction | float
_HALF = 1_000_000_000
_MONEY_FIELDS = ("arr", "mrr", "amount")
_SPELLINGS = {"$": "USD", "US$": "USD", "€": "EUR", "EURO": "EUR", "EUROS": "EUR", "£": "GBP", "¥": "JPY"}


@dataclass(frozen=True)
class Amount:
    """A number to be summed: an SQL expression over a table's columns, in units of 10⁻ˢᶜᵃˡᵉ when it is an integer.

    ``divisor`` is how many of its whole units make one of the figure.
    """

    sql: str
    filled: str
    integer: bool
    scale: int
    divisor: int = 1

    @property
    def sums(self) -> str:
        """Two aggregates that :meth:`total` puts together; a plain sum() of long integers would overflow."""
        return f"sum({self.sql} / {_HALF}), sum({self.sql} % {_HALF})" if self.integer else f"sum({self.sql}), 0"

    def total(self, high: float, low: float) -> Total:
        """The sum in whole units, exact for integers."""
        return Fraction(int(high) * _HALF + int(low), 10**self.scale * self.divisor) if self.integer else float(high)


def amount_of(column: Column, factor: int = 1) -> Amount:
    """A column's numbers, each multiplied by ``factor``; durations count hours."""
    divisor = HOUR if column.type == "duration" else 1
    sql = column.sql if factor == 1 else f"({column.sql} * {factor})"
    return Amount(sql, f"{column.sql} IS NOT NULL", column.storage == "INTEGER", column.scale or 0, divisor)


def first_filled(one: Amount, other: Amount) -> Amount:
    """The one amount, or the other in rows where the one is missing."""
    integer, scale = one.integer and other.integer, max(one.scale, other.scale)
    first, second = (_rescaled(amount, scale if integer else 0, integer=integer) for amount in (one, other))
    return Amount(
        f"(CASE WHEN {one.filled} THEN {first} ELSE {second} END)", f"({one.filled} OR {other.filled})", integer, scale if integer else 0
    )


def _rescaled(amount: Amount, scale: int, *, integer: bool) -> str:
    if integer:
        return f"{amount.sql} * {10 ** (scale - amount.scale)}"
    return f"{amount.sql} / {10.0**amount.scale!r}" if amount.integer and amount.scale else f"{amount.sql} * 1.0"


def is_money(column: Column) -> bool:
    """Whether a column holds amounts of money: by its type, or by what its field means."""
    return column.type == "money" or (column.field in _MONEY_FIELDS and column.type in ("integer", "number"))


def currency_sql(table: Table) -> str:
    """The currency that a row names for itself, in capitals, or '' where it names none."""
    column = table.field("currency", ("text",))
    return "''" if column is None else f"upper(trim(coalesce({column.sql}, '')))"


class Converter:
    """Turns amounts into the workspace's currency and keeps count of the rows that it had to leave out."""

    def __init__(self, store: Store) -> None:
        self.currency = settings.get(store, "currency")
        self.left_out: Counter[str] = Counter()
        self._store = store
        self._rates: dict[tuple[str, str], Fraction | None] = {}
        self._unnamed = 0

    def rate(self, currency: str, day: str) -> Fraction | None:
        """What one unit of ``currency`` was worth on ``day``; None when no rate is known by then."""
        if currency == self.currency:
            return Fraction(1)
        key = (currency, day)
        if key not in self._rates:
            rate = rate_on(self._store, currency, day)
            self._rates[key] = None if rate is None else Fraction(str(rate))
        return self._rates[key]

    def named(self, token: str, column_currency: str | None) -> str:
        """The currency of a row: its own, else its column's, else that of the workspace."""
        return _SPELLINGS.get(token, token) or column_currency or self.currency

    def convert(self, total: Total, token: str, column_currency: str | None, day: str, rows: int) -> Total | None:
        """``total`` in the workspace's currency, or None (and counted) where its currency has no rate."""
        currency = self.named(token, column_currency)
        rate = self.rate(currency, day)
        if not token and column_currency is None:
            self._unnamed += rows
        if rate is None:
            self.left_out[currency] += rows
            return None
        return total * rate if isinstance(total, Fraction) else total * float(rate)

    def notes(self) -> list[str]:
        """What was assumed and what is missing from the sums, in sentences."""
        no_rate = "{rows} in {currency} left out: there is no rate from {currency} to {own} for that time."
        notes: list[str] = [
            Said(no_rate, rows=_rows(rows), currency=currency, own=self.currency) for currency, rows in sorted(self.left_out.items())
        ]
        if self._unnamed:
            unnamed = "Amounts that name no currency are taken as {own} ({rows})."
            notes.append(Said(unnamed, own=self.currency, rows=_rows(self._unnamed)))
        return notes


def number(total: Total | None) -> float | None:
    """A total as a finite number; a sum too large for one is nothing that can be shown."""
    value = None if total is None else float(total)
    return value if value is not None and math.isfinite(value) else None


def _rows(count: int) -> Said:
    return Said.counted(count, "{n} row", "{n} rows")


def rate_note(currency: str) -> str:
    """The sentence of a definition that says how amounts in other currencies enter it."""
    rates = "Other currencies are converted to {currency} at the last known rate; without a rate they are left out, and this is said."
    return Said(rates, currency=currency)


def with_rates(store: Store, table: Table, column_currency: str | None, condition: Condition, filled: str, day: str) -> Condition:
    """``condition`` without the rows whose currency has no rate on ``day``; ``filled`` narrows it to rows with an amount."""
    converter, token = Converter(store), currency_sql(table)
    wanted = f"({condition.sql}) AND {filled}"
    tokens = [row[0] for row in store.db.execute(f"SELECT DISTINCT {token} FROM {table.sql} WHERE {wanted}", condition.params)]
    unknown = [one for one in tokens if converter.rate(converter.named(one, column_currency), day) is None]
    if not unknown:
        return Condition(wanted, condition.params)
    return Condition(f"{wanted} AND {token} NOT IN ({', '.join('?' * len(unknown))})", (*condition.params, *unknown))


def any_of(conditions: Sequence[Condition]) -> Condition:
    """The rows of any of several conditions."""
    if len(conditions) == 1:
        return conditions[0]
    return Condition(" OR ".join(f"({one.sql})" for one in conditions), tuple(value for one in conditions for value in one.params))
