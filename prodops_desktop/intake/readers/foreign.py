"""Names what is no spreadsheet, so that the sentence about it says what it is and what to do."""

import codecs
import re

from prodops_desktop.errors import UserError

_BINARY = {
    b"%PDF": "a PDF document",
    b"\x89PNG": "a picture (PNG)",
    b"\xff\xd8\xff": "a picture (JPEG)",
    b"GIF87a": "a picture (GIF)",
    b"GIF89a": "a picture (GIF)",
    b"II*\x00": "a picture (TIFF)",
    b"MM\x00*": "a picture (TIFF)",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"Rar!\x1a": "a RAR archive",
    b"\xfd7zXZ": "an archive (xz)",
    b"\x28\xb5\x2f\xfd": "an archive (Zstandard)",
    b"SQLite format 3": "a database",
    b"\x00\x01\x00\x00Standard ": "a database (Access)",
    b"PAR1\x15": "a file of Parquet",
    b"ARROW1\x00\x00": "a file of Arrow",
    b"FEA1\x00": "a file of Feather",
    b"\x89HDF": "a file of HDF5",
    b"\x80\x04\x95": "a file of Python objects",
    b"$FL2@(#)": "a file of SPSS",
    b"\x7fELF": "a program",
    b"MZ\x90": "a program",
    b"\x00\x00\x02\x00\x06\x04": "a sheet of Lotus 1-2-3",
    b"\x00\x00\x1a\x00": "a sheet of Lotus 1-2-3",
    b"{\\rtf": "a text document (RTF)",
    b"%!PS": "a document (PostScript)",
}
_DBASE = frozenset((0x02, 0x03, 0x04, 0x05, 0x30, 0x31, 0x32, 0x43, 0x63, 0x83, 0x8B, 0x8E, 0xCB, 0xF5, 0xFB))
_HEAD_OF_DBASE = 32
_AS_XLSX = "Open it in a spreadsheet program and save it as xlsx."
_JSON = re.compile(r'\s*(?:\[\s*)*\{\s*"(?:[^"\\]|\\.)*"\s*:')
_SYLK = re.compile(r"ID;P[^\r\n]*[\r\n]+(?:[BCFOPE]|NN|NU|NE);")
_DIF = re.compile(r"TABLE\s*[\r\n]+0\s*,\s*1\s*[\r\n]")
_MAIL = re.compile(r"(?:MIME-Version:|From:|Content-Type:\s*multipart/related)", re.IGNORECASE)


def name_binary(head: bytes) -> str | None:
    """What a file that begins like this is; None where its first bytes say nothing."""
    for magic, what in _BINARY.items():
        if head.startswith(magic):
            return what
    if head.startswith(b"BZh") and head[4:10] == b"1AY&SY":
        return "an archive (bzip2)"
    if head[257:262] == b"ustar":
        return "an archive (tar)"
    return "a table of dBase" if _is_dbase(head) else None


def _is_dbase(head: bytes) -> bool:
    """Whether it begins like a dbf: version, day of the last change, then the lengths of its head and of a record."""
    if len(head) < _HEAD_OF_DBASE or head[0] not in _DBASE or not (1 <= head[2] <= 12 and 1 <= head[3] <= 31):
        return False
    length = int.from_bytes(head[8:10], "little")
    return length > _HEAD_OF_DBASE and length % 32 in (0, 1, 8, 9) and head[12:14] == b"\x00\x00"


def refuse_markup(head: bytes) -> None:
    """Raise a UserError where a file is text, but of a make whose cells are no lines of text."""
    text = _as_text(head).lstrip("\ufeff \t\r\n\x00")
    start = text[:4096].casefold()
    if start.startswith(("<?xml", "<workbook", "<office:document", "<ss:workbook")):
        raise UserError(_about_xml(start))
    if start.startswith(("<!doctype", "<html", "<table", "<head", "<body", "<meta", "<style", "<!--", "<div", "<tr", "<thead")):
        raise UserError(f"It is a web page, whatever its name says. {_AS_XLSX}")
    if _MAIL.match(text) and "mime-version:" in start and "content-type:" in start:
        raise UserError(f"It is a web page or a mail in one file (MHTML), whatever its name says. {_AS_XLSX}")
    if _SYLK.match(text) or _DIF.match(text):
        raise UserError(f"It is a sheet in an old exchange format ({'SYLK' if text.startswith('ID') else 'DIF'}). {_AS_XLSX}")
    if _JSON.match(text):
        raise UserError("It is JSON, not a table of rows and columns. Export the table as csv or xlsx where it came from.")


def _as_text(head: bytes) -> str:
    for mark, name in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if head.startswith(mark):
            return head.decode(name, "replace")
    if head[:2] == b"<\x00":
        return head.decode("utf-16-le", "replace")
    return head.decode("latin-1").removeprefix("ï»¿")


def _about_xml(start: str) -> str:
    if "schemas-microsoft-com:office:spreadsheet" in start or 'progid="excel.sheet"' in start:
        return f"It is an XML spreadsheet of 2003, whatever its name says. {_AS_XLSX}"
    if "gnumeric.org/v" in start:
        return "It is a workbook of Gnumeric. Open it there and save it as xlsx."
    if "opendocument:xmlns:office" in start or "<office:document" in start:
        return f"It is a flat XML document (OpenDocument). {_AS_XLSX}"
    if "<html" in start or "xhtml" in start:
        return f"It is a web page, whatever its name says. {_AS_XLSX}"
    return "It is an XML document, not a table of rows and columns. Open it where it came from and export the table as xlsx or csv."
