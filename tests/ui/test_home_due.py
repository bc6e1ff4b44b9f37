"""Home: where the areas stand, what is due, and the way of the keyboard through tiles and cards."""

from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from prodops_desktop.answers.due import Due, DueList
from prodops_desktop.errors import UserError
from prodops_desktop.metrics.model import Metric
from prodops_desktop.roadmap.commitments import report
from prodops_desktop.roadmap.model import Item
from prodops_desktop.roadmap.store import next_code, save_item
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.pages.home import HomePage
from prodops_desktop.ui.pages.home import model as home_model
from prodops_desktop.ui.pages.home.due_words import title_of
from prodops_desktop.ui.pages.home.rows import Heading
from prodops_desktop.workspace import ChangeSet, Store
from prodops_desktop.workspace.links import End
from tests.ui.contract import Open, wait_for
from tests.ui.regions import written_as
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
    assert [row.text if isinstance(row, Heading) else title_of(row) for row in rows] == [
        "Next 30 days",
        "Notice for Mixpanel",
        "Year-end freeze",
    ]
    assert home.due.enter()
    assert home.inspector.title.text() == "Notice for Mixpanel"
    said = {label.text() for label in home.inspector.findChildren(QLabel)}
    assert {"in 8 days", "or it renews on 31 Dec", "$48,000", "A year costs"} <= said
    assert home.due.lines.index(1).data(Qt.ItemDataRole.AccessibleTextRole).startswith("Notice for Mixpanel, or it renews on 31 Dec, $48k")
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


def test_a_line_for_several_makes_room_for_them_and_each_opens(home: HomePage, asked: Asked) -> None:
    rest = tuple(Due("event", date(2026, 12, day), f"Freeze {day}", None, End("event", day), "freeze") for day in (4, 5))
    line = Due("event", date(2026, 12, 4), "", None, None, until=date(2026, 12, 5), folded=rest)
    first = Due("event", date(2026, 12, 1), "First", None, End("event", 1), "freeze")
    home.show_due(DueList(date(2026, 11, 23), "USD", ((30, (first, line)),), 0, None, ()))
    assert home.due.enter()
    QTest.keyClick(home.due, Qt.Key.Key_Down)
    assert home.inspector.title.text() == "and 2 more dates of the calendar"
    QTest.keyClick(home.due, Qt.Key.Key_Return)
    assert [one.name for one in home.due.lines.rows if isinstance(one, Due)] == ["First", "Freeze 4", "Freeze 5"]
    assert home.inspector.title.text() == "Freeze 4"
    QTest.keyClick(home.due, Qt.Key.Key_Return)
    assert asked == [("records", End("event", 4))]


def test_an_area_that_fails_silences_no_other(home: HomePage, monkeypatch: pytest.MonkeyPatch) -> None:
    worked_out, told = home.reading._work_out, list[str]()

    def work_out(area: str, store: Store) -> object:
        if area == "notices":
            raise UserError("The contracts can’t be read.")
        return worked_out(area, store)

    monkeypatch.setattr(home.reading, "_work_out", work_out)
    monkeypatch.setattr(home.session, "problem", told.append)
    home.due.show_due(DueList(date(2026, 11, 23), "USD", (), 0, None, ()))
    home.tiles[2].value.setText("")
    home.tiles[2].standing = None  # type: ignore[attr-defined]
    home.refresh()
    wait_for(window_of(home))
    assert told == ["The contracts can’t be read."]
    assert home.tiles[2].value.text() == "2"
    assert any(isinstance(one, Due) for one in home.due.lines.rows)
    assert not home.pending


def test_a_figure_that_fails_silences_no_other(home: HomePage, monkeypatch: pytest.MonkeyPatch) -> None:
    told, read = list[str](), home_model.read_tile

    def read_tile(store: Store, snapshot: object, metric: Metric) -> object:
        if metric.key == "nps":
            raise UserError("NPS can’t be worked out.")
        return read(store, snapshot, metric)  # type: ignore[arg-type]

    monkeypatch.setattr(home_model, "read_tile", read_tile)
    monkeypatch.setattr(home.session, "problem", told.append)
    home.tiles[3].value.setText("")
    home.tiles[3].tile = None  # type: ignore[attr-defined]
    home.refresh()
    wait_for(window_of(home))
    assert told == ["NPS can’t be worked out."]
    assert home.tiles[3].value.text() == "6"


def test_the_tile_of_an_area_is_written_anew_in_another_locale(home: HomePage) -> None:
    with written_as(system="ar_EG"):
        assert home.tiles[2].value.text() == "٢"
    assert home.tiles[2].value.text() == "2"


def test_tab_leads_from_what_is_chosen_to_the_pane_that_speaks_of_it(home: HomePage) -> None:
    window = window_of(home)
    home.tiles[1].setFocus()
    shown = home.inspector.shown
    for there in (home.due, home.imports):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        assert window.focusWidget() is there
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    assert home.inspector.isAncestorOf(window.focusWidget())
    assert (home.grid.current, home.inspector.shown) == (home.tiles[1].key, shown)
    for back in (home.imports, home.due, home.tiles[1]):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Backtab)
        assert window.focusWidget() is back
    QTest.keyClick(home.tiles[1], Qt.Key.Key_Right)
    assert home.grid.current == home.tiles[2].key
    home.due.enter()
    chosen = home.inspector.shown
    QTest.keyClick(home.due, Qt.Key.Key_Tab)
    assert (window.focusWidget() is home.imports, home.inspector.shown) == (True, chosen)
