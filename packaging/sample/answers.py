"""The answer key: what each file plants, as figures that a program which imported it must show; tests read it and recount the files."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import sqrt
from typing import Any

from . import accounts_file, contracts_file, health_file, nps, pipeline, usage
from .accounts import Account, sheet_day
from .answer import answer as _answer
from .delivery import Delivery
from .experiment_answers import Tested, experiment_answers
from .facts import ENT, MID, SMB
from .feedback_answers import Voices, feedback_answers
from .health import Sheet, differing, in_both, is_ambiguous, quarantined
from .nps import Response, quarter_of
from .pipeline import Deal
from .revenue_answers import Billed, revenue_answers
from .roadmap_answers import roadmap_answers
from .tool_answers import tool_answers
from .tools import Tools
from .usage import Week
from .worst_answers import worst_answers

PIPELINE = "history/Sales_pipeline_2026-11-20.xlsx"


@dataclass(frozen=True)
class Made:
    """All that was drawn and solved, before it is written."""

    accounts: list[Account]
    sheets: dict[int, Sheet]
    painted: dict[int, set[str]]
    struck: dict[int, set[str]]
    deals: list[Deal]
    responses: list[Response]
    rows: list[Response]
    weeks: list[Week]
    tools: Tools
    tested: Tested
    voices: Voices
    delivery: Delivery
    billed: Billed


def answers(made: Made) -> list[dict[str, Any]]:
    """The key, one entry a fact."""
    customers = [*_master(made), *_contracts(made), *_health(made), *_november(made), *_pipeline(made), *_nps(made), *_usage(made)]
    areas = [*tool_answers(made.tools), *experiment_answers(made.accounts, made.tested), *feedback_answers(made.accounts, made.voices)]
    roadmap = roadmap_answers(made.delivery, made.voices.tickets, made.sheets[10])
    return [*customers, *areas, *roadmap, *revenue_answers(made.billed), *worst_answers(made.accounts, made.deals, made.sheets)]


def _counts(values: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items()))


def _master(made: Made) -> list[dict[str, Any]]:
    file, rows = accounts_file.NAME, made.accounts
    return [
        _answer(
            "S1", "Region NA is North America, not missing", file, rows=len(rows), regions=_counts(a.region for a in rows), region_missing=0
        ),
        _answer("S2", "head counts 11-50 that Excel turned into dates", file, cells=accounts_file.DATED_HEADCOUNTS, text="11-50"),
        _answer("S3", "ids keep their zeros", file, ids_with_leading_zero=sum(a.number.startswith("0") for a in rows), halden="000417"),
        _answer("S3", "free-mail domains identify nobody", file, free_mail_domains=sum(not a.domain.endswith(".example") for a in rows)),
        _answer(
            "S3",
            "one name, two customers",
            file,
            name="Belmont Dental",
            ids=["000388", "000391"],
            distinct_names=len({a.name for a in rows}),
        ),
        _answer("S3", "parent and subsidiary", file, child="000134", parent="000133"),
        _answer("S3", "segments", file, segments=_counts(a.segment for a in rows)),
    ]


def _contracts(made: Made) -> list[dict[str, Any]]:
    file, rows = contracts_file.NAME, made.accounts
    usd = sum(a.usd_parts for a in rows)
    own = {c: sum(a.cents for a in rows if a.currency == c) for c in ("EUR", "USD")}
    regions = {r: _dollars(sum(a.usd_parts for a in rows if a.region == r)) for r, _ in contracts_file.REGIONS}
    return [
        _answer(
            "S4", "ARR in Contracts at the workspace's rate", file, sheet="ARR", rows=len(rows), rows_dropped=4, header_row=5,
            as_of="2026-11-20", eur_rate=1.08, arr_usd=_dollars(usd), arr_by_currency={c: cents / 100 for c, cents in own.items()},
            rows_by_currency=_counts(a.currency for a in rows), arr_usd_by_region=regions,
        ),
        _answer("S4", "ARR typed as text with decimal comma", file, cells=sum(a.currency == "EUR" for a in rows)),
        _answer("S4", "renewals left open", file, renewal_missing=sum(a.renewal is None for a in rows)),
        _answer("S3", "Ebbw Foods has a new name under its old number", file, number=352, name="Ebbw & Co", name_in_master="Ebbw Foods"),
        _answer("S15", "largest customer", file, account="Halden Bank", arr=548000, renewal="2027-01-30", days_to_renewal=68),
    ]  # fmt: skip


def _dollars(parts: int) -> float:
    return round(parts / 10_000, 2)


def _health(made: Made) -> list[dict[str, Any]]:
    result: list[dict[str, Any]] = []
    for month, rows in sorted(made.sheets.items()):
        days = [row.qbr for row in rows.values() if row.qbr]
        facts: dict[str, Any] = {
            "tabs": 5, "header_row": 4, "as_of": sheet_day(month).isoformat(),
            "rows": len(rows), "rows_quarantined": len(quarantined(rows)), "na_cells": sum(row.nps is None for row in rows.values()),
            "last_qbr_filled": len(days), "last_qbr_ambiguous": sum(map(is_ambiguous, days)),
            "rows_by_csm": _counts(row.csm for row in rows.values()), "risk_in_text": sum(row.sentiment == "Red" for row in rows.values()),
            "red_fill": len(made.painted[month]), "red_fill_without_text": sum(rows[n].sentiment != "Red" for n in made.painted[month]),
            "struck_through": sorted(made.struck[month]),
        }  # fmt: skip
        if quarantined(rows):
            facts["quarantined"] = {"account": min(quarantined(rows)), "value": 340}
        result.append(_answer("S6" if month != 11 else "S8", "CS's sheet of the month", health_file.file_name(month), **facts))
        if month - 1 in made.sheets:
            result.append(_change(made.sheets[month - 1], rows, month))
    return result


def _change(old: Sheet, new: Sheet, month: int) -> dict[str, Any]:
    """Against the month before, over rows that both sheets had accepted; a scale and a header that changed are no change."""
    both = in_both(old, new)
    cells = [len(differing(old[name], new[name])) for name in both]
    out_old, out_new = quarantined(old), quarantined(new)
    return _answer(
        "S8", "against the month before", health_file.file_name(month), new=len([n for n in new if n not in old and n not in out_new]),
        changed=sum(c > 0 for c in cells), unchanged=cells.count(0), missing=len([n for n in old if n not in new and n not in out_old]),
        cells_changed=sum(cells),
    )  # fmt: skip


def _november(made: Made) -> list[dict[str, Any]]:
    old, new = made.sheets[10], made.sheets[11]
    file = health_file.file_name(11)
    sable = {"open_tickets": [old["Sable Energy"].tix, new["Sable Energy"].tix], "nps": [old["Sable Energy"].nps, new["Sable Energy"].nps]}
    return [
        _answer("S8", "a header was renamed", file, before="Hlth", after=health_file.NEW_SCORE_HEADER),
        _answer("S8", "adoption is 100 times smaller", file, header="Adopt %", before=31, after=0.31, account="Halden Bank"),
        _answer("S8", "a column was added", file, header=health_file.NEW_COLUMN),
        _answer("S8", "new customers", file, names=sorted(n for n in new if n not in old)),
        _answer("S8", "missing customers", file, names=sorted(n for n in old if n not in new)),
        _answer("S8", "Sable Energy worsens", file, **sable),
        _answer("S27", "A. Mensah's customers", file, rows=sum(row.csm == "A. Mensah" for row in new.values())),
    ]


def _pipeline(made: Made) -> list[dict[str, Any]]:
    deals = made.deals
    lost = [d for d in deals if d.reason]
    spelt = {d.reason for d in lost}
    reason_of = {text: reason for reason, texts in pipeline.REASONS.items() for text in texts}
    differing_deals = [d for d in deals if d.story]
    finance = {a.name: a.usd_parts for a in made.accounts}
    gap = sum(d.usd_parts - finance.get(d.account, 0) for d in differing_deals)
    return [
        _answer("S9", "stages as spelt", PIPELINE, rows=len(deals), as_of="2026-11-20", stages=_counts(d.stage for d in deals)),
        _answer(
            "S9", "loss reasons as spelt and as meant", PIPELINE, spellings=len(spelt), reasons=len({reason_of[s] for s in spelt}),
            by_spelling=_counts(d.reason for d in lost), by_reason=_counts(reason_of[d.reason] for d in lost),
        ),
        _answer(
            "S10", "win rate against Quantly, by close date", PIPELINE, price_move=pipeline.PRICE_MOVE.isoformat(),
            before=_rate(deals, after=False), after=_rate(deals, after=True),
        ),
        _answer(
            "S5", "CRM against Finance, won deals", PIPELINE, differ=len(differing_deals),
            by_cause=_counts(d.story for d in differing_deals),
            agree=sum(d.stage.lower() == "closed won" and not d.story for d in deals), crm_minus_finance_usd=_dollars(gap),
        ),
    ]  # fmt: skip


def _rate(deals: list[Deal], *, after: bool) -> dict[str, Any]:
    closed = [
        d
        for d in deals
        if d.competitor == pipeline.COMPETITOR and d.stage.lower().startswith("closed") and (d.close >= pipeline.PRICE_MOVE) == after
    ]
    won = sum(d.stage.lower() == "closed won" for d in closed)
    return {"won": won, "n": len(closed), "percent": round(100 * won / len(closed))}


def score(responses: list[Response]) -> dict[str, Any]:
    """NPS with its 95 % margin and n, rounded to one decimal as it is shown."""
    n = len(responses)
    p, d = sum(r.score >= 9 for r in responses) / n, sum(r.score <= 6 for r in responses) / n
    return {"nps": round(100 * (p - d), 1), "margin": round(196 * sqrt((p + d - (p - d) ** 2) / n), 1), "n": n}


def _by(responses: list[Response], key: Callable[[Response], str]) -> dict[str, Any]:
    return {k: score([r for r in responses if key(r) == k]) for k in sorted({key(r) for r in responses})}


def _nps(made: Made) -> list[dict[str, Any]]:
    file, responses = nps.NAME, made.responses
    segments = {s: _by([r for r in responses if r.segment == s], lambda r: quarter_of(r.month)) for s in (ENT, MID, SMB)}
    return [
        _answer(
            "S14",
            "rows of the export",
            file,
            rows=len(made.rows),
            rows_accepted=len(responses),
            rows_quarantined=1,
            rows_dropped=nps.RESENT,
        ),
        _answer("S14", "a score that can't be", file, score=11),
        _answer("S14", "NPS by month (UTC)", file, months=_by(responses, lambda r: r.month)),
        _answer("S14", "NPS by quarter: Q4 to date against Q3 is no change", file, quarters=_by(responses, lambda r: quarter_of(r.month))),
        _answer("S14", "NPS by segment and quarter: Enterprise changed", file, segments=segments),
    ]


def _usage(made: Made) -> list[dict[str, Any]]:
    file, weeks = usage.NAME, made.weeks
    emea = {a.number for a in made.accounts if a.region == "EMEA"}
    by_week = _counts(w.start.isoformat() for w in weeks)
    months = sorted({f"{w.start:%Y-%m}" for w in weeks})
    active = {m: len({w.account for w in weeks if f"{w.start:%Y-%m}" == m}) for m in months}
    halden = _counts(w.start.isoformat() for w in weeks if w.account == "000417")
    return [
        _answer("S11", "rows by week", file, rows=len(weeks), users=len({w.user for w in weeks}), weeks=by_week),
        _answer(
            "S11", "EMEA is missing in one week", file, week=usage.LOST_WEEK.isoformat(), emea_rows=0, looks_like_percent=-34,
            emea_rows_week_before=sum(w.start.isoformat() == "2026-10-05" and w.account in emea for w in weeks),
        ),
        _answer("S11", "active accounts by month of the week's start, the company itself (000000) counted", file, months=active),
        _answer(
            "S12", "the company's own users", file, account=usage.OWN_ACCOUNT, users=usage.OWN_USERS,
            rows=sum(w.account == usage.OWN_ACCOUNT for w in weeks),
        ),
        _answer("S15", "Halden Bank's weekly users", file, weeks=halden, last_four_against_before_percent=-24),
    ]  # fmt: skip
