"""Columns of anything, in any mixture: rows add up, each raw text comes back, and what is stored is read the same way again."""

import csv
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prodops_desktop.intake.converting import plan_of_column, read_again
from prodops_desktop.intake.plans import TYPES
from prodops_desktop.intake.readers.model import raw_text
from prodops_desktop.intake.readers.opening import open_book
from prodops_desktop.work.report import ignored

from .conftest import Stage

POOL = [
    "1",
    "12",
    "-7",
    "+3",
    "007",
    "1.250",
    "12,5",
    "1,234.50",
    "1.234,50",
    "1 234",
    "12'500",
    "12,34,567",
    "(5)",
    "5-",
    "−4",
    "1.5E3",
    "1E5",
    "9e99",
    "1e400",
    "-0",
    "0",
    "0.1",
    "0.30000000000000004",
    "50,-",
    "€ 5",
    "5 €",
    "USD 7",
    "$1,250.00",
    "12 kr",
    "$(56.00)",
    "(1.234,50) €",
    "$-",
    "1,250.00 CR",
    "500.00 DR",
    "31 %",
    "4,5%",
    "0.31",
    "99999999999999999999",
    "1234567890123456",
    "NaN",
    "inf",
    "½",
    "٣",
    "2026-11-23",
    "23/11/2026",
    "11/23/2026",
    "04/11/2026",
    "05/05/2026",
    "1.2.26",
    "31.12.69",
    "Mar-26",
    "26-Mar",
    "26/03/25",
    "26/04/02",
    "Mar 26",
    "Nov 14",
    "Q4 2026",
    "FY26 Q4",
    "2026-W48",
    "KW 5/2026",
    "2026",
    "202611",
    "20261123",
    "45321",
    "45321.5",
    "1790000000",
    "1790000000000",
    "Mon, 23 Nov 2026",
    "23rd November 2026",
    "11.2026",
    "31/02/2026",
    "2026-13-01",
    "2026-11-23 10:15",
    "2026-11-23T10:15:00Z",
    "2026-11-23T10:15:00.123456789+01:00",
    "2026-11-23 24:00",
    "20261123T101500",
    "10:15 CET",
    "14:30",
    "2:30 pm",
    "25:00",
    "0:05",
    "1:30:00",
    "-1:30",
    "14h30",
    "90 min",
    "1h 30m",
    "2d 4h",
    "PT1H30M",
    "1 day, 2:03:04",
    "-1 days +23:59:00",
    "2026年3月2日",
    "0000-00-00",
    "1.5 h",
    "5m",
    "2 months",
    "yes",
    "No",
    "Y",
    "n",
    "ja",
    "x",
    "✓",
    "✗",
    "TRUE",
    "0",
    "tak",
    "n/a",
    "–",
    "-",
    "TBD",
    "",
    "#N/A",
    "#DIV/0!",
    " ",
    " padded ",
    "a\nb",
    "=A1",
    "word",
    "Straße",
    "'",
    '"',
    ";",
    ",",
    "\u202f",
    "e5",
    "0x1F",
    "3/4",
    "1.10",
]
HEADERS = ("Value", "Date", "Amount EUR", "Adopt %", "Duration", "Month", "Active?", "ZIP", "created_at", "Time", "Date of birth")


@dataclass(frozen=True)
class Recorded:
    """The part of a column of the catalogue that its plan comes from."""

    type: str
    format: str | None
    scale: int | None
    currency: str | None
    zone: str | None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=100, deadline=None)
