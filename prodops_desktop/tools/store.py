"""Reads and writes the tools with their capabilities, contracts and months."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from operator import attrgetter

from prodops_desktop.errors import UserError
from prodops_desktop.registry.entries import name_key
from prodops_desktop.tools.checks import check_contract, check_month, check_tool
from prodops_desktop.tools.facts import ToolFacts, read_facts
from prodops_desktop.tools.model import Contract, LeadTime, Month, Tool
from prodops_desktop.tools.reading import UPLIFT_PLACES, one_line, written
from prodops_desktop.tools.stored import contract_values, month_values, tool_values
from prodops_desktop.workspace import ChangeSet, Store, rows

TABLES = frozenset(
    {"tool", "capability", "tool_capability", "contract", "lead_time", "tool_month", "taken", "decision", "person", "vendor", "alias"}
)
"""The tables that the inventory is made of."""


def all_tools(store: Store) -> list[Tool]:
    """Every tool by name."""
    return [facts.tool for facts in read_facts(store)]


def find_tool(store: Store, tool: int | str) -> Tool:
    """The tool of this id or name; raises UserError when there is none."""
    if isinstance(tool, int):
        return find_facts(store, tool).tool
    row = store.db.execute("SELECT id FROM tool WHERE key = ?", (name_key(tool),)).fetchone()
    if row is None:
        raise UserError(f"There is no tool “{tool}”.")
    return find_facts(store, int(row["id"])).tool


def find_facts(store: Store, tool: int) -> ToolFacts:
    """The tool with this id and all that hangs on it; raises UserError when it is gone."""
    found = read_facts(store, tool)
    if not found:
        raise UserError("This tool is no longer there; it was deleted or undone.")
    return found[0]


def capability_names(store: Store) -> list[str]:
    """Every capability that was ever named, by name."""
    return [row[0] for row in store.db.execute("SELECT name FROM capability ORDER BY key")]


def all_contracts(store: Store, tool: int | None = None) -> list[Contract]:
    """The contracts of all tools or of one, each tool's in order of their starts."""
    return [contract for facts in sorted(read_facts(store, tool), key=attrgetter("id")) for contract in facts.contracts]


def find_contract(store: Store, contract: int) -> Contract:
    """The contract with this id; raises UserError when it is gone."""
    row = store.db.execute("SELECT tool FROM contract WHERE id = ?", (contract,)).fetchone()
    found = [one for one in all_contracts(store, row["tool"]) if one.id == contract] if row else []
    if not found:
        raise UserError("This contract is no longer there; it was deleted or undone.")
    return found[0]


def all_months(store: Store, tool: int | None = None) -> dict[int, Sequence[Month]]:
    """The months of all tools or of one, by tool, the earliest first."""
    return {facts.id: facts.months for facts in read_facts(store, tool) if facts.months}


def save_tool(store: Store, tool: Tool) -> tuple[ChangeSet, int]:
    """Add a tool (id 0), or make the one with its id as this one; returns its id too.

    Vendor and owners are names, added to the registers when they are new. Raises UserError for a name that another tool has, and for
    fields that make no sense.
    """
    tool = _tidy(tool)
    check_tool(tool)
    taken = store.db.execute("SELECT id FROM tool WHERE key = ?", (name_key(tool.name),)).fetchone()
    if taken is not None and taken["id"] != tool.id:
        raise UserError(f"There is a tool “{tool.name}” already. Choose another name, or edit that one.")
    with store.edit(f"{'Edit' if tool.id else 'Add'} {tool.name}") as edit:
        values = tool_values(store, tool)
        if tool.id:
            find_tool(store, tool.id)
            rows.update(store, "tool", tool.id, values)
        else:
            tool = replace(tool, id=rows.insert(store, "tool", values))
        _save_capabilities(store, tool)
    return edit.changes, tool.id


def delete_tools(store: Store, tools: Sequence[int]) -> ChangeSet:
    """Take tools out with all that hangs on them; undo brings them back."""
    names = [find_tool(store, tool).name for tool in tools]
    with store.edit(f"Delete {names[0] if len(names) == 1 else f'{len(names)} tools'}") as edit:
        store.db.executemany("DELETE FROM tool WHERE id = ?", [(tool,) for tool in tools])
    return edit.changes


def duplicate_tool(store: Store, tool: int) -> tuple[ChangeSet, int]:
    """Copy a tool with its card, capabilities and contracts under a name of its own; its months are not copied."""
    found = find_tool(store, tool)
    number = 2
    while store.db.execute("SELECT 1 FROM tool WHERE key = ?", (name_key(f"{found.name} ({number})"),)).fetchone():
        number += 1
    with store.edit(f"Duplicate {found.name}") as edit:
        copy = save_tool(store, replace(found, id=0, name=f"{found.name} ({number})", credential=None))[1]
        for contract in all_contracts(store, tool):
            save_contract(store, replace(contract, id=0, tool=copy))
    return edit.changes, copy


