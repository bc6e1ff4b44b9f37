"""Makes a filled part a version of its dataset, in one short step that undo takes back."""

import hashlib
import json
from dataclasses import dataclass, replace
from typing import Any

from prodops_desktop.datasets import store as catalogue
from prodops_desktop.datasets.sheet_rows import named_table_of_part, table_of_part
from prodops_desktop.datasets.taking import Differences, Gatherer, Gathering, Taking, take_all
from prodops_desktop.work import clock
from prodops_desktop.workspace import ChangeSet, Store


@dataclass(frozen=True)
class Publication:
    """Everything that turns a filled part into a version."""

    part: int
    source: int
    dataset: str
    file: str
    as_of: str
    as_of_from: str
    warnings: tuple[str, ...]
    found: dict[str, Any]
    choices: dict[str, Any]
    started_after: int


@dataclass(frozen=True)
class Published:
    """The version that a part became, and the step that made it one."""

    dataset: str
    version: int
    number: int
    changes: ChangeSet
    differences: Differences | None


def publish(store: Store, publication: Publication, taking: Taking | None = None, gathering: Gathering | None = None) -> Published:
    """Make a part the newest version of its dataset, made first when there is none of that name, in one short undo step.

    With ``taking``, an area takes its records out of it in that step; what it was ``gathering`` from the part is seen from then on.
    """
    found = publication.found
    started = None if _catalogue_changed(store, publication.started_after) else publication.started_after
    with store.edit(f"Import {publication.file}", kind="import", started_after=started) as edit:
        dataset = _dataset_id(store, publication.dataset)
        newest = store.db.execute("SELECT id, number FROM version WHERE dataset = ? ORDER BY number DESC LIMIT 1", (dataset,)).fetchone()
        number = newest["number"] + 1 if newest else 1
        values = {
            "dataset": dataset,
            "number": number,
            "parent": newest["id"] if newest else None,
            "kind": found["kind"],
            "as_of": publication.as_of,
            "as_of_from": publication.as_of_from,
            "imported_at": clock.now().isoformat(timespec="seconds"),
            "source": publication.source,
            "sheet": ", ".join(found["sheets"]),
            "recipe": _recipe_id(store, found["shape"], publication.choices),
            **{key: found[key] for key in ("rows_read", "rows_accepted", "rows_quarantined", "rows_dropped")},
            "warnings": json.dumps(publication.warnings, ensure_ascii=False),
        }
        version = store.db.execute(
            f"INSERT INTO version ({', '.join(values)}) VALUES ({', '.join(f':{key}' for key in values)})", values
        ).lastrowid
        store.db.execute("INSERT INTO version_part (version, part) VALUES (?, ?)", (version, publication.part))
        store.db.execute(
            "UPDATE part SET rows = ?, hash = ?, published = 1 WHERE id = ?",
            (found["rows_accepted"], _part_hash(found, publication.choices), publication.part),
        )
        name = str(store.db.execute("SELECT name FROM dataset WHERE id = ?", (dataset,)).fetchone()[0])
        held = gathering.hold(store, int(version or 0)) if gathering is not None else None
        differences = held
        if taking is not None and (gathering is None or gathering.names_records):
            taken = _take(store, taking, int(version or 0), publication, name)
            differences = replace(taken, counted=held.counted, note=held.note) if held is not None else taken
    return Published(name, int(version or 0), number, edit.changes, differences)


def _take(store: Store, taking: Taking, version: int, publication: Publication, dataset: str) -> Differences:
    """Compare anew, with what is there now, and take."""
    read = named_table_of_part if isinstance(taking.taker, Gatherer) else table_of_part
    table = read(store, version, publication.part, publication.found["kind"])
    return take_all(store, taking, taking.taker.differences(store, table, dataset), version, publication.part)


def _catalogue_changed(store: Store, since: int) -> bool:
    """Whether datasets came, went or were renamed since a job began: then what it makes rests on that, and it is undone before that."""
    query = "SELECT 1 FROM change_table WHERE change > ? AND name IN ('dataset', 'version') LIMIT 1"
    return store.db.execute(query, (since,)).fetchone() is not None


def _dataset_id(store: Store, name: str) -> int:
    row = store.db.execute("SELECT id FROM dataset WHERE name_key = ?", (catalogue.name_key(name),)).fetchone()
    if row:
        return int(row[0])
    cursor = store.db.execute(
        "INSERT INTO dataset (name, name_key, created_at) VALUES (?, ?, ?)",
        (name, catalogue.name_key(name), clock.now().isoformat(timespec="seconds")),
    )
    return int(cursor.lastrowid or 0)


def _recipe_id(store: Store, shape: str, choices: dict[str, Any]) -> int:
    text = json.dumps(choices, ensure_ascii=False, sort_keys=True)
    row = store.db.execute("SELECT id FROM recipe WHERE shape = ? AND choices = ?", (shape, text)).fetchone()
    if row:
        return int(row[0])
    return int(store.db.execute("INSERT INTO recipe (shape, choices) VALUES (?, ?)", (shape, text)).lastrowid or 0)


def _part_hash(found: dict[str, Any], choices: dict[str, Any]) -> str:
    """What the content of a part follows from: the bytes of the file and the choices made about them."""
    return hashlib.sha256(f"{found['sha256']} {json.dumps(choices, sort_keys=True)}".encode()).hexdigest()
