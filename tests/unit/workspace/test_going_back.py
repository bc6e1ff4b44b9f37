"""Going back to a step takes away all that came after it, as one step that can itself be undone, and is shown before it is done."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prodops_desktop.agenda.targets import all_targets, set_target
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.errors import UserError
from prodops_desktop.workspace import Store, Workspace, history, rows, undo
from prodops_desktop.workspace.history import Step
from prodops_desktop.workspace.links import End, link
from tests.new_workspace import new_workspace
from tests.standing import decided
from tests.unit.workspace.anything import ANYTHING, do_anything, set_up, ticking

Content = Callable[[Workspace], Any]


def do(workspace: Workspace, change: Callable[[Store], Any]) -> Any:
    return workspace.run(change).result()


def read(workspace: Workspace, query: Callable[[Store], Any]) -> Any:
    with workspace.reading() as store:
        return query(store)


def target(workspace: Workspace, metric: str, value: float | None) -> int:
    return int(do(workspace, lambda store: set_target(store, metric, metric.upper(), value)).id)


def told(workspace: Workspace) -> list[tuple[str, str, bool]]:
    return [(step.kind, step.label, step.undone) for step in read(workspace, history.steps)]


def test_it_is_one_step_that_names_where_it_went_and_can_be_undone_and_redone(workspace: Workspace, content: Content) -> None:
    with ticking():
        target(workspace, "nps", 1)
        kept = target(workspace, "arr", 2)
        then = content(workspace)
        target(workspace, "nps", 3)
        target(workspace, "csat", 4)
        before = content(workspace)
        going = [step.label for step in read(workspace, lambda store: undo.would_go(store, kept))]
        assert going == ["Set target of CSAT to 4", "Set target of NPS to 3"]

        changes = do(workspace, lambda store: undo.go_back(store, kept))
        assert content(workspace) == then
        assert changes.label == "Go back to “Set target of ARR to 2” of 2 Nov, 09:02"
        assert changes.tables == {"target"}
        assert [undone for *_, undone in told(workspace)] == [False, False, True, True, False]
        assert read(workspace, history.next_undo) == "going back to “Set target of ARR to 2” of 2 Nov, 09:02"
        assert read(workspace, history.next_redo) is None
        with pytest.raises(UserError, match="It has been undone already"):
            do(workspace, lambda store: undo.undo_change(store, kept + 1))

        do(workspace, undo.undo)
        assert content(workspace) == before
        assert [undone for *_, undone in told(workspace)] == [False, False, False, False, True, False]
        assert read(workspace, history.next_undo) == "set target of CSAT to 4"
        do(workspace, undo.redo)
        assert content(workspace) == then
        assert told(workspace)[-1][:2] == ("redo", "Redo going back to “Set target of ARR to 2” of 2 Nov, 09:02")


def test_before_the_first_step_there_was_nothing(workspace: Workspace, content: Content) -> None:
    empty = content(workspace)
    target(workspace, "nps", 1)
    target(workspace, "nps", None)
    target(workspace, "nps", 2)
    assert do(workspace, lambda store: undo.go_back(store, 0)).label == "Go back to before the first step"
    assert content(workspace) == empty
    with pytest.raises(UserError, match=r"Everything stands as it did then already\."):
        do(workspace, lambda store: undo.go_back(store, 0))
    with pytest.raises(UserError, match="The history has no step 99"):
        read(workspace, lambda store: undo.would_go(store, 99))


def test_steps_that_come_to_nothing_are_no_reason_to_go_back(workspace: Workspace) -> None:
    target(workspace, "nps", 1)
    target(workspace, "nps", None)
    with pytest.raises(UserError, match=r"Everything stands as it did then already\."):
        do(workspace, lambda store: undo.go_back(store, 0))
    assert told(workspace) == [("edit", "Set target of NPS to 1", False), ("edit", "Remove target of NPS", False)]


def test_an_undo_of_an_earlier_step_goes_too(workspace: Workspace) -> None:
    first = target(workspace, "nps", 1)
    last = target(workspace, "arr", 2)
    do(workspace, lambda store: undo.undo_change(store, first))
    assert [step.label for step in read(workspace, lambda store: undo.would_go(store, last))] == ["Undo set target of NPS to 1"]
    do(workspace, lambda store: undo.go_back(store, last))
    assert read(workspace, all_targets) == {"nps": 1.0, "arr": 2.0}
    assert [undone for *_, undone in told(workspace)] == [False, False, True, False]
    do(workspace, undo.undo)
    assert read(workspace, all_targets) == {"arr": 2.0}
    assert [step.undone for step in read(workspace, history.steps) if step.kind == "edit"] == [True, False]


@pytest.mark.parametrize("is_brought_back", [True, False])
def test_no_step_is_undone_alone_on_whose_rows_a_going_back_stands(workspace: Workspace, is_brought_back: bool) -> None:
    """Else undo would come to the going back, which can't put back what it took away any more, and name a step that is undone already."""
    target(workspace, "nps", 1)
    if is_brought_back:
        do(workspace, lambda store: undo.go_back(store, 0))
    else:
        target(workspace, "nps", 2)
    do(workspace, lambda store: undo.go_back(store, 1))
    alone = r"“Set target of NPS to 1” can't be undone alone, .* the same rows: “Go back to “Set target of NPS to 1”.*Undo those first\."
    with pytest.raises(UserError, match=alone):
        do(workspace, lambda store: undo.undo_change(store, 1))
    while read(workspace, history.next_undo) is not None:
        do(workspace, undo.undo)
    assert read(workspace, all_targets) == {}


