"""What the keys of triage open, each by keyboard alone: tags, links, merging, snoozing, kept searches; and the list of tags.

The figures are those of the desk.
"""

import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from prodops_desktop.errors import UserError
from prodops_desktop.feedback import taxonomy
from prodops_desktop.registry.entries import delete_entry
from prodops_desktop.ui.pages.feedback.keys_dialog import KeysDialog
from prodops_desktop.ui.pages.feedback.link_picker import LinkPicker
from prodops_desktop.ui.pages.feedback.merge_dialog import MergeDialog
from prodops_desktop.ui.pages.feedback.reading import Row, read_rows
from prodops_desktop.ui.pages.feedback.search_dialog import SearchDialog
from prodops_desktop.ui.pages.feedback.snooze_dialog import SnoozeDialog, days_ahead
from prodops_desktop.ui.pages.feedback.tag_picker import TagPicker
from prodops_desktop.ui.records.restore_dialog import TAGS, RestoreDialog
from prodops_desktop.ui.widgets.picker import Picker
from prodops_desktop.workspace import Store
from prodops_desktop.workspace.links import End
from tests.ui.contract import Open, cut_texts, wait_for
from tests.ui.feedback_desk import AUDIT, BULK, CONTROL, MERIDIAN, TODAY, TYPED, Desk, all_closed, desk, feedback_workspace
from tests.ui.test_records_dialog import field, key, summon, titles, type_into

pytestmark = pytest.mark.qt_log_ignore("plugin does not support (raise|grabbing)")  # of a list that completes without a screen
__all__ = ["desk", "feedback_workspace"]

DOWN, UP, ENTER, ESC = Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return, Qt.Key.Key_Escape


def rows(picker: Picker) -> list[tuple[str, str, str]]:
    """What a picker offers: name, what is beside it, what is at the right."""
    return [(row.text, row.detail, row.note) for row in picker.list.rows.rows]


# --- T


@pytest.fixture
def tags(desk: Desk) -> tuple[TagPicker, list[Any]]:
    """The picker of tags for FB-1, and what it told."""
    picker = TagPicker(desk.window, "FB-1", desk.board(), desk.tags_of(MERIDIAN))
    told: list[Any] = []
    picker.taken.connect(told.append)
    picker.made.connect(lambda name, group: told.append((name, group)))
    desk.ask(picker)
    return picker, told


def test_a_tag_is_taken_by_a_few_letters_and_enter(desk: Desk, tags: tuple[TagPicker, list[Any]]) -> None:
    picker, told = tags
    assert picker.search.hasFocus()
    assert rows(picker)[:4] == [
        ("Audit and compliance", "Access and security", "1"),
        ("Usage limit", "Limits and pricing", "given · 2"),
        ("Data out", "Missing capability", "given · 2"),
        ("New capability", "Missing capability", "0"),
    ], "those given last come first"
    assert picker.count.text() == "33 tags"
    desk.type("regr")
    assert rows(picker)[0] == ("Regression", "Quality", "0")
    desk.key(ENTER)
    assert told == [desk.tag("Regression")]
    assert all_closed()


def test_arrows_move_and_escape_empties_and_then_closes(desk: Desk, tags: tuple[TagPicker, list[Any]]) -> None:
    picker, told = tags
    desk.key(UP)
    assert picker.list.currentIndex().row() == 0
    desk.key(DOWN, DOWN, DOWN, UP)
    assert picker.search.hasFocus(), "the keyboard stays in the field"
    desk.type("x")
    desk.key(ESC)
    assert (picker.search.text(), picker.isVisible()) == ("", True)
    desk.key(DOWN, DOWN, ENTER)
    assert told == [desk.tag("Data out")]


def test_escape_takes_nothing(desk: Desk, tags: tuple[TagPicker, list[Any]]) -> None:
    _, told = tags
    desk.key(ESC)
    assert all_closed()
    assert told == []


