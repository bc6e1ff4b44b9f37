"""Paints the icons of the mdi6 font in the colours of the theme, sharp at any pixel ratio."""

import importlib.util
import json
from functools import cache
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from prodops_desktop.errors import UserError
from prodops_desktop.ui import theme
from prodops_desktop.ui.faces import bounds
from prodops_desktop.ui.tokens import ICON

_CACHE: dict[tuple[str, int, str, float], QPixmap] = {}
_CACHE_OF_ICONS: dict[tuple[str, int, int, str, float], QPixmap] = {}
"""The same with room around them, as buttons ask for them."""


def icon(name: str, colour: str = "text_2", *, active: str | None = None) -> QIcon:
    """An icon that follows the theme: ``colour`` and ``active`` (when checked) are tokens, disabled is grey by itself."""
    _code(_plain(name))
    return QIcon(_GlyphEngine(_plain(name), colour, active or colour))


def pixmap(name: str, size: int = ICON, colour: str = "text_2", ratio: float | None = None) -> QPixmap:
    """A picture of ``size`` pixels of the layout, painted for a screen of ``ratio`` device pixels each."""
    screen = QApplication.primaryScreen()
    scale = ratio if ratio is not None else (screen.devicePixelRatio() if screen else 1.0)
    shade = _hex(colour)
    size = int(size)  # as it is now, where it grows with the font
    key = (_plain(name), size, shade, scale)
    found = _CACHE.get(key)
    if found is None:
        found = _CACHE[key] = _clear(QSize(size, size), scale)
        with QPainter(found) as painter:
            _draw(painter, QRectF(0, 0, size, size), key[0], QColor(shade))
    return found


def paint(painter: QPainter, rect: QRect | QRectF, name: str, colour: str = "text_2") -> None:
    """Paint an icon into ``rect``, for delegates; ``colour`` is a token or ``#RRGGBB``."""
    left, top, width, height = bounds(rect)
    device = painter.device()
    ratio = device.devicePixelRatio() if device is not None else 1.0
    side = int(min(width, height))
    painter.drawPixmap(round(left + (width - side) / 2), round(top + (height - side) / 2), pixmap(name, side, colour, ratio))


def _clear(size: QSize, scale: float) -> QPixmap:
    """A picture with nothing on it."""
    made = QPixmap(size * scale)
    made.setDevicePixelRatio(scale)
    made.fill(Qt.GlobalColor.transparent)
    return made


def _hex(colour: str) -> str:
    return colour if colour.startswith("#") else theme.tokens().colour(colour)


class _GlyphEngine(QIconEngine):
    def __init__(self, name: str, colour: str, active: str) -> None:
        super().__init__()
        self._name, self._colour, self._active = name, colour, active

    def _shade(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        if mode == QIcon.Mode.Disabled:
            return "disabled"
        return self._active if state == QIcon.State.On else self._colour

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Paint the glyph in the colour of the state."""
        paint(painter, rect, self._name, self._shade(mode, state))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """The glyph as a picture of ``size`` pixels."""
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        """The glyph as a picture of ``size`` pixels of the layout (since Qt 6.8) for a screen of ``scale``."""
        shade = _hex(self._shade(mode, state))
        key = (self._name, size.width(), size.height(), shade, scale)
        found = _CACHE_OF_ICONS.get(key)
        if found is None:
            found = _CACHE_OF_ICONS[key] = _clear(size, scale)
            with QPainter(found) as painter:
                paint(painter, QRect(QPoint(0, 0), size), self._name, shade)
        return found

    def clone(self) -> QIconEngine:
        """A copy of the engine."""
        return _GlyphEngine(self._name, self._colour, self._active)


def _draw(painter: QPainter, area: QRectF, name: str, colour: QColor) -> None:
    font = QFont(_family())
    font.setPixelSize(max(1, int(area.height())))
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), chr(_code(name)))


def _plain(name: str) -> str:
    return name.removeprefix("mdi6.")


@cache
def _fonts() -> tuple[Path, Path]:
    """The font and its table of names in the files of qtawesome, which is not imported: that would cost 0.14 s of every start."""
    spec = importlib.util.find_spec("qtawesome")
    for place in (spec.submodule_search_locations or []) if spec else []:
        fonts, tables = (sorted((Path(place) / "fonts").glob(f"materialdesignicons6-webfont{kind}")) for kind in ("-6*.ttf", "-charmap*"))
        if fonts and tables:
            return fonts[0], tables[0]
    raise UserError("The icon font is missing from this installation. Install the package qtawesome again.")


@cache
def _table() -> str:
    """The table of names as it stands in its file: of thousands of glyphs a few are looked up, which takes less than reading it as JSON."""
    return _fonts()[1].read_text(encoding="utf-8")


@cache
def _code(name: str) -> int:
    """The number of a glyph of the font; raises KeyError where there is none of this name."""
    table, key = _table(), f'"{name}": "'
    at = table.find(key)
    if at < 0:
        return int(json.loads(table)[name], 16)  # it is laid out in another way, or there is no such glyph
    return int(table[at + len(key) : table.index('"', at + len(key))], 16)


@cache
def _family() -> str:
    number = QFontDatabase.addApplicationFont(str(_fonts()[0]))
    families = QFontDatabase.applicationFontFamilies(number)
    if not families:
        raise UserError("The icon font of this installation can't be read. Install the package qtawesome again.")
    return families[0]
