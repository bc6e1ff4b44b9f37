"""What the page Tools says in sentences: of a contract, an overlap, the whole stack, and the values in its history."""

from collections.abc import Mapping
from datetime import date, timedelta

from prodops_desktop.tools.model import Money
from prodops_desktop.tools.overlap import Overlap
from prodops_desktop.tools.views import SOON_DAYS, ContractView, Inventory, ToolView
from prodops_desktop.ui import formats
from prodops_desktop.ui.pages.tools.fields import write_money
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.widgets.inspector import Fact
from prodops_desktop.workspace.record_history import StoredRow

_NAMED = 12
"""So many people are named; `tools --json` has them all."""


def contract_facts(view: ToolView, one: ContractView, inventory: Inventory, today: date) -> list[Fact]:
    """The facts of a contract that are worked out: cost, term, notice deadline, days of its lead times, cost per active user."""
    facts: list[Fact] = [(tr("Annual cost"), _cost(one, inventory))]
    if one.contract.starts or one.term_end:
        facts.append((tr("Term"), f"{formats.day(one.contract.starts)} – {formats.day(one.term_end)}"))
    if one.deadline is not None:
        days = (one.deadline.day - today).days
        when = tr("by {day}, {days}", day=formats.day(one.deadline.day, today), days=counted(days, "{n} day left", "{n} days left"))
        urgent = one.decision is None and days <= inventory.rules.decide_days
        facts.append((tr("Notice"), f"{one.contract.notice}, {when}" if one.contract.notice else when, "bad" if urgent else ""))
        if one.deadline.term_end != one.term_end:
            facts.append((tr("It is for"), tr("the term that ends on {day}", day=formats.day(one.deadline.term_end, today))))
        facts += [(milestone.label, tr("begin by {day}", day=formats.day(milestone.day, today))) for milestone in one.deadline.milestones]
    if one.followed_on is not None:
        facts.append((tr("Goes on"), tr("in the contract after {day}", day=formats.day(one.followed_on, today))))
    if one.contract.uplift and one.annual_at_renewal is not None:
        facts.append((tr("At renewal"), formats.money(one.annual_at_renewal, inventory.currency, short=False)))
    if view.cost_per_active is not None:
        costs = sorted(other.cost_per_active for other in inventory.in_use if other.cost_per_active is not None)
        median = (costs[(len(costs) - 1) // 2] + costs[len(costs) // 2]) / 2
        own = formats.money(round(view.cost_per_active), inventory.currency, short=False)
        usual = formats.money(round(median), inventory.currency, short=False)
        facts.append((tr("Per active user"), tr("{own}, median tool {usual}", own=own, usual=usual)))
    return facts


def _cost(one: ContractView, inventory: Inventory) -> str:
    amount = one.contract.amount
    if amount is None:
        return formats.MISSING
    if one.annual is None:
        return tr(
            "{amount} each {per}, no rate to {currency}",
            amount=write_money(amount),
            per=tr(one.contract.amount_per),
            currency=inventory.currency,
        )
    text = formats.money(one.annual, inventory.currency, short=False)
    if amount.currency != inventory.currency or one.contract.amount_per != "year":
        text += tr(", {amount} each {per}", amount=write_money(amount), per=tr(one.contract.amount_per))
    return text


def overlap_sentence(pair: Overlap, tool: int, other: ToolView | None, today: date) -> str:
    """What a tool shares with another one, and by when that one can go."""
    first = pair.a.id == tool
    name = pair.b.name if first else pair.a.name
    depths = [(one.capability, one.depth_a, one.depth_b) if first else (one.capability, one.depth_b, one.depth_a) for one in pair.in_common]
    text = tr("{name}: {shared}.", name=name, shared=", ".join(_depths(*depth) for depth in depths))
    if other is not None and other.deadline is not None:
        text += " " + tr("It can go by {day}.", day=formats.day(other.deadline.day, today))
    return text


def only_text(pair: Overlap, tool: int) -> str:
    """Who uses a tool and not the other one of a pair, so that one can ask them before it goes; empty where nobody does."""
    names = pair.only(tool)
    if not names:
        return ""
    shown = ", ".join(names[:_NAMED])
    if len(names) > _NAMED:
        shown += tr(" and {n} more", n=formats.number(len(names) - _NAMED))
    return tr("Only here: {names}.", names=shown)


def _depths(capability: str, own: int, others: int) -> str:
    return tr("{capability} ({own} here, {others} there)", capability=capability, own=own, others=others)


def banner(inventory: Inventory) -> tuple[str, Overlap | None]:
    """The largest overlap whose people are known, else the largest one, in a sentence; empty without any."""
    if not inventory.overlaps:
        return "", None
    pair = inventory.overlaps[0]
    what = " and ".join(one.capability.casefold() if one.capability.istitle() else one.capability for one in pair.in_common[:2])
    parts = [tr("Overlap: {a} and {b} both cover {what}.", a=pair.a.name, b=pair.b.name, what=what)]
    if pair.shared is not None and pair.users_a is not None and pair.users_b is not None:
        small, big = (pair.a, pair.b) if len(pair.users_a) <= len(pair.users_b) else (pair.b, pair.a)
        total = min(len(pair.users_a), len(pair.users_b))
        parts.append(tr("{n} of {m} active {small} users also use {big}.", n=len(pair.shared), m=total, small=small.name, big=big.name))
    views = [inventory.find(tool.id) for tool in (pair.a, pair.b)]
    cost = sum(view.annual or 0 for view in views if view is not None)
    if cost:
        parts.append(tr("Together {cost} a year.", cost=formats.money(cost, inventory.currency)))
    return " ".join(parts), pair


def stack_text(inventory: Inventory) -> str:
    """“14 tools · $556k a year · 2 tools under 40% active”."""
    tools = inventory.in_use
    low = sum(view.active_percent is not None and view.active_percent < inventory.rules.low_use for view in tools)
    parts = [counted(len(tools), "{n} tool", "{n} tools"), tr("{cost} a year", cost=formats.money(inventory.annual, inventory.currency))]
    if low:
        parts.append(tr("{tools} under {share}% active", tools=counted(low, "{n} tool", "{n} tools"), share=inventory.rules.low_use))
    return " · ".join(parts)


def soon_text(inventory: Inventory) -> str:
    """“Next 90 days: 4 deadlines, $222k”."""
    soon = inventory.soon
    cost = formats.money(sum(one.annual or 0 for _, one in soon), inventory.currency)
    found = counted(len(soon), "{n} deadline", "{n} deadlines")
    last = formats.day(inventory.today + timedelta(days=SOON_DAYS), inventory.today)
    return (
        tr("Next {days} days: {found}, {cost}", days=SOON_DAYS, found=found, cost=cost) if soon else tr("No deadline until {day}", day=last)
    )


def tool_sentence(view: ToolView, inventory: Inventory) -> str:
    """A tool in one sentence with its figures, its deadline and what they rest on, to be sent to somebody."""
    parts = [view.tool.name]
    if view.annual is not None:
        parts.append(tr("{cost} a year", cost=formats.money(view.annual, inventory.currency, short=False)))
    use = view.use
    if use is not None:
        counts = (formats.number(use.active), formats.number(use.assigned), formats.number(use.purchased))
        seats = tr("{a} active of {b} assigned and {c} bought seats in {month}", a=counts[0], b=counts[1], c=counts[2],
                   month=formats.period(use.month))  # fmt: skip
        parts.append(seats)
    if view.deadline is not None:
        parts.append(tr("notice by {day}", day=formats.day(view.deadline.day)))
    if view.tool.owner:
        parts.append(tr("owner {owner}", owner=view.tool.owner))
    return f"{parts[0]}: {', '.join(parts[1:])}." if parts[1:] else f"{parts[0]}."


def history_names() -> dict[str, str]:
    """What the columns of the tables are called for people."""
    return {
        "tool.use_for": tr("Use it for"),
        "tool.avoid": tr("Don’t"),
        "tool.start_how": tr("How to start"),
        "tool.card_owner": tr("Card owner"),
        "tool.active_days": tr("Active within days"),
        "tool.credential": tr("Credential kept in"),
        "contract.amount": tr("Amount"),
        "contract.amount_per": tr("Paid each"),
        "contract.basis": tr("Price by"),
        "contract.auto_renew": tr("Renews itself"),
        "contract.renewal": tr("Renews for"),
        "contract.renewal_unit": tr("Renews for, unit"),
        "contract.notice_unit": tr("Notice, unit"),
        "contract.on_working_day": tr("Deadline on a working day"),
        "contract.uplift": tr("Rise at renewal"),
        "tool_month.purchased": tr("Bought"),
        "starts": tr("Starts"),
        "ends": tr("Ends"),
    }


_REGISTERS = {"vendor": "vendor", "owner": "person", "card_owner": "person", "capability": "capability"}


def write_stored(names: Mapping[tuple[str, int], str], table: str, column: str, row: StoredRow) -> str:
    """A stored value as it stands in the history; ``names`` are those of people, vendors and capabilities."""
    value = row.get(column)
    if value is None:
        return formats.MISSING
    if column in _REGISTERS and isinstance(value, int):
        return names.get((_REGISTERS[column], value), formats.MISSING)
    if column in ("auto_renew", "on_working_day"):
        return tr("yes") if value else tr("no")
    if table in ("contract", "tool_month") and column in ("amount", "cost") and isinstance(value, int):
        return write_money(Money(value, int(row["scale"] or 0), str(row["currency"] or "") or None))
    if column in ("starts", "ends", "reviewed"):
        return formats.day(str(value))
    return str(value)
