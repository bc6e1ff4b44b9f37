"""The help: headings of a page, hits with the words around them, links and the way back, and every link leads somewhere."""

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from prodops_desktop.answers.everywhere.model import Words
from prodops_desktop.ui.catalogue import all_pages
from prodops_desktop.ui.history.window import HistoryWindow
from prodops_desktop.ui.shell import help as help_module
from prodops_desktop.ui.shell.help import HelpWindow, heading_like
from prodops_desktop.ui.shell.help_places import marks_in
from prodops_desktop.ui.shell.help_texts import anchor_of, headings_of, help_pages, search_help, title_of
from prodops_desktop.ui.shell.help_tree import below
from prodops_desktop.work import resources
from tests.ui.contract import Open, dress, wait_for


@pytest.fixture(scope="module")
def help_window(qapp: QApplication) -> Iterator[HelpWindow]:
    """The help, read by all tests of this file."""
    dress(qapp)
    window = HelpWindow()
    window.show()
    yield window
    window.close()
    window.deleteLater()


@pytest.fixture
def reading(help_window: HelpWindow) -> HelpWindow:
    """The help at the page about metrics, with nothing searched."""
    help_window.search.clear()
    help_window.open("metrics")
    return help_window


def marked(window: HelpWindow) -> list[str]:
    """The marked words, in order."""
    return [selection.cursor.selectedText() for selection in window.text.extraSelections()]


def test_every_page_has_a_title_and_every_link_leads_to_a_page_a_heading_or_a_picture() -> None:
    pages = help_pages()
    assert set(pages) >= {"home", "datasets", "metrics", "importing", "packs", "changelog"}
    for name, text in pages.items():
        assert title_of(text) != "Help", name
        for target in re.findall(r"\]\(([^)\s]+)\)", text):
            page, _, anchor = target.partition("#")
            if page.endswith(".png"):
                assert (resources.folder() / "help" / page).is_file(), f"{name} shows {target}"
                continue
            if page.startswith("https://"):
                continue
            if page.startswith("sample:"):
                assert (resources.folder() / "sample" / page.removeprefix("sample:")).exists(), f"{name} links to {target}"
                continue
            there = page.removesuffix(".md") or name
            assert there in pages, f"{name} links to {target}"
            assert not anchor or anchor in {anchor_of(heading) for _, heading in headings_of(there)}, f"{name} links to {target}"


def test_a_search_lists_each_page_with_its_count_and_what_stands_around_the_words(reading: HelpWindow) -> None:
    reading.search.setText("quarantine capitals")
    assert [item.text(0) for item in reading.tree.pages()] == [f"Importing ({search_help(Words('quarantine capitals'))[0].count})"]
    snippets = [item.text(0) for item in below(reading.tree.pages()[0])]
    assert all("quarantine" in text.casefold() or "capitals" in text.casefold() for text in snippets)
    reading.search.setText("zzqx")
    assert "No page" in reading.tree.pages()[0].text(0)
    assert not reading.next_hit.isEnabled()


def test_hits_are_marked_as_often_as_they_are_counted_on_every_page(reading: HelpWindow) -> None:
    reading.search.setText("file")
    assert len(search_help(Words("file"))) > 5
    for hits in search_help(Words("file")):
        reading.open(hits.page)
        assert len(marks_in(reading.text.document(), Words("file"))) == hits.count, hits.page


def test_next_hit_goes_over_the_end_of_a_page(reading: HelpWindow) -> None:
    reading.search.setText("snooze")
    pages = search_help(Words("snooze"))
    total = sum(page.count for page in pages)
    QTest.keyClick(reading.search, Qt.Key.Key_Return)
    assert reading.current == pages[0].page
    assert reading.count.text() == f"1 of {total}"
    assert {text.casefold() for text in marked(reading)} == {"snooze"}
    QTest.keyClick(reading, Qt.Key.Key_F3)
    assert reading.count.text() == f"2 of {total}"
    for _ in range(total - 1):
        reading.step_hit(1)
    assert reading.count.text() == f"1 of {total}", "after the last comes the first"
    QTest.keyClick(reading, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert reading.count.text() == f"{total} of {total}"
    QTest.keyClick(reading, Qt.Key.Key_Escape)
    assert (reading.search.text(), marked(reading), reading.isVisible()) == ("", [], True), "Esc clears first"


def test_links_go_to_headings_and_back_goes_where_one_was(reading: HelpWindow) -> None:
    reading._on_link_clicked(QUrl("home.md#find-everywhere"))
    assert reading.current == "home"
    assert reading.text.textCursor().block().text() == "Find everywhere"
    assert reading.text.cursorRect().top() < reading.text.viewport().height()
    reading._on_link_clicked(QUrl("#jobs"))
    assert reading.text.textCursor().block().text() == "Jobs"
    QTest.keyClick(reading, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert reading.text.textCursor().block().text() == "Find everywhere"
    QTest.keyClick(reading, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert reading.current == "metrics"
    QTest.keyClick(reading, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert reading.current == "home"


def test_the_headings_of_the_page_are_listed_below_it(reading: HelpWindow) -> None:
    item = next(item for item in reading.tree.pages() if item.isExpanded())
    headings = [child.text(0) for child in below(item)]
    assert headings == [text for level, text in headings_of("metrics") if level == 2]
    assert "Reading the chart" in headings
    reading.tree.setCurrentItem(below(item)[headings.index("Reading the chart")])
    assert reading.text.textCursor().block().text() == "Reading the chart"


def test_f1_opens_at_what_is_shown_also_over_a_dialog(open_window: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    window = open_window("filled")
    asked: list[tuple[str, str]] = []

    def show(parent: QWidget, page: str, anchor: str = "") -> None:
        del parent
        asked.append((page, anchor))

    monkeypatch.setattr(help_module, "show_help", show)
    window.show_page("roadmap")
    window.show_tab("timeline")
    window.dialogs.help()
    assert asked == [("roadmap", heading_like("roadmap", "Timeline"))]
    window.dialogs.history()
    wait_for(window)
    history = window.findChild(HistoryWindow)
    assert history is not None
    QTest.keyClick(history, Qt.Key.Key_F1)
    assert asked[1:] == [("history", "")]
    history.close()


def test_each_line_of_what_is_new_is_a_point_of_its_own_said_once() -> None:
    points = re.findall(r"^- (?:.+\n?)(?:  .+\n?)*", help_pages()["changelog"], re.MULTILINE)
    assert len(points) > 20
    assert len({point[:80] for point in points}) == len(points)
    assert [point for point in points if not point.rstrip().endswith((".", ")"))] == []


def test_the_help_has_no_parent_that_a_dialog_could_block(open_window: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(help_module, "_windows", [])
    window = open_window("empty")
    shown = help_module.show_help(window, "home")
    assert shown.parentWidget() is None
    assert not shown.testAttribute(Qt.WidgetAttribute.WA_QuitOnClose), "closing the window ends the program all the same"
    assert help_module.show_help(window, "file#backups") is shown
    shown.close()
    shown.deleteLater()


def test_the_table_of_keys_names_every_page() -> None:
    text = (resources.folder() / "help" / "home.md").read_text(encoding="utf-8")
    keys = ", ".join(str(entry.digit) for entry in all_pages())
    [row] = [line for line in text.splitlines() if line.startswith(f"| Ctrl+{keys} |")]
    assert all(entry.title in row for entry in all_pages())
