"""Writes old workbooks byte by byte: records of xls in a compound file, plain or encrypted, and records of xlsb; nothing else here can."""

import hashlib
import struct
import zipfile
from collections.abc import Sequence
from pathlib import Path

from cryptography.hazmat.decrepit.ciphers.algorithms import ARC4
from cryptography.hazmat.primitives.ciphers import Cipher

_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SECTOR = 512
_SMALLEST_STREAM = 4096
_SALT = bytes(range(16))
_CELLS_STAY_PLAIN = (0x0809, 0x002F, 0x00E1)

Value = str | float | bool | tuple[str, int]
"""A text, a number, a truth, or ("error", code) and ("day", serial)."""
Cells = dict[tuple[int, int], Value]
"""By 0-based row and column."""


def compound(stream: bytes, name: str = "Workbook", *, looping: bool = False) -> bytes:
    """A compound file with one stream; ``looping``: its table of sectors leads back to where it began."""
    stream = stream.ljust(_SMALLEST_STREAM, b"\x00")
    stream += b"\x00" * (-len(stream) % _SECTOR)
    sectors = len(stream) // _SECTOR
    tables = -(-(sectors + 2) * 4 // _SECTOR)
    assert tables == 1, "one sector of the table is enough for what is made here"
    table = [_FAT, _END, *range(3, sectors + 2), _END]
    if looping:
        table[1] = 1  # the directory goes on in itself
    table += [_FREE] * (_SECTOR // 4 - len(table))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 16 + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + b"\x00" * 6
    header += struct.pack("<9I", 0, 1, 1, 0, _SMALLEST_STREAM, _END, 0, _END, 0)
    header += struct.pack("<109I", 0, *[_FREE] * 108)
    root = _entry("Root Entry", 5, _END, 0, child=1)
    entries = root + _entry(name, 2, 2, len(stream)) + _entry("", 0, 0, 0) * 2
    return header + struct.pack(f"<{len(table)}I", *table) + entries + stream


def _entry(name: str, kind: int, start: int, size: int, child: int = _FREE) -> bytes:
    text = name.encode("utf-16-le") + b"\x00\x00" if name else b""
    head = text.ljust(64, b"\x00") + struct.pack("<HBB3I", len(text), kind, 1, _FREE, _FREE, child)
    return head + b"\x00" * 36 + struct.pack("<IQ", start, size)


def xls(sheets: Sequence[tuple[str, int, Cells]], *, password: str | None = None, since_1904: bool = False) -> bytes:
    """The stream of a workbook: sheets with their names, states (0 visible, 1 hidden, 2 very hidden) and cells."""
    formats = _record(0x041E, struct.pack("<HHB", 164, 10, 0) + b"yyyy-mm-dd")
    styles = b"".join(_record(0x00E0, struct.pack("<3H", 0, number, 0xFFF5 if style else 1) + b"\x00" * 14) for number, style in _STYLES)
    begin = _record(0x0809, struct.pack("<4HII", 0x0600, 5, 0, 1996, 0, 0))
    if password is not None:
        begin += _file_pass(password)
    middle = _record(0x0042, struct.pack("<H", 1200)) + _record(0x0022, struct.pack("<H", since_1904)) + formats + styles
    listed = sum(4 + 8 + len(name) for name, _, _ in sheets)
    start = len(begin) + len(middle) + listed + 4
    bounds, bodies = b"", b""
    for name, state, cells in sheets:
        bounds += _record(0x0085, struct.pack("<IBBBB", start + len(bodies), state, 0, len(name), 0) + name.encode("latin-1"))
        bodies += _sheet(cells)
    stream = begin + middle + bounds + _record(0x000A, b"") + bodies
    stream += _record(0, b"\x00" * (-len(stream) % 4))  # what fills up the sector reads as empty records then
    return stream if password is None else _encrypted(stream, password)


_STYLES = ((0, True), (0, False), (164, False))
_PLAIN, _DAY = 1, 2


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _sheet(cells: Cells) -> bytes:
    found = _record(0x0809, struct.pack("<4HII", 0x0600, 16, 0, 1996, 0, 0))
    bottom, right = max((row for row, _ in cells), default=0), max((column for _, column in cells), default=0)
    found += _record(0x0200, struct.pack("<IIHHH", 0, bottom + 1, 0, right + 1, 0))
    for (row, column), value in sorted(cells.items()):
        place = struct.pack("<3H", row, column, _PLAIN)
        if isinstance(value, str):
            found += _record(0x0204, place + struct.pack("<HB", len(value), 1) + value.encode("utf-16-le"))
        elif isinstance(value, bool):
            found += _record(0x0205, place + struct.pack("<BB", value, 0))
        elif isinstance(value, tuple) and value[0] == "error":
            found += _record(0x0205, place + struct.pack("<BB", value[1], 1))
        elif isinstance(value, tuple):
            found += _record(0x0203, struct.pack("<3Hd", row, column, _DAY, value[1]))
        else:
            found += _record(0x0203, place + struct.pack("<d", value))
    return found + _record(0x000A, b"")


def _key(password: str, block: int) -> bytes:
    """The key of a block of 1,024 bytes by [MS-OFFCRYPTO] 2.3.6.2."""
    first = hashlib.md5(password.encode("utf-16-le")).digest()[:5]
    second = hashlib.md5((first + _SALT) * 16).digest()[:5]
    return hashlib.md5(second + struct.pack("<I", block)).digest()


def _rc4(key: bytes, content: bytes) -> bytes:
    return Cipher(ARC4(key), mode=None).encryptor().update(content)


def _file_pass(password: str) -> bytes:
    verifier = bytes(range(16, 32))
    sealed = _rc4(_key(password, 0), verifier + hashlib.md5(verifier).digest())
    return _record(0x002F, struct.pack("<3H", 1, 1, 1) + _SALT + sealed)


def _encrypted(stream: bytes, password: str) -> bytes:
    """All contents of records but a few, by a key that changes each 1,024 bytes of the stream; heads of records count but stay."""
    blocks = -(-len(stream) // 1024)
    noise = b"".join(_rc4(_key(password, block), b"\x00" * 1024) for block in range(blocks))
    found, at = bytearray(stream), 0
    while at < len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        kept = size if kind in _CELLS_STAY_PLAIN else 4 if kind == 0x0085 else 0
        for place in range(at + 4 + kept, at + 4 + size):
            found[place] ^= noise[place]
        at += 4 + size
    return bytes(found)


def write_xlsb(path: Path, parts: dict[str, bytes], relations: dict[str, tuple[str, str]]) -> None:
    """An xlsb of parts below "xl/", by the relations of its workbook: id → kind and target."""
    book = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    root = f'<Relationship Id="r1" Type="{book}/officeDocument" Target="xl/workbook.bin"/>'
    listed = "".join(f'<Relationship Id="{one}" Type="{book}/{kind}" Target="{target}"/>' for one, (kind, target) in relations.items())
    space = "http://schemas.openxmlformats.org/package/2006"
    content = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (
            ("[Content_Types].xml", f'<Types xmlns="{space}/content-types"><Default Extension="bin" ContentType="{content}"/></Types>'),
            ("_rels/.rels", f'<Relationships xmlns="{space}/relationships">{root}</Relationships>'),
            ("xl/_rels/workbook.bin.rels", f'<Relationships xmlns="{space}/relationships">{listed}</Relationships>'),
        ):
            archive.writestr(zipfile.ZipInfo(name), text)
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(f"xl/{name}"), part, zipfile.ZIP_DEFLATED)


def binary(kind: int, content: bytes = b"") -> bytes:
    """A record of xlsb."""
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size = len(content)
    while size > 127:
        head += bytes([size & 0x7F | 0x80])
        size >>= 7
    return head + bytes([size]) + content


def wide(text: str) -> bytes:
    """A text of xlsb."""
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def cell(column: int, style: int = 0) -> bytes:
    """Where a cell of xlsb is and how it looks."""
    return struct.pack("<I", column) + style.to_bytes(3, "little") + b"\x00"


def row(number: int, *, hidden: bool = False) -> bytes:
    """The head of a 1-based row of xlsb."""
    return binary(0, struct.pack("<IIH", number - 1, 0, 300) + bytes([0, 0x10 if hidden else 0, 0]) + b"\x00" * 12)
