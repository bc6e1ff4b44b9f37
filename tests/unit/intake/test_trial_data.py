"""Files made by others: what is in them was worked out with Python's csv module and openpyxl, or written down by hand."""

import csv
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from prodops_desktop.intake.inspecting import inspect_files
from prodops_desktop.intake.readers.model import raw_text
from prodops_desktop.intake.readers.opening import open_book
from prodops_desktop.work.report import ignored

from .conftest import Stage
from .judging import differences, told_of
from .trial_outcomes import OUTCOMES

Inspect = Callable[[Path], dict[str, Any]]
Trial = Callable[[str], Path]
CSVS = {
    "Telco-Customer-Churn.csv": ("utf-8", ",", 7043),
    "WA_Marketing-Campaign.csv": ("utf-8", ",", 548),
    "amazon_alexa.tsv": ("utf-8-sig", "\t", 3150),
    "cfpb_consumer_complaints.csv": ("utf-8", ",", 3186),
    "cookie_cats.csv": ("utf-8", ",", 90189),
    "customer_support_tickets.csv": ("utf-8", ",", 8469),
    "jira_export_planeso.csv": ("utf-8", ",", 22),
    "maven_accounts.csv": ("utf-8", ",", 85),
    "maven_products.csv": ("utf-8", ",", 7),
    "maven_sales_pipeline.csv": ("utf-8", ",", 8800),
    "maven_sales_teams.csv": ("utf-8", ",", 35),
    "ravenstack_accounts.csv": ("utf-8-sig", ",", 500),
    "ravenstack_churn_events.csv": ("utf-8-sig", ",", 600),
    "ravenstack_feature_usage.csv": ("utf-8-sig", ",", 25000),
    "ravenstack_subscriptions.csv": ("utf-8-sig", ",", 5000),
    "ravenstack_supports_ticket.csv": ("utf-8-sig", ",", 2000),
}


@pytest.mark.parametrize("name", CSVS)
def test_csv_files_are_counted_as_the_csv_module_counts(trial_data: Trial, inspect: Inspect, name: str) -> None:
    encoding, delimiter, expected = CSVS[name]
    path = trial_data(f"real/{name}")
    with path.open(encoding=encoding, newline="") as file:
        header, *rows = [row for row in csv.reader(file, delimiter=delimiter) if any(row)]
    sheet = inspect(path)["sheets"][0]
    assert (sheet["name"], sheet["visible"], sheet["header_row"]) == (path.stem, True, 1)
    assert sheet["rows"] == len(rows) == expected
    assert sheet["cells"] == sum(1 for row in [header, *rows] for cell in row if cell)
    assert sheet["columns"] == len(header)
    for at, (own, field) in enumerate(zip(header, sheet["fields"], strict=True)):
        column = [row[at] if at < len(row) else "" for row in rows]
        filled = [cell for cell in column if cell.strip()]
        assert field["name"] == own or field["name"].startswith(f"{own} (")
        assert (field["filled"], field["distinct"]) == (len(filled), len(set(filled)))
        assert field["examples"] == list(dict.fromkeys(filled))[:5]


@pytest.mark.parametrize("name", ["mpf_data_combined.xlsx", "Water_Right_Applications.xlsx", "tpm_Project Plan.xlsx", "tpm_Risk Log.xlsx"])
def test_cells_of_workbooks_are_those_that_openpyxl_sees(trial_data: Trial, inspect: Inspect, name: str) -> None:
    path = trial_data(f"real/{name}")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(path, data_only=True)
    seen = {
        sheet.title: sum(1 for row in sheet.iter_rows(values_only=True) for cell in row if cell not in (None, ""))
        for sheet in book.worksheets
    }
    visible = {sheet.title: sheet.sheet_state == "visible" for sheet in book.worksheets}
    found = inspect(path)["sheets"]
    assert {sheet["name"]: sheet["cells"] for sheet in found} == seen
    assert {sheet["name"]: sheet["visible"] for sheet in found} == visible


TYPES = {
    "Telco-Customer-Churn.csv": {
        "customerID": "text",
        "Partner": "boolean",
        "MultipleLines": "text",
        "TotalCharges": "number",
        "tenure": "integer",
    },
    "maven_sales_pipeline.csv": {"engage_date": "day", "close_value": "integer", "product": "text"},
    "ravenstack_supports_ticket.csv": {"submitted_at": "day", "closed_at": "moment", "priority": "text"},
    "amazon_alexa.tsv": {"date": "day", "rating": "integer"},
    "jira_export_planeso.csv": {"Created": "moment", "Issue key": "text", "Votes": "integer"},
    "cfpb_consumer_complaints.csv": {"ZIP code": "text", "Timely response?": "boolean", "Date received": "day"},
    "Water_Right_Applications.xlsx": {"PRIORITY_DATE": "day", "Latitude1": "number", "CERT_NUM": "text"},
}


@pytest.mark.parametrize("name", TYPES)
def test_types(trial_data: Trial, inspect: Inspect, name: str) -> None:
    fields = {field["name"]: field["type"] for field in inspect(trial_data(f"real/{name}"))["sheets"][0]["fields"]}
    assert {header: fields[header] for header in TYPES[name]} == TYPES[name]


