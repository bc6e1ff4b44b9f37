"""Puts the program under another locale, or another choice in the preferences, and back."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QLocale

from prodops_desktop.ui import region
from prodops_desktop.ui.region import Choice


@contextmanager
def written_as(choice: Choice | None = None, *, system: str = "C") -> Iterator[None]:
    """Everything is written as ``choice`` has it on a computer whose locale is called ``system``."""
    usual = QLocale()
    QLocale.setDefault(QLocale(system))
    region.look_again()
    region.choose(choice or Choice())
    try:
        yield
    finally:
        region.choose(Choice())
        QLocale.setDefault(usual)
        region.look_again()
