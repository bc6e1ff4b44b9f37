"""Who used the product in which week, in a small form: about three users a customer, the company's own staff, one week of EMEA lost."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from .accounts import Account
from .facts import EMEA, ENT, MID, SEED
from .workbook import write_workbook

NAME = "history/Usage_weekly_2026-08-24_11-16.xlsx"
HEADERS = ("user_id", "account_id", "week_starting", "active_days", "core_features", "export_rows_capped")
WEEKS = tuple(date(2026, 8, 24) + timedelta(days=7 * i) for i in range(13))
LOST_WEEK = date(2026, 10, 12)
LOST_SHARE_PERCENT = 34  # what the lost week would look like if it were taken for a fall
OWN_ACCOUNT, OWN_USERS = "000000", 14
HALDEN = (25,) * 9 + (21, 20, 18, 17)  # the last four weeks average 19: 24 % under the nine before
OSTERLUND = (14, 14, 14, 14, 13, 14, 14, 13, 13, 12, 12, 11, 11)
NEVER_SEEN = 24


@dataclass(frozen=True)
class User:
    """A user of a customer (or of the company itself, under account 000000)."""

    user: str
    account: str
    role: str


@dataclass(frozen=True)
class Week:
    """One line of the export."""

    user: str
    account: str
    start: date
    active_days: int
    core_features: int
    capped: int


def make_users(accounts: list[Account]) -> list[User]:
    """The users of all customers, and the company's own."""
    random = Random(SEED + 5)
    codes = random.sample(range(10_000, 99_999), 3_000)
    users: list[User] = []
    for a in accounts:
        for i in range(_users_of(random, a)):
            users.append(User(f"u-{codes.pop()}", a.number, "admin" if i == 0 else random.choice(("analyst", "viewer", "viewer"))))
    return users + [User(f"u-{codes.pop()}", OWN_ACCOUNT, "internal") for _ in range(OWN_USERS)]


def _users_of(random: Random, a: Account) -> int:
    if a.name == "Halden Bank":
        return 28
    if a.name == "Osterlund Paper":
        return 15
    low, high = {ENT: (6, 10), MID: (3, 6)}.get(a.segment, (1, 4))
    return random.randrange(low, high) - (1 if a.region == EMEA and a.segment != "SMB" else 0)


def make_weeks(accounts: list[Account], users: list[User]) -> list[Week]:
    """All lines, week by week; the lost week is thinned or filled until it looks like a fall of exactly 34 %."""
    random = Random(SEED + 6)
    by_number = {a.number: a for a in accounts}
    seen = _ever_seen(random, accounts)
    of_account: dict[str, list[User]] = {}
    for user in users:
        of_account.setdefault(user.account, []).append(user)
    weeks: list[Week] = []
    before = 0
    for i, start in enumerate(WEEKS):
        active: list[User] = []
        for number, own in of_account.items():
            active += _active(random, own, by_number.get(number), i, start, seen)
        if start == LOST_WEEK:
            active = [u for u in active if u.account == OWN_ACCOUNT or by_number[u.account].region != EMEA]
            active = _thinned(random, active, before * (100 - LOST_SHARE_PERCENT) // 100)
        before = len(active)
        weeks += [_line(random, user, start) for user in active]
    return weeks


def _ever_seen(random: Random, accounts: list[Account]) -> set[str]:
    small = [a.number for a in accounts if a.segment != ENT and a.new_in == 0 and a.term == 12]
    silent = set(random.sample(small, NEVER_SEEN))
    return {a.number for a in accounts if a.number not in silent}


def _active(random: Random, own: list[User], a: Account | None, week: int, start: date, seen: set[str]) -> list[User]:
    if a is None:
        return [u for u in own if random.randrange(10)]
    if a.number not in seen or a.since > start:
        return []
    fixed = {"Halden Bank": HALDEN, "Osterlund Paper": OSTERLUND}.get(a.name)
    if fixed:
        return own[: fixed[week]]
    share = 72 if a.region == EMEA else 88
    return [u for u in own if random.randrange(100) < share]


def _thinned(random: Random, active: list[User], count: int) -> list[User]:
    """Only the given number of users, the named customers' kept."""
    if len(active) < count:
        raise ValueError(f"The lost week has {len(active)} users, but {count} are needed; lower EMEA's share.")
    heads: dict[str, str] = {}
    for user in active:
        heads.setdefault(user.account, user.user)
    loose = [u.user for u in active if heads[u.account] != u.user and u.account != "000417"]
    gone = set(random.sample(loose, len(active) - count))
    return [u for u in active if u.user not in gone]


def _line(random: Random, user: User, start: date) -> Week:
    days = random.choice((1, 2, 2, 3, 3, 4, 4, 5, 5, 6))
    core = min(9, 1 + random.randrange(days + 2))
    capped = random.randrange(1, 6) if random.randrange(11) == 0 else 0
    return Week(user.user, user.account, start, days, core, capped)


def write_usage(out: Path, weeks: list[Week]) -> None:
    """Write the export as one sheet."""

    def fill(book: Any) -> None:
        sheet = book.add_worksheet("usage_weekly")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, HEADERS)
        sheet.set_column(0, 5, 15)
        for row, w in enumerate(weeks, 1):
            sheet.write_string(row, 0, w.user)
            sheet.write_string(row, 1, w.account)
            sheet.write_datetime(row, 2, w.start, day)
            sheet.write_number(row, 3, w.active_days)
            sheet.write_number(row, 4, w.core_features)
            sheet.write_number(row, 5, w.capped)

    write_workbook(out / NAME, "Weekly usage", fill)
