"""The tables of the tool stack for a board pack: deadlines, use and cost, overlap, and missing terms."""

from collections.abc import Iterable
from datetime import timedelta

from prodops_desktop.datasets.area_sheet import AreaTable, BarChart
from prodops_desktop.datasets.sheets import AMOUNT, DAY, PERCENT, WHOLE, SheetColumn, SheetValue
from prodops_desktop.tools.model import Contract
from prodops_desktop.tools.overlap import Overlap
from prodops_desktop.tools.views import STRIP_DAYS, ContractView, Inventory, ToolView

MOST_PAIRS = 12
"""How many pairs of tools are shown, the largest overlap first: what is further down is hardly one."""

_TOOL, _OWNER = SheetColumn("Tool", width=20), SheetColumn("Owner", width=18)


def counted_seats(inventory: Inventory) -> list[ToolView]:
    """The tools in use that tell both how many seats were bought and how many are active."""
    return [view for view in inventory.in_use if view.active_percent is not None]


def deadlines_table(inventory: Inventory) -> AreaTable:
    """The notice deadlines of the next twelve months, the next one first."""
    last = inventory.today + timedelta(days=STRIP_DAYS)
    shown = [(view, one) for view, one in inventory.due if one.deadline is not None and one.deadline.day <= last]
    later = len(inventory.due) - len(shown)
    columns = (
        _TOOL,
        _OWNER,
        SheetColumn("Decide by", DAY, 13),
        SheetColumn("Notice by", DAY, 13),
        SheetColumn("Days left", WHOLE, 10),
        SheetColumn("Term ends", DAY, 13),
        SheetColumn("Annual", AMOUNT, 13),
        SheetColumn("At renewal", AMOUNT, 13),
        SheetColumn("Decision", width=13),
        SheetColumn("Reason", width=40),
    )
    annual, renewed = _sum(one.annual for _, one in shown), _sum(one.annual_at_renewal for _, one in shown)
    total = ("Total", None, None, None, None, None, annual, renewed, None, None)
    return AreaTable(
        "Notice deadlines of the next 12 months",
        columns,
        [_deadline_row(view, one, inventory) for view, one in shown],
        total if len(shown) > 1 else None,
        note=f"{later} later {'one is' if later == 1 else 'ones are'} not shown." if later else "",
    )


def _deadline_row(view: ToolView, one: ContractView, inventory: Inventory) -> tuple[SheetValue, ...]:
    deadline, decision = one.deadline, one.decision
    assert deadline is not None
    return (
        view.tool.name,
        view.tool.owner,
        deadline.decide_by,
        deadline.day,
        (deadline.day - inventory.today).days,
        deadline.term_end,
        one.annual,
        one.annual_at_renewal,
        decision.choice if decision else "open",
        decision.reason if decision else None,
    )


def use_table(inventory: Inventory) -> AreaTable:
    """Every tool in use with its seats and its cost, the least used first, those without counts last."""
    columns = (
        _TOOL,
        _OWNER,
        SheetColumn("Category", width=18),
        SheetColumn("Annual", AMOUNT, 13),
        SheetColumn("Bought", WHOLE, 9),
        SheetColumn("Assigned", WHOLE, 9),
        SheetColumn("Active", WHOLE, 9),
        SheetColumn("Active %", PERCENT, 10),
        SheetColumn("Shelfware", AMOUNT, 12),
        SheetColumn("Cost per active", AMOUNT, 15),
        SheetColumn("Verdict", width=14),
        SheetColumn("Why", width=44),
    )
    views = sorted(inventory.in_use, key=_by_use)
    low = inventory.rules.low_use
    # Use rather than cost: a long bar of cost asks for nothing, while a short bar of use is the decision that the headline speaks of.
    chart = BarChart(f"Active of bought seats, % (red: under {low}%)", names=0, values=7, low=low)
    total = _use_total(inventory) if len(views) > 1 else None
    return AreaTable("Use and cost, the least used first", columns, [_use_row(view) for view in views], total, chart=chart)


