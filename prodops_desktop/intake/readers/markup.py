"""Parses XML in pieces as strangers' tools write it: what is wrong in small ways is mended, and a document type is refused."""

import codecs
import html.entities
import re
from collections.abc import Callable, Iterable, Iterator
from xml.parsers import expat

from prodops_desktop.errors import UserError
from prodops_desktop.intake.readers.zipped import PartBrokenError


class HarmfulError(UserError):
    """A file that no reader is to read any further."""


class DeclaredTypeError(HarmfulError):
    """A document declares its type or entities; nothing of it is expanded or fetched, and the file is refused."""

    def __init__(self) -> None:
        super().__init__(
            "It declares a document type or entities, which no spreadsheet program writes and which can be made to do harm. "
            "Open it where it came from and save it again."
        )


Attributes = dict[str, str]
Start = Callable[[str, Attributes], None]
End = Callable[[str], None]
Text = Callable[[str], None]

_JUNK_BEHIND = 9  # expat: something follows after the end of the document, which is of no interest
_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\r")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_NO_CHARACTER = re.compile("[\ufffe\uffff\ud800-\udfff]")
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']""")
_REFERENCE = re.compile(r"&(?:#(\d{1,9});|#[xX]([0-9a-fA-F]{1,8});|(\w{1,40});)?")
_OWN_ENTITIES = frozenset(("amp", "lt", "gt", "quot", "apos"))
_TELLING = 400
"""Bytes at the beginning of a document that tell its encoding."""
_LITERALLY, _LITERALLY_ENDS = "<![CDATA[", "]]>"
_LONGEST_REFERENCE = 45
_LONGEST_HELD = 1 << 24


class LocalNames(dict[str, str]):
    """Names of elements and attributes → the same without their prefix."""

    def __missing__(self, name: str) -> str:
        local = self[name] = name.rpartition(":")[2]
        return local


LOCAL = LocalNames()


def local_attributes(attributes: Attributes) -> Attributes:
    """The attributes by their names without a prefix."""
    return {LOCAL[name]: value for name, value in attributes.items()}


