"""The page Experiments with mouse and keys: what it rests on, empty and read-only, what it writes, and what it looks like.

The figures are those of :mod:`tests.ui.experiments_desk`.
"""

from collections.abc import Callable
from pathlib import Path
from typing import cast

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPushButton, QWidget

from prodops_desktop.areas import TAKERS
from prodops_desktop.datasets.importing import differences_of, stage_file
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.datasets.request import ImportRequest
from prodops_desktop.datasets.taking import SAME
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.pages.datasets import DatasetsPage
from prodops_desktop.ui.pages.experiments import ExperimentsPage
from prodops_desktop.ui.pages.experiments.acceptance import AcceptDialog
from prodops_desktop.ui.pages.experiments.decision import DecisionDialog
from prodops_desktop.ui.pages.experiments.icc_dialog import IccDialog
from prodops_desktop.ui.pages.experiments.reading_dialog import ReadingDialog
from prodops_desktop.ui.records.dialog import RecordsDialog
from prodops_desktop.ui.records.links import LinkDialog
from tests.ui.contract import Open, cut_texts, wait_for
from tests.ui.experiments_desk import (
    Shown,
    badges,
    button,
    choose,
    closed,
    experiments_workspace,
    opened,
    show,
    stored,
    type_over,
    workspace_path,
)
from tests.ui.locked import unlocked
from tests.ui.test_tools_page import CONTROL, SHIFT, awake, key, modal, press, texts

pytestmark = pytest.mark.qt_log_ignore("plugin does not support (raise|grabbing)")  # of a list that completes without a screen
__all__ = ["experiments_workspace", "opened", "workspace_path"]

TABS = ("calendar", "register", "results", "backlog", "learnings")


# --- around it


