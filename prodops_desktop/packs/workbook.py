"""An Excel workbook as bytes, which stand in a file only once they are whole."""

import contextlib
import io
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from prodops_desktop.errors import UserError

TEXT_IS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""Text stays text, whatever it begins with."""
_OPTIONS = {"in_memory": True, **TEXT_IS_TEXT}


def workbook_bytes(fill: Callable[[Any], None]) -> bytes:
    """The workbook that ``fill`` writes its sheets into."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, _OPTIONS)
    fill(book)
    book.close()
    return buffer.getvalue()


def move_into_place(content: bytes, path: Path, aside: Path) -> None:
    """Write aside, then move to ``path``, so that there is never half a file; raises UserError when it can't be written."""
    with put_in_place(path, aside), aside.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


@contextlib.contextmanager
def put_in_place(path: Path, aside: Path) -> Iterator[None]:
    """Move what is written ``aside`` within it to ``path``, once it is whole; raises UserError when it can't be written."""
    try:
        yield
        os.replace(aside, path)
    except (OSError, FileCreateError) as error:
        told = error if isinstance(error, OSError) else error.__cause__ or error.__context__ or error
        raise UserError(
            f"{path.name} could not be written to {path.parent}: {getattr(told, 'strerror', None) or told}. "
            "Close it if it is open elsewhere, check that the folder may be written and has room, or choose another one."
        ) from error
    finally:
        with contextlib.suppress(OSError):
            aside.unlink(missing_ok=True)
