"""Finds in which encoding a text file is written: byte order mark, else UTF-8, else what detection says and the whole file confirms."""

import codecs
import io
from collections.abc import Iterator
from dataclasses import dataclass, replace

from prodops_desktop.errors import UserError
from prodops_desktop.intake.readers.guessing import OFFERED, SELDOM, WIDER, decoded, guessed, oddness
from prodops_desktop.intake.readers.packed import unpacked
from prodops_desktop.intake.readers.source import Source
from prodops_desktop.work.report import Report, ignored

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BLOCK = 1 << 20
_HEAD = 1 << 18
_TELLING_BYTES = 200_000
_MORE_ODD = 0.1
_MOSTLY = 4
_MOST_ODD = 1_000_000
"""Places with foreign bytes beyond which a file is not counted any further: each of them costs a call."""
_MOST_ODD_TOLD = 1000
_MB = 1_000_000
_MENDING = "prodops-foreign-bytes"
_NOT_OF_TEXT = frozenset(("unicode_escape", "raw_unicode_escape", "undefined", "idna", "punycode", "mbcs", "oem"))


def _mended(error: UnicodeError) -> tuple[str, int]:
    """Stands in for bytes that are none of the encoding: those in a UTF-8 text are read as cp1252, for they come from there."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    lost = error.object[error.start : error.end]
    if error.encoding.replace("-", "").startswith("utf8"):
        return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in lost), error.end
    return "\ufffd", error.end


codecs.register_error(_MENDING, _mended)


@dataclass(frozen=True)
class Encoding:
    """How the bytes of a file become text; at ``odd`` places they are none of the encoding.

    ``others`` are what the file could be read as too. ``zeros`` counts NUL bytes, ``marks`` the byte order marks amid the text.
    """

    name: str
    odd: int = 0
    others: tuple[str, ...] = ()
    zeros: int = 0
    marks: int = 0

    def reading(self, content: io.BufferedReader) -> io.TextIOWrapper:
        """The text of ``content``, with the ends of its lines as they are."""
        return io.TextIOWrapper(content, self.name, _MENDING if self.odd else "strict", newline="")


def find_encoding(source: Source, report: Report | None = None) -> Encoding:
    """The encoding of a text file."""
    return _Finder(source, report or ignored()).found()


class _Finder:
    """Looks for the encoding of one file, which it may go through several times."""

    def __init__(self, source: Source, report: Report) -> None:
        self._source = source
        self._report = report

    def found(self) -> Encoding:
        with unpacked(self._source) as (content, _):
            head = content.read(_HEAD)
        name = next((name for mark, name in _BOMS if head.startswith(mark)), None) or _wide(head)
        if name is None and _is_iso_2022(head) and self._fits("iso2022_jp_2"):
            name = "iso2022_jp_2"
        if name is not None:
            return replace(examined(self._source, name, self._report), others=_others(name, head[: 1 << 14]))
        found = examined(self._source, "utf-8", self._report)
        telling = _telling(self._source, self._report) if found.odd else head
        if not found.odd or (found.odd < _MOST_ODD and _wide_signs(self._source, self._report) > _MOSTLY * found.odd):
            return replace(found, others=_others("utf-8", telling))
        for likely in (*guessed(telling), "cp1252"):
            for exact in (*(plain for plain, wider in WIDER.items() if wider == likely), likely):
                if fitting := self._fits(exact):
                    return replace(fitting, others=_others(exact, telling))
        return replace(examined(self._source, "latin-1", self._report), others=_others("latin-1", telling))

    def _fits(self, name: str) -> Encoding | None:
        """The encoding, where no byte of the file is foreign to it."""
        encoding = examined(self._source, name, self._report, most_odd=1)
        return None if encoding.odd else encoding


def chosen_encoding(source: Source, wanted: str, report: Report | None = None) -> Encoding:
    """The encoding that the operator chose; UserError when there is none of this name, or the file is not written in it."""
    try:
        found = codecs.lookup(wanted)
    except (LookupError, ValueError):
        found = None
    if found is None or not getattr(found, "_is_text_encoding", True) or found.name.replace("-", "_") in _NOT_OF_TEXT:
        raise UserError(f"There is no encoding “{wanted[:40]}”. Choose one such as utf-8, cp1252 or big5.")
    with unpacked(source) as (content, _):
        marked = content.read(4).startswith(codecs.BOM_UTF8)
    name = "utf-8-sig" if found.name == "utf-8" and marked else found.name
    encoding = examined(source, name, report or ignored(), most_odd=_MOST_ODD_TOLD)
    if encoding.odd:
        many = f"{encoding.odd:,} places" if encoding.odd < _MOST_ODD_TOLD else f"{encoding.odd:,} places and more"
        places = "one place" if encoding.odd == 1 else many
        raise UserError(f"It can't be read as {wanted}: at {places} its bytes are no letters there. Choose another encoding.")
    return encoding


def _wide(head: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark, which the zeros of its letters and the ends of its lines give away."""
    if b"\x00" not in head:
        return None
    for width, low, name in ((4, 0, "utf-32-le"), (4, 3, "utf-32-be"), (2, 0, "utf-16-le"), (2, 1, "utf-16-be")):
        zeros = [head[place::width].count(0) * width for place in range(width)]
        if zeros[low] * 20 > len(head) or not all(zeros[place] > zeros[low] for place in range(width) if place != low):
            continue
        try:
            text = codecs.getincrementaldecoder(name)().decode(head)
        except UnicodeDecodeError:
            continue
        if text and "\x00" not in text and (max(zeros) > 0.4 * len(head) or oddness(text) < _MORE_ODD) and "\n" in text.replace("\r", "\n"):
            return name
    return None


