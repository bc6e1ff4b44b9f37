"""The tool stack by command: the sample against its answer key, an export that comes back, a foreign sheet and its undo."""

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from icalendar import Calendar

from prodops_desktop.datasets.opening import open_workspace
from tests.scenarios.commands import as_json, prodops

Key = Callable[[str], dict[str, Any]]


@pytest.fixture(scope="module")
def stack(sample: Path) -> dict[str, Any]:
    found: dict[str, Any] = as_json("tools", sample)
    return found


@pytest.fixture(scope="module")
def key(sample: Path) -> Key:
    entries = json.loads((sample.parent / "answers.json").read_text("utf-8"))["answers"]

    def look_up(what: str) -> dict[str, Any]:
        (entry,) = [one for one in entries if one["story"] == "S21" and one["what"] == what]
        found: dict[str, Any] = entry
        return found

    return look_up


def tool(stack: dict[str, Any], name: str) -> dict[str, Any]:
    (found,) = [one for one in stack["tools"] if one["name"] == name]
    result: dict[str, Any] = found
    return result


def test_the_seats_and_costs_of_mixpanel(stack: dict[str, Any], key: Key) -> None:
    expected = key("Mixpanel: seats, notice and what they cost")
    found = tool(stack, expected["tool"])
    assert {name: found["seats"][name] for name in ("active", "assigned", "purchased")} == {
        name: expected[name] for name in ("active", "assigned", "purchased")
    }
    for name in ("notice_deadline", "days_to_notice", "annual", "cost_per_active_user", "shelfware"):
        assert found[name] == expected[name], name
    assert (found["verdict"], found["months"][-1]["month"]) == ("decide now", "2026-11")


def test_who_is_active_in_both(stack: dict[str, Any], key: Key) -> None:
    expected = key("active in Mixpanel and in Amplitude")
    (pair,) = [one for one in stack["overlaps"] if {one["a"], one["b"]} == {expected["tool"], expected["other"]}]
    side = "a" if pair["a"] == expected["tool"] else "b"
    found = (pair[f"active_{side}"], pair["active_in_both"], pair[f"only_{side}"])
    assert found == (expected["active"], expected["also"], expected["only"])
    assert pair["user_overlap"] == round(expected["also"] / expected["active"], 4)


def test_a_notice_deadline_at_the_end_of_a_short_month(stack: dict[str, Any], key: Key) -> None:
    expected = key("31 May less three months")
    found = tool(stack, expected["tool"])
    assert (found["term_end"], found["notice_deadline"]) == (expected["term_end"], expected["notice_deadline"])


def test_contracts_without_an_end_are_defects(stack: dict[str, Any], key: Key) -> None:
    found = [[one["tool"], one["starts"]] for one in stack["defects"] if "no end date" in one["text"]]
    assert found == key("contracts without an end date")["contracts"]


def test_every_notice_deadline_stands_in_its_order(stack: dict[str, Any], key: Key) -> None:
    expected = key("notice deadlines")["deadlines"]
    assert {one["name"]: one["notice_deadline"] for one in stack["tools"] if one["notice_deadline"]} == expected
    assert [(one["tool"], one["notice_deadline"]) for one in stack["deadlines"]] == sorted(expected.items(), key=lambda pair: pair[1])


def test_the_sums_of_the_stack(stack: dict[str, Any], key: Key) -> None:
    expected = key("the stack")
    assert (len(stack["tools"]), stack["annual"]) == (expected["tools"], expected["annual"])
    assert stack["soon"] == {"days": 90, "deadlines": expected["deadlines_90_days"], "annual": expected["annual_90_days"]}
    counted = [one["seats"] for one in stack["tools"] if one["seats"]["purchased"] is not None]
    assert {name: sum(seats[name] for seats in counted) for name in ("purchased", "assigned", "active")} == {
        name: expected[name] for name in ("purchased", "assigned", "active")
    }
    assert stack["notes"] == []


def test_one_vendor_in_two_spellings_is_one(stack: dict[str, Any], sample: Path, key: Key) -> None:
    expected = key("one vendor in two spellings")
    vendors = [one["vendor"] for one in stack["tools"]]
    assert expected["vendor"] in vendors
    assert expected["also"] not in vendors
    with open_workspace(sample, read_only=True) as workspace, workspace.reading() as store:
        names = [row[0] for row in store.db.execute("SELECT name FROM vendor WHERE key LIKE 'mixpanel%'")]
    assert names == [expected["vendor"]]


