"""Text files whose cells nothing but blanks keeps apart, and those that only look so."""

from pathlib import Path

import pytest

from prodops_desktop.intake.readers.opening import Opening, open_book
from prodops_desktop.work.report import ignored


def rows_of(path: Path, content: str, delimiter: str | None = None) -> list[list[object]]:
    """The rows of a text file."""
    path.write_text(content, encoding="utf-8")
    sheet = open_book(path, ignored(), Opening(delimiter=delimiter)).sheets[0]
    return [list(row) for batch in sheet.batches() for row in batch.rows]


ALIGNED = '  Firm        Seats   Share\n  "Acme Corp"    12    -0.5\n  Contoso         7    1e-3\n'


@pytest.mark.parametrize("delimiter", [None, " "])
def test_figures_that_blanks_keep_apart(tmp_path: Path, delimiter: str | None) -> None:
    assert rows_of(tmp_path / "a.txt", ALIGNED, delimiter) == [
        ["Firm", "Seats", "Share"],
        ["Acme Corp", "12", "-0.5"],
        ["Contoso", "7", "1e-3"],
    ]


@pytest.mark.parametrize(
    "content",
    [
        "John Smith\nMary Jones\nPeter Miller\n",
        "1 200\n3 400\n5 600\n",
        "12 Main Street\n13 High Road\n4 Elm Way\n",
        "a b\n1 2\n",
        "a b\n1\n2 3\n",
    ],
)
def test_words_and_grouped_figures_are_one_cell(tmp_path: Path, content: str) -> None:
    assert rows_of(tmp_path / "a.txt", content) == [[line] for line in content.splitlines()]
