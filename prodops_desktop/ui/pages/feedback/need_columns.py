"""The rows and columns of the table of needs: their place, what they are worth, how often they are mentioned, and whether that rises."""

from collections.abc import Mapping
from dataclasses import dataclass

from prodops_desktop.feedback.needs.model import Need, Needs
from prodops_desktop.feedback.needs.rates import FALLING
from prodops_desktop.ui import formats
from prodops_desktop.ui.models.cells import Cell
from prodops_desktop.ui.models.records import Column
from prodops_desktop.ui.pages.feedback.need_wording import (
    BEYOND_NOISE,
    amount_text,
    counts_text,
    full_amount,
    interval_text,
    plain_figure,
    rate_text,
    trend_text,
    trend_tip,
)
from prodops_desktop.ui.texts import counted, tr

HIDDEN = ("interval", "weighted", "group")
"""Columns that are there for who chooses them."""


@dataclass(frozen=True)
class NeedRow:
    """A need in its place; ``arr`` is what it is ranked by where that is the ARR, ``most`` the largest ARR of all, ``links`` name records.

    ``arr`` leaves the top account out where the needs are ranked without it.
    """

    place: int
    need: Need
    needs: Needs
    arr: float | None
    most: float
    links: tuple[str, ...]

    @property
    def leaves_out(self) -> bool:
        """Whether its top account is left out."""
        return self.arr != self.need.arr


def need_rows(needs: Needs, links: Mapping[int, tuple[str, ...]], *, without_top: bool = False) -> list[NeedRow]:
    """The rows in their order: as ranked, or by ARR, that of needs which lean on one account without it."""
    ranked = [(need, _left(need) if without_top else need.arr) for need in needs.needs]
    if without_top:
        ranked.sort(key=lambda pair: (not pair[0].mentions, -(pair[1] or 0.0), -pair[0].mentions, pair[0].name.casefold()))
    most = max((need.arr or 0.0 for need in needs.needs), default=0.0)
    return [NeedRow(place, need, needs, arr, most, links.get(need.tag, ())) for place, (need, arr) in enumerate(ranked, 1)]


def _left(need: Need) -> float | None:
    if need.concentrated and need.top is not None and need.arr is not None:
        return need.arr - need.top.arr
    return need.arr


def need_columns() -> list[Column]:
    """The columns of the table of needs."""
    return [
        Column("place", tr("#"), lambda r: Cell(formats.number(r.place), "text_3", right=True), right=True, width=46,
               order=lambda r: r.place, tip=tr("The place by what they are ranked by")),
        Column("need", tr("Need"), _need_cell, width=168, order=lambda r: r.need.name.casefold(), exact=lambda r: r.need.name, fixed=True),
        Column("arr", tr("ARR asking"), _arr_cell, right=True, width=176, order=lambda r: r.arr, exact=lambda r: plain_figure(r.arr),
               tip=tr("What the accounts that ask are worth a year, each once")),
        Column("accounts", tr("Accounts"), _accounts_cell, right=True, width=76, folds=4, order=lambda r: r.need.accounts,
               exact=lambda r: str(r.need.accounts)),
        Column("mentions", tr("Mentions"), _mentions_cell, right=True, width=92, folds=5, order=lambda r: r.need.mentions,
               exact=lambda r: str(r.need.mentions), tip=tr("Of the items received")),
        Column("rate", tr("Per 100 items"), _rate_cell, right=True, width=136, folds=3, order=lambda r: r.need.trend.now.per_hundred,
               exact=lambda r: plain_figure(r.need.trend.now.per_hundred),
               tip=tr("Mentions per 100 items received, with the exact 95% interval")),
        Column("interval", tr("95% interval"), lambda r: Cell(interval_text(r.need.trend.now) or formats.MISSING, right=True), right=True,
               width=110),
        Column("trend", tr("12-month trend"), _trend_cell, width=148, order=lambda r: r.need.trend.ratio,
               exact=lambda r: trend_text(r.need.trend), searched=False,
               tip=tr("The rate by month, and the period ÷ the one before; bold where that is beyond noise")),
        Column("top", tr("Top account"), _top_cell, right=True, width=94, folds=2, order=lambda r: r.need.top.share if r.need.top else None,
               exact=lambda r: plain_figure(100 * r.need.top.share) if r.need.top else "",
               tip=tr("The share of the ARR that one account is; marked when it is more than half")),
        Column("links", tr("Linked to"), _links_cell, width=0, folds=1, order=lambda r: ", ".join(r.links).casefold() or None),
        Column("weighted", tr("Weighted ARR"), lambda r: _money(r, r.need.weighted), right=True, width=112,
               order=lambda r: r.need.weighted,
               exact=lambda r: plain_figure(r.need.weighted), tip=tr("ARR × the highest importance of the account’s mentions, 0 to 3")),
        Column("group", tr("Group"), lambda r: Cell(r.need.group, "text_2"), width=150, order=lambda r: r.need.group.casefold()),
    ]  # fmt: skip


