"""The page Feedback with the keyboard: triage and undo, marks, search, needs, and what was imported before anybody gathered it.

The workspace has ten notes of three accounts as of Monday 23 November 2026. FB-1, the newest, is of the day before, each following
one of a day earlier; FB-10 is of August, and went to the archive.
"""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from prodops_desktop.areas import TAKERS
from prodops_desktop.datasets.importing import import_file
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.datasets.request import ImportRequest
from prodops_desktop.datasets.store import delete_dataset, find_dataset
from prodops_desktop.errors import UserError
from prodops_desktop.feedback import triage
from prodops_desktop.feedback.store import find_item
from prodops_desktop.feedback.taxonomy import all_tags, find_tag, save_tag
from prodops_desktop.feedback.triage import correct, tag_items
from prodops_desktop.registry.entries import save_entry
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.pages.feedback import FeedbackPage
from prodops_desktop.ui.pages.feedback.group_dialog import GroupDialog
from prodops_desktop.ui.pages.feedback.keys_dialog import KeysDialog
from prodops_desktop.ui.pages.feedback.merge_dialog import MergeDialog
from prodops_desktop.ui.pages.feedback.search_dialog import SearchDialog
from prodops_desktop.ui.pages.feedback.tag_picker import TagPicker
from prodops_desktop.ui.records.links import LinkDialog
from prodops_desktop.ui.records.restore_dialog import RestoreDialog
from prodops_desktop.workspace import settings
from prodops_desktop.workspace.links import End, links_of
from tests.new_workspace import new_workspace
from tests.ui.contract import Open, PageContract, rest, wait_for
from tests.ui.test_tools_page import CONTROL, awake, key, modal, press, texts, undo_label
from tests.unit.sheets_here import staging_here

SAID = (
    "The export stops at 50000 rows", "We need SSO for our planners", "Dashboards are slow on Mondays", "Bulk export splits into files",
    "Where is the audit log?", "The scheduled PDF is empty", "Row security for regional managers", "Praise for the new charts",
    "An invoice came twice", "Dark mode please",
)  # fmt: skip
ACCOUNTS = (
    "Account,ARR,Segment,CSM,Renewal date\nMeridian,400000,Enterprise,Okafor,2027-01-03\n"
    "Halden,100000,Mid-market,Lind,2027-03-01\nKestrel,20000,SMB,Lind,2027-05-01\n"
)
WAITING = 9


def notes() -> str:
    days = [date(2026, 11, 22) - timedelta(days=n) for n in range(9)] + [date(2026, 8, 3)]
    names = ("Meridian", "Halden", "Kestrel")
    lines = [f"{text},{names[at % 3]},{day.isoformat()},CS" for at, (text, day) in enumerate(zip(SAID, days, strict=True))]
    return "\n".join(["Text,Account,Date,Channel", *lines]) + "\n"


def make(path: Path, takers: Any) -> None:
    """Make the workspace beside its sheets."""
    (path.parent / "Accounts.csv").write_text(ACCOUNTS, encoding="utf-8")
    (path.parent / "CS notes.csv").write_text(notes(), encoding="utf-8")
    with staging_here(), open_workspace(path, create=True) as workspace:
        workspace.run(lambda store: settings.set_setting(store, "today", "2026-11-23")).result()
        workspace.run(lambda store: save_entry(store, "feature", "Bulk export")).result()
        for name, kind in (("Accounts", "accounts"), ("CS notes", "feedback")):
            import_file(workspace, ImportRequest(path.parent / f"{name}.csv", kind=kind, name=name), takers=takers)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("feedback page") / "filled.prodops"
    make(path, TAKERS)
    return path


@pytest.fixture
def workspace_path(tmp_path: Path, made: Path) -> Callable[[str], Path]:
    """A fresh copy of the workspace “filled”, a bare one “empty”, or one “earlier” with sheets that nobody gathered."""

    def give(kind: str) -> Path:
        path = tmp_path / f"{kind}.prodops"
        if kind == "filled":
            path.write_bytes(made.read_bytes())
        elif kind == "earlier":
            make(path, {})
        else:
            new_workspace(path)
        return path

    return give


