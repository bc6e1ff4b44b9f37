"""The type of a column by the evidence of all its cells, how it is written, and what is stored; worked out by hand."""

import csv
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from prodops_desktop.intake.readers.delimited import DelimitedSheet
from prodops_desktop.intake.readers.model import Batch, Formula

from .conftest import Stage, StagedFile


@pytest.fixture
def column(tmp_path: Path, stage: Stage) -> Any:
    """Stage a csv of keys and one column: ``column(texts, header, **choices)``."""

    def run(texts: list[str], header: str = "Value", **choices: Any) -> StagedFile:
        path = tmp_path / "one.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([["Key", header], *([f"k{number}", text] for number, text in enumerate(texts))])
        return stage(path, **{"kind": "other", "header": [1, 1], **choices})

    return run


def raw_of(staged: StagedFile, header: str) -> list[tuple[str, str]]:
    """The raw texts that were kept of a column, with their reasons."""
    position = staged.columns[header]["position"]
    return staged.db.execute('SELECT text, reason FROM raw WHERE "column" = ? ORDER BY _row', (position,)).fetchall()


H, M = 3_600_000, 60_000
NUMBERS: list[tuple[list[str], str, list[Any]]] = [
    (["12,34,567", "1,00,000", "999"], "integer", [1234567, 100000, 999]),
    (["1 234,5", "12,25"], "number", [1234.5, 12.25]),
    (["12'500", "3"], "integer", [12500, 3]),
    (["1\u202f234", "5\u202f678"], "integer", [1234, 5678]),
    (["+5", "-3", "+12"], "integer", [5, -3, 12]),
    (["1.5E3", "2e-4"], "number", [1500.0, 0.0002]),
    (["-5", "−7", "5-"], "integer", [-5, -7, -5]),
    (["(1,250.00)", "3.50"], "number", [-1250.0, 3.5]),
    (["50.-", "12'500.-"], "integer", [50, 12500]),
    (["1.250,-", "3,-"], "integer", [1250, 3]),
    (["0.1", "0.30000000000000004"], "number", [0.1, 0.30000000000000004]),
    (["-0", "5"], "integer", [0, 5]),
    (["9223372036854775807"], "text", ["9223372036854775807"]),
    (["1e400", "2"], "text", ["1e400", "2"]),
    (["NaN", "5"], "integer", [None, 5]),
]
MONEY: list[tuple[list[str], str | None, list[Any]]] = [
    (["€ 5", "€ 1.234,50"], "EUR", [500, 123450]),
    (["5 €", "7,25 €"], "EUR", [500, 725]),
    (["USD 5.00", "USD 1,250.00"], "USD", [500, 125000]),
    (["100 usd", "5 usd"], "USD", [10000, 500]),
    (["R$ 5,00", "R$ 7,10"], "BRL", [500, 710]),
    (["12 zł", "7,50 zł"], "PLN", [1200, 750]),
    (["-€5", "(€3)"], "EUR", [-500, -300]),
    (["$5", "€7"], None, [500, 700]),
    (["100 kr", "12 kr"], None, [10000, 1200]),
    (["$1.2345", "$2"], "USD", [12345, 20000]),
]
DAYS: list[tuple[list[str], str, list[Any]]] = [
    (["Mar-26", "Apr-26"], "day", ["2026-03-01", "2026-04-01"]),
    (["Mar 2026", "May 2026"], "day", ["2026-03-01", "2026-05-01"]),
    (["2026-03", "2026-11"], "day", ["2026-03-01", "2026-11-01"]),
    (["März 26", "Okt 26"], "day", ["2026-03-01", "2026-10-01"]),
    (["26-Mar", "26-Apr", "26-May"], "day", ["2026-03-01", "2026-04-01", "2026-05-01"]),
    (["99-Mar", "01-Apr"], "day", ["1999-03-01", "2001-04-01"]),
    (["26-Mar", "14-Apr", "3-May"], "text", ["26-Mar", "14-Apr", "3-May"]),
    (["Nov 14", "Nov 25", "Nov 30"], "text", ["Nov 14", "Nov 25", "Nov 30"]),
    (["2026-W48", "2026-W01"], "day", ["2026-11-23", "2025-12-29"]),
    (["W48 2026", "W5 2026"], "day", ["2026-11-23", "2026-01-26"]),
    (["KW 48/2026", "KW 5/2026"], "day", ["2026-11-23", "2026-01-26"]),
    (["Q4 2026", "Q1 2027"], "day", ["2026-10-01", "2027-01-01"]),
    (["2026Q4", "2027Q1"], "day", ["2026-10-01", "2027-01-01"]),
    (["FY26 Q4", "FY27 Q1"], "day", ["2026-10-01", "2027-01-01"]),
    (["Q4-26", "Q1-27"], "day", ["2026-10-01", "2027-01-01"]),
    (["4. Quartal 2026", "1. Quartal 2027"], "day", ["2026-10-01", "2027-01-01"]),
    (["2024", "2025"], "integer", [2024, 2025]),
    (["Mon, 23 Nov 2026", "Tue, 24 Nov 2026"], "day", ["2026-11-23", "2026-11-24"]),
    (["23rd November 2026", "1st December 2026"], "day", ["2026-11-23", "2026-12-01"]),
    (["23 listopada 2026", "1 maja 2026"], "day", ["2026-11-23", "2026-05-01"]),
    (["ene 2026", "feb 2026", "abr 2026"], "day", ["2026-01-01", "2026-02-01", "2026-04-01"]),
    (["12.2026", "03.2026"], "day", ["2026-12-01", "2026-03-01"]),
    (["31.12.69", "31.12.68"], "day", ["1969-12-31", "2068-12-31"]),
    (["20261123T101500Z", "20261124T000000Z"], "moment", ["2026-11-23T10:15:00", "2026-11-24T00:00:00"]),
    (["2026年3月2日", "2026年11月23日"], "day", ["2026-03-02", "2026-11-23"]),
    (["2026年03月", "2026年11月"], "day", ["2026-03-01", "2026-11-01"]),
    (["2026年3月2日 10:15", "2026年11月23日 09:05"], "moment", ["2026-03-02T10:15:00", "2026-11-23T09:05:00"]),
    (["2026-11-23", "0000-00-00", "2026-11-24"], "day", ["2026-11-23", None, "2026-11-24"]),
    (["23/11/2026", "00/00/0000"], "day", ["2026-11-23", None]),
    (["2026-11-23 10:15:00", "0000-00-00 00:00:00"], "moment", ["2026-11-23T10:15:00", None]),
    (["2026-11-23 10:15 CET"], "moment", ["2026-11-23T10:15:00"]),
    (["2026-11-23T10:15:00.125Z"], "moment", ["2026-11-23T10:15:00.125"]),
]
SPANS: list[tuple[list[str], str, list[Any]]] = [
    (["14:30", "09:05"], "time", ["14:30:00", "09:05:00"]),
    (["2:30 pm", "12:05 am"], "time", ["14:30:00", "00:05:00"]),
    (["14h30", "9h05"], "time", ["14:30:00", "09:05:00"]),
    (["14:30:15.250", "00:00:00.000"], "time", ["14:30:15.250000", "00:00:00"]),
    (["1:30:00", "26:15:00"], "duration", [90 * M, 26 * H + 15 * M]),
    (["-1:30:00", "0:15:00"], "duration", [-90 * M, 15 * M]),
    (["90 min", "15 min"], "duration", [90 * M, 15 * M]),
    (["1h 30m", "45m", "2d 4h"], "duration", [90 * M, 45 * M, 52 * H]),
    (["PT1H30M", "PT5M"], "duration", [90 * M, 5 * M]),
    (["1.5 h", "2 h"], "duration", [90 * M, 2 * H]),
    (["1,5 Std.", "2 Std."], "duration", [90 * M, 2 * H]),
    (["12:34.5", "1:02.25"], "duration", [754_500, 62_250]),
    (["5m", "10m"], "text", ["5m", "10m"]),
    (["2 months", "3 months"], "text", ["2 months", "3 months"]),
]
YES_NO = [
    ("Yes No", "Y N"),
    ("ja nein", "j n"),
    ("oui non", "vrai faux"),
    ("sí no", "verdadero falso"),
    ("sì no", "vero falso"),
    ("ja nee", "waar onwaar"),
    ("sim não", "verdadeiro falso"),
    ("tak nie", "prawda fałsz"),
    ("ja nej", "sant falskt"),
    ("ja nei", "sann usann"),
    ("kyllä ei", "tosi epätosi"),
    ("ano ne", "pravda nepravda"),
    ("evet hayır", "doğru yanlış"),
    ("да нет", "истина ложь"),
    ("igen nem", "igaz hamis"),
    ("da nu", "da ne"),
    ("ναι όχι", "ΝΑΙ ΟΧΙ"),
    ("はい いいえ", "是 否"),
    ("네 아니요", "예 아니오"),
    ("✓ ✗", "✔ ✘"),
    ("✓ x", "TRUE FALSE"),
]
IDS = [
    ["007", "12"],
    ["1234567890123456", "12"],
    ["+49301234567", "+49309876543"],
    ["030 1234567", "030 7654321"],
    ["1E5", "3E7"],
    ["1.10.2", "1.9"],
    ["3/4", "1/2"],
    ["0x1F", "0x2A"],
    ["12345-6789", "10001"],
    ["12DR", "13DR"],
    ["C536379", "536380"],
]


