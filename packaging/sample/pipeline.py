"""The sales pipeline as Sales exports it: today's stages, free-text loss reasons, a competitor that wins more since its price move."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from .accounts import Account
from .facts import DECIMAL_COMMA, EBBW_OLD, EUR_RATE_PERCENT, SEED

HEADERS = (
    "Opportunity", "Account", "Stage", "Amount", "Ccy", "Created", "Close Date", "Type", "Owner", "Competitor", "Loss Reason",
    "Product",
)  # fmt: skip
COMPETITOR, PRICE_MOVE = "Quantly", date(2026, 8, 3)
EXPORTED = date(2026, 11, 20)
AGREE, TIMING, CURRENCY, NOT_BOOKED = 54, 31, 9, 2
# closed deals against the competitor: won and lost, before its price move and from that day on
AGAINST = {False: (7, 10), True: (7, 22)}
OTHER_LOST = 38
REASONS: dict[str, tuple[str, ...]] = {
    "Price": ("price", "Price", "too expensive", "Pricing!"),
    "Missing feature": ("missing feature", "Feature gap", "no bulk exports"),
    "Competitor": ("went with a competitor", "lost to competitor"),
    "No decision": ("no decision", "stalled / no decision"),
    "Budget": ("budget cut", "Budget"),
    "Champion left": ("champion left",),
}
_WEIGHTS = ("Price",) * 9 + ("Missing feature",) * 6 + ("Competitor",) * 5 + ("No decision",) * 4 + ("Budget",) * 2 + ("Champion left",)
_OWNERS = ("AE East", "AE West", "AE DACH", "AE UK and Nordics", "AE APAC", "AM Enterprise")
_PRODUCTS = ("Core", "Scale", "Unlimited", "Bulk export add-on", "Row security add-on")
_OPEN = (
    ("Halden Bk", "Discovery"), ("HALDEN BANK plc", "Proposal"), ("Meridian Foods", "Negotiation"), ("Kestral Log.", "Discovery"),
    ("Wexly Grp", "Proposal"),
)  # fmt: skip


@dataclass(frozen=True)
class Deal:
    """One opportunity; cents is its amount in hundredths of its currency, story why CRM and Finance differ or empty."""

    account: str
    stage: str
    cents: int
    currency: str
    created: date
    close: date
    type: str
    owner: str
    competitor: str
    reason: str
    product: str
    story: str = ""

    @property
    def usd_parts(self) -> int:
        """Amount in ten-thousandths of a US dollar."""
        return self.cents * (EUR_RATE_PERCENT if self.currency == "EUR" else 100)


def make_deals(accounts: list[Account]) -> list[Deal]:
    """All 212 opportunities: 100 won, 70 lost, 42 open."""
    random = Random(SEED + 3)
    deals = _won(random, accounts)
    deals += _lost(random, accounts)
    deals += _open(random, accounts)
    deals.sort(key=lambda d: (d.close, d.account, d.stage))
    return deals


def _pick(random: Random, accounts: list[Account]) -> list[tuple[Account, str]]:
    """The customers with a won deal, each with the reason for which Finance and CRM differ, or none."""
    left = [a for a in accounts if a.name not in (EBBW_OLD, "Belmont Dental", "Parity Telecom", *DECIMAL_COMMA)]
    random.shuffle(left)
    picked = [(a, "timing") for a in accounts if a.name == "Parity Telecom"]
    picked += [(a, "decimal comma") for a in accounts if a.name in DECIMAL_COMMA]
    euro = [a for a in left if a.currency == "EUR"][:CURRENCY]
    picked += [(a, "currency") for a in euro]
    left = [a for a in left if a not in euro]
    picked += [(a, "timing") for a in left[: TIMING - 1]]
    return picked + [(a, "") for a in left[TIMING - 1 : TIMING - 1 + AGREE]]


def _won(random: Random, accounts: list[Account]) -> list[Deal]:
    picked = _pick(random, accounts)
    random.shuffle(picked)
    deals: list[Deal] = []
    for i, (a, story) in enumerate(picked):
        after = i < AGAINST[True][0]
        against = i < AGAINST[True][0] + AGAINST[False][0]
        close = _close(random, after if against else None)
        deal = Deal(
            a.name, "Closed won" if i % 8 == 7 else "Closed Won", a.cents, a.currency, _created(random, close), close,
            random.choice(("New", "Expansion")) if against else random.choice(("Renewal", "Renewal", "Expansion")),
            random.choice(_OWNERS), COMPETITOR if against else _other(random), "", random.choice(_PRODUCTS[:3]), story,
        )  # fmt: skip
        deals.append(_told_otherwise(random, deal))
    for name, cents, day in (("Sandholm Marine", 38_400_00, 18), ("Vireo Textiles", 21_600_00, 19)):
        close = date(2026, 11, day)
        deals.append(
            Deal(name, "Closed Won", cents, "USD", _created(random, close), close, "New", "AE East", "", "", "Scale", "not booked")
        )
    return deals


def _told_otherwise(random: Random, deal: Deal) -> Deal:
    """The deal with the amount that the CRM holds where it differs from Finance."""
    if deal.account == "Parity Telecom":
        return replace(deal, cents=468_400_00)
    if deal.story == "timing":
        upgrade = max(100_00, deal.cents * random.randrange(2, 9) // 100 // 100_00 * 100_00)
        return replace(deal, cents=deal.cents - upgrade)
    if deal.story == "currency":
        return replace(deal, currency="USD")
    if deal.story == "decimal comma":
        return replace(deal, cents=deal.cents // 1000)
    return deal


def _close(random: Random, after: bool | None) -> date:
    first = PRICE_MOVE if after else date(2025, 12, 1)
    last = PRICE_MOVE - timedelta(days=1) if after is False else EXPORTED
    return first + timedelta(days=random.randrange((last - first).days + 1))


def _created(random: Random, close: date) -> date:
    return close - timedelta(days=random.randrange(18, 170))


def _other(random: Random) -> str:
    return random.choice(("", "", "", "Brixolytics", "Chartmoor", "in-house"))


def _lost(random: Random, accounts: list[Account]) -> list[Deal]:
    """Lost deals; each spelling of a reason comes up at least once."""
    spellings = [(reason, text) for reason, texts in REASONS.items() for text in texts]
    when: list[bool | None] = [True] * AGAINST[True][1] + [False] * AGAINST[False][1] + [None] * OTHER_LOST
    random.shuffle(when)
    deals: list[Deal] = []
    for i, after in enumerate(when):
        drawn = random.choice(_WEIGHTS)
        reason, text = spellings[i] if i < len(spellings) else (drawn, random.choice(REASONS[drawn]))
        close, prospect = _close(random, after), random.choice(accounts).name
        kind = "Expansion" if i % 3 == 0 else "New"
        name = prospect if i % 3 == 0 else f"{prospect.split()[0]} {random.choice(('Group', 'Partners', 'Holding', 'Ventures'))}"
        deal = Deal(
            name, _lost_stage(reason, i), random.randrange(40, 900) * 100_00, random.choice(("USD", "USD", "EUR")),
            _created(random, close), close, kind, random.choice(_OWNERS), _other(random) if after is None else COMPETITOR, text,
            random.choice(_PRODUCTS),
        )  # fmt: skip
        deals.append(deal)
    return deals


def _lost_stage(reason: str, i: int) -> str:
    if reason == "Price" and i % 2:
        return "Closed Lost - price"
    return "closed lost" if i % 9 == 4 else "Closed Lost"


def _open(random: Random, accounts: list[Account]) -> list[Deal]:
    """Deals still open, a few under names that Sales typed in its own way."""
    deals: list[Deal] = []
    names = list(_OPEN) + [(random.choice(accounts).name, "") for _ in range(42 - len(_OPEN))]
    for i, (name, stage) in enumerate(names):
        close = EXPORTED + timedelta(days=random.randrange(-12, 150))
        created = min(EXPORTED - timedelta(days=1 + random.randrange(90)), close - timedelta(days=9))
        deal = Deal(
            name, stage or ("Discovery", "Proposal", "Negotiation", "Verbal")[i % 4], random.randrange(50, 1200) * 100_00,
            random.choice(("USD", "USD", "EUR")), created, close, random.choice(("New", "Renewal", "Expansion")),
            random.choice(_OWNERS), random.choice(("", "", COMPETITOR, "Chartmoor")), "", random.choice(_PRODUCTS),
        )  # fmt: skip
        deals.append(deal)
    return deals


def american(day: date) -> str:
    """The day as an American types it, without zeros in front."""
    return f"{day.month}/{day.day}/{day.year}"


def fill_pipeline(book: Any, deals: list[Deal]) -> None:
    """Add the one sheet of the export to a workbook."""
    sheet = book.add_worksheet("Pipeline")
    sheet.write_row(0, 0, HEADERS, book.add_format({"bold": True, "bg_color": "#FCE9D4"}))
    sheet.autofilter(0, 0, len(deals), len(HEADERS) - 1)
    sheet.set_column(0, 1, 30)
    money = book.add_format({"num_format": "#,##0.00"})
    for row, d in enumerate(deals, 1):
        sheet.write_row(row, 0, (f"{d.account} - {d.type.lower()} {d.close.year}", d.account, d.stage))
        sheet.write_number(row, 3, d.cents / 100, money)
        sheet.write_row(row, 4, (d.currency, american(d.created), american(d.close), d.type, d.owner))
        sheet.write_row(row, 9, (d.competitor or None, d.reason or None, d.product))