def test_pairs_that_do_the_same(stack: dict[str, Any], key: Key) -> None:
    expected = key("pairs of tools that share a capability")["pairs"]
    assert sorted(sorted([one["a"], one["b"]]) for one in stack["overlaps"]) == expected


def test_every_tool_has_the_lines_of_its_page(stack: dict[str, Any], sample: Path) -> None:
    lines = prodops("tools", sample).splitlines()
    assert len([line for line in lines if not line.startswith("!")]) == len(stack["tools"])
    assert "Mixpanel: 48,000 USD a year, 12/41/60 active/assigned/bought, notice by 2026-12-14: decide now" in lines
    assert sum(line.startswith("!") for line in lines) == len(stack["defects"]) + len(stack["notes"])


def test_the_export_comes_back_without_a_difference(sample: Path, stack: dict[str, Any], tmp_path: Path) -> None:
    book, workspace, other = tmp_path / "stack.xlsx", tmp_path / "copy.prodops", tmp_path / "new.prodops"
    shutil.copy(sample, workspace)
    assert json.loads(prodops("tools", workspace, "--json", "--excel", book)) == stack
    assert openpyxl.load_workbook(book).sheetnames == ["Tools", "Seats by month"]
    nothing = {"new": 0, "changed": 0, "kept": 0, "missing": [], "problems": []}
    contracts = sum(len(one["contracts"]) for one in stack["tools"])
    for sheet, kind, count in (("Tools", "tools", len(stack["tools"]) + contracts), ("Seats by month", "tool_usage", 168)):
        report = as_json("import", workspace, book, "--sheet", sheet, "--name", sheet)
        assert (report["kind"], report["taken"], report["rows_dropped"], report["rows_quarantined"]) == (kind, nothing, 0, 0)
        assert as_json("import", other, book, "--sheet", sheet, "--name", sheet)["taken"] == {**nothing, "new": count}
    assert as_json("tools", workspace) == stack
    again = as_json("tools", other)
    for name in ("name", "vendor", "category", "owner", "status", "capabilities", "best_practice", "credential_kept_in"):
        assert [one[name] for one in again["tools"]] == [one[name] for one in stack["tools"]], name
    own = ("reference", "starts", "ends", "auto_renew", "notice", "renewal_term", "amount", "currency", "amount_per", "basis", "seats")
    assert [[[one[name] for name in own] for one in tool["contracts"]] for tool in again["tools"]] == [
        [[one[name] for name in own] for one in tool["contracts"]] for tool in stack["tools"]
    ]
    prodops("tools", other, "--excel", tmp_path / "again.xlsx")
    first, second = (_cells(file) for file in (book, tmp_path / "again.xlsx"))
    assert first == second
    assert as_json("check", workspace)["ok"]


