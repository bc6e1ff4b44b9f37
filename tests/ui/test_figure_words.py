"""Sentences of layers below in the language of the window, with its numbers, days and amounts."""

import copy

from prodops_desktop.metrics.responses import NPS
from prodops_desktop.metrics.tally import rows_text, without_day_note
from prodops_desktop.metrics.wording import Amount, Day, Period, joined
from prodops_desktop.ui.figure_words import said
from prodops_desktop.ui.region import Choice
from prodops_desktop.work.said import Said
from tests.ui.regions import written_as

_PARTS = {"period": Period("2026-11"), "day": Day("2026-11-20"), "what": Said("{value} so far", value=Amount(1_250.6, "money", "EUR"))}
YOUNGER = Said("{period} is not complete (data to {day}): {what}.", **_PARTS)


def test_it_is_english_as_it_stands_and_written_as_here_in_the_window() -> None:
    assert YOUNGER == "Nov 2026 is not complete (data to 20 Nov 2026): €1,251 so far."
    [dayless] = without_day_note(1234)
    assert dayless == "1,234 rows without a day left out: they belong to no period."
    assert (rows_text(1), rows_text(2000, "usage row")) == ("1 row", "2,000 usage rows")
    with written_as(Choice(numbers="1.234,5", days="dd.mm.yyyy")):
        assert said(dayless) == "1.234 rows without a day left out: they belong to no period."
        assert said(YOUNGER) == "Nov 2026 is not complete (data to 20.11.2026): €1.251 so far."


def test_notes_are_joined_and_nothing_stays_nothing() -> None:
    first, second = Said("no data"), Said("data ends on {day}", day=Day("2026-11-20"))
    both = joined(first, second)
    assert both == "no data; data ends on 20 Nov 2026"
    assert (joined("", second), joined(first, ""), joined("", ""), said("")) == (second, first, "", "")
    with written_as(Choice(days="iso")):
        assert said(both) == "no data; data ends on 2026-11-20"


def test_a_copy_is_the_same_sentence() -> None:
    other = copy.deepcopy(YOUNGER)
    assert isinstance(other, Said)
    assert (other, other.template, dict(other.values)) == (YOUNGER, YOUNGER.template, dict(YOUNGER.values))


def test_a_definition_is_one_sentence_to_translate() -> None:
    assert isinstance(NPS.definition, Said)
    assert "Under 10 responses it is shown as “too few”." in NPS.definition
    assert said(NPS.definition) == NPS.definition
