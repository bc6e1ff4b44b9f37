"""When the page Tools reads and shows what: lists once they are seen, the list before the pane beside it, nothing older over newer."""

import threading
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from prodops_desktop.tools import store as tool_store
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.pages.tools import ToolsPage
from prodops_desktop.ui.pages.tools import page as tools_page
from prodops_desktop.ui.pages.tools.reading import ToolDetail, read_detail
from prodops_desktop.ui.render import settle
from prodops_desktop.workspace import Store
from tests.ui.contract import Open, show_tools, wait_for

Shown = Callable[[], tuple[MainWindow, ToolsPage]]


@pytest.fixture
def opened(open_window: Open) -> Shown:
    """Opens the page on the three tools; Mixpanel is chosen, because it is due next."""
    return partial(show_tools, open_window)


def texts(widget: QWidget) -> str:
    """What a widget says, a line a label."""
    return "\n".join(child.text() for child in widget.findChildren(QLabel) if child.isVisibleTo(widget))


def test_a_list_that_nobody_sees_is_not_filled_until_it_is_shown(opened: Shown) -> None:
    window, page = opened()
    assert page.renewals.table.shown == []
    page.show_tab("renewals")
    assert [pair[0].tool.name for pair in page.renewals.table.shown] == ["Mixpanel", "Amplitude", "Figma"]
    before = page.renewals.table.shown
    page.show_tab("inventory")
    page.refresh()
    wait_for(window)
    assert all(now is then for now, then in zip(page.renewals.table.shown, before, strict=True))


def test_table_and_strip_are_painted_before_the_inspector_is_filled(opened: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    window, page = opened()
    order: list[str] = []

    def noted(name: str, call: Callable[..., object]) -> Callable[..., object]:
        def run(*of: object) -> object:
            order.append(name)
            return call(*of)

        return run

    monkeypatch.setattr(page.stack_pane, "show_stack", noted("shown", page.stack_pane.show_stack))
    monkeypatch.setattr(page.stack_pane.strip, "draw", noted("painted", page.stack_pane.strip.draw))
    monkeypatch.setattr(page.detail, "show_tool", noted("inspector", page.detail.show_tool))
    page.refresh()
    wait_for(window)
    assert order[order.index("shown") : order.index("inspector")] == ["shown", "painted"]


def test_what_stands_behind_a_tool_comes_with_the_stack_and_not_from_an_older_reading(
    opened: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, page = opened()
    read, go = threading.Event(), threading.Event()

    def slow(store: Store, tool: int) -> ToolDetail:
        found = read_detail(store, tool)
        read.set()
        go.wait(10)
        return found

    monkeypatch.setattr(tools_page, "read_detail", slow)
    page.choose(page.view.tool.id if page.view else None)  # reads the steps as they are now, and hands them over late
    assert read.wait(10)
    monkeypatch.setattr(tools_page, "read_detail", read_detail)
    assert window.session is not None
    tool = page.view.tool if page.view else None
    assert tool is not None
    window.session.run(lambda store: tool_store.save_tool(store, replace(tool, category="Late change")))
    settle(lambda: "Late change" not in texts(page.detail.history.section), seconds=0.05)
    go.set()
    wait_for(window)
    assert "Late change" in texts(page.detail.history.section)
