"""The page Tools with mouse and keys: what it shows, every edit and the way back, the four lists, what it rests on, what it writes.

The figures are those of :mod:`tests.ui.stack`.
"""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import cast

import openpyxl
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from prodops_desktop.agenda.decisions import decisions_of
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.tools import store as tool_store
from prodops_desktop.tools.model import Contract, Month, Tool
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.models.record_table import RecordTable
from prodops_desktop.ui.pages.datasets import DatasetsPage
from prodops_desktop.ui.pages.tools import ToolsPage
from prodops_desktop.ui.pages.tools.decision import DecisionDialog
from prodops_desktop.ui.records.dialog import RecordsDialog
from prodops_desktop.ui.records.links import LinkDialog
from prodops_desktop.ui.widgets.edit_fields import EditField
from prodops_desktop.workspace.links import End, links_of
from tests.ui.contract import Open, PageContract, cut_texts, show_tools, wait_for
from tests.ui.locked import unlocked

Shown = Callable[[], tuple[MainWindow, ToolsPage]]

CONTROL, SHIFT, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
PLAIN = Qt.KeyboardModifier.NoModifier


class TestToolsPage(PageContract):
    page_id = "tools"


@pytest.fixture
def opened(open_window: Open) -> Shown:
    """Opens the page on the three tools; Mixpanel is chosen, because it is due next."""
    return partial(show_tools, open_window)


# --- hands and eyes


def press(window: MainWindow, command: str) -> None:
    """Do what the key of a command does, and let it finish."""
    window.menus.action(command).trigger()
    wait_for(window)


def key(window: MainWindow, key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
    """Press a key where the keyboard is, and let everything arrive."""
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, modifiers)
    wait_for(window)


def edit(window: MainWindow, field: EditField, text: str, *, enter: bool = True) -> None:
    """Type a text in place of what stands in a field, and press Enter."""
    field.setFocus()
    QTest.keyClick(field.editor, Qt.Key.Key_A, CONTROL)
    QTest.keyClicks(field.editor, text) if text else QTest.keyClick(field.editor, Qt.Key.Key_Delete)
    if enter:
        QTest.keyClick(field.editor, Qt.Key.Key_Return, CONTROL if isinstance(field.editor, QPlainTextEdit) else PLAIN)
    wait_for(window)


def modal(kind: type[QWidget]) -> QWidget:
    """The dialog that stands before the window."""
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, kind)
    return dialog


def awake(window: MainWindow) -> None:
    """Give the keyboard back to the window: without a screen nobody does when a dialog closes."""
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    wait_for(window)


def texts(widget: QWidget) -> str:
    """What a widget says, a line a label."""
    return "\n".join(child.text() for child in widget.findChildren(QLabel) if child.isVisibleTo(widget))


def names(page: ToolsPage) -> list[str]:
    """The tools as they stand in the table."""
    return [view.tool.name for view in page.stack_pane.table.shown]


def row(table: RecordTable, title: str) -> dict[str, str]:
    """The cells of the record that is called so, by the id of their column."""
    for line in range(table.records.rowCount()):
        if table.records.cell(line, 0).text == title:
            return {column.id: table.records.cell(line, at).spoken for at, column in enumerate(table.records.columns)}
    raise AssertionError(f"{title} is not shown")


def renewal(page: ToolsPage, title: str) -> dict[str, str]:
    """The cells of a contract in the tab Renewals; the tab that was shown is shown again."""
    tab = page.current_tab()
    page.show_tab("renewals")
    found = row(page.renewals.table, title)
    page.show_tab(tab)
    return found


def facts(page: ToolsPage) -> list[str]:
    """What the inspector says of the contract, name and value one after the other."""
    return texts(page.detail.facts).split("\n")


def tool(window: MainWindow, name: str) -> Tool:
    """A tool as it is in the file."""
    assert window.session is not None
    with window.session.workspace.reading() as store:
        return tool_store.find_tool(store, name)


def contract(window: MainWindow, name: str) -> Contract:
    """The contract of a tool as it is in the file."""
    assert window.session is not None
    with window.session.workspace.reading() as store:
        return tool_store.all_contracts(store, tool_store.find_tool(store, name).id)[-1]


def choose(window: MainWindow, page: ToolsPage, name: str) -> None:
    """Click on a tool in the table."""
    table = page.stack_pane.table
    line = names(page).index(name)
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(table.records.index(line, 0)).center())
    wait_for(window)
    assert page.detail.title.text() == name


def undo_label(window: MainWindow) -> str | None:
    assert window.session is not None
    return window.session.undo_label


# --- what is shown


