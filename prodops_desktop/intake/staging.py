"""The second pass: typed rows go into a staging file beside the workspace, what can't be accepted into its quarantine."""

import json
import os
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import compress
from operator import contains
from pathlib import Path

from prodops_desktop.intake.blocks import Block, blocks_of, rows_of
from prodops_desktop.intake.column_writer import ColumnWriter, Converted, Names, none_has_value
from prodops_desktop.intake.combining import Segment, passing_scans
from prodops_desktop.intake.converting import Stored, storage_of
from prodops_desktop.intake.merged import Filled
from prodops_desktop.intake.readers.model import Cell, raw_text
from prodops_desktop.intake.reading import ReadTable
from prodops_desktop.intake.repeats import REPEATED, Repeats
from prodops_desktop.intake.scanning import Scan
from prodops_desktop.work.disk import Portions, take_away
from prodops_desktop.work.report import Report

HIDDEN = "hidden row"
TOLD_ABOVE = "read with what stands above or around it"
_ROWS_AT_ONCE = 32
_MOST_VALUES = 32_000
"""SQLite takes 32,766 values in a statement."""
_MOST_IN_A_LIST = 200_000
"""So many values are laid out row by row at once."""

_SCHEMA = """
CREATE TABLE segment(first_row INTEGER PRIMARY KEY, sheet TEXT NOT NULL, shift INTEGER NOT NULL, stride INTEGER NOT NULL);
CREATE TABLE spread(number INTEGER PRIMARY KEY, source_row INTEGER NOT NULL, source_column INTEGER NOT NULL);
CREATE TABLE origin(
  _row INTEGER NOT NULL, "column" INTEGER NOT NULL, source_row INTEGER NOT NULL, source_column INTEGER NOT NULL,
  PRIMARY KEY (_row, "column"));
CREATE TABLE name(id INTEGER PRIMARY KEY, kind TEXT NOT NULL, text TEXT NOT NULL, key TEXT NOT NULL);
CREATE TABLE raw(_row INTEGER NOT NULL, "column" INTEGER NOT NULL, text TEXT NOT NULL, reason TEXT NOT NULL);
CREATE TABLE quarantine(
  _row INTEGER PRIMARY KEY, sheet TEXT NOT NULL, source_row INTEGER NOT NULL, cells TEXT NOT NULL, reasons TEXT NOT NULL,
  stored TEXT NOT NULL);
"""


@dataclass
class Tally:
    """What became of the rows; ``dropped`` counts by the name of the step, ``reasons`` by the sentence of the quarantine.

    ``alike`` are accepted rows that are equal to an earlier one.
    """

    read: int = 0
    accepted: int = 0
    quarantined: int = 0
    dropped: dict[str, int] = field(default_factory=dict)
    reasons: dict[str, int] = field(default_factory=dict)
    unreadable: dict[str, int] = field(default_factory=dict)
    alike: int = 0

    def drop(self, step: str, rows: int) -> None:
        """Count rows that a step dropped."""
        if rows:
            self.dropped[step] = self.dropped.get(step, 0) + rows


def _either(table: ReadTable) -> list[list[int]]:
    """The places of the columns of which each row needs a value in one, a group after the other."""
    fields = [column.match.field if column.match else None for column in table.columns]
    groups = [[at for at, name in enumerate(fields) if name in group] for group in table.kind.either if table.kind.either_in_rows]
    return [group for group in groups if group]


def _row_by_row(rows: Sequence[int], columns: list[tuple[list[Stored], Sequence[int]]]) -> list[Stored]:
    """The numbers and values of rows one behind the other; the values of a column are put in at a stroke, in every width-th place."""
    width = len(columns) + 1
    flat: list[Stored] = [None] * (len(rows) * width)
    flat[::width] = rows
    for at, (values, codes) in enumerate(columns, 1):
        flat[at::width] = map(values.__getitem__, codes)
    return flat


