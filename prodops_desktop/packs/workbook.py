"""An Excel workbook as bytes, which stand in a file only once they are whole."""

import contextlib
import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import xlsxwriter

from prodops_desktop.errors import UserError

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""Text stays text, whatever it begins with."""


def workbook_bytes(fill: Callable[[Any], None]) -> bytes:
    """The workbook that ``fill`` writes its sheets into."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, _OPTIONS)
    fill(book)
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
