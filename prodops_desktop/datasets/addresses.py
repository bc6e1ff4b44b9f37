"""Finds the stored cell that somebody means by the number of a row and the name or the letters of a column."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from prodops_desktop.datasets.model import Column, Version
from prodops_desktop.datasets.provenance import Place, cells_of, place_of, raw_of, value_of
from prodops_desktop.datasets.quarantine import Ruling, read_held
from prodops_desktop.datasets.reading import columns_of, parts_of, source_sql
from prodops_desktop.datasets.store import find_version
from prodops_desktop.errors import UserError
from prodops_desktop.intake.readers.model import column_letter
from prodops_desktop.intake.wide import EMPTY_PERIOD
from prodops_desktop.workspace import Store

_LEFT_OUT = "left out as “"
_NUMBER = re.compile(r"(\d[\d,\s\u2009\u202f]*)(?:\.(\d+))?")


@dataclass(frozen=True)
class Address:
    """A stored cell."""

    part: int
    row: int
    column: Column


def find_cell(store: Store, version: int, row: str, column: str, sheet: str | None = None) -> Address:
    """The cell in a row, as its sheet numbers it (“5”, or “5.3” for its third period), and a column: its header, field or letters.

    Raises UserError that says what there is where nothing or more than one thing is meant.
    """
    wanted, period = _numbers(row)
    found, of_column = _column(store, version, column)
    if None not in (period, of_column) and period != of_column:
        raise UserError(f"Column {column.strip().upper()} of the sheet has the period {of_column}, and {row} is the period {period}.")
    places = list(_places(store, version, wanted, of_column if period is None else period, sheet))
    stored = [place for place in places if _is_stored(store, version, *place[:2])]
    if not stored:
        raise UserError(_why_not(store, version, row, places, sheet))
    if len(stored) == 1 or _is_one_cell(store, found, stored):
        return Address(stored[0][0], stored[0][1], found)
    if len({place.sheet for _, _, place in stored}) > 1:
        sheets = ", ".join(f"“{name}”" for name in dict.fromkeys(place.sheet for _, _, place in stored))
        raise UserError(f"Row {row} stands in several sheets: {sheets}. Name one with --sheet.")
    numbers = [place.number for _, _, place in stored]
    raise UserError(f"Row {row} became {len(stored)} rows: {numbers[0]} to {numbers[-1]}. Name one of them.")


def _numbers(row: str) -> tuple[int, int | None]:
    match = _NUMBER.fullmatch(row.strip())
    if match is None:
        raise UserError(f"“{row}” is no row. Write the number that the grid shows in “#”, such as 5, or 5.3.")
    digits = re.sub(r"\D", "", match[1])
    if len(digits) > 12:
        raise UserError(f"No sheet has a row {row}.")
    return int(digits), int(match[2][:12]) if match[2] else None


def _column(store: Store, version: int, name: str) -> tuple[Column, int | None]:
    """The column that is meant, and the period where the letters are those of one."""
    columns = columns_of(store, version)
    plain = " ".join(name.split()).casefold()
    looks = (
        lambda one: one.header == name,
        lambda one: " ".join(one.header.split()).casefold() == plain,
        lambda one: one.field == name.strip(),
        lambda one: one.spread is None and column_letter(one.source_column) == name.strip().upper(),
    )
    for is_meant in looks:
        found = [column for column in columns if is_meant(column)]
        if len(found) == 1:
            return found[0], None
        if found:
            listed = ", ".join(f"“{column.header}”" for column in found)
            raise UserError(f"“{name}” may be any of {listed}. Write its header exactly, or its letters in the sheet.")
    query = "SELECT s.number, s.source_column FROM spread s JOIN version_part p ON p.part = s.part WHERE p.version = ? ORDER BY 1"
    for number, source in store.db.execute(query, (version,)):
        value = next((column for column in columns if column.spread == "value"), None)
        if value is not None and column_letter(source) == name.strip().upper():
            return value, number + 1
    known = ", ".join(column.header for column in columns[:40])
    raise UserError(f"There is no column “{name}”. The columns are: {known}{' …' if len(columns) > 40 else ''}.")


def _places(store: Store, version: int, row: int, period: int | None, sheet: str | None) -> Iterator[tuple[int, int, Place]]:
    """Every row that a part may have for a row of a sheet: part, number in it, and place."""
    for part in parts_of(store, version):
        segments = store.db.execute("SELECT * FROM segment WHERE part = ? ORDER BY first_row", (part,)).fetchall()
        for segment, following in zip(segments, [*segments[1:], None], strict=True):
            if sheet is not None and segment["sheet"] != sheet:
                continue
            stride, first = segment["stride"], (row - 1) * segment["stride"] + segment["shift"] + 1
            periods = range(stride) if period is None else range(period - 1, period) if 0 < period <= stride > 1 else ()
            for number in (first + offset for offset in periods):
                if segment["first_row"] <= number and (following is None or number < following["first_row"]):
                    yield part, number, place_of(store, part, number)


def _is_one_cell(store: Store, column: Column, stored: list[tuple[int, int, Place]]) -> bool:
    """Whether all of these rows have the same cell of the sheet in a column, and say the same in it."""
    said = {
        (place.sheet, cells_of(store, part, row, column, place), value_of(store, part, row, column), raw_of(store, part, row, column))
        for part, row, place in stored
    }
    return len(said) == 1


def _is_stored(store: Store, version: int, part: int, row: int) -> bool:
    query = f"SELECT 1 FROM {source_sql(store, version)} WHERE _part = ? AND _row = ?"
    return store.db.execute(query, (part, row)).fetchone() is not None


def _why_not(store: Store, version: int, row: str, places: list[tuple[int, int, Place]], sheet: str | None) -> str:
    """Why there is no such row: it waits in quarantine, was dismissed from it, or never was one."""
    sheets = [
        one[0]
        for one in store.db.execute("SELECT DISTINCT sheet FROM segment JOIN version_part USING (part) WHERE version = ?", (version,))
    ]
    if sheet is not None and sheet not in sheets:
        return f"No row came from a sheet “{sheet}”. The rows came from: {', '.join(sheets)}."
    for part, number, _ in places:
        held = store.db.execute("SELECT id FROM quarantine WHERE part = ? AND row = ?", (part, number)).fetchone()
        for found in read_held(store, version, [held[0]]) if held else ():
            if found.ruling is None:
                return f"Row {row} waits in quarantine: {' '.join(reason.text for reason in found.reasons) or 'it can be released.'}"
            return _ruled(row, found.ruling)
    return _of_periods(store, version, row, sheet) or _left_out(find_version(store, version), row)


def _left_out(version: Version, row: str) -> str:
    """That a row is none of those that were imported, and what is said of rows that steps of the import left out."""
    if not version.rows_dropped:
        return f"No row {row} was imported: no row of data stands there."
    said = " ".join(warning for warning in version.warnings if _LEFT_OUT in warning)
    return f"No row {row} was imported: no row of data stands there, or the import left it out. {said}".strip()


def _of_periods(store: Store, version: int, row: str, sheet: str | None) -> str | None:
    """Why there is no such row in a sheet whose columns of periods became rows; None where that says nothing about it."""
    number, period = _numbers(row)
    if period is None:
        return None
    query = "SELECT coalesce(max(stride), 1) FROM segment JOIN version_part USING (part) WHERE version = ? AND coalesce(sheet = ?, TRUE)"
    periods = int(store.db.execute(query, (version, sheet)).fetchone()[0])
    if periods == 1:
        return f"{row} names a period, and the rows of this dataset have none. Write {number}."
    if not 0 < period <= periods:
        return f"There is no {row}: the periods of row {number} are {number}.1 to {number}.{periods}."
    of_row = list(_places(store, version, number, None, sheet))
    if not any(_is_stored(store, version, *place[:2]) or _is_held(store, *place[:2]) for place in of_row):
        return None
    return f"No row {row} was imported: its cell is empty, and the step “{EMPTY_PERIOD}” drops such rows."


def _is_held(store: Store, part: int, row: int) -> bool:
    return store.db.execute("SELECT 1 FROM quarantine WHERE part = ? AND row = ?", (part, row)).fetchone() is not None


def _ruled(row: str, ruling: Ruling) -> str:
    return f"Row {row} was {ruling.ruling} from quarantine on {ruling.ruled_at[:10]}: {ruling.reason}."
