"""When a contract ends and by when it must be cancelled: months are counted by the calendar, a day that a month lacks is its last."""

import re
from datetime import date, timedelta

from .tool_facts import EARLIER, RUNNING, Contract


def months_on(day: date, months: int) -> date:
    """The same day so many months later, or earlier when months is negative."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = (date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


def notice_day(end: date, notice: str) -> date:
    """The last day on which a term that ends on a day can be cancelled."""
    number, unit = _length(notice)
    return months_on(end, -number) if unit == "m" else end - timedelta(days=number)


def term_end(contract: Contract, today: date) -> date | None:
    """The end of the term that can still be cancelled or, without renewal, of the one signed; None when the contract has no end."""
    end, terms = contract.end, 0
    renews = contract.auto_renew[:1].upper() == "Y"
    while contract.end and end and renews and notice_day(end, contract.notice) < today:
        terms += 1
        number, unit = _length(contract.renewal)
        end = months_on(contract.end, terms * number * (12 if unit == "y" else 1))
    return end


def deadlines(today: date) -> dict[str, date]:
    """The notice day of each tool's running contract, in the order of Procurement's list."""
    ends = {c.tool: (term_end(c, today), c.notice) for c in RUNNING if c.end}
    return {tool: notice_day(end, notice) for tool, (end, notice) in ends.items() if end}


def bought_on(tool: str, day: date) -> int | None:
    """Seats of a tool under contract on a day; None when it is not sold by the seat."""
    lines = [c for c in EARLIER if c.end and c.end >= day] + list(RUNNING)
    seats = [c.seats for c in lines if c.tool == tool and c.start <= day and c.seats is not None]
    return sum(seats) if seats else None


def _length(text: str) -> tuple[int, str]:
    """The number and the first letter of the unit of a text such as 30d, 3 months or 1 year."""
    found = re.fullmatch(r"(\d+) ?([dmy])[a-z]*", text)
    if found is None:
        raise ValueError(f"“{text}” is not a length of time; write it like 30 days, 3 months or 1 year.")
    return int(found[1]), found[2]
