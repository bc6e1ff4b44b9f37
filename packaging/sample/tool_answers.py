"""The answer key of the tools: deadlines, seats, costs and double capabilities, worked out from what was made."""

from collections import defaultdict
from datetime import date, timedelta
from itertools import combinations
from typing import Any

from .answer import answer
from .facts import TODAY
from .terms import deadlines, notice_day, term_end
from .tool_facts import CARDS, EARLIER, MONTHS, RUNNING, Contract
from .tools import AMPLITUDE, MIXPANEL, Seat, Tools
from .tools_file import NAME, SEATS

_STORY, _SOON_DAYS = "S21", 90


def tool_answers(tools: Tools) -> list[dict[str, Any]]:
    """The entries of the tools, one a fact."""
    return [_seats_and_costs(tools), _in_both(tools), *_terms(), _stack(tools), *_names()]


def _running(tool: str) -> Contract:
    (found,) = (c for c in RUNNING if c.tool == tool and c.end)
    return found


def _active(seats: list[Seat]) -> set[str]:
    return {s.email.casefold() for s in seats if s.is_active}


def _seats_and_costs(tools: Tools) -> dict[str, Any]:
    contract, seats = _running(MIXPANEL), tools.seats[MIXPANEL]
    active, bought, last = len(_active(seats)), contract.seats or 0, deadlines(TODAY)[MIXPANEL]
    return answer(
        _STORY, "Mixpanel: seats, notice and what they cost", NAME, tool=MIXPANEL, active=active, assigned=len(seats), purchased=bought,
        notice_deadline=last.isoformat(), days_to_notice=(last - TODAY).days, annual=contract.annual,
        cost_per_active_user=contract.annual // active, shelfware=contract.annual * (bought - active) // bought,
    )  # fmt: skip


def _in_both(tools: Tools) -> dict[str, Any]:
    mine, other = _active(tools.seats[MIXPANEL]), _active(tools.seats[AMPLITUDE])
    return answer(
        _STORY, "active in Mixpanel and in Amplitude", SEATS[MIXPANEL], tool=MIXPANEL, other=AMPLITUDE, active=len(mine),
        also=len(mine & other), only=sorted(mine - other),
    )  # fmt: skip


def _terms() -> list[dict[str, Any]]:
    short = _running("LaunchDarkly")
    end = term_end(short, TODAY) or TODAY
    return [
        answer(
            _STORY, "31 May less three months", NAME, tool=short.tool, term_end=end.isoformat(),
            notice_deadline=notice_day(end, short.notice).isoformat(),
        ),
        answer(
            _STORY, "contracts without an end date", NAME, contracts=[[c.tool, c.start.isoformat()] for c in RUNNING if c.end is None]
        ),
        answer(_STORY, "notice deadlines", NAME, deadlines={tool: day.isoformat() for tool, day in deadlines(TODAY).items()}),
    ]  # fmt: skip


def _stack(tools: Tools) -> dict[str, Any]:
    latest = [line for line in tools.use if line.month == MONTHS[-1] and line.bought is not None]
    soon = [tool for tool, day in deadlines(TODAY).items() if _is_soon(day)]
    return answer(
        _STORY, "the stack", NAME, tools=len(CARDS), annual=sum(c.annual for c in RUNNING),
        purchased=sum(line.bought or 0 for line in latest), assigned=sum(line.assigned or 0 for line in latest),
        active=sum(line.active for line in latest), deadlines_90_days=len(soon),
        annual_90_days=sum(_running(tool).annual for tool in soon),
    )  # fmt: skip


def _is_soon(day: date) -> bool:
    return TODAY <= day <= TODAY + timedelta(days=_SOON_DAYS)


def _names() -> list[dict[str, Any]]:
    (now,), (before,) = ({c.vendor for c in lines if c.tool == MIXPANEL} for lines in (RUNNING, EARLIER))
    able: dict[str, set[str]] = defaultdict(set)
    for card in CARDS:
        for name, _ in card.capabilities:
            able[name].add(card.tool)
    pairs = {pair for tools in able.values() for pair in combinations(sorted(tools), 2)}
    return [
        answer(_STORY, "one vendor in two spellings", NAME, vendor=now, also=before),
        answer(_STORY, "pairs of tools that share a capability", NAME, pairs=[list(pair) for pair in sorted(pairs)]),
    ]