@pytest.mark.parametrize(("texts", "kind", "stored"), NUMBERS + DAYS + SPANS)
def test_what_texts_are(column: Any, texts: list[str], kind: str, stored: list[Any]) -> None:
    staged = column(texts)
    assert (staged.columns["Value"]["type"], staged.values("Value")) == (kind, stored)


@pytest.mark.parametrize(("texts", "currency", "stored"), MONEY)
def test_amounts_and_their_currency(column: Any, texts: list[str], currency: str | None, stored: list[Any]) -> None:
    staged = column(texts)
    assert (staged.columns["Value"]["type"], staged.columns["Value"]["currency"]) == ("money", currency)
    assert staged.values("Value") == stored


@pytest.mark.parametrize("words", [word for pair in YES_NO for word in pair])
def test_yes_and_no_in_many_languages(column: Any, words: str) -> None:
    yes, no = words.split()
    staged = column([yes, no, "", yes])
    assert (staged.columns["Value"]["type"], staged.values("Value")) == ("boolean", [1, 0, None, 1])
    assert [texts[1] for texts in staged.raw_rows().values()] == [yes, no, "", yes]


@pytest.mark.parametrize("texts", IDS)
def test_ids_keep_their_text(column: Any, texts: list[str]) -> None:
    staged = column(texts)
    assert (staged.columns["Value"]["type"], staged.values("Value")) == ("text", texts)
    assert raw_of(staged, "Value") == []


