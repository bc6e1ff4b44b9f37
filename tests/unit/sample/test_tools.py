"""The tools' contracts, cards, months and seat lists hold what the answer key says, recounted from the written cells."""

import calendar
import csv
import re
from collections import Counter
from datetime import date, datetime, timedelta
from itertools import combinations, count, pairwise
from pathlib import Path
from typing import Any

import openpyxl
import pytest

FILE = "history/Tool_contracts_2026.xlsx"
MIXPANEL, AMPLITUDE = "history/Mixpanel_seats.csv", "history/Amplitude_seats.csv"
TODAY, LIST_DAY = date(2026, 11, 23), date(2026, 11, 20)
Row = dict[str, Any]


@pytest.fixture(scope="module")
def lines(read: Any) -> list[Row]:
    """Every line of the contracts but the total."""
    return [row for row in read(FILE, "Contracts", 4) if row["Tool"] != "Total"]


@pytest.fixture(scope="module")
def in_force(lines: list[Row]) -> list[Row]:
    """The lines that run today: without those that a later term of the same tool has replaced."""
    replaced = {
        (line["Tool"], line["Start"]) for line in lines for later in lines if line["Tool"] == later["Tool"] and _follows(line, later)
    }
    return [line for line in lines if (line["Tool"], line["Start"]) not in replaced]


@pytest.fixture(scope="module")
def months(read: Any) -> list[Row]:
    rows: list[Row] = read(FILE, "Use by month")
    return rows


@pytest.fixture(scope="module")
def seats(sample: Path) -> dict[str, list[dict[str, str]]]:
    found = {}
    for file in (MIXPANEL, AMPLITUDE):
        with (sample / file).open(encoding="utf-8", newline="") as stream:
            found[file] = list(csv.DictReader(stream))
    return found


def _end(line: Row) -> date | None:
    end = line["End"]
    return datetime.strptime(end, "%d %b %Y").date() if isinstance(end, str) else end and end.date()


def _follows(line: Row, later: Row) -> bool:
    end = _end(line)
    return end is not None and later["Start"].date() == end + timedelta(days=1)


def _shifted(day: date, months: int) -> date:
    """Month by month, the day cut to the last of the month only once arrived."""
    year, month = day.year, day.month
    for _ in range(abs(months)):
        month += 1 if months > 0 else -1
        year, month = (year + 1, 1) if month == 13 else (year - 1, 12) if month == 0 else (year, month)
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _deadline(line: Row) -> tuple[date, date]:
    """The term's end and its notice day, the first that is not past when the contract renews by itself."""
    signed = _end(line)
    assert signed is not None
    found = re.fullmatch(r"(\d+)( days| d|d| months)", line["Notice"])
    assert found
    notice, by_month = int(found[1]), found[2] == " months"
    renewal = {"12 months": 12, "1 year": 12, None: 0}[line["Renewal term"]]
    for terms in count():
        end = _shifted(signed, terms * renewal)
        last = _shifted(end, -notice) if by_month else end - timedelta(days=notice)
        if last >= TODAY or line["Auto-renew"] == "No":
            return end, last
    raise AssertionError


def _deadlines(in_force: list[Row]) -> dict[str, date]:
    return {line["Tool"]: _deadline(line)[1] for line in in_force if line["End"]}


def _active(rows: list[dict[str, str]]) -> set[str]:
    """Who was active in the 28 days that end on the day of the list."""
    window = {(LIST_DAY - timedelta(days=back)).isoformat() for back in range(28)}
    return {row["email"].casefold() for row in rows if row["last_active"] in window}


def test_contracts_stand_under_two_titles_and_a_blank_row(sample: Path, lines: list[Row]) -> None:
    book = openpyxl.load_workbook(sample / FILE)
    assert book.sheetnames == ["Contracts", "Inventory", "Use by month"]
    sheet = book["Contracts"]
    cells = [list(row) for row in sheet.iter_rows(values_only=True)]
    assert [row[0] for row in cells[:3]] == ["Tool contracts", "As of 20 Nov 2026 · Procurement · amounts a year in USD", None]
    assert cells[3] == ["Tool", "Vendor", "Start", "End", "Auto-renew", "Notice", "Renewal term", "Annual", "Basis", "Seats"]
    assert [row for row, values in enumerate(cells, 1) if not any(values)] == [3, 21]
    assert sheet["H5"].number_format == '"$"#,##0'
    assert cells[-1][0] == "Total"
    assert (cells[-1][7], cells[-1][9]) == (sum(line["Annual"] for line in lines), sum(line["Seats"] or 0 for line in lines))
    assert (cells[-1][7], cells[-1][9]) == (678_000, 993)


