"""What the operator decided about one sheet of a file so far; going back and forth, and to another table or kind, keeps it."""

import copy
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from prodops_desktop.datasets.request import ImportRequest
from prodops_desktop.intake.choices import STACKED, Choices
from prodops_desktop.ui.importing.look import Look
from prodops_desktop.ui.importing.naming import Target, dataset_of, proposed_name
from prodops_desktop.ui.importing.table_choices import TableChoices

WAITING, READING, LOCKED, READ, REFUSED, STORING, IMPORTED, SKIPPED = (
    "waiting", "reading", "locked", "read", "refused", "storing", "imported", "skipped",
)  # fmt: skip
"""States of a sheet in the queue; LOCKED waits for a password."""


@dataclass
class Destination:
    """The dataset and day of what is imported; ``wanted`` names the dataset that the file was brought for, ``into`` an existing one."""

    stem: str
    wanted: str = ""
    new_name: str = ""
    into: str | None = None
    as_of: str | None = None
    as_of_wrong: bool = False
    proposed: bool = False
    touched: bool = False
    """Whether the operator said anything about the dataset."""

    def propose(self, targets: list[Target]) -> None:
        """Propose the dataset, once: the one it was chosen for, else the one that the file continues, else a new one."""
        if self.proposed:
            return
        self.proposed = True
        self.new_name = proposed_name(self.stem)
        found = dataset_of(self.stem, self.wanted, targets)
        self.into = found.name if found else None

    @property
    def name(self) -> str:
        """The dataset that it goes into."""
        return (self.into or self.new_name).strip()


@dataclass(eq=False)
class Origin:
    """A file of the queue: what all of its sheets share. ``password`` opens it, and is kept in the keyring if ``keeps`` it."""

    path: Path
    password: str | None = field(default=None, repr=False)
    keeps: bool = False
    encoding: str | None = None
    delimiter: str | None = None

    @property
    def stem(self) -> str:
        """The file's name without its ending."""
        return self.path.name.split(".")[0] or self.path.name


@dataclass(frozen=True)
class Snapshot:
    """The choices of a sheet that decide on the look into it."""

    table: int | None
    hidden_rows: bool
    tables: dict[int | None, TableChoices]
    encoding: str | None
    delimiter: str | None


@dataclass(eq=False)
class FileChoices:
    """One sheet of the queue. ``sheet`` and ``table`` are None while they are what was found; ``tables`` goes by ``table``."""

    origin: Origin
    destination: Destination
    sheet: str | None = None
    table: int | None = None
    hidden_rows: bool = True
    tables: dict[int | None, TableChoices] = field(default_factory=dict)
    again: bool = False
    step: int = 0
    state: str = WAITING
    reason: str = ""
    seen: bool = False
    """Whether it was shown."""
    looks: dict[str, Look] = field(default_factory=dict)
    read_as: dict[str, dict[str, str]] = field(default_factory=dict)
    """For each look, header to the type that the column was to be read as."""
    found_table: int | None = None
    shown: Look | None = None
    """The newest look, which may belong to earlier choices while another one is on its way."""

    @property
    def path(self) -> Path:
        """Where the file lies."""
        return self.origin.path

    @property
    def own(self) -> TableChoices:
        """What was decided about the table that is chosen."""
        return self.tables.setdefault(self.table, TableChoices())

    @property
    def look(self) -> Look | None:
        """What is known of the file with these choices, if it was looked at."""
        return self.looks.get(self.key)

    @property
    def raw(self) -> Look | None:
        """The look that shows the rows as they are in the file: not the one in which columns of periods are rows, if there is another."""
        own = self.own
        return self.looks.get(self._key(own.kind, unpivot=False)) or self.looks.get(self._key(None, unpivot=False)) or self.look

    @property
    def key(self) -> str:
        """What tells one look from another: all choices that decide which columns there are."""
        return self._key(self.own.kind, unpivot=self.own.unpivot)

    def _key(self, kind: str | None, *, unpivot: bool) -> str:
        own, origin = self.own, self.origin
        return json.dumps([self.table, own.header, self.hidden_rows, unpivot, kind, origin.encoding, origin.delimiter])

    def take(self, key: str, look: Look) -> None:
        """Keep what a look found. What was found by itself is known as the choice of it, too."""
        before = self.looks.get(key)
        if before is not None:
            if key != self.key:
                return  # it was given choices of another table than is chosen now
            look, read_as = self.own.with_found(look, before), self.own.wanted_types(look)
        else:
            read_as = TableChoices().wanted_types(look)
        self.looks[key], self.read_as[key] = look, read_as
        if self.table is None:
            self.found_table = look.table
        if key == self.key:
            if self.own.kind is None:
                as_chosen = self._key(look.kind, unpivot=self.own.unpivot)
                self.looks[as_chosen], self.read_as[as_chosen] = look, read_as
            self.shown = look

    def know_as(self, other: "FileChoices") -> None:
        """Know what is known of another sheet that is read alike."""
        self.looks, self.read_as, self.shown = dict(other.looks), dict(other.read_as), other.shown
        self.state, self.found_table = other.state, other.found_table

    @property
    def is_stale(self) -> bool:
        """Whether a column is to be read as another type by now than when it was looked at."""
        look, then = self.look, self.read_as.get(self.key, {})
        if look is None:
            return False
        now, types = self.own.wanted_types(look), {column.header: column.type for column in look.columns}
        return any(now.get(header) != then.get(header) and now.get(header) != type_ for header, type_ in types.items())

    def choices(self) -> Choices:
        """The choices for a look."""
        known = self.look
        by_header = self.own.by_header(known, whole_mapping=False) if known else {}
        return Choices(**self._of_table(), **by_header)

    def _of_table(self) -> dict[str, Any]:
        own, origin = self.own, self.origin
        return {
            "sheet": self.sheet,
            "table": self.table,
            "header": own.header,
            "hidden_rows": self.hidden_rows,
            "unpivot": own.unpivot,
            "kind": own.kind,
            "encoding": origin.encoding,
            "delimiter": origin.delimiter,
        }

    def snapshot(self) -> "Snapshot":
        """What decides on the look, as it is now."""
        return Snapshot(self.table, self.hidden_rows, copy.deepcopy(self.tables), self.origin.encoding, self.origin.delimiter)

    def restore(self, before: "Snapshot") -> None:
        """Take back all that was chosen since."""
        self.table, self.hidden_rows, self.tables = before.table, before.hidden_rows, copy.deepcopy(before.tables)
        self.origin.encoding, self.origin.delimiter = before.encoding, before.delimiter

    def choose_table(self, number: int) -> None:
        """Read another table of the sheet."""
        self.table = None if number == self.found_table else number

    def choose_kind(self, name: str) -> None:
        """Say what the rows are."""
        own = self.own
        found = self.looks.get(self._key(None, unpivot=own.unpivot))
        own.kind = None if found is not None and found.kind == name else name

    def request(self) -> ImportRequest:
        """All choices as the import takes them."""
        look = self.look
        chosen = self._of_table()
        if look is not None:
            chosen |= {"kind": look.kind, **self.own.by_header(look, whole_mapping=True)}
        return ImportRequest(
            path=self.path,
            **chosen,
            name=self.destination.name,
            again=self.again,
            as_of=self.destination.as_of,
            password=self.origin.password,
        )

    @property
    def is_stacked(self) -> bool:
        """Whether all sheets of one shape are read as one."""
        return self.sheet == STACKED
