"""A list of records as a table: sorted, filtered, added up, copied, and moved through by keys."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QGuiApplication, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from prodops_desktop.ui import theme
from prodops_desktop.ui.models.cells import Cell
from prodops_desktop.ui.models.delegates import CellDelegate
from prodops_desktop.ui.models.folding import folded
from prodops_desktop.ui.models.record_table import RecordTable, TotaledTable
from prodops_desktop.ui.models.records import Column
from tests.ui.contract import dress

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@dataclass(frozen=True)
class Boat:
    """A boat with its crew; None where it is not known."""

    id: int
    name: str
    crew: int | None
    port: str


ADA, BO, CLIO, DORA, EOS = (
    Boat(1, "Ada", 4, "Kiel"),
    Boat(2, "Bo", None, "Riga"),
    Boat(3, "Clio", 2, "Kiel"),
    Boat(4, "Dora", 4, "Riga"),
    Boat(5, "Eos", None, "Kiel"),
)
BOATS = [DORA, EOS, ADA, CLIO, BO]
COLUMNS = [
    Column("name", "Name", lambda boat: Cell(boat.name), order=lambda boat: boat.name, fixed=True, total=lambda boats: Cell("Total")),
    Column(
        "crew",
        "Crew",
        lambda boat: Cell("–" if boat.crew is None else f"{boat.crew} on board", aside="of 4"),
        right=True,
        order=lambda boat: boat.crew,
        exact=lambda boat: "" if boat.crew is None else str(boat.crew),
        total=lambda boats: Cell(str(sum(boat.crew or 0 for boat in boats)), aside="on board"),
    ),
    Column("port", "Port of\tcall", lambda boat: Cell(f"{boat.port}\nold town"), order=lambda boat: boat.port),
    Column("flag", "Flag", lambda boat: Cell("waves")),
]


@pytest.fixture
def totaled(qapp: QApplication) -> Iterator[TotaledTable]:
    dress(qapp)
    table = RecordTable("Boats", COLUMNS, lambda boat: boat.id)
    made = TotaledTable(table)
    made.resize(700, 400)
    table.show_list(BOATS)
    made.show()
    made.activateWindow()
    assert QTest.qWaitForWindowActive(made)
    table.setFocus()
    yield made
    made.close()
    made.deleteLater()
    qapp.processEvents()


@pytest.fixture
def table(totaled: TotaledTable) -> RecordTable:
    return totaled.table


def names(table: RecordTable) -> str:
    """The boats as they stand, by their first letters."""
    return "".join(boat.name[0] for boat in table.shown)


def click(table: RecordTable, column: str, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Click on the header of a column."""
    section = next(at for at, one in enumerate(table.records.columns) if one.id == column)
    spot = QPoint(table.header.sectionViewportPosition(section) + 20, 12)
    QTest.mouseClick(table.header.viewport(), Qt.MouseButton.LeftButton, modifiers, spot)


def test_a_long_aside_gives_way_to_the_text_and_ends_in_dots(qapp: QApplication) -> None:
    dress(qapp)
    delegate, area = CellDelegate(), QRect(0, 0, 120, 32)

    def painted(cell: Cell) -> QImage:
        picture = QImage(area.size(), QImage.Format.Format_RGB32)
        picture.fill(theme.colour("surface"))
        painter = QPainter(picture)
        delegate.paint_content(painter, area, cell)
        painter.end()
        return picture

    aside = "with recents and all that was seen"
    alone, beside = painted(Cell("Ranked")), painted(Cell("Ranked", aside=aside))
    text = QFontMetrics(theme.font("body")).horizontalAdvance("Ranked")
    assert beside.copy(0, 0, 10 + text, 32) == alone.copy(0, 0, 10 + text, 32), "the text stands as it does alone"
    shortened = QFontMetrics(theme.font("meta")).elidedText(aside, Qt.TextElideMode.ElideRight, 120 - 2 * 10 - text - 8)
    assert shortened.endswith("…")
    assert beside == painted(Cell("Ranked", aside=shortened))


def test_a_click_sorts_up_then_down_then_not_at_all(table: RecordTable) -> None:
    assert names(table) == "DEACB", "as they came"
    click(table, "name")
    assert (names(table), table.keys) == ("ABCDE", [("name", False)])
    click(table, "name")
    assert (names(table), table.keys) == ("EDCBA", [("name", True)])
    click(table, "name")
    assert (names(table), table.keys) == ("DEACB", [])


