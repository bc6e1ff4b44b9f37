"""A pack becomes an Excel workbook, which is moved into place only when it is whole."""

import contextlib
import io
import os
import re
from collections.abc import Callable
from datetime import datetime, time
from pathlib import Path

import xlsxwriter

from prodops_desktop.errors import UserError
from prodops_desktop.packs.area_page import write_area
from prodops_desktop.packs.lists import write_contents, write_definitions, write_sources
from prodops_desktop.packs.model import Pack, Topic
from prodops_desktop.packs.page import Page
from prodops_desktop.packs.place import check_name
from prodops_desktop.packs.styles import FONT, Styles
from prodops_desktop.packs.topic_sheet import write_topic

_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST_NAME = 31
_TAKEN = ("contents", "definitions", "sources", "history")
"""Our own sheets, and the one name that Excel keeps for itself."""


def write(pack: Pack, path: Path, aside: Path, on_sheet: Callable[[int, int, str], None] | None = None) -> list[str]:
    """Write the pack to ``aside`` and move it to ``path``; returns the names of its sheets.

    ``on_sheet`` hears of each one (done, total, name). Raises UserError when the file can't be written;
    a file that was there before is then as it was.
    """
    check_name(path)
    names = sheet_names([one.title for one in pack.pages])
    move_into_place(_workbook(pack, names, on_sheet), path, aside)
    return ["Contents", *names, "Definitions", "Sources"]


def sheet_names(titles: list[str]) -> list[str]:
    """Names that Excel accepts for sheets, each once whatever its capitals: at most 31 characters and none of [ ] : * ? / \\."""
    taken = set(_TAKEN)
    names = []
    for title in titles:
        base = " ".join(_FORBIDDEN.sub(" ", title).split()).strip("' ") or "Topic"
        name, number = base[:_LONGEST_NAME].rstrip("' "), 1
        while name.casefold() in taken:
            number += 1
            tail = f" {number}"
            name = base[: _LONGEST_NAME - len(tail)].rstrip("' ") + tail
        taken.add(name.casefold())
        names.append(name)
    return names


def _workbook(pack: Pack, names: list[str], on_sheet: Callable[[int, int, str], None] | None) -> bytes:
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(buffer, options)
    book.set_calc_mode("auto")
    book.formats[0].set_font_name(FONT)
    book.formats[0].set_font_size(10)
    book.set_properties(
        {
            "title": pack.title,
            "subject": f"Data as of {pack.as_of}" if pack.as_of else "",
            "company": pack.company,
            "author": pack.company,
            "comments": "Made by Prodops Desktop. Each figure leads back to its file, sheet and rows under Sources.",
            "created": datetime.combine(pack.today, time()),
        }
    )
    styles = Styles(book)
    contents = Page(book, styles, "Contents")
    write_contents(contents, pack, names)
    for done, (name, one) in enumerate(zip(names, pack.pages, strict=True), start=1):
        page = Page(book, styles, name)
        if isinstance(one, Topic):
            write_topic(page, pack, one)
        else:
            write_area(page, pack, one)
        if on_sheet is not None:
            on_sheet(done, len(names), name)
    write_definitions(Page(book, styles, "Definitions"), pack)
    write_sources(Page(book, styles, "Sources"), pack)
    contents.sheet.activate()
    book.close()
    return buffer.getvalue()


def move_into_place(content: bytes, path: Path, aside: Path) -> None:
    """Write aside, then move to ``path``, so that there is never half a file; raises UserError when it can't be written."""
    try:
        with aside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(aside, path)
    except OSError as error:
        raise UserError(
            f"{path.name} could not be written to {path.parent}: {error.strerror or error}. "
            "Close it if it is open elsewhere, check that the folder may be written and has room, or choose another one."
        ) from error
    finally:
        with contextlib.suppress(OSError):
            aside.unlink(missing_ok=True)
