"""Preferences › Appearance: theme, size and family of type, and what is there at the start."""

from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFontDatabase, QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QSlider, QSpinBox, QWidget

from prodops_desktop.ui import own_ways, theme
from prodops_desktop.ui.lengths import growing
from prodops_desktop.ui.shell.preferences.on_computer import ComputerSection
from prodops_desktop.ui.shell.preferences.rows import Row
from prodops_desktop.ui.shell.preferences.theme_choice import ThemeChoice
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.tokens import INPUT_HEIGHT, ROLES
from prodops_desktop.ui.widgets.fields import Choice
from prodops_desktop.ui.widgets.switch import Switch
from prodops_desktop.ui.widgets.text import Elided, Glyph, label

_PAUSE_MS, _STEP, _SLIDER = 200, 5, growing(176)


class Appearance(ComputerSection):
    """Changes are seen at once, charts included."""

    id: ClassVar[str] = "appearance"
    icon: ClassVar[str] = "palette-outline"
    keys: ClassVar[tuple[str, ...]] = ("theme", own_ways.SCALE, own_ways.FAMILY, own_ways.REOPEN)

    @classmethod
    def title(cls) -> str:
        """What the page is called."""
        return tr("Appearance")

    def build(self) -> None:
        """Add the rows."""
        self.theme = ThemeChoice(theme.mode())
        self.theme.chosen.connect(self.window_.choose_theme)
        self.add(Row(tr("Theme"), tr("Switches at once, charts included."), self.theme, words=tr("dark light mode colours night")))
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._on_size_decided)
        theme.changed.connect(self._show_size)
        self.size_row = self.add(Row(tr("Text size"), "", self._make_size(), words=tr("font scale zoom larger smaller")))
        has_inter = own_ways.INTER in QFontDatabase.families()
        families = [("", own_ways.INTER if has_inter else tr("System")), *([(own_ways.SYSTEM_FAMILY, tr("System"))] if has_inter else [])]
        self.family = Choice(families, name=tr("Font"))
        self.family.activated.connect(lambda _: self.keep(own_ways.FAMILY, self.family.current_id()))
        told = tr("Inter is installed here; the other choice is the system’s interface font.") if has_inter else _no_inter()
        self.add(Row(tr("Font"), told, self.family, words=tr("typeface family")))
        self.reopen = Switch(tr("Open the last workspace and page at start"))
        self.reopen.clicked.connect(lambda: self.keep(own_ways.REOPEN, self.reopen.isChecked()))
        self.add(Row(tr("Open the last workspace and page at start"), tr("With its columns and their sorting."), self.reopen))
        self.add_plain(_kept_in(self.preferences.path))

    def _make_size(self) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(own_ways.LEAST, own_ways.MOST)
        self.slider.setSingleStep(_STEP)
        self.slider.setPageStep(2 * _STEP)
        self.slider.setFixedWidth(_SLIDER)
        self.slider.setAccessibleName(tr("Text size"))
        self.percent = QSpinBox()
        self.percent.setRange(own_ways.LEAST, own_ways.MOST)
        self.percent.setSingleStep(_STEP)
        self.percent.setSuffix("%")
        self.percent.setFixedHeight(INPUT_HEIGHT)
        self.percent.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.percent.setAccessibleName(tr("Text size in per cent"))
        self.slider.valueChanged.connect(self.percent.setValue)
        self.percent.valueChanged.connect(self.slider.setValue)
        self.percent.valueChanged.connect(lambda _: self._pause.start())
        for widget in (label(str(own_ways.LEAST), "meta", "3"), self.slider, label(str(own_ways.MOST), "meta", "3"), self.percent):
            row.addWidget(widget)
        return made

    def _on_size_decided(self) -> None:
        self.keep(own_ways.SCALE, str(self.percent.value()))
        self._tell_size()

    def hideEvent(self, event: QHideEvent) -> None:
        """A size chosen right before the page is left or closed holds, too."""
        super().hideEvent(event)
        if self._pause.isActive():
            self._pause.stop()
            self._on_size_decided()

    def _show_size(self) -> None:
        """Show the size that holds, however it was chosen, unless another is being chosen here."""
        if not self._pause.isActive() and self.percent.value() != theme.scale():
            self.percent.setValue(theme.scale())
            self._pause.stop()
        self._tell_size()

    def _tell_size(self) -> None:
        pixels = round(ROLES["body"][0] * theme.scale() / 100)
        self.size_row.say(tr("Text in lists is {n} pixels high. Ctrl + and Ctrl − change it anywhere.", n=pixels))

    def hold(self) -> None:
        """Let size and family hold."""
        own_ways.apply_look(self.preferences)

    def restore_defaults(self) -> None:
        """The theme of the system, too."""
        super().restore_defaults()
        theme.set_mode("system")
        self.theme.choose("system")

    def show_choices(self) -> None:
        """Show what is kept."""
        self.theme.choose(theme.mode())
        self._pause.stop()
        self._show_size()
        self.family.choose(self.preferences.text(own_ways.FAMILY))
        self.reopen.setChecked(self.preferences.flag(own_ways.REOPEN, default=True))


def _no_inter() -> str:
    return tr("The system’s interface font. Where Inter is installed, it is used.")


def _kept_in(path: Path) -> QWidget:
    """Where all this is kept."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 4, 0, 0)
    row.setSpacing(8)
    row.addWidget(Glyph("folder-outline", "text_3"))
    text = tr("Kept in {folder}. PRODOPS_HOME moves it. Targets and caps live in the workspace.", folder=path)
    row.addWidget(Elided(text, "meta", "3"), 1)
    return made
