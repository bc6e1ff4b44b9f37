"""The answer key of Finance's months and of CS's churn log, as far as the program shows their figures."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from . import churn, revenue_file
from .accounts import Account
from .answer import answer
from .churn import Entry
from .health import Sheet
from .pipeline import Deal
from .revenue import CREDITS, LATE_CREDIT, MONTHS, Ledger, Line, with_credits


@dataclass(frozen=True)
class Billed:
    """Finance's rows and CS's log."""

    lines: list[Line]
    log: list[Entry]


def make_billed(accounts: list[Account], deals: list[Deal], sheets: dict[int, Sheet]) -> Billed:
    """Draw who left, and solve the months for the stories."""
    gone = churn.who_left(sheets, {a.name for a in accounts})
    ledger = Ledger(accounts, deals, gone)
    return Billed(with_credits(ledger.lines()), churn.make_log(gone, ledger.smaller))


def revenue_answers(billed: Billed) -> list[dict[str, Any]]:
    """The entries of stories S19 and S20."""
    return [*_months(billed.lines), *_log(billed.log)]


def _months(lines: list[Line]) -> list[dict[str, Any]]:
    file = revenue_file.NAME
    nil = sum(line.cents.count(0) for line in lines)
    year = {f"{day:%Y-%m}": _month(lines, at) for at, day in enumerate(MONTHS) if day.year == 2026}
    ((at, cents),) = [(month, cents) for name, month, cents in CREDITS if name == LATE_CREDIT]
    return [
        answer(
            "S19", "rows of Finance's MRR once months are rows", file, sheet=revenue_file.SHEET, header_row=revenue_file.HEADER_ROW,
            customers=len({line.customer for line in lines}), lines=len(lines), months=len(MONTHS), rows=len(lines) * len(MONTHS),
            nil_cells=nil, credits=len(CREDITS),
        ),
        answer("S19", "ARR by month in Finance's MRR at the workspace's rate, once it counts", file, months=year),
        answer("S19", "late credit", file, account=LATE_CREDIT, month=f"{MONTHS[at]:%Y-%m}", mrr=-cents / 100, arr=-12 * cents / 100),
    ]  # fmt: skip


def _month(lines: list[Line], at: int) -> dict[str, Any]:
    return {"arr": round(sum(line.usd_parts(at) for line in lines) / 10_000, 2), "n": sum(line.cents[at] != 0 for line in lines)}


def _log(log: list[Entry]) -> list[dict[str, Any]]:
    months: dict[str, int] = defaultdict(int)
    for entry in log:
        months[f"{entry.day:%Y-%m}"] += entry.dollars
    return [
        answer(
            "S20", "rows of the churn log", churn.NAME, rows=len(log), losses=sum(entry.whole for entry in log),
            flagged=sum(entry.flag == "Y" for entry in log), arr_lost=sum(entry.dollars for entry in log),
            arr_lost_by_month=dict(sorted(months.items())),
        )
    ]  # fmt: skip
