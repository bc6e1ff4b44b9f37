"""The reusable controls: what they tell, what they keep, and how they fit into too little room."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QScrollArea, QStyle, QWidget
from pytestqt.qtbot import QtBot

from prodops_desktop.ui import theme
from prodops_desktop.ui.widgets.bars import Meter
from prodops_desktop.ui.widgets.buttons import Segments, button, tool_button
from prodops_desktop.ui.widgets.fields import Choice, SearchField
from prodops_desktop.ui.widgets.inspector import Inspector
from prodops_desktop.ui.widgets.reflow import Reflow
from prodops_desktop.ui.widgets.sparkline import Sparkline
from prodops_desktop.ui.widgets.states import EmptyState, Note
from prodops_desktop.ui.widgets.text import key
from prodops_desktop.ui.widgets.toolbar import PageToolbar
from tests.ui.contract import dress


def test_cards_take_as_many_columns_as_fit(qapp: QApplication) -> None:
    host = QWidget()
    flow = Reflow(host, least=200, most=4)
    cards = [QLabel(str(number)) for number in range(5)]
    for card in cards:
        card.setFixedHeight(100)
        flow.addWidget(card)
    # Columns of at least 200 with gaps of 12: 2 need 412, 3 need 624, 4 need 836; more than 4 are never made.
    assert [flow.columns(width) for width in (150, 411, 412, 623, 624, 836, 3000)] == [1, 1, 2, 2, 3, 4, 4]
    assert [flow.heightForWidth(width) for width in (200, 412, 836)] == [548, 324, 212]
    host.resize(412, 324)
    host.show()
    qapp.processEvents()
    assert [(card.x(), card.y()) for card in cards] == [(0, 0), (212, 0), (0, 112), (212, 112), (0, 224)]
    assert {card.width() for card in cards} == {200}


def test_cards_may_have_other_numbers_of_columns_later(qapp: QApplication) -> None:
    host = QWidget()
    flow = Reflow(host, least=100)
    assert flow.columns(1000) == 4
    flow.set_most(5)
    assert flow.columns(1000) == 5


def test_a_toolbar_that_may_fold_needs_no_more_room_on_a_tab_that_is_not_shown(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    bar = PageToolbar(button("The first"), button("The second"), folding := button("Third"))
    bar.setParent(host)
    bar.add_right(button("At the right"))
    bar.may_fold(folding)
    whole, least = bar.row.sizeHint().width(), bar.minimumSizeHint().width()
    assert least <= whole - folding.sizeHint().width()
    host.resize(least, 60)
    bar.setGeometry(0, 0, least, bar.height())
    host.show()
    qtbot.waitUntil(lambda: bar.folded and bar.minimumSizeHint().width() <= least)


def test_segments_have_exactly_one_choice_and_tell_of_clicks_alone(qapp: QApplication) -> None:
    segments = Segments([("a", "A"), ("b", "B"), ("c", "C")], "b", "Letters")
    told: list[str] = []
    segments.chosen.connect(told.append)
    assert segments.current() == "b"
    segments.choose("c")
    assert (segments.current(), told) == ("c", [])
    segments._buttons["a"].click()
    assert (segments.current(), told) == ("a", ["a"])
    assert segments._buttons["a"].accessibleName() == "Letters: A"


def test_a_choice_is_known_by_its_id_and_has_room_for_its_caption(qapp: QApplication) -> None:
    plain, captioned = (Choice([("m", "Month"), ("q", "Quarter")], caption=caption) for caption in ("", "By"))
    told: list[int] = []
    captioned.currentIndexChanged.connect(told.append)
    captioned.choose("q")
    captioned.choose("nothing")
    assert (captioned.current_id(), told) == ("q", [])
    assert captioned.sizeHint().width() > plain.sizeHint().width()
    assert captioned.accessibleName() == "By"
    assert not captioned.focusPolicy() & ~Qt.FocusPolicy.StrongFocus, "the wheel does not bring the keyboard along"


def test_esc_clears_a_search_and_the_keyboard_goes_on_to_the_list(qapp: QApplication) -> None:
    field = SearchField("Filter")
    left: list[bool] = []
    field.left.connect(lambda: left.append(True))
    QTest.keyClicks(field, "nps")
    assert field.text() == "nps"
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert left == [True]


def test_an_empty_search_leaves_undo_to_the_program(qapp: QApplication) -> None:
    def takes_undo(field: SearchField) -> bool:
        event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        event.ignore()
        QApplication.sendEvent(field, event)
        return event.isAccepted()

    field = SearchField("Filter")
    assert not takes_undo(field)
    QTest.keyClicks(field, "n")
    assert takes_undo(field)


def test_the_inspector_is_never_wider_than_its_pane(qapp: QApplication) -> None:
    inspector = Inspector("database-outline", "Dataset", "CS health")
    section = inspector.section("Source", "1")
    section.facts([("File", "A_very_long_file_name_without_any_blank_that_does_not_fit_2026-11-23_final_final.xlsx"), ("Rows", "393")])
    section.sources([("Cell", "64", "CS_health_2026-10.xlsx › M. Okafor › C5")])
    inspector.set_actions(button("Open", role="primary"))
    inspector.resize(300, 500)
    inspector.show()
    qapp.processEvents()
    area = inspector.findChild(QScrollArea)
    assert isinstance(area, QScrollArea)
    inside, view = area.widget(), area.viewport()
    assert inside is not None
    assert view is not None
    assert inside.width() <= view.width() <= 300
    inspector.clear()
    qapp.sendPostedEvents(None, int(QEvent.Type.DeferredDelete.value))
    assert [child.text() for child in inspector.findChildren(QLabel) if child.isVisible()] == ["Dataset", "CS health"]


def test_notes_and_empty_states_take_no_room_for_what_they_do_not_say(qapp: QApplication) -> None:
    note = Note("bad", "")
    assert note.isHidden()
    tried: list[bool] = []
    empty = EmptyState("No quarantined rows.", "Import a sheet", lambda: tried.append(True))
    empty.show()
    note.setParent(empty)
    note.say("bad", "It failed. Try again.")
    assert note.isVisible()
    assert not empty.more.isVisible()
    empty.action.click()
    assert tried == [True]
    empty.say("Nothing fits.", "Try fewer words.")
    assert empty.more.isVisible()


def test_an_icon_button_has_a_name(qapp: QApplication) -> None:
    ran: list[bool] = []
    made = tool_button("plus", "Add a rate", lambda: ran.append(True))
    made.click()
    assert (made.accessibleName(), made.toolTip(), ran) == ("Add a rate", "Add a rate", [True])


def test_a_sparkline_leaves_a_gap_where_there_is_no_data(qapp: QApplication) -> None:
    dress(qapp)

    def ink(values: list[float | None], left: int, right: int) -> int:
        line = Sparkline()
        line.resize(110, 30)
        line.show_values(values)
        image = line.grab().toImage()
        ground = image.pixelColor(0, 0)
        return sum(image.pixelColor(x, y) != ground for x in range(left, right) for y in range(image.height()))

    assert ink([1.0, 2.0, 3.0, 2.0, 1.0, 2.0], 50, 60) > 0
    assert ink([1.0, 2.0, None, None, 1.0, 2.0], 40, 70) == 0
    assert ink([5.0], 0, 110) == 0


def test_a_meter_says_its_share(qapp: QApplication) -> None:
    meter = Meter(0.88, name="Complete")
    assert meter.accessibleName() == "Complete 88%"
    meter.show_share(7)
    assert meter.accessibleName() == "Complete 100%"


class _Moves(QObject):
    """Counts how often a widget is moved."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Move
        return super().eventFilter(watched, event)


