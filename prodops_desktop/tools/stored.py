"""How tools, contracts and months stand in their tables: rows made into records, and records into the values of rows."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import overload

from prodops_desktop.registry.entries import ensure, name_key
from prodops_desktop.tools.model import Contract, LeadTime, Money, Month, Span, Tool
from prodops_desktop.workspace import Store, rows
from prodops_desktop.workspace.driver import Row

TOOLS = """
    SELECT t.*, v.name AS vendor_name, p.name AS owner_name, c.name AS card_owner_name FROM tool t
    LEFT JOIN vendor v ON v.id = t.vendor LEFT JOIN person p ON p.id = t.owner LEFT JOIN person c ON c.id = t.card_owner
"""
CONTRACTS = (
    "SELECT id, tool, reference, starts, ends, auto_renew, notice, notice_unit, on_working_day, renewal, renewal_unit, amount, scale, "
    "currency, amount_per, basis, seats, uplift, note FROM contract"
)
MONTHS = "SELECT tool, month, purchased, assigned, active, cost, scale, currency FROM tool_month"


def tool_of(row: Row, capabilities: Iterable[tuple[str, int]]) -> Tool:
    """The tool in a row of ``TOOLS``, with its capabilities and their depths."""
    return Tool(
        row["id"],
        row["name"],
        row["vendor_name"],
        row["category"],
        row["owner_name"],
        row["status"],
        row["active_days"],
        row["use_for"],
        row["avoid"],
        row["start_how"],
        row["card_owner_name"],
        _date(row["reviewed"]),
        row["credential"],
        row["note"],
        tuple(capabilities),
    )


def contract_of(row: Row, leads: Sequence[LeadTime]) -> Contract:
    """The contract in a row of ``CONTRACTS``; made by position, as a thousand of them stand on the page."""
    id_, tool, reference, starts, ends, renews, notice, notice_unit, working, renewal, renewal_unit, amount, scale, currency, *rest = row
    amount_per, basis, seats, uplift, note = rest
    return Contract(
        id_,
        tool,
        reference,
        _date(starts),
        _date(ends),
        None if renews is None else bool(renews),
        None if notice is None else Span(notice, notice_unit),
        bool(working),
        None if renewal is None else Span(renewal, renewal_unit),
        None if amount is None else Money(amount, scale, currency),
        amount_per,
        basis,
        seats,
        uplift,
        tuple(leads),
        note,
    )


class Months(Sequence[Month]):
    """Rows of ``MONTHS`` that become months one by one: of a large stack only the newest are needed."""

    def __init__(self, found: Sequence[Row]) -> None:
        self._rows = found

    @overload
    def __getitem__(self, index: int) -> Month: ...
    @overload
    def __getitem__(self, index: slice) -> "Months": ...
    def __getitem__(self, index: int | slice) -> "Month | Months":
        if isinstance(index, slice):
            return Months(self._rows[index])
        _, month, purchased, assigned, active, cost, scale, currency = self._rows[index]
        return Month(month, purchased, assigned, active, None if cost is None else Money(cost, scale, currency))

    def __len__(self) -> int:
        return len(self._rows)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # compared by content, as lists are


def tool_values(store: Store, tool: Tool) -> dict[str, rows.Value]:
    """The row of a tool; vendor and owners that are new are added to their registers."""
    return {
        "name": tool.name,
        "key": name_key(tool.name),
        "vendor": ensure(store, "vendor", tool.vendor) if tool.vendor else None,
        "owner": ensure(store, "person", tool.owner) if tool.owner else None,
        "card_owner": ensure(store, "person", tool.card_owner) if tool.card_owner else None,
        "reviewed": tool.reviewed.isoformat() if tool.reviewed else None,
        **{key: getattr(tool, key) for key in ("category", "status", "active_days", "use_for", "avoid", "start_how", "credential", "note")},
    }


def contract_values(contract: Contract) -> dict[str, rows.Value]:
    """The row of a contract."""
    amount, notice, renewal = contract.amount, contract.notice, contract.renewal
    return {
        "tool": contract.tool,
        "reference": contract.reference,
        "starts": contract.starts.isoformat() if contract.starts else None,
        "ends": contract.ends.isoformat() if contract.ends else None,
        "auto_renew": None if contract.auto_renew is None else int(contract.auto_renew),
        "notice": notice.length if notice else None,
        "notice_unit": notice.unit if notice else None,
        "on_working_day": int(contract.on_working_day),
        "renewal": renewal.length if renewal else None,
        "renewal_unit": renewal.unit if renewal else None,
        "amount": amount.units if amount else None,
        "scale": amount.scale if amount else 2,
        "currency": amount.currency if amount else None,
        **{key: getattr(contract, key) for key in ("amount_per", "basis", "seats", "uplift", "note")},
    }


def month_values(tool: int, month: Month) -> dict[str, rows.Value]:
    """The row of a month of a tool."""
    cost = month.cost
    return {
        "tool": tool,
        "month": month.month,
        "purchased": month.purchased,
        "assigned": month.assigned,
        "active": month.active,
        "cost": cost.units if cost else None,
        "scale": cost.scale if cost else 2,
        "currency": cost.currency if cost else None,
    }


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
