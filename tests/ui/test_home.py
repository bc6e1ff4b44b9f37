"""Home: the figures that the sheets give, what came in last, and what the pane beside it says of them."""

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from prodops_desktop.agenda.targets import set_target
from prodops_desktop.datasets.store import rename_dataset
from prodops_desktop.metrics.responses import NPS
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.pages.home import HomePage
from prodops_desktop.ui.pages.home.card import Card
from prodops_desktop.ui.pages.home.model import Overview, read_overview
from prodops_desktop.ui.pages.home.tiles import Tiles
from prodops_desktop.workspace import Store
from tests.ui.contract import Open, PageContract, put_away, wait_for


def home_of(window: MainWindow) -> HomePage:
    """The page Home, with all its figures there."""
    wait_for(window)
    page = window.pages["home"]
    assert isinstance(page, HomePage)
    return page


def texts_of(tile: Card) -> set[str]:
    """Everything that a tile says."""
    return {label.text() for label in tile.findChildren(QLabel) if label.isVisible() and label.text()}


class TestHomeContract(PageContract):
    page_id = "home"


def test_a_tile_shows_value_margin_rows_target_prior_and_change(open_window: Open) -> None:
    home = home_of(open_window("filled"))
    # Q4: 60 promoters, 10 detractors of 100: NPS 50, SE = sqrt(0.7 - 0.25)/10 = 0.0671, margin 13.1. Q3: 20 - 30 = -10, margin 13.7.
    assert {"NPS", "n = 100", "50", "± 13", "38", "within margin", "−10 ± 14", "▲ 60"} <= texts_of(home.tiles[0])


def test_other_datasets_show_their_rows_in_time(open_window: Open) -> None:
    home = home_of(open_window("filled"))
    assert [tile.title.text() for tile in home.tiles] == ["NPS", "Notice deadlines", "Datasets", "Pipeline"]
    # 60 deals over the months January to October: 6 in each.
    assert {"6", "6 rows", "Rows by created", "▬ 0"} <= texts_of(home.tiles[3])


def test_the_first_figure_is_explained_and_copied_as_a_sentence(open_window: Open) -> None:
    window = open_window("filled")
    home = home_of(window)
    said = {label.text() for label in home.inspector.findChildren(QLabel)}
    assert "NPS" in said
    assert any("promoters" in text for text in said)
    assert "NPS export.csv › NPS export › as of 14 Nov 2026" in said or any(text.startswith("NPS export.csv") for text in said)
    window.menus.action("home.copy").trigger()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("NPS 50")
    assert "target 38" in copied
    assert "NPS export.csv" in copied


def test_arrows_move_between_tiles_and_enter_opens_the_metric(open_window: Open) -> None:
    window = open_window("filled")
    home = home_of(window)
    asked: list[tuple[str, object]] = []
    assert window.session is not None
    window.session.open_requested.disconnect()
    window.session.open_requested.connect(lambda page, target: asked.append((page, target)))
    home.tiles[0].setFocus()
    QTest.keyClick(home.tiles[0], Qt.Key.Key_Right)
    assert window.focusWidget() is home.tiles[1]
    assert home.inspector.title.text() == "Notice deadlines"
    QTest.keyClick(home.tiles[1], Qt.Key.Key_Return)
    home.tiles[2].setFocus()
    QTest.keyClick(home.tiles[2], Qt.Key.Key_Right)
    assert home.inspector.title.text() == "Rows by created"
    QTest.keyClick(home.tiles[3], Qt.Key.Key_Return)
    assert asked == [("tools", None), ("metrics", home.tiles[3].key)]


def test_an_import_is_listed_explained_and_opened(open_window: Open) -> None:
    window = open_window("filled")
    home = home_of(window)
    asked: list[tuple[str, object]] = []
    assert window.session is not None
    window.session.open_requested.disconnect()
    window.session.open_requested.connect(lambda page, target: asked.append((page, target)))
    shown = home.imports.imports
    assert [one.name for one in shown] == ["Pipeline", "NPS responses"]
    home.imports.setFocus()
    home.imports.setCurrentIndex(home.imports.lines.index(1))
    assert home.inspector.title.text() == "NPS responses v1"
    QTest.keyClick(home.imports, Qt.Key.Key_Return)
    assert asked == [("datasets", shown[1].version.dataset)]


