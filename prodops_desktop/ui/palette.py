"""Ctrl+K: one field over commands, pages, datasets, metrics and records, ranked and forgiving."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QListView, QVBoxLayout, QWidget

from prodops_desktop.ui import formats, theme
from prodops_desktop.ui.announcing import announce
from prodops_desktop.ui.lengths import growing
from prodops_desktop.ui.palette_entries import Entry, Ranked, no_weight, rank
from prodops_desktop.ui.palette_list import PaletteDelegate, PaletteModel, Row
from prodops_desktop.ui.ranking import Match
from prodops_desktop.ui.recent import Recent
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.text import Glyph, key, label, line

_RECENT = 8
_WIDTH, _HEIGHT = growing(720), growing(646)


class Palette(QWidget):
    """Lies over the window with a scrim; goes away by Esc, a click beside it, or a choice."""

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []
        self.asked: Callable[[str], list[Entry]] = lambda _: []
        """What a text asks for by itself, such as the code of a record."""
        self.last: Callable[[str], list[Entry]] = lambda _: []
        """What stands below all that fits."""
        self.recent: Recent | None = None
        self._before: QWidget | None = None
        self.card = QFrame(self)
        self.card.setObjectName("palette")
        self.field = QLineEdit()
        self.field.setObjectName("paletteField")
        self.field.setPlaceholderText(tr("Search commands, pages, datasets, metrics and records"))
        self.field.setToolTip(self.field.placeholderText())  # Qt ends it in dots where texts are large
        self.field.setAccessibleName(tr("Search"))
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._fill)
        self.count = label("", "meta", "3")
        self.model = PaletteModel(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(PaletteDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self.list.entered.connect(self.list.setCurrentIndex)
        self.list.clicked.connect(lambda _: self._choose())
        self.list.setAccessibleName(tr("Results"))
        self.list.selectionModel().currentChanged.connect(self._on_current_changed)
        self._lay_out()
        parent.installEventFilter(self)
        self.hide()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self.card)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(18, 12, 18, 12)
        head.setSpacing(10)
        head.addWidget(Glyph("magnify", "accent", 20))
        head.addWidget(self.field, 1)
        head.addWidget(self.count)
        head.addWidget(key("Esc"))
        column.addLayout(head)
        column.addWidget(line())
        column.addWidget(self.list, 1)
        foot = QFrame()
        foot.setObjectName("paletteFoot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(18, 9, 18, 9)
        row.setSpacing(6)
        for cap, text in (("↑↓", tr("move")), ("↵", tr("run")), (">", tr("commands only"))):
            row.addWidget(key(cap))
            row.addWidget(label(text, "meta", "3"))
            row.addSpacing(12)
        row.addStretch(1)
        row.addWidget(key("Ctrl Shift F"))
        row.addWidget(label(tr("all texts"), "meta", "3"))
        row.addSpacing(12)
        row.addWidget(key("Ctrl /"))
        row.addWidget(label(tr("all shortcuts"), "meta", "3"))
        column.addWidget(foot)

    def open(self, entries: list[Entry]) -> None:
        """Show these entries and take the keyboard."""
        self._before = self.window().focusWidget()
        self._entries = entries
        self.field.clear()
        self._fill()
        self._place()
        self.show()
        self.raise_()
        self.field.setFocus()

    def add(self, entries: list[Entry]) -> None:
        """Offer more, read meanwhile, without losing what was typed and chosen."""
        if self.isVisible():
            self._offer([*self._entries, *entries])

    def change(self, entry: Entry, to: Entry) -> None:
        """Offer an entry in another way, as is known by now, without losing what was typed and chosen."""
        if self.isVisible():
            self._offer([to if one is entry else one for one in self._entries])

    def _offer(self, entries: list[Entry]) -> None:
        now = self.list.currentIndex().row()
        kept = _known_by(self.model.rows[now]) if now > 1 else ""  # nobody has chosen the first one
        self._entries = entries
        self._fill()
        if at := next((place for place, row in enumerate(self.model.rows) if kept and _known_by(row) == kept), 0):
            self._move(at, 1)

    def close_palette(self) -> None:
        """Go away and give the keyboard back."""
        if self._before is not None:
            self._before.setFocus()  # before hiding, which would hand the keyboard to whatever comes next
            self._before = None
        self.hide()
        self.closed.emit()

    def _sections(self) -> Ranked:
        text = self.field.text()
        sections = rank([*self.asked(text), *self._entries], text, self.recent.weight if self.recent is not None else no_weight)
        if text.strip():
            below = [] if text.startswith(">") else self.last(text.strip())
            return [*sections, *((entry.section, [(entry, Match(0.0, ()))], 1) for entry in below)]
        used = self._used_lately()
        return [(tr("Recent"), [(entry, Match(0.0, ())) for entry in used], len(used)), *sections] if used else sections

    def _used_lately(self) -> list[Entry]:
        """What was opened last and is still there, each with when that was."""
        if self.recent is None:
            return []
        known = {entry.token: entry for entry in self._entries if entry.token and entry.noun}
        there = [(known[one.token], one) for one in self.recent.newest() if one.token in known]
        return [replace(entry, detail=formats.moment(one.moment, self.recent.today)) for entry, one in there[:_RECENT]]

    def _fill(self) -> None:
        sections = self._sections()
        rows: list[Row] = []
        shown = fitted = 0
        for name, pairs, count in sections:
            note = tr("{n} of {all}", n=len(pairs), all=count) if count > len(pairs) else ""
            rows.append(Row(name, note=note, heading=True))
            rows += [_row(entry, found) for entry, found in pairs]
            shown, fitted = shown + len(pairs), fitted + count
        if not rows:
            rows = [Row(tr("Nothing fits. Try fewer letters."), heading=True)]
        self.model.show(rows)
        typed = bool(self.field.text())
        self.count.setText(tr("{n} best of {all}", n=formats.number(shown), all=formats.number(fitted)) if typed and shown < fitted else "")
        self._move(0, 1)

    def _move(self, row: int, step: int) -> None:
        """Go to the next row that can be chosen, from ``row`` on in the direction of ``step``."""
        while 0 <= row < self.model.rowCount():
            if not self.model.rows[row].heading:
                self.list.setCurrentIndex(self.model.index(row))
                if row <= 1:
                    self.list.scrollToTop()
                return
            row += step

    def _on_current_changed(self, index: QModelIndex) -> None:
        """The keyboard stays in the field: what it would choose is read out."""
        if self.isVisible() and 0 <= index.row() < len(self.model.rows):
            row = self.model.rows[index.row()]
            announce(self.list, ", ".join(part for part in (row.text, row.note, row.detail, row.shortcut) if part))

    def _choose(self) -> None:
        row = self.list.currentIndex().row()
        if not 0 <= row < len(self.model.rows):
            return
        chosen = self.model.rows[row]
        if chosen.run is None or chosen.disabled:
            return
        recent = self.recent
        before = recent.times(chosen.token) if recent is not None else 0
        self.close_palette()
        chosen.run()
        if recent is not None and recent.times(chosen.token) == before:  # what is opened is noted as any other opening
            recent.note(chosen.token)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the field move in the list; a resize of the window moves the card."""
        if event.type() == QEvent.Type.Resize and watched is self.parent():
            self._place()
        elif watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            return self._keep_from_menus(event)
        elif watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_K and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
                self.close_palette()
                return True
            return self._on_key(event.key())
        return super().eventFilter(watched, event)

    def _keep_from_menus(self, event: QKeyEvent) -> bool:
        """While the palette is open no shortcut reaches what lies below it, but for those that its foot names."""
        pressed = event.key(), event.modifiers()
        control = Qt.KeyboardModifier.ControlModifier
        if pressed in ((Qt.Key.Key_Slash, control), (Qt.Key.Key_F, control | Qt.KeyboardModifier.ShiftModifier)):
            self.close_palette()
            return False
        event.accept()
        return True

    def _on_key(self, pressed: int) -> bool:
        row = self.list.currentIndex().row()
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
        if pressed == Qt.Key.Key_Escape:
            self.close_palette()
        elif pressed in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose()
        elif pressed in steps:
            to, last = row + steps[Qt.Key(pressed)], self.model.rowCount() - 1
            onward = 1 if to > row else -1
            self._move(max(0, min(last, to)), onward if 0 <= to <= last else -onward)
        else:
            return pressed in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        return True

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is None:
            return
        self.setGeometry(parent.rect())
        width, height = min(_WIDTH, parent.width() - 48), min(_HEIGHT, parent.height() - 120)
        self.card.setGeometry(QRect(QPoint((parent.width() - width) // 2, 84), QSize(width, height)))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the card closes it."""
        if not self.card.geometry().contains(event.position().toPoint()):
            self.close_palette()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the scrim."""
        del event
        QPainter(self).fillRect(self.rect(), theme.colour("scrim"))


def _known_by(row: Row) -> str:
    """What a row is known again by when others join it."""
    return "" if row.heading else row.token or row.text


def _row(entry: Entry, found: Match) -> Row:
    return Row(
        entry.text,
        found.places,
        icon=entry.icon,
        detail=entry.reason or entry.detail,
        shortcut=entry.shortcut,
        note=entry.noun,
        token=entry.token,
        disabled=bool(entry.reason),
        run=entry.run,
    )
