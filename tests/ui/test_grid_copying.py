"""What is copied from a grid arrives in a spreadsheet as what it is: texts that look like something else, quotes, breaks, all digits."""

import csv
from collections.abc import Iterator
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from prodops_desktop.datasets.importing import import_file
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.datasets.request import ImportRequest
from prodops_desktop.ui.models.views import plain
from prodops_desktop.ui.session import Session
from tests.ui.contract import dress
from tests.ui.grid_desk import open_table, put_away_table, section, select, settle
from tests.unit.sheets_here import staging_here

TEXTS = ['=HYPERLINK("x")', '"quoted" start', "a\tb", "line 1\nline 2", "00123", "1-2", "<b>&", "1234567890123456789", "-1+2", "x  y"]
SHARES = ["37.123456789%", "0.5%"]
HEADERS = ["Note", "Share", "Amount", "Seen"]


@pytest.fixture(scope="module")
def session(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    dress(qapp)
    folder: Path = tmp_path_factory.mktemp("odd")
    with (folder / "odd.csv").open("w", encoding="utf-8", newline="") as sheet:
        rows = [[text, SHARES[n % 2], f"€1,037.{n:02}", f"2026-03-{n + 1:02}"] for n, text in enumerate(TEXTS)]
        csv.writer(sheet).writerows([HEADERS, *rows])
    with staging_here(), open_workspace(folder / "odd.prodops", create=True) as workspace:
        import_file(workspace, ImportRequest(folder / "odd.csv", kind="other", name="Odd"))
    opened = Session(open_workspace(folder / "odd.prodops", read_only=True))
    yield opened
    opened.close()
    opened.deleteLater()
    qapp.processEvents()


class Cells(HTMLParser):
    """The cells of a table: whether they are kept as text, their number, and what stands in them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[tuple[bool, str | None, str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "tr":
            self.rows.append([])
        elif tag == "td":
            self.rows[-1].append(("mso-number-format:'\\@'" in (told.get("style") or ""), told.get("x:num"), ""))
        elif tag == "br":
            self.handle_data("\n")

    def handle_data(self, data: str) -> None:
        if self.rows and self.rows[-1]:
            kept, number, text = self.rows[-1][-1]
            self.rows[-1][-1] = (kept, number, text + data.removesuffix("\n") if data != "\n" else text + "\n")


def test_a_block_arrives_as_it_is(session: Session) -> None:
    table = open_table(session)
    select(table, 0, section(table, "Note"), len(TEXTS) - 1, section(table, "Seen"))
    table.copy_block()
    settle(table)
    data = QGuiApplication.clipboard().mimeData()
    lines = list(csv.reader(StringIO(data.text(), newline=""), "excel-tab"))
    expected = [[text, SHARES[n % 2], f"1037.{n:02}", f"2026-03-{n + 1:02}"] for n, text in enumerate(TEXTS)]
    assert lines == [HEADERS, *expected]
    rows = Cells(data.html()).rows
    assert [row[0] for row in rows[1:]] == [(True, None, text) for text in TEXTS]
    assert [row[2][:2] for row in rows[1:]] == [(False, f"1037.{n:02}") for n in range(len(TEXTS))]
    assert {row[at][:2] for row in rows[1:] for at in (1, 3)} == {(False, None)}
    put_away_table(table)


def test_lists_quote_what_begins_with_a_quote() -> None:
    assert [plain(text) for text in ('"a" b', 'say "a"', "a\nb\tc")] == ['"""a"" b"', 'say "a"', "a b c"]
