"""The catalogue of datasets: list, find, rename, delete, and say which ones count."""

import json
from typing import Any

from prodops_desktop.datasets.model import Dataset, Version
from prodops_desktop.errors import UserError
from prodops_desktop.workspace import ChangeSet, Store
from prodops_desktop.workspace.driver import Row

_VERSION = """
    SELECT v.*, s.name AS file, s.sha256, s.size,
        (SELECT json_group_array(part) FROM (SELECT part FROM version_part WHERE version = v.id ORDER BY id)) AS parts
    FROM version v JOIN source s ON s.id = v.source
"""
_DATASET = f"""
    SELECT d.id AS dataset_id, d.name AS dataset_name, d.counts, d.created_at,
        (SELECT count(*) FROM version WHERE dataset = d.id) AS versions, w.*
    FROM dataset d JOIN ({_VERSION}) w ON w.dataset = d.id
    WHERE w.number = (SELECT max(number) FROM version WHERE dataset = d.id)
"""


def name_key(name: str) -> str:
    """What makes two names the same: trimmed, case-folded."""
    return name.strip().casefold()


def all_datasets(store: Store) -> list[Dataset]:
    """Every dataset with its newest version, by name."""
    return list(store.once("all datasets", lambda: [_dataset(row) for row in store.db.execute(f"{_DATASET} ORDER BY d.name_key")]))


def find_dataset(store: Store, name: str | int) -> Dataset:
    """The dataset of this id or name; raises UserError that names those there are."""
    if isinstance(name, int):
        row = store.db.execute(f"{_DATASET} AND d.id = ?", (name,)).fetchone()
    else:
        row = store.db.execute(f"{_DATASET} AND d.name_key = ?", (name_key(name),)).fetchone()
    if row is None:
        raise UserError(f"There is no dataset “{name}”. {_known(store, str(name))}")
    return _dataset(row)


def has_dataset(store: Store, name: str) -> bool:
    """Whether a dataset of this name exists."""
    return store.db.execute("SELECT 1 FROM dataset WHERE name_key = ?", (name_key(name),)).fetchone() is not None


def rename_dataset(store: Store, dataset: int, new: str) -> ChangeSet:
    """Give a dataset another name; raises UserError when it is empty or taken."""
    new = new.strip()
    old = find_dataset(store, dataset).name
    if not new:
        raise UserError("A dataset needs a name of at least one character.")
    if name_key(new) != name_key(old) and has_dataset(store, new):
        raise UserError(f"There is a dataset “{new}” already. Choose another name.")
    with store.edit(f"Rename {old} to {new}") as edit:
        if new != old:
            store.db.execute("UPDATE dataset SET name = ?, name_key = ? WHERE id = ?", (new, name_key(new), dataset))
    return edit.changes


def set_counts(store: Store, dataset: int, *, counts: bool) -> ChangeSet:
    """Say whether metrics of its kind read this dataset."""
    found = find_dataset(store, dataset)
    with store.edit(f"{'Count' if counts else 'Do not count'} {found.name}") as edit:
        if found.counts != counts:
            store.db.execute("UPDATE dataset SET counts = ? WHERE id = ?", (int(counts), dataset))
    return edit.changes


def delete_dataset(store: Store, dataset: int) -> ChangeSet:
    """Take a dataset with all its versions out of the workspace; undo brings it back."""
    found = find_dataset(store, dataset)
    with store.edit(f"Delete {found.name}") as edit:
        versions = "(SELECT id FROM version WHERE dataset = ?)"
        for table in ("dead", "version_part"):
            store.db.execute(f"DELETE FROM {table} WHERE version IN {versions}", (dataset,))
        store.db.execute("PRAGMA defer_foreign_keys = ON")  # a version names its parent, which goes with it
        store.db.execute("DELETE FROM version WHERE dataset = ?", (dataset,))
        store.db.execute("DELETE FROM dataset WHERE id = ?", (dataset,))
    return edit.changes


def versions_of(store: Store, dataset: int) -> list[Version]:
    """The versions of a dataset, newest first."""

    def read() -> list[Version]:
        return [_version(row) for row in store.db.execute(f"{_VERSION} WHERE v.dataset = ? ORDER BY v.number DESC", (dataset,))]

    return list(store.once(("versions", dataset), read))


def find_version(store: Store, version: int) -> Version:
    """One version; raises UserError when it is gone."""
    row = store.db.execute(f"{_VERSION} WHERE v.id = ?", (version,)).fetchone()
    if row is None:
        raise UserError("This version of the dataset is no longer there; it was undone or deleted.")
    return _version(row)


def find_numbered(store: Store, dataset: int, number: int) -> Version:
    """The version of a dataset with this number; raises UserError that names those there are."""
    versions = versions_of(store, dataset)
    found = next((version for version in versions if version.number == number), None)
    if found is None:
        known = f"versions {versions[-1].number} to {versions[0].number}" if len(versions) > 1 else f"version {versions[0].number}"
        raise UserError(f"There is no version {number}; there is {known}.")
    return found


def imported_before(store: Store, sha256: str, asked_sheet: str | None, asked_table: int | None = None) -> tuple[str, Version] | None:
    """The dataset's name and the version that came from the same bytes and the same choice of sheet and table, if any."""
    row = store.db.execute(
        "SELECT v.id, d.name FROM version v JOIN dataset d ON d.id = v.dataset "
        "JOIN source s ON s.id = v.source JOIN recipe r ON r.id = v.recipe "
        "WHERE s.sha256 = ? AND json_extract(r.choices, '$.sheet') IS ? AND json_extract(r.choices, '$.table') IS ? "
        "ORDER BY v.id DESC LIMIT 1",
        (sha256, asked_sheet, asked_table),
    ).fetchone()
    return (row["name"], find_version(store, row["id"])) if row else None


def has_source_of(store: Store, size: int) -> bool:
    """Whether a file of this size was imported; only such a one can be of the same bytes."""
    return store.db.execute("SELECT 1 FROM source WHERE size = ? LIMIT 1", (size,)).fetchone() is not None


def source_bytes(store: Store, source: int) -> bytes | None:
    """The file as it came, or nothing when it was larger than the workspace keeps."""
    chunks = store.db.execute("SELECT content FROM source_chunk WHERE source = ? ORDER BY position", (source,)).fetchall()
    return b"".join(row[0] for row in chunks) if chunks else None


def _known(store: Store, name: str) -> str:
    names = [row[0] for row in store.db.execute("SELECT name FROM dataset ORDER BY name_key")]
    if not names:
        return "Nothing has been imported into this workspace yet."
    import difflib

    near = difflib.get_close_matches(name, names, n=3, cutoff=0.5) or names[:12]
    return f"There is: {', '.join(near)}."


def _version(row: Row) -> Version:
    listed: dict[str, Any] = {key: tuple(json.loads(row[key])) for key in ("warnings", "parts")}
    return Version(**{key: row[key] for key in Version.__dataclass_fields__ if key not in listed}, **listed)


def _dataset(row: Row) -> Dataset:
    return Dataset(row["dataset_id"], row["dataset_name"], bool(row["counts"]), row["created_at"], row["versions"], _version(row))
