"""The page Tools with 1,000 contracts, measured: from asking for the stack to table and strip painted, the whole page, and two parts."""

import json
import random
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from unittest.mock import patch

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.tools.inventory import InventoryReader
from prodops_desktop.tools.model import Contract, Money, Month, Span, Tool
from prodops_desktop.tools.store import save_contract, save_month, save_tool
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.pages.tools import ToolsPage
from prodops_desktop.ui.pages.tools.reading import read_stack
from prodops_desktop.ui.pages.tools.stack_pane import StackPane
from prodops_desktop.ui.render import settle
from prodops_desktop.work.memory import peak_mb
from prodops_desktop.workspace import Store, settings
from tests.bench.real_window import tell, with_window

TOOLS, CONTRACTS_EACH = 500, 2
ROUNDS = 7


def make_workspace(path: Path) -> None:
    """500 tools with two running contracts each, a year of seats, and two or three of 200 capabilities."""
    dice = random.Random(3)

    def fill(store: Store) -> None:
        with store.edit("Make a large stack"):
            settings.set_setting(store, "today", "2026-11-23")
            for number in range(TOOLS):
                _add_tool(store, number, dice)

    with open_workspace(path, create=True) as workspace:
        workspace.run(fill).result()


def _add_tool(store: Store, number: int, dice: random.Random) -> None:
    capabilities = tuple((f"Capability {dice.randrange(200)}", dice.randint(1, 3)) for _ in range(dice.randint(2, 3)))
    tool = Tool(0, f"Tool {number:03}", f"Vendor {number % 150}", "Category", f"Owner {number % 40}", capabilities=capabilities)
    id_ = save_tool(store, tool)[1]
    for part in range(CONTRACTS_EACH):
        end = date(2026, 11, 24) + timedelta(days=dice.randrange(365))
        amount = Money(dice.randrange(1_000, 100_000) * 100, 2, "USD")
        save_contract(
            store,
            Contract(
                0,
                id_,
                f"Part {part}",
                end - timedelta(days=364),
                end,
                auto_renew=True,
                notice=Span(dice.choice((30, 60, 90)), "day"),
                renewal=Span(12, "month"),
                amount=amount,
                basis="seat",
                seats=50,
            ),
        )
    for month in range(12):
        save_month(
            store, id_, Month(f"{2025 + (month + 11) // 12}-{(month + 11) % 12 + 1:02}", 100, dice.randint(40, 100), dice.randint(5, 40))
        )


def _look_on(window: MainWindow) -> None:
    def measure() -> None:
        window.resize(1440, 900)
        settle(lambda: window.busy)
        first = _until_painted(lambda: window.show_page("tools"))[0]
        page = window.page
        assert isinstance(page, ToolsPage)
        read, show = (median(times) for times in zip(*(_parts(page) for _ in range(ROUNDS)), strict=True))
        terms, everything = (median(times) for times in zip(*(_edit_terms(window, page, 45 + n) for n in range(ROUNDS)), strict=True))
        abilities = median(_edit_capabilities(window, page, n)[0] for n in range(ROUNDS))
        found = {"whole": terms, "page": everything, "capabilities": abilities, "read": read, "show": show, "first": first}
        tell(json.dumps({**found, "peak_mb": peak_mb(), "contracts": sum(len(view.contracts) for view in page.inventory.tools)}))

    QTimer.singleShot(0, measure)


def _edit_terms(window: MainWindow, page: ToolsPage, days: int) -> tuple[float, float]:
    """Seconds from deciding on another notice of the contract in the inspector until table and strip show it, and until all of the
    window does."""
    assert page.contract is not None
    contract = replace(page.contract.contract, notice=Span(days, "day"))
    times = _edited(window, page, lambda store: save_contract(store, contract))
    assert page.contract is not None
    assert page.contract.contract.notice == contract.notice
    return times


def _edit_capabilities(window: MainWindow, page: ToolsPage, number: int) -> tuple[float, float]:
    """The same for another capability of the tool in the inspector: every pair of tools is compared anew."""
    assert page.view is not None
    tool = replace(page.view.tool, capabilities=((f"Capability {number}", 3), ("Capability 199", 2)))
    return _edited(window, page, lambda store: save_tool(store, tool))


def _edited(window: MainWindow, page: ToolsPage, change: Callable[[Store], object]) -> tuple[float, float]:
    settle(lambda: window.busy, seconds=0.02)
    session = page.session
    return _until_painted(lambda: session.run(change))


def _until_painted(begin: Callable[[], None]) -> tuple[float, float]:
    """Seconds until the page has painted table and strip, as it does first of all, and until everything else is painted, too."""
    moments: list[float] = []
    paint = StackPane.paint

    def watched(pane: StackPane) -> None:
        paint(pane)
        moments.append(time.perf_counter())

    with patch.object(StackPane, "paint", watched):
        began = time.perf_counter()
        begin()
        while not moments:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        QApplication.processEvents()
        ended = time.perf_counter()
    return moments[0] - began, ended - began


def _parts(page: ToolsPage) -> tuple[float, float]:
    """Seconds of reading a stack that nothing is known of yet, which is done on a thread, and of filling and painting table and strip."""
    began = time.perf_counter()
    with page.session.workspace.reading() as store:
        stack = read_stack(store, InventoryReader())
    read = time.perf_counter()
    page.stack_pane.show_stack(stack)
    QApplication.processEvents()  # paints what changed, each once
    return read - began, time.perf_counter() - read


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make_workspace(Path(sys.argv[2]))
    else:
        with_window(sys.argv[1], _look_on)
