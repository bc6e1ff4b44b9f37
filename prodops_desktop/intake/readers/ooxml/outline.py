"""Finds what a workbook is made of: its sheets with their names and states, and the parts that hold cells, texts and formats."""

import posixpath
import re
from dataclasses import dataclass, field

from prodops_desktop.intake.readers.markup import Attributes, elements
from prodops_desktop.intake.readers.zipped import Archive

_STATES = {"hidden": "hidden", "veryhidden": "very hidden"}
_TRUE = ("1", "true", "on")
_CELLS = re.compile(r"(?:.*/)?(?:work|macro)sheets/[^/]*\.xml")
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True)
class SheetPart:
    """A sheet as the workbook lists it; ``part`` is where its cells are, None when nothing holds them."""

    name: str
    state: str
    part: str | None
    holds_cells: bool = True


@dataclass
class Outline:
    """The sheets in order, those without cells included, and the parts that belong to all of them."""

    sheets: list[SheetPart] = field(default_factory=list)
    strings: str | None = None
    styles: str | None = None
    since_1904: bool = False
    guessed: list[str] = field(default_factory=list)
    """The names of the sheets of which the file doesn't say where they lie, or which it doesn't even list."""


@dataclass(frozen=True)
class _Relation:
    kind: str
    part: str | None


def read_outline(archive: Archive) -> Outline:
    """The outline of the workbook in ``archive``, as far as it can be told; guessed by the usual names where nothing says it."""
    book = _workbook_part(archive)
    if book is None:
        return _by_names(archive)
    relations = _relations(archive, book)
    outline = Outline(strings=_part_of(archive, relations, "sharedstrings"), styles=_part_of(archive, relations, "styles"))
    listed = []
    for tag, attributes in elements(archive.pieces(book)):
        if tag == "sheet" and ("name" in attributes or "sheetId" in attributes):
            listed.append(attributes)
        elif tag == "workbookPr" and "date1904" in attributes:  # an extension has an element of this name too
            outline.since_1904 = attributes["date1904"].strip().lower() in _TRUE
    sheets = _Sheets(
        archive, relations, posixpath.dirname(book), {relations[known].part for one in listed if (known := one.get("id")) in relations}
    )
    for number, attributes in enumerate(listed, 1):
        outline.sheets.append(sheets.listed(number, attributes))
    outline.guessed = sheets.guessed
    return outline if outline.sheets else _by_names(archive)


def _workbook_part(archive: Archive) -> str | None:
    for relation in _relations(archive, "").values():
        if relation.kind == "officedocument" and relation.part is not None:
            return relation.part
    named = [name for name in archive.names if name.endswith("workbook.xml")]
    return min(named, key=lambda name: (name != "xl/workbook.xml", len(name)), default=None)


def _relations(archive: Archive, part: str) -> dict[str, _Relation]:
    """The relations of a part by their ids; what lies outside of the file is left out."""
    folder, name = posixpath.split(part)
    there = archive.find(f"{folder}/_rels/{name}.rels")
    found: dict[str, _Relation] = {}
    if there is None:
        return found
    for tag, attributes in elements(archive.pieces(there)):
        if tag == "Relationship" and attributes.get("TargetMode", "").lower() != "external":
            target = attributes.get("Target", "").replace("\\", "/")
            is_absolute = target.startswith("/")
            kind = attributes.get("Type", "").rstrip("/").rpartition("/")[2].lower()
            inside = archive.find(target if is_absolute else f"{folder}/{target}")
            found[attributes.get("Id", "")] = _Relation(kind, inside or archive.find(target))
    return found


def _part_of(archive: Archive, relations: dict[str, _Relation], kind: str) -> str | None:
    """The part of a kind such as "styles", by its relation, else by its name."""
    related = [relation.part for relation in relations.values() if relation.kind == kind and relation.part]
    return next(iter(related), next((name for name in archive.names if posixpath.basename(name) == f"{kind}.xml"), None))


class _Sheets:
    """Finds the parts of the sheets that a workbook lists."""

    def __init__(self, archive: Archive, relations: dict[str, _Relation], folder: str, taken: set[str | None]) -> None:
        """``taken`` are the parts that sheets are related to, which no other sheet is guessed to have."""
        self.guessed: list[str] = []
        self._archive = archive
        self._relations = relations
        self._folder = folder
        self._taken = taken

    def listed(self, number: int, attributes: Attributes) -> SheetPart:
        """The sheet at a 1-based place in the list."""
        name = attributes.get("name") or f"Sheet {number}"
        state = _STATES.get(attributes.get("state", "").strip().lower(), "visible")
        relation = self._relations.get(attributes.get("id", ""))
        part = relation.part if relation else None
        if attributes.get("id") == "" or (relation and relation.kind == "chartsheet") or (part and "chartsheets/" in part):
            return SheetPart(name, state, part, holds_cells=False)  # a module of macros is listed without a part
        if part is None and (part := self._guess(number, attributes.get("sheetId", ""))):
            self.guessed.append(name)
        return SheetPart(name, state, part)

    def _guess(self, number: int, identity: str) -> str | None:
        for usual in (number, identity):
            part = self._archive.find(f"{self._folder}/worksheets/sheet{usual}.xml")
            if part and part not in self._taken:
                self._taken.add(part)
                return part
        return None


def _by_names(archive: Archive) -> Outline:
    """The outline of a workbook that lists no sheets: every part that is called as parts with cells are."""
    parts = sorted((name for name in archive.names if _CELLS.fullmatch(name)), key=_in_order)
    sheets = [SheetPart(posixpath.basename(part).removesuffix(".xml").capitalize(), "visible", part) for part in parts]
    strings, styles = _part_of(archive, {}, "sharedstrings"), _part_of(archive, {}, "styles")
    return Outline(sheets, strings, styles, guessed=[sheet.name for sheet in sheets])


def _in_order(part: str) -> tuple[int, str]:
    number = _NUMBER.search(posixpath.basename(part))
    return int(number.group()) if number else 0, part
