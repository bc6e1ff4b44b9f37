"""Links: seen from both ends, none twice, gone with either end, and back with undo."""

import contextlib
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from prodops_desktop.errors import UserError
from prodops_desktop.workspace import ChangeSet, Store, Workspace, history, rows, undo
from prodops_desktop.workspace.links import KINDS, End, Link, link, links_of, unlink
from tests.new_workspace import new_workspace

Read = Callable[[Workspace], Any]

RECORDS: dict[str, dict[str, rows.Value]] = {
    "dataset": {"name": "NPS {0}", "name_key": "nps {0}", "created_at": "2026-11-23"},
    "target": {"metric": "nps{0}", "value": 38.0},
    "account": {"name": "Acme {0}", "key": "acme {0}"},
    "feature": {"name": "Export {0}", "key": "export {0}"},
    "person": {"name": "Ann {0}", "key": "ann {0}"},
    "vendor": {"name": "Mixpanel {0}", "key": "mixpanel {0}"},
    "goal": {"title": "Goal {0}", "owner": 1},
    "event": {"title": "Event {0}", "type": "other", "starts": "2026-11-23", "ends": "2026-11-23", "owner": 2},
    "tool": {"name": "Tool {0}", "key": "tool {0}", "vendor": 1},
    "contract": {"tool": 1, "reference": "{0}"},
}
"""What a link can lead to; the contracts are those of the first tool, and go with it."""


def add_records(workspace: Workspace) -> None:
    """Two records of each table, with the ids 1 and 2."""

    def add(store: Store) -> None:
        with store.edit("Add records"):
            for table, values in RECORDS.items():
                for number in (1, 2):
                    named = {key: value.format(number) if isinstance(value, str) else value for key, value in values.items()}
                    assert rows.insert(store, table, named) == number

    workspace.run(add).result()


def tie(workspace: Workspace, kind: str, start: End, end: End) -> ChangeSet:
    return workspace.run(partial(link, kind=kind, start=start, end=end)).result()


def delete(workspace: Workspace, *ends: End) -> None:
    def run(store: Store) -> None:
        with store.edit("Delete"):
            for end in ends:
                store.db.execute(f"DELETE FROM {end.table} WHERE id = ?", (end.id,))

    workspace.run(run).result()


def seen(workspace: Workspace, end: End) -> list[Link]:
    with workspace.reading() as store:
        return links_of(store, end)


def hanging(workspace: Workspace) -> list[tuple[Any, ...]]:
    """The links with an end that is not there."""
    with workspace.reading() as store:
        there = {(table, row[0]) for table in RECORDS for row in store.db.execute(f"SELECT id FROM {table}")}
        found = store.db.execute("SELECT from_table, from_id, to_table, to_id FROM link").fetchall()
    return [tuple(row) for row in found if not {(row[0], row[1]), (row[2], row[3])} <= there]


GOAL, EVENT, TOOL = End("goal", 1), End("event", 1), End("tool", 1)


def test_a_link_is_seen_from_both_ends(workspace: Workspace) -> None:
    add_records(workspace)
    changes = workspace.run(partial(link, kind="needs", start=GOAL, end=TOOL, titles=("Grow", "Mixpanel"))).result()
    assert (changes.label, changes.tables) == ("Link Grow and Mixpanel", frozenset({"link"}))
    assert tie(workspace, "related", TOOL, EVENT).label == "Link two records"
    assert seen(workspace, GOAL) == [Link(1, "needs", TOOL, True)]
    assert seen(workspace, TOOL) == [Link(1, "needs", GOAL, False), Link(2, "related", EVENT, True)]
    assert seen(workspace, EVENT) == [Link(2, "related", TOOL, False)]
    assert seen(workspace, End("goal", 2)) == []
    assert seen(workspace, End("contract", 1)) == [], "another table with the same id"


@pytest.mark.parametrize("kind", list(KINDS))
def test_two_are_linked_once_in_the_same_way(workspace: Workspace, kind: str) -> None:
    add_records(workspace)
    tie(workspace, kind, GOAL, TOOL)
    with pytest.raises(UserError, match="linked so already"):
        tie(workspace, kind, GOAL, TOOL)
    if KINDS[kind][0] == KINDS[kind][1]:  # it reads alike from both ends, and so would stand there twice
        with pytest.raises(UserError, match="linked so already"):
            tie(workspace, kind, TOOL, GOAL)
    else:
        tie(workspace, kind, TOOL, GOAL)
        assert {found.forward for found in seen(workspace, GOAL)} == {True, False}
    for other in KINDS.keys() - {kind}:
        tie(workspace, other, GOAL, TOOL)
    tie(workspace, kind, GOAL, End("tool", 2))
    tie(workspace, kind, End("goal", 2), TOOL)
    tie(workspace, kind, GOAL, End("goal", 2))


