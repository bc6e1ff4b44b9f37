"""The answers of the tasks: tables, columns and tallies as the plain objects that leave the child process."""

import hashlib
import json
import threading
from pathlib import Path
from typing import Any

from prodops_desktop.intake.choices import Choices
from prodops_desktop.intake.column_writer import ColumnWriter
from prodops_desktop.intake.converting import raw_from, record_of, storage_of
from prodops_desktop.intake.readers.model import Book, column_letter, raw_text
from prodops_desktop.intake.reading import ReadColumn, ReadTable, read_table
from prodops_desktop.intake.scanning import Scan
from prodops_desktop.intake.staging import REPEATED, Tally

_EXAMPLES = 5
_HEAD_ROWS = 40


class Fingerprint(threading.Thread):
    """SHA-256 and size of the file, worked out beside its reading."""

    def __init__(self, path: Path) -> None:
        super().__init__(daemon=True)
        self._path = path
        self._found: dict[str, Any] = {}
        self.start()

    def run(self) -> None:
        try:
            with self._path.open("rb") as file:
                self._found = {"sha256": hashlib.file_digest(file, "sha256").hexdigest(), "bytes": self._path.stat().st_size}
        except OSError:
            return  # the reader says what is wrong with the file

    def result(self) -> dict[str, Any]:
        """The keys "sha256" and "bytes"."""
        self.join()
        return self._found


def shape_of(table: ReadTable) -> str:
    """The hash of a table's headers, by which next month's file is known again."""
    return _hash_of([column.header for column in table.columns])


def shape_of_scan(scan: Scan) -> str:
    """The hash of the headers of a scan that has not been read as a table yet."""
    return _hash_of([column.header for column in read_table(scan, Choices(kind="other")).columns])


def _hash_of(headers: list[str]) -> str:
    return hashlib.sha256(json.dumps(headers, ensure_ascii=False).encode()).hexdigest()


def inspected_field(column: ReadColumn) -> dict[str, Any]:
    """A column as ``inspect`` shows it."""
    examples, distinct = _examples(column)
    evidence = column.column.kept
    return {"name": column.header, "type": column.plan.type, "filled": evidence.filled, "distinct": distinct, "examples": examples}


def _examples(column: ReadColumn) -> tuple[list[str], int | None]:
    """Up to five raw texts, and how many different ones there are (None: too many to count)."""
    if not column.column.coded:
        return list(column.column.kept.words)[:_EXAMPLES], None
    values = [value for value, _ in column.column.counted() if not isinstance(value, str) or value.strip()]
    return [raw_text(value) for value in values[:_EXAMPLES]], len(values)


def previewed_column(column: ReadColumn) -> dict[str, Any]:
    """A column as ``preview`` shows it."""
    examples, distinct = _examples(column)
    return {
        "position": column.position,
        "header": column.header,
        "letter": column_letter(column.source_column),
        "type": column.plan.type,
        "samples": examples,
        "filled": column.column.kept.filled,
        "distinct": distinct,
        "field": column.match.field if column.match else None,
        "confidence": column.match.confidence if column.match else 0.0,
        "note": column.plan.notes[0] if column.plan.notes else None,
    }


def head_rows(table: ReadTable) -> list[list[str]]:
    """The first data rows as raw texts, a list a row."""
    if not table.scan.coded:
        first = next(table.scan.sheet.batches()).rows[table.scan.table.data :][:_HEAD_ROWS]
        return [[raw_text(row[column.index]) if column.index < len(row) else "" for column in table.columns] for row in first]
    kept = [index for index in range(min(len(table.scan.rows), 4 * _HEAD_ROWS)) if index not in table.dropped][:_HEAD_ROWS]
    columns = [column.column for column in table.columns]
    return [[raw_text(column.values[column.codes[index]]) for column in columns] for index in kept]


def staged_column(writer: ColumnWriter) -> dict[str, Any]:
    """A column as the catalogue keeps it."""
    column, plan = writer.column, writer.column.plan
    return {
        "position": column.position,
        "header": column.header,
        "source_column": column.source_column,
        "field": column.match.field if column.match else None,
        "type": plan.type,
        "storage": storage_of(plan.type),
        "scale": plan.scale,
        "currency": plan.currency,
        "format": record_of(plan),
        "zone": plan.zone,
        "name_kind": column.name_kind,
        "filled": writer.filled,
        "distinct": None if writer.distinct is None else len(writer.distinct),
        "minimum": _plain(writer, writer.low),
        "maximum": _plain(writer, writer.high),
    }


def _plain(writer: ColumnWriter, value: Any) -> str | None:
    """A lowest or highest value as plain text: amounts unscaled, days in ISO form."""
    plan = writer.column.plan
    return (
        None
        if value is None
        else raw_from(plan.type, plan.scale, None, value)
        if plan.type in ("integer", "number", "money")
        else str(value)
    )


def about_sheets(book: Book, others: list[str]) -> list[str]:
    """A sentence that names the sheets that were not read; none when all were."""
    if not others:
        return []
    hidden = {sheet.name for sheet in book.sheets if not sheet.visible}
    named = ", ".join(f"{name} (hidden)" if name in hidden else name for name in others[:8])
    return [f"Other sheets were not read: {named}{' …' if len(others) > 8 else ''}."]


def about_rows(tally: Tally) -> list[str]:
    """Sentences on rows and cells that were not simply accepted."""
    said = []
    repeated = tally.dropped.get(REPEATED, 0)
    if repeated:
        rows = "row is" if repeated == 1 else "rows are"
        said.append(f"{repeated:,} {rows} equal in every cell to an earlier one and left out as “repeated response”.")
    if tally.quarantined:
        rows = "row was" if tally.quarantined == 1 else "rows were"
        said.append(f"{tally.quarantined:,} {rows} put into quarantine.")
    for header, count in tally.unreadable.items():
        cells = "cell" if count == 1 else "cells"
        said.append(f"“{header}”: {count:,} {cells} could not be read and stayed empty; the raw texts are kept.")
    return said
