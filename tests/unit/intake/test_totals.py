"""Rows that sum up the others are left out, whatever they are called; rows that only look like it, and what stands beside them, stay."""

from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from .conftest import Sheet, Stage

ROWS = ("Account,Owner,ARR", "Acme,Ann,100", "Duff,Bob,200", "Hooli,Cid,300")
WORDS = "Totale Summa Somma Итого Razem Celkem Toplam Totalt Yhteensä Összesen 合計 总计 Σ Grand-Total".split()
LEFT = ("Account,ARR,Seats,,Owner,City", "Acme,1,2,,Ann,x", "Duff,3,4,,Bob,y", "Hooli,3,4,,Cid,z")


@pytest.mark.parametrize("word", [*WORDS, "I alt", "Totale:"])
def test_totals_of_other_languages(sheet: Sheet, word: str) -> None:
    for total in ("600", "599"):
        staged = sheet(*ROWS, f"{word},,{total}")
        assert staged.values("Account") == ["Acme", "Duff", "Hooli"]
        assert f"1 row was left out as “total row”: “{word}” in row 5." in staged.answer["warnings"]


def test_a_company_that_is_called_like_a_total_is_a_row(sheet: Sheet) -> None:
    rows = ("Account,Owner,ARR", "Razem,Ann,100", "Summa,Bob,200", "Somma,Cid,300")
    assert sheet(*rows).values("Account") == ["Razem", "Summa", "Somma"]


@pytest.mark.parametrize(
    ("rows", "is_total"),
    [
        ((*ROWS, "Everything,,600"), False),
        ((*ROWS, "Everything,,601"), False),
        ((*ROWS, "Stark,Dan,600"), False),
        (("Account,ARR,Seats", "Acme,100,1", "Duff,200,2", "Hooli,300,4", "Together,600,7"), True),
        (("Account,ARR,Seats", "Acme,100,1", "Duff,200,2", "Hooli,300,4", "Stark,600,8"), False),
        (("Account,ARR", "Acme,100", "Duff,200", "Hooli,300", "Stark,600"), False),
        (("Customer,Seats,MRR", "Ann,1,25", "Bob,2,50", "Cid,3,75", "Dee,4,100", "Eve,10,250"), False),
        (("Position,2023,2024", "Sales,100,120", "Material,-40,-45", "Staff,-30,-31", "Profit,30,44"), False),
        (("Id,A,B", "K-1,1,2", "K-2,1,3", "K-3,2,4", "K-4,4,9"), False),
        (("Account,A,B", "Acme,1,0", "Duff,0,1", "Hooli,0,0", "Stark,1,1"), False),
        (("Account,A,B", "Acme,0,0", "Duff,0,0", "Hooli,0,0", "Stark,0,0"), False),
    ],
)
def test_a_last_row_of_sums_is_a_total_whatever_it_is_called(sheet: Sheet, rows: Sequence[str], *, is_total: bool) -> None:
    staged = sheet(*rows)
    assert (staged.answer["rows_read"], staged.answer["rows_dropped"]) == (len(rows) - 1, int(is_total))


def test_averages_and_extremes_are_left_out_where_their_numbers_agree(sheet: Sheet) -> None:
    staged = sheet(*ROWS, "Total,,600", "Average,,200", "Max,,300", "Min,,100")
    assert staged.values("Account") == ["Acme", "Duff", "Hooli"]
    assert staged.answer["dropped"] == [{"step": "summary row", "rows": 3}, {"step": "total row", "rows": 1}]
    assert sheet("Key,Use,Score", "a,x,1", "b,y,2", "c,z,2", "Durchschnitt,,1.67").values("Key") == ["a", "b", "c"]
    assert sheet(*ROWS, "Average,,250").values("Account")[-1] == "Average"
    assert sheet(*ROWS, "Max,,300").values("Account")[-1] == "Max"


def test_somebody_called_max_with_the_best_score_is_a_row(sheet: Sheet) -> None:
    assert sheet("Name,Score", "Ann,3", "Bob,5", "Max,5").values("Name") == ["Ann", "Bob", "Max"]


