"""The second pass: typed rows go into a staging file beside the workspace, what can't be accepted into its quarantine."""

import json
import os
import sqlite3
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from prodops_desktop.intake.column_writer import ColumnWriter, Converted, Names
from prodops_desktop.intake.converting import storage_of
from prodops_desktop.intake.readers.model import Cell, raw_text
from prodops_desktop.intake.reading import ReadTable
from prodops_desktop.intake.scanning import Column, columns_of
from prodops_desktop.work.report import Report

_BLOCK = 16_384
REPEATED = "repeated response"

_SCHEMA = """
CREATE TABLE segment(first_row INTEGER PRIMARY KEY, sheet TEXT NOT NULL, shift INTEGER NOT NULL);
CREATE TABLE name(id INTEGER PRIMARY KEY, kind TEXT NOT NULL, text TEXT NOT NULL, key TEXT NOT NULL);
CREATE TABLE raw(_row INTEGER NOT NULL, "column" INTEGER NOT NULL, text TEXT NOT NULL, reason TEXT NOT NULL);
CREATE TABLE quarantine(
  _row INTEGER PRIMARY KEY, sheet TEXT NOT NULL, source_row INTEGER NOT NULL, cells TEXT NOT NULL, reasons TEXT NOT NULL);
"""


@dataclass(frozen=True)
class Segment:
    """From ``first_row`` of the stored rows on, the source row in ``sheet`` is the stored row minus ``shift``."""

    first_row: int
    sheet: str
    shift: int


@dataclass
class Tally:
    """What became of the rows; ``dropped`` counts by the name of the step, ``reasons`` by the sentence of the quarantine."""

    read: int = 0
    accepted: int = 0
    quarantined: int = 0
    dropped: dict[str, int] = field(default_factory=dict)
    reasons: dict[str, int] = field(default_factory=dict)
    unreadable: dict[str, int] = field(default_factory=dict)