KINDS = dict.fromkeys(CSVS, "other") | {
    "maven_accounts.csv": "accounts",
    "ravenstack_accounts.csv": "accounts",
    "maven_sales_pipeline.csv": "opportunities",
    "cfpb_consumer_complaints.csv": "feedback",
    "customer_support_tickets.csv": "feedback",
    "ravenstack_churn_events.csv": "churn",
    "ravenstack_supports_ticket.csv": "tickets",
}


@pytest.mark.parametrize("name", KINDS)
def test_kinds_are_not_guessed_into_foreign_files(trial_data: Trial, stage: Stage, name: str) -> None:
    assert stage(trial_data(f"real/{name}")).answer["kind"] == KINDS[name]


GIVEN_BACK = [
    "Telco-Customer-Churn.csv",
    "maven_sales_pipeline.csv",
    "cfpb_consumer_complaints.csv",
    "amazon_alexa.tsv",
    "jira_export_planeso.csv",
]


@pytest.mark.parametrize("name", GIVEN_BACK)
def test_every_raw_text_comes_back(trial_data: Trial, stage: Stage, name: str) -> None:
    encoding, delimiter, _ = CSVS[name]
    staged = stage(trial_data(f"real/{name}"))
    with trial_data(f"real/{name}").open(encoding=encoding, newline="") as file:
        rows = list(csv.reader(file, delimiter=delimiter))
    found = staged.raw_rows()
    assert len(found) == staged.answer["rows_read"]
    assert all(texts == rows[row - 1] for row, texts in found.items())


def test_the_pipeline_is_mapped_and_its_days_are_read_month_first(trial_data: Trial, stage: Stage) -> None:
    staged = stage(trial_data("real/maven_sales_pipeline.csv"))
    assert staged.answer["mapping"] == {
        "opportunity_id": "opportunity",
        "sales_agent": "owner",
        "product": "product",
        "account": "account",
        "deal_stage": "stage",
        "engage_date": "created",
        "close_date": "closed",
        "close_value": "amount",
    }
    assert staged.values("engage_date")[:2] == ["2016-10-20", "2016-10-25"]
    assert sum(value or 0 for value in staged.values("close_value")) == 10_005_534 * 100
    assert staged.db.execute("SELECT count(*) FROM name WHERE kind = 'account'").fetchone() == (85,)


def test_the_header_over_several_rows(trial_data: Trial, stage: Stage) -> None:
    staged = stage(trial_data("real/begrotingsanalyse-2011.csv"))
    assert staged.answer["header_row"] == 7
    assert list(staged.columns)[:4] == ["NR.", "Cluster", "Groningen", "Friesland"]
    rows = dict(staged.db.execute(f"SELECT _row, c{staged.columns['Groningen']['position']} FROM rows"))
    assert (rows[9], rows[42]) == (208, 566_216)


def test_every_file_made_by_others_has_an_expected_outcome(trial_data: Trial) -> None:
    there = {f"{folder}/{path.name}" for folder in ("real", "hostile") for path in trial_data(folder).iterdir()}
    assert there == set(OUTCOMES)


@pytest.mark.parametrize("name", [name for name, outcome in OUTCOMES.items() if not outcome.kills and not outcome.is_large])
def test_a_file_made_by_others_ends_as_expected(trial_data: Trial, name: str) -> None:
    path, outcome = trial_data(name), OUTCOMES[name]
    assert differences(path, outcome, told_of(path, outcome)) == []


@pytest.mark.parametrize("name", [name for name, outcome in OUTCOMES.items() if outcome.is_large])
def test_a_large_file_made_by_others_is_read_as_expected(trial_data: Trial, name: str) -> None:
    (sheet,), (expected,) = open_book(trial_data(name), ignored()).sheets, OUTCOMES[name].sheets
    cells, last, seen = 0, 0, {}
    for batch in sheet.batches():
        cells += sum(len(row) - row.count("") for row in batch.rows)
        last = batch.first_row + len(batch.rows) - 1
        for place in expected.at:
            at, column = int(place[1:]) - batch.first_row, ord(place[0]) - ord("A")
            if 0 <= at < len(batch.rows):
                seen[place] = raw_text(batch.rows[at][column])
    assert (sheet.name, cells, last, seen) == (expected.name, expected.cells, (expected.rows or 0) + 1, dict(expected.at))
    assert sheet.warnings == []


def test_files_that_kill_their_reader_end_in_a_sentence_and_the_next_one_goes_on(trial_data: Trial) -> None:
    names = [*(name for name, outcome in OUTCOMES.items() if outcome.kills), "hostile/okfn__null.csv"]
    found = list(inspect_files([trial_data(name) for name in names], 300))
    assert [Path(answer["file"]).name for answer in found] == [Path(name).name for name in names]
    assert [differences(trial_data(name), OUTCOMES[name], told) for name, told in zip(names, found, strict=True)] == [[]] * len(names)
    assert all(answer["seconds"] < 30 and answer["peak_mb"] > 0 for answer in found)
