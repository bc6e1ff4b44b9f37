"""Where everything of a strip of deadlines stands, in pixels: measured once for a width, so that painting only paints."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import NamedTuple, overload

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPolygonF

from prodops_desktop.ui import formats, theme
from prodops_desktop.ui.charts.flags import place_flags
from prodops_desktop.ui.charts.painted import bold_caption
from prodops_desktop.ui.charts.strip import Block, Mark, Strip
from prodops_desktop.ui.charts.strip_lines import diamond, pole, tied
from prodops_desktop.ui.charts.strip_scale import AXIS, CALL, DEPTH, HALF, LEFT, LINE, NAME, ROW_0, ROW_PITCH, Scale
from prodops_desktop.ui.lengths import growing, px

_WIDEST = growing(160)
"""A label that is longer is cut, as it would leave no room for others."""
_MOST_QUIET = 200
"""Where more marks or blocks ask for nothing, none is named before it is pointed at: the few that have room would be any."""
_STEPS = (1, 2, 3, 4, 6, 12)


class MarkPlace(NamedTuple):
    """A mark, its diamond's middle, its label where that has room, the line from there, and the middles of the bars of its blocks."""

    mark: Mark
    at: QPointF
    text: str
    label: QRectF | None
    pole: tuple[QLineF, ...]
    due: Sequence[float]

    @property
    def lines(self) -> list[QLineF]:
        """The lines that tie it to its label and to its blocks."""
        return tied([self.pole], [(self.at.x(), middle) for middle in self.due])


class BlockPlace(NamedTuple):
    """A block, its bar, and room for its label if there is any beside the others."""

    block: Block
    bar: QRectF
    label: QRectF | None


@dataclass(frozen=True)
class StripLayout:
    """Everything of a strip, placed; and what looks the same whatever is chosen once more, gathered by tone and without what lies on
    each other."""

    width: int
    room: "_Room"
    marks: tuple[MarkPlace, ...]
    blocks: tuple[BlockPlace, ...]
    bands: tuple[tuple[QRectF, str], ...]
    ticks: tuple[tuple[float, str], ...]
    lines: dict[str, list[QLineF]]
    diamonds: dict[str, list[QPolygonF]]
    bars: dict[str, list[QRectF]]

    def keys_at(self, place: QPointF) -> list[MarkPlace | BlockPlace]:
        """What is at a place, the nearest first: labels before diamonds before bars."""
        labels: list[MarkPlace | BlockPlace] = [one for one in self.marks if one.label is not None and one.label.contains(place)]
        near = [
            (abs(one.at.x() - place.x()), one)
            for one in self.marks
            if abs(one.at.x() - place.x()) <= HALF + 3 and abs(one.at.y() - place.y()) <= HALF + 3
        ]
        near.sort(key=lambda pair: pair[0])
        bars = [one for one in self.blocks if one.bar.adjusted(-2, -1, 2, 2).contains(place)]
        bars.sort(key=lambda one: (abs(one.bar.center().x() - place.x()), one.bar.height()))
        amounts = [one for one in self.blocks if one.label is not None and one.label.contains(place)]
        return [*labels, *(one for _, one in near), *bars, *amounts]

    def label_of(self, one: BlockPlace) -> QRectF | None:
        """Room for the label of the current block, which may have none beside the others only because its bar is too low for one."""
        return one.label or self.room.beside(one.bar, one.block.label)


def lay_out(strip: Strip, width: int) -> StripLayout:
    """Place the strip, which shows only what is within its days, in ``width`` pixels."""
    scale = Scale(strip, width)
    bars = _bars(strip, scale)
    room = _Room(bars, width)
    blocks = _place_blocks(strip, bars, room)
    marks = _place_marks(strip, scale, width, blocks)
    toned = _by_tone(marks)
    return StripLayout(
        width,
        room,
        marks,
        blocks,
        tuple(
            (QRectF(QPointF(scale.x(band.first), CALL + 8), QPointF(scale.x(band.last, after=1), AXIS + DEPTH)), band.label)
            for band in strip.bands
        ),
        _ticks(strip, scale, width),
        {tone: _lines_of(some) for tone, some in toned.items()},
        {tone: _diamonds_of(some) for tone, some in toned.items()},
        _bars_by_tone(blocks),
    )


