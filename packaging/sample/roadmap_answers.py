"""The answer key of the roadmap: what was promised and kept, what moved and why, scores, gates, and the money behind each card."""

from datetime import date
from typing import Any

from . import calendar_file, delivery_file
from .accounts import Account
from .answer import answer as _answer
from .collisions import planned
from .delivery import Delivery, kept_promises
from .delivery_facts import BULK, CARDS, QUEUE, RING, SEARCH, SECOND, SNOWFLAKE, THIRD, Card, Cell
from .facts import TODAY
from .health import Sheet
from .roadmap_facts import BASELINE, CAPACITY, JUDGED
from .roadmap_gates import CHECKS, counted
from .roadmap_plan import accounts_behind, mentions_of
from .tickets import Ticket

_STORY = "S18"
_OCTOBER, _NOVEMBER = delivery_file.IN_OCTOBER, delivery_file.IN_NOVEMBER
_ENDS = {
    "Nov 2026": date(2026, 11, 30), "Mar 2027": date(2027, 3, 31), "May 2027": date(2027, 5, 31), "H2 2027": date(2027, 12, 31),
    "2028": date(2028, 12, 31),
}  # fmt: skip
_THIS_QUARTER, _NEXT_QUARTER = date(2026, 12, 31), date(2027, 3, 31)
NOW, NEXT, LATER = COLUMNS = ("now", "next", "later")
_MOST_AT_RISK = 50


def roadmap_answers(delivery: Delivery, tickets: list[Ticket], october: Sheet) -> list[dict[str, Any]]:
    """The entries of story S18."""
    behind = {card.title: accounts_behind(card.title, tickets) for card in CARDS}
    return [*_plan(delivery), *_kept(delivery), *_moved(), *_decided(), *_money(behind, tickets, october), *_board(behind)]


def _plan(delivery: Delivery) -> list[dict[str, Any]]:
    entries = []
    for file, as_of, plan in ((_OCTOBER, "2026-10-01", delivery.october), (_NOVEMBER, "2026-11-20", delivery.november)):
        items = sum(len(lines) for lines in plan.values())
        entries.append(
            _answer(
                _STORY, "rows of the plan", file, sheet=delivery_file.SHEET, header_row=delivery_file.HEADER_ROW, as_of=as_of,
                rows=items + 1, items=items, twice="DP-114", rows_dropped=3, cards=len(CARDS), dropped_by_hand=sorted(delivery.dropped),
            )
        )  # fmt: skip
    return entries


def _kept(delivery: Delivery) -> list[dict[str, Any]]:
    naive = kept_promises(delivery.november, THIRD)
    return [
        _answer(
            _STORY, "say/do and predictability", _OCTOBER,
            quarters={quarter: kept_promises(delivery.october, quarter) for quarter in (THIRD, SECOND)}, reported="2026-10-01",
        ),
        _answer(
            _STORY, "three commitments flipped after the quarter", _NOVEMBER, period=THIRD, items=sorted(delivery.flipped),
            committed=naive["committed"], naive_say_do=naive["say_do"], say_do=kept_promises(delivery.october, THIRD)["say_do"],
            re_estimated=delivery.re_estimated,
        ),
        _answer(_STORY, "a ring of dependencies", _NOVEMBER, items=list(RING), keys=[_card(title).key for title in RING]),
    ]  # fmt: skip


def _card(title: str) -> Card:
    return next(card for card in CARDS if card.title == title)


def _last(day: Cell) -> date:
    return _ENDS[day] if isinstance(day, str) else day or date.max


def _slip(card: Card) -> int:
    return (_last(card.due[1]) - _last(card.due[0])).days


def _passed_on(card: Card) -> tuple[Card, int] | None:
    """The card that another one waits for and that moved it, and by how many days; None where none did."""
    moved = []
    for key in card.needs[0]:
        need = next(one for one in CARDS if one.key == key)
        start = card.start[0]
        room = max(0, (start - _last(need.due[0])).days - 1) if isinstance(start, date) else 0  # an overlap was planned and is none
        moved.append((need, min(_slip(card), _slip(need) - room)))
    best = max(moved, key=lambda one: one[1], default=None)
    return best if best and best[1] > 0 else None


def _moved() -> list[dict[str, Any]]:
    bulk, queue = _card(BULK), _card(QUEUE)
    days = {card.title: _slip(card) for card in CARDS}
    start = bulk.start[0]
    overlap = (_last(queue.due[0]) - start).days + 1 if isinstance(start, date) else 0
    return [
        _answer(
            _STORY, f"{BULK} moved", _NOVEMBER, baseline_name=BASELINE, baseline=_last(bulk.due[0]).isoformat(),
            current=_last(bulk.due[1]).isoformat(), slip=days[BULK], because=QUEUE, days=days[QUEUE], row=61,
            overlap_planned=overlap,
        ),
        _answer(_STORY, f"slips since {BASELINE}", _NOVEMBER, slips=days, causes=_causes()),
    ]  # fmt: skip