def _need_cell(row: NeedRow) -> Cell:
    return Cell(row.need.name, role="name", tip="\n".join(part for part in (row.need.name, row.need.definition) if part))


def _arr_cell(row: NeedRow) -> Cell:
    need, tip = row.need, full_amount(row.need, row.needs)
    if row.arr is None:
        return Cell(formats.MISSING, "text_3", right=True, tip=tip)
    whole, left = ((amount or 0.0) / row.most if row.most else 0.0 for amount in (need.arr, row.arr))
    if row.leaves_out and need.top is not None:
        tip = "\n".join([tip, tr("Without {account}: {amount}", account=need.top.name, amount=amount_text(row.arr, row.needs))])
    bars = ((whole, "accent_line"), (left, "accent")) if row.leaves_out else ((whole, "accent"),)
    return Cell(amount_text(row.arr, row.needs), role="section", right=True, bars=bars, tip=tip)


def _accounts_cell(row: NeedRow) -> Cell:
    nameless = row.need.without_account
    tip = counted(nameless, "{n} mention names no account.", "{n} mentions name no account.") if nameless else ""
    return Cell(formats.number(row.need.accounts), right=True, tip=tip)


def _mentions_cell(row: NeedRow) -> Cell:
    now = row.need.trend.now
    aside = tr("of {n}", n=formats.number(now.items))
    return Cell(formats.number(now.mentions), right=True, aside=aside, tip=counts_text(now))


def _rate_cell(row: NeedRow) -> Cell:
    now = row.need.trend.now
    if now.per_hundred is None:
        return Cell(formats.MISSING, "text_3", right=True)
    tip = tr("{counts} items: {rate} per 100, 95% interval {interval}", counts=counts_text(now), rate=rate_text(now),
             interval=interval_text(now))  # fmt: skip
    return Cell(rate_text(now), right=True, aside=interval_text(now), tip=tip)


def _trend_cell(row: NeedRow) -> Cell:
    trend = row.need.trend
    spark = tuple(point.per_hundred for point in row.need.months)
    is_beyond = trend.verdict in BEYOND_NOISE
    tone = ("text" if trend.verdict == FALLING else "bad") if is_beyond else "text_3"
    return Cell(trend_text(trend), tone, "section" if is_beyond else "body", spark=spark, tip=trend_tip(trend, row.needs.period))


def _top_cell(row: NeedRow) -> Cell:
    need = row.need
    if need.top is None:
        return Cell(formats.MISSING, "text_3", right=True)
    share = formats.percent(round(100 * need.top.share), 0)
    tip = tr("{account}: {amount}", account=need.top.name, amount=amount_text(need.top.arr, row.needs))
    if need.concentrated:
        return Cell(share, "warn", "section", right=True, icon="alert-outline", tip=tip)
    return Cell(share, "text_2", right=True, tip=tip)


def _links_cell(row: NeedRow) -> Cell:
    if not row.links:
        return Cell(tr("Not linked"), "text_3")
    return Cell(", ".join(row.links), chips=row.links, tip="\n".join(row.links))


def _money(row: NeedRow, amount: float | None) -> Cell:
    return Cell(amount_text(amount, row.needs), "text" if amount is not None else "text_3", right=True)
