"""Holds the theme that is on, and tells everything that paints when it changes."""

from collections.abc import Callable
from functools import cache

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from prodops_desktop.ui import lengths
from prodops_desktop.ui.dressing import Dresser, Follower
from prodops_desktop.ui.faces import Face, face_of
from prodops_desktop.ui.tokens import DARK, LIGHT, ROLES, Tokens, with_more_contrast

MODES = ("system", "light", "dark")
LARGEST, SMALLEST, STEP = lengths.LARGEST, lengths.SMALLEST, lengths.STEP
CONTRASTS = ("system", "normal", "more")
MOTIONS = ("system", "normal", "reduced")
_FONT_ROLE = "fontRole"
_MONO_PIXELS = 11.5


class _Theme(QObject):
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.mode = "system"
        self.tokens = LIGHT
        self.colours: dict[str, QColor] = {}
        self.family = ""
        self.contrast, self.motion = "system", "system"
        self.listening = False
        self.still, self.blinking = False, 0
        self.dresser = Dresser()


_theme = _Theme()
changed = _theme.changed
"""Emitted after the theme changed; what paints by itself asks for :func:`tokens` again."""


def tokens() -> Tokens:
    """The colours of the theme that is on; read them when painting, never before."""
    return _theme.tokens


def colour(name: str) -> QColor:
    """A token by name as a colour that Qt paints with: the same one for all who ask, so it is not to be altered."""
    found = _theme.colours.get(name)
    if found is None:
        found = _theme.colours[name] = QColor(_theme.tokens.colour(name))
    return found


def faded(name: str, opacity: float) -> QColor:
    """A token by name as a colour that what is below shows through: ``opacity`` from 0, all of it, to 1."""
    own = QColor(colour(name))
    own.setAlphaF(opacity)
    return own


def mode() -> str:
    """What was chosen: system, light or dark."""
    return _theme.mode


def follow(widget: QWidget, draw: Callable[[], object]) -> None:
    """Have ``draw`` called whenever the theme changed and the widget is seen: drawing charts on pages that are hidden takes long."""
    _theme.changed.connect(Follower(widget, draw).follow)


def install(app: QApplication, chosen: str = "system") -> None:
    """Dress the whole program: style, font with tabular figures, and the theme called ``chosen``."""
    app.setStyle("Fusion")
    app.setFont(font("body"))
    if not _theme.listening:
        _theme.listening = True
        _theme.still = not app.isEffectEnabled(Qt.UIEffect.UI_General)
        _theme.blinking = app.cursorFlashTime()
        hints = app.styleHints()  # held on to: what it hands out goes with it
        hints.colorSchemeChanged.connect(_follow_system)
        hints.accessibility().contrastPreferenceChanged.connect(_follow_system)
    set_mode(chosen)


def set_mode(chosen: str) -> None:
    """Switch to system, light or dark at once, and tell Qt so that what the system draws goes along."""
    _theme.mode = chosen if chosen in MODES else "system"
    schemes = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
    app = _app()
    if app is not None:
        _tell_qt(app, schemes.get(_theme.mode, Qt.ColorScheme.Unknown))
    _dress()


def contrast() -> str:
    """What was chosen: as the system says, normal, or more of it."""
    return _theme.contrast


def set_contrast(chosen: str) -> None:
    """Draw lines and texts stronger at once, or as designed, or as the system asks for."""
    _theme.contrast = chosen if chosen in CONTRASTS else "system"
    _dress()


def motion_reduced() -> bool:
    """Whether nothing is to move by itself: chosen so, or told by the system, which then has all effects off."""
    return _theme.motion == "reduced" or (_theme.motion == "system" and _theme.still)


def set_motion(chosen: str) -> None:
    """Keep everything still, or let menus and cursors move as usual, or as the system says."""
    _theme.motion = chosen if chosen in MOTIONS else "system"
    app = _app()
    if app is None:
        return
    app.setEffectEnabled(Qt.UIEffect.UI_General, not motion_reduced())
    app.setCursorFlashTime(0 if _theme.motion == "reduced" else _theme.blinking)


def px(pixels: float) -> int:
    """A length of the layout, in pixels at 100%, as it is at the size that the font has now."""
    return lengths.px(pixels)


