"""The queue of the import dialog: the files that were brought, each with the sheets of it that are to come in."""

import os
from collections.abc import Sequence
from pathlib import Path

from prodops_desktop.intake.choices import STACKED
from prodops_desktop.ui.importing.choices import IMPORTED, REFUSED, SKIPPED, STORING, Destination, FileChoices, Origin
from prodops_desktop.ui.importing.look import Look, TableLook
from prodops_desktop.ui.texts import tr

_OVER = {STORING, IMPORTED, SKIPPED}
"""States in which nothing is left to do."""


class QueuedFile:
    """A file and its sheets. As long as one is taken, choosing another one takes that instead; from two on each has its own dataset."""

    def __init__(self, path: Path, wanted: str) -> None:
        self.origin = Origin(path)
        self._one = Destination(self.origin.stem, wanted)
        """Where the one sheet goes that is taken."""
        first = FileChoices(self.origin, self._one)
        self._records: dict[str | None, FileChoices] = {None: first}
        self._order: list[str] = []
        self._found: str | None = None
        self.taken: list[FileChoices] = [first]
        self.several = False
        """Whether the sheet that is taken stays when another one is chosen."""

    def learn(self, look: Look) -> None:
        """Know which sheets there are, and which one was found, from the first look."""
        if self._found is None:
            self._found = look.sheet
            self._order = [STACKED, *(sheet.name for sheet in look.sheets)]

    @property
    def first(self) -> FileChoices:
        """The sheet that is found without being named."""
        return self._records[None]

    def sheet_of(self, record: FileChoices) -> str | None:
        """The name of its sheet, or STACKED; None before anything was found."""
        return record.sheet or self._found

    def is_taken(self, name: str) -> bool:
        """Whether a sheet, or with STACKED all of one shape, is to come in."""
        return any(self.sheet_of(record) == name for record in self.taken)

    def choose(self, name: str) -> FileChoices:
        """Go to a sheet; it is taken instead of the one that was, unless several are."""
        record = self._record(name)
        if not self.several:
            record.destination = self._one
            self.taken = [record]
        return record

    def toggle(self, name: str) -> None:
        """Take a sheet or leave it. One that is the only one stays, and from then on others come beside it, or no longer do."""
        if not self.is_taken(name):
            self.several = True
            alike = {one.name for one in self.first.shown.alike} if self.first.shown else set()
            clashing = alike if name == STACKED else {STACKED} if name in alike else set()
            kept = [one for one in self.taken if self.sheet_of(one) not in clashing]
            self._take([*kept, self._record(name)])
            return
        rest = [one for one in self.taken if self.sheet_of(one) != name]
        if rest:
            self._take(rest)
        elif len(self.taken) > 1:
            self._take([self._record(name)])
        else:
            self.several = not self.several

    def other_tables(self, record: FileChoices) -> list[TableLook]:
        """The tables with rows of its sheet that are not to come in yet."""
        look = record.look
        if look is None or record.is_stacked:
            return []
        sheet = self.sheet_of(record)
        here = {one.table or one.found_table for one in self.taken if self.sheet_of(one) == sheet}
        return [table for table in look.tables if table.number not in here and table.rows]

    def take_other_tables(self, record: FileChoices) -> None:
        """Take the other tables of its sheet as well, each into its own dataset."""
        made = []
        for table in self.other_tables(record):
            made.append(FileChoices(self.origin, self._one, sheet=record.sheet, table=table.number))
        self.several = True
        self._take([*self.taken, *made])

    def _take(self, records: list[FileChoices]) -> None:
        self.taken = sorted(records, key=self._place)
        self._settle()

    def _settle(self) -> None:
        """One alone has the dataset of the file; each of several its own, called after the sheet as well."""
        if len(self.taken) == 1:
            self.several = False
            self._one = self.taken[0].destination
            return
        for record in self.taken:
            if record.destination is self._one and not self._one.touched:
                record.destination = self._own_destination(record)
        shared = [record for record in self.taken if record.destination is self._one]
        for record in shared[1:]:
            record.destination = self._own_destination(record)

    def _own_destination(self, record: FileChoices) -> Destination:
        """Called after the file, after the sheet where several are taken, and after the table where several of that sheet are."""
        sheet, parts = self.sheet_of(record), [self.origin.stem]
        if sheet not in (None, STACKED, self.origin.stem) and len({self.sheet_of(one) for one in self.taken}) > 1:
            parts.append(str(sheet))
        if sum(self.sheet_of(one) == sheet for one in self.taken) > 1:
            parts.append(self._table_title(record))
        return Destination(" ".join(parts), as_of=self._one.as_of)

    def _table_title(self, record: FileChoices) -> str:
        number = record.table or record.found_table
        known = [look for one in self.taken if self.sheet_of(one) == self.sheet_of(record) and (look := one.look or one.shown)]
        title = next((table.title for look in known for table in look.tables if table.number == number), "")
        return title or tr("table {n}", n=number)

    def _record(self, name: str) -> FileChoices:
        key = None if name == self._found else name
        if key not in self._records:
            made = self._records[key] = FileChoices(self.origin, self._one, sheet=name)
            if name == STACKED:  # what was found is what stands for all of its shape
                made.know_as(self.first)
        return self._records[key]

    def _place(self, record: FileChoices) -> tuple[int, int]:
        name = self.sheet_of(record)
        return (self._order.index(name) if name in self._order else len(self._order), record.table or 0)


