"""The rows of Delivery's plan as of 1 October and 20 November 2026: small items drawn, with the points of each quarter solved for."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from .delivery_facts import (
    A_DAY_LATE,
    CARDS,
    COMMITTED,
    DELIVERED,
    FLIPPED,
    LAST_DAYS,
    NOT_DONE,
    OCTOBER,
    POINTS_COMMITTED,
    PREDICTABILITY,
    SECOND,
    STRETCH,
    TEAMS,
    THIRD,
    Card,
    Cell,
    small_titles,
)
from .facts import SEED
from .terms import months_on

_FIBONACCI = (1, 2, 3, 5, 8)
_FIRST_KEY = {SECOND: 101, THIRD: 155}


@dataclass(frozen=True)
class Line:
    """A row of the plan; ``committed`` is None where nobody decided about it yet."""

    key: str
    title: str
    team: str
    quarter: str
    committed: bool | None
    start: Cell
    due: Cell
    done: date | None
    points: int
    needs: tuple[str, ...] = ()
    arr: int | str | None = None


@dataclass(frozen=True)
class Delivery:
    """The plan in October and in November, by quarter; what has none that is over stands under the empty one."""

    october: dict[str, list[Line]]
    november: dict[str, list[Line]]
    dropped: tuple[str, ...]
    flipped: tuple[str, ...]
    re_estimated: str

    @property
    def small(self) -> list[Line]:
        """The small items of October."""
        cards = {card.key for card in CARDS}
        return [line for lines in self.october.values() for line in lines if line.key not in cards]


def make_delivery() -> Delivery:
    """Draw and solve the plan, from a stream of its own."""
    random = Random(SEED + 40)
    titles = {team: small_titles(team) for team in TEAMS}
    for names in titles.values():
        random.shuffle(names)
    second, third = (_small(random, quarter, titles) for quarter in (SECOND, THIRD))
    dropped = tuple(line.title for line in third if line.committed and line.done is None)
    flipped = dropped[:FLIPPED]
    october = {THIRD: [*third, *_cards(0, THIRD)], "": _cards(0, ""), SECOND: second}
    november = {
        THIRD: [*(_said_later(line, flipped, dropped[-1]) for line in third), *_cards(1, THIRD)],
        "": _cards(1, ""),
        SECOND: second,
    }
    return Delivery(_in_order(october), _in_order(november), dropped, flipped, dropped[-1])


def _in_order(plan: dict[str, list[Line]]) -> dict[str, list[Line]]:
    return {quarter: sorted(lines, key=lambda line: int(line.key[3:])) for quarter, lines in plan.items()}


def _said_later(line: Line, flipped: tuple[str, ...], re_estimated: str) -> Line:
    """The line as November has it: of three that were not done no commitment any more, and one with fewer points."""
    if line.title == re_estimated:
        return replace(line, points=1)
    return replace(line, committed=False) if line.title in flipped else line


def _cards(month: int, quarter: str) -> list[Line]:
    found = [card for card in CARDS if (card.quarter if card.quarter in LAST_DAYS else "") == quarter]
    return [_card_line(card, month) for card in found]


def _card_line(card: Card, month: int) -> Line:
    committed = True if card.committed else None
    return Line(
        card.key, card.title, card.team, card.quarter, committed, card.start[month], card.due[month], None, card.points,
        card.needs[month], card.arr,
    )  # fmt: skip


def _small(random: Random, quarter: str, titles: dict[str, list[str]]) -> list[Line]:
    """The small items of a quarter that is over, by chance over the teams; done in it, late or never, and stretch."""
    carried = [card for card in CARDS if card.quarter == quarter]
    late, stretch = NOT_DONE[quarter], STRETCH[quarter]
    done = COMMITTED[quarter] - len(carried) - len(late)
    if done != DELIVERED[quarter]:
        raise ValueError(f"{done} items would be delivered in {quarter} instead of {DELIVERED[quarter]}.")
    points = _points(random, done, POINTS_COMMITTED[quarter] - sum(late) - sum(card.points for card in carried))
    kinds = [("done", p) for p in points] + [("late", p) for p in late] + [("stretch", p) for p in stretch]
    if quarter == THIRD:
        kinds.append(("a day late", A_DAY_LATE))
    random.shuffle(kinds)
    taken = {card.key for card in CARDS}
    keys = (key for number in range(_FIRST_KEY[quarter], 1000) if (key := f"DP-{number}") not in taken)
    return [_small_line(random, quarter, next(keys), _next_title(random, titles), kind, points) for kind, points in kinds]


def _next_title(random: Random, titles: dict[str, list[str]]) -> tuple[str, str]:
    """A team and what it does; teams with more left are more likely."""
    team = random.choice([name for name, left in titles.items() for _ in left])
    return team, titles[team].pop()


def _points(random: Random, count: int, total: int) -> list[int]:
    """So many numbers as teams estimate in, with this sum: drawn, then one after the other moved a step towards it."""
    points = [random.choice(_FIBONACCI[:4]) for _ in range(count)]
    while (missing := total - sum(points)) != 0:
        steps = [
            (i, other)
            for i, own in enumerate(points)
            for other in _FIBONACCI
            if abs(missing - (other - own)) < abs(missing) and abs(_FIBONACCI.index(other) - _FIBONACCI.index(own)) == 1
        ]
        i, points[i] = random.choice(steps)
    return points


def _small_line(random: Random, quarter: str, key: str, what: tuple[str, str], kind: str, points: int) -> Line:
    team, title = what
    last = LAST_DAYS[quarter]
    first = months_on(last + timedelta(days=1), -3)
    due = _workday(random, first + timedelta(days=25), last)
    start = _workday(random, due - timedelta(days=7 + 3 * points), due - timedelta(days=4 + points))
    done: date | None = None
    if kind in ("done", "stretch"):
        done = _workday(random, max(start, first), min(last, due + timedelta(days=4)))
    elif kind == "a day late":
        done = OCTOBER
    elif quarter == SECOND:
        done = _workday(random, last + timedelta(days=1), last + timedelta(days=60))
    return Line(key, title, team, quarter, kind in ("done", "late"), start, due, done, points)


def _workday(random: Random, first: date, last: date) -> date:
    days = [first + timedelta(days=i) for i in range((last - first).days + 1)]
    return random.choice([day for day in days if day.weekday() < 5] or [last])


def delivered_in(lines: list[Line], quarter: str) -> list[Line]:
    """What was done within a quarter, whenever it was planned for."""
    last = LAST_DAYS[quarter]
    first = months_on(last + timedelta(days=1), -3)
    return [line for line in lines if line.done is not None and first <= line.done <= last]


def kept_promises(plan: dict[str, list[Line]], quarter: str) -> dict[str, float | int]:
    """Say/do by items and predictability by points of a quarter, as this plan has them; raises ValueError where the story is missed."""
    lines = [line for part in plan.values() for line in part]
    committed = [line for line in lines if line.quarter == quarter and line.committed]
    done = delivered_in(lines, quarter)
    both = [line for line in committed if line in done]
    points = sum(line.points for line in committed), sum(line.points for line in done)
    return {
        "committed": len(committed),
        "delivered": len(both),
        "say_do": round(100 * len(both) / len(committed), 1),
        "points_committed": points[0],
        "points_delivered": points[1],
        "predictability": round(100 * points[1] / points[0], 1),
        "stretch": len(done) - len(both),
    }


def check_story(delivery: Delivery) -> None:
    """Raise ValueError where a quarter does not come out as told."""
    for quarter, percent in PREDICTABILITY.items():
        found = kept_promises(delivery.october, quarter)
        if (found["predictability"], found["delivered"]) != (percent, DELIVERED[quarter]):
            raise ValueError(f"{quarter} came out as {found}.")
