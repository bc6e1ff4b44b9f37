"""Find everywhere in a real window: hits come in groups with their words marked, and open the record, the row or the help."""

from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from prodops_desktop.answers.everywhere.model import Found
from prodops_desktop.errors import Cancelled
from prodops_desktop.registry.entries import delete_entry, save_entry
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.pages.datasets import DatasetsPage
from prodops_desktop.ui.render import settle
from prodops_desktop.ui.shell.everywhere import EverywhereDialog
from prodops_desktop.workspace import Store
from tests.ui.contract import Open, cut_texts, wait_for


def look(window: MainWindow, text: str) -> EverywhereDialog:
    """Ask for it by its key, type, and wait for the end."""
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    dialog = window.findChild(EverywhereDialog)
    assert dialog is not None
    QTest.keyClicks(dialog.search, text)
    ended(window, dialog)
    return dialog


def ended(window: MainWindow, dialog: EverywhereDialog) -> None:
    """Wait until all was searched."""
    settle(lambda: dialog.pending, seconds=0.01)
    wait_for(window)
    settle(lambda: dialog.pending, seconds=0.01)


def groups(dialog: EverywhereDialog) -> list[tuple[str, str]]:
    """The headings with their counts."""
    return [(row.text, row.note) for row in dialog.model.rows if row.heading]


def test_what_is_found_stands_in_groups_and_opens_where_it_is(open_window: Open) -> None:
    window = open_window("filled")
    wait_for(window)
    dialog = look(window, "account 4")
    found = dict(groups(dialog))
    assert found["Rows of Pipeline"] == str(sum("4" in f"Deal {n} Account {n % 9}" for n in range(60)))
    rows = dialog.model.rows
    hit = next(row for row in rows if row.token.startswith("row/Pipeline/"))
    assert [hit.snippet[place] for place in hit.marks][:7] == list("Account")
    assert cut_texts(dialog) == []
    QTest.keyClick(dialog.search, Qt.Key.Key_Down)
    dialog.list.setCurrentIndex(dialog.model.index(rows.index(hit) + 2))
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    wait_for(window)
    page = cast(DatasetsPage, window.page)
    assert page.dataset is not None
    assert page.dataset.name == "Pipeline"
    assert dialog.isVisible(), "one hit after the other"
    line = page.grid.table.current_line()
    assert line is not None
    third = [n for n in range(60) if "4" in f"Deal {n} Account {n % 9}"][2]
    assert line.values[0] == f"Deal {third}"
    assert page.grid.find_bar.isVisible()
    assert page.grid.find_bar.field.text() == "Account"
    other = next(index for index, row in enumerate(rows) if row.token == "row/NPS responses/3")
    dialog._open(dialog.model.index(other))
    wait_for(window)
    line = page.grid.table.current_line()
    assert line is not None
    assert page.dataset.name == "NPS responses"
    told = [(n % 17, f"comment {month}-{n}") for month in (7, 10) for n in range(100)]
    assert line.values[-1] == [said for account, said in told if "4" in f"Account {account} {said}"][3]
    QTest.keyClick(page.grid.find_bar.field, Qt.Key.Key_Escape)
    wait_for(window)
    assert page.grid.table.grid.rowCount() == 200


def test_all_rows_of_a_dataset_and_the_help_are_one_choice_away(open_window: Open) -> None:
    window = open_window("filled")
    wait_for(window)
    dialog = look(window, "comment")
    more = next(row for row in dialog.model.rows if row.token == "row/NPS responses/more")
    assert more.text == "195 more: show all in the grid"
    dialog._open(dialog.model.index(dialog.model.rows.index(more)))
    wait_for(window)
    page = cast(DatasetsPage, window.page)
    assert page.grid.find_bar.field.text() == "comment"
    assert page.grid.table.grid.rowCount() == 200
    opened: list[tuple[str, str]] = []
    dialog._show_help = lambda page, words: opened.append((page, words))
    dialog.search.setText("quarantine")
    ended(window, dialog)
    helped = next(row for row in dialog.model.rows if row.token.startswith("help/quarantine/"))
    assert helped.run is not None
    helped.run()
    assert opened == [("quarantine", "quarantine")]


