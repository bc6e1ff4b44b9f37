"""The page Feedback reads itself again one time after the other, however quickly things change, and ends up showing how they stand."""

import time
from functools import partial
from typing import Any

import pytest

from prodops_desktop.feedback import triage
from prodops_desktop.ui.pages.feedback import FeedbackPage
from prodops_desktop.ui.pages.feedback import page as page_module
from prodops_desktop.ui.pages.feedback.asking import Opening, read_opening
from tests.ui.feedback_desk import AUDIT, MERIDIAN, TYPED, Desk, desk, feedback_workspace

__all__ = ["desk", "feedback_workspace"]


def test_quick_changes_do_not_heap_up_readings(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three items are done while the page is still reading: it reads no two times at once, once more at the end, and shows none left."""
    under_way = begun = most = 0

    def slow(*asked: Any) -> Opening:
        nonlocal under_way, begun, most
        under_way, begun = under_way + 1, begun + 1
        most = max(most, under_way)
        time.sleep(0.1)
        try:
            return read_opening(*asked)
        finally:
            under_way -= 1

    shown = FeedbackPage(desk.session)
    desk.put(shown)
    before = shown.board.waiting if shown.board is not None else 0
    monkeypatch.setattr(page_module, "read_opening", slow)
    for item in (MERIDIAN, AUDIT, TYPED):
        desk.session.run(partial(triage.finish, items=[item]))
    desk.settle()
    assert (most, before) == (1, 3)
    assert begun <= 3
    assert shown.board is not None
    assert shown.board.waiting == 0
    shown.deleteLater()