def test_a_new_target_moves_the_gap_and_keeps_the_tile(open_window: Open) -> None:
    window = open_window("filled")
    home = home_of(window)
    tile = home.tiles[0]
    assert window.session is not None
    window.session.run(lambda store: set_target(store, "nps", "NPS", 80))
    wait_for(window)
    assert home.tiles[0] is tile
    assert {"80", "−30"} <= texts_of(tile)


def test_a_renamed_dataset_is_shown_by_its_new_name_and_back(open_window: Open) -> None:
    window = open_window("filled")
    home = home_of(window)
    assert window.session is not None
    dataset = home.imports.imports[0].version.dataset
    window.session.run(lambda store: rename_dataset(store, dataset, "Deals"))
    wait_for(window)
    assert [tile.title.text() for tile in home.tiles] == ["NPS", "Notice deadlines", "Datasets", "Deals"]
    window.menus.action("edit.undo").trigger()
    wait_for(window)
    assert [tile.title.text() for tile in home.tiles] == ["NPS", "Notice deadlines", "Datasets", "Pipeline"]


def test_the_empty_home_asks_for_files(open_window: Open, imported: list[list[Path]], tmp_path: Path) -> None:
    window = open_window("empty")
    home = home_of(window)
    assert not home.tiles
    window.files.ask_open = lambda title, kinds: [tmp_path / "sheet.csv"]
    QTest.mouseClick(home.empty.action, Qt.MouseButton.LeftButton)
    assert imported == [[tmp_path / "sheet.csv"]]


def test_nothing_is_chosen_among_the_imports_before_the_operator_does(open_window: Open) -> None:
    window = open_window("filled")
    home = home_of(window)
    assert window.focusWidget() is home
    window.open_palette()
    QTest.keyClick(window.palette_.field, Qt.Key.Key_Escape)
    assert home.inspector.title.text() == "NPS"
    assert home.imports.current() is None
    QTest.keyClick(home, Qt.Key.Key_Down)
    assert window.focusWidget() is home.tiles[0]


def test_many_edits_are_few_readings_and_the_last_one_is_shown(open_window: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    window = open_window("filled")
    home = home_of(window)
    assert window.session is not None
    tiles = list(home.tiles)
    reads: list[int] = []

    def counted(store: Store) -> Overview:
        reads.append(len(reads))
        return read_overview(store)

    monkeypatch.setattr("prodops_desktop.ui.pages.home.reading.read_overview", counted)
    styled: list[object] = []
    for tile in tiles[1:]:
        monkeypatch.setattr(tile.value, "setText", styled.append)
    for target in range(30):
        window.session.run(partial(set_target, metric="nps", title="NPS", value=float(target)))
    wait_for(window)
    assert {"29", "+21"} <= texts_of(home.tiles[0])
    assert home.tiles == tiles, "the tiles stay"
    assert styled == [], "what did not change is not touched"
    assert 1 <= len(reads) < 12, "each reading takes in what changed during the one before"


def test_a_tile_that_has_only_its_title_holds_the_room_of_the_others(qapp: QApplication) -> None:
    tiles = Tiles()
    tiles.match([NPS, "inbox"])
    figure, area = tiles.cards
    figure.fill()
    tiles.hold_room()
    assert area.minimumHeight() == figure.sizeHint().height() > area.sizeHint().height()
    area.fill()
    assert area.minimumHeight() == 0
    assert area.sizeHint().height() == figure.sizeHint().height()
    lone = Tiles()
    lone.match(["inbox"])
    lone.hold_room()
    assert lone.cards[0].is_filled, "without another one it makes its own room"
    put_away(tiles, lone)
