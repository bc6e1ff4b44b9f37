"""Home: where the areas stand, what is due, and the way of the keyboard through tiles and cards."""

from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from prodops_desktop.roadmap.commitments import report
from prodops_desktop.roadmap.model import Item
from prodops_desktop.roadmap.store import next_code, save_item
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.pages.home import HomePage
from prodops_desktop.ui.pages.home.rows import Heading
from prodops_desktop.workspace import ChangeSet, Store
from prodops_desktop.workspace.links import End
from tests.ui.contract import Open, wait_for
from tests.ui.test_home import home_of, texts_of

DAY = date(2026, 7, 1)
Asked = list[tuple[str, object]]


@pytest.fixture
def home(open_window: Open) -> HomePage:
    return home_of(open_window("filled"))


@pytest.fixture
def asked(home: HomePage) -> Asked:
    """What is asked to be opened, which then is not."""
    found: Asked = []
    home.session.open_requested.disconnect()
    home.session.open_requested.connect(lambda page, target: found.append((page, target)))
    return found


def window_of(home: HomePage) -> MainWindow:
    window = home.window()
    assert isinstance(window, MainWindow)
    return window


def test_the_notice_deadlines_have_a_tile_with_what_they_cost(home: HomePage) -> None:
    # Notice of Mixpanel ($48,000 a year) by 1 December, 8 days from now; Amplitude is decided, Figma has no end.
    assert {"1", "in 90 days", "Mixpanel", "in 8 days", "$48k a year", "1 more decided"} <= texts_of(home.tiles[1])
    assert home.tiles[1].accessibleName() == "Notice deadlines"
    assert home.tiles[1].accessibleDescription().startswith("Notice deadlines: 1 in 90 days (3 tools); Next Mixpanel (in 8 days)")


def test_the_datasets_have_one_with_the_rows_held_back(home: HomePage) -> None:
    assert {"Datasets", "2", "2 datasets", "Held back"} <= texts_of(home.tiles[2])


def test_what_is_due_stands_in_groups_and_opens_what_it_speaks_of(home: HomePage, asked: Asked) -> None:
    rows = home.due.lines.rows
    assert [row.text if isinstance(row, Heading) else row.title for row in rows] == [
        "Next 30 days",
        "Notice for Mixpanel",
        "Year-end freeze",
    ]
    assert home.due.enter()
    assert home.inspector.title.text() == "Notice for Mixpanel"
    said = {label.text() for label in home.inspector.findChildren(QLabel)}
    assert {"in 8 days", "or it renews on 31 Dec 2026", "$48,000", "A year costs"} <= said
    assert (
        home.due.lines.index(1)
        .data(Qt.ItemDataRole.AccessibleTextRole)
        .startswith("Notice for Mixpanel, or it renews on 31 Dec 2026, $48k")
    )
    QTest.keyClick(home.due, Qt.Key.Key_Return)
    assert [(page, type(target)) for page, target in asked] == [("tools", End)]


def test_arrows_lead_from_the_tiles_through_the_cards_and_escape_back(home: HomePage) -> None:
    window = window_of(home)
    home.tiles[3].setFocus()
    for key, there in (
        (Qt.Key.Key_Down, home.due),
        (Qt.Key.Key_Right, home.imports),
        (Qt.Key.Key_Left, home.due),
        (Qt.Key.Key_Down, home.due),
        (Qt.Key.Key_Down, home.imports),
        (Qt.Key.Key_Up, home.due),
    ):
        QTest.keyClick(window.focusWidget(), key)
        assert window.focusWidget() is there, key
    QTest.keyClick(home.due, Qt.Key.Key_Escape)
    assert window.focusWidget() in home.tiles
    window.menus.action("home.due").trigger()
    assert window.focusWidget() is home.due
    assert home.due.current() is not None


def test_the_line_of_a_tile_is_a_table_in_the_pane(home: HomePage) -> None:
    home.tiles[0].setFocus()
    said = {label.text() for label in home.inspector.findChildren(QLabel)}
    assert "NPS: from −10 in Q3 2026 to 50 in Q4 2026, lowest −10 in Q3 2026, highest 50 in Q4 2026, target 38." in said
    assert {"The line as a table", "Q3 2026", "−10"} <= said


def test_the_gap_to_the_target_is_said_in_words(home: HomePage) -> None:
    # 50 is 12 above 38, and the margin is 13.
    assert home.tiles[0].facts[0][2].toolTip() == "12 above the target, which is within the margin"


def test_an_area_that_has_nothing_to_say_yet_has_no_tile_until_it_has(home: HomePage) -> None:
    def report_for(period: str, store: Store) -> ChangeSet:
        with store.edit("Commit") as edit:
            report(store, save_item(store, Item(0, next_code(store), period, points=5.0))[1], period, committed=True, points=5.0, as_of=DAY)
        return edit.changes

    def titles() -> list[str]:
        return [tile.title.text() for tile in home.tiles]

    before = list(home.tiles)
    home.session.run(partial(report_for, "2026-Q4"))
    wait_for(window_of(home))
    assert home.tiles == before, "the quarter is not over, so nothing was delivered or missed"
    home.session.run(partial(report_for, "2026-Q3"))
    wait_for(window_of(home))
    assert titles() == ["NPS", "Delivery predictability", "Notice deadlines", "Datasets", "Pipeline"]
    # Nothing of the 5 points was delivered.
    assert {"0", "%", "0 of 1 item", "0%"} <= texts_of(home.tiles[1])
    home.session.undo()
    wait_for(window_of(home))
    assert home.tiles == before
