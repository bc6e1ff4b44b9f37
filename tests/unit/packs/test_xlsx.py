"""The workbook, opened again by openpyxl and by LibreOffice."""

import re
import shutil
import subprocess
import sys
import threading
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from prodops_desktop.agenda.targets import set_target
from prodops_desktop.errors import Cancelled, UserError
from prodops_desktop.packs import place, xlsx
from prodops_desktop.packs.making import make_pack
from prodops_desktop.workspace import settings

WAVES = [("2025-11-01", 140, 176, 84), ("2026-02-01", 152, 168, 80), ("2026-08-01", 200, 120, 80), ("2026-11-01", 208, 120, 72)]
EVIL = ("=1+1", "+SUM(A1)", "-2+3", "@cmd", '=HYPERLINK("http://x")')
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def fill(desk: Any) -> None:
    """NPS with a gap, revenue in two currencies, usage, and names made to become formulas."""
    desk.bring_nps(WAVES, file="=NPS.csv")
    revenue = [
        (f"Acc {n}", f"{2025 + month // 12}-{month % 12 + 1:02d}-01", f"{1000 + n}.50", "EUR" if n == 3 else "USD")
        for month in range(8, 22)
        for n in range(9)
    ]
    desk.bring(
        "@MRR.csv",
        ["Customer", "Month", "MRR", "Ccy"],
        revenue,
        kind="revenue",
        mapping={"Customer": "account", "Month": "month", "MRR": "mrr", "Ccy": "currency"},
    )
    usage = [(f"Acc {n}", f"2026-{month:02d}-{day:02d}", n) for month in (8, 9, 10) for day in (3, 10, 17, 24) for n in range(7)]
    desk.bring(
        "Use.csv",
        ["account", "week", "active days"],
        usage,
        kind="usage_summary",
        mapping={"account": "account", "week": "period", "active days": "active_days"},
        name="+usage [x]/'y'",
    )
    evil = [(f"2026-0{n + 5}-0{day}", text) for n, text in enumerate(EVIL) for day in (1, 2)]
    desk.bring("-evil.csv", ["=Day()", "Text"], evil, kind="other", name="=evil()")
    for edit in (
        lambda store: settings.set_setting(store, "company", "=1+1 & Sons"),
        lambda store: set_target(store, "nps", "NPS", 38),
        lambda store: set_target(store, "arr", "ARR", 120_000),
    ):
        desk.workspace.run(edit).result()


@pytest.fixture
def made(desk: Any) -> Path:
    fill(desk)
    out: Path = desk.folder / "pack.xlsx"
    make_pack(desk.workspace.path, out)
    return out


def head_row(sheet: Worksheet) -> dict[str, int]:
    return {str(cell.value): cell.column for cell in sheet[4] if cell.value is not None and cell.column > 8}


def test_sheets_numbers_and_days(desk: Any, made: Path) -> None:
    book = openpyxl.load_workbook(made)
    assert book.sheetnames == [
        "Contents",
        "NPS",
        "ARR",
        "Active accounts",
        "+usage x 'y",
        "=evil()",
        "=NPS",
        "@MRR",
        "Definitions",
        "Sources",
    ]
    pack = desk.pack()
    for topic, name in zip(pack.topics, book.sheetnames[1:], strict=False):
        sheet = book[name]
        assert sheet["B1"].value == topic.headline
        heads = head_row(sheet)
        table = [row for row in sheet.iter_rows(min_row=5, values_only=True) if row[heads["Period"] - 1] is not None]
        value_column = heads["Period"] + (1 if "From" in heads else 0)
        written = [(row[heads["From"] - 1 if "From" in heads else heads["Period"] - 1], row[value_column]) for row in table]
        written = [(day, value) for day, value in written if isinstance(day, datetime)]
        assert [value for _, value in written] == [point.value for its in topic.series for point in its.points]
        assert written[0][0] == datetime.fromisoformat(
            topic.series[0].points[0].period[:4] + "-" + months(topic.series[0].points[0].period) + "-01"
        )


def months(period: str) -> str:
    return period[5:7] if "Q" not in period else f"{3 * int(period[6:]) - 2:02d}"


def test_gaps_stay_empty_and_are_named(made: Path) -> None:
    sheet = openpyxl.load_workbook(made)["NPS"]
    heads = head_row(sheet)
    (gap,) = [row for row in sheet.iter_rows(min_row=5) if row[heads["Period"] - 1].value == "Q2 2026"]
    assert gap[heads["NPS"] - 1].value is None
    assert gap[heads["Responses"] - 1].value == 0
    assert gap[heads["Note"] - 1].value == "no data"


