"""CS's opinion of each customer, month by month: October is drawn, the months before and after are solved to differ by exact counts."""

from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from random import Random

from .accounts import Account, sheet_day
from .facts import CASTELLAN_LIFE, EBBW_OLD, LEAVING, SECOND_BELMONT, SEED, TYPO_340
from .health_named import OCTOBER
from .names import CHURNED

AMBIGUOUS, CLEAR, NOT_ASKED = 37, 284, 112
# month: rows of that month's sheet that changed against the month before, customers that the next sheet no longer has
CHANGED = {5: 118, 6: 124, 7: 126, 8: 133, 9: 121, 10: 138}
GONE_AFTER = {4: 3, 5: 2, 6: 3, 7: 1, 8: 4, 9: 2}
ASKS = (
    "export cap", "scim", "row security", "audit log", "dashboards v2", "EU residency", "slack alerts", "scheduled pdf", "SSO",
    "bulk export", "Row-level security", "mobile app", "faster dashboards", "Python SDK", "",
)  # fmt: skip


@dataclass(frozen=True)
class Status:
    """What CS knows of one customer; adopt is in percent points, None means empty (for nps: asked, not answered)."""

    csm: str
    hlth: int | None
    nps: int | None
    adopt: int | None
    qbr: date | None
    renewal: date | None
    tix: int
    sentiment: str
    sponsor: str
    ask: str


Sheet = dict[str, Status]


def is_ambiguous(day: date) -> bool:
    """Whether day and month could be swapped into another real date."""
    return day.day <= 12 and day.day != day.month


def differing(old: Status, new: Status) -> list[str]:
    """Names of the cells that differ."""
    return [f.name for f in fields(old) if getattr(old, f.name) != getattr(new, f.name)]


def quarantined(sheet: Sheet) -> set[str]:
    """Customers whose row can't be accepted: a score above 100."""
    return {name for name, row in sheet.items() if row.hlth is not None and row.hlth > 100}


def in_both(old: Sheet, new: Sheet) -> list[str]:
    """Customers accepted in both sheets, in a fixed order."""
    out = quarantined(old) | quarantined(new)
    return sorted(name for name in old if name in new and name not in out)


