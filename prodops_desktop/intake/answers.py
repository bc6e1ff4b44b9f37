"""The answers of the tasks: tables, columns and tallies as the plain objects that leave the child process."""

import hashlib
import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from prodops_desktop.intake.blocks import blocks_of
from prodops_desktop.intake.choices import STACKED, Choices
from prodops_desktop.intake.column_types import TYPES
from prodops_desktop.intake.column_writer import ColumnWriter
from prodops_desktop.intake.combining import passing_scans
from prodops_desktop.intake.converting import raw_from, record_of, storage_of
from prodops_desktop.intake.questions import questions_of
from prodops_desktop.intake.readers.model import Book, Cell, column_letter, raw_text
from prodops_desktop.intake.reading import ReadColumn, ReadTable
from prodops_desktop.intake.repeats import REPEATED
from prodops_desktop.intake.scanning import Scan, SheetScan
from prodops_desktop.intake.staging import HIDDEN, Tally
from prodops_desktop.intake.wide import EMPTY_PERIOD, Spread

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


def previewed_column(column: ReadColumn, table: ReadTable) -> dict[str, Any]:
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
        "hidden": column.source_column in table.scan.sheet.facts.hidden_columns,
        "questions": questions_of(column, lambda asked: _cells_of(asked, table)),
    }


def _cells_of(column: ReadColumn, table: ReadTable) -> Iterator[tuple[int, Cell]]:
    """The cells of a column that were not left out, each with its row in the sheet."""
    stride = 1 if table.scan.spread is None else table.scan.spread.stride
    for scan, dropped in _coded_parts(table):
        for block in blocks_of(scan, dropped):
            values, codes = scan.columns[column.index].values, block.codes[column.index]
            for at, (row, code) in enumerate(zip(block.rows, codes, strict=True)):
                if at not in block.dropped:
                    yield (row - 1) // stride + 1, values[code]


def _coded_parts(table: ReadTable) -> Iterator[tuple[Scan, dict[int, str]]]:
    """The scan of the table when it is coded, else coded ones of its rows, batch after batch."""
    if table.scan.coded:
        yield table.scan, table.dropped
    else:
        yield from ((part, {}) for part, _ in passing_scans(table.scan))


def reading_of(book: Book) -> dict[str, Any] | None:
    """How a text file was read; None for a workbook."""
    text = book.text
    return None if text is None else {"encoding": text.encoding, "delimiter": text.delimiter, "encodings": list(text.encodings)}


def hidden_of(scan: Scan) -> int:
    """How many rows of a table are hidden."""
    hidden = scan.sheet.facts.hidden_rows
    return scan.hidden + (sum(row in hidden for row in scan.rows) if hidden else 0)


def decided(choices: Choices, table: ReadTable, book: Book) -> dict[str, Any]:
    """The choices with all that was left to be found filled in, so that reading the file again does the same."""
    scan, text = table.scan, book.text
    found = replace(
        choices,
        sheet=choices.sheet or scan.sheet.name,
        table=scan.number if choices.sheet != STACKED else choices.table,
        header=scan.header_rows,
        kind=table.kind.name,
        mapping={column.header: column.match.field if column.match else None for column in table.columns},
        types={column.header: column.plan.type for column in table.columns if column.plan.type in TYPES[:-1]},
        encoding=text.encoding if text is not None else None,
        delimiter=text.delimiter if text is not None else None,
    )
    return {**found.as_spec(), "header": list(scan.header_rows)}