def test_a_new_tag_is_offered_under_each_group_that_of_the_last_one_first(desk: Desk, tags: tuple[TagPicker, list[Any]]) -> None:
    picker, told = tags
    desk.type("Audit  zip export")
    assert rows(picker)[:4] == [
        ("New tag “Audit zip export”", "in Access and security", ""),
        ("New tag “Audit zip export”", "in Limits and pricing", ""),
        ("New tag “Audit zip export”", "in Missing capability", ""),
        ("New tag “Audit zip export”", "in Quality", ""),
    ]
    assert (len(rows(picker)), picker.count.text()) == (8, "0 tags")
    desk.key(DOWN, ENTER)
    assert told == [("Audit zip export", "Limits and pricing")]


def test_a_name_that_is_there_is_not_offered_anew_however_it_is_written(desk: Desk, tags: tuple[TagPicker, list[Any]]) -> None:
    picker, _ = tags
    desk.type("usage_LIMIT")
    assert not any(text.startswith("New tag") for text, _, _ in rows(picker))
    desk.key(ESC)
    desk.type("usage limits")
    assert rows(picker)[0][0].startswith("New tag “usage limits”") or rows(picker)[0][0] == "Usage limit"
    assert any(text.startswith("New tag") for text, _, _ in rows(picker))


def test_a_tag_is_merged_into_another_one_that_is_there(desk: Desk) -> None:
    limit = desk.tag("Usage limit")
    picker = TagPicker(desk.window, "Usage limit", desk.board(), (), merged=limit)
    told: list[int] = []
    picker.taken.connect(told.append)
    desk.ask(picker)
    assert (picker.windowTitle(), picker.search.placeholderText()) == ("Merge Usage limit into…", "Find a tag")
    assert (picker.count.text(), "Usage limit" in [text for text, _, _ in rows(picker)]) == ("32 tags", False)
    desk.type("qqq")
    assert rows(picker) == [("Nothing fits. Try fewer letters.", "", "")]
    desk.key(ENTER, ESC)
    desk.type("regr")
    desk.key(ENTER)
    assert told == [desk.tag("Regression")]


def test_without_any_tag_a_first_one_can_be_made(desk: Desk) -> None:
    for tag in desk.board().tags:
        desk.do(partial(taxonomy.delete_tag, tag=tag.id))
    picker = TagPicker(desk.window, "FB-1", desk.board(), ())
    made: list[tuple[str, str]] = []
    picker.made.connect(lambda name, group: made.append((name, group)))
    desk.ask(picker)
    assert rows(picker) == [("There is nothing to pick yet.", "", "")]
    desk.key(ENTER)
    assert picker.isVisible(), "there is nothing to take"
    desk.type("Exports")
    desk.key(ENTER)
    assert made == [("Exports", "Missing capability")]


# --- M


Found = Callable[[Store, str], Sequence[Row]]


def found_in(desk: Desk, asked: list[str], slow: float = 0) -> Found:
    """A search that finds the items whose words have the query in them."""
    board = desk.board()
    names = {tag.id: tag.name for tag in board.tags}

    def search(store: Store, query: str) -> Sequence[Row]:
        asked.append(query)
        time.sleep(slow)
        if query == "arr>much":
            raise UserError("“much” is no amount. Write arr>100000.")
        found = read_rows(store, [TYPED, BULK, MERIDIAN, AUDIT], board.customers, names)
        return [row for row in found if query.casefold() in row.item.text.casefold()]

    return search


def merging(desk: Desk, items: list[int], slow: float = 0) -> tuple[MergeDialog, list[int], list[str]]:
    asked, taken = list[str](), list[int]()
    customer = desk.row(items[0]).customer
    dialog = MergeDialog(
        desk.window, desk.session, "FB-3", items, customer.number if customer is not None else None, found_in(desk, asked, slow)
    )
    dialog.taken.connect(taken.append)
    return dialog, taken, asked