def _by_use(view: ToolView) -> tuple[bool, float, float, str]:
    share = view.active_percent
    return share is None, share or 0.0, -(view.annual or 0.0), view.tool.name.casefold()


def _use_row(view: ToolView) -> tuple[SheetValue, ...]:
    use = view.use
    counts = (use.purchased, use.assigned, use.active) if use else (None, None, None)
    costs = (view.active_percent, view.shelfware, view.cost_per_active)
    return (view.tool.name, view.tool.owner, view.tool.category, view.annual, *counts, *costs, view.verdict.capitalize(), view.why)


def _use_total(inventory: Inventory) -> tuple[SheetValue, ...]:
    """The sums; seats only of the tools that tell both bought and active, so that their share is that of the sums."""
    tools, counted = inventory.in_use, counted_seats(inventory)
    uses = [view.use for view in counted if view.use is not None]
    bought, assigned, active = (_sum(getattr(use, count) for use in uses) for count in ("purchased", "assigned", "active"))
    share = None if active is None or not bought else 100 * active / bought
    said = f"Seats: {len(counted)} of {len(tools)} tools." if len(counted) < len(tools) else None
    costs = (_sum(view.annual for view in tools), bought, assigned, active, share, _sum(view.shelfware for view in tools))
    return ("Total", None, None, *costs, None, None, said)


def overlap_table(inventory: Inventory) -> AreaTable:
    """The pairs of tools that do the same, the largest overlap first."""
    shown = inventory.overlaps[:MOST_PAIRS]
    columns = (
        SheetColumn("Tool A", width=20),
        SheetColumn("Tool B", width=18),
        SheetColumn("Capability overlap", PERCENT, 18),
        SheetColumn("Active in both", width=14),
        SheetColumn("Overlap", PERCENT, 10),
        SheetColumn("Together a year", AMOUNT, 15),
        SheetColumn("A can go by", DAY, 13),
        SheetColumn("B can go by", DAY, 13),
        SheetColumn("Capabilities in common", width=40),
    )
    note = f"The {len(shown)} largest of {len(inventory.overlaps)} pairs." if len(shown) < len(inventory.overlaps) else ""
    return AreaTable("Tools that do the same", columns, [_overlap_row(pair, inventory) for pair in shown], note=note)


def _overlap_row(pair: Overlap, inventory: Inventory) -> tuple[SheetValue, ...]:
    views = [inventory.find(tool.id) for tool in (pair.a, pair.b)]
    costs = [view.annual if view else None for view in views]
    ways = [view.deadline.day if view and view.deadline else None for view in views]
    both = "not known"
    if pair.shared is not None and pair.users_a is not None and pair.users_b is not None:
        both = f"{len(pair.shared)} of {min(len(pair.users_a), len(pair.users_b))}"
    together = None if None in costs else _sum(costs)
    names = ", ".join(one.capability for one in pair.in_common)
    return (pair.a.name, pair.b.name, 100 * pair.capability, both, 100 * pair.score, together, *ways, names)


def missing_table(inventory: Inventory) -> AreaTable:
    """The contracts that are not over and lack terms, a row each."""
    by_contract: dict[int, tuple[ToolView, Contract, list[str]]] = {}
    for view, contract, text in inventory.defects:
        by_contract.setdefault(contract.id, (view, contract, []))[2].append(text)
    columns = (_TOOL, SheetColumn("Contract", width=18), SheetColumn("What is missing", width=60))
    rows = [(view.tool.name, contract.title, " ".join(texts)) for view, contract, texts in by_contract.values()]
    return AreaTable("Missing terms", columns, rows)


def _sum(values: Iterable[float | None]) -> float | None:
    """The sum of what is known; None when nothing is."""
    known = [value for value in values if value is not None]
    return sum(known) if known else None