def test_contracts_are_written_in_several_ways(lines: list[Row]) -> None:
    assert {line["Notice"] for line in lines} == {"30 days", "30d", "3 months", "90d", "60 days", "60 d", None}
    assert {line["Renewal term"] for line in lines} == {"12 months", "1 year", None}
    assert {line["Auto-renew"] for line in lines} == {"Yes", "yes", "Y", "No", None}
    assert {line["Basis"] for line in lines} == {"per seat", "flat", "usage"}
    assert [line["End"] for line in lines if isinstance(line["End"], str)] == ["31 May 2026", "31 Jul 2027", "30 Sep 2025"]
    assert all(isinstance(line["Start"], datetime) for line in lines)


def test_14_tools_with_one_running_contract_two_add_ons_and_two_earlier_terms(
    lines: list[Row], in_force: list[Row], read: Any, answer: Any
) -> None:
    assert (len(lines), len(in_force)) == (18, 16)
    ending = [line for line in in_force if line["End"]]
    assert [line["Tool"] for line in ending] == [card["Tool"] for card in read(FILE, "Inventory")]
    assert len({line["Tool"] for line in ending}) == 14
    for line in ending:
        end = _end(line)
        assert end is not None
        years = end.year - line["Start"].year + (end + timedelta(days=1) != date(end.year, line["Start"].month, line["Start"].day))
        assert end + timedelta(days=1) == line["Start"].replace(year=line["Start"].year + years).date()
        assert 1 <= years <= 3
        assert line["Auto-renew"]
        assert line["Notice"]
        assert line["Renewal term"] or line["Auto-renew"] == "No"
    add_ons = [[line["Tool"], line["Start"].date().isoformat()] for line in in_force if not line["End"]]
    assert add_ons == answer("contracts without an end date", FILE)["contracts"] == [["Jira Cloud", "2025-09-15"], ["Zoom", "2026-03-01"]]
    earlier = [(line["Tool"], line["Annual"], line["Seats"], line["Auto-renew"]) for line in lines if line not in in_force]
    assert earlier == [("Amplitude", 78_000, 100, "Yes"), ("Mixpanel", 44_000, 60, "Yes")]


def test_notice_deadlines(in_force: list[Row], answer: Any) -> None:
    found = {tool: day.isoformat() for tool, day in _deadlines(in_force).items()}
    assert found == answer("notice deadlines", FILE)["deadlines"]
    assert found == {
        "Mixpanel": "2026-12-14", "Gainsight CS": "2026-12-31", "Dovetail": "2027-01-14", "Amplitude": "2027-01-31",
        "LaunchDarkly": "2027-02-28", "Jira Cloud": "2027-03-31", "Intercom": "2027-04-13", "Figma": "2027-04-30",
        "Typeform": "2027-05-16", "Delighted": "2027-05-31", "Salesforce": "2027-06-30", "Snowflake": "2027-07-31",
        "Zoom": "2027-08-31", "Miro": "2027-09-30",
    }  # fmt: skip


def test_terms_that_roll_on(in_force: list[Row], answer: Any) -> None:
    by_tool = {line["Tool"]: line for line in in_force if line["End"]}
    rolled = {tool: _deadline(line)[0] for tool, line in by_tool.items() if _deadline(line)[0] != _end(line)}
    assert rolled == {
        "LaunchDarkly": date(2027, 5, 31), "Typeform": date(2027, 6, 15), "Zoom": date(2027, 9, 30), "Miro": date(2027, 11, 29)
    }  # fmt: skip
    key = answer("31 May less three months", FILE)
    end, last = _deadline(by_tool[key["tool"]])
    assert (end.isoformat(), last.isoformat()) == (key["term_end"], key["notice_deadline"]) == ("2027-05-31", "2027-02-28")
    assert by_tool["Miro"]["Notice"] == "60 d"
    assert date(2026, 11, 29) - timedelta(days=60) < TODAY < date(2026, 11, 29)  # a term still running whose notice day is past


