"""The experiments of the workspace “filled”, as of Monday 23 November 2026; what follows from them is worked out here by hand.

Enterprise are 60 accounts of 50 users, 3,000; 40 of them pay by card, 2,000 users. SMB are 100 accounts of 20 users, 2,000 more.
The user number j of an account was last seen j mod 28 days ago: 14, 28, 42 and 50 of 50 within 7, 14, 21 and 28 days.

EXP-4 (Checkout, Enterprise, 50 %) runs 16 Nov – 18 Dec, EXP-5 (Checkout, by card, 100 %, by account) is to run 4 – 18 Dec: *high*;
2,000 could be in both, 2,000 × 50 % × 100 % = 1,000 will. EXP-5 gives way: from 4 until 18 Dec are 15 days, 3 weeks.
EXP-6 (Pricing, SMB, 25 %) is to run 10 Dec – 8 Jan, into the freeze of 21 Dec – 4 Jan: *block*. EXP-7 (Views, SMB, 30 %, 7 – 18 Dec) is to
move Views a week, a guardrail of EXP-3 (Onboarding, SMB, 50 %, 9 Nov – 11 Dec): *medium*; 2,000 × 50 % × 30 % = 300 in both.
EXP-3 and 6 (10 – 11 Dec, 250 users) and EXP-6 and 7 (10 – 18 Dec, 150 users) share people only: *low*. The launch of 5 – 11 Jan is for
Enterprise, and reaches nobody of EXP-6. These are 5 conflicts.
EXP-5 could begin on 12 January: until 18 Dec it meets EXP-4, then within its 15 days the freeze, and until 11 Jan the launch.
In the week of 7 Dec EXP-3 to 7 are live: 5, and 4 are the limit.

EXP-5: 22.0 % to 25.5 % at 80 % power takes 2,317 an arm, 4,634. 2,000 users in 40 accounts, 50 each: 1 + 49 × .05 = 3.45, so they count for
579. EXP-4: 22 % to 29 % takes (1.95996 + .84162)² × (.1716 + .2059) ÷ .0049 = 604.7, so 605 an arm, 1,210 of 1,500; 420, 840 and 1,260
of them come by within 1, 2 and 3 weeks.
EXP-2 is over: of Control 2,059 of 3,331 found (61.8 %), of A 2,127 of 3,262 (65.2 %; +3.4 pt, 1.1 to 5.7, p .004, of two .008), of B 2,084
of 3,287 (63.4 %, p .18). The mean latency of A is 402 against 400, at most 6.8 or 1.7 % more; that of B is 425, 6.25 % more, and 5 is the
limit. EXP-1 is decided. “Fewer support contacts” is the one goal of this quarter that no experiment is for.
"""

import csv
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QPlainTextEdit, QPushButton, QWidget

from prodops_desktop.agenda.events import save_event
from prodops_desktop.agenda.goals import save_goal
from prodops_desktop.areas import TAKERS
from prodops_desktop.datasets.importing import import_file
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.datasets.request import ImportRequest
from prodops_desktop.experiments.model import (
    CANCELLED,
    CONCLUDED,
    DOWN,
    GUARDRAIL,
    IDEA,
    MEAN,
    POINTS,
    RUNNING,
    SCHEDULED,
    Experiment,
    MetricPlan,
    Reading,
    Total,
    Variant,
)
from prodops_desktop.experiments.readings import readings_of, save_reading
from prodops_desktop.experiments.store import Verdict, decide, find_experiment, save_experiment
from prodops_desktop.segments.store import save_segment
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.pages.experiments import ExperimentsPage
from prodops_desktop.ui.widgets.edit_fields import EditField
from prodops_desktop.workspace import Store, settings
from tests.new_workspace import empty_or_copied
from tests.ui.contract import Open, wait_for
from tests.unit.sheets_here import staging_here

Shown = Callable[[], tuple[MainWindow, ExperimentsPage]]