@pytest.fixture
def opened(open_window: Open) -> Callable[..., tuple[MainWindow, FeedbackPage]]:
    """The page on a workspace, with the keyboard in its list."""

    def show(kind: str = "filled") -> tuple[MainWindow, FeedbackPage]:
        window = open_window(kind)
        window.show_page("feedback")
        wait_for(window)
        page = window.page
        assert isinstance(page, FeedbackPage)
        page.focus_first()
        return window, page

    return show


Opened = Callable[..., tuple[MainWindow, FeedbackPage]]


def typed(window: MainWindow, letters: str) -> None:
    """Type letters where the keyboard is, one at a time."""
    for letter in letters:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, letter)
        wait_for(window)


def closed(window: MainWindow) -> None:
    """Wait for a dialog to close: a button pressed by its key takes a moment."""
    rest(lambda: QApplication.activeModalWidget() is not None)
    awake(window)


def state(window: MainWindow, item: int) -> Any:
    assert window.session is not None
    with window.session.workspace.reading() as store:
        return find_item(store, item)


def tags(window: MainWindow, item: int) -> list[str]:
    """The names of the tags of an item."""
    assert window.session is not None
    with window.session.workspace.reading() as store:
        names = {tag.id: tag.name for tag in all_tags(store)}
        return sorted(names[tag] for tag in find_item(store, item).tags)


class TestFeedbackPage(PageContract):
    page_id = "feedback"


# --- triage


def test_a_digit_tags_e_goes_on_and_u_is_back_where_it_was(opened: Opened) -> None:
    window, page = opened()
    assert [(name, count) for name, _, count in page.tabs()] == [("triage", WAITING), ("needs", None), ("segments", None), ("all", 10)]
    first = page.slots.shown(page.board)[0]  # type: ignore[arg-type]  # it has been read
    typed(window, "1")
    assert tags(window, 1) == [first.name]  # type: ignore[union-attr]  # at first the tags that ship have the digits
    assert page.item() == 1, "a tag leaves the item where it is"
    typed(window, "1")
    assert tags(window, 1) == [], "the same digit takes it again"
    typed(window, "1e")
    assert (page.item(), state(window, 1).state) == (2, "done")
    assert page.tabs()[0][2] == WAITING - 1
    typed(window, "e")
    assert page.item() == 3
    typed(window, "u")
    assert (page.item(), state(window, 2).state) == (2, "inbox"), "what comes back is what is looked at"
    typed(window, "u")
    assert (page.item(), state(window, 1).state, len(tags(window, 1))) == (1, "inbox", 1)
    typed(window, "u")
    assert (page.item(), tags(window, 1)) == (1, [])


def test_what_is_typed_in_the_inspector_is_of_the_item_it_was_typed_for_and_its_copy_has_it(opened: Opened) -> None:
    window, page = opened()
    fields = page.item_detail.item_form.fields
    fields["note"].setFocus()
    typed(window, "Asked twice")
    key(window, Qt.Key.Key_D, CONTROL)
    assert window.session is not None
    with window.session.workspace.reading() as store:
        (copy,) = store.db.execute("SELECT max(id) FROM feedback_item").fetchone()
    assert (state(window, 1).note, state(window, copy).note) == ("Asked twice", "Asked twice")
    fields["person"].setFocus()
    typed(window, "Mara")
    page.triage.step(2)
    wait_for(window)
    assert page.item() == 3
    assert (state(window, 1).person, state(window, 3).person, fields["person"].text()) == ("Mara", None, "")


def test_j_and_k_go_through_the_list_i_weighs_round_and_what_is_marked_is_decided_in_one_step(opened: Opened) -> None:
    window, page = opened()
    typed(window, "jjk")
    assert page.item() == 2
    for importance in (1, 2, 3, 0):
        typed(window, "i")
        assert state(window, 2).importance == importance

    typed(window, "kxjjx")
    assert page.targets() == [1, 3]
    typed(window, "i")
    assert [state(window, item).importance for item in (1, 2, 3)] == [1, 0, 1]
    typed(window, "e")
    assert [state(window, item).state for item in (1, 2, 3)] == ["done", "inbox", "done"]
    assert (page.item(), page.targets()) == (4, [4]), "the marks are gone with their items"
    assert undo_label(window) == "done with 2 items"
    typed(window, "u")
    assert (state(window, 1).state, page.item()) == ("inbox", 1)
    key(window, Qt.Key.Key_A, CONTROL)
    assert len(page.targets()) == WAITING
    key(window, Qt.Key.Key_Escape)
    assert len(page.targets()) == 1


