"""Names for the columns of a table, from the rows of its header."""

from collections import Counter
from collections.abc import Sequence

from prodops_desktop.intake.readers.model import raw_text
from prodops_desktop.intake.tables.grid import Area, Grid
from prodops_desktop.intake.tables.headers import Head, is_unit


def names_of(grid: Grid, area: Area, head: Head) -> tuple[list[str], list[str]]:
    """Two texts a column: its name, which is that of the lowest row that has one with those above where it would say too little, and the
    name of the group that it is in, "" where there is none.
    """
    levels = [_level(grid, area, row) for row in range(head.first, head.last + 1)]
    used = grid.used(Area(head.last + 1, area.bottom, area.left, area.right)) >> area.left
    own = {at for level in levels for at, name in enumerate(level) if name or used >> at & 1}
    named = levels[head.best - head.first]
    for number, level in enumerate(levels):
        merged = _fill_merged(grid, area, level, head.first + number, own)
        if number < head.best - head.first:
            _fill_groups(level, named, merged)
    stacks = [[level[at] for level in levels if level[at]] for at in range(area.width)]
    lowest = [_lowest(stack) for stack in stacks]
    repeated = {name for name, count in Counter(lowest).items() if count > 1 and name}
    names = [" ".join(dict.fromkeys(stack)) if name in repeated else name for name, stack in zip(lowest, stacks, strict=True)]
    groups = [stack[0] if len(stack) > 1 else "" for stack in stacks]
    return names, groups


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