class Queue:
    """All files in order, each path once; one sheet of one of them is the current one."""

    def __init__(self, paths: Sequence[Path], wanted: str) -> None:
        self._wanted = wanted
        self._known: set[str] = set()
        self.files: list[QueuedFile] = []
        self.add(paths)
        self.current = self.files[0].first

    def add(self, paths: Sequence[Path]) -> None:
        """Put more files behind the others, in their order, except those that are there already."""
        for path in paths:
            known = os.path.normcase(os.path.realpath(path))
            if known not in self._known:
                self._known.add(known)
                self.files.append(QueuedFile(path, self._wanted))

    @property
    def entries(self) -> list[FileChoices]:
        """What is to come in, in order."""
        return [record for file in self.files for record in file.taken]

    @property
    def file(self) -> QueuedFile:
        """The file of the current sheet."""
        return self.file_of(self.current)

    def file_of(self, record: FileChoices) -> QueuedFile:
        """The file of a sheet."""
        return next(file for file in self.files if file.origin is record.origin)

    @property
    def at(self) -> int:
        """The place of the current one, −1 where it is only looked at."""
        entries = self.entries
        return entries.index(self.current) if self.current in entries else -1

    def neighbour(self, step: int) -> FileChoices | None:
        """The one so many places further, if there is one."""
        to = self.at + step
        return self.entries[to] if 0 <= to < len(self.entries) else None

    def next_open(self) -> FileChoices | None:
        """The next one with which something is left to do, from the current one on and round; refused ones only until they were seen."""
        entries, at = self.entries, self.at
        for record in (*entries[at + 1 :], *entries[: max(0, at)]):
            if record.state not in _OVER and not (record.state == REFUSED and record.seen):
                return record
        return None

    def sharing(self, record: FileChoices) -> tuple[list[FileChoices], list[FileChoices]]:
        """What is still to come in and goes into the same dataset as a sheet: before it, and after it."""
        entries, name = self.entries, record.destination.name.casefold()
        if not name or record not in entries:
            return [], []
        at = entries.index(record)
        same = [one for one in entries if one.state not in (*_OVER, REFUSED) and one.destination.name.casefold() == name]
        return [one for one in same if entries.index(one) < at], [one for one in same if entries.index(one) > at]

    def undecided_count(self) -> int:
        """How many files are neither stored, skipped nor refused."""
        return len({id(record.origin) for record in self.entries if record.state not in (*_OVER, REFUSED)})

    def open_count(self) -> int:
        """With how many others something is left to do."""
        return sum(record.state not in (*_OVER, REFUSED) for record in self.entries if record is not self.current)
