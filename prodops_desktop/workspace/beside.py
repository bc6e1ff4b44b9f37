"""Names what lies beside a workspace so that no name is longer than a file system takes."""

import os
from pathlib import Path

LONGEST_NAME = 250
"""Bytes of a workspace's own name: SQLite adds up to eight to it, and 255 is the most that file systems take."""
_KEPT = 200
"""Bytes of a longer name's start and digest: they leave room for an ending of 47 bytes, and for SQLite's own."""


def beside(path: Path, ending: str) -> Path:
    """The path of ``path``’s name with ``ending``; a long name is cut, and told from others by a digest.

    The cut does not depend on the ending, so that all that begins alike is found again by one prefix.
    """
    name = os.fsencode(path.name)
    if len(name) > _KEPT:
        import hashlib  # seldom needed

        mark = "~" + hashlib.sha256(name).hexdigest()[:12]
        name = name[: _KEPT - len(mark)].decode(errors="ignore").encode() + mark.encode()
    return path.with_name(os.fsdecode(name) + ending)
