"""Which users and accounts there are, as sets that are cheap to cut with each other: whole numbers with a bit for each."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate, compress
from typing import NamedTuple

from prodops_desktop.registry.entries import name_key
from prodops_desktop.segments.accounts import Accounts
from prodops_desktop.segments.attributes import Field
from prodops_desktop.segments.matching import is_of_its_sort, matcher
from prodops_desktop.segments.model import Curve, Size
from prodops_desktop.segments.rule import Condition, Rule
from prodops_desktop.segments.users import Users

_YES = ord("1")


class Members(NamedTuple):
    """Who is picked: bit *i* of ``users`` is user *i*, of ``accounts`` account *i*.

    ``by_user``: users were picked one by one, so that an account is in it only with a user.
    """

    users: int
    accounts: int
    by_user: bool = False


@dataclass
class Population:
    """The users, side by side by account, and the accounts; ``seats`` stand for users where no sheet lists any (None: it does).

    Then ``Members.users`` is empty, and an account counts as many users as it has seats.
    """

    accounts: Accounts
    users: Users
    seats: Sequence[int] | None = None
    _masks: dict[Condition, int] = field(default_factory=dict)
    _runs: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._runs = [0] * self.accounts.count
        for account in self.users.accounts:
            self._runs[account] += 1

    def field(self, name: str) -> Field | None:
        """The attribute of this name, of accounts before that of users."""
        key = name_key(name)
        return self.accounts.fields.get(key) or self.users.fields.get(key)

    def why_unknown(self, rule: Rule) -> str:
        """What a rule asks for and no sheet has, as the end of a sentence; empty where it can be answered."""
        for condition in rule.conditions:
            asked = self.field(condition.field)
            if asked is None:
                return f"asks for “{condition.field}”, which no sheet of accounts or users has."
            limit = condition.limit
            if limit is not None and not any(is_of_its_sort(value, limit) for value in set(asked.values)):
                sort = "day" if isinstance(limit, date) else "number"
                return f"asks for a {sort} in “{asked.title}”, and no sheet has one there."
        return ""

    def members(self, rule: Rule | None = None) -> Members:
        """Who a rule picks, everybody without one; a condition on what no sheet has picks nobody."""
        accounts, users, by_user = _all(self.accounts.count), _all(len(self.users.accounts)), False
        for condition in rule.conditions if rule else ():
            if name_key(condition.field) in self.accounts.fields:
                accounts &= self._mask(condition)
            else:
                users &= self._mask(condition)
                by_user = True
        return self._settled(self._users_of(accounts) & users, accounts, by_user=by_user)

    def both(self, one: Members, other: Members) -> Members:
        """Who is in both."""
        return self._settled(one.users & other.users, one.accounts & other.accounts, by_user=one.by_user or other.by_user)

    def size(self, members: Members) -> Size:
        """How many users and accounts are picked."""
        if self.seats is None:
            return Size(members.users.bit_count(), members.accounts.bit_count())
        return Size(sum(compress(self.seats, _bits(members.accounts, len(self.seats)))), members.accounts.bit_count())

    def accounts_in(self, members: Members) -> frozenset[int]:
        """The numbers of the accounts that are picked."""
        return frozenset(compress(range(self.accounts.count), _bits(members.accounts, self.accounts.count)))

    def curve(self, members: Members) -> Curve | None:
        """When those who are picked were last seen; None where no sheet says it of anybody."""
        if not self.users.days:
            return None
        ages = compress(self.users.ages, _bits(members.users, len(self.users.ages)))
        return Curve(tuple(sorted(age for age in ages if age is not None)), self.users.days)

    def _settled(self, users: int, accounts: int, *, by_user: bool) -> Members:
        return Members(users, accounts & self._accounts_of(users) if by_user else accounts, by_user)

    def _mask(self, condition: Condition) -> int:
        if condition not in self._masks:
            asked = self.field(condition.field)
            self._masks[condition] = _mask_of(condition, asked) if asked is not None else 0
        return self._masks[condition]

    def _users_of(self, accounts: int) -> int:
        """The users of accounts: a run of bits for each."""
        digits = _digits(accounts, self.accounts.count)
        return _number(b"".join(digits[at : at + 1] * run for at, run in enumerate(self._runs)))

    def _accounts_of(self, users: int) -> int:
        """The accounts that have one of these users."""
        digits = _digits(users, len(self.users.accounts))
        ends = accumulate(self._runs)
        return _number(
            b"".join(b"1" if digits.find(b"1", end - run, end) >= 0 else b"0" for end, run in zip(ends, self._runs, strict=True))
        )


def _mask_of(condition: Condition, asked: Field) -> int:
    match = matcher(condition, asked)
    digit = {value: 0x30 + match(value) for value in set(asked.values)}
    return _number(bytes(map(digit.__getitem__, asked.values)))


def _all(count: int) -> int:
    return (1 << count) - 1


def _number(digits: bytes) -> int:
    """The set of the places of “1” in binary digits; the first is bit 0."""
    return int(digits[::-1], 2) if digits else 0


def _digits(members: int, count: int) -> bytes:
    """The binary digits of a set, bit 0 first."""
    return f"{members:0{count}b}"[::-1].encode() if count else b""


def _bits(members: int, count: int) -> list[bool]:
    return [digit == _YES for digit in _digits(members, count)]
