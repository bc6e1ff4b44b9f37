"""CS_notes_2026-11.xlsx as CS keeps it: one tab a CSM, two title rows, words or figures for importance, a mail pasted into a cell."""

from pathlib import Path
from typing import Any

from .facts import CSMS
from .notes import Note
from .tools_file import typed_day
from .workbook import write_workbook

NAME = "try-these/CS_notes_2026-11.xlsx"
HEADERS = ("Date", "Customer", "Who", "Note", "Importance")
_DAY_TYPED = "A. Mensah"  # types her days, the others leave that to Excel


def write_notes(out: Path, notes: list[Note]) -> None:
    """Write the workbook, which waits to be tried."""

    def fill(book: Any) -> None:
        bold, head = book.add_format({"bold": True}), book.add_format({"bold": True, "bottom": 1})
        day, wrapped = book.add_format({"num_format": "dd/mm/yyyy"}), book.add_format({"text_wrap": True, "valign": "top"})
        for csm in CSMS:
            sheet = book.add_worksheet(csm)
            sheet.write_string(0, 0, f"CS notes - {csm}", bold)
            sheet.write_string(1, 0, "As of 20 Nov 2026")
            sheet.write_row(2, 0, HEADERS, head)
            sheet.freeze_panes(3, 0)
            for column, width in enumerate((12, 26, 22, 90, 12)):
                sheet.set_column(column, column, width)
            for row, note in enumerate((note for note in notes if note.csm == csm), 3):
                if csm == _DAY_TYPED:
                    sheet.write_string(row, 0, typed_day(note.date))
                else:
                    sheet.write_datetime(row, 0, note.date, day)
                sheet.write_row(row, 1, (note.customer, note.who))
                sheet.write_string(row, 3, note.text, wrapped)
                sheet.write(row, 4, note.importance)

    write_workbook(out / NAME, "CS notes 11/2026", fill)
