"""Small plans for tests: items that wait for others that come before them, with lags, statuses, launches and days that are missing."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from hypothesis import strategies as st

from prodops_desktop.roadmap.model import STATUSES, BaselineDates, Item, Need

DAY = date(2026, 11, 23)
"""What the days of plans are near."""


def after(days: int) -> date:
    """The day so many days after :data:`DAY`."""
    return DAY + timedelta(days)


def by_id(*items: Item) -> dict[int, Item]:
    """The items by id."""
    return {one.id: one for one in items}


@st.composite
def plans(draw: st.DrawFn, statuses: Sequence[str] = STATUSES, most: int = 8) -> dict[int, Item]:
    """A plan without a circle: whatever the ids are, an item waits only for those that were drawn before it."""
    ids = draw(st.lists(st.integers(1, 60), min_size=1, max_size=most, unique=True))
    items = {}
    for place, id_ in enumerate(ids):
        needs = draw(st.lists(st.sampled_from(ids[:place]), max_size=4, unique=True)) if place else []
        starts = draw(st.none() | st.integers(-20, 40))
        due = draw(st.none() | st.integers(0, 15)) if draw(st.integers(0, 5)) else None
        launch = draw(st.none() | st.integers(-20, 60))
        items[id_] = Item(
            id_,
            f"RM-{id_}",
            "Some item",
            status=draw(st.sampled_from(statuses)),
            starts=None if starts is None else after(starts),
            due=None if due is None else after((starts or 0) + due),
            tier=draw(st.sampled_from((None, None, 1))),
            launch=None if launch is None else after(launch),
            needs=tuple(Need(need, draw(st.integers(-6, 6))) for need in needs),
        )
    return items


@st.composite
def moves_of(draw: st.DrawFn, items: Mapping[int, Item]) -> dict[int, tuple[date | None, date | None]]:
    """Some items with other days: moved as a whole, or with another end alone."""
    moves = {}
    for id_ in draw(st.lists(st.sampled_from(sorted(items)), min_size=1, max_size=3, unique=True)):
        one, days = items[id_], timedelta(draw(st.integers(-10, 25)))
        whole = draw(st.booleans()) and one.starts is not None
        moves[id_] = (one.starts + days if whole and one.starts else one.starts, one.due + days if one.due else None)
    return moves


@st.composite
def baselines_of(draw: st.DrawFn, items: Mapping[int, Item]) -> dict[int, BaselineDates]:
    """The days that most of the items had in a baseline, all near those that they have."""
    found = {}
    for id_, one in items.items():
        if draw(st.integers(0, 6)):
            starts, due, launch = (
                None if day is None or not draw(st.integers(0, 8)) else day - timedelta(draw(st.integers(-10, 20)))
                for day in (one.starts, one.due, one.launch)
            )
            found[id_] = BaselineDates(starts, due, one.due_precision, launch)
    return found
