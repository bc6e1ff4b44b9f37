"""Which columns of a grid are shown, in what order, and which of them stay at the left; kept by header, so that a next version keeps it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from prodops_desktop.datasets.model import Column


@dataclass(frozen=True)
class ColumnPlan:
    """``order`` are the positions of all columns, the pinned ones first; hidden ones keep their place in it."""

    order: tuple[int, ...] = ()
    hidden: frozenset[int] = frozenset()
    pinned: frozenset[int] = frozenset()

    @property
    def shown(self) -> tuple[int, ...]:
        """The positions of the columns that are seen, from the left."""
        return tuple(position for position in self.order if position not in self.hidden)

    @property
    def pinned_shown(self) -> int:
        """How many of them stay at the left."""
        return sum(position in self.pinned for position in self.shown)

    def show_only(self, wanted: Iterable[int]) -> "ColumnPlan":
        """Show these columns and hide all others; the last one can’t be hidden."""
        kept = set(wanted) & set(self.order)
        return replace(self, hidden=frozenset(self.order) - kept) if kept else self

    def hide(self, position: int) -> "ColumnPlan":
        """Hide a column."""
        return self.show_only(set(self.shown) - {position})

    def pin(self, position: int, *, pinned: bool) -> "ColumnPlan":
        """Keep a column at the left, after those that already are; or let it scroll again, before the others that do."""
        if (position in self.pinned) == pinned:
            return self
        now = self.pinned | {position} if pinned else self.pinned - {position}
        rest = [one for one in self.order if one != position]
        place = sum(one in self.pinned for one in rest)
        return replace(self, order=(*rest[:place], position, *rest[place:]), pinned=now)

    def move(self, position: int, to: int) -> "ColumnPlan":
        """Put a shown column to the place ``to`` among those that are shown, within those that are pinned or those that are not."""
        shown = [one for one in self.shown if one != position]
        edge = sum(one in self.pinned for one in shown)
        low, high = (0, edge) if position in self.pinned else (edge, len(shown))
        to = max(low, min(high, to))
        if to == 0 and not shown:
            return self
        rest = [one for one in self.order if one != position]
        place = rest.index(shown[to]) if to < len(shown) else rest.index(shown[-1]) + 1
        if to == high and to > 0 and position in self.pinned:
            place = rest.index(shown[to - 1]) + 1
        return replace(self, order=(*rest[:place], position, *rest[place:]))

    def kept(self, columns: Sequence[Column]) -> dict[str, Any]:
        """The plan by headers, as JSON can hold it."""
        names = {column.position: column.header for column in columns}
        return {
            "order": [names[one] for one in self.order],
            "hidden": [names[one] for one in self.order if one in self.hidden],
            "pinned": [names[one] for one in self.order if one in self.pinned],
        }


def all_of(columns: Sequence[Column]) -> ColumnPlan:
    """Every column, in the order of the sheet."""
    return ColumnPlan(tuple(column.position for column in columns))


def plan_from(value: Any, columns: Sequence[Column]) -> ColumnPlan:
    """The plan that :meth:`ColumnPlan.kept` made, for columns that may be others by now: those that it does not know come last, shown."""
    if not isinstance(value, dict):
        return all_of(columns)
    find = finder(columns)
    order = _found(value.get("order"), finder(columns))
    order += [column.position for column in columns if column.position not in order]
    hidden = frozenset(_found(value.get("hidden"), find))
    pinned = frozenset(_found(value.get("pinned"), finder(columns)))
    ordered = sorted(order, key=lambda one: one not in pinned)
    return ColumnPlan(tuple(ordered), hidden if len(hidden) < len(order) else frozenset(), pinned)


def finder(columns: Sequence[Column]) -> Callable[[str], int | None]:
    """Finds the position of a column by its header; of several with the same one the next each time."""
    left: dict[str, list[int]] = {}
    for column in columns:
        left.setdefault(column.header, []).append(column.position)

    def find(header: str) -> int | None:
        places = left.get(header)
        return (places.pop(0) if len(places) > 1 else places[0]) if places else None

    return find


def _found(headers: Any, find: Callable[[str], int | None]) -> list[int]:
    if not isinstance(headers, list):
        return []
    found = [find(header) for header in headers if isinstance(header, str)]
    return list(dict.fromkeys(position for position in found if position is not None))
