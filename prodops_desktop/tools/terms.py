"""The arithmetic of terms: when a contract ends, rolls on and must be given notice of, and which of its terms are missing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from prodops_desktop.agenda.working_days import WorkingDays
from prodops_desktop.tools.model import Contract, LeadTime, Span

FOLLOWS_WITHIN_DAYS = 31
"""A contract of the same tool that begins at most so many days after the end of another one, which ends by itself, continues that one."""
_ROLLS_WITHIN_DAYS = 7
"""The same for one that rolls on, and no more than a quarter of its term: else whatever is bought beside it later would continue it."""
Reached = Callable[[date], bool]

_LAST_YEAR = 9000
"""Farther than this nothing is rolled: Python's calendar ends with the year 9999."""


@dataclass(frozen=True)
class Milestone:
    """The day by which the work of a lead time has to begin."""

    label: str
    day: date


class Deadline(NamedTuple):
    """The next day on which notice can still be given.

    ``term_end`` is the last day of the term that it ends, ``milestones`` the days of the lead times, the earliest first, and
    ``decide_by`` the earliest of all.
    """

    day: date
    term_end: date
    milestones: tuple[Milestone, ...]

    @property
    def decide_by(self) -> date:
        """The day by which it has to be decided."""
        return min([self.day, *(milestone.day for milestone in self.milestones)])


@lru_cache(maxsize=8192)
def shifted(day: date, span: Span, times: int) -> date:
    """``day`` moved by ``times`` spans; months clamp: 31 May − 3 months is 28 or 29 Feb.

    Raises ValueError for a unit that has no fixed place in the calendar, and OverflowError past its ends.
    """
    count = span.length * times
    try:
        match span.unit:
            case "day":
                return day + timedelta(days=count)
            case "week":
                return day + timedelta(weeks=count)
            case "month":
                return day + relativedelta(months=count)
            case "year":
                return day + relativedelta(years=count)
    except (OverflowError, ValueError) as error:
        raise OverflowError(str(error)) from None
    raise ValueError(f"{span.unit} can't be added to a day")


def ahead_of(day: date, span: Span, working: WorkingDays) -> date:
    """The day that lies ``span`` before ``day``."""
    return working.before(day, span.length) if span.unit == "working day" else shifted(day, span, -1)


def notice_day(contract: Contract, term_end: date, working: WorkingDays) -> date | None:
    """The last day for giving notice to a term that ends on ``term_end``.

    A contract that ends by itself and asks for no notice has until its end; one that renews itself without a known notice has none.
    """
    if contract.notice is None:
        return term_end if contract.auto_renew is False else None
    day = ahead_of(term_end, contract.notice, working)
    return working.on_or_before(day) if contract.on_working_day else day


def term_end(contract: Contract, number: int) -> date | None:
    """The last day of the term with this number, 0 being the first; counted from the first one, so that clamped days don't drift."""
    if contract.ends is None:
        return None
    if number == 0:
        return contract.ends
    assert contract.renewal is not None
    return shifted(contract.ends, contract.renewal, number)


def rolls(contract: Contract) -> bool:
    """Whether it goes on by itself, and it is known for how long; where it is not known whether, it is taken to."""
    return contract.auto_renew is not False and contract.renewal is not None and contract.ends is not None


class Ahead(NamedTuple):
    """What is ahead of a contract on a day: the end of the term that runs, the next deadline, and the ends of its terms up to a day."""

    term_end: date | None
    deadline: Deadline | None
    renewals: tuple[date, ...]


def look_ahead(contract: Contract, today: date, last: date, working: WorkingDays) -> Ahead:
    """Everything ahead in one go; ``term_end`` is past when the contract has ended, and None when its end is not known."""
    if contract.ends is None:
        return Ahead(None, None, ())
    number = _first_term(contract, lambda end: end >= today)
    if number is None:
        return Ahead(contract.ends, None, ())
    ends = _ends_from(contract, number, last)
    renewals = ends if ends[-1] <= last else ends[:-1]
    return Ahead(ends[0], _deadline_among(contract, ends, today, working), tuple(renewals))


def _ends_from(contract: Contract, number: int, last: date) -> list[date]:
    """The ends of the terms from one on, up to the first one past ``last``."""
    end = _end_or_never(contract, number)
    ends = [] if end is None else [end]
    going_on = rolls(contract)
    while going_on and end is not None and end <= last:
        number += 1
        end = _end_or_never(contract, number)
        if end is not None:
            ends.append(end)
    return ends


def _deadline_among(contract: Contract, ends: Sequence[date], today: date, working: WorkingDays) -> Deadline | None:
    """The deadline of the first term, from that of the first of these ``ends`` on, whose notice can still be given."""
    for end in ends:
        day = notice_day(contract, end, working) if end.year < _LAST_YEAR else None
        if day is None:
            return None
        if day >= today:
            return _deadline(contract, day, end, working)
    return _far_deadline(contract, today, working) if rolls(contract) else None


