"""A protected OpenDocument workbook opens with its password, and asks for it."""

import base64
import hashlib
import os
import zipfile
import zlib
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from prodops_desktop.errors import UserError
from prodops_desktop.intake.readers.opening import Opening, open_book
from prodops_desktop.intake.readers.protected import PasswordNeededError
from prodops_desktop.work.report import ignored

MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
SPACES = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text"))
CELLS = "".join(f"<table:table-cell office:value-type='string'><text:p>{text}</text:p></table:table-cell>" for text in ("Firm", "Città"))
CONTENT = (
    f"<office:document-content {SPACES}><office:body><office:spreadsheet><table:table table:name='Firms'><table:table-row>{CELLS}"
    "</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
)


def text_of(content: bytes) -> str:
    return base64.b64encode(content).decode()


def sealed(path: Path, password: str, *, cipher: str = "aes256-cbc", rounds: str = "1000", spoilt: bool = False) -> Path:
    """A workbook protected as LibreOffice does it: deflated, padded and encrypted by a key of the password."""
    salt, vector = os.urandom(16), os.urandom(16)
    key = hashlib.pbkdf2_hmac("sha1", hashlib.sha256(password.encode()).digest(), salt, 1000, 32)
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    deflated = packer.compress(CONTENT.encode()) + packer.flush()
    short = 16 - len(deflated) % 16
    encryptor = Cipher(algorithms.AES(key), modes.CBC(vector)).encryptor()
    locked = encryptor.update(deflated + os.urandom(short - 1) + bytes([short])) + encryptor.finalize()
    checksum = text_of(hashlib.sha256(deflated[:1024]).digest())
    manifest = f"""<?xml version="1.0"?><manifest:manifest xmlns:manifest="{MANIFEST}">
<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml" manifest:size="{len(CONTENT)}">
<manifest:encryption-data manifest:checksum-type="{MANIFEST}#sha256-1k" manifest:checksum="{checksum}">
<manifest:algorithm manifest:algorithm-name="http://www.w3.org/2001/04/xmlenc#{cipher}" manifest:initialisation-vector="{text_of(vector)}"/>
<manifest:key-derivation manifest:key-derivation-name="PBKDF2" manifest:key-size="32" manifest:iteration-count="{rounds}"
 manifest:salt="{text_of(salt)}"/>
<manifest:start-key-generation manifest:start-key-generation-name="http://www.w3.org/2000/09/xmldsig#sha256" manifest:key-size="32"/>
</manifest:encryption-data></manifest:file-entry></manifest:manifest>"""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", locked[:-5] if spoilt else locked)
        archive.writestr("META-INF/manifest.xml", manifest)
    return path


def test_it_opens_with_its_password(tmp_path: Path) -> None:
    book = open_book(sealed(tmp_path / "a.ods", "Grüße 漢字"), ignored(), Opening(password="Grüße 漢字"))
    assert (book.format, book.sheets[0].name) == ("ods", "Firms")
    assert book.warnings == []
    assert next(book.sheets[0].batches()).rows == [["Firm", "Città"]]


@pytest.mark.parametrize(("password", "wrong"), [(None, False), ("", False), ("tulpe 7", True), ("Geheim\udce9", True)])
def test_without_the_right_password_it_is_asked_for(tmp_path: Path, password: str | None, wrong: bool) -> None:
    with pytest.raises(PasswordNeededError) as caught:
        open_book(sealed(tmp_path / "a.ods", "Tulpe 7"), ignored(), Opening(password=password))
    assert caught.value.wrong is wrong


@pytest.mark.parametrize("rounds", ["0", "99999999999", "many"])
def test_a_protection_that_is_not_known_here_is_a_sentence(tmp_path: Path, rounds: str) -> None:
    with pytest.raises(UserError, match="in a way that this program can't open"):
        open_book(sealed(tmp_path / "a.ods", "x", rounds=rounds), ignored(), Opening(password="x"))
    with pytest.raises(UserError, match="in a way that this program can't open"):
        open_book(sealed(tmp_path / "a.ods", "x", cipher="aes256-gcm"), ignored(), Opening(password="x"))


def test_a_damaged_protection_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="damaged too"):
        open_book(sealed(tmp_path / "a.ods", "x", spoilt=True), ignored(), Opening(password="x"))
