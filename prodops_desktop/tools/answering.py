"""The inventory as plain objects, for other programs and for the answer key of the sample."""

from datetime import date
from typing import Any

from prodops_desktop.tools.overlap import Overlap
from prodops_desktop.tools.views import ContractView, Inventory, ToolView


def inventory_object(inventory: Inventory) -> dict[str, Any]:
    """Tools with contracts, seats and costs, deadlines, overlaps and defects; amounts in the workspace's currency, days in ISO form."""
    return {
        "today": inventory.today.isoformat(),
        "currency": inventory.currency,
        "annual": round(inventory.annual, 2),
        "tools": [_tool(view, inventory) for view in inventory.tools],
        "deadlines": [_deadline(view, one) for view, one in inventory.due],
        "soon": {"days": 90, "deadlines": len(inventory.soon), "annual": round(sum(one.annual or 0 for _, one in inventory.soon), 2)},
        "overlaps": [overlap_object(pair, inventory) for pair in inventory.overlaps],
        "defects": [
            {"tool": view.tool.name, "contract": contract.title, "starts": _day(contract.starts), "text": text}
            for view, contract, text in inventory.defects
        ],
        "notes": list(inventory.notes),
    }


def _tool(view: ToolView, inventory: Inventory) -> dict[str, Any]:
    tool, use = view.tool, view.use
    deadline = view.deadline
    return {
        "name": tool.name,
        "vendor": tool.vendor,
        "category": tool.category,
        "owner": tool.owner,
        "status": tool.status,
        "verdict": view.verdict,
        "why": view.why,
        "capabilities": [{"name": name, "depth": depth} for name, depth in tool.capabilities],
        "annual": _amount(view.annual),
        "notice_deadline": _day(deadline.day) if deadline else None,
        "decide_by": _day(deadline.decide_by) if deadline else None,
        "days_to_notice": (deadline.day - inventory.today).days if deadline else None,
        "term_end": _day(deadline.term_end) if deadline else None,
        "seats": {
            "month": use.month if use else None,
            "purchased": use.purchased if use else None,
            "assigned": use.assigned if use else None,
            "active": use.active if use else None,
        },
        "assigned_percent": _share(view.assigned_percent),
        "active_percent": _share(view.active_percent),
        "seat_price": _amount(view.seat_price),
        "shelfware": _amount(view.shelfware),
        "cost_per_active_user": _amount(view.cost_per_active),
        "months": [{"month": m.month, "purchased": m.purchased, "assigned": m.assigned, "active": m.active} for m in view.months],
        "contracts": [_contract(one) for one in view.contracts],
        "best_practice": {
            "use_it_for": tool.use_for,
            "do_not_use_it_for": tool.avoid,
            "how_to_start": tool.start_how,
            "owner": tool.card_owner,
            "reviewed": _day(tool.reviewed),
        },
        "credential_kept_in": tool.credential,
    }


def _contract(view: ContractView) -> dict[str, Any]:
    contract, deadline = view.contract, view.deadline
    decision = view.decision
    return {
        "reference": contract.reference,
        "starts": _day(contract.starts),
        "ends": _day(contract.ends),
        "auto_renew": contract.auto_renew,
        "notice": str(contract.notice) if contract.notice else None,
        "on_working_day": contract.on_working_day,
        "renewal_term": str(contract.renewal) if contract.renewal else None,
        "amount": contract.amount.value if contract.amount else None,
        "currency": contract.amount.currency if contract.amount else None,
        "amount_per": contract.amount_per,
        "basis": contract.basis,
        "seats": contract.seats,
        "uplift_percent": contract.uplift,
        "annual": _amount(view.annual),
        "running": view.runs,
        "term_end": _day(view.term_end),
        "notice_deadline": _day(deadline.day) if deadline else None,
        "milestones": [{"label": one.label, "day": _day(one.day)} for one in deadline.milestones] if deadline else [],
        "defects": [] if view.over else list(view.defects),
        "decision": {"choice": decision.choice, "reason": decision.reason, "owner": decision.owner, "day": decision.day}
        if decision
        else None,
    }


def _deadline(view: ToolView, one: ContractView) -> dict[str, Any]:
    assert one.deadline is not None
    return {
        "tool": view.tool.name,
        "contract": one.contract.title,
        "notice_deadline": _day(one.deadline.day),
        "decide_by": _day(one.deadline.decide_by),
        "term_end": _day(one.deadline.term_end),
        "annual": _amount(one.annual),
        "decision": one.decision.choice if one.decision else None,
    }


def overlap_object(pair: Overlap, inventory: Inventory) -> dict[str, Any]:
    """A pair of tools that share a capability, with the day by which each can go."""
    views = [inventory.find(tool.id) for tool in (pair.a, pair.b)]
    shared = pair.shared
    return {
        "a": pair.a.name,
        "b": pair.b.name,
        "capabilities": [{"name": one.capability, "a": one.depth_a, "b": one.depth_b} for one in pair.in_common],
        "capability_overlap": round(pair.capability, 4),
        "active_a": None if pair.users_a is None else len(pair.users_a),
        "active_b": None if pair.users_b is None else len(pair.users_b),
        "active_in_both": None if shared is None else len(shared),
        "only_a": [] if shared is None else list(pair.only(pair.a.id)),
        "only_b": [] if shared is None else list(pair.only(pair.b.id)),
        "user_overlap": _share(pair.users),
        "score": round(pair.score, 4),
        "can_go_a": _day(views[0].deadline.day) if views[0] and views[0].deadline else None,
        "can_go_b": _day(views[1].deadline.day) if views[1] and views[1].deadline else None,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _amount(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def _share(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
