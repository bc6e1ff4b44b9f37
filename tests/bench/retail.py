"""The big workbook that imports are measured on: the trial file where it is, else one of its shape made here once."""

import csv
import os
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import xlsxwriter
from python_calamine import CalamineWorkbook

ROWS = 541_909
HEADER = ("InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country")
_COLOURS = ("RED", "BLUE", "IVORY", "PINK", "GREEN", "VINTAGE", "RETRO", "BLACK")
_THINGS = ("T-LIGHT HOLDER", "BUNTING", "CAKE TIN", "HAND WARMER", "LUNCH BAG", "MUG", "NOTEBOOK", "ALARM CLOCK", "DOORMAT", "WRITING SET")
_COUNTRIES = ("United Kingdom",) * 18 + ("Germany", "France", "EIRE", "Spain")


def retail_file(scratch: Path) -> Path:
    """A path of an .xlsx file of 541,909 rows × 8 columns."""
    beside = Path(__file__).resolve().parents[3] / "shared" / "data"
    trial = Path(os.environ.get("PRODOPS_TRIAL_DATA") or beside) / "real" / "online_retail.xlsx"
    if trial.is_file():
        return trial
    made = scratch / "online_retail.xlsx"
    if not made.is_file():
        make(made, ROWS)
    return made


def retail_csv(workbook: Path, path: Path, times: int = 1) -> Path:
    """The rows of the workbook ``times`` over as a csv file at ``path``, moments in ISO form and whole numbers without a point."""
    lines = CalamineWorkbook.from_path(str(workbook)).get_sheet_by_index(0).iter_rows()
    header, *rows = ([_text(cell) for cell in line] for line in lines)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for _ in range(times):
            writer.writerows(rows)
    return path


def _text(cell: object) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def make(path: Path, rows: int) -> None:
    """Write orders of the trial file's shape: repeated texts, some missing texts and customers, moments in order; always the same."""
    random = Random(541909)
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_suffix(".part")
    book = xlsxwriter.Workbook(str(aside), {"constant_memory": True})
    sheet = book.add_worksheet("Online Retail")
    moment_format = book.add_format({"num_format": "m/d/yy h:mm"})
    sheet.write_row(0, 0, HEADER)
    moment, invoice, country, customer = datetime(2010, 12, 1, 8, 26), 536_365, _COUNTRIES[0], 17_850
    for row in range(1, rows + 1):
        if random.random() < 0.05:
            invoice, moment = invoice + 1, moment + timedelta(minutes=random.randint(1, 40))
            country, customer = random.choice(_COUNTRIES), random.randint(12_346, 18_287)
        article = random.randint(0, 3_900)
        returned = random.random() < 0.02
        sheet.write_string(row, 0, f"{'C' if returned else ''}{invoice}")
        sheet.write_string(row, 1, f"{20_000 + article}{'ABC'[article % 3] if article % 4 == 0 else ''}")
        if random.random() > 0.003:
            sheet.write_string(row, 2, f"{_COLOURS[article % 8]} {_THINGS[article % 10]} {article}")
        sheet.write_number(row, 3, -1 if returned else random.choice((1, 2, 3, 6, 12, 24)))
        sheet.write_datetime(row, 4, moment, moment_format)
        sheet.write_number(row, 5, random.choice((0.42, 0.85, 1.25, 1.65, 2.1, 2.55, 3.75, 4.95, 9.95)))
        if random.random() > 0.25:
            sheet.write_number(row, 6, customer)
        sheet.write_string(row, 7, country)
    book.close()
    aside.replace(path)