def test_what_is_missing_comes_last_either_way_and_equal_ones_stay_as_they_came(table: RecordTable) -> None:
    click(table, "crew")
    assert names(table) == "CDAEB", "2, then both 4 as they came, then both without"
    click(table, "crew")
    assert names(table) == "DACEB", "both 4 as they came, 2, and those without at the end again"


def test_shift_and_a_click_add_a_further_key(table: RecordTable) -> None:
    click(table, "port")
    click(table, "crew", SHIFT)
    assert table.keys == [("port", False), ("crew", False)]
    assert names(table) == "CAEDB", "Kiel: 2, 4, none; Riga: 4, none"
    click(table, "crew", SHIFT)
    assert (names(table), table.keys) == ("ACEDB", [("port", False), ("crew", True)])
    click(table, "crew", SHIFT)
    assert table.keys == [("port", False)]
    click(table, "name")
    assert table.keys == [("name", False)], "without Shift it is the only key"


def test_a_column_without_an_order_does_not_sort_and_a_drag_is_no_click(table: RecordTable) -> None:
    click(table, "flag")
    assert (names(table), table.keys) == ("DEACB", [])
    viewport, header = table.header.viewport(), table.header
    begin, end = (QPoint(header.sectionViewportPosition(section) + 20, 12) for section in (0, 2))
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=begin)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=end)
    assert table.keys == []


def test_a_way_can_be_asked_for(table: RecordTable) -> None:
    table.sort_by("crew", descending=True)
    table.sort_by("crew", descending=True)
    assert table.keys == [("crew", True)], "asked for twice it stays"
    table.sort_by("name", further=True, descending=False)
    assert names(table) == "ADCBE"
    table.sort_by("no such column")
    assert names(table) == "ADCBE"


def test_the_filter_keeps_records_that_have_all_words_in_some_column(table: RecordTable) -> None:
    table.filter("KIEL")
    assert names(table) == "EAC"
    table.filter("kiel o")
    assert names(table) == "EAC", "each is in some column, as in “old town”"
    table.filter("kiel 4")
    assert names(table) == "A", "what is searched is the exact value, 4"
    table.filter("board")
    assert names(table) == "", "and not what the cell makes of it"
    table.filter("")
    assert names(table) == "DEACB"


def test_a_column_that_takes_long_to_work_out_is_not_searched(table: RecordTable) -> None:
    def slow(boat: Boat) -> Cell:
        raise AssertionError(f"{boat.name} was looked at")

    table.records.set_columns([*COLUMNS[:3], Column("draught", "Draught", slow, searched=False)])
    table.setColumnHidden(3, True)
    table.show_list(BOATS, "kiel")
    assert names(table) == "EAC"


def test_hidden_columns_are_searched_and_not_copied(table: RecordTable) -> None:
    table.show_column("port", shown=False)
    table.filter("riga")
    assert names(table) == "DB"
    QTest.keyClick(table, Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "Name\tCrew\tFlag\nDora\t4\twaves\nBo\t\twaves"


def test_the_copy_is_in_the_order_shown_with_exact_values_and_each_in_one_cell(table: RecordTable) -> None:
    table.sort_by("crew")
    table.filter("kiel")
    table.show_column("flag", shown=False)
    table.copy_all()
    assert QGuiApplication.clipboard().text().split("\n") == [
        "Name\tCrew\tPort of call",
        "Clio\t2\tKiel old town",
        "Ada\t4\tKiel old town",
        "Eos\t\tKiel old town",
    ]


def test_the_menu_of_columns_hides_and_shows_and_the_first_one_stays(table: RecordTable) -> None:
    menu = table.column_menu()
    assert [(one.text(), one.isChecked(), one.isEnabled()) for one in menu.actions()] == [
        ("Name", True, False),
        ("Crew", True, True),
        ("Port of\tcall", True, True),
        ("Flag", True, True),
    ]
    menu.actions()[1].trigger()
    assert table.isColumnHidden(1)
    menu.actions()[1].trigger()
    assert not table.isColumnHidden(1)
    menu.deleteLater()


def test_a_right_click_on_the_header_opens_the_menu(table: RecordTable, qapp: QApplication) -> None:
    asked: list[QPoint] = []
    table.header.menu_asked.disconnect()
    table.header.menu_asked.connect(asked.append)
    spot = QPoint(20, 12)
    QTest.mouseClick(table.header.viewport(), Qt.MouseButton.RightButton, pos=spot)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, spot, table.header.viewport().mapToGlobal(spot))
    qapp.sendEvent(table.header.viewport(), event)
    assert len(asked) == 1
    assert table.keys == [], "it does not sort"