def scale() -> int:
    """How large everything is that holds text, in per cent."""
    return lengths.percent()


def set_scale(percent: int) -> None:
    """Make everything that holds text larger or smaller at once, from 80 to 150 per cent."""
    before = lengths.percent()
    if not lengths.set_percent(percent):
        return
    app = _app()
    if app is not None and app.styleSheet():
        app.setFont(font("body"))
        _dress(grown_from=before)


def font(role: str = "body") -> QFont:
    """The font of a role of type, in pixels, with figures of one width; that of “mono”, for raw cell text, is the system's own."""
    return QFont(face(role).font)


def face(role: str = "body") -> Face:
    """The same font with its measures, for all who paint with it."""
    return _made_face(role, _family(), lengths.percent())


@cache
def _made_face(role: str, family: str, percent: int) -> Face:
    """Made once: a table asks for hundreds each time that it is painted."""
    del percent  # what px() reads
    if role == "mono":
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        fixed.setPixelSize(px(_MONO_PIXELS))
        return face_of(fixed)
    pixels, weight = ROLES[role]
    chosen = QFont(family)
    chosen.setPixelSize(px(pixels))
    chosen.setWeight(QFont.Weight(weight))
    chosen.setFeature(QFont.Tag("tnum"), 1)
    return face_of(chosen)


def set_font(widget: QWidget, role: str) -> None:
    """Give a widget the font of a role of type, or “mono”, for good: it goes along when the font changes."""
    widget.setProperty(_FONT_ROLE, role)
    widget.setFont(font(role))


def _family() -> str:
    if not _theme.family:
        general = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
        _theme.family = "Inter" if "Inter" in QFontDatabase.families() else general
    return _theme.family


def use_family(family: str) -> None:
    """Dress the program in another font family; an empty text goes back to the one that fits this computer."""
    _theme.family = family
    app = _app()
    if app is not None:
        app.setFont(font("body"))
        _dress(grown_from=lengths.percent())


def _app() -> QApplication | None:
    app = QApplication.instance()
    return app if isinstance(app, QApplication) else None


def _follow_system() -> None:
    if "system" in (_theme.mode, _theme.contrast):
        _dress()


def _tell_qt(app: QApplication, scheme: Qt.ColorScheme) -> None:
    """Have title bars and the dialogs of the system in the same scheme; unknown leaves it to the system."""
    app.styleHints().setColorScheme(scheme)


def _system_is_dark(app: QApplication) -> bool:
    return app.styleHints().colorScheme() == Qt.ColorScheme.Dark


def _system_asks_for_contrast(app: QApplication) -> bool:
    hints = app.styleHints()
    return hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast


def _wanted(app: QApplication) -> Tokens:
    dark = _theme.mode == "dark" or (_theme.mode == "system" and _system_is_dark(app))
    more = _theme.contrast == "more" or (_theme.contrast == "system" and _system_asks_for_contrast(app))
    chosen = DARK if dark else LIGHT
    return with_more_contrast(chosen) if more else chosen


def _dress(*, grown_from: int | None = None) -> None:
    """Dress everything anew where the colours are others, or the sizes: ``grown_from`` is the scale before."""
    app = _app()
    if app is None:
        return
    wanted = _wanted(app)
    if wanted == _theme.tokens and app.styleSheet() and grown_from is None:
        return
    from prodops_desktop.ui.stylesheet import stylesheet

    _theme.tokens = wanted
    _theme.colours.clear()
    app.setPalette(_palette(wanted))
    if grown_from is None:
        _theme.dresser.put_on(app, stylesheet(wanted))
    else:
        _grow(app, grown_from, stylesheet(wanted))
    _theme.changed.emit()


def _grow(app: QApplication, before: int, sheet: str) -> None:
    """Dress everything, hidden or not, in other sizes."""
    from prodops_desktop.ui.regrow import grow, lay_out_again

    widgets = app.allWidgets()
    if before != lengths.percent():
        grow(widgets, before, lengths.percent())
    _theme.dresser.put_on(app, sheet, everything=True)
    for widget in widgets:
        if role := widget.property(_FONT_ROLE):
            widget.setFont(font(role))
    lay_out_again(widgets)


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
