"""How a timeline is looked at: from which day, how far, and what makes its lanes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from prodops_desktop.ui import formats
from prodops_desktop.ui.charts.timeline_model import Ticks

MONTH, QUARTER, HALF, YEAR = "month", "quarter", "half", "year"


@dataclass(frozen=True)
class _Span:
    """The days of a scale: how many are shown, how many of them before today at first, and by how many one pages."""

    days: int
    before: int
    step: int
    ticks: Ticks


_SPANS: Mapping[str, _Span] = {
    MONTH: _Span(35, 7, 7, "month"),
    QUARTER: _Span(84, 14, 28, "quarter"),
    HALF: _Span(182, 21, 56, "half"),
    YEAR: _Span(364, 91, 91, "year"),
}


@dataclass(frozen=True)
class TimelineLook:
    """A scale, the first day, what makes the lanes, and the words that bars must have."""

    scale: str
    first: date
    lanes: str
    words: str = ""

    @property
    def last(self) -> date:
        """The last day shown."""
        return self.first + timedelta(days=_SPANS[self.scale].days - 1)

    @property
    def ticks(self) -> Ticks:
        """What the days are marked by."""
        return _SPANS[self.scale].ticks

    def paged(self, steps: int) -> "TimelineLook":
        """The same, a part of its span earlier or later."""
        return replace(self, first=self.first + timedelta(days=steps * _SPANS[self.scale].step))


def look_at(scale: str, day: date, lanes: str, words: str = "") -> TimelineLook:
    """The timeline as it stands with a day, such as today, near its beginning; it begins with a week."""
    first = day - timedelta(days=_SPANS[scale].before)
    return TimelineLook(scale, first - timedelta(days=(first.isoweekday() - formats.first_weekday()) % 7), lanes, words)
