"""Gives every visible text one way through translation."""

from PySide6.QtCore import QCoreApplication


def tr(text: str, **values: object) -> str:
    """The text in the language of the window, with ``{name}`` places filled from ``values``."""
    shown = QCoreApplication.translate("prodops", text)
    return shown.format(**values) if values else shown


def counted(count: int, one: str, many: str) -> str:
    """``one`` or ``many`` by ``count``, whose ``{n}`` place takes the number with its thousands apart."""
    from prodops_desktop.ui.formats import number

    return tr(one if count == 1 else many).format(n=number(count))
