"""All that is kept of a tool, read in one row: cheap to compare with what was read before, and made into records when looked at."""

import json
from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import Any

from prodops_desktop.tools.model import Contract, LeadTime, Money, Month, Span, Tool
from prodops_desktop.work.lazy import Lazy
from prodops_desktop.workspace import Store
from prodops_desktop.workspace.columns import day_in

_FACTS = """
    SELECT t.id, t.name, v.name, t.category, p.name, t.status, t.active_days, t.use_for, t.avoid, t.start_how, o.name, t.reviewed,
        t.credential, t.note,
        (SELECT json_group_array(json_array(-tc.depth, c.key, c.name)) FROM tool_capability tc JOIN capability c ON c.id = tc.capability
            WHERE tc.tool = t.id),
        (SELECT json_group_array(json_array(ifnull(c.starts, ''), c.id, c.reference, c.ends, c.auto_renew, c.notice, c.notice_unit,
            c.on_working_day, c.renewal, c.renewal_unit, c.amount, c.scale, c.currency, c.amount_per, c.basis, c.seats, c.uplift, c.note,
            json((SELECT json_group_array(json_array(l.id, l.label, l.length, l.unit)) FROM lead_time l WHERE l.contract = c.id))))
            FROM contract c WHERE c.tool = t.id),
        (SELECT json_group_array(json_array(m.month, m.purchased, m.assigned, m.active, m.cost, m.scale, m.currency)) FROM tool_month m
            WHERE m.tool = t.id AND m.month >= ?1)
    FROM tool t LEFT JOIN vendor v ON v.id = t.vendor LEFT JOIN person p ON p.id = t.owner LEFT JOIN person o ON o.id = t.card_owner
"""
"""What lists are ordered by comes first in their items. Of a number with a point JSON keeps 15 digits: a rise has fewer."""


class ToolFacts:
    """A tool with its capabilities, contracts and months; equal to another reading of it that found the same."""

    def __init__(self, row: Sequence[Any]) -> None:
        *self._fields, self._capabilities, self._contracts, self._months = self._row = tuple(row)
        self.id: int = self._row[0]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ToolFacts) and self._row == other._row

    __hash__ = None  # type: ignore[assignment]  # compared with what was read of the same id

    @cached_property
    def tool(self) -> Tool:
        """The tool itself with its card."""
        capabilities = tuple((name, -depth) for depth, _, name in _listed(self._capabilities))
        return _tool(capabilities, *self._fields)

    @cached_property
    def contracts(self) -> list[Contract]:
        """Its contracts in order of their starts, those without one first."""
        return [_contract(self.id, *values) for values in _listed(self._contracts)]

    @cached_property
    def months(self) -> Sequence[Month]:
        """Its months, the earliest first."""
        return Lazy(_listed(self._months), _month)


def read_facts(store: Store, tool: int | None = None, since: str = "") -> list[ToolFacts]:
    """Every tool by name, or the one with this id; of the months those from ``since`` on."""
    where, given = ("", (since,)) if tool is None else ("WHERE t.id = ?2", (since, tool))
    return [ToolFacts(row) for row in store.db.execute(f"{_FACTS} {where} ORDER BY t.key", given)]


def _listed(text: str) -> list[list[Any]]:
    """The items in order; no two are the same in the first two of their values."""
    return sorted(json.loads(text)) if text != "[]" else []


def _tool(
    capabilities: tuple[tuple[str, int], ...],
    id_: int,
    name: str,
    vendor: str | None,
    category: str | None,
    owner: str | None,
    status: str,
    active_days: int,
    use_for: str | None,
    avoid: str | None,
    start_how: str | None,
    card_owner: str | None,
    reviewed: str | None,
    credential: str | None,
    note: str | None,
) -> Tool:
    card = (use_for, avoid, start_how, card_owner, day_in(reviewed))
    return Tool(id_, name, vendor, category, owner, status, active_days, *card, credential, note, capabilities)


def _contract(
    tool: int,
    starts: str,
    id_: int,
    reference: str | None,
    ends: str | None,
    renews: int | None,
    notice: int | None,
    notice_unit: str,
    on_working_day: int,
    renewal: int | None,
    renewal_unit: str,
    amount: int | None,
    scale: int,
    currency: str | None,
    amount_per: str,
    basis: str | None,
    seats: int | None,
    uplift: float | None,
    note: str | None,
    leads: list[list[Any]],
) -> Contract:
    return Contract(
        id_,
        tool,
        reference,
        day_in(starts),
        day_in(ends),
        None if renews is None else bool(renews),
        None if notice is None else _span(notice, notice_unit),
        bool(on_working_day),
        None if renewal is None else _span(renewal, renewal_unit),
        None if amount is None else Money(amount, scale, currency),
        amount_per,
        basis,
        seats,
        uplift,
        tuple(LeadTime(label, _span(length, unit)) for _, label, length, unit in sorted(leads)) if leads else (),
        note,
    )


def _month(values: Sequence[Any]) -> Month:
    month, purchased, assigned, active, cost, scale, currency = values
    return Month(month, purchased, assigned, active, None if cost is None else Money(cost, scale, currency))


@lru_cache(maxsize=1024)
def _span(length: int, unit: str) -> Span:
    """One for all that say the same."""
    return Span(length, unit)
