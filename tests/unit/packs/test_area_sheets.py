"""The sheets of the areas in the pack: the tool stack against figures by hand, and the mechanism with sheets made up here."""

import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from prodops_desktop.agenda.decisions import record_decision
from prodops_desktop.datasets.area_sheet import AreaSheet, AreaTable, BarChart, Definition, Tile
from prodops_desktop.datasets.sheets import AMOUNT, DAY, MONTH, NUMBER, PERCENT, WHOLE, SheetColumn
from prodops_desktop.errors import UserError
from prodops_desktop.packs import model
from prodops_desktop.packs.making import make_pack
from prodops_desktop.packs.tasks import write_pack
from prodops_desktop.tools.model import CHOICES, Contract, LeadTime, Money, Month, Span, Tool
from prodops_desktop.tools.store import save_contract, save_month, save_tool
from prodops_desktop.workspace import Store, rows, settings

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
SILENT: Any = lambda *_: None  # noqa: E731
TABLES = ("Notice deadlines of the next 12 months", "Use and cost, the least used first", "Tools that do the same", "Missing terms")

YEAR = Span(1, "year")

Rows = list[dict[str, Any]]


def usd(amount: int) -> Money:
    return Money(100 * amount, 2, "USD")


def do(desk: Any, *edits: Callable[[Store], Any]) -> list[Any]:
    """Run edits; returns the ids that they gave."""
    return [desk.workspace.run(edit).result()[1] for edit in edits]


def add(desk: Any, tool: Tool, *contracts: Contract, months: tuple[Month, ...] = ()) -> list[int]:
    """Add a tool with its contracts and months; returns its id and those of the contracts."""
    (id_,) = do(desk, lambda store: save_tool(store, tool))
    found = [id_]
    for contract in contracts:
        own = Contract(**{**contract.__dict__, "tool": id_})
        found += do(desk, partial(save_contract, contract=own))
    for month in months:
        do(desk, partial(save_month, tool=id_, month=month))
    return found


def of_seats() -> Contract:
    """A year by the seat, renewed by itself unless notice is given a month before, with a review of two weeks before that."""
    return Contract(
        0,
        0,
        reference="+ref",
        starts=date(2026, 1, 15),
        ends=date(2027, 1, 14),
        auto_renew=True,
        notice=Span(1, "month"),
        renewal=YEAR,
        amount=usd(12_000),
        basis="seat",
        seats=20,
        uplift=10.0,
        lead_times=(LeadTime("Review", Span(2, "week")),),
    )


def flat(amount: Money, starts: date, ends: date | None = None, **terms: Any) -> Contract:
    """One price for all who use it."""
    return Contract(0, 0, starts=starts, ends=ends, amount=amount, basis="flat", **terms)


def renewed(notice: Span) -> dict[str, Any]:
    """The terms of a contract that goes on for a year unless notice is given."""
    return {"auto_renew": True, "notice": notice, "renewal": YEAR}


def stack(desk: Any) -> None:
    """Five tools in use and a retired one: =1+1 is hardly used, Beta is decided, Gamma has no rate, Epsilon no end, Zeta is due late."""
    formula = Tool(0, "=1+1", category="-Analytics", owner="@ann", capabilities=(("Funnels", 3), ("Surveys", 2)))
    add(desk, formula, of_seats(), months=(Month("2026-09", 20, 16, 9), Month("2026-10", 20, 15, 5)))
    by_month = flat(usd(500), date(2026, 3, 1), date(2027, 2, 28), amount_per="month", **renewed(Span(30, "day")))
    beta = Tool(0, "Beta", owner="Bob", capabilities=(("Funnels", 2),))
    _, decided = add(desk, beta, by_month, months=(Month("2026-11", 10, 10, 9),))
    francs = Money(100_000, 2, "CHF")
    add(desk, Tool(0, "Gamma"), flat(francs, date(2026, 1, 1), date(2026, 12, 31), auto_renew=False))
    add(desk, Tool(0, "Delta", status="retired"), Contract(0, 0, starts=date(2026, 1, 1), amount=usd(1_000_000)))
    add(desk, Tool(0, "Epsilon", status="trial"), flat(usd(3_000), date(2026, 6, 1)))
    add(desk, Tool(0, "Zeta"), flat(usd(4_000), date(2026, 7, 1), date(2028, 6, 30), **renewed(Span(3, "month"))))
    about, why = ("contract", decided, "Beta"), "+cheaper =elsewhere"
    dropped = partial(record_decision, about=about, choice="drop", reason=why, owner="@bob", day="2026-11-20", choices=CHOICES)
    desk.workspace.run(lambda store: dropped(store, for_day="2027-01-29")).result()


