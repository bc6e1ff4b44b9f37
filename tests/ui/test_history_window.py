"""The history window: what it lists and says of steps whose figures are known by hand, and what its commands and keys do."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLineEdit, QPushButton

from prodops_desktop.agenda.targets import find_target, set_target
from prodops_desktop.errors import UserError
from prodops_desktop.roadmap.model import Item
from prodops_desktop.roadmap.store import delete_items, find_item, save_item
from prodops_desktop.ui.history.reading import go_back_as_shown
from prodops_desktop.ui.history.window import HistoryWindow
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.pages.tools import ToolsPage
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.shell import help as help_
from prodops_desktop.workspace import Store, Workspace, history, settings
from prodops_desktop.workspace.links import End
from tests.new_workspace import new_workspace
from tests.ui.contract import Open, cut_texts, rest, wait_for

ITEM = End("roadmap_item", 1)
LATE = End("roadmap_item", 2)
ADD, TARGET, START, RENAME, COMPANY, AIM, SECOND = range(1, 8)
"""The steps that are made below, in their order."""


def make_history(workspace: Workspace, at: Callable[[str, str], None]) -> None:
    """Seven steps of two people on four days; START and RENAME are of one row, all others of different ones."""

    def edit(**parts: Any) -> Callable[[Store], object]:
        return lambda store: save_item(store, replace(find_item(store, 1), **parts))

    changes: list[tuple[str, str, Callable[[Store], object]]] = [
        ("2026-11-19", "ana", lambda store: save_item(store, Item(0, "RM-1", "Bulk export", team="Data"))),
        ("2026-11-19", "ana", lambda store: set_target(store, "nps", "NPS", 41)),
        ("2026-11-20", "bo", edit(status="in progress", confidence=80.0)),
        ("2026-11-21", "ana", edit(title="Bulk export v2")),
        ("2026-11-23", "bo", lambda store: settings.set_setting(store, "company", "Acme")),
        ("2026-11-23", "ana", lambda store: set_target(store, "nps", "NPS", 43)),
        ("2026-11-23", "ana", lambda store: save_item(store, Item(0, "RM-2", "Audit log"))),
    ]
    for day, who, change in changes:
        at(day, who)
        workspace.run(change).result()


def be(monkeypatch: pytest.MonkeyPatch, day: str, who: str) -> None:
    """Make it a day, and somebody the operator."""
    monkeypatch.setenv("PRODOPS_TODAY", day)
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, who)


@pytest.fixture(scope="module")
def seven_steps(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the seven steps."""
    path = new_workspace(tmp_path_factory.mktemp("history") / "steps.prodops")
    with pytest.MonkeyPatch.context() as monkeypatch, Workspace.open(path) as workspace:
        make_history(workspace, partial(be, monkeypatch))
    return path