def test_table_strip_and_inspector_say_cost_seats_deadline_and_what_is_to_be_done(opened: Shown) -> None:
    window, page = opened()
    assert names(page) == ["Mixpanel", "Amplitude", "Figma"], "the next deadline first, those without any last"
    table = page.stack_pane.table
    mixpanel, amplitude, figma = (row(table, name) for name in names(page))
    assert (mixpanel["annual"], mixpanel["seats"], mixpanel["due"]) == ("$48k", "20  / 48 / 60", "8 d  1 Dec")
    assert (mixpanel["decide"], mixpanel["status"]) == ("24 Nov", "Decide now")
    assert (mixpanel["share"], mixpanel["shelfware"], mixpanel["per_active"]) == ("33%", "$32k", "$2,400")
    assert (amplitude["annual"], amplitude["seats"], amplitude["due"]) == ("$84k", "36  / 38 / 40", "37 d  30 Dec")
    assert (amplitude["status"], amplitude["shelfware"]) == ("Renew", "–"), "it was decided; a flat price makes no shelfware"
    assert (figma["due"], figma["status"], figma["owner"]) == ("–", "Terms missing", "–")
    assert page.stack_pane.totaled.totals.texts()[5:7] == ["$154k", "56  / 86 / 100"]
    assert page.stack_pane.summary.text() == "3 tools · $154k a year · 1 tool under 40% active"
    assert page.stack_pane.soon.text() == "Next 90 days: 2 deadlines, $132k"
    assert page.tabs() == [
        ("inventory", "Inventory", 3), ("renewals", "Renewals", 2), ("overlaps", "Overlaps", 1), ("vendors", "Vendors", 2),
    ]  # fmt: skip

    assert page.stack_pane.strip.as_table() == [
        ("Day", "What", "Label"),
        ("1 Dec 2026", "Notice deadline", "Mixpanel"),
        ("18 Dec 2026 – 4 Jan 2027", "Freeze", "Year-end freeze"),
        ("30 Dec 2026", "Notice deadline", "Amplitude"),
        ("31 Dec 2026", "Renewal", "Mixpanel, $48k"),
        ("28 Feb 2027", "Renewal", "Amplitude, $84k"),
    ]

    assert page.detail.title.text() == "Mixpanel"
    assert facts(page) == [
        "Annual cost", "$48,000", "Term", "1 Jan 2026 – 31 Dec 2026", "Notice", "30 days, by 1 Dec, 8 days left",
        "Security review", "begin by 24 Nov", "Per active user", "$2,400, median tool $2,367",
    ]  # fmt: skip
    assert page.detail.seats_facts.text() == "80% of the bought seats are assigned, 33% active. Shelfware $32k a year."
    assert "Amplitude: Cohorts (1 here, 3 there), Funnels (3 here, 3 there). It can go by 30 Dec." in texts(page.detail.overlap)
    choose(window, page, "Amplitude")
    assert facts(page)[1] == "$84,000, 7,000 USD each month"
    assert "Renew for the deadline of 30 Dec" in texts(page.detail.decisions)
    assert "Growth lives in it." in texts(page.detail.decisions)
    choose(window, page, "Figma")
    assert page.detail.defects.text.text().split(". ")[0] == "It has no end date, so no notice deadline can be worked out"
    assert "No other tool in use shares a capability with it." in texts(page.detail.overlap)


# --- a term is edited


def test_a_notice_of_60_days_moves_the_deadline_everywhere_and_undo_moves_it_back(opened: Shown) -> None:
    """60 days before 31 December is 1 November, which is past: the deadline of the next term is 1 November 2027, in 343 days."""
    window, page = opened()
    notice = page.detail.terms_form.fields["notice"]
    assert notice.text() == "30 days"

    def seen() -> tuple[str, str, str, str]:
        strip = next((day for day, what, who in page.stack_pane.strip.as_table() if (what, who) == ("Notice deadline", "Mixpanel")), "")
        table, renewals = row(page.stack_pane.table, "Mixpanel")["due"], renewal(page, "Mixpanel")["due"]
        return table, renewals, strip, facts(page)[facts(page).index("Notice") + 1]

    before = ("8 d  1 Dec", "8 d  1 Dec", "1 Dec 2026", "30 days, by 1 Dec, 8 days left")
    after = ("343 d  1 Nov", "343 d  1 Nov", "1 Nov 2027", "60 days, by 1 Nov, 343 days left")
    assert seen() == before
    edit(window, notice, "60 days")
    assert seen() == after
    assert names(page) == ["Amplitude", "Mixpanel", "Figma"], "the order follows"
    assert row(page.stack_pane.table, "Mixpanel")["status"] == "Review", "nothing is due, but few use it"
    assert undo_label(window) == "edit contract of Mixpanel"
    assert notice.editor.hasFocus()
    key(window, Qt.Key.Key_Z, CONTROL)
    assert (seen(), notice.text()) == (before, "30 days")
    key(window, Qt.Key.Key_Z, CONTROL | SHIFT)
    assert (seen(), notice.text()) == (after, "60 days")
    page.stack_pane.table.setFocus()
    key(window, Qt.Key.Key_Z, CONTROL)
    assert (seen(), notice.text()) == (before, "30 days")
    assert page.detail.title.text() == "Mixpanel", "what she looks at does not jump"


def test_what_is_refused_is_said_beside_the_field_or_on_the_line_and_escape_brings_the_term_back(opened: Shown) -> None:
    """A click on another tool decides the field that is left; what the store says to it comes when the other tool is there."""
    window, page = opened()
    terms = page.detail.terms_form.fields
    for field, typed, said in (
        ("notice", "soon", "no length of time"),
        ("amount", "much", "no amount"),
        ("ends", "later", "no day"),
        ("seats", "some", "no whole number"),
        ("uplift", "little", "no number of per cent"),
        ("lead_times", "review sometime", "Security review (20 working days)"),
    ):
        was = terms[field].text()
        edit(window, terms[field], typed)
        assert said in terms[field].wrong.text()
        assert terms[field].wrong.isVisibleTo(page.detail)
        key(window, Qt.Key.Key_Escape)
        assert (terms[field].text(), terms[field].wrong.text()) == (was, "")
    assert undo_label(window) != "edit contract of Mixpanel", "nothing was saved"

    name, ends = page.detail.tool_form.fields["name"], page.detail.terms_form.fields["ends"]
    edit(window, name, "Amplitude")
    assert name.wrong.text() == "There is a tool “Amplitude” already. Choose another name, or edit that one."
    edit(window, ends, "2025-01-01")
    assert ends.wrong.text()
    assert (name.text(), ends.text()) == ("Amplitude", "2025-01-01")
    edit(window, page.detail.tool_form.fields["category"], "Analytics")
    assert (name.text(), ends.text()) == ("Amplitude", "2025-01-01"), "another edit takes nothing of it away"
    for one in (name, ends):
        one.setFocus()
        key(window, Qt.Key.Key_Escape)
    assert (name.text(), ends.text()) == ("Mixpanel", "31 Dec 2026")
    assert tool(window, "Mixpanel").category == "Analytics"

    edit(window, ends, "2025-01-01", enter=False)
    choose(window, page, "Amplitude")
    assert (ends.text(), ends.wrong.text()) == ("28 Feb 2027", "")
    assert window.strip.isVisible()
    said = "The contract would end on 2025-01-01, before it starts on 2026-01-01. Change one of the days."
    assert window.strip.text.text() == said
    assert contract(window, "Mixpanel").ends == date(2026, 12, 31)


