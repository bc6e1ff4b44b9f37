"""Finds room on a timeline for words and remarks: titles inside of bars or beside them, badges after or below, hatches where bars meet."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetrics

from prodops_desktop.ui import theme
from prodops_desktop.ui.charts.painted import bold_caption
from prodops_desktop.ui.charts.timeline_ghosts import MOST_TITLE, GhostPlace, MilestonePlace, Remarks
from prodops_desktop.ui.charts.timeline_layout import RIGHT, BarPlace, Scale
from prodops_desktop.ui.charts.timeline_model import Badge, Bar, Hatch, Live, Marks, Tone
from prodops_desktop.ui.lengths import growing

PAD, BADGE, ICON = growing(7), growing(18), growing(12)
"""Room between the edge of a bar and its words, the height of a badge, the size of its icon."""
_LOW_BADGE, _BELOW_GHOST = growing(16), growing(15)
"""The height of a badge that has to stand below its bar, and how far below that where the bar has a ghost."""
_AFTER, _BETWEEN, _BESIDE, _STRIPE = growing(6), growing(5), growing(4), growing(7)
"""Room after a bar, between its words and between badges; the height of a hatch that joins no two rows."""
_MOSTLY, _LEAST = 0.75, 120
"""How much of a title has to fit inside of a bar, else it is written beside it; how much room it keeps when it is cut."""
_ICON_ALONE, _ARROW = growing(20), growing(9)


@dataclass(frozen=True)
class BadgePlace:
    """A badge and where it stands; where it has little room it is an icon, without ``text``."""

    badge: Badge
    area: QRectF
    text: str


@dataclass(frozen=True)
class HatchPlace:
    """Where a bar collides; ``inside`` of it or in the room between two rows."""

    tone: Tone
    area: QRectF
    inside: bool


@dataclass(frozen=True)
class Dressed:
    """A bar with its words and remarks; the baselines of the words are given, and a title ``outside`` is written in another shade."""

    place: BarPlace
    title: str
    title_at: QPointF
    aside: str
    aside_at: QPointF
    outside: bool
    badges: tuple[BadgePlace, ...]
    hatches: tuple[HatchPlace, ...]
    words: tuple[QRectF, ...]
    ghost: GhostPlace | None
    milestone: MilestonePlace | None

    @property
    def right(self) -> float:
        """Where it ends in its row, with its milestone and the words beside it."""
        ends = [self.place.box.right(), *(words.right() for words in self.words)]
        return max([*ends, self.milestone.right] if self.milestone is not None else ends)


class Fitter:
    """Fits bars of one layout in the fonts of the theme; fonts are measured once, as making them takes long."""

    def __init__(self, scale: Scale, remarks: Remarks, starts: Container[int] = ()) -> None:
        self._scale, self._remarks, self._starts = scale, remarks, starts
        self._name = QFontMetrics(theme.font("header"))
        self._aside = QFontMetrics(theme.font("caption"))
        fonts = self._name, self._aside, QFontMetrics(bold_caption())
        self._name_width, self._aside_width, self._badge_width = (cache(metrics.horizontalAdvance) for metrics in fonts)

    def dress_line(self, line: Sequence[BarPlace], places: Mapping[int, BarPlace], live: Live) -> list[Dressed]:
        """The bars of a row, from left to right; ``places`` are those of all bars, which they may collide with."""
        marks = [live.get(place.bar.key, (place.bar.hatches, place.bar.badges)) for place in line]
        edge = self._scale.right + RIGHT - 2
        begin, dressed = self._scale.left, []
        for index, (place, own) in enumerate(zip(line, marks, strict=True)):
            after = range(index + 1, len(line))
            end = next((line[other].box.left() - _BESIDE for other in after if marks[other][1]), edge)
            dressed.append(self._dress(place, own, (begin, end), places))
            low = [badge.area.right() for badge in dressed[-1].badges if badge.area.top() >= place.box.bottom()]
            begin = max([begin, *(right + _BESIDE for right in low)])
        return dressed

    def _dress(self, place: BarPlace, marks: Marks, below: tuple[float, float], places: Mapping[int, BarPlace]) -> Dressed:
        """A bar, which may use its row as far as nothing else is there, and from here to there the room ``below`` it."""
        box, bar = place.box, place.bar
        milestone = self._remarks.milestone(bar, box)
        after = milestone.right if milestone is not None else box.right()
        left, right = max(box.left(), self._scale.left) + PAD, min(box.right(), self._scale.right) - PAD + 1
        middle = box.center().y()
        said = self._aside_of(bar, milestone)
        title, aside, outside = self._words(place, right - left, said, after + self._apart(bar, milestone) - _AFTER)
        name_width, aside_width = self._name_width(title), self._aside_width(aside)
        at = left if not outside else self._remarks.point_words(bar, box)[0] if bar.look == "point" else after + self._apart(bar, milestone)
        aside_left = at + name_width + _BETWEEN if outside else right - aside_width
        used = (aside_left + aside_width if aside else at + name_width) if outside else after
        words = [QRectF(x - 3, box.top() + 3, w + 6, box.height() - 6) for x, w in ((at, name_width), (aside_left, aside_width)) if w]
        return Dressed(
            place,
            title,
            QPointF(round(at), _baseline(self._name, middle)),
            aside,
            QPointF(round(aside_left), _baseline(self._aside, middle)),
            outside,
            self._badges(place, marks[1], max(used, after), below),
            tuple(found for hatch in marks[0] if (found := self._hatch(place, hatch, places)) is not None),
            tuple(words),
            self._remarks.ghost(bar, box),
            milestone,
        )

    def _apart(self, bar: Bar, milestone: MilestonePlace | None) -> int:
        """How far behind a bar its title begins, where it stands outside: an arrow that leaves the bar turns before it."""
        return _AFTER + (_ARROW if milestone is None and bar.key in self._starts else 0)

    def _aside_of(self, bar: Bar, milestone: MilestonePlace | None) -> str:
        """What stands at the end of a bar: also what its milestone says, where that has no room beside it."""
        waiting = milestone.milestone.text if milestone is not None and milestone.milestone is not None and milestone.words.isNull() else ""
        return " · ".join(part for part in (bar.aside, waiting) if part)

    def _words(self, place: BarPlace, room: float, said: str, after: float) -> tuple[str, str, bool]:
        """Title and aside, and whether they stand outside: a bar too short for its title has it beside it where there is room."""
        bar = place.bar
        width, aside = self._name_width(bar.title), self._aside_width(said) + _BETWEEN if said else 0
        if bar.look == "point":
            return self._name.elidedText(bar.title, Qt.TextElideMode.ElideRight, MOST_TITLE), "", True
        if width + aside <= room:
            return bar.title, said, False
        if width <= room:
            return bar.title, "", False
        beside = min(place.free, self._scale.right + RIGHT) - after - 2 * _AFTER
        if room < _MOSTLY * width <= _MOSTLY * beside and place.box.right() <= self._scale.right:
            return bar.title, said if width + aside <= beside else "", True
        aside = aside if room - aside >= _LEAST else 0
        cut = self._name.elidedText(bar.title, Qt.TextElideMode.ElideRight, int(room - aside))
        return cut if len(cut) > 2 else "", said if aside else "", False

    def _badges(self, place: BarPlace, badges: Sequence[Badge], used: float, below: tuple[float, float]) -> tuple[BadgePlace, ...]:
        """Badges after the bar as long as there is room, the others below it."""
        limit = min(place.free - _BESIDE, self._scale.right + RIGHT - 2)
        at, top = used + _AFTER, place.box.center().y() - BADGE / 2
        placed: list[BadgePlace] = []
        waiting = list(badges)
        while waiting and at + (width := self._width(waiting[0])) <= limit:
            badge = waiting.pop(0)
            placed.append(BadgePlace(badge, QRectF(round(at), top, width, BADGE), badge.text))
            at += width + _BESIDE
        return (*placed, *self._low_badges(place, waiting, *below))

    def _low_badges(self, place: BarPlace, badges: Sequence[Badge], begin: float, end: float) -> list[BadgePlace]:
        widths = [self._width(badge) for badge in badges]
        gaps = _BESIDE * (len(widths) - 1)
        if sum(widths) + gaps > end - begin:
            widths = [_ICON_ALONE] * len(badges)
        whole = sum(widths) + gaps
        at = max(begin, min(place.box.left(), end - whole))
        top = place.box.bottom() + (_BELOW_GHOST if place.bar.ghost is not None else 0)
        placed = []
        for badge, width in zip(badges, widths, strict=True):
            text = "" if width == _ICON_ALONE else badge.text
            placed.append(BadgePlace(badge, QRectF(round(at), top, width, _LOW_BADGE), text))
            at += width + _BESIDE
        return placed

    def _width(self, badge: Badge) -> int:
        return 6 + ICON + 4 + self._badge_width(badge.text) + 8

    def _hatch(self, place: BarPlace, hatch: Hatch, places: Mapping[int, BarPlace]) -> HatchPlace | None:
        """Where a hatch is drawn, or None where it is not among the days shown."""
        begin, end = self._scale.inside(max(hatch.starts, place.bar.starts), min(hatch.ends, place.bar.ends))
        if end - begin < 1:
            return None
        box = place.box
        if hatch.other is None or hatch.other == place.bar.key:
            return HatchPlace(hatch.tone, QRectF(begin, box.top(), end - begin - 1, box.height()), inside=True)
        other = places.get(hatch.other)
        top, height = box.bottom(), float(_STRIPE)
        if other is not None and other.lane == place.lane and other.box.top() != box.top():
            upper, lower = sorted((box, other.box), key=QRectF.top)
            joined = abs(other.line - place.line) == 1
            height = lower.top() - upper.bottom() if joined else height
            top = upper.bottom() if joined else top if lower is not box else box.top() - height
        return HatchPlace(hatch.tone, QRectF(begin, top, end - begin - 1, height), inside=False)


def _baseline(metrics: QFontMetrics, middle: float) -> int:
    return round(middle + metrics.capHeight() / 2)
