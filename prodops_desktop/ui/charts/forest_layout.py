"""Where everything of a forest plot stands, in pixels: measured once for a width, so that painting only paints."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF

from prodops_desktop.ui.charts.forest_columns import EDGE, Columns, Faces, columns_of
from prodops_desktop.ui.charts.forest_rows import Estimate, Forest, Row, Stop
from prodops_desktop.ui.charts.forest_scale import Scale, tick_texts, ticks_of
from prodops_desktop.ui.lengths import growing, px

PITCH, _PAD, _HEAD, _FOOT = growing(15), growing(7), growing(26), growing(22)
"""The pitch of the lines of a row, the room above and below them, a line of the head, and the line of the ticks."""
_COMMON_WIDTH = growing(560)
"""Where title and legend do not fit into one line of this width, the legend has its own; the height must not depend on the width."""
_SAMPLE, _BETWEEN = growing(14), growing(16)
_STUB = growing(12)
"""What is drawn of an interval that is wholly beyond the scale."""
_BESIDE, _CLEAR, _BEFORE_FIGURES = growing(5), growing(5), growing(12)
"""What the words of a limit keep from its line, from other lines, and from the figures at the right."""
_HANGING = growing(5)
"""Where the words of a limit stand below the lines of a row: this far above its end."""
_WIDE_PLOT = growing(150)
"""A plot that is narrower has no room to spare."""


class Text(NamedTuple):
    """A written text: a role of type, a token for its colour, and the area that it covers."""

    text: str
    area: QRectF
    role: str
    shade: str


class Bar(NamedTuple):
    """An interval from left to right; ``at`` is the value if that is on the scale, and an end that is cut has an arrow head."""

    left: float
    at: float | None
    right: float
    is_cut_left: bool
    is_cut_right: bool


class Line(NamedTuple):
    """An estimate, the middle of its line, and what is drawn there if anything is known."""

    stop: Stop
    variant: int
    middle: float
    bar: Bar | None


class RowPlace(NamedTuple):
    """A row over the whole width, its estimates, and the line of its limit if that is on the scale."""

    area: QRectF
    lines: tuple[Line, ...]
    limit: QLineF | None


@dataclass(frozen=True)
class ForestLayout:
    """Everything of a forest plot, placed."""

    width: int
    height: int
    faces: Faces
    columns: Columns
    plot: QRectF
    zero: float
    grid: tuple[float, ...]
    separators: tuple[float, ...]
    rows: tuple[RowPlace, ...]
    samples: tuple[tuple[QPointF, int], ...]
    texts: tuple[Text, ...]

    def line_at(self, place: QPointF) -> Line | None:
        """The estimate at a height: within a row the nearest."""
        row = next((row for row in self.rows if row.area.contains(place)), None)
        return min(row.lines, key=lambda line: abs(line.middle - place.y()), default=None) if row else None

    def line_of(self, stop: Stop) -> Line:
        """The line of an estimate."""
        return self.rows[stop.row].lines[stop.estimate]

    def band_of(self, line: Line) -> QRectF:
        """The area that is tinted when an estimate is chosen: its line from the plot to the right edge."""
        return QRectF(QPointF(self.plot.left() - 8, line.middle - PITCH / 2), QPointF(self.width - 2, line.middle + PITCH / 2))


def lay_out(forest: Forest, width: int) -> ForestLayout:
    """Place a forest that has rows."""
    faces = Faces()
    writer = _Writer(faces)
    samples, top = _place_head(forest, writer, width)
    columns = columns_of(forest, faces, width)
    scale = _scale_of(forest, columns, faces)
    rows: list[RowPlace] = []
    separators = []
    bottom = float(top)
    for group in forest.groups:
        if rows and group.rows:
            separators.append(bottom)
        for index, row in enumerate(group.rows):
            heading = group.title if index == 0 else ""
            shown = row if columns.has_groups or not heading else replace(row, below=f"{heading}, {row.below}")
            rows.append(_place_row(shown, len(rows), QRectF(0, bottom, width, height_of(row)), scale, columns, writer))
            if columns.has_groups:
                writer.left("caption", "text_3", EDGE, _middle(row, bottom, 0, len(_words(row))), heading)
            bottom += height_of(row)
    _name_ticks(writer, scale, forest.unit, bottom + _FOOT / 2, width)
    return ForestLayout(
        width,
        round(bottom) + _FOOT,
        faces,
        columns,
        QRectF(QPointF(scale.left, top), QPointF(scale.right, bottom)),
        scale.x(0),
        tuple(scale.x(tick) for tick in scale.ticks),
        tuple(separators),
        tuple(rows),
        samples,
        tuple(writer.texts),
    )


def _scale_of(forest: Forest, columns: Columns, faces: Faces) -> Scale:
    """The scale over the plot, shorter where a wide plot can spare room for the words of a limit at its right end."""
    scale = Scale(ticks_of(forest), columns.plot_left, columns.plot_right)
    right = scale.right
    for row in forest.rows:
        if row.limit is not None and scale.has(row.limit):
            reach = scale.x(row.limit) - scale.left
            room = columns.value_left - _BEFORE_FIGURES - faces.width("caption", row.limit_text) - _BESIDE - scale.left
            if reach > room:
                right = min(right, scale.left + scale.width * room / reach)
    return Scale(scale.ticks, scale.left, right) if right - scale.left >= _WIDE_PLOT else scale


def height_of(row: Row) -> int:
    """How high a row is."""
    return 2 * _PAD + PITCH * max(len(row.estimates), len(_words(row)))


class _Writer:
    """Collects texts, each around the middle of its line; what is empty is not written."""

    def __init__(self, faces: Faces) -> None:
        self.faces = faces
        self.texts: list[Text] = []

    def left(self, role: str, shade: str, left: float, middle: float, text: str) -> None:
        """Write from the left."""
        if text:
            self.texts.append(Text(text, QRectF(left, middle - px(7), self.faces.width(role, text), px(14)), role, shade))

    def right(self, role: str, shade: str, right: float, middle: float, text: str) -> None:
        """Write up to the right."""
        self.left(role, shade, right - self.faces.width(role, text), middle, text)


def _place_head(forest: Forest, writer: _Writer, width: int) -> tuple[tuple[tuple[QPointF, int], ...], int]:
    """Write title and legend; the samples of the legend, and where the head ends."""
    faces, variants = writer.faces, forest.shown_variants
    names = [forest.name_of(variant) for variant in variants]
    title, legend = faces.width("section", forest.title), _legend_width(names, faces)
    is_apart = bool(title and legend) and title + _BETWEEN + legend > _COMMON_WIDTH - 2 * EDGE
    room = width - 2 * EDGE
    lacking = legend - room if is_apart else max(0, legend - max(room // 2, room - title - _BETWEEN))
    if lacking > 0:
        share = max(0, (legend - lacking + _BETWEEN) // len(names) - _SAMPLE - _BETWEEN)
        names = [faces.cut("meta", name, share) for name in names]
        legend = _legend_width(names, faces)
    height = _HEAD * (2 if is_apart else bool(title or legend))
    title_room = room if is_apart or not legend else room - _BETWEEN - legend
    writer.left("section", "text", EDGE, _HEAD / 2, faces.cut("section", forest.title, title_room))
    left, middle = EDGE if is_apart else width - EDGE - legend, height - _HEAD / 2
    samples = []
    for variant, name in zip(variants, names, strict=True):
        samples.append((QPointF(left + 5, middle), variant))
        writer.left("meta", "text_2", left + _SAMPLE, middle, name)
        left += _SAMPLE + faces.width("meta", name) + _BETWEEN
    return tuple(samples), height


def _legend_width(names: Sequence[str], faces: Faces) -> int:
    return sum(_SAMPLE + faces.width("meta", name) + _BETWEEN for name in names) - _BETWEEN if names else 0


def _place_row(row: Row, place: int, area: QRectF, scale: Scale, columns: Columns, writer: _Writer) -> RowPlace:
    top = area.top()
    lines = []
    for index, estimate in enumerate(row.estimates):
        middle = _middle(row, top, index, len(row.estimates))
        lines.append(Line(Stop(place, index), estimate.variant, middle, _bar(estimate, scale)))
        _write_estimate(estimate, middle, columns, writer)
    _place_limit(row, area, lines, scale, columns, writer)
    words = _words(row)
    for index, (text, role, shade) in enumerate(zip(words, ("name", "caption"), ("text", "text_3"), strict=False)):
        whole = writer.faces.cut(role, text, columns.title_width)
        writer.left(role, shade, columns.title, _middle(row, top, index, len(words)), whole)
    x = scale.x(row.limit) if row.limit is not None and scale.has(row.limit) else None
    return RowPlace(area, tuple(lines), QLineF(x, area.top() + 4, x, area.bottom() - 4) if x is not None else None)


def _words(row: Row) -> tuple[str, ...]:
    return (row.title, row.below) if row.below else (row.title,)


def _middle(row: Row, top: float, index: int, count: int) -> float:
    """The middle of a line of a row; one estimate beside two lines of words stands between them, two beside one begin with it."""
    lines = max(len(row.estimates), len(_words(row)))
    is_between = count == 1 and len(row.estimates) == 1
    return top + _PAD + int(PITCH * (index + 0.5 + ((lines - count) / 2 if is_between else 0)))


def _write_estimate(estimate: Estimate, middle: float, columns: Columns, writer: _Writer) -> None:
    shade = "text_3" if estimate.tone == "3" else estimate.tone
    writer.right("value", "text", columns.value_right, middle, estimate.text)
    if columns.interval is not None:
        writer.left("meta", "text_3", columns.interval, middle, estimate.interval)
    verdict = writer.faces.cut("meta", estimate.verdict, columns.verdict_width)
    writer.right("meta", shade, columns.verdict_right, middle, verdict)


def _bar(estimate: Estimate, scale: Scale) -> Bar | None:
    ends = estimate.ends
    if ends is None:
        return None
    low, value, high = ends
    is_cut_left, is_cut_right = low < scale.ticks[0], high > scale.ticks[-1]
    left, right = scale.x(low), scale.x(high)
    if is_cut_right:
        left = min(left, scale.right - _STUB)
    if is_cut_left:
        right = max(right, scale.left + _STUB)
    return Bar(left, scale.x(value) if scale.has(value) else None, right, is_cut_left, is_cut_right)


def _place_limit(row: Row, area: QRectF, lines: Sequence[Line], scale: Scale, columns: Columns, writer: _Writer) -> None:
    """Write what the limit is: beside its line where that is free, else hanging from it, where the plot is as wide as they are."""
    if row.limit is None or not row.limit_text:
        return
    is_shown, is_right = scale.has(row.limit), row.limit > 0
    text = row.limit_text if is_shown else f"{row.limit_text} →" if is_right else f"← {row.limit_text}"
    width = writer.faces.width("caption", text)
    x, zero, end = scale.x(row.limit), scale.x(0), columns.value_left - _BEFORE_FIGURES - width
    sides = (x + _BESIDE, x - _BESIDE - width) if is_shown else (end if is_right else scale.left,)
    for left in sides:
        for middle in [line.middle for line in lines] or [area.center().y()]:
            taken = [(zero, zero), *_bars_at(lines, middle)]
            is_free = all(last <= left - _CLEAR or first >= left + width + _CLEAR for first, last in taken)
            if is_free and scale.left <= left <= end:
                writer.left("caption", "bad", left, middle, text)
                return
    if scale.left <= end:
        writer.left("caption", "bad", max(scale.left, min(x - width / 2, end)), area.bottom() - _HANGING, text)


def _bars_at(lines: Sequence[Line], middle: float) -> list[tuple[float, float]]:
    """The intervals that words at a height could lie on."""
    return [(line.bar.left, line.bar.right) for line in lines if line.bar and abs(line.middle - middle) < PITCH / 2]


def _name_ticks(writer: _Writer, scale: Scale, unit: str, middle: float, width: int) -> None:
    """Say as many ticks as have room, zero always among them."""
    texts = tick_texts(scale.ticks, unit)
    zero = scale.ticks.index(0.0)
    widths = [writer.faces.width("caption", text) for text in texts]
    pitch = scale.x(scale.ticks[1]) - scale.x(scale.ticks[0])
    step = next((step for step in range(1, len(texts)) if step * pitch >= max(widths) + 8), len(texts))
    for index, (tick, text) in enumerate(zip(scale.ticks, texts, strict=True)):
        if (index - zero) % step == 0:
            left = min(scale.x(tick) - widths[index] / 2, width - EDGE - widths[index])
            writer.left("caption", "text_3", max(EDGE, left), middle, text)
