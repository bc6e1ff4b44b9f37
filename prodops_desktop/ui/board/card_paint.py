"""Paints a card from the token table: ground and edge by its state, texts, the meter with its tick, and chips."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from prodops_desktop.ui import icons, theme
from prodops_desktop.ui.board.card import Card, Chip, Confidence
from prodops_desktop.ui.board.card_layout import CARD_HEIGHT, CardLayout, lay_out
from prodops_desktop.ui.faces import bounds
from prodops_desktop.ui.tokens import CARD_RADIUS
from prodops_desktop.ui.widgets.bars import paint_meter

_CHIP_GROUNDS = {"good": "good_soft", "warn": "warn_soft", "bad": "bad_soft", "accent": "selected"}
_TICK, _BEYOND = 2, 4
"""How wide the tick at the cap is, and how far it goes beyond the meter."""


@dataclass(frozen=True)
class Look:
    """How a card stands: ``chosen``, with the keyboard on it (``focused``), under the mouse, or being carried elsewhere."""

    chosen: bool = False
    focused: bool = False
    hovered: bool = False
    carried: bool = False


PLAIN = Look()


def paint_card(painter: QPainter, card: Card, area: QRectF, look: Look = PLAIN, layout: CardLayout | None = None) -> None:
    """Paint a card with its corner at that of ``area``, as wide as that."""
    placed = layout if layout is not None else lay_out(card, area.width())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if look.carried:
        painter.setOpacity(0.4)
    _paint_ground(painter, QRectF(area.left(), area.top(), area.width(), CARD_HEIGHT), look)
    painter.translate(area.topLeft())
    if card.confidence is not None and placed.meter is not None:
        _paint_confidence(painter, placed.meter, card.confidence)
    for piece in placed.pieces:
        painter.setPen(theme.colour(piece.tone))
        left, top, width, height = bounds(piece.area)
        piece.face.write(painter, left + width - piece.fitted.width if piece.right else left, top, height, piece.fitted)
    if placed.icon is not None:
        icons.paint(painter, placed.icon, card.icon, "text_2")
    for chip, box in placed.chips:
        _paint_chip(painter, box, chip)
    painter.restore()


def _paint_ground(painter: QPainter, area: QRectF, look: Look) -> None:
    ground = "selected" if look.chosen and look.focused else "hover" if look.hovered and not look.chosen else "surface"
    painter.setBrush(theme.colour(ground))
    if look.chosen:
        painter.setPen(QPen(theme.colour("accent"), 2))
        painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), CARD_RADIUS - 1, CARD_RADIUS - 1)
    else:
        painter.setPen(QPen(theme.colour("line_strong" if look.hovered else "line"), 1))
        painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), CARD_RADIUS, CARD_RADIUS)


def _paint_confidence(painter: QPainter, bar: QRectF, sure: Confidence) -> None:
    """The meter up to what counts, a tick there, and what is claimed beyond it as a dashed outline."""
    paint_meter(painter, bar, sure.share)
    if not sure.is_capped or sure.claimed is None:
        return
    at = round(bar.left() + bar.width() * max(0.0, min(1.0, sure.share)))
    end = bar.left() + bar.width() * min(1.0, sure.claimed)
    pen = QPen(theme.colour("text_3"), 1)
    pen.setDashPattern([2, 2])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(at, bar.top() + 0.5, end - at - 0.5, bar.height() - 1), 2, 2)
    painter.fillRect(QRectF(at - _TICK / 2, bar.top() - _BEYOND, _TICK, bar.height() + 2 * _BEYOND), theme.colour("text"))


def _paint_chip(painter: QPainter, box: QRectF, chip: Chip) -> None:
    words = chip.tone if chip.tone in _CHIP_GROUNDS else "text_2"
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(_CHIP_GROUNDS.get(chip.tone, "hover")))
    painter.drawRoundedRect(box, 4, 4)
    inside = box.adjusted(7, 0, 0, 0)
    if chip.icon:
        icons.paint(painter, QRect(round(inside.left()), round(box.center().y() - 6.5), 13, 13), chip.icon, words)
        inside.setLeft(inside.left() + 17)
    painter.setPen(theme.colour(words))
    face = theme.face("meta")
    face.write(painter, inside.left(), inside.top(), inside.height(), face.whole(chip.text))
