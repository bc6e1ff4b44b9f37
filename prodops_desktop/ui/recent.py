"""What was opened and used lately in a workspace on this computer, and how often, so that the palette can put it first."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from prodops_desktop.ui.layouts import Layout
from prodops_desktop.work import clock
from prodops_desktop.workspace.links import End

_KEY, _KEPT = "recent", 60
_BY_RECENCY, _BY_USE = 6.0, 5.0
"""What the latest and the most used things gain: less than lies between two kinds of fit, so that a better fit stays before."""
_PASSING_SECONDS = 2.0


@dataclass(frozen=True)
class Used:
    """One thing by its token, how often it was used, and when it was last, as an ISO moment."""

    token: str
    times: int
    moment: str


def token_of(page: str, target: object) -> str:
    """What a page and the thing on it are remembered by; empty for what is no thing of its own, such as a row."""
    if isinstance(target, End):
        from prodops_desktop.ui.records.places import PAGES, PARTS

        if PAGES.get(target.table) == page and target.table not in PARTS:
            return f"{page}/{target.id}"
        return f"{page}/{target.table}/{target.id}"
    if isinstance(target, int) or (isinstance(target, str) and page == "metrics"):  # never what was searched for
        return f"{page}/{target}"
    return "" if target is not None else f"page/{page}"


class Recent:
    """The things used last, newest first, kept with how the workspace was left."""

    def __init__(self, layout: Layout, today: Callable[[], date]) -> None:
        self._layout, self._today = layout, today
        self._used = [used for row in layout.get(_KEY) or [] if (used := _read(row)) is not None]
        self._weights: dict[str, float] | None = None

    @property
    def today(self) -> date:
        """The day that moments are told from."""
        return self._today()

    def newest(self) -> list[Used]:
        """What was used, the latest first."""
        return list(self._used)

    def note(self, token: str, *, passing: bool = False) -> None:
        """Remember that something was used just now. What was ``passing`` by a moment ago on the same page makes room for the next."""
        if not token:
            return
        now = clock.now()
        first = self._used[0] if self._used else None
        if passing and first is not None and first.token != token and _is_passed(first, token, now):
            self._used.pop(0)
        times = self.times(token)
        others = [used for used in self._used if used.token != token]
        self._used = [Used(token, times + 1, now.isoformat(timespec="seconds")), *others][:_KEPT]
        self._weights = None
        self._layout.put(_KEY, [[used.token, used.times, used.moment] for used in self._used])

    def times(self, token: str) -> int:
        """How often something was used, as far as that is remembered."""
        return next((used.times for used in self._used if used.token == token), 0)

    def weight(self, token: str) -> float:
        """What recency and frequency add to the score of a thing; 0 for what was not used lately."""
        if self._weights is None:
            self._weights = {
                used.token: _BY_RECENCY * 0.8**place + min(_BY_USE, math.log2(used.times)) for place, used in enumerate(self._used)
            }
        return self._weights.get(token, 0.0)


def _is_passed(first: Used, token: str, now: Any) -> bool:
    """Whether the keyboard went over the first one on its way, and stayed for no longer than a glance."""
    same_page = first.times == 1 and first.token.split("/")[0] == token.split("/", maxsplit=1)[0]
    return same_page and (now - type(now).fromisoformat(first.moment)).total_seconds() < _PASSING_SECONDS


def _read(row: object) -> Used | None:
    """A line as another version may have left it."""
    match row:
        case [str(token), int(times), str(moment)] if times > 0:
            return Used(token, times, moment)
        case _:
            return None
