"""Says which elements of an OpenDocument sheet hold cells, and which hold something that is no part of any cell."""

from collections.abc import Callable, Mapping
from typing import Generic, TypeVar

from prodops_desktop.intake.readers.markup import Attributes
from prodops_desktop.intake.readers.ooxml.references import LAST_ROW

ASIDE = (
    "annotation",
    "caption",
    "cell-range-source",
    "circle",
    "connector",
    "consolidation",
    "content-validations",
    "control",
    "custom-shape",
    "data-pilot-tables",
    "database-ranges",
    "dde-links",
    "detective",
    "ellipse",
    "event-listeners",
    "forms",
    "frame",
    "g",
    "label-ranges",
    "line",
    "named-expressions",
    "note",
    "path",
    "polygon",
    "rect",
    "ruby-text",
    "shapes",
    "tracked-changes",
)
"""Elements whose texts and tables are not of the sheet: notes, drawings, earlier versions of cells, caches of other files."""

_USUAL = {
    "urn:oasis:names:tc:opendocument:xmlns:office:1.0": "office",
    "urn:oasis:names:tc:opendocument:xmlns:table:1.0": "table",
    "urn:oasis:names:tc:opendocument:xmlns:text:1.0": "text",
    "urn:oasis:names:tc:opendocument:xmlns:style:1.0": "style",
    "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0": "calcext",
}

Handler = TypeVar("Handler", bound=Callable[..., None])


class Dispatch(dict[str, "Handler | None"], Generic[Handler]):
    """Name of an element with its prefix → what is to be called for it, by the name without one; None for nothing."""

    def __init__(self, handlers: Mapping[str, Handler]) -> None:
        super().__init__()
        self._handlers = handlers

    def __missing__(self, name: str) -> "Handler | None":
        found = self[name] = self._handlers.get(name.rpartition(":")[2])
        return found


class Listener:
    """What a parser tells of elements: the tables ``_starts`` and ``_ends`` say what is done, ``_aside`` how many ASIDE are around."""

    _starts: Dispatch[Callable[[Attributes], None]]
    _ends: Dispatch[Callable[[], None]]

    def __init__(self) -> None:
        self._aside = 0

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""
        if (begin := self._starts[name]) is not None:
            begin(attributes)

    def end(self, name: str) -> None:
        """An element ends."""
        if (finish := self._ends[name]) is not None:
            finish()

    def _begin_aside(self, _: Attributes) -> None:
        self._aside += 1

    def _end_aside(self) -> None:
        self._aside -= 1


class Prefixes:
    """The prefixes that a document uses, which are nearly always the usual ones."""

    def __init__(self) -> None:
        self._usual_by_own: dict[str, str] = {}

    def learn(self, attributes: Attributes) -> None:
        """Take in what the first element declares."""
        for name, value in attributes.items():
            own = name.removeprefix("xmlns:")
            if name.startswith("xmlns:") and _USUAL.get(value, own) != own:
                self._usual_by_own[own] = _USUAL[value]

    def usual(self, attributes: Attributes) -> Attributes:
        """The attributes with the usual prefixes."""
        if not self._usual_by_own:
            return attributes
        parts = ((*name.partition(":"), value) for name, value in attributes.items())
        return {f"{self._usual_by_own.get(own, own)}{colon}{local}": value for own, colon, local, value in parts}


def repeats(written: str | None) -> int:
    """How often a row, column or cell is repeated: at least once, and no more often than a sheet has places."""
    return min(max(1, int(written)), LAST_ROW + 1) if written and written.isdecimal() else 1
