"""The file that a reader reads: on the disk, or only in memory once it was decrypted."""

import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO


@dataclass(frozen=True)
class Source:
    """What lies at ``path``; ``content`` stands for it where it was decrypted, because nothing decrypted may touch the disk."""

    path: Path
    content: bytes | None = field(default=None, repr=False)

    @property
    def name(self) -> str:
        """The file's name with its ending."""
        return self.path.name

    @property
    def size(self) -> int:
        """Bytes of the file."""
        return self.path.stat().st_size if self.content is None else len(self.content)

    def open(self) -> BinaryIO:
        """The content from its first byte; it can be sought in, and the caller closes it."""
        return self.path.open("rb") if self.content is None else io.BytesIO(self.content)