def parsed(pieces: Iterable[bytes], start: Start, end: End | None = None, text: Text | None = None) -> Iterator[int]:
    """Parse a document, calling the functions as its elements come; the bytes taken in so far are given after each piece.

    Raises PartBrokenError where it can't be parsed any further, and DeclaredTypeError.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.buffer_size = 1 << 16
    root: list[str] = []

    def start_root(name: str, attributes: Attributes) -> None:
        root.append(name)
        parser.StartElementHandler = start
        start(name, attributes)

    parser.StartElementHandler = start_root
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    if end is not None:
        parser.EndElementHandler = end
    if text is not None:
        parser.CharacterDataHandler = text
    mended = _Mended()
    taken, latest = 0, ""
    try:
        try:
            for piece in pieces:
                latest = mended.take(piece)
                parser.Parse(latest)
                taken += len(piece)
                yield taken
        except PartBrokenError:
            parser.Parse(mended.rest())
            raise
        rest = mended.rest()
        latest += rest
        parser.Parse(rest, True)  # noqa: FBT003 - expat takes it by its place
    except expat.ExpatError as error:
        is_behind_the_end = error.code == _JUNK_BEHIND or (root and f"</{root[0]}>" in latest)
        if not is_behind_the_end:
            raise PartBrokenError(str(error)) from None
    yield taken


def elements(pieces: Iterable[bytes]) -> Iterator[tuple[str, Attributes]]:
    """The elements of a small document in order, by local names, with the attributes by theirs; those in front of a break."""
    found: list[tuple[str, Attributes]] = []
    try:
        for _ in parsed(pieces, lambda name, attributes: found.append((LOCAL[name], local_attributes(attributes)))):
            pass
    except PartBrokenError:
        pass
    return iter(found)


def _refuse(*_: object) -> None:
    raise DeclaredTypeError


class _Mended:
    """The text of a document, piece by piece, without what a strict parser would stop at.

    A character that XML has no place for becomes its escape "_x000B_", which readers of texts turn back; bytes that are no text
    become "\ufffd"; an ampersand that begins nothing stands for itself, and the names that HTML has for characters are understood.
    """

    def __init__(self) -> None:
        self._decoder: codecs.IncrementalDecoder | None = None
        self._is_wide = False
        self._head = b""
        self._held = ""

    def take(self, piece: bytes) -> str:
        """The text of the next piece; a reference that it cuts is held back."""
        if self._decoder is None:
            self._head += piece
            if len(self._head) < _TELLING:
                return ""
            piece, self._head = self._begin(self._head), b""
        return self._mended(piece)

    def rest(self) -> str:
        """What was held back."""
        text = self._mended(self._begin(self._head)) if self._decoder is None else ""
        text, self._held = text + _referring(self._held), ""
        return text

    def _mended(self, piece: bytes) -> str:
        assert self._decoder is not None
        has_controls = self._is_wide or len(piece.translate(None, _CONTROLS)) < len(piece)
        text = self._decoder.decode(piece)
        if has_controls:
            text = _CONTROL.sub(_escaped, text)
        if not text.isascii():
            text = _NO_CHARACTER.sub("\ufffd", text)
        return _referring(self._keep_cut(self._held + text))

    def _begin(self, piece: bytes) -> bytes:
        for mark, name in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF8, "utf-8")):
            if piece.startswith(mark):
                piece, encoding = piece[len(mark) :], name
                break
        else:
            encoding = "utf-16-le" if piece[:2] == b"<\x00" else "utf-16-be" if piece[:2] == b"\x00<" else _declared_in(piece)
            piece = piece.lstrip(b" \t\r\n") if not encoding.startswith("utf-16") else piece
        self._is_wide = encoding.startswith("utf-16")
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        return piece

    def _keep_cut(self, text: str) -> str:
        """The text up to a reference, or a passage that is to be taken literally, which goes on in the next piece."""
        cut = text.rfind(_LITERALLY)
        if cut < 0 or text.find(_LITERALLY_ENDS, cut) >= 0:
            cut = text.rfind("&", max(0, len(text) - _LONGEST_REFERENCE))
            if cut < 0 or text.find(";", cut) >= 0:
                cut = text.rfind("<", max(0, len(text) - len(_LITERALLY)))
                if not _LITERALLY.startswith(text[cut:]):
                    cut = -1
        if cut < 0 or len(text) - cut > _LONGEST_HELD:
            cut = len(text)
        self._held = text[cut:]
        return text[:cut]


def _declared_in(piece: bytes) -> str:
    found = _DECLARED.match(piece[:300].lstrip())
    try:
        encoding = codecs.lookup(found.group(1).decode("ascii")).name if found else "utf-8"
        codecs.getincrementaldecoder(encoding)("replace").decode(b"<")
    except (LookupError, UnicodeError, ValueError, TypeError):
        return "utf-8"
    return encoding if not encoding.startswith("utf-16") else "utf-8"  # a document in UTF-16 would not have been read this far


def _escaped(control: re.Match[str]) -> str:
    return f"_x{ord(control.group()):04X}_"


def _referring(text: str) -> str:
    """The text with all its references mended, those aside that are to be taken literally."""
    if "&" not in text:
        return text
    parts, at = [], 0
    while (start := text.find(_LITERALLY, at)) >= 0:
        end = text.find(_LITERALLY_ENDS, start)
        end = len(text) if end < 0 else end + len(_LITERALLY_ENDS)
        parts += [_REFERENCE.sub(_reference, text[at:start]), text[start:end]]
        at = end
    return "".join([*parts, _REFERENCE.sub(_reference, text[at:])])


def _reference(found: re.Match[str]) -> str:
    decimal, hexadecimal, name = found.groups()
    if name in _OWN_ENTITIES:
        return found.group()
    if name is not None:
        known = html.entities.html5.get(f"{name};")
        return f"&amp;{name};" if known is None else "".join(f"&#{ord(sign)};" for sign in known)
    if decimal is None and hexadecimal is None:
        return "&amp;"
    code = int(decimal) if decimal else int(hexadecimal, 16)
    if code < 32 and code not in (9, 10, 13):
        return f"_x{code:04X}_"
    return "\ufffd" if 0xD800 <= code <= 0xDFFF or code in (0xFFFE, 0xFFFF) or code > 0x10FFFF else found.group()
