"""The part of a timeline that only shows: lays out, paints what is in view, scrolls, says what is where, and is copied."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QGuiApplication, QHelpEvent, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip

from prodops_desktop.ui import formats, theme
from prodops_desktop.ui.charts.painted import paint_ring, tabbed
from prodops_desktop.ui.charts.timeline_capacity import CAPACITY
from prodops_desktop.ui.charts.timeline_layout import BAR, BarPlace
from prodops_desktop.ui.charts.timeline_model import Days, Live, Timeline, Week, sentence, table
from prodops_desktop.ui.charts.timeline_paint import Lit, paint_timeline
from prodops_desktop.ui.charts.timeline_stage import Stage
from prodops_desktop.ui.charts.timeline_tips import choice_text, tip_at
from prodops_desktop.ui.lengths import px
from prodops_desktop.ui.texts import tr

_AROUND = 34
"""How far above and below its row anything of a bar reaches: hatches, badges, and the chip while it is dragged."""
_MOST_RECTS = 24
_NOTHING = Timeline(date(2000, 1, 3), date(2000, 3, 26))


class TimelineView(QAbstractScrollArea):
    """Shows a timeline; a bar that was put elsewhere stays there until :meth:`show_timeline` shows it there too."""

    def __init__(self) -> None:
        super().__init__()
        self._timeline = _NOTHING
        self._stage: Stage | None = None
        self._current: int | None = None
        self._ways: dict[int, list[Days]] = {}
        """The days that each bar was put on and that were not shown by the timeline yet, in order."""
        self._held: tuple[int, Days] | None = None
        self._live: Live = {}
        self._weeks: tuple[Week, ...] | None = None
        self._shifted: Mapping[int, Days] = {}
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(BAR)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # it paints its own ground: nothing behind it has to
        self.setMinimumSize(px(320), px(160))
        self.setAccessibleName(tr("Calendar"))
        theme.follow(self, self.lay_out)

    @property
    def current(self) -> int | None:
        """The key of the chosen bar, or None."""
        return self._current

    @property
    def sentence(self) -> str:
        """What is shown, in one sentence."""
        return sentence(self._timeline)

    @property
    def stage(self) -> Stage:
        """The timeline as it is laid out for the width there is."""
        if self._stage is None:
            self.lay_out()
        assert self._stage is not None
        return self._stage

    def sizeHint(self) -> QSize:
        """As on a page of the usual size."""
        return QSize(1004, 600)

    def show_timeline(self, timeline: Timeline) -> None:
        """Show other bars or days; the chosen bar stays chosen while it is among them, and the lanes stay where they are scrolled to."""
        bars = {bar.key: (bar.starts, bar.ends) for bar in timeline.bars()}
        rest = {key: way[way.index(bars[key]) + 1 :] for key, way in self._ways.items() if bars.get(key) in way}
        self._ways = {key: way for key, way in rest.items() if way}
        self._timeline = timeline
        self._live, self._weeks, self._shifted = {}, None, {}
        self._current = self._current if self._current in bars else None
        self.lay_out()
        self._describe()

    def show_live(self, marks: Live, capacity: tuple[Week, ...] | None = None, shifted: Mapping[int, Days] | None = None) -> None:
        """While a bar is dragged: give bars other hatches and badges by key, the others keep theirs; and show other weeks.

        ``shifted`` are the days on which other bars would be, which are shown by outlines. Nothing is packed anew, and only what
        changed is painted. The next :meth:`show_timeline` or a drag that is given up ends it.
        """
        self._live, weeks = dict(marks), self._timeline.capacity if capacity is None else capacity
        for line in self.stage.remark(self._live):
            self._update_line(line, self.stage.layout.room)
        if weeks != (self._timeline.capacity if self._weeks is None else self._weeks):
            self.stage.count(weeks)
            self.viewport().update(QRectF(0, self._lanes().bottom(), self.stage.width, CAPACITY).toAlignedRect())
        self._weeks, self._shifted = weeks, dict(shifted or {})
        if self.stage.shift(self._shifted):
            self.viewport().update(self._lanes().toAlignedRect())  # arrows lead there, from anywhere

    def revert(self) -> None:
        """Show all bars again where the timeline has them: what was asked for was not done."""
        self._ways.clear()
        self._live, self._weeks, self._shifted = {}, None, {}
        self.lay_out()

    def select(self, key: int | None) -> None:
        """Choose a bar without telling and bring it into view; one that is not on the timeline leaves nothing chosen."""
        chosen = key if any(bar.key == key for bar in self._timeline.bars()) else None
        if chosen == self._current:
            return
        for one in (self._current, chosen):
            place = self.stage.layout.places.get(one) if one is not None else None
            if place is not None and not self.stage.arrows:
                self._update_line(place.line)
            else:
                self.viewport().update()  # the ring around all of it comes or goes, and all arrows are others
        self._current = chosen
        self._bring_into_view(chosen)
        self._describe()

    def place_of(self, key: int) -> QPoint:
        """The middle of what is seen of a bar, in the viewport."""
        place = self.stage.layout.places.get(key)
        if place is None:
            return QPoint()
        scale = self.stage.scale
        middle = (max(place.box.left(), scale.left) + min(place.box.right(), scale.right)) / 2
        return QPointF(middle, place.box.center().y() + self._lanes().top() - self._scrolled()).toPoint()

    def key_at(self, at: QPoint) -> int | None:
        """The bar at a place of the viewport, also by its badges and its milestone."""
        found = self._bar_at(at)
        return found.bar.key if found is not None else None

    def days_of(self, key: int) -> Days:
        """The days that a bar is shown on; raises KeyError for one that is not on the timeline."""
        if self._held is not None and self._held[0] == key:
            return self._held[1]
        if key in self._ways:
            return self._ways[key][-1]
        return {bar.key: (bar.starts, bar.ends) for bar in self._timeline.bars()}[key]

    def tip_at(self, at: QPoint) -> str:
        """What the tooltip says at a place of the viewport, empty where nothing is."""
        return tip_at(self.stage, at, self.viewport().height(), self._scrolled(), self._current)

    def as_table(self) -> list[tuple[str, ...]]:
        """What is shown as rows, the head first."""
        return table(self._timeline)

    def copy_table(self) -> None:
        """Copy it as a table."""
        QGuiApplication.clipboard().setText(tabbed(self.as_table()))

    def copy_picture(self) -> None:
        """Copy it as a picture with all of its lanes."""
        QGuiApplication.clipboard().setImage(self.picture(self.viewport().width()))

    def picture(self, width: int, height: int = 0, ratio: float = 2.0) -> QImage:
        """A picture of all lanes in the theme that is on, without what is chosen; higher than ``height`` where the lanes need it."""
        stage = Stage(self._timeline, width)
        high = max(height, stage.whole_height)
        made = QImage(QSize(round(width * ratio), round(high * ratio)), QImage.Format.Format_RGB32)
        made.setDevicePixelRatio(ratio)
        painter = QPainter(made)
        paint_timeline(painter, stage.scene(high, 0, Lit()), QRectF(0, 0, width, high))
        painter.end()
        return made

    def lay_out(self) -> None:
        """Measure and place everything for the width there is; called after another theme, too, which may bring another font."""
        stage = self._stage = Stage(self._timeline, max(1, self.viewport().width()))
        for key, way in self._ways.items():
            if key in stage.layout.places:
                stage.move(key, *way[-1])
        if self._held is not None and self._held[0] in stage.layout.places:
            stage.move(self._held[0], *self._held[1])
        stage.remark(self._live)
        stage.shift(self._shifted)
        if self._weeks is not None:
            stage.count(self._weeks)
        self._set_range()
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what has to be, and a ring around all of it when the keyboard is here and no bar is chosen that could have it."""
        held = self._held
        chip = formats.span(*held[1], self._timeline.today) if held is not None else ""
        lit = Lit(self._current, self.hasFocus(), held[0] if held is not None else None, chip)
        scene = self.stage.scene(self.viewport().height(), self._scrolled(), lit)
        few = event.region().rectCount() <= _MOST_RECTS
        rects: list[QRect] = list(event.region()) if few else [event.rect()]  # type: ignore[call-overload]  # its stubs don't say so
        painter = QPainter(self.viewport())
        for rect in rects:
            painter.setClipRect(rect)
            paint_timeline(painter, scene, QRectF(rect))
            if self.hasFocus() and self._current not in self.stage.layout.places:
                paint_ring(painter, self.viewport())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out for another width; the chosen bar stays in view if it was, as it does on a page that is not shown yet."""
        super().resizeEvent(event)
        follows = not event.oldSize().isValid() or self._is_in_view(self._current, event.oldSize().height())
        if self._stage is None or self._stage.width != self.viewport().width():
            self.lay_out()
        self._set_range()
        if follows:
            self._bring_into_view(self._current)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keyboard is elsewhere."""
        super().focusOutEvent(event)
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        """Say what is under the mouse, as long as it is there."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = event.pos()
            QToolTip.showText(event.globalPos(), self.tip_at(at), self.viewport(), QRect(at - QPoint(4, 4), QSize(9, 9)))
            return True
        return super().viewportEvent(event)

    def _hold(self, held: tuple[int, Days] | None) -> None:
        """Show a bar where a drag has it; None puts it back to where it was."""
        key = held[0] if held is not None else self._held[0] if self._held is not None else None
        self._held = held
        if key is not None:
            self._move(key, self.days_of(key))

    def _put(self, key: int, days: Days) -> None:
        """Let a bar stay on other days until the timeline has it there."""
        self._ways.setdefault(key, []).append(days)
        self._hold(None)
        self._move(key, days)
        self._describe()

    def _move(self, key: int, days: Days) -> None:
        """Show a bar on other days, with all of its arrows."""
        if key in self.stage.layout.places:
            before = self.stage.reach(key)
            self._update_line(self.stage.move(key, *days))
            area = before.united(self.stage.reach(key))
            self.viewport().update(area.translated(0, self._lanes().top() - self._scrolled()).toAlignedRect())

    def _bar_at(self, at: QPoint) -> BarPlace | None:
        lanes = self._lanes()
        if not lanes.contains(QPointF(at)) or at.x() < self.stage.scale.left:
            return None
        y = at.y() - lanes.top() + self._scrolled()
        place = self.stage.layout.at(at.x(), y)
        badge = self.stage.badge_at(at.x(), y) if place is None else None
        return badge[0] if badge is not None else place or self.stage.milestone_at(at.x(), y)

    def _lanes(self) -> QRectF:
        return self.stage.lanes(self.viewport().height())

    def _scrolled(self) -> int:
        return self.verticalScrollBar().value()

    def _set_range(self) -> None:
        seen = round(self._lanes().height())
        self.verticalScrollBar().setPageStep(seen)
        self.verticalScrollBar().setRange(0, max(0, self.stage.layout.height - seen))

    def _is_in_view(self, key: int | None, height: int) -> bool:
        """Whether all of a bar is seen in a viewport of this height, as it is laid out by now."""
        place = self._stage.layout.places.get(key) if self._stage is not None and key is not None else None
        if place is None:
            return False
        top, room = self._scrolled(), self.stage.lanes(height).height()
        return top <= place.box.top() and place.box.bottom() <= top + room

    def _bring_into_view(self, key: int | None) -> None:
        place = self.stage.layout.places.get(key) if key is not None else None
        if place is not None:
            bar, room = self.verticalScrollBar(), self._lanes().height()
            top, bottom = place.box.top() - 12, place.box.bottom() + 22
            bar.setValue(round(max(min(bar.value(), top), bottom - room)))

    def _update_line(self, line: int, around: int = 0) -> None:
        """Paint a row again, and ``around`` it; hatches and badges reach no further than the gap to the next row."""
        around = around or max(_AROUND, self.stage.layout.room)
        top = self.stage.layout.tops[line] + self._lanes().top() - self._scrolled()
        self.viewport().update(QRectF(0, top - around, self.stage.width, BAR + 2 * around).toAlignedRect())

    def _describe(self) -> None:
        """Tell assistive technology what is chosen, which of how many, and what is shown at all."""
        said = [self.sentence]
        if self._current is not None:
            put = self._ways.get(self._current)
            said = [*choice_text(self._timeline, self._current, put[-1] if put else None), *said]
        self.setAccessibleDescription(" ".join(said))
