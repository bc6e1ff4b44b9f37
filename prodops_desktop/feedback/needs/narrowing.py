"""Which feedback counts when only a segment, or a channel, is asked for: the same for mentions and for the items received."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from prodops_desktop.errors import UserError
from prodops_desktop.feedback.accounts import Customers
from prodops_desktop.feedback.store import HERE
from prodops_desktop.registry.entries import name_key
from prodops_desktop.work.listing import listed
from prodops_desktop.workspace import Store


@dataclass(frozen=True)
class Narrowing:
    """What is asked for; None is everything. ``customers`` are the numbers of those in the segment."""

    segment: str | None = None
    channel: str | None = None
    customers: frozenset[int] | None = None
    parameters: Mapping[str, str] = field(default_factory=dict)

    def of_mentions(self, *, everybody: bool = False) -> str:
        """Conditions, with ``parameters``, on a row ``m`` of the mentions; ``everybody`` is of any segment."""
        return self._sql("m", "" if everybody else "m.account")

    def of_items(self) -> str:
        """Conditions, with ``parameters``, on a row ``n`` of the items: with a plus, as they are looked up by day and not by name."""
        return self._sql("n", "+n.account")

    def _sql(self, row: str, account: str) -> str:
        wanted = []
        if self.customers is not None and account:
            wanted.append(f"{account} IN (SELECT value FROM json_each(:names))")
        if self.channel is not None:
            wanted.append(f"{row}.channel IN (SELECT value FROM json_each(:channels))")
        return "".join(f" AND {one}" for one in wanted)


def narrow(store: Store, customers: Customers, segment: str | None = None, channel: str | None = None) -> Narrowing:
    """What a segment and a channel ask for; raises UserError where nobody knows who is in the segment, or nothing came by the channel."""
    names = customers.names_in(segment) if segment else None
    channels = _channels(store, channel) if channel else None
    return Narrowing(
        _as_listed(segment, customers.segments()) if segment else None,
        channels[0] if channels else None,
        None if names is None else frozenset(customers.by_name[name].number for name in names),
        {"names": json.dumps(names), "channels": json.dumps(channels)},
    )


def _as_listed(segment: str, known: list[str]) -> str:
    """The segment as the workspace writes it."""
    return next((one for one in known if name_key(one) == name_key(segment)), segment)


def _channels(store: Store, channel: str) -> list[str]:
    """The channel in every way in which it is written."""
    known = sorted((row[0] for row in store.db.execute(f"SELECT DISTINCT n.channel FROM feedback_now n WHERE {HERE}")), key=str.casefold)
    found = [one for one in known if one.casefold() == channel.strip().casefold()]
    if not found:
        says = f"There is: {listed(known, limit=12)}." if known else "There is no feedback yet."
        raise UserError(f"Nothing came through the channel “{channel.strip()}”. {says}")
    return found
