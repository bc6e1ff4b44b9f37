"""Takes sheets of tools and their contracts into the inventory: what would change is shown first."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

from prodops_desktop.datasets.sheet_rows import SheetTable, table_of_part
from prodops_desktop.datasets.store import find_version
from prodops_desktop.datasets.taking import Differences, Proposal, RecordChange, compare, taken_last, with_bases
from prodops_desktop.errors import UserError
from prodops_desktop.registry.entries import all_entries, company_core, name_key
from prodops_desktop.registry.entries import named as entry_named
from prodops_desktop.tools import store as tool_store
from prodops_desktop.tools.checks import check_contract, check_tool
from prodops_desktop.tools.model import Contract, Money, Tool
from prodops_desktop.tools.reading import write_capabilities, write_lead_times
from prodops_desktop.tools.saying import (
    CONTRACT_COLUMNS,
    CONTRACT_FIELDS,
    TOOL_COLUMNS,
    TOOL_FIELDS,
    Saying,
    by_depth,
    changed_contract,
    changed_tool,
    priced,
    sayings,
    tidy_money,
)
from prodops_desktop.workspace import Store, settings

_APART = "\x1f"
"""Stands between the parts of a key; no name can hold it."""


class ToolsTaker:
    """Takes sheets of the kind “tools”: a row is a tool, a contract, or both."""

    def differences(self, store: Store, table: SheetTable, dataset: str) -> Differences:
        """See :class:`Taker`; rows of one tool are one record, whose fields the first row that names them decides."""
        return _Comparison(store, table, dataset).result()

    def take(self, store: Store, record: RecordChange, values: Mapping[str, object]) -> tuple[str, int]:
        """Give a tool or a contract these values."""
        proposal = record.proposal
        if proposal.table == "tool":
            tool = tool_store.find_tool(store, proposal.id) if proposal.id else Tool(0, proposal.title)
            return "tool", tool_store.save_tool(store, changed_tool(tool, values))[1]
        if proposal.id:
            contract = tool_store.find_contract(store, proposal.id)
        else:
            contract = Contract(0, tool_called(store, str(proposal.mine["tool"])))
        return "contract", tool_store.save_contract(store, changed_contract(contract, values))[1]


def tool_called(store: Store, name: str) -> int:
    """The tool of this name, added when it is not there."""
    row = store.db.execute("SELECT id FROM tool WHERE key = ?", (name_key(name),)).fetchone()
    return int(row["id"]) if row else tool_store.save_tool(store, Tool(0, name))[1]


def shown(value: object) -> str:
    """A value of a tool or contract as text; the same that an export writes."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Money):
        amount = f"{value.value:,.{value.scale}f}"
        return f"{amount} {value.currency}" if value.currency else amount
    if isinstance(value, tuple):
        return write_lead_times(value) if value and not isinstance(value[0], tuple) else write_capabilities(value)
    return f"{value:g}" if isinstance(value, float) else str(value)


@dataclass
class _Merged:
    """What all rows of a tool say of it; the first row that names a field decides it."""

    row: int
    name: str
    values: dict[str, object] = field(default_factory=dict)