def test_text_never_becomes_a_formula_or_a_link(made: Path) -> None:
    book = openpyxl.load_workbook(made)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f"]
    starting = {cell.value.split(" ")[0] for cell in cells if isinstance(cell.value, str) and cell.value[0] in "=+-@"}
    assert {"=NPS.csv", "@MRR.csv", "-evil.csv", "=evil()", "+usage"} <= starting
    links = [cell.hyperlink for cell in cells if cell.hyperlink is not None]
    assert len(links) > 10
    for link in links:
        assert link.target is None
        assert link.location is not None
        assert link.location.rsplit("!", 1)[0].strip("'").replace("''", "'") in book.sheetnames
    with zipfile.ZipFile(made) as archive:
        for name in archive.namelist():
            assert b"<f>" not in archive.read(name) or name.startswith("xl/charts/")
            assert b'TargetMode="External"' not in archive.read(name)


@pytest.mark.parametrize(("paper", "code"), [("A4", "9"), ("Letter", "1")])
def test_print_set_up(desk: Any, paper: str, code: str) -> None:
    fill(desk)
    desk.workspace.run(lambda store: settings.set_setting(store, "paper", paper)).result()
    out = desk.folder / "pack.xlsx"
    make_pack(desk.workspace.path, out)
    book = openpyxl.load_workbook(out)
    for sheet in book:
        assert str(sheet.page_setup.paperSize) == code
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.sheet_properties.pageSetUpPr is not None
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.freeze_panes == "A5"
        assert sheet.print_title_rows == "$1:$4"
        assert sheet.oddFooter is not None
        assert "Page &P of &N" in str(sheet.oddFooter.center.text)
        assert str(sheet.oddFooter.left.text) == "=1+1 && Sons · Board pack"


def test_each_topic_has_native_charts_over_its_table(desk: Any, made: Path) -> None:
    topics = desk.pack().topics
    expected = [its for topic in topics for its in topic.series]
    with zipfile.ZipFile(made) as archive:
        names = sorted(
            (name for name in archive.namelist() if re.fullmatch(r"xl/charts/chart\d+\.xml", name)),
            key=lambda name: int(re.sub(r"\D", "", name)),
        )
        charts = [ElementTree.fromstring(archive.read(name)) for name in names]
    assert len(charts) == len(expected)
    for chart, its in zip(charts, expected, strict=True):
        series = chart.find(f".//{CHART}ser")
        assert series is not None
        cached = {
            int(point.attrib["idx"]): float(str(point.findtext(f"{CHART}v")))
            for point in series.iterfind(f"{CHART}val//{CHART}pt")
            if point.findtext(f"{CHART}v")
        }
        assert cached == {index: pytest.approx(point.value) for index, point in enumerate(its.points) if point.value is not None}
        blanks = chart.find(f".//{CHART}dispBlanksAs")
        assert blanks is None or blanks.attrib["val"] == "gap"
        assert chart.find(f".//{CHART}title") is not None
        assert len(chart.findall(f".//{CHART}valAx/{CHART}title") + chart.findall(f".//{CHART}catAx/{CHART}title")) >= 2
        has_margins = chart.find(f".//{CHART}errBars") is not None
        assert has_margins == (its.metric.key == "nps")


def test_targets_and_what_was_left_out_are_shown(made: Path) -> None:
    book = openpyxl.load_workbook(made)
    texts = {str(cell.value) for row in book["ARR"].iter_rows() for cell in row}
    assert any("14 rows in EUR left out: there is no rate from EUR to USD" in text for text in texts)
    heads = head_row(book["ARR"])
    assert book["ARR"].cell(5, heads["Target"]).value == 120_000
    assert '"$"#,##0' in book["ARR"].cell(5, heads["ARR, USD"]).number_format


def test_sources_lead_back_to_the_files(desk: Any, made: Path) -> None:
    sheet = openpyxl.load_workbook(made)["Sources"]
    rows = {row[1]: row for row in sheet.iter_rows(min_row=5, values_only=True) if row[1] is not None and row[4] == 1}
    assert set(rows) == {"=NPS.csv", "@MRR.csv", "Use.csv", "-evil.csv"}
    versions = {source.version.file: source.version for source in desk.pack().sources}
    for file, row in rows.items():
        assert row[5] == datetime(2026, 11, 20)
        assert row[7:11] == (
            versions[file].rows_read,
            versions[file].rows_accepted,
            versions[file].rows_quarantined,
            versions[file].rows_dropped,
        )
        assert row[11] == versions[file].sha256


