"""Nothing is lost between a sheet and its staging file: rows add up, raw texts come back, what can't be read is kept apart."""

import csv
import json
import os
import stat
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prodops_desktop.errors import UserError
from prodops_desktop.intake import scanning
from prodops_desktop.work import disk

from .conftest import Stage


def write_csv(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def typed_column(path: Path, stage: Stage, texts: list[str], header: str = "Value") -> tuple[dict[str, Any], list[Any]]:
    staged = stage(
        write_csv(path / "one.csv", [["Key", header], *([f"k{number}", text] for number, text in enumerate(texts))]), kind="other"
    )
    return staged.columns[header], staged.values(header)


@pytest.mark.parametrize(
    ("texts", "kind", "stored"),
    [
        (["1", "2", "-3"], "integer", [1, 2, -3]),
        (["1.50", "2.25", "-3.00"], "number", [1.5, 2.25, -3.0]),
        (["1.234,50", "2,5", "12.500"], "number", [1234.5, 2.5, 12500.0]),
        (["€ 1.250,00", "€ 3,50"], "money", [125000, 350]),
        (["$1,000", "($20.5)"], "money", [100000, -2050]),
        (["31%", "4.5%"], "percent", [31.0, 4.5]),
        (["Yes", "no", "YES"], "boolean", [1, 0, 1]),
        (["wahr", "falsch"], "boolean", [1, 0]),
        (["13/02/2026", "01/03/2026"], "day", ["2026-02-13", "2026-03-01"]),
        (["02/13/2026", "03/01/2026"], "day", ["2026-02-13", "2026-03-01"]),
        (["2026-02-13 10:00", "2026-02-14 11:30"], "moment", ["2026-02-13T10:00:00", "2026-02-14T11:30:00"]),
        (["000417", "000003"], "text", ["000417", "000003"]),
        (["1234567890123456789", "9876543210987654321"], "text", ["1234567890123456789", "9876543210987654321"]),
        (["C536379", "536380"], "text", ["C536379", "536380"]),
        (["+49301234567", "+49309876543"], "text", ["+49301234567", "+49309876543"]),
        (["NA", "EMEA", "APAC"], "text", ["NA", "EMEA", "APAC"]),
        (["5", "n/a", "7"], "integer", [5, None, 7]),
        (["2026-01-02", "", "–"], "day", ["2026-01-02", None, None]),
    ],
)
def test_types_by_the_whole_column(tmp_path: Path, stage: Stage, texts: list[str], kind: str, stored: list[Any]) -> None:
    column, values = typed_column(tmp_path, stage, texts)
    assert (column["type"], values) == (kind, stored)


def test_epochs_become_moments_in_utc(tmp_path: Path, stage: Stage) -> None:
    column, values = typed_column(tmp_path, stage, ["1790000000000", "1790086400000"], header="date")
    assert (column["type"], column["zone"], column["format"]) == ("moment", "UTC", "unit:ms")
    assert values == ["2026-09-21T14:13:20", "2026-09-22T14:13:20"]


def test_an_open_order_of_day_and_month_is_said_with_its_count(tmp_path: Path, stage: Stage) -> None:
    staged = stage(write_csv(tmp_path / "days.csv", [["Key", "Day"], ["a", "01/02/2026"], ["b", "03/04/2026"]]))
    assert staged.values("Day") == ["2026-02-01", "2026-04-03"]
    assert any("2 dates" in warning and "day first" in warning for warning in staged.answer["warnings"])


def test_one_column_tells_the_order_for_the_others(tmp_path: Path, stage: Stage) -> None:
    rows = [["Key", "From", "To"], ["a", "01/02/2026", "1/31/2026"], ["b", "03/04/2026", "2/1/2026"]]
    staged = stage(write_csv(tmp_path / "days.csv", rows))
    assert staged.values("From") == ["2026-01-02", "2026-03-04"]


def test_a_few_notes_in_a_number_column_are_kept_as_raw_texts(tmp_path: Path, stage: Stage) -> None:
    rows = [["Key", "Units"], *([f"k{number}", str(number)] for number in range(60)), ["k60", "see mail"]]
    staged = stage(write_csv(tmp_path / "units.csv", rows))
    assert staged.columns["Units"]["type"] == "integer"
    assert staged.db.execute("SELECT _row, text, reason FROM raw").fetchall() == [(62, "see mail", "not a whole number")]
    assert any("1 cell could not be read" in warning for warning in staged.answer["warnings"])


numbers = ["12", "12.50", "1,234.5", "1.234,5", "(3)", "€ 5", "7%", "007", "1.250"]
others = ["", " ", "n/a", "-", "yes", "No", "2026-01-05", "5/6/2026", "Jan 5, 2026", "x", " padded "]
messy = st.sampled_from(numbers + others) | st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=8)
MAPPINGS: dict[str | None, dict[str, str | None]] = {
    None: {},
    "nps": {"score": "score", "date": "when"},
    "opportunities": {"stage": "stage"},
}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=120, deadline=None)
@given(st.lists(st.tuples(messy, messy, messy), min_size=1, max_size=25), st.sampled_from(list(MAPPINGS)), st.booleans())
def test_rows_add_up_and_every_raw_text_comes_back(
    tmp_path: Path, stage: Stage, rows: list[tuple[str, str, str]], kind: str | None, streamed: bool
) -> None:
    headers = ["Line", "score", "date", "stage"]
    numbered = [[f"L{number}", *row] for number, row in enumerate(rows)]
    path = write_csv(tmp_path / "messy.csv", [headers, *numbered])
    limit = scanning.DISTINCT_LIMIT
    scanning.DISTINCT_LIMIT = 0 if streamed else limit
    try:
        staged = stage(path, kind=kind, mapping=MAPPINGS[kind])
    finally:
        scanning.DISTINCT_LIMIT = limit
    answer = staged.answer
    assert answer["rows_read"] == len(rows) == answer["rows_accepted"] + answer["rows_quarantined"] + answer["rows_dropped"]
    found = staged.raw_rows()
    dropped = [row for row in range(2, len(rows) + 2) if row not in found]
    assert len(dropped) == answer["rows_dropped"]
    for row, texts in found.items():
        assert texts == numbered[row - 2]


