"""Takes the records of an xlsb part apart: their types and contents, and the texts and numbers in them."""

import struct
from collections.abc import Iterable, Iterator

from prodops_desktop.intake.readers.zipped import PartBrokenError

BROKEN = (struct.error, IndexError, ValueError, PartBrokenError)
"""What reading a damaged record may raise."""


def records(pieces: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """Type and content of each record of a part; raises PartBrokenError for one that is cut off."""
    held = bytearray()  # a record that claims to be large grows in it piece by piece
    for piece in pieces:
        held += piece
        at = 0
        while (found := _record(held, at)) is not None:
            kind, start, at = found
            yield kind, bytes(held[start:at])
        del held[:at]
    if held:
        raise PartBrokenError("a record is cut off")


def _record(held: bytearray, at: int) -> tuple[int, int, int] | None:
    """Type, start and end of the record at ``at``; None when not all of it is there."""
    end = len(held)
    if at >= end:
        return None
    kind = held[at]
    at += 1
    if kind & 0x80:
        if at >= end:
            return None
        kind = kind & 0x7F | (held[at] & 0x7F) << 7
        at += 1
    size = 0
    for shift in (0, 7, 14, 21):
        if at >= end:
            return None
        byte = held[at]
        at += 1
        size |= (byte & 0x7F) << shift
        if not byte & 0x80:
            break
    return (kind, at, at + size) if at + size <= end else None


def u32(content: bytes, at: int) -> int:
    """The number of four bytes at ``at``."""
    return int(struct.unpack_from("<I", content, at)[0])


def wide_text(content: bytes, at: int) -> tuple[str, int]:
    """The text at ``at``, which begins with its length, and where it ends."""
    length = u32(content, at)
    end = at + 4 + 2 * length
    if length == 0xFFFFFFFF:
        return "", at + 4
    if end > len(content):
        raise ValueError("a text is longer than its record")
    return content[at + 4 : end].decode("utf-16-le", "replace"), end


def compressed(number: int) -> float:
    """The number that 30 bits stand for: an integer or the upper part of a double, perhaps of its hundredfold."""
    if number & 2:
        value = float(number >> 2 if number < 1 << 31 else (number >> 2) - (1 << 30))
    else:
        value = struct.unpack("<d", b"\x00\x00\x00\x00" + struct.pack("<I", number & 0xFFFFFFFC))[0]
    return value / 100 if number & 1 else value