def test_edits_in_quick_succession_do_not_undo_each_other_and_what_is_typed_survives_another_edit(opened: Shown) -> None:
    """The second one is typed before the page has been read again."""
    window, page = opened()
    assert window.session is not None
    terms = page.detail.terms_form.fields
    for field, typed in (("notice", "2 weeks"), ("seats", "70"), ("uplift", "5")):
        terms[field].setFocus()
        QTest.keyClick(terms[field].editor, Qt.Key.Key_A, CONTROL)
        QTest.keyClicks(terms[field].editor, typed)
        QTest.keyClick(terms[field].editor, Qt.Key.Key_Return)
    wait_for(window)
    made = contract(window, "Mixpanel")
    assert (str(made.notice), made.seats, made.uplift) == ("2 weeks", 70, 5.0)
    assert facts(page)[facts(page).index("At renewal") + 1] == "$50,400", "48,000 × 1.05"

    amount, use_for = page.detail.terms_form.fields["amount"], page.detail.card_form.fields["use_for"]
    for one, typed in ((amount, "50,0"), (use_for, "long que")):
        edit(window, one, typed, enter=False)
        seats = Month("2026-11", 60, 48, 30 + len(typed))
        window.session.run(partial(tool_store.save_month, tool=1, month=seats))
        wait_for(window)
        assert row(page.stack_pane.table, "Mixpanel")["seats"].startswith(str(30 + len(typed))), "the page was read again"
        assert one.editor.hasFocus()
        assert one.text() == typed
    QTest.keyClicks(use_for.editor, "stions")
    page.stack_pane.table.setFocus()
    wait_for(window)
    assert tool(window, "Mixpanel").use_for == "long questions", "leaving it decides"


def test_terms_are_typed_as_people_write_them_and_the_same_one_written_otherwise_is_no_step(opened: Shown) -> None:
    """Two weeks before 1 December is 17 November."""
    window, page = opened()
    before = undo_label(window)
    for field, typed, shown in (("notice", "30d", "30 days"), ("amount", "48k", "48,000 USD"), ("starts", "1.1.2026", "1 Jan 2026")):
        edit(window, page.detail.terms_form.fields[field], typed)
        assert page.detail.terms_form.fields[field].text() == shown
    assert undo_label(window) == before
    for field, typed, shown, name, said in (
        ("lead_times", "Legal (2 weeks)", "Legal (2 weeks)", "Legal", "begin by 17 Nov"),
        ("amount", "$60k", "60,000 USD", "Annual cost", "$60,000"),
        ("notice", "3m", "3 months", "Term", "1 Jan 2026 – 31 Dec 2026"),
        ("ends", "2027-01-31", "31 Jan 2027", "Term", "1 Jan 2026 – 31 Jan 2027"),
    ):
        edit(window, page.detail.terms_form.fields[field], typed)
        assert page.detail.terms_form.fields[field].text() == shown
        assert facts(page)[facts(page).index(name) + 1] == said


def test_choices_and_the_best_practice_card_are_edited_by_keys(opened: Shown) -> None:
    """Paid by the quarter, 48,000 are 192,000 a year; without renewing itself a contract has until 30 days before its end all the same."""
    window, page = opened()
    per = page.detail.terms_form.fields["amount_per"]
    per.setFocus()
    assert per.text() == "year"
    key(window, Qt.Key.Key_Down)
    assert (per.text(), facts(page)[1]) == ("quarter", "$192,000, 48,000 USD each quarter")
    key(window, Qt.Key.Key_Z, CONTROL)
    assert (per.text(), facts(page)[1]) == ("year", "$48,000")

    edit(window, page.detail.card_form.fields["avoid"], "counting customers")
    assert tool(window, "Mixpanel").avoid == "counting customers"
    assert QApplication.activeModalWidget() is None

    card = page.detail.card_form.fields
    assert card["use_for"].text() == "quick questions"
    for field, text in (("start_how", "Ask Ana"), ("card_owner", "Cy Young"), ("reviewed", "20 Nov 2026")):
        edit(window, card[field], text)
    made = tool(window, "Mixpanel")
    assert (made.start_how, made.card_owner, made.reviewed) == ("Ask Ana", "Cy Young", date(2026, 11, 20))
    assert card["reviewed"].text() == "20 Nov 2026"
    edit(window, page.detail.credential_form.fields["credential"], "1Password, vault Product")
    assert tool(window, "Mixpanel").credential == "1Password, vault Product"


# --- tools are added, copied, deleted


