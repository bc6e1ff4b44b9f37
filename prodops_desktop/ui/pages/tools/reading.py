"""What the page Tools reads: the inventory with what fields offer, and everything behind one tool."""

from dataclasses import dataclass
from datetime import timedelta

from prodops_desktop.agenda.decisions import Decision, decisions_of
from prodops_desktop.agenda.events import Event, all_events
from prodops_desktop.registry.entries import all_entries
from prodops_desktop.tools.inventory import InventoryReader
from prodops_desktop.tools.store import find_facts
from prodops_desktop.tools.views import STRIP_DAYS, Inventory, ToolView
from prodops_desktop.ui.pages.tools.cells import contract_title
from prodops_desktop.ui.pages.tools.list_columns import VendorRow
from prodops_desktop.ui.records.links import LinkRow, read_links
from prodops_desktop.ui.records.sources import SourceRow, read_sources
from prodops_desktop.ui.texts import tr
from prodops_desktop.workspace import Store, secrets
from prodops_desktop.workspace.links import End
from prodops_desktop.workspace.record_history import RecordStep, record_steps, rows_ever


@dataclass(frozen=True)
class Stack:
    """The inventory, the names that the fields offer while one types, and the freezes of the months ahead."""

    inventory: Inventory
    people: tuple[str, ...]
    vendors: tuple[VendorRow, ...]
    freezes: tuple[Event, ...]


@dataclass(frozen=True)
class ToolDetail:
    """What stands behind a tool: links, decisions, sources, steps, and under which name a secret of it is kept.

    ``names`` are those of the people, vendors and capabilities that its history speaks of by number, gone ones too.
    """

    tool: int
    links: list[LinkRow]
    decisions: tuple[Decision, ...]
    sources: list[SourceRow]
    steps: list[RecordStep]
    names: dict[tuple[str, int], str]
    secret: str | None


def read_page(store: Store, inventories: InventoryReader, tool: int | None) -> tuple[Stack, ToolDetail | None]:
    """The stack, and in the same reading what stands behind one tool as long as it is there."""
    stack = read_stack(store, inventories)
    return stack, read_detail(store, tool) if tool is not None and stack.inventory.find(tool) is not None else None


def read_stack(store: Store, inventories: InventoryReader) -> Stack:
    """Everything that the page shows of the whole stack."""
    inventory = inventories.read(store)
    today = inventory.today
    last = (today + timedelta(days=STRIP_DAYS)).isoformat()
    people = tuple(entry.name for entry in all_entries(store, "person"))
    freezes = tuple(all_events(store, type_="freeze", start=today.isoformat(), end=last))
    return Stack(inventory, people, _vendors(store, inventory), freezes)


def _vendors(store: Store, inventory: Inventory) -> tuple[VendorRow, ...]:
    by_vendor: dict[str, list[ToolView]] = {}
    for view in inventory.in_use:
        by_vendor.setdefault(view.tool.vendor or "", []).append(view)
    rows = []
    for entry in all_entries(store, "vendor"):
        own = by_vendor.get(entry.name, [])
        costs = [view.annual for view in own if view.annual is not None]
        days = [view.deadline.day for view in own if view.deadline is not None]
        names = tuple(view.tool.name for view in own)
        rows.append(VendorRow(entry.id, entry.name, entry.aliases, names, sum(costs) if costs else None, min(days, default=None)))
    return tuple(rows)


def read_detail(store: Store, tool: int) -> ToolDetail:
    """What stands behind one tool; raises UserError when it is gone."""
    facts = find_facts(store, tool)
    contracts, months = facts.contracts, facts.months
    ids = {row[1]: row[0] for row in store.db.execute("SELECT id, month FROM tool_month WHERE tool = ?", (tool,))}
    records = [("tool", tool, tr("Tool and card"))]
    records += [("contract", contract.id, tr("Contract {title}", title=contract_title(contract))) for contract in reversed(contracts)]
    records += [("tool_month", ids[month.month], tr("Seats in {month}", month=month.month)) for month in months[-1:]]
    links = read_links(store, End("tool", tool))
    for contract in contracts:
        links += read_links(store, End("contract", contract.id), contract_title(contract))
    decisions = [decision for contract in contracts for decision in decisions_of(store, "contract", contract.id)]
    steps = record_steps(store, [("tool", tool), *_children(store, tool)])
    return ToolDetail(
        tool,
        links,
        tuple(sorted(decisions, key=lambda decision: (decision.day, decision.id), reverse=True)),
        read_sources(store, records),
        steps,
        _names(store),
        secrets.account_of(store, "tool", tool),
    )


def _children(store: Store, tool: int) -> list[tuple[str, int]]:
    """The rows that hang on a tool, now or once."""
    own = [(table, row) for table in ("contract", "tool_capability", "tool_month") for row in rows_ever(store, table, "tool", tool)]
    contracts = [row for table, row in own if table == "contract"]
    return own + [("lead_time", row) for contract in contracts for row in rows_ever(store, "lead_time", "contract", contract)]


def _names(store: Store) -> dict[tuple[str, int], str]:
    found: dict[tuple[str, int], str] = {}
    for table in ("vendor", "person", "capability"):
        for source in (f"h_{table} WHERE name IS NOT NULL", table):
            found.update({(table, row[0]): row[1] for row in store.db.execute(f"SELECT id, name FROM {source}")})
    return found