def test_the_same_data_gives_the_same_bytes(desk: Any, made: Path) -> None:
    again = desk.folder / "again.xlsx"
    result = make_pack(desk.workspace.path, again)
    assert again.read_bytes() == made.read_bytes()
    assert result["out"] == str(again)
    assert result["topics"][0] == {"title": "NPS", "headline": desk.pack().topics[0].headline}
    properties = openpyxl.load_workbook(made).properties
    assert (properties.title, properties.subject) == ("Board pack", "Data as of 2026-11-20")


def test_one_source_row_less_moves_the_pack(desk: Any) -> None:
    rows = [(f"2026-{month:02d}-{day:02d}", f"{month} {day}") for month in (9, 10) for day in range(1, 29)]
    desk.bring("Calls.csv", ["Day", "Note"], rows, kind="other")
    desk.bring("Calls.csv", ["Day", "Note"], rows[:-1], kind="other")
    out = desk.folder / "p.xlsx"
    make_pack(desk.workspace.path, out)
    sheet = openpyxl.load_workbook(out)["Calls"]
    heads = head_row(sheet)
    assert [sheet.cell(row, heads["Rows"]).value for row in (5, 6)] == [28, 27]


def test_what_can_not_be_written_ends_in_a_sentence_and_leaves_nothing(desk: Any, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="nothing to put into a pack yet"):
        make_pack(desk.workspace.path, tmp_path / "p.xlsx")
    desk.bring("Calls.csv", ["Day", "Note"], [("2026-10-01", "x"), ("2026-10-02", "y")], kind="other")
    before = sorted(tmp_path.iterdir())
    (folder := tmp_path / "folder.xlsx").mkdir()
    for out, said in (
        (tmp_path / "p.pdf", "does not end in .xlsx"),
        (folder, "is a folder"),
        (tmp_path / "none" / "p.xlsx", "There is no folder"),
    ):
        with pytest.raises(UserError, match=said):
            make_pack(desk.workspace.path, out)
    folder.rmdir()
    with pytest.raises(UserError, match="could not be written"):
        xlsx.write(desk.pack(), tmp_path / "p.xlsx", tmp_path / "gone" / "aside")
    cancelled = threading.Event()
    cancelled.set()
    with pytest.raises(Cancelled):
        make_pack(desk.workspace.path, tmp_path / "p.xlsx", cancelled=cancelled)
    assert sorted(tmp_path.iterdir()) == before


if sys.platform != "win32":
    import resource

    def test_a_full_disk_keeps_the_old_pack(desk: Any, tmp_path: Path) -> None:
        desk.bring("Calls.csv", ["Day", "Note"], [("2026-10-01", "x"), ("2026-10-02", "y")], kind="other")
        pack, out = desk.pack(), tmp_path / "p.xlsx"
        out.write_text("the old pack")
        before = sorted(tmp_path.iterdir())
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
        try:
            with pytest.raises(UserError, match=r"p\.xlsx could not be written"):
                xlsx.write(pack, out, place.aside_of(out))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert out.read_text() == "the old pack"
        assert sorted(tmp_path.iterdir()) == before


def test_sheet_names_are_what_excel_accepts() -> None:
    titles = ["Contents", "a" * 40, "A" * 40, "x/y:z*?[]\\", "'quoted'", "", "History", "NPS", "nps", "\x01"]
    names = xlsx.sheet_names(titles)
    assert names == ["Contents 2", "a" * 31, "A" * 29 + " 2", "x y z", "quoted", "Topic", "History 2", "NPS", "nps 2", "Topic 2"]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_shows_every_chart(desk: Any, made: Path) -> None:
    for target in ("pdf", "ods"):
        command = [
            "soffice",
            f"-env:UserInstallation={(desk.folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            target,
            "--outdir",
            str(desk.folder),
            str(made),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=110)
    assert made.with_suffix(".pdf").read_bytes().startswith(b"%PDF")
    expected = [its for topic in desk.pack().topics for its in topic.series]
    with zipfile.ZipFile(made.with_suffix(".ods")) as archive:
        contents = [archive.read(name).decode() for name in archive.namelist() if re.fullmatch(r"Object \d+/content\.xml", name)]
    charts = [content for content in contents if "<chart:chart " in content]
    assert len(charts) == len(expected)
    for chart in charts:
        assert re.search(r'chart:class="chart:(line|bar)"', chart)
        assert "chart:values-cell-range-address" in chart