def pack_of(desk: Any, name: str = "pack.xlsx") -> Path:
    out: Path = desk.folder / name
    make_pack(desk.workspace.path, out)
    return out


def table(sheet: Worksheet, heading: str) -> Rows:
    """The rows below a heading by column, up to the first empty one."""
    (at,) = [row[1].row for row in sheet.iter_rows(min_row=5) if row[1].value == heading]
    while sheet.cell(at + 1, 3).value is None:
        at += 1
    heads = {cell.column: cell.value for cell in sheet[at + 1] if cell.value is not None}
    found = []
    for row in sheet.iter_rows(min_row=at + 2, values_only=True):
        if row[1] is None:
            break
        found.append({str(head): row[column - 1] for column, head in heads.items()})
    return found


def tiles(sheet: Worksheet) -> dict[str, tuple[Any, Any]]:
    """Value and line below by label."""
    return {str(cell.value): (sheet.cell(6, cell.column).value, sheet.cell(8, cell.column).value) for cell in sheet[5] if cell.value}


@pytest.fixture
def sheet(desk: Any) -> Worksheet:
    """The sheet of the tools, read again."""
    stack(desk)
    found: Worksheet = openpyxl.load_workbook(pack_of(desk))["Tools"]
    return found


def test_the_conclusion_and_the_tiles_are_worked_out(sheet: Worksheet) -> None:
    assert sheet["B1"].value == (
        "3 notice deadlines in the next 90 days, at least $18k a year, 1 of them decided; 1 tool under 40% active"  # 12,000 + 12 × 500
    )
    assert sheet["B2"].value == (
        "5 tools, $25k a year; 14 of 30 seats active, as of Oct 2026 to Nov 2026. 1 contract without a known notice deadline. "
        "Not counted: Gamma: the contract from 2026-01-01 is not in the sum: there is no rate for CHF."
    )
    assert sheet["C3"].value == "made 23 Nov 2026"
    shown = tiles(sheet)
    assert shown["Cost a year"] == (25_000, "known of 4 of 5 tools")
    assert shown["Due in 90 days"] == (3, "at least $18k a year")
    assert shown["Active of bought"] == (pytest.approx(100 * 14 / 30), "14 of 30 seats")
    assert shown["Shelfware"] == (9_000, "a year, in 1 tool paid by the seat")  # (20 − 5) × 12,000 ÷ 20
    assert shown["Tools"] == (5, "in use, 1 on trial")
    assert '"$"' in sheet["B6"].number_format


def test_deadlines_have_real_days_and_amounts(sheet: Worksheet) -> None:
    found = table(sheet, TABLES[0])
    assert [row["Tool"] for row in found] == ["=1+1", "Gamma", "Beta", "Total"]
    assert found[0] == {
        "Tool": "=1+1",
        "Owner": "@ann",
        "Decide by": datetime(2026, 11, 30),
        "Notice by": datetime(2026, 12, 14),
        "Days left": 21,
        "Term ends": datetime(2027, 1, 14),
        "Annual": 12_000,
        "At renewal": pytest.approx(13_200),
        "Decision": "open",
        "Reason": None,
    }
    assert (found[1]["Notice by"], found[1]["Annual"], found[1]["At renewal"]) == (datetime(2026, 12, 31), None, None)
    assert (found[2]["Notice by"], found[2]["Days left"]) == (datetime(2027, 1, 29), 67)
    assert (found[2]["Decision"], found[2]["Reason"]) == ("drop", "+cheaper =elsewhere")
    assert (found[3]["Annual"], found[3]["At renewal"]) == (18_000, pytest.approx(19_200))
    assert "1 later one is not shown." in {cell.value for row in sheet.iter_rows() for cell in row}


