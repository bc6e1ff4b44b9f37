"""Finds cycles among items that wait for each other."""

from collections.abc import Mapping, Sequence

Needs = Mapping[int, Sequence[int]]
"""What each item waits for, by id."""


def cycle_through(needs: Needs, item: int) -> list[int]:
    """The shortest cycle through an item, from it on in the order of waiting; empty where there is none."""
    came_from: dict[int, int] = {}
    reached = [item]
    while reached:
        following = []
        for one in reached:
            for other in needs.get(one, ()):
                if other == item:
                    return _way_to(one, item, came_from)
                if other not in came_from:
                    came_from[other] = one
                    following.append(other)
        reached = following
    return []


def _way_to(last: int, first: int, came_from: Mapping[int, int]) -> list[int]:
    way = [last]
    while way[-1] != first:
        way.append(came_from[way[-1]])
    return way[::-1]
