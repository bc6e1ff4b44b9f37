"""The workspace's dated table of currency rates; without a rate an amount is named apart instead of being added."""

import math
from dataclasses import dataclass
from datetime import date

from prodops_desktop.errors import UserError
from prodops_desktop.work.plain_numbers import plain_number
from prodops_desktop.workspace import ChangeSet, Store, settings


@dataclass(frozen=True)
class Rate:
    """From ``day`` on, one unit of ``currency`` is worth ``rate`` units of the workspace's currency."""

    id: int
    currency: str
    day: str
    rate: float


def all_rates(store: Store) -> list[Rate]:
    """The table, by currency and day."""
    return [Rate(*row) for row in store.db.execute("SELECT id, currency, day, rate FROM rate ORDER BY currency, day")]


def set_rate(store: Store, currency: str, day: str, rate: float) -> ChangeSet:
    """Decide a rate from a day on; raises UserError when the currency, day or rate makes no sense."""
    code = currency.strip().upper()
    if len(code) != 3 or not code.isalpha():
        raise UserError(f"“{currency}” is not a currency. Use its three letters, such as EUR.")
    if not math.isfinite(rate) or rate <= 0:
        raise UserError("A rate is a number above 0: what one unit is worth in the workspace's currency.")
    try:
        date.fromisoformat(day)
    except ValueError:
        raise UserError(f"“{day}” is not a day. Write it as year-month-day, such as 2026-01-31.") from None
    with store.edit(f"Set rate of {code} from {day} to {plain_number(rate)}") as edit:
        store.db.execute(
            "INSERT INTO rate (currency, day, rate) VALUES (?, ?, ?) ON CONFLICT (currency, day) DO UPDATE SET rate = excluded.rate",
            (code, day, rate),
        )
    return edit.changes


def delete_rate(store: Store, rate: int) -> ChangeSet:
    """Take one line out of the table."""
    row = store.db.execute("SELECT currency, day FROM rate WHERE id = ?", (rate,)).fetchone()
    if row is None:
        raise UserError("This rate is no longer there.")
    with store.edit(f"Delete rate of {row['currency']} from {row['day']}") as edit:
        store.db.execute("DELETE FROM rate WHERE id = ?", (rate,))
    return edit.changes


def rates_on(store: Store, day: str) -> dict[str, float]:
    """What one unit of each currency was worth on ``day``, as :func:`rate_on` says, without those that have no rate."""
    newest = {rate.currency: rate.rate for rate in all_rates(store) if rate.day <= day}  # by day, so that the last one stays
    return {**newest, settings.get(store, "currency"): 1.0}


def rate_on(store: Store, currency: str, day: str) -> float | None:
    """What one unit of ``currency`` was worth on ``day`` in the workspace's currency: its newest rate not after that day."""
    code = currency.strip().upper()
    if code == settings.get(store, "currency"):
        return 1.0
    row = store.db.execute("SELECT rate FROM rate WHERE currency = ? AND day <= ? ORDER BY day DESC LIMIT 1", (code, day)).fetchone()
    return float(row[0]) if row else None
