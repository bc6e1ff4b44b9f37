"""The line of a tile as what every chart is: a sentence, and rows of when and how much."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from prodops_desktop.ui import formats
from prodops_desktop.ui.charts.trend import Trend
from prodops_desktop.ui.pages.home.model import Tile
from prodops_desktop.ui.pages.home.standing_words import time_text, words_of
from prodops_desktop.ui.texts import tr

if TYPE_CHECKING:
    from prodops_desktop.answers.standing import Standing


def trend_of(shown: Tile | Standing) -> Trend:
    """The line as a chart over time; it has no values where nothing is drawn."""
    if isinstance(shown, Tile):
        one = shown.figure
        labels = tuple(formats.period(period) for period in shown.periods)
        return _trend(one.metric.title, labels, shown.line, one.unit, one.currency, one.target)
    words, labels = words_of(shown), tuple(map(time_text, shown.times))
    return replace(_trend(words.title, labels, shown.line, shown.unit, None, shown.limit), target_name=words.limit)


def rows_of(trend: Trend) -> list[tuple[str, str]]:
    """When and how much, the latest last; a gap says that there is no figure."""
    pairs = zip(trend.labels, trend.values, strict=True)
    return [(when, trend.text(value) if value is not None else tr("no figure")) for when, value in pairs]


def _trend(
    title: str, labels: tuple[str, ...], values: tuple[float | None, ...], unit: str, currency: str | None, target: float | None
) -> Trend:
    def text(value: float) -> str:
        return formats.figure(value, unit, currency)

    return Trend(title=title, labels=labels, ticks=labels, values=values, text=text, axis=text, target=target)
