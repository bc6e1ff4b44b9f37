"""Undoes the protection of workbooks with their password, in memory: nothing that was decrypted touches the disk."""

import io
import re
from types import SimpleNamespace
from typing import Any

from prodops_desktop.errors import RefusedError, UserError
from prodops_desktop.intake.readers.source import Source
from prodops_desktop.work.report import Report

PASSWORD = "password"
"""The kind of a refusal that a password would resolve."""

_NEEDED = "It is protected with a password. Give the password, or save a copy without one where the file came from and import the copy."
_WRONG = "That is not the password that it is protected with. Give the right one; capitals and small letters differ."
PROTECTED = "It is protected with a password in a way that this program can't open. Save a copy without a password and import the copy."
"""Said of a protection that no password given here would undo."""
_DAMAGED = "It is protected, and damaged too: what protects it can't be read. Open it where it came from and save it again."
_EVERYBODYS = "VelvetSweatshop"
"""Excel protects with it by itself when a workbook is only to be kept from being changed, and opens it without asking."""

_FIRST_RECORDS = 6
_BOF = re.compile(rb"\x09\x08[\x08\x10]\x00")
_FILE_PASS = b"\x2f\x00"


class _NoPassword(str):
    """The empty password, with which some tools protect; the library takes an empty text for none at all."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return True


class PasswordNeededError(RefusedError):
    """A file that only opens with its password; ``wrong`` when the one that was given does not open it."""

    def __init__(self, *, wrong: bool) -> None:
        super().__init__(_WRONG if wrong else _NEEDED, PASSWORD, wrong=wrong)
        self.wrong = wrong


def is_locked(source: Source) -> bool:
    """Whether the records of an xls file are encrypted, which its stream says right at its beginning."""
    with source.open() as file:
        content = file.read()
    for start in _BOF.finditer(content):
        at = start.start()
        for _ in range(_FIRST_RECORDS):
            if content[at : at + 2] == _FILE_PASS:
                return True
            at += 4 + int.from_bytes(content[at + 2 : at + 4], "little")
        break  # sheets have no such record, and the first stream is the workbook's
    return False


def unlocked(source: Source, password: str | None, report: Report) -> Source:
    """The same workbook without its protection; raises PasswordNeededError, and UserError for a protection that is not known here."""
    import msoffcrypto
    from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError
    from msoffcrypto.format import xls97

    # It writes a decrypted xls into a temporary file.
    xls97.tempfile = SimpleNamespace(TemporaryFile=io.BytesIO)
    report.silence(source.size * 20 + 200_000_000, "Opening the protection")  # a password is hashed up to ten million times
    with source.open() as file:
        try:
            locked = msoffcrypto.OfficeFile(file)
            for key in filter(None, (password, _EVERYBODYS, _NoPassword())):
                try:
                    return Source(source.path, _decrypted(locked, key))
                except (InvalidKeyError, UnicodeEncodeError):  # a password may hold what is no text, and opens nothing then
                    continue
        except (FileFormatError, DecryptionError, NotImplementedError):
            raise UserError(PROTECTED) from None
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001 - it parses what strangers wrote, and raises what its parts raise
            raise UserError(_DAMAGED) from None
    raise PasswordNeededError(wrong=bool(password))


def _decrypted(locked: Any, key: str) -> bytes:
    locked.load_key(password=key)  # for xlsx it could check the key first, but refuses right ones of some tools; what comes out shows it
    content = io.BytesIO()
    locked.decrypt(content)
    return content.getvalue()