@given(
    st.lists(st.sampled_from(POOL), min_size=1, max_size=8).flatmap(lambda pool: st.lists(st.sampled_from(pool), min_size=1, max_size=30)),
    st.sampled_from(HEADERS),
    st.none() | st.sampled_from(TYPES[:-1]),
    st.booleans(),
    st.sampled_from(["day first", "month first", "quarantine", None]),
    st.sampled_from([",", ".", None]),
    st.sampled_from(["share", "points", None]),
)
def test_nothing_is_lost_in_any_column(
    tmp_path: Path,
    stage: Stage,
    texts: list[str],
    header: str,
    forced: str | None,
    day_first: bool,
    order: str | None,
    sign: str | None,
    share: str | None,
) -> None:
    path = tmp_path / "any.csv"
    lines = [[f"line {number}", text] for number, text in enumerate(texts)]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["Key", header], *lines])
    choices: dict[str, Any] = {"types": forced, "orders": order, "decimals": sign, "percents": share}
    staged = stage(
        path,
        kind="other",
        header=[1, 1],
        day_first=day_first,
        delimiter=",",
        **{name: {header: answer} for name, answer in choices.items() if answer},
    )
    answer = staged.answer
    assert answer["rows_read"] == answer["rows_accepted"] + answer["rows_quarantined"] + answer["rows_dropped"]
    raws = list(staged.raw_rows().items())
    assert len(raws) == answer["rows_read"] - answer["rows_dropped"]
    written = dict(lines)
    column = next(column for column in answer["columns"] if column["header"] == header)
    at = answer["columns"].index(column)
    assert all(row[at] == written[row[1 - at].strip()] for _, row in raws)
    if forced is not None:
        assert column["type"] == forced
    plan = plan_of_column(Recorded(*(column[key] for key in ("type", "format", "scale", "currency", "zone"))))
    kept = {row for row, place in staged.db.execute('SELECT _row, "column" FROM raw') if place == column["position"]}
    for row, value in staged.db.execute(f"SELECT _row, c{column['position']} FROM rows"):
        text = dict(raws)[row][at]
        if row not in kept and column["type"] not in ("text", "name"):
            assert read_again(plan, text) == (value, None, True), text


FORMATS = ("General", "0%", "00000", "€ #,##0.00", "dd/mm/yyyy", "hh:mm", "[h]:mm:ss", "yyyy-mm-dd hh:mm:ss")
CELLS = (
    *((number, form) for number in (0, 1, -5, 0.31, 45321, 45321.604166666664, 1.5, 0.25, 0.1 + 0.2, 1250.5) for form in FORMATS),
    *((number, "General") for number in (1e15, 1e300, 5e-324, 123456789012345678)),
    *((word, "General") for word in ("n/a", "12 %", "45321", "04/11/2026", "1:30", " padded ", "word", "1.250", "#N/A")),
    (True, "General"),
    (False, "General"),
    (datetime(2026, 11, 23, 10, 15), "yyyy-mm-dd hh:mm"),
    (date(2026, 11, 23), "dd/mm/yyyy"),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from(CELLS), min_size=1, max_size=5).flatmap(lambda pool: st.lists(st.sampled_from(pool), min_size=1, max_size=12)),
    st.sampled_from(HEADERS),
    st.none() | st.sampled_from(TYPES[:-1]),
)
def test_nothing_is_lost_in_any_cells_of_a_workbook(
    tmp_path: Path, stage: Stage, cells: list[Any], header: str, forced: str | None
) -> None:
    path = tmp_path / "any.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Key", header])
    for row, (cell, form) in enumerate(cells, 1):
        sheet.write(row, 0, f"line {row}")
        style = book.add_format({"num_format": form})
        if isinstance(cell, str):
            sheet.write_string(row, 1, cell, style)
        else:
            sheet.write(row, 1, cell, style)
    book.close()
    staged = stage(path, kind="other", header=[1, 1], types={header: forced} if forced else None)
    seen = [raw_text(row[1]) for batch in open_book(path, ignored()).sheets[0].batches() for row in batch.rows][1:]
    answer, raws = staged.answer, staged.raw_rows()
    assert answer["rows_read"] == answer["rows_accepted"] + answer["rows_quarantined"] + answer["rows_dropped"] == len(cells)
    assert {row: texts[1] for row, texts in raws.items()} == {row: seen[row - 2] for row in raws}
    assert len(raws) == answer["rows_accepted"] + answer["rows_quarantined"]