def test_going_back_across_a_going_back_brings_back_what_that_took_away(workspace: Workspace, content: Content) -> None:
    states = [content(workspace)]
    for value in range(1, 5):
        target(workspace, "nps", value)
        states.append(content(workspace))
    do(workspace, lambda store: undo.go_back(store, 1))
    target(workspace, "arr", 9)
    assert [step.label[:20] for step in read(workspace, lambda store: undo.would_go(store, 3))] == [
        "Set target of ARR to",
        "Go back to “Set targ",
    ]
    do(workspace, lambda store: undo.go_back(store, 3))
    assert content(workspace) == states[3]
    assert [step.id for step in read(workspace, history.steps) if not step.undone] == [1, 2, 3, 7]
    do(workspace, lambda store: undo.go_back(store, 6))
    assert read(workspace, all_targets) == {"nps": 1.0, "arr": 9.0}
    assert [step.id for step in read(workspace, history.steps) if not step.undone] == [1, 5, 6, 8]


def test_a_going_back_is_not_undone_alone_below_later_steps(workspace: Workspace, content: Content) -> None:
    """One that a later going back had brought back was undone alone, and then nothing owned what stood."""
    target(workspace, "nps", 1)
    target(workspace, "arr", 2)
    first = do(workspace, lambda store: undo.go_back(store, 1)).id
    do(workspace, lambda store: undo.go_back(store, 0))
    do(workspace, lambda store: undo.go_back(store, first))
    before = content(workspace)
    with pytest.raises(
        UserError, match=r"can't be undone alone, because there are later steps: “Go back to “Go back to .*Undo those first"
    ):
        do(workspace, lambda store: undo.undo_change(store, first))
    assert content(workspace) == before
    do(workspace, undo.undo)
    do(workspace, undo.undo)
    assert read(workspace, all_targets) == {"nps": 1.0}, "as after the first going back"
    do(workspace, lambda store: undo.undo_change(store, first))
    assert read(workspace, all_targets) == {"arr": 2.0, "nps": 1.0}