def test_what_says_the_same_is_searched_with_those_of_the_account_first(desk: Desk) -> None:
    """FB-2 is of Halden Bank as FB-3 is, though the search has it second; FB-3 itself is not offered."""
    dialog, taken, asked = merging(desk, [AUDIT])
    desk.ask(dialog)
    assert asked == [""]
    assert rows(dialog) == [
        ("Halden Bank", "Bulk export still splits into several files", "FB-2 · 19 Nov"),
        ("Stranger Ltd", "PDF on the first", "FB-4 · 23 Nov"),
        ("Meridian Freight", "Quarterly reconciliation is due and the export stops at 50000 rows.", "FB-1 · 20 Nov"),
    ]
    desk.type("reconcil")
    assert "reconcil" in asked
    assert [text for text, _, _ in rows(dialog)] == ["Meridian Freight"]
    desk.key(ENTER)
    assert taken == [MERIDIAN]
    assert all_closed()


def test_what_is_merged_into_those_is_not_offered_either(desk: Desk) -> None:
    dialog, _, _ = merging(desk, [MERIDIAN])
    desk.ask(dialog)
    assert [note for _, _, note in rows(dialog)] == ["FB-4 · 23 Nov", "FB-3 · 18 Nov"]
    desk.key(ESC)


def test_enter_before_the_search_has_come_takes_what_was_typed_for(desk: Desk) -> None:
    dialog, taken, _ = merging(desk, [AUDIT], slow=0.15)
    desk.ask(dialog)
    QTest.keyClicks(dialog.search, "reconcil")
    QTest.keyClick(dialog.search, ENTER)
    assert taken == []
    desk.settle()
    assert taken == [MERIDIAN], "and not what stood there before"


def test_a_search_that_can_not_be_read_is_said_in_place(desk: Desk) -> None:
    dialog, taken, _ = merging(desk, [AUDIT])
    desk.ask(dialog)
    desk.type("arr>much")
    assert dialog.wrong.text.text() == "“much” is no amount. Write arr>100000."
    assert cut_texts(dialog) == []
    desk.key(ESC)
    assert not dialog.wrong.isVisible()
    desk.key(ENTER)
    assert taken == [BULK]


# --- S


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ([Qt.Key.Key_1], date(2026, 11, 24)),
        ([Qt.Key.Key_2], date(2026, 11, 30)),
        ([Qt.Key.Key_3], date(2026, 12, 23)),
        ([ENTER], date(2026, 11, 30)),
        ([UP, ENTER], date(2026, 11, 24)),
        ([DOWN, ENTER], date(2026, 12, 23)),
    ],
)
def test_a_day_is_taken_by_one_key(desk: Desk, keys: list[Qt.Key], expected: date) -> None:
    dialog = SnoozeDialog(desk.window, "FB-1", TODAY)
    taken: list[date] = []
    dialog.taken.connect(taken.append)
    desk.ask(dialog)
    assert [(row.text, row.note, row.shortcut) for row in dialog.list.rows.rows] == [
        ("Tomorrow", "Tue 24 Nov", "1"), ("Next Monday", "Mon 30 Nov", "2"), ("In a month", "Wed 23 Dec", "3"), ("Another day…", "", "4"),
    ]  # fmt: skip
    assert cut_texts(dialog) == []
    desk.key(*keys)
    assert taken == [expected]
    assert all_closed()


