"""The master and the contracts hold what the answer key says, recounted from the written cells."""

import re
from collections import Counter
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

MASTER, CONTRACTS = "history/Accounts_master_2026-10.xlsx", "history/Contracts_2026-11.xlsx"
RATE = Decimal("1.08")


@pytest.fixture(scope="module")
def master(read: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = read(MASTER, "Accounts")
    return rows


@pytest.fixture(scope="module")
def lines(read: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = read(CONTRACTS, "ARR", 5)
    return rows


def _customers(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [line for line in lines if line["Cust. No."] is not None]


def _own(line: dict[str, Any]) -> Decimal:
    """ARR in the contract's currency, read as Finance means it."""
    amount = line["ARR"]
    if isinstance(amount, str):
        assert re.fullmatch(r"\d{1,3}(\.\d{3})*,\d\d", amount), amount
        return Decimal(amount.replace(".", "").replace(",", "."))
    return Decimal(repr(amount))


def _usd(line: dict[str, Any]) -> Decimal:
    return _own(line) * (RATE if line["Ccy"] == "EUR" else 1)


def test_na_is_a_region(master: list[dict[str, Any]], answer: Any) -> None:
    regions = Counter(row["Region"] for row in master)
    assert regions == {"NA": 171, "EMEA": 160, "APAC": 67}
    assert dict(regions) == answer("Region NA", "master_2026-10.xlsx")["regions"]
    assert len(master) == 398


def test_nine_head_counts_are_dates(master: list[dict[str, Any]], answer: Any) -> None:
    dated = [row["# Employees"] for row in master if not isinstance(row["# Employees"], str)]
    assert dated == [datetime(1950, 11, 1)] * 9
    assert answer("head counts", "master_2026-10.xlsx")["cells"] == 9
    assert sum(row["# Employees"] == "11-50" for row in master) > 50


def test_ids_names_and_domains(master: list[dict[str, Any]], answer: Any) -> None:
    ids = [row["Account ID"] for row in master]
    assert all(re.fullmatch(r"0\d{5}", text) for text in ids)
    assert len(set(ids)) == 398
    by_id = {row["Account ID"]: row for row in master}
    assert by_id["000417"]["Account Name"] == "Halden Bank"
    assert sorted(row["Account ID"] for row in master if row["Account Name"] == "Belmont Dental") == ["000388", "000391"]
    assert by_id["000134"]["Parent ID"] == "000133"
    assert sum(not row["Domain"].endswith(".example") for row in master) == 6
    assert len({row["Account Name"] for row in master}) == answer("one name", "master_2026-10.xlsx")["distinct_names"] == 397
    assert dict(Counter(row["Segment"] for row in master)) == {"Enterprise": 61, "Mid-market": 146, "SMB": 191}
    assert {row["Stage"].strip().casefold() for row in master} == {"customer"}


def test_users_are_a_hidden_lookup(read: Any, sample: Any) -> None:
    import openpyxl

    book = openpyxl.load_workbook(sample / MASTER)
    assert [(sheet.title, sheet.sheet_state) for sheet in book.worksheets] == [("Accounts", "visible"), ("Users", "hidden")]
    assert len({row["User ID"] for row in read(MASTER, "Users")}) > 1000


def test_arr_is_exactly_18_04_million(lines: list[dict[str, Any]], answer: Any) -> None:
    customers = _customers(lines)
    key = answer("ARR in Contracts", "Contracts_2026-11.xlsx")
    assert len(customers) == 398
    assert sum(map(_usd, customers)) == Decimal("18040000")
    for currency in ("EUR", "USD"):
        own = [_own(line) for line in customers if line["Ccy"] == currency]
        assert sum(own) == Decimal(repr(key["arr_by_currency"][currency]))
        assert len(own) == key["rows_by_currency"][currency]
    assert all(isinstance(line["ARR"], str) == (line["Ccy"] == "EUR") for line in customers)


def test_subtotals_and_total_are_right(lines: list[dict[str, Any]], master: list[dict[str, Any]], answer: Any) -> None:
    region_of = {int(row["Account ID"]): row["Region"] for row in master}
    sums = {line["Customer"]: line["ARR"] for line in lines if line["Cust. No."] is None}
    assert list(sums) == ["Subtotal North America", "Subtotal EMEA", "Subtotal APAC", "TOTAL"]
    assert len(sums) == answer("ARR in Contracts", "Contracts_2026-11.xlsx")["rows_dropped"]
    regions: Counter[str] = Counter()
    for line in _customers(lines):
        regions[region_of[line["Cust. No."]]] += _usd(line)  # type: ignore[assignment]  # a Counter of exact decimals
    assert [round(float(regions[r]), 2) for r in ("NA", "EMEA", "APAC")] == list(sums.values())[:3]
    assert sums["TOTAL"] == 18_040_000
    assert answer("ARR in Contracts", "Contracts_2026-11.xlsx")["arr_usd_by_region"] == dict(
        zip(("NA", "EMEA", "APAC"), list(sums.values())[:3], strict=True)
    )


def test_title_states_day_and_rate_above_two_merged_header_rows(sample: Any) -> None:
    import openpyxl

    sheet = openpyxl.load_workbook(sample / CONTRACTS)["ARR"]
    title = [str(sheet.cell(row, 1).value) for row in (1, 2, 3)]
    assert "As of 20 Nov 2026" in title[1]
    assert title[2] == "EUR 1 = USD 1.08"
    assert sorted(str(r) for r in sheet.merged_cells.ranges) == ["A4:A5", "B4:B5", "C4:D4", "E4:I4"]


def test_named_contracts(lines: list[dict[str, Any]], answer: Any) -> None:
    by_number = {line["Cust. No."]: line for line in _customers(lines)}
    halden = by_number[417]
    assert (halden["Customer"], halden["ARR"], halden["Renewal"]) == ("Halden Bank", 548_000, datetime(2027, 1, 30))
    assert (date(2027, 1, 30) - date(2026, 11, 23)).days == answer("largest customer", "Contracts_2026-11.xlsx")["days_to_renewal"] == 68
    assert by_number[352]["Customer"] == "Ebbw & Co"
    assert by_number[58]["ARR"] == "381.481,48"  # Meridian Freight, $412k
    assert sum(line["Renewal"] is None for line in by_number.values()) == 2