def _is_iso_2022(head: bytes) -> bool:
    return head.isascii() and (b"\x1b$B" in head or b"\x1b$@" in head)


class _TooOddError(Exception):
    """A file has more bytes foreign to an encoding than need to be counted."""


def examined(source: Source, name: str, report: Report, most_odd: int = _MOST_ODD) -> Encoding:
    """The encoding with what does not fit in the whole of the file; it is not gone through any further at the place ``most_odd``."""
    odd = zeros = marks = 0

    def counted(error: UnicodeError) -> tuple[str, int]:
        nonlocal odd
        odd += 1
        if odd >= most_odd:
            raise _TooOddError
        return _mended(error)

    codecs.register_error("prodops-counting", counted)
    decoder = codecs.getincrementaldecoder(name)("prodops-counting")
    is_wide, is_utf_8 = name.startswith(("utf-16", "utf-32")), name.startswith("utf-8")
    try:
        for block in _blocks(source, report):
            decoder.decode(block)
            zeros += 0 if is_wide else block.count(b"\x00")
            marks += block.count(codecs.BOM_UTF8) if is_utf_8 and not block.isascii() else 0
        decoder.decode(b"", final=True)
    except _TooOddError:
        pass
    return Encoding(name, odd, zeros=zeros, marks=marks - (name == "utf-8-sig"))


def _blocks(source: Source, report: Report) -> Iterator[bytes]:
    """The content of a file in blocks; how far it is gone through is reported."""
    size = source.size
    with unpacked(source) as (content, raw):
        while block := content.read(_BLOCK):
            yield block
            report(raw.tell() // _MB, size // _MB, "Looking at the letters, MB")


def _wide_signs(source: Source, report: Report) -> int:
    """How many signs beyond ASCII the file has when it is read as UTF-8."""
    wide = 0
    decoder = codecs.getincrementaldecoder("utf-8")("ignore")
    for block in _blocks(source, report):
        text = decoder.decode(block)
        wide += len(text) - len(text.encode("ascii", "ignore"))
    return wide


def _telling(source: Source, report: Report) -> bytes:
    """The lines that say something of the encoding: the first ASCII megabyte of a file doesn't."""
    found: list[bytes] = []
    length, rest = 0, b""
    for block in _blocks(source, report):
        if length > _TELLING_BYTES:
            break
        whole, _, cut = block.rpartition(b"\n")
        if block.isascii() and rest.isascii():
            rest = cut
            continue
        lines = [line.rstrip(b"\r") for line in (rest + whole).split(b"\n") if not line.isascii()]
        found += lines
        length += sum(map(len, lines))
        rest = cut
    if not rest.isascii():
        found.append(rest)
    return b"\n".join(found)[:_TELLING_BYTES]


def _others(found: str, telling: bytes) -> tuple[str, ...]:
    """What else the file could be read as, as far as its telling lines say; one of those that give the same text, and none as found."""
    wide = found.startswith(("utf-16", "utf-32"))
    offered = ("utf-8", "cp1252") if wide else (*OFFERED, *SELDOM)
    same = "utf-8" if found == "utf-8-sig" else found
    if wide:
        return tuple(name for name in offered if decoded(telling, name) is not None)
    texts = {decoded(telling, same): same, None: ""}
    for name in offered:
        texts.setdefault(decoded(telling, name), name)
    return tuple(name for name in texts.values() if name and name != same)
