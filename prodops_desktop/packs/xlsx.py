"""A pack becomes an Excel workbook, which is moved into place only when it is whole."""

import re
from collections.abc import Callable
from datetime import datetime, time
from functools import partial
from pathlib import Path
from typing import Any

from prodops_desktop.packs.area_page import write_area
from prodops_desktop.packs.lists import write_contents, write_definitions, write_sources
from prodops_desktop.packs.model import Pack, Topic
from prodops_desktop.packs.page import Page
from prodops_desktop.packs.place import check_name
from prodops_desktop.packs.styles import FONT, Styles
from prodops_desktop.packs.topic_sheet import write_topic
from prodops_desktop.packs.workbook import move_into_place, workbook_bytes

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
    move_into_place(workbook_bytes(partial(_fill, pack, names, on_sheet)), path, aside)
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


def _fill(pack: Pack, names: list[str], on_sheet: Callable[[int, int, str], None] | None, book: Any) -> None:
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