def test_two_that_cannot_be_shown_together_block_each_other_and_a_source_opens_the_row_of_its_dataset(opened: Shown) -> None:
    window, page = opened()
    choose(window, page, "EXP-5")
    page.focus_first()
    key(window, Qt.Key.Key_L, CONTROL)
    dialog = cast(LinkDialog, modal(LinkDialog))
    QTest.keyClicks(dialog.search, "ana ruiz")
    QTest.mouseClick(button(dialog, "can’t be shown with"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
    wait_for(window)
    assert dialog.wrong.text.text() == "Only two experiments can contradict each other. Choose an experiment."
    dialog.search.clear()
    QTest.keyClicks(dialog.search, "one-page")
    QTest.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
    closed(window)
    assert badges(page, "EXP-5") == ["Block: EXP-4, 1,000 users"]
    assert "Their variants can’t be shown together on Checkout" in texts(page.detail.before.section)
    assert "EXP-4 One-page upgrade" in [one.text() for one in page.detail.links.section.findChildren(QAbstractButton)]
    key(window, Qt.Key.Key_Z, CONTROL)
    assert badges(page, "EXP-5") == ["High: EXP-4, 1,000 users"]

    choose(window, page, "EXP-7")
    assert "Experiment, as of" in texts(page.detail.sources.section)
    key(window, Qt.Key.Key_F9)
    assert page.detail.sources.section.hasFocus()
    (source,) = [one for one in page.detail.sources.section.findChildren(QAbstractButton) if one.isVisible() and one.text()]
    assert "row 2" in source.text()
    QTest.mouseClick(source, Qt.MouseButton.LeftButton)
    wait_for(window)
    assert isinstance(window.page, DatasetsPage)
    assert window.page.grid.title.label.text() == "Product experiments"
    window.show_page("experiments")
    wait_for(window)
    choose(window, page, "EXP-6")
    assert "Typed here; no sheet speaks of it." in texts(page.detail.sources.section)


def test_the_history_names_what_changed_and_takes_a_step_back(opened: Shown) -> None:
    window, page = opened()
    type_over(window, page.detail.read_form.fields["variants"], "Control\nA (Blue)")
    for field, typed in (("owner", "Cy Young"), ("segment", "Enterprise"), ("allocation", "40"), ("starts", "11 Dec 2026")):
        type_over(window, page.detail.plan_form.fields[field], typed)
    said = texts(page.detail.history.section).split("\n")
    for line in (
        "Variant: B → A", "About a variant: – → Blue", "owner: – → Cy Young", "segment: SMB → Enterprise", "allocation: 25% → 40%",
        "First day: 10 Dec 2026 → 11 Dec 2026",
    ):  # fmt: skip
        assert line in said
    back = [one for one in page.detail.history.section.findChildren(QPushButton) if one.isVisible() and one.text() == "Take back this one"]
    assert back[0].accessibleName() == "Take back “Edit EXP-6 Usage add-on card”"
    QTest.mouseClick(back[-2], Qt.MouseButton.LeftButton)
    wait_for(window)
    made = stored(window, "EXP-6")
    assert (made.variants[1].name, made.owner, made.segment) == ("B", "Cy Young", "Enterprise"), "the others stay"
    assert texts(page.detail.history.section).split("\n")[2] == "Undo edit EXP-6 Usage add-on card"


def test_the_palette_finds_an_experiment_and_a_segment_and_the_registers_behind_are_opened(opened: Shown) -> None:
    window, page = opened()
    page.focus_first()
    for words, found in (("invoice pay", "EXP-5 Invoice payment"), ("pays by card", "Enterprise, pays by card")):
        key(window, Qt.Key.Key_K, CONTROL)
        QTest.keyClicks(window.palette_.field, words)
        rows = [one.text for one in window.palette_.model.rows if not one.heading]
        assert rows[0] == found
        QTest.keyClick(window.palette_.field, Qt.Key.Key_Return)
        wait_for(window)
    assert page.detail.title.text() == "EXP-5 Invoice payment"
    dialog = cast(RecordsDialog, modal(RecordsDialog))
    assert dialog.current is not None
    assert dialog.current.title == "Enterprise, pays by card"
    dialog.close()
    awake(window)
    for command, title in (("segment", "SMB"), ("events", "Year-end freeze"), ("goals", "Fewer support contacts")):
        choose(window, page, "EXP-6")
        press(window, f"experiments.{command}")
        dialog = cast(RecordsDialog, modal(RecordsDialog))
        assert dialog.current is not None
        assert dialog.current.title == title
        dialog.close()
        awake(window)


# --- nothing there


def test_an_empty_page_takes_the_first_experiment_by_keys(open_window: Open) -> None:
    window = open_window("empty")
    window.show_page("experiments")
    wait_for(window)
    page = cast(ExperimentsPage, window.page)
    assert page.empty.action.hasFocus()
    assert page.detail.title.text() == "No experiment chosen"
    assert not page.detail.decide_button.isVisible()
    for command in ("slot", "decide", "excel", "sentence"):
        assert next(one for one in page.commands() if one.id == f"experiments.{command}").enabled()
    key(window, Qt.Key.Key_N, CONTROL)
    assert page.detail.title.text() == "EXP-1 New experiment"
    assert page.detail.plan_form.fields["name"].editor.hasFocus()
    for tab, said in (
        ("results", "No experiment runs or is over yet."), ("learnings", "Nothing was decided yet."),
    ):  # fmt: skip
        show(window, tab)
        assert said in texts(page)
    show(window, "calendar")
    assert page.calendar.timeline.sentence.startswith("Nothing from")
    assert page.calendar.conflicts.text() == "No open conflict"


# --- reading only


def test_reading_only_everything_is_seen_nothing_is_edited_and_it_is_said_why(
    bare_window: MainWindow, workspace_path: Callable[[str], Path]
) -> None:
    window, path = bare_window, workspace_path("filled")
    with open_workspace(path):
        assert window.open_path(path)
        window.show_page("experiments")
        wait_for(window)
        page = cast(ExperimentsPage, window.page)
        assert window.session is not None
        why = window.session.read_only_reason
        assert why is not None
        for code in ("EXP-6", "EXP-2", "EXP-5"):
            choose(window, page, code)
            assert unlocked(page.detail, why, free={"Hide the inspector (F4)"}, leading=("Open ", "Show ", "Fold ")) == []
        edits = (
            "add", "edit", "rename", "duplicate", "delete", "erase", "slot", "accept", "earlier", "later", "week_earlier", "week_later",
            "shorter", "longer", "starts_earlier", "starts_later", "read", "decide", "link", "icc",
        )  # fmt: skip
        assert {command.id for command in page.commands() if command.enabled() == why} == {f"experiments.{edit}" for edit in edits}
        page.focus_first()
        for letter, modifiers in ((Qt.Key.Key_N, CONTROL), (Qt.Key.Key_D, CONTROL), (Qt.Key.Key_Return, CONTROL),
                                  (Qt.Key.Key_L, CONTROL | SHIFT), (Qt.Key.Key_R, CONTROL | SHIFT)):  # fmt: skip
            window.strip.say(None)
            key(window, letter, modifiers)
            assert window.strip.text.text() == why
            assert QApplication.activeModalWidget() is None
        window.strip.say(None)
        QTest.keyClicks(page.calendar.timeline, ".")
        assert window.strip.text.text() == why
        for tab, control in (
            ("calendar", page.calendar.add), ("register", page.register.action), ("results", page.results.record),
            ("backlog", page.backlog.ideas.action),
        ):  # fmt: skip
            show(window, tab)
            assert (control.isEnabled(), control.toolTip()) == (False, why)
        page.backlog.goals.go_to(0)
        page.backlog.goals.setFocus()
        window.strip.say(None)
        key(window, Qt.Key.Key_Return)
        assert window.strip.text.text() == why
        press(window, "experiments.copy")
        assert QGuiApplication.clipboard().text().startswith("Key\t")
        window.close_workspace()


# --- what is copied and written


def test_pictures_tables_and_sentences_are_copied_and_written_and_come_back(
    opened: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, page = opened()
    assert window.session is not None
    asked: list[str] = []

    def ask(title: str, path: Path, kinds: str) -> Path:
        asked.append(path.name)
        return tmp_path / f"out {len(asked)}"

    page.copies.exports.ask_save = ask
    press(window, "experiments.picture")
    assert (tmp_path / "out 1.png").read_bytes()[:4] == b"\x89PNG"
    press(window, "experiments.excel")
    book = tmp_path / "out 2.xlsx"
    assert window.strip.text.text() == "It is in out 2.xlsx."
    for sheet, kind in (("Experiments", "experiments"), ("Results", "experiment_results"), ("Events", "events")):
        staged = stage_file(window.session.workspace, ImportRequest(book, kind=kind, sheet=sheet, name=f"{sheet} again"))
        with window.session.workspace.reading() as store:
            found = differences_of(store, staged, TAKERS)
        staged.discard()
        assert found is not None
        assert {record.what for record in found.records} == {SAME}, sheet
        assert (found.problems, found.missing) == ((), ())
    press(window, "experiments.calendar")
    assert openpyxl.load_workbook(tmp_path / "out 3.xlsx").active is not None
    assert asked == ["Experiment calendar 2026-11-23.png", "Experiments 2026-11-23.xlsx", "Experiment calendar 2026-11-23.xlsx"]
    page.copies.exports.ask_save = lambda title, path, kinds: None
    press(window, "experiments.excel")
    assert not (tmp_path / "out 4.xlsx").exists()
    page.copies.exports.ask_save = lambda title, path, kinds: tmp_path / "no such folder" / "out.png"
    press(window, "experiments.picture")
    assert window.strip.text.text() == "out.png can’t be written. Choose another folder."

    choose(window, page, "EXP-5")
    press(window, "experiments.sentence")
    assert QGuiApplication.clipboard().text() == (
        "EXP-5 Invoice payment: scheduled, 4 – 18 Dec, 15 days, on Checkout, for Enterprise, pays by card (2,000 users, 40 accounts). "
        "40 accounts: effective n 579 of 4,634 needed: can’t be read. High: EXP-4 One-page upgrade."
    )
    press(window, "experiments.copy")
    assert QGuiApplication.clipboard().text().split("\n")[1] == "Checkout\t4 One-page upgrade\t16 Nov 2026\t18 Dec 2026\t50%"
    press(window, "experiments.copy_picture")
    assert QGuiApplication.clipboard().image().width() == 2880
    show(window, "results")
    press(window, "experiments.copy")
    assert QGuiApplication.clipboard().text().split("\n")[2].startswith("A")
    show(window, "register")
    assert next(one for one in page.commands() if one.id == "experiments.picture").enabled() == "Show the calendar or a result first."


# --- what it looks like


@pytest.mark.parametrize("family", ["Inter", "DejaVu Sans"], indirect=True)
def test_no_text_of_a_tab_or_dialog_is_cut_and_every_control_has_a_name(family: str, opened: Shown) -> None:
    window, page = opened()
    window.resize(1024, 640)
    for tab in TABS:
        show(window, tab)
        for code in ("EXP-2", "EXP-5", "EXP-6", "EXP-8"):
            choose(window, page, code)
            assert cut_texts(page) + cut_texts(page.detail) == [], f"{code} on {tab}"
        for control in [child for root in (page, page.detail) for child in root.findChildren(QWidget)]:
            inner = isinstance(control.parentWidget(), QLineEdit)  # the icons inside a field
            if control.isVisible() and control.focusPolicy() & Qt.FocusPolicy.TabFocus and not inner:
                said = control.accessibleName() or getattr(control, "text", str)()
                assert said, f"{type(control).__name__} in {type(control.parentWidget()).__name__} has no name"
    show(window, "calendar")
    for code, command, kind in (
        ("EXP-5", "accept", AcceptDialog), ("EXP-2", "read", ReadingDialog), ("EXP-5", "read", ReadingDialog),
        ("EXP-2", "decide", DecisionDialog), ("EXP-4", "decide", DecisionDialog), ("EXP-5", "link", LinkDialog),
        ("EXP-5", "icc", IccDialog),
    ):  # fmt: skip
        choose(window, page, code)
        press(window, f"experiments.{command}")
        dialog = modal(kind)
        assert dialog.width() <= window.width()
        assert dialog.height() <= window.height()
        assert cut_texts(dialog) == [], f"{command} of {code}"
        if isinstance(dialog, AcceptDialog | ReadingDialog | DecisionDialog):
            dialog.take()
            wait_for(window)
            assert dialog.wrong.isVisible()
            assert cut_texts(dialog) == [], f"{command} of {code}, refused"
        dialog.close()
        awake(window)
