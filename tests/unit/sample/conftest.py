"""What the tests of the sample share: where it lies, its answer key, and rows read back with nothing but openpyxl and csv."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

REPOSITORY = Path(__file__).resolve().parents[3]
Answer = Callable[[str, str], dict[str, Any]]
Read = Callable[..., list[dict[str, Any]]]


@pytest.fixture(scope="session")
def repository() -> Path:
    """The checkout."""
    return REPOSITORY


@pytest.fixture(scope="session")
def sample(repository: Path) -> Path:
    """The folder of the sample that ships."""
    return repository / "resources" / "sample"


@pytest.fixture(scope="session")
def answer(sample: Path) -> Answer:
    """Looks one entry of the answer key up by the beginning of what it says and the end of its file's name."""
    key = json.loads((sample / "answers.json").read_text("utf-8"))["answers"]

    def look_up(what: str, file: str) -> dict[str, Any]:
        found = [entry for entry in key if entry["what"].startswith(what) and entry["file"].endswith(file)]
        assert len(found) == 1, (what, file, len(found))
        entry: dict[str, Any] = found[0]
        return entry

    return look_up


@pytest.fixture(scope="session")
def read(sample: Path) -> Iterator[Read]:
    """Reads the rows of a sheet as {header: value}, from the row after the header on; keeps what it read."""
    books: dict[str, openpyxl.Workbook] = {}

    def rows_of(file: str, sheet: str, header_row: int = 1) -> list[dict[str, Any]]:
        if file not in books:
            books[file] = openpyxl.load_workbook(sample / file)
        cells = list(books[file][sheet].iter_rows(values_only=True))
        above = cells[header_row - 2] if header_row > 1 else cells[0]
        headers = [str(name or above[i]) for i, name in enumerate(cells[header_row - 1])]
        return [dict(zip(headers, row, strict=True)) for row in cells[header_row:] if any(v is not None for v in row)]

    yield rows_of
    for book in books.values():
        book.close()
