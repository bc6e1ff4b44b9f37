"""Reads what an item waits for as plans write it, “2”, “12ss+3d”, “7, 8”, “1 - 15” or titles, and writes it so that it reads back."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

FINISH_TO_START = "fs"
_TYPES = {
    **dict.fromkeys(("fs", "ea", "fd", "fc"), FINISH_TO_START),
    **dict.fromkeys(("ss", "aa", "dd", "cc"), "ss"),
    **dict.fromkeys(("ff", "ee"), "ff"),
    **dict.fromkeys(("sf", "ae", "df", "cf"), "sf"),
}
"""The types of dependencies as they are called in English, German, French and Spanish."""
_UNITS = {
    1: "d|day|days|ed|wd|tag|tage|t|jour|jours|j|día|días|dia|dias",
    7: "w|wk|wks|ew|week|weeks|woche|wochen|sem|semaine|semaines|semana|semanas",
    30: "mo|mos|mon|month|months|monat|monate|mois|mes|meses",
}
_DAYS_IN = {word: days for days, words in _UNITS.items() for word in words.split("|")}
_LAG = re.compile(r"\s*(?P<sign>[-+−–])\s*(?P<number>\d+(?:[.,]\d+)?)\s*(?P<unit>[^\W\d_]*)\.?$")
_TYPE = re.compile(rf"(?:(?<=\d)|\s+)\(?(?P<type>{'|'.join(_TYPES)})\)?$", re.IGNORECASE)
_RANGE = re.compile(r"(?P<first>\d+)\s*(?:-|–|—|\.\.+|to|bis|à|a)\s*(?P<last>\d+)")
_LONGEST_RANGE = 5_000
_PIECE = re.compile(r'\s*("(?:[^"]|"")*"(?=\s*(?:[-+;\n|]|$))[^;\n|]*|[^;\n|]*)(?:[;\n|]|$)')
_QUOTED = re.compile(r'"((?:[^"]|"")*)"')
_COMMA = re.compile(r"\s*,\s*|\s+(?:&|and|und|et|y)\s+", re.IGNORECASE)
_PLAIN_NAME = re.compile(r"[\w.#/-]+")
Knows = Callable[[str], bool]
"""Whether a text is the key or title of an item."""


@dataclass(frozen=True)
class Named:
    """An item that another one waits for, by what the sheet calls it; ``lag`` in days, None where the sheet says nothing of it."""

    name: str
    type: str = FINISH_TO_START
    lag: int | None = None


def read_predecessors(text: str, knows: Knows) -> tuple[list[Named], list[str]]:
    """What a cell names, and the parts of it that name nothing that is known."""
    if knows(text):
        return [Named(text)], []
    found: list[Named] = []
    unknown: list[str] = []
    for piece in _pieces(text):
        one = _one(piece, knows)
        for part in [piece] if one else _divided(piece, knows):
            named = one or _one(part, knows)
            found.extend(named)
            unknown.extend([] if named else [part])
    return found, unknown


def write_predecessor(name: str, lag: int, *, said: bool) -> str:
    """A key with its lag: “DP-12”, “DP-12 +3d”, “DP-12 -5d”; a lag of none is written where it has to be ``said``."""
    escaped = name.replace('"', '""')
    written = name if _PLAIN_NAME.fullmatch(name) else f'"{escaped}"'
    return f"{written} {lag:+d}d" if lag or said else written


def _pieces(text: str) -> list[str]:
    return [piece for found in _PIECE.finditer(text) if (piece := found[1].strip())]


def _divided(piece: str, knows: Knows) -> Iterable[str]:
    parts = [part.strip() for part in _COMMA.split(piece) if part.strip()]
    words = piece.split()
    return words if len(parts) == 1 and len(words) > 1 and all(_one(word, knows) for word in words) else parts


def _one(piece: str, knows: Knows) -> list[Named]:
    """The items that one part of a cell names; none where it is not known."""
    quoted = _QUOTED.match(piece)
    if quoted is not None:
        name, rest = quoted[1].replace('""', '"'), piece[quoted.end() :]
        said = [one for one in _taken_apart(f"0{rest}") if one.name == "0"]  # a name that is none of its own
        if said and knows(name):
            return [replace(said[0], name=name)]
    if knows(piece):
        return [Named(piece)]
    meant = next((one for one in _taken_apart(piece) if knows(one.name)), None)
    if meant is not None:
        return [meant]
    numbers = _RANGE.fullmatch(piece)
    if numbers is None or not 0 < int(numbers["last"]) - int(numbers["first"]) <= _LONGEST_RANGE:
        return []
    return [Named(str(one)) for one in range(int(numbers["first"]), int(numbers["last"]) + 1) if knows(str(one))]


def _taken_apart(piece: str) -> Iterator[Named]:
    """How “12ss+3d” can be read: first as a name with a lag, then as a name with a type too."""
    found = _LAG.search(piece)
    name = piece if found is None else piece[: found.start()].strip()
    unit = found["unit"].casefold() if found is not None else ""
    if unit and unit not in _DAYS_IN:
        return
    lag = _days(found, unit) if found is not None else None
    if unit or found is None:  # without a unit the 12 of DP-12 is no lag
        yield Named(name, lag=lag)
    type_ = _TYPE.search(name)
    if type_ is not None:
        yield Named(name[: type_.start()].strip(), _TYPES[type_["type"].casefold()], lag)


def _days(lag: re.Match[str], unit: str) -> int:
    days = round(float(lag["number"].replace(",", ".")) * _DAYS_IN.get(unit, 1))
    return days if lag["sign"] == "+" else -days