def test_use_and_cost_come_with_their_sums(sheet: Worksheet) -> None:
    found = table(sheet, TABLES[1])
    assert [row["Tool"] for row in found] == ["=1+1", "Beta", "Zeta", "Epsilon", "Gamma", "Total"]
    first, second, *_, total = found
    assert (first["Category"], first["Bought"], first["Assigned"], first["Active"], first["Active %"]) == ("-Analytics", 20, 15, 5, 25)
    assert (first["Annual"], first["Shelfware"], first["Cost per active"]) == (12_000, 9_000, 2_400)
    assert (first["Verdict"], first["Why"]) == ("Decide now", "It has to be decided within 7 days.")
    assert (second["Annual"], second["Shelfware"], second["Cost per active"]) == (6_000, None, pytest.approx(6_000 / 9))
    assert second["Verdict"] == "Decided"
    assert (found[4]["Annual"], found[4]["Active %"]) == (None, None)
    assert (total["Annual"], total["Bought"], total["Assigned"], total["Active"]) == (25_000, 30, 25, 14)
    assert (total["Active %"], total["Shelfware"], total["Cost per active"]) == (pytest.approx(100 * 14 / 30), 9_000, None)
    assert total["Why"] == "Seats: 2 of 5 tools."


def test_overlap_and_missing_terms(sheet: Worksheet) -> None:
    (pair,) = table(sheet, TABLES[2])
    assert (pair["Tool A"], pair["Tool B"], pair["Capabilities in common"]) == ("=1+1", "Beta", "Funnels")
    assert (pair["Capability overlap"], pair["Overlap"], pair["Active in both"]) == (pytest.approx(40), pytest.approx(40), "not known")
    assert (pair["Together a year"], pair["A can go by"], pair["B can go by"]) == (18_000, datetime(2026, 12, 14), datetime(2027, 1, 29))
    (missing,) = table(sheet, TABLES[3])
    assert (missing["Tool"], missing["Contract"]) == ("Epsilon", "from 2026-06-01")
    assert missing["What is missing"] == (
        "It has no end date, so no notice deadline can be worked out. It does not say whether it renews itself. It has no notice period."
    )


def test_what_people_wrote_stays_text(desk: Any) -> None:
    stack(desk)
    out = pack_of(desk)
    book = openpyxl.load_workbook(out)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f"]
    texts = {cell.value for cell in cells if cell.data_type == "s"}
    assert {"=1+1", "-Analytics", "@ann", "+cheaper =elsewhere"} <= texts
    assert all(cell.hyperlink.target is None for cell in cells if cell.hyperlink is not None)
    with zipfile.ZipFile(out) as archive:
        assert not any(b'TargetMode="External"' in archive.read(name) for name in archive.namelist())


def test_the_bars_begin_at_zero_in_the_order_of_the_table(desk: Any) -> None:
    stack(desk)
    with zipfile.ZipFile(pack_of(desk)) as archive:
        (name,) = [name for name in archive.namelist() if re.fullmatch(r"xl/charts/chart\d+\.xml", name)]
        chart = ElementTree.fromstring(archive.read(name))
    (series,) = chart.findall(f".//{CHART}ser")
    assert [point.text for point in series.iterfind(f"{CHART}cat//{CHART}v")] == ["=1+1", "Beta"]
    assert [float(str(point.text)) for point in series.iterfind(f"{CHART}val//{CHART}v")] == [25, 90]
    assert chart.find(f".//{CHART}barDir").attrib["val"] == "bar"  # type: ignore[union-attr]
    assert [bound.attrib["val"] for bound in chart.iterfind(f".//{CHART}valAx/{CHART}scaling/{CHART}min")] == ["0"]
    assert [order.attrib["val"] for order in chart.iterfind(f".//{CHART}catAx/{CHART}scaling/{CHART}orientation")] == ["maxMin"]
    painted = {point.find(f"{CHART}idx").attrib["val"] for point in series.iterfind(f"{CHART}dPt")}  # type: ignore[union-attr]
    assert painted == {"0"}
    title = "".join(str(text.text) for text in chart.iterfind(f"{CHART}chart/{CHART}title//{DRAWING}t"))
    assert title == "Active of bought seats, % (red: under 40%)"


