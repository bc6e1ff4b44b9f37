"""Decisions: taken down with reason and owner, changed, taken out, and gone with what they are about."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from prodops_desktop.agenda.decisions import Decision, decisions_of, delete_decision, record_decision
from prodops_desktop.errors import UserError
from prodops_desktop.registry.entries import delete_entry, named
from prodops_desktop.workspace import ChangeSet, Store, Workspace, rows, undo

CHOICES = ("renew", "drop", "renegotiate")


@pytest.fixture
def contracts(workspace: Workspace) -> list[int]:
    """The ids of two contracts of a tool."""

    def make(store: Store) -> list[int]:
        with store.edit("Two contracts"):
            tool = rows.insert(store, "tool", {"name": "Mixpanel", "key": "mixpanel"})
            return [rows.insert(store, "contract", {"tool": tool, "reference": text}) for text in ("A", "B")]

    return workspace.run(make).result()


def decide(workspace: Workspace, contract: int, choice: str = "drop", **others: Any) -> ChangeSet:
    values = {"reason": "Amplitude does it, too", "owner": "Ann Lee", "day": "2026-11-23", "choices": CHOICES, **others}
    return workspace.run(partial(record_decision, about=("contract", contract, "Mixpanel A"), choice=choice, **values)).result()


def of(workspace: Workspace, contract: int | None = None) -> list[Decision]:
    with workspace.reading() as store:
        return decisions_of(store, "contract", contract)


def test_a_decision_is_taken_down_with_its_reason_owner_and_deadline(workspace: Workspace, contracts: list[int]) -> None:
    changes = decide(workspace, contracts[0], reason=" Amplitude  does\nit, too ", for_day="2026-12-14")
    assert (changes.label, changes.tables) == ("Decide to drop Mixpanel A", frozenset({"decision", "person"}))
    assert of(workspace) == [Decision(1, contracts[0], "drop", "Amplitude does it, too", "Ann Lee", "2026-11-23", "2026-12-14")]


def test_the_latest_decision_comes_first(workspace: Workspace, contracts: list[int]) -> None:
    first, second = contracts
    for contract, day in ((first, "2026-11-01"), (second, "2026-11-23"), (first, "2026-11-23"), (first, "2026-10-01")):
        decide(workspace, contract, day=day)
    assert [decision.id for decision in of(workspace)] == [3, 2, 1, 4]
    assert [decision.id for decision in of(workspace, first)] == [3, 1, 4]
    with workspace.reading() as store:
        assert decisions_of(store, "tool") == []


def test_a_decision_can_be_thought_over_and_saved_as_it_was_is_no_step(workspace: Workspace, contracts: list[int]) -> None:
    decide(workspace, contracts[0])
    (before,) = of(workspace)
    assert decide(workspace, contracts[0], owner="ANN LEE", decision=before.id).tables == frozenset()
    decide(workspace, contracts[0], "renew", reason="They came down 20 %", decision=before.id)
    (after,) = of(workspace)
    assert (after.id, after.choice, after.reason) == (before.id, "renew", "They came down 20 %")
    workspace.run(undo.undo).result()
    assert of(workspace) == [before]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"choice": "keep"}, "“keep” can't be decided here. Choose one of renew, drop, renegotiate"),
        ({"reason": " \n"}, "needs its reason"),
        ({"owner": "  "}, "needs an owner"),
        ({"day": "23.11.2026"}, "“23.11.2026” is not a day"),
        ({"day": ""}, "“” is not a day"),
    ],
)
def test_nonsense_is_refused_in_a_sentence(workspace: Workspace, contracts: list[int], values: dict[str, Any], sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        decide(workspace, contracts[0], **values)
    assert of(workspace) == []


def test_a_decision_that_is_gone_is_told_to_be(workspace: Workspace, contracts: list[int]) -> None:
    decide(workspace, contracts[0])
    assert workspace.run(partial(delete_decision, decision=1, title="Mixpanel A")).result().label == "Delete a decision about Mixpanel A"
    with pytest.raises(UserError, match="no longer there"):
        workspace.run(partial(delete_decision, decision=1, title="Mixpanel A")).result()
    with pytest.raises(UserError, match="no longer there"):
        decide(workspace, contracts[0], decision=1)
    assert of(workspace) == []
    workspace.run(undo.undo).result()
    assert len(of(workspace)) == 1


@pytest.mark.parametrize("table", ["contract", "tool"])
def test_a_decision_goes_with_its_contract_or_tool_and_comes_back(
    workspace: Workspace, contracts: list[int], table: str, content: Callable[[Workspace], Any]
) -> None:
    decide(workspace, contracts[0])
    before = content(workspace)

    def delete(store: Store) -> None:
        with store.edit("Delete"):
            store.db.execute(f"DELETE FROM {table} WHERE id = 1")

    workspace.run(delete).result()
    assert of(workspace) == []
    workspace.run(undo.undo).result()
    assert content(workspace) == before


def test_a_decision_outlives_its_owner(workspace: Workspace, contracts: list[int]) -> None:
    decide(workspace, contracts[0])
    with workspace.reading() as store:
        person = named(store, "person", "ann lee")
    assert person is not None
    workspace.run(partial(delete_entry, kind="person", entry=person)).result()
    assert [decision.owner for decision in of(workspace)] == [None]
    workspace.run(undo.undo).result()
    assert [decision.owner for decision in of(workspace)] == ["Ann Lee"]
