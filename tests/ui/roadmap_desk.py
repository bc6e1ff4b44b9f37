"""The roadmap of the workspace “filled”, as of Monday 23 November 2026; what follows from it is worked out here by hand.

Acme is worth $400,000, Beta $100,000 and Gamma $50,000; Acme is at risk (CS score 42) and renews on 10 January. *Export limits* is said by
Acme and Beta, *Single sign-on* by Gamma and Beta; Acme alone said FB-3 (warehouse) and FB-6 (Europe).

=====  ===================  ========  ==================================  ==============================  ========================
Key    Item                 Team      Reach × impact × confidence ÷ …     Evidence, cap                   Days
=====  ===================  ========  ==================================  ==============================  ========================
RM-1   Queue service        Data      400 × 2 × 80 % ÷ 3 (claimed 213)    nothing, 50 %: 133              19 Oct – 18 Dec, runs
RM-2   Bulk export          Data      3,000 × 2 × 100 % ÷ 4 (1,500)       Export limits, 80 %: 1,200      21 Dec – 15 Jan, tier 2
RM-3   Warehouse writes     Data      500 × 1 × 80 % ÷ 6 (66.7)           FB-3, one account, 50 %: 41.7   18 Jan – 12 Mar
RM-4   Group provisioning   Identity  900 × 1 × 80 % ÷ 2 (360)            Single sign-on, 80 %: 360       4 Jan – 5 Mar
RM-5   Ranked search        Growth    800 × 1 × 100 % ÷ 1 (800)           EXP-1 runs, 50 %: 400           2 – 27 Nov, tier 3, runs
RM-6   Checklist            Growth    no effort: no score; WSJF 15 ÷ 5    nothing                         none, on hold
RM-7   Data in Europe       Data      300 × 3 × 50 % ÷ 8: 56.3            FB-6, one account, 50 %         H2 2027
RM-8   Push notices         Mobile    100 × 0.5 × 50 % ÷ 0.5: 50          nothing                         none; put into Next
RM-9   Audit trail          Identity  done on 12 Aug 2026                                                 1 Jul – 12 Aug
RM-10  Dark mode            Growth    dropped                                                             until 15 Sep
RM-11  Old importer         Data      done on 20 Sep 2026                                                 1 – 20 Sep
=====  ===================  ========  ==================================  ==============================  ========================

RM-3 waits for RM-2, and that for RM-1. Now are RM-2, 5 and 1 (4 + 1 + 3 = 8 of 9 person-months, Acme and Beta, $500,000), Next are RM-4, 8
and 3 (2 + 0.5 + 6 = 8.5; all three, $550,000), Later are RM-7 and 6 (8; Acme, $400,000). All in all it is $550,000, not $1,450,000.

The baseline has RM-1 due on 4 Dec, RM-2 from 7 Dec to 1 Jan, and RM-5 due on 24 Nov: slips of 14, 14 and 3 days; RM-3, 4 and 7 are on
time, so the median is 1.5. In the baseline lay 2 days between RM-1 and 2: RM-1 moved it by 14 − 2 = 12 days. Today they are 19 and 20 Dec:
if RM-1 ends 5 days later, RM-2 moves 3 days to 18 Jan, and RM-3, after 16 and 17 Jan, by 1 to 13 Mar.

Data has 6 person-months a quarter, Identity 3. From 2 Nov to 2 May Data is to do 3 × 47 of 61 days + 4 + 6 = 12.31 of 6 × (60 of 92 days
+ 1 + 32 of 91 days) = 12.02, 102 %; in December 3 × 18 ÷ 61 + 4 × 11 ÷ 26 = 2.58 of 6 × 31 ÷ 92 = 2.02. Identity is to do 2 of 6.01, 33 %.

Of the 16 gates of RM-2 one is passed. Of the 7 of RM-5 one is passed and one does not apply; the first one was due 5 working days before 27
Nov, on 20 Nov. As of 1 July Q3 had RM-1 (8 points), RM-9 (5) and RM-10 (3) committed, and RM-11 (2) as stretch; a report of 1 September no
longer had RM-10. Say/do is 1 of 3, 33.3 %, predictability (5 + 2) ÷ 16 = 43.75 %. Q4 has RM-1 (8) and RM-5 (5), none of it done so far.
“Fewer clicks” is the one goal that nothing is planned for.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from prodops_desktop.agenda.events import save_event
from prodops_desktop.agenda.goals import save_goal
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.experiments.model import RUNNING, Experiment, MetricPlan
from prodops_desktop.experiments.store import save_experiment
from prodops_desktop.feedback import taxonomy, triage
from prodops_desktop.roadmap import commitments, launches
from prodops_desktop.roadmap.baselines import take_baseline
from prodops_desktop.roadmap.capacity import save_team
from prodops_desktop.roadmap.model import (
    DONE,
    DROPPED,
    HALF,
    IN_PROGRESS,
    NEXT,
    NOT_APPLICABLE,
    ON_HOLD,
    PASSED,
    Item,
    Need,
    Reach,
)
from prodops_desktop.roadmap.replanning import replan
from prodops_desktop.roadmap.store import find_item, save_item
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.pages.roadmap import RoadmapPage
from prodops_desktop.ui.widgets.dialog import TakingDialog
from prodops_desktop.workspace import Store, links, settings
from prodops_desktop.workspace.links import End
from tests.new_workspace import empty_or_copied
from tests.ui.boards import card_place, column_of, view_of
from tests.ui.contract import Open, wait_for
from tests.unit.sheets_here import import_here

Shown = Callable[[], tuple[MainWindow, RoadmapPage]]

TODAY = date(2026, 11, 23)
ACCOUNTS = """Account,ARR,Segment,Region,CSM,Renewal date
Acme,400000,Enterprise,EMEA,Ana,2027-01-10
Beta,100000,Enterprise,NA,Ben,2027-06-30
Gamma,50000,SMB,NA,Ana,
"""
HEALTH = """Account,CS score,Risk reason
Acme,42,
Beta,80,
"""
NOTES = """Text,Account,Date,Person,Channel
The export stops at 50000 rows.,Acme,2026-11-20,S. Lind,CS
Exports have to be split by hand.,Beta,2026-11-19,P. Vos,CS
We need the results in our warehouse.,Acme,2026-11-18,S. Lind,CS
Please provision users by SCIM.,Gamma,2026-11-17,K. Ode,Support
Groups should come from our directory.,Beta,2026-10-05,P. Vos,CS
Our data may not leave Europe.,Acme,2026-10-02,S. Lind,CS
"""
USAGE = """User ID,Account,Week,Exports,Minutes
u1,Acme,2026-11-16,4,10
u2,Acme,2026-11-16,0,30
u3,Beta,2026-11-16,1,5
u3,Beta,2026-11-09,2,5
u4,Gamma,2026-11-09,0,0
u5,Gamma,2026-06-01,9,90
"""
"""Within 90 days of 22 November u1 and u3 exported something, on 3 rows; u5 did in June."""


def _reach(value: float) -> Reach:
    return Reach(value)


ITEMS = (
    Item(0, "RM-1", "Queue service", team="Data", area="Platform", owner="Mara Silva", status=IN_PROGRESS, starts=date(2026, 10, 19),
         due=date(2026, 12, 4), reach=_reach(400), impact=2.0, confidence=80.0, effort=3.0, points=8.0),
    Item(0, "RM-2", "Bulk export", "Exports stop at 50,000 rows.", "No export is split by hand any more.", team="Data", area="Reports",
         goal="Revenue kept", owner="Mara Silva", starts=date(2026, 12, 7), due=date(2027, 1, 1), tier=2, reach=_reach(3000), impact=2.0,
         confidence=100.0, effort=4.0, needs=(Need(1),)),
    Item(0, "RM-3", "Warehouse writes", team="Data", goal="Revenue kept", starts=date(2027, 1, 18), due=date(2027, 3, 12),
         reach=_reach(500), impact=1.0, confidence=80.0, effort=6.0, needs=(Need(2),)),
    Item(0, "RM-4", "Group provisioning", team="Identity", goal="Enterprise ready", starts=date(2027, 1, 4), due=date(2027, 3, 5),
         reach=_reach(900), impact=1.0, confidence=80.0, effort=2.0),
    Item(0, "RM-5", "Ranked search", team="Growth", goal="Stickiness", status=IN_PROGRESS, starts=date(2026, 11, 2),
         due=date(2026, 11, 24), tier=3, reach=_reach(800), impact=1.0, confidence=100.0, effort=1.0, points=5.0),
    Item(0, "RM-6", "Checklist", team="Growth", status=ON_HOLD, reach=_reach(200), impact=1.0, confidence=50.0, value=8.0, urgency=5.0,
         risk=2.0, size=5.0),
    Item(0, "RM-7", "Data in Europe", team="Data", goal="Enterprise ready", due=date(2027, 12, 31), due_precision=HALF,
         reach=_reach(300), impact=3.0, confidence=50.0, effort=8.0),
    Item(0, "RM-8", "Push notices", team="Mobile", horizon=NEXT, reach=_reach(100), impact=0.5, confidence=50.0, effort=0.5),
    Item(0, "RM-9", "Audit trail", team="Identity", status=DONE, starts=date(2026, 7, 1), due=date(2026, 8, 12), done=date(2026, 8, 12)),
    Item(0, "RM-10", "Dark mode", team="Growth", status=DROPPED, due=date(2026, 9, 15)),
    Item(0, "RM-11", "Old importer", team="Data", status=DONE, starts=date(2026, 9, 1), due=date(2026, 9, 20), done=date(2026, 9, 20)),
)  # fmt: skip
QUEUE, EXPORT, WAREHOUSE, GROUPS, SEARCH, CHECKLIST, EUROPE, PUSH, AUDIT, DARK, IMPORTER = range(1, 12)
SEARCHING = Experiment(
    0, "EXP-1", "Ranked search", status=RUNNING, surface="Search", starts=date(2026, 11, 9), ends=date(2026, 12, 4),
    metrics=(MetricPlan("Search success"),),
)  # fmt: skip


def fill(store: Store) -> Any:
    """Add everything that was typed, and return what the last step changed."""
    for title in ("Revenue kept", "Enterprise ready", "Stickiness", "Fewer clicks"):
        save_goal(store, {"title": title, "metric": "nrr", "target": 110.0, "period": "2026-Q4", "owner": "Ana Ruiz"})
    save_event(store, {"title": "Year-end freeze", "type": "freeze", "starts": "2026-12-21", "ends": "2027-01-04"})
    save_team(store, {"name": "Data", "capacity": 6.0})
    save_team(store, {"name": "Identity", "capacity": 3.0})
    for one in ITEMS:
        save_item(store, one)
    take_baseline(store, "Q4 plan", date(2026, 10, 1))
    _slip(store)
    _link(store)
    _commit(store)
    launches.check_gate(store, SEARCH, _gate(store, "Performance within objective"), PASSED, "p95 180 ms", "Ben Osei", date(2026, 11, 18))
    launches.check_gate(store, SEARCH, _gate(store, "Docs, release note"), NOT_APPLICABLE, "nothing to learn")
    return launches.check_gate(store, EXPORT, _gate(store, "Promise and measure agreed"), PASSED, "https://wiki/measure")


def _slip(store: Store) -> None:
    for item, starts, due, reason in (
        (QUEUE, date(2026, 10, 19), date(2026, 12, 18), "the vendor is late"),
        (EXPORT, date(2026, 12, 21), date(2027, 1, 15), "it waits for the queue"),
        (SEARCH, date(2026, 11, 2), date(2026, 11, 27), ""),
    ):
        tier = find_item(store, item).tier
        replan(store, item, starts=(starts, "day"), due=(due, "day"), launch=None, tier=tier, reason=reason)


def _link(store: Store) -> None:
    for tag, said in (("Export limits", (1, 2)), ("Single sign-on", (4, 5))):
        taxonomy.save_tag(store, {"name": tag, "group": "Missing capability"})
        triage.tag_items(store, said, taxonomy.find_tag(store, tag).id)
    experiment = save_experiment(store, SEARCHING)[1]
    for item, end in (
        (EXPORT, End("tag", taxonomy.find_tag(store, "Export limits").id)),
        (GROUPS, End("tag", taxonomy.find_tag(store, "Single sign-on").id)),
        (WAREHOUSE, End("feedback_item", 3)),
        (EUROPE, End("feedback_item", 6)),
        (SEARCH, End("experiment", experiment)),
    ):
        links.link(store, "related", End("roadmap_item", item), end)


def _commit(store: Store) -> None:
    july, september, october = date(2026, 7, 1), date(2026, 9, 1), date(2026, 10, 1)
    with store.edit("Report"):
        for item, committed, points in ((QUEUE, True, 8), (AUDIT, True, 5), (DARK, True, 3), (IMPORTER, False, 2)):
            commitments.report(store, item, "2026-Q3", committed=committed, points=points, as_of=july)
        commitments.report(store, DARK, "2026-Q3", committed=False, points=3, as_of=september)
        for item, points in ((QUEUE, 8), (SEARCH, 5)):
            commitments.report(store, item, "2026-Q4", committed=True, points=points, as_of=october)


def _gate(store: Store, name: str) -> int:
    return next(one.id for one in launches.all_gates(store) if one.name == name)


@pytest.fixture(scope="session")
def roadmap_workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace, made once: customers, feedback and usage by the real import, the rest through the store."""
    folder = tmp_path_factory.mktemp("roadmap")
    path = folder / "filled.prodops"
    with open_workspace(path, create=True) as workspace:
        workspace.run(lambda store: settings.set_setting(store, "today", TODAY.isoformat())).result()
        for name, kind, text, as_of in (
            ("Accounts", "accounts", ACCOUNTS, "2026-11-20"),
            ("CS health", "account_status", HEALTH, "2026-11-16"),
            ("CS notes", "feedback", NOTES, "2026-11-20"),
            ("Product usage", "usage_summary", USAGE, "2026-11-22"),
        ):
            sheet = folder / f"{name}.csv"
            sheet.write_text(text, encoding="utf-8")
            import_here(workspace, sheet, kind=kind, name=name, as_of=as_of)
        workspace.run(fill).result()
    return path


