"""Counts the cells of a sheet that have a value, exactly: asked for where a parser gave another number of them than there are contents."""

import re
from bisect import bisect_left

from prodops_desktop.intake.readers.ooxml.blocks import Names, blocks_of
from prodops_desktop.intake.readers.zipped import Archive, PartBrokenError

_ITEM = re.compile(rb"<(?:[\w.-]+:)?si[\s/>]")
_BLANK_ITEM = re.compile(rb"<(?:[\w.-]+:)?si(?:\s[^<>]*)?(?:/>|>(?:\s*<(?!/?(?:[\w.-]+:)?si\b)[^<>]*>)*\s*</(?:[\w.-]+:)?si>)")
_TAG = re.compile(rb"<[^<>]*>")
_MOST_BLANKS = 1000


def count_values(archive: Archive, part: str, strings: str | None) -> int | None:
    """How many cells of the sheet in ``part`` have a value that is not empty; None where that can't be told.

    ``strings`` is the part with the shared texts, some of which may be empty. A formula without a value makes it untellable.
    """
    blank_texts = _blank_texts(archive, strings) if strings else []
    values = 0
    patterns: _Patterns | None = None
    try:
        for names, block in blocks_of(archive, part):
            if patterns is None:
                patterns = _Patterns(names, blank_texts)
            if patterns.holds_valueless_formula(block):
                return None
            values += patterns.values_in(block)
    except PartBrokenError:
        return None
    return values


class _Patterns:
    def __init__(self, names: Names, blank_texts: list[int]) -> None:
        self._value_end = names.literal(b"</~v>")
        self._blank_values = tuple(names.literal(text) for text in (b"<~v></~v>", b'"></~v>'))
        self._inline_end = names.literal(b"</~is>")
        ends = (b"></~t></~is>", b"<~t/></~is>", b"<~is></~is>", b"<~t> </~t></~is>")
        self._blank_inlines = tuple(names.literal(text) for text in ends)
        self._formula = names.literal(b"<~f")
        self._valueless = names.pattern(rb"<~c\b([^<>]*)>\s*<~f\b(?:[^<>]*/>|[^<>]*>[^<]*</~f>)\s*(<~v\s*/>|<~v\b[^<>]*></~v>)?\s*</~c>")
        numbers = b"|".join(b"%d" % number for number in blank_texts[:_MOST_BLANKS])
        self._blank_text = re.compile(rb"""\bt\s*=\s*["']s["'][^<>]*><[^<>]*\bv>(?:%b)</""" % numbers) if blank_texts else None

    def values_in(self, block: bytes) -> int:
        """Cells with a value that is not empty."""
        values = block.count(self._value_end) - sum(map(block.count, self._blank_values))
        values += block.count(self._inline_end) - sum(map(block.count, self._blank_inlines))
        if self._blank_text is not None:
            values -= sum(1 for _ in self._blank_text.finditer(block))
        return values

    def holds_valueless_formula(self, block: bytes) -> bool:
        """Whether there is a formula without a value; the empty text of a formula that gives a text is one."""
        if self._formula not in block:
            return False
        return any(not (value and b'"str"' in tag) for tag, value in self._valueless.findall(block))


def _blank_texts(archive: Archive, part: str) -> list[int]:
    """The numbers of the shared texts with nothing in them."""
    found: list[int] = []
    number = 0
    try:
        for _, block in blocks_of(archive, part, b"si"):
            starts = [item.start() for item in _ITEM.finditer(block)]
            for blank in _BLANK_ITEM.finditer(block):
                if b"preserve" not in blank.group() or not _TAG.sub(b"", blank.group()):
                    found.append(number + bisect_left(starts, blank.start()))
            number += len(starts)
    except PartBrokenError:
        pass
    return found