def _lines_of(marks: Sequence[MarkPlace]) -> list[QLineF]:
    return tied([one.pole for one in marks], [(one.at.x(), middle) for one in marks for middle in one.due])


def _diamonds_of(marks: Sequence[MarkPlace]) -> list[QPolygonF]:
    shape = diamond(QPointF(0, LINE))
    return [shape.translated(x, 0) for x in sorted({one.at.x() for one in marks})]


def _by_tone(marks: Sequence[MarkPlace]) -> dict[str, list[MarkPlace]]:
    """The marks of each tone, those of none first, so that the others are painted above them."""
    found: dict[str, list[MarkPlace]] = {"text_2": []}
    for one in marks:
        found.setdefault(one.mark.tone, []).append(one)
    return found


def _bars_by_tone(blocks: Sequence[BlockPlace]) -> dict[str, list[QRectF]]:
    found: dict[str, list[QRectF]] = defaultdict(list)
    for one in blocks:
        found[one.block.tone].append(one.bar)
    return found


def _place_marks(strip: Strip, scale: Scale, width: int, blocks: Sequence[BlockPlace]) -> tuple[MarkPlace, ...]:
    metrics = QFontMetrics(bold_caption())
    right = Qt.TextElideMode.ElideRight
    texts = [mark.label for mark in strip.marks]
    widths = _Labels(texts, metrics)
    xs = scale.xs(mark.day for mark in strip.marks)
    loud, quiet = ([index for index, mark in enumerate(strip.marks) if (mark.tone == "text_2") == calm] for calm in (False, True))
    groups = [loud, quiet if len(quiet) <= _MOST_QUIET else []]

    def elide(index: int, room: int) -> str:
        cut = metrics.elidedText(texts[index], right, room - 1)
        return cut if len(cut) > 2 else ""

    flags = place_flags([round(x) for x in xs], widths, groups, width - 3, elide)
    labels = [QRectF(flag.left, ROW_0 - flag.row * ROW_PITCH - px(7), flag.width, px(14)) if flag else None for flag in flags]
    placed = [label for label in labels if label]
    due: dict[object, list[float]] = defaultdict(list)
    for one in blocks:
        due[one.block.key].append(one.bar.center().x())
    points = {x: QPointF(x, LINE) for x in set(xs)}
    places = []
    for index, (mark, x, flag, label) in enumerate(zip(strip.marks, xs, flags, labels, strict=True)):
        text = flag.cut or widths.text(index) if flag else ""
        own_pole = _own_pole(x, label, placed) if label is not None else ()
        places.append(MarkPlace(mark, points[x], text, label, own_pole, due.get(mark.key, ())))
    return tuple(places)


class _Labels(Sequence[int]):
    """The widths of labels, each measured when it is asked for: where a strip is crowded, most labels never are."""

    def __init__(self, texts: Sequence[str], metrics: QFontMetrics) -> None:
        self._texts, self._metrics = texts, metrics
        self._known: dict[int, int] = {}

    def text(self, index: int) -> str:
        """A label, cut where it is very long."""
        return self._metrics.elidedText(self._texts[index], Qt.TextElideMode.ElideRight, _WIDEST)

    @overload
    def __getitem__(self, index: int) -> int: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[int]: ...
    def __getitem__(self, index: int | slice) -> int | Sequence[int]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        if index not in self._known:
            self._known[index] = self._metrics.horizontalAdvance(self.text(index)) + 1
        return self._known[index]

    def __len__(self) -> int:
        return len(self._texts)


def _own_pole(x: float, label: QRectF, placed: Sequence[QRectF]) -> tuple[QLineF, ...]:
    """The line below a label, or beside it where it hangs like a flag."""
    beside = not label.left() <= x <= label.right()
    return pole(x, label.top() + 2 if beside else label.bottom() + 1, [one for one in placed if one is not label])


def _place_blocks(strip: Strip, bars: Sequence[QRectF], room: "_Room") -> tuple[BlockPlace, ...]:
    """The blocks with the labels of those whose bars are high enough for one: those with a tone choose first, then the higher."""
    labels: list[QRectF | None] = [None] * len(bars)
    high = [index for index, bar in enumerate(bars) if bar.height() >= room.line - 1]
    loud, quiet = ([index for index in high if (strip.blocks[index].tone == "accent") == calm] for calm in (False, True))
    for group in (loud, quiet if len(quiet) <= _MOST_QUIET else []):
        for index in sorted(group, key=lambda index: -bars[index].height()):
            labels[index] = room.beside(bars[index], strip.blocks[index].label)
            room.take(labels[index])
    return tuple(BlockPlace(block, bar, label) for block, bar, label in zip(strip.blocks, bars, labels, strict=True))


