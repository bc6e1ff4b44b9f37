"""The lists and the reading pane of the page Feedback: read, moved through and marked by keys; what is asked is told by name."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget

from prodops_desktop.areas import TAKERS
from prodops_desktop.datasets.importing import import_file
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.datasets.request import ImportRequest
from prodops_desktop.feedback import triage
from prodops_desktop.feedback.model import Tag
from prodops_desktop.feedback.search.order import ORDERS
from prodops_desktop.feedback.store import save_search
from prodops_desktop.feedback.taxonomy import find_tag, save_tag
from prodops_desktop.ui import formats, theme
from prodops_desktop.ui.pages.feedback import keys, wording
from prodops_desktop.ui.pages.feedback.all_pane import AllPane
from prodops_desktop.ui.pages.feedback.items_pane import ItemsPane
from prodops_desktop.ui.pages.feedback.reading import Board, read_board, read_detail
from prodops_desktop.ui.pages.feedback.triage_pane import TriagePane
from prodops_desktop.ui.pages.feedback.words_view import found_places
from prodops_desktop.ui.session import Session
from prodops_desktop.workspace import Store, settings
from tests.ui.contract import cut_texts, dress, rest
from tests.unit.sheets_here import staging_here

TODAY = date(2026, 11, 23)
MERIDIAN, CASTELLAN, HALDEN, NOBODY, OLD = 1, 2, 3, 4, 5
LONG = "Quarterly reconciliation is due and the export stops at 50,000 rows. Réunion of two exports is no way to work. " * 6
ITEMS = (
    (LONG, {"account": "Meridian Freight", "at": "2026-11-20T16:42:00", "person": "S. Lindqvist", "channel": "CS", "importance": "3"}),
    ("Bulk export still splits into several files.", {"account": "Castellan Insurance", "at": "2026-11-20", "importance": "2"}),
    ("Need audit log through the API before renewal.", {"account": "Halden Bank", "at": "2026-11-16"}),
    ("CSV limit hit twice.\tThis week.", {"at": "2026-11-15", "channel": "In-app", "person": "K. Ola"}),
    ("https://example.com/" + "averylongaddress" * 12, {"account": "A name that is far too long for any list " * 3, "at": "2025-10-02"}),
)
NO_MODIFIER, CONTROL, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def fill(store: Store) -> None:
    settings.set_setting(store, "today", TODAY.isoformat())
    for text, values in ITEMS:
        triage.add_item(store, text, values, title="Export stops at 50,000 rows" if text == LONG else None)
    for name in ("Export limits", "Audit log", "Scheduled PDF"):
        save_tag(store, {"name": name, "group": "Data out and access"})
    triage.tag_items(store, [MERIDIAN], find_tag(store, "Export limits").id)
    save_search(store, "Exports", "export")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("feedback")
    (folder / "accounts.csv").write_text(
        "account,segment,arr,renewal\nMeridian Freight,Enterprise,412000,2027-01-03\nCastellan Insurance,Mid-market,98000,2026-11-24\n",
        encoding="utf-8",
    )
    with staging_here(), open_workspace(folder / "here.prodops", create=True) as workspace:
        import_file(workspace, ImportRequest(folder / "accounts.csv", kind="accounts"), takers=TAKERS)
        workspace.run(lambda store: fill(store)).result()
    return folder / "here.prodops"


@pytest.fixture
def session(qapp: QApplication, filled: Path) -> Iterator[Session]:
    dress(qapp)
    opened = Session(open_workspace(filled))
    yield opened
    settled(opened)
    opened.close()
    opened.deleteLater()
    qapp.processEvents()


@pytest.fixture
def board(session: Session) -> Board:
    with session.workspace.reading() as store:
        return read_board(store)


class Host(QWidget):
    """A page as far as panes know one: keys that nobody wanted arrive here."""

    def __init__(self, pane: ItemsPane) -> None:
        super().__init__()
        self.setObjectName("pageHost")
        self.pressed: list[str | None] = []
        self.pane = pane
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(pane)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.pressed.append(keys.action_of(event))


Show = Callable[..., Host]


@pytest.fixture
def show(qapp: QApplication, session: Session, board: Board) -> Iterator[Show]:
    """Shows a pane with the five items in a window of a size."""
    hosts: list[Host] = []

    def make(kind: type[ItemsPane], size: tuple[int, int] = (1044, 820)) -> Host:
        host = Host(kind(session))
        hosts.append(host)
        host.resize(*size)
        host.pane.show_board(board)
        host.pane.show_ids([MERIDIAN, CASTELLAN, HALDEN, NOBODY, OLD])
        host.show()
        host.activateWindow()
        assert QTest.qWaitForWindowActive(host)
        settled(session)
        host.pane.focus_list()
        return host

    yield make
    for host in hosts:
        settled(session)
        host.close()
        host.deleteLater()
    qapp.processEvents()


@pytest.fixture
def inbox(show: Show, board: Board) -> TriagePane:
    pane = show(TriagePane).pane
    assert isinstance(pane, TriagePane)
    pane.show_slots(slots(board))
    return pane


@pytest.fixture
def everything(show: Show) -> AllPane:
    pane = show(AllPane).pane
    assert isinstance(pane, AllPane)
    return pane


def settled(session: Session) -> None:
    rest(lambda: session.busy)


def slots(board: Board) -> list[Tag | None]:
    named = {tag.name: tag for tag in board.tags}
    return [named["Audit log"], None, named["Export limits"]]


def said(widget: QWidget) -> list[str]:
    """What the labels that are seen say."""
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisible() and one.text()]


# What is written


@pytest.mark.parametrize(
    ("at", "text"),
    [
        ("2026-11-20T16:42:00", "Fri 16:42"),
        ("2026-11-23T07:05:00", "Mon 07:05"),
        ("2026-11-17", "Tue"),
        ("2026-11-16T09:00:00", "16 Nov"),
        ("2026-11-24", "24 Nov"),
        ("2025-11-23", "23 Nov"),
        ("2025-11-22", "22 Nov 2025"),
        ("some day", "some day"),
    ],
)
def test_when_is_a_weekday_for_seven_days_then_a_day(at: str, text: str) -> None:
    assert wording.when_text(at, TODAY) == text


@pytest.mark.parametrize(
    ("renewal", "text"),
    [
        ("2027-01-03", "renews in 41 days"),
        ("2026-11-24", "renews in 1 day"),
        ("2026-11-23", "renews today"),
        ("2026-11-11", "renewal was due 11 Nov"),
        ("2027-11-23", "renews in 365 days"),
        ("2027-11-24", "renews 24 Nov 2027"),
        (None, ""),
    ],
)
def test_a_renewal_is_so_many_days_ahead(renewal: str | None, text: str) -> None:
    assert wording.renewal_text(renewal, TODAY) == text


def test_the_moment_has_its_time_where_one_is_known() -> None:
    assert wording.moment_text("2026-11-20T16:42:00", TODAY) == "Fri 20 Nov, 16:42"
    assert wording.moment_text("2026-11-20", TODAY) == "Fri 20 Nov"


def test_every_importance_and_state_has_a_name() -> None:
    assert set(formats.IMPORTANCE_NAMES) == set(wording.IMPORTANCE_DOTS) == {0, 1, 2, 3}
    assert set(wording.STATE_NAMES) == {"inbox", "snoozed", "done", "archive", "merged", "out", "deleted"}


# Keys


@pytest.mark.parametrize(
    ("key", "modifiers", "text", "action"),
    [
        (Qt.Key.Key_1, NO_MODIFIER, "1", "slot:1"),
        (Qt.Key.Key_9, Qt.KeyboardModifier.KeypadModifier, "9", "slot:9"),
        (Qt.Key.Key_Ampersand, SHIFT, "1", "slot:1"),  # digits need Shift on a French keyboard
        (Qt.Key.Key_0, NO_MODIFIER, "0", None),
        (Qt.Key.Key_E, NO_MODIFIER, "e", "done"),
        (Qt.Key.Key_E, NO_MODIFIER, "E", "done"),  # with Caps Lock
        (Qt.Key.Key_E, SHIFT, "E", None),
        (Qt.Key.Key_E, CONTROL, "\x05", None),
        (Qt.Key.Key_E, Qt.KeyboardModifier.AltModifier, "e", None),
        (Qt.Key.Key_J, NO_MODIFIER, "j", "next"),
        (Qt.Key.Key_K, NO_MODIFIER, "k", "previous"),
        (Qt.Key.Key_T, NO_MODIFIER, "t", "tag"),
        (Qt.Key.Key_L, NO_MODIFIER, "l", "link"),
        (Qt.Key.Key_I, NO_MODIFIER, "i", "importance"),
        (Qt.Key.Key_M, NO_MODIFIER, "m", "merge"),
        (Qt.Key.Key_S, NO_MODIFIER, "s", "snooze"),
        (Qt.Key.Key_R, NO_MODIFIER, "r", "back"),
        (Qt.Key.Key_X, NO_MODIFIER, "x", "mark"),
        (Qt.Key.Key_U, NO_MODIFIER, "u", "undo"),
        (Qt.Key.Key_Slash, NO_MODIFIER, "/", "filter"),
        (Qt.Key.Key_Question, SHIFT, "?", "keys"),
        (Qt.Key.Key_Return, CONTROL, "\r", "done"),
        (Qt.Key.Key_Enter, CONTROL | Qt.KeyboardModifier.KeypadModifier, "\r", "done"),
        (Qt.Key.Key_N, CONTROL | SHIFT, "\x0e", "capture"),
        (Qt.Key.Key_Delete, CONTROL, "\x7f", "delete"),
        (Qt.Key.Key_D, CONTROL, "\x04", "duplicate"),
        (Qt.Key.Key_A, CONTROL, "\x01", "mark_all"),
        (Qt.Key.Key_F2, NO_MODIFIER, "", "edit"),
        (Qt.Key.Key_Delete, NO_MODIFIER, "\x7f", None),
        (Qt.Key.Key_Return, NO_MODIFIER, "\r", None),
        (Qt.Key.Key_Q, NO_MODIFIER, "q", None),
        (Qt.Key.Key_Shift, SHIFT, "", None),
        (Qt.Key.Key_unknown, NO_MODIFIER, "", None),
    ],
)
def test_a_key_asks_for_its_action(key: Qt.Key, modifiers: Qt.KeyboardModifier, text: str, action: str | None) -> None:
    assert keys.action_of(QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text)) == action


def test_every_key_is_named_once_and_told() -> None:
    sequences = [key.sequence for key in keys.KEYS if key.sequence]
    assert len(set(sequences)) == len(sequences)
    told = dict(keys.hints())
    assert told["1–9"] == "Give or take the recent tag of this number"
    assert told["J, ↓"] == "Next"
    assert len(told) == len(keys.KEYS)
    assert [text for _, text in keys.foot_hints()][:3] == ["tag", "done", "move"]
    assert (keys.slot_of("slot:3"), keys.slot_of("done")) == (3, None)


# The inbox and the item


def test_the_list_says_who_when_and_what(inbox: TriagePane) -> None:
    first, nobody = (inbox.list.lines(inbox.items.record(row)) for row in (0, 3))
    assert (first.title, first.value, first.below, first.dot) == (
        "Meridian Freight",
        "Fri 16:42",
        "Export stops at 50,000 rows",
        "bad_fill",
    )
    assert first.spoken == "Meridian Freight, Fri 16:42, Export stops at 50,000 rows, Critical"
    assert (nobody.title, nobody.value, nobody.below) == ("K. Ola", "15 Nov", "CSV limit hit twice.")
    index = inbox.items.index(1, 0)
    assert (
        index.data(Qt.ItemDataRole.AccessibleTextRole)
        == "Castellan Insurance, Fri, Bulk export still splits into several files., Important"
    )


def test_the_item_shows_its_customer_words_and_tags(inbox: TriagePane, board: Board) -> None:
    view = inbox.item
    assert view.shown == MERIDIAN
    texts = said(view)
    assert view.title.text() == "Export stops at 50,000 rows"
    for text in ("Meridian Freight", "Enterprise · $412k ARR · renews in 41 days", "S. Lindqvist, CS", "Fri 20 Nov, 16:42", "Critical"):
        assert text in texts
    assert view.words.toPlainText() == LONG.strip()
    assert view.chips.texts == ("Export limits",)
    rows = [row for row in view.slots.rows if row.isVisible()]
    assert [(row.number, row.text(), row.given) for row in rows] == [(1, "Audit log", False), (3, "Export limits", True)]
    assert rows[1].accessibleName() == "3, Export limits, Data out and access, given"
    assert view.words.height() >= view.words.document().size().height(), "all of it is seen, and the pane scrolls"


def test_keys_move_and_tell_which_item_is_shown(inbox: TriagePane) -> None:
    told: list[int] = []
    inbox.chosen.connect(told.append)
    for key in (Qt.Key.Key_J, Qt.Key.Key_Down, Qt.Key.Key_K):
        QTest.keyClick(inbox.list, key)
    assert told == [CASTELLAN, HALDEN, CASTELLAN]
    assert (inbox.current(), inbox.item.shown) == (CASTELLAN, CASTELLAN), "what the list knows is shown before more is read"
    assert "Mid-market · $98k ARR · renews in 1 day" in said(inbox.item)
    inbox.step(1)
    assert inbox.item.shown == HALDEN
    assert inbox.choose(OLD)
    assert (inbox.item.shown, told[-1]) == (OLD, HALDEN), "whoever chooses knows"
    assert not inbox.choose(99)


def test_letters_reach_the_page_from_wherever_the_keyboard_is(inbox: TriagePane) -> None:
    host = inbox.window()
    assert isinstance(host, Host)
    for place in (inbox.list, inbox.item.words, inbox.item.slots.rows[0], inbox.done):
        host.pressed.clear()
        place.setFocus()
        for text in "1ejx/?":
            QTest.keyClicks(place, text)
        wanted = ["slot:1", "done", "next", "mark", "filter", "keys"]
        assert host.pressed == [action for action in wanted if place is not inbox.list or action != "next"], place
    inbox.search.setFocus()
    host.pressed.clear()
    QTest.keyClicks(inbox.search, "e1")
    assert (host.pressed, inbox.search.text()) == ([], "e1")


def test_done_goes_on_to_the_next_at_once(inbox: TriagePane, session: Session) -> None:
    asked: list[str] = []
    inbox.asked.connect(asked.append)
    inbox.done.click()
    assert asked == ["done"]
    inbox.choose(CASTELLAN)
    assert inbox.leave([CASTELLAN]) == HALDEN
    assert (inbox.current(), inbox.item.shown, inbox.items.rowCount()) == (HALDEN, HALDEN, 4)
    with session.workspace.reading() as store:
        late, due = (read_detail(store, item, inbox.board.customers) for item in (CASTELLAN, HALDEN))  # type: ignore[union-attr]
    inbox.show_detail(late)
    assert inbox.item.shown == HALDEN, "what comes too late is dropped"
    inbox.show_detail(due)
    assert inbox.item.shown == HALDEN
    assert inbox.leave([MERIDIAN, HALDEN, NOBODY, OLD]) is None
    assert inbox.middle.currentWidget() is inbox.nothing


def test_what_is_marked_is_counted_on_the_button(inbox: TriagePane) -> None:
    assert inbox.merge.text() == "Merge"
    inbox.toggle_mark()
    inbox.step(2)
    inbox.toggle_mark()
    assert (inbox.marked(), inbox.merge.text()) == ([MERIDIAN, HALDEN], "Merge 2")
    assert inbox.list.lines(inbox.items.record(2)).spoken.endswith("marked")
    QTest.keyClick(inbox.list, Qt.Key.Key_Escape)
    assert (inbox.marked(), inbox.merge.text()) == ([], "Merge")
    inbox.mark_all()
    assert inbox.marked() == [MERIDIAN, CASTELLAN, HALDEN, NOBODY, OLD]


def test_the_foot_the_slots_and_the_buttons_ask_by_name(inbox: TriagePane) -> None:
    asked: list[str] = []
    orders: list[str] = []
    inbox.asked.connect(asked.append)
    inbox.ordered.connect(orders.append)
    QTest.mouseClick(inbox.item.slots.rows[2], Qt.MouseButton.LeftButton)
    inbox.merge.click()
    inbox.snooze.click()
    inbox.hints.all_keys.click()
    QTest.keyClick(inbox.list, Qt.Key.Key_Return)
    assert asked == ["slot:3", "merge", "snooze", "keys", "open"]
    inbox.order.setFocus()
    QTest.keyClick(inbox.order, Qt.Key.Key_Down)
    assert (orders, inbox.list.hasFocus()) == (["old"], True)


def test_how_far_the_day_is(inbox: TriagePane, board: Board) -> None:
    inbox.show_board(replace(board, done_today=12, waiting=38))
    assert (inbox.done_today.text(), inbox.left.text()) == ("12 done today", "38 left")
    assert inbox.meter.accessibleName() == "Done today 24%"


def test_nothing_waits_and_nothing_matches(inbox: TriagePane, board: Board) -> None:
    asked: list[str] = []
    filters: list[str] = []
    inbox.asked.connect(asked.append)
    inbox.filtered.connect(filters.append)
    inbox.show_board(replace(board, archived=3120))
    inbox.show_ids([])
    assert "Nothing waits. 3,120 items lie in the archive." in said(inbox.middle)
    inbox.nothing.action.click()
    assert asked == ["show_archive"]
    assert not inbox.done.isEnabled()
    inbox.show_board(replace(board, archived=0))
    assert (inbox.nothing.sentence.text(), inbox.nothing.action.isVisible()) == ("Nothing waits.", False)
    inbox.search.setText("arr>1m zebra")
    inbox.show_ids([])
    assert "Nothing in the inbox matches the filter." in said(inbox.middle)
    inbox.no_match.action.click()
    assert filters == ["arr>1m zebra", ""]


def test_after_a_filter_the_first_item_is_shown(inbox: TriagePane) -> None:
    told: list[int] = []
    inbox.choose(HALDEN)
    inbox.chosen.connect(told.append)
    QTest.keyClicks(inbox.search, "x")
    inbox.show_ids([NOBODY, OLD, CASTELLAN])
    assert (inbox.current(), told) == (NOBODY, [NOBODY])
    inbox.show_ids([OLD])
    assert inbox.current() == OLD, "later what stands in its place follows"


def test_the_filter_marks_its_words_and_says_what_it_can_not_read(inbox: TriagePane) -> None:
    inbox.search.setText("reunion channel:CS")
    marks = [one.cursor.selectedText() for one in inbox.item.words.extraSelections()]
    assert marks == ["Réunion"] * 6
    inbox.show_remarks(["after:soon is no day, so it is searched as words."])
    assert inbox.remarks.isVisible()
    inbox.show_remarks([])
    assert not inbox.remarks.isVisible()


@pytest.mark.parametrize(
    ("text", "terms", "found"),
    [
        ("The Export exported it", ["export"], ["Export", "exported"]),
        ("reexport", ["export"], []),
        ("export limits, export no limits", ["export limit"], ["export limits"]),
        ("Cafe\u0301s, CAFÉ 😀 café", ["cafe"], ["Cafe\u0301s", "CAFÉ", "café"]),
        ("a_b ﬁne", ["b", "fin"], ["b", "ﬁne"]),
        ("anything", [], []),
        ("", ["export"], []),
    ],
)
def test_words_are_found_where_they_begin(text: str, terms: list[str], found: list[str]) -> None:
    units = text.encode("utf-16-le")
    assert [units[2 * start : 2 * end].decode("utf-16-le") for start, end in found_places(text, terms)] == found


def test_merged_items_and_the_note_stand_below(inbox: TriagePane, session: Session) -> None:
    session.workspace.run(lambda store: triage.merge_items(store, [NOBODY], MERIDIAN)).result()
    session.workspace.run(lambda store: triage.correct(store, [MERIDIAN], {"note": "Ask Sam."})).result()
    try:
        with session.workspace.reading() as store:
            detail = read_detail(store, MERIDIAN, inbox.board.customers)  # type: ignore[union-attr]
        inbox.show_detail(detail)
        settled(session)
        texts = said(inbox.item)
        assert {"Merged into it", "K. Ola", "“CSV limit hit twice.”", "15 Nov", "Note", "Ask Sam."} <= set(texts)
        inbox.step(1)
        assert "Merged into it" not in said(inbox.item)
        assert "Note" not in said(inbox.item)
    finally:
        session.workspace.run(lambda store: triage.put_back(store, [NOBODY])).result()
        session.workspace.run(lambda store: triage.correct(store, [MERIDIAN], {"note": None})).result()


def test_without_recent_tags_the_key_for_any_tag_is_named(inbox: TriagePane) -> None:
    inbox.show_slots([None] * 9)
    assert any(text.startswith("No tag was given lately. Press T") for text in said(inbox.item))


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("family", ["Inter", "DejaVu Sans"], indirect=True)
@pytest.mark.parametrize("size", [(628, 540), (1044, 800)])  # what a window of 1024×640 and one of 1440×900 leave beside the inspector
def test_no_text_is_cut(family: str, show: Show, board: Board, session: Session, size: tuple[int, int], mode: str) -> None:
    theme.set_mode(mode)
    try:
        for kind in (TriagePane, AllPane):
            host = show(kind, size)
            host.setFixedSize(*size)
            settled(session)
            if isinstance(host.pane, TriagePane):
                host.pane.show_slots(slots(board))
            for item in (MERIDIAN, OLD):
                host.pane.choose(item)
                settled(session)
                assert cut_texts(host) == []
            host.pane.show_ids([])
            settled(session)
            assert cut_texts(host) == []
    finally:
        theme.set_mode("light")


# All items


def cells(pane: AllPane, row: int) -> dict[str, str]:
    return {column.id: pane.items.cell(row, at).spoken for at, column in enumerate(pane.items.columns)}


def test_the_table_shows_what_is_known_of_each_item(everything: AllPane) -> None:
    assert cells(everything, 0) == {
        "mark": "",
        "at": "Fri 16:42",
        "account": "Meridian Freight",
        "title": "Export stops at 50,000 rows",
        "tags": "Export limits",
        "importance": "Critical",
        "channel": "CS",
        "state": "Inbox",
        "arr": "$412k",
        "segment": "Enterprise",
        "person": "S. Lindqvist",
        "code": "FB-1",
    }
    assert (cells(everything, 3)["account"], cells(everything, 3)["arr"], cells(everything, 3)["importance"]) == ("K. Ola", "–", "–")
    assert everything.count.text() == "5 items"
    everything.show_ids([MERIDIAN], total=1204)
    assert everything.count.text() == "first 1 of 1,204 items"


def click_head(pane: AllPane, column: str) -> None:
    at = next(at for at, one in enumerate(pane.items.columns) if one.id == column)
    spot = QPoint(pane.table.header.sectionViewportPosition(at) + 12, 12)
    QTest.mouseClick(pane.table.header.viewport(), Qt.MouseButton.LeftButton, NO_MODIFIER, spot)


def test_a_click_on_the_header_asks_for_an_order(everything: AllPane) -> None:
    asked: list[tuple[str, bool]] = []
    everything.sorted.connect(lambda column, down: asked.append((column, down)))
    for column in ("account", "account", "account", "tags", "at"):
        click_head(everything, column)
    assert asked == [("account", False), ("account", True), ("at", True), ("at", True)], "the third click is the newest first again"
    assert {column for column, _ in asked} <= set(ORDERS)
    everything.table.sort_by("arr", descending=True)
    everything.table.sort_by("importance", True, True)
    assert asked[-2:] == [("arr", True), ("importance", True)]
    assert everything.table.keys == [("importance", True)]


def test_columns_fold_and_are_chosen(everything: AllPane, session: Session) -> None:
    def shown() -> list[str]:
        return [one.id for at, one in enumerate(everything.items.columns) if not everything.table.isColumnHidden(at)]

    everything.window().resize(1900, 700)
    settled(session)
    assert shown() == [one.id for one in everything.items.columns]
    everything.window().resize(640, 700)
    settled(session)
    assert shown() == ["mark", "at", "account", "title"]
    everything.table.show_column("arr", shown=True)
    assert "arr" in shown()
    assert [action.text() for action in everything.table.column_menu().actions()][:3] == ["When", "Who", "Said"]


def test_marked_items_are_copied_else_the_current_one(everything: AllPane, session: Session) -> None:
    QTest.keyClick(everything.table, Qt.Key.Key_C, CONTROL)
    settled(session)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0].split("\t")[:4] == ["When", "Who", "Said", "Tags"]
    assert len(lines) == 2
    assert lines[1].split("\t")[0] == "2026-11-20T16:42:00"
    assert lines[1].split("\t")[7] == "412000"
    everything.choose(NOBODY)
    everything.toggle_mark()
    everything.choose(HALDEN)
    QTest.keyClick(everything.table, Qt.Key.Key_C, CONTROL)
    settled(session)
    assert [line.split("\t")[2] for line in QGuiApplication.clipboard().text().split("\n")[1:]] == ["CSV limit hit twice. This week."]
    everything.copy.click()
    settled(session)
    assert len(QGuiApplication.clipboard().text().split("\n")) == 6


def test_too_many_to_copy_are_not_cut_short(everything: AllPane, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    problems: list[str] = []
    session.said.connect(lambda line: problems.append(line.text))
    QGuiApplication.clipboard().setText("before")
    monkeypatch.setattr("prodops_desktop.ui.pages.feedback.item_table.MOST_COPIED", 3)
    everything.copy_table()
    settled(session)
    assert QGuiApplication.clipboard().text() == "before"
    assert problems == ["5 items are too many to copy at once; the most is 3. Mark fewer, or export them."]


def test_a_click_into_the_first_column_marks(everything: AllPane) -> None:
    table = everything.table
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, NO_MODIFIER, table.visualRect(everything.items.index(1, 0)).center())
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, NO_MODIFIER, table.visualRect(everything.items.index(2, 1)).center())
    assert (everything.marked(), everything.current()) == ([CASTELLAN], HALDEN)
    assert everything.items.cell(1, 0).icon == "check-bold"


def test_searches_are_typed_saved_and_chosen(everything: AllPane, session: Session) -> None:
    searches: list[str] = []
    asked: list[str] = []
    everything.filtered.connect(searches.append)
    everything.asked.connect(asked.append)
    assert not everything.save.isEnabled()
    everything.search.setFocus()
    QTest.keyClicks(everything.search, "pdf")
    assert searches == ["p", "pd", "pdf"]
    everything.save.click()
    assert asked == ["save_search"]
    QTest.keyClick(everything.search, Qt.Key.Key_Down)
    assert everything.table.hasFocus()
    everything.saved.setFocus()
    QTest.keyClick(everything.saved, Qt.Key.Key_Down)
    assert (everything.search.text(), searches[-1], everything.saved.currentText()) == ("export", "export", "Exports")
    assert everything.table.hasFocus()
    assert not everything.save.isEnabled(), "it is kept already"
    everything.search.setText("export ")
    assert everything.saved.currentText() == "Exports"
    everything.search.setText("exports")
    assert everything.saved.currentText() == "Saved searches"
    everything.show_remarks(["tag:zebra: there is no tag “zebra”."])
    assert "tag:zebra: there is no tag “zebra”." in said(everything)
    everything.show_ids([])
    assert "Nothing matches the search." in said(everything)
    everything.no_match.action.click()
    assert searches[-1] == ""


def test_the_field_says_as_much_as_there_is_room_for(everything: AllPane, session: Session) -> None:
    assert everything.search.placeholderText().startswith("Search everything: words, tag:")
    everything.window().resize(420, 500)
    settled(session)
    assert everything.search.placeholderText() == "Search everything"
    assert everything.search.accessibleName() == "Search everything"


def test_letters_reach_the_page_from_the_table(everything: AllPane) -> None:
    host = everything.window()
    assert isinstance(host, Host)
    for text in "1ex":
        QTest.keyClicks(everything.table, text)
    assert host.pressed == ["slot:1", "done", "mark"]
    QTest.keyClick(everything.table, Qt.Key.Key_A, CONTROL)
    assert everything.marked() == [MERIDIAN, CASTELLAN, HALDEN, NOBODY, OLD]


# Both


def test_reading_only_decides_nothing(qapp: QApplication, filled: Path, session: Session) -> None:
    other = Session(open_workspace(filled, read_only=True))
    try:
        pane = TriagePane(other)
        with other.workspace.reading() as store:
            pane.show_board(read_board(store))
        pane.show_ids([MERIDIAN])
        assert [one.isEnabled() for one in (pane.merge, pane.snooze, pane.done)] == [False] * 3
        assert pane.done.toolTip() == other.read_only_reason
        pane.deleteLater()
    finally:
        settled(other)
        other.close()
        other.deleteLater()
        qapp.processEvents()


class Windows(QObject):
    """Notes what is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(type(watched).__name__)
        return False


def test_they_open_without_a_stray_window(qapp: QApplication, show: Show, board: Board) -> None:
    windows = Windows()
    qapp.installEventFilter(windows)
    try:
        pane = show(TriagePane).pane
        assert isinstance(pane, TriagePane)
        pane.show_slots(slots(board))
        show(AllPane)
    finally:
        qapp.removeEventFilter(windows)
    assert windows.shown == ["Host", "Host"]


@pytest.mark.parametrize("kind", [TriagePane, AllPane])
def test_everything_is_in_reach_of_the_keyboard_and_has_a_name(show: Show, kind: type[ItemsPane]) -> None:
    host = show(kind)
    reached: set[QWidget] = set()
    for _ in range(40):
        QTest.keyClick(host.focusWidget() or host, Qt.Key.Key_Tab)
        focus = host.focusWidget()
        assert focus is not None
        reached.add(focus)
        assert focus.accessibleName() or getattr(focus, "text", str)(), f"{focus} has no name"
    assert host.pane.search in reached
    assert any(isinstance(one, QLineEdit) for one in reached)
