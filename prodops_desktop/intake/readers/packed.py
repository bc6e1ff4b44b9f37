"""Reads a text file that was packed with gzip as if it were unpacked, a piece at a time."""

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

from prodops_desktop.errors import UserError
from prodops_desktop.intake.readers.source import Source

MAGIC = b"\x1f\x8b"
_BUFFER = 1 << 18


def is_packed(source: Source) -> bool:
    """Whether the content of a file is packed with gzip, whatever its name says."""
    with source.open() as file:
        return file.read(len(MAGIC)) == MAGIC


@contextmanager
def unpacked(source: Source) -> Iterator[tuple[io.BufferedReader, BinaryIO]]:
    """The content of a file, and the file itself, whose position tells how far reading is.

    Raises UserError where the packing breaks off.
    """
    with source.open() as raw:
        if not is_packed(source):
            yield io.BufferedReader(cast("io.RawIOBase", raw), _BUFFER), raw
            return
        with gzip.GzipFile(fileobj=raw) as content:
            try:
                yield io.BufferedReader(cast("io.RawIOBase", content), _BUFFER), raw
            except (EOFError, gzip.BadGzipFile, zlib.error):
                raise UserError("It is packed with gzip, and the packing breaks off. Export or copy it again.") from None