class Staging:
    """The staging file while it is written; leave it with ``close``."""

    def __init__(self, path: Path, table: ReadTable, segments: Sequence[Segment], report: Report) -> None:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        self._db = sqlite3.connect(path, isolation_level=None)
        for pragma in (
            "page_size=32768",
            "journal_mode=OFF",
            "synchronous=OFF",
            "locking_mode=EXCLUSIVE",
            "cache_size=-20000",
            "temp_store=MEMORY",
        ):
            self._db.execute(f"PRAGMA {pragma}")
        self._path = path
        self._table = table
        self._segments = segments
        self._report = report
        self._names = Names()
        self._named: set[int] = set()
        self.writers = [ColumnWriter(column, self._names) for column in table.columns]
        self.tally = Tally()
        self._unrepeated: set[Any] | None = set() if table.kind.name == "nps" else None
        self._db.executescript(_SCHEMA)
        columns = ", ".join(f"c{column.position} {storage_of(column.plan.type)}" for column in table.columns)
        self._db.execute(f"CREATE TABLE rows(_row INTEGER PRIMARY KEY, {columns})")
        marks = ",".join("?" * (len(table.columns) + 1))
        self._insert = f"INSERT INTO rows VALUES({marks})"

    def write(self) -> Tally:
        """Write all rows and return what became of them."""
        self._db.execute("BEGIN")
        if self._table.scan.coded:
            self._write_coded()
        else:
            self._write_streamed()
        self._db.executemany("INSERT INTO segment VALUES(?,?,?)", [(one.first_row, one.sheet, one.shift) for one in self._segments])
        self._db.executemany("INSERT INTO name VALUES(?,?,?,?)", self._names.rows(self._named))
        self._db.execute("COMMIT")
        return self.tally

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def discard(self) -> None:
        """Close the file and take it away."""
        self._db.close()
        self._path.unlink(missing_ok=True)

    def _write_coded(self) -> None:
        scan = self._table.scan
        total = len(scan.rows)
        columns = [scan.columns[writer.column.index] for writer in self.writers]
        made = [writer.convert(column.values) for writer, column in zip(self.writers, columns, strict=True)]
        for writer, column, one in zip(self.writers, columns, made, strict=True):
            writer.filled = total - sum(column.counts[code] for code in one.empty)
        for start in range(0, total, _BLOCK):
            codes = [column.codes[start : start + _BLOCK] for column in columns]
            dropped = {index - start: step for index, step in self._table.dropped.items() if start <= index < start + _BLOCK}
            self._block(scan.rows[start : start + _BLOCK], codes, made, [column.values for column in columns], dropped)
            self._report(min(start + _BLOCK, total), total, "Storing rows")
        for writer, column, one in zip(self.writers, columns, made, strict=True):
            counts, gone = column.counts, writer.gone
            alive = [value for code, value in enumerate(one.stored) if counts[code] > gone[code]] if gone else one.stored
            writer.measure(alive)
            if writer.column.name_kind is not None:
                self._named.update(value for value in alive if isinstance(value, int))

    def _write_streamed(self) -> None:
        scan = self._table.scan
        data = scan.table.data
        for batch in scan.sheet.batches():
            skip = max(0, data - batch.first_row + 1)
            numbered = [(number, row) for number, row in enumerate(batch.rows[skip:], batch.first_row + skip) if row.count("") < len(row)]
            if not numbered:
                continue
            local = []
            for cells in columns_of([row for _, row in numbered]):
                column = Column(0, text_only=scan.sheet.text_only)
                column.add(cells)
                local.append(column)
            blank = Column(0, text_only=True)
            blank.add([""] * len(numbered))
            columns = [local[writer.column.index] if writer.column.index < len(local) else blank for writer in self.writers]
            made = [writer.convert(column.values) for writer, column in zip(self.writers, columns, strict=True)]
            values = [column.values for column in columns]
            for writer, one in zip(self.writers, made, strict=True):
                writer.measure(one.stored)
                if writer.column.name_kind is not None:
                    self._named.update(value for value in one.stored if isinstance(value, int))
            for writer, column, one in zip(self.writers, columns, made, strict=True):
                writer.filled += len(numbered) - sum(code in one.empty for code in column.codes)
            self._block(array("i", (number for number, _ in numbered)), [column.codes for column in columns], made, values, {})
            self._report(batch.done, batch.total, f"Storing {batch.unit}")

    def _block(
        self, rows: "array[int]", codes: list[list[int]], made: list[Converted], values: list[list[Cell]], dropped: dict[int, str]
    ) -> None:
        """Write some rows, given as codes a column."""
        self.tally.read += len(rows)
        for step in dropped.values():
            self.tally.dropped[step] = self.tally.dropped.get(step, 0) + 1
        refused = self._refused(codes, made, dropped)
        out: set[int] = dropped.keys() | refused.keys()
        if self._unrepeated is not None:
            repeated = self._repeated(codes, values, out)
            self.tally.dropped[REPEATED] = self.tally.dropped.get(REPEATED, 0) + len(repeated)
            out |= repeated
        self._quarantine(rows, codes, values, refused)
        self._keep_raw(rows, codes, made, values, out)
        stored = zip(rows, *(map(one.stored.__getitem__, own) for one, own in zip(made, codes, strict=True)), strict=True)
        kept = (row for at, row in enumerate(stored) if at not in out) if out else stored
        self._db.executemany(self._insert, kept)
        self.tally.accepted += len(rows) - len(out)
        if out:
            for writer, own in zip(self.writers, codes, strict=True):
                writer.gone.update(own[at] for at in out)
                writer.filled -= sum(made[writer.column.position - 1].stored[own[at]] is not None for at in out)

    def _refused(self, codes: list[list[int]], made: list[Converted], dropped: dict[int, str]) -> dict[int, list[str]]:
        refused: dict[int, list[str]] = {}
        for own, one in zip(codes, made, strict=True):
            if one.bad and not one.bad.keys().isdisjoint(own):
                for at, code in enumerate(own):
                    if code in one.bad and at not in dropped:
                        refused.setdefault(at, []).append(one.bad[code])
        return refused

    def _repeated(self, codes: list[list[int]], values: list[list[Cell]], out: set[int]) -> set[int]:
        """Rows equal in every cell to an earlier one; an export that was sent twice holds such rows."""
        assert self._unrepeated is not None
        repeated = set()
        for at, row in enumerate(zip(*codes, strict=True)):
            if at in out:
                continue
            key: Any = row if self._table.scan.coded else tuple(own[code] for own, code in zip(values, row, strict=True))
            if key in self._unrepeated:
                repeated.add(at)
            self._unrepeated.add(key)
        return repeated

    def _quarantine(self, rows: "array[int]", codes: list[list[int]], values: list[list[Cell]], refused: dict[int, list[str]]) -> None:
        for at, reasons in sorted(refused.items()):
            segment = self._segment(rows[at])
            cells = [raw_text(own[codes[column][at]]) for column, own in enumerate(values)]
            self._db.execute(
                "INSERT INTO quarantine VALUES(?,?,?,?,?)",
                (
                    rows[at],
                    segment.sheet,
                    rows[at] - segment.shift,
                    json.dumps(cells, ensure_ascii=False),
                    json.dumps(reasons, ensure_ascii=False),
                ),
            )
            self.tally.quarantined += 1
            for reason in reasons:
                self.tally.reasons[reason] = self.tally.reasons.get(reason, 0) + 1

    def _segment(self, row: int) -> Segment:
        return next(segment for segment in reversed(self._segments) if segment.first_row <= row)

    def _keep_raw(self, rows: "array[int]", codes: list[list[int]], made: list[Converted], values: list[list[Cell]], out: set[int]) -> None:
        for writer, own, one, texts in zip(self.writers, codes, made, values, strict=True):
            if not one.odd or one.odd.keys().isdisjoint(own):
                continue
            found = [(at, code) for at, code in enumerate(own) if code in one.odd and at not in out]
            position = writer.column.position
            raws = {code: (raw_text(texts[code]), reason) for code, reason in one.odd.items()} if len(found) > len(one.odd) else {}
            kept = ((rows[at], position, *(raws.get(code) or (raw_text(texts[code]), one.odd[code]))) for at, code in found)
            self._db.executemany("INSERT INTO raw VALUES(?,?,?,?)", kept)
            unread = sum(code in one.unread for _, code in found) if one.unread else 0
            if unread and not writer.column.as_written:
                self.tally.unreadable[writer.column.header] = self.tally.unreadable.get(writer.column.header, 0) + unread
