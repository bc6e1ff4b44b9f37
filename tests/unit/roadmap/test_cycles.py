"""Circles among items that wait for each other: found as brute force finds them, and refused with their items named."""

from collections.abc import Callable
from functools import partial
from itertools import permutations
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from prodops_desktop.errors import UserError
from prodops_desktop.roadmap.cycles import cycle_through
from prodops_desktop.roadmap.model import Item, Need
from prodops_desktop.roadmap.store import add_need, all_items, cycle_text, delete_items, find_item, save_item
from prodops_desktop.workspace import Store, Workspace
from tests.unit.experiments.register import do, read

Graph = dict[int, list[int]]
graphs_ = st.dictionaries(st.integers(0, 4), st.lists(st.integers(0, 4), max_size=4, unique=True), max_size=5)


def shortest_circle(needs: Graph, item: int) -> int | None:
    """How many items the shortest circle through one has, by trying every way there could be."""
    others = [one for one in range(5) if one != item]
    for length in range(5):
        for between in permutations(others, length):
            if is_circle(needs, [item, *between]):
                return length + 1
    return None


def is_circle(needs: Graph, way: list[int]) -> bool:
    """Whether each waits for the next, and the last for the first."""
    return all(following in needs.get(one, ()) for one, following in zip(way, [*way[1:], way[0]], strict=True))


@given(graphs_, st.integers(0, 4))
@example({0: [1, 2], 1: [3], 2: [0], 3: [0]}, 0)
@example({0: [1], 1: [2], 2: [1]}, 0)  # a circle, but not through this one
@example({0: [0]}, 0)
def test_the_shortest_circle_is_found_where_there_is_one(needs: Graph, item: int) -> None:
    found, length = cycle_through(needs, item), shortest_circle(needs, item)
    assert len(found) == (length or 0)
    if found:
        assert found[0] == item
        assert is_circle(needs, found)
        assert len(set(found)) == len(found)


def test_a_circle_of_thousands_is_found() -> None:
    needs = {one: [(one + 1) % 5000] for one in range(5000)}
    assert cycle_through(needs, 17) == [*range(17, 5000), *range(17)]


def chain(store: Store, titles: str) -> list[int]:
    """Items of these titles, each waiting for the one before it."""
    ids: list[int] = []
    for number, title in enumerate(titles.split(", "), 1):
        needs = tuple(Need(one) for one in ids[-1:])
        ids.append(save_item(store, Item(0, f"RM-{number}", title, needs=needs))[1])
    return ids


def test_a_circle_is_refused_with_its_items_named_and_nothing_is_kept(
    workspace: Workspace, content: Callable[[Workspace], dict[str, list[tuple[Any, ...]]]]
) -> None:
    queue, _, export = do(workspace, lambda store: chain(store, "Queue service, Worker pool, Bulk export"))
    before = content(workspace)
    with pytest.raises(UserError) as refused:
        do(workspace, lambda store: add_need(store, queue, export))
    assert str(refused.value) == (
        "RM-1 Queue service would wait for RM-3 Bulk export, which waits for RM-2 Worker pool, which waits for RM-1 Queue service. "
        "Nothing of it could ever begin, so it was refused. Take out one of these dependencies."
    )
    assert content(workspace) == before


def test_a_circle_of_two_is_refused_also_when_an_item_is_saved_with_other_changes(workspace: Workspace) -> None:
    queue, export = do(workspace, lambda store: chain(store, "Queue service, Bulk export"))

    def save(store: Store) -> object:
        return save_item(store, Item(queue, "RM-1", "Queue service v2", team="Core", needs=(Need(export),)))

    with pytest.raises(UserError, match="Queue service v2 would wait for RM-2 Bulk export, which waits for RM-1 Queue service v2"):
        do(workspace, save)
    kept = read(workspace, lambda store: find_item(store, queue))
    assert (kept.title, kept.team, kept.needs) == ("Queue service", None, ())


def test_an_item_never_waits_for_itself(workspace: Workspace) -> None:
    (queue,) = do(workspace, lambda store: chain(store, "Queue service"))
    with pytest.raises(UserError, match="RM-1 Queue service can’t wait for itself"):
        do(workspace, lambda store: add_need(store, queue, queue))


def test_two_ways_to_one_item_are_no_circle(workspace: Workspace) -> None:
    queue, _, export = do(workspace, lambda store: chain(store, "Queue service, Worker pool, Bulk export"))
    do(workspace, lambda store: add_need(store, export, queue))
    assert [need.item for need in read(workspace, lambda store: find_item(store, export)).needs] == [queue + 1, queue]


def test_the_sentence_reads_well() -> None:
    said = "A would wait for B, which waits for A. Nothing of it could ever begin, so it was refused. Take out one of these dependencies."
    assert cycle_text(["A", "B"]) == said


@hypothesis_settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pairs=st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=14, unique=True))
def test_what_is_kept_never_holds_a_circle_and_nothing_else_is_refused(workspace: Workspace, pairs: list[tuple[int, int]]) -> None:
    do(workspace, lambda store: delete_items(store, [one.id for one in all_items(store)]))
    ids = do(workspace, lambda store: [save_item(store, Item(0, f"RM-{one}", "Any"))[1] for one in range(5)])
    kept: Graph = {}
    for item, needs in pairs:
        wanted = {**kept, item: [*kept.get(item, []), needs]}
        if any(shortest_circle(wanted, one) for one in range(5)):
            with pytest.raises(UserError, match="wait for"):
                do(workspace, partial(add_need, item=ids[item], needs=ids[needs]))
        else:
            do(workspace, partial(add_need, item=ids[item], needs=ids[needs]))
            kept = wanted
    assert {one: [need.item for need in read(workspace, partial(find_item, item=ids[one])).needs] for one in range(5)} == {
        one: [ids[needs] for needs in kept.get(one, [])] for one in range(5)
    }