def _bars(strip: Strip, scale: Scale) -> list[QRectF]:
    """The bars of the blocks, which are in order of their days; those of one day stand side by side."""
    bars = []
    for day, own in groupby(strip.blocks, lambda block: block.day):
        shares = [block.share for block in own]
        count = len(shares)
        whole = scale.bar if count == 1 else min(max(scale.bar, 4.0 * count), 2 * scale.bar)
        pitch, begin = whole / count, scale.x(day) - whole / 2
        width = max(1.0, pitch - (count > 1))
        for place, share in enumerate(shares):
            bars.append(QRectF(begin + place * pitch, AXIS + 1, width, max(2.0, DEPTH * max(0.0, min(1.0, share)))))
    return bars


class _Room:
    """How deep the bars hang at each pixel, and where labels stand beside them."""

    def __init__(self, bars: Sequence[QRectF], width: int) -> None:
        self._metrics = QFontMetrics(bold_caption())
        self.line = self._metrics.height()
        self._taken = bytearray(width + 1)
        self._depths = [0.0] * (width + 1)
        for bar in sorted(bars, key=QRectF.height):  # the deepest last, so that it counts
            begin, end = max(0, int(bar.left())), min(width, int(bar.right()) + 1)
            self._depths[begin:end] = [bar.bottom()] * (end - begin)

    def beside(self, bar: QRectF, text: str) -> QRectF | None:
        """Room for a label to the right of the foot of a bar, else to its left, where no bar and no other label is."""
        top = max(AXIS + 1.0, bar.bottom() - 13)
        after, before = int(bar.right()) + 5, int(bar.left()) - 4
        if self._is_crowded(after, top) and self._is_crowded(before, top):
            return None  # the label need not even be measured
        width = self._metrics.horizontalAdvance(text) + 1
        for left in (after, before - width):
            right = left + width
            if left >= LEFT and right < len(self._depths) - 3 and self._is_free(left, right, top):
                return QRectF(left, top, width, px(14))
        return None

    def take(self, label: QRectF | None) -> None:
        """Keep other labels off one."""
        if label is not None:
            left, right = int(label.left()) - 4, int(label.right()) + 4
            self._taken[left:right] = b"\1" * (right - left)

    def _is_crowded(self, edge: int, top: float) -> bool:
        return max(self._depths[max(0, edge - 2) : edge + 3], default=0.0) > top

    def _is_free(self, left: int, right: int, top: float) -> bool:
        return self._taken.find(1, left, right) < 0 and max(self._depths[left - 2 : right + 3]) <= top


def _ticks(strip: Strip, scale: Scale, width: int) -> tuple[tuple[float, str], ...]:
    """The months and their names: as many names as fit, a January always among them, and the year only with the first of a year."""
    months = list(strip.months())
    xs = [scale.x(month) for month in months]
    metrics = theme.face("caption").metrics
    names: list[str] = []
    for step in _STEPS:
        names, cut = _without_overlaps(_names(months, strip.first.year, step), xs, metrics, width)
        if not cut:
            break
    return tuple(zip(xs, names, strict=True))


def _names(months: list[date], year: int, step: int) -> list[str]:
    """Every n-th month by its name."""
    names = []
    for month in months:
        names.append("" if (month.month - 1) % step else formats.period(f"{month:%Y-%m}", short=month.year == year))
        year = month.year if names[-1] else year
    return names


def _without_overlaps(names: list[str], xs: list[float], metrics: QFontMetrics, width: int) -> tuple[list[str], bool]:
    """The names that have room, and whether more is missing than what a year's long name and the edge leave no room for."""
    shown, end, cut, long = [], 0.0, False, False
    for name, x in zip(names, xs, strict=True):
        if name and x + 3 < end:
            cut, name = cut or not long, ""
        right = x + NAME + metrics.horizontalAdvance(name)
        if name and right <= width - 3:
            end, long = right + 3, " " in name
        shown.append(name if right <= width - 3 else "")
    return shown, cut
