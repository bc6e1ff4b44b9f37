"""The records of what was imported: a dataset, its versions, their columns and where a cell came from."""

from collections.abc import Iterable
from dataclasses import dataclass

HOUR = 3_600_000
"""The milliseconds of an hour, in which figures of durations are given."""


@dataclass(frozen=True)
class Column:
    """One column of a version; its values stand in SQL as :attr:`sql`.

    ``type`` is one of text, integer, number, money, percent, boolean, day, moment, time, duration, name. Money is an integer of
    10^-``scale`` ``currency``; percent counts points (31.0 for 31%); a time is a text such as 14:30:00; a duration is an integer of
    milliseconds; a name is an id in the table ``name``. ``spread``: of columns of
    periods that became rows its values are their headers (“header”) or what stands below these (“value”).
    """

    position: int
    header: str
    source_column: int
    field: str | None
    type: str
    storage: str
    scale: int | None
    currency: str | None
    format: str | None
    zone: str | None
    name_kind: str | None
    filled: int
    distinct: int | None
    minimum: str | None
    maximum: str | None
    spread: str | None = None

    @property
    def sql(self) -> str:
        """The column's name in SQL."""
        return f"c{self.position}"

    @property
    def is_number(self) -> bool:
        """Whether sums and means of it make sense."""
        return self.type in {"integer", "number", "money", "percent", "duration"}

    @property
    def is_time(self) -> bool:
        """Whether its values fall into months."""
        return self.type in {"day", "moment"}


def column_at(columns: Iterable[Column], position: int) -> Column | None:
    """The column at a position; None where there is none."""
    return next((column for column in columns if column.position == position), None)


@dataclass(frozen=True)
class Version:
    """One import into a dataset; ``as_of`` is the day that its content speaks of, found in ``as_of_from``.

    Its rows lie in ``parts``: that of the import, and those of rows that were released from quarantine.
    """

    id: int
    dataset: int
    number: int
    parent: int | None
    kind: str
    as_of: str
    as_of_from: str
    imported_at: str
    source: int
    file: str
    sha256: str
    size: int
    sheet: str
    rows_read: int
    rows_accepted: int
    rows_quarantined: int
    rows_dropped: int
    warnings: tuple[str, ...]
    parts: tuple[int, ...]


@dataclass(frozen=True)
class Dataset:
    """A table that comes again and again; ``version`` is the newest of its ``versions``, and ``counts`` says whether metrics read it."""

    id: int
    name: str
    counts: bool
    created_at: str
    versions: int
    version: Version

    @property
    def kind(self) -> str:
        """What one row is, as the newest version says."""
        return self.version.kind


@dataclass(frozen=True)
class Origin:
    """Where a row, or one cell of it, stands in its file: ``number`` is what the grid calls the row, ``raw`` the text in the cell.

    ``reason``: why that text was kept beside the value. ``own`` is the cell in the row and column of the value, where it was taken from
    another one, ``cell``: it is merged with it, was filled down from it, or is the header of a period.
    """

    file: str
    sha256: str
    sheet: str
    row: int
    number: str
    cell: str | None
    own: str | None
    raw: str | None
    reason: str | None
    imported_at: str
