"""Which tools do the same: shared capabilities by depth against an index by hand, and the people who use both."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from prodops_desktop.tools.model import Tool
from prodops_desktop.tools.overlap import Overlap, Shared, find_overlaps
from prodops_desktop.tools.seats import SeatList
from prodops_desktop.tools.verdict import covered_in


def tool(id_: int, status: str = "active", **depths: int) -> Tool:
    return Tool(id_, f"Tool {id_}", status=status, capabilities=tuple(depths.items()))


def seats(id_: int, active: Iterable[str], idle: Iterable[str] = ()) -> SeatList:
    return SeatList(id_, f"Seats {id_}", 1, "seats.csv", date(2026, 11, 1), frozenset([*active, *idle]), frozenset(active))


def only_pair(tools: list[Tool], lists: list[SeatList] | None = None) -> Overlap:
    (pair,) = find_overlaps(tools, {one.tool: one for one in lists or []})
    return pair


def test_the_index_is_the_sum_of_the_least_depths_over_that_of_the_greatest() -> None:
    pair = only_pair([tool(1, funnels=3, replay=1, surveys=2), tool(2, funnels=2, replay=3, flags=3)])
    assert pair.capability == (2 + 1) / (3 + 3 + 2 + 3)
    assert pair.in_common == (Shared("funnels", 3, 2), Shared("replay", 1, 3))
    assert (pair.users, pair.score) == (None, pair.capability)


def test_capabilities_are_one_however_they_are_written() -> None:
    a, b = (Tool(id_, name, capabilities=((text, 3),)) for id_, name, text in ((1, "A", "Session  Replay"), (2, "B", " session replay")))
    assert only_pair([a, b]).capability == 1.0
    assert only_pair([a, b]).a_covered


def test_what_a_tool_does_not_do_at_all_is_nothing_that_it_shares() -> None:
    assert find_overlaps([tool(1, funnels=0), tool(2, funnels=3)], {}) == []
    assert only_pair([tool(1, funnels=2, replay=0), tool(2, funnels=2, replay=3)]).capability == 2 / 5
    assert only_pair([tool(1, funnels=2, replay=0), tool(2, funnels=2)]).capability == 1.0


def test_tools_that_are_not_in_use_overlap_with_none() -> None:
    stack = [tool(id_, status, funnels=3) for id_, status in enumerate(("active", "trial", "planned", "retired"), 1)]
    assert [(pair.a.id, pair.b.id) for pair in find_overlaps(stack, {})] == [(1, 2)]


def test_the_users_of_the_smaller_group_who_use_both_weigh_the_capabilities() -> None:
    lists = [seats(1, ["ann", "bob", "cid", "dan"], ["eve"]), seats(2, ["bob", "eve"], ["ann"])]
    pair = only_pair([tool(1, funnels=2), tool(2, funnels=3)], lists)
    assert pair.shared == frozenset({"bob"})
    assert pair.users == 0.5
    assert pair.score == pytest.approx(2 / 3 * 0.5)
    assert pair.only(1) == ("ann", "cid", "dan")
    assert pair.only(2) == ("eve",)


def test_without_both_seat_lists_nothing_is_said_of_users() -> None:
    pair = only_pair([tool(1, funnels=2), tool(2, funnels=3)], [seats(1, ["ann"])])
    assert (pair.users_a, pair.users_b, pair.shared, pair.users) == (frozenset({"ann"}), None, None, None)
    assert pair.score == pair.capability
    assert pair.only(1) == ()
    empty = only_pair([tool(1, funnels=2), tool(2, funnels=3)], [seats(1, ["ann"]), seats(2, [], ["bob"])])
    assert (empty.shared, empty.users, empty.score) == (frozenset(), 0.0, 0.0)


def test_the_largest_overlap_comes_first_and_equals_by_name() -> None:
    found = find_overlaps([tool(1, a=3), tool(3, a=1), tool(2, a=1)], {})
    assert [(pair.a.id, pair.b.id, pair.score) for pair in found] == [(3, 2, 1.0), (1, 2, 1 / 3), (1, 3, 1 / 3)]


def covered(a: Tool, b: Tool) -> tuple[bool, bool]:
    """Whether each of two tools is covered by the other."""
    pair = only_pair([a, b])
    return pair.a_covered, pair.b_covered


def test_a_tool_is_covered_by_one_that_does_all_it_does_as_deep() -> None:
    assert covered(tool(1, funnels=2, replay=0), tool(2, funnels=2, flags=1)) == (True, False)
    assert covered(tool(1, funnels=2), tool(2, funnels=1)) == (False, True)
    assert covered(tool(1, funnels=2, replay=1), tool(2, funnels=3)) == (False, False)
    assert find_overlaps([tool(1), tool(2, funnels=3)], {}) == [], "of a tool without capabilities nothing is known"


def test_of_twins_the_one_with_fewer_users_is_unnecessary_else_the_second() -> None:
    a, b = tool(1, funnels=3, replay=1), tool(2, replay=1, funnels=3)
    assert covered(a, b) == (True, True)
    assert covered_in(only_pair([a, b])) == 2
    assert covered_in(only_pair([a, b], [seats(1, ["ann"]), seats(2, ["ann", "bob"])])) == 1
    assert covered_in(only_pair([a, b], [seats(1, ["ann", "bob"]), seats(2, ["ann"])])) == 2
    assert covered_in(only_pair([tool(1, funnels=1), b])) == 1
    assert covered_in(only_pair([a, tool(2, funnels=1)])) == 2
    assert covered_in(only_pair([tool(1, funnels=3, flags=1), b])) is None


NAMES = ["funnels", "Replay", "surveys", "Feature flags"]
stacks = st.lists(
    st.tuples(
        st.sampled_from(["active", "trial", "planned", "retired"]),
        st.dictionaries(st.sampled_from(NAMES), st.integers(0, 3)),
        st.none() | st.sets(st.sampled_from("abcdef")),
    ),
    max_size=6,
)


@hypothesis_settings(max_examples=400, deadline=None)
@given(stack=stacks)
def test_every_pair_is_the_one_by_hand(stack: list[tuple[str, dict[str, int], set[str] | None]]) -> None:
    tools = [Tool(id_, f"Tool {id_}", status=status, capabilities=tuple(depths.items())) for id_, (status, depths, _) in enumerate(stack)]
    lists = {id_: seats(id_, people, ["idle"]) for id_, (_, _, people) in enumerate(stack) if people is not None}
    expected: dict[tuple[int, int], tuple[Any, ...]] = {}
    for (a, (status_a, depths_a, people_a)), (b, (status_b, depths_b, people_b)) in combinations(enumerate(stack), 2):
        vectors = [[depths.get(name, 0) for name in NAMES] for depths in (depths_a, depths_b)]
        shared = sum(x * y > 0 for x, y in zip(*vectors, strict=True))
        if shared and {status_a, status_b} <= {"active", "trial"}:
            index = Fraction(sum(map(min, *vectors)), sum(map(max, *vectors)))
            both = None if people_a is None or people_b is None else len(people_a & people_b)
            share = None
            if people_a is not None and people_b is not None:
                share = Fraction(len(people_a & people_b), min(len(people_a), len(people_b)) or 1)
            expected[a, b] = (float(index), both, None if share is None else float(share), float(index * (1 if share is None else share)))
    found = find_overlaps(tools, lists)
    told: dict[tuple[int, int], tuple[Any, ...]] = {
        (pair.a.id, pair.b.id): (pair.capability, None if pair.shared is None else len(pair.shared), pair.users, pytest.approx(pair.score))
        for pair in found
    }
    assert told == expected
    order = [(pair.users is None, -pair.score) for pair in found]
    assert order == sorted(order), "those whose people are known come first"
