"""What is said beside needs, in sentences: how they are counted, what could not be counted, and one need in a line to copy."""

from collections.abc import Iterator, Sequence

from prodops_desktop.feedback.accounts import Customer, Customers
from prodops_desktop.feedback.needs.model import CONCENTRATED, Need, Needs
from prodops_desktop.feedback.needs.narrowing import Narrowing
from prodops_desktop.feedback.needs.period import Period
from prodops_desktop.feedback.needs.rates import FALLING, FLAT, NEW, RISING, Rate
from prodops_desktop.metrics.periods import day_text
from prodops_desktop.metrics.tally import rows_text
from prodops_desktop.metrics.wording import money_text, number_text, percent_text
from prodops_desktop.work.listing import listed

_HIGH = 10
"""A need further down misleads nobody when it falls."""


def definition_of(period: Period, customers: Customers) -> Iterator[str]:
    """How the figures are made."""
    yield "A mention is an item of the period with the tag; of items that are merged into one, each account counts once."
    yield "Items received are all that came but what the policy left out or was deleted; of items that are merged, one an account."
    yield "The rate is mentions per 100 items received, with the exact 95% interval of a Poisson count (Garwood)."
    if period.before is not None:
        yield (
            "The trend is the rate ÷ that of the period before, with its exact 95% interval given both counts. It is rising, new or "
            "falling only where that interval leaves out 1."
        )
    day = f", from lists of accounts as of {day_text(customers.as_of)} or later" if customers.as_of else ""
    yield f"ARR is that of the accounts that ask, each once{day}."
    yield "Weighted ARR is Σ ARR × the highest importance of the account’s mentions: 0 none, 1 nice, 2 important, 3 critical."
    yield f"One account with more than {percent_text(100 * CONCENTRATED, 0)} of the ARR behind a need is flagged."


def notes_of(customers: Customers, asked: Sequence[Customer], items: int, nameless: int, narrowing: Narrowing) -> Iterator[str]:
    """What could not be counted; ``nameless`` of the ``items`` name no account, ``asked`` are the accounts that asked."""
    strangers = sorted((one.name for one in asked if not one.known), key=str.casefold)
    lacking = sum(one.arr is None for one in asked)
    if asked and customers.as_of is None:
        yield "No list of accounts says what accounts are worth. Import one with their ARR, and needs are weighed in money."
    elif lacking:
        has = "has" if lacking == 1 else "have"
        yield f"{lacking:,} of {rows_text(len(asked), 'account')} that asked {has} no known ARR, which the sums lack."
    if strangers:
        yield f"In no list of accounts: {listed(strangers, limit=5)}."
    if narrowing.segment is not None:
        yield "Items that name no account are in no segment, and so left out."
    elif nameless:
        yield f"{nameless:,} of {rows_text(items, 'item')} received {'names' if nameless == 1 else 'name'} no account."
    yield from customers.notes


def needs_sentence(need: Need, needs: Needs) -> str:
    """A need in one sentence to copy: what it is, how often in what time, against what before, and by whom."""
    said = f"{of_text(need.trend.now)} items {needs.period.phrase}{_interval(need.trend.now)}{_before(need)}"
    narrowed = " · ".join(one for one in (needs.segment, needs.channel) if one)
    return f"{need.name}{f' ({narrowed})' if narrowed else ''}: {'; '.join([said, *_asking(need, needs.currency)])}."


def concentration_sentence(needs: Needs) -> str:
    """The warning over needs that stand among the first ten by one account only; empty where none would fall."""
    falls = [move for move in needs.without_top if move.falls and move.now <= _HIGH]
    told = [f"{move.name} {'falls ' if not at else ''}from {ordinal(move.now)} to {ordinal(move.without)}" for at, move in enumerate(falls)]
    if not told:
        return ""
    return f"Without {'its' if len(told) == 1 else 'their'} top account, {listed(told)}."


def ordinal(number: int) -> str:
    """“1st”, “2nd”, “11th”."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number:,}{ending}"


def of_text(rate: Rate) -> str:
    """“47 of 310”."""
    return f"{rate.mentions:,} of {rate.items:,}"


def ratio_text(need: Need) -> str:
    """How many times as often as before: “×2.1”; empty where that can't be said."""
    ratio = need.trend.ratio
    return "" if ratio is None else f"×{ratio:.1f}" if ratio < 100 else f"×{number_text(round(ratio))}"


def _asking(need: Need, currency: str) -> Iterator[str]:
    if need.accounts:
        money = f"{money_text(need.arr, currency)} ARR" if need.arr is not None else "ARR not known"
        yield f"{rows_text(need.accounts, 'account')}, {money}"
    elif need.mentions:
        yield "no account is named"
    if need.top is not None:
        yield f"top account {need.top.name} {percent_text(100 * need.top.share, 0)}"


def _interval(rate: Rate) -> str:
    if rate.per_hundred is None or rate.interval is None:
        return ""
    low, high = rate.interval
    return f" ({rate.per_hundred:.1f} per 100, {low:.1f}–{high:.1f})"


def _before(need: Need) -> str:
    trend = need.trend
    before = of_text(trend.before)
    if not trend.before.items:
        return ""
    wordings = {RISING: f", up from {before}", FALLING: f", down from {before}", FLAT: f", not clearly more or less than {before} before"}
    wordings[NEW] = f", new after {before}"
    return wordings.get(trend.verdict, f", after {before} before; too few to say more")
