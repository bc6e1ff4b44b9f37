"""The 398 customers, drawn so that counts and ARR by segment, region and plan come out as the stories need them."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from .facts import (
    APAC,
    ARR_USD_CENTS,
    CASTELLAN,
    CASTELLAN_LIFE,
    CELLS,
    CSMS,
    EMEA,
    ENT,
    EUR_RATE_PERCENT,
    MENSAH,
    NA,
    NAMED,
    OKAFOR,
    SECOND_BELMONT,
    SEED,
    SMB,
    Named,
)
from .names import FREE_MAIL, INDUSTRIES, account_names, domain_of

NEW_IN = {5: 5, 6: 8, 7: 6, 8: 7, 9: 9, 10: 5, 11: 4}  # month of 2026: customers first seen in CS's sheet of that month
_DAY_OF_SHEET = {4: 10, 5: 12, 6: 11, 7: 10, 8: 12, 9: 10, 10: 13, 11: 23}


@dataclass(frozen=True)
class Account:
    """A customer; cents is its ARR in hundredths of its own currency, new_in the 2026 month of its first CS sheet or 0."""

    code: int
    name: str
    domain: str
    parent: int
    segment: str
    industry: str
    region: str
    plan: str
    employees: str
    since: date
    csm: str
    currency: str
    cents: int
    renewal: date | None
    seats: int
    term: int
    notice: str
    new_in: int

    @property
    def number(self) -> str:
        """The id as RevOps writes it: six digits with leading zeros."""
        return f"{self.code:06d}"

    @property
    def usd_parts(self) -> int:
        """ARR in ten-thousandths of a US dollar, exact."""
        return self.cents * (EUR_RATE_PERCENT if self.currency == "EUR" else 100)


def sheet_day(month: int) -> date:
    """The day that CS's sheet of a month of 2026 speaks of."""
    return date(2026, month, _DAY_OF_SHEET[month])


def make_accounts() -> list[Account]:
    """All customers, ordered by number; the sum of their ARR is exactly $18.04M at the workspace's rate."""
    random = Random(SEED)
    accounts: list[Account] = []
    codes = _free_codes(random)
    taken = {n.name for n in NAMED}
    for (segment, region, plan), (count, thousands) in CELLS.items():
        named = [n for n in NAMED if n.segment == segment and n.region == region and plan in ("", n.plan)]
        industries = [random.choice(INDUSTRIES) for _ in range(count - len(named))]
        names = account_names(random, industries, taken)
        taken.update(names)
        fixed = [_cents(n.usd, region) for n in named]
        shares = _share(random, _cents(thousands * 1000, region) - sum(fixed), len(names))
        accounts += [_of_named(random, n, cents, codes) for n, cents in zip(named, fixed, strict=True)]
        for name, industry, cents in zip(names, industries, shares, strict=True):
            accounts.append(_drawn(random, name, industry, (segment, region, plan), cents, codes.pop()))
    accounts = _exact_total(sorted(accounts, key=lambda a: a.code))
    return _free_mail(_with_csms(random, _with_newcomers(random, accounts)))


def _free_codes(random: Random) -> list[int]:
    taken = {n.code for n in NAMED}
    codes = [code for code in range(3, 436) if code not in taken]
    random.shuffle(codes)
    return codes


