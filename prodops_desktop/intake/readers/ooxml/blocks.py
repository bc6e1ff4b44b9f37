"""Gives the XML of a part in blocks that can be searched as bytes: no row is cut, and the names have the prefix that the part uses."""

import re
from collections.abc import Iterator

from prodops_desktop.intake.readers.markup import DeclaredTypeError
from prodops_desktop.intake.readers.zipped import Archive

_LONGEST_TAIL = 1 << 24
_PREFIX = re.compile(rb"<([\w.-]+:)?(?:sheetData|sst)\b")


class Names:
    """How the elements of a part are written: ``escaped`` is the prefix, such as "x:", as a pattern."""

    def __init__(self, prefix: bytes, unit: bytes) -> None:
        self.prefix = prefix
        self.escaped = re.escape(prefix)
        self.end = b"</%b%b>" % (prefix, unit)
        """The end of a row, or whatever the blocks are cut at."""

    def pattern(self, pattern: bytes, flags: int = 0) -> re.Pattern[bytes]:
        """A pattern in which "~" stands for the prefix."""
        return re.compile(pattern.replace(b"~", self.escaped), flags)

    def literal(self, text: bytes) -> bytes:
        """A text in which "~" stands for the prefix."""
        return text.replace(b"~", self.prefix)


def blocks_of(archive: Archive, part: str, unit: bytes = b"row") -> Iterator[tuple[Names, bytes]]:
    """The part in blocks that end where an element ``unit`` does, and at last what follows after all of them.

    Raises PartBrokenError as the part does, and DeclaredTypeError where a document type is declared at its beginning.
    """
    names: Names | None = None
    tail = b""
    for piece in archive.pieces(part):
        block = tail + piece if tail else piece
        if names is None:
            if b"<!DOCTYPE" in block or b"<!ENTITY" in block:
                raise DeclaredTypeError
            found = _PREFIX.search(block)
            names = Names(found.group(1) or b"" if found else b"", unit)
        cut = block.rfind(names.end) + len(names.end)
        if cut < len(names.end):
            cut = 0 if len(block) < _LONGEST_TAIL else block.rfind(b">") + 1 or len(block)
        tail = block[cut:]
        if cut:
            yield names, block[:cut]
    if names is not None and tail:
        yield names, tail
