"""An .xlsx that comes out with the same bytes each time: fixed properties, fixed times, one zip layout on every platform."""

import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from .facts import COMPANY

_MADE = datetime(2026, 11, 20, 9, 0, 0)
_STAMP = (1980, 1, 1, 0, 0, 0)
_FIRST_SHEET = "xl/worksheets/sheet1.xml"


def write_workbook(path: Path, title: str, fill: Callable[[Any], None]) -> None:
    """Write a workbook whose sheets `fill` adds; Any because XlsxWriter's types are not published."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(
        made, {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": title, "author": COMPANY, "company": COMPANY, "created": _MADE})
    fill(book)
    book.close()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_same_everywhere(made.getvalue()))


def rewrite_sheet(path: Path, change: Callable[[str], str]) -> None:
    """Change the XML of the first sheet of a workbook that was written; to pack many like cells harder takes long and gains nothing."""
    path.write_bytes(_same_everywhere(path.read_bytes(), change, level=6))


def _same_everywhere(content: bytes, change: Callable[[str], str] = str, level: int = 9) -> bytes:
    """The archive again with times, system and rights that do not depend on the machine."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _STAMP)
            entry.create_system = 3
            entry.external_attr = 0o600 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            member = source.read(name)
            target.writestr(entry, change(member.decode()) if name == _FIRST_SHEET else member, compresslevel=level)
    return out.getvalue()
