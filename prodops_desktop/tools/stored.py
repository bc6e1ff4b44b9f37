"""How tools, contracts and months are written: records made into the values of rows."""

from prodops_desktop.registry.entries import ensure, name_key
from prodops_desktop.tools.model import Contract, Month, Tool
from prodops_desktop.workspace import Store, rows


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
