"""The inspector of an item: what it says, what is edited in it, and the tree of tags, by keys. Its figures are those of the desk."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit, QPushButton

from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.feedback import taxonomy, triage
from prodops_desktop.feedback.store import find_item
from prodops_desktop.ui.pages.feedback.fields import save_item
from prodops_desktop.ui.pages.feedback.inspector import ItemInspector, ItemSaves
from prodops_desktop.ui.pages.feedback.tag_tree import TagTree
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.widgets.edit_fields import EditField
from prodops_desktop.workspace import undo
from prodops_desktop.workspace.links import End, link
from tests.ui.contract import cut_texts, rest
from tests.ui.feedback_desk import AUDIT, BULK, CONTROL, MERIDIAN, PLAIN, TYPED, Desk, desk, feedback_workspace, texts

pytestmark = pytest.mark.qt_log_ignore("plugin does not support (raise|grabbing)")  # of a list that completes without a screen
__all__ = ["desk", "feedback_workspace"]

GROUPS = ["Missing capability", "Limits and pricing", "Access and security", "Quality", "Ease of use", "Knowing how", "Signals", "Service"]


@dataclass
class Shown:
    """An inspector with what it told."""

    desk: Desk
    inspector: ItemInspector
    told: list[Any] = field(default_factory=list)

    def show(self, item: int) -> None:
        """Show an item as it stands now, with all that is behind it."""
        self.inspector.show_row(self.desk.row(item), self.desk.board())
        self.inspector.show_detail(self.desk.detail(item))
        rest(lambda: self.desk.session.busy or self.inspector.pending)

    def edit(self, name: str, text: str) -> None:
        """Type a text in place of what stands in a field, and press Enter."""
        one = self.field(name)
        one.setFocus()
        QTest.keyClick(one.editor, Qt.Key.Key_A, CONTROL)
        QTest.keyClicks(one.editor, text) if text else QTest.keyClick(one.editor, Qt.Key.Key_Delete)
        QTest.keyClick(one.editor, Qt.Key.Key_Return, CONTROL if isinstance(one.editor, QPlainTextEdit) else PLAIN)
        self.desk.settle()

    def field(self, name: str) -> EditField:
        found = self.inspector.field(name)
        assert isinstance(found, EditField)
        return found


@pytest.fixture
def shown(desk: Desk) -> Shown:
    """The inspector beside nothing else, at the first item."""

    def save(record: Any, change: Callable[[Any], Any], refuse: Callable[[Exception], None]) -> None:
        desk.session.run(lambda store: save_item(store, record.id, change), failed=refuse)

    told: list[Any] = []
    saves = ItemSaves(save, lambda: told.append("done"), lambda: told.append("snooze"), lambda: told.append("link"))
    inspector = ItemInspector(desk.session, saves)
    inspector.tag_toggled.connect(lambda tag: told.append(("tag", tag)))
    inspector.unmerge_wanted.connect(lambda item: told.append(("apart", item)))
    desk.put(inspector)
    made = Shown(desk, inspector, told)
    made.show(MERIDIAN)
    return made


def test_it_says_whose_words_they_are_and_what_is_known_of_the_customer(shown: Shown) -> None:
    inspector = shown.inspector
    assert inspector.title.text() == "Meridian Freight"
    assert inspector._kind.text() == "Feedback FB-1 · Inbox"
    known = {"Segment": "Enterprise", "ARR": "$412k", "Renewal": "3 Jan", "CSM": "M. Okafor", "Region": "EMEA"}
    assert texts(inspector.customer_facts).split("\n") == [text for fact in known.items() for text in fact]
    assert inspector.tags.note.text() == "4 items"
    assert "Words, author, day, as of" in texts(inspector.sources.section)
    (source,) = [one for one in inspector.sources.section.findChildren(QAbstractButton) if one.isVisible() and one.text()]
    assert source.text() == "CS notes.csv › CS notes › row 2"
    assert not inspector.words_section.isVisible(), "the words of a sheet stand as they came"


def test_a_typed_item_has_words_to_edit_and_no_source(shown: Shown) -> None:
    shown.show(TYPED)
    inspector = shown.inspector
    assert "No list of accounts has it." in texts(inspector.customer)
    assert "Typed here; no sheet has it." in texts(inspector.sources.section)
    shown.edit("title", "PDF monthly")
    shown.edit("text", "The PDF on day one, please.")
    item = shown.desk.read(lambda store: find_item(store, TYPED))
    assert (item.title, item.text) == ("PDF monthly", "The PDF on day one, please.")
    shown.edit("text", "")
    assert shown.field("text").wrong.text() == "An item needs some words."
    shown.desk.do(lambda store: triage.correct(store, [TYPED], {"account": ""}))
    shown.show(MERIDIAN)
    shown.show(TYPED)
    assert "No account is named." in texts(inspector.customer)


@pytest.mark.parametrize(
    ("name", "typed", "expected"),
    [
        ("account", "Halden Bank", "Halden Bank"),
        ("person", "Ana Ruiz", "Ana Ruiz"),
        ("channel", "sales", "Sales"),
        ("at", "18 Nov 2026", "2026-11-18"),
        ("note", "ask again in May", "ask again in May"),
    ],
)
def test_every_field_is_edited_in_place_as_one_step_and_emptied_it_is_as_it_came(
    shown: Shown, name: str, typed: str, expected: str
) -> None:
    came = getattr(shown.desk.read(lambda store: find_item(store, MERIDIAN)), name)
    shown.edit(name, typed)
    assert getattr(shown.desk.read(lambda store: find_item(store, MERIDIAN)), name) == expected
    shown.show(MERIDIAN)
    shown.edit(name, "")
    shown.show(MERIDIAN)
    assert f"→ {'–' if name == 'note' else 'as it came'}" in texts(shown.inspector.history.section)
    assert getattr(shown.desk.read(lambda store: find_item(store, MERIDIAN)), name) == came
    shown.desk.do(undo.undo)
    assert getattr(shown.desk.read(lambda store: find_item(store, MERIDIAN)), name) == expected


def test_nonsense_is_refused_beside_the_field_and_importance_is_chosen_by_keys(shown: Shown) -> None:
    shown.edit("at", "soon")
    assert shown.field("at").wrong.text().startswith("This is no day.")
    shown.desk.key(Qt.Key.Key_Escape)
    choice = shown.field("importance").editor
    choice.setFocus()
    shown.desk.key(Qt.Key.Key_Down)
    assert shown.desk.read(lambda store: find_item(store, MERIDIAN)).importance == 1


def test_what_was_decided_meanwhile_stays(shown: Shown) -> None:
    """The field saves into the item as it stands by then: a note and an importance that came since are kept."""
    shown.desk.do(lambda store: triage.correct(store, [MERIDIAN], {"note": "call them"}))
    shown.desk.do(lambda store: triage.weigh(store, [MERIDIAN], 3))
    shown.edit("person", "Lena")
    item = shown.desk.read(lambda store: find_item(store, MERIDIAN))
    assert (item.person, item.note, item.importance) == ("Lena", "call them", 3)
    shown.desk.do(lambda store: triage.correct(store, [MERIDIAN], {"person": "Mara"}))
    position = shown.desk.read(lambda store: store.position())
    shown.edit("person", "Mara")
    assert shown.desk.read(lambda store: store.position()) == position, "it was so already"


def test_the_tree_counts_marks_folds_and_toggles_by_keys(shown: Shown) -> None:
    """Data out and Usage limit are mentioned by FB-1 and by FB-2 that is merged into it, Audit and compliance by FB-3."""
    tree, desk = shown.inspector.tree, shown.desk
    assert [name for name in tree.shown() if name in GROUPS] == GROUPS
    assert spoken(tree, "Usage limit") == "Usage limit, 2 mentions, given"
    assert spoken(tree, "Audit and compliance") == "Audit and compliance, 1 mention"
    assert spoken(tree, "Missing capability") == "Missing capability, 2 mentions, given"
    shown.inspector.tag_field.setFocus()
    desk.type("audit")
    assert tree.shown() == ["Access and security", "Audit and compliance"]
    desk.key(Qt.Key.Key_Return)
    assert tree.hasFocus()
    desk.key(Qt.Key.Key_Return, Qt.Key.Key_Space)
    assert shown.told == [("tag", desk.tag("Audit and compliance"))] * 2
    shown.inspector.tag_field.setFocus()
    desk.key(Qt.Key.Key_Escape)
    assert len(tree.shown()) == 41, "33 tags in 8 groups"


def test_groups_stay_folded_while_items_change_and_open_for_a_filter(shown: Shown) -> None:
    tree, desk = shown.inspector.tree, shown.desk
    tree.setCurrentIndex(tree.model().index(0, 0))
    tree.setFocus()
    desk.key(Qt.Key.Key_Return)
    assert tree.shown()[:2] == ["Missing capability", "Limits and pricing"]
    shown.show(AUDIT)
    assert tree.shown()[1] == "Limits and pricing"
    assert tree.current_tag() is None
    shown.inspector.tag_field.setText("data out")
    assert tree.shown() == ["Missing capability", "Data out"]
    shown.inspector.tag_field.clear()
    assert tree.shown()[1] == "Limits and pricing", "folded again"
    tree.setFocus()
    tree.setCurrentIndex(tree.model().index(0, 0))
    desk.key(Qt.Key.Key_Right)
    assert tree.shown()[1] == "New capability"
    desk.do(lambda store: taxonomy.save_tag(store, {"name": "Brand new", "group": "Quality"}))
    tree.setCurrentIndex(tree.model().index(0, 0, tree.model().index(0, 0)))
    shown.show(AUDIT)
    assert "Brand new" in tree.shown()
    assert tree.current_tag() == desk.tag("New capability"), "what was marked stays so"


def test_a_click_gives_a_tag_and_folds_a_group(shown: Shown) -> None:
    tree = shown.inspector.tree
    group = tree.model().index(0, 0)
    tag = tree.model().index(1, 0, group)
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=tree.visualRect(tag).center())
    assert shown.told == [("tag", shown.desk.tag("Extension"))]
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=tree.visualRect(group).center())
    assert tree.shown()[1] == "Limits and pricing"


def test_letters_in_the_tree_are_left_to_the_page(shown: Shown) -> None:
    shown.inspector.tree.setFocus()
    before = shown.inspector.tree.currentIndex()
    shown.desk.key(Qt.Key.Key_S, Qt.Key.Key_E)
    assert shown.inspector.tree.currentIndex() == before


def test_merged_items_are_listed_and_taken_apart(shown: Shown) -> None:
    assert "Halden Bank · Bulk export still splits into several files" in texts(shown.inspector.merged)
    apart(shown).click()
    shown.show(BULK)
    assert shown.inspector.merged.title.text() == "Merged into FB-1"
    assert (shown.inspector.done_button.isEnabled(), shown.inspector.done_button.toolTip()) == (
        False, "It is merged into FB-1; decide there.",
    )  # fmt: skip
    apart(shown).click()
    assert shown.told == [("apart", BULK), ("apart", BULK)]
    shown.show(AUDIT)
    assert not shown.inspector.merged.isVisible()


def test_links_and_history_are_told(shown: Shown) -> None:
    shown.desk.do(lambda store: link(store, "related", End("feedback_item", MERIDIAN), End("feature", 1), ("FB-1", "Bulk export")))
    shown.desk.do(lambda store: triage.snooze(store, [MERIDIAN], date(2026, 12, 1)))
    shown.show(MERIDIAN)
    assert "belongs with · Feature" in texts(shown.inspector.links.section)
    said = texts(shown.inspector.history.section)
    assert "Snooze FB-1 until 2026-12-01" in said
    assert shown.inspector._kind.text() == "Feedback FB-1 · Snoozed until 1 Dec"
    shown.desk.do(lambda store: triage.finish(store, [MERIDIAN]))
    shown.show(MERIDIAN)
    said = texts(shown.inspector.history.section)
    assert "State: Snoozed → Done" in said
    assert "Until: 1 Dec 2026 → –" in said
    assert "decided" not in said
    assert (shown.inspector.done_button.isEnabled(), shown.inspector.done_button.toolTip()) == (False, "It is done.")


def test_the_foot_asks_for_done_snooze_and_link_and_nothing_chosen_says_so(shown: Shown) -> None:
    for button in (shown.inspector.done_button, shown.inspector.snooze_button, shown.inspector.link_button):
        button.setFocus()
        shown.desk.key(Qt.Key.Key_Space)
    assert shown.told == ["done", "snooze", "link"]
    shown.inspector.show_nothing()
    assert shown.inspector.title.text() == "No item chosen"
    assert not shown.inspector.tags.isVisible()
    assert not shown.inspector.done_button.isVisible()
    shown.inspector.show_detail(shown.desk.detail(MERIDIAN))
    shown.show(AUDIT)
    assert shown.inspector.tags.isVisible()


def test_the_history_comes_where_one_stays_with_an_item(shown: Shown) -> None:
    inspector, board = shown.inspector, shown.desk.board()
    inspector.show_row(shown.desk.row(AUDIT), board)
    inspector.show_detail(shown.desk.detail(AUDIT))
    assert inspector.pending
    inspector.show_row(shown.desk.row(MERIDIAN), board)
    assert not inspector.pending, "the one before is not stayed with"
    shown.show(MERIDIAN)
    assert "Tag FB-1 Data out" in texts(inspector.history.section)


def test_what_is_only_read_can_not_be_changed(desk: Desk) -> None:
    other = Session(open_workspace(desk.session.workspace.path, read_only=True))
    told: list[int] = []
    inspector = ItemInspector(other, ItemSaves(lambda *_: None, lambda: None, lambda: None, lambda: None))
    inspector.tag_toggled.connect(told.append)
    desk.put(inspector)
    inspector.show_row(desk.row(MERIDIAN), desk.board())
    inspector.show_detail(desk.detail(MERIDIAN))
    inspector.tree.setFocus()
    inspector.tree.setCurrentIndex(inspector.tree.model().index(0, 0, inspector.tree.model().index(0, 0)))
    desk.key(Qt.Key.Key_Return)
    assert told == []
    assert inspector.tree.toolTip() == other.read_only_reason
    for button in (inspector.done_button, inspector.snooze_button, inspector.link_button):
        assert (button.isEnabled(), button.toolTip()) == (False, other.read_only_reason)
    assert not any(one.isEnabled() for one in inspector.merged.findChildren(QPushButton))
    other.close()


@pytest.mark.parametrize("family", ["Inter", "DejaVu Sans"], indirect=True)
def test_no_text_is_cut_and_every_control_has_a_name(family: str, shown: Shown) -> None:
    for item in (MERIDIAN, BULK, AUDIT, TYPED):
        shown.show(item)
        assert cut_texts(shown.desk.window) == [], f"FB-{item}"
        for control in shown.inspector.findChildren(QAbstractButton):
            inside_another = isinstance(control.parent(), QLineEdit)  # has keys of its own: Esc
            assert control.text() or control.accessibleName() or inside_another


def spoken(tree: TagTree, name: str) -> str:
    """What assistive technology hears of a row."""
    (index,) = tree.model().match(
        tree.model().index(0, 0), Qt.ItemDataRole.DisplayRole, name, 1, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive
    )
    return str(index.data(Qt.ItemDataRole.AccessibleTextRole))


def apart(shown: Shown) -> QPushButton:
    """The button that takes the only merged item apart."""
    (found,) = [one for one in shown.inspector.merged.findChildren(QPushButton) if one.isVisibleTo(shown.inspector)]
    return found
