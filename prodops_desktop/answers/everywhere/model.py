"""What looking everywhere asks for and brings: words, and hits with the piece of text that they stand in."""

from collections.abc import Sequence
from dataclasses import dataclass

from prodops_desktop.work.folding import folded
from prodops_desktop.workspace.links import End

_BEFORE, _LONGEST = 36, 160


@dataclass(frozen=True)
class Snippet:
    """A piece of a text; ``marks`` are the places in it, from and to, where the words stand."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Row:
    """A stored row of the newest version of a dataset, and the text by which it is found again in the grid; no row: all of them."""

    dataset: int
    version: int
    find: str
    part: int | None = None
    row: int | None = None


@dataclass(frozen=True)
class Field:
    """A column of a dataset."""

    dataset: int
    position: int


@dataclass(frozen=True)
class Measure:
    """A metric by its key."""

    key: str


@dataclass(frozen=True)
class Hit:
    """A record or a row that has all words: what it is called, and where they stand in it."""

    title: Snippet
    snippet: Snippet
    target: End | Row | Field | Measure


@dataclass(frozen=True)
class Found:
    """What one part of the workspace has: ``kind`` is the table of its records, “row”, “column” or “metric”, ``name`` how it is called.

    ``count`` is how many there are so far, of which ``hits`` are the first; ``ended`` says that all of it was looked through.
    """

    kind: str
    name: str
    count: int
    hits: tuple[Hit, ...] = ()
    ended: bool = True


class Words:
    """The words that are looked for, whatever their case and accents; a text has to contain all of them."""

    def __init__(self, text: str) -> None:
        words = {plain: word for word in reversed(text.replace("\0", " ").split()) if (plain := folded(word))}
        self.plain, self.typed = tuple(reversed(words)), tuple(reversed(words.values()))

    def __bool__(self) -> bool:
        """Whether there is anything to look for."""
        return bool(self.plain)

    def are_in(self, texts: Sequence[str]) -> bool:
        """Whether all words stand in these texts together."""
        whole = folded("\n".join(texts))
        return all(word in whole for word in self.plain)

    def snippet(self, texts: Sequence[str]) -> Snippet:
        """The piece around the first word in the text that has most of them, on one line, with every word in it marked."""
        best = max(texts, key=lambda text: sum(word in folded(text) for word in self.plain), default="")
        line = " ".join(best.split())
        marks = self.places(line)
        start = max(0, marks[0][0] - _BEFORE) if marks and marks[0][1] > _LONGEST // 2 else 0
        if start:
            start = line.find(" ", start, marks[0][0]) + 1 or start
        piece = line[start : start + _LONGEST]
        head, tail = "…" if start else "", "…" if start + _LONGEST < len(line) else ""
        moved = [(a - start + len(head), b - start + len(head)) for a, b in marks if b - start <= len(piece)]
        return Snippet(f"{head}{piece}{tail}", tuple(moved))

    def marked(self, title: str) -> Snippet:
        """A title as a whole, with every word in it marked."""
        line = " ".join(title.split())
        return Snippet(line, tuple(self.places(line)))

    def places(self, line: str) -> list[tuple[int, int]]:
        """Where the words stand in a text as it is, from and to."""
        letters, places = _folded_places(line)
        found = []
        for word in self.plain:
            at = letters.find(word)
            while at >= 0:
                found.append((places[at], places[at + len(word) - 1] + 1))
                at = letters.find(word, at + len(word))
        return _apart(sorted(found))


def _apart(marks: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Marks that lie in each other made one."""
    joined: list[tuple[int, int]] = []
    for start, end in marks:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _folded_places(text: str) -> tuple[str, Sequence[int]]:
    """A text without case and accents, and of each of its letters the place of the sign that it is from."""
    if text.isascii():
        return folded(text), range(len(text))
    letters, places = [], list[int]()
    for place, sign in enumerate(text):
        plain = folded(sign)
        letters.append(plain)
        places += [place] * len(plain)
    return "".join(letters), places