@pytest.fixture
def workspace_path(tmp_path: Path, roadmap_workspace: Path) -> Callable[[str], Path]:
    """A fresh copy of the workspace “empty” or “filled”, the latter with the roadmap of this desk."""
    return partial(empty_or_copied, tmp_path, roadmap_workspace)


# --- the page, and hands and eyes for it


@pytest.fixture
def opened(open_window: Open) -> Shown:
    """Opens the page on the roadmap; Bulk export is chosen, because it is the first of Now."""

    def show() -> tuple[MainWindow, RoadmapPage]:
        window = open_window("filled")
        window.show_page("roadmap")
        wait_for(window)
        page = window.page
        assert isinstance(page, RoadmapPage)
        return window, page

    return show


def stored(window: MainWindow, item: int) -> Item:
    """An item as it is in the file."""
    assert window.session is not None
    with window.session.workspace.reading() as store:
        return find_item(store, item)


def do(window: MainWindow, change: Callable[[Store], Any]) -> None:
    """Change something behind the page, and let it come there."""
    assert window.session is not None
    window.session.run(change)
    wait_for(window)


def give(window: MainWindow, item: int, **values: Any) -> None:
    """Give an item other values behind the page."""
    do(window, lambda store: save_item(store, replace(find_item(store, item), **values)))


