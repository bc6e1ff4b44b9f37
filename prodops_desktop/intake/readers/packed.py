"""Reads a text file that was packed with gzip as if it were unpacked, a piece at a time."""

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from prodops_desktop.errors import UserError

MAGIC = b"\x1f\x8b"
_BUFFER = 1 << 18


def is_packed(path: Path) -> bool:
    """Whether the content of a file is packed with gzip, whatever its name says."""
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


@contextmanager
def unpacked(path: Path) -> Iterator[tuple[io.BufferedReader, io.FileIO]]:
    """The content of a file, and the file itself, whose position tells how far reading is.

    Raises UserError where the packing breaks off.
    """
    with path.open("rb", buffering=0) as raw:
        if not is_packed(path):
            yield io.BufferedReader(raw, _BUFFER), raw
            return
        with gzip.GzipFile(fileobj=io.BufferedReader(raw, _BUFFER)) as content:
            try:
                yield io.BufferedReader(content, _BUFFER), raw
            except (EOFError, gzip.BadGzipFile, zlib.error):
                raise UserError("It is packed with gzip, and the packing breaks off. Export or copy it again.") from None