def _far_deadline(contract: Contract, today: date, working: WorkingDays) -> Deadline | None:
    """The same where the notice is longer than these terms, found by halving: the later a term ends, the later its notice."""
    number = _first_term(contract, lambda end: _notice_or_never(contract, end, working) >= today)
    end = None if number is None else term_end(contract, number)
    day = None if end is None else notice_day(contract, end, working)
    return None if end is None or day is None else _deadline(contract, day, end, working)


def _notice_or_never(contract: Contract, end: date, working: WorkingDays) -> date:
    return (notice_day(contract, end, working) or date.max) if end.year < _LAST_YEAR else date.max


def _deadline(contract: Contract, day: date, end: date, working: WorkingDays) -> Deadline:
    return Deadline(day, end, _milestones(contract.lead_times, day, working) if contract.lead_times else ())


def followed_on(contract: Contract, others: Sequence[Contract]) -> date | None:
    """The last day of a contract that another one of the same tool continues: the end of a term right where the other begins."""
    best: date | None = None
    for other in others:
        if other.id == contract.id or other.starts is None or contract.ends is None:
            continue
        if contract.starts is not None and other.starts <= contract.starts:
            continue
        end = _end_continued_on(contract, other.starts)
        if end is not None and (best is None or end < best):
            best = end
    return best


def defects_of(contract: Contract) -> list[str]:
    """What is missing or contradicts itself, as sentences without the contract's name."""
    found = []
    if contract.ends is None:
        found.append("It has no end date, so no notice deadline can be worked out.")
    elif contract.starts is not None and contract.ends < contract.starts:
        found.append("It ends before it starts.")
    if contract.auto_renew is None:
        found.append("It does not say whether it renews itself.")
    if contract.notice is None and contract.auto_renew is not False:
        found.append("It has no notice period.")
    if contract.auto_renew and contract.renewal is None:
        found.append("It renews itself, but not known for how long.")
    if contract.amount is None:
        found.append("It has no amount.")
    elif contract.amount.currency is None:
        found.append("Its amount has no currency.")
    if contract.basis == "seat" and contract.seats is None:
        found.append("It is paid by the seat, but not known for how many.")
    return found


def _milestones(lead_times: Sequence[LeadTime], day: date, working: WorkingDays) -> tuple[Milestone, ...]:
    made = [Milestone(lead.label, ahead_of(day, lead.span, working)) for lead in lead_times]
    return tuple(sorted(made, key=lambda milestone: (milestone.day, milestone.label)))


def _first_term(contract: Contract, reached: Reached) -> int | None:
    """The number of the first term whose end fulfils ``reached``, which holds from some term on; None when none does."""
    assert contract.ends is not None
    if reached(contract.ends):
        return 0
    if not rolls(contract):
        return None
    low, high = 0, 1  # ``low`` does not reach; double until ``high`` does, then halve the way between
    while not _reaches(contract, high, reached):
        low, high = high, high * 2
        if high > 1 << 24:
            return None
    while high - low > 1:
        middle = (low + high) // 2
        if _reaches(contract, middle, reached):
            high = middle
        else:
            low = middle
    end = _end_or_never(contract, high)
    return high if end is not None and end.year < _LAST_YEAR else None


def _reaches(contract: Contract, number: int, reached: Reached) -> bool:
    end = _end_or_never(contract, number)
    return end is None or reached(end)


def _end_or_never(contract: Contract, number: int) -> date | None:
    try:
        return term_end(contract, number)
    except OverflowError:
        return None


def _longest_gap(contract: Contract, end: date) -> int:
    """At most how many days after the ``end`` of a term a contract begins that continues it."""
    if not rolls(contract):
        return FOLLOWS_WITHIN_DAYS
    assert contract.renewal is not None
    return min(_ROLLS_WITHIN_DAYS, max(1, (shifted(end, contract.renewal, 1) - end).days // 4))


def _end_continued_on(contract: Contract, day: date) -> date | None:
    """The end of the term that another contract continues which begins on ``day``: soon after that end, else on it."""
    for before in (day, day + timedelta(days=1)):
        end = _last_end_before(contract, before)
        if end is not None and (day - end).days <= _longest_gap(contract, end):
            return end
    return None


def _last_end_before(contract: Contract, day: date) -> date | None:
    """The end of the last term that ends before ``day``."""
    assert contract.ends is not None
    if contract.ends >= day:
        return None
    number = _first_term(contract, lambda end: end >= day)
    return contract.ends if number is None or number == 0 else term_end(contract, number - 1)
