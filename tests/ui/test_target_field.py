"""A target is typed the way people write figures, with the signs of their system."""

import pytest
from PySide6.QtCore import QLocale

from prodops_desktop.ui.number_text import parse_figure


@pytest.mark.parametrize(
    ("text", "value"),
    [("34", 34), (" 28 % ", 28), ("$2.1M", 2_100_000), ("−5.5", -5.5), ("12,480", 12480), ("48k", 48_000), ("", None), ("0", 0)],
)
def test_figures_are_read_as_people_write_them(text: str, value: float | None) -> None:
    assert parse_figure(text) == value


def test_figures_are_read_with_the_signs_of_the_system() -> None:
    german, french = QLocale("de_DE"), QLocale("fr_FR")
    assert parse_figure("18.500.000", german) == 18_500_000
    assert parse_figure("−5,25 %", german) == -5.25
    assert parse_figure(french.toString(12480), french) == 12480
    with pytest.raises(ValueError, match=r"."):
        parse_figure("18.5", german)


@pytest.mark.parametrize("text", ["many", "1,2,3", "12,5", "1.2.3", "nan", "inf", "k", "--4"])
def test_what_is_no_figure_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_figure(text)
