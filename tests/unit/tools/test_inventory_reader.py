"""What is known from the reading before never differs from what is read anew, whatever was changed in between."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from prodops_desktop.agenda.decisions import record_decision
from prodops_desktop.agenda.events import save_event
from prodops_desktop.datasets.importing import ImportReport
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.errors import UserError
from prodops_desktop.registry.entries import named, save_entry
from prodops_desktop.registry.rates import set_rate
from prodops_desktop.tools import store as tool_store
from prodops_desktop.tools.inventory import InventoryReader, read_inventory
from prodops_desktop.tools.model import CHOICES, Contract, LeadTime, Money, Month, Span, Tool
from prodops_desktop.tools.views import Inventory
from prodops_desktop.workspace import Store, Workspace, settings, undo
from tests.new_workspace import new_workspace

NAMES = ("Mixpanel", "Amplitude", "Miro")
CALENDAR_YEAR = Contract(
    0, 0, starts=date(2026, 1, 1), ends=date(2026, 12, 31), auto_renew=True, notice=Span(20, "working day"), renewal=Span(1, "year"),
    amount=Money(4_800_000, 2, "USD"), basis="seat", seats=60, lead_times=(LeadTime("Review", Span(5, "working day")),),
)  # fmt: skip

Change = Callable[[Store], object]


def fill(store: Store) -> None:
    """Three tools that share a capability, two of one vendor, with a contract and two months each."""
    settings.set_setting(store, "today", "2026-11-23")
    settings.set_setting(store, "holidays", "US")
    for number, name in enumerate(NAMES):
        tool = Tool(0, name, ("Acme", "Acme", None)[number], owner="Ana", capabilities=(("Funnels", 1 + number), ("Replay", 2)))
        id_ = tool_store.save_tool(store, tool)[1]
        tool_store.save_contract(store, replace(CALENDAR_YEAR, tool=id_, reference=f"C{number}"))
        for month in ("2026-09", "2026-10"):
            tool_store.save_month(store, id_, Month(month, 60, 40, 10 + number))


def of(store: Store, name: str) -> Tool:
    return tool_store.find_tool(store, name)


def contract(store: Store, name: str) -> Contract:
    return tool_store.all_contracts(store, of(store, name).id)[0]


def edit_tool(called: str, /, **fields: Any) -> Change:
    return lambda store: tool_store.save_tool(store, replace(of(store, called), **fields))


def edit_contract(called: str, /, **fields: Any) -> Change:
    return lambda store: tool_store.save_contract(store, replace(contract(store, called), **fields))


def rename_vendor(store: Store) -> object:
    vendor = named(store, "vendor", "Acme") or named(store, "vendor", "Acme Holding")
    return save_entry(store, "vendor", "Acme Holding", entry=vendor)


def decide(name: str, choice: str) -> Change:
    def change(store: Store) -> object:
        about = ("contract", contract(store, name).id, name)
        return record_decision(store, about, choice, "Because.", "Ana", "2026-11-20", choices=CHOICES, for_day="2026-12-02")

    return change


def holiday(store: Store) -> object:
    return save_event(store, {"type": "holiday", "title": "Offsite", "starts": "2026-12-10", "ends": "2026-12-11"})


CHANGES: dict[str, Change] = {
    "owner": edit_tool("Mixpanel", owner="Ben"),
    "card": edit_tool("Miro", use_for="Workshops", card_owner="Ana", reviewed=date(2026, 10, 1)),
    "name": edit_tool("Amplitude", name="Amplitude Analytics"),
    "retired": edit_tool("Miro", status="retired"),
    "shallower": edit_tool("Miro", capabilities=(("Funnels", 1),)),
    "alone": edit_tool("Mixpanel", capabilities=()),
    "vendor": rename_vendor,
    "notice": edit_contract("Mixpanel", notice=Span(60, "day")),
    "uplift": edit_contract("Miro", uplift=3.333333),
    "euros": edit_contract("Miro", amount=Money(1_234_567, 2, "EUR")),
    "no amount": edit_contract("Mixpanel", amount=None),
    "lead times": edit_contract("Mixpanel", lead_times=(LeadTime("Legal", Span(2, "week")), LeadTime("Budget", Span(1, "month")))),
    "another contract": lambda store: tool_store.save_contract(
        store, replace(CALENDAR_YEAR, tool=of(store, "Miro").id, starts=date(2027, 1, 1), ends=date(2027, 12, 31))
    ),
    "no contract": lambda store: tool_store.delete_contract(store, contract(store, "Mixpanel").id),
    "newer month": lambda store: tool_store.save_month(store, of(store, "Mixpanel").id, Month("2026-11", 60, 55, 50)),
    "no month": lambda store: tool_store.delete_month(store, of(store, "Mixpanel").id, "2026-10"),
    "drop": decide("Mixpanel", "drop"),
    "rate": lambda store: set_rate(store, "EUR", "2026-01-01", 1.1),
    "older rate": lambda store: set_rate(store, "EUR", "2025-01-01", 1.3),
    "holiday": holiday,
    "Germany": lambda store: settings.set_setting(store, "holidays", "DE"),
    "next day": lambda store: settings.set_setting(store, "today", "2026-12-01"),
    "pounds": lambda store: settings.set_setting(store, "currency", "GBP"),
    "low use": lambda store: settings.set_setting(store, "tools_low_use", "10"),
    "deleted": lambda store: tool_store.delete_tools(store, [of(store, "Mixpanel").id]),
    "copied": lambda store: tool_store.duplicate_tool(store, of(store, "Mixpanel").id),
    "undo": undo.undo,
    "redo": undo.redo,
}


def read_both(workspace: Workspace, reader: InventoryReader) -> tuple[Inventory, Inventory]:
    with workspace.reading() as store:
        return reader.read(store), read_inventory(store)


@hypothesis_settings(max_examples=60, deadline=None)
@given(steps=st.lists(st.sampled_from(sorted(CHANGES)), min_size=1, max_size=7))
def test_whatever_changed_the_inventory_is_as_if_read_anew(steps: list[str]) -> None:
    with TemporaryDirectory() as folder, open_workspace(new_workspace(Path(folder) / "w.prodops")) as workspace:
        workspace.run(fill).result()
        reader = InventoryReader()
        read_both(workspace, reader)
        for step in steps:
            with suppress(UserError, IndexError):  # the tool or its contract may be gone by then, or nothing is left to undo
                workspace.run(CHANGES[step]).result()
            known, anew = read_both(workspace, reader)
            assert known == anew, step
            assert known.notes == anew.notes


@pytest.mark.parametrize("step", sorted(set(CHANGES) - {"undo", "redo", "older rate", "rate", "low use"}))
def test_each_change_is_seen(workspace: Workspace, step: str) -> None:
    """Else the property would hold for a reader that never looks."""
    workspace.run(fill).result()
    reader = InventoryReader()
    before, _ = read_both(workspace, reader)
    workspace.run(CHANGES[step]).result()
    after, _ = read_both(workspace, reader)
    assert after != before


def test_tools_that_nothing_changed_about_are_the_same_objects(workspace: Workspace) -> None:
    workspace.run(fill).result()
    reader = InventoryReader()
    before, _ = read_both(workspace, reader)
    workspace.run(CHANGES["notice"]).result()
    after, _ = read_both(workspace, reader)
    same = {view.tool.name for view in after.tools if any(view is one for one in before.tools)}
    assert same == {"Amplitude", "Miro"}
    assert after.overlaps is before.overlaps


def test_a_seat_list_is_seen_and_its_end(workspace: Workspace, import_sheet: Callable[..., ImportReport], tmp_path: Path) -> None:
    workspace.run(fill).result()
    reader = InventoryReader()
    read_both(workspace, reader)
    for name, people in (("Mixpanel", "ann bob"), ("Amplitude", "bob cid dan")):
        path = tmp_path / f"{name} seats.csv"
        path.write_text("Name,Last active\n" + "".join(f"{one},2026-11-20\n" for one in people.split()), encoding="utf-8")
        import_sheet(workspace, path, kind="tool_seats", name=f"{name} seats")
    known, anew = read_both(workspace, reader)
    assert known == anew
    assert known.overlaps[0].shared == frozenset({"bob"})
    workspace.run(undo.undo).result()
    known, anew = read_both(workspace, reader)
    assert known == anew
    assert known.overlaps[0].shared is None


def costs(inventory: Inventory) -> dict[str, float | None]:
    return {view.tool.name: view.annual for view in inventory.tools}


def test_each_rate_and_the_currency_of_the_workspace_change_what_is_known(workspace: Workspace) -> None:
    """12,345.67 EUR at 1.1 is 13,580.237 USD; in EUR itself it is as it is, and what is in USD is not known there."""
    workspace.run(fill).result()
    workspace.run(CHANGES["euros"]).result()
    reader = InventoryReader()
    read_both(workspace, reader)
    told = []
    for change in (CHANGES["rate"], lambda store: settings.set_setting(store, "currency", "EUR")):
        workspace.run(change).result()
        known, anew = read_both(workspace, reader)
        assert known == anew
        told.append(costs(known))
    assert told == [
        {"Amplitude": 48_000, "Miro": pytest.approx(13_580.237), "Mixpanel": 48_000},
        {"Amplitude": None, "Miro": pytest.approx(12_345.67), "Mixpanel": None},
    ]


def test_what_another_tool_does_changes_the_verdict_of_one_that_nothing_changed_about(workspace: Workspace) -> None:
    """Mixpanel has depth 1 and 2 where Amplitude has 2 and 2: it is not needed, until Amplitude does less."""

    def decided_late(store: Store) -> None:
        fill(store)
        settings.set_setting(store, "tools_decide_days", "0")
        settings.set_setting(store, "tools_low_use", "1")

    workspace.run(decided_late).result()
    reader = InventoryReader()
    verdicts = []
    for depth in (2, 0):
        for name in ("Amplitude", "Miro"):
            workspace.run(edit_tool(name, capabilities=(("Funnels", depth), ("Replay", depth)))).result()
        known, anew = read_both(workspace, reader)
        assert known == anew
        verdicts.append(next(view.verdict for view in known.tools if view.tool.name == "Mixpanel"))
    assert verdicts == ["overlap", "keep"]