def nps_file(path: Path) -> Path:
    rows = [["score", "date", "company", "comment"], ["9", "2026-01-02", " Acme ", "good"], ["11", "2026-01-03", "Acme", ""]]
    rows += [["7", "2026-01-04", "ACME", ""], ["9", "2026-01-02", " Acme ", "good"], ["", "2026-01-05", "Bolt", ""]]
    rows += [["zero", "2026-01-06", "Bolt", ""]]
    return write_csv(path / "NPS.csv", rows)


@pytest.mark.parametrize(
    ("more", "left"), [({}, 50), ({"Answered by": "ann@acme.example"}, 1), ({"Company": "Acme"}, 50), ({"Response id": "r1"}, 1)]
)
def test_equal_responses_are_one_where_they_say_whose_they_are(tmp_path: Path, stage: Stage, more: dict[str, str], left: int) -> None:
    rows = [["Score", "Date", *more], *([["9", "2026-01-05", *more.values()]] * 50)]
    answer = stage(
        write_csv(tmp_path / "survey.csv", rows), kind="nps", mapping={"Answered by": "user"} if "Answered by" in more else None
    ).answer
    assert (answer["rows_read"], answer["rows_accepted"], answer["rows_dropped"]) == (50, left, 50 - left)
    said = [warning for warning in answer["warnings"] if "equal in every cell" in warning]
    kept = "49 rows are equal in every cell to an earlier one; they were kept, for nothing in the rows says whose they are."
    assert said == [kept if left == 50 else "49 rows are equal in every cell to an earlier one and left out as “repeated response”."]


def test_a_row_of_usage_needs_an_account_or_a_user(tmp_path: Path, stage: Stage) -> None:
    rows = [["period", "account", "user", "logins"], ["2026-01", "", "", "7"], ["2026-01", "Acme", "", "3"], ["2026-02", "", "ann", "2"]]
    staged = stage(write_csv(tmp_path / "usage.csv", rows), kind="usage_summary")
    assert (staged.answer["rows_accepted"], staged.answer["rows_quarantined"]) == (2, 1)
    reasons = [json.loads(row[0]) for row in staged.db.execute("SELECT reasons FROM quarantine ORDER BY _row")]
    assert reasons == [["Neither “account” nor “user” has a value."]]


def test_nps_responses_are_checked_and_repeats_left_out(tmp_path: Path, stage: Stage) -> None:
    staged = stage(nps_file(tmp_path), kind="nps")
    answer = staged.answer
    assert (answer["rows_read"], answer["rows_accepted"], answer["rows_quarantined"], answer["rows_dropped"]) == (6, 2, 3, 1)
    assert answer["mapping"] == {"score": "score", "date": "when", "company": "account", "comment": "comment"}
    assert staged.values("company") == ["Acme", "ACME"]
    assert staged.db.execute("SELECT kind, text, key FROM name ORDER BY id").fetchall() == [
        ("account", "Acme", "acme"),
        ("account", "ACME", "acme"),
    ]
    kept = staged.db.execute("SELECT source_row, sheet, cells, reasons FROM quarantine ORDER BY _row").fetchall()
    assert [row for row, *_ in kept] == [3, 6, 7]
    assert json.loads(kept[0][2]) == ["11", "2026-01-03", "Acme", ""]
    assert json.loads(kept[0][3]) == ["“score” is 11; it must be 0 to 10."]
    assert json.loads(kept[1][3]) == ["“score” is empty."]
    assert any("repeated response" in warning for warning in answer["warnings"])
    assert staged.db.execute("SELECT _row, text, reason FROM raw").fetchall() == [(2, " Acme ", "spaces around it")]


