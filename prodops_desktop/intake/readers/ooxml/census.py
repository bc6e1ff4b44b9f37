"""Counts what is in the XML of a sheet without parsing it, and finds what it says beside its cells: fast enough to run beside a parser."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from prodops_desktop.intake.readers.model import NO_FACTS, Merge, SheetFacts, filled_up
from prodops_desktop.intake.readers.ooxml.blocks import Names, blocks_of
from prodops_desktop.intake.readers.ooxml.references import COLUMNS, LAST_COLUMN, LAST_ROW
from prodops_desktop.intake.readers.ooxml.styles import Styles
from prodops_desktop.intake.readers.serials import Shown
from prodops_desktop.intake.readers.zipped import Archive, PartBrokenError

_SAMPLE = 1 << 13
_LONGEST_TAG = 250
_HIDDEN = re.compile(rb"""\bhidden\s*=\s*["'](?:1|true|on)["']""")
_ROW_NUMBER = re.compile(rb"""\br\s*=\s*["'](\d{1,7})["']""")
_CORNER = rb"\$?([A-Za-z]{1,3})\$?(\d{1,7})"
_MERGE = re.compile(rb"""<(?:[\w.-]+:)?mergeCell\b[^<>]*?\bref\s*=\s*["']%b:%b["']""" % (_CORNER, _CORNER))
_COLUMN_TAG = re.compile(rb"<(?:[\w.-]+:)?col\s[^<>]*>")
_BOUNDS = re.compile(rb"""\b(min|max)\s*=\s*["'](\d{1,6})["']""")
_PLACE = re.compile(rb"""\br\s*=\s*["']%b["']""" % _CORNER)
_STYLE = re.compile(rb"""\bs\s*=\s*["'](\d{1,6})["']""")
_NO_NUMBER = re.compile(rb"""/>$|\bt\s*=\s*["'](?!n["'])""")
_ENTITIES = {b"&lt;": b"<", b"&gt;": b">", b"&quot;": b'"', b"&apos;": b"'", b"&amp;": b"&"}


@dataclass
class Census:
    """What was counted in a sheet; ``whole`` unless the part broke off."""

    contents: int = 0
    """Cells with something in them: a value, or only an empty one, or a formula."""
    errors: dict[int, dict[int, str]] = field(default_factory=dict)
    """The texts of error cells by 1-based row and column."""
    placeless_errors: int = 0
    long_numbers: int = 0
    """Whole numbers with more digits than a float holds."""
    endless_numbers: int = 0
    """What stands for a number and is none that a float holds, such as NaN or 1e400."""
    impossible_days: int = 0
    """Numbers formatted as days that are none: below zero, and the 29 February 1900."""
    formatless: int = 0
    """Cells looked at whose format is missing."""
    strays: int = 0
    """Cells looked at that name another row than the one they are in."""
    sampled_cells: int = 0
    placed_cells: int = 0
    """Cells of ``sampled_cells`` with a reference of their own."""
    in_order: bool = True
    """Whether each row has a higher number than the one before; only looked at where it was asked for."""
    whole: bool = True
    facts: SheetFacts = NO_FACTS

    @property
    def is_doubtful(self) -> bool:
        """Whether there is something that a reader may take for something else, or put into another place."""
        is_mixed = 0 < self.placed_cells < self.sampled_cells
        odd = self.placeless_errors + self.long_numbers + self.endless_numbers + self.impossible_days + self.formatless + self.strays
        return bool(not self.whole or is_mixed or odd)


def take_census(
    archive: Archive, part: str, styles: Styles, *, records_only: bool, since_1904: bool, heard: Callable[[int], None] | None
) -> Census:
    """Count the sheet in ``part``; ``heard`` is told the bytes gone through, and the order of the rows is looked at when it is given.

    DeclaredTypeError as in parsing it.
    """
    counting = _Counting(styles, orders_rows=heard is not None)
    done = 0
    try:
        for names, block in blocks_of(archive, part):
            counting.add(names, block)
            done += len(block)
            if heard is not None:
                heard(done)
    except PartBrokenError:
        counting.result.whole = False
    return counting.finished(records_only=records_only, since_1904=since_1904)


class _Patterns:
    def __init__(self, names: Names) -> None:
        self.row_end = names.end
        self.content_end = names.literal(b"</~c>")
        self.tag = names.pattern(rb"<~(?:c|row)(?:\s[^<>]*)?>")
        self.row_start = names.literal(b"<~row")
        self.placed = names.pattern(
            rb"""<~(?:row\b[^<>]*?\br\s*=\s*["'](\d{1,9})["']|c\s[^<>]*?\br\s*=\s*["'][A-Za-z$]{1,6}(\d{1,9})["'])"""
        )
        self.odd_number = names.pattern(rb"<~v>(?:-|60[<.]|[+]?(?i:nan|inf(?:inity)?)<|\d{16,400}</~v>|\d[\d.]*+[eE]\+?\d{3})")
        self.row = names.pattern(rb"<~row\b[^<>]*>")
        self.row_number = names.pattern(rb"""<~row\b[^<>]*?\br\s*=\s*["'](\d{1,9})["']""")
        self.error = names.pattern(
            rb"""<~c\b([^<>]*\bt\s*=\s*["']e["'][^<>]*)>\s*(?:<~f\b[^<>]*(?:/>|>[^<]*</~f>)\s*)?<~v\b[^<>]*>([^<]{1,60})<"""
        )


class _Counting:
    def __init__(self, styles: Styles, *, orders_rows: bool) -> None:
        self.result = Census()
        self._styles = styles
        self._orders_rows = orders_rows
        self._formats = len(styles.shown)
        self._dated = frozenset(b"%d" % at for at, shown in enumerate(styles.shown) if shown is Shown.MOMENT)
        self._patterns: _Patterns | None = None
        self._last_row = 0
        self._hidden_rows: set[int] = set()
        self._hidden_columns = bytearray(LAST_COLUMN + 1)
        self._merges: list[Merge] = []
        self._percents: set[int] = set()
        self._money: set[int] = set()
        self._currencies: set[tuple[int, str]] = set()
        self._zeros: dict[int, set[int]] = {}
        """By column the digits that its numbers are filled up to, 0 where they are not."""

    def add(self, names: Names, block: bytes) -> None:
        """Count a block, the first one looking closer."""
        if self._patterns is None:
            patterns = self._patterns = _Patterns(names)
            self.result.in_order = b"\x00" not in block[:4]  # in UTF-16 nothing is found here
            self._error_mark = b't="e"' if block.count(b' r="') >= block.count(b" r='") else b"t='e'"
            self._sample(block, patterns)
        else:
            patterns = self._patterns
            self._sample(block[:_SAMPLE], patterns)
        self.result.contents += block.count(patterns.content_end)
        self._look_at_numbers(block, patterns)
        if self._error_mark in block:
            self._gather_errors(block, patterns)
        if b"hidden" in block:
            self._gather_hidden(block, patterns)
        if self._orders_rows:
            self._look_at_order(block, patterns)
        if not block.endswith(patterns.row_end):  # it lies behind the rows
            self._gather_merges(block)

    def finished(self, *, records_only: bool, since_1904: bool) -> Census:
        """All that was counted."""
        self.result.facts = SheetFacts(
            hidden_rows=frozenset(self._hidden_rows),
            hidden_columns=frozenset(column for column, is_hidden in enumerate(self._hidden_columns) if is_hidden),
            merges=tuple(self._merges),
            percent_columns=frozenset(self._percents),
            money_columns=frozenset(self._money),
            currencies=frozenset(self._currencies),
            zeros=filled_up(self._zeros),
            records_only=records_only,
            since_1904=since_1904,
        )
        return self.result

    def _sample(self, block: bytes, patterns: _Patterns) -> None:
        percents, money, zeros = self._styles.percents, self._styles.money, self._styles.zeros
        row: bytes | None = None
        for tag in patterns.tag.findall(block):
            if tag.startswith(patterns.row_start):
                number_of_row = _ROW_NUMBER.search(tag)
                row = number_of_row.group(1) if number_of_row else None
                continue
            place = _PLACE.search(tag)
            self.result.sampled_cells += 1
            if place is None:
                continue
            self.result.placed_cells += 1
            self.result.strays += row is not None and place.group(2) != row
            style = _STYLE.search(tag)
            if zeros and _NO_NUMBER.search(tag) is None:
                width = zeros.get(int(style.group(1)), 0) if style else 0
                self._zeros.setdefault(COLUMNS[place.group(1).decode()], set()).add(width)
            if style:
                number, column = int(style.group(1)), COLUMNS[place.group(1).decode()]
                self.result.formatless += number >= self._formats > 0
                if number in percents:
                    self._percents.add(column)
                if number in money:
                    self._money.add(column)
                    if (named := self._styles.currencies.get(number)) is not None:
                        self._currencies.add((column, named))

    def _look_at_numbers(self, block: bytes, patterns: _Patterns) -> None:
        for number in patterns.odd_number.finditer(block):
            end = number.group()[-1:]
            if end == b">":
                self.result.long_numbers += 1
            elif end not in (b"-", b".") and not number.group().endswith(b">60<"):
                self.result.endless_numbers += 1
            elif self._dated:
                tag = block[max(0, number.start() - _LONGEST_TAG) : number.start()]
                style = _STYLE.search(tag[tag.rfind(b"<") :])
                self.result.impossible_days += style is not None and style.group(1) in self._dated

    def _gather_errors(self, block: bytes, patterns: _Patterns) -> None:
        for tag, text in patterns.error.findall(block):
            place = _PLACE.search(tag)
            if place is None:
                self.result.placeless_errors += 1
            else:
                row = self.result.errors.setdefault(int(place.group(2)), {})
                row[COLUMNS[place.group(1).decode()]] = _plain(text).decode("utf-8", "replace").strip()

    def _gather_hidden(self, block: bytes, patterns: _Patterns) -> None:
        for tag in patterns.row.findall(block):
            if _HIDDEN.search(tag) and (number := _ROW_NUMBER.search(tag)):
                self._hidden_rows.add(int(number.group(1)))
        for tag in _COLUMN_TAG.findall(block):
            if _HIDDEN.search(tag):
                bounds = {name: int(number) for name, number in _BOUNDS.findall(tag)}
                first = max(1, bounds.get(b"min", 1))
                width = min(bounds.get(b"max", first), LAST_COLUMN) + 1 - first
                if width > 0:
                    self._hidden_columns[first : first + width] = b"\1" * width

    def _look_at_order(self, block: bytes, patterns: _Patterns) -> None:
        """Rows that are counted on from others, or go by their cells, are taken to be in disorder: their numbers aren't seen here."""
        numbers = list(map(int, patterns.row_number.findall(block)))
        if numbers:
            if numbers[0] <= self._last_row or any(map(int.__ge__, numbers, numbers[1:])):
                self.result.in_order = False
            self._last_row = numbers[-1]
        row = b""
        for begun, cell in patterns.placed.findall(block):
            if begun:
                row = begun
            elif row and cell != row:
                self.result.in_order = False
                break
        if len(numbers) < block.count(patterns.row_start) and (self._last_row or self.result.placed_cells):
            self.result.in_order = False

    def _gather_merges(self, block: bytes) -> None:
        for left, top, right, bottom in _MERGE.findall(block):
            columns = sorted((COLUMNS[left.decode()], COLUMNS[right.decode()]))
            rows = sorted((int(top), int(bottom)))
            if columns[0] and rows[0] and columns[1] <= LAST_COLUMN and rows[1] <= LAST_ROW:
                self._merges.append(Merge(rows[0], columns[0], rows[1], columns[1]))


def _plain(text: bytes) -> bytes:
    for entity, sign in _ENTITIES.items():
        text = text.replace(entity, sign)
    return text
