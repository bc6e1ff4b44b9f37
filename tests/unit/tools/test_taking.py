"""Sheets of tools, contracts and months against the inventory: what is new, changed, the same, kept or missing, and that it is one step."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from prodops_desktop.areas import TAKERS
from prodops_desktop.datasets.checking import check
from prodops_desktop.datasets.importing import ImportReport, differences_of, stage_file, store_staged
from prodops_desktop.datasets.provenance import trace
from prodops_desktop.datasets.request import ImportRequest, Staged
from prodops_desktop.datasets.taking import CHANGED, NEW, SAME, Differences, Taking, sources_of
from prodops_desktop.errors import UserError
from prodops_desktop.registry.entries import all_entries, save_entry
from prodops_desktop.tools import store as tool_store
from prodops_desktop.tools.model import Contract, LeadTime, Money, Month, Span, Tool
from prodops_desktop.workspace import Store, Workspace, history, settings, undo

Bringer = Callable[..., ImportReport]
Importer = Callable[..., ImportReport]
Content = dict[str, list[tuple[Any, ...]]]

HEAD = ["Tool", "Vendor", "Owner", "Status", "Contract", "Start", "End", "Notice", "Amount"]
FIGMA = ["Figma", "Figma, Inc.", "Ada", "active", "F-1", "2026-01-01", "2026-12-31", "3 months", "1200"]
MIRO = ["Miro", "Miro BV", "Bo", "trial", "", "2026-03-01", "2027-02-28", "30 days", "800"]
STAGED = ("part", "source", "raw", "quarantine", "segment", "name")
"""Tables of what was read, which stay for a redo."""


def tools(workspace: Workspace) -> dict[str, Tool]:
    with workspace.reading() as store:
        return {tool.name: tool for tool in tool_store.all_tools(store)}


def contracts(workspace: Workspace, tool: str) -> list[Contract]:
    with workspace.reading() as store:
        return tool_store.all_contracts(store, tool_store.find_tool(store, tool).id)


def months(workspace: Workspace, tool: str) -> list[Month]:
    with workspace.reading() as store:
        id_ = tool_store.find_tool(store, tool).id
        return list(tool_store.all_months(store, id_).get(id_, []))


def edit_tool(workspace: Workspace, tool: str, **fields: Any) -> None:
    workspace.run(lambda store: tool_store.save_tool(store, replace(tool_store.find_tool(store, tool), **fields))).result()


def edit_contract(workspace: Workspace, tool: str, **fields: Any) -> None:
    (contract,) = contracts(workspace, tool)
    workspace.run(lambda store: tool_store.save_contract(store, replace(contract, **fields))).result()


def add_contract(workspace: Workspace, tool: str, **fields: Any) -> None:
    def add(store: Store) -> None:
        with store.edit("Add"):
            row = store.db.execute("SELECT id FROM tool WHERE name = ?", (tool,)).fetchone()
            id_ = row[0] if row else tool_store.save_tool(store, Tool(0, tool))[1]
            tool_store.save_contract(store, Contract(0, id_, **fields))

    workspace.run(add).result()


def taken(report: ImportReport) -> tuple[int, int, int]:
    assert report.taken is not None
    return report.taken["new"], report.taken["changed"], report.taken["kept"]


def problems(report: ImportReport) -> list[str]:
    assert report.taken is not None
    found: list[str] = report.taken["problems"]
    return found


def records_only(content: Content) -> Content:
    """The content without what an import leaves for a redo."""
    return {table: rows for table, rows in content.items() if not table.startswith(STAGED) and table != "recipe"}


def test_a_new_sheet_makes_tools_with_their_contracts(workspace: Workspace, bring: Bringer) -> None:
    head = [*HEAD, "Category", "Capabilities", "Auto-renew", "On working day", "Renewal term", "Currency", "Amount per", "Basis"]
    head += ["Seats", "Uplift %", "Lead times", "Contract note", "Active within days", "Use it for", "Don't use it for", "How to start"]
    head += ["Card owner", "Reviewed", "Credential kept in", "Note"]
    row = [*FIGMA, "Design", "Whiteboard 1; Design 3", "yes", "no", "1 year", "EUR", "quarterly", "per user"]
    row += ["45", "5", "Legal (10 working days)", "Signed by Cy", "30", "Screens", "Slides", "Ask Ada"]
    row += ["Cy", "2026-06-01", "Safe 3", "Nice"]
    report = bring("tools.csv", [head, row], kind="tools")
    assert taken(report) == (2, 0, 0)
    assert problems(report) == []
    (tool,) = tools(workspace).values()
    assert replace(tool, id=0) == Tool(
        id=0,
        name="Figma",
        vendor="Figma, Inc.",
        category="Design",
        owner="Ada",
        status="active",
        active_days=30,
        use_for="Screens",
        avoid="Slides",
        start_how="Ask Ada",
        card_owner="Cy",
        reviewed=date(2026, 6, 1),
        credential="Safe 3",
        note="Nice",
        capabilities=(("Design", 3), ("Whiteboard", 1)),
    )
    (contract,) = contracts(workspace, "figma")
    assert replace(contract, id=0) == Contract(
        id=0,
        tool=tool.id,
        reference="F-1",
        starts=date(2026, 1, 1),
        ends=date(2026, 12, 31),
        auto_renew=True,
        notice=Span(3, "month"),
        on_working_day=False,
        renewal=Span(1, "year"),
        amount=Money(120_000, 2, "EUR"),
        amount_per="quarter",
        basis="seat",
        seats=45,
        uplift=5.0,
        lead_times=(LeadTime("Legal", Span(10, "working day")),),
        note="Signed by Cy",
    )
    with workspace.reading() as store:
        assert [entry.name for entry in all_entries(store, "person")] == ["Ada", "Cy"]
        assert [entry.name for entry in all_entries(store, "vendor")] == ["Figma, Inc."]
    assert check(workspace) == []


def test_the_same_sheet_again_changes_nothing_but_its_version(
    workspace: Workspace, bring: Bringer, content: Callable[..., Content]
) -> None:
    bring("tools.csv", [HEAD, FIGMA, MIRO], kind="tools")
    before = records_only(content(workspace))
    report = bring("tools.csv", [HEAD, FIGMA, MIRO], kind="tools", again=True)
    assert (taken(report), problems(report)) == ((0, 0, 0), [])
    after = records_only(content(workspace))
    assert {table for table in after if after[table] != before[table]} == {"version", "version_part", "taken"}


def test_the_next_version_changes_what_it_says_otherwise(workspace: Workspace, bring: Bringer) -> None:
    bring("tools.csv", [HEAD, FIGMA, MIRO], kind="tools")
    later = [[*FIGMA[:3], "retired", *FIGMA[4:8], "1500"], MIRO]
    report = bring("later.csv", [HEAD, *later], kind="tools", name="tools")
    assert taken(report) == (0, 2, 0)
    assert tools(workspace)["Figma"].status == "retired"
    (contract,) = contracts(workspace, "Figma")
    assert contract.amount == Money(150_000, 2, "USD")
    assert tools(workspace)["Miro"].status == "trial"


def test_an_empty_cell_says_nothing(workspace: Workspace, bring: Bringer) -> None:
    bring("tools.csv", [HEAD, FIGMA, MIRO], kind="tools")
    report = bring("later.csv", [HEAD, ["Figma", "", "", "", "F-1", "", "", "", ""], MIRO], kind="tools", name="tools")
    assert (taken(report), problems(report)) == ((0, 0, 0), [])
    assert tools(workspace)["Figma"].owner == "Ada"
    assert contracts(workspace, "Figma")[0].notice == Span(3, "month")


@pytest.mark.parametrize("owner", ["Ada", "Dee"])
def test_what_was_corrected_by_hand_is_kept_and_the_rest_goes_on(workspace: Workspace, bring: Bringer, owner: str) -> None:
    bring("tools.csv", [HEAD, FIGMA, MIRO], kind="tools")
    edit_tool(workspace, "Figma", owner="Corrected")
    edit_contract(workspace, "Figma", notice=Span(60, "day"))
    report = bring("later.csv", [HEAD, ["Figma", "Figma, Inc.", owner, "trial", *FIGMA[4:8], "1500"], MIRO], kind="tools", name="tools")
    assert taken(report) == (0, 2, 2)
    tool, (contract,) = tools(workspace)["Figma"], contracts(workspace, "Figma")
    assert (tool.owner, tool.status) == ("Corrected", "trial")
    assert (contract.notice, contract.amount) == (Span(60, "day"), Money(150_000, 2, "USD"))


def test_a_record_of_which_all_is_kept_is_not_changed(workspace: Workspace, bring: Bringer) -> None:
    bring("tools.csv", [HEAD, FIGMA, MIRO], kind="tools")
    edit_tool(workspace, "Figma", owner="Corrected")
    assert taken(bring("later.csv", [HEAD, FIGMA, MIRO], kind="tools", name="tools", again=True)) == (0, 0, 1)


def test_a_correction_outlives_a_version_with_an_empty_cell(workspace: Workspace, bring: Bringer) -> None:
    bring("tools.csv", [HEAD, FIGMA, MIRO], kind="tools")
    edit_tool(workspace, "Figma", owner="Corrected")
    bring("second.csv", [HEAD, ["Figma", "", "", "active", *FIGMA[4:]], MIRO], kind="tools", name="tools")
    assert taken(bring("third.csv", [HEAD, FIGMA, MIRO], kind="tools", name="tools", again=True)) == (0, 0, 1)
    assert tools(workspace)["Figma"].owner == "Corrected"


def test_a_correction_of_what_a_second_row_said_is_kept(workspace: Workspace, bring: Bringer) -> None:
    rows = [["Figma", "", "", "", *FIGMA[4:]], ["Figma", "", "Ada", "", "F-2", "2027-01-01", "2027-12-31", "", ""]]
    bring("tools.csv", [HEAD, *rows], kind="tools")
    edit_tool(workspace, "Figma", owner="Corrected")
    assert taken(bring("later.csv", [HEAD, *rows], kind="tools", name="tools", again=True)) == (0, 0, 1)
    assert tools(workspace)["Figma"].owner == "Corrected"


def test_what_the_sheet_comes_to_agree_with_is_the_same(workspace: Workspace, bring: Bringer) -> None:
    bring("tools.csv", [HEAD, FIGMA, MIRO], kind="tools")
    edit_tool(workspace, "Figma", owner="Dee")
    report = bring("later.csv", [HEAD, ["Figma", "Figma, Inc.", "Dee", *FIGMA[3:]], MIRO], kind="tools", name="tools")
    assert taken(report) == (0, 0, 0)


def test_another_dataset_never_said_it_and_so_its_word_is_taken(workspace: Workspace, bring: Bringer) -> None:
    bring("tools.csv", [HEAD, FIGMA, MIRO], kind="tools")
    edit_tool(workspace, "Figma", owner="Corrected")
    assert taken(bring("other.csv", [HEAD, FIGMA], kind="tools")) == (0, 1, 0)
    assert tools(workspace)["Figma"].owner == "Ada"
    assert taken(bring("later.csv", [HEAD, [*FIGMA[:2], "Dee", *FIGMA[3:]], MIRO], kind="tools", name="tools")) == (0, 1, 0)


def test_a_renamed_dataset_remembers_what_it_said(workspace: Workspace, bring: Bringer) -> None:
    from prodops_desktop.datasets.store import find_dataset, rename_dataset

    bring("tools.csv", [HEAD, FIGMA, MIRO], kind="tools")
    edit_tool(workspace, "Figma", owner="Corrected")
    workspace.run(lambda store: rename_dataset(store, find_dataset(store, "tools").id, "Stack")).result()
    assert taken(bring("later.csv", [HEAD, FIGMA, MIRO], kind="tools", name=" STACK", again=True)) == (0, 0, 1)


def test_what_a_sheet_does_not_name_is_missing_and_stays(workspace: Workspace, bring: Bringer) -> None:
    second = ["Figma", "", "", "", "F-2", "2027-01-01", "2027-12-31", "", ""]
    bring("tools.csv", [HEAD, FIGMA, second, MIRO, ["Old", "", "", "retired", *[""] * 5]], kind="tools")
    report = bring("later.csv", [HEAD, FIGMA], kind="tools", name="tools")
    assert report.taken is not None
    assert report.taken["missing"] == ["Miro", "Figma, contract F-2"]
    assert set(tools(workspace)) == {"Figma", "Miro", "Old"}
    assert len(contracts(workspace, "Figma")) == 2


def test_rows_of_one_tool_that_contradict_are_said_and_the_first_one_counts(workspace: Workspace, bring: Bringer) -> None:
    second = ["FIGMA ", "", "Bo", "active", "F-2", "2027-01-01", "2027-12-31", "", ""]
    report = bring("tools.csv", [HEAD, FIGMA, second], kind="tools")
    assert problems(report) == ["FIGMA: “Bo” and “Ada” contradict each other; the latter was taken."]
    assert {name: tool.owner for name, tool in tools(workspace).items()} == {"Figma": "Ada"}
    assert [contract.reference for contract in contracts(workspace, "Figma")] == ["F-1", "F-2"]


def test_two_contracts_with_one_start_are_said_and_the_first_one_counts(workspace: Workspace, bring: Bringer) -> None:
    first, second = MIRO, [*MIRO[:6], "2028-02-28", "", "900"]
    report = bring("tools.csv", [HEAD, first, second], kind="tools")
    assert problems(report) == [
        "Miro: two rows speak of its contract from 2026-03-01; the first one was taken. Give each a reference."
    ]  # fmt: skip
    assert [contract.ends for contract in contracts(workspace, "Miro")] == [date(2027, 2, 28)]


def test_names_with_the_sign_between_them_are_no_one_contract(workspace: Workspace, bring: Bringer) -> None:
    report = bring("tools.csv", [HEAD, ["a|b", *[""] * 7, "1"], ["a", "", "", "", "b|", "", "", "", "2"]], kind="tools")
    assert (problems(report), taken(report)) == ([], (4, 0, 0))


A, B = date(2026, 1, 1), date(2027, 1, 1)


@pytest.mark.parametrize(
    ("there", "row", "is_that"),
    [
        ({"reference": "F-1", "starts": A}, {"Contract": "f-1", "Start": "2026-01-01"}, True),
        ({"reference": "F-1", "starts": A}, {"Contract": "F-1", "Start": "2027-01-01"}, True),  # a start corrected
        ({"reference": "F-1", "starts": A}, {"Contract": "F-1"}, True),
        ({"reference": "F-1", "starts": A}, {"Contract": "F-2", "Start": "2026-01-01"}, False),
        ({"starts": A}, {"Contract": "F-1", "Start": "2026-01-01"}, True),  # it gets its reference
        ({"ends": B}, {"Contract": "F-1", "End": "2027-01-01"}, True),
        ({"starts": A}, {"Contract": "F-1"}, True),
        ({"reference": "F-1", "starts": A}, {"Start": "2026-01-01"}, True),
        ({"starts": A, "ends": B}, {"Start": "2026-01-01", "End": "2028-01-01"}, True),
        ({"starts": A, "ends": B}, {"Start": "2027-01-01"}, False),
        ({"starts": A, "ends": B}, {"Start": "2026-06-01", "End": "2027-01-01"}, False),
        ({"starts": A, "ends": B}, {"End": "2027-01-01"}, True),
        ({"starts": A, "ends": B}, {"End": "2028-01-01"}, False),
        ({"ends": B}, {"Start": "2026-01-01", "End": "2027-01-01"}, True),  # it gets its start
        ({"starts": A, "ends": B}, {"Notice": "30 days"}, True),  # the only one
        ({"seats": 5}, {"Start": "2026-01-01", "End": "2027-01-01"}, True),  # it gets its days
        ({"seats": 5}, {"Notice": "30 days"}, True),
    ],
)
def test_a_row_finds_its_contract(workspace: Workspace, bring: Bringer, there: dict[str, Any], row: dict[str, str], is_that: bool) -> None:
    add_contract(workspace, "Figma", note="the one", **there)
    head = ["Tool", "Contract", "Start", "End", "Notice", "Basis"]
    filler = ["Filler", "X", "2020-01-01", "2020-12-31", "1 day", "flat"]
    bring("tools.csv", [head, ["Figma", *(row.get(name, "") for name in head[1:5]), "flat"], filler], kind="tools")
    found = contracts(workspace, "Figma")
    assert len(found) == (1 if is_that else 2)
    (changed,) = [contract for contract in found if contract.basis == "flat"]
    assert changed.note == ("the one" if is_that else None)


def test_of_two_contracts_that_fit_none_is_taken_for_the_row(workspace: Workspace, bring: Bringer) -> None:
    add_contract(workspace, "Figma", reference="F-1", starts=A)
    add_contract(workspace, "Figma", reference="F-2", starts=A)
    report = bring("tools.csv", [["Tool", "Start", "Basis"], ["Figma", "2026-01-01", "flat"]], kind="tools")
    assert taken(report) == (1, 0, 0)
    assert [contract.basis for contract in contracts(workspace, "Figma") if contract.reference] == [None, None]


def test_an_exact_match_of_a_later_row_goes_first(workspace: Workspace, bring: Bringer) -> None:
    add_contract(workspace, "Figma", reference="F-1", starts=A, note="the one")
    rows = [["Figma", "F-1", "2027-01-01", "usage"], ["Figma", "F-1", "2026-01-01", "flat"]]
    bring("tools.csv", [["Tool", "Contract", "Start", "Basis"], *rows], kind="tools")
    found = [(contract.starts, contract.basis, contract.note) for contract in contracts(workspace, "Figma")]
    assert found == [(A, "flat", "the one"), (B, "usage", None)]


def test_contracts_known_by_their_ends_alone_are_two(workspace: Workspace, bring: Bringer) -> None:
    add_contract(workspace, "Figma", starts=A, ends=date(2026, 12, 31))
    add_contract(workspace, "Figma", starts=B, ends=date(2027, 12, 31))
    rows = [["Figma", "2027-12-31", "usage"], ["Figma", "2026-12-31", "flat"]]
    report = bring("tools.csv", [["Tool", "Expiry date", "Basis"], *rows], kind="tools")
    assert (taken(report), problems(report)) == ((0, 2, 0), [])
    assert [contract.basis for contract in contracts(workspace, "Figma")] == ["flat", "usage"]


def test_a_renewal_date_is_the_day_after_the_term(workspace: Workspace, bring: Bringer) -> None:
    head = ["Tool", "Start date", "Renewal date", "Notice", "Renewal term", "Auto-renew"]
    rows = [["Figma", "2026-01-01", "2027-01-01", "none", "annual", "yes"], ["Miro", "2026-01-01", "2027-01-01", "30 days", "1", "yes"]]
    report = bring("tools.csv", [head, *rows], kind="tools")
    assert problems(report) == ["Miro: “Renewal term” is “1”: it does not say whether it means months or years. It was left out."]
    (figma,), (miro,) = contracts(workspace, "Figma"), contracts(workspace, "Miro")
    assert (figma.ends, figma.notice, figma.renewal) == (date(2026, 12, 31), Span(0, "day"), Span(1, "year"))
    assert (miro.ends, miro.notice, miro.renewal) == (date(2026, 12, 31), Span(30, "day"), None)


def test_a_price_of_a_seat_is_the_amount_for_all_of_them(workspace: Workspace, bring: Bringer) -> None:
    rows = [["Figma", "2026-01-01", "45", "120"], ["Miro", "2026-01-01", "", "80"]]
    report = bring("a.csv", [["Tool", "Start date", "Seats", "Price per seat"], *rows], kind="tools")
    assert problems(report) == ["Miro: “Price per seat” is there, but not for how many seats. It was left out."]
    (figma,) = contracts(workspace, "Figma")
    assert (figma.annual, figma.basis, figma.amount_per) == (45 * 120, "seat", "year")
    bring("b.csv", [["Tool", "Start date", "Seats", "Price per user per month"], ["Zoom", "2026-01-01", "10", "15.99"]], kind="tools")
    (zoom,) = contracts(workspace, "Zoom")
    assert zoom.annual == pytest.approx(10 * 15.99 * 12)
    assert (zoom.basis, zoom.amount_per) == ("seat", "month")


def test_what_cannot_be_read_is_left_out_with_a_sentence_and_the_rest_is_taken(workspace: Workspace, bring: Bringer) -> None:
    head = [*HEAD, "Seats", "Uplift %", "Lead times", "Basis", "Currency"]
    rows = [
        [*FIGMA[:7], "soon", "1200", "5", "7", "Legal", "by the pound", "EURO"],
        [*MIRO[:7], "9999999 days", "800", "99999999999", "2000", "Legal (1 day)", "flat", "USD"],
        ["Zoom", "", "", "in limbo", "Z", "2026-05-01", "2026-04-01", "1 month", "5", "", "", "", "", "USD"],
    ]
    report = bring("tools.csv", [head, *rows], kind="tools")
    assert [text.replace("’", "'") for text in problems(report)] == [
        "Figma: “Notice” is “soon”: it can't be read. It was left out.",
        "Figma: “Amount” is “120000”: “EURO” is not a currency. Use its three letters, such as EUR. It was left out.",
        "Figma: “Basis” is “by the pound”: it can't be read. It was left out.",
        "Figma: “Lead times” is “Legal”: it can't be read. It was left out.",
        "Miro: “Notice” is “9999999 days”: The notice period can't be 9999999 days. Give a whole number from 0 to 36500. It was left out.",
        "Miro: “Seats” is “99999999999”: The number of seats is a whole number from 0 on, and not 99999999999. It was left out.",
        "Miro: “Uplift %” is “2000.0”: The rise at a renewal is a number of per cent, such as 5. It was left out.",
        "Zoom: “Status” is “in limbo”: it can't be read. It was left out.",
        "Zoom: the contract would end on 2026-04-01, before it starts on 2026-05-01; the end was left out.",
    ]
    assert taken(report) == (6, 0, 0)
    (figma,), (miro,), (zoom,) = (contracts(workspace, name) for name in ("Figma", "Miro", "Zoom"))
    assert (figma.notice, figma.amount, figma.basis, figma.lead_times, figma.seats) == (None, None, None, (), 5)
    assert (miro.notice, miro.seats, miro.uplift, miro.amount, miro.basis) == (None, None, None, Money(80_000, 2, "USD"), "flat")
    assert (zoom.starts, zoom.ends, zoom.notice) == (date(2026, 5, 1), None, Span(1, "month"))
    assert tools(workspace)["Zoom"].status == "active"


def test_a_row_that_cannot_be_accepted_does_not_hinder_the_others(workspace: Workspace, bring: Bringer) -> None:
    add_contract(workspace, "Miro", reference="M", starts=date(2026, 3, 1))
    rows = [["Miro", "Miro BV", "", "", "M", "", "2025-01-01", "", "5"], ["x" * 10_001, "", "", "", "X", "", "", "", "1"], FIGMA]
    report = bring("tools.csv", [HEAD, *rows], kind="tools")
    assert [text.partition("was left out: ")[2] for text in problems(report)] == [
        "The name of a tool has 10,001 characters; 10,000 are kept. Shorten it.",
        "The contract would end on 2025-01-01, before it starts on 2026-03-01. Change one of the days.",
        "so was what it belongs to.",
    ]
    assert taken(report) == (2, 1, 0)
    assert {name: tool.vendor for name, tool in tools(workspace).items()} == {"Miro": "Miro BV", "Figma": "Figma, Inc."}
    assert contracts(workspace, "Miro")[0].ends is None


@pytest.mark.parametrize(
    ("head", "cell", "amount"),
    [
        (["Amount", "Currency"], ["1200", "gbp"], Money(120_000, 2, "GBP")),
        (["Amount", "Currency"], ["1200", "£"], Money(120_000, 2, "GBP")),
        (["Amount", "Currency"], ["€1,200.00", "GBP"], Money(120_000, 2, "GBP")),
        (["Amount", "Currency"], ["€1,200.00", ""], Money(120_000, 2, "EUR")),
        (["Amount", "Currency"], ["1200", ""], Money(120_000, 2, "CHF")),
        (["Amount", "Currency"], ["1200.125", ""], Money(1_200_125, 3, "CHF")),
        (["Amount", "Currency"], ["0", ""], Money(0, 2, "CHF")),
    ],
)
def test_an_amount_is_in_the_currency_of_its_row_its_sign_or_the_workspace(
    workspace: Workspace, bring: Bringer, head: list[str], cell: list[str], amount: Money
) -> None:
    workspace.run(lambda store: settings.set_setting(store, "currency", "CHF")).result()
    bring("tools.csv", [["Tool", *head], ["Figma", *cell]], kind="tools")
    assert contracts(workspace, "Figma")[0].amount == amount


def test_signs_that_differ_within_a_column_are_those_of_their_cells(workspace: Workspace, bring: Bringer) -> None:
    rows = [["A", "€1,200.00"], ["B", "€1,300.00"], ["C", "$5.50"], ["D", "£7"], ["E", "9.00"], ["F", "8 EUR"]]
    bring("tools.csv", [["Tool", "Amount"], *rows], kind="tools")
    found = {name: contracts(workspace, name)[0].amount for name in "ABCDEF"}
    assert found == {
        "A": Money(120_000, 2, "EUR"),
        "B": Money(130_000, 2, "EUR"),
        "C": Money(550, 2, "USD"),
        "D": Money(700, 2, "GBP"),
        "E": Money(900, 2, "USD"),
        "F": Money(800, 2, "EUR"),
    }
    assert taken(bring("again.csv", [["Tool", "Amount"], *rows], kind="tools", name="tools", again=True)) == (0, 0, 0)


@pytest.mark.parametrize("currency", ["EUR", None])
def test_an_amount_without_a_currency_leaves_that_of_the_record(workspace: Workspace, bring: Bringer, currency: str | None) -> None:
    add_contract(workspace, "Figma", amount=Money(120_000, 2, currency))
    assert taken(bring("tools.csv", [["Tool", "Amount"], ["Figma", "1200"]], kind="tools")) == (0, 0, 0)
    assert taken(bring("later.csv", [["Tool", "Amount"], ["Figma", "1300"]], kind="tools", name="tools")) == (0, 1, 0)
    assert contracts(workspace, "Figma")[0].amount == Money(130_000, 2, currency)
    edit_contract(workspace, "Figma", amount=Money(140_000, 2, currency))
    assert taken(bring("third.csv", [["Tool", "Amount"], ["Figma", "1350"]], kind="tools", name="tools")) == (0, 0, 1)


@pytest.mark.parametrize(
    ("head", "cells", "amount", "per"),
    [
        (["Monthly cost"], ["100"], 10_000, "month"),
        (["Monatskosten"], ["100"], 10_000, "month"),
        (["Amount", "Monthly cost"], ["", "100"], 10_000, "month"),
        (["Amount", "Monthly cost"], ["1300", "100"], 130_000, "quarter"),
        (["Annual cost"], ["1200"], 120_000, "year"),
        (["Annual cost", "Billing"], ["1200", "monthly"], 120_000, "year"),
        (["Jahreskosten"], ["1200"], 120_000, "year"),
        (["Cost", "Billing"], ["100", "monthly"], 10_000, "month"),
        (["Cost"], ["100"], 10_000, "quarter"),
    ],
)
def test_a_header_says_for_how_long_an_amount_is(
    workspace: Workspace, bring: Bringer, head: list[str], cells: list[str], amount: int, per: str
) -> None:
    add_contract(workspace, "Figma", amount=Money(5, 2, "USD"), amount_per="quarter")
    bring("tools.csv", [["Tool", *head], ["Figma", *cells]], kind="tools")
    (contract,) = contracts(workspace, "Figma")
    assert (contract.amount, contract.amount_per) == (Money(amount, 2, "USD"), per)


@pytest.mark.parametrize(
    ("header", "notice"),
    [
        ("Notice", Span(3, "day")),
        ("Notice (months)", Span(3, "month")),
        ("Notice period in weeks", Span(3, "week")),
        ("Notice (working days)", Span(3, "working day")),
        ("Kündigungsfrist (Monate)", Span(3, "month")),
    ],
)
def test_bare_numbers_are_in_the_unit_that_the_header_names(workspace: Workspace, bring: Bringer, header: str, notice: Span) -> None:
    rows = [["Figma", "3"], ["Miro", "2 years"]]
    assert problems(bring("tools.csv", [["Tool", header], *rows], kind="tools")) == []
    assert (contracts(workspace, "Figma")[0].notice, contracts(workspace, "Miro")[0].notice) == (notice, Span(2, "year"))


def test_bare_numbers_of_a_renewal_term_are_months(workspace: Workspace, bring: Bringer, tmp_path: Path, import_sheet: Importer) -> None:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    for row in (["Tool", "Notice (months)", "Renewal term"], ["Figma", 3, 12], ["Miro", 1, "1 Jahr"]):
        page.append(row)
    book.save(tmp_path / "tools.xlsx")
    import_sheet(workspace, tmp_path / "tools.xlsx", kind="tools")
    (figma,), (miro,) = contracts(workspace, "Figma"), contracts(workspace, "Miro")
    assert (figma.notice, figma.renewal) == (Span(3, "month"), Span(12, "month"))
    assert (miro.notice, miro.renewal) == (Span(1, "month"), Span(1, "year"))


def test_names_are_those_of_the_registers_however_a_sheet_writes_them(workspace: Workspace, bring: Bringer) -> None:
    def register(store: Store) -> None:
        with store.edit("Register"):
            save_entry(store, "person", "Ada Lovelace", {"email": "ada@x.example"}, ["Countess"])
            save_entry(store, "vendor", "Mixpanel, Inc.")

    workspace.run(register).result()
    head = ["Tool", "Vendor", "Owner", "Card owner", "Capabilities"]
    rows = [
        ["Mixpanel", "MIXPANEL INC 0423", "ADA@x.example", "countess", "Funnels 3"],
        ["Amplitude", "Amplitude Inc", "ada  LOVELACE", "Bo", "funnels 2; Replay"],
        ["Amplitude", "amplitude", "Ada Lovelace", "bo", ""],
        ["Other", "AMPLITUDE, INC.", "BO", "", "FUNNELS 1"],
    ]
    report = bring("tools.csv", [head, *rows], kind="tools")
    assert problems(report) == []
    found = tools(workspace)
    assert {name: (tool.vendor, tool.owner, tool.card_owner) for name, tool in found.items()} == {
        "Mixpanel": ("Mixpanel, Inc.", "Ada Lovelace", "Ada Lovelace"),
        "Amplitude": ("Amplitude Inc", "Ada Lovelace", "Bo"),
        "Other": ("Amplitude Inc", "Bo", None),
    }
    assert found["Amplitude"].capabilities == (("Funnels", 2), ("Replay", 2))
    assert taken(bring("again.csv", [head, *rows], kind="tools", name="tools", again=True)) == (0, 0, 0)


USE = ["Tool", "Month", "Bought", "Assigned", "Active", "Cost"]


def test_seats_by_month_make_the_tool_that_is_not_there(workspace: Workspace, bring: Bringer) -> None:
    add_contract(workspace, "Figma")
    rows = [
        ["figma", "2026-10-01", "45", "44", "40", "€120.50"],
        ["Miro", "2026-10-01", "", "7", "0", ""],
        ["Miro", "2026-11", "9", "", "", ""],
    ]
    report = bring("use.csv", [USE, *rows], kind="tool_usage")
    assert (taken(report), problems(report)) == ((4, 0, 0), [])
    assert set(tools(workspace)) == {"Figma", "Miro"}
    assert months(workspace, "Figma") == [Month("2026-10", 45, 44, 40, Money(12_050, 2, "EUR"))]
    assert months(workspace, "Miro") == [Month("2026-10", None, 7, 0), Month("2026-11", 9)]
    assert taken(bring("again.csv", [USE, *rows], kind="tool_usage", name="use", again=True)) == (0, 0, 0)


def test_a_month_without_any_count_says_nothing(workspace: Workspace, bring: Bringer) -> None:
    rows = [["Figma", "2026-10-01", "", "", "", ""], ["Figma", "2026-11-01", "1", "", "", ""], ["Miro", "2026-10-01", "", "", "", ""]]
    report = bring("use.csv", [USE, *rows], kind="tool_usage")
    assert (taken(report), problems(report), set(tools(workspace))) == ((2, 0, 0), [], {"Figma"})
    assert months(workspace, "Figma") == [Month("2026-11", 1)]


def test_a_month_corrected_by_hand_is_kept_and_rows_that_repeat_are_said(workspace: Workspace, bring: Bringer) -> None:
    bring(
        "use.csv", [USE, ["Figma", "2026-10-01", "45", "44", "40", "120"], ["Figma", "2026-11-01", "45", "44", "39", ""]], kind="tool_usage"
    )
    workspace.run(
        lambda store: tool_store.save_month(
            store, tool_store.find_tool(store, "Figma").id, Month("2026-10", 45, 44, 41, Money(12_000, 2, "USD"))
        )
    ).result()
    later = [
        ["Figma", "2026-10-01", "50", "", "40", ""],
        ["Figma", "2026-11-01", "", "", "38", ""],
        ["Figma", "2026-11-15", "", "", "1", ""],
    ]
    report = bring("later.csv", [USE, *later], kind="tool_usage", name="use")
    assert taken(report) == (0, 2, 1)
    assert problems(report) == ["Figma, 2026-11: it stands in several rows; the first one was taken."]
    assert months(workspace, "Figma") == [
        Month("2026-10", 50, 44, 41, Money(12_000, 2, "USD")),
        Month("2026-11", 45, 44, 38),
    ]


def test_a_month_that_cannot_be_is_left_out(workspace: Workspace, bring: Bringer) -> None:
    rows = [
        ["Figma", "2026-10-01", "99999999999", "", "", ""],
        ["Figma", "1026-10-01", "5", "", "", ""],
        ["Figma", "2026-11-01", "5", "", "", ""],
    ]
    report = bring("use.csv", [USE, *rows], kind="tool_usage")
    assert [text.partition(":")[0] for text in problems(report)] == ["Figma, 2026-10 was left out", "Figma, 1026-10 was left out"]
    assert months(workspace, "Figma") == [Month("2026-11", 5)]


def test_undo_takes_all_back_in_one_step_and_redo_brings_it_again(
    workspace: Workspace, bring: Bringer, content: Callable[..., Content]
) -> None:
    states = [records_only(content(workspace))]
    bring("tools.csv", [HEAD, FIGMA, MIRO], kind="tools")
    states.append(records_only(content(workspace)))
    bring("later.csv", [HEAD, [*FIGMA[:8], "1500"], MIRO, ["Zoom", *FIGMA[1:]]], kind="tools", name="tools")
    states.append(records_only(content(workspace)))
    bring("use.csv", [USE, ["Figma", "2026-10-01", "45", "44", "40", "120"], ["Jira", "2026-10-01", "9", "9", "9", ""]], kind="tool_usage")
    states.append(records_only(content(workspace)))
    with workspace.reading() as store:
        assert [step.kind for step in history.steps(store)] == ["import"] * 3
    assert all(one != other for one, other in pairwise(states))
    for before in reversed(states[:-1]):
        workspace.run(undo.undo).result()
        assert records_only(content(workspace)) == before
    for after in states[1:]:
        workspace.run(undo.redo).result()
        assert records_only(content(workspace)) == after
    assert check(workspace) == []


def test_the_rows_that_records_came_from_are_noted(workspace: Workspace, bring: Bringer) -> None:
    second = ["Figma", "", "", "", "F-2", "2027-01-01", "2027-12-31", "", ""]
    bring("tools.csv", [HEAD, MIRO, FIGMA, second], kind="tools")
    bring("later.csv", [HEAD, second, FIGMA], kind="tools", name="tools")
    bring("use.csv", [USE, ["Miro", "2026-10-01", "1", "", "", ""], ["Figma", "2026-10-01", "2", "", "", ""]], kind="tool_usage")

    def places(table: str, record: int) -> list[tuple[str, int]]:
        with workspace.reading() as store:
            found = sources_of(store, table, record)
            origins = [trace(store, one.version, one.part, one.row) for one in found]
            assert {one.record for one in found} == {record}
        return [(origin.file, origin.row) for origin in origins]

    assert places("tool", tools(workspace)["Figma"].id) == [("later.csv", 2), ("tools.csv", 3)]
    assert places("tool", tools(workspace)["Miro"].id) == [("tools.csv", 2)]
    by_reference = {contract.reference: contract.id for contract in contracts(workspace, "Figma")}
    assert places("contract", by_reference["F-1"]) == [("later.csv", 3), ("tools.csv", 3)]
    assert places("contract", by_reference["F-2"]) == [("later.csv", 2), ("tools.csv", 4)]
    with workspace.reading() as store:
        figma = tools(workspace)["Figma"].id
        (month,) = store.db.execute("SELECT id FROM tool_month WHERE tool = ?", (figma,)).fetchone()
    assert places("tool_month", month) == [("use.csv", 3)]


@pytest.fixture
def staged_sheet(workspace: Workspace, tmp_path: Path, staged_here: None) -> Callable[..., Any]:
    """Stage a csv of tools, and give it with its differences."""

    def stage(file: str, rows: Sequence[Sequence[str]], **choices: Any) -> tuple[Staged, Differences]:
        (tmp_path / file).write_text("\n".join(",".join(f'"{cell}"' for cell in row) for row in rows))
        staged = stage_file(workspace, ImportRequest(tmp_path / file, **choices))
        with workspace.reading() as store:
            found = differences_of(store, staged, TAKERS)
        assert found is not None
        return staged, found

    return stage


def test_what_would_change_is_shown_before_anything_is_written(
    workspace: Workspace, bring: Bringer, staged_sheet: Callable[..., Any], content: Callable[..., Content]
) -> None:
    bring("tools.csv", [HEAD, FIGMA, MIRO], kind="tools")
    edit_tool(workspace, "Figma", owner="Corrected")
    before = content(workspace)
    rows = [HEAD, [*FIGMA[:7], "90 days", "1500"], ["Zoom", *MIRO[1:]]]
    staged, found = staged_sheet("later.csv", rows, kind="tools", name="tools")
    assert content(workspace) == before
    assert [(one.proposal.title, one.what, [(c.title, c.before, c.after, c.kept) for c in one.fields]) for one in found.records] == [
        ("Figma", CHANGED, [("Owner", "Corrected", "Ada", True)]),
        ("Zoom", NEW, [("Vendor", "", "Miro BV", False), ("Owner", "", "Bo", False), ("Status", "", "trial", False)]),
        (
            "Figma, contract F-1",
            CHANGED,
            [("Notice", "3 months", "90 days", False), ("Amount", "1,200.00 USD", "1,500.00 USD", False)],
        ),
        (
            "Zoom, contract from 2026-03-01",
            NEW,
            [
                ("Start", "", "2026-03-01", False),
                ("End", "", "2027-02-28", False),
                ("Notice", "", "30 days", False),
                ("Amount", "", "800.00 USD", False),
            ],
        ),
    ]
    assert (found.missing, found.kept, found.count(SAME)) == (("Miro",), 1, 0)
    staged.discard()


def test_what_is_chosen_is_taken_and_what_is_left_out_is_not(
    workspace: Workspace, bring: Bringer, staged_sheet: Callable[..., Any]
) -> None:
    bring("tools.csv", [HEAD, FIGMA, MIRO], kind="tools")
    edit_tool(workspace, "Figma", owner="Corrected")
    rows = [
        HEAD,
        ["Figma", "Figma BV", "Dee", "trial", *FIGMA[4:7], "90 days", "1500"],
        MIRO,
        ["Zoom", *FIGMA[1:]],
        ["Jira", "Atlassian", *MIRO[2:]],
    ]
    staged, found = staged_sheet("later.csv", rows, kind="tools", name="tools")
    keys = {(one.proposal.title, change.field): change.key for one in found.records for change in one.fields}
    assert len(set(keys.values())) == len(keys)
    choice = {
        keys["Figma", "tool_owner"]: True,  # although it was corrected
        keys["Figma", "tool_status"]: False,
        keys["Figma, contract F-1", "price"]: False,
        **{key: False for (title, _), key in keys.items() if title in ("Zoom", "Jira, contract from 2026-03-01")},
    }
    report = store_staged(workspace, staged, taking=Taking(TAKERS["tools"], choice))
    # new: the tool Jira; changed: Figma and its contract; nothing is kept any more
    assert taken(report) == (1, 2, 0)
    figma = tools(workspace)["Figma"]
    assert (figma.owner, figma.status, figma.vendor) == ("Dee", "active", "Figma, Inc.")  # BV is only its legal form
    (contract,) = contracts(workspace, "Figma")
    assert (contract.notice, contract.amount) == (Span(90, "day"), Money(120_000, 2, "USD"))
    assert "Zoom" not in tools(workspace)  # the tool was left out, and with it its contract, which needs it
    assert contracts(workspace, "Jira") == []
    # what was left out was said by the dataset all the same: it stays left out
    assert taken(bring("third.csv", rows[:3], kind="tools", name="tools", again=True)) == (0, 0, 2)


def test_a_record_that_cannot_be_as_it_was_chosen_is_said_and_the_others_are_taken(
    workspace: Workspace, staged_sheet: Callable[..., Any]
) -> None:
    add_contract(workspace, "Figma", note="without a reference")
    add_contract(workspace, "Figma", reference="F-1")
    staged, found = staged_sheet(
        "tools.csv", [["Tool", "Contract", "Basis"], ["Figma", "F-2", "flat"], ["Miro", "M", "flat"]], kind="tools"
    )
    key = next(change.key for one in found.records for change in one.fields if change.after == "F-2")
    assert found.records[2].what == CHANGED  # the one without a reference gets it
    edit = [contract for contract in contracts(workspace, "Figma") if contract.note]
    workspace.run(lambda store: tool_store.save_contract(store, replace(edit[0], starts=A, ends=B, reference="F-0"))).result()
    workspace.run(lambda store: tool_store.save_contract(store, Contract(0, edit[0].tool, starts=A))).result()
    workspace.run(lambda store: tool_store.save_contract(store, Contract(0, edit[0].tool, ends=B))).result()
    report = store_staged(workspace, staged, taking=Taking(TAKERS["tools"], {key: False}))
    assert problems(report) == [
        "Figma, contract F-2 was left out: Figma has a contract without a start already. Give this one another start or a reference."
    ]
    assert [contract.basis for contract in contracts(workspace, "Miro")] == ["flat"]
    assert {contract.basis for contract in contracts(workspace, "Figma")} == {None}


def test_a_sheet_of_another_kind_takes_nothing(workspace: Workspace, bring: Bringer) -> None:
    assert bring("visits.csv", [["day", "amount"], ["2026-01-01", "1"]]).taken is None
    assert tools(workspace) == {}
    with pytest.raises(UserError, match="needs Tool"):
        bring("x.csv", [["day", "amount"], ["2026-01-01", "1"]], kind="tools", again=True)
