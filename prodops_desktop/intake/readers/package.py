"""What calamine does not tell of an xlsx file, read straight from its parts: error cells, number formats, sizes."""

import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.etree import ElementTree

_BLOCK = 1 << 20
_OVERLAP = 4096
_SMALL_PART = 16_000_000
_ERROR_CELL = re.compile(
    rb"""<(?:\w+:)?c\s[^>]*?\bt=["']e["'][^>]*>(?:(?!</(?:\w+:)?c>).){0,2000}?<(?:\w+:)?v[^>]*>([^<]{1,60})<""", re.DOTALL
)
_REFERENCE = re.compile(rb"""\br=["']([A-Z]{1,3})(\d{1,7})["']""")
_STYLED_CELL = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\br=["']([A-Z]{1,3})\d+["'][^>]*>""")
_STYLE = re.compile(rb"""\bs=["'](\d+)["']""")
_BUILT_IN = {9: "0%", 10: "0.00%"}
_PROPERTIES = "docProps/custom.xml"
RECORDS_ONLY = ("Rows", "records only")
"""The custom property of a workbook whose rows are records, each of them, below a header: it has no totals and no notes."""


class Package:
    """The parts of one xlsx file; every failure to understand them means "nothing known", never an error."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.parts: dict[str, str] = {}
        """Sheet name → part name."""
        self.sizes: dict[str, int] = {}
        """Part name → bytes when unpacked."""
        self.records_only = False
        """Whether the file says :data:`RECORDS_ONLY` of itself."""
        self._formats: list[str] = []
        try:
            with zipfile.ZipFile(path) as archive:
                self.sizes = {info.filename: info.file_size for info in archive.infolist()}
                self.parts = self._sheet_parts(archive)
                self._formats = self._number_formats(archive)
                self.records_only = RECORDS_ONLY in self._properties(archive)
        except (zipfile.BadZipFile, KeyError, ElementTree.ParseError, OSError, ValueError, NotImplementedError, EOFError):
            return

    def size(self, sheet: str) -> int:
        """Bytes of XML that the sheet unpacks to; 0 when unknown."""
        return self.sizes.get(self.parts.get(sheet, ""), 0)

    def error_cells(self, sheet: str) -> tuple[dict[tuple[int, int], str], int]:
        """The texts of error cells by 1-based (row, column), and how many there are whose place can't be told."""
        found: dict[tuple[int, int], str] = {}
        lost = 0
        for block in self._blocks(sheet):
            if b't="e"' not in block and b"t='e'" not in block:
                continue
            for cell in _ERROR_CELL.finditer(block):
                place = _REFERENCE.search(cell.group(0)[: cell.group(0).find(b">")])
                if place is None:
                    lost += 1
                    continue
                found[int(place.group(2)), _column_number(place.group(1))] = cell.group(1).decode("utf-8", "replace")
        return found, lost

    def column_formats(self, sheet: str) -> dict[int, set[str]]:
        """The number formats seen in each 1-based column, in the first megabyte of the sheet."""
        seen: dict[int, set[str]] = {}
        if not any("%" in form or _is_money(form) for form in self._formats):
            return seen
        for block in self._blocks(sheet):
            for cell in _STYLED_CELL.finditer(block):
                style = _STYLE.search(cell.group(0))
                number = int(style.group(1)) if style else 0
                form = self._formats[number] if number < len(self._formats) else ""
                seen.setdefault(_column_number(cell.group(1)), set()).add(form)
            break
        return seen

    def _blocks(self, sheet: str) -> Iterator[bytes]:
        """The sheet's XML in blocks that overlap, so that no cell is cut in all of them."""
        part = self.parts.get(sheet)
        if part is None:
            return
        try:
            with zipfile.ZipFile(self._path) as archive, archive.open(part) as stream:
                tail = b""
                while block := stream.read(_BLOCK):
                    yield tail + block
                    tail = block[-_OVERLAP:]
        except (zipfile.BadZipFile, KeyError, OSError, ValueError, NotImplementedError, EOFError):
            return

    def _read(self, archive: zipfile.ZipFile, part: str) -> ElementTree.Element:
        if archive.getinfo(part).file_size > _SMALL_PART:
            raise ValueError(part)
        return ElementTree.fromstring(archive.read(part))

    def _properties(self, archive: zipfile.ZipFile) -> list[tuple[str, str]]:
        """The custom properties that are texts."""
        found: Iterable[ElementTree.Element] = self._read(archive, _PROPERTIES) if _PROPERTIES in self.sizes else []
        return [(element.get("name", ""), "".join(element.itertext()).strip()) for element in found]

    def _sheet_parts(self, archive: zipfile.ZipFile) -> dict[str, str]:
        book = next((name for name in self.sizes if name.endswith("workbook.xml")), "xl/workbook.xml")
        folder, _, file = book.rpartition("/")
        targets = {}
        for relation in self._read(archive, f"{folder}/_rels/{file}.rels"):
            target = relation.get("Target", "")
            targets[relation.get("Id")] = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}".lstrip("/")
        parts = {}
        for element in self._read(archive, book).iter():
            if element.tag.endswith("}sheet"):
                identity = next((value for key, value in element.attrib.items() if key.endswith("}id")), None)
                parts[element.get("name", "")] = targets.get(identity, "")
        return parts

    def _number_formats(self, archive: zipfile.ZipFile) -> list[str]:
        styles = next((name for name in self.sizes if name.endswith("styles.xml")), None)
        if styles is None:
            return []
        root = self._read(archive, styles)
        codes = dict(_BUILT_IN)
        for element in root.iter():
            if element.tag.endswith("}numFmt"):
                codes[int(element.get("numFmtId", "0"))] = element.get("formatCode", "")
        formats = []
        for group in root:
            if group.tag.endswith("}cellXfs"):
                formats = [codes.get(int(xf.get("numFmtId", "0")), "") for xf in group]
        return formats


def _is_money(form: str) -> bool:
    return any(sign in form for sign in "€$£¥₹")


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
