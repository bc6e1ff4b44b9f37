"""What came of the experiments: totals as Product typed them, solved for the intervals that stories show, and EXP-38's exposures."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import sqrt
from random import Random

from .accounts import Account
from .directory import AS_OF, Listed
from .facts import MID, SEED

CONTROL, TOTAL = "Control", "Total"
PRIMARY, SECONDARY, GUARDRAIL = "primary", "secondary", "guardrail"
UP, DOWN = "up", "down"
_Z = 1.959964  # of the 95 % interval
RANKED = {CONTROL: 3_331, "A": 3_262, "B": 3_287}
CHECKLIST = {CONTROL: 4_909, "B": 5_266}
CHECKLIST_START, CHECKLIST_READ = date(2026, 10, 26), date(2026, 11, 22)
IN_TWO_ARMS, BEFORE_START = 41, 7
GAP_AT = ("iOS", "5.2")
_EARLY = date(2026, 10, 23)


@dataclass(frozen=True)
class Line:
    """A row of the typed results: a share has successes, a mean has mean and sd."""

    experiment: str
    variant: str
    metric: str
    users: int
    successes: int | None
    mean: float | None
    sd: float | None
    role: str
    better: str
    day: date


@dataclass(frozen=True)
class Exposure:
    """A row of the exposures."""

    user: str
    account: str
    variant: str
    at: datetime
    platform: str
    version: str


# metric, role, better, mean and spread of the control ÷ its mean, digits, then lift and interval of A and of B in per cent
_MEANS = (
    ("Searches per user", SECONDARY, UP, 14.2, 1, (-1.4, 2.1, 5.6), (-2.3, 1.2, 4.7)),
    ("Time to result", SECONDARY, DOWN, 21.4, 1, (-12.6, -8.3, -4.0), (-9.4, -5.1, -0.8)),
    ("p95 latency", GUARDRAIL, DOWN, 382.0, 1, (-0.9, 1.8, 4.5), (1.6, 4.4, 7.2)),
    ("Support contacts", GUARDRAIL, DOWN, 0.8, 4, (-4.8, 0.6, 6.0), (-4.3, 1.1, 6.5)),
)
_ZERO_RESULTS = (
    "Zero-result rate",
    GUARDRAIL,
    DOWN,
    (-13.0, -6.0, 1.0),
    (-11.3, -4.2, 2.8),
)  # B's bad end stays within +3 %, as only its latency fails

# experiment: metric, role, better, users and successes of the control and of B, the day on which it was read
_PAST = (
    (29, "Returned within a week", PRIMARY, UP, (4_012, 1_204), (4_037, 1_352), date(2026, 4, 13)),
    (29, "Support contacts", GUARDRAIL, DOWN, (4_012, 1_211), (4_037, 1_190), date(2026, 4, 13)),
    (31, "Charts kept as made", PRIMARY, UP, (2_880, 1_556), (2_911, 1_568), date(2026, 9, 14)),
    (33, "First import finished", PRIMARY, UP, (1_702, 1_141), (1_725, 1_232), date(2026, 10, 5)),
    (35, "Trial converted", PRIMARY, UP, (640, 122), (652, 91), date(2026, 10, 19)),
    (36, "Dashboard shared", PRIMARY, UP, (2_870, 646), (2_848, 792), date(2026, 11, 2)),
    (36, "Permission errors", GUARDRAIL, DOWN, (2_870, 53), (2_848, 56), date(2026, 11, 2)),
    (38, "Checklist completed", PRIMARY, UP, (CHECKLIST[CONTROL], 1_816), (CHECKLIST["B"], 2_080), CHECKLIST_READ),
)  # fmt: skip
WRONG_TOTAL, RIGHT_TOTAL = 33, 36
TYPED_TOTAL = 3_472  # the users of EXP-33 as they were typed; its arms make 3,427

# platform and version of the app: users of the control and of B in EXP-38
_CELLS = {
    GAP_AT: (612, 948), ("iOS", "5.1"): (402, 397), ("iOS", "5.0"): (141, 137),
    ("Android", "5.2"): (566, 560), ("Android", "5.1"): (371, 379), ("Android", "5.0"): (118, 121),
    ("Web", "5.2"): (2_011, 2_008), ("Web", "5.1"): (548, 561), ("Web", "5.0"): (140, 155),
}  # fmt: skip


def lift(control: tuple[float, float], other: tuple[float, float]) -> tuple[float, float, float]:
    """The relative change in per cent with its 95 % interval by the delta method: low, lift, high; each given as mean and its variance."""
    ratio = other[0] / control[0]
    margin = 100 * _Z * sqrt(other[1] + ratio * ratio * control[1]) / control[0]
    change = 100 * (ratio - 1)
    return change - margin, change, change + margin


def share_of(users: int, successes: int) -> tuple[float, float]:
    """A share and its variance."""
    share = successes / users
    return share, share * (1 - share) / users


def make_results() -> list[Line]:
    """All rows in the order of the sheet, totals typed by hand among them."""
    lines = _ranked()
    for number, metric, role, better, control, other, day in _PAST:
        key = f"EXP-{number}"
        for variant, (users, successes) in ((CONTROL, control), ("B", other)):
            lines.append(Line(key, variant, metric, users, successes, None, None, role, better, day))
        if number in (WRONG_TOTAL, RIGHT_TOTAL) and role == PRIMARY:
            users = TYPED_TOTAL if number == WRONG_TOTAL else control[0] + other[0]
            lines.append(Line(key, TOTAL, metric, users, control[1] + other[1], None, None, role, better, day))
    return sorted(lines, key=lambda line: int(line.experiment[4:]), reverse=True)


def _ranked() -> list[Line]:
    """EXP-37: the successes that the story gives, everything else solved."""
    day = date(2026, 11, 16)
    lines = [
        Line("EXP-37", variant, "Search success", RANKED[variant], successes, None, None, PRIMARY, UP, day)
        for variant, successes in zip(RANKED, (2_059, 2_127, 2_084), strict=True)
    ]
    for metric, role, better, mean, digits, *wanted in _MEANS:
        solved = _solve_means(mean, digits, wanted)
        lines += [
            Line("EXP-37", variant, metric, RANKED[variant], None, *pair, role, better, day)
            for variant, pair in zip(RANKED, solved, strict=True)
        ]
    metric, role, better, *shares = _ZERO_RESULTS
    lines += [
        Line("EXP-37", variant, metric, RANKED[variant], successes, None, None, role, better, day)
        for variant, successes in zip(RANKED, _solve_shares(shares), strict=True)
    ]
    return sorted(lines, key=lambda line: (PRIMARY, SECONDARY, GUARDRAIL).index(line.role))


def _solve_means(mean: float, digits: int, wanted: list[tuple[float, float, float]]) -> list[tuple[float, float]]:
    """Mean and deviation of the control, A and B, such that both intervals come out to one decimal."""
    control, *others = RANKED.values()
    low, change, high = wanted[0]
    ratio = 1 + change / 100
    spread = (high - low) / 200 / _Z / ratio / sqrt(1 / control + 1 / others[0])  # where both arms spread alike
    solved = [(mean, round(spread * mean, digits + 1))]
    for users, (low, change, high) in zip(others, wanted, strict=True):
        ratio = 1 + change / 100
        variance = ((high - low) / 200 / _Z * mean) ** 2 - ratio * ratio * solved[0][1] ** 2 / control
        pair = (round(ratio * mean, digits + 1), round(sqrt(variance * users), digits + 1))
        found = lift((mean, solved[0][1] ** 2 / control), (pair[0], pair[1] ** 2 / users))
        _demand(found, (low, change, high))
        solved.append(pair)
    return solved


def _solve_shares(wanted: list[tuple[float, float, float]]) -> list[int]:
    """Successes of the control, A and B, such that both intervals come out to one decimal."""
    control, *others = RANKED.values()
    for successes in range(control // 5, control // 2):
        base = share_of(control, successes)
        solved = [round(users * base[0] * (1 + change / 100)) for users, (_, change, _) in zip(others, wanted, strict=True)]
        found = [lift(base, share_of(users, count)) for users, count in zip(others, solved, strict=True)]
        if all(_rounded(one) == target for one, target in zip(found, wanted, strict=True)):
            return [successes, *solved]
    raise ValueError(f"No counts of {control:,} users give the intervals {wanted}.")


def _rounded(found: tuple[float, float, float]) -> tuple[float, float, float]:
    low, change, high = (round(value, 1) for value in found)
    return low, change, high


def _demand(found: tuple[float, float, float], wanted: tuple[float, float, float]) -> None:
    if _rounded(found) != wanted:
        raise ValueError(f"The interval came out as {_rounded(found)} instead of {wanted}.")


def make_exposures(accounts: list[Account], directory: list[Listed]) -> list[Exposure]:
    """Who saw EXP-38 in its first four weeks, with 41 users in two arms and 7 seen before it began."""
    random = Random(SEED + 22)
    inside = {a.number for a in accounts if a.segment == MID}
    chosen = _exposed(random, [one for one in directory if one.account in inside and one.last_seen])
    early = [one for one in chosen if one.last_seen and one.last_seen >= CHECKLIST_START][:BEFORE_START]
    rest = [one for one in chosen if one not in early]
    random.shuffle(rest)
    rows = [_row(random, one, random.choice(tuple(CHECKLIST)), _EARLY, _any_cell(random)) for one in early]
    for one in rest[:IN_TWO_ARMS]:
        cell, first = _any_cell(random), _day_of(random, one)
        arms = random.sample(tuple(CHECKLIST), 2)
        again = min(max(first, AS_OF) + timedelta(days=random.randrange(1, 6)), CHECKLIST_READ)
        rows += [_row(random, one, arms[0], first, cell), _row(random, one, arms[1], again, cell)]
    arms_of = [(cell, arm) for cell, counts in _CELLS.items() for arm, count in zip(CHECKLIST, counts, strict=True) for _ in range(count)]
    for one, (cell, arm) in zip(rest[IN_TWO_ARMS:], arms_of, strict=True):
        rows.append(_row(random, one, arm, _day_of(random, one), cell))
    return sorted(rows, key=lambda row: (row.at, row.user, row.variant))


def _exposed(random: Random, candidates: list[Listed]) -> list[Listed]:
    """Whoever was there in the first week, and as many of the others as came back in the three after it."""
    at_once = [one for one in candidates if one.last_seen and one.last_seen >= CHECKLIST_START]
    later = [one for one in candidates if one.last_seen and one.last_seen < CHECKLIST_START]
    return at_once + random.sample(later, sum(CHECKLIST.values()) + IN_TWO_ARMS + BEFORE_START - len(at_once))


def _any_cell(random: Random) -> tuple[str, str]:
    return random.choice([cell for cell in _CELLS if cell != GAP_AT])


def _day_of(random: Random, one: Listed) -> date:
    """The day of the first exposure: up to the day of the list where the user was seen in that week, else one after it."""
    if one.last_seen and one.last_seen >= CHECKLIST_START:
        return CHECKLIST_START + timedelta(days=random.randrange((one.last_seen - CHECKLIST_START).days + 1))
    days = (CHECKLIST_READ - AS_OF).days
    day = AS_OF + timedelta(days=1 + min(random.randrange(days), random.randrange(days)))
    return day + timedelta(days=1 if day.weekday() == 6 else -1) if day.weekday() > 4 and CHECKLIST_READ - day > timedelta(days=1) else day


def _row(random: Random, one: Listed, variant: str, day: date, cell: tuple[str, str]) -> Exposure:
    at = datetime(day.year, day.month, day.day, random.randrange(7, 20), random.randrange(60))
    return Exposure(one.user, one.account, variant, at, *cell)