def choose(window: MainWindow, page: RoadmapPage, item: int) -> None:
    """Show an item in the inspector, as a link to it does."""
    page.open(item)
    wait_for(window)
    assert page.view is not None
    assert page.detail.title.text() == page.view.item.title
    assert page.view.item.id == item


def show(window: MainWindow, tab: str) -> None:
    """Go to a tab."""
    window.show_tab(tab)
    wait_for(window)


def columns(page: RoadmapPage) -> dict[str, list[int]]:
    """The cards of each column as the board shows them, by key."""
    return {column.id: [card.key for card in column.cards] for column in page.board.board.columns}


def drag_card(window: MainWindow, page: RoadmapPage, item: int, column: str) -> None:
    """Drag a card into another column with the mouse."""
    board = page.board.board
    view, begin = view_of(board, column_of(board, item)), card_place(board, item)
    target = view_of(board, column)
    end = view.viewport().mapFrom(board, target.mapTo(board, QPoint(target.card_width // 2, 120)))
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=begin)
    for part in (0.1, 0.5, 1.0):
        QTest.mouseMove(view.viewport(), (QPointF(begin) + QPointF(end - begin) * part).toPoint())
        QApplication.processEvents()
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=end)
    wait_for(window)


def refused(dialog: TakingDialog) -> str:
    """What a dialog refuses; a button pressed by its key takes a moment."""
    for _ in range(100):
        if dialog.wrong.isVisible():
            break
        QTest.qWait(10)
    return dialog.wrong.text.text()


def named(root: Any, name: str) -> QAbstractButton:
    """The button that is seen and is called so, by its text or for assistive technology."""
    found = [one for one in root.findChildren(QAbstractButton) if one.isVisible() and name in (one.text(), one.accessibleName())]
    assert found, f"there is no {name!r} among {[one.text() or one.accessibleName() for one in root.findChildren(QAbstractButton)]}"
    made: QAbstractButton = found[0]
    return made


def click(window: MainWindow, root: Any, name: str) -> None:
    """Click on a button."""
    QTest.mouseClick(named(root, name), Qt.MouseButton.LeftButton)
    wait_for(window)