def test_it_is_listed_defined_and_set_up_as_the_other_sheets(desk: Any) -> None:
    stack(desk)
    desk.bring("Calls.csv", ["Day", "Note"], [("2026-09-01", "x"), ("2026-10-02", "y")], kind="other")
    out = desk.folder / "pack.xlsx"
    made = write_pack({"workspace": str(desk.workspace.path), "out": str(out)}, SILENT)
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == made["sheets"] == ["Contents", "Calls", "Tools", "Definitions", "Sources"]
    assert [topic["title"] for topic in made["topics"]] == ["Calls", "Tools"]
    assert made["topics"][1]["headline"] == book["Tools"]["B1"].value
    line = [cell.value for cell in book["Contents"][6]]
    assert line[1:] == ["Tools", made["topics"][1]["headline"], *[None] * 7]
    assert book["Contents"]["B6"].hyperlink.location == "'Tools'!A1"
    names = [row[0] for row in book["Definitions"].iter_rows(min_row=5, min_col=2, values_only=True)]
    figures = ("Notice deadline", "Active %", "Shelfware", "Cost per active user", "Overlap")
    assert names == ["Calls", *(f"Tools: {name}" for name in figures)]
    calls, tools = book["Calls"], book["Tools"]
    for one in (calls, tools):
        assert (one.freeze_panes, one.print_title_rows, one.page_setup.orientation) == ("A5", "$1:$4", "landscape")
        assert (one.page_setup.paperSize, one.page_setup.fitToHeight) == (calls.page_setup.paperSize, 0)
        assert str(one.oddFooter and one.oddFooter.center.text) == "Page &P of &N"


def test_sources_are_the_versions_behind_it_each_once(desk: Any) -> None:
    stack(desk)
    seats = [("ann@x.example", "2026-11-10"), ("bob@x.example", "2026-11-11"), ("cid@x.example", "2026-03-01")]
    mapping = {"email": "person", "last": "last_active_on"}
    desk.bring("Beta_seats.csv", list(mapping), seats, kind="tool_seats", mapping=mapping, name="Beta seats", as_of="2026-11-12")
    for name in ("Tool_list.csv", "Unused.csv"):  # without a day in it, so that no topic reads them
        desk.bring(name, ["a", "b"], [("1", name), ("2", "y")], kind="other", as_of="2026-11-01")

    def taken(store: Store) -> None:
        version, part = store.db.execute(
            "SELECT p.version, p.part FROM version_part p JOIN version v ON v.id = p.version JOIN source s ON s.id = v.source "
            "WHERE s.name = 'Tool_list.csv'"
        ).fetchone()
        for table_, which in (("tool", "=1+1"), ("contract", "+ref")):
            column = "name" if table_ == "tool" else "reference"
            (record,) = store.db.execute(f"SELECT id FROM {table_} WHERE {column} = ?", (which,)).fetchone()
            with store.edit("Take"):
                rows.insert(store, "taken", {"record_table": table_, "record": record, "version": version, "part": part, "row": 1})

    desk.workspace.run(taken).result()
    book = openpyxl.load_workbook(pack_of(desk))
    assert "Beta seats" not in book.sheetnames  # what an area shows is no topic of its own beside it
    files = [str(row[1]) for row in book["Sources"].iter_rows(min_row=5, values_only=True) if row[4] is not None]
    assert sorted(files) == ["Beta_seats.csv", "Tool_list.csv"]
    sheet = book["Tools"]
    assert sheet["C3"].value == "Data as of 1 Nov 2026 · made 23 Nov 2026"
    texts = {cell.value for row in sheet.iter_rows() for cell in row}
    assert {"Beta_seats.csv › Beta_seats, 3 rows, as of 12 Nov 2026", "Tool_list.csv › Tool_list, 2 rows, as of 1 Nov 2026"} <= texts
    assert "Entered here, and from no file: Epsilon, Gamma and Zeta." in texts
    assert str(book["Contents"]["B2"].value).startswith("Data as of 1 Nov 2026")


