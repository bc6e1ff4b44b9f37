"""Undoes the protection of OpenDocument workbooks with their password, in memory, as LibreOffice and its kin protect them with AES."""

import base64
import binascii
import hashlib
import io
import zipfile
import zlib
from dataclasses import dataclass, field

from prodops_desktop.errors import UserError
from prodops_desktop.intake.readers.markup import elements
from prodops_desktop.intake.readers.protected import PROTECTED, PasswordNeededError
from prodops_desktop.intake.readers.source import Source
from prodops_desktop.intake.readers.zipped import PIECE, Archive, PartBrokenError
from prodops_desktop.work.report import Report

_MANIFEST = "meta-inf/manifest.xml"
_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_PLAIN_MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_TYPE}"/></manifest:manifest>'
)
_READ = ("content.xml", "styles.xml")
"""The parts that are read; nothing else has to be opened."""
_CIPHER, _DERIVATION = "aes256-cbc", "pbkdf2"
_KEY_BYTES = 32
_MOST_ITERATIONS = 10_000_000
_CHECKED = 1024
_BYTES_PER_ITERATION = 20
_DAMAGED = "It is protected, and damaged too: what protects it can't be read. Open it where it came from and save it again."


@dataclass
class _Seal:
    """What the manifest says of one part: the attributes of each element by local names."""

    said: dict[str, dict[str, str]] = field(default_factory=dict)

    def get(self, element: str, attribute: str) -> str:
        return self.said.get(element, {}).get(attribute, "")

    def is_known(self) -> bool:
        cipher = self.get("algorithm", "algorithm-name").casefold()
        derivation = self.get("key-derivation", "key-derivation-name").casefold()
        return cipher.endswith(_CIPHER) and derivation.endswith(_DERIVATION) and 0 < self.iterations <= _MOST_ITERATIONS

    @property
    def iterations(self) -> int:
        written = self.get("key-derivation", "iteration-count")
        return int(written) if written.isdecimal() and len(written) < 12 else 0

    def opened(self, sealed: bytes, password: str) -> bytes | None:
        """The part, still deflated; None where the password is wrong."""
        from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

        start = self.get("start-key-generation", "start-key-generation-name")
        digest = hashlib.sha256 if start.casefold().endswith("sha256") else hashlib.sha1
        salt = base64.b64decode(self.get("key-derivation", "salt"))
        key = hashlib.pbkdf2_hmac("sha1", digest(password.encode()).digest(), salt, self.iterations, _KEY_BYTES)
        vector = base64.b64decode(self.get("algorithm", "initialisation-vector"))
        decryptor = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
        padded = decryptor.update(sealed) + decryptor.finalize()
        deflated = padded[: -padded[-1]] if padded else b""
        checker = hashlib.sha256 if "sha256" in self.get("encryption-data", "checksum-type").casefold() else hashlib.sha1
        checksum = base64.b64decode(self.get("encryption-data", "checksum"))
        return deflated if checker(deflated[:_CHECKED]).digest() == checksum else None


def unsealed(source: Source, password: str | None, report: Report) -> Source:
    """The same workbook without its protection; raises PasswordNeededError, and UserError for a protection that is not known here."""
    archive = Archive(source)
    seals = {part: seal for part, seal in _seals(archive).items() if part in _READ}
    if not seals or not all(seal.is_known() for seal in seals.values()):
        raise UserError(PROTECTED)
    if not password:
        raise PasswordNeededError(wrong=False)
    content = io.BytesIO()
    try:
        with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as plain:
            plain.writestr("mimetype", _TYPE)
            plain.writestr("META-INF/manifest.xml", _PLAIN_MANIFEST)
            for part, seal in seals.items():
                report.silence(source.size + seal.iterations * _BYTES_PER_ITERATION, "Opening the protection")
                deflated = seal.opened(b"".join(archive.pieces(part)), password)
                if deflated is None:
                    raise PasswordNeededError(wrong=True)
                _put(plain, part, deflated)
    except UnicodeEncodeError:  # a password may hold what is no text, and opens nothing then
        raise PasswordNeededError(wrong=True) from None
    except (binascii.Error, zlib.error, PartBrokenError, ValueError):
        raise UserError(_DAMAGED) from None
    return Source(source.path, content.getvalue())


def _put(plain: zipfile.ZipFile, part: str, deflated: bytes) -> None:
    """Put a part among the others, inflated piece by piece: it may be many times larger."""
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    with plain.open(part, "w", force_zip64=True) as member:
        piece = inflater.decompress(deflated, PIECE)
        while piece:
            member.write(piece)
            piece = inflater.decompress(inflater.unconsumed_tail, PIECE)


def _seals(archive: Archive) -> dict[str, _Seal]:
    """The seals of the parts that have one, by plain names."""
    found: dict[str, _Seal] = {}
    seal, part = _Seal(), ""
    for tag, attributes in elements(archive.pieces(_MANIFEST)):
        if tag == "file-entry":
            seal, part = _Seal(), archive.find(attributes.get("full-path", "")) or ""
        elif tag == "encryption-data" and part:
            found[part] = seal
        seal.said[tag] = attributes
    return found
