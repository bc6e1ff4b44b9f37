"""CS's notes of November hold what the answer key says: tabs, three languages, a pasted mail and three notes made twice."""

import re
from collections import Counter
from datetime import date, datetime
from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path
from typing import Any

import openpyxl
import pytest

NOTES, MASTER = "try-these/CS_notes_2026-11.xlsx", "history/Accounts_master_2026-10.xlsx"
Row = dict[str, Any]


@pytest.fixture(scope="module")
def notes(sample: Path, read: Any) -> list[Row]:
    """The notes of all tabs, each with its tab."""
    book = openpyxl.load_workbook(sample / NOTES)
    tabs = book.sheetnames
    book.close()
    return [{"tab": tab, **row} for tab in tabs for row in read(NOTES, tab, 3)]


def test_notes_by_csm(notes: list[Row], read: Any, answer: Any) -> None:
    key, days = answer("notes of November", NOTES), [_day(row["Date"]) for row in notes]
    assert list(notes[0]) == ["tab", "Date", "Customer", "Who", "Note", "Importance"]
    assert Counter(row["tab"] for row in notes) == key["by_csm"]
    assert list(key["by_csm"]) == ["M. Okafor", "S. Lindqvist", "J. Park", "A. Mensah", "C. Duarte"]
    assert len({row["Note"] for row in notes}) == len(notes) == key["rows"] == key["new"] == 38
    assert (min(days).isoformat(), max(days).isoformat()) == (key["first"], key["last"]) == ("2026-11-09", "2026-11-20")
    assert all(day.weekday() < 5 for day in days)
    assert Counter(str(row["Importance"]) for row in notes) == key["importance"]
    assert key["importance"].keys() == {"nice", "important", "critical", "None", "1", "2", "3"}
    typed = {row["Customer"] for row in notes} - {row["Account Name"] for row in read(MASTER, "Accounts")}
    assert typed == {"Halden Bk", "Wexly Grp", "calder media", "Ebbw & Co"}
    assert {type(row["Date"]) for row in notes} == {datetime, str}


def _day(cell: Any) -> date:
    return cell.date() if isinstance(cell, datetime) else datetime.strptime(cell, "%d %b %Y").date()


def test_notes_in_three_languages_with_a_mail(notes: list[Row], answer: Any) -> None:
    spoken = Counter(_language(row["Note"]) for row in notes)
    assert spoken == answer("notes of November", NOTES)["languages"]
    (mail,) = (row for row in notes if row["Note"].startswith("From: "))
    assert (mail["Customer"], mail["Note"].count("\n") > 8) == ("Halden Bk", True)
    (told,) = (row for row in notes if row["Customer"] == "Meridian Freight")
    assert told["Note"].startswith(
        "Quarterly reconciliation is due on the fifth and the export stops at 50,000 rows. We split it into eleven"
    )
    assert (_day(told["Date"]), told["Who"], told["Importance"]) == (date(2026, 11, 20), "S. Lindqvist", "critical")


def _language(text: str) -> str:
    words = {word.casefold() for word in re.findall(r"[^\W\d_]+", text)}
    marks = {
        "de": {"der", "das", "die", "sich", "ein"},
        "fr": {"les", "le", "ils", "où", "la"},
        "en": {"the", "a", "they", "for", "to", "not", "is", "on"},
    }
    hits = {language: len(words & told) for language, told in marks.items()}
    return max(hits, key=lambda language: (hits[language], language == "en"))


def test_three_notes_are_made_twice(notes: list[Row], answer: Any) -> None:
    alike = [
        {"customer": a["Customer"], "days": sorted((_day(a["Date"]).isoformat(), _day(b["Date"]).isoformat()))}
        for a, b in combinations(notes, 2)
        if SequenceMatcher(None, a["Note"], b["Note"], autojunk=False).ratio() > 0.75
    ]
    told = answer("near duplicates", NOTES)["pairs"]
    assert sorted(alike, key=str) == sorted(told, key=str)
    assert len(told) == 3