def _cells(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    return {page.title: list(page.iter_rows(values_only=True)) for page in openpyxl.load_workbook(path)}


GERMAN = """Software;Anbieter;Verantwortlich;Kategorie;Vertragsnummer;Vertragsbeginn;Vertragsende;Kündigungsfrist (Monate);\
Automatische Verlängerung;Verlängerung;Jahreskosten;Preismodell;Funktionen
Personio;Personio SE & Co. KG;Jule Köhler;HR;V-17;01.04.2025;31.03.2027;3;ja;12 Monate;14.400,00 €;pro Nutzer;Urlaub 3, Akten 2
DATEV;DATEV eG;Jens Ahrens;Buchhaltung;V-18;01.01.2026;31.12.2026;6 Wochen;ja;1 Jahr;1.250,50 €;Pauschal;
Zoho;;;CRM;;;;;nein;;800,00 €;;Kontakte
"""


def test_a_foreign_sheet_ends_in_the_inventory_and_undo_takes_it_out(sample: Path, stack: dict[str, Any], tmp_path: Path) -> None:
    workspace = tmp_path / "copy.prodops"
    shutil.copy(sample, workspace)
    (tmp_path / "Softwareliste.csv").write_text(GERMAN, encoding="cp1252")
    report = as_json("import", workspace, tmp_path / "Softwareliste.csv")
    assert (report["dataset"], report["kind"], report["rows_accepted"]) == ("Softwareliste", "tools", 3)
    assert report["taken"] == {"new": 6, "changed": 0, "kept": 0, "missing": [one["name"] for one in stack["tools"]], "problems": []}
    found = as_json("tools", workspace)
    assert len(found["tools"]) == len(stack["tools"]) + 3
    personio, datev, zoho = (tool(found, name) for name in ("Personio", "DATEV", "Zoho"))
    assert (personio["vendor"], personio["owner"], personio["category"]) == ("Personio SE & Co. KG", "Jule Köhler", "HR")
    assert personio["capabilities"] == [{"name": "Urlaub", "depth": 3}, {"name": "Akten", "depth": 2}]
    (contract,) = personio["contracts"]
    assert {name: contract[name] for name in ("reference", "starts", "ends", "auto_renew", "notice", "renewal_term")} == {
        "reference": "V-17",
        "starts": "2025-04-01",
        "ends": "2027-03-31",
        "auto_renew": True,
        "notice": "3 months",
        "renewal_term": "12 months",
    }
    assert (contract["amount"], contract["currency"], contract["amount_per"], contract["basis"]) == (14_400, "EUR", "year", "seat")
    assert (personio["annual"], personio["notice_deadline"]) == (15_552, "2026-12-31")  # 14,400 × 1.08
    assert (datev["contracts"][0]["notice"], datev["contracts"][0]["basis"], datev["annual"]) == ("6 weeks", "flat", 1_350.54)
    # Six weeks before 31 December 2026 is 19 November, which is past: the next term counts.
    assert (datev["term_end"], datev["notice_deadline"]) == ("2027-12-31", "2027-11-19")
    assert (zoho["contracts"][0]["auto_renew"], zoho["notice_deadline"], zoho["verdict"]) == (False, None, "terms missing")
    assert prodops("undo", workspace).strip() == "Undo import of Softwareliste.csv"
    assert as_json("tools", workspace) == stack
    assert "Softwareliste" not in {one["name"] for one in as_json("datasets", workspace)["datasets"]}
    prodops("redo", workspace)
    assert as_json("tools", workspace) == found
    printed = prodops("import", workspace, tmp_path / "Softwareliste.csv", "--again")
    assert "Taken: 0 new records, 0 changed, 0 fields kept." in printed


def test_the_deadlines_go_into_a_calendar(sample: Path, key: Key, tmp_path: Path) -> None:
    prodops("tools", sample, "--ics", tmp_path / "deadlines.ics")
    found: list[Any] = [part for part in Calendar.from_ical((tmp_path / "deadlines.ics").read_bytes()).walk() if part.name == "VEVENT"]
    last_days = {str(one["summary"]).partition(":")[0]: one["dtstart"].dt for one in found if "Last day" in one["summary"]}
    assert last_days == {name: date.fromisoformat(day) for name, day in key("notice deadlines")["deadlines"].items()}


def test_tools_are_shown_while_another_program_writes_the_workspace(sample: Path, stack: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "open.prodops"
    shutil.copy(sample, path)
    with open_workspace(path) as workspace:
        assert workspace.writable
        assert json.loads(prodops("tools", path, "--json", "--excel", tmp_path / "a.xlsx", "--ics", tmp_path / "a.ics")) == stack
        (tmp_path / "more.csv").write_text("Tool,Vendor,Category\nFigma,Other,Other\n")
        assert "for reading only" in prodops("import", path, tmp_path / "more.csv", "--kind", "tools", status=1)
    assert {entry.name for entry in tmp_path.iterdir()} >= {"a.xlsx", "a.ics"}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("{d}/missing.prodops",), "missing.prodops"),
        (("{w}", "--excel", "{d}/out.csv"), "does not end in .xlsx"),
        (("{w}", "--excel", "{d}/no/out.xlsx"), "no folder"),
        (("{w}", "--excel", "{w}"), "workspace itself"),
        (("{w}", "--ics", "{w}"), "does not end in .ics"),
        (("{w}", "--ics", "{d}/out.ics"), "no notice deadline"),
    ],
)
def test_what_cannot_be_written_is_a_sentence(tmp_path: Path, words: tuple[str, ...], sentence: str) -> None:
    workspace = tmp_path / "w.prodops"
    with open_workspace(workspace, create=True):
        pass
    before = workspace.read_bytes()
    assert sentence in prodops("tools", *(word.format(w=workspace, d=tmp_path) for word in words), status=1)
    assert workspace.read_bytes() == before


def test_an_empty_stack_is_an_empty_list(tmp_path: Path) -> None:
    with open_workspace(tmp_path / "w.prodops", create=True):
        pass
    assert prodops("tools", tmp_path / "w.prodops") == ""
    assert as_json("tools", tmp_path / "w.prodops")["tools"] == []
    prodops("tools", tmp_path / "w.prodops", "--excel", tmp_path / "empty.xlsx")
    assert "no data rows" in prodops("import", tmp_path / "w.prodops", tmp_path / "empty.xlsx", status=1)
