"""An inventory that is exported as a workbook and imported again is the same inventory, whatever stands in it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from prodops_desktop.datasets.importing import ImportReport
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.datasets.taking import Differences
from prodops_desktop.errors import UserError
from prodops_desktop.intake.missing import PLACEHOLDERS
from prodops_desktop.packs.records import write_records
from prodops_desktop.tools import store as tool_store
from prodops_desktop.tools.model import (
    BASES,
    LEAD_UNITS,
    NOTICE_UNITS,
    PAYMENTS,
    RENEWAL_UNITS,
    STATUSES,
    Contract,
    LeadTime,
    Money,
    Month,
    Span,
    Tool,
)
from prodops_desktop.tools.reading import written
from prodops_desktop.tools.sheets import inventory_sheets
from prodops_desktop.workspace import Store, Workspace
from tests.new_workspace import new_workspace
from tests.unit.sheets_here import not_the_same, what_differs

Importer = Callable[..., ImportReport]
Comparer = Callable[..., Differences]
Records = list[tuple[Tool, list[Contract], list[Month]]]

ODD = [
    *["=1+1", "+49 30 1234", "@home", "-5", "'quoted'", '"quoted"', "007", "42", "1.250", "1,250", "12.05.2026", "2026-11-23", "11-50"],
    *["1e5", "50 %", "€ 5", "TRUE", "yes", "#N/A", "#REF!", "Total", "Grand total", "Sum of tools", "Tools total", "Summe", "Notes"],
    *["Note: old", "(old)", "* starred", "Source", "A, B and C", "a|b", "a: b", "a (b)", "a (2)", "Ünïcode 🎉 日本語", "<a href='x'>&amp;"],
    *["_x000D_", "_x0041_", "Inc", "The Tool", "x" * 300, "ﬁn", "STRASSE", "straße", "İ", "e\u0301", "\u200bzero", "{tool}", "%s", "\\n"],
    *["a\u00a0b", "Tool", "Status", "active", "https://x.example/?a=1&b=2", "mailto:a@x.example", "internal:'Tools'!A1", "{=1}"],
]
"""Texts that a spreadsheet or a reader may take for something else."""


def is_value(text: str) -> bool:
    """Whether the intake takes a text for a value: what stands for "nothing here" anywhere (n/a, –, NULL …) is none, on purpose."""
    tidy = written(text)  # as it is kept: signs that nobody sees are gone
    return tidy.casefold() not in PLACEHOLDERS and bool(tidy)


SIGNS = st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")
LINES = (st.sampled_from(ODD) | st.text(SIGNS, min_size=1, max_size=40)).filter(is_value)
PROSE = LINES | st.lists(LINES, min_size=2, max_size=4).map("\n".join) | st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
LABELS = LINES.map(lambda text: text.replace(";", ",")).filter(is_value)
DAYS = st.dates(date(1900, 1, 1), date(2299, 12, 31)) | st.dates(date(2020, 1, 1), date(2030, 12, 31))
CURRENCIES = st.none() | st.sampled_from(["USD", "EUR", "GBP", "JPY", "XAF"])


@st.composite
def money(draw: st.DrawFn) -> Money:
    # A spreadsheet keeps 15 digits.
    scale = draw(st.sampled_from([0, 2, 2, 2, 3, 4, 6]))
    return Money(draw(st.integers(-(10**6) * 10**scale, 10**8 * 10**scale)), scale, draw(CURRENCIES))


def spans(units: tuple[str, ...], least: int = 1) -> st.SearchStrategy[Span]:
    return st.builds(Span, st.integers(least, 36), st.sampled_from(units))


TOOLS = st.builds(
    Tool,
    st.just(0),
    LINES,
    vendor=st.none() | LINES,
    category=st.none() | LINES,
    owner=st.none() | LINES,
    status=st.sampled_from(STATUSES),
    active_days=st.sampled_from([28, 30, 1, 2026, 3650]),
    use_for=st.none() | PROSE.filter(is_value),
    avoid=st.none() | PROSE.filter(is_value),
    start_how=st.none() | PROSE.filter(is_value),
    card_owner=st.none() | LINES,
    reviewed=st.none() | DAYS,
    credential=st.none() | PROSE.filter(is_value),
    note=st.none() | PROSE.filter(is_value),
    capabilities=st.lists(st.tuples(LABELS, st.integers(0, 3)), max_size=4).map(tuple),
)
BARE_TOOLS = st.builds(Tool, st.just(0), LINES, status=st.sampled_from(STATUSES))
CONTRACTS = st.builds(
    Contract,
    st.just(0),
    st.just(0),
    reference=st.none() | LINES,
    starts=st.none() | DAYS,
    ends=st.none() | DAYS,
    auto_renew=st.none() | st.booleans(),
    notice=st.none() | spans(NOTICE_UNITS, 0),
    on_working_day=st.booleans(),
    renewal=st.none() | spans(RENEWAL_UNITS),
    amount=st.none() | money(),
    amount_per=st.sampled_from(list(PAYMENTS)),
    basis=st.none() | st.sampled_from(BASES),
    seats=st.none() | st.integers(0, 2**31 - 1),
    uplift=st.none() | st.floats(-100, 1000) | st.integers(-100, 1000),
    lead_times=st.lists(st.builds(LeadTime, LABELS, spans(LEAD_UNITS)), max_size=3).map(tuple),
    note=st.none() | PROSE.filter(is_value),
)
COUNTS = st.none() | st.integers(0, 2**31 - 1)
# A month without any count says nothing, in a sheet as in the inventory.
MONTHS = st.builds(
    Month,
    st.builds("{:04}-{:02}".format, st.integers(1900, 2299), st.integers(1, 12)) | st.sampled_from(["2026-10", "2026-11"]),
    COUNTS,
    COUNTS,
    COUNTS,
    st.none() | money(),
).filter(lambda month: (month.purchased, month.assigned, month.active, month.cost) != (None,) * 4)
RECORDS = st.lists(st.tuples(TOOLS | BARE_TOOLS, st.lists(CONTRACTS, max_size=3), st.lists(MONTHS, max_size=3)), min_size=1, max_size=25)


def fill(workspace: Workspace, records: Records) -> None:
    """Save the records as the window would; what the checks refuse is left out."""

    def save(store: Store) -> None:
        with store.edit("Fill"):
            for tool, contracts, months in records:
                try:
                    id_ = tool_store.save_tool(store, tool)[1]
                except UserError:  # a name that is taken
                    continue
                for contract in contracts:
                    try:
                        tool_store.save_contract(store, replace(contract, tool=id_))
                    except UserError:  # the same start and reference, or an end before the start
                        continue
                for month in months:
                    tool_store.save_month(store, id_, month)

    workspace.run(save).result()


def inventory(store: Store, currency: str | None = None) -> dict[str, Any]:
    """All that the inventory holds, by tool, without ids; amounts without a currency in ``currency``."""

    def tidy(amount: Money | None) -> tuple[Any, ...] | None:
        if amount is None:
            return None
        plain = f"{amount.units:0{amount.scale + 1}}e-{amount.scale}"
        return float(plain), amount.currency or currency

    found: dict[str, Any] = {}
    months = tool_store.all_months(store)
    for tool in tool_store.all_tools(store):
        contracts = [replace(one, id=0, tool=0, amount=None) for one in tool_store.all_contracts(store, tool.id)]
        amounts = [tidy(one.amount) for one in tool_store.all_contracts(store, tool.id)]
        own = [(replace(month, cost=None), tidy(month.cost)) for month in months.get(tool.id, [])]
        found[tool.name] = (replace(tool, id=0), sorted(zip(contracts, amounts, strict=True), key=repr), own)
    return found


def lost(folder: Path, records: Records, import_sheet: Importer, compare_sheet: Comparer) -> list[object]:
    """What differs once the records were exported, compared with where they came from, and imported into an empty workspace."""
    wrong: list[object] = []
    with open_workspace(new_workspace(folder / "a.prodops")) as workspace, open_workspace(new_workspace(folder / "b.prodops")) as other:
        fill(workspace, records)
        with workspace.reading() as store:
            sheets = inventory_sheets(store)
            whole = inventory(store, "USD")
        write_records(sheets, folder / "tools.xlsx")
        for sheet in sheets:
            found = compare_sheet(workspace, folder / "tools.xlsx", sheet=sheet.name)
            wrong += what_differs(found, import_sheet(other, folder / "tools.xlsx", sheet=sheet.name), len(sheet.rows))
        with other.reading() as store:
            return wrong + not_the_same(inventory(store), whole)


# Without shrinking: an example takes a third of a second, and what differs is said in full.
@settings(max_examples=12, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate], suppress_health_check=list(HealthCheck))
@given(records=RECORDS)
def test_an_export_comes_back_without_a_difference(
    tmp_path_factory: pytest.TempPathFactory, import_sheet: Importer, compare_sheet: Comparer, records: Records
) -> None:
    assert lost(tmp_path_factory.mktemp("round"), records, import_sheet, compare_sheet) == []


@pytest.mark.parametrize("text", ["each", "Total", "Notes: see below", "42", "2026-11-23", "yes"])
def test_odd_texts_come_back_wherever_they_stand(tmp_path: Path, import_sheet: Importer, compare_sheet: Comparer, text: str) -> None:
    records: Records = []
    for number, odd in enumerate(ODD):
        name, say = (odd, odd) if text == "each" else (f"{text} {number}", text)
        tool = Tool(0, name, say, say, say, "active", 28, say, f"{say}\n\n{say}", say, say, None, say, say, ((say, 1),))
        lead = LeadTime(say, Span(2, "week"))
        records.append((tool, [Contract(0, 0, say, lead_times=(lead,), note=say)], [Month("2026-11", number)]))
    assert lost(tmp_path, [*records, (Tool(0, text), [], [])], import_sheet, compare_sheet) == []


@pytest.mark.parametrize("name", ["Total", "Notes", "(old)", "42", "2026", "2026-11-23", "=A1", "Tool"])
def test_a_tool_alone_comes_back(tmp_path: Path, import_sheet: Importer, compare_sheet: Comparer, name: str) -> None:
    assert lost(tmp_path, [(Tool(0, name), [], [])], import_sheet, compare_sheet) == []


def test_amounts_to_six_decimals_and_days_of_four_centuries_come_back(
    tmp_path: Path, import_sheet: Importer, compare_sheet: Comparer
) -> None:
    amounts = [Money(1, 6, "USD"), Money(62, 6, "USD"), Money(-62, 6, "EUR"), Money(999_999_999_999_999, 6, "USD"), Money(5, 0, "JPY")]
    days = [date(1900, 1, 1), date(1900, 2, 28), date(1900, 3, 1), date(2026, 2, 28), date(2299, 12, 31)]
    contracts = [Contract(0, 0, starts=day, amount=amount, uplift=1 / 3) for day, amount in zip(days, amounts, strict=True)]
    months = [Month(day.isoformat()[:7], cost=amount) for day, amount in zip(days[::2], amounts, strict=False)]
    assert lost(tmp_path, [(Tool(0, "Figma", reviewed=days[0]), contracts, months)], import_sheet, compare_sheet) == []