def test_another_day_is_typed_and_refused_where_it_is_not_ahead(desk: Desk) -> None:
    dialog = SnoozeDialog(desk.window, "FB-1", TODAY)
    taken: list[date] = []
    dialog.taken.connect(taken.append)
    desk.ask(dialog)
    desk.key(Qt.Key.Key_4)
    assert dialog.day.editor.hasFocus()
    desk.key(ENTER)
    assert dialog.isVisible(), "nothing is typed yet"
    for typed, said in (
        ("23 Nov 2026", "23 Nov is not ahead. Type a later day."),
        ("soon", "This is no day. Type one such as 2026-12-21 or 21 Dec 2026."),
    ):
        desk.key(Qt.Key.Key_A, modifiers=CONTROL)
        desk.type(typed)
        desk.key(ENTER)
        assert dialog.day.wrong.text() == said
        assert taken == []
        assert cut_texts(dialog) == []
        assert not dialog._scroll.verticalScrollBar().maximum()
    desk.key(Qt.Key.Key_A, modifiers=CONTROL)
    desk.type("2026-12-21")
    desk.key(Qt.Key.Key_Tab)
    assert taken == [], "leaving the field takes nothing"
    dialog.day.setFocus()
    desk.key(ENTER)
    assert taken == [date(2026, 12, 21)]


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_every_day_that_is_offered_is_ahead(today: date) -> None:
    (_, tomorrow), (_, monday), (_, month) = days_ahead(today)
    assert tomorrow == today + timedelta(days=1)
    assert monday.isoweekday() == 1
    assert 1 <= (monday - today).days <= 7
    assert 28 <= (month - today).days <= 31
    assert month.day == today.day or (month + timedelta(days=1)).day == 1, "the last day where the month is shorter"


# --- L


@pytest.fixture
def links(desk: Desk) -> tuple[LinkPicker, list[Any]]:
    """The picker of what FB-1 is linked to, and what it told."""
    picker = LinkPicker(desk.window, desk.session, "FB-1", [End("feature", 2)])
    told: list[Any] = []
    picker.taken.connect(told.append)
    picker.made.connect(told.append)
    picker.others.connect(lambda: told.append("others"))
    desk.ask(picker)
    return picker, told


def test_a_feature_is_taken_by_its_name_or_another_name_of_it(desk: Desk, links: tuple[LinkPicker, list[Any]]) -> None:
    picker, told = links
    assert rows(picker) == [("Audit log API", "Feature", "linked"), ("Bulk export", "Feature", "")]
    desk.type("export v2")
    assert rows(picker) == [("Bulk export", "Feature", "")], "an alias is no new feature"
    desk.key(ENTER)
    assert told == [End("feature", 1)]


def test_a_feature_that_is_not_there_is_added(desk: Desk, links: tuple[LinkPicker, list[Any]]) -> None:
    picker, told = links
    desk.type("Scheduled PDF")
    assert rows(picker) == [("Add feature “Scheduled PDF” and link", "", "")]
    desk.key(ENTER)
    assert told == ["Scheduled PDF"]


def test_without_any_feature_it_says_that_one_is_added_by_its_name(desk: Desk) -> None:
    for feature in (1, 2):
        desk.do(partial(delete_entry, kind="feature", entry=feature))
    picker = LinkPicker(desk.window, desk.session, "FB-1")
    desk.ask(picker)
    assert rows(picker) == [("Type a name to add a feature.", "", "")]


def test_other_records_are_one_key_away(desk: Desk, links: tuple[LinkPicker, list[Any]]) -> None:
    picker, told = links
    picker.others_button.setFocus()
    desk.key(Qt.Key.Key_Space)
    assert told == ["others"]
    assert all_closed()


# --- searches that are kept


def test_a_search_is_kept_under_a_name_and_may_catch(desk: Desk) -> None:
    kept: list[tuple[str, bool]] = []
    dialog = SearchDialog(desk.window, "export arr>100000", lambda name, catches: kept.append((name, catches)))
    desk.ask(dialog)
    assert dialog.name.editor.hasFocus()
    desk.press(ENTER)
    assert dialog.wrong.text.text() == "Type a name to find this search by."
    desk.type("Exports")
    desk.key(Qt.Key.Key_Tab, Qt.Key.Key_Space)
    desk.press(ENTER)
    assert kept == [("Exports", True)]
    dialog.refuse("no")
    assert cut_texts(dialog) == []
    dialog.close()


