"""The lists of people, vendors, goals, events, segments, gates and the like: added, edited in place, refused, deleted, and found."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget

from prodops_desktop.agenda.events import all_events
from prodops_desktop.agenda.goals import all_goals
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.registry.entries import all_entries, save_entry
from prodops_desktop.segments.store import all_segments
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.pages.tools import ToolsPage
from prodops_desktop.ui.records.dialog import RecordsDialog
from prodops_desktop.ui.records.kinds import DIALOG_KINDS
from prodops_desktop.ui.render import settle
from prodops_desktop.ui.widgets.edit_fields import EditField
from tests.ui.contract import Open, cut_texts, wait_for

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
FREEZE, GOAL = "Year-end freeze", "Customers who recommend us"

Asked = Callable[..., tuple[MainWindow, RecordsDialog]]


@pytest.fixture
def asked(open_window: Open) -> Asked:
    """Opens a list over the window by the command of the program that is for it."""

    def show(kind: str, *, new: bool = False, workspace: str = "filled") -> tuple[MainWindow, RecordsDialog]:
        window = open_window(workspace)
        return window, summon(window, f"records.{'new_' if new else ''}{kind}")

    return show


def summon(window: MainWindow, command: str) -> RecordsDialog:
    """Do a command that opens a list, by its id: those that begin a new record stand in no menu."""
    next(one for one in window.menus.commands if one.id == command).run()
    wait_for(window)
    return front()


def front() -> RecordsDialog:
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, RecordsDialog)
    assert QTest.qWaitForWindowActive(dialog)
    return dialog


def field(dialog: RecordsDialog, id_: str) -> EditField:
    return next(one for one in dialog.fields if one.spec.id == id_)


def type_into(window: MainWindow, one: EditField, text: str, *, enter: bool = True) -> None:
    one.setFocus()
    QTest.keyClick(one.editor, Qt.Key.Key_A, CONTROL)
    QTest.keyClicks(one.editor, text) if text else QTest.keyClick(one.editor, Qt.Key.Key_Delete)
    if enter:
        modifiers = CONTROL if isinstance(one.editor, QPlainTextEdit) else Qt.KeyboardModifier.NoModifier
        QTest.keyClick(one.editor, Qt.Key.Key_Return, modifiers)
    wait_for(window)


def key(window: MainWindow, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, modifiers)
    wait_for(window)


def titles(dialog: RecordsDialog) -> list[str]:
    return [one.title for one in dialog.list.records.records]


def entries(window: MainWindow, kind: str) -> dict[str, tuple[str, ...]]:
    """The names of a register with their aliases, as they are in the file."""
    assert window.session is not None
    with window.session.workspace.reading() as store:
        return {entry.name: entry.aliases for entry in all_entries(store, kind)}


def texts(widget: QWidget) -> str:
    return "\n".join(child.text() for child in widget.findChildren(QLabel) if child.isVisibleTo(widget))


# --- registers


def test_an_entry_is_added_with_its_aliases_by_keys_alone(open_window: Open) -> None:
    window = open_window("filled")
    for kind, detail, value in (
        ("person", "team", "Growth"),
        ("vendor", "website", "pendo.io"),
        ("account", "domain", "pendo.io"),
        ("feature", "area", "Billing"),
    ):
        dialog = summon(window, f"records.new_{kind}")
        name, aliases = field(dialog, "name"), field(dialog, "aliases")
        assert name.editor.hasFocus()
        assert dialog.current is None
        QTest.keyClicks(name.editor, "Pendo")
        type_into(window, field(dialog, detail), value)
        aliases.setFocus()
        QTest.keyClicks(aliases.editor, "Pendo.io; Pendo Inc")
        assert "Pendo" not in entries(window, kind), "nothing is stored yet"
        dialog.save.setFocus()
        key(window, Qt.Key.Key_Space)
        assert entries(window, kind)["Pendo"] == ("Pendo Inc", "Pendo.io")
        assert dialog.current is not None
        assert (dialog.current.title, dialog.current.below) == ("Pendo", f"{value} · also Pendo Inc, Pendo.io")
        assert aliases.text() == "Pendo Inc\nPendo.io"
        assert not dialog.save.isVisible(), "it is a record now, whose fields are edited in place"
        assert window.session is not None
        assert window.session.undo_label == f"add {DIALOG_KINDS[kind].one.casefold()} Pendo"
        dialog.close()


def test_fields_are_edited_in_place_refused_and_undone(asked: Asked) -> None:
    window, dialog = asked("person")
    assert titles(dialog) == ["Ana Ruiz", "Ben Osei"]
    assert dialog.list.hasFocus()
    assert [one.text() for one in dialog.fields] == ["Ana Ruiz", "ana@halden.example", "Growth", "", "A. Ruiz", ""]
    key(window, Qt.Key.Key_Return)
    name = field(dialog, "name")
    assert name.editor.hasFocus()
    type_into(window, name, "Ana Maria Ruiz")
    assert titles(dialog) == ["Ana Maria Ruiz", "Ben Osei"]
    type_into(window, field(dialog, "aliases"), "aruiz")
    assert entries(window, "person")["Ana Maria Ruiz"] == ("aruiz",)
    type_into(window, name, "ben osei")
    assert name.wrong.text() == "“ben osei” is the person Ben Osei already. Use that one, or choose another name."
    assert name.text() == "ben osei"
    key(window, Qt.Key.Key_Escape)
    assert (name.text(), name.wrong.text()) == ("Ana Maria Ruiz", "")
    assert dialog.isVisible(), "Esc brought the name back, and closes only then"
    key(window, Qt.Key.Key_Z, CONTROL)
    assert entries(window, "person")["Ana Maria Ruiz"] == ("A. Ruiz",)
    key(window, Qt.Key.Key_Z, CONTROL)
    assert (name.text(), titles(dialog)) == ("Ana Ruiz", ["Ana Ruiz", "Ben Osei"])
    key(window, Qt.Key.Key_Z, CONTROL | SHIFT)
    assert titles(dialog) == ["Ana Maria Ruiz", "Ben Osei"]
    key(window, Qt.Key.Key_Escape)
    assert QApplication.activeModalWidget() is None


def test_what_is_renamed_here_is_renamed_on_the_page(asked: Asked) -> None:
    window, dialog = asked("vendor")
    window.show_page("tools")
    wait_for(window)
    dialog.list.choose(None)
    dialog.list.choose(next(one.id for one in dialog.list.records.records if one.title == "Mixpanel Inc"))
    dialog._on_chosen(dialog.list.current_key())
    type_into(window, field(dialog, "name"), "Mixpanel Corp")
    page = window.page
    assert isinstance(page, ToolsPage)
    assert page.detail.tool_form.fields["vendor"].text() == "Mixpanel Corp"


def test_a_record_that_is_chosen_while_another_is_saved_stays_chosen(asked: Asked) -> None:
    """A click on another one leaves the field, and so decides it; when it is saved, the one that was clicked on is shown still."""
    window, dialog = asked("person")
    type_into(window, field(dialog, "team"), "Sales", enter=False)
    spot = dialog.list.visualRect(dialog.list.records.index(1, 0)).center()
    QTest.mouseClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    wait_for(window)
    assert field(dialog, "name").text() == "Ben Osei"
    assert field(dialog, "team").text() == ""
    assert "Sales" in dialog.list.records.records[0].below
    type_into(window, field(dialog, "team"), "Support", enter=False)
    QTest.mouseClick(dialog.add, Qt.MouseButton.LeftButton)
    wait_for(window)
    assert dialog.current is None, "nor does it end a new one"
    assert [one.text() for one in dialog.fields] == [""] * 6


def test_what_is_typed_of_a_new_one_stays_whatever_is_read_meanwhile(asked: Asked) -> None:
    window, dialog = asked("person", new=True)
    assert window.session is not None
    type_into(window, field(dialog, "name"), "Cy Young")
    type_into(window, field(dialog, "team"), "Design", enter=False)
    window.session.run(lambda store: save_entry(store, "person", "Dee Zhou"))
    wait_for(window)
    assert titles(dialog) == ["Ana Ruiz", "Ben Osei", "Dee Zhou"]
    dialog.search.setText("ana")
    assert (field(dialog, "name").text(), field(dialog, "team").text()) == ("Cy Young", "Design")
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    wait_for(window)
    assert "Cy Young" in entries(window, "person")


def test_a_new_one_that_is_refused_stays_and_says_why(asked: Asked) -> None:
    window, dialog = asked("vendor", new=True)
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    wait_for(window)
    assert dialog.wrong.isVisible()
    assert "name" in dialog.wrong.text.text()
    type_into(window, field(dialog, "name"), "Amplitude")
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    wait_for(window)
    assert "already" in dialog.wrong.text.text()
    assert field(dialog, "name").text() == "Amplitude"
    dialog.list.setFocus()
    key(window, Qt.Key.Key_J)
    assert "not added yet" in dialog.wrong.text.text()
    key(window, Qt.Key.Key_J)
    assert not dialog.wrong.isVisible(), "it was about the new one"


def test_deleting_goes_to_another_and_its_line_brings_it_back(asked: Asked) -> None:
    window, dialog = asked("vendor")
    window.show_page("tools")
    wait_for(window)
    assert titles(dialog) == ["Amplitude", "Mixpanel Inc"]
    dialog.list.setFocus()
    key(window, Qt.Key.Key_J)
    QTest.mouseClick(dialog.remove, Qt.MouseButton.LeftButton)
    wait_for(window)
    assert titles(dialog) == ["Amplitude"]
    assert field(dialog, "name").text() == "Amplitude"
    page = window.page
    assert isinstance(page, ToolsPage)
    assert page.detail.tool_form.fields["vendor"].text() == "", "where it was named there is nobody"
    dialog.close()
    assert window.strip.text.text() == "Deleted Mixpanel Inc."
    undo = next(one for one in window.strip.findChildren(QAbstractButton) if one.text() == "Undo")
    QTest.mouseClick(undo, Qt.MouseButton.LeftButton)
    wait_for(window)
    assert list(entries(window, "vendor")) == ["Amplitude", "Mixpanel Inc"]
    assert page.detail.tool_form.fields["vendor"].text() == "Mixpanel Inc"


def test_what_was_deleted_is_brought_back_in_the_list_itself(asked: Asked) -> None:
    window, dialog = asked("vendor")
    QTest.mouseClick(dialog.remove, Qt.MouseButton.LeftButton)
    wait_for(window)
    assert dialog.told.text.text() == "Deleted Amplitude."
    QTest.mouseClick(dialog.told.action, Qt.MouseButton.LeftButton)
    wait_for(window)
    assert titles(dialog) == ["Amplitude", "Mixpanel Inc"]
    assert not dialog.told.isVisible()
    dialog.close()


def test_a_half_typed_new_record_is_not_dropped_without_a_word(open_window: Open) -> None:
    window = open_window("filled")
    for leave in (
        lambda dialog: QTest.keyClick(dialog, Qt.Key.Key_Escape),
        lambda dialog: QTest.mouseClick(dialog.close_button, Qt.MouseButton.LeftButton),
        lambda dialog: dialog.close(),
    ):
        dialog = summon(window, "records.new_person")
        type_into(window, field(dialog, "name"), "Ada Lovel", enter=False)
        leave(dialog)
        wait_for(window)
        assert dialog.isVisible()
        assert dialog.wrong.text.text() == "What you typed is not added yet. Ctrl+Enter adds it; the same once more drops it."
        assert field(dialog, "name").text() == "Ada Lovel"
        leave(dialog)
        wait_for(window)
        assert QApplication.activeModalWidget() is None
        assert "Ada Lovel" not in entries(window, "person")
    dialog = summon(window, "records.new_person")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    wait_for(window)
    assert QApplication.activeModalWidget() is None, "empty fields are left at once"


def test_another_record_is_not_chosen_over_a_half_typed_one_without_a_word(asked: Asked) -> None:
    window, dialog = asked("vendor", new=True)
    for leave in (dialog.begin_new, lambda: dialog.list.chosen.emit(dialog._shown[0].id)):
        type_into(window, field(dialog, "name"), "Pen", enter=False)
        leave()
        wait_for(window)
        assert field(dialog, "name").text() == "Pen"
        assert dialog.wrong.isVisible()
        assert dialog.current is None
        leave()
        wait_for(window)
        assert field(dialog, "name").text() != "Pen"
        assert not dialog.wrong.isVisible()
    dialog.close()


def test_it_is_asked_again_for_the_next_new_record(asked: Asked) -> None:
    window, dialog = asked("feature", new=True, workspace="empty")
    type_into(window, field(dialog, "name"), "Export", enter=False)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    dialog.save.click()
    wait_for(window)
    dialog.remove.click()
    wait_for(window)
    assert dialog.current is None, "the last one is gone, and a new one begins"
    type_into(window, field(dialog, "name"), "Alerts", enter=False)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    wait_for(window)


def test_a_deletion_that_was_undone_elsewhere_is_not_offered_again(asked: Asked) -> None:
    window, dialog = asked("vendor")
    dialog.remove.click()
    wait_for(window)
    assert dialog.told.isVisible()
    window.session.undo() if window.session else None
    wait_for(window)
    assert not dialog.told.isVisible()
    dialog.remove.click()
    wait_for(window)
    dialog.begin_new()
    assert not dialog.told.isVisible()
    dialog.close()


def test_control_delete_is_for_the_word_in_a_field_and_for_the_record_in_the_list(asked: Asked) -> None:
    window, dialog = asked("person")
    field(dialog, "name").setFocus()
    key(window, Qt.Key.Key_Home)
    key(window, Qt.Key.Key_Delete, CONTROL)
    assert field(dialog, "name").text() == "Ruiz"
    assert titles(dialog) == ["Ana Ruiz", "Ben Osei"]
    key(window, Qt.Key.Key_Escape)
    dialog.list.setFocus()
    QTest.keyClick(dialog.list, Qt.Key.Key_Delete, CONTROL)
    settle(lambda: len(entries(window, "person")) > 1, seconds=0)  # a button pressed by its key takes a moment
    wait_for(window)
    assert titles(dialog) == ["Ben Osei"]


def test_the_last_one_that_is_deleted_leaves_empty_fields_for_a_new_one(asked: Asked) -> None:
    window, dialog = asked("goal")
    assert field(dialog, "title").text() == GOAL
    QTest.mouseClick(dialog.remove, Qt.MouseButton.LeftButton)
    wait_for(window)
    assert titles(dialog) == []
    assert [one.text() for one in dialog.fields] == [""] * 6
    assert dialog.save.isVisible()


def test_the_filter_finds_names_and_aliases(asked: Asked) -> None:
    window, dialog = asked("person")
    dialog.search.setFocus()
    QTest.keyClicks(dialog.search, "growth a.")
    assert titles(dialog) == ["Ana Ruiz"]
    assert dialog.count.text() == "1 record"
    key(window, Qt.Key.Key_Down)
    assert dialog.list.hasFocus()


def test_accounts_of_the_imported_sheets_are_added_as_one_step(asked: Asked) -> None:
    """The NPS responses name 17 accounts, the pipeline nine of them."""
    window, dialog = asked("account")
    assert titles(dialog) == []
    assert dialog.current is None
    take = next(one for one in dialog.findChildren(QAbstractButton) if one.text() == "Add those of the imported sheets")
    QTest.mouseClick(take, Qt.MouseButton.LeftButton)
    wait_for(window)
    assert len(titles(dialog)) == 17
    assert "Account 16" in titles(dialog)
    assert window.session is not None
    assert window.session.undo_label == "add imported accounts"
    window.session.undo()
    wait_for(window)
    assert entries(window, "account") == {}


def test_only_what_sheets_name_is_offered_from_them(asked: Asked) -> None:
    _, dialog = asked("person")
    assert not dialog.take_imported.isVisible()


# --- goals and events


def test_a_goal_is_added_edited_and_refused(asked: Asked) -> None:
    window, dialog = asked("goal", new=True)
    assert window.session is not None
    for id_, text in (("title", "Fewer tools"), ("metric", "tools"), ("target", "many"), ("period", "2027-q1"), ("owner", "Cy Young")):
        type_into(window, field(dialog, id_), text)
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    wait_for(window)
    target = field(dialog, "target")
    assert target.wrong.text() == "This is no figure. Type one such as 38 or 2.1M, or nothing."
    assert target.editor.hasFocus(), "there it is mended"
    type_into(window, target, "1.5k")
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    wait_for(window)
    with window.session.workspace.reading() as store:
        made = next(goal for goal in all_goals(store) if goal.title == "Fewer tools")
    assert (made.metric, made.target, made.period, made.owner) == ("tools", 1500.0, "2027-Q1", "Cy Young")
    assert titles(dialog) == ["Fewer tools", GOAL], "the latest period first"
    assert dialog.list.records.records[0].below == "2027-Q1 · tools · → 1,500 · Cy Young"
    type_into(window, field(dialog, "period"), "next year")
    assert "is not a period" in field(dialog, "period").wrong.text()
    key(window, Qt.Key.Key_Escape)
    type_into(window, target, "")
    with window.session.workspace.reading() as store:
        assert [goal.target for goal in all_goals(store)] == [None, 38.0]


def test_an_event_is_added_edited_and_refused(asked: Asked) -> None:
    window, dialog = asked("event", new=True)
    assert window.session is not None
    assert field(dialog, "type").text() == "freeze", "the first type"
    type_into(window, field(dialog, "title"), "Black Friday")
    type_ = field(dialog, "type")
    assert isinstance(type_.editor, QComboBox)
    type_.setFocus()
    while type_.text() != "campaign":
        key(window, Qt.Key.Key_Down)
    type_into(window, field(dialog, "starts"), "27 Nov 2026")
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    wait_for(window)
    with window.session.workspace.reading() as store:
        made = all_events(store)[0]
    assert (made.title, made.type, made.starts, made.ends) == ("Black Friday", "campaign", "2026-11-27", "2026-11-27")
    assert titles(dialog) == ["Black Friday", FREEZE]
    ends = field(dialog, "ends")
    type_into(window, ends, "2026-11-20")
    assert ends.wrong.text().startswith("Black Friday would end on 2026-11-20, before it begins")
    type_into(window, ends, "30 Nov 2026")
    assert dialog.list.records.records[0].below == "campaign · 27 Nov 2026 – 30 Nov 2026"
    assert ends.text() == "2026-11-30"


def test_a_freeze_that_is_added_stands_on_the_strip_of_tools(asked: Asked) -> None:
    window, dialog = asked("event")
    window.show_page("tools")
    wait_for(window)
    page = window.page
    assert isinstance(page, ToolsPage)
    type_into(window, field(dialog, "ends"), "2027-01-08")
    assert ("18 Dec 2026 – 8 Jan 2027", "Freeze", FREEZE) in page.stack_pane.strip.as_table()
    dialog.close()


# --- segments


def test_a_segment_is_added_its_rule_is_written_one_way_and_a_wrong_one_is_refused_in_place(asked: Asked) -> None:
    window, dialog = asked("user_segment", new=True)
    assert window.session is not None
    name, rule = field(dialog, "name"), field(dialog, "rule")
    type_into(window, name, "Large, by card")
    rule.setFocus()
    QTest.keyClicks(rule.editor, "Segment Enterprise")
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    wait_for(window)
    assert rule.wrong.text().startswith("Line 1 of the rule, “Segment Enterprise”, can't be read: it asks nothing of a field.")
    assert rule.editor.hasFocus(), "there it is mended"
    QTest.keyClick(rule.editor, Qt.Key.Key_A, CONTROL)
    QTest.keyClicks(rule.editor, "segment is Enterprise;Pays by is Card")
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    wait_for(window)
    assert rule.text() == "segment is Enterprise\nPays by is Card"
    assert dialog.list.records.records[0].below == "size not known · segment is Enterprise · Pays by is Card"
    rule.setFocus()
    QTest.keyClick(rule.editor, Qt.Key.Key_End, CONTROL)
    QTest.keyClicks(rule.editor, " or")
    name.setFocus()
    wait_for(window)
    assert "a value is empty" in rule.wrong.text()
    assert rule.text().endswith("Card or"), "it stays to be mended"
    with window.session.workspace.reading() as store:
        assert [one.rule for one in all_segments(store)] == ["segment is Enterprise\nPays by is Card"]
    rule.setFocus()
    key(window, Qt.Key.Key_Escape)
    QTest.keyClick(rule.editor, Qt.Key.Key_A, CONTROL)
    QTest.keyClick(rule.editor, Qt.Key.Key_Delete)
    name.setFocus()
    wait_for(window)
    assert dialog.list.records.records[0].below == "no rule yet: nobody knows who is in it"
    assert window.session.undo_label == "edit segment Large, by card"


# --- links, and where they are found


def test_links_are_shown_and_removed_here_too(asked: Asked) -> None:
    window, dialog = asked("goal")
    assert dialog.links_section.isVisible()
    assert "needs · Tool" in texts(dialog.links_section)
    remove = next(
        one for one in dialog.links_section.findChildren(QAbstractButton) if one.accessibleName() == "Remove the link to Amplitude"
    )
    QTest.mouseClick(remove, Qt.MouseButton.LeftButton)
    wait_for(window)
    assert "Nothing is linked yet." in texts(dialog.links_section)
    dialog.begin_new()
    assert not dialog.links_section.isVisible(), "what is not there yet has no links"


def test_a_link_to_a_tool_leads_to_the_page(asked: Asked) -> None:
    window, dialog = asked("goal")
    target = next(one for one in dialog.links_section.findChildren(QAbstractButton) if one.accessibleName() == "Open Amplitude")
    QTest.mouseClick(target, Qt.MouseButton.LeftButton)
    wait_for(window)
    page = window.page
    assert isinstance(page, ToolsPage)
    assert page.detail.title.text() == "Amplitude"
    assert QApplication.activeModalWidget() is None, "what stands before it would be in the way"


def test_the_palette_finds_a_record_by_name_and_opens_it_and_a_tool(open_window: Open) -> None:
    window = open_window("filled")
    wait_for(window)
    for typed, section, kind in (
        ("ana ruiz", "People", "person"),
        ("mixpanel inc", "Vendors", "vendor"),
        (GOAL, "Goals", "goal"),
        (FREEZE, "Events", "event"),
    ):
        ask_palette(window, typed)
        rows = window.palette_.model.rows
        at = next(at for at, one in enumerate(rows) if not one.heading and one.text.casefold() == typed.casefold())
        headings = [one.text for one in rows[:at] if one.heading]
        assert headings[-1] == section
        while window.palette_.list.currentIndex().row() != at:
            QTest.keyClick(window.palette_.field, Qt.Key.Key_Down)
        QTest.keyClick(window.palette_.field, Qt.Key.Key_Return)
        wait_for(window)
        dialog = front()
        assert dialog.kind.table == kind
        assert dialog.current is not None
        assert dialog.current.title.casefold() == typed.casefold()
        dialog.close()
    ask_palette(window, "figma")
    QTest.keyClick(window.palette_.field, Qt.Key.Key_Return)
    wait_for(window)
    page = window.page
    assert isinstance(page, ToolsPage)
    assert page.detail.title.text() == "Figma"


def ask_palette(window: MainWindow, words: str) -> None:
    window.open_palette()
    wait_for(window)
    QTest.keyClicks(window.palette_.field, words)


def test_the_palette_begins_a_new_record(open_window: Open) -> None:
    window = open_window("filled")
    wait_for(window)
    for kind in DIALOG_KINDS:
        ask_palette(window, f"new {DIALOG_KINDS[kind].one}")
        QTest.keyClick(window.palette_.field, Qt.Key.Key_Return)
        wait_for(window)
        dialog = front()
        assert (dialog.kind.table, dialog.current) == (kind, None)
        assert dialog.fields[0].editor.hasFocus(), kind
        assert dialog.save.isVisible(), kind
        dialog.close()


# --- reading only, and looks


def test_reading_only_everything_is_seen_nothing_is_edited_and_it_is_said_why(
    bare_window: MainWindow, workspace_path: Callable[[str], Path]
) -> None:
    window, path = bare_window, workspace_path("filled")
    with open_workspace(path):
        assert window.open_path(path)
        wait_for(window)
        assert window.session is not None
        why = window.session.read_only_reason
        assert why is not None
        for kind in DIALOG_KINDS:
            assert next(one for one in window.menus.commands if one.id == f"records.new_{kind}").enabled() == why
            dialog = summon(window, f"records.{kind}")
            assert dialog.notice.isVisible()
            assert dialog.notice.text.text() == why
            assert (dialog.current is None) == (kind in ("account", "feature", "user_segment", "roadmap_team")), kind
            for change in (dialog.add, dialog.save, dialog.remove, dialog.take_imported):
                assert (change.isEnabled(), change.toolTip()) == (False, why)
            for one in dialog.fields:
                locked = not one.editor.isEnabled() if isinstance(one.editor, QComboBox) else one.editor.isReadOnly()
                assert locked, one.spec.title
                assert one.editor.toolTip() == why
            links = [one.text() for one in dialog.links_section.findChildren(QAbstractButton) if one.isVisibleTo(dialog.links_section)]
            assert links == (["Amplitude"] if kind == "goal" else [])
            assert cut_texts(dialog) == [], kind
            dialog.close()
        window.close_workspace()


@pytest.mark.parametrize("family", ["Inter", "DejaVu Sans"], indirect=True)
def test_no_text_is_cut_and_every_control_has_a_name(family: str, open_window: Open) -> None:
    window = open_window("filled")
    window.resize(1024, 640)
    for kind in DIALOG_KINDS:
        for new in ("", "new_"):
            dialog = summon(window, f"records.{new}{kind}")
            assert dialog.width() <= window.width()
            assert dialog.height() <= window.height()
            assert cut_texts(dialog) == [], (kind, new)
            for control in dialog.findChildren(QWidget):
                inner = isinstance(control.parentWidget(), QLineEdit)
                if control.isVisible() and control.focusPolicy() & Qt.FocusPolicy.TabFocus and not inner:
                    assert control.accessibleName() or getattr(control, "text", str)(), type(control).__name__
            dialog.close()
            wait_for(window)
