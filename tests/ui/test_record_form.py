"""What is typed in a field of a record is kept for that record when another one is shown, or a command runs, with the keyboard in it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from prodops_desktop.errors import UserError
from prodops_desktop.experiments.store import all_experiments
from prodops_desktop.roadmap.store import all_items
from prodops_desktop.tools.store import all_months, all_tools
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.records.record_fields import attribute_field, text_field, text_of, whole
from prodops_desktop.ui.records.record_form import Change, RecordForm
from prodops_desktop.ui.widgets.edit_fields import EditField, FieldSpec
from prodops_desktop.ui.widgets.inspector import Section
from prodops_desktop.workspace import Store
from tests.ui.contract import Open, dress, put_away, show_tools, wait_for
from tests.ui.test_tools_page import CONTROL, contract, edit, key, press

NO_COUNT = "This is no whole number."


@dataclass(frozen=True)
class Entry:
    """A record."""

    id: int
    name: str
    seats: int = 1
    note: str | None = None


class Entries:
    """A form in a window, and the records that it saves into."""

    def __init__(self) -> None:
        self.section = Section("Entry")
        self.problems: list[str] = []
        self.stored = {1: Entry(1, "one", note="of one"), 2: Entry(2, "two", note="of two")}
        seats = attribute_field(FieldSpec("seats", "Seats", whole, hint=NO_COUNT), text_of)
        fields = (text_field("name", "Name"), seats, text_field("note", "Note", lines=3))
        self.form = RecordForm(self.section, fields, self.save, self.problems.append)
        self.section.show()
        self.section.activateWindow()
        assert QTest.qWaitForWindowActive(self.section)
        self.show(1)

    def save(self, shown: Entry, change: Change, refuse: Callable[[Exception], None]) -> None:
        """Save what was decided, unless the name is taken."""
        found = change(self.stored[shown.id])
        if any(found.name == other.name for other in self.stored.values() if other.id != found.id):
            refuse(UserError(f"There is an entry “{found.name}” already."))
        else:
            self.stored[shown.id] = found

    def show(self, entry: int | None) -> None:
        """Show a record as it is stored."""
        self.form.show(None if entry is None else self.stored[entry], entry, None)

    def type(self, field: str, text: str) -> None:
        """Put a text into a field and stay there."""
        editor = self.form.fields[field].editor
        editor.setFocus()
        assert editor.hasFocus()
        QTest.keyClick(editor, Qt.Key.Key_A, CONTROL)
        QTest.keyClicks(editor, text)

    def texts(self) -> list[str]:
        """What stands in the fields."""
        return [field.text() for field in self.form.fields.values()]


@pytest.fixture
def entries(qapp: QApplication) -> Iterator[Entries]:
    dress(qapp)
    made = Entries()
    yield made
    made.section.close()
    put_away(made.section)


@pytest.mark.parametrize(("field", "text", "kept"), [("name", "three", "three"), ("seats", "12", 12), ("note", "typed", "typed")])
@pytest.mark.parametrize("other", [2, None])
def test_what_is_typed_is_saved_into_the_record_that_it_was_typed_for(
    entries: Entries, field: str, text: str, kept: Any, other: int | None
) -> None:
    untouched = entries.stored[2]
    entries.type(field, text)
    entries.show(other)
    assert entries.stored == {1: replace(Entry(1, "one", note="of one"), **{field: kept}), 2: untouched}
    assert entries.texts() == (["two", "1", "of two"] if other else ["", "", ""])
    assert entries.problems == []
    entries.section.setFocus()
    assert entries.stored[2] == untouched, "leaving the field tells nothing more"


@pytest.mark.parametrize(("field", "text", "said"), [("seats", "many", NO_COUNT), ("name", "two", "There is an entry “two” already.")])
def test_what_can_not_be_kept_is_said_before_it_goes(entries: Entries, field: str, text: str, said: str) -> None:
    before = dict(entries.stored)
    entries.type(field, text)
    entries.show(2)
    assert (entries.problems, entries.stored) == ([said], before)
    assert entries.texts() == ["two", "1", "of two"]
    assert [one.wrong.text() for one in entries.form.fields.values()] == ["", "", ""]


def test_what_is_typed_stays_while_the_same_record_is_shown_again(entries: Entries) -> None:
    before = dict(entries.stored)
    entries.type("name", "half a wo")
    entries.show(1)
    assert (entries.texts()[0], entries.stored) == ("half a wo", before)


def test_what_was_not_typed_is_no_change(entries: Entries) -> None:
    before = dict(entries.stored)
    entries.form.fields["name"].setFocus()
    entries.show(2)
    assert (entries.stored, entries.problems) == (before, [])


# --- on the pages


@dataclass(frozen=True)
class Kind:
    """A page, the field that names its records, and the names that are stored."""

    page: str
    field: Callable[[MainWindow], EditField]
    names: Callable[[Store], list[str]]


def of_detail(form: str, name: str) -> Callable[[MainWindow], EditField]:
    """The field of a form in the inspector of the page that is open."""

    def find(window: MainWindow) -> EditField:
        found = getattr(window.page, "detail", None)
        fields: dict[str, EditField] = getattr(found, form).fields
        return fields[name]

    return find


KINDS = (
    Kind("tools", of_detail("tool_form", "name"), lambda store: [one.name for one in all_tools(store)]),
    Kind("experiments", of_detail("plan_form", "name"), lambda store: [one.name for one in all_experiments(store)]),
    Kind("roadmap", of_detail("plan_form", "title"), lambda store: [one.title for one in all_items(store)]),
)


@pytest.mark.parametrize("kind", KINDS, ids=[kind.page for kind in KINDS])
def test_keys_that_add_and_copy_take_what_is_being_typed(open_window: Open, kind: Kind) -> None:
    """Ctrl+N while the first name is typed, Ctrl+D while the second one is; the copy has that name, which it may have to change."""
    window = open_window("empty")
    window.show_page(kind.page)
    wait_for(window)
    key(window, Qt.Key.Key_N, CONTROL)
    for name, again in (("First", Qt.Key.Key_N), ("Second", Qt.Key.Key_D)):
        field = kind.field(window)
        assert field.editor.hasFocus()
        QTest.keyClick(field.editor, Qt.Key.Key_A, CONTROL)
        QTest.keyClicks(field.editor, name)
        key(window, again, CONTROL)
    assert window.session is not None
    with window.session.workspace.reading() as store:
        found = kind.names(store)
    assert found[:2] == ["First", "Second"]
    assert len(found) == 3
    assert found[2].startswith("Second")
    assert kind.field(window).text() == found[2], "the copy is shown"


def test_a_command_of_a_menu_takes_it_too_and_undo_takes_it_back(open_window: Open) -> None:
    window, page = show_tools(open_window)
    ends = page.detail.terms_form.fields["ends"]
    edit(window, ends, "2027-01-31", enter=False)
    press(window, "edit.undo")
    assert ends.text() == "31 Dec 2026"
    edit(window, ends, "2027-01-31", enter=False)
    page.choose(2)
    wait_for(window)
    assert ends.text() == "28 Feb 2027"
    assert contract(window, "Mixpanel").ends == date(2027, 1, 31)
    assert contract(window, "Amplitude").ends == date(2027, 2, 28)


def test_a_command_that_is_refused_leaves_what_is_typed(open_window: Open) -> None:
    window, page = show_tools(open_window)
    ends = page.detail.terms_form.fields["ends"]
    edit(window, ends, "2027-01-31", enter=False)
    refusing = next(command for command in window.menus.commands if command.id == "edit.redo")
    assert refusing.enabled() is not None
    press(window, "edit.redo")
    assert (ends.text(), contract(window, "Mixpanel").ends) == ("2027-01-31", date(2026, 12, 31))


def test_seats_of_a_month_are_those_of_the_tool_that_they_were_typed_for(open_window: Open) -> None:
    window, page = show_tools(open_window)
    edit(window, page.detail.month_form.fields["active"], "48", enter=False)
    page.choose(2)
    wait_for(window)
    assert window.session is not None
    with window.session.workspace.reading() as store:
        months = all_months(store)
    assert [(one.month, one.active) for one in months[1]] == [("2026-10", 22), ("2026-11", 48)]
    assert 48 not in [one.active for one in months.get(2, [])]