class Staging:
    """The staging file while it is written; leave it with ``close``."""

    def __init__(self, path: Path, table: ReadTable, segments: Sequence[Segment], report: Report) -> None:
        self._disk = Portions(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
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
        self._repeats = Repeats(table) if table.kind.name == "nps" else None
        self._either = _either(table)
        self._db.executescript(_SCHEMA)
        columns = ", ".join(f"c{column.position} {storage_of(column.plan.type)}" for column in table.columns)
        self._db.execute(f"CREATE TABLE rows(_row INTEGER PRIMARY KEY, {columns})")
        marks = f"({','.join('?' * (len(table.columns) + 1))})"
        self._insert = f"INSERT INTO rows VALUES{marks}"
        self._at_once = max(1, min(_ROWS_AT_ONCE, _MOST_VALUES // (len(table.columns) + 1)))
        self._insert_several = f"INSERT INTO rows VALUES{','.join([marks] * self._at_once)}"

    def write(self) -> Tally:
        """Write all rows and return what became of them."""
        scan = self._table.scan
        self._db.execute("BEGIN")
        filled = self._store_coded() if scan.coded else self._store_streamed()
        if self._repeats is not None:
            self.tally.alike = self._repeats.alike
        if scan.hidden:
            self.tally.read += scan.hidden
            self.tally.drop(HIDDEN, scan.hidden)
        segments = [(one.first_row, one.sheet, one.shift, one.stride) for one in self._segments]
        self._db.executemany("INSERT INTO segment VALUES(?,?,?,?)", segments)
        places = enumerate(scan.spread.places) if scan.spread is not None else ()
        self._db.executemany("INSERT INTO spread VALUES(?,?,?)", [(number, *place) for number, place in places])
        if filled:
            self._write_origins(filled)
        self._db.executemany("INSERT INTO name VALUES(?,?,?,?)", self._names.rows(self._named))
        self._db.execute("COMMIT")
        self._disk.bring_rest()
        return self.tally

    def close(self) -> None:
        """Close the file."""
        self._db.close()
        self._disk.close()

    def discard(self) -> None:
        """Close the file and take it away."""
        self.close()
        take_away(self._path)

    def _store_coded(self) -> list[Filled]:
        """Store the rows of a scan that holds them all."""
        scan = self._table.scan
        done, total = 0, rows_of(scan)
        for rows in self._store(scan, self._table.dropped):
            done += rows
            self._report(done, total, "Storing rows")
        return scan.filled

    def _store_streamed(self) -> list[Filled]:
        """Store the rows of a scan that was too large to hold them, by reading the sheet again."""
        filled: list[Filled] = []
        for scan, batch in passing_scans(self._table.scan):
            for _ in self._store(scan, {}):
                pass
            filled += scan.filled
            self._report(batch.done, batch.total, f"Storing {batch.unit}")
        return filled

    def _store(self, scan: Scan, dropped: dict[int, str]) -> Iterator[int]:
        """Store the rows of a coded scan, yielding their numbers block by block."""
        columns = [scan.columns[writer.column.index] for writer in self.writers]
        made = [writer.convert(column.values) for writer, column in zip(self.writers, columns, strict=True)]
        values = [self._as_written(scan, writer, one) for writer, one in zip(self.writers, made, strict=True)]
        unstored = [scan.columns[at].values for at in self._table.left_out]
        gone: list[Counter[int]] = [Counter() for _ in self.writers]
        for block in blocks_of(scan, dropped):
            self._store_block(block, made, values, gone, unstored)
            self._disk.bring()
            yield len(block.rows)
        for writer, column, one, lost in zip(self.writers, columns, made, gone, strict=True):
            counts = column.counts
            writer.filled += sum(counts.values()) - sum(counts[code] for code in one.empty)
            writer.filled -= sum(count for code, count in lost.items() if code not in one.empty)
            alive = [value for code, value in enumerate(one.stored) if counts[code] > lost[code]] if lost else one.stored
            writer.measure(alive)
            if writer.column.name_kind is not None:
                self._named.update(value for value in alive if isinstance(value, int))

    @staticmethod
    def _as_written(scan: Scan, writer: ColumnWriter, made: Converted) -> list[Cell]:
        """The cells of a column by code as the file has them; the header of a period may say more than its cell."""
        values = scan.columns[writer.column.index].values
        if scan.spread is None or writer.column.index != scan.spread.header_at:
            return values
        made.odd.update(dict.fromkeys(scan.spread.written, TOLD_ABOVE))
        return [scan.spread.written.get(code, value) for code, value in enumerate(values)]

    def _store_block(
        self, block: Block, made: list[Converted], values: list[list[Cell]], gone: "list[Counter[int]]", unstored: list[list[Cell]]
    ) -> None:
        rows, dropped = block.rows, block.dropped
        codes = [block.codes[writer.column.index] for writer in self.writers]
        self.tally.read += len(rows)
        for step, count in Counter(dropped.values()).items():
            self.tally.drop(step, count)
        refused = self._refused(codes, made, dropped)
        out: set[int] = dropped.keys() | refused.keys()
        if self._repeats is not None:
            told_apart = [*codes, *(block.codes[at] for at in self._table.left_out)]
            repeated = self._repeats.among(told_apart, [*values, *unstored], out)
            self.tally.drop(REPEATED, len(repeated))
            out |= repeated
        self._quarantine(rows, codes, made, values, refused)
        self._keep_raw(rows, codes, made, values, out)
        self._insert_rows(rows, [(one.stored, own) for one, own in zip(made, codes, strict=True)], out)
        self.tally.accepted += len(rows) - len(out)
        if out:
            for own, lost in zip(codes, gone, strict=True):
                lost.update(own[at] for at in out)

    def _insert_rows(self, rows: Sequence[int], columns: list[tuple[list[Stored], Sequence[int]]], out: set[int]) -> None:
        """Insert the rows that are not ``out``, given as values and codes a column, several by a statement: it takes half of the time."""
        if out:
            kept = [at not in out for at in range(len(rows))]
            rows, columns = list(compress(rows, kept)), [(values, list(compress(own, kept))) for values, own in columns]
        width = len(columns) + 1
        some, many = width * self._at_once, self._at_once * max(1, _MOST_IN_A_LIST // (width * self._at_once))
        for start in range(0, len(rows), many):
            flat = _row_by_row(rows[start : start + many], [(values, own[start : start + many]) for values, own in columns])
            whole = len(flat) - len(flat) % some
            self._db.executemany(self._insert_several, (flat[at : at + some] for at in range(0, whole, some)))
            self._db.executemany(self._insert, (flat[at : at + width] for at in range(whole, len(flat), width)))

    def _write_origins(self, filled: list[Filled]) -> None:
        """Keep where merged cells came from, for the rows that were accepted or may yet be released."""
        positions = {writer.column.index: writer.column.position for writer in self.writers}
        rows = ((one.row, positions[one.column], one.source_row, one.source_column) for one in filled if one.column in positions)
        self._db.executemany("INSERT INTO origin VALUES(?,?,?,?)", rows)
        self._db.execute("DELETE FROM origin WHERE _row NOT IN (SELECT _row FROM rows UNION ALL SELECT _row FROM quarantine)")

    def _refused(self, codes: list[Sequence[int]], made: list[Converted], dropped: dict[int, str]) -> dict[int, list[str]]:
        refused: dict[int, list[str]] = {}
        for own, one in zip(codes, made, strict=True):
            if one.bad and not one.bad.keys().isdisjoint(own):
                for at, code in enumerate(own):
                    if code in one.bad and at not in dropped:
                        refused.setdefault(at, []).append(one.bad[code])
        for places in self._either:
            self._refuse_without_any(places, codes, made, dropped, refused)
        return refused

    def _refuse_without_any(
        self, places: list[int], codes: list[Sequence[int]], made: list[Converted], dropped: dict[int, str], refused: dict[int, list[str]]
    ) -> None:
        """Refuse the rows that have a value in none of the columns at these places."""
        empty = [made[place].empty for place in places]
        if not all(empty):
            return
        sentence = none_has_value([self.writers[place].column.header for place in places])
        for at, own in enumerate(zip(*(codes[place] for place in places), strict=True)):
            if at not in dropped and all(map(contains, empty, own)):
                refused.setdefault(at, []).append(sentence)

    def _quarantine(
        self,
        rows: Sequence[int],
        codes: list[Sequence[int]],
        made: list[Converted],
        values: list[list[Cell]],
        refused: dict[int, list[str]],
    ) -> None:
        for at, reasons in sorted(refused.items()):
            segment = self._segment(rows[at])
            cells = [raw_text(own[codes[column][at]]) for column, own in enumerate(values)]
            self._db.execute(
                "INSERT INTO quarantine VALUES(?,?,?,?,?,?)",
                (
                    rows[at],
                    segment.sheet,
                    segment.source_row(rows[at]),
                    json.dumps(cells, ensure_ascii=False),
                    json.dumps(reasons, ensure_ascii=False),
                    json.dumps(self._stored([own[at] for own in codes], made, values), ensure_ascii=False),
                ),
            )
            self.tally.quarantined += 1
            for reason in reasons:
                self.tally.reasons[reason] = self.tally.reasons.get(reason, 0) + 1

    def _stored(self, codes: list[int], made: list[Converted], values: list[list[Cell]]) -> list[tuple[Stored, str | None]]:
        """What the cells of a row were read as, names as texts, each with why its raw text is to be kept: for the day it is released."""
        found: list[tuple[Stored, str | None]] = []
        for writer, code, one, own in zip(self.writers, codes, made, values, strict=True):
            value = one.stored[code] if writer.column.name_kind is None else writer.converter(own[code]).value
            found.append((value, one.odd.get(code)))
        return found

    def _segment(self, row: int) -> Segment:
        return next(segment for segment in reversed(self._segments) if segment.first_row <= row)

    def _keep_raw(
        self, rows: Sequence[int], codes: list[Sequence[int]], made: list[Converted], values: list[list[Cell]], out: set[int]
    ) -> None:
        for writer, own, one, texts in zip(self.writers, codes, made, values, strict=True):
            if not one.odd or one.odd.keys().isdisjoint(own):
                continue
            odd = list(map(one.odd.__contains__, own))
            found = [(at, own[at]) for at in compress(range(len(own)), odd) if at not in out]
            position = writer.column.position
            raws = {code: (raw_text(texts[code]), reason) for code, reason in one.odd.items()} if len(found) > len(one.odd) else {}
            kept = ((rows[at], position, *(raws.get(code) or (raw_text(texts[code]), one.odd[code]))) for at, code in found)
            self._db.executemany("INSERT INTO raw VALUES(?,?,?,?)", kept)
            unread = sum(code in one.unread for _, code in found) if one.unread else 0
            if unread and not writer.column.as_written:
                self.tally.unreadable[writer.column.header] = self.tally.unreadable.get(writer.column.header, 0) + unread
