"""Says of a row of any tracked table, there or gone, which record it belongs to and what that is called."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from prodops_desktop.areas import RECORDS, titles_of
from prodops_desktop.feedback.model import code_of
from prodops_desktop.ui import formats
from prodops_desktop.ui.history import held_rows
from prodops_desktop.ui.records.kinds import DIALOG_KINDS
from prodops_desktop.ui.records.places import PAGES
from prodops_desktop.ui.texts import tr
from prodops_desktop.workspace import Store
from prodops_desktop.workspace.links import End
from prodops_desktop.workspace.record_history import StoredRow, rows_ever
from prodops_desktop.workspace.tracking import TWIN

_MOST_HOLDERS = 5
"""So many records are held by each other at most; a circle would go on for ever."""

Own = Callable[[StoredRow, "RowNames"], str]
Key = TypeVar("Key")


def _column(name: str) -> Own:
    return lambda row, _: str(row.get(name) or "")


def _coded(title: str) -> Own:
    return lambda row, _: f"{row.get('code') or ''} {row.get(title) or ''}".strip()


def _other(column: str, table: str) -> Own:
    """Called as another row is that it points to."""

    def own(row: StoredRow, names: "RowNames") -> str:
        pointed = row.get(column)
        return names.name(End(table, pointed)) if isinstance(pointed, int) else ""

    return own


@dataclass(frozen=True)
class RowKind:
    """How rows of a table are called, and what they hang on: ``holder`` is the column that points there and its table.

    Where a column names that table, ``named_holder`` is that column and the one with the id. A row that is only ``noted`` at its holder
    is not part of what happened to it. What stands in the columns ``said`` its name says.
    """

    own: Own = lambda _row, _names: ""
    holder: tuple[str, str] | None = None
    named_holder: tuple[str, str] | None = None
    noted: bool = False
    said: tuple[str, ...] = ()


_NAME, _TITLE = RowKind(_column("name")), RowKind(_column("title"))
ROW_KINDS: dict[str, RowKind] = {
    "tool": _NAME,
    "capability": _NAME,
    "tool_capability": RowKind(_other("capability", "capability"), ("tool", "tool")),
    "contract": RowKind(lambda row, _: _contract(row), ("tool", "tool")),
    "lead_time": RowKind(_column("label"), ("contract", "contract")),
    "tool_month": RowKind(lambda row, _: formats.period(str(row.get("month") or "")), ("tool", "tool")),
    "experiment": RowKind(_coded("name")),
    "variant": RowKind(_column("name"), ("experiment", "experiment")),
    "experiment_metric": RowKind(_column("name"), ("experiment", "experiment")),
    "reading": RowKind(lambda row, _: formats.day(_text(row, "day")), ("experiment", "experiment")),
    "reading_value": RowKind(lambda row, names: _reading_value(row, names), ("reading", "reading")),
    "accepted_risk": RowKind(lambda _row, _names: tr("accepted risk"), ("experiment", "experiment")),
    "tag_group": _NAME,
    "tag": _NAME,
    "feedback_batch": RowKind(holder=("version", "version"), noted=True),
    "feedback_typed": RowKind(holder=("item", "feedback_item")),
    "feedback_triage": RowKind(holder=("item", "feedback_item")),
    "feedback_tag": RowKind(holder=("item", "feedback_item")),
    "saved_search": _NAME,
    "roadmap_item": RowKind(_coded("title")),
    "roadmap_need": RowKind(holder=("item", "roadmap_item")),
    "roadmap_commitment": RowKind(lambda row, _: formats.period(str(row.get("period") or "")), ("item", "roadmap_item")),
    "baseline": _NAME,
    "baseline_date": RowKind(_other("item", "roadmap_item"), ("baseline", "baseline")),
    "gate": _NAME,
    "gate_check": RowKind(_other("gate", "gate"), ("item", "roadmap_item")),
    "brief_template": RowKind(lambda row, _: tr("template, {kind}", kind=row.get("kind") or "")),
    "brief": RowKind(_column("title"), ("item", "roadmap_item")),
    "roadmap_team": _NAME,
    "target": RowKind(lambda row, _: tr("Target of {metric}", metric=row.get("metric") or "")),
    "dataset": _NAME,
    "version": RowKind(lambda row, _: tr("version {n}", n=row.get("number") or ""), ("dataset", "dataset")),
    "version_part": RowKind(holder=("version", "version"), noted=True),
    "dead": RowKind(holder=("version", "version"), noted=True),
    "taken": RowKind(named_holder=("record_table", "record"), noted=True),
    "quarantine_mend": RowKind(lambda row, names: _held_cell(row, names), ("version", "version"), said=("part", "row", "position")),
    "quarantine_ruling": RowKind(lambda row, names: _held_row(row, names), ("version", "version"), said=("part", "row", "ruled_at")),
    "dataset_view": RowKind(_column("name"), ("dataset", "dataset")),
    "view_column": RowKind(_column("header"), ("view", "dataset_view")),
    "view_filter": RowKind(_column("header"), ("view", "dataset_view")),
    "view_value": RowKind(holder=("filter", "view_filter")),
    "goal": _TITLE,
    "event": _TITLE,
    "decision": RowKind(lambda _row, _names: tr("decision"), named_holder=("about_table", "about"), noted=True),
    "user_segment": _NAME,
    "person": _NAME,
    "vendor": _NAME,
    "account": _NAME,
    "feature": _NAME,
    "alias": RowKind(_column("text"), named_holder=("kind", "entry")),
    "link": RowKind(named_holder=("from_table", "from_id"), noted=True),
    "setting": RowKind(lambda row, _: str(row.get("key") or "").replace("_", " ").capitalize()),
    "rate": RowKind(_column("currency")),
}
"""Every tracked table."""


class RowNames:
    """Names rows from the file as it stands, and rows that are gone from their last image; made for one reading, as it remembers."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._images: dict[End, StoredRow] = {}
        self._names: dict[End, str] = {}

    def image(self, end: End) -> StoredRow:
        """The row as it is, or as it was last; empty for one that the file does not know."""
        if end not in self._images:
            self._images[end] = self._read(end)
        return self._images[end]

    def name(self, end: End) -> str:
        """What a row is called by itself; empty where it has no name."""
        if end not in self._names:
            self._names[end] = self._look_up(end)
        return self._names[end]

    def title(self, end: End, row: StoredRow | None = None) -> str:
        """What a row is called after what it hangs on: “Amplitude · Nov 2026”; ``row`` is the image to go by, else :meth:`image`."""
        parts: list[str] = []
        there: End | None = end
        while there is not None and len(parts) <= _MOST_HOLDERS:
            name = self._own(there, row) if there == end and row is not None and there.table != "target" else self.name(there)
            parts += [name] if name else []
            there = self.holder(there, row if there == end else None)
        return " · ".join(reversed(parts))

    def holder(self, end: End, row: StoredRow | None = None) -> End | None:
        """What a row hangs on, if anything."""
        kind = ROW_KINDS.get(end.table)
        if kind is None or (kind.holder is None and kind.named_holder is None):
            return None
        row = row if row is not None else self.image(end)
        if kind.holder is not None:
            table: object = kind.holder[1]
            id_ = row.get(kind.holder[0])
        else:
            assert kind.named_holder is not None
            table, id_ = (row.get(column) for column in kind.named_holder)
        return End(table, id_) if isinstance(table, str) and isinstance(id_, int) and id_ > 0 else None

    def shown(self, end: End, row: StoredRow | None = None) -> End | None:
        """The record to show for a row: itself or what it hangs on, whichever is there and has a place in the window."""
        there: End | None = end
        for _ in range(_MOST_HOLDERS):
            if there is None:
                return None
            if (there.table in PAGES or there.table in DIALOG_KINDS) and self._is_there(there):
                return there
            there = self.holder(there, row if there == end else None)
        return None

    def _look_up(self, end: End) -> str:
        if end.table == "feedback_item":
            return f"{code_of(end.id)} {titles_of(self.store, [end])[end]}"
        if end.table == "target" and self._is_there(end):
            return titles_of(self.store, [end])[end]
        return self._own(end, self.image(end))

    def _own(self, end: End, row: StoredRow) -> str:
        if end.table not in ROW_KINDS:
            return ""
        return (ROW_KINDS[end.table].own(row, self) if row else "") or (self._kind_of(end) if self._stands_alone(end) else "")

    def _stands_alone(self, end: End) -> bool:
        kind = ROW_KINDS[end.table]
        return kind.holder is None and kind.named_holder is None

    def _kind_of(self, end: End) -> str:
        """What is said of a record that has no name any more."""
        return tr(RECORDS[end.table].noun) if end.table in RECORDS else end.table.replace("_", " ").capitalize()

    def _is_there(self, end: End) -> bool:
        return self.store.db.execute(f"SELECT 1 FROM {end.table} WHERE id = ?", (end.id,)).fetchone() is not None

    def _read(self, end: End) -> StoredRow:
        now = self.store.db.execute(f"SELECT * FROM {end.table} WHERE id = ?", (end.id,)).fetchone()
        if now is None and end.table in ROW_KINDS:
            last = f"SELECT * FROM {TWIN}{end.table} WHERE id = ? AND op <> 'I' ORDER BY seq DESC LIMIT 1"
            now = self.store.db.execute(last, (end.id,)).fetchone()
        return dict(now) if now is not None else {}