TODAY = date(2026, 11, 23)
ENTERPRISE, BY_CARD, SMB = "Enterprise", "Enterprise, pays by card", "SMB"
UPGRADE = MetricPlan("Upgrade completion")
FAILURES = MetricPlan("Payment failures", GUARDRAIL, better=DOWN, bound=1.0, bound_in=POINTS)
VIEWS = MetricPlan("Views a week", GUARDRAIL, bound=5.0)
FOUND = (
    MetricPlan("Search success"),
    MetricPlan("p95 latency", GUARDRAIL, MEAN, DOWN, 5.0),
    MetricPlan("Support contacts", GUARDRAIL, better=DOWN, bound=2.0, bound_in=POINTS),
)

SHARING = Experiment(
    0, "EXP-1", "Share by link", status=CONCLUDED, surface="Sharing", starts=date(2026, 9, 28), ends=date(2026, 10, 30),
    metrics=(MetricPlan("Shares"),),
)  # fmt: skip
SEARCH = Experiment(
    0, "EXP-2", "Ranked search", status=CONCLUDED, surface="Search", goal="Search that finds", owner="Ana Ruiz",
    starts=date(2026, 10, 12), ends=date(2026, 11, 13), baseline=60.0, mde=3.0, mde_in=POINTS, metrics=FOUND,
    variants=(Variant("Control"), Variant("A", "Ranked"), Variant("B", "Ranked + recents")),
)  # fmt: skip
CHECKLIST = Experiment(
    0, "EXP-3", "Onboarding checklist", status=RUNNING, segment=SMB, surface="Onboarding", team="Growth", allocation=50.0,
    starts=date(2026, 11, 9), ends=date(2026, 12, 11), metrics=(MetricPlan("Activation"), VIEWS),
)  # fmt: skip
UPGRADING = Experiment(
    0, "EXP-4", "One-page upgrade", status=RUNNING, segment=ENTERPRISE, surface="Checkout", team="Money", goal="More upgrades",
    allocation=50.0, starts=date(2026, 11, 16), ends=date(2026, 12, 18), baseline=22.0, mde=7.0, mde_in=POINTS, metrics=(UPGRADE,),
)  # fmt: skip
INVOICE = Experiment(
    0, "EXP-5", "Invoice payment", "Card limits stop Enterprise upgrades.", "A/B by account", "account", status=SCHEDULED, segment=BY_CARD,
    goal="More upgrades", surface="Checkout", team="Money", owner="Ana Ruiz", starts=date(2026, 12, 4), ends=date(2026, 12, 18),
    baseline=22.0, mde=3.5, mde_in=POINTS, metrics=(UPGRADE, FAILURES),
)  # fmt: skip
ADD_ON = Experiment(
    0, "EXP-6", "Usage add-on card", status=SCHEDULED, segment=SMB, surface="Pricing", team="Money", allocation=25.0,
    starts=date(2026, 12, 10), ends=date(2027, 1, 8), metrics=(MetricPlan("Add-ons sold"),),
)  # fmt: skip
RECENTS = Experiment(0, "EXP-8", "Search recents", status=IDEA, goal="Search that finds", surface="Search")
TRIAL = Experiment(0, "EXP-9", "Trial length", status=CANCELLED, surface="Pricing", starts=date(2026, 10, 5), ends=date(2026, 10, 30))

_NUDGE = (
    ("Key", "Name", "Status", "Surface", "Segment", "Alloc", "Start", "End", "Primary", "Team", "Owner"),
    ("EXP-7", "View nudge", "Draft", "Views", SMB, "30%", "2026-12-07", "2026-12-18", "Views a week", "Growth", "Ben Osei"),
)


def found_on(day: date) -> Reading:
    """The totals of EXP-2."""
    shares = {"Control": (3331, 2059, 167, 400.0), "A": (3262, 2127, 160, 402.0), "B": (3287, 2084, 170, 425.0)}
    totals = []
    for variant, (units, found, contacts, latency) in shares.items():
        totals.append(Total(variant, "Search success", units, found))
        totals.append(Total(variant, "p95 latency", units, mean=latency, sd=100.0))
        totals.append(Total(variant, "Support contacts", units, contacts))
    return Reading(0, day, tuple(totals), "from the warehouse")


