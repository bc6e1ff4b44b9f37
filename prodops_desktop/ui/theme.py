"""Holds the theme that is on, and tells everything that paints when it changes."""

from functools import cache

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from prodops_desktop.ui.tokens import DARK, LIGHT, ROLES, Tokens

MODES = ("system", "light", "dark")


class _Theme(QObject):
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.mode = "system"
        self.tokens = LIGHT
        self.family = ""
        self.listening = False


_theme = _Theme()
changed = _theme.changed
"""Emitted after the theme changed; what paints by itself asks for :func:`tokens` again."""


def tokens() -> Tokens:
    """The colours of the theme that is on; read them when painting, never before."""
    return _theme.tokens


def colour(name: str) -> QColor:
    """A token by name as a colour that Qt paints with."""
    return QColor(_theme.tokens.colour(name))


def mode() -> str:
    """What was chosen: system, light or dark."""
    return _theme.mode


def install(app: QApplication, chosen: str = "system") -> None:
    """Dress the whole program: style, font with tabular figures, and the theme called ``chosen``."""
    app.setStyle("Fusion")
    app.setFont(font("body"))
    if not _theme.listening:
        _theme.listening = True
        app.styleHints().colorSchemeChanged.connect(_follow_system)
    set_mode(chosen)


def set_mode(chosen: str) -> None:
    """Switch to system, light or dark at once, and tell Qt so that what the system draws goes along."""
    _theme.mode = chosen if chosen in MODES else "system"
    schemes = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
    app = QApplication.instance()
    if isinstance(app, QApplication):
        app.styleHints().setColorScheme(schemes.get(_theme.mode, Qt.ColorScheme.Unknown))
    _dress()


def font(role: str = "body") -> QFont:
    """The font of a role of type, in pixels, with figures of one width."""
    return QFont(_made_font(role, _family()))


@cache
def _made_font(role: str, family: str) -> QFont:
    """Made once: a table asks for hundreds each time that it is painted."""
    pixels, weight = ROLES[role]
    chosen = QFont(family)
    chosen.setPixelSize(pixels)
    chosen.setWeight(QFont.Weight(weight))
    chosen.setFeature(QFont.Tag("tnum"), 1)
    return chosen


def mono_font(pixels: float = 11.5) -> QFont:
    """The system's fixed-width font, for raw cell text."""
    chosen = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    chosen.setPixelSize(round(pixels))
    return chosen


def _family() -> str:
    if not _theme.family:
        general = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
        _theme.family = "Inter" if "Inter" in QFontDatabase.families() else general
    return _theme.family


def use_family(family: str) -> None:
    """Dress the program in another font family; an empty text goes back to the one that fits this computer."""
    _theme.family = family
    app = QApplication.instance()
    if isinstance(app, QApplication):
        app.setFont(font("body"))
        _dress(force=True)


def _follow_system() -> None:
    if _theme.mode == "system":
        _dress()


def _dress(*, force: bool = False) -> None:
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        return
    system_dark = app.styleHints().colorScheme() == Qt.ColorScheme.Dark
    wanted = DARK if _theme.mode == "dark" or (_theme.mode == "system" and system_dark) else LIGHT
    if wanted is _theme.tokens and app.styleSheet() and not force:
        return
    from prodops_desktop.ui.stylesheet import stylesheet

    _theme.tokens = wanted
    app.setPalette(_palette(wanted))
    app.setStyleSheet(stylesheet(wanted))
    _theme.changed.emit()


def _palette(t: Tokens) -> QPalette:
    role = QPalette.ColorRole
    colours = {
        role.Window: t.surface,
        role.WindowText: t.text,
        role.Base: t.field,
        role.AlternateBase: t.sunken,
        role.Text: t.text,
        role.Button: t.surface,
        role.ButtonText: t.text,
        role.BrightText: t.on_accent,
        role.Highlight: t.accent,
        role.HighlightedText: t.on_accent,
        role.Link: t.accent,
        role.LinkVisited: t.accent,
        role.ToolTipBase: t.text,
        role.ToolTipText: t.surface,
        role.PlaceholderText: t.text_3,
        role.Light: t.line,
        role.Midlight: t.line,
        role.Mid: t.line_strong,
        role.Dark: t.line_strong,
        role.Shadow: t.line_strong,
        role.Accent: t.accent,
    }
    palette = QPalette()
    for key, value in colours.items():
        palette.setColor(key, QColor(value))
    for key in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, key, QColor(t.disabled))
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(t.track))
    return palette
