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


def _same_everywhere(content: bytes) -> bytes:
    """The archive again with times, system and rights that do not depend on the machine."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _STAMP)
            entry.create_system = 3
            entry.external_attr = 0o600 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name), compresslevel=9)
    return out.getvalue()
