"""How costs, seats, deadlines and verdicts look in the tables of the page Tools."""

from datetime import date

from prodops_desktop.tools import verdict
from prodops_desktop.tools.model import Contract
from prodops_desktop.tools.views import ToolView
from prodops_desktop.ui import formats
from prodops_desktop.ui.models.cells import Cell
from prodops_desktop.ui.texts import counted, tr

_SOON_DAYS = 60
VERDICTS = {
    verdict.TERMS_MISSING: (tr("Terms missing"), "warn_fill"),
    verdict.DECIDE_NOW: (tr("Decide now"), "bad_fill"),
    verdict.REVIEW: (tr("Review"), "warn_fill"),
    verdict.OVERLAP: (tr("Overlap"), "warn_fill"),
    verdict.ADD_SEATS: (tr("Add seats"), "accent"),
    verdict.KEEP: (tr("Keep"), "good_fill"),
}
"""The word and the dot of each verdict."""
CHOICES = {"renew": tr("Renew"), "drop": tr("Drop"), "renegotiate": tr("Renegotiate")}


def contract_title(contract: Contract, today: date | None = None) -> str:
    """What tells a contract from the tool's others: its reference, else its start."""
    if contract.reference:
        return contract.reference
    return tr("from {day}", day=formats.day(contract.starts, today)) if contract.starts else tr("without a start")


def verdict_cell(view: ToolView) -> Cell:
    """What is to be done, with its dot; the reason is the tooltip."""
    if view.verdict == verdict.DECIDED and view.contract is not None and view.contract.decision is not None:
        return Cell(CHOICES[view.contract.decision.choice], dot="accent", tip=view.why)
    if view.verdict == verdict.NOT_IN_USE:
        return Cell(tr(view.tool.status.capitalize()), tone="text_2", dot="ghost", tip=view.why)
    text, dot = VERDICTS[view.verdict]
    return Cell(text, dot=dot, tip=view.why)


def seat_bars(active: int, assigned: int, bought: int, *, low: bool = False) -> tuple[tuple[float, str], ...]:
    """The shares of the bought seats that are assigned and active, laid over each other."""
    whole = max(bought, 1)
    return (assigned / whole, "accent_line"), (active / whole, "bad_fill" if low else "accent")


def seats_cell(view: ToolView, low_use: int) -> Cell:
    """Active, assigned and bought as layered bars and counts."""
    use = view.use
    if use is None:
        return Cell(formats.MISSING, tone="text_3")
    if use.purchased is None:
        if use.active is None:
            return Cell(formats.MISSING, tone="text_3")
        basis = any(one.runs and one.contract.basis == "usage" for one in view.contracts)
        lead = tr("Usage-based") if basis else tr("Seats unknown")
        return Cell(f"{lead} · {counted(use.active, '{n} active user', '{n} active users')}", tone="text_2", role="meta")
    share = view.active_percent
    low = share is not None and share < low_use
    bars = seat_bars(use.active or 0, use.assigned or 0, use.purchased, low=low)
    rest = f"/ {formats.number(use.assigned)} / {formats.number(use.purchased)}"
    tip = tr("{month}: {share} of the seats are active.", month=formats.period(use.month), share=formats.percent(share, 0))
    return Cell(formats.number(use.active), role="name", bars=bars, aside=rest, tip=tip if share is not None else "")


def due_cell(day: date | None, today: date, rules_days: int, *, missing: str = "") -> Cell:
    """How many days are left, and the day."""
    if day is None:
        return Cell(formats.MISSING, tone="text_3", right=True, tip=missing)
    days = (day - today).days
    tone = "bad" if days <= rules_days else "warn" if days <= _SOON_DAYS else "text"
    return Cell(
        tr("{n} d", n=formats.number(days)), tone=tone, role="name" if tone != "text" else "body", right=True, aside=formats.day(day, today)
    )


def by_name(text: str | None) -> str | None:
    """What names sort by; those without one come last."""
    return text.casefold() if text else None


def money_cell(value: float | None, currency: str, *, bold: bool = False) -> Cell:
    """An amount in short, in full as tooltip."""
    role = "name" if bold else "body"
    return Cell(formats.money(value, currency), right=True, role=role, tip=formats.money(value, currency, short=False) if value else "")


def text_cell(text: str | None, tone: str = "text") -> Cell:
    """A text, or a dash for none."""
    return Cell(text, tone) if text else Cell(formats.MISSING, "text_3")


def plain_number(value: float | None) -> str:
    """A number as spreadsheets take it."""
    return "" if value is None else f"{value:.2f}".rstrip("0").rstrip(".")


def day_cell(day: date | None, today: date) -> Cell:
    """A day, or a dash for none."""
    return Cell(formats.day(day, today), right=True) if day else Cell(formats.MISSING, "text_3", right=True)
