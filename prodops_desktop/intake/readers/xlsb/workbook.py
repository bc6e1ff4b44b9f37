"""Reads what an xlsb workbook says of all its sheets: their names, states and parts, the shared texts, the number formats."""

import posixpath
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from prodops_desktop.intake.readers.markup import elements
from prodops_desktop.intake.readers.serials import BUILT_IN, Shown, shown_by
from prodops_desktop.intake.readers.xlsb.records import BROKEN, records, u32, wide_text
from prodops_desktop.intake.readers.zipped import Archive
from prodops_desktop.work.report import Report

_STRING, _FORMAT, _STYLE, _BOOK, _BUNDLED_SHEET = 19, 44, 47, 153, 156
_STYLES_BEGIN, _STYLES_END = 617, 618
_STATES = {1: "hidden", 2: "very hidden"}
_PERCENT, _MONEY = (9, 10), (5, 6, 7, 8, 42, 44)
_CURRENCIES = "€$£¥₹"
_MB = 1_000_000


@dataclass(frozen=True)
class Listed:
    """A sheet as the workbook lists it; ``part`` is where its cells are, None when it isn't there."""

    name: str
    state: str
    part: str | None


@dataclass
class Workbook:
    """What the parts of the workbook say of all sheets; ``damaged`` are the parts that could not be read to their ends."""

    archive: Archive
    report: Report
    sheets: list[Listed] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    shown: list[Shown] = field(default_factory=list)
    """What each style of cells shows a number as."""
    percents: set[int] = field(default_factory=set)
    money: set[int] = field(default_factory=set)
    since_1904: bool = False
    damaged: list[str] = field(default_factory=list)

    def records(self, part: str) -> Iterator[tuple[int, bytes]]:
        """Type and content of each record of a part; raises one of BROKEN for one that is cut off."""
        return records(self._pieces(part))

    def _pieces(self, part: str) -> Iterator[bytes]:
        size, taken = self.archive.size(part) // _MB, 0
        for piece in self.archive.pieces(part):
            taken += len(piece)
            self.report(taken // _MB, max(size, taken // _MB), "Reading MB")
            yield piece


def read_workbook(archive: Archive, report: Report) -> Workbook:
    """The workbook in ``archive``; raises one of BROKEN where it can't even be told which sheets there are."""
    found = Workbook(archive, report)
    part = _workbook_part(archive)
    relations = _relations(archive, part)
    for kind, content in found.records(part):
        if kind == _BUNDLED_SHEET:
            found.sheets.append(_listed(content, relations))
        elif kind == _BOOK:
            found.since_1904 = bool(content[0] & 1)
    for kind_of, target in relations.values():
        try:
            if target is not None and kind_of == "sharedstrings":
                found.texts.extend(wide_text(content, 1)[0] for kind, content in found.records(target) if kind == _STRING)
            elif target is not None and kind_of == "styles":
                _read_styles(found, target)
        except BROKEN:
            found.damaged.append("texts" if kind_of == "sharedstrings" else "formats")
    return found


def _workbook_part(archive: Archive) -> str:
    named = [name for name in archive.names if name.endswith("workbook.bin")]
    if not named:
        raise ValueError("there is no workbook in it")
    return min(named, key=lambda name: (name != "xl/workbook.bin", len(name)))


def _relations(archive: Archive, part: str) -> dict[str, tuple[str, str | None]]:
    """The relations of the workbook: id → kind and part; what lies outside of the file is left out."""
    folder, file = posixpath.split(part)
    there = archive.find(f"{folder}/_rels/{file}.rels")
    found: dict[str, tuple[str, str | None]] = {}
    for tag, attributes in elements(archive.pieces(there)) if there else ():
        if tag == "Relationship" and attributes.get("TargetMode", "").lower() != "external":
            target = attributes.get("Target", "")
            kind = attributes.get("Type", "").rpartition("/")[2].lower()
            found[attributes.get("Id", "")] = kind, archive.find(target if target.startswith("/") else f"{folder}/{target}")
    return found


def _listed(content: bytes, relations: dict[str, tuple[str, str | None]]) -> Listed:
    """A sheet of the list; the first versions of the format had one more number in front."""
    for start in (0, 4):
        try:
            relation, at = wide_text(content, start + 8)
            name, _ = wide_text(content, at)
        except BROKEN:
            continue
        if relation in relations:
            return Listed(name, _STATES.get(u32(content, start), "visible"), relations[relation][1])
    raise ValueError("a sheet of the list is not understood")


def _read_styles(found: Workbook, part: str) -> None:
    codes: dict[int, str] = {}
    is_of_cells = False
    for kind, content in found.records(part):
        if kind == _FORMAT:
            codes[struct.unpack_from("<H", content)[0]] = wide_text(content, 2)[0]
        elif kind in (_STYLES_BEGIN, _STYLES_END):
            is_of_cells = kind == _STYLES_BEGIN
        elif kind == _STYLE and is_of_cells:
            number = struct.unpack_from("<H", content, 2)[0]
            style, code = len(found.shown), codes.get(number, "")
            found.shown.append(shown_by(code) if code else BUILT_IN.get(number, Shown.NUMBER))
            if number in _PERCENT or "%" in code:
                found.percents.add(style)
            if number in _MONEY or any(sign in code for sign in _CURRENCIES):
                found.money.add(style)
