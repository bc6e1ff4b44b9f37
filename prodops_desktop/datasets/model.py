"""The records of what was imported: a dataset, its versions, their columns and where a cell came from."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """One column of a version; its values stand in SQL as :attr:`sql`.

    ``type`` is one of text, integer, number, money, percent, boolean, day, moment, name. Money is an integer of
    10^-``scale`` ``currency``; percent counts points (31.0 for 31 %); a name is an id in the table ``name``.
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

    @property
    def sql(self) -> str:
        """The column's name in SQL."""
        return f"c{self.position}"

    @property
    def is_number(self) -> bool:
        """Whether sums and means of it make sense."""
        return self.type in {"integer", "number", "money", "percent"}

    @property
    def is_time(self) -> bool:
        """Whether its values fall into months."""
        return self.type in {"day", "moment"}


@dataclass(frozen=True)
class Version:
    """One import into a dataset; ``as_of`` is the day that its content speaks of, found in ``as_of_from``."""

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
class QuarantinedRow:
    """A row that was not accepted: its raw cells in column order, and why."""

    sheet: str
    row: int
    cells: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Origin:
    """Where a row, or one cell of it, stands in its file; ``raw`` is the text there when it differs from what is shown."""

    file: str
    sha256: str
    sheet: str
    row: int
    cell: str | None
    raw: str | None
    reason: str | None
    imported_at: str
