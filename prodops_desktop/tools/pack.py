"""The tool stack as the sheet of a board pack: what is due, what is used, and what it costs, as a conclusion over its tables."""

from prodops_desktop.datasets.area_sheet import AreaSheet, Definition, Tile
from prodops_desktop.datasets.origins import versions_behind
from prodops_desktop.datasets.sheets import AMOUNT, PERCENT, WHOLE
from prodops_desktop.metrics.periods import period_text
from prodops_desktop.metrics.wording import money_text
from prodops_desktop.tools.inventory import read_inventory
from prodops_desktop.tools.pack_tables import counted_seats, deadlines_table, missing_table, overlap_table, use_table
from prodops_desktop.tools.views import SOON_DAYS, ContractView, Inventory, ToolView
from prodops_desktop.work.listing import listed
from prodops_desktop.workspace import Store

TITLE = "Tools"


def pack_sheet(store: Store) -> AreaSheet | None:
    """The sheet of the stack as it stands now; None when no tool is in use."""
    inventory = read_inventory(store)
    if not inventory.in_use:
        return None
    sources, by_hand = _sources(store, inventory)
    entered = [f"Entered here, and from no file: {listed(by_hand)}."] if by_hand else []
    return AreaSheet(
        title=TITLE,
        headline=headline(inventory),
        subtitle=subtitle(inventory),
        currency=inventory.currency,
        tiles=_tiles(inventory),
        tables=(deadlines_table(inventory), use_table(inventory), overlap_table(inventory), missing_table(inventory)),
        definitions=_definitions(inventory),
        notes=(*inventory.notes, *entered),
        sources=sources,
    )


def headline(inventory: Inventory) -> str:
    """What an executive has to know: what is due, and what is hardly used."""
    low = [view for view in counted_seats(inventory) if (view.active_percent or 0.0) < inventory.rules.low_use]
    if not counted_seats(inventory):
        used = "how many seats are active is not known"
    else:
        used = f"{_count(len(low), 'tool') if low else 'no tool'} under {inventory.rules.low_use}% active"
    return f"{_due(inventory)}; {used}"


def subtitle(inventory: Inventory) -> str:
    """The size of the stack and its use, as of when, and what is missing in it."""
    tools, cost = _count(len(inventory.in_use), "tool"), _cost(inventory)
    said = f"{tools}, {money_text(cost, inventory.currency)} a year" if cost is not None else f"{tools}, at a cost that is not known"
    counted = counted_seats(inventory)
    if counted:
        said += f"; {_seats_text(counted)} active, as of {_months_text(counted)}"
    parts = [f"{said}."]
    if undated := _undated(inventory):
        parts.append(f"{_count(len(undated), 'contract')} without a known notice deadline.")
    if len(inventory.notes) == 1:
        parts.append(f"Not counted: {inventory.notes[0]}")
    elif inventory.notes:
        parts.append(f"{len(inventory.notes)} things are not counted; the notes name them.")
    return " ".join(parts)


def _due(inventory: Inventory) -> str:
    soon = inventory.soon
    if not soon:
        return f"No {'known ' if _undated(inventory) else ''}notice deadline in the next {SOON_DAYS} days"
    parts = [f"{_count(len(soon), 'notice deadline')} in the next {SOON_DAYS} days", _due_cost(inventory)]
    decided = sum(one.decision is not None for _, one in soon)
    if decided:
        parts.append(f"{'all' if decided == len(soon) else decided} of them decided" if len(soon) > 1 else "decided")
    return ", ".join(parts)


def _due_cost(inventory: Inventory) -> str:
    """What the deadlines of the next days decide on, in a year."""
    known = [one.annual for _, one in inventory.soon if one.annual is not None]
    if not known:
        return "cost not known"
    return f"{'at least ' if len(known) < len(inventory.soon) else ''}{money_text(sum(known), inventory.currency)} a year"


def _undated(inventory: Inventory) -> list[ContractView]:
    """The contracts whose notice deadline can't be worked out, because terms of theirs are missing."""
    views = [one for view in inventory.in_use for one in view.contracts if not one.over and one.followed_on is None]
    return [one for one in views if one.deadline is None and one.defects]


def _cost(inventory: Inventory) -> float | None:
    return inventory.annual if any(view.annual is not None for view in inventory.in_use) else None


