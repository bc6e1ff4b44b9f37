"""Which column of the board an item stands in by its days."""

from datetime import date

import pytest

from prodops_desktop.roadmap.horizons import horizon_by_days, horizon_of
from prodops_desktop.roadmap.model import IN_PROGRESS, LATER, NEXT, NOW, PLANNED, Item

TODAY = date(2026, 11, 23)
THIS, FOLLOWING, AFTER = date(2026, 12, 31), date(2027, 3, 31), date(2027, 4, 1)


def item(starts: date | None = None, due: date | None = None, launch: date | None = None, tier: int | None = 1) -> Item:
    """An item with these days, which is a launch unless it has no tier."""
    return Item(1, "RM-1", "Any", starts=starts, due=due, launch=launch, tier=tier)


@pytest.mark.parametrize(
    ("one", "horizon"),
    [
        (item(THIS), NOW),
        (item(FOLLOWING, AFTER), NEXT),
        (item(AFTER), LATER),
        (item(None, THIS), NOW),
        (item(None, FOLLOWING), NEXT),
        (item(launch=THIS), NOW),
        (item(launch=FOLLOWING), NEXT),
        (item(launch=AFTER), LATER),
        (item(launch=THIS, tier=None), LATER),
        (item(), LATER),
    ],
)
def test_the_first_of_start_end_and_launch_that_is_known_says_the_column(one: Item, horizon: str) -> None:
    assert one.status == PLANNED
    assert horizon_by_days(one, TODAY) == horizon_of(one, TODAY) == horizon


def test_what_runs_is_now_and_what_was_chosen_stands() -> None:
    running = Item(1, "RM-1", "Any", status=IN_PROGRESS, starts=AFTER)
    assert horizon_of(running, TODAY) == NOW
    assert horizon_of(Item(1, "RM-1", "Any", horizon=LATER, due=THIS), TODAY) == LATER