def test_choices_of_the_operator_win(tmp_path: Path, stage: Stage) -> None:
    path = write_csv(tmp_path / "x.csv", [["Firm", "Size", "Code"], ["A", "5", "12"], ["B", "6", "13"]])
    staged = stage(path, kind="accounts", mapping={"Code": "account", "Firm": None}, types={"Size": "text"})
    assert staged.answer["mapping"] == {"Firm": None, "Size": None, "Code": "account"}
    assert staged.values("Code") == ["12", "13"]
    assert staged.values("Size") == ["5", "6"]


@pytest.mark.parametrize(
    ("choices", "sentence"),
    [
        ({"kind": "weather"}, "There is no kind “weather”. The kinds are: accounts"),
        ({"sheet": "Two"}, "There is no sheet “Two”. The sheets are: x"),
        ({"kind": "accounts", "mapping": {"Firm": "colour"}}, "has no field “colour”. It has: account"),
        ({"mapping": {"Nope": None}}, "There is no column “Nope”"),
        ({"types": {"Firm": "picture"}}, "is no type of column"),
        ({"kind": "nps"}, "needs Score"),
    ],
)
def test_what_does_not_exist_is_listed(tmp_path: Path, stage: Stage, choices: dict[str, Any], sentence: str) -> None:
    path = write_csv(tmp_path / "x.csv", [["Firm", "Size"], ["A", "5"], ["B", "6"]])
    with pytest.raises(UserError, match=sentence):
        stage(path, **choices)


def test_a_sheet_without_data_rows_is_refused(tmp_path: Path, stage: Stage) -> None:
    with pytest.raises(UserError, match="no data rows"):
        stage(write_csv(tmp_path / "x.csv", [["Firm", "Size"]]))


def test_the_staging_file_is_private(tmp_path: Path, stage: Stage) -> None:
    staged = stage(nps_file(tmp_path))
    path = staged.db.execute("PRAGMA database_list").fetchone()[2]
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600


