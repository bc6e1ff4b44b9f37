"""The ICC of an experiment is worked out from a sheet by keys, shown with what follows from it, taken, opened and taken back.

EXP-5 has 2,000 users in 40 accounts: a design effect of 1 + 49 × ICC. The usage names four users in each of three of these accounts.
"""

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from prodops_desktop.experiments.pre_period import NO_SHEET
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.pages.datasets import DatasetsPage
from prodops_desktop.ui.pages.experiments import ExperimentsPage
from prodops_desktop.ui.pages.experiments.icc_dialog import IccDialog
from tests.ui.contract import cut_texts, wait_for
from tests.ui.experiments_desk import Shown, button, choose, closed, experiments_workspace, opened, stored, type_over, workspace_path
from tests.ui.test_tools_page import CONTROL, awake, key, modal, press, texts
from tests.unit.experiments.intraclass import exact_icc
from tests.unit.sheets_here import import_here, write_rows

pytestmark = pytest.mark.qt_log_ignore("plugin does not support (raise|grabbing)")  # of a list that completes without a screen
__all__ = ["experiments_workspace", "opened", "workspace_path"]

SESSIONS = {"E000": (9, 8, 9, 7), "E001": (2, 5, 2, 4), "E002": (6, 3, 6, 6)}
ICC = round(exact_icc(list(SESSIONS.values())), 3)


def bring_usage(window: MainWindow, folder: Path) -> None:
    """Import usage with two figures, one of them the same for all, and a list of survey answers before it by name."""
    assert window.session is not None
    rows = [("Week", "Account ID", "User ID", "Sessions", "Seats")]
    rows += [("2026-11-09", account, f"{account}-{user}", f"{count}", "1") for account, counts in SESSIONS.items()
             for user, count in enumerate(counts)]  # fmt: skip
    import_here(window.session.workspace, write_rows(folder / "Usage.csv", rows), kind="usage_summary", name="Usage", as_of="2026-11-20")
    answers = [("When", "Account", "User", "NPS score"), ("2026-11-10", "E000", "E000-1", "9"), ("2026-11-11", "E000", "E000-2", "3")]
    import_here(window.session.workspace, write_rows(folder / "NPS.csv", answers), kind="nps", name="Answers", as_of="2026-11-20")


def asked(window: MainWindow, page: ExperimentsPage) -> IccDialog:
    """The dialog for EXP-5, once it has worked out what it shows first."""
    choose(window, page, "EXP-5")
    page.focus_first()
    press(window, "experiments.icc")
    return cast(IccDialog, modal(IccDialog))


def test_an_icc_is_taken_by_keys_and_taken_back(opened: Shown, tmp_path: Path) -> None:
    window, page = opened()
    bring_usage(window, tmp_path)
    dialog = asked(window, page)
    assert dialog.sheet.hasFocus()
    assert (dialog.sheet.currentText(), dialog.column.currentText()) == ("Usage", "Sessions")
    assert dialog.said.text.text() == f"ICC {ICC:g} from Sessions of Usage until 9 Nov 2026: 12 users in 3 accounts."
    effect = 1 + 49 * ICC
    assert dialog.effect.text() == (
        f"Design effect {effect:.2f}: 2,000 users in the test count for {int(2000 / effect)} instead of 579 (ICC 0.05 assumed)."
    )
    key(window, Qt.Key.Key_Return, CONTROL)
    closed(window)
    one = stored(window, "EXP-5")
    assert (one.icc, one.icc_from) == (ICC, "Usage")
    assert f"Design effect {effect:.2f}, ICC {ICC:g} from Usage." in texts(page.detail.before.section)
    assert "ICC worked out from: – → Usage" in texts(page.detail.history.section)
    key(window, Qt.Key.Key_Z, CONTROL)
    assert stored(window, "EXP-5").icc_from is None
    assert "Design effect 3.45, ICC 0.05 assumed." in texts(page.detail.before.section)


def test_another_column_or_sheet_is_worked_out_anew_or_says_why_not(opened: Shown, tmp_path: Path) -> None:
    window, page = opened()
    bring_usage(window, tmp_path)
    dialog = asked(window, page)
    key(window, Qt.Key.Key_Tab)
    assert dialog.column.hasFocus()
    key(window, Qt.Key.Key_Down)
    same = "All users have the same Seats of Usage, which says nothing. Choose another column."
    assert (dialog.column.currentText(), dialog.said.text.text(), dialog.effect.isVisible()) == ("Seats", same, False)
    assert (dialog.save.isEnabled(), dialog.save.toolTip()) == (False, same)
    key(window, Qt.Key.Key_Return, CONTROL)
    assert dialog.isVisible(), "there is nothing to take"
    dialog.sheet.setFocus()
    key(window, Qt.Key.Key_Down)
    assert (dialog.column.currentText(), dialog.source.text()) == ("NPS score", "Open Answers")
    assert dialog.said.text.text().startswith("Only one account has users in NPS score of Answers, and it takes two.")
    key(window, Qt.Key.Key_Up)
    assert dialog.said.text.text().startswith(f"ICC {ICC:g} from Sessions")
    assert dialog.save.isEnabled()
    key(window, Qt.Key.Key_Escape)
    closed(window)
    assert stored(window, "EXP-5").icc is None


