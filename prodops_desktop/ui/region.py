"""How numbers, days, times and weeks are written on this computer: as its system does, or as was chosen in the preferences."""

from dataclasses import dataclass

from PySide6.QtCore import QLocale, QObject, Signal

SYSTEM = "system"
NUMBERS = ("1,234.5", "1.234,5", "1 234,5", "1’234.5")
"""The styles of numbers, each called by what it looks like."""
DAY_WORDS, WORDS_DAY, ISO, DOTTED, DAY_SLASH, SLASH_DAY = "d mmm y", "mmm d, y", "iso", "dd.mm.yyyy", "dd/mm/yyyy", "mm/dd/yyyy"
DAYS = (DAY_WORDS, WORDS_DAY, ISO, DOTTED, DAY_SLASH, SLASH_DAY)
"""The styles of days."""
WEEKS = ("1", "7", "6")
"""The days that a week can begin with, as numbers from Monday on: Monday, Sunday, Saturday."""
CLOCKS = ("24", "12")
DAY_FIRST, MONTH_FIRST = "day first", "month first"
_ORDERS = {DOTTED: DAY_FIRST, DAY_WORDS: DAY_FIRST, DAY_SLASH: DAY_FIRST, WORDS_DAY: MONTH_FIRST, SLASH_DAY: MONTH_FIRST}
_SIGNS = {"1,234.5": (",", "."), "1.234,5": (".", ","), "1 234,5": ("\u202f", ","), "1’234.5": ("’", ".")}
_WESTERN = "0"


@dataclass(frozen=True)
class Choice:
    """What was chosen: of each a style, or “system”."""

    numbers: str = SYSTEM
    days: str = SYSTEM
    week: str = SYSTEM
    clock: str = SYSTEM


@dataclass(frozen=True)
class Ways:
    """What the choice comes to: signs between thousands and before decimals, the style of days, the clock, the first day of the week.

    ``zero`` is the digit 0 of another script, where such digits are written, and ``is_own`` says that the style of days is the system's.
    ``order`` is that of day and month in figures such as 03/04/2026, None where nobody chose one. ``locale`` names months and days.
    """

    locale: QLocale
    group: str
    point: str
    by_locale: bool
    zero: str
    days: str
    order: str | None
    is_own: bool
    half_days: bool
    first_weekday: int


class _Region(QObject):
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.choice = Choice()
        self.ways: Ways | None = None
        self.system = QLocale()


_region = _Region()
changed = _region.changed
"""Emitted after another way of writing was chosen, or that of the system changed."""


def choice() -> Choice:
    """What was chosen."""
    return _region.choice


def choose(wanted: Choice) -> None:
    """Write in other ways from now on; a style that is not known counts as the system's."""
    known = Choice(
        *(
            value if value in styles else SYSTEM
            for value, styles in ((wanted.numbers, NUMBERS), (wanted.days, DAYS), (wanted.week, WEEKS), (wanted.clock, CLOCKS))
        )
    )
    if known != _region.choice:
        _region.choice = known
        _begin_anew()


def look_again() -> None:
    """The locale of the system may be another one now."""
    if _region.system != QLocale():
        _begin_anew()


def ways() -> Ways:
    """The ways of writing that hold."""
    if _region.ways is None:
        _region.ways = resolve(_region.choice, _region.system)
    return _region.ways


def resolve(wanted: Choice, system: QLocale) -> Ways:
    """The ways of writing of a choice on a computer with this locale; one that names no country writes as the design has it."""
    is_plain = system.language() == QLocale.Language.C
    locale = QLocale(QLocale.Language.English, QLocale.Country.UnitedStates) if is_plain else system
    group, point = _SIGNS.get(wanted.numbers, (locale.groupSeparator(), locale.decimalPoint()))
    clock = locale.timeFormat(QLocale.FormatType.ShortFormat)
    return Ways(
        locale=locale,
        group=group,
        point=point,
        by_locale=wanted.numbers == SYSTEM,
        zero=locale.zeroDigit() if wanted.numbers == SYSTEM and locale.zeroDigit() != _WESTERN else "",
        days=wanted.days if wanted.days != SYSTEM else DAY_WORDS if is_plain else _days_of(locale),
        order=_ORDERS.get(wanted.days),
        is_own=wanted.days == SYSTEM and not is_plain,
        half_days=wanted.clock == "12" or (wanted.clock == SYSTEM and not is_plain and "a" in clock.casefold()),
        first_weekday=int(wanted.week) if wanted.week != SYSTEM else 1 if is_plain else locale.firstDayOfWeek().value,
    )


def own_digits(text: str) -> str:
    """A text with the digits that the system writes, unless another style of numbers was chosen."""
    zero = ways().zero
    return "".join(chr(ord(zero) + int(sign)) if sign.isdecimal() else sign for sign in text) if zero else text


def _begin_anew() -> None:
    _region.ways, _region.system = None, QLocale()
    _region.changed.emit()


def _days_of(locale: QLocale) -> str:
    """The style whose order is that of the locale; the months are words where they can be, so that no day is mistaken for another."""
    form = locale.dateFormat(QLocale.FormatType.ShortFormat).casefold()
    year, month, day = (form.find(letter) for letter in "ymd")
    if year < day:
        return ISO
    return WORDS_DAY if month < day else DAY_WORDS
