"""The child's functions: say what a file holds, show how it would be imported, and stage its rows."""

from pathlib import Path
from typing import Any

from prodops_desktop.errors import UserError
from prodops_desktop.intake.answers import (
    Fingerprint,
    about_rows,
    about_sheets,
    decided,
    head_of,
    hidden_of,
    inspected_field,
    previewed_column,
    reading_of,
    rows_above,
    shape_of,
    sheet_fields,
    staged_column,
    tallied,
)
from prodops_desktop.intake.asof import find_as_of
from prodops_desktop.intake.choices import STACKED, Choices
from prodops_desktop.intake.choosing import as_chosen, choose, largest, named, same_shape, scan_all, scan_chosen
from prodops_desktop.intake.leftovers import about_tables
from prodops_desktop.intake.readers.opening import Opening, open_book
from prodops_desktop.intake.reading import MOST_COLUMNS, ReadTable, missing_fields, read_table, too_many_columns
from prodops_desktop.intake.scanning import Scan, SheetScan, scan_sheet
from prodops_desktop.intake.staging import Staging
from prodops_desktop.intake.wide_offer import wide_of
from prodops_desktop.work.clock import today
from prodops_desktop.work.report import Report


def inspect(spec: dict[str, Any], report: Report) -> dict[str, Any]:
    """What the file ``spec["path"]`` holds, sheet by sheet; nothing is kept."""
    path = Path(spec["path"])
    book = open_book(path, report, Opening.of_spec(spec))
    sheets = []
    for number, sheet in enumerate(book.sheets):
        found = scan_sheet(sheet, report)
        sheet.release()
        table = read_table(found.chosen, Choices(kind="other"))
        warnings = (book.warnings if number == 0 else []) + sheet.warnings + about_tables([found]) + table.warnings
        sheets.append(
            {
                "name": sheet.name,
                "visible": sheet.visible,
                "rows": len(found.chosen.rows) - len(table.dropped),
                "columns": len(table.columns),
                "header_row": found.chosen.header_row,
                "cells": found.cells,
                "fields": [inspected_field(column) for column in table.columns],
                "warnings": warnings,
                **sheet_fields(found),
            }
        )
    return {"file": spec["path"], "format": book.format, "error": None, "sheets": sheets}


def preview(spec: dict[str, Any], report: Report) -> dict[str, Any]:
    """How ``spec["path"]`` would be imported from ``spec["sheet"]`` (None: the one with the largest table) as ``spec["kind"]``."""
    path = Path(spec["path"])
    fingerprint = Fingerprint(path)
    choices = Choices.of_spec(spec)
    book = open_book(path, report, Opening.of_spec(spec))
    wanted = None if choices.sheet == STACKED else choices.sheet
    if wanted is not None:
        named(book, wanted)
    sheets = list(scan_all(book.sheets, choices, report))
    first = largest(sheets) if wanted is None else next(found for found in sheets if found.sheet.name == wanted)
    chosen = scan_chosen(first, choices, report)
    sheets = [chosen if found is first else found for found in sheets]
    table = read_table(as_chosen(chosen.chosen, choices), choices, path.stem)
    alike = [found.sheet for found in same_shape(sheets, chosen.chosen, choices)]
    missing = missing_fields(table)
    warnings = [*book.warnings, *chosen.sheet.warnings, *about_tables([chosen]), *table.warnings]
    if missing:
        warnings.append(f"No column was found for {', '.join(missing)}, which {table.kind.title} needs. Choose one.")
    return {
        "file": spec["path"],
        "format": book.format,
        **fingerprint.result(),
        **_as_of(chosen.chosen, path),
        "reading": reading_of(book),
        "sheets": [_previewed_sheet(found, is_alike=found is chosen or found.sheet in alike) for found in sheets],
        **_previewed_table(chosen, table),
        "warnings": warnings,
    }


def _previewed_sheet(found: SheetScan, *, is_alike: bool) -> dict[str, Any]:
    return {
        "name": found.sheet.name,
        "visible": found.sheet.visible,
        "rows": len(found.chosen.rows),
        "columns": len(found.chosen.columns),
        "header_row": found.chosen.header_row,
        "same_shape_as_chosen": is_alike,
        **sheet_fields(found),
    }


