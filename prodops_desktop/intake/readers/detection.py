"""What a file is, decided by its content: the ending of a name is no evidence, because strangers' tools lie about it."""

import zipfile
from pathlib import Path

from prodops_desktop.errors import UserError
from prodops_desktop.intake.readers.packed import MAGIC, unpacked

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOREIGN = {
    b"%PDF": "a PDF document",
    b"\x89PNG": "a picture (PNG)",
    b"\xff\xd8\xff": "a picture (JPEG)",
    b"GIF8": "a picture (GIF)",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"Rar!": "a RAR archive",
    b"SQLite format 3": "a database",
    b"\x7fELF": "a program",
    b"MZ\x90": "a program",
}
_WEB = (b"<!doctype", b"<html", b"<?xml", b"<table")
PROTECTED = "It is protected with a password. Open it where it came from, save a copy without a password, and import the copy."


def detect_format(path: Path) -> str:
    """One of "xlsx", "xlsm", "xlsb", "ods", "xls" and "text"; UserError with a sentence for everything else."""
    try:
        with path.open("rb") as file:
            head = file.read(4096)
    except FileNotFoundError:
        raise UserError("There is no such file. Check its name and folder.") from None
    except IsADirectoryError:
        raise UserError("It is a folder. Choose a spreadsheet in it.") from None
    except OSError as error:
        raise UserError(f"It cannot be opened ({error.strerror or error}). Check that it exists and may be read.") from None
    if head.startswith(MAGIC):
        head = _packed_head(path)
    if not head.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise UserError("It is empty. Export it again where it came from.")
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_zip(path)
    if head.startswith(_OLE):
        return _kind_of_ole(path)
    for magic, what in _FOREIGN.items():
        if head.startswith(magic):
            raise UserError(f"It is {what}, not a spreadsheet. Export the table as xlsx or csv.")
    if head.startswith((b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00\x04\x00")):
        return "xls"
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:9].lower().startswith(_WEB):
        raise UserError(
            "It is a web page or an XML document, whatever its name says. Open it in a spreadsheet program and save it as xlsx."
        )
    return "text"


def _packed_head(path: Path) -> bytes:
    """How the content begins; UserError where it is a workbook, which its reader could not unpack."""
    with unpacked(path) as (content, _):
        head = content.read(4096)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", _OLE, MAGIC)):
        raise UserError("It is packed with gzip, and no text is in it. Unpack it and import the spreadsheet itself.")
    return head


def _kind_of_zip(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            types = archive.read("[Content_Types].xml")[:200_000] if "[Content_Types].xml" in names else b""
    except (zipfile.BadZipFile, KeyError, OSError, NotImplementedError, RuntimeError, ValueError, EOFError):
        raise UserError("It is a damaged workbook: its parts cannot be unpacked. Open it where it came from and save it again.") from None
    if not names:
        raise UserError("It is an empty archive without a sheet in it. Open it where it came from and save it again.")
    if "content.xml" in names:
        return "ods"
    if b"sheet.binary" in types or any(name.endswith("workbook.bin") for name in names):
        return "xlsb"
    if b"spreadsheetml" in types or any(name.startswith("xl/") for name in names):
        return "xlsm" if b"macroEnabled" in types else "xlsx"
    raise UserError("It is an archive without a spreadsheet in it. Unpack it and import the spreadsheet itself.")


def _kind_of_ole(path: Path) -> str:
    content = path.read_bytes() if path.stat().st_size < 64_000_000 else path.open("rb").read(64_000_000)
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise UserError(PROTECTED)
    if "WordDocument".encode("utf-16-le") in content or "PowerPoint Document".encode("utf-16-le") in content:
        raise UserError("It is a document or a presentation, not a spreadsheet. Export the table in it as xlsx or csv.")
    return "xls"
