"""Jobs: several at once with what runs and waits, Cancel for each, and results that stay, with the Undo of just their step."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from prodops_desktop.errors import Cancelled, UserError
from prodops_desktop.ui.jobs import Action, JobControl
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.render import settle
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.shell.jobs_panel import JobsPanel
from prodops_desktop.workspace import ChangeSet, settings
from tests.ui.contract import Open, cut_texts, wait_for


def texts(panel: JobsPanel) -> list[str]:
    """What is read in the panel."""
    return [label.text() for label in panel.findChildren(QLabel) if label.isVisible() and label.text()]


def buttons(panel: JobsPanel, text: str) -> list[QPushButton]:
    """The buttons of this text, from top to bottom."""
    found = [button for button in panel.findChildren(QPushButton) if button.text() == text and button.isVisible()]
    panel.grab()  # so that all are laid out
    return sorted(found, key=lambda button: button.mapTo(panel, QPoint(0, 0)).y())


def open_panel(window: MainWindow) -> JobsPanel:
    """Ask for it by its key."""
    QTest.keyClick(window, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    wait_for(window)
    panel = window.findChild(JobsPanel)
    assert panel is not None
    assert panel.isVisible()
    return panel


@pytest.fixture
def held(open_window: Open) -> Iterator[tuple[MainWindow, Session, threading.Event]]:
    """Five jobs, of which three run and none ends before the event."""
    window = open_window("empty")
    session, go, begun = window.session, threading.Event(), threading.Semaphore(0)
    assert session is not None

    def work(control: JobControl) -> None:
        control.report(12, 40, "rows")
        begun.release()
        while not go.wait(0.005):
            if control.cancelled.is_set():
                raise Cancelled

    for number in range(1, 6):
        session.start(f"Job {number}", work)
    for _ in range(3):
        assert begun.acquire(timeout=5)
    settle(lambda: sum(job.state == "running" for job in session.jobs) < 3, seconds=0.01)
    yield window, session, go
    go.set()
    wait_for(window)


def test_jobs_run_three_at_a_time_and_the_others_wait(held: tuple[MainWindow, Session, threading.Event]) -> None:
    window, session, go = held
    assert window.status.job_title.text() == "Job 1 (2 more running, 2 waiting)"
    assert window.status.job_count.text() == "12 of 40 rows"
    QTest.mouseClick(window.status._job_box, Qt.MouseButton.LeftButton)
    wait_for_panel = window.findChild(JobsPanel)
    assert wait_for_panel is not None
    panel = wait_for_panel
    settle(lambda: False, seconds=0.02)
    shown = texts(panel)
    assert [text for text in shown if text.startswith("Job ")] == [f"Job {number}" for number in range(1, 6)]
    assert shown.count("12 of 40 rows") == 3
    assert shown.count("waiting") == 2
    assert cut_texts(panel) == []
    buttons(panel, "Cancel")[4].click()  # one that waits ends at once
    settle(lambda: len(session.jobs) > 4, seconds=0.01)
    assert window.status.job_title.text() == "Job 1 (2 more running, 1 waiting)"
    buttons(panel, "Cancel")[0].click()  # and one that runs soon
    settle(lambda: any(job.title == "Job 1" for job in session.jobs), seconds=0.01)
    go.set()
    wait_for(window)
    assert sorted((one.title, one.state) for one in session.log.records) == [
        ("Job 1", "cancelled"),
        ("Job 2", "done"),
        ("Job 3", "done"),
        ("Job 4", "done"),
        ("Job 5", "cancelled"),
    ]
    assert "Nothing runs." in texts(panel)
    panel.close()


def test_a_result_stays_with_the_undo_of_its_own_step(open_window: Open) -> None:
    window = open_window("empty")
    session = window.session
    assert session is not None

    def set_paper(value: str) -> None:
        def work(_: JobControl) -> ChangeSet:
            return session.workspace.run(lambda store: settings.set_setting(store, "paper", value)).result()

        def done(changes: ChangeSet) -> None:
            session.result(f"Paper is {value}.", undo=True, change=changes.id, actions=(Action("Open", lambda: opened.append(value)),))

        session.start(f"Setting {value}", work, done)
        wait_for(window)

    opened: list[str] = []
    set_paper("Letter")
    session.run(lambda store: settings.set_setting(store, "today", "2026-11-23"))
    wait_for(window)
    panel = open_panel(window)
    assert "Paper is Letter." in texts(panel)
    buttons(panel, "Open")[0].click()
    assert opened == ["Letter"]
    set_paper("A4")
    newer, older = buttons(panel, "Undo")
    assert newer.isEnabled()
    assert not older.isEnabled()
    assert older.toolTip() == "Later steps changed the same rows: “Set paper size to A4”. Undo those first."
    newer.click()
    wait_for(window)
    panel.close()
    wait_for(window)
    panel = open_panel(window)
    newer, older = buttons(panel, "Undo")
    assert (newer.isEnabled(), newer.toolTip()) == (False, "It was taken back already.")
    assert older.isEnabled(), "it is the newest step of its rows again"
    older.click()
    wait_for(window)
    with session.workspace.reading() as store:
        assert (settings.get(store, "paper"), settings.get(store, "today")) == ("A4", "2026-11-23"), "just that step"
    panel.close()


def test_what_failed_says_why_and_what_was_cancelled_before_it_began_is_told_to_its_owner(open_window: Open) -> None:
    window = open_window("empty")
    session = window.session
    assert session is not None

    def fails(_: JobControl) -> None:
        raise UserError("The disk is full. Free some room.")

    session.start("Writing a pack", fails)
    wait_for(window)
    panel = open_panel(window)
    assert "The disk is full. Free some room." in texts(panel)
    assert [(one.state, one.change, one.actions) for one in session.log.records] == [("failed", None, ())]
    panel.close()


def test_the_keyboard_stays_when_jobs_begin_and_end_and_a_wait_is_no_work(held: tuple[MainWindow, Session, threading.Event]) -> None:
    window, session, go = held
    window.dialogs.jobs()
    panel = window.findChild(JobsPanel)
    assert panel is not None
    assert QTest.qWaitForWindowActive(panel)
    assert panel.note.text() == "since this workspace was opened"
    second, fourth = buttons(panel, "Cancel")[1], session.jobs[3]
    asked = fourth.begun
    second.setFocus()
    session.jobs[0].cancel()
    settle(lambda: len(session.jobs) == 5 or fourth.state != "running", seconds=0.01)
    session.start("Job 6", lambda _: None)
    assert second.hasFocus()
    assert fourth.begun > asked, "it began once it no longer waited"
    session.jobs[0].cancel()
    settle(lambda: len(session.jobs) == 5, seconds=0.01)
    assert buttons(panel, "Cancel")[0].hasFocus(), "the one in its place"
    go.set()
    wait_for(window)
    assert panel.close_button.hasFocus()
