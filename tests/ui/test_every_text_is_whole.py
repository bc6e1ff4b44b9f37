"""No text is cut or lies on another, wherever the window goes: each page in each of its states, and every window above it."""

from collections.abc import Callable, Iterator
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from prodops_desktop.ui import theme
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.pages.datasets import DatasetsPage
from prodops_desktop.ui.pages.home import HomePage
from prodops_desktop.ui.pages.metrics import MetricsPage
from prodops_desktop.ui.shell.about import AboutDialog
from prodops_desktop.ui.shell.help import HelpWindow
from prodops_desktop.ui.shell.help_texts import help_pages
from prodops_desktop.ui.shell.preferences import PreferencesDialog
from prodops_desktop.ui.shell.shortcuts import ShortcutSheet
from tests.ui.contract import Open, cut_texts, dress, rest, wait_for
from tests.ui.preferences_desk import show_all_of


@pytest.fixture(scope="module", params=["Inter", "DejaVu Sans"])
def family(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    """All windows of one family after each other: to change it takes a third of a test."""
    dress(qapp)
    theme.use_family(str(request.param))
    yield str(request.param)
    theme.use_family("")


@pytest.fixture
def window(family: str, open_window: Open) -> MainWindow:
    """The window in a family of type."""
    del family
    return open_window("filled")


def sizes(window: MainWindow) -> Iterator[tuple[int, int]]:
    """The window at each of two sizes, with all that it reads."""
    for size in ((1024, 640), (1440, 900)):
        window.resize(*size)
        wait_for(window)
        assert (window.width(), window.height()) == size
        yield size


def cut_at_any_size(window: MainWindow) -> list[str]:
    """The texts that are cut as the window stands."""
    return [f"{text} at {size}" for size in sizes(window) for text in cut_texts(window)]


def test_home_with_a_figure_and_with_an_import(window: MainWindow) -> None:
    page = cast(HomePage, window.page)
    assert cut_at_any_size(window) == []
    page.imports.setCurrentIndex(page.imports.lines.index(0))
    assert cut_at_any_size(window) == []
    window.panes.show_inspector(shown=False)
    assert cut_at_any_size(window) == []


def test_datasets_with_find_trace_quarantine_and_a_name_being_typed(window: MainWindow) -> None:
    window.show_page("datasets")
    page = cast(DatasetsPage, window.page)
    wait_for(window)
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(page.grid.find_bar.field, "deal 1")
    assert cut_at_any_size(window) == []
    page.grid.find_bar.end()
    wait_for(window)
    page.trace_cell()
    assert cut_at_any_size(window) == []
    page.rename()
    assert cut_at_any_size(window) == []
    page.grid.table.setFocus()
    window.show_tab("quarantine")
    assert cut_at_any_size(window) == []


@pytest.mark.parametrize("size", [(1024, 640), (1440, 900)], ids=["small", "large"])
def test_metrics_with_each_metric_the_rows_behind_and_the_table(window: MainWindow, size: tuple[int, int]) -> None:
    window.resize(*size)
    wait_for(window)
    assert (window.width(), window.height()) == size
    window.show_page("metrics")
    page = cast(MetricsPage, window.page)
    wait_for(window)
    names_have_room(page)
    assert page._catalogue is not None
    for metric in page._catalogue.metrics:
        page.open(metric.key)
        wait_for(window)
        assert cut_texts(window) == [], metric.name
        for words in (page.head.value, page.head.margin, page.head.gap, page.head.change):
            room = words.fontMetrics().horizontalAdvance(words.text())
            assert words.isHidden() or room <= words.contentsRect().width(), f"{words.text()!r} of {metric.name}"
    page.open("nps")
    wait_for(window)
    page.open_point(0)
    wait_for(window)
    assert cut_texts(window) == []
    page.close_rows()
    page.show_table(wanted=True)
    wait_for(window)
    assert cut_texts(window) == []


def names_have_room(page: MetricsPage) -> None:
    """The names at the ends of the lines are within the chart."""
    plot = page.chart._plot
    assert plot is not None
    box = plot._item.vb
    ends = [item for item in box.allChildren() if type(item).__name__ == "TextItem"]
    assert ends
    for item in ends:
        right = item.mapToScene(item.boundingRect().bottomRight()).x()
        assert right <= plot.widget.width(), item.toPlainText()


_DIALOGS: dict[str, Callable[[MainWindow], QWidget]] = {
    "preferences": PreferencesDialog,
    "shortcuts": lambda window: ShortcutSheet(window, window.menus.commands),
    "about": AboutDialog,
}


def test_the_palette_and_each_dialog(window: MainWindow) -> None:
    for size in sizes(window):
        for words in ("", "undo", "nps", "nothing is called so"):
            window.open_palette()
            QTest.keyClicks(window.palette_.field, words)
            wait_for(window)
            assert cut_texts(window.palette_) == [], f"{words!r} at {size}"
            window.palette_.hide()
        for name, make in _DIALOGS.items():
            dialog = make(window)
            dialog.show()
            try:
                wait_for(window)
                assert dialog.width() <= window.width()
                assert dialog.height() <= window.height()
                assert cut_texts(dialog) == [], f"{name} at {size}"
                if isinstance(dialog, PreferencesDialog):
                    for page in dialog.pages:
                        show_all_of((window, dialog), page.id)
                        assert cut_texts(dialog) == [], f"{page.id} at {size}"
            finally:
                dialog.close()


def test_the_help(family: str) -> None:
    del family
    help_ = HelpWindow()
    help_.show()
    try:
        for page in help_pages():
            help_.open(page)
            rest(lambda: False)
            assert cut_texts(help_) == []
    finally:
        help_.close()