def test_t_makes_a_tag_on_the_way_and_undo_takes_both_back(opened: Opened) -> None:
    window, page = opened()
    typed(window, "t")
    modal(TagPicker)
    typed(window, "Monday load")
    key(window, Qt.Key.Key_Return)
    awake(window)
    assert tags(window, 1) == ["Monday load"]
    assert undo_label(window) == "tag FB-1 Monday load"
    slots = [tag.name for tag in page.slots.shown(page.board) if tag is not None]  # type: ignore[arg-type]  # it has been read
    assert "Monday load" in slots, "what is given has a digit from then on"
    typed(window, "j" + str(slots.index("Monday load") + 1))
    assert tags(window, 2) == ["Monday load"]
    typed(window, "uu")
    assert (tags(window, 1), tags(window, 2)) == ([], [])
    assert page.board is not None
    assert "Monday load" not in [tag.name for tag in page.board.tags]


def test_m_merges_what_is_marked_into_the_current_item_or_asks_for_one(opened: Opened) -> None:
    window, page = opened()
    typed(window, "jjjx")  # FB-4 is marked
    typed(window, "kkkm")  # into FB-1
    assert (state(window, 4).state, state(window, 4).root, page.item()) == ("merged", 1, 1)
    assert undo_label(window) == "merge FB-4 into FB-1"
    typed(window, "m")
    modal(MergeDialog)
    typed(window, "row security")
    key(window, Qt.Key.Key_Return)
    awake(window)
    assert QApplication.activeModalWidget() is None
    assert (state(window, 1).root, state(window, 4).root) == (7, 7), "what was merged into it goes along"
    typed(window, "uu")
    assert [state(window, item).state for item in (1, 4)] == ["inbox", "inbox"]


def test_l_links_to_a_feature_and_says_so_the_second_time(opened: Opened) -> None:
    window, page = opened()

    def link() -> None:
        typed(window, "l")
        wait_for(window)
        typed(window, "bulk")
        key(window, Qt.Key.Key_Return)
        awake(window)
        page.focus_first()

    def linked() -> list[End]:
        assert window.session is not None
        with window.session.workspace.reading() as store:
            return [one.other for one in links_of(store, End("feedback_item", 1))]

    link()
    assert [end.table for end in linked()] == ["feature"]
    assert undo_label(window) == "link FB-1 and Bulk export"
    link()
    assert len(linked()) == 1
    assert "linked already" in window.strip.text.text()
    typed(window, "u")
    assert linked() == []


def test_s_lets_an_item_come_back_on_a_day(opened: Opened) -> None:
    window, page = opened()
    typed(window, "s1")
    awake(window)
    item = state(window, 1)
    assert (item.state, item.until > "2026-11-23", page.item()) == ("snoozed", True, 2)


def test_an_item_is_deleted_copied_and_duplicated(opened: Opened) -> None:
    window, page = opened()
    press(window, "feedback.duplicate")
    assert (state(window, 11).kind, state(window, 11).text) == ("typed", SAID[0])
    key(window, Qt.Key.Key_Delete, CONTROL)
    assert page.item() != 1
    typed(window, "u")
    page.show_item(1)
    wait_for(window)
    window.show_tab("triage")
    page.triage.choose(1)
    page.list_actions.copy_rows()
    wait_for(window)
    assert QApplication.clipboard().text() == f"“{SAID[0]}” – Meridian, 2026-11-22 (FB-1)"
    page.triage.items.mark([2, 3])
    page.list_actions.copy_rows()
    wait_for(window)
    assert QApplication.clipboard().text().count("\n\n“") == 1, "what is marked, a paragraph each"


