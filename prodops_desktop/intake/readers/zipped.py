"""Gives the parts of a zipped file in pieces, however their names are written, and as much of a broken part as there is."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO
from urllib.parse import unquote

from prodops_desktop.intake.readers.source import Source

PIECE = 1 << 20
_READ = 1 << 18
_MOST_DEFLATED = 1032
"""Times that deflating can make anything smaller, at the most."""
_LOCAL_HEADER = struct.Struct("<4s22x2H")
_UNREADABLE = (zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError)


class PartBrokenError(Exception):
    """A part ends before its time; what there was of it has been given."""


class ChecksumError(PartBrokenError):
    """All of a part has been given, but some of it is not what was put in."""


class Archive:
    """The parts of a zipped file; names are compared without regard to case, to the kind of slash and to a slash in front."""

    def __init__(self, source: Source) -> None:
        """Raises BadZipFile, or what opening a file may raise, when there is no directory of parts."""
        self._source = source
        with source.open() as file, zipfile.ZipFile(file) as archive:
            self._members = {plain_name(info.filename): info for info in archive.infolist() if not info.is_dir()}

    @property
    def names(self) -> list[str]:
        """The plain names of all parts."""
        return list(self._members)

    def find(self, name: str) -> str | None:
        """The plain name of a part that is there, for any way to write it."""
        for written in (name, unquote(name)):
            if (plain := plain_name(written)) in self._members:
                return plain
        return None

    def size(self, name: str) -> int:
        """Bytes of a part when unpacked, as the directory has it where that can be; 0 when it isn't there."""
        info = self._members.get(name)
        return min(info.file_size, info.compress_size * _MOST_DEFLATED, self._source.size * _MOST_DEFLATED) if info else 0

    def pieces(self, name: str) -> Iterator[bytes]:
        """A part by its plain name, unpacked, in pieces of at most PIECE bytes; raises PartBrokenError after the last one."""
        info = self._members.get(name)
        if info is None:
            raise PartBrokenError("it is missing")
        given, checksum = 0, 0
        try:
            with self._source.open() as file:
                for piece in _unpacked(file, info):
                    given += len(piece)
                    checksum = zlib.crc32(piece, checksum)
                    yield piece
        except _UNREADABLE as error:
            raise PartBrokenError(str(error)) from None
        if checksum != info.CRC:
            raise ChecksumError("its checksum is wrong")


def plain_name(written: str) -> str:
    """A name without regard to case, backslashes, and steps such as "./" and "../"."""
    steps: list[str] = []
    for step in written.replace("\\", "/").split("/"):
        if step == "..":
            del steps[-1:]
        elif step not in ("", "."):
            steps.append(step.casefold())
    return "/".join(steps)


def _unpacked(file: BinaryIO, info: zipfile.ZipInfo) -> Iterator[bytes]:
    if info.flag_bits & 1:
        raise ValueError("it is encrypted")
    if info.compress_type == zipfile.ZIP_DEFLATED:
        yield from _inflated(file, info)
        return
    with zipfile.ZipFile(file) as archive, archive.open(info) as member:
        while piece := member.read(PIECE):
            yield piece


def _inflated(file: BinaryIO, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """A deflated member up to the end that it has in itself: what the directory says of its length may be false.

    A piece never grows with how well it was packed, and an error strikes after everything in front of it was given.
    """
    file.seek(info.header_offset)
    mark, name, extra = _LOCAL_HEADER.unpack(file.read(_LOCAL_HEADER.size))
    if mark != b"PK\x03\x04":
        raise ValueError("it does not begin where it should")
    file.seek(name + extra, 1)
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    while not inflater.eof:
        packed = inflater.unconsumed_tail or file.read(_READ)
        if not packed:
            raise EOFError("it breaks off")
        if piece := inflater.decompress(packed, PIECE):
            yield piece
