"""What calamine does not tell of an xlsx file, found in its parts beside it: counts, error cells, formats, what is hidden or merged."""

import zipfile
from collections.abc import Callable
from functools import cached_property

from prodops_desktop.intake.readers.markup import LOCAL, Attributes, parsed
from prodops_desktop.intake.readers.ooxml.census import Census, take_census
from prodops_desktop.intake.readers.ooxml.outline import Outline, SheetPart, read_outline
from prodops_desktop.intake.readers.ooxml.recount import count_values
from prodops_desktop.intake.readers.ooxml.styles import Styles, read_styles
from prodops_desktop.intake.readers.source import Source
from prodops_desktop.intake.readers.zipped import Archive, PartBrokenError

_PROPERTIES = "docprops/custom.xml"
RECORDS_ONLY = ("Rows", "records only")
"""The custom property of a workbook whose rows are records, each of them, below a header: it has no totals and no notes."""


class Package:
    """The parts of one workbook of the xlsx family, each read when it is first asked for."""

    def __init__(self, source: Source) -> None:
        """Raises BadZipFile or OSError when it has no parts, and DeclaredTypeError as in parsing them."""
        self.archive = Archive(source)
        self.outline: Outline = read_outline(self.archive)

    @cached_property
    def styles(self) -> Styles:
        """The formats of cells."""
        return read_styles(self.archive, self.outline.styles)

    @cached_property
    def records_only(self) -> bool:
        """Whether the file says :data:`RECORDS_ONLY` of itself."""
        properties = _Properties()
        try:
            if self.archive.find(_PROPERTIES):
                for _ in parsed(self.archive.pieces(_PROPERTIES), properties.start, text=properties.text):
                    pass
        except PartBrokenError:
            pass
        return properties.found.get(RECORDS_ONLY[0], "").strip() == RECORDS_ONLY[1]

    @cached_property
    def size(self) -> int:
        """Bytes of all sheets and of the texts that they share, when unpacked."""
        parts = {sheet.part for sheet in self.outline.sheets} | {self.outline.strings}
        return sum(self.archive.size(part) for part in parts if part is not None)

    def sheet(self, number: int, name: str) -> SheetPart | None:
        """The sheet at a 0-based place among all sheets, or the first of its name where another one is there."""
        sheets = self.outline.sheets
        if number < len(sheets) and sheets[number].name == name:
            return sheets[number]
        return next((sheet for sheet in sheets if sheet.name == name), None)

    def census(self, part: str, heard: Callable[[int], None] | None = None) -> Census:
        """What is in the sheet in ``part``; see :func:`~prodops_desktop.intake.readers.ooxml.census.take_census`."""
        since_1904 = self.outline.since_1904
        return take_census(self.archive, part, self.styles, records_only=self.records_only, since_1904=since_1904, heard=heard)

    def count_values(self, part: str) -> int | None:
        """See :func:`~prodops_desktop.intake.readers.ooxml.recount.count_values`."""
        return count_values(self.archive, part, self.outline.strings)


def package_of(source: Source) -> Package | None:
    """The package, or None where there is none to be had; DeclaredTypeError as in parsing its parts."""
    try:
        return Package(source)
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError):
        return None


class _Properties:
    def __init__(self) -> None:
        self.found: dict[str, str] = {}
        self._name = ""

    def start(self, name: str, attributes: Attributes) -> None:
        if LOCAL[name] == "property":
            self._name = attributes.get("name", "")

    def text(self, text: str) -> None:
        self.found[self._name] = self.found.get(self._name, "") + text