def _accounts() -> Iterable[tuple[str, ...]]:
    yield "Account ID", "Account", "Segment", "Pays by", "Region"
    for number in range(60):
        yield f"E{number:03}", f"Big {number:03}", ENTERPRISE, "Card" if number < 40 else "Invoice", "EMEA"
    for number in range(100):
        yield f"S{number:03}", f"Small {number:03}", SMB, "Card", "NA"


def _users() -> Iterable[tuple[str, ...]]:
    yield "User ID", "Account ID", "Last seen"
    for letter, accounts, users in (("E", 60, 50), ("S", 100, 20)):
        for account in range(accounts):
            for user in range(users):
                seen = TODAY - timedelta(days=user % 28)
                yield f"{letter}{account:03}-{user}", f"{letter}{account:03}", seen.isoformat()


def write_csv(path: Path, rows: Iterable[Iterable[object]]) -> Path:
    """A sheet of these rows, the header first."""
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return path


def fill(store: Store) -> Any:
    """Add everything that was typed, and return what the last step changed."""
    settings.set_setting(store, "experiments_limit", "4")
    for name, rule in ((ENTERPRISE, "Segment is Enterprise"), (BY_CARD, "Segment is Enterprise\nPays by is Card"), (SMB, "Segment is SMB")):
        save_segment(store, {"name": name, "rule": rule})
    for title, period in (("Search that finds", "2026-Q4"), ("More upgrades", "2026-Q4"), ("Fewer support contacts", "2026-Q4"),
                          ("Quicker start", "2026-Q3")):  # fmt: skip
        save_goal(store, {"title": title, "metric": "nps", "target": 10.0, "period": period, "owner": "Ana Ruiz"})
    save_event(store, {"title": "Year-end freeze", "type": "freeze", "starts": "2026-12-21", "ends": "2027-01-04"})
    launch = {"title": "Dashboards launch", "type": "launch", "starts": "2027-01-05", "ends": "2027-01-11", "segment": ENTERPRISE}
    save_event(store, launch)
    ids = [save_experiment(store, one)[1] for one in (SHARING, SEARCH, CHECKLIST, UPGRADING, INVOICE, ADD_ON, RECENTS, TRIAL)]
    save_reading(store, ids[1], found_on(date(2026, 11, 13)))
    verdict = Verdict("ship B", "Sharing doubled.", "Ben Osei", date(2026, 11, 2), "Links beat invitations.")
    return decide(store, ids[0], verdict)


