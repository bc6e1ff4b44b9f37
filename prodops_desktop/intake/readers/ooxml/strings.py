"""Reads the texts that the cells of a workbook share, and turns back the escapes that stand in any of its texts."""

import re
from dataclasses import dataclass, field

from prodops_desktop.intake.readers.markup import LOCAL, Attributes, parsed
from prodops_desktop.intake.readers.zipped import Archive, PartBrokenError

_ESCAPE = re.compile("_x([0-9a-fA-F]{4})_")
_BLANKS = " \t\r\n"


def turned_back(text: str) -> str:
    """A text with its escapes such as "_x000D_" turned back into the characters that they stand for."""
    if "_x" not in text:
        return text
    plain = _ESCAPE.sub(lambda found: chr(int(found.group(1), 16)), text)
    if plain.isprintable():
        return plain
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # two escapes may be the halves of one character


@dataclass
class RichText:
    """The text of an element that may be made of runs, as its parts come; how it is spoken is left out."""

    parts: list[str] = field(default_factory=list)
    _current: list[str] | None = None
    _is_preserved: bool = False
    _spoken: int = 0

    def start(self, tag: str, attributes: Attributes) -> None:
        """An element within it begins."""
        if tag == "rPh":
            self._spoken += 1
        elif tag == "t" and not self._spoken:
            self._current = []
            self._is_preserved = "preserve" in attributes.values()

    def text(self, text: str) -> None:
        """Characters within it."""
        if self._current is not None:
            self._current.append(text)

    def end(self, tag: str) -> None:
        """An element within it ends."""
        if tag == "rPh":
            self._spoken -= 1
        elif tag == "t" and self._current is not None:
            text = "".join(self._current)
            self.parts.append(text if self._is_preserved else text.strip(_BLANKS))
            self._current = None

    def taken(self) -> str:
        """The whole text; the next one begins."""
        text = turned_back("".join(self.parts))
        self.parts.clear()
        self._current, self._spoken = None, 0
        return text


@dataclass(frozen=True)
class Strings:
    """The shared texts by number; ``whole`` unless the part that holds them broke off."""

    texts: list[str]
    whole: bool = True


def read_strings(archive: Archive, part: str | None) -> Strings:
    """The texts in ``part``; none when there is no such part."""
    found = _Items()
    if part is None:
        return Strings(found.texts)
    try:
        for _ in parsed(archive.pieces(part), found.start, found.end, found.rich.text):
            pass
    except PartBrokenError:
        return Strings(found.texts, whole=False)
    return Strings(found.texts)


class _Items:
    def __init__(self) -> None:
        self.texts: list[str] = []
        self.rich = RichText()

    def start(self, name: str, attributes: Attributes) -> None:
        self.rich.start(LOCAL[name], attributes)

    def end(self, name: str) -> None:
        tag = LOCAL[name]
        if tag == "si":
            self.texts.append(self.rich.taken())
        else:
            self.rich.end(tag)
