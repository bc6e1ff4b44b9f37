"""Where the groups of a grid stand: which row of it is the head of a group, and which row of the data any other one shows."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from prodops_desktop.datasets.sums import GroupRows


@dataclass(frozen=True)
class Stretch:
    """Rows of the data that stand below each other: ``count`` from the position ``first``."""

    first: int
    count: int


class GroupedRows:
    """Heads of groups among rows, by sums over what comes before; closed groups show their head alone."""

    def __init__(self, groups: Sequence[GroupRows], closed: frozenset[int] = frozenset()) -> None:
        self.groups, self.closed = tuple(groups), closed
        self._heads: list[int] = []
        self._firsts = [group.first for group in self.groups]
        row = 0
        for index, group in enumerate(self.groups):
            self._heads.append(row)
            row += 1 + (0 if index in closed else group.count)
        self.rows = row

    def head_at(self, row: int) -> int | None:
        """The index of the group whose head stands in a row."""
        index = bisect_right(self._heads, row) - 1
        return index if index >= 0 and self._heads[index] == row and row < self.rows else None

    def head_row(self, index: int) -> int:
        """The row in which the head of a group stands."""
        return self._heads[index]

    def position(self, row: int) -> int | None:
        """The position of the data that a row shows; None for a head."""
        index = bisect_right(self._heads, row) - 1
        if index < 0 or self._heads[index] == row or row >= self.rows:
            return None
        return self.groups[index].first + row - self._heads[index] - 1

    def group_of(self, position: int) -> int:
        """The index of the group that a row of the data belongs to."""
        return max(0, bisect_right(self._firsts, position) - 1)

    def row(self, position: int) -> int:
        """The row that shows a row of the data, or the head of its group where that is closed."""
        index = self.group_of(position)
        return self._heads[index] + (0 if index in self.closed else 1 + position - self._firsts[index])

    def turned(self, index: int) -> "GroupedRows":
        """With one group closed that was open, or the other way round."""
        return GroupedRows(self.groups, self.closed ^ {index})

    def parts(self, top: int, count: int) -> Iterator[int | Stretch]:
        """What stands in ``count`` rows from ``top``: the indexes of heads, and the stretches of data between them."""
        row, end = max(0, top), min(self.rows, top + count)
        while row < end:
            head = self.head_at(row)
            if head is not None:
                yield head
                row += 1
                continue
            index = bisect_right(self._heads, row) - 1
            until = min(end, self._heads[index + 1] if index + 1 < len(self._heads) else self.rows)
            position = self.position(row)
            assert position is not None
            yield Stretch(position, until - row)
            row = until
