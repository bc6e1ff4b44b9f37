"""Pages about the workspace: their rows are its settings, each change a step that undo takes back."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from prodops_desktop.ui import formats
from prodops_desktop.ui.lengths import growing
from prodops_desktop.ui.number_text import read_count
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.shell.preferences.rows import Row
from prodops_desktop.ui.shell.preferences.section import Section
from prodops_desktop.ui.widgets.buttons import Segments
from prodops_desktop.ui.widgets.fields import Choice
from prodops_desktop.ui.widgets.text import label
from prodops_desktop.workspace import Store, settings

if TYPE_CHECKING:
    from prodops_desktop.ui.main_window import MainWindow

_NUMBER_WIDTH, _UNIT_WIDTH, _TEXT_WIDTH = growing(76), growing(64), growing(240)


class Setting(Row):
    """A row for the setting ``key`` of the workspace."""

    decided = Signal(str, str)

    def __init__(self, key: str, title: str, sentence: str, *controls: QWidget, words: str = "") -> None:
        super().__init__(title, sentence, *controls, words=words)
        self.key, self.value = key, ""
        self.controls = controls

    def show_value(self, value: str) -> None:
        """Show what holds."""
        self.value = value

    def decide(self, value: str) -> None:
        """Ask for another value; the one that holds takes back that another was refused."""
        if value != self.value:
            self.decided.emit(self.key, value)
        else:
            self.refuse("")

    def put_back(self) -> None:
        """Show again what holds, as what was typed was refused."""
        self.show_value(self.value)

    def allow(self, reason: str | None) -> None:
        """Let it be changed, or say why not."""
        for control in self.controls:
            control.setEnabled(reason is None)
            control.setToolTip(reason or "")


class TextSetting(Setting):
    """A text, or a whole number, which then has its ``unit`` behind it."""

    def __init__(self, key: str, title: str, sentence: str, *, unit: str | None = None, placeholder: str = "", words: str = "") -> None:
        self.field = QLineEdit()
        self.field.setAccessibleName(title)
        self.field.setPlaceholderText(placeholder)
        self.field.setFixedWidth(_TEXT_WIDTH if unit is None else _NUMBER_WIDTH)
        self._is_number = unit is not None
        behind = [label(unit, "meta", "3")] if unit is not None else []
        for one in behind:
            one.setMinimumWidth(_UNIT_WIDTH)
        super().__init__(key, title, sentence, self.field, *behind, words=words)
        self.field.editingFinished.connect(lambda: self.decide(self._typed()))

    def show_value(self, value: str) -> None:
        """Show what holds, unless something is being typed."""
        super().show_value(value)
        if not self.field.hasFocus() or not self.field.isModified():
            self.put_back()

    def put_back(self) -> None:
        """Show again what holds."""
        is_figure = self._is_number and self.value.isdecimal()
        self.field.setText(formats.number(int(self.value), 0) if is_figure else self.value)

    def _typed(self) -> str:
        text = self.field.text().strip()
        try:
            count = read_count(text) if self._is_number else None
        except ValueError:
            return text  # the setting says what it wants
        return text if count is None else str(count)


class ChoiceSetting(Setting):
    """One of several, in a list."""

    def __init__(self, key: str, title: str, sentence: str, choices: Sequence[tuple[str, str]], *, words: str = "") -> None:
        self.choice = Choice(list(choices), name=title)
        super().__init__(key, title, sentence, self.choice, words=words)
        self.choice.activated.connect(lambda _: self.decide(self.choice.current_id()))

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer these, which took a while to find."""
        self.choice.clear()
        for id_, text in choices:
            self.choice.addItem(text, id_)
        self.show_value(self.value)

    def show_value(self, value: str) -> None:
        """Show what holds, though it be none of the choices."""
        super().show_value(value)
        if self.choice.findData(value) < 0:
            self.choice.addItem(value, value)
        self.choice.choose(value)


class SegmentSetting(Setting):
    """One of two or three, side by side."""

    def __init__(self, key: str, title: str, sentence: str, choices: Sequence[tuple[str, str]], *, words: str = "") -> None:
        self.segments = Segments(list(choices), name=title)
        super().__init__(key, title, sentence, self.segments, words=words)
        self.segments.chosen.connect(self.decide)

    def show_value(self, value: str) -> None:
        """Show what holds."""
        super().show_value(value)
        self.segments.choose(value)


class SettingsSection(Section):
    """Reads the settings of its rows, and what it shows besides, whenever they change."""

    in_workspace: ClassVar[bool] = True

    def __init__(self, window: "MainWindow") -> None:
        session = window.session
        assert session is not None
        self.session: Session = session
        self.settings: dict[str, Setting] = {}
        super().__init__(window)
        session.changed.connect(self._on_session_changed)
        self.read()

    def add_setting(self, row: Setting) -> None:
        """Add the row of a setting."""
        self.settings[row.key] = row
        row.allow(self.session.read_only_reason)
        row.decided.connect(self.set_value)
        self.add(row)

    def set_value(self, key: str, value: str) -> None:
        """Decide a setting; what is refused is said in its row."""
        row = self.settings[key]

        def failed(error: Exception) -> None:
            row.refuse(str(error))
            row.put_back()

        self.change(lambda store: settings.set_setting(store, key, value), lambda: row.refuse(""), failed)

    def change(self, change: Callable[[Store], object], done: Callable[[], object], failed: Callable[[Exception], None]) -> None:
        """Make a step."""
        self.session.run(change, lambda _: done(), failed)

    @property
    def has_defaults(self) -> bool:
        """Whether it has settings, which all have a value from the start, and they may be changed."""
        return bool(self.settings) and self.session.read_only_reason is None

    def restore_defaults(self) -> None:
        """Let all settings here be as in a new workspace, as one step."""
        keys, about = tuple(self.settings), self.title()
        for row in self.settings.values():
            row.refuse("")
        self.session.run(lambda store: settings.restore_defaults(store, keys, about))

    def read(self) -> None:
        """Read again what is shown."""
        self.session.read(partial(read_values, keys=tuple(self.settings)), self._show, key=self)

    def _on_session_changed(self, tables: frozenset[str]) -> None:
        if tables & {"setting", "*"}:
            self.read()

    def _show(self, values: dict[str, str]) -> None:
        for key, value in values.items():
            self.settings[key].show_value(value)


def read_values(store: Store, keys: Sequence[str]) -> dict[str, str]:
    """The settings with these keys."""
    return {key: settings.get(store, key) for key in keys}