@pytest.fixture(scope="session")
def experiments_workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace, made once: accounts, users and one experiment by the real import, the rest through the store."""
    folder = tmp_path_factory.mktemp("experiments")
    path = folder / "filled.prodops"
    with staging_here(), open_workspace(path, create=True) as workspace:
        workspace.run(lambda store: settings.set_setting(store, "today", TODAY.isoformat())).result()
        for file, kind, rows in (("Accounts", "accounts", _accounts()), ("Users", "users", _users())):
            sheet = write_csv(folder / f"{file}.csv", rows)
            import_file(workspace, ImportRequest(sheet, kind=kind, name=file, as_of=TODAY.isoformat()))
        workspace.run(fill).result()
        nudge = write_csv(folder / "Product experiments.csv", _NUDGE)
        import_file(workspace, ImportRequest(nudge, kind="experiments", name="Product experiments"), takers=TAKERS)
    return path


@pytest.fixture
def workspace_path(tmp_path: Path, experiments_workspace: Path) -> Callable[[str], Path]:
    """A fresh copy of the workspace “empty” or “filled”, the latter with the experiments of this desk."""
    return partial(empty_or_copied, tmp_path, experiments_workspace)


# --- the page, and hands and eyes for it


@pytest.fixture
def opened(open_window: Open) -> Shown:
    """Opens the page on the experiments; EXP-6 is chosen, because it gives way in the worst conflict."""

    def show() -> tuple[MainWindow, ExperimentsPage]:
        window = open_window("filled")
        window.show_page("experiments")
        wait_for(window)
        page = window.page
        assert isinstance(page, ExperimentsPage)
        return window, page

    return show


def stored(window: MainWindow, code: str) -> Experiment:
    """An experiment as it is in the file."""
    assert window.session is not None
    with window.session.workspace.reading() as store:
        return find_experiment(store, code)


def days(window: MainWindow, code: str) -> tuple[str, str]:
    """The days of an experiment as they are in the file, without the year."""
    one = stored(window, code)
    return f"{one.starts:%d %b}", f"{one.ends:%d %b}"


def readings(window: MainWindow, code: str) -> tuple[Reading, ...]:
    """The readings of an experiment as they are in the file."""
    assert window.session is not None
    with window.session.workspace.reading() as store:
        return readings_of(store, find_experiment(store, code).id)


def choose(window: MainWindow, page: ExperimentsPage, code: str) -> None:
    """Show an experiment in the inspector, as a link to it does."""
    page.open(key_of(page, code))
    wait_for(window)
    assert page.detail.title.text().startswith(f"{code} ")


def key_of(page: ExperimentsPage, code: str) -> int:
    """The id of an experiment, which is the key of its bar."""
    return next(view.experiment.id for view in page.board.views if view.experiment.code == code)


def show(window: MainWindow, tab: str) -> None:
    """Go to a tab."""
    window.show_tab(tab)
    wait_for(window)


def closed(window: MainWindow) -> None:
    """Wait until the dialog that was decided has gone, a button pressed by its key takes a moment, and the window has the keyboard."""
    while QApplication.activeModalWidget() is not None:
        wait_for(window)
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    wait_for(window)


def badges(page: ExperimentsPage, code: str) -> list[str]:
    """What stands at the end of a bar now, while another one is dragged, too."""
    return [badge.text for badge in page.calendar.timeline.stage.dressed(key_of(page, code)).badges]


def load(page: ExperimentsPage) -> list[int]:
    """How much is live in each week that is shown now."""
    return [place.week.count for place in page.calendar.timeline.stage.capacity.weeks]


def button(root: QWidget, text: str) -> QPushButton:
    """The button that is seen and says so."""
    found = [one for one in root.findChildren(QPushButton) if one.isVisible() and one.text() == text]
    assert found, f"there is no {text!r} among {[one.text() for one in root.findChildren(QPushButton) if one.isVisible()]}"
    return found[0]


def type_over(window: MainWindow, field: EditField, text: str) -> None:
    """Decide a field by keys: a choice (by the id of what is wanted) by arrows, a text by typing it over what stands there."""
    field.setFocus()
    editor, control = field.editor, Qt.KeyboardModifier.ControlModifier
    if isinstance(editor, QComboBox):
        here, there = editor.currentIndex(), editor.findData(text)
        assert there >= 0, text
        for _ in range(abs(there - here)):
            QTest.keyClick(editor, Qt.Key.Key_Down if there > here else Qt.Key.Key_Up)
            wait_for(window)
        return
    QTest.keyClick(editor, Qt.Key.Key_A, control)
    QTest.keyClick(editor, Qt.Key.Key_Delete)
    for place, line in enumerate(text.split("\n")):
        if place:
            QTest.keyClick(editor, Qt.Key.Key_Return)
        QTest.keyClicks(editor, line)
    QTest.keyClick(editor, Qt.Key.Key_Return, control if isinstance(editor, QPlainTextEdit) else Qt.KeyboardModifier.NoModifier)
    wait_for(window)
    if QApplication.focusWidget() is None:  # without a screen a list that completes keeps the keyboard for itself
        window.activateWindow()
        assert QTest.qWaitForWindowActive(window)
        field.setFocus()
