"""Needs against segments: which segment asks for what, by any of four measures, and how much of it each cell is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from prodops_desktop.feedback.needs.model import ACCOUNTS, ARR, MENTIONS, UNKNOWN, Need, SegmentLine
from prodops_desktop.feedback.needs.rates import Rate
from prodops_desktop.registry.entries import name_key
from prodops_desktop.ui import formats
from prodops_desktop.ui.models.cells import Cell
from prodops_desktop.ui.models.records import Column
from prodops_desktop.ui.pages.feedback.need_reading import SegmentBoard
from prodops_desktop.ui.pages.feedback.need_wording import counts_text, interval_text, per_hundred_text, plain_figure, rate_text
from prodops_desktop.ui.texts import counted, tr

RATE = "rate"
MEASURES = ((ARR, tr("ARR")), (ACCOUNTS, tr("accounts")), (MENTIONS, tr("mentions")), (RATE, tr("rate per 100")))
BY_SEGMENT, BY_NEED = "segment", "need"
TINTS = ((BY_SEGMENT, tr("its column")), (BY_NEED, tr("its row")))
"""Of what a cell is a share: the largest of its segment, or the largest of its need."""


@dataclass(frozen=True)
class SegmentRow:
    """A need with what it is in each segment, by the key of its name."""

    need: Need
    lines: Mapping[str, SegmentLine]


@dataclass(frozen=True)
class Matrix:
    """Needs by segments in one measure; a cell is tinted by its share of the largest of its column, or of its row."""

    board: SegmentBoard
    measure: str
    tint: str
    rows: tuple[SegmentRow, ...]
    segments: tuple[str, ...]
    largest: Mapping[str, float] = field(repr=False)

    def line(self, row: SegmentRow, segment: str) -> SegmentLine:
        """A need in a segment, which may never mention it."""
        return row.lines.get(name_key(segment)) or SegmentLine(segment, 0, 0, None)

    def value(self, row: SegmentRow, segment: str) -> float | None:
        """What stands in a cell; None for nothing that is known."""
        line = self.line(row, segment)
        if self.measure == RATE:
            return self.rate(line).per_hundred
        return {ARR: line.arr, ACCOUNTS: line.accounts, MENTIONS: line.mentions}[self.measure]

    def rate(self, line: SegmentLine) -> Rate:
        """How often a segment mentions a need, of what was received from it."""
        return Rate(line.mentions, _of(self.board.received, line.segment))

    def heat(self, row: SegmentRow, segment: str) -> float:
        """The share of a cell of the largest one."""
        value = self.value(row, segment) or 0.0
        most = self.largest[segment] if self.tint == BY_SEGMENT else max(self.value(row, one) or 0.0 for one in self.segments)
        return value / most if most > 0 else 0.0


def matrix_of(board: SegmentBoard, measure: str, tint: str) -> Matrix:
    """The needs that are mentioned, by the segments from which anything came, those with most ARR first and the unknown one last."""
    rows = tuple(
        SegmentRow(need, {name_key(line.segment): line for line in need.by_segment}) for need in board.needs.needs if need.mentions
    )
    names = {name_key(name): name for name, count in board.received.items() if count}
    worth: dict[str, float] = {}
    for line in (line for row in rows for line in row.lines.values()):
        key = name_key(line.segment)
        names.setdefault(key, line.segment)
        worth[key] = worth.get(key, 0.0) + (line.arr or 0.0)
    order = sorted(names, key=lambda key: (names[key] == UNKNOWN, -worth.get(key, 0.0), key))
    segments = tuple(names[key] for key in order)
    bare = Matrix(board, measure, tint, rows, segments, {})
    largest = {segment: max((bare.value(row, segment) or 0.0 for row in rows), default=0.0) for segment in segments}
    return Matrix(board, measure, tint, rows, segments, largest)


def segment_id(segment: str) -> str:
    """The id of the column of a segment."""
    return f"segment {name_key(segment)}"


def segment_columns(matrix: Callable[[], Matrix], segments: Sequence[str]) -> list[Column]:
    """The need, a column a segment, and all of them together; ``matrix`` gives what is shown."""

    def total(row: SegmentRow) -> float | None:
        return _total(matrix(), row.need)

    return [
        Column("need", tr("Need"), lambda r: Cell(r.need.name, role="name", tip=r.need.definition or ""), width=190,
               order=lambda r: r.need.name.casefold(), fixed=True, total=lambda _: Cell(tr("Items received"), role="name")),
        *(_segment_column(matrix, segment) for segment in segments),
        Column("total", tr("All"), lambda r: Cell(_written(matrix(), total(r)), role="section", right=True), right=True, width=96,
               order=total, exact=lambda r: plain_figure(total(r)),
               total=lambda _: Cell(formats.number(matrix().board.needs.items), role="section", right=True)),
        Column("group", tr("Group"), lambda r: Cell(r.need.group, "text_2"), width=0, folds=1, order=lambda r: r.need.group.casefold()),
    ]  # fmt: skip


def _segment_column(matrix: Callable[[], Matrix], segment: str) -> Column:
    title = tr("Unknown") if segment == UNKNOWN else segment
    return Column(
        segment_id(segment),
        title,
        lambda row: _cell(matrix(), row, segment),
        right=True,
        width=max(96, 7 * len(title) + 34),
        tip=tr("Accounts that no list gives a segment, and items without an account") if segment == UNKNOWN else "",
        order=lambda row: matrix().value(row, segment),
        exact=lambda row: plain_figure(matrix().value(row, segment)),
        total=lambda _: Cell(formats.number(_of(matrix().board.received, segment)), role="name", right=True),
    )


def _cell(matrix: Matrix, row: SegmentRow, segment: str) -> Cell:
    line, value = matrix.line(row, segment), matrix.value(row, segment)
    rate = matrix.rate(line)
    parts = [
        tr("{amount} ARR", amount=formats.money(line.arr, matrix.board.needs.currency, short=False)) if line.arr is not None else "",
        counted(line.accounts, "{n} account", "{n} accounts"),
        tr("{counts} items received", counts=counts_text(rate)),
        tr("{rate} per 100 ({interval})", rate=rate_text(rate), interval=interval_text(rate)) if rate.items else "",
    ]
    heat = matrix.heat(row, segment)
    return Cell(_written(matrix, value), "text" if value else "text_3", right=True, heat=heat,
                tip="\n".join(part for part in parts if part))  # fmt: skip


def _total(matrix: Matrix, need: Need) -> float | None:
    return {ARR: need.arr, ACCOUNTS: need.accounts, MENTIONS: need.mentions, RATE: need.trend.now.per_hundred}[matrix.measure]


def _written(matrix: Matrix, value: float | None) -> str:
    if matrix.measure == ARR:
        return formats.money(value, matrix.board.needs.currency)
    return per_hundred_text(value) if matrix.measure == RATE else formats.number(value, 0)


def _of(received: Mapping[str, int], segment: str) -> int:
    return next((count for name, count in received.items() if name_key(name) == name_key(segment)), 0)
