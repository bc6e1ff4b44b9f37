"""The child's functions: say what a file holds, show how it would be imported, and stage its rows."""

from array import array
from pathlib import Path
from typing import Any

from prodops_desktop.errors import UserError
from prodops_desktop.intake.answers import (
    Fingerprint,
    about_rows,
    about_sheets,
    head_rows,
    inspected_field,
    previewed_column,
    shape_of,
    shape_of_scan,
    staged_column,
)
from prodops_desktop.intake.asof import find_as_of
from prodops_desktop.intake.choices import STACKED, Choices
from prodops_desktop.intake.endings import find_non_data
from prodops_desktop.intake.readers.model import Book
from prodops_desktop.intake.readers.opening import open_book
from prodops_desktop.intake.reading import missing_fields, read_table
from prodops_desktop.intake.scanning import Column, Scan, scan_sheet
from prodops_desktop.intake.staging import Segment, Staging
from prodops_desktop.work.clock import today
from prodops_desktop.work.report import Report


def inspect(spec: dict[str, Any], report: Report) -> dict[str, Any]:
    """What the file ``spec["path"]`` holds, sheet by sheet; nothing is kept."""
    path = Path(spec["path"])
    book = open_book(path, report)
    sheets = []
    for number, sheet in enumerate(book.sheets):
        scan = scan_sheet(sheet, report)
        sheet.release()
        table = read_table(scan, Choices(kind="other"))
        warnings = (book.warnings if number == 0 else []) + table.warnings
        sheets.append(
            {
                "name": sheet.name,
                "visible": sheet.visible,
                "rows": len(scan.rows) - len(table.dropped),
                "columns": len(table.columns),
                "header_row": scan.header_row,
                "cells": scan.cells,
                "fields": [inspected_field(column) for column in table.columns],
                "warnings": warnings,
            }
        )
    return {"file": spec["path"], "format": book.format, "error": None, "sheets": sheets}


def preview(spec: dict[str, Any], report: Report) -> dict[str, Any]:
    """How ``spec["path"]`` would be imported from ``spec["sheet"]`` (None: the one with the largest table) as ``spec["kind"]``."""
    path = Path(spec["path"])
    fingerprint = Fingerprint(path)
    book = open_book(path, report)
    scans = [scan_sheet(sheet, report) for sheet in book.sheets]
    wanted = spec.get("sheet")
    chosen = _largest(scans) if wanted is None or wanted == STACKED else _named(scans, wanted)
    table = read_table(chosen, Choices.of_spec(spec))
    as_of, place = _as_of(chosen, path)
    missing = missing_fields(table)
    warnings = [*book.warnings, *table.warnings]
    if missing:
        warnings.append(f"No column was found for {', '.join(missing)}, which {table.kind.title} needs. Choose one.")
    shape = shape_of(table)
    return {
        "file": spec["path"],
        "format": book.format,
        **fingerprint.result(),
        "as_of": as_of,
        "as_of_from": place,
        "sheets": [
            {
                "name": scan.sheet.name,
                "visible": scan.sheet.visible,
                "rows": len(scan.rows),
                "columns": len(scan.columns),
                "header_row": scan.header_row,
                "same_shape_as_chosen": scan is chosen or shape_of_scan(scan) == shape,
            }
            for scan in scans
        ],
        "sheet": chosen.sheet.name,
        "kind": table.kind.name,
        "kind_confidence": table.confidence,
        "header_row": chosen.header_row,
        "columns": [previewed_column(column) for column in table.columns],
        "head": head_rows(table),
        "warnings": warnings,
    }


def stage(spec: dict[str, Any], report: Report) -> dict[str, Any]:
    """Write the typed rows of ``spec["path"]`` into the new SQLite file ``spec["staging"]`` and say what became of them."""
    path = Path(spec["path"])
    fingerprint = Fingerprint(path)
    book = open_book(path, report)
    scan, segments, others = _chosen(book, spec.get("sheet"), report)
    if not scan.rows:
        raise UserError(f"The sheet “{scan.sheet.name}” has no data rows. Choose another sheet, or export it again.")
    choices = Choices.of_spec(spec)
    table = read_table(scan, choices)
    missing = missing_fields(table)
    if missing:
        raise UserError(
            f"{table.kind.title} needs {', '.join(missing)}, and no column was found for it. Map a column to it, or choose another kind."
        )
    if len(table.dropped) == len(scan.rows):
        raise UserError(f"The sheet “{scan.sheet.name}” has no data rows. Choose another sheet, or export it again.")
    staging = Staging(Path(spec["staging"]), table, segments, report)
    try:
        tally = staging.write()
    except BaseException:
        staging.discard()
        raise
    staging.close()
    as_of, place = _as_of(scan, path)
    return {
        "file": spec["path"],
        "format": book.format,
        **fingerprint.result(),
        "sheets": [segment.sheet for segment in segments],
        "other_sheets": others,
        "kind": table.kind.name,
        "as_of": as_of,
        "as_of_from": place,
        "header_row": scan.header_row,
        "columns": [staged_column(writer) for writer in staging.writers],
        "mapping": {column.header: column.match.field if column.match else None for column in table.columns},
        "shape": shape_of(table),
        "rows_read": tally.read,
        "rows_accepted": tally.accepted,
        "rows_quarantined": tally.quarantined,
        "rows_dropped": sum(tally.dropped.values()),
        "dropped": [{"step": step, "rows": rows} for step, rows in sorted(tally.dropped.items(), key=lambda item: -item[1]) if rows],
        "warnings": [*book.warnings, *about_sheets(book, others), *table.warnings, *about_rows(tally)],
        "quarantine_reasons": [
            {"reason": reason, "rows": rows} for reason, rows in sorted(tally.reasons.items(), key=lambda item: -item[1])
        ],
    }