def test_people_in_both_are_counted_by_the_smaller_group(desk: Any) -> None:
    stack(desk)
    people = [f"p{number}@x.example" for number in range(6)]
    for tool, own in (("1+1", people[:3]), ("Beta", people[1:])):
        rows_ = [(f"{'=' if tool == '1+1' else ''}{tool}", person, "2026-11-19") for person in own]
        mapping = {"tool": "tool", "email": "person", "last": "last_active_on"}
        desk.bring(f"{tool}.csv", list(mapping), rows_, kind="tool_seats", mapping=mapping, name=f"{tool} list")
    (pair,) = table(openpyxl.load_workbook(pack_of(desk))["Tools"], TABLES[2])
    assert (pair["Active in both"], pair["Overlap"]) == ("2 of 3", pytest.approx(40 * 2 / 3))


def test_when_nothing_is_due_it_says_so(desk: Any) -> None:
    with pytest.raises(UserError, match="nothing to put into a pack yet"):
        pack_of(desk)
    add(desk, Tool(0, "Old", status="retired"))
    with pytest.raises(UserError, match="nothing to put into a pack yet"):
        pack_of(desk)
    add(desk, Tool(0, "Plain"))
    sheet = openpyxl.load_workbook(pack_of(desk))["Tools"]
    assert sheet["B1"].value == "No notice deadline in the next 90 days; how many seats are active is not known"
    assert sheet["B2"].value == "1 tool, at a cost that is not known."
    assert [value for value, _ in tiles(sheet).values()] == ["–", 0, "–", "–", 1]
    assert [row["Tool"] for row in table(sheet, TABLES[1])] == ["Plain"]  # one row needs no total
    texts = {cell.value for row in sheet.iter_rows() for cell in row}
    assert not {TABLES[0], TABLES[2], TABLES[3]} & texts
    add(desk, Tool(0, "Undated"), Contract(0, 0, starts=date(2026, 1, 1)), months=(Month("2026-11", 4, 4, 4),))
    sheet = openpyxl.load_workbook(pack_of(desk))["Tools"]
    assert sheet["B1"].value == "No known notice deadline in the next 90 days; no tool under 40% active"


def test_one_deadline_is_one_and_the_limit_is_that_of_the_settings(desk: Any) -> None:
    contract = Contract(0, 0, starts=date(2026, 1, 1), ends=date(2026, 12, 31), auto_renew=False, amount=usd(9_000), basis="flat")
    add(desk, Tool(0, "One"), contract, months=(Month("2026-11", 10, 10, 6),))
    desk.workspace.run(lambda store: settings.set_setting(store, "tools_low_use", "70")).result()
    sheet = openpyxl.load_workbook(pack_of(desk))["Tools"]
    assert sheet["B1"].value == "1 notice deadline in the next 90 days, $9,000 a year; 1 tool under 70% active"


def made_up(title: str, **parts: Any) -> AreaSheet:
    holding = {"Day": DAY, "Month": MONTH, "Share": PERCENT, "Cost": AMOUNT, "Rate": NUMBER, "Number": WHOLE}
    columns = (SheetColumn("Name"), *(SheetColumn(name, holds) for name, holds in holding.items()), SheetColumn("Text"))
    day = date(2026, 11, 2)
    lines = [("=a", day, day, 12.5, 1.25, 0.5, 3, "=SUM(A1) " * 60), ("b", None, None, None, None, None, None, "two\nlines")]
    whole = {
        "headline": "It holds",
        "subtitle": "",
        "currency": "CHF",
        "tiles": (Tile("When", day, DAY), Tile("Text", "=1", below="+x"), Tile("Cost", 1_234_567.0, AMOUNT)),
        "tables": (AreaTable("Empty", columns, []), AreaTable("Full", columns, lines)),
        "definitions": (Definition("Rate", "=a ÷ b", "-"),),
        "notes": ("@note",),
    }
    return AreaSheet(title, **{**whole, **parts})


