"""What a look into a file found, as records that the steps of the dialog show."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from prodops_desktop.intake.kinds import KINDS, Kind
from prodops_desktop.ui.texts import tr

_END_OF_RANGE = re.compile(r"(\d+)$")
VISIBLE, HIDDEN = "visible", "hidden"
"""States of a sheet; one that is neither is not even listed by the spreadsheet program."""


@dataclass(frozen=True)
class TableLook:
    """A table of a sheet: its range such as “B3:F20”, its header rows as rows of the sheet, and its size without them."""

    number: int
    range: str
    header_rows: tuple[int, ...]
    rows: int
    columns: int
    title: str


@dataclass(frozen=True)
class SheetLook:
    """One sheet: its size without header and titles, and whether its columns are those of the sheet that was looked at."""

    name: str
    state: str
    rows: int
    columns: int
    same_shape: bool
    hidden_rows: int = 0
    hidden_columns: int = 0
    tables: tuple[TableLook, ...] = ()

    @property
    def visible(self) -> bool:
        """Whether the spreadsheet program shows it."""
        return self.state == VISIBLE


@dataclass(frozen=True)
class Option:
    """One way to read what can be read in several; ``example`` is what comes of the first such value."""

    id: str
    title: str
    example: str


@dataclass(frozen=True)
class OpenRow:
    """A value that can be read in several ways: its row in the sheet, its text, and its reading for each option that gives one."""

    row: int
    raw: str
    readings: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """Something that the values of a column leave open, in ``count`` rows; ``chosen`` is the option that is taken unless answered."""

    id: str
    count: int
    text: str
    why: str
    chosen: str
    options: tuple[Option, ...]
    rows: tuple[OpenRow, ...] = ()

    def option(self, id_: str) -> Option:
        """The option of this id; the chosen one where there is none."""
        found = {option.id: option for option in self.options}
        return found.get(id_) or found[self.chosen]


@dataclass(frozen=True)
class ColumnLook:
    """One column as it would be read: its letters in the sheet, its header and raw samples, and the field that was found for it."""

    letter: str
    header: str
    type: str
    samples: tuple[str, ...]
    filled: int
    distinct: int | None
    field: str | None
    confidence: float
    note: str
    hidden: bool = False
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True)
class Wide:
    """Columns that are periods in sequence, and what comes of them as ``rows`` rows with a column ``header`` and one ``value``."""

    first: str
    last: str
    count: int
    header: str
    value: str
    rows: int


@dataclass(frozen=True)
class TextLook:
    """How a text file was read, and as what else it could be."""

    encoding: str
    delimiter: str
    encodings: tuple[str, ...]


@dataclass(frozen=True)
class RawRow:
    """A row of the sheet as raw texts; ``mark`` is the step that leaves it out, if one does."""

    row: int
    texts: tuple[str, ...]
    mark: str = ""
    hidden: bool = False


@dataclass(frozen=True)
class Look:
    """A file seen as ``kind`` from ``table`` of ``sheet``; ``above`` and ``head`` hold the rows before its data and its first ones."""

    format: str
    sha256: str
    size: int
    as_of: str | None
    as_of_from: str | None
    sheets: tuple[SheetLook, ...]
    sheet: str
    table: int
    header: tuple[int, ...]
    kind: str
    kind_confidence: float
    columns: tuple[ColumnLook, ...]
    above: tuple[RawRow, ...]
    head: tuple[RawRow, ...]
    warnings: tuple[str, ...]
    wide: Wide | None = None
    unpivoted: bool = False
    text: TextLook | None = None

    @property
    def alike(self) -> tuple[SheetLook, ...]:
        """The visible sheets with rows that have the shape of the one that was looked at."""
        return tuple(sheet for sheet in self.sheets if sheet.visible and sheet.same_shape and sheet.rows)

    @property
    def own_sheet(self) -> SheetLook | None:
        """The sheet that was looked at."""
        return next((sheet for sheet in self.sheets if sheet.name == self.sheet), None)

    @property
    def tables(self) -> tuple[TableLook, ...]:
        """The tables of the sheet that was looked at."""
        return self.own_sheet.tables if self.own_sheet else ()

    @property
    def own_table(self) -> TableLook | None:
        """The table that was looked at."""
        return next((table for table in self.tables if table.number == self.table), None)

    @property
    def last_row(self) -> int:
        """The last row of the sheet that is known to hold something."""
        ends = [int(found[1]) for table in self.tables if (found := _END_OF_RANGE.search(table.range))]
        return max([*ends, *(row.row for row in (*self.above, *self.head))], default=1)

    @property
    def rows(self) -> int:
        """How many rows the table has."""
        if self.wide is not None and self.unpivoted:
            return self.wide.rows
        own = self.own_table or self.own_sheet
        return own.rows if own else 0


def as_look(value: dict[str, Any]) -> Look:
    """The result of the preview task as a record."""
    marks = zip(value["head_rows"], value["head"], value["head_marks"], strict=True)
    hidden = set(value["hidden_shown"])
    return Look(
        format=value["format"],
        sha256=value["sha256"],
        size=value["bytes"],
        as_of=value["as_of"],
        as_of_from=value["as_of_from"],
        sheets=tuple(_sheet(one) for one in value["sheets"]),
        sheet=value["sheet"],
        table=value["table"],
        header=tuple(value["header"]),
        kind=value["kind"],
        kind_confidence=value["kind_confidence"],
        columns=tuple(_column(one) for one in value["columns"]),
        above=tuple(RawRow(row, tuple(texts), hidden=row in hidden) for row, texts in value["above"]),
        head=tuple(RawRow(row, tuple(texts), mark or "", row in hidden) for row, texts, mark in marks),
        warnings=tuple(value["warnings"]),
        wide=_wide(value["wide"]) if value["wide"] else None,
        unpivoted=value["unpivoted"],
        text=_text(value["reading"]) if value["reading"] else None,
    )


def _sheet(one: dict[str, Any]) -> SheetLook:
    return SheetLook(
        name=one["name"],
        state=one["state"],
        rows=one["rows"],
        columns=one["columns"],
        same_shape=one["same_shape_as_chosen"],
        hidden_rows=one["hidden_rows"],
        hidden_columns=one["hidden_columns"],
        tables=tuple(
            TableLook(table["number"], table["range"], tuple(table["header_rows"]), table["rows"], table["columns"], table["title"] or "")
            for table in one["tables"]
        ),
    )


def _column(one: dict[str, Any]) -> ColumnLook:
    return ColumnLook(
        letter=one["letter"],
        header=one["header"],
        type=one["type"],
        samples=tuple(one["samples"]),
        filled=one["filled"],
        distinct=one["distinct"],
        field=one["field"],
        confidence=one["confidence"],
        note=(one["note"] or "").removeprefix(f"“{one['header']}”: "),
        hidden=one["hidden"],
        questions=tuple(_question(asked) for asked in one["questions"]),
    )


def _question(asked: dict[str, Any]) -> Question:
    return Question(
        id=asked["id"],
        count=asked["count"],
        text=asked["text"],
        why=asked["why"],
        chosen=asked["chosen"],
        options=tuple(Option(one["id"], one["title"], one["example"]) for one in asked["options"]),
        rows=tuple(OpenRow(one["row"], one["raw"], tuple(one["readings"])) for one in asked["rows"]),
    )


def _wide(found: dict[str, Any]) -> Wide:
    return Wide(found["first"], found["last"], found["count"], found["header"], found["value"], found["rows"])


def _text(found: dict[str, Any]) -> TextLook:
    return TextLook(found["encoding"], found["delimiter"], tuple(found["encodings"]))


def place_of_day(found_in: str, sheets: Sequence[str], path: Path) -> str:
    """Where the day was found: the sheet of a text file has no name but that of its file."""
    return "file name" if found_in == "sheet name" and list(sheets) == [path.stem] else found_in


def missing_titles(kind: Kind, mapping: dict[str, str | None]) -> list[str]:
    """What ``kind`` needs and no column is mapped to, by title."""
    found = set(mapping.values())
    missing = [field.title for field in kind.fields if field.required and field.name not in found]
    groups = (group for group in kind.either if not found & set(group))
    return missing + [" or ".join(kind.field(name).title for name in group) for group in groups]


def missing_text(titles: Sequence[str]) -> str:
    """What is missing as one phrase; “Month, and MRR or ARR”: a choice of fields does not run into what stands before it."""
    *before, last = titles
    if not before:
        return last
    comma = "," if any(" or " in title for title in titles) else ""
    return tr("{fields} and {last}", fields=", ".join(before) + comma, last=last)


def field_title(kind: str, field: str | None) -> str:
    """The title of a field of a kind; empty for none."""
    return next((one.title for one in KINDS[kind].fields if one.name == field), "")
