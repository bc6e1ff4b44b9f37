"""A sheet in memory as a reader would give it, which knows what was planted in it."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from prodops_desktop.intake.readers.model import Batch, Cell, Merge, SheetFacts, raw_text


@dataclass
class Planted:
    """A table as it was planted: its headers as they are to be called, its rows, and where they stand (1-based)."""

    headers: list[str] = field(default_factory=list)
    rows: list[list[Cell]] = field(default_factory=list)
    row_numbers: list[int] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)
    has_header: bool = True
    features: set[str] = field(default_factory=set)

    def raw(self) -> dict[int, list[str]]:
        """The raw texts by row of the sheet."""
        return {number: [raw_text(cell) for cell in row] for number, row in zip(self.row_numbers, self.rows, strict=True)}


class MessySheet:
    """A sheet in memory, as a reader would give it; ``planted`` are its tables."""

    name = "Data"
    state = "visible"
    visible = True
    first_column = 1
    text_only = False

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.cells: dict[tuple[int, int], Cell] = {}
        self.merges: list[Merge] = []
        self.planted: list[Planted] = []
        self.warnings: list[str] = []

    @property
    def facts(self) -> SheetFacts:
        """Its merged cells."""
        return SheetFacts(merges=tuple(self.merges))

    def rows(self) -> list[list[Cell]]:
        """All rows, as wide as the widest one."""
        height = max((row for row, _ in self.cells), default=0)
        width = max((column for _, column in self.cells), default=0)
        return [[self.cells.get((row, column), "") for column in range(1, width + 1)] for row in range(1, height + 1)]

    def batches(self) -> Iterator[Batch]:
        """All rows at once."""
        rows = self.rows()
        yield Batch(1, rows, len(rows), len(rows))

    def release(self) -> None:
        """Nothing is kept."""

    def become_text(self) -> None:
        """Be a text file: every cell its text."""
        self.text_only = True
        self.cells = {place: raw_text(cell) for place, cell in self.cells.items()}

    def write(self, row: int, column: int, value: Cell) -> None:
        """Put a value into a cell."""
        if value != "":
            assert (row, column) not in self.cells, "two things in one cell"
            self.cells[row, column] = value

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Merge cells."""
        self.merges.append(Merge(top, left, bottom, right))