def _as_of(scan: Scan, path: Path) -> tuple[str | None, str | None]:
    """The day that the file speaks of, and where it was found."""
    return find_as_of(scan.table.titles, None if scan.sheet.text_only else scan.sheet.name, path.stem, today())


def _chosen(book: Book, wanted: str | None, report: Report) -> tuple[Scan, list[Segment], list[str]]:
    """The scan to store, its segments, and the names of the sheets that are left out."""
    if wanted == STACKED:
        return _stacked([scan_sheet(sheet, report) for sheet in book.sheets if sheet.visible])
    if wanted is not None:
        names = [sheet.name for sheet in book.sheets]
        if wanted not in names:
            raise UserError(f"There is no sheet “{wanted}”. The sheets are: {', '.join(names)}.")
        scan = scan_sheet(book.sheets[names.index(wanted)], report)
    else:
        scan = _largest(scan_sheet(sheet, report) for sheet in [one for one in book.sheets if one.visible] or book.sheets)
    others = [sheet.name for sheet in book.sheets if sheet is not scan.sheet]
    return scan, [Segment(1, scan.sheet.name, 0)], others


def _largest(scans: Any) -> Scan:
    """The visible scan with most filled cells in its table, of what this program wrote the first; the earlier one of equals."""
    best: Scan | None = None
    for scan in scans:
        if best is None or _weight(scan) > _weight(best):
            if best is not None:
                best.sheet.release()
            best = scan
        else:
            scan.sheet.release()
    assert best is not None
    return best


def _weight(scan: Scan) -> tuple[bool, int]:
    if scan.sheet.facts.records_only:
        return scan.sheet.visible, 0  # a list that this program wrote begins with what it is about
    return scan.sheet.visible, sum(column.evidence.filled for column in scan.columns)


def _named(scans: list[Scan], name: str) -> Scan:
    for scan in scans:
        if scan.sheet.name == name:
            return scan
    raise UserError(f"There is no sheet “{name}”. The sheets are: {', '.join(scan.sheet.name for scan in scans)}.")


def _stacked(scans: list[Scan]) -> tuple[Scan, list[Segment], list[str]]:
    """The largest scan with all others of the same headers below it, in the order of the sheets."""
    if not scans:
        raise UserError("The file has no visible sheet. Name the sheet to be read.")
    largest = max(scans, key=_weight)
    same = [scan for scan in scans if scan.rows and scan.coded and shape_of_scan(scan) == shape_of_scan(largest)]
    others = [scan.sheet.name for scan in scans if scan not in same]
    if largest not in same:
        return largest, [Segment(1, largest.sheet.name, 0)], [scan.sheet.name for scan in scans if scan is not largest]
    stack = Scan(largest.sheet, largest.table, dropped={})
    segments: list[Segment] = []
    shift = 0
    for scan in same:
        assert stack.dropped is not None
        stack.dropped.update({index + len(stack.rows): step for index, step in find_non_data(scan).items()})
        _append(stack, scan)
        segments.append(Segment(scan.rows[0] + shift, scan.sheet.name, shift))
        stack.rows.extend(array("i", (row + shift for row in scan.rows)))
        shift = stack.rows[-1]
    for column in stack.columns:
        column.finish()
    return stack, segments, others


def _append(stack: Scan, scan: Scan) -> None:
    for at, column in enumerate(scan.columns):
        if at == len(stack.columns):
            stack.columns.append(Column(len(stack.rows), text_only=scan.sheet.text_only))
        values = column.values
        stack.columns[at].add([values[code] for code in column.codes])
    for column in stack.columns[len(scan.columns) :]:
        column.add([""] * len(scan.rows))