def _previewed_table(chosen: SheetScan, table: ReadTable) -> dict[str, Any]:
    """How the chosen table of a sheet would be read, with its first rows."""
    scan = chosen.chosen
    head, head_rows, head_marks = head_of(table)
    above = rows_above(table)
    return {
        "sheet": chosen.sheet.name,
        "table": scan.number,
        "header": list(scan.header_rows),
        "hidden_rows": hidden_of(scan),
        "kind": table.kind.name,
        "kind_confidence": table.confidence,
        "header_row": scan.header_row,
        "wide": wide_of(scan, table.dropped),
        "unpivoted": table.scan.spread is not None,
        "columns": [previewed_column(column, table) for column in table.columns],
        "above": above,
        "head": head,
        "head_rows": head_rows,
        "head_marks": head_marks,
        "hidden_shown": sorted(chosen.sheet.facts.hidden_rows & {*head_rows, *(row for row, _ in above)}),
    }


def stage(spec: dict[str, Any], report: Report) -> dict[str, Any]:
    """Write the typed rows of ``spec["path"]`` into the new SQLite file ``spec["staging"]`` and say what became of them."""
    path = Path(spec["path"])
    fingerprint = Fingerprint(path)
    choices = Choices.of_spec(spec)
    book = open_book(path, report, Opening.of_spec(spec))
    chosen = choose(book, choices, report)
    table = _fit_to_store(chosen.scan, choices, path)
    staging = Staging(Path(spec["staging"]), table, chosen.segments, report)
    try:
        tally = staging.write()
    except BaseException:
        staging.discard()
        raise
    staging.close()
    return {
        "file": spec["path"],
        "format": book.format,
        **fingerprint.result(),
        "sheets": [segment.sheet for segment in chosen.segments],
        "other_sheets": chosen.others,
        "kind": table.kind.name,
        **_as_of(table.scan, path),
        "header_row": table.scan.header_row,
        "columns": [staged_column(writer, table.scan.spread) for writer in staging.writers],
        "mapping": {column.header: column.match.field if column.match else None for column in table.columns},
        "shape": shape_of(table),
        "decided": decided(choices, table, book),
        **tallied(tally),
        "warnings": [
            *book.warnings,
            *about_sheets(book, chosen.others),
            *(warning for found in chosen.sheets for warning in found.sheet.warnings),
            *about_tables(chosen.sheets),
            *table.warnings,
            *about_rows(tally),
        ],
    }


def _fit_to_store(scan: Scan, choices: Choices, path: Path) -> ReadTable:
    """The table of ``scan``, typed and mapped; UserError when it has no rows, lacks what its kind needs, or is too wide."""
    no_rows = " ".join(
        [f"The sheet “{scan.sheet.name}” has no data rows.", *scan.sheet.warnings, "Choose another sheet, or export it again."]
    )
    if not scan.rows:
        raise UserError(no_rows)
    if choices.unpivot and scan.spread is None:
        raise UserError(
            "The table has no columns of periods in sequence, such as Jan 2026, Feb 2026 and Mar 2026, that could become rows. "
            "Import it as it is, or choose another table."
        )
    table = read_table(scan, choices, path.stem)
    missing = missing_fields(table)
    if missing:
        raise UserError(
            f"{table.kind.title} needs {', '.join(missing)}, and no column was found for it. Map a column to it, or choose another kind."
        )
    if len(table.dropped) == len(scan.rows):
        raise UserError(no_rows)
    if len(table.columns) > MOST_COLUMNS:
        raise UserError(too_many_columns(path.name, len(table.columns)))
    return table


def _as_of(scan: Scan, path: Path) -> dict[str, str | None]:
    """The day that the file speaks of, and where it was found."""
    day, place = find_as_of(scan.table.titles, None if scan.sheet.text_only else scan.sheet.name, path.stem, today())
    return {"as_of": day, "as_of_from": place}
