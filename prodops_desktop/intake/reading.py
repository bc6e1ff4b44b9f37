"""A scanned sheet becomes typed columns: headers, mapping, kind, the plan of each column, and what is dropped."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from prodops_desktop.errors import UserError
from prodops_desktop.intake.choices import Choices
from prodops_desktop.intake.column_types import TYPES, Hints, Plan, choose_plan
from prodops_desktop.intake.endings import find_non_data, texts_of
from prodops_desktop.intake.kinds import Kind, find_kind
from prodops_desktop.intake.mapping import Candidate, Match, detect_kind, match_fields
from prodops_desktop.intake.read_columns import (
    ReadColumn,
    beside_amounts,
    codes_in,
    day_order_of,
    decimal_sign_of,
    orders_differ,
    short_first_in,
    with_currency,
)
from prodops_desktop.intake.reading_notes import currency_note, note_on_left_out, notes_on_columns, notes_on_rows
from prodops_desktop.intake.scanning import Scan

__all__ = ["MOST_COLUMNS", "ReadColumn", "ReadTable", "missing_fields", "read_table", "too_many_columns"]

MOST_COLUMNS = 1900
"""SQLite takes 2,000 columns in a query, and some are needed beside those of the sheet."""


@dataclass
class ReadTable:
    """What is known of a table before its rows are stored.

    ``dropped``: index of a data row → the step that drops it. ``left_out``: the columns that are not to be stored, as indices of the scan.
    """

    scan: Scan
    columns: list[ReadColumn]
    kind: Kind
    confidence: float
    dropped: dict[int, str] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    left_out: tuple[int, ...] = ()


def read_table(scan: Scan, choices: Choices, file: str = "") -> ReadTable:
    """Type and map the columns of ``scan``; UserError for a kind, field, type or header that does not exist.

    ``file`` is what the file is called: it may tell of what kind the table is.
    """
    columns, left_out = _columns_of(scan, choices.left_out)
    _check_names(choices, columns)
    dropped = find_non_data(scan)
    if dropped:
        for column in columns:
            column.column.leave_out(dropped)
    _hint(columns, choices)
    for column in columns:
        column.plan = choose_plan(column.column.kept, column.hints)
    candidates = [_candidate(column) for column in columns]
    about = (scan.sheet.name, *scan.table.titles, file)
    kind, confidence = (find_kind(choices.kind), 1.0) if choices.kind else detect_kind(candidates, about)
    matches = _with_choices(match_fields(kind, candidates, is_asked_for=choices.kind is not None), choices, columns, kind)
    for at, column in enumerate(columns):
        _settle(column, matches.get(at), kind, choices)
    currencies = _name_currencies(columns, scan, dropped)
    table = ReadTable(scan, columns, kind, confidence, dropped, left_out=tuple(left_out))
    headless = scan.table.header is None and bool(scan.rows)
    texts = scan.dropped_texts if scan.dropped is not None else texts_of(scan, dropped)
    on_rows = notes_on_rows(dropped, texts, headless=headless, headers=[column.header for column in columns])
    table.warnings = [*notes_on_columns(columns), *currencies, *on_rows, *note_on_left_out(left_out.values())]
    return table


def _columns_of(scan: Scan, left_out: Sequence[str]) -> tuple[list[ReadColumn], dict[int, str]]:
    """The columns that are stored, and the place and header of each that is not."""
    blank, headers = Plan("text"), scan.headers()
    for header in left_out:
        if header not in {known for _, known in headers}:
            raise UserError(f"There is no column “{header}” to leave out. The columns are: {', '.join(known for _, known in headers)}.")
    kept = [(at, header) for at, header in headers if header not in left_out]
    if left_out and not kept:
        raise UserError("Every column is left out. Keep at least one of them.")
    columns = [
        ReadColumn(position, at, header, scan.source_column(at), blank, scan.columns[at], _hints_of(scan, at, header))
        for position, (at, header) in enumerate(kept, 1)
    ]
    return columns, {at: header for at, header in headers if header in left_out}


def _hints_of(scan: Scan, at: int, header: str) -> Hints:
    if scan.spread is not None and at == scan.spread.header_at:
        return Hints(header)  # the formats are those of the values
    facts, column = scan.sheet.facts, scan.source_column(at)
    return Hints(
        header,
        percent_format=column in facts.percent_columns,
        money_format=column in facts.money_columns,
        currencies=frozenset(code for place, code in facts.currencies if place == column),
        since_1904=facts.since_1904,
        zeros=dict(facts.zeros).get(column, 0),
    )


def _hint(columns: Sequence[ReadColumn], choices: Choices) -> None:
    """Tell each column what the others, the workspace and the operator say."""
    order, differ, short_first = day_order_of(columns), orders_differ(columns), short_first_in(columns)
    sign = decimal_sign_of(columns)
    for column in columns:
        header = column.header
        column.hints = replace(
            column.hints,
            day_first=order,
            orders_differ=differ,
            short_first=short_first,
            usual_day_first=choices.day_first,
            decimal=sign,
            order=(choices.orders or {}).get(header),
            sign=(choices.decimals or {}).get(header),
            percent=(choices.percents or {}).get(header),
        )


def _candidate(column: ReadColumn) -> Candidate:
    evidence = column.column.kept
    distinct = evidence.value_distinct + evidence.word_distinct if column.column.coded else None
    return Candidate(column.header, column.plan.type, evidence.filled, distinct, evidence)


def _check_names(choices: Choices, columns: list[ReadColumn]) -> None:
    headers = {column.header for column in columns}
    for header in [
        *(choices.mapping or {}),
        *(choices.types or {}),
        *(choices.orders or {}),
        *(choices.decimals or {}),
        *(choices.percents or {}),
    ]:
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


def _settle(column: ReadColumn, match: Match | None, kind: Kind, choices: Choices) -> None:
    """Give a column its final plan, now that its field is known."""
    column.match = match
    forced = (choices.types or {}).get(column.header)
    if match is not None:
        described = kind.field(match.field)
        column.required, column.low, column.high = described.required, described.low, described.high
        column.name_kind = described.name_kind if forced is None else None
        is_any = described.type == "any"
        column.hints = replace(column.hints, field_type=None if is_any else described.type, needed=described.required, whole=is_any)
    column.hints = replace(column.hints, forced="name" if column.name_kind else forced)
    column.plan = choose_plan(column.column.kept, column.hints)
    column.as_written = match is not None and kind.field(match.field).as_written and column.plan.type in ("day", "moment")


def too_many_columns(file: str, count: int) -> str:
    """The sentence on a table that is wider than a dataset can be."""
    return f"{file} has {count:,} columns; a dataset can have {MOST_COLUMNS:,}. Leave some out."


def missing_fields(table: ReadTable) -> list[str]:
    """Titles of the fields that the kind needs and no column is mapped to."""
    found = {column.match.field for column in table.columns if column.match}
    missing = [field.title for field in table.kind.fields if field.required and field.name not in found]
    for group in table.kind.either:
        if not found & set(group):
            missing.append(" or ".join(table.kind.field(name).title for name in group))
    return missing


def _name_currencies(columns: Sequence[ReadColumn], scan: Scan, dropped: dict[int, str]) -> list[str]:
    """Take the currency of amounts from the column beside them, and say so."""
    naming, amounts = beside_amounts(columns)
    if naming is None:
        return []
    codes = codes_in(naming)
    every_row = naming.column.kept.filled == len(scan.rows) - len(dropped)
    code = next(iter(codes)) if len(codes) == 1 and every_row else None
    if code is not None:
        for column in amounts:
            with_currency(column, code)
    return [currency_note([column.header for column in amounts], naming.header, code)]
