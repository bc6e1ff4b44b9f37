"""Whatever fails, wherever: the dialog says so, the window goes on, nothing is lost, and no word of a sheet reaches log or preferences."""

import logging
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from prodops_desktop.datasets.importing import import_file
from prodops_desktop.datasets.request import ImportRequest
from prodops_desktop.datasets.store import all_datasets
from prodops_desktop.ui import crash, places
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.render import settle
from prodops_desktop.workspace import Store, settings
from tests.ui.contract import Open, wait_for
from tests.unit.sheets_here import staging_here

CELL, CUSTOMER, PASSWORD = "Quokkacell", "Wombatfile", "Numbatsecret"


@pytest.fixture
def handler(qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[crash.CrashHandler]:
    """The handler of crashes at work, with a log of its own."""
    monkeypatch.setenv("PRODOPS_HOME", str(tmp_path / "home"))
    log = logging.getLogger("prodops_desktop")
    monkeypatch.setattr(log, "handlers", [])
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    made = crash.CrashHandler(qapp)
    crash.start_log()
    monkeypatch.setattr(sys, "excepthook", made.caught)
    yield made
    for one in log.handlers:
        one.close()


def crashed(handler: crash.CrashHandler) -> str:
    """Wait for the dialog, and close it; what it said."""
    end = time.monotonic() + 5
    settle(lambda: handler.dialog is None and time.monotonic() < end, seconds=0.01)
    dialog = handler.dialog
    assert dialog is not None, "nothing was said"
    dialog.copy.click()
    details = dialog.details.toPlainText()
    assert QGuiApplication.clipboard().text() == details
    dialog.close()
    settle(lambda: handler.dialog is not None, seconds=0.01)
    return details


def failing(name: str) -> Callable[..., None]:
    """A function that is wrong in itself."""

    def fail(*_: object) -> None:
        raise ZeroDivisionError(f"{name} {CELL}")

    return fail


def paper(window: MainWindow) -> str:
    """A setting as it is in the file."""
    assert window.session is not None
    with window.session.workspace.reading() as store:
        return settings.get(store, "paper")


def set_paper(window: MainWindow, value: str) -> None:
    """An edit."""
    assert window.session is not None
    window.session.run(lambda store: settings.set_setting(store, "paper", value))
    wait_for(window)


def test_a_failure_in_a_slot_a_reader_a_writer_or_a_job_ends_in_the_dialog_and_loses_nothing(
    open_window: Open, handler: crash.CrashHandler
) -> None:
    window = open_window("empty")
    wait_for(window)
    session = window.session
    assert session is not None

    def breaks(store: Store) -> None:
        with store.edit("Half a step"):
            settings.set_setting(store, "paper", "A4" if settings.get(store, "paper") == "Letter" else "Letter")
            failing("writer")()

    for number, (name, begin) in enumerate(
        (
            ("slot", lambda: QTimer.singleShot(0, failing("slot"))),
            ("reader", lambda: session.read(failing("reader"), print)),
            ("answer", lambda: session.read(lambda _: None, failing("answer"))),
            ("job", lambda: session.start("Work", failing("job"))),
            ("writer", lambda: session.run(breaks)),
        )
    ):
        set_paper(window, ("Letter", "A4")[number % 2])
        begin()  # type: ignore[no-untyped-call]  # one of the lambdas above
        assert f"ZeroDivisionError: {name} {CELL}" in crashed(handler)
        wait_for(window)
        assert paper(window) == ("Letter", "A4")[number % 2], "the step before is whole in the file, and half a step is not"
        window.show_page(("tools", "metrics")[number % 2])
        wait_for(window)
    assert session.jobs == []
    assert [(one.title, one.state) for one in session.log.records] == [("Work", "failed")]
    written = (places.log_folder() / "prodops-desktop.log").read_text(encoding="utf-8")
    assert written.count("ZeroDivisionError") == 5
    assert CELL not in written


def test_who_waits_for_an_answer_is_told_that_there_is_none(open_window: Open, handler: crash.CrashHandler) -> None:
    window = open_window("empty")
    wait_for(window)
    assert window.session is not None
    told: list[Exception] = []
    for ask in (window.session.read, window.session.run):
        ask(failing("work"), print, told.append)
        crashed(handler)
    assert [str(error) for error in told] == ["That did not work because of an error in the program. Try again."] * 2


def test_what_fails_while_the_dialog_stands_is_added_to_it(handler: crash.CrashHandler) -> None:
    for name in ("first", "second"):
        QTimer.singleShot(0, failing(name))
        settle(lambda: False, seconds=0.02)
    details = crashed(handler)
    assert "first" in details
    assert "second" in details


def test_no_word_of_a_sheet_or_its_name_reaches_the_log_or_the_preferences(
    open_window: Open, handler: crash.CrashHandler, tmp_path: Path
) -> None:
    window = open_window("empty")
    wait_for(window)
    sheet = tmp_path / f"{CUSTOMER} visits.csv"
    sheet.write_text(f"day,{CELL}\n2026-11-02,{CELL} one\n2026-11-03,{CELL} two\n", encoding="utf-8")
    session = window.session
    assert session is not None
    with staging_here():
        report = import_file(session.workspace, ImportRequest(sheet, kind="other", name=f"{CUSTOMER} visits"))
    session.start(f"Importing {CUSTOMER}", lambda _: report, lambda one: failing(str(one.dataset))())
    assert CUSTOMER in crashed(handler)
    with session.workspace.reading() as store:
        dataset = all_datasets(store)[0]
    session.open("datasets", dataset.id)
    window.open_palette()
    window.palette_.field.setText(CELL)
    window.palette_.close_palette()
    window.dialogs.find_everywhere(CELL)
    wait_for(window)
    settle(lambda: False, seconds=0.4)

    def chained(*_: object) -> None:
        try:
            Path(f"/nowhere/{CUSTOMER}.xlsx").read_bytes()
        except OSError as error:
            raise RuntimeError(f"{CELL} with {PASSWORD}") from error

    for begin in (
        lambda: session.ask(chained, print),
        lambda: session.start(f"Importing {CUSTOMER}", chained),
        lambda: QTimer.singleShot(0, chained),
    ):
        begin()
        crashed(handler)
    window.close()
    layouts = window.preferences.path.with_name("layouts.json")
    assert layouts.stat().st_mode & 0o777 == 0o600, "it may hold headers and filters, and nothing of what is below"
    kept = [*places.log_folder().iterdir(), window.preferences.path]
    assert len(kept) == 2
    kept.append(layouts)
    for path in kept:
        text = path.read_text(encoding="utf-8")
        assert text
        for word in (CELL, CUSTOMER, PASSWORD):
            assert word not in text, path
    recent = [used.token for used in session.recent.newest()]
    assert recent == [f"datasets/{dataset.id}"]


def test_the_log_begins_with_its_first_line(handler: crash.CrashHandler, monkeypatch: pytest.MonkeyPatch) -> None:
    log = logging.getLogger("prodops_desktop")
    log.handlers[0].close()
    monkeypatch.setattr(log, "handlers", [])
    handler.caught(ZeroDivisionError, ZeroDivisionError(CELL), None)
    crashed(handler)
    assert (places.log_folder() / "prodops-desktop.log").read_text(encoding="utf-8").endswith(" ERROR ZeroDivisionError\n")


def test_the_log_rotates(handler: crash.CrashHandler) -> None:
    log = logging.getLogger("prodops_desktop").handlers[0]
    assert isinstance(log, logging.handlers.RotatingFileHandler)
    assert (log.maxBytes, log.backupCount) == (500_000, 4)
    log.maxBytes = 2000
    for _ in range(60):
        handler.caught(ZeroDivisionError, ZeroDivisionError(), None)
    names = sorted(path.name for path in places.log_folder().iterdir())
    assert names == sorted(["prodops-desktop.log", *(f"prodops-desktop.log.{number}" for number in range(1, len(names)))])
    assert 1 < len(names) <= 5
    settle(lambda: handler.dialog is None, seconds=0.01)
    assert handler.dialog is not None
    handler.dialog.close()