@pytest.mark.parametrize("header", ["Phone", "ZIP", "Postcode", "Version", "IBAN", "app_version", "Risk ID", "WBS", "No."])
def test_a_header_that_names_a_code_keeps_digits_text(column: Any, header: str) -> None:
    assert column(["1.10", "1.9"], header).values(header) == ["1.10", "1.9"]


@pytest.mark.parametrize(
    ("header", "currency"),
    [
        ("ARR (EUR)", "EUR"),
        ("Amount USD", "USD"),
        ("mrr_usd", "USD"),
        ("Umsatz in €", "EUR"),
        ("Price [GBP]", "GBP"),
        ("EUR amount", "EUR"),
    ],
)
def test_the_header_names_the_currency(column: Any, header: str, currency: str) -> None:
    staged = column(["100", "12.5"], header)
    assert (staged.columns[header]["type"], staged.columns[header]["currency"]) == ("money", currency)
    assert staged.values(header) == [10000, 1250]


@pytest.mark.parametrize("header", ["CAD files", "Try again", "ARR (k€)", "Share of USD %", "Top"])
def test_other_headers_name_none(column: Any, header: str) -> None:
    assert column(["100", "12.5"], header).columns[header]["type"] == "number"


def test_whole_numbers_under_an_id_stay_numbers(column: Any) -> None:
    assert column(["1", "12"], "Risk ID").columns["Risk ID"]["type"] == "integer"


