"""What a grid shows can be typed to filter and to find by, wherever the window stands: clocks, digits, thousands and names of months."""

from datetime import date

import pytest

from prodops_desktop.datasets.filter_text import read_filter
from prodops_desktop.datasets.filters import Between
from prodops_desktop.datasets.find_spelling import spellings
from prodops_desktop.datasets.model import Column
from prodops_desktop.datasets.reading import Stored, shown
from prodops_desktop.ui import region
from prodops_desktop.ui.models.typing_habits import habits_of
from prodops_desktop.ui.models.values import exact_text, value_text
from prodops_desktop.ui.region import Choice
from tests.ui.regions import written_as

TODAY = date(2026, 11, 23)
VALUES: list[tuple[str, Stored]] = [
    ("integer", -12_345_678),
    ("integer", 1000),
    ("money", 123_456_750),
    ("percent", 12.5),
    ("day", "2026-05-03"),
    ("moment", "2026-12-31T00:05:00"),
    ("moment", "2026-05-03T12:30:00"),
    ("time", "14:30:00"),
    ("time", "00:05:00"),
]


def column(type_: str) -> Column:
    scale, currency = (2, "USD") if type_ == "money" else (None, None)
    storage = "INTEGER" if type_ in {"integer", "money"} else "TEXT"
    return Column(1, "Any", 1, None, type_, storage, scale, currency, None, None, None, 1, 1, None, None)


@pytest.mark.parametrize("system", ["C", "en_US", "es_ES", "en_IN", "hi_IN", "ar_EG", "fa_IR", "ko_KR", "vi_VN", "el_GR", "de_CH", "fr_FR"])
def test_what_is_shown_is_read_and_found_wherever_the_window_stands(system: str) -> None:
    with written_as(system=system):
        habits = habits_of(TODAY)
        for type_, value in VALUES:
            text = value_text(column(type_), value)
            test = read_filter(text, column(type_), habits)
            assert isinstance(test, Between), (text, test)
            if isinstance(value, str):
                assert str(test.low) <= value <= str(test.high), text
            else:
                assert (test.low, test.high) == (value, value), text
            stored = shown(column(type_), value)
            assert any(spelled in stored for spelled in (text, *spellings(text, habits))), (text, spellings(text, habits), stored)


def test_a_range_of_a_clock_of_twelve_hours() -> None:
    with written_as(Choice(clock="12")):
        assert read_filter("9:00 AM–12:15 pm", column("time"), habits_of(TODAY)) == Between("09:00:00", "12:15:59.999999")


def test_days_in_figures_are_read_in_other_digits_too() -> None:
    with written_as(Choice(days=region.DAY_SLASH), system="fa_IR"):
        assert read_filter(value_text(column("day"), "2026-05-03"), column("day"), habits_of(TODAY)) == Between("2026-05-03", "2026-05-03")


def test_an_exact_number_has_the_signs_of_the_others() -> None:
    with written_as(system="de_DE"):
        assert [exact_text(column("number"), -1.234), exact_text(column("percent"), 12.5)] == ["−1,234", "12,5%"]
