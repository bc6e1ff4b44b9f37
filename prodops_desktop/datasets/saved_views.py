"""Views of a dataset that were saved under a name: they speak of columns by their headers, so that they fit its next versions too."""

import unicodedata
from collections import Counter
from dataclasses import dataclass

from prodops_desktop.datasets.filter_keeping import Typed, Unit, fitted
from prodops_desktop.datasets.filters import Arrangement, Filter, parts_of_test, read_test
from prodops_desktop.datasets.model import Column
from prodops_desktop.datasets.reading import columns_of
from prodops_desktop.datasets.store import find_version, name_key
from prodops_desktop.errors import UserError
from prodops_desktop.workspace import ChangeSet, Store, rows
from prodops_desktop.workspace.driver import Row

VIEW_TABLES = frozenset({"dataset_view", "view_column", "view_filter", "view_value"})
"""What changes with a view."""
_JOINERS = "\u200c\u200d"
"""Not seen either, but words of some languages and emoji need them."""


@dataclass(frozen=True)
class SavedView:
    """A view as it is listed."""

    id: int
    dataset: int
    name: str


@dataclass(frozen=True)
class SeenColumn:
    """How the column at ``position`` is shown; a ``width`` of None is the one that fits."""

    position: int
    shown: bool = True
    width: int | None = None
    pinned: bool = False


@dataclass(frozen=True)
class Look:
    """A version as it is seen: its columns in their order, and which rows in what order.

    ``typed`` are filters as they were typed, by position, which says more than their values: “last 30 days” of any day.
    """

    columns: tuple[SeenColumn, ...]
    arrangement: Arrangement = Arrangement()
    typed: tuple[tuple[int, Typed], ...] = ()


@dataclass(frozen=True)
class Applied:
    """A view as it fits a version. ``left_out`` names the columns that are gone, or whose filter speaks of another type."""

    look: Look
    left_out: tuple[str, ...]


_Place = tuple[str, int]
"""A header, and which of the columns with it."""


def views_of(store: Store, dataset: int) -> list[SavedView]:
    """The views of a dataset by name."""
    found = store.db.execute("SELECT id, dataset, name FROM dataset_view WHERE dataset = ? ORDER BY name_key", (dataset,))
    return [SavedView(*row) for row in found]


def save_view(store: Store, version: int, name: str, look: Look, *, new: bool = False) -> tuple[ChangeSet, int]:
    """Save how a version is seen for its dataset, in place of the view with that name; returns its id too.

    Raises UserError without a name, and where a ``new`` view would take the place of another one.
    """
    name, dataset = _checked(name), find_version(store, version).dataset
    columns = columns_of(store, version)
    if new:
        _refuse_taken(store, dataset, name)
    with store.edit(f"Save view {name}") as edit:
        known = store.db.execute("SELECT id FROM dataset_view WHERE dataset = ? AND name_key = ?", (dataset, name_key(name))).fetchone()
        about: dict[str, rows.Value] = {"name": name, "name_key": name_key(name), "query": look.arrangement.find}
        if known is None:
            view = rows.insert(store, "dataset_view", {"dataset": dataset, **about})
        else:
            view = int(known["id"])
            rows.update(store, "dataset_view", view, about)
            for table in ("view_filter", "view_column"):
                store.db.execute(f"DELETE FROM {table} WHERE view = ?", (view,))
        _write_columns(store, view, columns, look)
        for place, one in enumerate(look.arrangement.filters):
            _write_filter(store, view, place, columns, one, dict(look.typed).get(one.position))
    return edit.changes, view


def rename_view(store: Store, view: int, name: str) -> ChangeSet:
    """Give a view another name; raises UserError without one, or where another view of the dataset has it."""
    found, name = _find(store, view), _checked(name)
    _refuse_taken(store, found.dataset, name, view)
    with store.edit(f"Rename view {found.name}") as edit:
        rows.update(store, "dataset_view", view, {"name": name, "name_key": name_key(name)})
    return edit.changes


def delete_view(store: Store, view: int) -> ChangeSet:
    """Forget a view."""
    found = _find(store, view)
    with store.edit(f"Delete view {found.name}") as edit:
        store.db.execute("DELETE FROM dataset_view WHERE id = ?", (view,))
    return edit.changes


def apply_view(store: Store, view: int, version: int) -> Applied:
    """A view as it fits a version: columns that it does not know come last; raises UserError when it is gone."""
    _find(store, view)
    columns = columns_of(store, version)
    known = dict(zip(_places(columns), columns, strict=True))
    found = store.db.execute("SELECT * FROM view_column WHERE view = ? ORDER BY place", (view,)).fetchall()
    here = [(known[_place(row)], row) for row in found if _place(row) in known]
    seen = [SeenColumn(column.position, bool(row["shown"]), row["width"], bool(row["pinned"])) for column, row in here]
    told = {one.position for one in seen}
    seen += [SeenColumn(column.position) for column in columns if column.position not in told]
    keys = sorted((row["sorts"], column.position, bool(row["descends"])) for column, row in here if row["sorts"] is not None)
    filters, typed, unfit = _filters(store, view, known)
    query = str(store.db.execute("SELECT query FROM dataset_view WHERE id = ?", (view,)).fetchone()[0])
    group, period = next(((column.position, _period(column, row)) for column, row in here if row["groups"]), (None, ""))
    arrangement = Arrangement(tuple(key[1:] for key in keys), query, tuple(filters), group, period=period)
    gone = [row["header"] for row in found if _place(row) not in known]
    return Applied(Look(tuple(seen), arrangement, tuple(typed)), tuple(dict.fromkeys([*gone, *unfit])))