def test_the_keys_are_told_what_changes_nothing_is_no_step_and_what_is_only_read_says_why(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, page = opened()
    typed(window, "?")
    dialog = modal(KeysDialog)
    said = texts(dialog)
    for action in ("Done, and on to the next", "Undo", "Snooze until a day", "Take down feedback by hand, anywhere"):
        assert action in said
    dialog.close()
    awake(window)

    before = undo_label(window)
    typed(window, "r")
    assert undo_label(window) == before

    monkeypatch.setattr(type(page.session), "read_only_reason", property(lambda _: "It is only read."))
    for letter in "1eixs":
        typed(window, letter)
    assert state(window, 1).state == "inbox"
    assert window.strip.text.text() == "It is only read."


def test_letters_are_letters_in_a_field(opened: Opened) -> None:
    window, page = opened()
    key(window, Qt.Key.Key_Slash)
    assert page.triage.search.hasFocus()
    typed(window, "export")
    assert (page.triage.search.text(), len(page.triage.items.ids)) == ("export", 2)
    key(window, Qt.Key.Key_Return)
    typed(window, "e")
    assert [state(window, item).state for item in (1, 4)] == ["done", "inbox"]


# --- everything, needs


def test_a_search_is_kept_found_in_the_list_and_dropped(opened: Opened) -> None:
    window, page = opened()
    window.show_tab("all")
    wait_for(window)
    assert len(page.all.items.ids) == 10
    assert page.all.items.columns[page.all.table.currentIndex().column()].title == "When", "keys begin where they sort"
    page.search_all('account:meridian -"invoice"')
    wait_for(window)
    assert list(page.all.items.ids) == [1, 4, 7, 10]
    press(window, "feedback.save_search")
    modal(SearchDialog)
    typed(window, "Meridian asks")
    key(window, Qt.Key.Key_Return, CONTROL)
    closed(window)
    assert QApplication.activeModalWidget() is None
    assert page.board is not None
    assert [search.name for search in page.board.searches] == ["Meridian asks"]
    press(window, "feedback.drop_search")
    assert page.board.searches == ()
    page.search_all('tag:"no such" (((')
    wait_for(window)
    assert page.all.items.ids is not None, "any text is safe"


def test_only_the_first_item_of_another_search_waits_for_the_next_key(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    window, page = opened()
    window.show_tab("all")
    wait_for(window)
    told = list[str]()
    monkeypatch.setattr(page.lists, "_shown", lambda: told.append("at once"))
    monkeypatch.setattr(page.lists, "_found", lambda: told.append("later"))
    page.all.search.setText("account:meridian")
    wait_for(window)
    assert told == ["later"]
    page.refresh()
    wait_for(window)
    page.lists.search_everything("", 7)
    wait_for(window)
    assert set(told[1:]) == {"at once"}, "read again, and gone to by a link"


def test_links_and_the_palette_open_an_item_and_a_tag(opened: Opened) -> None:
    window, page = opened()
    assert window.session is not None
    window.session.open("feedback", End("feedback_item", 10))
    wait_for(window)
    assert (page.current_tab(), page.item()) == ("all", 10)
    with window.session.workspace.reading() as store:
        tag = find_tag(store, "Usage limit").id
    window.session.open("feedback", End("tag", tag))
    wait_for(window)
    assert (page.current_tab(), page.need_tabs.tag) == ("needs", tag)

    window.open_palette()
    wait_for(window)
    window.palette_.field.setText("fb-10")
    assert [row.text for row in window.palette_.model.rows][:2] == ["Feedback", "FB-10"]
    key(window, Qt.Key.Key_Return)
    awake(window)
    assert (page.current_tab(), page.item()) == ("all", 10)


def find(window: MainWindow, name: str) -> int:
    assert window.session is not None
    with window.session.workspace.reading() as store:
        return find_tag(store, name).id


def test_the_list_and_who_asked_are_written_as_workbooks(opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    window, page = opened()
    out = tmp_path / "Feedback.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    page.item_actions.toggle(find(window, "Usage limit"))
    wait_for(window)
    press(window, "feedback.excel")
    sheet = openpyxl.load_workbook(out)["Feedback"]
    assert sheet.max_row == 1 + WAITING, "the inbox, as it is shown"
    window.show_tab("needs")
    wait_for(window)
    needs = tmp_path / "Needs.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(needs), ""))
    press(window, "feedback.excel")
    book = openpyxl.load_workbook(needs)
    assert [cell.value for cell in book["Needs"][2]][:5] == ["Usage limit", 1, 400_000, 1, 9]
    assert [cell.value for cell in book["By segment"][2]] == ["Usage limit", "Enterprise", 1, 1, 400_000]
    who = tmp_path / "Who.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(who), ""))
    press(window, "feedback.who")
    assert "Okafor" in openpyxl.load_workbook(who).sheetnames


def test_a_group_of_tags_is_renamed_or_joins_another(opened: Opened) -> None:
    window, page = opened()

    def rename(before: str, after: str) -> None:
        press(window, "feedback.group")
        dialog = modal(GroupDialog)
        assert isinstance(dialog, GroupDialog)
        dialog.group.setCurrentText(before)
        assert dialog.name.text() == before
        key(window, Qt.Key.Key_A, CONTROL)
        typed(window, after)
        key(window, Qt.Key.Key_Return, CONTROL)
        closed(window)

    def groups() -> dict[str, int]:
        assert page.board is not None
        return dict(Counter(tag.group_name for tag in page.board.tags))

    before = groups()
    rename("Quality", "Craft")
    assert groups() == {("Craft" if name == "Quality" else name): count for name, count in before.items()}
    assert undo_label(window) == "rename group Quality to Craft"
    rename("Craft", "Ease of use")
    assert groups()["Ease of use"] == before["Ease of use"] + before["Quality"]
    page.focus_first()
    typed(window, "uu")
    assert groups() == before


def test_what_is_shown_of_a_need_is_what_was_counted(opened: Opened) -> None:
    """“Export” stands in the name of another tag too, and “CS” in that of another channel: only its own mentions are shown."""
    window, page = opened()
    assert window.session is not None
    run = window.session.workspace.run
    made = [run(partial(save_tag, values={"name": name, "group": "Signals"})).result()[1] for name in ("Export", "Export “all”")]
    run(lambda store: tag_items(store, [1, 2], made[0])).result()
    run(lambda store: tag_items(store, [2, 3, 4], made[1])).result()
    run(lambda store: correct(store, [2], {"channel": "CS chat"})).result()
    window.session.announce(frozenset({"*"}))
    wait_for(window)
    window.show_tab("needs")
    page.need_tabs.needs_pane.asked.emit("90 days", "Enterprise", "", "arr")
    wait_for(window)
    window.show_tab("segments")
    wait_for(window)
    page.need_actions.show_mentions(made[0])
    wait_for(window)
    assert list(page.all.items.ids) == [1, 2], "by segment it is everybody"
    window.show_tab("needs")
    page.need_tabs.needs_pane.asked.emit("90 days", "", "CS", "arr")
    wait_for(window)
    page.need_actions.show_mentions(made[0])
    wait_for(window)
    assert list(page.all.items.ids) == [1]
    page.need_actions.show_mentions(made[1])
    wait_for(window)
    assert list(page.all.items.ids) == [3, 4], "FB-2 came through another channel"


def test_behind_a_need_nothing_is_missed_when_its_dataset_is_deleted(opened: Opened) -> None:
    window, page = opened()
    assert window.session is not None
    page.item_actions.toggle(find(window, "Usage limit"))
    wait_for(window)
    window.session.workspace.run(lambda store: delete_dataset(store, find_dataset(store, "CS notes").id)).result()
    window.session.announce(frozenset({"*"}))
    window.show_tab("needs")
    wait_for(window)
    need = page.need_tabs.need
    assert need is not None
    assert need.mentions == 1, "an item outlives its file"
    assert "The export stops at 50000 rows" in texts(page.need_detail)


# --- what was imported before


def test_sheets_of_before_are_gathered_by_one_button_and_one_undo_takes_it_back(opened: Opened) -> None:
    window, page = opened("earlier")
    assert page.stack.currentWidget() is page.empty
    assert page.empty.action.text() == "Gather it"
    page.empty.action.click()
    wait_for(window)
    assert (page.tabs()[0][2], page.tabs()[3][2]) == (WAITING, 10)
    key(window, Qt.Key.Key_Z, CONTROL)
    assert page.stack.currentWidget() is page.empty


# --- what must not go wrong


def test_a_tag_does_not_take_the_item_out_from_under_the_next_key(opened: Opened) -> None:
    window, page = opened()
    key(window, Qt.Key.Key_Slash)
    typed(window, "tag:none")
    key(window, Qt.Key.Key_Return)
    typed(window, "1")
    assert (page.item(), len(page.triage.items.ids)) == (1, WAITING), "it is looked at still"
    typed(window, "e")
    assert (state(window, 1).state, state(window, 2).state, page.item()) == ("done", "inbox", 2)
    assert len(page.triage.items.ids) == WAITING - 1


def test_the_keys_work_from_the_inspector(opened: Opened) -> None:
    window, page = opened()
    page.item_detail.tree.setFocus()
    typed(window, "j")
    assert page.item() == 2
    QTest.mouseClick(page.item_detail.done_button, Qt.MouseButton.LeftButton)
    wait_for(window)
    typed(window, "e")
    assert [state(window, item).state for item in (1, 2, 3)] == ["inbox", "done", "done"]


def test_done_and_undo_in_one_breath_are_back_at_the_item(opened: Opened) -> None:
    window, page = opened()
    for letters in ("eu", "eeuu"):
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, letters)
        wait_for(window)
        assert (page.item(), page.tabs()[0][2]) == (1, WAITING)
    key(window, Qt.Key.Key_J)
    key(window, Qt.Key.Key_Slash)
    typed(window, "Dashboards")
    key(window, Qt.Key.Key_Escape)
    wait_for(window)
    assert page.item() != 1, "what came back before moves nothing later"


def test_what_is_refused_comes_back(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    window, page = opened()

    def refuse(*_: object, **__: object) -> None:
        raise UserError("Not today.")

    for name, press_it in (("finish", "e"), ("delete_items", ""), ("merge_items", "")):
        monkeypatch.setattr(triage, name, refuse)
        if press_it:
            typed(window, press_it)
        elif name == "delete_items":
            press(window, "feedback.delete")
        else:
            page.item_actions._merge([1], 3)
            wait_for(window)
        assert window.strip.text.text() == "Not today."
        assert (page.item(), len(page.triage.items.ids)) == (1, WAITING), name


def test_what_is_merged_is_decided_where_it_went(opened: Opened) -> None:
    window, page = opened()
    page.item_actions._merge([2], 1)
    wait_for(window)
    page.show_item(2)
    wait_for(window)
    before = undo_label(window)
    page.focus_first()
    typed(window, "e")
    assert window.strip.text.text() == "It is merged into FB-1; decide there."
    assert undo_label(window) == before


def test_a_need_opens_what_was_said_of_it_is_linked_and_copies_as_a_sentence(opened: Opened) -> None:
    window, page = opened()
    page.item_actions.toggle(find(window, "Usage limit"))
    wait_for(window)
    window.show_tab("needs")
    wait_for(window)
    press(window, "feedback.link")
    dialog = modal(LinkDialog)
    assert "Usage limit" in dialog.windowTitle()
    dialog.close()
    awake(window)
    need = page.need_tabs.need
    assert need is not None
    assert (need.name, need.mentions, need.accounts) == ("Usage limit", 1, 1)
    press(window, "feedback.sentence")
    assert QApplication.clipboard().text().startswith("Usage limit: 1 of 9 items")
    press(window, "feedback.mentions")
    assert (page.current_tab(), list(page.all.items.ids)) == ("all", [1])
    press(window, "feedback.restore")
    modal(RestoreDialog).close()


def test_the_rail_counts_what_waits_soon_after_the_page_is_shown(opened: Opened) -> None:
    window, _ = opened()
    rest(lambda: not window.rail.buttons["feedback"].badge)
    assert window.rail.buttons["feedback"].badge == str(WAITING)
    typed(window, "e")
    rest(lambda: window.rail.buttons["feedback"].badge == str(WAITING))
    assert window.rail.buttons["feedback"].badge == str(WAITING - 1)
