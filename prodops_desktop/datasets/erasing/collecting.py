"""Finds out what goes with a record that is erased: its rows and all their images, the rows of sheets that it came from, its words."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from prodops_desktop.datasets.erasing import columns
from prodops_desktop.datasets.erasing.deleting import Deleted, delete_record
from prodops_desktop.datasets.erasing.sought import sought_of
from prodops_desktop.workspace import Store, Workspace
from prodops_desktop.workspace.links import End
from prodops_desktop.workspace.tracking import TWIN, columns_of, tracked_tables

FEEDBACK = "feedback_item"


@dataclass(frozen=True)
class Going:
    """What goes with a record as of the step ``position``. ``rows`` are ids by table, of rows that are there or were.

    ``places`` are rows of parts, by part.
    ``steps`` are those of the history that touched it, ``loses`` how many other records name it. ``sheets`` says of how many rows of
    which dataset it came, ``files`` which kept files have these. ``sought`` is the written form of what else is looked for.
    """

    table: str
    id: int
    position: int
    rows: dict[str, list[int]]
    places: dict[int, list[int]]
    steps: list[int]
    loses: int
    sheets: dict[str, int]
    files: list[str]
    names: list[int]
    sought: str

    def written(self) -> str:
        """As JSON."""
        return json.dumps(asdict(self))

    @classmethod
    def read(cls, text: str) -> "Going":
        """What was :meth:`written`."""
        values = json.loads(text)
        return cls(**{**values, "places": {int(part): rows for part, rows in values["places"].items()}})


@dataclass(frozen=True)
class _Tried:
    """What deleting a record took along, and the newest step at that time."""

    deleted: Deleted
    position: int


class _TriedError(Exception):
    """Takes back what was only tried."""


def collect(workspace: Workspace, end: End) -> Going:
    """What would go with a record: the writer tries it and takes it back, the rest is read. Blocks.

    Raises UserError when it is gone already, or others can't be without it.
    """
    while True:
        tried = workspace.run(lambda store: _try(store, end)).result()
        with workspace.reading() as store:
            if store.position() == tried.position:  # else somebody has changed something in between
                return _going(store, end, tried)


def _try(store: Store, end: End) -> _Tried:
    position, deleted = store.position(), Deleted({}, 0)
    try:
        with store.edit("Try to erase") as edit:
            deleted = delete_record(store, end, edit.id)
            raise _TriedError
    except _TriedError:
        pass
    return _Tried(deleted, position)


def _going(store: Store, end: End, tried: _Tried) -> Going:
    rows = {table: set(ids) for table, ids in tried.deleted.rows.items()}
    _add_earlier(store, end, rows)
    places = _places(store, end, rows)
    sheets, files = _sheets(store, places)
    return Going(
        end.table,
        end.id,
        tried.position,
        {table: sorted(ids) for table, ids in sorted(rows.items())},
        places,
        _steps(store, rows),
        tried.deleted.loses,
        sheets,
        files,
        sorted(_names(store, end, places)),
        sought_of(store, end, rows).written(),
    )


def _add_earlier(store: Store, end: End, rows: dict[str, set[int]]) -> None:
    """Add what belonged to the record, or to what belongs to it, and was deleted earlier, so that only images of it are left."""
    tracked = tracked_tables(store.db)
    belongings = [(table, *belonging) for table in tracked for belonging in _belongs(store, table)]
    grown = True
    while grown:
        grown = False
        for table, target, condition in belongings:
            owners = {end.id} if target == end.table == FEEDBACK else rows.get(target, set())
            known = rows.get(table, set())
            for some in _chunks(owners):
                query = f"SELECT DISTINCT id FROM {TWIN}{table} WHERE {condition.format(', '.join(map(str, some)))}"
                ids = {row[0] for row in store.db.execute(query)} - known
                ids -= _there(store, table, ids)
                if ids:
                    rows.setdefault(table, set()).update(ids)
                    known, grown = rows[table], True


def _belongs(store: Store, table: str) -> Iterator[tuple[str, str]]:
    """To rows of which tables those of this one belong, each with a condition that takes the owners’ ids: such a row can’t be without."""
    needed = {row["name"] for row in store.db.execute(f"PRAGMA main.table_info({table})") if row["notnull"]}
    for row in store.db.execute(f"PRAGMA main.foreign_key_list({table})").fetchall():
        if row["from"] in needed:
            yield row["table"], f"{row['from']} IN ({{}})"
    own = columns_of(store.db, table)
    for named in own:
        pointing = named.removesuffix("_table") if named.endswith("_table") else "entry" if named == "kind" else ""
        row_column = next((column for column in (f"{pointing}_id", pointing) if column in own), None)
        if pointing and row_column is not None:
            for target in [*tracked_tables(store.db), FEEDBACK]:
                yield target, f"{named} = '{target}' AND {row_column} IN ({{}})"


def _there(store: Store, table: str, ids: Iterable[int]) -> set[int]:
    """Those of these rows that are there now: they stay, as deleting the record doesn’t take them along."""
    found: set[int] = set()
    for some in _chunks(ids):
        found.update(row[0] for row in store.db.execute(f"SELECT id FROM {table} WHERE id IN ({', '.join(map(str, some))})"))
    return found


def _steps(store: Store, rows: dict[str, set[int]]) -> list[int]:
    """The steps that touched these rows, and those whose labels name one of them: undo, redo and going back."""
    touched: set[int] = set()
    for table, ids in rows.items():
        for some in _chunks(ids):
            query = f"SELECT DISTINCT change FROM {TWIN}{table} WHERE id IN ({', '.join(map(str, some))})"
            touched.update(row[0] for row in store.db.execute(query))
    naming = {row[0]: (row[1], row[2]) for row in store.db.execute("SELECT id, root, back_to FROM change WHERE root > 0 OR back_to > 0")}
    touched.update(change for change, named in naming.items() if touched & set(named))
    return sorted(touched)


def _places(store: Store, end: End, rows: dict[str, set[int]]) -> dict[int, list[int]]:
    """The rows of parts that only these records came from."""
    found: set[tuple[int, int]] = set()
    if end.table == FEEDBACK:
        found.update((row[0], row[1]) for row in store.db.execute("SELECT part, row FROM feedback_place WHERE item = ?", (end.id,)))
    for some in _chunks(rows.get("taken", ())):
        which = f"id IN ({', '.join(map(str, some))})"
        query = f"SELECT part, row FROM taken WHERE {which} UNION SELECT part, row FROM {TWIN}taken WHERE {which} AND part IS NOT NULL"
        found.update((row[0], row[1]) for row in store.db.execute(query))
    places: dict[int, list[int]] = {}
    there = set(columns.parts(store.db))
    for part, row in sorted(found):
        if part in there and not _is_others(store, end, rows, part, row):
            places.setdefault(part, []).append(row)
    return places


def _is_others(store: Store, end: End, rows: dict[str, set[int]], part: int, row: int) -> bool:
    """Whether a record that stays came from this row, too."""
    gone = rows.get("taken", set())
    if any(one[0] not in gone for one in store.db.execute("SELECT id FROM taken WHERE part = ? AND row = ?", (part, row))):
        return True
    item = end.id if end.table == FEEDBACK else 0
    query = "SELECT 1 FROM feedback_place WHERE part = ? AND row = ? AND item <> ? LIMIT 1"
    return store.db.execute(query, (part, row, item)).fetchone() is not None


def _sheets(store: Store, places: dict[int, list[int]]) -> tuple[dict[str, int], list[str]]:
    """Of how many rows of which dataset, and which kept files these came in."""
    sheets: dict[str, int] = {}
    files: dict[str, None] = {}
    for part, rows in places.items():
        query = (
            "SELECT d.name, s.name AS file, EXISTS (SELECT 1 FROM source_chunk WHERE source = s.id) AS kept FROM version_part p "
            "JOIN version v ON v.id = p.version JOIN dataset d ON d.id = v.dataset JOIN source s ON s.id = v.source "
            "WHERE p.part = ? LIMIT 1"
        )
        found = store.db.execute(query, (part,)).fetchone()
        name = found["name"] if found else "an import that was undone"
        sheets[name] = sheets.get(name, 0) + len(rows)
        if found and found["kept"]:
            files[found["file"]] = None
    return sheets, list(files)


def _names(store: Store, end: End, places: dict[int, list[int]]) -> set[int]:
    """The names that these rows speak of: nobody may use them any more."""
    found: set[int] = set()
    if end.table == FEEDBACK:
        query = (
            "SELECT account FROM feedback_item WHERE id = ?1 UNION SELECT feature FROM feedback_item WHERE id = ?1 "
            f"UNION SELECT account FROM feedback_triage WHERE item = ?1 UNION SELECT account FROM {TWIN}feedback_triage WHERE item = ?1"
        )
        found.update(row[0] for row in store.db.execute(query, (end.id,)) if row[0] is not None)
    for part, rows in places.items():
        named = [f"c{row[0]}" for row in store.db.execute("SELECT position FROM part_column WHERE part = ? AND type = 'name'", (part,))]
        for some in _chunks(rows):
            for column in named:
                query = f"SELECT DISTINCT {column} FROM part_{part} WHERE {column} IS NOT NULL AND _row IN ({', '.join(map(str, some))})"
                found.update(row[0] for row in store.db.execute(query))
    return found


def _chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    listed = sorted(ids)
    for start in range(0, len(listed), 500):
        yield listed[start : start + 500]
