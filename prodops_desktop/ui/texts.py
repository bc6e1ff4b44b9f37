"""Gives every visible text one way through translation.

Some modules keep texts from when they are imported. A translator is therefore installed in ``app.make_application``, before the window
and all that belongs to it are imported; the locale of numbers and days is another matter, see ``ui/region.py``.
"""

from PySide6.QtCore import QCoreApplication

from prodops_desktop.ui.region import own_digits


def tr(text: str, **values: object) -> str:
    """The text in the language of the window, with ``{name}`` places filled from ``values``; whole numbers in the digits that are used."""
    shown = QCoreApplication.translate("prodops", text)
    if not values:
        return shown
    return shown.format(**{name: own_digits(str(value)) if type(value) is int else value for name, value in values.items()})


def menu_text(name: str) -> str:
    """A name as a menu shows it: Qt would take an “&” in it for the mark of a key."""
    return name.replace("&", "&&")


def counted(count: int, one: str, many: str, **values: object) -> str:
    """``one`` or ``many`` by ``count``, whose ``{n}`` place takes the number with its thousands apart."""
    from prodops_desktop.ui.formats import number

    return tr(one if count == 1 else many).format(n=number(count), **values)