def test_while_it_is_worked_out_it_says_so_and_there_is_nothing_to_take(opened: Shown, tmp_path: Path) -> None:
    window, page = opened()
    bring_usage(window, tmp_path)
    choose(window, page, "EXP-5")
    page.experiment_actions.work_out_icc()
    dialog = cast(IccDialog, modal(IccDialog))
    assert (dialog.said.text.text(), dialog.save.isEnabled(), dialog.sheet.isVisible()) == ("Looking for sheets of users…", False, False)
    wait_for(window)
    dialog.column.setCurrentIndex(1)
    assert (dialog.said.text.text(), dialog.save.isEnabled()) == ("Working it out…", False)
    dialog.close()
    awake(window)


def test_without_a_sheet_it_says_which_to_import(opened: Shown) -> None:
    window, page = opened()
    dialog = asked(window, page)
    assert dialog.said.text.text() == NO_SHEET
    assert (dialog.save.isEnabled(), dialog.sheet.isVisible(), dialog.source.isVisible()) == (False, False, False)
    key(window, Qt.Key.Key_Escape)
    closed(window)


def test_the_sheet_opens_from_the_dialog_and_from_the_sources(opened: Shown, tmp_path: Path) -> None:
    window, page = opened()
    bring_usage(window, tmp_path)
    dialog = asked(window, page)
    dialog.source.setFocus()
    key(window, Qt.Key.Key_Space)
    closed(window)
    assert isinstance(window.page, DatasetsPage)
    assert window.page.grid.title.label.text() == "Usage"
    window.show_page("experiments")
    wait_for(window)
    asked(window, page).take()
    closed(window)
    assert "ICC" in texts(page.detail.sources.section).split("\n")
    source = button(page.detail.sources.section, "Usage")
    assert source.accessibleName() == "Open Usage"
    window.show_page("home")
    wait_for(window)
    source.click()
    wait_for(window)
    assert isinstance(window.page, DatasetsPage)


def test_an_icc_that_is_typed_comes_from_no_sheet_any_more(opened: Shown, tmp_path: Path) -> None:
    window, page = opened()
    bring_usage(window, tmp_path)
    asked(window, page).take()
    closed(window)
    type_over(window, page.detail.design_form.fields["icc"], "0.1")
    one = stored(window, "EXP-5")
    assert (one.icc, one.icc_from) == (0.1, None)
    assert "ICC 0.1 given." in texts(page.detail.before.section)
    assert "Typed here; no sheet speaks of it." in texts(page.detail.sources.section)


def test_where_users_count_one_by_one_there_is_no_use_for_it(opened: Shown) -> None:
    window, page = opened()
    choose(window, page, "EXP-6")
    why = "EXP-6 counts users one by one, so that an ICC says nothing. Set its unit or its spillover first."
    assert next(one for one in page.commands() if one.id == "experiments.icc").enabled() == why
    assert (page.detail.work_out_icc.isEnabled(), page.detail.work_out_icc.toolTip()) == (False, why)
    type_over(window, page.detail.plan_form.fields["clustered"], "yes")
    assert page.detail.work_out_icc.isEnabled()
    QTest.mouseClick(page.detail.work_out_icc, Qt.MouseButton.LeftButton)
    wait_for(window)
    modal(IccDialog).close()
    awake(window)
    assert QApplication.activeModalWidget() is None


@pytest.mark.parametrize("family", ["Inter", "DejaVu Sans"], indirect=True)
def test_no_text_of_it_is_cut(family: str, opened: Shown, tmp_path: Path) -> None:
    window, page = opened()
    bring_usage(window, tmp_path)
    window.resize(1024, 640)
    dialog = asked(window, page)
    assert cut_texts(dialog) == []
    dialog.column.setCurrentIndex(1)
    wait_for(window)
    assert cut_texts(dialog) == []
    dialog.column.setCurrentIndex(0)
    wait_for(window)
    dialog.refuse("This experiment is no longer there; it was deleted or undone.")
    wait_for(window)
    assert cut_texts(dialog) == []
    dialog.close()
    awake(window)