def test_an_inspector_lays_out_once_what_is_filled_in_one_go(qapp: QApplication) -> None:
    inspector = Inspector("database-outline", "Dataset")
    upper, lower = inspector.section("Upper"), inspector.section("Lower")
    inspector.resize(320, 600)
    inspector.show()
    qapp.processEvents()
    moves, top = _Moves(lower), lower.y()
    with inspector.filling():
        for number in range(20):
            upper.text(f"A paragraph with the number {number}, long enough to go on in the next line of the pane.")
    qapp.processEvents()
    assert lower.y() > top + 20 * 20
    assert moves.count <= 3, "once, and again as the scroll bar takes its room; not for each of the twenty"
    shown = [text for text in upper.findChildren(QLabel) if text.isVisible()]
    assert [text.text()[:27] for text in shown[-2:]] == ["A paragraph with the number"] * 2
    assert all(text.height() >= text.heightForWidth(text.width()) for text in shown), "none is cut"
    inspector.close()


def test_paragraphs_that_stay_the_same_are_not_made_again(qapp: QApplication) -> None:
    inspector = Inspector("database-outline", "Dataset")
    section = inspector.section("Overlap")

    def labels() -> list[QLabel]:
        qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        return [child for child in section.findChildren(QLabel) if child not in (section.title, section.note)]

    section.show_texts([("Both cover funnels.", "2"), ("9 of 12", "3")])
    first = labels()
    assert [(one.text(), one.property("tone")) for one in first] == [("Both cover funnels.", "2"), ("9 of 12", "3")]
    section.show_texts([("Both cover funnels.", "2"), ("9 of 12", "3")])
    assert labels() == first
    section.show_texts([("Both cover replay.", "2")])
    assert [one.text() for one in labels()] == ["Both cover replay."]
    section.clear()
    section.show_texts([("Both cover replay.", "2")])
    assert [one.text() for one in labels()] == ["Both cover replay."]


def test_a_cap_has_the_sign_of_its_key(qapp: QApplication) -> None:
    texts = ("Ctrl+Shift+Left", "Alt+Shift+Right", "Ctrl+Alt+Up", "Ctrl+Down", "Ctrl+Return", "Ctrl++", "Ctrl+=", "+", "PgDown", "Ctrl+/")
    caps = ["Ctrl Shift ←", "Alt Shift →", "Ctrl Alt ↑", "Ctrl ↓", "Ctrl ↵", "Ctrl +", "Ctrl =", "+", "PgDown", "Ctrl /"]
    assert [key(text).text() for text in texts] == caps


def test_icons_in_search_fields_and_menus_grow_with_the_text_and_keep_clear_of_it(qapp: QApplication, qtbot: QtBot) -> None:
    dress(qapp)
    field, menu = SearchField("Find"), QMenu()
    qtbot.addWidget(field)
    qtbot.addWidget(menu)
    field.resize(200, field.height())
    field.show()
    field.setText("words")
    field.home(False)
    [before, behind] = [one for one in field.children() if isinstance(one, QWidget)]
    try:
        for percent, side in ((100, 16), (150, 24), (80, 13), (100, 16)):
            theme.set_scale(percent)
            qapp.processEvents()
            assert (before.size().toTuple(), behind.size().toTuple()) == ((side, side), (side, side))
            assert menu.style().pixelMetric(QStyle.PixelMetric.PM_SmallIconSize, None, menu) == side
            assert field.cursorRect().center().x() >= before.geometry().right()
            assert field.rect().contains(behind.geometry())
            assert behind.geometry().left() - before.geometry().right() > 200 - 3 * side - 20
    finally:
        theme.set_scale(100)
    QTest.mouseClick(behind, Qt.MouseButton.LeftButton)
    assert (field.text(), behind.isVisible()) == ("", False)
