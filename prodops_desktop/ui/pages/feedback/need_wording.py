"""How needs are said on the page Feedback: the trend and its verdict, what a list holds, and why there is nothing to show."""

from prodops_desktop.feedback.needs.model import ACCOUNTS, ARR, BY_RISE, MENTIONS, WEIGHTED, Need, Needs
from prodops_desktop.feedback.needs.period import Period
from prodops_desktop.feedback.needs.rates import FALLING, FLAT, NEW, RISING, TOO_FEW, Rate, Trend
from prodops_desktop.ui import formats
from prodops_desktop.ui.texts import counted, tr

RANK_NAMES = {
    ARR: tr("ARR asking"),
    WEIGHTED: tr("weighted ARR"),
    ACCOUNTS: tr("accounts"),
    MENTIONS: tr("mentions"),
    BY_RISE: tr("rising"),
}
"""By what needs can be ranked, as a choice says it."""
BEYOND_NOISE = frozenset({NEW, RISING, FALLING})
_VERDICTS = {
    NEW: tr("New: never mentioned in the period before, and beyond noise."),
    RISING: tr("Rising, beyond noise."),
    FALLING: tr("Falling, beyond noise."),
    FLAT: tr("Within noise: not clearly more or less."),
    TOO_FEW: tr("Too few mentions to say more."),
}
_PLACES = 1


def rate_text(rate: Rate) -> str:
    """A rate as people read it, per 100 items: “15.2”."""
    return per_hundred_text(rate.per_hundred)


def interval_text(rate: Rate) -> str:
    """The interval of a rate: “11.1–20.2”; empty without items."""
    return "" if rate.interval is None else "–".join(map(per_hundred_text, rate.interval))


def per_hundred_text(value: float | None) -> str:
    """So many per 100."""
    return formats.MISSING if value is None else formats.number(value, _PLACES)


def plain_figure(value: float | None) -> str:
    """A figure as spreadsheets take it."""
    return "" if value is None else f"{value:.2f}".rstrip("0").rstrip(".")


def counts_text(rate: Rate) -> str:
    """“47 of 310”."""
    return tr("{n} of {m}", n=formats.number(rate.mentions), m=formats.number(rate.items))


def trend_text(trend: Trend) -> str:
    """The trend in a word: “×2.1”, “new”; what is too few to say anything says that."""
    if trend.verdict == NEW:
        return tr("new")
    if trend.verdict == TOO_FEW:
        return tr("too few") if trend.now.items and trend.before.items else formats.MISSING
    return _times(trend.ratio)


def trend_tip(trend: Trend, period: Period) -> str:
    """Both rates, the ratio with its interval, and the verdict; of a period that is compared with nothing only its rate."""
    lines = [tr("Now {rate} per 100 ({interval}), {counts}", rate=rate_text(trend.now), interval=interval_text(trend.now),
                counts=counts_text(trend.now)) if trend.now.items else tr("Nothing was received in the period.")]  # fmt: skip
    if period.before is None:
        return lines[0]
    if trend.before.items:
        lines.append(tr("Before {rate} per 100 ({interval}), {counts}", rate=rate_text(trend.before),
                        interval=interval_text(trend.before), counts=counts_text(trend.before)))  # fmt: skip
    else:
        lines.append(tr("Nothing was received in the period before."))
    if trend.ratio is not None and trend.interval is not None:
        low, high = map(_times, trend.interval)
        lines.append(tr("{ratio}, 95% interval {low} to {high}", ratio=_times(trend.ratio), low=low, high=high))
    return "\n".join([*lines, _VERDICTS[trend.verdict]])


def summary_texts(needs: Needs) -> tuple[str, str]:
    """“61 accounts ask · $9.62M ARR · 310 items received”, and in fewer words where there is less room."""
    arr = [tr("{amount} ARR", amount=formats.money(needs.arr, needs.currency))] if needs.arr is not None else []
    asking = counted(needs.accounts, "{n} account asks", "{n} accounts ask")
    accounts = counted(needs.accounts, "{n} account", "{n} accounts")
    received = counted(needs.items, "{n} item received", "{n} items received")
    items = counted(needs.items, "{n} item", "{n} items")
    return " · ".join([asking, *arr, received]), " · ".join([accounts, *arr, items])


def summary_tip(needs: Needs) -> str:
    """What stands behind that line: the days, what is not tagged, and what could not be counted."""
    period = needs.period
    days = tr("{first} to {last}", first=formats.day(period.first), last=formats.day(period.last)) if period.before else period.title
    untagged = tr("{n} of {m} items received are not tagged.", n=formats.number(needs.untagged), m=formats.number(needs.items))
    return "\n".join([days, untagged, *needs.notes])


def empty_text(needs: Needs) -> tuple[str, str]:
    """Why no need can be shown, and what to do."""
    whom = " · ".join(one for one in (needs.segment, needs.channel) if one)
    if whom:
        return tr("Nobody asks for anything here: {whom}, {period}.", whom=whom, period=needs.period.title), tr(
            "Choose everybody, any channel or a longer period, or tag what came in."
        )
    if not needs.items:
        return tr("Nothing was received in this period."), tr("Choose a longer one, or import feedback.")
    said = counted(needs.items, "The one item of this period is not tagged yet.", "None of the {n} items of this period is tagged yet.")
    return said, tr("A need is a tag: give items tags in the triage, and they are counted here.")


def amount_text(value: float | None, needs: Needs) -> str:
    """An ARR as tables show it."""
    return formats.money(value, needs.currency)


def full_amount(need: Need, needs: Needs) -> str:
    """The ARR behind a need in full, and what it leaves out."""
    said = [tr("{amount} a year", amount=formats.money(need.arr, needs.currency, short=False))] if need.arr is not None else []
    if need.arr_unknown:
        said.append(counted(need.arr_unknown, "{n} account has no known ARR.", "{n} accounts have no known ARR."))
    return "\n".join(said)


def _times(ratio: float | None) -> str:
    if ratio is None:
        return formats.MISSING
    return tr("×{n}", n=formats.number(ratio, 1 if ratio < 100 else 0) if ratio != float("inf") else "∞")
