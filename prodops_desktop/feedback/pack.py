"""Feedback as the sheet of a board pack: what is asked for most in money, what rises beyond noise, and who said it."""

from collections.abc import Sequence

from prodops_desktop.datasets.area_sheet import AreaSheet, AreaTable, BarChart, Definition, Tile
from prodops_desktop.datasets.sheets import AMOUNT, NUMBER, PERCENT, WHOLE, SheetColumn, SheetValue
from prodops_desktop.feedback.accounts import read_customers
from prodops_desktop.feedback.needs.model import Need, Needs
from prodops_desktop.feedback.needs.period import DEFAULT, read_period
from prodops_desktop.feedback.needs.reading import read_needs
from prodops_desktop.feedback.needs.saying import concentration_sentence
from prodops_desktop.feedback.needs.verbatims import verbatims
from prodops_desktop.feedback.store import waiting
from prodops_desktop.metrics.wording import money_text
from prodops_desktop.work.listing import listed
from prodops_desktop.workspace import Store, settings

TITLE = "Feedback"
_MOST = 15
_QUOTED = 5


def pack_sheet(store: Store) -> AreaSheet | None:
    """The sheet of the needs of the last 90 days; None while nothing is tagged."""
    customers = read_customers(store)
    needs = read_needs(store, customers, period=read_period(DEFAULT, settings.today(store)))
    heard = [need for need in needs.needs if need.mentions]
    if not heard:
        return None
    quoted = [(need, one) for need in heard[:_QUOTED] for one in verbatims(store, need.tag, customers, needs.period, limit=2)]
    quotes = [(need.name, one.account, one.quote, one.at[:10], one.channel, one.code) for need, one in quoted]
    return AreaSheet(
        title=TITLE,
        headline=headline(heard, needs),
        subtitle=subtitle(needs),
        currency=needs.currency,
        tiles=_tiles(store, heard, needs),
        tables=(_needs_table(heard), _segments_table(heard), _quotes_table(quotes)),
        definitions=_DEFINITIONS,
        notes=(*filter(None, (concentration_sentence(needs),)), *needs.notes),
        sources=needs.sources,
    )


def headline(heard: list[Need], needs: Needs) -> str:
    """What an executive has to know: the need with most money behind it, and what rises beyond noise."""
    first = heard[0]
    worth = f", {money_text(first.arr, needs.currency)} of ARR asking" if first.arr is not None else ""
    rising = [need.name for need in heard if need.emerging]
    said = f"{first.name} is asked for most{worth}"
    return (
        f"{said}; {listed(rising)} {'rises' if len(rising) == 1 else 'rise'} beyond noise"
        if rising
        else f"{said}; nothing rises beyond noise"
    )


def subtitle(needs: Needs) -> str:
    """How much was heard, when, and from whom."""
    accounts = f"{needs.accounts:,} account{'' if needs.accounts == 1 else 's'}"
    worth = f" with {money_text(needs.arr, needs.currency)} of ARR" if needs.arr is not None else ""
    untagged = f" {needs.untagged:,} of them are not tagged yet." if needs.untagged else ""
    return f"{needs.items:,} items received {needs.period.phrase}; {accounts}{worth} asked.{untagged}"


def _tiles(store: Store, heard: list[Need], needs: Needs) -> tuple[Tile, ...]:
    first, rising = heard[0], [need for need in heard if need.emerging]
    return (
        Tile("Items received", needs.items, WHOLE, f"{needs.items_before:,} in the period before"),
        Tile("Accounts asking", needs.accounts, WHOLE, "each counted once"),
        Tile("ARR asking most", first.arr, AMOUNT, first.name),
        Tile("Rising", len(rising), WHOLE, listed([need.name for need in rising]) or "none beyond noise"),
        Tile("In the inbox", waiting(store), WHOLE, "not looked at yet"),
    )


def _needs_table(heard: list[Need]) -> AreaTable:
    columns = (
        SheetColumn("Need", width=26),
        SheetColumn("ARR asking", AMOUNT, 14),
        SheetColumn("Weighted ARR", AMOUNT, 14),
        SheetColumn("Accounts", WHOLE, 10),
        SheetColumn("Mentions", WHOLE, 10),
        SheetColumn("Per 100 items", NUMBER, 13),
        SheetColumn("From", NUMBER, 8),
        SheetColumn("To", NUMBER, 8),
        SheetColumn("Before", NUMBER, 10),
        SheetColumn("Change", width=12),
        SheetColumn("Top account", width=24),
        SheetColumn("Its share", PERCENT, 10),
    )
    later = len(heard) - _MOST
    note = f"{later} more {'need is' if later == 1 else 'needs are'} not shown." if later > 0 else ""
    chart = BarChart("ARR asking", names=0, values=1)
    return AreaTable(
        "What is asked for, by the ARR of those who ask", columns, [_row(need) for need in heard[:_MOST]], note=note, chart=chart
    )


def _row(need: Need) -> tuple[SheetValue, ...]:
    now, before = need.trend.now, need.trend.before
    low, high = now.interval or (None, None)
    top = (need.top.name, 100 * need.top.share) if need.top is not None else (None, None)
    rates = (_rounded(now.per_hundred), _rounded(low), _rounded(high), _rounded(before.per_hundred))
    return (need.name, need.arr, need.weighted, need.accounts, need.mentions, *rates, need.trend.verdict, *top)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def _segments_table(heard: list[Need]) -> AreaTable:
    shown = heard[:_MOST]
    names = list(dict.fromkeys(line.segment for need in shown for line in need.by_segment))
    columns = (SheetColumn("Need", width=26), *(SheetColumn(name, AMOUNT, 14) for name in names))
    rows: list[tuple[SheetValue, ...]] = []
    for need in shown:
        arr = {line.segment: line.arr for line in need.by_segment}
        rows.append((need.name, *(arr.get(name) for name in names)))
    return AreaTable("ARR asking, by segment", columns, rows if len(names) > 1 else [])


def _quotes_table(quotes: Sequence[tuple[SheetValue, ...]]) -> AreaTable:
    columns = (
        SheetColumn("Need", width=22),
        SheetColumn("Account", width=24),
        SheetColumn("In their words", width=60),
        SheetColumn("Said on", width=12),
        SheetColumn("Channel", width=12),
        SheetColumn("Item", width=10),
    )
    return AreaTable("In their words", columns, quotes)


_DEFINITIONS = (
    Definition(
        "ARR asking",
        "Sum of the ARR of the accounts that mention the need in the period, each account once",
        "An account asks for more than one need, so the needs do not add up; one account can be most of it.",
        "money",
    ),
    Definition(
        "Weighted ARR",
        "ARR of each account × the highest importance of its mentions (0 none, 1 nice, 2 important, 3 critical)",
        "What nobody weighed counts as none.",
        "money",
    ),
    Definition(
        "Per 100 items",
        "Mentions ÷ items received in the period × 100, with the exact 95% Poisson interval",
        "More mentions are no rise where more items came in, too; what is not tagged is not counted.",
        "number",
    ),
    Definition(
        "Change",
        "Rising or falling only where the exact 95% interval of the ratio of both rates leaves out 1",
        "Of many needs a few would seem to move by chance; under 10 mentions in both periods it is “too few”.",
    ),
)
