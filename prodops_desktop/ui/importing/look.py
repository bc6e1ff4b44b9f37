"""What a first look into a file found, as records that the steps of the dialog show."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from prodops_desktop.intake.kinds import KINDS, Kind


@dataclass(frozen=True)
class SheetLook:
    """One sheet: its size without header and titles, and whether its columns are those of the sheet that was looked at."""

    name: str
    visible: bool
    rows: int
    columns: int
    header_row: int | None
    same_shape: bool


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


@dataclass(frozen=True)
class Look:
    """A file seen as ``kind`` from ``sheet``; ``head`` holds the raw texts of its first rows."""

    format: str
    sha256: str
    size: int
    as_of: str | None
    as_of_from: str | None
    sheets: tuple[SheetLook, ...]
    sheet: str
    kind: str
    kind_confidence: float
    columns: tuple[ColumnLook, ...]
    head: tuple[tuple[str, ...], ...]
    warnings: tuple[str, ...]

    @property
    def alike(self) -> tuple[SheetLook, ...]:
        """The visible sheets with rows that have the shape of the one that was looked at."""
        return tuple(sheet for sheet in self.sheets if sheet.visible and sheet.same_shape and sheet.rows)

    def found(self) -> dict[str, str | None]:
        """The mapping that was found: header to field."""
        return {column.header: column.field for column in self.columns}


def as_look(value: dict[str, Any]) -> Look:
    """The result of the preview task as a record."""
    return Look(
        format=value["format"],
        sha256=value["sha256"],
        size=value["bytes"],
        as_of=value["as_of"],
        as_of_from=value["as_of_from"],
        sheets=tuple(
            SheetLook(one["name"], one["visible"], one["rows"], one["columns"], one["header_row"], one["same_shape_as_chosen"])
            for one in value["sheets"]
        ),
        sheet=value["sheet"],
        kind=value["kind"],
        kind_confidence=value["kind_confidence"],
        columns=tuple(
            ColumnLook(
                one["letter"],
                one["header"],
                one["type"],
                tuple(one["samples"]),
                one["filled"],
                one["distinct"],
                one["field"],
                one["confidence"],
                (one["note"] or "").removeprefix(f"“{one['header']}”: "),
            )
            for one in value["columns"]
        ),
        head=tuple(tuple(row) for row in value["head"]),
        warnings=tuple(value["warnings"]),
    )


def place_of_day(found_in: str, sheets: Sequence[str], path: Path) -> str:
    """Where the day was found: the sheet of a text file has no name but that of its file."""
    return "file name" if found_in == "sheet name" and list(sheets) == [path.stem] else found_in


def missing_titles(kind: Kind, mapping: dict[str, str | None]) -> list[str]:
    """What ``kind`` needs and no column is mapped to, by title."""
    found = set(mapping.values())
    missing = [field.title for field in kind.fields if field.required and field.name not in found]
    groups = (group for group in kind.either if not found & set(group))
    return missing + [" or ".join(kind.field(name).title for name in group) for group in groups]


def field_title(kind: str, field: str | None) -> str:
    """The title of a field of a kind; empty for none."""
    return next((one.title for one in KINDS[kind].fields if one.name == field), "")