def save_contract(store: Store, contract: Contract) -> tuple[ChangeSet, int]:
    """Add a contract (id 0), or make the one with its id as this one; returns its id too.

    Within a tool a contract is told by its reference and start. Raises UserError when another one has the same, and for terms that
    make no sense.
    """
    leads = tuple(LeadTime(one_line(lead.label), lead.span) for lead in contract.lead_times)
    contract = replace(contract, reference=_line(contract.reference), note=_text(contract.note), lead_times=leads)
    check_contract(contract)
    if contract.uplift is not None:
        contract = replace(contract, uplift=round(contract.uplift, UPLIFT_PLACES))
    tool = find_tool(store, contract.tool)
    for other in all_contracts(store, contract.tool):
        if other.id != contract.id and contract_key(other) == contract_key(contract):
            raise UserError(f"{tool.name} has a contract {contract.title} already. Give this one another start or a reference.")
    with store.edit(f"{'Edit' if contract.id else 'Add'} contract of {tool.name}") as edit:
        values = contract_values(contract)
        if contract.id:
            find_contract(store, contract.id)
            rows.update(store, "contract", contract.id, values)
        else:
            contract = replace(contract, id=rows.insert(store, "contract", values))
        _save_lead_times(store, contract)
    return edit.changes, contract.id


def contract_key(contract: Contract) -> tuple[str, date | None]:
    """What tells a contract from the others of its tool."""
    return name_key(contract.reference or ""), contract.starts


def delete_contract(store: Store, contract: int) -> ChangeSet:
    """Take a contract out; undo brings it back."""
    found = find_contract(store, contract)
    with store.edit(f"Delete contract of {find_tool(store, found.tool).name}") as edit:
        store.db.execute("DELETE FROM contract WHERE id = ?", (contract,))
    return edit.changes


def save_month(store: Store, tool: int, month: Month) -> tuple[ChangeSet, int]:
    """Decide the seats of a tool in a month; returns the id of the row."""
    check_month(month)
    name = find_tool(store, tool).name
    values = month_values(tool, month)
    with store.edit(f"Set seats of {name} in {month.month}") as edit:
        row = store.db.execute("SELECT id FROM tool_month WHERE tool = ? AND month = ?", (tool, month.month)).fetchone()
        if row is None:
            id_ = rows.insert(store, "tool_month", values)
        else:
            id_ = int(row["id"])
            rows.update(store, "tool_month", id_, values)
    return edit.changes, id_


def delete_month(store: Store, tool: int, month: str) -> ChangeSet:
    """Take the seats of a month out."""
    with store.edit(f"Delete seats of {find_tool(store, tool).name} in {month}") as edit:
        store.db.execute("DELETE FROM tool_month WHERE tool = ? AND month = ?", (tool, month))
    return edit.changes


def _tidy(tool: Tool) -> Tool:
    """The same without blanks at the ends of texts, and within names of one line."""
    capabilities: dict[str, tuple[str, int]] = {}
    for name, depth in tool.capabilities:
        capabilities[name_key(name)] = (one_line(name), depth)
    return replace(
        tool,
        name=_line(tool.name) or "",
        vendor=_line(tool.vendor),
        category=_line(tool.category),
        owner=_line(tool.owner),
        card_owner=_line(tool.card_owner),
        use_for=_text(tool.use_for),
        avoid=_text(tool.avoid),
        start_how=_text(tool.start_how),
        credential=_text(tool.credential),
        note=_text(tool.note),
        capabilities=tuple(capabilities.values()),
    )


def _line(text: str | None) -> str | None:
    return one_line(written(text or "")) or None


def _text(text: str | None) -> str | None:
    return written(text or "") or None


def _save_capabilities(store: Store, tool: Tool) -> None:
    """Bring the capabilities of a tool to what they should be, touching only those that differ."""
    wanted = {_capability(store, name): depth for name, depth in tool.capabilities}
    for row in store.db.execute("SELECT * FROM tool_capability WHERE tool = ?", (tool.id,)).fetchall():
        depth = wanted.pop(row["capability"], None)
        if depth is None:
            store.db.execute("DELETE FROM tool_capability WHERE id = ?", (row["id"],))
        else:
            rows.update(store, "tool_capability", row["id"], {"depth": depth})
    for capability, depth in wanted.items():
        rows.insert(store, "tool_capability", {"tool": tool.id, "capability": capability, "depth": depth})


def _capability(store: Store, name: str) -> int:
    row = store.db.execute("SELECT id FROM capability WHERE key = ?", (name_key(name),)).fetchone()
    return int(row["id"]) if row else rows.insert(store, "capability", {"name": name, "key": name_key(name)})


def _save_lead_times(store: Store, contract: Contract) -> None:
    found = store.db.execute("SELECT * FROM lead_time WHERE contract = ? ORDER BY id", (contract.id,)).fetchall()
    if [(row["label"], row["length"], row["unit"]) for row in found] == [
        (lead.label, lead.span.length, lead.span.unit) for lead in contract.lead_times
    ]:
        return
    store.db.execute("DELETE FROM lead_time WHERE contract = ?", (contract.id,))
    for lead in contract.lead_times:
        rows.insert(store, "lead_time", {"contract": contract.id, "label": lead.label, "length": lead.span.length, "unit": lead.span.unit})