def test_records_with_all_that_hangs_on_them_go_and_come(workspace: Workspace, content: Content) -> None:
    def add(store: Store) -> None:
        with store.edit("Add"):
            person = rows.insert(store, "person", {"name": "Ann", "key": "ann"})
            tool = rows.insert(store, "tool", {"name": "T", "key": "t", "owner": person})
            rows.insert(store, "contract", {"tool": tool})
            rows.insert(store, "goal", {"title": "G", "owner": person})

    def swap(store: Store) -> None:
        with store.edit("Swap names"):  # each name is there once, at every moment
            for old, new in (("t", "x"), ("u", "t"), ("x", "u")):
                store.db.execute("UPDATE tool SET key = ? WHERE key = ?", (new, old))

    do(workspace, add)
    do(workspace, lambda store: link(store, "needs", End("tool", 1), End("goal", 1)))

    def second(store: Store) -> None:
        with store.edit("Add another"):
            rows.insert(store, "tool", {"name": "U", "key": "u"})

    do(workspace, second)
    before = content(workspace)
    do(workspace, swap)
    swapped = content(workspace)
    do(workspace, lambda store: undo.go_back(store, 3))
    assert content(workspace) == before
    do(workspace, undo.undo)
    assert content(workspace) == swapped

    def delete(store: Store) -> None:
        with store.edit("Delete"):
            store.db.execute("DELETE FROM tool")
            store.db.execute("DELETE FROM person")

    do(workspace, delete)
    after = content(workspace)
    do(workspace, lambda store: undo.go_back(store, 3))
    assert content(workspace) == before
    do(workspace, undo.undo)
    assert content(workspace) == after


def test_what_was_taken_back_and_brought_back_in_between_comes_back_whole(workspace: Workspace, content: Content) -> None:
    def add(store: Store) -> None:
        with store.edit("Add"):
            rows.insert(store, "contract", {"tool": rows.insert(store, "tool", {"name": "T", "key": "t"})})

    empty = content(workspace)
    do(workspace, add)
    do(workspace, undo.undo)
    do(workspace, undo.redo)
    whole = content(workspace)
    do(workspace, lambda store: undo.go_back(store, 0))
    assert content(workspace) == empty
    assert read(workspace, history.steps)[-1].rows == 2, "each row once, however often it was changed"
    do(workspace, undo.undo)  # a tool that came, went and came would take its contract along, if it was done step by step
    assert content(workspace) == whole
    do(workspace, undo.redo)
    assert content(workspace) == empty


@pytest.mark.parametrize("kind", [history.PRUNED, history.ERASED, history.SHAPE])
def test_nothing_goes_past_a_barrier(workspace: Workspace, content: Content, kind: str) -> None:
    def add_barrier(store: Store) -> None:
        with store.edit("Erase"):
            set_target(store, "csat", "CSAT", 1)
            history.bar(store, kind, "“Ann” was erased after it")

    def barred(store: Store) -> list[str | None]:
        return [step.blocked for step in history.steps(store)]

    first = target(workspace, "nps", 1)
    target(workspace, "arr", 2)
    do(workspace, undo.undo)
    do(workspace, add_barrier)
    before = content(workspace)
    assert (read(workspace, history.next_undo), read(workspace, history.next_redo)) == (None, None)
    reason = "because “Ann” was erased after it."
    assert read(workspace, barred)[0] == f"It can’t be undone, {reason}"
    for change, said in (
        (undo.undo, "There is nothing to undo."),
        (undo.redo, "There is nothing to redo."),
        (lambda store: undo.undo_change(store, first), f"“Set target of NPS to 1” can't be undone, {reason}"),
        (lambda store: undo.go_back(store, 0), f"Nobody can go back that far, {reason}"),
        (lambda store: undo.would_go(store, 2), f"Nobody can go back that far, {reason}"),
    ):
        with pytest.raises(UserError) as refused:
            do(workspace, change)
        assert str(refused.value) == said
    target(workspace, "nps", 5)
    assert read(workspace, history.next_undo) == "set target of NPS to 5"
    do(workspace, lambda store: undo.go_back(store, 4))
    assert content(workspace) == before