def test_mixpanel_in_figures(in_force: list[Row], months: list[Row], seats: dict[str, list[dict[str, str]]], answer: Any) -> None:
    (line,) = (line for line in in_force if line["Tool"] == "Mixpanel")
    active, last = len(_active(seats[MIXPANEL])), _deadline(line)[1]
    figures = {
        "active": active, "assigned": len(seats[MIXPANEL]), "purchased": line["Seats"], "notice_deadline": last.isoformat(),
        "days_to_notice": (last - TODAY).days, "annual": line["Annual"], "cost_per_active_user": line["Annual"] / active,
        "shelfware": line["Annual"] / line["Seats"] * (line["Seats"] - active),
    }  # fmt: skip
    assert figures == {what: value for what, value in answer("Mixpanel: seats", FILE).items() if what in figures}
    assert list(figures.values()) == [12, 41, 60, "2026-12-14", 21, 48_000, 4_000, 38_400]
    mine = [row for row in months if row["Tool"] == "Mixpanel"]
    assert (mine[0]["Active"], mine[0]["Assigned"], mine[-1]["Active"], mine[-1]["Assigned"]) == (33, 52, 12, 41)
    falls = [before["Active"] - after["Active"] for before, after in pairwise(mine)]
    assert min(falls) > 0
    assert len(set(falls)) > 1


def test_the_stack(in_force: list[Row], months: list[Row], read: Any, answer: Any) -> None:
    key, november = answer("the stack", FILE), [row for row in months if row["Month"] == datetime(2026, 11, 1)]
    by_seat = [row for row in november if row["Bought"] is not None]
    soon = {tool for tool, day in _deadlines(in_force).items() if 0 <= (day - TODAY).days <= 90}
    figures = {
        "tools": len(read(FILE, "Inventory")), "annual": sum(line["Annual"] for line in in_force),
        "purchased": sum(row["Bought"] for row in by_seat), "assigned": sum(row["Assigned"] for row in by_seat),
        "active": sum(row["Active"] for row in by_seat), "deadlines_90_days": len(soon),
        "annual_90_days": sum(line["Annual"] for line in in_force if line["Tool"] in soon),
    }  # fmt: skip
    assert figures == {what: value for what, value in key.items() if what in figures}
    assert list(figures.values()) == [14, 556_000, 833, 759, 643, 4, 222_000]
    assert sum(line["Seats"] or 0 for line in in_force) == 833
    assert [row["Tool"] for row in november if row["Bought"] is None] == ["Snowflake"]


def test_use_by_month_is_never_more_than_was_bought(lines: list[Row], months: list[Row], sample: Path) -> None:
    year = [datetime(2025, 12, 1), *(datetime(2026, month, 1) for month in range(1, 12))]
    assert Counter(row["Month"] for row in months) == dict.fromkeys(year, 14)
    assert len({(row["Tool"], row["Month"]) for row in months}) == len(months) == 168
    assert openpyxl.load_workbook(sample / FILE)["Use by month"]["B2"].number_format == "mmm yyyy"
    for row in months:
        if row["Tool"] == "Snowflake":
            assert (row["Bought"], row["Assigned"]) == (None, None)
        else:
            assert 0 <= row["Active"] <= row["Assigned"] <= row["Bought"], row
            assert row["Bought"] == _bought(lines, row["Tool"], row["Month"].date()), row


def _bought(lines: list[Row], tool: str, month: date) -> int:
    """Seats of the line that ran on the last day of the month: the latest to have begun."""
    last = month.replace(day=calendar.monthrange(month.year, month.month)[1])
    begun = [line for line in lines if line["Tool"] == tool and line["Seats"] and line["Start"].date() <= last]
    seats: int = max(begun, key=lambda line: line["Start"])["Seats"]
    return seats