def renewal_as_of(account: Account, day: date) -> date | None:
    """The next renewal as it stood on a day, going back by the term."""
    renewal = account.renewal
    while renewal is not None and renewal.year - account.term // 12 >= day.year:
        earlier = renewal.replace(year=renewal.year - account.term // 12, day=min(renewal.day, 28))
        if earlier <= day:
            break
        renewal = earlier
    return renewal


def october(accounts: list[Account]) -> Sheet:
    """The sheet as of 13 October 2026: 393 rows with 37 ambiguous dates, 112 customers not asked, one score of 340."""
    random = Random(SEED + 10)
    skip = {CASTELLAN_LIFE, SECOND_BELMONT}
    rows: Sheet = {}
    for account in accounts:
        if account.code in skip or account.new_in == 11 or account.name == "Belmont Dental":
            continue
        rows[account.name] = _drawn(random, account.csm, renewal_as_of(account, sheet_day(10)), young=account.new_in >= 9)
    for name, csm in zip(LEAVING, ("J. Park", "S. Lindqvist"), strict=True):
        rows[name] = replace(_drawn(random, csm, date(2026, 10, 31), young=False), hlth=29, sentiment="Red", adopt=12)
    for name, cells in OCTOBER.items():
        rows[name] = replace(rows[name], **cells)  # type: ignore[arg-type]  # the keys are the fields' names
    rows[TYPO_340] = replace(rows[TYPO_340], hlth=340)
    rows[EBBW_OLD] = replace(rows[EBBW_OLD], hlth=72, sentiment="Green")
    _spread(random, rows, set(OCTOBER))
    return rows


def _drawn(random: Random, csm: str, renewal: date | None, *, young: bool) -> Status:
    score = random.randrange(56, 98) if random.randrange(12) else random.randrange(41, 60)
    sentiment = "Green" if score >= 70 else "Amber"
    if random.randrange(14) == 0:
        sentiment = random.choice(("Green", "Amber", "Red", ""))
    return Status(
        csm, None if random.randrange(36) == 0 else score, random.randrange(-2, 9) * 10,
        None if random.randrange(16) == 0 else max(4, min(98, score - 20 + random.randrange(30))), None, renewal,
        0 if young else random.randrange(5), sentiment, random.choice("YYN"), random.choice(ASKS),
    )  # fmt: skip


def _spread(random: Random, rows: Sheet, fixed: set[str]) -> None:
    """Hand out the reviews' dates and the unanswered NPS so that their counts are exact."""
    free = [name for name in rows if name not in fixed]
    random.shuffle(free)
    dated = [row.qbr for row in rows.values() if row.qbr]
    unclear = sum(is_ambiguous(day) for day in dated)
    days = [ambiguous_day(random, sheet_day(10)) for _ in range(AMBIGUOUS - unclear)]
    days += [clear_day(random, date(2026, 1, 13), sheet_day(10)) for _ in range(CLEAR - len(dated) + unclear)]
    for name, day in zip(free, days, strict=False):
        rows[name] = replace(rows[name], qbr=day)
    random.shuffle(free)
    blank = sum(row.nps is None for row in rows.values())
    for name in free[: NOT_ASKED - blank]:
        rows[name] = replace(rows[name], nps=None)


def ambiguous_day(random: Random, last: date) -> date:
    """A day of 2026 up to the given one that reads as another date when day and month are swapped."""
    while True:
        day = date(2026, random.randrange(1, 13), random.randrange(1, 13))
        if is_ambiguous(day) and day <= last:
            return day


def clear_day(random: Random, first: date, last: date) -> date:
    """A day in the range whose order of day and month is certain."""
    while True:
        day = first + timedelta(days=random.randrange((last - first).days + 1))
        if day.day > 12:
            return day


def earlier_sheets(accounts: list[Account], latest: Sheet) -> dict[int, Sheet]:
    """The sheets of April to September, each derived from the one after it; month → sheet."""
    random = Random(SEED + 4)
    by_name = {a.name: a for a in accounts}
    gone = list(CHURNED[2:])
    sheets: dict[int, Sheet] = {}
    for month in range(9, 3, -1):
        previous = _month_before(random, latest, month, by_name)
        for _ in range(GONE_AFTER[month]):
            leaver = _drawn(random, random.choice(("M. Okafor", "S. Lindqvist", "J. Park", "C. Duarte")), None, young=False)
            end = sheet_day(month) + timedelta(days=random.randrange(5, 19))
            previous[gone.pop()] = replace(leaver, hlth=random.randrange(12, 48), sentiment="Red", renewal=end)
        sheets[month] = latest = previous
    return sheets


def _month_before(random: Random, latest: Sheet, month: int, by_name: dict[str, Account]) -> Sheet:
    day = sheet_day(month)
    previous: Sheet = {}
    for name, row in latest.items():
        account = by_name.get(name)
        if account is None or account.new_in != month + 1:
            back = renewal_as_of(account, day) if account else row.renewal
            qbr = row.qbr if row.qbr is None or row.qbr <= day else clear_day(random, date(2026, 1, 13), day)
            previous[name] = replace(row, renewal=back, qbr=qbr)
    if TYPO_340 in previous and month == 9:
        previous[TYPO_340] = replace(previous[TYPO_340], hlth=34)
    same = [name for name in in_both(previous, latest) if not differing(previous[name], latest[name])]
    changed = len(in_both(previous, latest)) - len(same)
    random.shuffle(same)
    for name in same[: CHANGED[month + 1] - changed]:
        for what in random.sample(("hlth", "adopt", "tix", "ask", "nps"), random.randrange(1, 4)):
            previous[name] = nudged(random, previous[name], what)
        if previous[name] == latest[name]:
            previous[name] = replace(previous[name], tix=latest[name].tix + 1)
    return previous


def nudged(random: Random, row: Status, what: str) -> Status:
    """The row with one cell moved a little; a cell that is empty stays empty, and no band of sentiment is crossed."""
    if what == "ask":
        return replace(row, ask=random.choice([ask for ask in ASKS if ask not in ("", row.ask)]))
    if what == "tix":
        return replace(row, tix=row.tix + 1 if row.tix == 0 or random.randrange(2) else row.tix - 1)
    step = random.choice((-4, -3, -2, -1, 1, 2, 3, 4))
    if what == "hlth" and row.hlth is not None:
        return replace(row, hlth=row.hlth + step if 12 <= row.hlth + step <= 97 else row.hlth - step)
    if what == "adopt" and row.adopt is not None:
        return replace(row, adopt=row.adopt + step if 4 <= row.adopt + step <= 98 else row.adopt - step)
    if what == "nps" and row.nps is not None:
        return replace(row, nps=row.nps + 10 if row.nps < 60 else row.nps - 10)
    return row