# --- the list of tags


def test_a_tag_is_renamed_moved_deleted_and_brought_back(open_window: Open) -> None:
    window = open_window("empty")
    dialog = summon(window, "records.tag")
    assert (len(titles(dialog)), titles(dialog)[0]) == (33, "New capability")
    assert [one.spec.title for one in dialog.fields] == ["Name", "Group", "Definition", "Example", "Not this", "Note"]
    key(window, ENTER)
    type_into(window, field(dialog, "name"), "Missing thing")
    assert titles(dialog)[0] == "Missing thing"
    type_into(window, field(dialog, "name"), "Regression")
    assert field(dialog, "name").wrong.text().startswith("There is a tag “Regression” already.")
    key(window, ESC)
    completer = cast(QLineEdit, field(dialog, "group").editor).completer()
    assert completer is not None
    assert [completer.model().index(place, 0).data() for place in range(completer.model().rowCount())] == sorted(
        ["Missing capability", "Limits and pricing", "Access and security", "Quality", "Ease of use", "Knowing how", "Signals", "Service"],
        key=str.casefold,
    )
    type_into(window, field(dialog, "group"), "Quality")
    assert window.session is not None
    assert window.session.undo_label == "move tag Missing thing to Quality"
    assert titles(dialog).index("Missing thing") == titles(dialog).index("Data wrong") + 1
    type_into(window, field(dialog, "definition"), "It is not there.")
    dialog.list.setFocus()
    key(window, Qt.Key.Key_Delete, CONTROL)
    QTest.qWait(150)
    wait_for(window)
    assert "Missing thing" not in titles(dialog)
    for expected in ("Missing thing", "Missing thing", "Missing thing", "New capability"):
        key(window, Qt.Key.Key_Z, CONTROL)
        assert expected in titles(dialog)
    assert titles(dialog)[0] == "New capability"
    assert cut_texts(dialog) == []
    dialog.close()


def test_a_tag_is_added_and_found_by_the_palette(open_window: Open) -> None:
    window = open_window("empty")
    dialog = summon(window, "records.new_tag")
    QTest.keyClicks(field(dialog, "name").editor, "Export limits")
    QTest.keyClicks(field(dialog, "group").editor, "Data out and access")
    key(window, ENTER, CONTROL)
    QTest.qWait(150)
    wait_for(window)
    assert dialog.current is not None
    assert (dialog.current.title, dialog.current.below) == ("Export limits", "Data out and access")
    dialog.close()
    window.activateWindow()
    window.open_palette()
    wait_for(window)
    window.palette_.field.setText("export limits")
    found = [row.text for row in window.palette_.model.rows]
    assert found[:2] == ["Tags", "Export limits"]
    window.palette_.close_palette()


@pytest.mark.parametrize("family", ["Inter", "DejaVu Sans"], indirect=True)
def test_no_text_of_a_dialog_is_cut(
    family: str, desk: Desk, tags: tuple[TagPicker, list[Any]], links: tuple[LinkPicker, list[Any]]
) -> None:
    merge, _, _ = merging(desk, [AUDIT])
    snooze, keep = SnoozeDialog(desk.window, "12 items", TODAY), SearchDialog(desk.window, "export " * 30, lambda *_: None)
    shortcuts, restore = KeysDialog(desk.window), RestoreDialog(desk.window, desk.session, TAGS)
    for dialog in (tags[0], links[0], merge, snooze, keep, shortcuts, restore):
        desk.ask(dialog)
        assert dialog is keep or not dialog._scroll.verticalScrollBar().maximum(), "all is seen at once"
        assert cut_texts(dialog) == [], dialog.windowTitle()
        assert dialog.width() <= 1024 - 32
        assert dialog.height() <= 640 - 32
        dialog.close()
    assert restore.height() < 200, "there is nothing to restore"
