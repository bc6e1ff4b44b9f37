"""Keeps what never changes once for all backups: the rows of each import, and each file that was kept, as a piece with a key of its own."""

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from prodops_desktop.workspace.backups.databases import UNFINISHED, digest_of, new_database, quoted, sync_folder
from prodops_desktop.workspace.backups.model import BackupFailed, parts_of
from prodops_desktop.workspace.backups.throttle import FEW, MANY, Pace
from prodops_desktop.workspace.driver import Connection

PART, SOURCE = "part", "source"
_SAMPLES = 64
_KEY_LENGTH = 32
_DAMAGED = ".damaged"

TABLE = """CREATE TABLE _backup_file (
    kind TEXT NOT NULL, id INTEGER NOT NULL, key TEXT NOT NULL, rows INTEGER NOT NULL, PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID"""


@dataclass(frozen=True)
class Piece:
    """The rows of a part with their raw texts, or the bytes of a source. ``key`` never means two contents; ``rows`` are those of both."""

    kind: str
    id: int
    key: str
    rows: int


def pieces_of(db: Connection) -> list[Piece]:
    """The pieces of the workspace that is attached as "src", as it is in the transaction under way."""
    left_out = set(unneeded_parts(db))
    parts = [row[0] for row in db.execute("SELECT id FROM src.part ORDER BY id") if row[0] not in left_out]
    there = {row[0] for row in db.execute("SELECT name FROM src.sqlite_master WHERE type = 'table'")}
    sources = db.execute(
        "SELECT s.id FROM src.source s WHERE EXISTS (SELECT 1 FROM src.source_chunk c WHERE c.source = s.id) "
        "AND (s.id IN (SELECT source FROM src.version) OR s.id IN (SELECT source FROM src.h_version)) ORDER BY s.id"
    ).fetchall()
    found = [_part(db, part) for part in parts if f"part_{part}" in there]
    return [*found, *(_source(db, row[0]) for row in sources)]


def unneeded_parts(db: Connection) -> list[int]:
    """The parts of "src" that no version has or can come to have again: of an import under way, or being swept just now."""
    had = "SELECT 1 FROM src.version_part v WHERE v.part = p.id UNION ALL SELECT 1 FROM src.h_version_part h WHERE h.part = p.id"
    return [row[0] for row in db.execute(f"SELECT id FROM src.part p WHERE published = 0 OR NOT EXISTS ({had}) ORDER BY id")]


