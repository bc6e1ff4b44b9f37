"""Gathers the rows of one OpenDocument sheet as the document is parsed; what a few bytes claim to repeat is unfolded late."""

from collections.abc import Callable, Iterator

from prodops_desktop.intake.readers.markup import Attributes, HarmfulError
from prodops_desktop.intake.readers.model import Cell, Formula
from prodops_desktop.intake.readers.oddities import Odd, Oddities
from prodops_desktop.intake.readers.ods.elements import ASIDE, Dispatch, Listener, Prefixes, repeats
from prodops_desktop.intake.readers.ods.values import cell_value
from prodops_desktop.intake.readers.ooxml.references import LAST_COLUMN, LAST_ROW

_MOST_UNFOLDED = 20_000_000
"""Cells with a value that repeats may make; more than that was made to do harm."""
_LONGEST_BLANK = 32_767


class SheetCells(Listener):
    """The rows of sheet ``number`` (from 0): its ``start``, ``end`` and ``text`` are for the parser."""

    def __init__(self, number: int, name: str, odd: Oddities) -> None:
        super().__init__()
        self.done = False
        self.last_row = 0
        self._before = number
        self._name = name
        self._odd = odd
        self._ready: list[tuple[int, int, list[Cell]]] = []
        self._unfolded = 0
        self._prefixes = Prefixes()
        self._depth = 0
        self._row = 0
        self._row_repeats = 1
        self._cells: list[Cell] = []
        self._column = 0
        self._cell: Attributes | None = None
        self._text: list[str] = []
        self._has_paragraph = False
        self._in_paragraph = False
        self._starts, self._ends = self._make_starts(), self._make_ends()

    def _make_starts(self) -> Dispatch[Callable[[Attributes], None]]:
        return Dispatch(
            {
                **dict.fromkeys(ASIDE, self._begin_aside),
                "document-content": self._prefixes.learn,
                "table": self._begin_table,
                "table-row": self._begin_row,
                "table-cell": self._begin_cell,
                "covered-table-cell": self._begin_cell,
                "p": self._begin_paragraph,
                "h": self._begin_paragraph,
                "s": self._put_blanks,
                "tab": self._put_tab,
                "line-break": self._put_break,
            }
        )

    def _make_ends(self) -> Dispatch[Callable[[], None]]:
        return Dispatch(
            {
                **dict.fromkeys(ASIDE, self._end_aside),
                "table": self._end_table,
                "table-row": self._end_row,
                "table-cell": self._end_cell,
                "covered-table-cell": self._end_cell,
                "p": self._end_paragraph,
                "h": self._end_paragraph,
            }
        )

    def taken(self) -> Iterator[tuple[int, list[Cell]]]:
        """The rows that are whole by now; each is a list of its own."""
        ready, self._ready = self._ready, []
        for first, number, cells in ready:
            yield first, cells
            for row in range(first + 1, first + number):
                yield row, cells.copy()

    def text(self, text: str) -> None:
        """A piece of text."""
        if self._in_paragraph and not self._aside:
            self._text.append(text)

    @property
    def _is_elsewhere(self) -> bool:
        return bool(self.done or self._before or self._aside or self._depth != 1)

    def _begin_table(self, _: Attributes) -> None:
        if not self._aside:
            self._depth += 1

    def _end_table(self) -> None:
        if self._aside:
            return
        self._depth -= 1
        if not self._depth:
            self.done = self.done or not self._before
            self._before = max(0, self._before - 1)

    def _begin_row(self, attributes: Attributes) -> None:
        if not self._is_elsewhere:
            self._row_repeats = repeats(self._prefixes.usual(attributes).get("table:number-rows-repeated"))
            self._cells, self._column = [], 0

    def _begin_cell(self, attributes: Attributes) -> None:
        if not self._is_elsewhere:
            self._cell, self._text = self._prefixes.usual(attributes), []
            self._has_paragraph = self._in_paragraph = False

    def _begin_paragraph(self, _: Attributes) -> None:
        if self._cell is not None and not self._is_elsewhere:
            if self._has_paragraph:
                self._text.append("\n")
            self._has_paragraph = self._in_paragraph = True

    def _end_paragraph(self) -> None:
        if not self._is_elsewhere:
            self._in_paragraph = False

    def _put_blanks(self, attributes: Attributes) -> None:
        self.text(" " * min(repeats(self._prefixes.usual(attributes).get("text:c")), _LONGEST_BLANK))

    def _put_tab(self, _: Attributes) -> None:
        self.text("\t")

    def _put_break(self, _: Attributes) -> None:
        self.text("\n")

    def _end_cell(self) -> None:
        attributes = self._cell
        if attributes is None or self._is_elsewhere:
            return
        self._cell = None
        number = repeats(attributes["table:number-columns-repeated"]) if "table:number-columns-repeated" in attributes else 1
        if attributes or self._text:
            value = cell_value(attributes, "".join(self._text))
            if value != "":
                self._put(value, number)
        self._column += number

    def _put(self, value: Cell, number: int) -> None:
        if self._column + number > LAST_COLUMN:
            self._refuse()
        if isinstance(value, Formula):
            self._odd.note(Odd.VALUELESS, self._row + 1, self._column + 1, number * self._row_repeats)
        if len(self._cells) < self._column:
            self._cells.extend([""] * (self._column - len(self._cells)))
        if number == 1:
            self._cells.append(value)
        else:
            self._cells.extend([value] * number)
            self._unfolded += number - 1

    def _end_row(self) -> None:
        if self._is_elsewhere:
            return
        number = self._row_repeats
        if self._cells:
            self._unfolded += len(self._cells) * (number - 1)
            if self._row + number > LAST_ROW or self._unfolded > _MOST_UNFOLDED:
                self._refuse()
            self._ready.append((self._row + 1, number, self._cells))
            self.last_row = self._row + number
        self._row += number

    def _refuse(self) -> None:
        raise HarmfulError(
            f"The sheet “{self._name}” unfolds to more cells than a sheet holds, so the file is damaged or made to do harm. "
            "Open the file where it came from and save it again."
        )
