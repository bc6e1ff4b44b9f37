"""Which streams lie in a compound file (the container of xls), found without following its chains of sectors, which may be damaged."""

import re

from prodops_desktop.intake.readers.source import Source

_ENTRY = 128
_BLOCK = 1 << 20  # whole entries, because they lie at multiples of their size
_KINDS = (1, 2, 5)
ROOT = "root entry"
_NAMES = ("Workbook", "Book", "EncryptedPackage", "WordDocument", "PowerPoint Document", "__properties_version1.0", "Root Entry")
_BEGINNING_OF_BOOK = re.compile(rb"\x09\x08[\x08\x10]\x00\x00[\x05\x06]\x05\x00")


def find_streams(source: Source) -> set[str]:
    """Those of the streams known here that the file's directory names, in small letters."""
    sought = [name.encode("utf-16-le") + b"\x00\x00" for text in _NAMES for name in (text, text.upper(), text.lower())]
    found = set()
    with source.open() as file:
        while block := file.read(_BLOCK):
            for name in sought:
                at = block.find(name)
                while at >= 0:
                    if at % _ENTRY == 0 and _is_entry(block[at : at + _ENTRY], len(name)):
                        found.add(name.decode("utf-16-le").rstrip("\x00").lower())
                    at = block.find(name, at + 1)
    return found


def holds_book(source: Source) -> bool:
    """Whether the records of a workbook begin somewhere in the file, under whatever name."""
    with source.open() as file:
        tail = b""
        while block := file.read(_BLOCK):
            if _BEGINNING_OF_BOOK.search(tail + block):
                return True
            tail = block[-_ENTRY:]
    return False


def _is_entry(entry: bytes, length: int) -> bool:
    return len(entry) == _ENTRY and int.from_bytes(entry[64:66], "little") == length and entry[66] in _KINDS