def test_seat_lists_fit_the_months(months: list[Row], seats: dict[str, list[dict[str, str]]]) -> None:
    for file, tool, held, active in ((MIXPANEL, "Mixpanel", 41, 12), (AMPLITUDE, "Amplitude", 104, 88)):
        rows = seats[file]
        assert list(rows[0]) == ["email", "role", "added", "last_active"]
        assert (len(rows), len({row["email"].casefold() for row in rows}), len(_active(rows))) == (held, held, active)
        assert all(row["email"].casefold().endswith("@tarnbrookanalytics.example") and row["role"] for row in rows)
        for row in rows:
            assert date.fromisoformat(row["added"]) <= LIST_DAY
            assert not row["last_active"] or row["added"] <= row["last_active"] <= LIST_DAY.isoformat()
        assert any(not row["last_active"] for row in rows)
        for month in (row for row in months if row["Tool"] == tool):
            name = f"{month['Month']:%Y-%m}"
            assert sum(row["added"][:7] <= name for row in rows) <= month["Assigned"]
            assert sum(row["last_active"].startswith(name) for row in rows) <= month["Active"]


def test_active_in_mixpanel_and_in_amplitude(seats: dict[str, list[dict[str, str]]], answer: Any) -> None:
    key = answer("active in Mixpanel", MIXPANEL)
    mine, other = _active(seats[MIXPANEL]), _active(seats[AMPLITUDE])
    assert (key["tool"], key["other"]) == ("Mixpanel", "Amplitude")
    assert (len(mine), len(mine & other)) == (key["active"], key["also"]) == (12, 9)
    assert sorted(mine - other) == key["only"]
    listed = {row["email"].casefold() for row in seats[AMPLITUDE]}
    assert [len(mine - listed), len((mine & listed) - other)] == [2, 1]
    spelt = [{row["email"] for row in seats[file] if row["email"].casefold() in mine & other} for file in (MIXPANEL, AMPLITUDE)]
    assert len(spelt[0] & spelt[1]) == 9 - 2


def test_one_day_in_and_one_day_out_of_the_window(seats: dict[str, list[dict[str, str]]]) -> None:
    days = Counter(row["last_active"] for row in seats[MIXPANEL])
    assert (days["2026-10-24"], days["2026-10-23"]) == (1, 1)
    assert LIST_DAY - date(2026, 10, 24) == timedelta(days=27)
    near = [row for row in seats[MIXPANEL] if "2026-10-17" <= row["last_active"] <= "2026-10-25"]
    assert len(near) == 2


def test_inventory_cards(read: Any) -> None:
    cards = read(FILE, "Inventory")
    assert list(cards[0]) == [
        "Tool", "Category", "Owner", "Status", "Capabilities", "Use it for", "Don't use it for", "How to start", "Card owner", "Reviewed",
    ]  # fmt: skip
    assert all(all(card.values()) and card["Status"] == "active" and card["Owner"] == card["Card owner"] for card in cards)
    assert all(card["Reviewed"].year == 2026 and card["Reviewed"].date() <= LIST_DAY for card in cards)
    assert Counter(card["Owner"] for card in cards) == {
        "L. Brandt": 4, "P. Nair": 3, "T. Osei": 3, "D. Reyes": 2, "R. Adeyemi": 1, "IT desk": 1
    }  # fmt: skip


def test_two_pairs_share_a_capability(read: Any, answer: Any) -> None:
    able = {card["Tool"]: dict(part.rsplit(" ", 1) for part in card["Capabilities"].split("; ")) for card in read(FILE, "Inventory")}
    assert {depth for depths in able.values() for depth in depths.values()} <= set("123")
    pairs = [list(pair) for pair in combinations(sorted(able), 2) if able[pair[0]].keys() & able[pair[1]].keys()]
    assert pairs == answer("pairs of tools", FILE)["pairs"] == [["Amplitude", "Mixpanel"], ["Delighted", "Typeform"]]
    assert able["Amplitude"] == {"Product analytics": "3", "Cohorts": "3", "Funnels": "2"}


def test_one_vendor_is_spelt_in_two_ways(lines: list[Row], in_force: list[Row], answer: Any) -> None:
    spellings: dict[str, set[str]] = {}
    for line in lines:
        spellings.setdefault(line["Tool"], set()).add(line["Vendor"])
    key = answer("one vendor", FILE)
    assert [tool for tool, names in spellings.items() if len(names) > 1] == ["Mixpanel"]
    assert spellings["Mixpanel"] == {key["vendor"], key["also"]} == {"Mixpanel, Inc.", "MIXPANEL INC"}
    assert [line["Vendor"] for line in in_force if line["Tool"] == "Mixpanel"] == [key["vendor"]]
