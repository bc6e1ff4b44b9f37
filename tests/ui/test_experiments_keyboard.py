"""The page Experiments: where the keyboard is once what had it goes away, and that what is refused is seen.

The figures are those of :mod:`tests.ui.experiments_desk`.
"""

from datetime import date
from typing import cast

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton, QWidget

from prodops_desktop.experiments.model import Reading, Total
from prodops_desktop.experiments.readings import save_reading
from prodops_desktop.experiments.store import move_experiment
from prodops_desktop.ui.pages.experiments import ExperimentsPage
from prodops_desktop.ui.pages.experiments.acceptance import AcceptDialog
from prodops_desktop.ui.pages.experiments.reading_dialog import ReadingDialog
from prodops_desktop.ui.pages.experiments.results_view import forest_of
from prodops_desktop.ui.widgets.dialog import TakingDialog
from tests.ui.contract import wait_for
from tests.ui.experiments_desk import Shown, button, choose, closed, experiments_workspace, key_of, opened, show, workspace_path
from tests.ui.test_tools_page import CONTROL, modal, press

pytestmark = pytest.mark.qt_log_ignore("plugin does not support (raise|grabbing)")  # of a list that completes without a screen
__all__ = ["experiments_workspace", "opened", "workspace_path"]


def chip(page: ExperimentsPage, start: str) -> QPushButton:
    """The chip above the calendar that begins so."""
    chips = [one for one in page.calendar.findChildren(QPushButton) if one.isVisible() and one.property("role") == "chip"]
    return next(one for one in chips if one.text().startswith(start))


def is_seen(widget: QWidget) -> bool:
    """Whether all of a widget lies in what is seen of its window."""
    return widget.visibleRegion().boundingRect() == QRect(QPoint(0, 0), widget.size())


def refused(dialog: TakingDialog) -> str:
    """What a dialog refuses, which has to be seen; a button pressed by its key takes a moment."""
    for _ in range(100):
        if dialog.wrong.isVisible():
            break
        QTest.qWait(10)
    assert is_seen(dialog.wrong)
    return dialog.wrong.text.text()


def test_a_chip_goes_from_one_conflict_to_the_next(opened: Shown) -> None:
    window, page = opened()
    assert window.session is not None
    starts, ends = date(2026, 12, 18), date(2027, 1, 1)
    window.session.run(lambda store: move_experiment(store, key_of(page, "EXP-5"), starts, ends))
    wait_for(window)
    page.choose(key_of(page, "EXP-4"))
    told = []
    for _ in range(3):
        QTest.mouseClick(chip(page, "Block 2"), Qt.MouseButton.LeftButton)
        wait_for(window)
        told.append(page.detail.title.text().split()[0])
    assert sorted(told[:2]) == ["EXP-5", "EXP-6"]
    assert told[2] == told[0]


def test_the_keyboard_stays_on_the_calendar_when_its_chip_goes_away(opened: Shown) -> None:
    window, page = opened()
    high = chip(page, "High 1")
    high.setFocus()
    QTest.keyClick(high, Qt.Key.Key_Space)
    wait_for(window)
    assert high.hasFocus(), "nothing was changed yet"
    press(window, "experiments.slot")
    assert page.calendar.timeline.hasFocus()


def test_the_keyboard_stays_in_the_section_when_its_button_goes_away(opened: Shown) -> None:
    """Else it went on into the hypothesis, where the next letter would be typed."""
    window, page = opened()
    choose(window, page, "EXP-6")
    slot = page.detail.before.slot
    slot.setFocus()
    QTest.keyClick(slot, Qt.Key.Key_Space)
    wait_for(window)
    assert not slot.isVisible(), "nothing is in its way any longer"
    assert page.detail.before.section.hasFocus()


def test_the_keyboard_stays_by_the_readings_when_one_is_deleted(opened: Shown) -> None:
    window, page = opened()
    assert window.session is not None
    experiment, reading = key_of(page, "EXP-2"), Reading(0, date(2026, 11, 9), (Total("Control", "Search success", 900, 500),))
    window.session.run(lambda store: save_reading(store, experiment, reading))
    wait_for(window)
    show(window, "results")
    choose(window, page, "EXP-2")
    drop = next(one for one in page.results.findChildren(QAbstractButton) if one.accessibleName() == "Delete the reading of 9 Nov")
    drop.setFocus()
    QTest.keyClick(drop, Qt.Key.Key_Space)
    wait_for(window)
    assert page.results.record.hasFocus()


def test_what_is_refused_is_seen_and_the_button_keeps_the_keyboard(opened: Shown) -> None:
    """The button can't be pressed while it is saved; the keyboard must not go on to the one that closes the dialog."""
    window, page = opened()
    choose(window, page, "EXP-5")
    QTest.mouseClick(button(page.detail.before.section, "Accept the risk…"), Qt.MouseButton.LeftButton)
    wait_for(window)
    dialog = cast(AcceptDialog, modal(AcceptDialog))
    dialog.resize(dialog.width(), 260)
    said = "An accepted risk needs its reason: whoever reads the result asks for it."
    QTest.keyClick(dialog.reason.editor, Qt.Key.Key_Return, CONTROL)
    assert refused(dialog) == said
    assert dialog.reason.editor.hasFocus(), "by key it stays where one types"
    dialog.save.setFocus()
    QTest.keyClick(dialog.save, Qt.Key.Key_Space)
    wait_for(window)
    assert refused(dialog) == said
    assert dialog.save.hasFocus()
    dialog.close()
    closed(window)


def test_a_figure_that_is_wrong_far_below_is_brought_into_sight(opened: Shown) -> None:
    window, page = opened()
    choose(window, page, "EXP-2")
    press(window, "experiments.read")
    dialog = cast(ReadingDialog, modal(ReadingDialog))
    dialog.resize(dialog.width(), 400)
    QApplication.processEvents()
    last = dialog.metrics[-1].now.fields["B", "successes"]
    dialog.metrics[-1].now.fields["B", "units"].setText("900")
    last.setText("many")
    assert not is_seen(last)
    QTest.keyClick(dialog.metrics[0].now.fields["Control", "units"], Qt.Key.Key_Return, CONTROL)
    wait_for(window)
    assert refused(dialog) == "The field that is marked needs a number: units, successes and accounts are whole ones."
    assert last.hasFocus()
    assert is_seen(last)
    dialog.close()
    closed(window)


def test_nothing_is_praised_by_colour_where_the_arms_do_not_match_the_plan(opened: Shown) -> None:
    """1,000 against 1,300 of 2,300 to be halved is χ² = 39.1; 30 % against 40 % would be better."""
    window, page = opened()
    assert window.session is not None
    column = next(place for place, one in enumerate(page.results.variants.records.columns) if one.id == "difference")

    def colours(control: int) -> tuple[str, set[str], str]:
        assert window.session is not None
        totals = Total("Control", "Upgrade completion", control, control * 3 // 10), Total("B", "Upgrade completion", 1300, 520)
        window.session.run(lambda store: save_reading(store, key_of(page, "EXP-4"), Reading(0, date(2026, 11, 23), totals)))
        wait_for(window)
        choose(window, page, "EXP-4")
        cell = page.results.variants.records.columns[column].cell(page.results.variants.records.records[1])
        assert page.view is not None
        forest = forest_of(page.view)
        return cell.tone, {one.tone for group in forest.groups for row in group.rows for one in row.estimates}, cell.text

    show(window, "results")
    assert colours(1300) == ("good", {"good"}, "+10.0 pt")
    assert colours(1000) == ("text", {"3"}, "+10.0 pt")