@pytest.fixture
def steps_path(tmp_path: Path, seven_steps: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh copy of it, on 23 Nov 2026."""
    be(monkeypatch, "2026-11-23", "ana")
    return Path(shutil.copy(seven_steps, tmp_path / "steps.prodops"))


@pytest.fixture
def window(bare_window: MainWindow, steps_path: Path) -> MainWindow:
    """The window on the seven steps."""
    assert bare_window.open_path(steps_path)
    wait_for(bare_window)
    return bare_window


@pytest.fixture
def show(bare_window: MainWindow) -> Iterator[Callable[..., HistoryWindow]]:
    """Opens the history of the file, or of one record, with all that it reads."""
    opened: list[HistoryWindow] = []

    def open_(record: End | None = None) -> HistoryWindow:
        bare_window.dialogs.history(record)
        opened.append(shown_history())
        settle(bare_window, opened[-1])
        return opened[-1]

    yield open_
    for dialog in QApplication.topLevelWidgets():
        if isinstance(dialog, HistoryWindow):
            dialog.done(0)


def shown_history() -> HistoryWindow:
    """The history window that is open."""
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, HistoryWindow) and one.isVisible())


def settle(window: MainWindow, dialog: HistoryWindow) -> None:
    """Let everything that is asked for arrive."""
    rest(lambda: window.busy or dialog.pending)


def session_of(window: MainWindow) -> Session:
    assert window.session is not None
    return window.session


def read(window: MainWindow, query: Callable[[Store], Any]) -> Any:
    """What the file says now."""
    with session_of(window).workspace.reading() as store:
        return query(store)


def listed(dialog: HistoryWindow) -> list[int | str]:
    """The rows of the list: steps by their number, and days as they are written."""
    model = dialog.list.steps
    return [row if isinstance(row, int) else str(model.index(place, 0).data()) for place, row in enumerate(model.rows)]


def choose(window: MainWindow, dialog: HistoryWindow, step: int) -> None:
    assert dialog.list.choose(step)
    settle(window, dialog)


def values(dialog: HistoryWindow) -> list[tuple[str, str, str, str]]:
    return [(one.record, one.field, one.before, one.after) for one in dialog.pane.table.shown]


def test_steps_stand_by_day_with_who_size_and_since_when(window: MainWindow, show: Callable[..., HistoryWindow]) -> None:
    dialog = show()
    assert listed(dialog) == ["Today", 7, 6, 5, "Sat 21 Nov", 4, "Fri 20 Nov", 3, "Thu 19 Nov", 2, 1]
    assert dialog.about_all.text() == "7 steps since 19 Nov 2026 · the file keeps all of them"
    line = dialog.list.steps.line(dialog.list.steps.row_of(COMPANY))
    assert line is not None
    assert line.spoken.split(", ", 1)[1] == "Set company to Acme, bo, 1 row, Settings"
    assert dialog.list.current() == SECOND, "the newest step is shown at once"
    assert dialog.pane.title.text() == "Add RM-2 Audit log"


def test_a_step_says_what_it_changed_and_what_builds_on_it(window: MainWindow, show: Callable[..., HistoryWindow]) -> None:
    dialog = show()
    choose(window, dialog, START)
    assert values(dialog) == [
        ("RM-1 Bulk export", "Status", "Planned", "In progress"),
        ("RM-1 Bulk export", "Confidence", "empty", "80%"),
    ]
    assert dialog.pane.told.text().startswith("bo, Fri 20 Nov ")
    assert dialog.pane.number.text() == "step 3"
    chips = [dialog.pane.chips.itemAt(place).widget().text() for place in range(dialog.pane.chips.count())]  # type: ignore[union-attr]
    assert chips == ["2 cells in 1 row", "1 later step builds on it"]
    take = dialog.foot_actions.take
    assert not take.isEnabled()
    assert "“Edit RM-1 Bulk export v2”" in dialog.pane.note.text.text()
    dialog.pane.column.setCurrentIndex(dialog.pane.column.findText("Status"))
    dialog.pane.column.activated.emit(0)
    assert [row[1] for row in values(dialog)] == ["Status"]
    dialog.copy_shown()
    assert QGuiApplication.clipboard().text().endswith("Before\tAfter\nRM-1 Bulk export\tStatus\tPlanned\tIn progress")


def test_one_step_is_taken_back_alone_and_stays_in_the_list(window: MainWindow, show: Callable[..., HistoryWindow]) -> None:
    dialog = show()
    choose(window, dialog, COMPANY)
    QTest.mouseClick(dialog.foot_actions.take, Qt.MouseButton.LeftButton)
    settle(window, dialog)
    assert read(window, lambda store: settings.get(store, "company")) == ""
    assert read(window, lambda store: find_target(store, "nps")) == 43, "what came after it stays"
    assert listed(dialog)[:5] == ["Today", 8, 7, 6, 5]
    assert dialog.list.current() == COMPANY
    line = dialog.list.steps.line(dialog.list.steps.row_of(COMPANY))
    assert line is not None
    assert (line.step.undone, line.size) == (True, "taken back")
    assert dialog.pane.note.text.text().startswith("Taken back by ana, 23 Nov 2026 ")
    assert not dialog.foot_actions.take.isEnabled()
    assert "already" in dialog.foot_actions.take.toolTip()
    QTest.keyClick(dialog, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    settle(window, dialog)
    assert read(window, lambda store: settings.get(store, "company")) == "Acme"
    assert not dialog.pane.note.isVisible()


def test_only_the_step_that_is_marked_can_be_taken_back(window: MainWindow, show: Callable[..., HistoryWindow]) -> None:
    dialog = show()
    choose(window, dialog, AIM)
    foot = dialog.foot_actions
    assert foot.take.isEnabled()
    assert dialog.list.choose(COMPANY)  # while what it changed is still on its way
    assert dialog.pane.detail is not None
    assert dialog.pane.detail.step.id == AIM
    assert not foot.take.isEnabled()
    assert not foot.back.isEnabled()
    dialog.pane.table.moved.emit(0)
    dialog.take_back()
    dialog.ask_to_go_back()
    settle(window, dialog)
    assert read(window, lambda store: [step.id for step in history.steps(store) if step.undone]) == []
    assert foot.take.isEnabled()
    assert foot.back.isEnabled()
    dialog.ask_to_go_back()
    assert dialog.list.choose(TARGET)
    settle(window, dialog)
    assert not dialog.going.isVisible(), "what going back to the other one takes away comes too late"
    assert dialog.pane.title.text() == "Set target of NPS to 41"


def test_of_many_steps_that_build_on_one_only_the_first_are_read(window: MainWindow, show: Callable[..., HistoryWindow]) -> None:
    for number in range(5):
        session_of(window).run(partial(settings.set_setting, key="company", value=f"Acme {number}"))
    wait_for(window)
    dialog = show()
    choose(window, dialog, COMPANY)
    assert dialog.pane.detail is not None
    assert len(dialog.pane.detail.later) == 3
    assert "“Set company to Acme 2” and 2 more." in dialog.pane.note.text.text()


def test_erasing_is_told_as_such_and_bars_what_was_before(window: MainWindow, show: Callable[..., HistoryWindow]) -> None:
    def pretend(store: Store) -> object:
        """What is left of the step START once somebody was erased for good, without the long way there."""
        with store.edit("Erase a roadmap item for good", kind="erase") as edit:
            store.db.execute("DELETE FROM roadmap_item WHERE id = ?", (LATE.id,))
            history.bar(store, history.ERASED, "a roadmap item was erased for good after it")
        store.db.execute("DELETE FROM h_roadmap_item WHERE change IN (?, ?)", (START, edit.id))
        return edit.changes

    session_of(window).run(pretend)
    session_of(window).run(lambda store: settings.set_setting(store, "paper", "Letter"))
    wait_for(window)
    dialog = show()
    foot, erasing = dialog.foot_actions, 8
    choose(window, dialog, erasing)
    assert dialog.pane.kind.text() == "Erasing"
    assert dialog.pane.nothing.text().startswith("What was erased is nowhere any more")
    assert foot.take.toolTip() == "It can’t be undone, because what was erased for good can’t be brought back."
    assert foot.back.isEnabled(), "what came after it can be taken back"
    line = dialog.list.steps.line(dialog.list.steps.row_of(erasing))
    assert line is not None
    assert line.icon == "eraser"
    choose(window, dialog, START)
    assert dialog.pane.nothing.text() == "What this step changed was erased for good since; its heading stays."
    assert foot.take.toolTip() == "It can’t be undone, because a roadmap item was erased for good after it."
    assert not foot.back.isEnabled()
    assert foot.back.toolTip() == "Nobody can go back that far, because a roadmap item was erased for good after it."


def test_filters_by_words_area_day_and_who(window: MainWindow, show: Callable[..., HistoryWindow]) -> None:
    dialog = show()

    def steps() -> list[int]:
        settle(window, dialog)
        return [row for row in listed(dialog) if isinstance(row, int)]

    dialog.filters.want_area("roadmap")
    assert steps() == [SECOND, RENAME, START, ADD]
    assert dialog.about_all.text().startswith("4 of 7 steps since")
    dialog.filters.clear()
    QTest.keyClicks(dialog.filters.search, "target nps")
    assert steps() == [AIM, TARGET]
    QTest.keyClick(dialog.filters.search, Qt.Key.Key_Escape)
    dialog.filters.who.setCurrentIndex(dialog.filters.who.findText("bo"))
    dialog.filters.who.activated.emit(0)
    assert steps() == [COMPANY, START]
    dialog.filters.clear()
    dialog.filters.want_days(date(2026, 11, 19), date(2026, 11, 20))
    assert steps() == [START, TARGET, ADD]
    assert dialog.filters.day.button.text() == "19 – 20 Nov"
    QTest.mouseClick(dialog.filters.day.clear_button, Qt.MouseButton.LeftButton)
    assert len(steps()) == 7
    actions = {action.text(): action for action in dialog.filters.day.menu().actions()}
    actions["Today"].trigger()
    assert steps() == [SECOND, AIM, COMPANY]
    assert dialog.filters.day.button.text() == "Today"


def test_a_span_is_typed_and_what_is_no_day_is_refused(window: MainWindow, show: Callable[..., HistoryWindow]) -> None:
    dialog = show()
    span = dialog.filters.span
    dialog.filters.day.span_asked.emit()
    QTest.keyClicks(span.first.editor, "21 nov 2026")
    QTest.keyClick(span.first.editor, Qt.Key.Key_Return)
    settle(window, dialog)
    assert [row for row in listed(dialog) if isinstance(row, int)] == [RENAME], "one day alone is that day"
    QTest.keyClicks(span.last.editor, "20 Nov 2026")
    QTest.keyClick(span.last.editor, Qt.Key.Key_Return)
    assert span.last.wrong.text() == "The first day is after the last one."
    dialog.filters.search.setText("nothing is called so")
    settle(window, dialog)
    assert dialog.nothing.sentence.text() == "No step fits these filters."
    QTest.mouseClick(dialog.nothing.action, Qt.MouseButton.LeftButton)
    settle(window, dialog)
    assert len(dialog.list.steps.rows) == 11


def test_going_back_is_shown_first_and_is_one_step(window: MainWindow, show: Callable[..., HistoryWindow]) -> None:
    dialog = show()
    choose(window, dialog, TARGET)

    def stands() -> tuple[str, str, float | None, str]:
        item, target, company = read(window, lambda s: (find_item(s, 1), find_target(s, "nps"), settings.get(s, "company")))
        return item.title, item.status, target, company

    before = stands()
    dialog.ask_to_go_back()
    settle(window, dialog)
    assert [step.id for step in dialog.going.table.shown] == [SECOND, AIM, COMPANY, RENAME, START]
    assert dialog.going.said.text() == "It takes back 5 later steps, which changed 5 rows. That is one step: Undo brings all of it back."
    assert dialog.foot_actions.go.text() == "Take back 5 steps"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible(), "Esc leaves only what is asked"
    assert stands() == before
    dialog.ask_to_go_back()
    settle(window, dialog)
    QTest.mouseClick(dialog.foot_actions.go, Qt.MouseButton.LeftButton)
    settle(window, dialog)
    assert stands() == ("Bulk export", "planned", 41, "")
    assert read(window, lambda store: store.db.execute("SELECT count(*) FROM roadmap_item").fetchone()[0]) == 1
    line = dialog.list.steps.line(dialog.list.steps.row_of(COMPANY))
    assert line is not None
    assert line.step.undone
    QTest.keyClick(dialog, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(window, dialog)
    assert stands() == before


def test_nothing_goes_that_was_not_shown(window: MainWindow, show: Callable[..., HistoryWindow]) -> None:
    """A step that comes between asking and answering is shown, too, before anything is done."""
    dialog = show()
    choose(window, dialog, RENAME)
    dialog.ask_to_go_back()
    settle(window, dialog)
    session_of(window).run(lambda store: settings.set_setting(store, "paper", "Letter"))
    settle(window, dialog)
    assert [step.id for step in dialog.going.table.shown] == [8, SECOND, AIM, COMPANY]
    with pytest.raises(UserError, match="changed meanwhile"):
        session_of(window).workspace.run(lambda store: go_back_as_shown(store, RENAME, [SECOND, AIM, COMPANY])).result()


def test_one_record_has_its_own_steps_and_is_compared_between_two_days(window: MainWindow, show: Callable[..., HistoryWindow]) -> None:
    dialog = show(ITEM)
    assert dialog.windowTitle() == "History of RM-1 Bulk export v2"
    assert [row for row in listed(dialog) if isinstance(row, int)] == [RENAME, START, ADD]
    QTest.mouseClick(compare_button(dialog), Qt.MouseButton.LeftButton)
    settle(window, dialog)
    pane = dialog.comparing
    assert pane.days == (date(2026, 11, 19), date(2026, 11, 23)), "from the day it came until today"
    differing = {one.field: (one.first, one.last) for one in pane.table.shown if one.differs}
    assert differing == {
        "Title": ("Bulk export", "Bulk export v2"),
        "Status": ("Planned", "In progress"),
        "Confidence": ("empty", "80%"),
    }
    assert "Team" in {one.field for one in pane.table.shown if not one.differs}
    assert pane.count.text().endswith("3 differ")
    type_day(pane.last.editor, "20 Nov 2026")
    settle(window, dialog)
    assert {one.field for one in pane.table.shown if one.differs} == {"Status", "Confidence"}
    type_day(pane.first.editor, "1 Nov 2026")
    settle(window, dialog)
    assert pane.wrong.text.text() == "The file knows no values before 19 Nov 2026. Choose that day or a later one."
    dialog.leave_record()
    settle(window, dialog)
    assert dialog.windowTitle() == "History"
    assert len(dialog.list.steps.rows) == 11
    assert dialog.list.current() == RENAME, "the step that was looked at stays the current one"


def test_a_record_says_when_it_was_not_there_yet_and_when_it_is_gone(window: MainWindow, show: Callable[..., HistoryWindow]) -> None:
    session_of(window).run(lambda store: delete_items(store, [LATE.id]))
    wait_for(window)
    dialog = show(LATE)
    assert dialog.windowTitle() == "History of RM-2 Audit log", "what is gone is called as it was last"
    choose(window, dialog, 8)
    assert ("RM-2 Audit log", "Title", "Audit log", "deleted") in values(dialog)
    assert not dialog.foot_actions.show_record.isEnabled()
    QTest.mouseClick(compare_button(dialog), Qt.MouseButton.LeftButton)
    type_day(dialog.comparing.first.editor, "20 Nov 2026")
    settle(window, dialog)
    assert dialog.comparing.note.text.text() == "20 Nov 2026: it was not there then. 23 Nov 2026: it was not there then."


def test_everything_by_keys(window: MainWindow, show: Callable[..., HistoryWindow]) -> None:
    QTest.keyClick(window, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    dialog = shown_history()
    settle(window, dialog)
    assert dialog.focusWidget() is dialog.list
    for key, step in (
        (Qt.Key.Key_Down, AIM),
        (Qt.Key.Key_J, COMPANY),
        (Qt.Key.Key_Down, RENAME),
        (Qt.Key.Key_End, ADD),
        (Qt.Key.Key_K, TARGET),
    ):
        QTest.keyClick(dialog.list, key)
        assert dialog.list.current() == step, "days are passed over"
    settle(window, dialog)
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    assert dialog.focusWidget() is dialog.pane.table
    QTest.keyClick(dialog.pane.table, Qt.Key.Key_Escape)
    assert dialog.focusWidget() is dialog.list
    QTest.keyClick(dialog.list, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert dialog.focusWidget() is dialog.filters.search
    QTest.keyClick(dialog.filters.search, Qt.Key.Key_Down)
    assert dialog.focusWidget() is dialog.list
    for control in dialog.findChildren(QAbstractButton):
        inside_a_field = isinstance(control.parent(), QLineEdit)  # Esc is its key
        if control.isVisible() and control.isEnabled() and not inside_a_field:
            assert control.focusPolicy() & Qt.FocusPolicy.TabFocus
            assert control.text() or control.accessibleName()
    QTest.keyClick(dialog, Qt.Key.Key_F1)
    opened = help_._windows[-1]
    assert opened.current == "history"
    opened.close()
    QTest.keyClick(dialog.list, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_value_leads_to_its_record(window: MainWindow, show: Callable[..., HistoryWindow]) -> None:
    dialog = show()
    choose(window, dialog, RENAME)
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    QTest.keyClick(dialog.pane.table, Qt.Key.Key_Return)
    wait_for(window)
    assert window.page is not None
    assert window.page.id == "roadmap"
    assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, HistoryWindow) and one.isVisible()]


def test_what_changes_elsewhere_comes_in_and_the_place_stays(window: MainWindow, show: Callable[..., HistoryWindow]) -> None:
    session = session_of(window)
    for number in range(40):
        session.run(partial(set_target, metric="nps", title="NPS", value=number))
    wait_for(window)
    dialog = show()
    choose(window, dialog, START)
    assert dialog.list.verticalScrollBar().value() > 0
    scroll, newest = dialog.list.verticalScrollBar(), 47

    def after_an_edit(company: str) -> tuple[int | None, int]:
        nonlocal newest
        session.run(lambda store: settings.set_setting(store, "company", company))
        settle(window, dialog)
        newest += 1
        assert listed(dialog)[1] == newest
        assert dialog.list.current() == START
        return dialog.list.steps.step_at(dialog.list.rowAt(0)), dialog.list.rowViewportPosition(dialog.list.rowAt(0))

    for place in (200, scroll.maximum()):
        scroll.setValue(place)
        seen = dialog.list.steps.step_at(dialog.list.rowAt(0)), dialog.list.rowViewportPosition(dialog.list.rowAt(0))
        assert after_an_edit(f"Acme {place}") == seen
    scroll.setValue(0)  # the step that is current is out of sight
    assert after_an_edit("Acme") == (None, 0), "whoever looks at the newest steps sees a newer one"


def test_of_a_large_step_only_the_first_rows_are_read_at_once(window: MainWindow, show: Callable[..., HistoryWindow]) -> None:
    def add_many(store: Store) -> object:
        with store.edit("Add 250 people") as edit:
            names = [(f"Person {number}", f"person {number}") for number in range(250)]
            store.db.executemany("INSERT INTO person (name, key) VALUES (?, ?)", names)
        return edit.changes

    session_of(window).run(add_many)
    wait_for(window)
    dialog = show()
    assert dialog.pane.count.text() == "The first 10 cells of 250 rows ·"
    QTest.mouseClick(dialog.pane.more, Qt.MouseButton.LeftButton)
    settle(window, dialog)
    assert len(dialog.pane.table.shown) == 250
    assert dialog.pane.count.text() == "250 cells"
    choose(window, dialog, START)
    assert len(dialog.pane.table.shown) == 2


def test_a_long_list_reads_only_what_is_looked_at(window: MainWindow, show: Callable[..., HistoryWindow]) -> None:
    def pretend(store: Store) -> object:
        store.db.execute("BEGIN")
        store.db.executemany(
            "INSERT INTO change (started_after, at, who, label, kind, schema) VALUES (7, '2026-11-23T08:00:00', 'ana', ?, 'edit', 6)",
            [(f"Step {number}",) for number in range(2000)],
        )
        store.db.execute("COMMIT")
        return None

    session_of(window).run(pretend)
    wait_for(window)
    dialog = show()
    assert len([row for row in listed(dialog) if isinstance(row, int)]) == 2007
    assert 0 < len(dialog.list.steps._known) <= 300


def test_an_import_says_its_file_and_its_rows(open_window: Open, show: Callable[..., HistoryWindow]) -> None:
    window = open_window("filled")
    dialog = show()
    step = next(one for one in read(window, history.steps) if one.label == "Import NPS export.csv")
    choose(window, dialog, step.id)
    facts = {row[0]: row[1] for row in dialog.pane.facts._rows}
    assert facts["Rows"] == "200 rows read"
    assert facts["File"].startswith("NPS export.csv")
    line = dialog.list.steps.line(dialog.list.steps.row_of(step.id))
    assert line is not None
    assert (line.size, line.icon) == ("200 rows", "tray-arrow-down")
    assert dialog.pane.nothing.text() or values(dialog)


def test_an_inspector_leads_to_the_history_of_its_record(open_window: Open, show: Callable[..., HistoryWindow]) -> None:
    window = open_window("filled")
    window.show_page("tools")
    wait_for(window)
    page = cast(ToolsPage, window.page)
    assert page.inspector is not None
    links = [one for one in page.inspector.findChildren(QPushButton) if one.text() == "Show in history…"]
    assert len(links) == 1
    links[0].click()
    dialog = shown_history()
    settle(window, dialog)
    assert dialog.windowTitle().startswith("History of ")
    assert dialog.list.current() is not None


def test_an_empty_file_says_so(open_window: Open, show: Callable[..., HistoryWindow]) -> None:
    open_window("empty")
    dialog = show()
    assert dialog.nothing.sentence.text() == "Nothing has been changed in this file yet."
    assert dialog.about_all.text() == "Nothing has been changed yet."
    assert not dialog.foot_actions.take.isVisible()


def test_reading_only_nothing_can_be_taken_back_and_it_says_why(
    bare_window: MainWindow, steps_path: Path, show: Callable[..., HistoryWindow]
) -> None:
    with Workspace.open(steps_path):
        assert bare_window.open_path(steps_path, read_only=True)
        dialog = show()
        choose(bare_window, dialog, AIM)
        for made in (dialog.foot_actions.take, dialog.foot_actions.back):
            assert not made.isEnabled()
            assert "reading only" in made.toolTip()
        assert dialog.foot_actions.copy.isEnabled()
        dialog.done(0)
        bare_window.close_workspace()


@pytest.mark.parametrize("family", ["Inter", "DejaVu Sans"], indirect=True)
@pytest.mark.parametrize("size", [(1024, 640), (1440, 900)])
def test_no_text_is_cut(family: str, window: MainWindow, show: Callable[..., HistoryWindow], size: tuple[int, int]) -> None:
    window.resize(*size)
    wait_for(window)
    dialog = show()
    assert dialog.width() <= window.width()
    assert dialog.height() <= window.height()
    for step in (SECOND, START):
        choose(window, dialog, step)
        assert cut_texts(dialog) == []
    dialog.filters.want_days(date(2026, 11, 19), date(2026, 11, 23))
    dialog.filters.span.begin()
    settle(window, dialog)
    assert cut_texts(dialog) == []
    choose(window, dialog, TARGET)
    dialog.ask_to_go_back()
    settle(window, dialog)
    assert cut_texts(dialog) == []
    dialog.done(0)
    dialog = show(ITEM)
    QTest.mouseClick(compare_button(dialog), Qt.MouseButton.LeftButton)
    settle(window, dialog)
    assert cut_texts(dialog) == []


def compare_button(dialog: QDialog) -> QPushButton:
    return next(one for one in dialog.findChildren(QPushButton) if one.text() == "Compare two days")


def type_day(editor: Any, text: str) -> None:
    editor.selectAll()
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Return)