@pytest.mark.parametrize(
    "rows",
    [
        ("Claim,Amount,Loss", "1000,500,Total", "1001,300,Partial", "1002,250,Total", "1003,400,Partial"),
        ("Id,Scope", "1,gesamt", "2,teil", "3,teil", "4,gesamt", "5,teil"),
        ("Brand,Score", "Shell,7", "Total,8", "BP,6", "Esso,5", "Aral,9"),
        ("Id,Name,Amount,Qty", "1,Ann,5,2", "2,Bob,3,3", "3,Cid,9,4", "4,Dee,4,5", "5,Summa,12,7"),
        ("Customer,MRR,Seats,City", "Ann,30,1,Bonn", "Bob,45,1,Ulm", "Total Energies,120,2,Paris", "Dee,99,4,Ulm"),
        ("Customer,Id,City", "Ann,1,Bonn", "Bob,2,Ulm", "Total Energies,3,Paris", "Dee,4,Ulm"),
        ("Player,Goals", "Kim,3", "Lee,5", "Max,5", "Min,3"),
        ("Name,Points", "Ann,30", "Bob,31", "Max,31"),
        ("Latency,A,B", "min,5,6", "p50,5,6", "p90,9,11", "p99,12,15"),
        ("City,Pop,Area", "Upper Darby,80,20", "Chester,34,12", "Media,57,16"),
    ],
)
def test_what_is_only_called_so_is_a_row(sheet: Sheet, rows: Sequence[str]) -> None:
    assert sheet(*rows).answer["rows_accepted"] == len(rows) - 1


def test_thousands_of_rows_called_total_are_looked_through_at_once(sheet: Sheet) -> None:
    rows = [",".join([f"Total account {n}", f"Owner {n % 9}", *(str((n * step) % 99_991) for step in range(7, 27))]) for n in range(3000)]
    head = ",".join(["Account", "Owner", *(f"N{n}" for n in range(20))])
    assert sheet(head, *rows).answer["rows_accepted"] == 3000


def test_a_list_that_goes_on_beside_a_total_is_not_read_with_it(tmp_path: Path, stage: Stage) -> None:
    left = [f"{row},{since}" for row, since in zip(LEFT, ("Since", 1, 2, 3), strict=True)]
    staged = stage(workbook(tmp_path, *left, "Total,7,10,,Dan,q,4", ",,,,Eve,r,5", ",,,,Fay,s,6"), table=1)
    assert (list(staged.columns), staged.values("Account")) == (["Account", "ARR", "Seats"], ["Acme", "Duff", "Hooli"])
    assert "Another table is not read: E1:G7." in staged.answer["warnings"]


def test_a_total_with_a_row_of_another_list_beside_it_is_kept_and_told(tmp_path: Path, stage: Stage) -> None:
    staged = stage(workbook(tmp_path, *LEFT, "Total,7,10,,Dan,q"))
    assert staged.values("Owner") == ["Ann", "Bob", "Cid", "Dan"]
    said = (
        "Row 5 is called “Total”, but “Dan” stands beside it behind an empty column: the row was kept. "
        "If these are two tables, put each on a sheet of its own."
    )
    assert said in staged.answer["warnings"]
    alone = stage(workbook(tmp_path, *LEFT, "Total,7,10"))
    assert (alone.values("Owner"), alone.answer["rows_dropped"]) == (["Ann", "Bob", "Cid"], 1)


def test_a_client_called_total_beside_another_list_is_nothing_to_be_told(tmp_path: Path, stage: Stage) -> None:
    staged = stage(workbook(tmp_path, *LEFT[:2], "Total Energies,9,9,,Bob,y", *LEFT[3:], "Duff,3,4,,Dan,q"))
    assert staged.answer["rows_accepted"] == 4
    assert not any("is called" in warning for warning in staged.answer["warnings"])


def workbook(folder: Path, *lines: str) -> Path:
    """A workbook with these rows; digits are numbers."""
    book = openpyxl.Workbook()
    for line in lines:
        book.worksheets[0].append([int(cell) if cell.isdigit() else cell or None for cell in line.split(",")])
    book.save(folder / "sheet.xlsx")
    return folder / "sheet.xlsx"
