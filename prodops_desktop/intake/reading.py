"""A scanned sheet becomes typed columns: headers, mapping, kind, the plan of each column, and what is dropped."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from prodops_desktop.errors import UserError
from prodops_desktop.intake.choices import Choices
from prodops_desktop.intake.column_types import AMBIGUOUS_NUMBERS, TYPES, Hints, Plan, choose_plan
from prodops_desktop.intake.endings import find_non_data
from prodops_desktop.intake.kinds import Kind, find_kind
from prodops_desktop.intake.mapping import Candidate, Match, detect_kind, match_fields
from prodops_desktop.intake.readers.model import Sheet, column_letter
from prodops_desktop.intake.scanning import Column, Scan
from prodops_desktop.intake.tables import unique_headers


@dataclass
class ReadColumn:
    """One column of the table; ``position`` counts the columns kept from 1, ``index`` those of the scan from 0."""

    position: int
    index: int
    header: str
    source_column: int
    plan: Plan
    column: Column
    hints: Hints
    match: Match | None = None
    required: bool = False
    low: float | None = None
    high: float | None = None
    name_kind: str | None = None
    as_written: bool = False
    """Whether who takes the rows reads also those cells that can't be stored."""

    @property
    def letter(self) -> str:
        """The column's letters in the sheet."""
        return column_letter(self.source_column)


@dataclass
class ReadTable:
    """What is known of a table before its rows are stored. ``dropped``: index of a data row → the step that drops it."""

    scan: Scan
    columns: list[ReadColumn]
    kind: Kind
    confidence: float
    dropped: dict[int, str] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)


def read_table(scan: Scan, choices: Choices) -> ReadTable:
    """Type and map the columns of ``scan``; UserError for a kind, field, type or header that does not exist."""
    columns = _kept_columns(scan)
    _check_names(choices, columns)
    dropped = find_non_data(scan)
    if dropped:
        for column in columns:
            column.column.leave_out(dropped)
    order = _order_of_days(columns)
    for column in columns:
        column.plan = choose_plan(column.column.kept, _hinted(column, order, None, None))
    candidates = [_candidate(column) for column in columns]
    kind, confidence = (find_kind(choices.kind), 1.0) if choices.kind else detect_kind(candidates)
    matches = _with_choices(match_fields(kind, candidates), choices, columns, kind)
    for at, column in enumerate(columns):
        _settle(column, matches.get(at), kind, choices, order)
    table = ReadTable(scan, columns, kind, confidence, dropped)
    table.warnings = _warnings(table)
    return table


def _kept_columns(scan: Scan) -> list[ReadColumn]:
    """The columns with a name or a value; empty ones at the side of a table are none of it."""
    names = list(scan.table.names)[: len(scan.columns)] + [""] * (len(scan.columns) - len(scan.table.names))
    kept = [at for at, column in enumerate(scan.columns) if names[at] or column.evidence.filled]
    first = scan.sheet.first_column
    headers = unique_headers([names[at] for at in kept], [first + at for at in kept])
    blank = Plan("text")
    return [
        ReadColumn(position, at, header, first + at, blank, scan.columns[at], _hints_of(scan.sheet, first + at, header))
        for position, (at, header) in enumerate(zip(kept, headers, strict=True), 1)
    ]


def _hints_of(sheet: Sheet, source_column: int, header: str) -> Hints:
    facts = sheet.facts
    return Hints(header, percent_format=source_column in facts.percent_columns, money_format=source_column in facts.money_columns)


def _hinted(column: ReadColumn, order: bool | None, field_type: str | None, forced: str | None) -> Hints:
    hints = column.hints
    return Hints(hints.header, field_type, forced, hints.percent_format, hints.money_format, order)


def _order_of_days(columns: list[ReadColumn]) -> bool | None:
    """Whether days come first where one column tells, for the columns that don't; None when none does or they differ."""
    first = sum(column.column.kept.first_over_12 > 0 for column in columns)
    second = sum(column.column.kept.second_over_12 > 0 for column in columns)
    return None if bool(first) == bool(second) else bool(first)


def _candidate(column: ReadColumn) -> Candidate:
    evidence = column.column.kept
    distinct = evidence.value_distinct + evidence.word_distinct if column.column.coded else None
    return Candidate(column.header, column.plan.type, evidence.filled, distinct, evidence)


