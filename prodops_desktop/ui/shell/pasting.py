"""A table on the clipboard, as spreadsheets and browsers put it there, becomes a small file that can be imported as any other."""

import csv
import io
import os
import time
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from PySide6.QtCore import QMimeData

from prodops_desktop.errors import UserError
from prodops_desktop.ui import places
from prodops_desktop.ui.texts import tr
from prodops_desktop.work import clock

_LONGEST_SECONDS = 24 * 3600
"""A file is deleted as its import ends, since a workspace keeps its own copy; one that was left by a program that died goes after this."""


@dataclass(frozen=True)
class Clipped:
    """What the clipboard holds as text, and as HTML."""

    text: str
    html: str


def clipped(data: QMimeData | None) -> Clipped:
    """Take what may be a table from the clipboard."""
    if data is None:
        return Clipped("", "")
    return Clipped(data.text() if data.hasText() and not data.hasUrls() else "", data.html() if data.hasHtml() else "")


def write_table(found: Clipped) -> Path:
    """Write the table into a file of its own, and return that; raises UserError where there is none."""
    if _is_tabbed(found.text):
        content, suffix = found.text, ".tsv"
    elif rows := _rows_in(found.html):
        made = io.StringIO()
        csv.writer(made, lineterminator="\n").writerows(rows)
        content, suffix = made.getvalue(), ".csv"
    else:
        raise UserError(tr("There is no table on the clipboard. Copy some cells in a spreadsheet, and paste again."))
    folder = places.pasted_folder()
    try:
        places.make_private_folder(folder)
        path = _free_name(folder, suffix)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            file.write(content)
        for old in folder.glob("*.?sv"):
            if time.time() - old.stat().st_mtime > _LONGEST_SECONDS:
                old.unlink(missing_ok=True)
    except OSError as error:
        why = error.strerror or str(error)
        raise UserError(
            tr("The table can’t be kept in {folder}: {why}. Free some room there, and paste again.", folder=folder, why=why)
        ) from None
    return path


def _free_name(folder: Path, suffix: str) -> Path:
    name = tr("Pasted table {moment}", moment=f"{clock.now():%Y-%m-%d %H.%M}")
    numbers = (f"{name}{f' ({number})' if number > 1 else ''}{suffix}" for number in range(1, 1000))
    return next(path for path in map(folder.joinpath, numbers) if not path.exists())


def _is_tabbed(text: str) -> bool:
    """Whether it has at least two lines with a tab each, as cells are copied."""
    return sum("\t" in line for line in text.splitlines()) > 1


def _rows_in(html: str) -> list[list[str]]:
    """The rows of the largest table, each as long as the longest; none unless there are two."""
    reader = _Tables()
    reader.feed(html)
    rows = max(reader.tables, key=lambda table: sum(map(len, table)), default=[])
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows] if len(rows) > 1 else []


class _Tables(HTMLParser):
    """Takes down the cells of every table; a cell over several columns or rows has its text in the first of them."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self._open: list[list[list[str]]] = []
        """The tables that are not ended yet, the innermost last."""
        self._cell: list[str] | None = None
        self._spans: tuple[int, int] = (1, 1)
        self._hanging: dict[int, int] = {}
        """How many rows further a cell above still takes a column."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._open.append([])
            self.tables.append(self._open[-1])
            self._hanging.clear()
        elif tag == "tr" and self._open:
            self._end_cell()
            self._open[-1].append([])
        elif tag in ("td", "th") and self._open and self._open[-1]:
            self._end_cell()
            self._cell = []
            told = dict(attrs)
            self._spans = (_span(told.get("colspan")), _span(told.get("rowspan")))
        elif tag == "br" and self._cell is not None:
            self._cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr"):
            self._end_cell()
        elif tag == "table" and self._open:
            self._end_cell()
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)

    def _end_cell(self) -> None:
        if self._cell is None or not self._open or not self._open[-1]:
            return
        row, text = self._open[-1][-1], " ".join("".join(self._cell).split())
        self._cell = None
        while self._hanging.get(len(row), 0):
            self._hanging[len(row)] -= 1
            row.append("")
        for place in range(self._spans[0]):
            self._hanging[len(row)] = self._spans[1] - 1
            row.append(text if place == 0 else "")


def _span(text: str | None) -> int:
    return max(1, min(int(text), 1000)) if text is not None and text.strip().isdecimal() else 1
