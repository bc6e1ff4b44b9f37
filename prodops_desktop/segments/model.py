"""The records of segments, and what is counted of them."""

from bisect import bisect_left
from dataclasses import dataclass


@dataclass(frozen=True)
class Segment:
    """A named choice of accounts and users; without a ``rule`` nobody knows yet who is in it. Everybody is no segment."""

    id: int
    name: str
    rule: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class Size:
    """How many users and how many accounts."""

    users: int
    accounts: int


@dataclass(frozen=True)
class Curve:
    """How many distinct users came by within a time: ``ages`` are the days since each was last seen, ascending, 0 on the as-of day.

    ``days`` is how far back the list reaches: nobody is known to have been seen before that.
    """

    ages: tuple[int, ...]
    days: int

    def within(self, days: int) -> int:
        """The distinct users seen in the last ``days`` days up to the as-of day, which is one of them."""
        return bisect_left(self.ages, days)