def _find(store: Store, view: int) -> SavedView:
    row = store.db.execute("SELECT id, dataset, name FROM dataset_view WHERE id = ?", (view,)).fetchone()
    if row is None:
        raise UserError("This view is no longer there; it was deleted or undone.")
    return SavedView(*row)


def _checked(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise UserError("A view needs a name.")
    if any(unicodedata.category(sign) in ("Cc", "Cf") and sign not in _JOINERS for sign in name):
        raise UserError("The name has signs in it that are not seen, or that turn the others around. Type it without them.")
    return name


def _refuse_taken(store: Store, dataset: int, name: str, own: int | None = None) -> None:
    if any(one.id != own and name_key(one.name) == name_key(name) for one in views_of(store, dataset)):
        raise UserError(f"There is a view “{name}” already. Choose another name, or delete that one first.")


def _places(columns: tuple[Column, ...]) -> list[_Place]:
    counts = Counter[str]()
    places = []
    for column in columns:
        counts[column.header] += 1
        places.append((column.header, counts[column.header]))
    return places


def _period(column: Column, row: Row) -> str:
    return row["period"] or "" if column.is_time else ""


def _place(row: Row) -> _Place:
    return (row["header"], row["nth"])


def _write_columns(store: Store, view: int, columns: tuple[Column, ...], look: Look) -> None:
    places = {column.position: place for column, place in zip(columns, _places(columns), strict=True)}
    keys = {position: (number, descending) for number, (position, descending) in enumerate(look.arrangement.keys)}
    told = {one.position for one in look.columns}
    every = [*look.columns, *(SeenColumn(column.position) for column in columns if column.position not in told)]
    for number, one in enumerate(every):
        header, nth = places[one.position]
        sorts, descends = keys.get(one.position, (None, False))
        values: dict[str, rows.Value] = {"view": view, "place": number, "header": header, "nth": nth, "width": one.width, "sorts": sorts}
        flags = {"shown": one.shown, "pinned": one.pinned, "descends": descends, "groups": one.position == look.arrangement.group}
        values["period"] = look.arrangement.period or None if flags["groups"] else None
        rows.insert(store, "view_column", {**values, **{flag: int(value) for flag, value in flags.items()}})


def _write_filter(store: Store, view: int, place: int, columns: tuple[Column, ...], one: Filter, typed: Typed | None) -> None:
    column, (header, nth) = next(pair for pair in zip(columns, _places(columns), strict=True) if pair[0].position == one.position)
    kind, values = parts_of_test(one.test)
    about: dict[str, rows.Value] = {"view": view, "place": place, "header": header, "nth": nth}
    if typed is not None:
        first = None if typed.day_first is None else int(typed.day_first)
        about |= {"typed": typed.text, "point": typed.point, "thousands": typed.group, "day_first": first}
    unit: dict[str, rows.Value] = {"type": column.type, "scale": column.scale, "currency": column.currency}
    filter_ = rows.insert(store, "view_filter", {**about, **unit, "kind": kind})
    for number, value in enumerate(values):
        held = {"value": str, "whole": int, "fraction": float}
        cells: dict[str, rows.Value] = {name: value if isinstance(value, type_) else None for name, type_ in held.items()}
        rows.insert(store, "view_value", {"filter": filter_, "place": number, **cells})


def _filters(store: Store, view: int, known: dict[_Place, Column]) -> tuple[list[Filter], list[tuple[int, Typed]], list[str]]:
    """The filters that fit, what was typed of them, and the headers of those that don't fit."""
    filters, typed, unfit = list[Filter](), list[tuple[int, Typed]](), list[str]()
    for row in store.db.execute("SELECT * FROM view_filter WHERE view = ? ORDER BY place", (view,)).fetchall():
        column = known.get(_place(row))
        found = store.db.execute("SELECT coalesce(value, whole, fraction) FROM view_value WHERE filter = ? ORDER BY place", (row["id"],))
        test = read_test(row["kind"], [value[0] for value in found])
        fits = fitted(test, Unit(row["type"], row["scale"], row["currency"]), column) if column is not None else None
        if column is None or fits is None:
            unfit.append(row["header"])
            continue
        filters.append(Filter(column.position, fits))
        if row["typed"] is not None:
            first = None if row["day_first"] is None else bool(row["day_first"])
            typed.append((column.position, Typed(row["typed"], row["point"], row["thousands"], first)))
    return filters, typed, unfit