def test_undo_reaches_back_so_many_steps(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "UNDO_REACHES", 3)
    for value in range(1, 6):
        target(workspace, f"m{value}", value)
    with pytest.raises(UserError, match=r"“Set target of M2 to 2” can't be undone, because undo reaches back 3 steps, and this one is"):
        do(workspace, lambda store: undo.undo_change(store, 2))
    assert [step.blocked is None for step in read(workspace, history.steps)] == [False, False, True, True, True]
    for _ in range(3):
        do(workspace, undo.undo)
    assert read(workspace, history.next_undo) is None
    with pytest.raises(UserError, match="nothing to undo"):
        do(workspace, undo.undo)
    for _ in range(3):
        do(workspace, undo.redo)
    do(workspace, lambda store: undo.go_back(store, 1))
    assert read(workspace, all_targets) == {"m1": 1.0}, "the history is all there, and leads back further"


OPERATIONS = st.one_of(
    st.tuples(st.just("set"), st.sampled_from(["nps", "arr", "csat"]), st.one_of(st.none(), st.integers(1, 10**6))),
    st.tuples(st.sampled_from(["undo", "redo"]), st.just(""), st.just(0)),
    st.tuples(st.sampled_from(["one", "back"]), st.just(""), st.integers(0, 25)),
)


def _operate(store: Store, what: str, metric: str, value: int | None) -> None:
    if what == "set":
        set_target(store, metric, metric, value)
    elif what == "one":
        undo.undo_change(store, value or 0)
    elif what == "back":
        undo.go_back(store, value or 0)
    else:
        {"undo": undo.undo, "redo": undo.redo}[what](store)


def _value(step: Step) -> tuple[str, float | None]:
    metric, _, value = step.label.removeprefix("Set target of ").removeprefix("Remove target of ").partition(" to ")
    return metric, float(value.replace(",", "")) if value else None


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(operations=st.lists(OPERATIONS, max_size=22))
def test_the_steps_in_effect_make_up_what_stands(tmp_path_factory: pytest.TempPathFactory, operations: list[tuple[str, str, Any]]) -> None:
    after: dict[int, dict[str, float]] = {0: {}}
    with Workspace.open(new_workspace(tmp_path_factory.mktemp("w") / "a.prodops")) as workspace:
        for what, metric, value in operations:
            with suppress(UserError):
                do(workspace, partial(_operate, what=what, metric=metric, value=value))
            found, steps = read(workspace, all_targets), read(workspace, history.steps)
            rows = dict(read(workspace, lambda store: store.db.execute("SELECT change, id FROM h_target").fetchall()))
            wanted = {rows[step.id]: _value(step) for step in steps if step.kind == "edit" and not step.undone}  # one removed stays itself
            assert found == {name: number for name, number in wanted.values() if number is not None}
            after.setdefault(steps[-1].id if steps else 0, found)
        for change in sorted(after):
            with suppress(UserError):
                do(workspace, partial(undo.go_back, change=change))
            assert read(workspace, all_targets) == after[change]


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(whats=st.lists(st.tuples(st.sampled_from(ANYTHING), st.integers(0, 2**32)), min_size=5, max_size=12), place=st.integers(0, 99))
def test_going_back_after_anything_brings_the_file_to_what_it_was(
    tmp_path_factory: pytest.TempPathFactory, content: Content, whats: list[tuple[str, int]], place: int
) -> None:
    folder = tmp_path_factory.mktemp("w")
    with open_workspace(new_workspace(folder / "a.prodops")) as workspace:
        set_up(workspace)
        states = {read(workspace, Store.position): read(workspace, decided)}
        for what, seed in whats:
            do_anything(workspace, folder, what, seed)
            states[read(workspace, Store.position)] = read(workspace, decided)
        end = read(workspace, decided)
        change = sorted(states)[place % len(states)]
        with suppress(UserError):
            do(workspace, lambda store: undo.go_back(store, change))
            assert read(workspace, decided) == states[change]
            do(workspace, undo.undo)
        assert read(workspace, decided) == end
