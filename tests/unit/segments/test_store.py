"""Segments that are kept: added, changed, taken out and brought back; the one that another record names, and what is refused."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from prodops_desktop.errors import UserError
from prodops_desktop.segments.model import Segment
from prodops_desktop.segments.store import all_segments, delete_segment, ensure_segment, find_segment, save_segment
from prodops_desktop.workspace import ChangeSet, Store, Workspace, history, undo
from tests.unit.sheets_here import Bringer

WHOLE: dict[str, str | None] = {"name": " Enterprise,  pays by card", "rule": "segment is Enterprise; Pays by  is Card", "note": " why "}
KEPT = "segment is Enterprise\nPays by is Card"


def save(workspace: Workspace, values: dict[str, str | None], segment: int | None = None) -> tuple[ChangeSet, int]:
    return workspace.run(partial(save_segment, values=values, segment=segment)).result()


def ensure(workspace: Workspace, name: str) -> Segment:
    def change(store: Store) -> Segment:
        with store.edit("Add an experiment"):
            return find_segment(store, ensure_segment(store, name))

    return workspace.run(change).result()


def test_a_segment_is_kept_with_its_rule_written_one_way_and_found_by_id_or_name(workspace: Workspace) -> None:
    changes, segment = save(workspace, WHOLE)
    assert (changes.label, changes.tables) == ("Add segment Enterprise, pays by card", frozenset({"user_segment"}))
    kept = Segment(segment, "Enterprise, pays by card", KEPT, "why")
    with workspace.reading() as store:
        assert find_segment(store, segment) == find_segment(store, " ENTERPRISE, pays  by card") == kept
        assert all_segments(store) == [kept]


def test_what_is_not_named_stays_and_what_is_emptied_goes(workspace: Workspace) -> None:
    _, segment = save(workspace, WHOLE)
    assert save(workspace, {"note": ""}, segment)[0].label == "Edit segment Enterprise, pays by card"
    save(workspace, {"name": "Large"}, segment)
    with workspace.reading() as store:
        assert find_segment(store, segment) == Segment(segment, "Large", KEPT, None)
    save(workspace, {"rule": " \n ; "}, segment)
    with workspace.reading() as store:
        assert find_segment(store, segment) == Segment(segment, "Large", None, None), "an empty rule is none"


def test_a_segment_saved_as_it_was_is_no_step(workspace: Workspace) -> None:
    _, segment = save(workspace, WHOLE)
    again: list[dict[str, str | None]] = [{}, WHOLE, {"rule": KEPT}]
    for values in again:
        assert save(workspace, values, segment)[0].tables == frozenset()
    with workspace.reading() as store:
        assert len(history.steps(store)) == 1


def test_segments_come_by_name(workspace: Workspace) -> None:
    for name in ("b", "Émile", "A", "c"):
        save(workspace, {"name": name})
    with workspace.reading() as store:
        assert [segment.name for segment in all_segments(store)] == ["A", "b", "c", "Émile"]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"name": " \n"}, "needs a name"),
        ({"name": "mid-MARKET"}, "There is a segment “Mid-market” already"),
        ({"rule": "Segment is Enterprise\nPlan Scale"}, "Line 2 of the rule, “Plan Scale”, can't be read"),
    ],
)
def test_nonsense_is_refused_in_a_sentence(workspace: Workspace, values: dict[str, str | None], sentence: str) -> None:
    save(workspace, {"name": "Mid-market"})
    _, segment = save(workspace, WHOLE)
    for id_ in (None, segment):
        with pytest.raises(UserError) as refusal:
            save(workspace, {**WHOLE, "name": "Other", **values}, id_)
        assert sentence in str(refusal.value)
    with workspace.reading() as store:
        assert len(history.steps(store)) == 2
        assert find_segment(store, segment).rule == KEPT


def test_a_deleted_segment_comes_back_by_undo_and_is_told_to_be_gone(workspace: Workspace, content: Callable[[Workspace], Any]) -> None:
    empty = content(workspace)
    _, segment = save(workspace, WHOLE)
    before = content(workspace)
    assert workspace.run(partial(delete_segment, segment=segment)).result().label == "Delete segment Enterprise, pays by card"
    gone = content(workspace)
    for act in (partial(delete_segment, segment=segment), partial(save_segment, values={"note": "x"}, segment=segment)):
        with pytest.raises(UserError, match="segment is no longer there"):
            workspace.run(act).result()
    with workspace.reading() as store, pytest.raises(UserError, match="There is no segment “Large”"):
        find_segment(store, "Large")
    workspace.run(undo.undo).result()
    assert content(workspace) == before
    workspace.run(undo.redo).result()
    assert content(workspace) == gone
    for _ in range(2):
        workspace.run(undo.undo).result()
    assert content(workspace)["user_segment"] == empty["user_segment"] == []


def test_a_name_that_is_new_makes_a_segment_of_which_nobody_knows_the_rule(
    workspace: Workspace, content: Callable[[Workspace], Any]
) -> None:
    before = content(workspace)
    made = ensure(workspace, " Beta  group ")
    assert (made.name, made.rule) == ("Beta group", None)
    assert ensure(workspace, "BETA GROUP") == made
    with workspace.reading() as store:
        assert [step.label for step in history.steps(store)] == ["Add an experiment"]
    workspace.run(undo.undo).result()
    assert content(workspace) == before
    with pytest.raises(UserError, match="needs a name"):
        ensure(workspace, "  ")


def test_a_name_that_accounts_have_as_their_segment_makes_its_own_rule(workspace: Workspace, bring: Bringer) -> None:
    bring(
        "Accounts", "accounts", "2026-10-31", "Account | Segment | Region", "Acme | Enterprise | EMEA", "Bolt | SMB or less | NA", "C | |"
    )
    assert ensure(workspace, "enterprise").rule == "Segment is Enterprise"
    assert ensure(workspace, "SMB  or less").rule == "Segment is “SMB or less”"
    assert ensure(workspace, "EMEA").rule is None, "that is a region"