def head_of(table: ReadTable) -> tuple[list[list[str]], list[int], list[str | None]]:
    """The first data rows as raw texts, a list a row; their rows in the sheet; and by row the step that drops it."""
    scan = table.scan
    stride = 1 if scan.spread is None else scan.spread.stride
    texts: list[list[str]] = []
    rows: list[int] = []
    marks: list[str | None] = []
    blocks = ((part, block) for part, dropped in _coded_parts(table) for block in blocks_of(part, dropped, _HEAD_ROWS))
    for part, block in blocks:
        columns = [(part.columns[column.index].values, block.codes[column.index]) for column in table.columns]
        for at, row in enumerate(block.rows[: _HEAD_ROWS - len(rows)]):
            texts.append([raw_text(values[codes[at]]) for values, codes in columns])
            rows.append((row - 1) // stride + 1)
            marks.append(block.dropped.get(at))
        if len(rows) >= _HEAD_ROWS:
            break
    return texts, rows, marks


def rows_above(table: ReadTable) -> list[tuple[int, list[str]]]:
    """The rows above the data with their numbers, as raw texts in the columns of the table; a text beside them goes with the first one."""
    scan = table.scan.wide_scan or table.scan
    columns = [at + scan.table.left for at, _ in scan.headers()] or [0]
    found = []
    for number, cells in scan.above:
        texts = [raw_text(cells[at]) if at < len(cells) else "" for at in columns]
        if not any(text.strip() for text in texts):
            texts[0] = " ".join(text for cell in cells if (text := raw_text(cell).strip()))
        found.append((number, texts))
    return found


def sheet_fields(found: SheetScan) -> dict[str, Any]:
    """What is said of a sheet beside its chosen table."""
    facts = found.sheet.facts
    return {
        "state": found.sheet.state,
        "hidden_rows": len(facts.hidden_rows),
        "hidden_columns": len(facts.hidden_columns),
        "tables": [
            {
                "number": scan.number,
                "range": scan.range,
                "header_rows": list(range(scan.header_rows[0], scan.header_rows[-1] + 1)) if scan.header_rows else [],
                "rows": len(scan.rows),
                "columns": len(scan.headers()),
                "title": scan.titles.text if scan.titles is not None else None,
            }
            for scan in found.tables
        ],
    }


def staged_column(writer: ColumnWriter, spread: Spread | None) -> dict[str, Any]:
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
        "spread": spread.role(column.index) if spread is not None else None,
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


def tallied(tally: Tally) -> dict[str, Any]:
    """What became of the rows: read = accepted + quarantined + dropped."""
    return {
        "rows_read": tally.read,
        "rows_accepted": tally.accepted,
        "rows_quarantined": tally.quarantined,
        "rows_dropped": sum(tally.dropped.values()),
        "dropped": [{"step": step, "rows": rows} for step, rows in sorted(tally.dropped.items(), key=lambda item: -item[1]) if rows],
        "quarantine_reasons": [
            {"reason": reason, "rows": rows} for reason, rows in sorted(tally.reasons.items(), key=lambda item: -item[1])
        ],
    }


def about_rows(tally: Tally) -> list[str]:
    """Sentences on rows and cells that were not simply accepted."""
    said = []
    repeated = tally.dropped.get(REPEATED, 0)
    if repeated:
        rows = "row is" if repeated == 1 else "rows are"
        said.append(f"{repeated:,} {rows} equal in every cell to an earlier one and left out as “repeated response”.")
    if tally.alike:
        rows, them = ("row is", "it was") if tally.alike == 1 else ("rows are", "they were")
        said.append(
            f"{tally.alike:,} {rows} equal in every cell to an earlier one; {them} kept, for nothing in the rows says whose they are."
        )
    hidden = tally.dropped.get(HIDDEN, 0)
    if hidden:
        rows = "row that is hidden in the file was" if hidden == 1 else "rows that are hidden in the file were"
        said.append(f"{hidden:,} {rows} left out as “{HIDDEN}”, as was chosen.")
    empty = tally.dropped.get(EMPTY_PERIOD, 0)
    if empty:
        cells = "cell in the columns of periods is" if empty == 1 else "cells in the columns of periods are"
        said.append(f"{empty:,} {cells} empty and left out as “{EMPTY_PERIOD}”.")
    if tally.quarantined:
        rows = "row was" if tally.quarantined == 1 else "rows were"
        said.append(f"{tally.quarantined:,} {rows} put into quarantine.")
    for header, count in tally.unreadable.items():
        cells = "cell" if count == 1 else "cells"
        said.append(f"“{header}”: {count:,} {cells} could not be read and stayed empty; the raw texts are kept.")
    return said
