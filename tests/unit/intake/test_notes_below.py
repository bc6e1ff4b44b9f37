"""Texts below a table are notes where they speak of it; a last row with little more than a title is a row like the others."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from .conftest import Sheet, Stage

KEYS = [f"K-{number},Title {number},Ann,open" for number in range(1, 11)]
PEOPLE = ["Ann Lee,Core,Oslo,41", "Bob Ray,Core,Rome,42", "Cid Poe,Core,Bern,43", "Dan Fox,Core,Oslo,44"]


def test_ideas_directly_below_planned_items_are_rows(sheet: Sheet) -> None:
    items = [f"Item {number},Ann,open,2026-01-{number:02},{number}" for number in range(1, 21)]
    ideas = [f"Idea number {number}: something that nobody owns as of yet,,,," for number in range(30)]
    staged = sheet("Item,Owner,Status,Start,Points", *items, *ideas)
    assert (staged.answer["rows_read"], staged.answer["rows_accepted"]) == (50, 50)


@pytest.mark.parametrize(
    "last",
    [
        "Note taking app,,,",
        "Source control,,,",
        "Source control: branches,,,",
        "(unplanned),,,",
        "Maximiliana Featherstonehaugh-Smith,,,",
    ],
)
def test_a_last_row_with_a_name_only_is_a_row(sheet: Sheet, last: str) -> None:
    assert sheet("Name,Team,City,Age", *PEOPLE, last).values("Name")[-1] == last.split(",", maxsplit=1)[0]


@pytest.mark.parametrize("last", ["* ages as of May,,,", "Source: staff list,,,", "NOTE: ages are guessed,,,", "(1) ages are guessed,,,"])
def test_what_plainly_speaks_of_the_table_is_a_note_directly_below_it(sheet: Sheet, last: str) -> None:
    staged = sheet("Name,Team,City,Age", *PEOPLE, last)
    assert len(staged.values("Name")) == 4
    assert f"1 row was left out as “note”: “{last.split(',', maxsplit=1)[0]}” in row 6." in staged.answer["warnings"]


@pytest.mark.parametrize(
    ("last", "is_row"), [("K-11", True), ("Prepared by ops", False), ("Checked", False), ("K-11 and later follow", False)]
)
def test_a_text_below_a_blank_row_is_a_note_unless_it_looks_like_the_values_of_its_column(sheet: Sheet, last: str, *, is_row: bool) -> None:
    staged = sheet("Key,Title,Owner,State", *KEYS, ",,,", f"{last},,,")
    assert (staged.values("Key")[-1] == last) is is_row
    assert staged.answer["rows_read"] == 11


def test_a_name_below_a_blank_row_of_a_usual_length_is_a_row(sheet: Sheet) -> None:
    assert sheet("Name,Team,City,Age", *PEOPLE, ",,,", "Eve Kay,,,").values("Name")[-1] == "Eve Kay"
    assert sheet("Name,Team,City,Age", *PEOPLE, ",,,", "Ages as of last May,,,").values("Name")[-1] == "Dan Fox"


def test_many_notes_are_told_with_the_first_and_the_last(sheet: Sheet) -> None:
    staged = sheet("Key,Title,Owner,State", *KEYS, ",,,", *(f"Remark {number} of the desk,,," for number in range(1, 7)))
    said = (
        "6 rows were left out as “note”: “Remark 1 of the desk” in row 13, “Remark 2 of the desk” in row 14, "
        "“Remark 3 of the desk” in row 15 and 3 more, the last one “Remark 6 of the desk” in row 18."
    )
    assert said in staged.answer["warnings"]


def test_a_key_with_its_values_below_a_blank_row_leaves_the_columns_their_types(sheet: Sheet) -> None:
    staged = sheet("Item,Cost,Due", "Desk,100,2026-01-05", "Chair,50,2026-01-06", "Lamp,20,2026-01-07", ",,", "Approved by:,Ann,2026-01-01")
    assert [column["type"] for column in staged.answer["columns"]] == ["text", "integer", "day"]
    assert "1 row was left out as “note”: “Approved by:” in row 6." in staged.answer["warnings"]


@pytest.mark.parametrize(
    "rows",
    [
        ("Ref,Owner,Due,Status", "[1] Plan,Ann,2024-01-01,open", "[2] Build,Bob,2024-02-01,open", "[3] Test,,,", "[4] Ship,,,"),
        ("Name,MRR,Seats", "Ann,5,1", "Bob,4,1", "Cid,3,2", ",,", "Other:,7,2"),
        ("Name,City,MRR", "Ann,Bonn,5", "Bob,Ulm,4", "Cid,Kiel,3", ",,", "Other:,Rest,7"),
    ],
)
def test_short_last_rows_that_are_made_as_the_others_are_data(sheet: Sheet, rows: Sequence[str]) -> None:
    assert sheet(*rows).answer["rows_accepted"] == sum(bool(row.strip(",")) for row in rows) - 1


def test_the_titles_of_printed_pages_are_told(sheet: Sheet) -> None:
    page = ["Firm,City,Sales", "Acme,Rome,1", "Duff,Oslo,2", "Hooli,Bern,3"]
    staged = sheet(*page, "South,,", *page[:1], "Pied,Bonn,4", "Stark,Nice,5")
    assert staged.answer["rows_accepted"] == 5
    assert "1 row was left out as “page title”: “South” in row 5." in staged.answer["warnings"]


def test_a_name_at_the_left_and_the_number_of_the_page_at_the_right_are_a_title(sheet: Sheet) -> None:
    """On every page it is one; on one of two it may be a row whose middle is unknown."""
    head = "Firm,City,Sales,Note"
    rows = [
        head,
        "Acme,Rome,1,a",
        "Duff,Oslo,2,b",
        "Sales,,,Page 2 of 3",
        head,
        "Pied,Bonn,4,c",
        "Sales,,,Page 3 of 3",
        head,
        "Stark,Nice,5,d",
    ]
    assert sheet(*rows).values("Firm") == ["Acme", "Duff", "Pied", "Stark"]
    once = [*rows[:6], head, "Stark,Nice,5,d"]
    assert sheet(*once).values("Firm") == ["Acme", "Duff", "Sales", "Pied", "Stark"]
    words = [row.replace("Page 2 of 3", "good").replace("Page 3 of 3", "good") for row in rows]
    assert sheet(*words).values("Firm") == ["Acme", "Duff", "Sales", "Pied", "Sales", "Stark"]


def test_notes_of_rows_made_of_periods_are_told_by_their_own_row(tmp_path: Path, stage: Stage) -> None:
    text = "Firm,Owner,Jan 2026,Feb 2026,Mar 2026\nAcme,Ann,1,2,3\nDuff,Bob,4,5,6\nHooli,Cid,7,8,9\n* estimated,,,,\n"
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    staged = stage(tmp_path / "a.csv", kind="other", unpivot=True)
    assert "1 row was left out as “note”: “* estimated” in row 5." in staged.answer["warnings"]
    assert staged.answer["dropped"] == [{"step": "note", "rows": 3}]


def test_a_text_far_below_or_right_above_a_plain_note_is_one(sheet: Sheet) -> None:
    assert sheet("Name,Team,City,Age", *PEOPLE, ",,,", ",,,", "Eve Kay,,,").values("Name")[-1] == "Dan Fox"
    assert sheet("Name,Team,City,Age", *PEOPLE, ",,,", "Eve Kay,,,", "* guessed,,,").values("Name")[-1] == "Dan Fox"
