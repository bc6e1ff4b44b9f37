"""The board: what keys and mouse do to cards, that they stay where they were put, and that nothing lies on anything else."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QAccessible, QColor, QGuiApplication, QHelpEvent, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from prodops_desktop.ui import theme
from prodops_desktop.ui.board.arrangement import Arrangement
from prodops_desktop.ui.board.board import Board, BoardColumn, Card, Chip
from prodops_desktop.ui.board.card_layout import CARD_HEIGHT, CardLayout, lay_out, tip_of
from prodops_desktop.ui.board.card_paint import paint_card
from prodops_desktop.ui.board.cards_view import PITCH, CardsView
from prodops_desktop.ui.board.column import DropMark
from tests.ui.alone import alone
from tests.ui.boards import card_place, column_of, current_column, design, long_texts, many, view_of
from tests.ui.contract import cut_texts
from tests.ui.timelines import heard

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
WIDTHS = [150, 178, 186, 250, 320]


@pytest.fixture
def board(qapp: QApplication) -> Iterator[Board]:
    theme.install(qapp, "light")
    made = Board()
    made.resize(1004, 640)
    made.show_board(design())
    with alone(made):
        yield made


@pytest.fixture(params=["Inter", "DejaVu Sans"])
def family(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    theme.install(qapp, "light")
    theme.use_family(str(request.param))
    yield str(request.param)
    theme.use_family("")


def keyboard(board: Board) -> CardsView:
    """The list that has the keyboard."""
    focus = board.window().focusWidget()
    assert isinstance(focus, CardsView)
    return focus


def type_key(board: Board, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(keyboard(board), key, modifiers)


def ids(board: Board) -> dict[str, list[int]]:
    return {column.id: [card.key for card in column.cards] for column in board.columns}


def press(board: Board, key: int) -> tuple[CardsView, QPoint]:
    """Take hold of a card."""
    view, at = view_of(board, column_of(board, key)), card_place(board, key)
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    return view, at


def over(board: Board, view: CardsView, column: str) -> QPoint:
    """The middle of a column, as the list that has the mouse sees it."""
    target = view_of(board, column)
    return view.viewport().mapFrom(board, target.mapTo(board, QPoint(target.card_width // 2, 120)))


def carry(board: Board, key: int, column: str) -> tuple[CardsView, QPoint]:
    """Drag a card over a column, in some moves, without letting go."""
    view, at = press(board, key)
    end = over(board, view, column)
    for part in (0.1, 0.5, 1.0):
        QTest.mouseMove(view.viewport(), (QPointF(at) + QPointF(end - at) * part).toPoint())
        QApplication.processEvents()
    return view, end


def let_go(view: CardsView, at: QPoint) -> None:
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=at)


def moved_to(columns: tuple[BoardColumn, ...], key: int, column: str) -> tuple[BoardColumn, ...]:
    """The board as a page shows it once the card is in another column."""
    card = next(card for one in columns for card in one.cards if card.key == key)
    left = [replace(one, cards=tuple(own for own in one.cards if own.key != key)) for one in columns]
    return tuple(
        replace(one, cards=tuple(sorted((*one.cards, card), key=lambda own: -(own.order or 0)))) if one.id == column else one
        for one in left
    )


def pictured(view: CardsView) -> QImage:
    return view.viewport().grab().toImage()


def edge_of(view: CardsView, row: int) -> QColor:
    """The edge of a card at the left."""
    return pictured(view).pixelColor(0, view.card_rect(row).center().y())


def test_arrows_go_from_card_to_card_and_from_column_to_column(board: Board) -> None:
    selected = heard(board.selected)
    type_key(board, Qt.Key.Key_Down)
    type_key(board, Qt.Key.Key_Down)
    type_key(board, Qt.Key.Key_J)
    type_key(board, Qt.Key.Key_K)
    assert board.current == 2
    type_key(board, Qt.Key.Key_Right)
    assert (board.current, keyboard(board)) == (6, view_of(board, "next"))
    type_key(board, Qt.Key.Key_Right)
    assert board.current == 7, "the nearest one where the column is shorter"
    type_key(board, Qt.Key.Key_Right)
    type_key(board, Qt.Key.Key_Left)
    type_key(board, Qt.Key.Key_Left)
    type_key(board, Qt.Key.Key_End)
    type_key(board, Qt.Key.Key_Down)
    type_key(board, Qt.Key.Key_Home)
    type_key(board, Qt.Key.Key_Up)
    assert selected == [(1,), (2,), (3,), (2,), (6,), (7,), (5,), (1,), (4,), (1,)]


def test_pages_go_by_what_is_seen_and_the_chosen_card_comes_into_view(board: Board) -> None:
    board.show_board(many(300))
    view = view_of(board, "now")
    type_key(board, Qt.Key.Key_Home)
    type_key(board, Qt.Key.Key_PageDown)
    assert board.current == 3 * (view.viewport().height() // PITCH)
    type_key(board, Qt.Key.Key_End)
    assert board.current == 297
    assert view.viewport().rect().contains(view.card_rect(99))
    assert view.verticalScrollBar().value() > 99 * PITCH - view.viewport().height()
    type_key(board, Qt.Key.Key_Right)
    first = view_of(board, "next").card_rect(0).top()
    assert board.current == 1 + 3 * round((view.card_rect(99).top() - first) / PITCH), "the card that is seen beside it"


def test_enter_and_a_double_click_open_a_click_chooses(board: Board) -> None:
    selected, opened, moved = heard(board.selected), heard(board.opened), heard(board.moved)
    type_key(board, Qt.Key.Key_Return)
    assert opened == [], "nothing is chosen yet"
    view = view_of(board, "next")
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=card_place(board, 6))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=card_place(board, 6))
    assert (selected, board.current, keyboard(board)) == ([(6,)], 6, view)
    type_key(board, Qt.Key.Key_Return)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=card_place(board, 5))
    assert opened == [(6,), (5,)]
    between = QPoint(40, view.card_rect(1).top() - 4)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=between)
    assert (len(opened), moved) == (2, [])


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        (3, lambda board: QTest.keyClicks(keyboard(board), ">")),
        (3, lambda board: type_key(board, Qt.Key.Key_Right, CTRL_SHIFT)),
        (7, lambda board: QTest.keyClicks(keyboard(board), "<")),
        (7, lambda board: type_key(board, Qt.Key.Key_Left, CTRL_SHIFT)),
    ],
)
def test_a_key_moves_a_card_to_the_column_beside_and_the_keyboard_goes_along(board: Board, key: int, typed: object) -> None:
    moved, selected = heard(board.moved), heard(board.selected)
    board.select(key)
    typed(board)  # type: ignore[operator]  # a key press
    assert moved == [(key, "next")]
    assert ids(board)["next"] == ([3, 5, 6] if key == 3 else [5, 6, 7]), "by its score"
    assert (board.current, keyboard(board), selected) == (key, view_of(board, "next"), [])
    assert f"{'Search v2' if key == 3 else 'EU data residency'}, " in board.accessibleDescription()
    assert "in Next). Moved to Next." in board.accessibleDescription()


def test_a_key_moves_no_card_over_the_end_and_none_where_none_is_chosen(board: Board) -> None:
    moved = heard(board.moved)
    QTest.keyClicks(keyboard(board), "<>")
    board.select(7)
    QTest.keyClicks(keyboard(board), ">")
    board.select(1)
    QTest.keyClicks(keyboard(board), "<")
    assert moved == []


def test_letters_that_mean_nothing_are_left_to_what_is_around(board: Board) -> None:
    asked, selected = heard(board.add_asked), heard(board.selected)
    board.select(5)
    QTest.keyClicks(keyboard(board), "bulk export 1")
    type_key(board, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert (asked, selected, board.current) == ([], [], 5)
    QTest.keyClicks(keyboard(board), "n")
    QTest.keyClicks(keyboard(board), "N")
    assert asked == [("next",), ("next",)]


def test_the_button_below_a_column_asks_for_a_card_in_it(board: Board) -> None:
    asked = heard(board.add_asked)
    board._frames[2].foot.add.click()
    assert asked == [("later",)]
    board.select(1)
    board._frames[2].foot.add.setFocus()
    moved = heard(board.moved)
    QTest.keyClicks(board._frames[2].foot.add, ">")
    assert moved == [], "the keyboard is not on the cards"


def test_an_empty_column_is_gone_to_and_added_in(board: Board) -> None:
    asked, moved, selected = heard(board.add_asked), heard(board.moved), heard(board.selected)
    board.show_board((design()[0], replace(design()[1], cards=()), design()[2]))
    board.select(2)
    type_key(board, Qt.Key.Key_Right)
    assert (current_column(board), board.current, keyboard(board)) == ("next", 2, view_of(board, "next"))
    assert pictured(keyboard(board)).pixelColor(80, 0) == theme.colour("accent"), "a ring where no card has one"
    QTest.keyClicks(keyboard(board), "n")
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_End):
        type_key(board, key)
    assert (asked, selected) == ([("next",)], [])
    QTest.keyClicks(keyboard(board), ">")
    assert moved == [(2, "next")], "the chosen card is moved, wherever the keyboard is"
    board.revert()
    type_key(board, Qt.Key.Key_Left)
    assert board.current == 2


def test_a_drag_moves_a_card_to_the_column_below_the_mouse(board: Board) -> None:
    moved = heard(board.moved)
    view, end = carry(board, 2, "later")
    assert board.is_dragging
    marks = board.findChildren(DropMark)
    assert [mark.isVisible() for mark in marks] == [False, False, True]
    ghost = board._ghost
    assert ghost.isVisible()
    assert ghost.geometry().contains(view.viewport().mapTo(board, end))
    let_go(view, end)
    assert (moved, board.is_dragging) == ([(2, "later")], False)
    assert ids(board) == {"now": [1, 3, 4], "next": [5, 6], "later": [2, 7]}
    assert not ghost.isVisible()
    assert [mark.isVisible() for mark in marks] == [False] * 3
    assert (board.current, current_column(board)) == (2, "later")


def test_escape_gives_up_a_drag_and_the_release_moves_nothing(board: Board) -> None:
    moved = heard(board.moved)
    board.select(2)
    before = board.grab().toImage()
    view, end = carry(board, 2, "next")
    assert board.grab().toImage() != before
    QTest.keyClicks(keyboard(board), ">")
    type_key(board, Qt.Key.Key_Escape)
    let_go(view, end)
    assert (moved, board.is_dragging) == ([], False)
    assert board.grab().toImage() == before


def test_a_small_move_is_a_click_and_a_drag_home_or_out_of_the_board_moves_nothing(board: Board) -> None:
    moved = heard(board.moved)
    view, at = press(board, 2)
    QTest.mouseMove(view.viewport(), at + QPoint(2, 2))
    let_go(view, at + QPoint(2, 2))
    assert (moved, board.current) == ([], 2)
    let_go(*carry(board, 2, "now"))
    assert not board.is_dragging
    view, _ = carry(board, 2, "next")
    outside = QPoint(100, board.height() + 60)
    QTest.mouseMove(view.viewport(), outside)
    let_go(view, outside)
    assert (moved, board.is_dragging) == ([], False)


def test_hiding_gives_up_a_drag(board: Board) -> None:
    carry(board, 2, "next")
    assert board.is_dragging
    board.hide()
    assert not board.is_dragging


def test_a_drag_goes_on_while_the_board_refreshes_and_ends_when_its_card_is_gone(board: Board) -> None:
    moved = heard(board.moved)
    view, end = carry(board, 2, "next")
    board.show_board(design())
    assert board.is_dragging
    let_go(view, end)
    assert moved == [(2, "next")]
    board.revert()
    for after in (moved_to(design(), 2, "later"), (replace(design()[0], cards=()), *design()[1:])):
        board.show_board(design())
        view, end = carry(board, 2, "next")
        board.show_board(after)
        assert not board.is_dragging
        let_go(view, end)
    assert len(moved) == 1


def test_where_nothing_may_be_changed_a_drag_a_key_and_the_button_say_why(board: Board) -> None:
    moved, asked, refused = heard(board.moved), heard(board.add_asked), heard(board.refused)
    reason = "The workspace is open for reading only."
    board.show_board(design(), locked=reason)
    let_go(*carry(board, 2, "next"))
    QTest.keyClicks(keyboard(board), ">")
    QTest.keyClicks(keyboard(board), "n")
    assert refused == [(2, reason), (2, reason), (None, reason)]
    assert (moved, asked, board.is_dragging, board._ghost.isVisible()) == ([], [], False, False)
    add = board._frames[0].foot.add
    assert (add.isEnabled(), add.toolTip()) == (False, reason)
    board.show_board(design())
    assert (add.isEnabled(), add.toolTip()) == (True, "")


def test_one_card_may_be_stuck(board: Board) -> None:
    moved, refused = heard(board.moved), heard(board.refused)
    stuck = replace(design()[0].cards[1], stuck="It is being imported.")
    board.show_board((replace(design()[0], cards=(design()[0].cards[0], stuck)), *design()[1:]))
    let_go(*carry(board, 2, "next"))
    QTest.keyClicks(keyboard(board), ">")
    assert refused == [(2, "It is being imported.")] * 2
    let_go(*carry(board, 1, "next"))
    assert moved == [(1, "next")]


def test_a_moved_card_stays_until_the_board_shows_it_there(board: Board) -> None:
    board.select(2)
    QTest.keyClicks(keyboard(board), ">")
    board.show_board(design())
    assert column_of(board, 2) == "next", "another refresh came before the edit was stored"
    board.show_board(moved_to(design(), 2, "next"))
    assert column_of(board, 2) == "next"
    board.show_board(design())
    assert (column_of(board, 2), board.current, current_column(board)) == ("now", 2, "now"), "the move was undone"
    QTest.keyClicks(keyboard(board), ">>")
    board.show_board(moved_to(design(), 2, "next"))
    assert column_of(board, 2) == "later", "the second move is not stored yet"
    board.revert()
    assert column_of(board, 2) == "next"


def test_a_card_moved_away_and_back_before_anything_is_stored_follows_the_board_again(board: Board) -> None:
    board.select(2)
    QTest.keyClicks(keyboard(board), "><")
    board.show_board(design())
    board.show_board(moved_to(design(), 2, "next"))
    assert column_of(board, 2) == "next", "somebody else moved it, or undo did"


@given(st.lists(st.sampled_from(["put", "store", "show", "revert"]), max_size=12), st.randoms())
def test_when_all_is_stored_the_board_shows_what_is_stored(steps: list[str], chance: object) -> None:
    """Whatever the order of moves, of edits being stored and of refreshes: at the end nothing is left over of the moves."""
    arranged, stored, waiting = Arrangement(), "now", []
    arranged.show(design())
    for step in steps:
        if step == "put":
            waiting.append(chance.choice(["now", "next", "later"]))  # type: ignore[attr-defined]  # a Random
            arranged.put(2, waiting[-1])
            place = arranged.place_of(2)
            assert place is not None
            assert arranged.columns[place[0]].id == waiting[-1]
        elif step == "store" and waiting:
            stored = waiting.pop(0)
        elif step == "revert":
            waiting.clear()
            arranged.revert()
        arranged.show(moved_to(design(), 2, stored))
    while waiting:
        stored = waiting.pop(0)
        arranged.show(moved_to(design(), 2, stored))
    assert arranged.columns == moved_to(design(), 2, stored)
    assert [card.key for column in arranged.columns for card in column.cards if card.key == 2] == [2]


def test_selection_and_scroll_positions_survive_other_cards(board: Board) -> None:
    selected = heard(board.selected)
    board.show_board(many(300))
    board.select(150)
    views = [view_of(board, column) for column in ("now", "next", "later")]
    QApplication.processEvents()
    for view, place in zip(views, (5000, 333, 0), strict=True):
        view.verticalScrollBar().setValue(place)
    shorter = tuple(replace(column, cards=column.cards[:-1]) for column in many(300))
    for again in (many(300), shorter, many(300)):
        board.show_board(again)
        QApplication.processEvents()
        assert [view.verticalScrollBar().value() for view in views] == [5000, 333, 0]
        assert (board.current, selected) == (150, [])
    board.show_board(design())
    assert board.current is None


def test_select_tells_nobody_and_brings_the_card_into_view(board: Board) -> None:
    selected = heard(board.selected)
    board.show_board(many(300))
    board.resize(420, 400)
    QApplication.processEvents()
    for key in (299, 150, 1):
        board.select(key)
        view = view_of(board, column_of(board, key))
        shown = view.viewport().mapTo(board, card_place(board, key))
        assert board.rect().contains(shown)
        assert view.viewport().rect().contains(card_place(board, key))
        assert keyboard(board) is view
    board.select(4711)
    assert (board.current, selected) == (None, [])


def test_columns_scroll_sideways_where_they_have_too_little_room_also_during_a_drag(board: Board, qtbot: QtBot) -> None:
    moved = heard(board.moved)
    board.resize(590, 400)
    QApplication.processEvents()
    assert board.horizontalScrollBar().maximum() == 0
    board.resize(400, 400)
    QApplication.processEvents()
    assert {frame.width() for frame in board._frames} == {190}
    assert board.horizontalScrollBar().maximum() == 570 - 400
    view, _ = press(board, 1)
    edge = view.viewport().mapFrom(board, QPoint(396, 200))
    QTest.mouseMove(view.viewport(), edge)
    qtbot.waitUntil(lambda: board.horizontalScrollBar().value() == 170)
    edge = view.viewport().mapFrom(board, QPoint(396 - 190, 200))
    let_go(view, view.viewport().mapFrom(board, QPoint(396, 200)))
    assert moved == [(1, "later")]
    assert not board._scrolling.isActive()


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_lies_on_anything_else_and_what_has_no_room_is_in_the_tip(family: str, width: int) -> None:
    for column in (*design(), *long_texts()):
        for card in column.cards:
            layout = lay_out(card, width)
            _is_sound(layout, width)
            tip = tip_of(card, layout)
            shown = " ".join((*(piece.text for piece in layout.pieces), *(chip.text for chip, _ in layout.chips)))
            sure = card.confidence
            assert sure is not None
            for text in (card.title, card.score, card.line, sure.text, sure.note, card.money, *card.footer, *(c.text for c in card.chips)):
                assert text in shown or text in tip
    assert family


def _is_sound(layout: CardLayout, width: int) -> None:
    boxes = [_ink(piece.area, piece.text, piece.right, piece.role) for piece in layout.pieces] + [box for _, box in layout.chips]
    boxes += [box for box in (layout.meter, layout.icon) if box is not None]
    card = QRectF(0, 0, width, CARD_HEIGHT)
    assert all(card.contains(box) for box in boxes)
    assert not [(one, other) for one, other in combinations(boxes, 2) if one.intersects(other)]


def _ink(area: QRectF, text: str, right: bool, role: str) -> QRectF:
    """What a text covers of its area."""
    width = theme.face(role).exact.horizontalAdvance(text)
    assert width <= area.width() + 1, text
    left = area.right() - width if right else area.left()
    return QRectF(left, area.top(), width, area.height())


def test_chips_go_before_texts_are_cut_and_the_gravest_is_still_seen(qapp: QApplication) -> None:
    theme.install(qapp, "light")
    chips = (Chip("One account is most of it", "warn"), Chip("SRM", "bad", "alert-octagon-outline"), Chip("Waits"))
    card = Card(1, "Title", footer=("26 Jan", "7 of 11 gates"), chips=chips)
    wide, narrow = lay_out(card, 600), lay_out(card, 190)
    assert [chip.text for chip, _ in wide.chips] == ["One account is most of it", "SRM", "Waits"]
    assert wide.hidden == ()
    assert [chip for chip, _ in narrow.chips] == [Chip("+3", "bad")], "an icon beside the number would say of what it is"
    assert "26 Jan · 7 of" in next(piece.text for piece in narrow.pieces if piece.text.startswith("26"))
    assert tip_of(replace(card, tip="Said first"), narrow).startswith("Said first\nOne account is most of it\nSRM\nWaits")


def test_chips_are_shortened_before_any_is_only_counted(qapp: QApplication) -> None:
    theme.install(qapp, "light")
    risk = Chip("3 at risk", "bad", "alert-outline", "3")
    card = Card(1, "Title", footer=("26 Jan", "7 of 11 gates"), chips=(Chip("62% one account", "warn", short="62%"), risk))
    for width, shown in ((600, ["62% one account", "3 at risk"]), (270, ["62%", "3"]), (190, ["+2"])):
        assert [chip.text for chip, _ in lay_out(card, width).chips] == shown
    alone = lay_out(replace(card, chips=(risk,)), 170)
    assert [chip.text for chip, _ in alone.chips] == ["3"]
    assert "3 at risk" in alone.hidden


def test_the_footer_is_short_or_loses_its_end_before_a_figure_is_cut(qapp: QApplication) -> None:
    theme.install(qapp, "light")
    card = Card(1, "Title", footer=("12 Jan", "7 of 11 gates"), short_footer=("12 Jan", "7/11"), icon="calendar-outline")
    texts = {width: lay_out(card, width).pieces[-1].text for width in (250, 130, 90)}
    assert texts == {250: "12 Jan · 7 of 11 gates", 130: "12 Jan · 7/11", 90: "12 Jan"}
    assert "12 Jan · 7 of 11 gates" in lay_out(card, 130).hidden
    assert lay_out(replace(card, short_footer=()), 130).pieces[-1].text == "12 Jan", "rather than “7 of 1…”"


def test_an_empty_column_says_all_of_its_sentence_in_lines(board: Board) -> None:
    text = "Nothing is planned here. Drag a card here, or press N."
    board.resize(3 * 190, 640)
    for words in (text, text[:24]):
        board.show_board([BoardColumn(name, name, empty=words) for name in ("now", "next", "later")])
        view, picture = view_of(board, "later"), view_of(board, "later").viewport().grab().toImage()
        rows = [
            any(picture.pixelColor(x, y) != theme.colour("surface") for x in range(view.card_width)) for y in range(picture.height() - 12)
        ]
        assert sum(one and not before for before, one in pairwise([False, *rows])) == (3 if words == text else 1)
        assert (rows[0], rows[-1]) == (False, False), "no line is cut"


def test_the_meter_shows_what_counts_the_tick_and_what_is_claimed(qapp: QApplication) -> None:
    theme.install(qapp, "light")
    card = design()[0].cards[0]
    picture = QImage(320, CARD_HEIGHT, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    painter = QPainter(picture)
    paint_card(painter, card, QRectF(0, 0, 320, CARD_HEIGHT))
    painter.end()
    bar = lay_out(card, 320).meter
    assert bar is not None
    at, middle = round(bar.left() + 0.8 * bar.width()), round(bar.center().y())
    assert picture.pixelColor(at - 6, middle) == theme.colour("accent")
    assert picture.pixelColor(at, round(bar.top()) - 3) == theme.colour("text"), "the tick goes beyond the bar"
    dashes = {picture.pixelColor(x, round(bar.top())).name() for x in range(at + 2, round(bar.right()) - 2)}
    assert len(dashes) > 1, "a dashed edge"
    assert picture.pixelColor(at + 4, middle) == theme.colour("track")


@pytest.mark.parametrize("columns", [design(), long_texts()], ids=["design", "long"])
@pytest.mark.parametrize("size", [(590, 420), (400, 300), (1000, 640)])
def test_no_text_of_heads_and_feet_is_cut(board: Board, family: str, size: tuple[int, int], columns: tuple[BoardColumn, ...]) -> None:
    board.show_board(columns)
    board.resize(*size)
    QApplication.processEvents()
    assert cut_texts(board._inside) == []
    foot = board._frames[0].foot
    assert foot.geometry().bottom() < board.viewport().height()
    if columns[0].cards[0].key == 1 and family == "Inter" and len(columns) == 3:
        assert foot.height() == (34 if size[0] == 1000 else 56), "the sum goes below the button where there is no room beside it"


def test_the_foot_follows_the_last_card_and_stays_in_view_below_many(board: Board) -> None:
    frame = board._frames[2]
    assert frame.foot.y() == frame.view.y() + PITCH
    board.show_board(many(300))
    QApplication.processEvents()
    assert all(one.foot.geometry().bottom() <= one.height() for one in board._frames)
    assert all(one.view.verticalScrollBar().isVisible() for one in board._frames)
    assert all(one.view.viewport().width() >= one.view.card_width for one in board._frames), "the scroll bar is in the gap"


def test_it_says_in_words_what_there_is(board: Board) -> None:
    assert board.accessibleName() == "Board"
    assert board.sentence == (
        "7 cards: Now 4 (11.5 of 12 person-months, $3.71M, 52 accounts, each once); "
        "Next 2 (14 of 12 person-months, $3.02M, 41 accounts, each once); Later 1 (not sized, $1.34M, 19 accounts, each once)."
    )
    board.select(3)
    said = "Search v2, 558, Growth · Stickiness 28%, 80% confidence, $0.22M, 30 Nov, 6 of 7 gates, Decide EXP-37"
    assert board.accessibleDescription() == f"{said} (3 of 4 in Now). {board.sentence}"
    view = view_of(board, "now")
    assert (view.accessibleName(), view.accessibleDescription()) == (
        "Now, 4 cards",
        "11.5 of 12 person-months, $3.71M, 52 accounts, each once",
    )
    assert view.cards.data(view.cards.index(2, 0), Qt.ItemDataRole.AccessibleTextRole) == said
    told = QAccessible.queryAccessibleInterface(view)
    assert [told.child(row).text(QAccessible.Text.Name) for row in range(told.childCount())][2] == said
    assert view.currentIndex().row() == 2
    assert not view_of(board, "next").currentIndex().isValid()
    assert replace(design()[0].cards[0], spoken="Bulk export").words == "Bulk export"


def test_tab_comes_to_one_list_and_nothing_is_chosen_by_it(board: Board) -> None:
    policies = [view_of(board, column).focusPolicy() for column in ("now", "next", "later")]
    assert policies == [Qt.FocusPolicy.StrongFocus, Qt.FocusPolicy.ClickFocus, Qt.FocusPolicy.ClickFocus]
    assert (board.current, view_of(board, "now").currentIndex().isValid()) == (None, False)
    board.select(5)
    assert view_of(board, "next").focusPolicy() == Qt.FocusPolicy.StrongFocus
    board._frames[0].foot.add.setFocus()
    board.setFocus()
    assert keyboard(board) is view_of(board, "next")
    QTest.mouseClick(view_of(board, "later").viewport(), Qt.MouseButton.LeftButton, pos=QPoint(30, CARD_HEIGHT + 6))
    assert (board.current, current_column(board)) == (5, "later"), "beside the cards a click only takes the keyboard there"


def test_the_tooltip_appears_under_the_mouse(board: Board) -> None:
    view = view_of(board, "now")
    assert view.tip_at(card_place(board, 1)) == ""
    board.resize(590, 500)
    QApplication.processEvents()
    at = card_place(board, 3)
    assert view.tip_at(at) == "80% confidence\nDecide EXP-37\n30 Nov · 6 of 7 gates"
    QApplication.sendEvent(view.viewport(), QHelpEvent(QEvent.Type.ToolTip, at, view.viewport().mapToGlobal(at)))
    assert QToolTip.text() == view.tip_at(at)
    QToolTip.hideText()
    assert view.tip_at(QPoint(30, CARD_HEIGHT + 4)) == "", "between two cards"


@pytest.mark.parametrize("mode", ["dark", "light"])
def test_the_edge_of_a_card_tells_its_state_in_both_themes(board: Board, mode: str) -> None:
    theme.set_mode("light" if mode == "dark" else "dark")
    theme.set_mode(mode)
    board.select(1)
    QApplication.processEvents()
    view, inside = view_of(board, "now"), QPoint(200, 40)
    assert edge_of(view, 0) == theme.colour("accent")
    assert edge_of(view, 1) == theme.colour("line")
    assert pictured(view).pixelColor(inside) == theme.colour("selected"), "the keyboard is here"
    board._frames[0].foot.add.setFocus()
    assert edge_of(view, 0) == theme.colour("accent")
    assert pictured(view).pixelColor(inside) == theme.colour("surface")
    QTest.mouseMove(view.viewport(), card_place(board, 1))
    QTest.mouseMove(view.viewport(), card_place(board, 2))
    assert edge_of(view, 1) == theme.colour("line_strong")
    assert pictured(view).pixelColor(inside + QPoint(0, PITCH)) == theme.colour("hover")
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    assert edge_of(view, 1) == theme.colour("line")


def test_copies_as_picture_and_as_table(board: Board) -> None:
    plain = board.picture(1000, 1.0)
    board.select(1)
    assert board.picture(1000, 1.0) == plain, "what is chosen is not in it"
    assert plain.height() == 36 + 4 * PITCH + 24
    board.show_board(many(60))
    type_key(board, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    picture = QGuiApplication.clipboard().image()
    assert (picture.width(), picture.height()) == (2 * (3 * (1016 // 3) - 12), 2 * (36 + 20 * PITCH + 24))
    board.show_board(design())
    lines = board.as_table()
    assert lines[0] == ("Column", "Card", "Score", "About", "Confidence", "Money behind it", "State", "Marks")
    assert lines[3] == (
        "Now", "Search v2", "558", "Growth · Stickiness 28%", "80%", "$0.22M", "30 Nov · 6 of 7 gates", "Decide EXP-37",
    )  # fmt: skip
    assert len(lines) == 8
    dated = replace(design()[0].cards[2], exact_footer=("30 Nov 2026", "6 of 7 gates"))
    board.show_board([BoardColumn("now", "Now", (design()[0].cards[0], dated))])
    assert [row[4::2] for row in board.as_table()[1:]] == [
        ("80%, capped, was 100%", "26 Jan · 7 of 11 gates"),
        ("80%", "30 Nov 2026 · 6 of 7 gates"),
    ]


def test_a_board_without_columns_takes_every_key(board: Board) -> None:
    board.show_board(())
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_N, Qt.Key.Key_Greater):
        QTest.keyClick(board, key)
    assert (board.current, current_column(board), board.sentence) == (None, "", "No cards.")
    assert not board.picture(300).isNull()
    board.show_board(design())
    assert [frame.column.id for frame in board._frames] == ["now", "next", "later"]


def test_thousands_of_cards_are_shown_at_once_and_only_what_is_seen_is_painted(board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    painted: list[int] = []
    monkeypatch.setattr("prodops_desktop.ui.board.cards_view.paint_card", lambda painter, card, *rest: painted.append(card.key))
    board.show_board(many(2000))
    QApplication.processEvents()
    assert 0 < len(painted) < 100
    painted.clear()
    view_of(board, "now").verticalScrollBar().setValue(40_000)
    QApplication.processEvents()
    assert 0 < len(painted) < 30


def test_a_picture_of_thousands_of_cards_says_how_many_more_there_are(board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    painted: list[int] = []
    monkeypatch.setattr("prodops_desktop.ui.board.picture.paint_card", lambda painter, card, *rest: painted.append(card.key))
    board.show_board(many(2000))
    picture = board.picture(580)
    assert (picture.height(), picture.devicePixelRatio() >= 1) == (30_000, True)
    assert len(painted) == 3 * ((30_000 - 36 - 48) // PITCH)
