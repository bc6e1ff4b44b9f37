"""Takes a cell that lists several things apart, “Control 50; A 25; B 25”, and writes one that reads back whatever the names hold."""

import re
from collections.abc import Iterator

_COMMA = re.compile(r",(?!\d)")
_SLASH = re.compile(r"\s[/|]\s|\svs\.?\s", re.IGNORECASE)
_LINES = re.compile(r"[;\n]")
_QUOTED = re.compile(r'"((?:[^"]|"")*)"')


def parts_of(text: str) -> list[str]:
    """The parts of a list: set apart by semicolons or lines; where there is none, by commas, else by “ / ”, “ | ” or “ vs ”.

    A part that begins with a quotation mark is a quoted name, within which nothing divides.
    """
    for divider in (_LINES, _COMMA, _SLASH):
        parts = [part.strip() for part in _divided(text, divider)]
        if len(parts) > 1:
            return [part for part in parts if part]
    return [text.strip()] if text.strip() else []


def _divided(text: str, divider: re.Pattern[str]) -> Iterator[str]:
    start = at = 0
    while (found := divider.search(text, at)) is not None:
        own = text[start : found.start()].lstrip()
        if own.startswith('"') and own.count('"') % 2 and '"' in text[found.end() :]:
            at = found.end()  # within a quoted name
            continue
        bare = _QUOTED.sub("", own)
        if divider is _COMMA and bare.count("(") > bare.count(")"):
            at = found.end()  # a remark in brackets goes on
            continue
        yield text[start : found.start()]
        start = at = found.end()
    yield text[start:]


def take_quoted(part: str) -> tuple[str, str] | None:
    """The quoted name that a part begins with, and what follows; None where it begins otherwise."""
    found = _QUOTED.match(part)
    return (found[1].replace('""', '"'), part[found.end() :]) if found is not None and found[1] else None


def quoted(name: str) -> str:
    """A name in quotation marks, those within doubled."""
    escaped = name.replace('"', '""')
    return f'"{escaped}"'


def one_line(text: str) -> str:
    """The text as a name of one line: blanks at its ends taken off, those within joined."""
    return " ".join(text.split())