def test_typing_on_ends_the_search_before_and_closing_ends_all(open_window: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    window = open_window("filled")
    wait_for(window)
    seen: list[str] = []

    def slow(store: object, text: str, tell: object, cancelled: object) -> None:
        del store
        seen.append(text)
        tell(Found("tool", "Tools", 3, (), ended=False))  # type: ignore[operator]  # as search calls it
        if cancelled.wait(10):  # type: ignore[attr-defined]  # an Event
            raise Cancelled

    monkeypatch.setattr("prodops_desktop.ui.shell.everywhere.search", slow)
    dialog = EverywhereDialog(window, window.session, lambda *_: None)  # type: ignore[arg-type]  # there is one
    dialog.look_for("qqfirst qqword")
    settle(lambda: not dialog._found, seconds=0.01)
    assert dialog.said.text() == "3 hits so far. The rows of “Tools” are being searched…"
    dialog.search.setText("qqsecond")
    settle(lambda: len(seen) < 2, seconds=0.01)
    assert seen == ["qqfirst qqword", "qqsecond"]
    dialog.close()
    wait_for(window)
    assert window.strip.line is None, "nobody is told of a search that was ended"


def test_another_workspace_is_searched_anew(open_window: Open) -> None:
    window = open_window("filled")
    wait_for(window)
    first = look(window, "comment")
    assert first.isVisible()
    open_window("empty")
    wait_for(window)
    window.dialogs.find_everywhere("comment")
    dialog = window.dialogs._everywhere
    assert isinstance(dialog, EverywhereDialog)
    assert dialog is not first
    ended(window, dialog)
    assert not [name for name, _ in groups(dialog) if name != "Help"]


def test_metrics_and_columns_are_found_and_what_an_undo_took_is_gone(open_window: Open) -> None:
    window = open_window("filled")
    wait_for(window)
    session = window.session
    assert session is not None
    dialog = look(window, "NPS")
    tokens = [row.token for row in dialog.model.rows]
    metric = next(index for index, token in enumerate(tokens) if token.startswith("metric/"))
    dialog._open(dialog.model.index(metric))
    wait_for(window)
    assert window.page is not None
    assert window.page.id == "metrics"
    dialog.look_for("customer")
    ended(window, dialog)
    assert ("Columns", "1") in groups(dialog)
    session.run(lambda store: save_entry(store, "vendor", "Customer first", {}))
    wait_for(window)
    ended(window, dialog)
    assert ("Vendors", "1") in groups(dialog)
    session.undo()
    wait_for(window)
    ended(window, dialog)
    assert not [name for name, _ in groups(dialog) if name == "Vendors"]


def _without_vendors(store: Store) -> None:
    for (vendor,) in store.db.execute("SELECT id FROM vendor WHERE name = 'Quondam Ltd'").fetchall():
        delete_entry(store, "vendor", vendor)


def test_what_is_gone_meanwhile_is_said_in_place(open_window: Open) -> None:
    window = open_window("filled")
    wait_for(window)
    session = window.session
    assert session is not None
    session.run(lambda store: save_entry(store, "vendor", "Quondam Ltd", {}))
    wait_for(window)
    dialog = look(window, "quondam")
    [index] = [index for index, row in enumerate(dialog.model.rows) if row.token.startswith("vendor/")]
    session.workspace.run(_without_vendors).result()  # the window has not heard of it yet
    dialog._open(dialog.model.index(index))
    ended(window, dialog)
    assert dialog.said.text() == "“Quondam Ltd” is no longer there. Nothing has these words."
    assert window.strip.line is None
    dialog.search.setText("comment")
    ended(window, dialog)
    assert "no longer there" not in dialog.said.text()