class LookedUp(Mapping[Key, str]):
    """Names by some key, as the wording of an area asks for them, each of which ``find`` looks up."""

    def __init__(self, find: Callable[[Key], str]) -> None:
        self._find = find

    def __getitem__(self, key: Key) -> str:
        """The name; raises KeyError where there is none."""
        name = self._find(key)
        if not name:
            raise KeyError(key)
        return name

    def __iter__(self) -> Iterator[Key]:
        """Nothing is listed."""
        return iter(())

    def __len__(self) -> int:
        """Nothing is listed."""
        return 0


def holders(table: str) -> int:
    """How deep rows of a table hang: 0 for records that stand alone."""
    kind = ROW_KINDS[table]
    if kind.holder is not None and kind.holder[1] in ROW_KINDS:
        return 1 + holders(kind.holder[1])
    return int(kind.holder is not None or kind.named_holder is not None)


def hanging(store: Store, end: End) -> list[End]:
    """The rows that hang on a record, now or once, and what hangs on those."""
    found: list[End] = []
    for table, kind in ROW_KINDS.items():
        if kind.holder is not None and kind.holder[1] == end.table and not kind.noted:
            found += [End(table, row) for row in rows_ever(store, table, kind.holder[0], end.id)]
    return [*found, *(below for own in found for below in hanging(store, own))]


def _text(row: StoredRow, column: str) -> str | None:
    value = row.get(column)
    return None if value is None else str(value)


def _contract(row: StoredRow) -> str:
    if reference := _text(row, "reference"):
        return reference
    starts = _text(row, "starts")
    return tr("contract from {day}", day=formats.day(starts)) if starts else tr("contract")


def _held_cell(row: StoredRow, names: RowNames) -> str:
    return held_rows.cell_name(names.store, row)


def _held_row(row: StoredRow, names: RowNames) -> str:
    return held_rows.row_name(names.store, row)


def _reading_value(row: StoredRow, names: RowNames) -> str:
    parts = (_other("variant", "variant")(row, names), _other("metric", "experiment_metric")(row, names))
    return ", ".join(part for part in parts if part)