def _cents(usd: int, region: str) -> int:
    return (usd * 100 * 100 + EUR_RATE_PERCENT // 2) // EUR_RATE_PERCENT if region == EMEA else usd * 100


def _share(random: Random, cents: int, count: int) -> list[int]:
    """Split an amount into uneven parts of whole hundreds; the largest part takes what is left over."""
    weights = [random.randrange(40, 150) for _ in range(count)]
    step = 100_00
    parts = [cents * weight // sum(weights) // step * step for weight in weights]
    parts[weights.index(max(weights))] += cents - sum(parts)
    return parts


def _employees(random: Random, segment: str) -> str:
    if segment == SMB:
        return random.choice(("1-10", "11-50", "11-50", "11-50", "51-200"))
    return random.choice(("501-1000", "1001-5000", "5001+") if segment == ENT else ("51-200", "201-500", "201-500", "501-1000"))


def _long_since(random: Random) -> date:
    return date(2019, 3, 1) + timedelta(days=random.randrange(2550))


def _of_named(random: Random, n: Named, cents: int, codes: list[int]) -> Account:
    parent = CASTELLAN if n.code == CASTELLAN_LIFE else 0
    domain = {"Ebbw Foods": "ebbw.example"}.get(n.name, domain_of(n.name))
    if n.code == SECOND_BELMONT:
        domain = "belmontdentalgroup.example"
    return Account(
        n.code or codes.pop(), n.name, domain, parent, n.segment, n.industry, n.region, n.plan, _employees(random, n.segment),
        _long_since(random), n.csm, "EUR" if n.region == EMEA else "USD", cents, n.renewal, n.seats, n.term, n.notice, 0,
    )  # fmt: skip


def _drawn(random: Random, name: str, industry: str, cell: tuple[str, str, str], cents: int, code: int) -> Account:
    segment, region, plan = cell
    term = random.choice((12, 12, 12, 24, 36))
    # unnamed accounts renew from June on, so that what is at risk within 180 days stays what the stories say
    renewal = date(2027, 6, 1) + timedelta(days=random.randrange(175))
    if random.randrange(10) < 3:
        renewal = date(2026, 11, 25) + timedelta(days=random.randrange(188))
    plans = ("Core", "Core", "Scale") if segment == SMB else ("Core", "Scale", "Scale", "Unlimited")
    seats = max(5, cents // 100 // random.randrange(420, 620))
    notice = random.choice(("30 d", "60 d", "60 d", "90 d", "3 months"))
    return Account(
        code, name, domain_of(name), 0, segment, industry, region, plan or random.choice(plans), _employees(random, segment),
        _long_since(random), "", "EUR" if region == EMEA else "USD", cents, renewal, seats, term, notice, 0,
    )  # fmt: skip


def _exact_total(accounts: list[Account]) -> list[Account]:
    """Move under two dollars between two unnamed small customers so that the sum is exact to the hundredth of a cent."""
    named = {n.name for n in NAMED}
    euro = next(i for i, a in enumerate(accounts) if a.currency == "EUR" and a.segment == SMB and a.name not in named)
    dollar = next(i for i, a in enumerate(accounts) if a.region == NA and a.segment == SMB and a.name not in named)
    surplus = sum(a.cents for a in accounts if a.currency == "EUR") % 25
    accounts[euro] = replace(accounts[euro], cents=accounts[euro].cents - surplus)
    missing = ARR_USD_CENTS * 100 - sum(a.usd_parts for a in accounts)
    accounts[dollar] = replace(accounts[dollar], cents=accounts[dollar].cents + missing // 100)
    return accounts


def _with_newcomers(random: Random, accounts: list[Account]) -> list[Account]:
    named = {n.name for n in NAMED}
    free = [i for i, a in enumerate(accounts) if a.name not in named and a.segment != ENT]
    random.shuffle(free)
    for month, count in NEW_IN.items():
        start = sheet_day(month - 1) if month > 4 else date(2026, 3, 1)
        for _ in range(count):
            i = free.pop()
            since = start + timedelta(days=random.randrange(1, 17))
            accounts[i] = replace(accounts[i], new_in=month, since=since, term=12, renewal=since.replace(year=2027))
    for i in free[:2]:  # two renewals that Finance has not filled in
        accounts[i] = replace(accounts[i], renewal=None)
    return accounts


def _with_csms(random: Random, accounts: list[Account]) -> list[Account]:
    """A. Mensah keeps 45 customers, the rest is shared evenly."""
    quota = {csm: {MENSAH: 45, OKAFOR: 89}.get(csm, 88) for csm in CSMS}
    for a in accounts:
        if a.csm:
            quota[a.csm] -= 1
    newcomers = [i for i, a in enumerate(accounts) if not a.csm and a.new_in == 11]
    others = [i for i, a in enumerate(accounts) if not a.csm and a.new_in != 11]
    pool = [csm for csm in CSMS for _ in range(quota[csm]) if csm == MENSAH]
    rest = [csm for csm in CSMS for _ in range(quota[csm]) if csm != MENSAH]
    random.shuffle(rest)
    early = rest[: len(newcomers)]
    late = pool + rest[len(newcomers) :]
    random.shuffle(late)
    for i, csm in list(zip(newcomers, early, strict=True)) + list(zip(others, late, strict=True)):
        accounts[i] = replace(accounts[i], csm=csm)
    return accounts


def _free_mail(accounts: list[Account]) -> list[Account]:
    named = {n.name for n in NAMED}
    small = [i for i, a in enumerate(accounts) if a.segment == SMB and a.name not in named and a.region != APAC]
    for i, domain in zip(small[3::17], FREE_MAIL, strict=False):
        accounts[i] = replace(accounts[i], domain=domain)
    return accounts
