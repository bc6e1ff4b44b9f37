"""What a file is, decided by its content: the ending of a name is no evidence, because strangers' tools lie about it."""

import zipfile
import zlib
from pathlib import PurePosixPath

from prodops_desktop.errors import UserError
from prodops_desktop.intake.readers.compound import ROOT, find_streams, holds_book
from prodops_desktop.intake.readers.foreign import name_binary, refuse_markup
from prodops_desktop.intake.readers.packed import MAGIC, unpacked
from prodops_desktop.intake.readers.protected import PROTECTED
from prodops_desktop.intake.readers.source import Source

LOCKED = "locked"
"""The format of a workbook that is wrapped whole into an encrypted package."""
SEALED = "sealed"
"""The format of an OpenDocument workbook whose parts are protected with a password."""

_HEAD = 4096
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_BIFF = (b"\x09\x08\x08\x00", b"\x09\x08\x10\x00", b"\x09\x04\x06\x00", b"\x09\x02\x06\x00", b"\x09\x00\x04\x00", b"\x09\x00\x06\x00")
_READ_OF_TYPES = 200_000
_BLANKS = b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"
_DOCUMENTS = {
    "wordprocessingml": "a text document (Word)",
    "presentationml": "a presentation (PowerPoint)",
    "opendocument.text": "a text document (OpenDocument)",
    "opendocument.presentation": "a presentation (OpenDocument)",
    "opendocument.graphics": "a drawing (OpenDocument)",
    "opendocument.formula": "a formula (OpenDocument)",
    "opendocument.base": "a database (OpenDocument)",
    "opendocument.database": "a database (OpenDocument)",
    "epub": "a book (EPUB)",
}
_SHEETS = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".ods", ".csv", ".tsv")


def detect_format(source: Source) -> str:
    """One of "xlsx", "xlsm", "xlsb", "ods", "xls", "text", LOCKED and SEALED; UserError with a sentence for everything else."""
    head = _head(source)
    if head.startswith(MAGIC):
        head = _packed_head(source)
    if not head.strip(_BLANKS):
        raise UserError("It is empty. Export it again where it came from.")
    if head.startswith(_ZIP):
        return _kind_of_zip(source)
    if head.startswith(_OLE):
        return _kind_of_ole(source)
    if head.startswith(_BIFF):
        return "xls"
    if what := name_binary(head):
        raise UserError(f"It is {what}, not a spreadsheet. Export the table as xlsx or csv.")
    refuse_markup(head)
    return "text"


def _head(source: Source) -> bytes:
    """How the file begins; blanks that fill all of it are followed to where they end."""
    try:
        with source.open() as file:
            head = file.read(_HEAD)
            while head and not head.strip(_BLANKS) and (more := file.read(_HEAD)):
                head = more
            return head
    except FileNotFoundError:
        raise UserError("There is no such file. Check its name and folder.") from None
    except IsADirectoryError:
        raise UserError("It is a folder. Choose a spreadsheet in it.") from None
    except OSError as error:
        raise UserError(f"It cannot be opened ({error.strerror or error}). Check that it exists and may be read.") from None


def _packed_head(source: Source) -> bytes:
    """How the content begins; UserError where it is a workbook, which its reader could not unpack."""
    with unpacked(source) as (content, _):
        head = content.read(_HEAD)
    if head.startswith((*_ZIP, _OLE, MAGIC)):
        raise UserError("It is packed with gzip, and no text is in it. Unpack it and import the spreadsheet itself.")
    return head


def _kind_of_zip(source: Source) -> str:
    try:
        with source.open() as file, zipfile.ZipFile(file) as archive:
            names = {info.filename.replace("\\", "/").lstrip("/").casefold(): info.filename for info in archive.infolist()}
            types = _start_of(archive, names.get("[content_types].xml"))
            mime = _start_of(archive, names.get("mimetype")) + _start_of(archive, names.get("meta-inf/manifest.xml"))
    except (zipfile.BadZipFile, KeyError, OSError, NotImplementedError, RuntimeError, ValueError, EOFError, zlib.error):
        raise UserError(_damaged_zip(source)) from None
    if not names:
        raise UserError("It is an empty archive without a sheet in it. Open it where it came from and save it again.")
    if "encrypted-package" in names:
        raise UserError(PROTECTED)
    if "encryption-data" in mime and "content.xml" in names:
        return SEALED
    if "opendocument.spreadsheet" in mime or ("content.xml" in names and "opendocument" not in mime):
        return "ods"
    is_xml = any(name.endswith("workbook.xml") for name in names)
    if any(name.endswith("workbook.bin") for name in names) or ("sheet.binary" in types and not is_xml):
        return "xlsb"  # some tools declare its type in every xlsx too
    is_other = bool(names.keys() & {"word/document.xml", "ppt/presentation.xml"})  # a chart in it brings a sheet of its own
    if not is_other and ("spreadsheetml" in types or any(name.startswith("xl/") for name in names)):
        return "xlsm" if "macroEnabled.main+xml" in types else "xlsx"
    raise UserError(_about_archive(names, types + mime))


def _start_of(archive: zipfile.ZipFile, name: str | None) -> str:
    """The first part of a small member as text; never all of a large one."""
    if name is None:
        return ""
    with archive.open(name) as member:
        return member.read(_READ_OF_TYPES).decode("utf-8", "replace")


def _damaged_zip(source: Source) -> str:
    with source.open() as file:
        file.seek(max(0, source.size - 70_000))
        if b"PK\x05\x06" not in file.read():
            return "It is a damaged workbook: its end is missing, as after a download that broke off. Copy or export it again."
    return "It is a damaged workbook: its parts cannot be unpacked. Open it where it came from and save it again."


def _about_archive(names: dict[str, str], said: str) -> str:
    for word, what in _DOCUMENTS.items():
        if word in said:
            return f"It is {what}, not a spreadsheet. Export the table in it as xlsx or csv."
    if any(name.endswith((".iwa", "index.apxl")) for name in names):
        return "It is a document of Numbers, Pages or Keynote. Open it there and export the table as xlsx or csv."
    inside = [own for name, own in names.items() if name.endswith(_SHEETS) and not name.startswith("__macosx/")]
    if len(inside) == 1:
        return f"It is an archive that holds the spreadsheet “{PurePosixPath(inside[0]).name[:80]}”. Unpack it and import that file."
    if inside:
        return f"It is an archive that holds {len(inside)} spreadsheets. Unpack it and import those that you want."
    return "It is an archive without a spreadsheet in it. Unpack it and import the spreadsheet itself."


def _kind_of_ole(source: Source) -> str:
    streams = find_streams(source)
    if "encryptedpackage" in streams:
        return LOCKED
    if streams & {"workbook", "book"}:
        return "xls"
    if streams & {"worddocument", "powerpoint document"}:
        raise UserError("It is a document or a presentation, not a spreadsheet. Export the table in it as xlsx or csv.")
    if "__properties_version1.0" in streams:
        raise UserError("It is a message of Outlook, not a spreadsheet. Save the spreadsheet in it as a file of its own.")
    if ROOT in streams and not holds_book(source):
        raise UserError("It is a file of another program, not a spreadsheet. Export the table in it as xlsx or csv.")
    return "xls"