class _Comparison:
    """One sheet of tools against the inventory."""

    def __init__(self, store: Store, table: SheetTable, dataset: str) -> None:
        self._store, self._table, self._dataset = store, table, dataset
        self._currency = settings.get(store, "currency")
        self._names = _Names(store)
        self._tools = {name_key(tool.name): tool for tool in tool_store.all_tools(store)}
        self._contracts: dict[int, list[Contract]] = {}
        for contract in tool_store.all_contracts(store):
            self._contracts.setdefault(contract.tool, []).append(contract)
        self._problems: list[str] = []

    def result(self) -> Differences:
        """The differences."""
        said = sayings(self._table)
        self._problems.extend(text for saying in said for text in saying.problems)
        proposals = [*self._tool_proposals(said), *self._contract_proposals(said)]
        based = with_bases(self._store, self._dataset, proposals, self._said_before)
        records = compare(self._table.kind, [replace(one, base=self._priced(one.base, one.mine)) for one in based], shown)
        return Differences("tools and contracts", records, self._missing(said, proposals), tuple(self._problems))

    def _missing(self, said: Iterable[Saying], proposals: Iterable[Proposal]) -> tuple[str, ...]:
        """The tools in use that no row names, and the contracts that the last version of the sheet named and this one does not."""
        named = {name_key(saying.tool) for saying in said}
        tools = [tool.name for key, tool in self._tools.items() if key not in named and tool.status != "retired"]
        still = {proposal.id for proposal in proposals if proposal.table == "contract"}
        by_id = {contract.id: contract for contracts in self._contracts.values() for contract in contracts}
        titles = {tool.id: tool.name for key, tool in self._tools.items() if key in named}
        gone = [by_id[id_] for id_ in taken_last(self._store, self._dataset, "contract") if id_ in by_id and id_ not in still]
        contracts = [f"{titles[contract.tool]}, contract {contract.title}" for contract in gone if contract.tool in titles]
        return (*sorted(tools), *sorted(contracts))

    def _tool_proposals(self, said: Iterable[Saying]) -> list[Proposal]:
        proposals = [self._tool_proposal(key, own) for key, own in self._merged(said, self._problems).items()]
        return [proposal for proposal in proposals if self._accepted(proposal.title, partial(check_tool, self._as_tool(proposal)))]

    def _merged(self, said: Iterable[Saying], problems: list[str]) -> dict[str, _Merged]:
        merged: dict[str, _Merged] = {}
        for saying in said:
            own = merged.setdefault(name_key(saying.tool), _Merged(saying.row, saying.tool))
            for name, value in self._names.resolved(saying.about_tool).items():
                if name in own.values and own.values[name] != value:
                    problems.append(
                        f"{saying.tool}: “{shown(value)}” and “{shown(own.values[name])}” contradict each other; the latter was taken."
                    )
                own.values.setdefault(name, value)
        return merged

    def _as_tool(self, proposal: Proposal) -> Tool:
        return changed_tool(self._tools.get(name_key(proposal.title)) or Tool(0, proposal.title), proposal.theirs)

    def _accepted(self, title: str, check: Callable[[], None]) -> bool:
        """Whether a record could be as the sheet says; what speaks against it is said, and the rest of the sheet goes on."""
        try:
            check()
        except UserError as error:
            self._problems.append(f"{title} was left out: {error}")
            return False
        return True

    def _tool_proposal(self, key: str, own: _Merged) -> Proposal:
        tool = self._tools.get(key)
        if tool is None:
            return Proposal(own.row, "tool", None, f"tool{_APART}{key}", own.name, {}, own.values)
        mine = {name: getattr(tool, TOOL_COLUMNS.get(name, name)) for name in TOOL_FIELDS}
        mine["capabilities"] = by_depth(tool.capabilities)
        return Proposal(own.row, "tool", tool.id, f"tool{_APART}{key}", tool.name, mine, own.values)

    def _contract_proposals(self, said: Iterable[Saying]) -> list[Proposal]:
        speaking = [saying for saying in said if saying.about_contract]
        matches = self._matches(speaking)
        proposals: list[Proposal] = []
        seen: set[str] = set()
        for saying in speaking:
            found = matches.get(saying.row)
            there = _as_said(found) if found else {}
            theirs = self._priced(saying.about_contract, there)
            whole = changed_contract(found or Contract(0, 0), theirs)
            reference, start = tool_store.contract_key(whole)
            key = _APART.join(("contract", name_key(saying.tool), reference, str(start or "")))
            if key in seen:
                self._problems.append(
                    f"{saying.tool}: two rows speak of its contract {whole.title}; the first one was taken. Give each a reference."
                )
                continue
            seen.add(key)
            title = f"{saying.tool}, contract {(found or whole).title}"
            if self._accepted(title, partial(check_contract, whole)):
                mine = {**there, "tool": saying.tool}
                own = name_key(saying.tool)
                needs = "" if own in self._tools else f"tool{_APART}{own}"
                proposals.append(Proposal(saying.row, "contract", found.id if found else None, key, title, mine, theirs, needs=needs))
        return proposals

    def _priced(self, values: Mapping[str, object], there: Mapping[str, object]) -> dict[str, object]:
        return priced(values, "price", there.get("price"), self._currency)

    def _matches(self, said: Sequence[Saying]) -> dict[int, Contract]:
        """The contract that each row speaks of, by row: those that fit exactly first, then those that fit in part."""
        found: dict[int, Contract] = {}
        for fitting in (_same_contract, _like_contract):
            for saying in said:
                tool = self._tools.get(name_key(saying.tool))
                if tool is None or saying.row in found:
                    continue
                used = {contract.id for contract in found.values()}
                free = [contract for contract in self._contracts.get(tool.id, []) if contract.id not in used]
                if (contract := fitting(free, saying.about_contract)) is not None:
                    found[saying.row] = contract
        return found

    def _said_before(self, version: int, part: int, table: str) -> dict[int, Mapping[str, object]]:
        """What an earlier version said of its records, by the row from which they were taken."""
        said = sayings(table_of_part(self._store, version, part, find_version(self._store, version).kind))
        if table == "tool":
            return {own.row: own.values for own in self._merged(said, []).values()}
        return {saying.row: saying.about_contract for saying in said}


