"""A year of support tickets: few that the inbox takes in, solved for the counts of the stories, among many that it leaves out."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from random import Random

from .accounts import Account
from .askers import who_asks
from .drafts import Draft, make_drafts
from .facts import EMEA, SEED
from .need_words import SAID, Words
from .needs import NEEDS, NOW, STRETCHES
from .received import FEATURE_REQUEST, Received, is_let_in
from .ticket_words import ASIDES, BOARDS, ENDINGS, FOREIGN, OPENERS, ROUTINE, TROUBLE, WISHES
from .tickets_told import EXPORTED, TOLD, TOLD_FROM

ROWS, HALDEN, HALDEN_OPEN = 6302, "Halden Bank", 17
_HALDEN_LATELY = 14  # tickets that its customers of the last weeks bring beside those drawn
LEFT_OUT_BUT_TAGGED = 30  # routine tickets that carry a need's tag and must not be counted
SPELT = {
    HALDEN: "Halden Bk", "Castellan Insurance": "Castellan Ins.", "Kestrel Logistics": "Kestral Log.", "Wexley Group": "Wexly Grp",
    "Ebbw Foods": "Ebbw & Co", "Meridian Freight": "MERIDIAN FREIGHT",
}  # fmt: skip
_HALDEN_OPEN_AS_SPELT = 3
_CHANNELS = ("web", "web", "email", "email", "email", "chat")
_ROLES = ("analytics", "data", "bi", "reporting", "ops", "finance", "insights", "it", "planning", "office")
_ALSO = {"howto": "documentation", "billing_q": "billing_and_invoice", "thanks": "praise", "training_q": "training_wish"}
_ON_THE_EDGE = ("export_limits", "scheduled_pdf")  # on the first and the last day of each stretch
_TEXTS: dict[str, Words] = {**{need.slug: SAID[need.name] for need in NEEDS}, **TROUBLE, **WISHES, **ROUTINE}


@dataclass(frozen=True)
class Ticket:
    """A line of the export; solved is None while it is open, csat 1 to 5 or None."""

    number: int
    created: datetime
    subject: str
    description: str
    priority: str
    status: str
    requester: str
    org: str
    solved: datetime | None
    csat: int | None
    tags: tuple[str, ...]
    account: Account

    @property
    def is_let_in(self) -> bool:
        """Whether the inbox takes it."""
        return is_let_in(self.priority, self.tags)

    @property
    def is_open(self) -> bool:
        """Whether somebody still works on it."""
        return self.solved is None


def make_tickets(accounts: list[Account], heard: list[Received]) -> list[Ticket]:
    """All tickets by time; ``heard`` is what the inbox takes in from other channels, which leaves the rest of each total to tickets."""
    random = Random(SEED + 30)
    drafts = make_drafts(random, accounts, who_asks(random, accounts), heard)
    by_name = {a.name: a for a in accounts}
    tickets = [_ticket(random, by_name[t.account], t.created, t.subject, t.description, t.priority, t.tags) for t in TOLD]
    for stretch, made in drafts.items():
        days = _days(random, stretch, made)
        tickets += [_drafted(random, draft, _moment(random, day)) for draft, day in zip(made, days, strict=True)]
    tickets += _routine(random, accounts, ROWS - len(tickets))
    numbers = _numbers(random)
    ordered = [replace(ticket, number=next(numbers)) for ticket in sorted(tickets, key=lambda t: t.created)]
    return _with_halden(random, ordered)


def _numbers(random: Random) -> Iterator[int]:
    number = 41_870
    while True:
        number += random.randrange(1, 4)
        yield number


def _days(random: Random, stretch: str, drafts: list[Draft]) -> list[date]:
    """A day for each ticket; of two needs one ticket falls on the first day of the stretch and one on the last."""
    first, last = STRETCHES[stretch]
    if stretch == NOW:
        last = TOLD_FROM - timedelta(days=1)
    days = [_day(random, first, last) for _ in drafts]
    for slug in _ON_THE_EDGE:
        for edge, i in zip((first, last), [i for i, draft in enumerate(drafts) if draft.slugs[0] == slug], strict=False):
            days[i] = edge
    return days


def _day(random: Random, first: date, last: date) -> date:
    """A day, seldom one of a weekend."""
    while True:
        day = first + timedelta(days=random.randrange((last - first).days + 1))
        if day.weekday() < 5 or random.randrange(12) == 0:
            return day


def _moment(random: Random, day: date) -> datetime:
    """A time of the day between 7 and 18 o'clock UTC."""
    return datetime(day.year, day.month, day.day, 7, tzinfo=UTC) + timedelta(seconds=random.randrange(11 * 3600))


def _drafted(random: Random, draft: Draft, created: datetime) -> Ticket:
    wish = ("Feature-Request" if random.randrange(12) == 0 else FEATURE_REQUEST,) if draft.is_wish else ()
    priority = random.choice(("low", "normal", "normal", "normal") if draft.is_wish else ("high", "high", "high", "urgent"))
    subject, description = _text(random, draft.slugs)
    tags = (*draft.slugs, *wish, random.choice(_CHANNELS))
    return _ticket(random, draft.account, created, subject, description, priority, tags)


