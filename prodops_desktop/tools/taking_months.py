"""Takes sheets of the seats of tools by month into the inventory: what would change is shown first."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from prodops_desktop.datasets.reading import Stored
from prodops_desktop.datasets.sheet_rows import SheetRow, SheetTable, table_of_part
from prodops_desktop.datasets.store import find_version
from prodops_desktop.datasets.taking import Differences, Proposal, RecordChange, compare, with_bases
from prodops_desktop.errors import UserError
from prodops_desktop.registry.entries import name_key
from prodops_desktop.tools import store as tool_store
from prodops_desktop.tools.checks import check_month
from prodops_desktop.tools.model import Month
from prodops_desktop.tools.reading import one_line, written
from prodops_desktop.tools.saying import money_of, priced, tidy_money
from prodops_desktop.tools.taking import shown, tool_called
from prodops_desktop.workspace import Store, settings

_COUNTS = ("purchased", "assigned", "active")


class MonthsTaker:
    """Takes sheets of the kind “tool_usage”: the seats of a tool in a month."""

    def differences(self, store: Store, table: SheetTable, dataset: str) -> Differences:
        """See :class:`Taker`; a tool that is not in the inventory yet is a record of its own."""
        currency = settings.get(store, "currency")
        tools = {name_key(tool.name): tool for tool in tool_store.all_tools(store)}
        said, problems = _months_said(table)
        there = {tool: {month.month: month for month in months} for tool, months in tool_store.all_months(store).items()}
        ids = {(row["tool"], row["month"]): row["id"] for row in store.db.execute("SELECT id, tool, month FROM tool_month")}
        proposals = [_new_tool(row, name) for name, row in _first_rows(said).items() if name_key(name) not in tools]
        for (name, month), (row, values) in said.items():
            tool = tools.get(name_key(name))
            found = there.get(tool.id, {}).get(month) if tool else None
            mine = _month_values(found)
            theirs = priced(values, "month_cost", mine.get("month_cost"), currency)
            id_ = ids.get((tool.id, month)) if tool else None
            title, key = f"{tool.name if tool else name}, {month}", f"month|{name_key(name)}|{month}"
            needs = "" if tool else _tool_key(name)
            proposals.append(Proposal(row, "tool_month", id_, key, title, {**mine, "tool": name, "month": month}, theirs, needs=needs))

        def said_before(version: int, part: int, _: str) -> dict[int, dict[str, object]]:
            before = _months_said(table_of_part(store, version, part, find_version(store, version).kind))[0]
            return dict(before.values())

        based = with_bases(store, dataset, proposals, said_before)
        based = [replace(one, base=priced(one.base, "month_cost", one.mine.get("month_cost"), currency)) for one in based]
        records = compare(table.kind, based, shown)
        return Differences("seats by month", records, (), tuple(problems))

    def take(self, store: Store, record: RecordChange, values: Mapping[str, object]) -> tuple[str, int]:
        """Give a month these values."""
        proposal = record.proposal
        if proposal.table == "tool":
            return "tool", tool_called(store, proposal.title)
        tool = tool_called(store, str(proposal.mine["tool"]))
        month = str(proposal.mine["month"])
        there = next((one for one in tool_store.all_months(store, tool).get(tool, []) if one.month == month), Month(month))
        return "tool_month", tool_store.save_month(store, tool, _changed(there, values))[1]


def _months_said(table: SheetTable) -> tuple[dict[tuple[str, str], tuple[int, dict[str, object]]], list[str]]:
    """What the rows say of each tool and month, and sentences on what can't be taken."""
    said: dict[tuple[str, str], tuple[int, dict[str, object]]] = {}
    problems: list[str] = []
    names: dict[str, str] = {}
    for row in table.rows:
        name, month = one_line(written(str(row.values.get("tool") or ""))), str(row.values.get("period") or "")[:7]
        if not name or not month:
            continue
        pair = (names.setdefault(name_key(name), name), month)
        try:
            values = _values_said(row, table)
            check_month(_changed(Month(month), values))
        except (UserError, ValueError) as error:
            why = str(error) if isinstance(error, UserError) else "A count or amount in it can’t be read."
            problems.append(f"{name}, {month} was left out: {why}")
            continue
        if pair in said:
            problems.append(f"{name}, {month}: it stands in several rows; the first one was taken.")
        elif values:
            said[pair] = (row.number, values)
    return said, problems


def _values_said(row: SheetRow, table: SheetTable) -> dict[str, object]:
    values: dict[str, object] = {key: _count(row.values[key]) for key in _COUNTS if row.values.get(key) is not None}
    if row.values.get("month_cost") is not None:
        values["month_cost"] = money_of(row, table, "month_cost")
    return values


def _count(value: Stored) -> int:
    number = float(value or 0)
    if not number.is_integer():
        raise ValueError(value)
    return int(number)


def _changed(month: Month, values: Mapping[str, object]) -> Month:
    columns: Any = {"cost" if name == "month_cost" else name: value for name, value in values.items()}
    return replace(month, **columns)


def _first_rows(said: Mapping[tuple[str, str], tuple[int, object]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for (name, _), (row, _) in said.items():
        found.setdefault(name, row)
    return found


def _new_tool(row: int, name: str) -> Proposal:
    return Proposal(row, "tool", None, _tool_key(name), name, {}, {})


def _tool_key(name: str) -> str:
    return f"tool|{name_key(name)}"


def _month_values(month: Month | None) -> dict[str, object]:
    if month is None:
        return {}
    cost = tidy_money(month.cost) if month.cost else None
    return {"purchased": month.purchased, "assigned": month.assigned, "active": month.active, "month_cost": cost}