def test_what_can_t_be_linked_is_refused(workspace: Workspace) -> None:
    add_records(workspace)
    with pytest.raises(UserError, match="to itself"):
        tie(workspace, "related", GOAL, End("goal", 1))
    for start, end in ((GOAL, End("tool", 3)), (End("tool", 3), GOAL)):
        with pytest.raises(UserError, match="no longer there"):
            tie(workspace, "related", start, end)
    with pytest.raises(ValueError, match="no kind of link called likes"):
        tie(workspace, "likes", GOAL, TOOL)
    with workspace.reading() as store:
        assert [step.label for step in history.steps(store)] == ["Add records"]


def test_a_link_taken_away_comes_back_by_undo_and_is_told_to_be_gone(workspace: Workspace, content: Read) -> None:
    add_records(workspace)
    tie(workspace, "needs", GOAL, TOOL)
    before = content(workspace)
    assert workspace.run(lambda store: unlink(store, 1)).result().label == "Remove a link"
    assert seen(workspace, GOAL) == []
    with pytest.raises(UserError, match="no longer there"):
        workspace.run(lambda store: unlink(store, 1)).result()
    workspace.run(undo.undo).result()
    assert content(workspace) == before


@pytest.mark.parametrize("other", ["goal", "tool"])
@pytest.mark.parametrize("table", list(RECORDS))
def test_a_link_goes_with_either_end_and_comes_back(workspace: Workspace, table: str, other: str, content: Read) -> None:
    add_records(workspace)
    first, second, far = End(table, 1), End(table, 2), End(other, 2)
    tie(workspace, "related", first, second)
    if first != far and second != far:
        tie(workspace, "needs", first, far)
        tie(workspace, "list", far, first)
    tie(workspace, "needs", EVENT, End("event", 2))  # has nothing to do with it, except when it is itself an event
    before = content(workspace)
    delete(workspace, first)
    assert seen(workspace, first) == []
    assert hanging(workspace) == []
    assert len(seen(workspace, EVENT)) == (0 if table == "event" else 1)
    after = content(workspace)
    workspace.run(undo.undo).result()
    assert content(workspace) == before
    workspace.run(undo.redo).result()
    assert content(workspace) == after


def test_what_goes_with_a_tool_takes_its_links_along(workspace: Workspace, content: Read) -> None:
    add_records(workspace)
    tie(workspace, "related", End("contract", 2), EVENT)
    before = content(workspace)
    delete(workspace, TOOL)
    assert seen(workspace, EVENT) == []
    workspace.run(undo.undo).result()
    assert content(workspace) == before


ends = st.builds(End, st.sampled_from(list(RECORDS)), st.sampled_from([1, 2]))
acts = st.one_of(
    st.tuples(st.just("link"), st.sampled_from(list(KINDS)), ends, ends),
    st.tuples(st.just("link"), st.sampled_from(list(KINDS)), ends, ends),
    st.tuples(st.just("delete"), st.lists(ends, min_size=1, max_size=3)),
    st.tuples(st.just("unlink"), st.integers(1, 6)),
    st.tuples(st.sampled_from(["undo", "redo"])),
)


def _act(workspace: Workspace, act: tuple[Any, ...]) -> None:
    with contextlib.suppress(UserError):  # linked already, gone, or nothing to undo
        match act:
            case ("link", kind, start, end):
                tie(workspace, kind, start, end)
            case ("delete", some):
                delete(workspace, *some)
            case ("unlink", number):
                workspace.run(lambda store: unlink(store, number)).result()
            case ("undo",):
                workspace.run(undo.undo).result()
            case _:
                workspace.run(undo.redo).result()


@hypothesis_settings(max_examples=40, deadline=None)
@given(sequence=st.lists(acts, max_size=20))
def test_no_link_hangs_in_the_air_and_undoing_everything_restores_the_file(
    tmp_path_factory: pytest.TempPathFactory, content: Read, sequence: list[tuple[Any, ...]]
) -> None:
    with Workspace.open(new_workspace(tmp_path_factory.mktemp("w") / "a.prodops")) as workspace:
        empty = content(workspace)
        add_records(workspace)
        for act in sequence:
            _act(workspace, act)
            assert hanging(workspace) == []
        end = content(workspace)
        undone = 0
        with contextlib.suppress(UserError):
            while True:
                workspace.run(undo.undo).result()
                undone += 1
                assert hanging(workspace) == []
        assert content(workspace) == empty
        for _ in range(undone):
            workspace.run(undo.redo).result()
        assert content(workspace) == end
