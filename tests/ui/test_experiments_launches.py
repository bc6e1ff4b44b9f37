"""Launches of the roadmap on the page Experiments: they come by themselves, collide, and are opened where they are planned.

The figures are those of :mod:`tests.ui.experiments_desk`.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from prodops_desktop.roadmap.model import Item
from prodops_desktop.roadmap.store import delete_items, save_item
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.pages.experiments import ExperimentsPage
from prodops_desktop.ui.pages.experiments.acceptance import AcceptDialog
from prodops_desktop.workspace import Store
from tests.ui.contract import cut_texts, wait_for
from tests.ui.experiments_desk import Shown, badges, choose, closed, experiments_workspace, opened, workspace_path
from tests.ui.test_tools_page import CONTROL, key, modal, texts

pytestmark = pytest.mark.qt_log_ignore("plugin does not support (raise|grabbing)")  # of a list that completes without a screen
__all__ = ["experiments_workspace", "opened", "workspace_path"]

EXPORT = Item(0, "RM-12", "Bulk export", area="Reports", due=date(2026, 12, 15), tier=2)
HEAD = "Medium: Bulk export"


def plan(window: MainWindow, change: Callable[[Store], object]) -> None:
    """Change the roadmap while the page is seen."""
    assert window.session is not None
    window.session.run(change)
    wait_for(window)


def bands(page: ExperimentsPage) -> list[str]:
    """The bands of the calendar that are there, with their days."""
    rows = page.calendar.timeline.as_table()
    return [f"{row[1]}, {row[2]}" for row in rows[1:] if not row[0]]


def test_a_launch_of_the_roadmap_comes_moves_and_goes_while_the_page_is_seen(opened: Shown) -> None:
    window, page = opened()
    before = bands(page)
    assert "Bulk export" not in "".join(before)
    plan(window, lambda store: save_item(store, EXPORT))
    assert [one for one in bands(page) if one not in before] == ["Bulk export, 15 Dec 2026"]
    assert HEAD in texts(page.detail.before.section)
    assert "The launch “Bulk export” reaches SMB in its run, 15 Dec. 500 users in the test are reached." in texts(
        page.detail.before.section
    )
    band = next(one for one in page.calendar.timeline.stage.timeline.bands if one.title == "Bulk export")
    assert band.tip == "Bulk export\nlaunch, 15 Dec\nReports, on the roadmap"
    plan(window, lambda store: save_item(store, replace(EXPORT, id=1, due=date(2027, 1, 26))))
    assert "Bulk export, 26 Jan 2027" in bands(page)
    assert HEAD not in texts(page.detail.before.section)
    key(window, Qt.Key.Key_Z, CONTROL)
    assert HEAD in texts(page.detail.before.section)
    plan(window, lambda store: delete_items(store, [1]))
    assert bands(page) == before


def test_a_launch_is_opened_on_the_roadmap_and_an_event_is_not(opened: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    window, page = opened()
    plan(window, lambda store: save_item(store, EXPORT))
    choose(window, page, "EXP-6")
    cards = {card.head.text(): card for card in page.detail.before.cards if card.isVisible()}
    assert set(cards) == {"Block: Year-end freeze", HEAD}
    assert not cards["Block: Year-end freeze"].opens.isVisible()
    card = cards[HEAD]
    assert card.opens.text() == "Open on the roadmap"
    assert card.opens.accessibleName() == "Open Bulk export on the roadmap"
    assert cut_texts(window) == []
    asked: list[tuple[str, object]] = []
    assert window.session is not None
    monkeypatch.setattr(window.session, "open", lambda page, target: asked.append((page, target)))
    QTest.mouseClick(card.opens, Qt.MouseButton.LeftButton)
    assert asked == [("roadmap", 1)]
    choose(window, page, "EXP-5")  # what it meets is EXP-4, and this launch
    assert [one.opens.isVisible() for one in page.detail.before.cards if one.isVisible()] == [False, True]


def test_the_risk_of_a_launch_is_accepted_and_goes_with_it(opened: Shown) -> None:
    window, page = opened()
    plan(window, lambda store: save_item(store, EXPORT))
    choose(window, page, "EXP-7")
    assert "Medium: Bulk export" in badges(page, "EXP-7")
    card = next(card for card in page.detail.before.cards if card.head.text() == HEAD)
    QTest.mouseClick(card.action, Qt.MouseButton.LeftButton)
    wait_for(window)
    dialog = cast(AcceptDialog, modal(AcceptDialog))
    QTest.keyClicks(dialog.reason.editor, "Few will see it.")
    QTest.keyClick(dialog.reason.editor, Qt.Key.Key_Return, CONTROL)
    closed(window)
    assert "Accepted: Bulk export" in badges(page, "EXP-7")
    assert "Accepted by Ben Osei: Few will see it." in texts(page.detail.before.section)
    plan(window, lambda store: delete_items(store, [1]))
    assert "Bulk export" not in "".join(badges(page, "EXP-7"))
    key(window, Qt.Key.Key_Z, CONTROL)
    assert "Accepted: Bulk export" in badges(page, "EXP-7")