def _text(random: Random, slugs: tuple[str, ...]) -> tuple[str, str]:
    """Subject and description: of what a ticket is about one or two sentences each."""
    values = {
        "n": random.randrange(3, 60), "code": random.randrange(1000, 9999), "board": random.choice(BOARDS),
        "rows": f"{random.randrange(52, 980) * 1000 + random.randrange(1000):,}",
    }  # fmt: skip
    subject = random.choice(_TEXTS[slugs[0]][0])
    sentences = [sentence for slug in slugs for sentence in random.sample(_TEXTS[slug][1], random.choice((1, 2)))]
    gap = random.choice((" ", " ", "\n"))
    text = random.choice(OPENERS) + gap.join(sentences) + random.choice(ASIDES) + random.choice(ENDINGS)
    return subject.format(**values), text.format(**values)


def _routine(random: Random, accounts: list[Account], wanted: int) -> list[Ticket]:
    """The tickets that the inbox leaves out; large customers write oftener, and all write more as the year goes on."""
    first, last = STRETCHES["before"][0], EXPORTED.date()
    halden = next(a for a in accounts if a.name == HALDEN)
    often = [a for a in accounts for _ in range(int(a.seats**0.5) // 2 + 1)]
    tickets: list[Ticket] = []
    while len(tickets) < wanted:
        lately = len(tickets) < _HALDEN_LATELY
        account = halden if lately else random.choice(often)
        day = _day(random, last - timedelta(days=45) if lately else first, last)
        if random.randrange(3) == 0:
            day = max(day, _day(random, first, last))
        if day < account.since:
            continue
        tagged = random.choice(NEEDS).slug if len(tickets) >= wanted - LEFT_OUT_BUT_TAGGED else ""
        tickets.append(_asked(random, account, _moment(random, day), tagged))
    return tickets


def _asked(random: Random, account: Account, created: datetime, tagged: str) -> Ticket:
    """A routine ticket, in German or French now and then where that is spoken."""
    theme = random.choice(list(ROUTINE))
    subject, description = _text(random, (theme,))
    tags: tuple[str, ...] = (*((tagged,) if tagged else ()), theme, random.choice(_CHANNELS))
    if theme in _ALSO and random.randrange(4) == 0:
        tags = (*tags, _ALSO[theme])
    if account.region == EMEA and random.randrange(16) == 0:
        language = random.choice(list(FOREIGN))
        subject, description = random.choice(FOREIGN[language])
        values = {"n": random.randrange(2, 9), "code": random.randrange(1000, 9999), "board": random.choice(BOARDS)}
        subject, description, tags = subject, description.format(**values), (*tags, f"lang_{language}")
    ticket = _ticket(random, account, created, subject, description, random.choice(("low", "normal", "normal")), tags)
    return replace(ticket, org=_org(random, account))


def _org(random: Random, account: Account) -> str:
    """The customer's name as its people typed it."""
    if account.name in SPELT and random.randrange(6) == 0:
        return SPELT[account.name]
    return {0: "", 1: account.name.lower(), 2: f"{account.name} "}.get(random.randrange(300), account.name)


def _ticket(
    random: Random, account: Account, created: datetime, subject: str, description: str, priority: str, tags: tuple[str, ...]
) -> Ticket:
    """The ticket with what Support made of it by the day of the export."""
    hours = {"urgent": (1, 30), "high": (2, 90), "normal": (4, 240), "low": (8, 400)}[priority]
    solved = created + timedelta(seconds=random.randrange(hours[0] * 3600, hours[1] * 3600))
    csat = random.choice((5, 5, 5, 4, 4, 3, 2, 1)) if random.randrange(4) == 0 else None
    requester = f"{random.choice(_ROLES)}{random.randrange(1, 10)}@{account.domain}"
    ticket = Ticket(0, created, subject, description, priority, "", requester, account.name, solved, csat, tags, account)
    return _opened(random, ticket) if solved > EXPORTED else _closed(ticket, solved)


def _opened(random: Random, ticket: Ticket) -> Ticket:
    is_new = EXPORTED - ticket.created < timedelta(hours=20)
    return replace(ticket, status="new" if is_new else random.choice(("open", "open", "pending", "hold")), solved=None, csat=None)


def _closed(ticket: Ticket, solved: datetime) -> Ticket:
    """Solved, and closed for good after four weeks."""
    return replace(ticket, status="closed" if EXPORTED - solved > timedelta(days=28) else "solved", solved=solved)


def _with_halden(random: Random, tickets: list[Ticket]) -> list[Ticket]:
    """Halden Bank's last 17 tickets are open, all before them are solved, and three of the open ones say Halden Bk."""
    last = [t.number for t in tickets if t.account.name == HALDEN][-HALDEN_OPEN:]
    as_spelt = [t.number for t in tickets if t.number in last and not t.is_let_in][:_HALDEN_OPEN_AS_SPELT]
    result: list[Ticket] = []
    for ticket in tickets:
        if ticket.number in last:
            ticket = replace(_opened(random, ticket), org=SPELT[HALDEN] if ticket.number in as_spelt else HALDEN)
        elif ticket.account.name == HALDEN and ticket.is_open:
            ticket = _closed(ticket, min(EXPORTED, ticket.created + timedelta(hours=30)))
        result.append(ticket)
    return result
