"""The text of a brief: Markdown that somebody types, and parts between marks that are filled from the records and filled again.

In a template ``⟦quotes⟧`` alone on a line asks for a part. In a brief it has become::

    ⟦quotes · 2026-11-23⟧
    …Markdown…
    ⟦/quotes⟧

Only whole lines are marks, and only those that belong together: an opening one without its closing one is text like any other, so that
a brief whose marks somebody broke by hand loses nothing. What is filled in may hold lines that look like marks. These get a word joiner,
which nobody sees, behind their bracket, and lose it again when they are read.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

_JOINER = "\u2060"
_LOOKS_LIKE_A_MARK = re.compile(r"^([^\S\n]*⟦)", re.MULTILINE)
_WAS_JOINED = re.compile(rf"^([^\S\n]*⟦){_JOINER}", re.MULTILINE)
_NAME = rf"(?P<name>[^⟦⟧·/\s{_JOINER}](?:[^⟦⟧·\n]*[^⟦⟧·\s])?)"
_ASKS = re.compile(rf"⟦{_NAME}⟧")
_BEGINS = re.compile(rf"⟦{_NAME} · (?P<day>\d{{4}}-\d\d-\d\d)⟧")


@dataclass(frozen=True)
class Part:
    """A part of a brief that was filled from the records on a day; without a day it is asked for and was not filled yet."""

    name: str
    day: date | None
    text: str


Piece = str | Part
"""Lines that were typed, or a part."""


def pieces(body: str) -> list[Piece]:
    """A brief or a template in pieces, in order."""
    lines, found, typed, place = body.split("\n"), list[Piece](), list[str](), 0
    while place < len(lines):
        part, after = _part_at(lines, place)
        if part is None:
            typed.append(lines[place])
        else:
            if typed:
                found.append("\n".join(typed))
            found.append(part)
            typed = []
        place = after
    return [*found, "\n".join(typed)] if typed else found


def filled(template: str, parts: Mapping[str, str], day: date) -> str:
    """The brief that a template becomes with these ``parts`` by name; what is asked for and not among them stays asked for."""
    return refreshed(template, parts, day)


def refreshed(body: str, parts: Mapping[str, str], day: date, names: Collection[str] | None = None) -> str:
    """The brief with its parts, or those of these ``names``, filled again as of a day; all that was typed around them stays."""
    return "\n".join(_written(_again(piece, parts, day, names)) for piece in pieces(body))


def stale(body: str, parts: Mapping[str, str]) -> tuple[str, ...]:
    """The names of the parts that would read otherwise by now, in order; what differs in blanks only, as editors make it, does not."""
    found = (piece for piece in pieces(body) if isinstance(piece, Part) and piece.name in parts)
    return tuple(dict.fromkeys(one.name for one in found if one.day is None or one.text.split() != _tidy(parts[one.name]).split()))


def plain(body: str) -> str:
    """The brief as Markdown without any marks; each part is a paragraph of its own, and what is asked for and not filled is left out."""
    lines: list[str] = []
    was_part = False
    for piece in pieces(body):
        is_part = isinstance(piece, Part)
        text = piece.text if isinstance(piece, Part) else piece
        if is_part and not text:
            continue
        own = text.split("\n")
        if (is_part or was_part) and lines and lines[-1].strip() and own[0].strip():
            lines.append("")  # else a line below a list would become part of it
        lines.extend(own)
        was_part = is_part
    return "\n".join(lines)


def _part_at(lines: list[str], place: int) -> tuple[Part | None, int]:
    """The part that begins on a line, and the place of the line after it; None where the line is text."""
    line = lines[place].strip()
    if (asks := _ASKS.fullmatch(line)) is not None:
        return Part(asks["name"], None, ""), place + 1
    begins = _BEGINS.fullmatch(line)
    day = _day(begins["day"]) if begins is not None else None
    if begins is None or day is None:
        return None, place + 1
    closing = f"⟦/{begins['name']}⟧"
    for end in range(place + 1, len(lines)):
        line = lines[end].strip()
        if line == closing:
            return Part(begins["name"], day, _WAS_JOINED.sub(r"\1", "\n".join(lines[place + 1 : end]))), end + 1
        if _BEGINS.fullmatch(line) is not None:
            break  # its own end is gone: taking the next one would swallow what was typed in between
    return None, place + 1


def _again(piece: Piece, parts: Mapping[str, str], day: date, names: Collection[str] | None) -> Piece:
    if isinstance(piece, str) or piece.name not in parts or (names is not None and piece.name not in names):
        return piece
    return Part(piece.name, day, _tidy(parts[piece.name]))


def _written(piece: Piece) -> str:
    if isinstance(piece, str):
        return piece
    if piece.day is None:
        return f"⟦{piece.name}⟧"
    text = _LOOKS_LIKE_A_MARK.sub(rf"\1{_JOINER}", piece.text)
    return "\n".join((f"⟦{piece.name} · {piece.day.isoformat()}⟧", *([text] if text else []), f"⟦/{piece.name}⟧"))


def _tidy(text: str) -> str:
    """A part without empty lines around it, which would be lost in a brief."""
    return text.replace("\r\n", "\n").strip("\n")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
