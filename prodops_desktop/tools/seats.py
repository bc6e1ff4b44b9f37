"""Who has a seat in which tool and uses it, read from the seat lists that were imported."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from prodops_desktop.datasets.model import Column, Dataset
from prodops_desktop.datasets.reading import columns_of, source_sql
from prodops_desktop.datasets.store import all_datasets
from prodops_desktop.registry.entries import name_key
from prodops_desktop.tools.model import Month, Tool
from prodops_desktop.workspace import Store
from prodops_desktop.workspace.links import End, links_of

KIND = "tool_seats"


@dataclass(frozen=True)
class SeatList:
    """The seats of one tool as of a day: each person once, by the text that names them, case-folded."""

    tool: int
    dataset: str
    version: int
    file: str
    as_of: date
    people: frozenset[str]
    active: frozenset[str]

    @property
    def month(self) -> Month:
        """What the list says of its month."""
        return Month(self.as_of.isoformat()[:7], None, len(self.people), len(self.active))


@dataclass(frozen=True)
class SeatLists:
    """The newest list of each tool, and a sentence for each list whose tool is not known."""

    by_tool: dict[int, SeatList]
    unknown: tuple[str, ...]


def read_seat_lists(store: Store, tools: Iterable[Tool]) -> SeatLists:
    """The seat lists of the datasets that count.

    A list belongs to the tool that its dataset is linked to, else to that of its column “tool”, else to the one whose name stands in
    the dataset's name. Someone is active who used the tool in its ``active_days`` that end on the list's day.
    """
    known = {tool.id: tool for tool in tools}
    found: dict[int, SeatList] = {}
    unknown: list[str] = []
    for dataset in all_datasets(store):
        if dataset.kind != KIND or not dataset.counts:
            continue
        lists = _lists_of(store, dataset, known)
        if not lists:
            unknown.append(
                f"The seat list {dataset.name} names no tool of the inventory. Link it to its tool, or name the dataset after it."
            )
        for one in lists:
            if one.tool not in found or found[one.tool].as_of < one.as_of:
                found[one.tool] = one
    return SeatLists(found, tuple(unknown))


def _lists_of(store: Store, dataset: Dataset, known: dict[int, Tool]) -> list[SeatList]:
    columns = {column.field: column for column in columns_of(store, dataset.version.id) if column.field}
    if "person" not in columns:
        return []
    linked = [link.other.id for link in links_of(store, End("dataset", dataset.id)) if link.kind == "list" and link.other.table == "tool"]
    by_key = {name_key(tool.name): tool.id for tool in known.values()}
    named = linked[0] if linked else _tool_in_name(dataset.name, known.values())
    people: dict[int, set[str]] = {}
    active: dict[int, set[str]] = {}
    as_of = date.fromisoformat(dataset.version.as_of[:10])
    for tool_text, person, last in _rows(store, dataset.version.id, columns):
        tool = named if linked or not tool_text else by_key.get(name_key(tool_text), named)
        if tool is None or tool not in known or not person:
            continue
        key = name_key(person)
        people.setdefault(tool, set()).add(key)
        first_day = (as_of - timedelta(days=known[tool].active_days - 1)).isoformat()
        if last and first_day <= last[:10] <= as_of.isoformat():
            active.setdefault(tool, set()).add(key)
    version = dataset.version
    return [
        SeatList(tool, dataset.name, version.id, version.file, as_of, frozenset(named_), frozenset(active.get(tool, ())))
        for tool, named_ in people.items()
    ]


def _rows(store: Store, version: int, columns: dict[str, Column]) -> Iterable[tuple[str | None, str | None, str | None]]:
    cells = [columns[field].sql if field in columns else "NULL" for field in ("tool", "person", "last_active_on")]
    for tool, person, last in store.db.execute(f"SELECT {', '.join(cells)} FROM {source_sql(store, version)}"):
        yield (_text(tool), _text(person), _text(last))


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _tool_in_name(name: str, tools: Iterable[Tool]) -> int | None:
    """The tool whose name stands in ``name`` as whole words, the longest one of several; None for none."""
    words = f" {_words(name)} "
    fitting = [tool for tool in tools if _words(tool.name) and f" {_words(tool.name)} " in words]
    return max(fitting, key=lambda tool: len(tool.name)).id if fitting else None


def _words(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))
