"""Tools, contracts and months are kept as they were decided, one undo step each, and what hangs on them goes and comes with them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from prodops_desktop.agenda.decisions import decisions_of, record_decision
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.errors import UserError
from prodops_desktop.registry.entries import all_entries, delete_entry, save_entry
from prodops_desktop.tools import store as tool_store
from prodops_desktop.tools.facts import read_facts
from prodops_desktop.tools.model import CHOICES, Contract, LeadTime, Money, Month, Span, Tool
from prodops_desktop.workspace import ChangeSet, Store, Workspace, history, undo
from prodops_desktop.workspace.links import End, link, links_of

Content = dict[str, list[tuple[Any, ...]]]

FIGMA = Tool(
    0,
    "Figma",
    vendor="Figma, Inc.",
    category="Design",
    owner="Ada",
    status="trial",
    active_days=30,
    use_for="Screens\nand flows",
    avoid="Slides",
    start_how="Ask Ada",
    card_owner="Bo",
    reviewed=date(2026, 6, 1),
    credential="Safe 3",
    note="Nice",
    capabilities=(("Design", 3), ("Whiteboard", 1)),
)
TERMS = Contract(
    0,
    0,
    reference="F-1",
    starts=date(2026, 1, 1),
    ends=date(2026, 12, 31),
    auto_renew=True,
    notice=Span(3, "month"),
    on_working_day=True,
    renewal=Span(1, "year"),
    amount=Money(120_000, 2, "EUR"),
    amount_per="quarter",
    basis="seat",
    seats=45,
    uplift=5.5,
    lead_times=(LeadTime("Review", Span(20, "working day")), LeadTime("Budget", Span(2, "week"))),
    note="Signed by Cy",
)


def add_tool(workspace: Workspace, tool: Tool = FIGMA) -> Tool:
    id_ = workspace.run(lambda store: tool_store.save_tool(store, tool)).result()[1]
    return replace(tool, id=id_)


def add_contract(workspace: Workspace, contract: Contract) -> Contract:
    id_ = workspace.run(lambda store: tool_store.save_contract(store, contract)).result()[1]
    return replace(contract, id=id_)


def read(workspace: Workspace, look: Callable[[Store], Any]) -> Any:
    with workspace.reading() as store:
        return look(store)


def last_step(workspace: Workspace) -> history.Step:
    found: list[history.Step] = read(workspace, history.steps)
    return found[-1]


def test_a_tool_is_read_as_it_was_saved(workspace: Workspace) -> None:
    figma = add_tool(workspace)
    assert read(workspace, lambda store: tool_store.find_tool(store, figma.id)) == figma
    assert read(workspace, lambda store: tool_store.find_tool(store, " FIGMA ")) == figma
    assert read(workspace, tool_store.all_tools) == [figma]
    bare = add_tool(workspace, Tool(0, "abc"))
    assert read(workspace, tool_store.all_tools) == [bare, figma]
    assert last_step(workspace).label == "Add abc"


def test_a_contract_is_read_as_it_was_saved(workspace: Workspace) -> None:
    figma, other = add_tool(workspace), add_tool(workspace, Tool(0, "Other"))
    first = add_contract(workspace, replace(TERMS, tool=figma.id))
    bare = add_contract(workspace, Contract(0, figma.id))
    third = add_contract(workspace, Contract(0, other.id, reference="F-1", starts=TERMS.starts))
    assert read(workspace, tool_store.all_contracts) == [bare, first, third]
    assert read(workspace, lambda store: tool_store.all_contracts(store, figma.id)) == [bare, first]
    assert read(workspace, lambda store: tool_store.find_contract(store, first.id)) == first
    assert last_step(workspace).label == "Add contract of Other"


def test_texts_are_tidied_when_they_are_saved(workspace: Workspace) -> None:
    untidy = Tool(
        0,
        "  Figma \n 2 ",
        vendor=" ",
        owner="\tAda\u00a0 L. ",
        use_for=" a\r\nb\x07 ",
        note="\x00",
        capabilities=((" Deep   work ", 1), ("deep WORK", 3)),
    )
    tool = add_tool(workspace, untidy)
    found = read(workspace, lambda store: tool_store.find_tool(store, tool.id))
    assert found == Tool(tool.id, "Figma 2", owner="Ada L.", use_for="a\nb", capabilities=(("deep WORK", 3),))
    contract = Contract(0, tool.id, reference=" F  1 ", note=" \n", uplift=1 / 3, lead_times=(LeadTime(" a\n b", Span(1, "day")),))
    made = add_contract(workspace, contract)
    found = read(workspace, lambda store: tool_store.find_contract(store, made.id))
    assert found == Contract(made.id, tool.id, reference="F 1", uplift=0.333333, lead_times=(LeadTime("a b", Span(1, "day")),))


def test_saving_what_is_there_is_no_step(workspace: Workspace, content: Callable[..., Content]) -> None:
    figma = add_tool(workspace)
    contract = add_contract(workspace, replace(TERMS, tool=figma.id))
    month = Month("2026-11", 45, 44, 40, Money(1, 2, "USD"))
    workspace.run(lambda store: tool_store.save_month(store, figma.id, month)).result()
    before, steps = content(workspace), read(workspace, history.steps)

    def save(store: Store) -> list[ChangeSet]:
        return [
            tool_store.save_tool(store, figma)[0],
            tool_store.save_tool(store, replace(figma, owner="ADA ", vendor="Figma", capabilities=(("whiteboard", 1), ("Design", 3))))[0],
            tool_store.save_contract(store, contract)[0],
            tool_store.save_month(store, figma.id, month)[0],
            tool_store.delete_month(store, figma.id, "2020-01"),
        ]

    changes = workspace.run(save).result()
    assert [(change.id, change.tables) for change in changes] == [(0, frozenset())] * 5
    assert (content(workspace), read(workspace, history.steps)) == (before, steps)


def test_one_field_that_changes_touches_its_table_alone(workspace: Workspace) -> None:
    figma = add_tool(workspace)
    contract = add_contract(workspace, replace(TERMS, tool=figma.id))

    def saved(save: Callable[[Store], tuple[ChangeSet, int]]) -> set[str]:
        return set(workspace.run(save).result()[0].tables)

    assert saved(lambda store: tool_store.save_tool(store, replace(figma, status="active"))) == {"tool"}
    assert saved(lambda store: tool_store.save_tool(store, replace(figma, status="active", owner="Cy"))) == {"tool", "person"}
    deeper = replace(figma, status="active", owner="Cy", capabilities=(("Design", 2), ("Whiteboard", 1)))
    assert saved(lambda store: tool_store.save_tool(store, deeper)) == {"tool_capability"}
    assert saved(lambda store: tool_store.save_contract(store, replace(contract, seats=50))) == {"contract"}
    assert saved(lambda store: tool_store.save_contract(store, replace(contract, seats=50, lead_times=()))) == {"lead_time"}
    assert read(workspace, lambda store: tool_store.find_tool(store, figma.id)) == deeper
    assert last_step(workspace).label == "Edit contract of Figma"


def test_a_name_that_is_taken_is_refused(workspace: Workspace) -> None:
    figma, other = add_tool(workspace), add_tool(workspace, Tool(0, "Miro"))
    with pytest.raises(UserError, match="There is a tool “FIGMA” already"):
        add_tool(workspace, Tool(0, "FIGMA"))
    with pytest.raises(UserError, match="Choose another name, or edit that one"):
        workspace.run(lambda store: tool_store.save_tool(store, replace(other, name=" figma"))).result()
    workspace.run(lambda store: tool_store.save_tool(store, replace(figma, name="FIGMA"))).result()
    first = add_contract(workspace, replace(TERMS, tool=figma.id))
    add_contract(workspace, replace(TERMS, tool=figma.id, starts=date(2027, 1, 1), ends=None))
    with pytest.raises(UserError, match="FIGMA has a contract f-1 already"):
        add_contract(workspace, replace(TERMS, tool=figma.id, reference="f-1"))
    with pytest.raises(UserError, match="FIGMA has a contract F-1 already"):
        workspace.run(lambda store: tool_store.save_contract(store, replace(first, starts=date(2027, 1, 1), ends=None))).result()
    assert len(read(workspace, tool_store.all_contracts)) == 2


def test_what_makes_no_sense_is_refused_and_leaves_nothing(workspace: Workspace, content: Callable[..., Content]) -> None:
    figma = add_tool(workspace)
    before = content(workspace)
    for save in (
        lambda store: tool_store.save_tool(store, Tool(0, " ", vendor="New one")),
        lambda store: tool_store.save_tool(store, Tool(99, "Gone", vendor="New one")),
        lambda store: tool_store.save_contract(store, Contract(0, figma.id, seats=-1)),
        lambda store: tool_store.save_contract(store, Contract(99, figma.id)),
        lambda store: tool_store.save_contract(store, Contract(0, 99)),
        lambda store: tool_store.save_month(store, figma.id, Month("2026-13", 1)),
        lambda store: tool_store.save_month(store, 99, Month("2026-11", 1)),
        lambda store: tool_store.delete_tools(store, [figma.id, 99]),
        lambda store: tool_store.delete_contract(store, 99),
        lambda store: tool_store.duplicate_tool(store, 99),
        lambda store: tool_store.find_tool(store, "Gone"),
    ):
        with pytest.raises(UserError, match=r"[.]$"):
            workspace.run(save).result()
    assert content(workspace) == before


def test_a_month_is_one_row_however_often_it_is_decided(workspace: Workspace) -> None:
    figma = add_tool(workspace)

    def save(month: Month) -> int:
        return workspace.run(lambda store: tool_store.save_month(store, figma.id, month)).result()[1]

    first = save(Month("2026-10", 45, 44, 40, Money(12_050, 2, "EUR")))
    assert last_step(workspace).label == "Set seats of Figma in 2026-10"
    assert save(Month("2026-09", active=7)) != first
    assert save(Month("2026-10", 50)) == first
    assert read(workspace, tool_store.all_months) == {figma.id: [Month("2026-09", active=7), Month("2026-10", 50)]}
    (facts,) = read(workspace, lambda store: read_facts(store, since="2026-10"))
    assert facts.months == [Month("2026-10", 50)]
    assert read(workspace, lambda store: tool_store.all_months(store, figma.id + 1)) == {}
    workspace.run(lambda store: tool_store.delete_month(store, figma.id, "2026-09")).result()
    workspace.run(undo.undo).result()
    assert len(read(workspace, tool_store.all_months)[figma.id]) == 2


def test_a_copy_has_the_terms_and_the_card_but_not_the_months_or_the_credential(workspace: Workspace) -> None:
    figma = add_tool(workspace)
    add_contract(workspace, replace(TERMS, tool=figma.id))
    add_contract(workspace, Contract(0, figma.id, seats=3))
    workspace.run(lambda store: tool_store.save_month(store, figma.id, Month("2026-10", 45))).result()
    add_tool(workspace, Tool(0, "figma (2)"))
    changes, copy = workspace.run(lambda store: tool_store.duplicate_tool(store, figma.id)).result()
    assert changes.label == "Duplicate Figma"
    found = read(workspace, lambda store: tool_store.find_tool(store, copy))
    assert found == replace(figma, id=copy, name="Figma (3)", credential=None)
    contracts = read(workspace, lambda store: tool_store.all_contracts(store, copy))
    assert [replace(one, id=0, tool=0) for one in contracts] == [Contract(0, 0, seats=3), TERMS]
    assert copy not in read(workspace, tool_store.all_months)
    workspace.run(undo.undo).result()
    assert [tool.name for tool in read(workspace, tool_store.all_tools)] == ["Figma", "figma (2)"]


def test_what_hangs_on_a_tool_goes_with_it_and_comes_back_with_undo(workspace: Workspace, content: Callable[..., Content]) -> None:
    figma, miro = add_tool(workspace), add_tool(workspace, Tool(0, "Miro", capabilities=(("Whiteboard", 3),)))
    contract = add_contract(workspace, replace(TERMS, tool=figma.id))
    other = add_contract(workspace, Contract(0, miro.id))

    def hang(store: Store) -> None:
        with store.edit("Hang"):
            tool_store.save_month(store, figma.id, Month("2026-10", 45))
            tool_store.save_month(store, miro.id, Month("2026-10", 5))
            for about in (("contract", contract.id, "F-1"), ("tool", figma.id, "Figma"), ("contract", other.id, "Miro")):
                record_decision(store, about, "drop", "Why not", "Ada", "2026-11-23", choices=CHOICES)
            link(store, "needs", End("tool", figma.id), End("tool", miro.id))
            link(store, "related", End("contract", other.id), End("contract", contract.id))

    workspace.run(hang).result()
    before = content(workspace)
    changes = workspace.run(lambda store: tool_store.delete_tools(store, [figma.id])).result()
    assert changes.label == "Delete Figma"
    assert changes.tables == {"tool", "tool_capability", "contract", "lead_time", "tool_month", "decision", "link"}
    assert [tool.name for tool in read(workspace, tool_store.all_tools)] == ["Miro"]
    assert [one.id for one in read(workspace, tool_store.all_contracts)] == [other.id]
    assert [one.about for one in read(workspace, lambda store: decisions_of(store, "contract"))] == [other.id]
    assert read(workspace, lambda store: links_of(store, End("tool", miro.id))) == []
    assert read(workspace, lambda store: links_of(store, End("contract", other.id))) == []
    after = content(workspace)
    workspace.run(undo.undo).result()
    assert content(workspace) == before
    workspace.run(undo.redo).result()
    assert content(workspace) == after
    workspace.run(undo.undo).result()
    workspace.run(lambda store: tool_store.delete_tools(store, [figma.id, miro.id])).result()
    assert last_step(workspace).label == "Delete 2 tools"
    workspace.run(undo.undo).result()
    workspace.run(lambda store: tool_store.delete_contract(store, contract.id)).result()
    assert [one.about for one in read(workspace, lambda store: decisions_of(store, "contract"))] == [other.id]
    workspace.run(undo.undo).result()
    assert content(workspace) == before


def test_every_edit_is_taken_back_and_brought_again(workspace: Workspace, content: Callable[..., Content]) -> None:
    states = [content(workspace)]

    def step(save: Callable[[Store], object]) -> None:
        workspace.run(save).result()
        states.append(content(workspace))

    figma = add_tool(workspace)
    states.append(content(workspace))
    step(lambda store: tool_store.save_contract(store, replace(TERMS, tool=figma.id)))
    step(lambda store: tool_store.save_tool(store, replace(figma, name="FigJam", capabilities=(("Whiteboard", 3), ("Stickers", 2)))))
    (contract,) = read(workspace, tool_store.all_contracts)
    step(lambda store: tool_store.save_contract(store, replace(contract, notice=None, lead_times=TERMS.lead_times[::-1])))
    step(lambda store: tool_store.save_month(store, figma.id, Month("2026-10", 45)))
    step(lambda store: tool_store.save_month(store, figma.id, Month("2026-10", 46)))
    step(lambda store: tool_store.delete_tools(store, [figma.id]))
    for before in reversed(states[:-1]):
        workspace.run(undo.undo).result()
        assert content(workspace) == before
    for after in states[1:]:
        workspace.run(undo.redo).result()
        assert content(workspace) == after


def test_people_and_vendors_are_those_of_the_registers(workspace: Workspace) -> None:
    workspace.run(lambda store: save_entry(store, "person", "Ada Lovelace", {"email": "ada@x.example"}, ["Ada"])).result()
    workspace.run(lambda store: save_entry(store, "vendor", "Figma")).result()
    figma = add_tool(workspace, replace(FIGMA, card_owner="ADA@x.example"))
    found = read(workspace, lambda store: tool_store.find_tool(store, figma.id))
    assert (found.owner, found.card_owner, found.vendor) == ("Ada Lovelace", "Ada Lovelace", "Figma")
    (person,) = read(workspace, lambda store: all_entries(store, "person"))
    workspace.run(lambda store: delete_entry(store, "person", person.id)).result()
    found = read(workspace, lambda store: tool_store.find_tool(store, figma.id))
    assert (found.owner, found.card_owner, found.vendor) == (None, None, "Figma")
    workspace.run(undo.undo).result()
    assert read(workspace, lambda store: tool_store.find_tool(store, figma.id)).owner == "Ada Lovelace"


def test_capabilities_keep_the_name_that_they_were_given_first(workspace: Workspace) -> None:
    add_tool(workspace)
    miro = add_tool(workspace, Tool(0, "Miro", capabilities=(("WHITEBOARD", 3), ("Zen", 0), ("Art", 3))))
    found = read(workspace, lambda store: tool_store.find_tool(store, miro.id))
    assert found.capabilities == (("Art", 3), ("Whiteboard", 3), ("Zen", 0))
    workspace.run(lambda store: tool_store.save_tool(store, replace(miro, capabilities=()))).result()
    assert read(workspace, tool_store.capability_names) == ["Art", "Design", "Whiteboard", "Zen"]


def test_a_workspace_for_reading_shows_tools_and_changes_none(workspace: Workspace) -> None:
    figma = add_tool(workspace)
    with open_workspace(workspace.path, read_only=True) as reader, reader.reading() as store:
        assert tool_store.all_tools(store) == [figma]
        with pytest.raises(UserError, match="for reading only"):
            tool_store.save_tool(store, replace(figma, name="Other"))