def _causes() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for card in CARDS:
        passed = _passed_on(card)
        root = passed[0] if passed else card
        while (further := _passed_on(root)) is not None:
            root = further[0]
        if passed:
            found[card.title] = {"because": passed[0].title, "days": passed[1], "root": root.title}
    if found.keys() != {BULK, SNOWFLAKE}:
        raise ValueError(f"Other cards were moved than those told: {', '.join(found)}.")
    return found


def _decided() -> list[dict[str, Any]]:
    scores = {
        title: {
            "rice": round(one.score, 1), "claimed": round(one.as_claimed or 0, 1), "confidence": min(one.claimed or 0, one.cap),
            "cap": one.cap, "capped": (one.claimed or 0) > one.cap,
        }
        for title, one in JUDGED.items()
        if one.score is not None
    }  # fmt: skip
    wsjf = {title: round(sum(one.wsjf[:3]) / one.wsjf[3], 2) for title, one in JUDGED.items() if one.wsjf}
    tiers = {title: one.tier for title, one in JUDGED.items() if one.tier is not None}
    return [
        _answer(_STORY, "scores", _OCTOBER, scores=scores, wsjf=wsjf),
        _answer(_STORY, "launches and their gates", _OCTOBER, gates={title: counted(title, tiers[title]) for title in CHECKS}),
        *_on_the_calendar(tuple(tiers)),
    ]


def _on_the_calendar(launches: tuple[str, ...]) -> list[dict[str, Any]]:
    """The launches that are known to the day and that Marketing’s calendar does not hold already, and what the one of Search v2 meets."""
    known = {one.what for one in calendar_file.CALENDAR}
    asked = [_card(title) for title in launches if title not in known]
    days = [{card.title: day.isoformat() for card in asked if isinstance(day := card.due[i], date)} for i in (0, 1)]
    search = _last(_card(SEARCH).due[1])
    meets = sorted(test.key for test in planned() if test.start and test.end and test.start <= search <= test.end)
    return [
        _answer(_STORY, "launches beside the calendar's own", _OCTOBER, days=days[0]),
        _answer(_STORY, "launches beside the calendar's own", _NOVEMBER, days=days[1], search_meets=meets),
    ]


def _arr(accounts: list[Account]) -> float:
    return round(sum(account.usd_parts for account in accounts) / 10_000, 2)


def _money(behind: dict[str, list[Account]], tickets: list[Ticket], october: Sheet) -> list[dict[str, Any]]:
    items: dict[str, dict[str, Any]] = {}
    for title, accounts in behind.items():
        if accounts:
            items[title] = {
                "mentions": len(mentions_of(JUDGED[title], tickets)), "accounts": len(accounts), "arr": _arr(accounts),
                "top_account": accounts[0].name, "top_percent": round(100 * accounts[0].usd_parts / sum(a.usd_parts for a in accounts)),
            }  # fmt: skip
    at_risk = [a.name for a in behind[BULK] if (row := october.get(a.name)) and row.hlth is not None and row.hlth <= _MOST_AT_RISK]
    return [
        _answer(_STORY, "money behind each card, each customer once", _OCTOBER, items=items),
        _answer(
            _STORY, f"customers behind {BULK}", _OCTOBER, names=[a.name for a in behind[BULK]], at_risk_by_score=at_risk,
            renew_before_launch={name: _renewing(behind[BULK], _last(_card(BULK).due[i])) for i, name in ((0, "12 Jan"), (1, "26 Jan"))},
        ),
    ]  # fmt: skip


def _renewing(accounts: list[Account], launch: date) -> list[str]:
    found = [(a.renewal, a.name) for a in accounts if a.renewal is not None and TODAY <= a.renewal < launch]
    return [name for _, name in sorted(found)]


def _column(card: Card) -> str:
    first = card.start[0] if isinstance(card.start[0], date) else _last(card.due[0])
    if JUDGED[card.title].status == "in progress" or first <= _THIS_QUARTER:
        return NOW
    return NEXT if first <= _NEXT_QUARTER else LATER


def _board(behind: dict[str, list[Account]]) -> list[dict[str, Any]]:
    columns: dict[str, dict[str, Any]] = {}
    for name in COLUMNS:
        cards = sorted((card for card in CARDS if _column(card) == name), key=lambda card: -(JUDGED[card.title].score or 0))
        once = list({a.code: a for card in cards for a in behind[card.title]}.values())
        efforts = sum(JUDGED[card.title].effort for card in cards)
        columns[name] = {"cards": [card.title for card in cards], "effort": efforts, "accounts": len(once), "arr": _arr(once)}
    everybody = list({a.code: a for accounts in behind.values() for a in accounts}.values())
    return [
        _answer(
            _STORY, "columns of the board", _OCTOBER, columns=columns, capacity=sum(CAPACITY.values()), cards=len(CARDS),
            accounts=len(everybody), arr=_arr(everybody), added_up=round(sum(_arr(accounts) for accounts in behind.values()), 2),
        )
    ]  # fmt: skip