def test_little_of_a_long_staging_file_waits_for_the_disk(tmp_path: Path, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes, portion = [0], 1 << 20
    monkeypatch.setattr(disk, "PORTION", portion)
    monkeypatch.setattr(disk, "sync", lambda descriptor: sizes.append(os.fstat(descriptor).st_size))
    words = "so that it is longer than what stays in memory" * 60
    staged = stage(write_csv(tmp_path / "long.csv", [["Row", "Words"], *([f"{row}", f"{row} {words}"] for row in range(20_000))]))
    path = Path(staged.db.execute("PRAGMA database_list").fetchone()[2])
    assert sizes[-1] == path.stat().st_size > 50 * portion
    most = max(after - before for before, after in pairwise(sizes))
    assert most < 40 * portion  # what SQLite keeps to itself until the end, 20 MB, and the last block


def health_book(path: Path) -> Path:
    book = xlsxwriter.Workbook(path)
    for name, first in (("Ana", 40), ("Ben", 50)):
        sheet = book.add_worksheet(name)
        sheet.write(0, 0, "As of 13 Oct 2026")
        sheet.write_row(1, 0, ["Account Name", "Hlth", "Sentiment", "Adopt %"])
        for number in range(3):
            sheet.write_row(2 + number, 0, [f"{name} {number}", first + number if (name, number) != ("Ben", 1) else 340, "Green", 31])
    book.add_worksheet("Legend").write(0, 0, "red = at risk")
    hidden = book.add_worksheet("Lookup")
    hidden.hide()
    hidden.write_row(0, 0, ["Account Name", "Hlth", "Sentiment", "Adopt %"])
    for number in range(20):
        hidden.write_row(1 + number, 0, ["hidden", 1, "x", 2])
    book.close()
    return path


def test_sheets_of_one_shape_are_stacked_with_their_own_row_numbers(tmp_path: Path, stage: Stage) -> None:
    staged = stage(health_book(tmp_path / "health.xlsx"), sheet="*")
    answer = staged.answer
    assert (answer["kind"], answer["sheets"], answer["other_sheets"]) == ("account_status", ["Ana", "Ben"], ["Legend"])
    assert (answer["as_of"], answer["as_of_from"], answer["header_row"]) == ("2026-10-13", "title", 2)
    segments = staged.db.execute("SELECT first_row, sheet, shift FROM segment ORDER BY first_row").fetchall()
    assert segments == [(3, "Ana", 0), (8, "Ben", 5)]
    assert [row for (row,) in staged.db.execute("SELECT _row FROM rows")] == [3, 4, 5, 8, 10]
    assert staged.db.execute("SELECT _row, sheet, source_row FROM quarantine").fetchall() == [(9, "Ben", 4)]


def test_one_sheet_is_the_largest_visible_one_and_the_others_are_named(tmp_path: Path, stage: Stage) -> None:
    answer = stage(health_book(tmp_path / "health.xlsx")).answer
    assert (answer["sheets"], answer["other_sheets"]) == (["Ana"], ["Ben", "Legend", "Lookup"])
    assert "Lookup (hidden)" in answer["warnings"][0]


def test_error_cells_never_become_blanks(tmp_path: Path, stage: Stage) -> None:
    path = tmp_path / "errors.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    sheet.write_row(0, 1, ["Firm", "Units", "Note"])
    for number in range(1, 30):
        sheet.write_row(number, 1, [f"F{number}", number, "fine"])
    sheet.write_formula(4, 2, "=1/0", None, "#DIV/0!")
    sheet.write_formula(6, 3, "=NA()", None, "#N/A")
    book.close()
    staged = stage(path)
    assert staged.columns["Units"]["type"] == "integer"
    assert staged.values("Note")[5] == "#N/A"
    assert staged.db.execute("SELECT _row, text, reason FROM raw").fetchall() == [(5, "#DIV/0!", "an error of the spreadsheet")]


def test_amounts_that_are_written_with_an_exponent_keep_their_decimals(tmp_path: Path, stage: Stage) -> None:
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet()
    for number, values in enumerate(
        [["Account", "MRR", "Month"], ["Aa", 6.2e-05, "2026-01"], ["Bb", 12.5, "2026-01"], ["Cc", 1e15, "2026-01"]]
    ):
        sheet.write_row(number, 0, values)
    book.close()
    staged = stage(tmp_path / "a.xlsx", kind="revenue")
    assert (staged.columns["MRR"]["scale"], staged.values("MRR")[:2]) == (6, [62, 12_500_000])


def test_formats_of_cells_tell_per_cent_and_money(tmp_path: Path, stage: Stage) -> None:
    path = tmp_path / "formats.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    share, money = book.add_format({"num_format": "0%"}), book.add_format({"num_format": "€ #,##0.00"})
    sheet.write_row(0, 0, ["Firm", "Share", "Fee", "Flag"])
    for number in range(1, 6):
        sheet.write(number, 0, f"F{number}")
        sheet.write(number, 1, number / 100, share)
        sheet.write(number, 2, number * 10.5, money)
        sheet.write_boolean(number, 3, number % 2)
    book.close()
    staged = stage(path)
    assert [staged.columns[header]["type"] for header in ("Share", "Fee", "Flag")] == ["percent", "money", "boolean"]
    assert staged.values("Share") == [1.0, 2.0, 3.0, 4.0, 5.0]
    assert staged.values("Fee") == [1050, 2100, 3150, 4200, 5250]
    assert staged.values("Flag") == [1, 0, 1, 0, 1]
    assert [texts[1] for texts in staged.raw_rows().values()] == ["0.01", "0.02", "0.03", "0.04", "0.05"]


def test_ones_and_trues_of_one_column_are_told_apart(tmp_path: Path, stage: Stage) -> None:
    path = tmp_path / "mixed.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Firm", "Mixed"])
    for number, value in enumerate([1, True, 0, False, 2, "x"], 1):
        sheet.write(number, 0, f"F{number}")
        sheet.write(number, 1, value)
    book.close()
    assert stage(path).values("Mixed") == ["1", "TRUE", "0", "FALSE", "2", "x"]


def test_a_placeholder_late_in_a_long_column_is_still_found(tmp_path: Path, stage: Stage) -> None:
    rows = [
        ["Key", "Name"],
        *([f"k{number}", f"name {chr(97 + number % 26)}{chr(97 + number // 26 % 26)}{chr(97 + number // 676)}"] for number in range(5200)),
        ["last", "n/a"],
    ]
    staged = stage(write_csv(tmp_path / "long.csv", rows), kind="other")
    assert staged.values("Name")[-1] is None
    assert staged.db.execute("SELECT _row, text FROM raw").fetchall() == [(5202, "n/a")]
