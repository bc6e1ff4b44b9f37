"""Reads a file as far as an expectation of it goes, and says in words where it is another one."""

from pathlib import Path
from typing import Any

from prodops_desktop.errors import UserError
from prodops_desktop.intake import tasks
from prodops_desktop.intake.readers.model import Sheet, column_letter, raw_text
from prodops_desktop.intake.readers.opening import Opening, open_book
from prodops_desktop.work.report import ignored
from tests.data.outcomes import Found, Outcome


def told_of(path: Path, outcome: Outcome) -> dict[str, Any]:
    """What ``inspect`` says of the file, in this process."""
    try:
        return tasks.inspect({"path": str(path), "password": outcome.password}, ignored())
    except UserError as error:
        return {"format": None, "error": str(error), "sheets": []}


def differences(path: Path, outcome: Outcome, told: dict[str, Any]) -> list[str]:
    """Where what was ``told`` of the file is not what is expected; cells are read again for it."""
    if outcome.says:
        error = told["error"] or ""
        return [] if outcome.says in error and error.endswith(".") and not told["sheets"] else [f"says {error!r}, not {outcome.says!r}"]
    if told["error"]:
        return [f"says {told['error']!r}"]
    found = []
    if outcome.format and told["format"] != outcome.format:
        found.append(f"is {told['format']}")
    warnings = " ".join(warning for sheet in told["sheets"] for warning in sheet["warnings"])
    if outcome.warns not in warnings:
        found.append(f"warns {warnings!r}")
    if len(told["sheets"]) != len(outcome.sheets):
        found.append(f"has {len(told['sheets'])} sheets")
    for seen, one in zip(told["sheets"], outcome.sheets, strict=False):
        expected = {"name": one.name, "cells": one.cells}
        if one.rows is not None:
            expected |= {"header_row": one.header_row, "rows": one.rows}
        found += [f"{one.name}: {key} is {seen[key]!r}, not {value!r}" for key, value in expected.items() if seen[key] != value]
    return found + _other_cells(path, outcome)


def _other_cells(path: Path, outcome: Outcome) -> list[str]:
    book = open_book(path, ignored(), Opening(password=outcome.password))
    found = []
    for sheet, expected in zip(book.sheets, outcome.sheets, strict=False):
        if sheet.state != expected.state:
            found.append(f"{sheet.name} is {sheet.state}")
        there = _cells(sheet, expected)
        found += [
            f"{place} is {there.get(place, '')!r}, not {text!r}" for place, text in expected.at.items() if there.get(place, "") != text
        ]
    return found


def _cells(sheet: Sheet, expected: Found) -> dict[str, str]:
    """The raw texts of the cells that are expected to be something, by address."""
    there = {}
    for batch in sheet.batches():
        for row, cells in enumerate(batch.rows, batch.first_row):
            for column, cell in enumerate(cells, sheet.first_column):
                if (place := f"{column_letter(column)}{row}") in expected.at:
                    there[place] = raw_text(cell)
    return there