def test_a_tool_is_added_named_copied_and_deleted_by_keys_alone(opened: Shown) -> None:
    window, page = opened()
    table = page.stack_pane.table
    assert table.hasFocus()
    key(window, Qt.Key.Key_N, CONTROL)
    name = page.detail.tool_form.fields["name"]
    assert name.editor.hasFocus()
    assert isinstance(name.editor, QLineEdit)
    assert name.editor.selectedText() == "New tool", "what is typed now takes its place"
    QTest.keyClicks(name.editor, "Pendo")
    key(window, Qt.Key.Key_Return)
    assert names(page) == ["Mixpanel", "Amplitude", "Figma", "Pendo"]
    assert page.detail.title.text() == "Pendo"
    assert table.current().tool.name == "Pendo"
    key(window, Qt.Key.Key_D, CONTROL)
    assert names(page)[3:] == ["Pendo", "Pendo (2)"]
    assert name.editor.selectedText() == "Pendo (2)"
    key(window, Qt.Key.Key_Delete, CONTROL)
    assert names(page)[3:] == ["Pendo", "Pendo (2)"], "in a field Ctrl+Del deletes a word"
    key(window, Qt.Key.Key_Escape)
    page.stack_pane.table.setFocus()
    key(window, Qt.Key.Key_Delete, CONTROL)
    assert names(page) == ["Mixpanel", "Amplitude", "Figma", "Pendo"]
    assert window.strip.text.text() == "Deleted Pendo (2) with its contracts."
    for label in ("delete Pendo (2)", "duplicate Pendo", "edit Pendo", "add New tool"):
        assert undo_label(window) == label
        key(window, Qt.Key.Key_Z, CONTROL)
    assert names(page) == ["Mixpanel", "Amplitude", "Figma"]


def test_deleting_goes_with_all_that_hangs_on_it_and_its_line_brings_all_back(opened: Shown) -> None:
    window, page = opened()
    choose(window, page, "Amplitude")
    press(window, "tools.delete")
    assert names(page) == ["Mixpanel", "Figma"]
    assert page.stack_pane.totaled.totals.texts()[5] == "$70k"
    assert page.detail.title.text() == "Figma", "the one below it"
    undo = next(child for child in window.strip.findChildren(QPushButton) if child.text() == "Undo")
    QTest.mouseClick(undo, Qt.MouseButton.LeftButton)
    wait_for(window)
    assert row(page.stack_pane.table, "Amplitude")["status"] == "Renew", "with its decision"
    assert "Customers who recommend us" in button_texts(page.detail.links.section), "and its link"


def button_texts(widget: QWidget) -> list[str]:
    return [child.text() for child in widget.findChildren(QPushButton) if child.isVisibleTo(widget)]


def test_new_tools_have_a_name_of_their_own_and_the_first_one_fills_an_empty_page(open_window: Open) -> None:
    window = open_window("empty")
    window.show_page("tools")
    wait_for(window)
    page = cast(ToolsPage, window.page)
    assert page.empty.action.hasFocus()
    for wanted in (["New tool"], ["New tool", "New tool 2"]):
        key(window, Qt.Key.Key_N, CONTROL)
        assert names(page) == wanted
        assert page.detail.tool_form.fields["name"].editor.hasFocus()


def test_a_contract_is_added_and_deleted(opened: Shown) -> None:
    """The one that goes on from 31 December begins on 1 January: the old one has nothing left to decide then."""
    window, page = opened()
    press(window, "tools.contract")
    starts = page.detail.terms_form.fields["starts"]
    assert starts.editor.hasFocus()
    assert page.detail.terms_form.fields["amount"].text() == "48,000 USD", "it is like the last one"
    edit(window, starts, "1 Jan 2027")
    edit(window, page.detail.terms_form.fields["ends"], "31 Dec 2027")
    assert [page.detail.contracts.itemText(at) for at in range(2)] == ["from 1 Jan 2027 · to come", "MX-1 · runs"]
    assert row(page.stack_pane.table, "Mixpanel")["due"] == "373 d  1 Dec 2027", "30 days before 31 December 2027"
    page.detail.contracts.setCurrentIndex(1)
    page.detail.contracts.activated.emit(1)
    wait_for(window)
    assert facts(page)[facts(page).index("Goes on") + 1] == "in the contract after 31 Dec"
    page.detail.contracts.setCurrentIndex(0)
    page.detail.contracts.activated.emit(0)
    wait_for(window)
    press(window, "tools.drop_contract")
    assert window.strip.text.text() == "Deleted the contract from 2027-01-01."
    assert row(page.stack_pane.table, "Mixpanel")["due"] == "8 d  1 Dec"


# --- order, filters, columns, copies


