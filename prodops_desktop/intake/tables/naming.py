"""Names for the columns of a table, from the rows of its header."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from prodops_desktop.intake.readers.model import raw_text
from prodops_desktop.intake.tables.grid import Area, Grid
from prodops_desktop.intake.tables.headers import Head, is_unit
from prodops_desktop.intake.tables.periods import is_part_of_year, is_period, year_of

_LABEL = ": "
"""What stands between a key and its value in one text, such as “Region: North”."""


@dataclass(frozen=True)
class Over:
    """A text of the header that is no part of the names of the columns below it, ``left`` to ``right`` as 0-based places in the table."""

    text: str
    left: int
    right: int


@dataclass(frozen=True)
class Names:
    """A text a column: its name, and that of the group that it is in, "" where there is none; ``over`` are the texts in no name."""

    names: list[str]
    groups: list[str]
    over: list[Over]


def names_of(grid: Grid, area: Area, head: Head) -> Names:
    """The names of the columns: that of the lowest row that has one, with those above where it would say too little.

    It does where other columns have the same name, where the year of a period stands above it, and where periods are of several groups,
    such as plan and actual.
    """
    levels = [_level(grid, area, row) for row in range(head.first, head.last + 1)]
    used = grid.used(Area(head.last + 1, area.bottom, area.left, area.right)) >> area.left
    own = {at for level in levels for at, name in enumerate(level) if name or used >> at & 1}
    named = levels[head.best - head.first]
    begun = set[int]()
    for number, level in enumerate(levels):
        if number < head.best - head.first:
            begun |= {at for at, name in enumerate(level) if name}
        merged = _fill_merged(grid, area, level, head.first + number, own)
        if number < head.best - head.first:
            _fill_groups(level, named, merged)
    stacks = [list(dict.fromkeys(level[at] for level in reversed(levels) if level[at]))[::-1] for at in range(area.width)]
    lowest = [_lowest(stack) for stack in stacks]
    repeated = {name for name, count in Counter(lowest).items() if count > 1 and name}
    split = _split_periods(stacks, begun)
    years = _years_above(stacks)
    names = []
    for at, (name, stack) in enumerate(zip(lowest, stacks, strict=True)):
        if name in repeated or at in split:
            names.append(" ".join(stack))
        else:
            names.append(" ".join((*years[at], name)))
    groups = [stack[0] if len(stack) > 1 else "" for stack in stacks]
    return Names(names, groups, _over(stacks, names))


def _split_periods(stacks: Sequence[Sequence[str]], begun: set[int]) -> set[int]:
    """The columns of periods that are of several groups, which begin over the first period; years are no such groups.

    Each of them has as many periods as the others, or the periods of another one again; else they are words beside a title.
    """
    periods = [at for at, stack in enumerate(stacks) if stack and is_period(stack[-1])]
    grouped = {at: group for at in periods if (group := _group(stacks[at]))}
    several = {group for at, group in grouped.items() if at in begun}
    if len(several) < 2 or periods[0] not in begun or len(grouped) < len(periods) or any(_LABEL in group for group in several):
        return set()
    is_even = len(set(Counter(grouped.values()).values())) == 1
    is_repeated = len({stacks[at][-1] for at in periods}) < len(periods)
    return set(grouped) if is_even or is_repeated else set()


def _group(stack: Sequence[str]) -> str:
    """The texts above the lowest one that are no periods themselves."""
    return " ".join(text for text in stack[:-1] if not is_period(text))


def _years_above(stacks: Sequence[Sequence[str]]) -> list[list[str]]:
    """By column the year that stands above a month, a quarter or another part of one; none where the first part of a year has none."""
    parts = [bool(stack) and is_part_of_year(stack[-1]) for stack in stacks]
    years = [[text for text in stack[:-1] if part and year_of(text)][-1:] for stack, part in zip(stacks, parts, strict=True)]
    return years if True in parts and years[parts.index(True)] else [[] for _ in stacks]


def _over(stacks: Sequence[Sequence[str]], names: Sequence[str]) -> list[Over]:
    """The texts of the header that are in no name of the columns that they stand over."""
    over: list[Over] = []
    for at, (stack, name) in enumerate(zip(stacks, names, strict=True)):
        words = f" {name} "
        for text in stack:
            if f" {text} " in words:
                continue
            known = next((place for place, one in enumerate(over) if one.text == text and one.right == at - 1), None)
            if known is None:
                over.append(Over(text, at, at))
            else:
                over[known] = replace(over[known], right=at)
    return over


def _level(grid: Grid, area: Area, row: int) -> list[str]:
    cells = grid.rows[row]
    return [" ".join(raw_text(cells[at]).split()) if at < len(cells) else "" for at in range(area.left, area.right + 1)]


def _fill_merged(grid: Grid, area: Area, level: list[str], row: int, own: set[int]) -> set[int]:
    """Let a merged cell name all columns below it that are not blank; returns those columns, counted within the area."""
    filled: set[int] = set()
    for merge in grid.merges_at(row):
        start = merge.left - area.left
        if merge.width == 1 or not 0 <= start < len(level):
            continue
        for at in range(start, min(start + merge.width, len(level))):
            if at in own:
                level[at] = level[start]
                filled.add(at)
    return filled


def _fill_groups(level: list[str], named: list[str], merged: set[int]) -> None:
    """The name of a group stands over its first column; those to the right of it that are named below are in it too."""
    group = ""
    for at, name in enumerate(level):
        if name:
            group = "" if at in merged else name
        elif named[at]:
            level[at] = group


def _lowest(stack: list[str]) -> str:
    if not stack:
        return ""
    return f"{stack[-2]} {stack[-1]}" if len(stack) > 1 and is_unit(stack[-1]) else stack[-1]


def unique_headers(names: Sequence[str], positions: Sequence[int]) -> list[str]:
    """The names made unique with " (2)"; a column without one is called after its 1-based column in the sheet."""
    numbers: dict[str, int] = {}  # the last one given to each name
    headers = []
    for name, position in zip(names, positions, strict=True):
        wanted = name or f"Column {position}"
        header, number = wanted, numbers.get(wanted.casefold(), 1)
        while header.casefold() in numbers:
            number += 1
            header = f"{wanted} ({number})"
        numbers[wanted.casefold()] = number
        numbers.setdefault(header.casefold(), 1)
        headers.append(header)
    return headers
