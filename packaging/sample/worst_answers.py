"""The answer key of worst/: what of each file must come in, counted from what was drawn and not from what a program read."""

from typing import Any

from . import worst
from .accounts import Account, sheet_day
from .answer import answer
from .health import Sheet, quarantined
from .pipeline import Deal

_STORY = "worst"


def worst_answers(accounts: list[Account], deals: list[Deal], sheets: dict[int, Sheet]) -> list[dict[str, Any]]:
    """An entry a file."""
    renewing = sum(a.renewal is not None for a in accounts)
    alone = worst.sorted_alone(accounts)
    changed = sum(renewal != account.renewal for account, renewal in alone)
    pages = -(-renewing // worst.PAGE)
    sums = worst.won_by_quarter(deals)
    owners, parts = {owner for owner, _, _ in sums}, {(owner, kind) for owner, kind, _ in sums}
    wrong = len(quarantined(sheets[11]))
    return [
        _came_in(worst.TABLES, len(worst.open_deals(deals)), tables=[30, len(worst.open_deals(deals)), len(worst.loss_reasons(deals))]),
        _came_in(worst.PRINTED, renewing, rows_dropped=2 * (pages - 1), pages=pages),
        _came_in(worst.COLOURS, len(sheets[10]), column="Status", filled=0),
        _came_in(worst.PROTECTED, 40, password=worst.PASSWORD),
        _came_in(worst.EMPTY, renewing, columns=6, empty_columns=worst.EMPTY_COLUMNS),
        _came_in(worst.PIVOT, len(owners) + len(parts), rows_dropped=1, sums_of_parts=len(owners), amount=sum(sums.values()) / 100),
        _came_in(worst.TEXT, sum(a.currency == "EUR" for a in accounts)),
        answer(_STORY, "the same bytes", worst.AGAIN, rows=0, of="history/CS_health_2026-10.xlsx"),
        _came_in(worst.MISDATED, len(sheets[11]) - wrong, rows_quarantined=wrong, as_of=sheet_day(10).isoformat()),
        _came_in(worst.SORTED, len(alone), renewals_changed=changed, percent=round(100 * changed / len(alone))),
    ]


def _came_in(file: str, rows: int, *, rows_quarantined: int = 0, rows_dropped: int = 0, **more: Any) -> dict[str, Any]:
    return answer(_STORY, "what comes in", file, rows=rows, rows_quarantined=rows_quarantined, rows_dropped=rows_dropped, **more)
