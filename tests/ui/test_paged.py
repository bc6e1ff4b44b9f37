"""The long list that reads its records in pages: right records at any place, the old ones until the new ones come, never a wait."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollBar

from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.errors import UserError
from prodops_desktop.ui.models.cells import Cell
from prodops_desktop.ui.models.page_queue import PAGE, PageQueue
from prodops_desktop.ui.models.paged import PagedModel
from prodops_desktop.ui.models.paged_rows import PagedRows
from prodops_desktop.ui.models.records import Column
from prodops_desktop.ui.models.views import DataTable
from prodops_desktop.ui.render import settle
from prodops_desktop.ui.session import Session
from prodops_desktop.workspace import Store
from tests.new_workspace import new_workspace
from tests.pace import walk_seconds
from tests.ui.contract import dress, rest

MANY = 200_000
MOST_WALKS = 1.5
"""A turn of the event loop takes no longer than going through 1.5 million numbers does, one by one."""


@dataclass(frozen=True)
class Leaf:
    """A record: its number and when it was read."""

    id: int
    version: int


class Book:
    """Reads leaves from a real store, counts what is read, and forgets leaves that were torn out."""

    def __init__(self) -> None:
        self.version, self.read_ids, self.torn, self.broken = 1, list[list[int]](), set[int](), False
        self.gate = threading.Event()
        self.gate.set()

    def read(self, store: Store, ids: list[int]) -> list[Leaf]:
        if self.broken:
            raise UserError("The book is wet.")
        version = self.version
        self.read_ids.append(ids)
        assert self.gate.wait(10)
        found = store.db.execute("SELECT value FROM json_each(?)", (str(ids),)).fetchall()
        return [Leaf(row[0], version) for row in found if row[0] not in self.torn]


@pytest.fixture
def session(qapp: QApplication, tmp_path: Path) -> Iterator[Session]:
    dress(qapp)
    opened = Session(open_workspace(new_workspace(tmp_path / "here.prodops")))
    yield opened
    opened.close()
    opened.deleteLater()
    qapp.processEvents()


@pytest.fixture
def book() -> Book:
    return Book()


@pytest.fixture
def view(session: Session, book: Book) -> Iterator[DataTable]:
    columns = [Column("id", "Id", lambda leaf: Cell(f"leaf {leaf.id} v{leaf.version}")), Column("odd", "Odd", lambda leaf: Cell("x"))]
    made = DataTable("Leaves", cell_focus=False)
    made.setModel(PagedModel(session, columns, book.read, lambda leaf: int(leaf.id), made))
    made.resize(500, 640)
    made.show()
    made.activateWindow()
    assert QTest.qWaitForWindowActive(made)
    yield made
    settled(session)
    made.close()
    made.deleteLater()


@pytest.fixture
def model(view: DataTable) -> PagedModel:
    made = view.model()
    assert isinstance(made, PagedModel)
    return made


@pytest.fixture
def rows(view: DataTable, model: PagedModel) -> PagedRows:
    return PagedRows(view, model)


def settled(session: Session) -> None:
    rest(lambda: session.busy)


def text(model: PagedModel, row: int) -> str:
    return model.cell(row, 0).text


def seen(view: DataTable, session: Session, row: int) -> str:
    """What stands in a row once it was scrolled to and its page came."""
    model = view.model()
    assert isinstance(model, PagedModel)
    view.scrollTo(model.index(row, 0))
    settled(session)
    return text(model, row)


def test_only_what_is_looked_at_is_read(view: DataTable, model: PagedModel, session: Session, book: Book) -> None:
    model.show_ids(range(10, 10 + MANY))
    assert (model.rowCount(), text(model, 0), model.record(0)) == (MANY, "–", None)
    settled(session)
    assert text(model, 0) == "leaf 10 v1"
    assert book.read_ids == [list(range(10, 110))], "one page, read once"
    assert model.record(0) == Leaf(10, 1)
    assert (model.record(-1), model.record(MANY), model.id_at(MANY), model.id_at(3)) == (None, None, None, 13)
    assert (model.row_of(1010), model.row_of(5), model.row_of("no id")) == (1000, -1, -1)
    assert seen(view, session, MANY - 1) == f"leaf {MANY + 9} v1"
    assert sum(map(len, book.read_ids)) <= 4 * PAGE


def test_the_next_page_is_read_before_it_is_reached(view: DataTable, model: PagedModel, session: Session, book: Book) -> None:
    model.show_ids(range(MANY))
    settled(session)
    view.scrollTo(model.index(80, 0))
    settled(session)
    assert book.read_ids == [list(range(100)), list(range(100, 200))]


def test_old_values_stay_until_the_new_ones_come(view: DataTable, model: PagedModel, session: Session, book: Book) -> None:
    model.show_ids(range(MANY))
    settled(session)
    book.version = 2
    model.refresh()
    assert text(model, 5) == "leaf 5 v1"
    settled(session)
    assert text(model, 5) == "leaf 5 v2"
    book.version = 3
    model.show_ids(range(3, MANY))
    assert text(model, 0) == "leaf 3 v2", "a record goes with its id, wherever its row goes"
    settled(session)
    assert text(model, 0) == "leaf 3 v3"
    reads = len(book.read_ids)
    QApplication.processEvents()
    view.viewport().repaint()
    settled(session)
    assert len(book.read_ids) == reads, "what is fresh is not read again"


def test_an_answer_that_was_begun_before_a_change_is_read_again(model: PagedModel, session: Session, book: Book) -> None:
    model.show_ids(range(50))
    book.gate.clear()
    text(model, 0)
    settle(lambda: not book.read_ids, seconds=0)
    book.version = 2
    model.refresh()
    book.gate.set()
    settled(session)
    assert text(model, 0) == "leaf 0 v2"


def test_a_record_that_is_gone_is_not_asked_for_again_and_again(model: PagedModel, session: Session, book: Book) -> None:
    book.torn = {2}
    model.show_ids(range(5))
    settled(session)
    reads = len(book.read_ids)
    for _ in range(3):
        assert text(model, 2) == "–"
        settled(session)
    assert len(book.read_ids) == reads


def test_a_page_that_can_not_be_read_says_so_once_and_is_read_when_it_can(model: PagedModel, session: Session, book: Book) -> None:
    said: list[str] = []
    model.failed.connect(said.append)
    book.broken = True
    model.show_ids(range(5))
    settled(session)
    assert set(said) == {"The book is wet."}
    book.broken = False
    model.refresh()
    settled(session)
    assert text(model, 4) == "leaf 4 v1"


def test_rows_go_at_once_and_what_follows_is_known_already(model: PagedModel, session: Session, book: Book) -> None:
    model.show_ids(range(400))
    settled(session)
    model.remove([0, 3, 4, 399, 12_345])
    assert model.ids == [one for one in range(400) if one not in {0, 3, 4, 399}]
    assert [text(model, row) for row in range(3)] == ["leaf 1 v1", "leaf 2 v1", "leaf 5 v1"]
    model.remove(range(0, 400, 2))
    assert model.ids == [one for one in range(400) if one % 2 and one not in {3, 399}]
    assert text(model, 1) == "leaf 5 v1"


def test_marks_go_with_their_rows(model: PagedModel) -> None:
    counts: list[int] = []
    model.marked.connect(counts.append)
    model.show_ids(range(10))
    model.mark([7, 2, 5])
    assert (model.marks(), model.is_marked(5), model.is_marked(4)) == ([2, 5, 7], True, False)
    model.remove([5])
    model.show_ids([7, 1, 3])
    assert model.marks() == [7]
    model.mark([7], marked=False)
    assert counts == [3, 2, 1, 0]


def test_all_of_it_can_be_read_apart(model: PagedModel, session: Session) -> None:
    model.show_ids(range(1000))
    sums: list[int] = []
    model.read_apart(model.ids, lambda leaves: sum(leaf.id for leaf in leaves), sums.append)
    settled(session)
    assert sums == [499_500]


def test_the_current_row_stays_with_its_id(view: DataTable, rows: PagedRows, session: Session) -> None:
    told: list[int] = []
    rows.chosen.connect(told.append)
    rows.show_ids(range(100, 200))
    assert (rows.current(), told) == (100, [100]), "the first one, at first"
    assert rows.choose(150)
    assert told == [100], "whoever chooses knows"
    assert not rows.choose(7)
    assert rows.current() == 150
    rows.show_ids([1, 2, 150, 3])
    assert (rows.current(), view.currentIndex().row(), told) == (150, 2, [100])
    rows.show_ids([1, 2, 3])
    assert (rows.current(), told) == (3, [100, 3]), "what stands in its row follows it"
    rows.show_ids([8, 9], afresh=True)
    assert rows.current() == 8
    rows.show_ids([])
    assert rows.current() is None


def test_leaving_goes_on_to_the_next_that_is_left(rows: PagedRows, model: PagedModel) -> None:
    told: list[int] = []
    rows.show_ids(range(10))
    rows.choose(3)
    rows.chosen.connect(told.append)
    assert rows.leave([3, 4]) == 5
    assert rows.leave([0]) == 5, "another one went"
    assert rows.leave([5, 6, 7, 8, 9]) == 2, "the last one before, where none follows"
    assert rows.leave([1, 2]) is None
    assert (rows.current(), model.rowCount(), told) == (None, 0, [])


def test_keys_step_and_clicks_mark(view: DataTable, rows: PagedRows, model: PagedModel, session: Session) -> None:
    rows.show_ids(range(1000))
    settled(session)
    view.setFocus()
    for key in (Qt.Key.Key_J, Qt.Key.Key_Down, Qt.Key.Key_K, Qt.Key.Key_J):
        QTest.keyClick(view, key)
    assert rows.current() == 2
    rows.step(-1)
    rows.step(-100)
    assert rows.current() == 0
    rows.toggle_mark()

    def click(row: int, modifier: Qt.KeyboardModifier) -> None:
        spot = view.visualRect(model.index(row, 0)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, modifier, spot)

    click(4, Qt.KeyboardModifier.ControlModifier)
    assert (model.marks(), rows.current()) == ([0, 4], 0)
    click(0, Qt.KeyboardModifier.ControlModifier)
    assert model.marks() == [4]
    click(2, Qt.KeyboardModifier.ShiftModifier)
    assert model.marks() == [0, 1, 2, 4]
    rows.mark_all()
    assert len(model.marks()) == 1000
    rows.clear_marks()
    assert model.marks() == []


def test_letters_are_left_to_the_page(view: DataTable, rows: PagedRows) -> None:
    rows.show_ids(range(10))
    view.setFocus()
    for key in (Qt.Key.Key_E, Qt.Key.Key_1, Qt.Key.Key_X):
        QTest.keyClick(view, key)
    assert rows.current() == 0, "nothing was searched for by typing"


def test_the_page_looked_at_last_is_read_first(qapp: QApplication, session: Session) -> None:
    asked: list[int] = []
    queue = PageQueue(asked.append, session)
    for page in range(20):
        queue.want(page)
    qapp.processEvents()
    assert asked == [19, 18], "two at once"
    queue.want(19)
    queue.ended(19)
    qapp.processEvents()
    assert asked == [19, 18, 17]
    for page in (18, 17, 16, 15, 14, 13, 12):
        queue.ended(page)
        qapp.processEvents()
    assert asked == [19, 18, 17, 16, 15, 14, 13, 12], "those scrolled past are not read at all"


def test_only_the_rows_of_a_page_are_painted_again_when_it_comes(view: DataTable, model: PagedModel, session: Session) -> None:
    model.show_ids(range(MANY))
    settled(session)
    told: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last: told.append((first.row(), last.row())))
    assert seen(view, session, 5 * PAGE) == f"leaf {5 * PAGE} v1"
    assert told
    assert all(first % PAGE == 0 and last == first + PAGE - 1 for first, last in told)


def test_a_page_whose_rows_moved_while_it_was_read_is_still_painted(
    view: DataTable, model: PagedModel, session: Session, book: Book
) -> None:
    model.show_ids(range(MANY))
    book.gate.clear()
    view.viewport().repaint()
    QApplication.processEvents()
    model.remove(range(7))
    book.gate.set()
    settled(session)
    assert text(model, 0) == "leaf 7 v1"


def test_a_hint_is_worked_out_only_when_it_is_asked_for(session: Session, book: Book) -> None:
    asked: list[int] = []

    def hint(leaf: Leaf) -> str:
        asked.append(leaf.id)
        return f"of {leaf.id}"

    columns = [
        Column("id", "Id", lambda leaf: Cell(str(leaf.id), tip="plain"), hint=hint),
        Column("odd", "Odd", lambda leaf: Cell("x", tip="own")),
    ]
    model = PagedModel(session, columns, book.read, lambda leaf: int(leaf.id))
    model.show_ids([4])
    tip = Qt.ItemDataRole.ToolTipRole
    assert model.cell(0, 0).text == "–"
    assert model.data(model.index(0, 0), tip) is None, "it is on its way"
    settled(session)
    assert (model.cell(0, 0).text, asked) == ("4", [])
    assert [model.data(model.index(0, column), tip) for column in (0, 1)] == ["of 4", "own"]
    assert asked == [4]


def _longest_turn(session: Session, work: Callable[[], object]) -> float:
    """The longest turn of the event loop in the time that this thread itself took, until everything came."""
    longest, turns, start = 0.0, 0, time.thread_time()
    work()
    while turns < 8 or session.busy:
        QApplication.processEvents()
        now = time.thread_time()
        longest, start, turns = max(longest, now - start), now, turns + 1
        time.sleep(0.001)
    return longest


def test_200_000_rows_open_scroll_and_jump_without_a_gap(view: DataTable, rows: PagedRows, model: PagedModel, session: Session) -> None:
    ids = list(range(1, MANY + 1))
    bar = view.verticalScrollBar()

    def mark(_: int) -> None:
        rows.mark_all()
        rows.clear_marks()

    steps: dict[str, Callable[[int], object]] = {
        "open": lambda n: rows.show_ids(ids[n:]),
        "jump to the end": lambda n: rows.choose(MANY - n),
        "jump into the middle": lambda n: view.scrollTo(model.index(MANY // 2 - 1000 * n, 0)),
        "step": lambda _: rows.step(-1),
        "leave": lambda _: rows.leave([rows.current() or 0]),
        "leave many": lambda n: rows.leave(range(n, MANY, 20)),
        "refresh": lambda _: model.refresh(),
        "mark": mark,
        "mark all": lambda _: rows.mark_all(),
        "show others": lambda n: rows.show_ids(ids[5 + n :]),
        **{f"scroll to {value}": partial(_scroll, bar, value) for value in range(0, 3000, 150)},
    }
    turns = {name: min(_longest_turn(session, partial(step, n)) for n in range(3)) for name, step in steps.items()}
    walk = walk_seconds()
    assert {name: round(turn / walk, 2) for name, turn in turns.items() if turn > MOST_WALKS * walk} == {}


def _scroll(bar: QScrollBar, value: int, more: int) -> None:
    bar.setValue(value + 37 * more)