def _check_names(choices: Choices, columns: list[ReadColumn]) -> None:
    headers = {column.header for column in columns}
    for header in [*(choices.mapping or {}), *(choices.types or {})]:
        if header not in headers:
            raise UserError(f"There is no column “{header}”. The columns are: {', '.join(column.header for column in columns)}.")
    for header, wanted in (choices.types or {}).items():
        if wanted not in TYPES[:-1]:
            raise UserError(f"“{wanted}” for “{header}” is no type of column. The types are: {', '.join(TYPES[:-1])}.")


def _with_choices(found: dict[int, Match], choices: Choices, columns: list[ReadColumn], kind: Kind) -> dict[int, Match]:
    matches = dict(found)
    for at, column in enumerate(columns):
        if choices.mapping is None or column.header not in choices.mapping:
            continue
        wanted = choices.mapping[column.header]
        matches.pop(at, None)
        if wanted is None:
            continue
        kind.field(wanted)
        for other in [other for other, match in matches.items() if match.field == wanted]:
            if columns[other].header in choices.mapping:
                raise UserError(f"“{columns[other].header}” and “{column.header}” are both to be “{wanted}”. Choose one of them.")
            del matches[other]
        matches[at] = Match(wanted, 1.0)
    return matches


def _settle(column: ReadColumn, match: Match | None, kind: Kind, choices: Choices, order: bool | None) -> None:
    """Give a column its final plan, now that its field is known."""
    column.match = match
    forced = (choices.types or {}).get(column.header)
    wanted = None
    if match is not None:
        described = kind.field(match.field)
        column.required, column.low, column.high = described.required, described.low, described.high
        column.name_kind = described.name_kind if forced is None else None
        wanted = None if described.type == "any" else described.type
    column.plan = choose_plan(column.column.kept, _hinted(column, order, wanted, "name" if column.name_kind else forced))
    column.as_written = match is not None and kind.field(match.field).as_written and column.plan.type in ("day", "moment")


def missing_fields(table: ReadTable) -> list[str]:
    """Titles of the fields that the kind needs and no column is mapped to."""
    found = {column.match.field for column in table.columns if column.match}
    missing = [field.title for field in table.kind.fields if field.required and field.name not in found]
    for group in () if table.kind.either_tells else table.kind.either:
        if not found & set(group):
            missing.append(" or ".join(table.kind.field(name).title for name in group))
    return missing


def _warnings(table: ReadTable) -> list[str]:
    notes = [note for column in table.columns for note in column.plan.notes if note != AMBIGUOUS_NUMBERS]
    open_numbers = {
        column.header: column.column.kept.ambiguous.total() for column in table.columns if AMBIGUOUS_NUMBERS in column.plan.notes
    }
    if open_numbers:
        notes.append(f"{_listed(open_numbers)}: {sum(open_numbers.values()):,} {AMBIGUOUS_NUMBERS}.")
    for column in table.columns:
        evidence = column.column.kept
        words = column.plan.missing
        count = sum(evidence.words[word] for word in words)
        if count:
            shown = ", ".join(f"“{word}”" for word in sorted(words)[:3])
            notes.append(f"“{column.header}”: {count:,} {_cells(count)} with {shown} {_are(count)} taken as missing.")
    errors = {column.header: column.column.kept.errors for column in table.columns if column.column.kept.errors}
    if errors:
        count = sum(errors.values())
        notes.append(
            f"{_listed(errors)}: {count:,} {_cells(count)} {'holds' if count == 1 else 'hold'} an error of the spreadsheet, such as #N/A."
        )
    steps: dict[str, int] = {}
    for step in table.dropped.values():
        steps[step] = steps.get(step, 0) + 1
    for step, rows in steps.items():
        notes.append(f"{rows:,} {'row was' if rows == 1 else 'rows were'} left out as “{step}”.")
    if table.scan.table.header is None and table.scan.rows:
        notes.append("No header row was found; the columns are called after their places.")
    repeated = [column.header for column in table.columns if re.search(r" \(\d+\)$", column.header)]
    if repeated:
        notes.append(f"Headers that occur more than once were numbered: {', '.join(repeated[:6])}{' …' if len(repeated) > 6 else ''}.")
    return notes


def _listed(headers: Iterable[str]) -> str:
    """Up to five headers in quotation marks."""
    named = [f"“{header}”" for header in headers]
    return ", ".join(named[:5]) + (f" and {len(named) - 5} more" if len(named) > 5 else "")


def _cells(count: int) -> str:
    return "cell" if count == 1 else "cells"


def _are(count: int) -> str:
    return "is" if count == 1 else "are"
