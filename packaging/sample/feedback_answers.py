"""The answer key of the feedback: tickets, notes, what is received, and how often and by whom each need is asked for."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt
from typing import Any

from . import notes_file, tickets_file
from .accounts import Account
from .answer import answer
from .facts import CSMS, ENT, MID, SMB, TODAY
from .needs import CONCENTRATED, NEEDS, Need
from .notes import NEAR_DUPLICATES, Note
from .nps import Response
from .pipeline import Deal
from .received import LOSSES, NPS, TICKETS, Received, heard_elsewhere
from .tickets import HALDEN, Ticket

DONE_UNTIL = date(2026, 11, 13)
DAYS = 90
_KEPT_DAYS = 30  # what is older on the day of the import goes to the archive
_TICKETS, _FIGURES = "S15", "S16"
Window = tuple[date, date]
LATEST: tuple[Window, Window] = (
    (TODAY - timedelta(days=DAYS - 1), TODAY),
    (TODAY - timedelta(days=2 * DAYS - 1), TODAY - timedelta(days=DAYS)),
)
QUARTER: tuple[Window, Window] = ((date(2026, 4, 1), date(2026, 6, 30)), (date(2026, 1, 1), date(2026, 3, 31)))


@dataclass(frozen=True)
class Voices:
    """All that customers said in the sample."""

    tickets: list[Ticket]
    notes: list[Note]
    responses: list[Response]
    deals: list[Deal]

    def received(self) -> list[Received]:
        """The items that the inbox took in."""
        let_in = [Received(TICKETS, t.created.date(), t.account.name, frozenset(t.tags)) for t in self.tickets if t.is_let_in]
        return let_in + heard_elsewhere(self.responses, self.deals)


def feedback_answers(accounts: list[Account], voices: Voices) -> list[dict[str, Any]]:
    """The entries of the feedback, one a fact."""
    items, by_name = voices.received(), {a.name: a for a in accounts}
    entries = [*_of_tickets(voices.tickets), *_of_notes(voices.notes), _waiting(items)]
    entries.append(_totals(items))
    for need in NEEDS:
        entries.append(_heard(f"{need.name} in the last 90 days", need, LATEST, items, by_name) | {"days": DAYS})
        entries.append(_heard(f"{need.name} in 2026-Q2", need, QUARTER, items, by_name) | {"period": "2026-Q2", "before": "2026-Q1"})
    for segment in (ENT, MID, SMB):
        entries.append(_by_segment(NEEDS[0], segment, items, by_name))
    return entries + [_concentrated(need, items, by_name) for need in NEEDS if need.name in CONCENTRATED]


def _of_tickets(tickets: list[Ticket]) -> list[dict[str, Any]]:
    file, let_in = tickets_file.NAME, [t for t in tickets if t.is_let_in]
    halden = [t for t in tickets if t.account.name == HALDEN and t.is_open]
    slugs = {need.slug for need in NEEDS}
    return [
        answer(
            _TICKETS, "tickets of a year", file, rows=len(tickets), let_in=len(let_in), left_out=len(tickets) - len(let_in),
            let_in_by_priority=_high_or_wished(let_in), open=sum(t.is_open for t in tickets),
            first=tickets[0].created.date().isoformat(), last=tickets[-1].created.date().isoformat(),
        ),
        answer(
            _TICKETS, "open tickets", file, account=HALDEN, open=len(halden),
            by_org=dict(sorted(Counter(t.org for t in halden).items())),
        ),
        answer(
            _FIGURES, "tagged, but left out and never counted", file,
            rows=sum(not t.is_let_in and bool(slugs & set(t.tags)) for t in tickets),
        ),
    ]  # fmt: skip


def _high_or_wished(let_in: list[Ticket]) -> dict[str, int]:
    high = sum(t.priority in ("high", "urgent") for t in let_in)
    return {"high or urgent": high, "only by feature_request": len(let_in) - high}


def _of_notes(notes: list[Note]) -> list[dict[str, Any]]:
    file = notes_file.NAME
    pairs = [{"customer": customer, "days": [f"2026-11-{day:02d}" for day in days]} for customer, days in NEAR_DUPLICATES]
    return [
        answer(
            _FIGURES, "notes of November", file, tabs=len(CSMS), header_row=3, as_of="2026-11-20", rows=len(notes), new=len(notes),
            by_csm={csm: sum(note.csm == csm for note in notes) for csm in CSMS},
            first=min(note.date for note in notes).isoformat(), last=max(note.date for note in notes).isoformat(),
            languages=dict(sorted(Counter(note.language for note in notes).items())),
            importance={str(value): n for value, n in sorted(Counter(n.importance for n in notes).items(), key=lambda one: str(one[0]))},
        ),
        answer(_FIGURES, "near duplicates", file, pairs=pairs),
    ]  # fmt: skip


def _waiting(items: list[Received]) -> dict[str, Any]:
    """The inbox once everything up to a day is done."""
    lately = [item for item in items if item.day >= TODAY - timedelta(days=_KEPT_DAYS)]
    left = [item for item in lately if item.day > DONE_UNTIL]
    return answer(
        _FIGURES, "what waits in the inbox", tickets_file.NAME, received=len(items), archived=len(items) - len(lately),
        done=len(lately) - len(left), done_until=DONE_UNTIL.isoformat(), waiting=len(left), waiting_by_channel=_channels(left),
    )  # fmt: skip


def _channels(items: list[Received]) -> dict[str, int]:
    counted = Counter(item.channel for item in items)
    return {channel: counted[channel] for channel in (TICKETS, NPS, LOSSES)}


def _totals(items: list[Received]) -> dict[str, Any]:
    windows = {"last 90 days": LATEST[0], "90 days before": LATEST[1], "2026-Q2": QUARTER[0], "2026-Q1": QUARTER[1]}
    counted = {
        name: {
            "from": window[0].isoformat(),
            "to": window[1].isoformat(),
            "items": len(_within(items, window)),
            **_channels(_within(items, window)),
        }
        for name, window in windows.items()
    }
    return answer(_FIGURES, "items received", tickets_file.NAME, windows=counted)


def _within(items: list[Received], window: Window, need: Need | None = None) -> list[Received]:
    return [item for item in items if window[0] <= item.day <= window[1] and (need is None or need.slug in item.tags)]


def _customers(items: list[Received], by_name: dict[str, Account]) -> list[Account]:
    """The distinct customers behind items, the one that pays most first."""
    return sorted({by_name[item.account] for item in items}, key=lambda a: (-a.usd_parts, a.code))


def _arr(customers: list[Account]) -> float:
    return round(sum(a.usd_parts for a in customers) / 10_000, 2)


def _heard(what: str, need: Need, windows: tuple[Window, Window], items: list[Received], by_name: dict[str, Account]) -> dict[str, Any]:
    """How often a need is heard in a window against the one before, per 100 items received."""
    now, before = (len(_within(items, window, need)) for window in windows)
    of_now, of_before = (len(_within(items, window)) for window in windows)
    customers = _customers(_within(items, windows[0], need), by_name)
    return answer(
        _FIGURES, what, tickets_file.NAME, need=need.name, mentions=now, items=of_now, prior_mentions=before, prior_items=of_before,
        rate=round(100 * now / of_now, 2), prior_rate=round(100 * before / of_before, 2),
        verdict=_verdict(now, of_now, before, of_before), accounts=len(customers), arr=_arr(customers),
    )  # fmt: skip


def _verdict(now: int, of_now: int, before: int, of_before: int) -> str:
    """Whether two shares differ by more than chance would make them differ in 95 of 100 cases."""
    share = (now + before) / (of_now + of_before)
    beyond = (now / of_now - before / of_before) / sqrt(share * (1 - share) * (1 / of_now + 1 / of_before))
    return "rising" if beyond > 1.96 else "falling" if beyond < -1.96 else "flat"


def _by_segment(need: Need, segment: str, items: list[Received], by_name: dict[str, Account]) -> dict[str, Any]:
    mentions = [item for item in _within(items, LATEST[0], need) if by_name[item.account].segment == segment]
    customers = _customers(mentions, by_name)
    return answer(
        _FIGURES, f"{need.name} by {segment} in the last 90 days", tickets_file.NAME, need=need.name, days=DAYS, segment=segment,
        mentions=len(mentions), accounts=len(customers), arr=_arr(customers), top=[[a.name, _arr([a])] for a in customers[:5]],
    )  # fmt: skip


def _concentrated(need: Need, items: list[Received], by_name: dict[str, Account]) -> dict[str, Any]:
    customers = _customers(_within(items, LATEST[0], need), by_name)
    top, arr = _arr(customers[:1]), _arr(customers)
    return answer(
        _FIGURES, f"one customer behind {need.name}", tickets_file.NAME, need=need.name, days=DAYS, accounts=len(customers), arr=arr,
        top_account=customers[0].name, top_arr=top, top_percent=round(100 * top / arr),
    )  # fmt: skip
