"""What an area says on its sheet of a pack, as plain figures, tables and sentences; whoever writes the pack decides how it looks."""

from collections.abc import Sequence
from dataclasses import dataclass

from prodops_desktop.datasets.sheets import NUMBER, SheetColumn, SheetValue


@dataclass(frozen=True)
class Tile:
    """One large figure: its label, its value (None where it is not known), what it holds, and the line below that says of what."""

    label: str
    value: SheetValue
    holds: str = NUMBER
    below: str = ""


@dataclass(frozen=True)
class BarChart:
    """Bars from zero over the rows of a table, in their order; ``names`` and ``values`` are positions of its columns.

    Rows without a value belong at the end of the table, where they are left out. Values under ``low`` stand out.
    """

    title: str
    names: int
    values: int
    low: float | None = None


@dataclass(frozen=True)
class AreaTable:
    """A table under its heading; amounts are in the currency of the sheet.

    A last column of text takes all the width that is left. ``note`` says what the rows are, or which ones are not shown. ``total`` is a
    last row, with None in the columns that can't be added.
    """

    heading: str
    columns: tuple[SheetColumn, ...]
    rows: Sequence[tuple[SheetValue, ...]]
    total: tuple[SheetValue, ...] | None = None
    note: str = ""
    chart: BarChart | None = None


@dataclass(frozen=True)
class Definition:
    """How a figure is worked out, and how it can mislead; ``better`` is up, down or None."""

    name: str
    formula: str
    misleads: str
    unit: str = ""
    better: str | None = None


@dataclass(frozen=True)
class AreaSheet:
    """The sheet of an area: ``headline`` is the conclusion, worked out from the figures, and ``subtitle`` one line of context.

    ``currency`` is that of every amount. ``notes`` are sentences on what could not be counted, and ``sources`` the ids of the versions
    that the figures were taken from. Tables without rows are not shown.
    """

    title: str
    headline: str
    subtitle: str
    currency: str
    tiles: tuple[Tile, ...]
    tables: tuple[AreaTable, ...]
    definitions: tuple[Definition, ...] = ()
    notes: tuple[str, ...] = ()
    sources: tuple[int, ...] = ()