def test_any_area_can_make_a_sheet(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.bring("Calls.csv", ["Day", "Note"], [("2026-09-01", "x"), ("2026-10-02", "y")], kind="other", name="Tests")
    areas = (made_up("Tests"), made_up("tests", tables=()), None, made_up("Sources", tiles=()))
    monkeypatch.setattr(model, "PACK_SHEETS", tuple(lambda _, one=one: one for one in areas))
    out = desk.folder / "pack.xlsx"
    made = write_pack({"workspace": str(desk.workspace.path), "out": str(out)}, SILENT)
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == made["sheets"] == ["Contents", "Tests", "Tests 2", "tests 3", "Sources 2", "Definitions", "Sources"]
    assert [book["Contents"][f"B{row}"].hyperlink.location for row in (5, 6, 7, 8)] == [f"'{name}'!A1" for name in book.sheetnames[1:5]]
    sheet = book["Tests 2"]
    assert tiles(sheet) == {"When": (datetime(2026, 11, 2), None), "Text": ("=1", "+x"), "Cost": (1_234_567, None)}
    first, second = table(sheet, "Full")
    assert (first["Day"], first["Month"], first["Share"], first["Cost"]) == (datetime(2026, 11, 2), datetime(2026, 11, 2), 12.5, 1.25)
    assert (second["Text"], second["Share"]) == ("two\nlines", None)
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    (cost,) = [cell for cell in cells if cell.value == 1.25]
    assert cost.number_format.startswith('"CHF "#,##0.00')
    assert (sheet.row_dimensions[cost.row].height or 0) > 30  # as high as its longest text
    texts = {cell.value for cell in cells}
    assert {"Definition", "Rate: =a ÷ b", "Note", "@note"} <= texts
    assert "Empty" not in texts


def test_many_bars_end_somewhere_and_gaps_are_left_out(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    columns = (SheetColumn("Name"), SheetColumn("Value", NUMBER))
    charts = [BarChart("Bars", 0, 1), BarChart("Bars", 0, 1)]
    many = AreaTable("Many", columns, [(f"n{number}", number / 2) for number in range(40)], chart=charts[0])
    few = AreaTable("Few", columns, [("a", 1), ("b", 2.5), ("c", None)], chart=charts[1])
    lonely = AreaTable("Lonely", columns, [("a", 1), ("b", None)], chart=charts[1])
    monkeypatch.setattr(model, "PACK_SHEETS", (lambda _: made_up("Bars", tables=(many, few, lonely)),))
    out = desk.folder / "pack.xlsx"
    write_pack({"workspace": str(desk.workspace.path), "out": str(out)}, SILENT)
    with zipfile.ZipFile(out) as archive:
        names = sorted(name for name in archive.namelist() if re.fullmatch(r"xl/charts/chart\d+\.xml", name))
        charts_ = [ElementTree.fromstring(archive.read(name)) for name in names]
    counted = [len(chart.findall(f".//{CHART}val//{CHART}pt")) for chart in charts_]
    assert counted == [24, 2]
    assert "Bars, the first 24 of 40" in [text.text for text in charts_[0].iter(f"{DRAWING}t")]


@pytest.mark.parametrize(("sizes", "broken"), [((10, 10), []), ((20, 20), [1]), ((15, 5, 20), [2]), ((10, 90), [])])
def test_on_paper_a_table_that_fits_on_a_page_is_not_cut(
    desk: Any, monkeypatch: pytest.MonkeyPatch, sizes: tuple[int, ...], broken: list[int]
) -> None:
    columns = tuple(SheetColumn(name, width=60) for name in ("Name", "Value", "Text"))  # some 30 rows fit on a page
    tables = tuple(AreaTable(f"Table {at}", columns, [("a", "b", "c")] * size) for at, size in enumerate(sizes))
    monkeypatch.setattr(model, "PACK_SHEETS", (lambda _: made_up("Paper", tables=tables, definitions=(), notes=()),))
    out = desk.folder / "pack.xlsx"
    write_pack({"workspace": str(desk.workspace.path), "out": str(out)}, SILENT)
    sheet = openpyxl.load_workbook(out)["Paper"]
    headings = {f"Table {at}" for at in broken}
    assert {sheet.cell(int(one.id) + 1, 2).value for one in sheet.row_breaks.brk} == headings
