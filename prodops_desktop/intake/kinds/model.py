"""What a kind of data is: its fields with the words that headers use for them, and what tells its sheets from others."""

from dataclasses import dataclass, replace
from functools import cached_property

from prodops_desktop.errors import UserError


def words_of(written: str) -> tuple[str, ...]:
    """The names in a text that has a bar or the end of a line between two of them, each once."""
    return tuple(dict.fromkeys(name.strip() for line in written.splitlines() for name in line.split("|") if name.strip()))


@dataclass(frozen=True, eq=False)
class Field:
    """One field of a kind. The type "any" leaves a column what it is, and "name" makes its cells names of what the field is called.

    ``words``: how headers call it, with a bar or the end of a line between two, the likelier first; capitals, accents, punctuation and
    remarks in brackets make no difference. A value outside ``low`` … ``high`` sends its row to quarantine. Of days ``as_written`` the area
    that takes the rows reads the raw texts as well, such as “H2 2027”, and says itself which it can't read.

    The rest is for telling columns apart: ``few``: the values repeat, as those chosen from a list do; ``longest``: none has more signs;
    ``above``: the highest of them is above this; ``values``: what the cells say, where that is all they can say; ``prose``: the cells may
    say anything, so what they look like is no reason against it.
    """

    name: str
    title: str
    type: str = "text"
    words: str = ""
    required: bool = False
    low: float | None = None
    high: float | None = None
    above: float | None = None
    longest: int | None = None
    few: bool = False
    values: str = ""
    prose: bool = False
    as_written: bool = False

    def called(self, words: str) -> "Field":
        """The same field, called so by headers."""
        return replace(self, words=words)

    def also_called(self, words: str) -> "Field":
        """The same field, called so by headers of this kind as well."""
        return replace(self, words=f"{self.words}\n{words}")

    def needed(self) -> "Field":
        """The same field, where there is no row without it."""
        return replace(self, required=True)

    def as_prose(self) -> "Field":
        """The same field, where its cells may say anything."""
        return replace(self, prose=True)

    @property
    def name_kind(self) -> str | None:
        """What the names are names of, where the cells are names."""
        return self.name if self.type == "name" else None

    @cached_property
    def synonyms(self) -> tuple[str, ...]:
        """The ``words`` one by one."""
        return words_of(self.words)


@dataclass(frozen=True, eq=False)
class Kind:
    """A kind of dataset: what one ``row`` is, its fields, and how its sheets are known.

    ``either``: groups of fields of which one at least is needed; ``either_in_rows``: each row needs a value in one. ``area``: the area
    that speaks for such sheets, so that how many rows they have by month says nothing.

    The rest is for finding out what a sheet is; who says that a sheet is of this kind need have none of it. ``telling`` are fields of
    which ``telling_needed`` must be found; a word of ``named`` in a header, or in the name or a title of the sheet, counts as one.
    ``told_by``: groups of fields of which one at least must be found. ``least_fields``: how many must be found in all. ``one_row_each``
    is a field that names each row only once. ``against``: headers of sheets that hold something else. ``gives_way``: its fields are found
    in sheets of other kinds as well, so it is proposed only where no other is.
    """

    name: str
    title: str
    row: str
    fields: tuple[Field, ...]
    either: tuple[tuple[str, ...], ...] = ()
    either_in_rows: bool = False
    telling: tuple[str, ...] = ()
    telling_needed: int = 1
    told_by: tuple[tuple[str, ...], ...] = ()
    least_fields: int = 0
    named: str = ""
    against: str = ""
    one_row_each: str | None = None
    area: str = ""
    gives_way: bool = False

    def field(self, name: str) -> Field:
        """The field called ``name``; UserError that lists what there is."""
        for field in self.fields:
            if field.name == name:
                return field
        known = ", ".join(field.name for field in self.fields) or "none"
        raise UserError(f"The kind “{self.name}” has no field “{name}”. It has: {known}.")