def test_keys_move_tell_and_leave(table: RecordTable) -> None:
    chosen: list[object] = []
    left: list[bool] = []
    entered: list[int] = []
    table.chosen.connect(chosen.append)
    table.left.connect(lambda: left.append(True))
    table.entered_row.connect(entered.append)
    assert table.current() == DORA, "the keyboard begins at the first one"
    for key in (Qt.Key.Key_J, Qt.Key.Key_J, Qt.Key.Key_Down, Qt.Key.Key_K, Qt.Key.Key_Up, Qt.Key.Key_K, Qt.Key.Key_K):
        QTest.keyClick(table, key)
    assert chosen == [EOS.id, ADA.id, CLIO.id, ADA.id, EOS.id, DORA.id], "at the end of the list it stays"
    QTest.keyClick(table, Qt.Key.Key_Return)
    QTest.keyClick(table, Qt.Key.Key_Escape)
    assert (entered, left) == ([0], [True])


def test_left_and_right_choose_the_column_and_pass_over_hidden_ones(table: RecordTable) -> None:
    table.show_column("crew", shown=False)
    table.choose(ADA.id)
    QTest.keyClick(table, Qt.Key.Key_Right)
    assert table.records.columns[table.currentIndex().column()].id == "port"
    assert table.current() == ADA


def test_the_current_record_stays_through_a_refresh_another_order_and_a_filter(table: RecordTable) -> None:
    chosen: list[object] = []
    table.chosen.connect(chosen.append)
    assert table.choose(CLIO.id)
    table.sort_by("name")
    assert table.current() == CLIO
    renamed = Boat(CLIO.id, "Calypso", 3, "Oslo")
    table.show_list([Boat(9, "Aja", 1, "Kiel"), renamed, ADA])
    assert (table.current(), names(table)) == (renamed, "AAC")
    table.filter("kiel")
    assert table.current() is None
    table.filter("")
    assert table.current() == renamed, "it is back as soon as the filter lets it through"
    assert chosen == [], "nobody chose anything"


def test_what_the_filter_hides_is_given_up_for_another_choice(table: RecordTable) -> None:
    table.choose(BO.id)
    table.filter("kiel")
    QTest.keyClick(table, Qt.Key.Key_J)
    assert table.current() == EOS
    table.filter("")
    assert table.current() == EOS
    table.choose(None)
    table.filter("riga")
    assert table.current() is None


def test_a_record_that_is_not_shown_is_not_chosen(table: RecordTable) -> None:
    table.choose(ADA.id)
    assert not table.choose(77)
    assert table.current() is None
    table.show_list([*BOATS, Boat(77, "Zoe", 1, "Oslo")])
    assert table.current() is not None, "it came with a later reading"
    assert table.current().name == "Zoe"


def test_the_totals_follow_the_filter(totaled: TotaledTable) -> None:
    table, totals = totaled.table, totaled.totals
    assert totals.texts() == ["Total", "10  on board", "", ""]
    table.filter("kiel")
    assert totals.texts() == ["Total", "6  on board", "", ""]
    assert totals.accessibleDescription() == "Total, 6  on board"
    table.filter("nothing is called so")
    assert totals.texts() == []
    assert totals.accessibleDescription() == ""


def test_the_header_marks_the_column_that_the_keys_sort_by(table: RecordTable, qapp: QApplication) -> None:
    """A line in the accent at the lower edge of the header, only while the table has the keyboard."""
    table.choose(ADA.id)
    QTest.keyClick(table, Qt.Key.Key_Right)

    def marked() -> list[str]:
        picture = table.header.viewport().grab().toImage()
        places = [(one.id, table.header.sectionViewportPosition(at) + 30) for at, one in enumerate(table.records.columns)]
        return [id_ for id_, x in places if picture.pixelColor(x, picture.height() - 1) == theme.colour("accent")]

    assert marked() == ["crew"]
    table.clearFocus()
    assert marked() == []


