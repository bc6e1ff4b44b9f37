"""The rail at the left: one button a panel, with the digit that opens it."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QStyle, QStyleOptionToolButton, QStylePainter, QToolButton, QVBoxLayout

from prodops_desktop.ui import icons, theme
from prodops_desktop.ui.catalogue import PageEntry
from prodops_desktop.ui.lengths import growing, px
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.tokens import RAIL_ICON, RAIL_WIDTH

_ICON_TOP, _TEXT_TOP, _BESIDE = growing(9), growing(32), growing(4)
_SMALLEST = 8
_HIGH, _LOW = growing(52), growing(38)
_BADGE_HEIGHT, _BADGE_FONT, _BADGE_MOST = growing(15), growing(10), 99


class Rail(QFrame):
    """Emits the id of the panel that was asked for."""

    chosen = Signal(str)
    settings_chosen = Signal()

    def __init__(self, pages: Sequence[PageEntry]) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setFixedWidth(RAIL_WIDTH)
        self.setAccessibleName(tr("Pages"))
        self.buttons: dict[str, _RailButton] = {}
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 6, 3, 10)
        column.setSpacing(2)
        for page in pages:
            made = _RailButton(page.icon, page.title, page.digit)
            made.setCheckable(True)
            made.clicked.connect(lambda _=False, id_=page.id: self.chosen.emit(id_))
            self._group.addButton(made)
            self.buttons[page.id] = made
            column.addWidget(made)
        column.addStretch(1)
        settings = _RailButton("cog-outline", tr("Settings"), None)
        settings.setToolTip(tr("Preferences (Ctrl+,)"))
        settings.clicked.connect(self.settings_chosen.emit)
        column.addWidget(settings)

    def mark(self, page: str) -> None:
        """Show which panel is open."""
        if page in self.buttons:
            self.buttons[page].setChecked(True)

    def badge(self, page: str, count: int) -> None:
        """Show on the button of a panel how much waits there; nothing for 0."""
        if page in self.buttons:
            self.buttons[page].show_badge(count)

    def allow(self, pages: set[str], reason: str) -> None:
        """Let only these panels be opened; the others say why not."""
        for id_, made in self.buttons.items():
            made.setEnabled(id_ in pages)
            made.setToolTip("" if id_ in pages else reason)


class _RailButton(QToolButton):
    def __init__(self, icon: str, title: str, digit: int | None) -> None:
        super().__init__()
        self._digit, self._badge = digit, 0
        self.setText(title)
        self._name()
        self.setIcon(icons.icon(icon, "text_2", active="accent"))
        self.setIconSize(QSize(RAIL_ICON, RAIL_ICON))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.setFixedWidth(RAIL_WIDTH - 8)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.setMaximumHeight(_HIGH)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.changed.connect(self._fit)
        self._fit()

    def sizeHint(self) -> QSize:
        """Roomy."""
        return QSize(RAIL_WIDTH - 8, _HIGH)

    def minimumSizeHint(self) -> QSize:
        """Icon and title close together, where large texts meet a low window."""
        return QSize(RAIL_WIDTH - 8, _LOW)

    @property
    def badge(self) -> str:
        """What the badge says; empty where there is none."""
        return f"{_BADGE_MOST}+" if self._badge > _BADGE_MOST else str(self._badge or "")

    def show_badge(self, count: int) -> None:
        """Show another count."""
        if count != self._badge:
            self._badge = count
            self._name()
            self.update()

    def _name(self) -> None:
        waiting = tr("{title}, {n} waiting", title=self.text(), n=self._badge) if self._badge else self.text()
        self.setAccessibleName(waiting if self._digit is None else f"{waiting} (Ctrl+{self._digit})")

    def _fit(self) -> None:
        """Take the font in which the title fits: “Experiments” has not enough room in a wide family."""
        font = theme.font("caption")
        font.setWeight(QFont.Weight.Medium)
        while QFontMetrics(font).horizontalAdvance(self.text()) > self.width() - _BESIDE and font.pixelSize() > _SMALLEST:
            font.setPixelSize(font.pixelSize() - 1)
        self.setFont(font)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the button with its icon, its title, and its digit in the corner."""
        del event
        painter = QStylePainter(self)
        option = QStyleOptionToolButton()
        self.initStyleOption(option)
        option.icon, option.text = QIcon(), ""
        painter.drawComplexControl(QStyle.ComplexControl.CC_ToolButton, option)
        closer = (_HIGH - self.height()) // 2
        mode = QIcon.Mode.Normal if self.isEnabled() else QIcon.Mode.Disabled
        state = QIcon.State.On if self.isChecked() else QIcon.State.Off
        self.icon().paint(painter, QRect((self.width() - RAIL_ICON) // 2, _ICON_TOP - closer, RAIL_ICON, RAIL_ICON), mode=mode, state=state)
        painter.setPen(theme.colour("disabled" if not self.isEnabled() else "accent" if self.isChecked() else "text_2"))
        painter.setFont(self.font())
        flags = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(QRect(0, _TEXT_TOP - closer, self.width(), self.height() - _TEXT_TOP + 2 * closer - 4), flags, self.text())
        self._paint_badge(painter)
        if self._digit is None:
            return
        small = theme.font("caption")
        small.setPixelSize(px(9))
        painter.setFont(small)
        painter.setPen(theme.colour("accent" if self.isChecked() else "text_3" if self.isEnabled() else "disabled"))
        painter.drawText(QPoint(7, px(9) + 4), str(self._digit))

    def _paint_badge(self, painter: QPainter) -> None:
        """Paint the count over the corner of the icon."""
        if not self.badge or not self.isEnabled():
            return
        font = theme.font("caption")
        font.setPixelSize(_BADGE_FONT)
        font.setWeight(QFont.Weight.DemiBold)
        width = max(_BADGE_HEIGHT, QFontMetrics(font).horizontalAdvance(self.badge) + 9)
        box = QRect((self.width() + RAIL_ICON) // 2 - 6, 3 if self.height() == _HIGH else 0, width, _BADGE_HEIGHT)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent"))
        painter.drawRoundedRect(box, _BADGE_HEIGHT / 2, _BADGE_HEIGHT / 2)
        painter.setFont(font)
        painter.setPen(theme.colour("on_accent"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self.badge)
        painter.restore()