def _part(db: Connection, part: int) -> Piece:
    """Its key: number, hash (which says what file and choices it came from), and, as the choices don't tell all, sums and samples."""
    table = f"src.part_{part}"
    told = db.execute("SELECT hash FROM src.part WHERE id = ?", (part,)).fetchone()
    columns = [row["name"] for row in db.execute(f"PRAGMA src.table_info(part_{part})")]
    names = [f"c{row[0]}" for row in db.execute("SELECT position FROM src.part_column WHERE part = ? AND type = 'name'", (part,))]
    measured = ["count(*)", "max(_row)", *(f"total({name} * (1 + _row % 1021))" for name in names if name in columns)]
    measures = tuple(db.execute(f"SELECT {', '.join(measured)} FROM {table}").fetchone())
    shown = ", ".join(f"quote({quoted(column)})" for column in columns)
    places = sorted({1 + step * (measures[1] or 0) // _SAMPLES for step in range(_SAMPLES)})
    samples = [list(row) for at in places for row in db.execute(f"SELECT {shown} FROM {table} WHERE _row >= ? LIMIT 1", (at,))]
    raw = tuple(db.execute("SELECT count(*), total(length(text)) FROM src.raw WHERE part = ?", (part,)).fetchone())
    content = [part, told[0], _sql(db, f"part_{part}"), _sql(db, "raw"), measures, samples, raw]
    return Piece(PART, part, _key(content), measures[0] + raw[0])


def _source(db: Connection, source: int) -> Piece:
    told = db.execute("SELECT sha256, size FROM src.source WHERE id = ?", (source,)).fetchone()
    chunks = tuple(db.execute("SELECT count(*), max(length(content)) FROM src.source_chunk WHERE source = ?", (source,)).fetchone())
    return Piece(SOURCE, source, _key([*told, *chunks, _sql(db, "source_chunk")]), chunks[0])


def _sql(db: Connection, table: str) -> str:
    return str(db.execute("SELECT sql FROM src.sqlite_master WHERE name = ?", (table,)).fetchone()[0])


def _key(content: list[Any]) -> str:
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:32]


def files_of(folder: Path) -> dict[str, Path]:
    """The pieces that lie in the folder of backups, by key; those that are plainly cut short are not among them."""
    try:
        found = sorted(parts_of(folder).iterdir())
    except OSError:
        return {}
    return {path.name.partition("-")[0]: path for path in found if path.name.find("-") == _KEY_LENGTH and _is_whole(path)}


def _is_whole(path: Path) -> bool:
    """Whether a file of a database is as long as its head says."""
    if path.suffix == _DAMAGED:
        return False
    try:
        with path.open("rb") as file:
            head = file.read(32)
        page = int.from_bytes(head[16:18], "big")
        return len(head) == 32 and path.stat().st_size == int.from_bytes(head[28:32], "big") * (0x10000 if page == 1 else page)
    except OSError:
        return False


def keep(folder: Path, workspace: Path, pieces: Iterable[Piece], pace: Pace) -> None:
    """Write the pieces that are not there yet, each from a state of its own; raises BackupFailed when one was changed meanwhile."""
    there = set(files_of(folder))
    for piece in pieces:
        if piece.key not in there:
            there.add(piece.key)
            _write(folder, workspace, piece, pace)
    sync_folder(parts_of(folder))


def _write(folder: Path, workspace: Path, piece: Piece, pace: Pace) -> None:
    parts = parts_of(folder)
    for damaged in parts.glob(f"{piece.key}-*"):
        damaged.unlink()
    looks = FEW if piece.kind == SOURCE else MANY  # the rows of a kept file are large
    with new_database(parts, workspace, pace, lambda digest: parts / f"{piece.key}-{digest}", looks) as db:
        copied = 0
        if _still(db, piece):
            for table, which in _tables(piece):
                db.execute(_sql(db, table))
                copied += db.execute(f"INSERT INTO main.{table} SELECT * FROM src.{table}{which}").rowcount
        if copied != piece.rows:
            raise BackupFailed("changed", f"{workspace.name} was changed while it was backed up. Back it up again.")


def _still(db: Connection, piece: Piece) -> bool:
    """Whether "src" holds what the piece is to hold."""
    table = f"part_{piece.id}" if piece.kind == PART else "source_chunk"
    there = db.execute(f"SELECT 1 FROM src.{piece.kind} WHERE id = ?", (piece.id,)).fetchone()
    if not there or not db.execute("SELECT 1 FROM src.sqlite_master WHERE name = ?", (table,)).fetchone():
        return False
    return piece == (_part(db, piece.id) if piece.kind == PART else _source(db, piece.id))


def _tables(piece: Piece) -> list[tuple[str, str]]:
    if piece.kind == PART:
        return [(f"part_{piece.id}", ""), ("raw", f" WHERE part = {piece.id}")]
    return [("source_chunk", f" WHERE source = {piece.id}")]


def put_back(db: Connection, piece: Piece) -> int:
    """Copy the rows of a piece, attached as "piece", into the tables of "main"; returns how many."""
    if piece.kind == PART:
        return sum(db.execute(f"INSERT INTO main.{table} SELECT * FROM piece.{table}").rowcount for table, _ in _tables(piece))
    names = [row["name"] for row in db.execute("PRAGMA piece.table_info(source_chunk)") if row["name"] != "source"]
    listed = ", ".join(names)
    return db.execute(
        f"INSERT INTO main.source_chunk (source, {listed}) SELECT ?, {listed} FROM piece.source_chunk ORDER BY position", (piece.id,)
    ).rowcount


def set_damaged_aside(folder: Path, keys: Iterable[str]) -> set[Path]:
    """Take pieces whose bytes are no longer those that were written out of the way, so that the next backup writes them anew.

    Returns those that stay where they are, because nothing can be written there.
    """
    there, staying = files_of(folder), set()
    for path in {there[key] for key in keys if key in there}:
        if not _is_as_written(path):
            try:
                os.replace(path, path.with_name(path.name + _DAMAGED))
            except OSError:
                staying.add(path)
    return staying


def _is_as_written(path: Path) -> bool:
    try:
        return digest_of(path) == path.name.partition("-")[2]
    except OSError:  # a bad place on the disk
        return False


def sweep(folder: Path, needed: set[str]) -> None:
    """Delete the pieces that no backup needs, and what was never finished."""
    parts = parts_of(folder)
    for path in parts.iterdir() if parts.is_dir() else ():
        if path.name.partition("-")[0] not in needed or path.name.startswith(UNFINISHED):
            path.unlink(missing_ok=True)
