"""Erasing for good from the window: what the dialog says, that it is confirmed, the job and its line, and where it is reached from."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from prodops_desktop.datasets.erasing import erasing
from prodops_desktop.datasets.erasing.following import COPY_ERASED
from prodops_desktop.datasets.store import all_datasets
from prodops_desktop.errors import UserError
from prodops_desktop.feedback import triage
from prodops_desktop.registry.entries import save_entry
from prodops_desktop.tools import store as tool_store
from prodops_desktop.tools.model import Tool
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.pages.datasets.source import read_source
from prodops_desktop.ui.pages.tools import ToolsPage
from prodops_desktop.ui.records.dialog import RecordsDialog
from prodops_desktop.ui.records.erase_dialog import EraseDialog
from prodops_desktop.workspace import Store, backups, history
from prodops_desktop.workspace.links import End
from tests.ui.contract import Open, cut_texts, show_tools, wait_for

Shown = Callable[[], tuple[MainWindow, ToolsPage]]


@pytest.fixture
def opened(open_window: Open) -> Shown:
    """Opens the page Tools; Mixpanel is chosen."""
    return partial(show_tools, open_window)


def asked(window: MainWindow, command: str) -> EraseDialog:
    """Do a command, and wait for what it asks."""
    next(one for one in window.menus.commands if one.id == command).run()
    return front(window)


def front(window: MainWindow) -> EraseDialog:
    wait_for(window)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, EraseDialog)
    assert QTest.qWaitForWindowActive(dialog)
    return dialog


def texts(dialog: EraseDialog) -> str:
    return "\n".join(one.text() for one in dialog.findChildren(QLabel) if one.isVisible())


def read(window: MainWindow, query: Callable[[Store], Any]) -> Any:
    assert window.session is not None
    with window.session.workspace.reading() as store:
        return query(store)


def said(window: MainWindow) -> str:
    return "\n".join(one.text() for one in window.findChildren(QLabel) if one.isVisible())


def erase(window: MainWindow, dialog: EraseDialog, typed: str) -> None:
    """Type, and press Ctrl+Enter, which takes a moment."""
    QTest.keyClicks(dialog.field, typed)
    QTest.keyClick(dialog.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QTest.qWait(150)
    wait_for(window)


def test_a_tool_is_erased_by_keyboard_once_its_name_is_typed(opened: Shown) -> None:
    window, page = opened()
    assert page.view is not None
    tool = page.view.tool
    dialog = asked(window, "tools.erase")
    assert dialog.field.hasFocus()
    told = texts(dialog)
    assert f"“{tool.name}”, with 1 contract" in told
    assert "packs, workbooks and copies outside of this workspace: they are not known here" in told
    assert "There is no backup yet." in told
    assert "cells of sheets that quote it, if any: there stands “[erased]” then; no text of another record does" in told
    assert not dialog.copies.isVisible()
    assert cut_texts(dialog) == []
    assert (dialog.save.isEnabled(), dialog.save.toolTip()) == (False, "Type the title or ERASE first.")
    QTest.keyClick(dialog.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    wait_for(window)
    assert read(window, lambda store: tool_store.find_tool(store, tool.id)).name == tool.name
    erase(window, dialog, f" {tool.name.upper()} ")
    assert QApplication.activeModalWidget() is None
    assert not [one for one in read(window, tool_store.all_tools) if one.id == tool.id]
    assert "Erased for good, with" in said(window)
    assert [one.label for one in read(window, history.steps)][-1] == "Erase a tool for good"
    assert page.view is None or page.view.tool.id != tool.id
    assert window.session is not None
    assert window.session.undo_label is None
    assert len(backups.all_backups(window.session.workspace.path)) == 1


def test_backups_are_kept_where_that_is_chosen(opened: Shown) -> None:
    window, _ = opened()
    assert window.session is not None
    path = window.session.workspace.path
    backups.make(path, "hand", gentle=False)
    dialog = asked(window, "tools.erase")
    assert "The backup of " in texts(dialog)
    assert dialog.copies.current() == "all"
    keep = next(one for one in dialog.copies.findChildren(QPushButton) if one.text() == "Keep them")
    keep.click()
    assert "may hold it, and one more is made before" in texts(dialog)
    erase(window, dialog, "ERASE")
    assert len(backups.all_backups(path)) == 2
    assert "2 backups may still hold it." in said(window)


def test_a_person_is_erased_from_the_list_of_people(opened: Shown) -> None:
    window, _ = opened()
    assert window.session is not None
    window.session.workspace.run(lambda store: save_entry(store, "person", "Ophelia Zwick")).result()
    next(one for one in window.menus.commands if one.id == "records.person").run()
    wait_for(window)
    people = QApplication.activeModalWidget()
    assert isinstance(people, RecordsDialog)
    people._on_chosen(next(one.id for one in people._shown if one.title == "Ophelia Zwick"))
    assert people.wipe.isVisible()
    assert cut_texts(people) == []
    people.wipe.click()
    dialog = front(window)
    assert "“Ophelia Zwick”" in texts(dialog)
    seen = {"order": ["Who"], "widths": {"Who": 120}, "filters": [["Who", {"typed": ["ophelia zwick", ".", ",", None]}]]}
    window.session.layout.put("grid.1", seen)
    erase(window, dialog, "Ophelia Zwick")
    assert "Ophelia Zwick" not in [one.title for one in people._shown]
    assert window.session.layout.get("grid.1") == {**seen, "filters": []}, "what this computer remembers of filters names nobody"
    assert "zwick" not in window.preferences.path.with_name("layouts.json").read_text().lower()
    people.close()


def test_an_item_of_feedback_is_erased_by_its_code(opened: Shown) -> None:
    window, _ = opened()
    assert window.session is not None
    workspace = window.session.workspace
    _, item = workspace.run(lambda store: triage.add_item(store, "They want it in dark.", {"person": "Ana"}, title="Dark")).result()
    window.show_page("feedback")
    wait_for(window)
    dialog = asked(window, "feedback.erase")
    assert dialog.note.text() == "Feedback"
    assert f"“FB-{item} Dark”" in texts(dialog)
    assert dialog.field.placeholderText() == f"FB-{item}"
    dialog.close()
    wait_for(window)


def test_how_many_texts_of_others_quote_it_is_said_before(opened: Shown) -> None:
    window, page = opened()
    assert window.session is not None
    assert page.view is not None
    title = "Quarterly rhubarb survey"
    workspace = window.session.workspace
    _, tool = workspace.run(lambda store: tool_store.save_tool(store, Tool(0, title))).result()
    workspace.run(lambda store: tool_store.save_tool(store, Tool(0, "Other", note=f"Like {title}, but cheaper."))).result()
    dialog = EraseDialog(window, window.session, End("tool", tool), title)
    dialog.open()
    assert "1 text of another record that quotes it, and cells of sheets that do" in texts(front(window))
    assert cut_texts(dialog) == []
    dialog.close()
    wait_for(window)


def test_opening_says_that_traces_are_left(opened: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> None:
        raise UserError("There is no room.")

    window, page = opened()
    assert window.session is not None
    assert page.view is not None
    monkeypatch.setattr(erasing, "rewrite_file", refuse)
    workspace = window.session.workspace
    erasing.erase(workspace, End("tool", page.view.tool.id), backups=False)
    window.close_workspace()
    window.open_path(workspace.path)
    wait_for(window)
    assert "A record was erased for good, but not all of its traces are gone yet. There is no room. Close" in said(window)


def test_a_file_that_was_erased_is_not_said_to_have_been_too_large(opened: Shown) -> None:
    window, _ = opened()
    assert window.session is not None
    version = read(window, all_datasets)[0].version
    told = replace(version, warnings=("Something else.", f"{COPY_ERASED} it was erased."))

    def without_file(store: Store) -> Iterator[None]:
        store.db.execute("DELETE FROM source_chunk WHERE source = ?", (version.source,))
        yield

    assert read(window, lambda store: read_source(store, told)).missing == ""
    window.session.workspace.bulk(without_file).result()
    assert read(window, lambda store: read_source(store, told)).missing == f"{COPY_ERASED} it was erased."
    assert read(window, lambda store: read_source(store, version)).missing.startswith("The file was larger")


def test_in_a_workspace_that_is_only_read_it_says_why_not(opened: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    window, page = opened()
    monkeypatch.setattr(type(page.session), "read_only_reason", property(lambda _: "It is only read."))
    found = [one for one in window.menus.commands if one.id.endswith(".erase")]
    assert [one.enabled() for one in found] == ["It is only read."]
