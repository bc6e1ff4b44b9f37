"""A year of deadlines as a strip: diamonds with their names above the axis, and below it what falls due, by keyboard or mouse."""

from PySide6.QtCore import QPoint, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from prodops_desktop.ui import theme
from prodops_desktop.ui.charts.painted import PointedChart
from prodops_desktop.ui.charts.strip import Band, Block, Mark, Strip, block_text, key_text, mark_text, sentence, table
from prodops_desktop.ui.charts.strip_layout import BlockPlace, MarkPlace, StripLayout, lay_out
from prodops_desktop.ui.charts.strip_paint import Lit, paint_strip
from prodops_desktop.ui.charts.strip_scale import HEIGHT
from prodops_desktop.ui.lengths import px
from prodops_desktop.ui.texts import counted, tr

__all__ = ["Band", "Block", "DeadlineStrip", "Mark", "Strip"]

_MOST_TIPS = 6


class DeadlineStrip(PointedChart):
    """Left and right, Home and End and a click move to a key, Enter or a double click opens it, Esc leaves.

    What is chosen elsewhere is shown by :meth:`select`, which tells nobody.
    """

    selected = Signal(object)
    opened = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._strip: Strip | None = None
        self._keys: list[object] = []
        self._current: object = None
        self._placed: StripLayout | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT)
        self.setMinimumWidth(px(200))
        self.setAccessibleName(tr("Notice deadlines and renewals"))

    @property
    def current(self) -> object:
        """The key that is chosen, or None."""
        return self._current

    @property
    def sentence(self) -> str:
        """What the strip shows, in one sentence."""
        return sentence(self._strip) if self._strip is not None else ""

    def sizeHint(self) -> QSize:
        """As on a page of the usual width."""
        return QSize(720, HEIGHT)

    def show_strip(self, strip: Strip) -> None:
        """Show other days; the chosen key stays where it is still among them. Raises KeyError for a tone that is no colour."""
        for tone in {*(mark.tone for mark in strip.marks), *(block.tone for block in strip.blocks)}:
            theme.colour(tone)  # an error while painting would end the program
        self._strip = strip.shown()
        self._keys = self._strip.keys()
        self._current = self._current if self._current in self._keys else None
        self._hovered = None
        self.lay_out()
        self._describe()
        self.update()

    def select(self, key: object) -> None:
        """Choose a key without telling; one that is not on the strip leaves nothing chosen."""
        chosen = key if key in self._keys else None
        if chosen != self._current:
            self._current = chosen
            self._describe()
            self.update()

    def place_of(self, key: object) -> QPoint:
        """The middle of the diamond of a key, or of its bar where it has no diamond."""
        if self._placed is not None:
            for mark in self._placed.marks:
                if mark.mark.key == key:
                    return mark.at.toPoint()
            for block in self._placed.blocks:
                if block.block.key == key:
                    return block.bar.center().toPoint()
        return QPoint()

    def tip_at(self, place: QPoint) -> str:
        """What the tooltip says at a place, empty where nothing is."""
        said = list(dict.fromkeys(self._say(one) for one in self._all_at(place)))
        rest = len(said) - _MOST_TIPS
        return "\n".join([*said[:_MOST_TIPS], *([counted(rest, "and {n} more", "and {n} more")] if rest > 0 else [])])

    def as_table(self) -> list[tuple[str, ...]]:
        """Day, what and label of everything shown, the head first."""
        return table(self._strip) if self._strip is not None else []

    def lay_out(self) -> None:
        """Place everything anew."""
        if self._strip is not None:
            self._placed = lay_out(self._strip, max(1, self.width()))

    def draw(self, painter: QPainter) -> None:
        """Paint the strip; in a copy nothing is chosen."""
        if self._placed is not None:
            paint_strip(painter, self._placed, Lit() if self.plain else Lit(self._current, self._hovered))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out for the new width."""
        super().resizeEvent(event)
        if self._placed is None or self._placed.width != self.width():
            self.lay_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, open or leave."""
        key = Qt.Key(event.key())
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and self._keys and key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End):
            self._move_to(self._next(key))
        elif plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current is not None:
            self.opened.emit(self._current)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses what is under it; where things lie on each other, the chosen one stays."""
        keys = [_key(one) for one in self._all_at(event.position().toPoint())]
        if event.button() == Qt.MouseButton.LeftButton and keys:
            place = self.place_of(keys[0])
            here = [key for key in keys if self.place_of(key) == place]
            self._move_to(self._current if self._current in here else keys[0])

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click opens what its first click chose."""
        keys = [_key(one) for one in self._all_at(event.position().toPoint())]
        if event.button() == Qt.MouseButton.LeftButton and keys and self._current in keys:
            self.opened.emit(self._current)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Raise what is under the mouse."""
        found = self._all_at(event.position().toPoint())
        self.hover(_key(found[0]) if found else None)

    def _next(self, key: Qt.Key) -> object:
        last = len(self._keys) - 1
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            return self._keys[0 if key == Qt.Key.Key_Home else last]
        step = 1 if key == Qt.Key.Key_Right else -1
        if self._current is None:
            return self._keys[0 if step > 0 else last]
        return self._keys[max(0, min(last, self._keys.index(self._current) + step))]

    def _move_to(self, key: object) -> None:
        if key != self._current:
            self.select(key)
            self.selected.emit(key)

    def _all_at(self, place: QPoint) -> list[MarkPlace | BlockPlace]:
        return self._placed.keys_at(QPointF(place)) if self._placed is not None else []

    def _say(self, one: MarkPlace | BlockPlace) -> str:
        assert self._strip is not None
        return mark_text(one.mark, self._strip) if isinstance(one, MarkPlace) else block_text(one.block, self._strip)

    def _describe(self) -> None:
        said = [self.sentence]
        if self._strip is not None and self._current is not None:
            where = tr("{n} of {all}", n=self._keys.index(self._current) + 1, all=len(self._keys))
            said = [f"{key_text(self._current, self._strip)} ({where}).", *said]
        self.setAccessibleDescription(" ".join(part for part in said if part))


def _key(one: MarkPlace | BlockPlace) -> object:
    return one.mark.key if isinstance(one, MarkPlace) else one.block.key
