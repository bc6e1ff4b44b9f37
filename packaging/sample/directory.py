"""Who uses the product, 27,800 users of the customers and the company's own staff, and by what each customer pays; solved to the head."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from .accounts import Account
from .facts import EMEA, ENT, MID, SEED, SMB
from .usage import OWN_ACCOUNT, User, Week

AS_OF = date(2026, 10, 31)
USERS = 27_800  # of customers; the company's own come on top
CARD, INVOICE = "Card", "Invoice"
ENTERPRISE_USERS, ENTERPRISE_BY_CARD, ACCOUNTS_BY_CARD = 8_239, 5_109, 37
INVOICED_OUTSIDE_EMEA = 560  # users of Enterprise: those that EXP-41 and EXP-42 can share
SMB_USERS = 4_610
_EMEA_BY_CARD = 5  # accounts of Enterprise; elsewhere all pay by card but Halden Bank and the four smallest
_INVOICED_ELSEWHERE = 5
_NEVER_SEEN = 3  # in a hundred
# of a hundred users who were ever seen: so many within so many days, those behind them within the next step
_SEEN_WITHIN = ((1, 13), (3, 29), (7, 49), (14, 65), (21, 74), (28, 80), (42, 88), (56, 94), (84, 98), (300, 100))


@dataclass(frozen=True)
class Listed:
    """A user as RevOps lists it; last_seen is None for one who was never there."""

    user: str
    account: str
    role: str
    last_seen: date | None


def pays_by(accounts: list[Account]) -> dict[str, str]:
    """By what each customer pays, by its number: Enterprise as the stories need it, the others as drawn."""
    random = Random(SEED + 20)
    found = {a.number: random.choice((CARD, INVOICE)) for a in accounts}
    found |= {a.number: random.choice((CARD, CARD, INVOICE)) for a in accounts if a.segment == SMB and a.region == EMEA}
    enterprise = sorted((a for a in accounts if a.segment == ENT), key=lambda a: (a.seats, a.code))
    elsewhere = [a for a in enterprise if a.region != EMEA]
    invoiced = [*(a for a in elsewhere if a.name == "Halden Bank"), *elsewhere][:_INVOICED_ELSEWHERE]
    by_card = {a.number for a in elsewhere if a not in invoiced}
    by_card |= {a.number for a in [a for a in enterprise if a.region == EMEA][2::5]}
    return found | {a.number: CARD if a.number in by_card else INVOICE for a in enterprise}


def make_directory(accounts: list[Account], users: list[User], weeks: list[Week], pays: dict[str, str]) -> list[Listed]:
    """All users by customer, those of the usage export first and with their ids; the company's own at the end."""
    random = Random(SEED + 21)
    known: dict[str, list[User]] = {}
    for user in users:
        known.setdefault(user.account, []).append(user)
    heads = _heads(random, accounts, pays, {number: len(of) for number, of in known.items()})
    taken = {user.user for user in users}
    free = [f"u-{number}" for number in range(10_000, 100_000) if f"u-{number}" not in taken]
    ids = iter(random.sample(free, USERS))
    seen = _weeks_seen(weeks)
    listed: list[Listed] = []
    for a in accounts:
        quiet = not any(user.user in seen for user in known[a.number])
        for user in known[a.number]:
            listed.append(Listed(user.user, a.number, user.role, _exported(random, seen.get(user.user))))
        for _ in range(heads[a.number] - len(known[a.number])):
            role = random.choice(("admin", "analyst", "analyst", "analyst", "viewer", "viewer", "viewer", "viewer"))
            listed.append(Listed(next(ids), a.number, role, _seen(random, a.since, quiet=quiet)))
    return listed + [Listed(u.user, u.account, u.role, _exported(random, seen.get(u.user))) for u in known[OWN_ACCOUNT]]


def _heads(random: Random, accounts: list[Account], pays: dict[str, str], least: dict[str, int]) -> dict[str, int]:
    """How many users each customer has: no more than seats, but for Mid-market on the plan Unlimited, which takes the rest."""
    groups: dict[tuple[str, str], list[Account]] = {}
    for a in accounts:
        groups.setdefault(_group(a, pays[a.number]), []).append(a)
    most = {a.number: a.seats for a in accounts}
    heads = {a.number: max(least[a.number], a.seats * random.randrange(90, 100) // 100) for a in groups[MID, "capped"]}
    rest = USERS - ENTERPRISE_USERS - SMB_USERS - sum(heads.values())
    totals = {
        (ENT, CARD): ENTERPRISE_BY_CARD,
        (ENT, "invoice elsewhere"): INVOICED_OUTSIDE_EMEA,
        (ENT, INVOICE): ENTERPRISE_USERS - ENTERPRISE_BY_CARD - INVOICED_OUTSIDE_EMEA,
        (SMB, ""): SMB_USERS,
        (MID, "Unlimited"): rest,
    }
    most |= {a.number: rest for a in groups[MID, "Unlimited"]}
    for group, total in totals.items():
        heads |= _spread(random, groups[group], total, least, most)
    return heads


def _group(a: Account, pays: str) -> tuple[str, str]:
    """The accounts whose users are counted together."""
    if a.segment == SMB:
        return SMB, ""
    if a.segment == MID:
        return MID, "Unlimited" if a.plan == "Unlimited" else "capped"
    return ENT, "invoice elsewhere" if pays == INVOICE and a.region != EMEA else pays


def _spread(random: Random, accounts: list[Account], total: int, least: dict[str, int], most: dict[str, int]) -> dict[str, int]:
    """Share a total out, by seats and chance, within the least and the most of each account."""
    weight = {a.number: a.seats * random.randrange(80, 121) for a in accounts}
    heads = {a.number: min(most[a.number], max(least[a.number], total * weight[a.number] // sum(weight.values()))) for a in accounts}
    missing = total - sum(heads.values())
    step = 1 if missing > 0 else -1
    while missing:
        movable = [number for number in heads if least[number] <= heads[number] + step <= most[number]]
        if not movable:
            raise ValueError(f"{total} users do not fit into {len(accounts)} accounts.")
        for number in sorted(movable, key=lambda number: -weight[number])[: abs(missing)]:
            heads[number] += step
            missing -= step
    return heads


def _weeks_seen(weeks: list[Week]) -> dict[str, date]:
    """The last week up to the day of the list in which the export has each user."""
    seen: dict[str, date] = {}
    for week in weeks:
        if week.start <= AS_OF:
            seen[week.user] = max(week.start, seen.get(week.user, week.start))
    return seen


def _exported(random: Random, week: date | None) -> date | None:
    """A working day of the week in which the export last has a user."""
    return week + timedelta(days=random.choice((0, 1, 2, 3, 3, 4, 4))) if week else None


def _seen(random: Random, since: date, *, quiet: bool) -> date | None:
    """The day on which a user was last there; nobody of a quiet customer was in the weeks that the export covers."""
    if random.randrange(100) < _NEVER_SEEN:
        return None
    if quiet:
        day = AS_OF - timedelta(days=random.randrange(70, 300))
        return day if day >= since else None
    hit, nearest = random.randrange(100), 0
    for days, share in _SEEN_WITHIN:
        if hit < share:
            break
        nearest = days
    day = AS_OF - timedelta(days=random.randrange(nearest, days))
    if day.weekday() > 4 and random.randrange(8):  # few work on a weekend
        day -= timedelta(days=day.weekday() - 4)
    return max(day, since)
