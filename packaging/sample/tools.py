"""How the tools are used: seats by month, and who holds a seat of Mixpanel and of Amplitude; drawn, with November's counts fixed."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from .facts import COMPANY, SEED
from .names import domain_of
from .terms import bought_on, months_on
from .tool_facts import CARDS, DECEMBER, EARLIER, MIXPANEL_ACTIVE, MIXPANEL_ASSIGNED, MONTHS, NOVEMBER

LIST_DAY, WINDOW_DAYS = date(2026, 11, 20), 28
WINDOW_START = LIST_DAY - timedelta(days=WINDOW_DAYS - 1)
MIXPANEL, AMPLITUDE = "Mixpanel", "Amplitude"
# of Mixpanel's active people: those active in Amplitude too, those without a seat there, those with a seat that they do not use
ACTIVE_IN_BOTH, WITHOUT_SEAT, IDLE_THERE = 9, 2, 1
IDLE_WITH_BOTH = 22  # of Mixpanel's idle people, those with a seat in Amplitude
_JOBS = {
    "pm": 18, "analyst": 14, "design": 14, "eng": 38, "growth": 9, "cs": 12, "marketing": 8, "research": 5, "support": 6,
}  # fmt: skip
_ROLES = {MIXPANEL: ("Analyst", "Analyst", "Consumer"), AMPLITUDE: ("Member", "Member", "Member", "Manager", "Viewer")}


@dataclass(frozen=True)
class Use:
    """A tool's seats in a month; None where the tool has no seats."""

    tool: str
    month: date
    bought: int | None
    assigned: int | None
    active: int


@dataclass(frozen=True)
class Seat:
    """A line of a seat list; last_active is None for a person who never logged in."""

    email: str
    role: str
    added: date
    last_active: date | None

    @property
    def is_active(self) -> bool:
        """Whether the person was active in the days before the list was made."""
        return self.last_active is not None and self.last_active >= WINDOW_START


@dataclass(frozen=True)
class Tools:
    """All that was drawn about the tools."""

    use: list[Use]
    seats: dict[str, list[Seat]]


def make_tools() -> Tools:
    """Draw the months and the seat lists, from a stream of their own."""
    random = Random(SEED + 18)
    use = [line for card in CARDS for line in _months(random, card.tool)]
    return Tools(use, _seats(random, use))


def _months(random: Random, tool: str) -> list[Use]:
    """A tool's twelve months: from where it stood in December it wanders to November's exact counts."""
    bought = [bought_on(tool, months_on(month, 1) - timedelta(days=1)) for month in MONTHS]
    active, assigned = NOVEMBER[tool]
    if tool == MIXPANEL:
        people, seats = list(MIXPANEL_ACTIVE), list(MIXPANEL_ASSIGNED)
    else:
        before = DECEMBER[tool]
        people, seats = _wander(random, before[0], active), _wander(random, before[1], assigned or 0)
    lines: list[Use] = []
    for month, most, held, seen in zip(MONTHS, bought, seats, people, strict=True):
        taken = None if most is None or assigned is None else min(held, most)
        lines.append(Use(tool, month, most, taken, seen if taken is None else min(seen, taken)))
    return lines


def _wander(random: Random, first: int, last: int) -> list[int]:
    """Twelve counts from the first to the last, off the straight line by a little in between."""
    steps, most = len(MONTHS) - 1, 1 + max(first, last) // 50
    between = [first + round((last - first) * i / steps) + random.randrange(-most, most + 1) for i in range(1, steps)]
    return [first, *between, last]


def _seats(random: Random, use: list[Use]) -> dict[str, list[Seat]]:
    """Both lists; the people of each are cut from one shuffled staff list, so that who is in both is known."""
    staff = [f"{job}{i}@{domain_of(COMPANY)}" for job, count in _JOBS.items() for i in range(1, count + 1)]
    random.shuffle(staff)
    shared, staff = staff[:ACTIVE_IN_BOTH], staff[ACTIVE_IN_BOTH:]
    without, staff = staff[:WITHOUT_SEAT], staff[WITHOUT_SEAT:]
    idle_there, staff = staff[:IDLE_THERE], staff[IDLE_THERE:]
    active = {tool: NOVEMBER[tool][0] for tool in (MIXPANEL, AMPLITUDE)}
    held = {tool: NOVEMBER[tool][1] or 0 for tool in active}
    idle = staff[: held[MIXPANEL] - active[MIXPANEL]]
    rest = [*staff[:IDLE_WITH_BOTH], *staff[len(idle) :]][: held[AMPLITUDE] - len(shared) - len(idle_there)]
    busy = set(random.sample(rest, active[AMPLITUDE] - len(shared)))
    mixpanel = _list(random, MIXPANEL, [*shared, *without, *idle_there], idle, use)
    amplitude = _list(
        random, AMPLITUDE, [*shared, *(p for p in rest if p in busy)], [*idle_there, *(p for p in rest if p not in busy)], use
    )
    mixpanel = _spelt(_on_the_edge(mixpanel, shared[0], idle), shared[1], shared[1].split("@")[0].upper())
    amplitude = _spelt(amplitude, shared[2], shared[2].split("@")[0].capitalize())
    return {MIXPANEL: sorted(mixpanel, key=lambda s: s.email.casefold()), AMPLITUDE: sorted(amplitude, key=lambda s: (s.added, s.email))}


def _list(random: Random, tool: str, active: list[str], idle: list[str], use: list[Use]) -> list[Seat]:
    """The seats of a tool, added so that no month's list is longer than the seats assigned in that month."""
    days = _added(random, tool, use)
    random.shuffle(days)
    seats: list[Seat] = []
    for i, (person, added) in enumerate(zip([*active, *idle], days, strict=True)):
        last: date | None = None
        if i < len(active):
            last = _workday(random, max(added, WINDOW_START), LIST_DAY)
        elif added < WINDOW_START and random.randrange(6):
            last = _workday(random, added, max(added, WINDOW_START - timedelta(days=8)))
        seats.append(Seat(person, random.choice(_ROLES[tool]) if i else "Admin", added, last))
    return seats


def _added(random: Random, tool: str, use: list[Use]) -> list[date]:
    """The day on which each seat was handed out, from the first term in the list on."""
    lines = [line for line in use if line.tool == tool]
    first = min(c.start for c in EARLIER if c.tool == tool)
    days: list[date] = []
    for i, line in enumerate(lines):
        lasting = min(later.assigned or 0 for later in lines[i:])  # more than these were handed out, but taken back since
        end = min(months_on(line.month, 1) - timedelta(days=1), LIST_DAY)
        days += [_workday(random, first if i == 0 else line.month, end) for _ in range(lasting - len(days))]
    return days


def _workday(random: Random, first: date, last: date) -> date:
    days = [first + timedelta(days=i) for i in range((last - first).days + 1)]
    return random.choice([day for day in days if day.weekday() < 5] or days or [first])


def _on_the_edge(seats: list[Seat], inside: str, idle: list[str]) -> list[Seat]:
    """One person whose last day is the window's first, and one whose last day is the day before it."""
    outside = next(s.email for s in seats if s.email in idle and s.last_active)
    edge = {inside: WINDOW_START, outside: WINDOW_START - timedelta(days=1)}
    return [Seat(s.email, s.role, s.added, edge.get(s.email, s.last_active)) for s in seats]


def _spelt(seats: list[Seat], email: str, name: str) -> list[Seat]:
    """The list with one address written in other letters, as the person typed it."""
    return [Seat(f"{name}@{s.email.split('@')[1]}" if s.email == email else s.email, s.role, s.added, s.last_active) for s in seats]
