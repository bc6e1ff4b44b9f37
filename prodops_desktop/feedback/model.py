"""The records of feedback: an item that somebody said, what was decided about it, and the tags that say what is needed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

INBOX, SNOOZED, DONE, ARCHIVE, MERGED, DELETED, OUT = "inbox", "snoozed", "done", "archive", "merged", "deleted", "out"
"""Where an item stands. ``OUT`` is left out by the policy of the inbox: found by a search that asks for it, and never counted."""
IMPORTANCES = ("none", "nice", "important", "critical")
"""What the importances 0 to 3 mean (DATA: needs)."""
CRITICAL = len(IMPORTANCES) - 1
TYPED = "typed"
"""The kind of an item that was typed here; the others are kinds of dataset."""
CHANNELS = ("CS", "Sales", "Support", "In-app", "Research", "NPS", "Lost deal", "Churn", "Notes")
"""The channels that the program names itself; sheets may name others."""

_CODE = re.compile(r"\s*FB[-\s]?(\d{1,15})\s*", re.IGNORECASE)
_LONGEST_HEADLINE = 90


@dataclass(frozen=True)
class Item:
    """An item as it stands now. ``at`` is a day, or a moment where one is known; ``remark`` is what its sheet says beside the words.

    ``tags`` are ids; ``root`` is the item that it is merged into, or itself.
    """

    id: int
    kind: str
    at: str
    channel: str
    account: str | None
    person: str | None
    feature: str | None
    title: str | None
    text: str
    importance: int
    reference: str | None
    remark: str | None
    state: str
    until: str | None
    note: str | None
    root: int
    tags: tuple[int, ...] = ()

    @property
    def code(self) -> str:
        """How the item is called: FB-2914."""
        return code_of(self.id)

    @property
    def day(self) -> str:
        """The day on which it was said."""
        return self.at[:10]

    @cached_property
    def headline(self) -> str:
        """Its title, or how its words begin."""
        return self.title or beginning(self.text)


@dataclass(frozen=True)
class TagGroup:
    """The upper level of the tags."""

    id: int
    name: str
    position: int


@dataclass(frozen=True)
class Tag:
    """What is needed, with what it means, an example, and what is not meant; ``group_name`` is that of its upper level."""

    id: int
    group: int
    group_name: str
    name: str
    position: int
    definition: str | None = None
    example: str | None = None
    not_this: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class SavedSearch:
    """A search that is kept; one that ``catches`` brings into the inbox what the policy would leave out."""

    id: int
    name: str
    query: str
    catches: bool


def named(items: Sequence[int]) -> str:
    """“FB-12”, or how many there are, for the history."""
    return code_of(items[0]) if len(items) == 1 else f"{len(items):,} items"


def code_of(item: int) -> str:
    """How an item is called."""
    return f"FB-{item}"


def read_code(text: str) -> int | None:
    """The item that a code means; None for a text that is none, such as the number that somebody else’s list has."""
    found = _CODE.fullmatch(text)
    return int(found[1]) if found else None


def beginning(text: str, longest: int = _LONGEST_HEADLINE) -> str:
    """The first sentence or line of a text, cut at a word where it is long."""
    line = next((part for part in text.splitlines() if part.strip()), "")
    line = " ".join(line.split())
    sentence = re.match(r".{12,}?[.!?](?=\s|$)", line)
    line = sentence[0] if sentence else line
    if len(line) <= longest:
        return line
    return f"{line[:longest].rsplit(' ', 1)[0]}…"
