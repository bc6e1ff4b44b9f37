"""Gives the widgets that are there already the sizes that they would have been made with, once the size of the font has changed."""

from collections.abc import Iterable

import shiboken6
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QDialog, QHeaderView, QSplitter, QTabBar, QWidget

from prodops_desktop.ui.lengths import px
from prodops_desktop.ui.models.folding import constant

_NO_BOUND = 16_777_215
"""What Qt takes for no greatest size (QWIDGETSIZE_MAX)."""
_HAIR_LINE = 2
_MADE, _DESIGNED = "madeSizes", "designedSizes"


def grow(widgets: Iterable[QWidget], before: int, after: int) -> None:
    """Take the sizes that each widget was given from ``before`` to ``after`` per cent; the style sheet has its say afterwards."""
    factor, there = after / before, [widget for widget in widgets if shiboken6.isValid(widget)]
    for widget in there:
        _bounds(widget, before)
        if isinstance(widget, QAbstractButton | QTabBar):
            widget.setIconSize(widget.iconSize() * factor)
        elif isinstance(widget, QHeaderView):
            _sections(widget, factor, constant(min(before, after)))
    for widget in there:  # what lies in them has its own bounds by now
        if isinstance(widget, QSplitter):
            _panes(widget, factor)
        elif isinstance(widget, QDialog) and widget.isVisible():
            widget.resize((widget.size() * factor).boundedTo(widget.screen().availableSize()))


def lay_out_again(widgets: Iterable[QWidget]) -> None:
    """Have each widget measure and place again what it holds: much of it is worked out when a widget is resized."""
    for widget in widgets:
        if shiboken6.isValid(widget):
            if isinstance(widget, QAbstractItemView):
                widget.scheduleDelayedItemsLayout()
            widget.updateGeometry()
            QCoreApplication.sendEvent(widget, QResizeEvent(widget.size(), widget.size()))


def _bounds(widget: QWidget, before: int) -> None:
    """The least and greatest sizes; what they were designed as is kept, so that there and back again is the same to the pixel."""
    made = [widget.minimumWidth(), widget.minimumHeight(), widget.maximumWidth(), widget.maximumHeight()]
    designed = widget.property(_DESIGNED)
    if designed is None or widget.property(_MADE) != made:
        designed = [_designed(size, before) for size in made]
        widget.setProperty(_DESIGNED, designed)
    grown = [round(size) if size <= _HAIR_LINE or size >= _NO_BOUND else px(size) for size in designed]
    if grown != made and not widget.isWindow():
        widget.setMaximumSize(grown[2], grown[3])
        widget.setMinimumSize(grown[0], grown[1])
    widget.setProperty(_MADE, grown)


def _designed(size: int, before: int) -> float:
    return float(size) if size <= _HAIR_LINE or size >= 10_000 else size * 100 / before


def _panes(splitter: QSplitter, factor: float) -> None:
    """Widen what stands at the side of what is looked at, as long as that keeps more than half of the room."""
    parts = [splitter.widget(place) for place in range(splitter.count())]
    sides = [part is None or part.sizePolicy().horizontalStretch() == 0 for part in parts]
    sizes = splitter.sizes()
    wanted = sum(round(size * factor) for size, is_side in zip(sizes, sides, strict=True) if is_side)
    if sides.count(False) == 1 and wanted < sum(sizes) / 2:
        rest = sum(sizes) - wanted
        splitter.setSizes([round(size * factor) if is_side else rest for size, is_side in zip(sizes, sides, strict=True)])


def _sections(header: QHeaderView, factor: float, same: int) -> None:
    header.setMinimumSectionSize(round(header.minimumSectionSize() * factor))
    if header.orientation() == Qt.Orientation.Vertical:
        header.setDefaultSectionSize(round(header.defaultSectionSize() * factor))
        return
    for section in range(header.count()):
        if not header.isSectionHidden(section) and header.sectionResizeMode(section) != QHeaderView.ResizeMode.Stretch:
            header.resizeSection(section, round((header.sectionSize(section) - same) * factor) + same)
