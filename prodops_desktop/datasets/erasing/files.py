"""Finds the kept files that hold what is erased: those that it came from, and any other in which it stands."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from typing import IO

from prodops_desktop.datasets.erasing.collecting import Going
from prodops_desktop.datasets.erasing.matching import SHORT, Sought, is_specific
from prodops_desktop.datasets.store import source_bytes
from prodops_desktop.workspace import Store

_BLOCK = 1 << 20
_MOST = 1 << 31
"""Bytes of an unpacked file that are looked at."""
_BREAKS = re.compile(r"[\r\n\t\"&<>']+")
"""Signs that a file may write otherwise."""
_ENCODINGS = ("utf-8", "utf-16-le", "cp1252")


def sources_of(store: Store, parts: Iterable[int]) -> set[int]:
    """The files that parts came from, whether or not their imports stand."""
    found: set[int] = set()
    for part in parts:
        versions = "SELECT version FROM version_part WHERE part = ?1 UNION SELECT version FROM h_version_part WHERE part = ?1"
        query = f"SELECT source FROM version WHERE id IN ({versions}) UNION SELECT source FROM h_version WHERE id IN ({versions})"
        found.update(row[0] for row in store.db.execute(query, (part,)) if row[0] is not None)
    return found


def holding(store: Store, going: Going, but: set[int]) -> Iterator[tuple[int, bool]]:
    """Of each kept file besides some, whether it holds what is sought, byte for byte."""
    needles = _needles(Sought.read(going.sought))
    for source in [row[0] for row in store.db.execute("SELECT DISTINCT source FROM source_chunk ORDER BY source")]:
        if source not in but:
            yield source, bool(needles) and _holds(source_bytes(store, source) or b"", needles)


def _needles(sought: Sought) -> frozenset[bytes]:
    """What to look for: of each text its longest run of letters that every format writes as they are."""
    found = set()
    for text in (*sought.said, *sought.texts, *sought.phrases, *sought.names):
        longest = max(_BREAKS.split(text), key=len).strip()
        if len(longest) >= SHORT or (text in sought.names and is_specific(longest)):
            found |= {longest.encode(encoding, "ignore") for encoding in _ENCODINGS}
    return frozenset(needle for needle in found if len(needle) >= 6)


def _holds(content: bytes, needles: frozenset[bytes]) -> bool:
    if any(needle in content for needle in needles):
        return True
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return any(_stream_holds(book.open(member), needles) for member in book.infolist() if not member.is_dir())
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, zlib.error):
        return False  # its reader would not have taken it either


def _stream_holds(stream: IO[bytes], needles: frozenset[bytes]) -> bool:
    overlap = max(map(len, needles))
    before, seen = b"", 0
    while seen < _MOST and (block := stream.read(_BLOCK)):
        window = before + block
        if any(needle in window for needle in needles):
            return True
        before, seen = window[-overlap:], seen + len(block)
    return False
