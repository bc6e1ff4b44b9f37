"""What a reading says beside its rows: doubts about per cent, the place of its day, what it left out, and how far it is."""

from pathlib import Path

import pytest
import xlsxwriter

from prodops_desktop.intake import scanning, tasks
from prodops_desktop.work.report import Progress, ThinnedReport, ignored

from .conftest import Stage, StagedFile
from .test_staging import health_book, nps_file, write_csv


def shares(path: Path, header: str, values: list[str]) -> Path:
    rows = [["Account Name", "Hlth", "Sentiment", header], *([f"A{number}", "50", "Green", value] for number, value in enumerate(values))]
    return write_csv(path / "health.csv", rows)


def said_of_shares(staged: StagedFile) -> list[str]:
    return [warning for warning in staged.answer["warnings"] if "between 0 and 1" in warning]


@pytest.mark.parametrize(("header", "kind"), [("Adopt %", "account_status"), ("Adoption", "account_status"), ("Win %", "other")])
def test_per_cent_that_may_be_shares_is_kept_as_points_and_said(tmp_path: Path, stage: Stage, header: str, kind: str) -> None:
    staged = stage(shares(tmp_path, header, [*["0.31"] * 19, "0.04", "1"]), kind=kind)
    assert staged.values(header) == [*[0.31] * 19, 0.04, 1.0]
    assert said_of_shares(staged) == [
        (
            f"All 21 values of “{header}” lie between 0 and 1 and were read as points, 1 as 1%. "
            "If they are shares, so that 1 means 100%, say so in the step Columns of the import, or give the column "
            "the % format in the spreadsheet and import the file again."
        )
    ]


@pytest.mark.parametrize(
    "values",
    [["0.31"] * 19, ["0.04"] * 25, ["31"] * 20 + ["0.31"], ["-0.1"] + ["0.31"] * 20, ["0.31%"] * 25],
    ids=["too few", "all small", "one above 1", "one below 0", "with signs"],
)
def test_per_cent_that_need_not_be_shares_is_not_doubted(tmp_path: Path, stage: Stage, values: list[str]) -> None:
    assert said_of_shares(stage(shares(tmp_path, "Adopt %", values), kind="account_status")) == []


def test_shares_beside_values_with_a_sign_are_counted_alone(tmp_path: Path, stage: Stage) -> None:
    staged = stage(shares(tmp_path, "Adopt %", ["31%"] * 5 + ["0.31"] * 20), kind="account_status")
    (said,) = said_of_shares(staged)
    assert said.startswith("All 20 values of “Adopt %” without a % sign lie between 0 and 1 and were read as points, 0.31 as 0.31%.")
    assert "0.31 means 31%" in said


def test_shares_in_cells_of_the_per_cent_format_are_sure(tmp_path: Path, stage: Stage) -> None:
    path = tmp_path / "health.xlsx"
    made = xlsxwriter.Workbook(path)
    sheet = made.add_worksheet()
    sheet.write_row(0, 0, ["Account Name", "Hlth", "Sentiment", "Adopt %"])
    for number in range(1, 26):
        sheet.write_row(number, 0, [f"A{number}", 50, "Green"])
        sheet.write(number, 3, 0.31, made.add_format({"num_format": "0%"}))
    made.close()
    staged = stage(path, kind="account_status")
    assert (set(staged.values("Adopt %")), said_of_shares(staged)) == ({31.0}, [])


def test_the_day_of_a_text_file_is_found_in_its_file_name(tmp_path: Path, stage: Stage) -> None:
    path = write_csv(tmp_path / "units_2026-10-13.csv", [["Key", "Units"], ["a", "1"], ["b", "2"]])
    found = tasks.preview({"path": str(path), "sheet": None, "kind": None}, ignored())
    for answer in (stage(path).answer, found):
        assert (answer["as_of"], answer["as_of_from"]) == ("2026-10-13", "file name")


def test_what_was_left_out_is_counted_by_step(tmp_path: Path, stage: Stage) -> None:
    rows = [["score", "date", "user"], *([str(number % 10), f"2026-01-{number + 1:02}", f"user {number}"] for number in range(9))]
    rows += [rows[1], rows[2], ["", "", "Total"]]
    answer = stage(write_csv(tmp_path / "NPS.csv", rows), kind="nps").answer
    assert answer["dropped"] == [{"step": "repeated response", "rows": 2}, {"step": "total row", "rows": 1}]
    assert answer["rows_dropped"] == 3
    assert stage(nps_file(tmp_path), kind="nps").answer["dropped"] == [{"step": "repeated response", "rows": 1}]


def progress_of(path: Path, staging: Path) -> list[Progress]:
    told: list[Progress] = []
    report = ThinnedReport(lambda progress, _: told.append(progress))
    tasks.stage({"path": str(path), "staging": str(staging)}, report)
    return told


@pytest.mark.parametrize(("length", "unit", "size"), [(20, "kB", 1000), (250, "MB", 1_000_000)])
@pytest.mark.parametrize("streamed", [False, True])
def test_progress_over_a_text_file_counts_its_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, length: int, unit: str, size: int, *, streamed: bool
) -> None:
    if streamed:
        monkeypatch.setattr(scanning, "DISTINCT_LIMIT", 10)
    path = write_csv(tmp_path / "units.csv", [["Key", "Text"], *([f"k{number}", f"{number}" + "x" * length] for number in range(42_000))])
    total = -(-path.stat().st_size // size)
    told = [one for one in progress_of(path, tmp_path / "staging.db") if one.text != "Looking at the letters, MB"]
    reading = [one for one in told if one.text == f"Reading {unit}"]
    storing = [one for one in told if one.text == (f"Storing {unit}" if streamed else "Storing rows")]
    assert len(reading) + len(storing) == len(told)
    assert (reading[-1].done, reading[-1].total) == (total, total)
    assert (storing[-1].done, storing[-1].total) == ((total, total) if streamed else (42_000, 42_000))


def test_progress_over_a_workbook_counts_rows(tmp_path: Path) -> None:
    told = progress_of(health_book(tmp_path / "health.xlsx"), tmp_path / "staging.db")
    read = [(one.done, one.total) for one in told if one.text == "Reading rows"]
    assert (5, 5) in read
    assert (one := told[-1]).text == "Storing rows"
    assert (one.done, one.total) == (3, 3)


@pytest.mark.parametrize(
    ("others", "day_first", "said"),
    [
        ([], False, "month first, as is set where nothing in a sheet tells the order."),
        (["31/12/2026"], False, "day first, as in the other columns."),
        (["31/12/2026", "12/31/2026"], True, "day first, as is set where the other columns show both orders."),
    ],
)
def test_what_the_order_of_days_was_taken_from(tmp_path: Path, stage: Stage, others: list[str], day_first: bool, said: str) -> None:
    headers = [f"Other {at}" for at in range(len(others))]
    path = write_csv(tmp_path / "days.csv", [["Key", "Day", *headers], ["a", "04/11/2026", *others], ["b", "05/11/2026", *others]])
    warnings = stage(path, kind="other", header=[1, 1], day_first=day_first).answer["warnings"]
    start = "“Day”: 2 dates could be day/month or month/day; they were read "
    assert [note for note in warnings if note.startswith("“Day”")] == [start + said]