def write_table(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def test_a_currency_beside_the_amounts_is_taken_and_said(tmp_path: Path, stage: Stage) -> None:
    rows = [["Firm", "ARR", "Ccy"], ["A", "5", "EUR"], ["B", "7", "EUR"]]
    staged = stage(write_table(tmp_path / "a.csv", rows), kind="accounts", mapping={"Firm": "account", "ARR": "arr"})
    assert staged.columns["ARR"]["currency"] == "EUR"
    assert "“ARR”: amounts are in EUR, as the column “Ccy” says in every row." in staged.answer["warnings"]
    rows[2][2] = "USD"
    staged = stage(write_table(tmp_path / "b.csv", rows), kind="accounts", mapping={"Firm": "account", "ARR": "arr"})
    assert staged.columns["ARR"]["currency"] is None
    assert "“ARR”: each amount is in the currency that “Ccy” names in its row." in staged.answer["warnings"]


def test_credits_and_debits(column: Any) -> None:
    staged = column(["1,250.00 CR", "500.00 DR"], "Amount")
    assert staged.values("Amount") == [1250.0, -500.0]
    assert raw_of(staged, "Amount") == []
    staged = column(["50.00", "12.00 CR"], "Amount")
    assert staged.values("Amount") == [50.0, -12.0]
    assert "“Amount”: amounts marked CR were read as below zero." in staged.answer["warnings"]


@pytest.mark.parametrize(
    ("texts", "header", "kind", "stored"),
    [
        (["45321", "45322"], "Date", "day", ["2024-01-30", "2024-01-31"]),
        (["45321.5", "45322.25"], "Date", "moment", ["2024-01-30T12:00:00", "2024-01-31T06:00:00"]),
        (["1790000000", "1790086400"], "created", "moment", ["2026-09-21T14:13:20", "2026-09-22T14:13:20"]),
        (["1790000000.5", "1790086400"], "created", "moment", ["2026-09-21T14:13:20.500", "2026-09-22T14:13:20"]),
        (["1790000000000001"], "timestamp", "moment", ["2026-09-21T14:13:20.000001"]),
        (["20261123", "20261124"], "date", "day", ["2026-11-23", "2026-11-24"]),
        (["20261123101500"], "timestamp", "moment", ["2026-11-23T10:15:00"]),
        (["202601", "202612"], "Month", "day", ["2026-01-01", "2026-12-01"]),
        (["202601", "202612"], "Seats", "integer", [202601, 202612]),
        (["202601", "202613"], "Month", "integer", [202601, 202613]),
        (["1:30", "2:15"], "Duration", "duration", [90 * M, 135 * M]),
        (["5m", "10m"], "Time spent", "duration", [5 * M, 10 * M]),
        (["x", "", "x"], "Active?", "boolean", [1, 0, 1]),
        (["x", "", "x"], "Mark", "text", ["x", None, "x"]),
        (["12/05/45", "25/02/89"], "Date of birth", "day", ["1945-05-12", "1989-02-25"]),
        (["12/05/45", "25/02/89"], "Due", "day", ["2045-05-12", "1989-02-25"]),
        (["11.2026", "12.2026"], "Monat", "day", ["2026-11-01", "2026-12-01"]),
        (["11.2026", "12.2026"], "Weight", "number", [11.2026, 12.2026]),
    ],
)
def test_what_the_header_decides(column: Any, texts: list[str], header: str, kind: str, stored: list[Any]) -> None:
    staged = column(texts, header)
    assert (staged.columns[header]["type"], staged.values(header)) == (kind, stored)
    assert [row[1] for row in staged.raw_rows().values()] == texts


def test_the_order_of_day_and_month_by_column_sheet_and_workspace(column: Any, tmp_path: Path, stage: Stage) -> None:
    assert column(["04/11/2026", "31/12/2026"]).values("Value") == ["2026-11-04", "2026-12-31"]
    assert column(["04/11/2026", "12/31/2026"]).values("Value") == ["2026-04-11", "2026-12-31"]
    assert column(["04/11/2026"], day_first=False).values("Value") == ["2026-04-11"]
    staged = column(["04/11/2026", "05/05/2026", "06/07/2026"])
    assert staged.values("Value") == ["2026-11-04", "2026-05-05", "2026-07-06"]
    assert [note for note in staged.answer["warnings"] if "2 dates could be" in note and "day first" in note]
    rows = [["Key", "From", "To"], ["a", "04/11/2026", "12/31/2026"]]
    assert stage(write_table(tmp_path / "two.csv", rows), kind="other", day_first=True).values("From") == ["2026-04-11"]


def test_a_mixed_column_is_told_and_each_day_read_in_its_one_way(column: Any) -> None:
    staged = column(["13/02/2026", "02/14/2026", "15/02/2026", "01/02/2026"])
    assert staged.values("Value") == ["2026-02-13", "2026-02-14", "2026-02-15", "2026-02-01"]
    assert raw_of(staged, "Value") == [("02/14/2026", "written otherwise")]
    assert [note for note in staged.answer["warnings"] if "2 dates can only be day/month and 1 only month/day" in note]


def test_ambiguous_days_go_to_quarantine_when_the_operator_says_so(column: Any) -> None:
    staged = column(["04/11/2026", "31/12/2026", "05/05/2026"], orders={"Value": "quarantine"})
    assert staged.values("Value") == ["2026-12-31", "2026-05-05"]
    (reasons,) = staged.db.execute("SELECT reasons FROM quarantine").fetchone()
    assert "“Value” is “04/11/2026”: the day and the month can be read in two ways." in reasons


def test_dates_that_a_spreadsheet_may_have_swapped_are_told(tmp_path: Path, stage: Stage) -> None:
    book = xlsxwriter.Workbook(tmp_path / "swapped.xlsx", {"default_date_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Firm", "Due"])
    for row, value in enumerate([datetime(2026, 1, 4), datetime(2026, 2, 7), datetime(2026, 3, 12), "31/12/2026", "25/11/2026"], 1):
        sheet.write(row, 0, f"Firm {row}")
        sheet.write(row, 1, value)
    book.close()
    staged = stage(tmp_path / "swapped.xlsx", kind="other")
    assert staged.values("Due") == ["2026-01-04", "2026-02-07", "2026-03-12", "2026-12-31", "2026-11-25"]
    assert [note for note in staged.answer["warnings"] if "all 3 date cells fall on the first twelve days" in note]


def test_several_zones_become_utc_and_the_texts_are_kept(column: Any) -> None:
    staged = column(["2026-11-23T10:15:00+01:00", "2026-06-23T10:15:00+02:00", "2026-06-23T10:15:00"])
    assert staged.columns["Value"]["zone"] == "UTC"
    assert staged.values("Value") == ["2026-11-23T09:15:00", "2026-06-23T08:15:00", "2026-06-23T10:15:00"]
    assert [reason for _, reason in raw_of(staged, "Value")][:2] == ["given in the zone +01:00", "given in the zone +02:00"]
    assert [note for note in staged.answer["warnings"] if "1 time without a zone was taken as UTC" in note]


def test_cells_of_times_and_lengths(tmp_path: Path, stage: Stage) -> None:
    book = xlsxwriter.Workbook(tmp_path / "times.xlsx")
    sheet = book.add_worksheet()
    clock, hours = book.add_format({"num_format": "hh:mm:ss"}), book.add_format({"num_format": "[h]:mm"})
    sheet.write_row(0, 0, ["Call", "Starts", "Handled", "Worked"])
    for row, (start, handled, worked) in enumerate([(0.5, 0.0625, 1.5), (0.25, 0.125, -0.25), (0.75, 1.5, 30.0)], 1):
        sheet.write(row, 0, f"Call {row}")
        sheet.write_number(row, 1, start, clock)
        sheet.write_number(row, 2, handled, clock)
        sheet.write_number(row, 3, worked, hours)
    book.close()
    staged = stage(tmp_path / "times.xlsx", kind="other")
    assert [staged.columns[header]["type"] for header in ("Starts", "Handled", "Worked")] == ["time", "duration", "duration"]
    assert staged.values("Starts") == ["12:00:00", "06:00:00", "18:00:00"]
    assert staged.values("Handled") == [90 * M, 3 * H, 36 * H]
    assert staged.values("Worked") == [36 * H, -6 * H, 720 * H]
    assert raw_of(staged, "Worked") == []


@pytest.mark.parametrize(("days", "stored"), [(0.1, 8_640_000), (1 / 3, 28_800_000), (2.25, 194_400_000)])
def test_a_length_of_a_cell_is_exact_to_the_millisecond(tmp_path: Path, stage: Stage, days: float, stored: int) -> None:
    book = xlsxwriter.Workbook(tmp_path / "one.xlsx")
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Call", "Length"])
    for row in (1, 2, 3):
        sheet.write(row, 0, f"Call {row}")
        sheet.write_number(row, 1, days * row, book.add_format({"num_format": "[h]:mm:ss"}))
    book.close()
    staged = stage(tmp_path / "one.xlsx", kind="other")
    assert staged.values("Length") == [stored, 2 * stored, 3 * stored]
    assert timedelta(milliseconds=stored) / timedelta(days=1) == pytest.approx(days, abs=1e-8)


def test_per_cent_by_format_by_sign_and_by_answer(column: Any, tmp_path: Path, stage: Stage) -> None:
    assert column(["31 %", "4,5 %"]).values("Value") == [31.0, 4.5]
    assert column(["0.31", "0.2"] * 3, "Adopt %").columns["Adopt %"]["type"] == "number"
    answered = column(["0.31", "0.2"] * 3, "Adopt %", percents={"Adopt %": "share"})
    assert answered.values("Adopt %")[:2] == [31.0, 20.0]
    assert raw_of(answered, "Adopt %") == []
    assert column(["0,31", "0,2"] * 3, "Adopt %", percents={"Adopt %": "share"}).raw_rows()[2][1] == "0,31"
    assert column(["0.31", "0.2"] * 3, "Adopt %", percents={"Adopt %": "points"}).values("Adopt %")[:2] == [0.31, 0.2]
    book = xlsxwriter.Workbook(tmp_path / "p.xlsx")
    sheet = book.add_worksheet()
    share = book.add_format({"num_format": "0%"})
    sheet.write_row(0, 0, ["Firm", "Share", "Units"])
    for row, (value, units) in enumerate([(0.31, 250), ("12 %", 4000), (1, 90), ("7", 12)], 1):
        sheet.write(row, 0, f"Firm {row}")
        sheet.write(row, 1, value, share)
        sheet.write(row, 2, units, share if row == 4 else None)
    book.close()
    staged = stage(tmp_path / "p.xlsx", kind="other")
    assert staged.values("Share") == [31.0, 12.0, 100.0, 7.0]
    assert [texts[1] for texts in staged.raw_rows().values()] == ["0.31", "12 %", "1", "7"]
    assert (staged.columns["Units"]["type"], staged.values("Units")) == ("integer", [250, 4000, 90, 12])


def test_the_answer_on_decimals_and_what_other_columns_say(column: Any, tmp_path: Path, stage: Stage) -> None:
    assert column(["1.250", "12.500"]).values("Value") == [1.25, 12.5]
    assert column(["1.250", "12.500"], decimals={"Value": ","}).values("Value") == [1250, 12500]
    rows = [["Key", "Units", "Price"], ["a", "1.250", "3,5"], ["b", "12.500", "4,25"]]
    assert stage(write_table(tmp_path / "d.csv", rows), kind="other").values("Units") == [1250, 12500]


def test_a_required_field_that_cannot_be_read_goes_to_quarantine(tmp_path: Path, stage: Stage) -> None:
    rows = [["score", "date"], ["9", "2026-01-02"], ["8", "soon"], ["7", "later"], ["6", "whenever"]]
    staged = stage(write_table(tmp_path / "nps.csv", rows), kind="nps", mapping={"date": "when", "score": "score"})
    answer = staged.answer
    assert (answer["rows_accepted"], answer["rows_quarantined"]) == (1, 3)
    rows = [["period", "account", "logins"], ["2025", "Acme", "5"], ["2026", "Bolt", "6"]]
    staged = stage(write_table(tmp_path / "u.csv", rows), kind="usage_summary", mapping={"period": "period"})
    assert (staged.columns["period"]["type"], staged.values("period")) == ("day", ["2025-01-01", "2026-01-01"])


@pytest.mark.parametrize(
    ("types", "texts", "stored"),
    [
        ("integer", ["9" * 5000, "5", "5.5"], [None, 5, None]),
        ("number", ["9" * 350, "1e999", "1e-999", "1e300"], [None, None, None, 1e300]),
        ("money", ["9" * 40, "1.005", "2"], [None, 1005, 2000]),
        ("day", ["soon", "2026-01-05 10:15"], [None, "2026-01-05"]),
        ("duration", ["soon", "1:30"], [None, 90 * M]),
        ("time", ["25:00", "1:30"], [None, "01:30:00"]),
        ("percent", ["31", "x"], [31.0, None]),
    ],
)
def test_an_ordered_type_never_changes_a_value_in_silence(column: Any, types: str, texts: list[str], stored: list[Any]) -> None:
    staged = column(texts, types={"Value": types})
    assert staged.values("Value") == stored
    assert [row[1] for row in staged.raw_rows().values()] == texts
    kept = dict(raw_of(staged, "Value"))
    assert all(text in kept for text, value in zip(texts, stored, strict=True) if value is None)


def test_every_digit_of_a_number_is_kept_or_told(column: Any) -> None:
    staged = column(["12345678901234.123456", "0.1"])
    assert raw_of(staged, "Value") == [("12345678901234.123456", "more digits than a number keeps")]
    staged = column(["$0.12345678", "$5"])
    assert raw_of(staged, "Value") == [("$0.12345678", "rounded to 2 decimals")]


def test_formulas_without_a_value_are_neither_values_nor_blanks(tmp_path: Path, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [["Firm", "Units", "Note"], *([f"F{number}", str(number), "fine"] for number in range(30))]
    path = write_table(tmp_path / "f.csv", rows)
    read = DelimitedSheet.batches

    def with_formulas(self: DelimitedSheet) -> Iterator[Batch]:
        for batch in read(self):
            batch.rows[4][1], batch.rows[5][2] = Formula("=B2*2"), Formula("=A1")
            yield batch

    monkeypatch.setattr(DelimitedSheet, "batches", with_formulas)
    staged = stage(path, kind="other")
    assert (staged.columns["Units"]["type"], staged.values("Units")[3:5]) == ("integer", [None, 4])
    assert staged.values("Note")[4] is None
    assert staged.db.execute("SELECT text, reason FROM raw ORDER BY _row").fetchall() == [
        ("=B2*2", "a formula without a stored value"),
        ("=A1", "a formula without a stored value"),
    ]
    assert [note for note in staged.answer["warnings"] if note.startswith("“Units”, “Note”: 2 cells hold a formula without a stored value")]


def test_the_columns_of_the_staging_file_are_of_the_right_storage(column: Any) -> None:
    staged = column(["1:30:00", "26:15:00"])
    assert staged.db.execute("SELECT typeof(c2) FROM rows").fetchone() == ("integer",)
    assert (staged.columns["Value"]["minimum"], staged.columns["Value"]["maximum"]) == (str(90 * M), str(26 * H + 15 * M))


def test_the_format_of_cells_names_the_currency(tmp_path: Path, stage: Stage) -> None:
    book = xlsxwriter.Workbook(tmp_path / "fees.xlsx")
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Firm", "Fee", "Price", "Cost", "Mixed", "Units"])
    forms = [book.add_format({"num_format": form}) for form in ("#,##0.00 €", "[$CHF-807] #,##0.00", '"$"#,##0', "[$£-809]#,##0", "0")]
    for row in (1, 2, 3):
        sheet.write(row, 0, f"Firm {row}")
        for at, form in enumerate(forms, 1):
            sheet.write_number(row, at, 10 * row + at, forms[0] if (at, row) == (4, 3) else form)
    book.close()
    staged = stage(tmp_path / "fees.xlsx", kind="other", header=[1, 1])
    found = {header: (column["type"], column["currency"]) for header, column in staged.columns.items()}
    assert found == {
        "Firm": ("text", None),
        "Fee": ("money", "EUR"),
        "Price": ("money", "CHF"),
        "Cost": ("money", "USD"),
        "Mixed": ("money", None),
        "Units": ("integer", None),
    }
    assert [note for note in staged.answer["warnings"] if "“Mixed” holds amounts in EUR, GBP" in note]


def test_serial_numbers_of_a_workbook_that_counts_from_1904(tmp_path: Path, stage: Stage) -> None:
    book = xlsxwriter.Workbook(tmp_path / "mac.xlsx", {"date_1904": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Firm", "Due date"])
    for row in (1, 2, 3):
        sheet.write(row, 0, f"Firm {row}")
        sheet.write_number(row, 1, 44_886 + row)
    book.close()
    staged = stage(tmp_path / "mac.xlsx", kind="other", header=[1, 1])
    assert staged.values("Due date") == ["2026-11-23", "2026-11-24", "2026-11-25"]
    assert raw_of(staged, "Due date") == []