def _as_said(contract: Contract) -> dict[str, object]:
    """A contract in the fields of a sheet."""
    values = {name: getattr(contract, CONTRACT_COLUMNS.get(name, name)) for name in CONTRACT_FIELDS}
    return {**values, "price": tidy_money(contract.amount) if contract.amount else None}


def _same_contract(free: Sequence[Contract], said: Mapping[str, object]) -> Contract | None:
    """The contract with the same reference and start."""
    wanted = name_key(str(said.get("reference") or "")), said.get("starts")
    return next((contract for contract in free if tool_store.contract_key(contract) == wanted), None)


def _like_contract(free: Sequence[Contract], said: Mapping[str, object]) -> Contract | None:
    """The one contract with the same reference; where that does not tell, with the same start, or end, or the only one there is."""
    reference, starts, ends = (said.get(name) for name in ("reference", "starts", "ends"))
    if reference is not None:
        named = [one for one in free if name_key(one.reference or "") == name_key(str(reference))]
        if named:
            return named[0] if len(named) == 1 else None
        free = [one for one in free if one.reference is None]
    by_start = [one for one in free if starts is not None and one.starts == starts]
    by_end = [one for one in free if ends is not None and one.ends == ends and (starts is None or one.starts is None)]
    undated = starts is None and ends is None
    only = [one for one in free if undated or (one.starts is None and one.ends is None)] if len(free) == 1 else []
    return next((fitting[0] for fitting in (by_start, by_end, only) if len(fitting) == 1), None)


class _Names:
    """Names of vendors, people and capabilities as the registers have them, or as the sheet names them first."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._titles = {(kind, entry.id): entry.name for kind in ("vendor", "person") for entry in all_entries(store, kind)}
        self._known = {("capability", name_key(name)): name for name in tool_store.capability_names(store)}
        self._vendors: dict[str, str] = {}

    def resolved(self, values: Mapping[str, object]) -> dict[str, object]:
        """The same values of a tool with its names as they are known."""
        found = dict(values)
        for name, kind in (("vendor", "vendor"), ("tool_owner", "person"), ("card_owner", "person")):
            if name in found:
                found[name] = self._name(kind, str(found[name]))
        capabilities = found.get("capabilities")
        if isinstance(capabilities, tuple):
            found["capabilities"] = by_depth((self._name("capability", name), depth) for name, depth in capabilities)
        return found

    def _name(self, kind: str, text: str) -> str:
        key = (kind, name_key(text))
        if key not in self._known:
            self._known[key] = text if kind == "capability" else self._looked_up(kind, text)
        return self._known[key]

    def _looked_up(self, kind: str, text: str) -> str:
        entry = entry_named(self._store, kind, text)
        if entry is not None:
            return self._titles[kind, entry]
        core = company_core(text) if kind == "vendor" else ""
        return self._vendors.setdefault(core, text) if core else text