def click_header(window: MainWindow, table: RecordTable, column: str, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
    section = next(at for at, one in enumerate(table.records.columns) if one.id == column)
    spot = QPoint(table.header.sectionViewportPosition(section) + 20, 12)
    QTest.mouseClick(table.header.viewport(), Qt.MouseButton.LeftButton, modifiers, spot)
    wait_for(window)


def test_headers_sort_with_shift_for_further_keys_and_so_do_commands(opened: Shown) -> None:
    window, page = opened()
    table = page.stack_pane.table
    click_header(window, table, "annual")
    assert names(page) == ["Figma", "Mixpanel", "Amplitude"]
    click_header(window, table, "annual")
    assert names(page) == ["Amplitude", "Mixpanel", "Figma"]
    click_header(window, table, "owner", SHIFT)
    assert table.keys == [("annual", True), ("owner", False)]
    table.choose(1)
    table.setFocus()
    at = next(at for at, one in enumerate(table.records.columns) if one.id == "seats")
    while table.currentIndex().column() != at:
        key(window, Qt.Key.Key_Right)
    key(window, Qt.Key.Key_Down, ALT | SHIFT)
    assert (table.keys, names(page)) == ([("seats", True)], ["Amplitude", "Mixpanel", "Figma"]), "90 %, 33 %, not known"
    key(window, Qt.Key.Key_Up, ALT | SHIFT)
    assert names(page) == ["Mixpanel", "Amplitude", "Figma"]
    key(window, Qt.Key.Key_Left)
    key(window, Qt.Key.Key_Down, CONTROL | ALT)
    assert table.keys == [("seats", False), ("annual", True)]
    assert page.detail.title.text() == "Mixpanel"


def test_text_owner_capability_and_status_filter_and_the_totals_follow(opened: Shown) -> None:
    window, page = opened()
    pane = page.stack_pane
    key(window, Qt.Key.Key_Slash)
    assert pane.search.hasFocus()
    QTest.keyClicks(pane.search, "funnels")
    assert names(page) == ["Mixpanel", "Amplitude"]
    assert pane.totaled.totals.texts()[5:7] == ["$132k", "56  / 86 / 100"]
    key(window, Qt.Key.Key_Escape)
    assert pane.totaled.totals.texts()[5] == "$154k"

    def choose_by_keys(choice: QComboBox, text: str) -> None:
        choice.setFocus()
        for _ in range(abs(choice.findText(text) - choice.currentIndex())):
            key(window, Qt.Key.Key_Down if choice.findText(text) > choice.currentIndex() else Qt.Key.Key_Up)
        assert choice.currentText() == text

    assert [pane.owner.itemText(at) for at in range(pane.owner.count())] == ["Anyone", "Ana Ruiz", "Ben Osei"]
    choose_by_keys(pane.owner, "Ben Osei")
    assert names(page) == ["Amplitude"]
    choose_by_keys(pane.owner, "Anyone")
    choose_by_keys(pane.capability, "Design")
    assert (names(page), pane.totaled.totals.texts()[5]) == (["Figma"], "$22k")
    choose_by_keys(pane.capability, "All 4")
    figma = page.detail.tool_form.fields["status"]
    choose(window, page, "Figma")
    choose_by_keys(cast(QComboBox, figma.editor), "retired")
    assert names(page) == ["Mixpanel", "Amplitude"], "what is retired is not in use"
    assert pane.totaled.totals.texts()[5] == "$132k"
    choose_by_keys(pane.status, "Every status")
    assert names(page) == ["Mixpanel", "Amplitude", "Figma"]
    assert row(pane.table, "Figma")["status"] == "Retired"


def test_filters_and_the_tool_that_is_chosen_survive_an_edit(opened: Shown) -> None:
    window, page = opened()
    pane = page.stack_pane
    choose(window, page, "Amplitude")
    pane.owner.choose("Ben Osei")
    pane.owner.activated.emit(pane.owner.currentIndex())
    pane.search.setText("charts")
    edit(window, page.detail.tool_form.fields["category"], "Analytics")
    assert (names(page), pane.owner.current_id(), pane.search.text()) == (["Amplitude"], "Ben Osei", "charts")
    pane.search.setText("nothing is called so")
    assert names(page) == []
    assert page.detail.title.text() == "Amplitude"
    pane.search.clear()
    assert pane.table.current().tool.name == "Amplitude", "it is current again as soon as it is shown"


def test_the_list_is_copied_its_columns_are_chosen_and_arrows_on_the_strip_choose_the_contract(opened: Shown) -> None:
    window, page = opened()
    page.stack_pane.table.setFocus()
    key(window, Qt.Key.Key_C, CONTROL)
    wanted = [
        "Tool\tCapabilities\tOwner\tAnnual cost\tActive / assigned / bought\tNotice deadline\tStatus",
        "Mixpanel\tFunnels 3; Cohorts 1\tAna Ruiz\t48000\t20 / 48 / 60\t2026-12-01\tDecide now",
        "Amplitude\tCohorts 3; Funnels 3; Charts 2\tBen Osei\t84000\t36 / 38 / 40\t2026-12-30\tRenew",
        "Figma\tDesign 3\t–\t22000\t\t\tTerms missing",
    ]
    assert QGuiApplication.clipboard().text().split("\n") == wanted
    QGuiApplication.clipboard().clear()
    press(window, "tools.copy")
    assert QGuiApplication.clipboard().text().split("\n") == wanted
    assert window.strip.text.text() == "Copied the list of tools."
    key(window, Qt.Key.Key_C, CONTROL | SHIFT)
    assert QGuiApplication.clipboard().text() == (
        "Mixpanel: $48,000 a year, 20 active of 48 assigned and 60 bought seats in Nov 2026, notice by 1 Dec 2026, owner Ana Ruiz."
    )

    press(window, "tools.strip")
    strip = page.stack_pane.strip
    assert strip.hasFocus()
    assert page.contract is not None
    assert strip.current == page.contract.contract.id
    key(window, Qt.Key.Key_Right)
    assert page.detail.title.text() == "Amplitude"
    assert page.contract.contract.reference == "AM-7"
    assert page.stack_pane.table.current().tool.name == "Amplitude"
    key(window, Qt.Key.Key_Left)
    assert page.detail.title.text() == "Mixpanel"
    key(window, Qt.Key.Key_Return)
    assert page.stack_pane.table.hasFocus()
    assert page.stack_pane.table.current().tool.name == "Mixpanel"
    choose(window, page, "Figma")
    assert strip.current is None, "it has no deadline"
    press(window, "tools.strip_table")
    assert QGuiApplication.clipboard().text().split("\n")[1] == "1 Dec 2026\tNotice deadline\tMixpanel"

    table = page.stack_pane.table
    section = next(at for at, one in enumerate(table.records.columns) if one.id == "vendor")
    assert table.isColumnHidden(section)
    press(window, "tools.columns")
    menu = QApplication.activePopupWidget()
    assert menu is not None
    action = next(one for one in menu.actions() if one.text() == "Vendor")
    assert not action.isChecked()
    action.trigger()
    menu.close()
    assert not table.isColumnHidden(section)
    assert "Vendor" in table.table_text().split("\n")[0]


# --- decisions


def test_a_decision_is_taken_down_by_keys_shown_undone_changed_and_deleted(opened: Shown) -> None:
    window, page = opened()
    assert window.session is not None
    key(window, Qt.Key.Key_Return, CONTROL)
    dialog = cast(DecisionDialog, modal(DecisionDialog))
    assert "Notice can be given until 1 Dec; the term ends on 31 Dec." in texts(dialog)
    assert (dialog.owner.text(), dialog.day.text(), dialog.choice.current()) == ("Ana Ruiz", "2026-11-23", "renew")
    key(window, Qt.Key.Key_Right)
    assert dialog.choice.current() == "drop", "arrows choose"
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    wait_for(window)
    assert dialog.wrong.text.text() == "A decision needs its reason: whoever reads it next year asks for it."
    dialog.reason.setFocus()
    QTest.keyClicks(dialog.reason.editor, "Amplitude does it all.")
    dialog.day.setFocus()
    QTest.keyClick(dialog.day.editor, Qt.Key.Key_A, CONTROL)
    QTest.keyClicks(dialog.day.editor, "soon")
    dialog.take()
    assert "the day on which it was decided" in dialog.wrong.text.text()
    QTest.keyClick(dialog.day.editor, Qt.Key.Key_A, CONTROL)
    QTest.keyClicks(dialog.day.editor, "22 Nov 2026")
    dialog.reason.setFocus()
    QTest.keyClick(dialog.reason.editor, Qt.Key.Key_Return, CONTROL)
    while QApplication.activeModalWidget() is not None:  # a button pressed by its key takes a moment
        wait_for(window)
    awake(window)
    assert row(page.stack_pane.table, "Mixpanel")["status"] == "Drop"
    assert renewal(page, "Mixpanel")["decision"] == "Drop"
    assert "Drop for the deadline of 1 Dec\nAmplitude does it all.\nAna Ruiz · 22 Nov" in texts(page.detail.decisions)
    key(window, Qt.Key.Key_Z, CONTROL)
    assert row(page.stack_pane.table, "Mixpanel")["status"] == "Decide now"
    assert "Nothing was decided yet." in texts(page.detail.decisions)

    choose(window, page, "Amplitude")
    QTest.mouseClick(page.detail.decide_button, Qt.MouseButton.LeftButton)
    wait_for(window)
    dialog = cast(DecisionDialog, modal(DecisionDialog))
    assert (dialog.choice.current(), dialog.reason.text(), dialog.day.text()) == ("renew", "Growth lives in it.", "2026-11-20")
    dialog.choice.choose("renegotiate")
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    wait_for(window)
    awake(window)
    assert row(page.stack_pane.table, "Amplitude")["status"] == "Renegotiate"
    with window.session.workspace.reading() as store:
        assert [one.choice for one in decisions_of(store, "contract")] == ["renegotiate"], "it is the same one"
    drop = next(one for one in page.detail.decisions.findChildren(QAbstractButton) if one.accessibleName() == "Delete this decision")
    QTest.mouseClick(drop, Qt.MouseButton.LeftButton)
    wait_for(window)
    assert row(page.stack_pane.table, "Amplitude")["status"] == "Keep", "it is used, and nothing is due within 30 days"


# --- the other lists


def test_overlaps_renewals_and_vendors_list_what_is_to_be_weighed(opened: Shown) -> None:
    window, page = opened()
    assert page.stack_pane.overlap.text.text() == "Overlap: Amplitude and Mixpanel both cover cohorts and funnels. Together $132k a year."
    QTest.mouseClick(page.stack_pane.overlap.action, Qt.MouseButton.LeftButton)
    wait_for(window)
    table = page.overlaps.table
    assert (page.current_tab(), table.hasFocus()) == ("overlaps", True)
    assert window.top_bar.tabs.currentIndex() == 2
    found = row(table, "Amplitude")
    assert (found["b"], found["what"]) == ("Mixpanel", "Cohorts, Funnels")
    assert (found["same"], found["people"], found["score"]) == ("50%", "–", "50%")
    assert (found["cost"], found["go_a"], found["go_b"]) == ("$132k", "30 Dec", "1 Dec")
    window.show_tab("inventory")
    choose(window, page, "Mixpanel")
    press(window, "tools.compare")
    assert table.current().b.name == "Mixpanel"
    assert page.detail.title.text() == "Mixpanel"

    window.show_tab("vendors")
    wait_for(window)
    table = page.vendors.table
    found = row(table, "Mixpanel Inc")
    assert (found["tools"], found["annual"], found["due"]) == ("Mixpanel", "$48k", "8 d  1 Dec")
    table.setFocus()
    key(window, Qt.Key.Key_J)
    key(window, Qt.Key.Key_Return)
    dialog = cast(RecordsDialog, modal(RecordsDialog))
    assert dialog.current is not None
    assert dialog.current.title == "Mixpanel Inc"
    dialog.close()
    awake(window)

    window.show_tab("renewals")
    wait_for(window)
    table = page.renewals.table
    assert [pair[0].tool.name for pair in table.shown] == ["Mixpanel", "Amplitude", "Figma"]
    mixpanel, figma = row(table, "Mixpanel"), row(table, "Figma")
    assert (mixpanel["contract"], mixpanel["notice"], mixpanel["lead"]) == ("MX-1", "30 days", "Security review 24 Nov")
    assert (mixpanel["decide"], mixpanel["decision"], mixpanel["ends"]) == ("24 Nov", "Open", "31 Dec")
    assert (figma["contract"], figma["due"], figma["decision"]) == ("from 1 May 2026", "–", "Terms missing")
    tip = table.records.cell(2, 5).tip
    assert tip.startswith("It has no end date")
    assert "no notice period" in tip
    assert page.renewals.summary.text() == "Next 90 days: 2 deadlines, $132k"
    table.setFocus()
    key(window, Qt.Key.Key_J)
    assert page.detail.title.text() == "Amplitude"
    key(window, Qt.Key.Key_Return)
    decision = cast(DecisionDialog, modal(DecisionDialog))
    assert decision.windowTitle() == "Decide about Amplitude"
    decision.close()
    awake(window)
    QTest.keyClicks(page.renewals.search, "ana")
    assert [pair[0].tool.name for pair in table.shown] == ["Mixpanel"]


# --- seats, card, links, sources, history


def test_seats_of_a_month_are_typed(opened: Shown) -> None:
    """48 of 60 seats active are 80 %, and the 12 others $9,600."""
    window, page = opened()
    assert page.detail.month.current_id() == "2026-11"
    edit(window, page.detail.month_form.fields["active"], "48")
    found = row(page.stack_pane.table, "Mixpanel")
    assert (found["seats"], found["share"], found["shelfware"]) == ("48  / 48 / 60", "80%", "$9,600")
    assert undo_label(window) == "set seats of Mixpanel in 2026-11"
    edit(window, page.detail.month_form.fields["active"], "most")
    assert "no whole number" in page.detail.month_form.fields["active"].wrong.text()
    page.detail.month.choose("2026-10")
    page.detail.month.activated.emit(page.detail.month.currentIndex())
    assert [field.text() for field in page.detail.month_form.fields.values()] == ["60", "50", "22"]
    assert page.detail.month_form.fields["active"].wrong.text() == "", "it was about the other month"
    edit(window, page.detail.month_form.fields["assigned"], "55")
    assert window.session is not None
    with window.session.workspace.reading() as store:
        assert [(one.month, one.assigned) for one in tool_store.all_months(store, 1)[1]] == [("2026-10", 55), ("2026-11", 48)]
    choose(window, page, "Figma")
    edit(window, page.detail.month_form.fields["active"], "9")
    assert row(page.stack_pane.table, "Figma")["seats"].startswith("Seats unknown · 9 active users")


def test_a_link_is_made_shown_at_both_ends_opened_and_removed(opened: Shown) -> None:
    window, page = opened()
    assert window.session is not None
    key(window, Qt.Key.Key_L, CONTROL)
    dialog = cast(LinkDialog, modal(LinkDialog))
    assert dialog.search.hasFocus()
    QTest.keyClicks(dialog.search, "pipeline")
    assert [(row.text, row.detail) for row in dialog.list.rows.rows] == [("Pipeline", "Dataset")]
    dialog.ways.choose("needs")
    key(window, Qt.Key.Key_Return)
    awake(window)
    assert "needs · Dataset" in texts(page.detail.links.section)
    with window.session.workspace.reading() as store:
        (found,) = links_of(store, End("dataset", 2))
        assert (found.kind, found.other, found.forward) == ("needs", End("tool", 1), False)
    choose(window, page, "Amplitude")
    assert "is needed by · Goal" in texts(page.detail.links.section)
    link_to(page, "Open Customers who recommend us").click()
    wait_for(window)
    goals = cast(RecordsDialog, modal(RecordsDialog))
    assert goals.current is not None
    assert goals.current.title == "Customers who recommend us"
    assert "needs · Tool" in texts(goals.links_section)
    goals.close()
    awake(window)
    choose(window, page, "Mixpanel")
    link_to(page, "Open Pipeline").click()
    wait_for(window)
    assert window.page is not None
    assert window.page.id == "datasets"
    assert cast(DatasetsPage, window.page).grid.title.label.text() == "Pipeline"
    press(window, "view.back")
    link_to(page, "Remove the link to Pipeline").click()
    wait_for(window)
    assert "Nothing is linked yet." in texts(page.detail.links.section)
    key(window, Qt.Key.Key_Z, CONTROL)
    assert "needs · Dataset" in texts(page.detail.links.section)


def test_a_link_to_a_contract_opens_it_also_before_the_page_was_ever_shown(open_window: Open) -> None:
    window = open_window("filled")
    assert window.session is not None
    with window.session.workspace.reading() as store:
        amplitude = tool_store.all_contracts(store, tool_store.find_tool(store, "Amplitude").id)[0]
    window.session.open("tools", End("contract", amplitude.id))
    wait_for(window)
    page = cast(ToolsPage, window.page)
    assert page.detail.title.text() == "Amplitude"
    assert page.contract is not None
    assert page.contract.contract.reference == "AM-7"


def link_to(page: ToolsPage, name: str) -> QAbstractButton:
    """A button of the links, by what assistive technology reads."""
    found = [one for one in page.detail.links.section.findChildren(QAbstractButton) if one.accessibleName() == name]
    assert found, name
    return found[-1]


def test_the_history_says_each_step_and_takes_one_back(opened: Shown) -> None:
    window, page = opened()
    edit(window, page.detail.terms_form.fields["notice"], "60 days")
    edit(window, page.detail.tool_form.fields["owner"], "Cy Young")
    edit(window, page.detail.terms_form.fields["lead_times"], "Legal (2 weeks)")
    said = texts(page.detail.history.section).split("\n")
    contracts = "Edit contract of Mixpanel"
    assert [line for line in said if line.startswith("Edit ")] == [contracts, "Edit Mixpanel", contracts]
    assert "notice: 30 → 60" in said
    assert "owner: Ana Ruiz → Cy Young" in said
    back = [one for one in page.detail.history.section.findChildren(QPushButton) if one.accessibleName() == "Take back “Edit Mixpanel”"]
    QTest.mouseClick(back[-1], Qt.MouseButton.LeftButton)
    wait_for(window)
    assert tool(window, "Mixpanel").owner == "Ana Ruiz"
    assert str(contract(window, "Mixpanel").notice) == "60 days", "the other ones stay"
    assert texts(page.detail.history.section).split("\n")[2] == "Undo edit Mixpanel"


# --- reading only


def test_reading_only_everything_is_seen_nothing_is_edited_and_it_is_said_why(
    bare_window: MainWindow, workspace_path: Callable[[str], Path]
) -> None:
    window, path = bare_window, workspace_path("filled")
    with open_workspace(path):
        assert window.open_path(path)
        window.show_page("tools")
        wait_for(window)
        page = cast(ToolsPage, window.page)
        assert row(page.stack_pane.table, "Mixpanel")["due"] == "8 d  1 Dec"
        assert page.detail.terms_form.fields["notice"].text() == "30 days"
        assert window.session is not None
        why = window.session.read_only_reason
        assert why is not None
        free = {"Hide the inspector (F4)", "Compare", "Month of the seats", "Contracts of the tool, the newest first", "Show in history…"}
        assert unlocked(page.detail, why, free=free, leading=("Fold “",)) == []
        assert (page.stack_pane.add.isEnabled(), page.stack_pane.add.toolTip()) == (False, why)
        edits = ("add", "edit", "rename", "duplicate", "delete", "erase", "contract", "drop_contract", "decide", "link")
        refused = {command.id for command in page.commands() if command.enabled() == why}
        assert refused == {f"tools.{edit}" for edit in edits}
        assert {command.enabled() for command in page.commands()} == {None, why}
        page.stack_pane.table.setFocus()
        for letter in (Qt.Key.Key_N, Qt.Key.Key_D, Qt.Key.Key_L, Qt.Key.Key_Delete, Qt.Key.Key_Return):
            window.strip.say(None)
            key(window, letter, CONTROL)
            assert window.strip.text.text() == why
            assert QApplication.activeModalWidget() is None
        window.show_tab("renewals")
        page.renewals.table.setFocus()
        window.strip.say(None)
        key(window, Qt.Key.Key_Return)
        assert QApplication.activeModalWidget() is None
        assert window.strip.text.text() == why
        press(window, "tools.copy")
        assert QGuiApplication.clipboard().text().startswith("Tool\t")
        window.close_workspace()


# --- what is written


def test_inventory_and_deadlines_are_written_where_one_says(opened: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    window, page = opened()
    shown: list[Path] = []
    monkeypatch.setattr("prodops_desktop.ui.asking.show_file", shown.append)
    asked: list[str] = []

    def ask(title: str, path: Path, kinds: str) -> Path:
        asked.append(path.name)
        return tmp_path / f"out {len(asked)}"

    page.tool_actions.exports.ask_save = ask
    key(window, Qt.Key.Key_E, CONTROL | SHIFT)
    book = tmp_path / "out 1.xlsx"
    assert window.strip.text.text() == "It is in out 1.xlsx."
    assert window.strip.line is not None
    for action in window.strip.line.actions:
        action.run()
    assert shown == [book, tmp_path]
    sheet = openpyxl.load_workbook(book)["Tools"]
    assert [sheet.cell(line, 1).value for line in range(1, 5)] == ["Tool", "Amplitude", "Figma", "Mixpanel"]
    press(window, "tools.ics")
    entries = (tmp_path / "out 2.ics").read_text(encoding="utf-8")
    assert entries.count("BEGIN:VEVENT") == 3, "two deadlines and the begin of a security review"
    assert "SUMMARY:Mixpanel: Last day for notice" in entries
    assert asked == ["Tools 2026-11-23.xlsx", "Tools 2026-11-23.ics"]
    page.tool_actions.exports.ask_save = lambda title, path, kinds: None
    press(window, "tools.excel")
    assert not (tmp_path / "out 3.xlsx").exists()
    page.tool_actions.exports.ask_save = lambda title, path, kinds: tmp_path / "no such folder" / "out.xlsx"
    press(window, "tools.excel")
    assert window.strip.text.text().startswith("There is no folder ")


# --- what it looks like


def test_no_text_of_a_tab_is_cut_and_every_control_has_a_name(opened: Shown) -> None:
    window, page = opened()
    for size in ((1024, 640), (1440, 900)):
        window.resize(*size)
        for tab in ("inventory", "renewals", "overlaps", "vendors"):
            window.show_tab(tab)
            for name in names(page):
                page.choose(page.stack_pane.table.shown[names(page).index(name)].tool.id)
                wait_for(window)
                assert cut_texts(window) == [], f"{name} on {tab} at {size}"
            for control in [child for root in (page, page.detail) for child in root.findChildren(QWidget)]:
                inner = isinstance(control.parentWidget(), QLineEdit)  # the icons inside a field
                if control.isVisible() and control.focusPolicy() & Qt.FocusPolicy.TabFocus and not inner:
                    said = control.accessibleName() or getattr(control, "text", str)()
                    assert said, f"{type(control).__name__} in {type(control.parentWidget()).__name__} has no name"


def test_no_text_of_its_dialogs_is_cut(opened: Shown) -> None:
    window, _ = opened()
    window.resize(1024, 640)
    for command, kind in (("tools.decide", DecisionDialog), ("tools.link", LinkDialog)):
        press(window, command)
        dialog = modal(kind)
        assert dialog.width() <= window.width()
        assert dialog.height() <= window.height()
        assert cut_texts(dialog) == []
        if isinstance(dialog, DecisionDialog):
            dialog.take()
            wait_for(window)
            assert dialog.wrong.isVisible()
            assert cut_texts(dialog) == []
        dialog.close()
        awake(window)


def test_a_tool_without_a_contract_says_what_to_do(opened: Shown) -> None:
    window, page = opened()
    press(window, "tools.add")
    assert page.detail.defects.text.text() == "No contract is known. Add one, or import the sheet that has it."
    assert not page.detail.decide_button.isEnabled()
    assert not any(field.isVisibleTo(page.detail) for field in page.detail.terms_form.fields.values())
    assert cut_texts(window) == []
    QTest.mouseClick(page.detail.add_contract, Qt.MouseButton.LeftButton)
    wait_for(window)
    edit(window, page.detail.terms_form.fields["amount"], "1,200 EUR")
    assert row(page.stack_pane.table, "New tool")["annual"] == "–", "there is no rate of the euro"
    assert page.inventory.notes == ("New tool: the contract without a start is not in the sum: there is no rate for EUR.",)
