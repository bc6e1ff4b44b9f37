"""The bridge between workspace and window: answers come on its thread, late ones are dropped, jobs can be cancelled."""

import gc
import threading
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.errors import Cancelled, UserError
from prodops_desktop.ui.jobs import JobControl, Line
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.render import settle
from prodops_desktop.ui.session import Session
from prodops_desktop.workspace import Store, settings
from tests.ui.contract import put_away, rest


@pytest.fixture
def session(qapp: QApplication, workspace_path: Callable[[str], Path]) -> Iterator[Session]:
    """A session on an empty workspace."""
    made = Session(open_workspace(workspace_path("empty")))
    yield made
    made.close()
    made.deleteLater()


def finish(session: Session) -> None:
    """Let everything that is under way arrive."""
    rest(lambda: session.busy)


def set_paper(store: Store) -> object:
    """An edit."""
    return settings.set_setting(store, "paper", "Letter")


def test_an_edit_tells_what_changed_and_what_undo_takes_back(session: Session) -> None:
    changed: list[frozenset[str]] = []
    session.changed.connect(changed.append)
    session.run(set_paper)
    finish(session)
    assert changed == [frozenset({"setting"})]
    assert session.undo_label == "set paper size to Letter"
    session.undo()
    finish(session)
    assert session.undo_label is None
    assert session.redo_label == "set paper size to Letter"
    session.redo()
    finish(session)
    assert changed == [frozenset({"setting"})] * 3


def test_answers_come_on_the_thread_of_the_window_while_reading_is_done_elsewhere(session: Session) -> None:
    seen: list[bool] = []
    main = QThread.currentThread()

    def query(store: Store) -> bool:
        return threading.current_thread() is threading.main_thread()

    session.read(query, lambda on_main: seen.extend([on_main, QThread.currentThread() is main]))
    finish(session)
    assert seen == [False, True]


def test_a_newer_read_of_the_same_key_drops_the_older_answer(session: Session) -> None:
    gate = threading.Event()
    got: list[str] = []

    def slow(store: Store) -> str:
        gate.wait(5)
        return "old"

    session.read(slow, got.append, key="grid")
    session.read(lambda store: "new", got.append, key="grid")
    settle(lambda: not got, seconds=0)
    gate.set()
    finish(session)
    assert got == ["new"]


def test_no_answer_reaches_a_widget_that_is_gone(session: Session) -> None:
    heard: list[str] = []

    class Receiver(QWidget):
        def take(self, value: str) -> None:
            heard.append(value)

    gate = threading.Event()
    receiver, label = Receiver(), QLabel()

    def show(text: str) -> None:
        heard.append(text)
        label.setText(text)

    def query(store: Store) -> str:
        gate.wait(5)
        return "late"

    session.read(query, receiver.take)
    session.read(query, show)
    put_away(receiver, label)
    gate.set()
    finish(session)
    assert heard == []


def test_a_refused_edit_is_a_sentence_on_the_strip_unless_someone_takes_it(session: Session) -> None:
    said: list[Line] = []
    taken: list[str] = []
    session.said.connect(said.append)

    def refuse(store: Store) -> None:
        raise UserError("This can't be done. Do that instead.")

    session.run(refuse)
    session.run(refuse, failed=lambda error: taken.append(str(error)))
    finish(session)
    assert [(line.kind, line.text) for line in said] == [("bad", "This can't be done. Do that instead.")]
    assert taken == ["This can't be done. Do that instead."]


def test_a_job_reports_and_ends(session: Session) -> None:
    states: list[tuple[str, int, int | None]] = []
    done: list[int] = []

    def work(control: JobControl) -> int:
        for row in range(1, 101):
            control.report(row, 100, "rows")
        return 7

    job = session.start("Counting", work, done.append)
    job.changed.connect(lambda: states.append((job.state, job.done, job.total)))
    assert session.jobs == [job]
    finish(session)
    assert done == [7]
    assert session.jobs == []
    assert states[-1] == ("done", 100, 100)


def test_a_cancelled_job_says_so_and_nothing_else(session: Session) -> None:
    said: list[Line] = []
    session.said.connect(said.append)
    begun = threading.Event()

    def work(control: JobControl) -> None:
        begun.set()
        control.cancelled.wait(5)
        raise Cancelled

    job = session.start("Waiting", work, lambda _: pytest.fail("a cancelled job is not done"))
    assert begun.wait(5)
    job.cancel()
    assert job.cancelling
    finish(session)
    assert [line.kind for line in said] == ["note"]


def test_the_result_line_takes_back_the_step_it_speaks_of_and_not_a_later_one(session: Session) -> None:
    said: list[Line] = []
    session.said.connect(said.append)
    session.run(set_paper, lambda change: session.result("Paper set", undo=True))
    finish(session)
    session.run(lambda store: settings.set_setting(store, "company", "Halden"))
    finish(session)
    line = said[0]
    assert [action.text for action in line.actions] == ["Undo"]
    line.actions[0].run()
    finish(session)
    with session.workspace.reading() as store:
        assert (settings.get(store, "paper"), settings.get(store, "company")) == ("A4", "Halden")


def test_a_second_opener_reads_is_told_who_writes_and_sees_what_they_do(session: Session, qapp: QApplication) -> None:
    other = Session(open_workspace(session.workspace.path))
    try:
        assert other.read_only_reason is not None
        assert "reading only" in other.read_only_reason
        said: list[Line] = []
        changed: list[frozenset[str]] = []
        other.said.connect(said.append)
        other.changed.connect(changed.append)
        other.run(set_paper)
        assert len(said) == 1
        session.run(set_paper)
        finish(session)
        settle(lambda: not changed, seconds=0)
        assert changed == [frozenset({"*"})]
    finally:
        other.close()


def test_a_closed_session_reads_nothing_and_says_nothing(open_window: Callable[[str], MainWindow]) -> None:
    """Answers that come while the window closes ask for more: that ends there."""
    window = open_window("filled")
    session = window.session
    assert session is not None
    answers: list[object] = []
    window.close_workspace()
    session.read(answers.append, answers.append)
    settle(lambda: False, seconds=0.05)
    assert answers == []


class _Answer:
    """Something large that a page reads."""


def test_what_was_read_goes_as_soon_as_nobody_holds_it(session: Session) -> None:
    """Without waiting for a search for rings: a page of thousands of records would stay in memory once for each refresh."""
    held: list[weakref.ref[_Answer]] = []
    gc.disable()
    try:
        session.read(lambda _: _Answer(), lambda answer: held.append(weakref.ref(answer)))
        finish(session)
        assert [answer() for answer in held] == [None]
    finally:
        gc.enable()


def test_an_answer_that_was_forgotten_does_not_come(session: Session) -> None:
    """Also where it was ready first: it waits for the thread of the window."""
    come: list[str] = []
    read = threading.Event()

    def slow(_: Store) -> str:
        read.set()
        return "old"

    session.read(slow, come.append, key="detail")
    assert read.wait(5)
    session.forget("detail")
    session.read(lambda _: "new", come.append, key="other")
    finish(session)
    assert come == ["new"]
    session.forget("detail")
    session.read(lambda _: "next", come.append, key="detail")
    finish(session)
    assert come == ["new", "next"]
