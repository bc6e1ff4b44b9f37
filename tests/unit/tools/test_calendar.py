"""The notice deadlines as a calendar file: read back by a reader of calendars, and line by line as RFC 5545 wants them."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from prodops_desktop.agenda.decisions import record_decision
from prodops_desktop.errors import UserError
from prodops_desktop.tools import store as tool_store
from prodops_desktop.tools.calendar import calendar_bytes, write_calendar
from prodops_desktop.tools.inventory import read_inventory
from prodops_desktop.tools.model import CHOICES, Contract, LeadTime, Money, Span, Tool
from prodops_desktop.tools.views import Inventory
from prodops_desktop.workspace import Store, Workspace, settings

TERMS = Contract(
    0, 0, reference="F-1", starts=date(2026, 1, 1), ends=date(2026, 12, 31), auto_renew=True, notice=Span(17, "day"),
    renewal=Span(1, "year"), amount=Money(1_200_050, 2, "EUR"), amount_per="quarter",
    lead_times=(LeadTime("Budget", Span(2, "week")), LeadTime("Legal review", Span(1, "month"))),
)  # fmt: skip
"""Notice by Monday, 14 December 2026; begin by 30 November and 14 November."""


@pytest.fixture
def stack(workspace: Workspace) -> Callable[..., Inventory]:
    """The inventory on 23 November 2026 with tools of these names and fields, each with the terms."""

    def make(*tools: Tool, terms: Contract = TERMS) -> Inventory:
        def fill(store: Store) -> Inventory:
            settings.set_setting(store, "today", "2026-11-23")
            for tool in tools:
                id_ = tool_store.save_tool(store, tool)[1]
                tool_store.save_contract(store, replace(terms, tool=id_))
            return read_inventory(store)

        return workspace.run(fill).result()

    return make


def entries(content: bytes) -> list[Any]:
    return [part for part in Calendar.from_ical(content).walk() if part.name == "VEVENT"]


def logical_lines(content: bytes) -> list[str]:
    """The lines with their folds undone, by hand."""
    return content.replace(b"\r\n ", b"").decode().split("\r\n")


def test_a_deadline_and_its_lead_times_are_whole_days(stack: Callable[..., Inventory]) -> None:
    found = entries(calendar_bytes(stack(Tool(0, "Figma", owner="Ada"))))
    assert [(str(one["summary"]), one["dtstart"].dt, one["dtend"].dt) for one in found] == [
        ("Figma: Begin: Legal review", date(2026, 11, 14), date(2026, 11, 15)),
        ("Figma: Begin: Budget", date(2026, 11, 30), date(2026, 12, 1)),
        ("Figma: Last day for notice", date(2026, 12, 14), date(2026, 12, 15)),
    ]
    description = "The term ends on 2026-12-31; notice 17 days.\n48,002.00 EUR a year.\nOwner: Ada."
    assert {str(one["description"]) for one in found} == {description}
    assert {str(one["transp"]) for one in found} == {"TRANSPARENT"}
    for one in found:
        (alarm,) = one.subcomponents
        assert (str(alarm["action"]), alarm["trigger"].dt) == ("DISPLAY", timedelta(days=-14))


@pytest.fixture
def in_new_york(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The clock of a computer in another zone."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "America/New_York")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("in_new_york")
def test_the_file_is_written_as_the_standard_wants_it(stack: Callable[..., Inventory], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("prodops_desktop.work.clock.now", lambda: datetime.fromisoformat("2026-11-23T10:20:30"))
    name = "Überall, immer; \\ und „überall“ " + "日本語" * 20
    content = calendar_bytes(stack(Tool(0, name, owner="Ada, B; C")))
    lines = content.split(b"\r\n")
    assert lines[:3] == [b"BEGIN:VCALENDAR", b"VERSION:2.0", b"PRODID:-//Prodops Desktop//Notice deadlines//EN"]
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert b"\r" not in content.replace(b"\r\n", b"")
    assert max(len(line) for line in lines) <= 75
    assert any(line.startswith(b" ") for line in lines)
    for line in lines:
        line.decode()  # no sign is cut in two
    logical = logical_lines(content)
    escaped = "Überall\\, immer\\; \\\\ und „überall“ " + "日本語" * 20
    assert f"SUMMARY:{escaped}: Last day for notice" in logical
    assert "DTSTART;VALUE=DATE:20261214" in logical
    assert "TRIGGER:-P14D" in logical
    assert any(
        line.startswith("DESCRIPTION:The term ends on 2026-12-31\\; notice 17 days.\\n48\\,002.00 EUR a year.\\n") for line in logical
    )
    assert {line for line in logical if line.startswith("DTSTAMP")} == {"DTSTAMP:20261123T152030Z"}


def test_the_same_deadline_is_the_same_entry_each_time(stack: Callable[..., Inventory], workspace: Workspace) -> None:
    def identities(inventory: Inventory) -> list[str]:
        return [str(one["uid"]) for one in entries(calendar_bytes(inventory))]

    twice = replace(TERMS, lead_times=(*TERMS.lead_times, LeadTime("BUDGET", Span(1, "week")), LeadTime("notice", Span(1, "day"))))
    first = stack(Tool(0, "Figma"), Tool(0, "Miro"), terms=twice)
    before = identities(first)
    assert len(set(before)) == len(before) == 10

    def change(store: Store) -> Inventory:
        with store.edit("Change"):
            figma = tool_store.find_tool(store, "Figma")
            tool_store.save_tool(store, replace(figma, name="FigJam", owner="Bo"))
            contract = tool_store.all_contracts(store, figma.id)[0]
            tool_store.save_contract(store, replace(contract, amount=None, note="new", notice=Span(16, "day")))
        return read_inventory(store)

    assert set(identities(workspace.run(change).result())) == set(before)

    def later(store: Store) -> Inventory:
        settings.set_setting(store, "today", "2026-12-16")
        return read_inventory(store)

    assert not set(identities(workspace.run(later).result())) & set(before)  # next year's deadlines are others


def test_what_is_decided_says_so_and_rings_on_unless_it_is_renewed(stack: Callable[..., Inventory], workspace: Workspace) -> None:
    inventory = stack(Tool(0, "Figma"), Tool(0, "Miro"))
    contract = inventory.tools[0].contracts[0].contract

    def decide(store: Store) -> Inventory:
        about = ("contract", contract.id, "Figma")
        record_decision(store, about, "drop", "Nobody, really; nobody", "Ada", "2026-11-20", choices=CHOICES, for_day="2026-12-14")
        return read_inventory(store)

    found = entries(calendar_bytes(workspace.run(decide).result()))
    assert [str(one["summary"]) for one in found if "Begin" not in one["summary"]] == [
        "Figma: Last day for notice (decided: drop)",
        "Miro: Last day for notice",
    ]
    figma = [one for one in found if one["summary"].startswith("Figma")]
    assert all(one.subcomponents for one in figma)  # a decision to drop it is no notice yet
    assert str(figma[0]["description"]).splitlines()[-1] == "2026-11-20, Ada: Nobody, really; nobody"
    assert all(one.subcomponents for one in found if one not in figma)


def test_only_deadlines_of_contracts_that_matter_are_in_it(stack: Callable[..., Inventory], workspace: Workspace) -> None:
    stack(Tool(0, "Figma"), Tool(0, "Still renewing", status="retired"))
    ends_by_itself = replace(TERMS, auto_renew=False, renewal=None)
    stack(Tool(0, "Old", status="retired"), Tool(0, "Soon", status="planned"), terms=ends_by_itself)
    inventory = stack(Tool(0, "Open"), terms=replace(TERMS, ends=None))
    assert {str(one["summary"]).partition(":")[0] for one in entries(calendar_bytes(inventory))} == {"Figma", "Still renewing"}


def test_a_file_is_written_or_a_sentence_said(stack: Callable[..., Inventory], tmp_path: Path, workspace: Workspace) -> None:
    with pytest.raises(UserError, match="no notice deadline to come"):
        write_calendar(stack(), tmp_path / "deadlines.ics")
    assert not (tmp_path / "deadlines.ics").exists()
    inventory = stack(Tool(0, "Figma"))
    write_calendar(inventory, tmp_path / "deadlines.ICS")
    assert len(entries((tmp_path / "deadlines.ICS").read_bytes())) == 3
    with pytest.raises(UserError, match=r"could not be written to .*nowhere"):
        write_calendar(inventory, tmp_path / "nowhere" / "deadlines.ics")
    size = workspace.path.stat().st_size
    with pytest.raises(UserError, match=r"“w.prodops” does not end in .ics"):
        write_calendar(inventory, workspace.path)
    assert workspace.path.stat().st_size == size