def _tiles(inventory: Inventory) -> tuple[Tile, ...]:
    tools, counted = inventory.in_use, counted_seats(inventory)
    priced = sum(view.annual is not None for view in tools)
    by_seat = [view.shelfware for view in tools if view.shelfware is not None]
    bought, active = _seats(counted)
    trials = sum(view.tool.status == "trial" for view in tools)
    return (
        Tile(
            "Cost a year", _cost(inventory), AMOUNT, "of every tool" if priced == len(tools) else f"known of {priced} of {len(tools)} tools"
        ),
        Tile(f"Due in {SOON_DAYS} days", len(inventory.soon), WHOLE, _due_cost(inventory) if inventory.soon else "no notice deadline"),
        Tile("Active of bought", 100 * active / bought if counted else None, PERCENT, _seats_text(counted) if counted else "not known"),
        Tile("Shelfware", sum(by_seat) if by_seat else None, AMOUNT, f"a year, in {_count(len(by_seat), 'tool')} paid by the seat"),
        Tile("Tools", len(tools), WHOLE, f"in use, {trials} on trial" if trials else "in use"),
    )


def _seats(counted: list[ToolView]) -> tuple[int, int]:
    """Seats bought and active, of the tools that tell both."""
    uses = [view.use for view in counted if view.use is not None]
    return sum(use.purchased or 0 for use in uses), sum(use.active or 0 for use in uses)


def _seats_text(counted: list[ToolView]) -> str:
    bought, active = _seats(counted)
    return f"{active:,} of {_count(bought, 'seat')}"


def _months_text(counted: list[ToolView]) -> str:
    months = sorted({view.use.month for view in counted if view.use is not None})
    return " to ".join(period_text(month) for month in dict.fromkeys((months[0], months[-1])))


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _sources(store: Store, inventory: Inventory) -> tuple[tuple[int, ...], list[str]]:
    """The versions behind the tools in use, and the names of the tools that no version tells of."""
    by_tool, by_contract = versions_behind(store, "tool"), versions_behind(store, "contract")
    by_month = versions_behind(store, "tool_month")
    months: dict[tuple[int, str], frozenset[int]] = {
        (tool, month): by_month.get(id_, frozenset()) for id_, tool, month in store.db.execute("SELECT id, tool, month FROM tool_month")
    }
    found: set[int] = set()
    by_hand: list[str] = []
    for view in inventory.in_use:
        own = set(by_tool.get(view.tool.id, ()))
        own.update(version for one in view.contracts for version in by_contract.get(one.contract.id, ()))
        own.update(version for month in view.months for version in months.get((view.tool.id, month.month), ()))
        own.update([view.seats.version] if view.seats is not None else [])
        found |= own
        if not own:
            by_hand.append(view.tool.name)
    return tuple(sorted(found)), by_hand


def _definitions(inventory: Inventory) -> tuple[Definition, ...]:
    currency = inventory.currency or "money"
    return (
        Definition(
            "Notice deadline",
            "Term end − notice period, rolled on by the renewal term; months clamp: 31 May − 3 months is 28 or 29 Feb. "
            "Where the contract says so it is the last working day on or before. To decide by: the earliest begin of its lead times.",
            "A contract whose end or notice is missing has no deadline here, and may renew itself all the same: see Missing terms.",
            "day",
        ),
        Definition(
            "Active %",
            "Active seats ÷ seats bought, by the newest month with counts; who counts as active is each tool's own definition and window.",
            "Windows differ from tool to tool, and a tool that is needed once a quarter looks idle in between.",
            "percent",
            "up",
        ),
        Definition(
            "Shelfware",
            "(Seats bought − active) × price of a seat in a year, of the tools that are paid by the seat. "
            "Price of a seat: their contracts in force ÷ seats bought.",
            "It is saved only when fewer seats are renewed, not before the term ends; some seats have to be spare.",
            f"{currency} a year",
            "down",
        ),
        Definition(
            "Cost per active user",
            "Cost of a year ÷ active people.",
            "A tool for few experts is dear by it and may be worth it; it says nothing of what the tool is used for.",
            f"{currency} a year",
            "down",
        ),
        Definition(
            "Overlap",
            "Weighted Jaccard index of the capabilities by depth (0–3), Σ min ÷ Σ max, × share of the smaller group of active people "
            "that uses both, where both seat lists tell.",
            "It rests on depths that somebody judged; two tools may do the same for people who can't change over.",
            "percent",
        ),
    )
