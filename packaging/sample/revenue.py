"""What Finance billed in each of 24 months, solved so that bridge, NRR, GRR and a late credit come out as the stories tell."""

from dataclasses import dataclass
from datetime import date
from random import Random

from .accounts import Account
from .facts import DECIMAL_COMMA, ENT, EUR_RATE_PERCENT, MID, NAMED, SEED, SMB
from .pipeline import Deal

MONTHS = tuple(date(2024 + (11 + i) // 12, (11 + i) % 12 + 1, 1) for i in range(24))
OPENING, LAST = 11, 23  # the year to November 2026
QUARTER_OPENING, QUARTER_END = 9, 21  # the year to the third quarter's end
EXPANSION, CONTRACTION = 2_620_000, 460_000
NRR_REPORTED = 1.0742
"""What Finance reported for the third quarter is 107.4; the late credit takes three tenths of a point off it."""
CONTRACTED, EXPANDED, RAISED = 14, 185, 24
SIGNED_LATE = 15
"""Who signs after this day of a month is billed from the next one on; small customers pay at once."""
LATE_CREDIT = "Parity Telecom"
CREDITS = (
    ("Delft Maritime", 2, 1_250_00),
    ("Lumen & Vale Retail", 6, 2_400_00),
    ("Grantham Rail", 15, 980_50),
    ("Northgate Pharma", 19, 1_600_00),
    (LATE_CREDIT, QUARTER_END, 3_750_00),
)


@dataclass(frozen=True)
class Line:
    """A row of Finance's sheet: cents are hundredths of the currency in each month, 0 for nothing, below 0 in the row of a credit."""

    customer: str
    name: str
    currency: str
    cents: tuple[int, ...]

    @property
    def is_credit(self) -> bool:
        """Whether the row takes back what another row of the same customer bills."""
        return min(self.cents) < 0

    def usd_parts(self, month: int) -> int:
        """ARR of a month in ten-thousandths of a US dollar."""
        return 12 * self.cents[month] * (EUR_RATE_PERCENT if self.currency == "EUR" else 100)


@dataclass(frozen=True)
class Gone:
    """A customer that left: the last month billed is that of the day."""

    name: str
    day: date
    dollars: int
    currency: str


@dataclass(frozen=True)
class Smaller:
    """A customer that pays less from the month after the day on."""

    name: str
    day: date
    dollars: int


def place(day: date) -> int:
    """The month of a day, counted from the first column; below 0 before it."""
    return (day.year - MONTHS[0].year) * 12 + day.month - MONTHS[0].month


def own_cents(dollars: int, currency: str) -> int:
    """Whole dollars in hundredths of a currency."""
    return round(dollars * 10_000 / EUR_RATE_PERCENT) if currency == "EUR" else dollars * 100


def shared(dollars: int, weights: list[float]) -> list[int]:
    """An amount in whole hundreds by weight; the largest part takes what is left over."""
    parts = [int(dollars * weight / sum(weights)) // 100 * 100 for weight in weights]
    parts[weights.index(max(weights))] += dollars - sum(parts)
    return parts


def first_billed(account: Account) -> int:
    """The month from which a customer is billed."""
    return max(0, place(account.since) + (account.segment != SMB and account.since.day > SIGNED_LATE))


class Ledger:
    """The steps of each customer's ARR, from which the months are read; a step is a change in cents from a month on."""

    def __init__(self, accounts: list[Account], deals: list[Deal], gone: list[Gone]) -> None:
        self._accounts, self._gone = accounts, gone
        self._steps: dict[int, list[tuple[int, int]]] = {a.code: [] for a in accounts}
        self._there = [a for a in accounts if first_billed(a) <= OPENING]
        random = Random(SEED + 50)
        upgraded = self._upgrade(deals)
        free = [a for a in self._there if a.code not in upgraded]
        self.smaller = self._contract(random, free)
        less = {one.name for one in self.smaller}
        free = [a for a in free if a.name not in less]
        already = sum(cents * _rate(a) for a in self._there for at, cents in self._steps[a.code] if cents > 0) // 10_000
        self._expand(random, free, EXPANSION - already)
        self._raise_before(random, [a for a in free if first_billed(a) < QUARTER_OPENING])

    def _upgrade(self, deals: list[Deal]) -> set[int]:
        """Upgrades within a month: until its end Finance bills what the CRM holds, from the next month on what the contract says."""
        by_name = {a.name: a for a in self._accounts}
        found = set()
        for deal in deals:
            if deal.story == "timing":
                account, at = by_name[deal.account], min(place(deal.close) + 1, LAST)
                found.add(account.code)
                if first_billed(account) < at:
                    self._steps[account.code].append((at, account.cents - deal.cents))
        return found

    def _contract(self, random: Random, free: list[Account]) -> list[Smaller]:
        named = {one.name for one in NAMED}
        eligible = [a for a in free if a.name not in named and a.segment in (ENT, MID) and a.usd_parts > 60_000 * 10_000]
        chosen = random.sample(eligible, CONTRACTED)
        drops = shared(CONTRACTION, [a.usd_parts * random.uniform(0.6, 1.4) for a in chosen])
        found = []
        for account, dollars in zip(chosen, drops, strict=True):
            day = MONTHS[random.randrange(OPENING + 1, LAST)].replace(day=random.randrange(2, 27))
            self._steps[account.code].append((place(day) + 1, -own_cents(dollars, account.currency)))
            found.append(Smaller(account.name, day, dollars))
        return found

    def _expand(self, random: Random, free: list[Account], dollars: int) -> None:
        chosen = random.sample([a for a in free if a.name not in DECIMAL_COMMA], EXPANDED)
        for account, part in zip(chosen, shared(dollars, [a.usd_parts * random.uniform(0.5, 1.5) for a in chosen]), strict=True):
            self._steps[account.code].append((random.randrange(OPENING + 1, LAST + 1), own_cents(part, account.currency)))

    def _raise_before(self, random: Random, free: list[Account]) -> None:
        """Upgrades of October 2025, as large as the third quarter's NRR needs; they precede the year to November."""
        lines = self.lines()
        opening = sum(line.usd_parts(QUARTER_OPENING) for line in lines)
        closing = sum(line.usd_parts(QUARTER_END) for line in lines if line.cents[QUARTER_OPENING])
        chosen = random.sample([a for a in free if a.name not in DECIMAL_COMMA], RAISED)
        dollars = round((opening - closing / NRR_REPORTED) / 10_000)
        for account, part in zip(chosen, shared(dollars, [float(a.usd_parts) for a in chosen]), strict=True):
            self._steps[account.code].append((QUARTER_OPENING + 1, own_cents(part, account.currency)))

    def lines(self) -> list[Line]:
        """A row for each customer of today and of before, without credits."""
        there = [Line(a.number, a.name, a.currency, self._billed(a)) for a in self._accounts]
        left = [Line(one.name, one.name, one.currency, _until(one)) for one in self._gone]
        return sorted([*there, *left], key=lambda line: (line.name.casefold(), line.customer))

    def _billed(self, account: Account) -> tuple[int, ...]:
        first, steps = first_billed(account), self._steps[account.code]
        levels = [account.cents - sum(cents for at, cents in steps if at > month) for month in range(len(MONTHS))]
        assert min(levels) > 0, account.name
        return tuple(_monthly(level) if month >= first else 0 for month, level in enumerate(levels))


def _rate(account: Account) -> int:
    return EUR_RATE_PERCENT if account.currency == "EUR" else 100


def _monthly(cents: int) -> int:
    return (cents + 6) // 12


def _until(one: Gone) -> tuple[int, ...]:
    month = _monthly(own_cents(one.dollars, one.currency))
    return tuple(month if at <= place(one.day) else 0 for at in range(len(MONTHS)))


def with_credits(lines: list[Line]) -> list[Line]:
    """Each credit as a row of its own below its customer's."""
    found: list[Line] = []
    for line in lines:
        found.append(line)
        for name, month, cents in CREDITS:
            if name == line.name:
                taken = tuple(-cents if at == month else 0 for at in range(len(MONTHS)))
                found.append(Line(line.customer, name, line.currency, taken))
    return found
