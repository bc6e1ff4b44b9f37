"""Days such as 26/03/04, whose first number is the day or the year: what a whole column shows of it."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from prodops_desktop.intake.days import WrittenDay
from prodops_desktop.work.clock import today

_FEW_YEARS = 2
"""So far apart lie the years of a column of plans at most; days of a month hardly ever lie so close."""
_MANY_DAYS = 20
"""So far apart lie the days of a column, where as years they would span two decades."""
_LEAST_DAYS = 3
_NEAR = 5


@dataclass
class ShortYears:
    """Texts of three numbers of two digits; counts are of cells. ``others`` have an open order too and can't begin with a year."""

    cells: int = 0
    others: int = 0
    firsts: set[int] = field(default_factory=set)
    lasts: set[int] = field(default_factory=set)
    within: bool = False
    """Whether one of them, read day first, is neither the first nor the last day of a month, as days of contracts mostly are."""

    def add(self, day: WrittenDay, count: int) -> None:
        """Take in one text whose order is to be found out."""
        if not day.shape.short or day.short_year is None or not _is_day(day.first, day.second, day.short_year):
            self.others += count
            return
        self.cells += count
        self.firsts.add(day.first)
        self.lasts.add(day.short_year)
        self.within = self.within or (day.value.day > 1 and (day.value + timedelta(days=1)).day > 1)

    @property
    def surely_first(self) -> bool:
        """Whether the year comes first: the first numbers stay within few years while the last ones go through the month."""
        return self._may_be_first and len(self.lasts) >= _LEAST_DAYS and max(self.lasts) - min(self.lasts) >= _MANY_DAYS

    @property
    def doubtful(self) -> bool:
        """Whether the first numbers may be years of these days, although nothing shows that they are."""
        now = today().year % 100
        return self._may_be_first and not self.surely_first and all(abs(first - now) <= _NEAR for first in self.firsts)

    @property
    def _may_be_first(self) -> bool:
        return self.cells > 0 and not self.others and self.within and max(self.firsts) - min(self.firsts) <= _FEW_YEARS


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(2000 + year, month, day)
    except ValueError:
        return False
    return True