FLEET = [
    Column("name", "Name", lambda boat: Cell(boat.name), width=100, fixed=True),
    Column("story", "Story", lambda boat: Cell("long"), width=0, folds=2),
    Column("crew", "Crew", lambda boat: Cell(str(boat.crew)), width=120, folds=1, total=lambda boats: Cell("10")),
    Column("port", "Port", lambda boat: Cell(boat.port), width=150, folds=3),
    Column("flag", "Flag", lambda boat: Cell("waves"), width=90),
]
"""100 + 110 for the one that takes what is left + 120 + 150 + 90 = 570."""


@pytest.mark.parametrize(
    ("room", "shown"),
    [
        (570, "name story crew port flag"),
        (569, "name story port flag"),  # 450
        (449, "name port flag"),  # 340
        (339, "name flag"),
        (50, "name flag"),
    ],
)
def test_columns_give_way_in_their_order_where_there_is_too_little_room(room: int, shown: str) -> None:
    gone = folded(FLEET, range(5), (), {}, room)
    assert [FLEET[section].id for section in range(5) if section not in gone] == shown.split()


def shown_columns(table: RecordTable) -> list[str]:
    return [column.id for section, column in enumerate(table.records.columns) if not table.isColumnHidden(section)]


def test_columns_come_back_with_the_room_and_the_choice_of_the_operator_stays(fleet: RecordTable, qapp: QApplication) -> None:
    table = fleet
    assert shown_columns(table) == ["name", "story", "crew", "port", "flag"]
    table.resize(420, 300)
    qapp.processEvents()
    assert shown_columns(table) == ["name", "port", "flag"]
    assert table.header.length() == table.viewport().width(), "the last one takes what is left"
    assert [action.text() for action in table.column_menu().actions()] == ["Name", "Story · no room", "Crew · no room", "Port", "Flag"]
    table.show_column("crew", shown=True)
    assert shown_columns(table) == ["name", "crew", "flag"], "what was asked for stays, and another one gives way"
    table.resize(480, 300)
    qapp.processEvents()
    assert shown_columns(table) == ["name", "crew", "port", "flag"]
    table.show_column("flag", shown=False)
    table.resize(700, 300)
    qapp.processEvents()
    assert shown_columns(table) == ["name", "story", "crew", "port"]
    assert not table.horizontalScrollBar().isVisible()


@pytest.fixture
def fleet(qapp: QApplication) -> Iterator[RecordTable]:
    """All the columns of :data:`FLEET` in a table that has room for them."""
    dress(qapp)
    table = RecordTable("Boats", FLEET, lambda boat: boat.id)
    table.show_list(BOATS)
    table.resize(700, 300)
    table.show()
    qapp.processEvents()
    yield table
    table.close()
    table.deleteLater()
    qapp.processEvents()


def test_a_column_that_sorts_does_not_give_way_and_the_keys_leave_one_that_does(fleet: RecordTable, qapp: QApplication) -> None:
    fleet.setCurrentIndex(fleet.records.index(1, 2))
    chosen: list[object] = []
    fleet.chosen.connect(chosen.append)
    fleet.resize(420, 300)
    qapp.processEvents()
    assert shown_columns(fleet) == ["name", "port", "flag"]
    assert fleet.records.columns[fleet.currentIndex().column()].id in ("port", "name")
    assert (fleet.currentIndex().row(), chosen) == (1, [])
    fleet.resize(700, 300)
    fleet.keys = [("crew", False)]
    fleet.resize(420, 300)
    qapp.processEvents()
    assert shown_columns(fleet) == ["name", "crew", "flag"]


def test_a_copy_has_the_columns_that_gave_way_and_not_those_that_were_hidden(fleet: RecordTable, qapp: QApplication) -> None:
    fleet.show_column("port", shown=False)
    fleet.resize(290, 300)
    qapp.processEvents()
    assert shown_columns(fleet) == ["name", "flag"]
    assert fleet.table_text().splitlines()[0] == "Name\tStory\tCrew\tFlag"


def test_a_column_that_was_drawn_wider_counts_as_wide_as_it_is(fleet: RecordTable, qapp: QApplication) -> None:
    fleet.header.resizeSection(0, 300)  # 200 more than its own width: 770 in 700
    fleet.resize(699, 300)
    qapp.processEvents()
    assert shown_columns(fleet) == ["name", "story", "port", "flag"]
    assert not fleet.horizontalScrollBar().isVisible()
    for width in (690, 710, 780, 690):
        fleet.resize(width, 300)
        qapp.processEvents()
    assert shown_columns(fleet) == ["name", "story", "port", "flag"]
