"""How what is expected of a hard file is written down: the sheets with their sizes and some cells, or words of the sentence."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Found:
    """A sheet as ``inspect`` counts it, and raw texts of some cells by their addresses, such as "B7"; "" for an empty one.

    Without ``rows`` neither they nor the header are judged.
    """

    name: str
    header_row: int | None
    rows: int | None
    cells: int
    at: Mapping[str, str] = field(default_factory=dict)
    state: str = "visible"


@dataclass(frozen=True)
class Outcome:
    """The sheets of a file that is read, or what the sentence about it ``says``.

    ``warns`` are words of what is said besides. ``kills`` is said of files that abort the process that reads them or need more memory than
    300 MB, so that they are only read by a child; ``is_large`` of those that take seconds.
    """

    sheets: tuple[Found, ...] = ()
    says: str = ""
    warns: str = ""
    format: str = ""
    password: str | None = None
    kills: bool = False
    is_large: bool = False


def refused(says: str, *, kills: bool = False) -> Outcome:
    """A file of which only a sentence comes."""
    return Outcome(says=says, kills=kills)
