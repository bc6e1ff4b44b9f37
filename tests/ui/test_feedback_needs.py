"""The tabs of needs and the inspector of one, on a small workspace whose figures are worked out here by hand.

Today is Monday 23 November 2026, so that 90 days begin on 26 August, and the 90 before on 28 May. In the former 20 items came, in the
latter 20. Alpha ($500,000) and Beta ($300,000) are Enterprise, Epsilon ($200,000) is Mid-market, Gamma ($100,000) SMB.

- Exports: 12 mentions, by Alpha 4, Beta 4, Gamma 2, Epsilon 1 and nobody 1: 5 + 3 + 1 + 2 = $1.1M, Alpha is 45 % of it. Weighted by 2, 1,
  3 and 0: 10 + 3 + 3 = $1.6M. 12 of 20 are 60.0 per 100, against 2 of 20 before: ×6.0.
- Audit trail: 3 mentions by Alpha alone: $500k, all of it one account. Without it nothing is left, behind Dark mode.
- Dark mode: 1 by Beta, 2 by Gamma: $400k, 75 % of it Beta. Without Beta $100k are left, and it stays third.
- Two items have no tag; one of them is by nobody.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QGuiApplication, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget
from scipy import stats

from prodops_desktop.agenda.goals import save_goal
from prodops_desktop.datasets.importing import import_file
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.datasets.request import ImportRequest
from prodops_desktop.errors import UserError
from prodops_desktop.feedback.accounts import read_customers
from prodops_desktop.feedback.needs.model import Needs
from prodops_desktop.feedback.needs.period import choices, read_period
from prodops_desktop.feedback.needs.rates import Rate
from prodops_desktop.feedback.needs.reading import read_needs
from prodops_desktop.feedback.taxonomy import find_tag, save_tag
from prodops_desktop.feedback.triage import add_item, tag_items
from prodops_desktop.ui import theme
from prodops_desktop.ui.models.cell_paint import SPARK_WIDTH, heat_shade, paint_lead
from prodops_desktop.ui.models.cells import Cell
from prodops_desktop.ui.models.delegates import CellDelegate
from prodops_desktop.ui.pages.feedback.asking import NeedsAsked
from prodops_desktop.ui.pages.feedback.need_actions import NeedActions
from prodops_desktop.ui.pages.feedback.need_chart import NeedChart
from prodops_desktop.ui.pages.feedback.need_course import Course, levels_of, plot_of
from prodops_desktop.ui.pages.feedback.need_inspector import NeedInspector
from prodops_desktop.ui.pages.feedback.need_reading import NeedDetail, read_need_detail, read_segments, read_tag_links
from prodops_desktop.ui.pages.feedback.needs_pane import NeedsPane
from prodops_desktop.ui.pages.feedback.reading import Board, read_board
from prodops_desktop.ui.pages.feedback.segments_pane import SegmentsPane
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.widgets.edit_fields import EditField
from prodops_desktop.workspace import Store, Workspace, settings
from prodops_desktop.workspace.links import End, link
from tests.ui.contract import cut_texts, dress, rest
from tests.unit.sheets_here import staging_here

TODAY = "2026-11-23"
ACCOUNTS = """account,arr,segment,csm
Alpha,500000,Enterprise,Ana
Beta,300000,Enterprise,Ben
Epsilon,200000,Mid-market,Ana
Gamma,100000,SMB,Ben
"""
EXPORTS = ((4, "Alpha", "2"), (4, "Beta", "1"), (2, "Gamma", "3"), (1, "Epsilon", "0"), (1, "", "0"))
NOW, BEFORE = "2026-11-02", "2026-07-02"


def say(store: Store, tag: int | None, account: str, importance: str = "0", day: str = NOW) -> int:
    """Somebody says something on a day."""
    values = {"account": account or None, "at": day, "channel": "CS", "importance": importance}
    _, item = add_item(store, f"{account or 'They'} can't get rows out of the export", values)
    if tag is not None:
        tag_items(store, [item], tag)
    return item


def fill(store: Store) -> dict[str, int]:
    """Tags and items as the head of this module tells."""
    tags = {name: save_tag(store, {"name": name, "group": "Asks", "definition": f"{name} is asked for."})[1]
            for name in ("Exports", "Audit trail", "Dark mode")}  # fmt: skip
    for count, account, importance in EXPORTS:
        for _ in range(count):
            say(store, tags["Exports"], account, importance)
    for account, tag in (*(("Alpha", "Audit trail"),) * 3, ("Beta", "Dark mode"), *(("Gamma", "Dark mode"),) * 2):
        say(store, tags[tag], account)
    say(store, None, "Alpha")
    say(store, None, "")
    for number in range(20):
        say(store, tags["Exports"] if number < 2 else None, "Alpha", day=BEFORE)
    return tags


class Desk:
    """An open workspace with its session, and what the panes are shown."""

    def __init__(self, workspace: Workspace) -> None:
        self.session = Session(workspace)
        self.tags: dict[str, int] = {}

    def do(self, change: Callable[[Store], Any]) -> Any:
        """Make an edit."""
        return self.session.workspace.run(change).result()

    def read(self, query: Callable[[Store], Any]) -> Any:
        """Read as the page does."""
        with self.session.workspace.reading() as store:
            return query(store)

    def needs(self, **wanted: Any) -> Needs:
        """What is asked for in 90 days."""

        def query(store: Store) -> Needs:
            period = read_period(wanted.pop("period", "90 days"), settings.today(store))
            return read_needs(store, read_customers(store), period=period, **wanted)

        found: Needs = self.read(query)
        return found

    def board(self) -> Board:
        """How feedback stands."""
        found: Board = self.read(read_board)
        return found

    def detail(self, name: str, needs: Needs) -> NeedDetail:
        """All behind a need."""
        found: NeedDetail = self.read(lambda store: read_need_detail(store, self.tags[name], needs, read_customers(store)))
        return found

    def settle(self) -> None:
        """Let edits and what follows them arrive."""
        rest(lambda: self.session.busy)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, int]]:
    """The workspace, made once."""
    folder = tmp_path_factory.mktemp("needs")
    (folder / "Accounts.csv").write_text(ACCOUNTS, encoding="utf-8")
    path = folder / "needs.prodops"
    with staging_here(), open_workspace(path, create=True) as workspace:
        workspace.run(lambda store: settings.set_setting(store, "today", TODAY)).result()
        import_file(workspace, ImportRequest(folder / "Accounts.csv", kind="accounts", name="Accounts"))
        tags = workspace.run(fill).result()
    return path, tags


@pytest.fixture
def desk(made: tuple[Path, dict[str, int]], tmp_path: Path, qapp: QApplication) -> Iterator[Desk]:
    dress(qapp)
    path = tmp_path / "needs.prodops"
    path.write_bytes(made[0].read_bytes())
    desk = Desk(open_workspace(path))
    desk.tags = made[1]
    yield desk
    desk.session.close()
    qapp.processEvents()


Show = Callable[[QWidget, tuple[int, int]], QWidget]


@pytest.fixture
def show(qapp: QApplication) -> Iterator[Show]:
    """Shows a widget in a window of this size, with the keyboard."""
    hosts: list[QWidget] = []

    def make(widget: QWidget, size: tuple[int, int] = (1044, 700)) -> QWidget:
        host = QWidget()
        host.setObjectName("inspectorPane" if isinstance(widget, NeedInspector) else "")
        row = QHBoxLayout(host) if not isinstance(widget, NeedInspector) else QVBoxLayout(host)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(widget)
        host.resize(*size)
        host.show()
        host.activateWindow()
        assert QTest.qWaitForWindowActive(host)
        hosts.append(host)
        return host

    yield make
    for host in hosts:
        host.close()
        host.deleteLater()
    qapp.processEvents()


@pytest.fixture
def pane(desk: Desk, show: Show) -> NeedsPane:
    made = NeedsPane()
    show(made, (1380, 700))
    today = desk.session.today
    made.offer(choices(today, today.replace(month=6)), ["Enterprise", "Mid-market", "SMB"], ["CS", "Support"])
    made.show_needs(desk.needs(), {})
    return made


@pytest.fixture
def inspector(desk: Desk, show: Show) -> NeedInspector:
    made = NeedInspector(desk.session)
    show(made, (320, 700))
    needs = desk.needs()
    need = needs.find(desk.tags["Exports"])
    assert need is not None
    made.show_need(need, needs, desk.board())
    made.show_detail(desk.detail("Exports", needs))
    QApplication.processEvents()
    return made


def cell(pane: NeedsPane | SegmentsPane, name: str, column: str) -> Cell:
    """A cell of the need that is called so."""
    records = pane.table.records
    at = next(at for at, one in enumerate(records.columns) if column in (one.id, one.title))
    row = next(row for row, record in enumerate(records.records) if record.need.name == name)
    return records.cell(row, at)


def names(pane: NeedsPane | SegmentsPane) -> list[str]:
    """The needs as they stand."""
    return [row.need.name for row in pane.table.shown]


def pick(choice: QComboBox, text: str) -> None:
    """Choose by the keyboard."""
    choice.setFocus()
    QTest.keyClick(choice, Qt.Key.Key_Home)
    for _ in range(choice.count()):
        if choice.currentText() == text:
            break
        QTest.keyClick(choice, Qt.Key.Key_Down)
    assert choice.currentText() == text


def texts(widget: QWidget) -> str:
    """What a widget says, a line a label."""
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def labelled(widget: QWidget, text: str) -> QPushButton:
    """The button of this text that is shown."""
    return next(one for one in widget.findChildren(QPushButton) if one.text() == text and one.isVisibleTo(widget))


# --- the table of needs


def test_the_columns_say_the_figures_worked_out_by_hand(pane: NeedsPane) -> None:
    assert names(pane) == ["Exports", "Audit trail", "Dark mode"]
    assert [cell(pane, name, "place").text for name in names(pane)] == ["1", "2", "3"]
    assert [cell(pane, name, "arr").text for name in names(pane)] == ["$1.10M", "$500k", "$400k"]
    assert [share for name in names(pane) for share, _ in cell(pane, name, "arr").bars] == pytest.approx([1, 5 / 11, 4 / 11])
    assert [cell(pane, name, "accounts").text for name in names(pane)] == ["4", "1", "2"]
    assert cell(pane, "Exports", "accounts").tip == "1 mention names no account."
    assert [cell(pane, name, "mentions").spoken for name in names(pane)] == ["12  of 20", "3  of 20", "3  of 20"]
    assert [cell(pane, name, "top").text for name in names(pane)] == ["45%", "100%", "75%"]
    assert [bool(cell(pane, name, "top").icon) for name in names(pane)] == [False, True, True]
    assert cell(pane, "Exports", "weighted").text == "$1.60M"
    assert cell(pane, "Exports", "group").text == "Asks"
    assert pane.summary.text() == "4 accounts ask · $1.10M ARR · 20 items received"
    assert "2 of 20 items received are not tagged." in pane.summary.toolTip()


def test_rates_and_trends_have_their_intervals(pane: NeedsPane) -> None:
    low, high = (100 * stats.chi2.ppf(tail, 2 * k) / 2 / 20 for tail, k in ((0.025, 12), (0.975, 13)))
    assert cell(pane, "Exports", "rate").spoken == f"60.0  {low:.1f}–{high:.1f}" == "60.0  31.0–104.8"
    trend = cell(pane, "Exports", "trend")
    assert (trend.text, trend.tone, trend.role) == ("×6.0", "bad", "section")
    share = stats.binomtest(12, 14).proportion_ci(method="exact")
    ends = [f"×{one / (1 - one):.1f}" for one in (share.low, share.high)]
    assert f"×6.0, 95% interval {ends[0]} to {ends[1]}" in trend.tip
    assert trend.tip.startswith("Now 60.0 per 100 (31.0–104.8), 12 of 20\nBefore 10.0 per 100 (")
    assert trend.tip.endswith("Rising, beyond noise.")
    assert len(trend.spark) == 12
    assert (trend.spark[-1], trend.spark[-5], trend.spark[0]) == (60.0, 10.0, None), "months in which nothing came are gaps"
    quiet = cell(pane, "Audit trail", "trend")
    assert (quiet.text, quiet.tone, quiet.role) == ("too few", "text_3", "body"), "three mentions and none before say nothing"


def test_the_whole_time_is_compared_with_nothing(pane: NeedsPane, inspector: NeedInspector, desk: Desk) -> None:
    needs = desk.needs(period="all")
    pane.show_needs(needs, {})
    low, high = (100 * stats.chi2.ppf(tail, 2 * k) / 2 / 40 for tail, k in ((0.025, 14), (0.975, 15)))
    said = f"Now 35.0 per 100 ({low:.1f}–{high:.1f}), 14 of 40"
    assert (cell(pane, "Exports", "trend").text, cell(pane, "Exports", "trend").tip) == ("–", said)
    assert cell(pane, "Audit trail", "trend").text == "–", "there is nothing of which there could be too few"
    need = needs.find(desk.tags["Exports"])
    assert need is not None
    inspector.show_need(need, needs, desk.board())
    assert inspector.trend.text() == said


def test_the_summary_takes_as_many_words_as_there_is_room_for(pane: NeedsPane) -> None:
    host = pane.window()
    said = set()
    for width in (*range(1380, 620, -20), *range(630, 1390, 20)):
        host.resize(width, 700)
        QApplication.processEvents()
        metrics = pane.summary.fontMetrics()
        assert metrics.horizontalAdvance(pane.summary.text()) <= pane.summary.width()
        said.add(pane.summary.text())
    assert said == {"4 accounts ask · $1.10M ARR · 20 items received", "4 accounts · $1.10M ARR · 20 items"}


def test_sorting_filtering_columns_and_copying_are_those_of_every_list(pane: NeedsPane) -> None:
    pane.table.sort_by("mentions", descending=False)
    assert names(pane)[-1] == "Exports"
    pane.table.sort_by("need", descending=False)
    assert names(pane) == ["Audit trail", "Dark mode", "Exports"]
    pane.search.setFocus()
    QTest.keyClicks(pane.search, "dark")
    assert names(pane) == ["Dark mode"]
    QTest.keyClick(pane.search, Qt.Key.Key_Down)
    assert pane.table.hasFocus()
    QTest.keyClick(pane.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    head, line = QGuiApplication.clipboard().text().split("\n")
    copied = dict(zip(head.split("\t"), line.split("\t"), strict=True))
    assert copied["ARR asking"] == "400000"
    assert copied["Per 100 items"] == "15"
    assert "Group" not in copied
    actions = {action.text().split(" · ")[0]: action for action in pane.table.column_menu().actions()}
    assert not actions["Group"].isChecked()
    actions["Group"].trigger()
    assert not pane.table.isColumnHidden([one.id for one in pane.table.records.columns].index("group"))
    pane.search.clear()
    assert len(names(pane)) == 3


def test_keys_choose_and_enter_a_need(pane: NeedsPane, desk: Desk) -> None:
    told: list[tuple[str, int]] = []
    pane.chosen.connect(lambda tag: told.append(("chosen", tag)))
    pane.entered.connect(lambda tag, segment: told.append(("entered" + segment, tag)))
    assert pane.choose(desk.tags["Exports"])
    assert told == [], "what the page chooses it is not told of"
    pane.focus()
    QTest.keyClick(pane.table, Qt.Key.Key_J)
    QTest.keyClick(pane.table, Qt.Key.Key_Return)
    assert told == [("chosen", desk.tags["Audit trail"]), ("entered", desk.tags["Audit trail"])]
    pane.show_needs(desk.needs(rank="mentions"), {})
    assert pane.table.current().need.name == "Audit trail", "what is current stays so"
    assert not pane.choose(0)


def test_every_choice_asks_for_other_needs(pane: NeedsPane) -> None:
    asked: list[tuple[str, str, str, str]] = []
    pane.asked.connect(lambda *wanted: asked.append(wanted))
    pick(pane.segment, "Enterprise")
    assert asked[-1] == ("90 days", "Enterprise", "", "arr")
    pick(pane.filters.period, "Q3 2026")
    assert asked[-1] == ("2026-Q3", "Enterprise", "", "arr")
    pick(pane.filters.channel, "CS")
    pick(pane.rank, "rising")
    assert asked[-1] == ("2026-Q3", "Enterprise", "CS", "rising")
    count = len(asked)
    pane.offer([], ["SMB"], [])
    assert (pane.segment.currentText(), pane.filters.period.currentText()) == ("Enterprise", "Q3 2026"), "what is chosen stays"
    assert len(asked) == count


def test_a_segment_narrows_what_is_shown_and_the_choices_follow(pane: NeedsPane, desk: Desk) -> None:
    pane.show_needs(desk.needs(segment="Enterprise", channel="CS"), {})
    assert pane.segment.current_id() == "Enterprise"
    assert pane.filters.channel.current_id() == "CS"
    # Alpha 4 and Beta 4 of Exports; of Enterprise came 4 + 4 + 3 + 1 + 1 untagged = 13
    assert cell(pane, "Exports", "mentions").spoken == "8  of 13"
    assert pane.summary.text() == "2 accounts ask · $800k ARR · 13 items received"


def test_the_banner_names_who_would_fall_and_ranks_without_the_top_account(pane: NeedsPane, desk: Desk) -> None:
    assert pane.banner.isVisible()
    assert pane.banner.text.text() == "Without its top account, Audit trail falls from 2nd to 3rd."
    pane.banner.action.setFocus()
    QTest.keyClick(pane.banner.action, Qt.Key.Key_Space)
    assert names(pane) == ["Exports", "Dark mode", "Audit trail"]
    assert [cell(pane, name, "arr").text for name in names(pane)] == ["$1.10M", "$100k", "$0"]
    bars = cell(pane, "Dark mode", "arr").bars
    assert [share for share, _ in bars] == pytest.approx([4 / 11, 1 / 11])
    assert [tone for _, tone in bars] == ["accent_line", "accent"]
    assert "Without Beta: $100k" in cell(pane, "Dark mode", "arr").tip
    assert pane.banner.action.text() == "Rank with all accounts"
    pane.banner.action.click()
    assert names(pane) == ["Exports", "Audit trail", "Dark mode"]
    pane.banner.action.click()
    pane.show_needs(desk.needs(segment="SMB"), {})  # Gamma is all of both, and so nothing changes places
    assert not pane.without_top or pane.banner.isVisible()


def test_links_are_named(pane: NeedsPane, desk: Desk) -> None:
    tag, goal = desk.tags["Exports"], save_goal_of(desk)
    desk.do(lambda store: link(store, "related", End("tag", tag), End("goal", goal)))
    links = desk.read(read_tag_links)
    assert links == {tag: ("Half the tickets on exports",)}
    pane.show_needs(desk.needs(), links)
    assert cell(pane, "Exports", "links").chips == ("Half the tickets on exports",)
    assert cell(pane, "Dark mode", "links").text == "Not linked"
    pane.table.filter("tickets")
    assert names(pane) == ["Exports"]


def save_goal_of(desk: Desk) -> int:
    """A goal that a tag can be linked to."""
    return int(desk.do(lambda store: save_goal(store, {"title": "Half the tickets on exports", "period": "2026-Q4"}))[1])


def test_nothing_tagged_and_nothing_received_say_what_to_do(pane: NeedsPane, desk: Desk) -> None:
    wanted: list[str] = []
    pane.triage_wanted.connect(lambda: wanted.append("triage"))
    bare = desk.needs()
    pane.show_needs(replace(bare, needs=(), without_top=()), {})
    assert pane.stack.currentWidget() is pane.empty
    assert pane.empty.sentence.text() == "None of the 20 items of this period is tagged yet."
    assert not pane.banner.isVisible()
    pane.focus()
    QTest.keyClick(pane.empty.action, Qt.Key.Key_Space)
    assert wanted == ["triage"]
    pane.show_needs(replace(bare, needs=(), without_top=(), items=0), {})
    assert pane.empty.sentence.text() == "Nothing was received in this period."
    pane.show_needs(replace(bare, needs=(), without_top=(), segment="SMB"), {})
    assert pane.empty.sentence.text() == "Nobody asks for anything here: SMB, 90 days."
    pane.show_needs(bare, {})
    assert pane.stack.currentWidget() is pane.table


def test_an_unknown_segment_is_said_in_place(pane: NeedsPane, desk: Desk) -> None:
    with pytest.raises(UserError) as refused:
        desk.needs(segment="Nobody")
    pane.show_error(str(refused.value))
    assert pane.wrong.isVisible()
    assert pane.wrong.text.text() == str(refused.value)
    assert names(pane) == []
    assert not pane.banner.isVisible()
    pane.toggle_top()
    pane.show_needs(desk.needs(), {})
    assert not pane.wrong.isVisible()
    assert len(names(pane)) == 3


# --- needs by segment


@pytest.fixture
def by_segment(desk: Desk, show: Show) -> SegmentsPane:
    made = SegmentsPane()
    show(made, (1044, 600))

    def query(store: Store) -> Any:
        return read_segments(store, read_customers(store), read_period("90 days", settings.today(store)), None)

    made.show_board(desk.read(query))
    return made


def test_each_segment_has_its_column_and_the_items_received_below(by_segment: SegmentsPane) -> None:
    titles = [column.title for column in by_segment.table.records.columns]
    assert titles == ["Need", "Enterprise", "Mid-market", "SMB", "Unknown", "All", "Group"]
    amounts = {name: [cell(by_segment, name, title).text for title in titles[1:6]] for name in names(by_segment)}
    assert amounts == {
        "Exports": ["$800k", "$200k", "$100k", "–", "$1.10M"],
        "Audit trail": ["$500k", "–", "–", "–", "$500k"],
        "Dark mode": ["$300k", "–", "$100k", "–", "$400k"],
    }
    assert by_segment.totaled.totals.texts() == ["Items received", "13", "1", "4", "2", "20", ""]


def test_other_measures_and_tints(by_segment: SegmentsPane) -> None:
    assert cell(by_segment, "Dark mode", "Enterprise").heat == pytest.approx(3 / 8)
    assert cell(by_segment, "Dark mode", "SMB").heat == 1, "as much as Exports"
    pick(by_segment.tint, "its row")
    assert cell(by_segment, "Dark mode", "SMB").heat == pytest.approx(1 / 3)
    assert cell(by_segment, "Exports", "Mid-market").heat == pytest.approx(1 / 4)
    pick(by_segment.measure, "mentions")
    assert [cell(by_segment, "Exports", title).text for title in ("Enterprise", "Mid-market", "SMB", "Unknown", "All")] == [
        "8", "1", "2", "1", "12",
    ]  # fmt: skip
    pick(by_segment.measure, "accounts")
    assert [cell(by_segment, "Exports", title).text for title in ("Enterprise", "SMB", "Unknown", "All")] == ["2", "1", "0", "4"]
    pick(by_segment.measure, "rate per 100")
    shown = [cell(by_segment, "Exports", title) for title in ("Enterprise", "Mid-market", "SMB", "All")]
    assert [one.text for one in shown] == ["61.5", "100.0", "50.0", "60.0"], "8 of 13, 1 of 1, 2 of 4, 12 of 20"
    low, high = (100 * stats.chi2.ppf(tail, 2 * k) / 2 / 13 for tail, k in ((0.025, 8), (0.975, 9)))
    assert f"61.5 per 100 ({low:.1f}–{high:.1f})" in shown[0].tip
    by_segment.table.sort_by("segment enterprise", descending=True)
    assert names(by_segment) == ["Exports", "Audit trail", "Dark mode"]


def test_the_tab_by_segment_asks_chooses_and_is_empty_like_the_other(by_segment: SegmentsPane, desk: Desk) -> None:
    asked: list[tuple[str, str]] = []
    by_segment.asked.connect(lambda *wanted: asked.append(wanted))
    by_segment.offer(choices(desk.session.today, desk.session.today), ["CS"])
    pick(by_segment.filters.channel, "CS")
    assert asked == [("90 days", "CS")]
    chosen: list[int] = []
    by_segment.chosen.connect(chosen.append)
    by_segment.focus()
    QTest.keyClick(by_segment.table, Qt.Key.Key_J)
    assert chosen[-1] == desk.tags["Audit trail"]
    board = by_segment.board
    assert board is not None
    by_segment.show_board(replace(board, needs=replace(board.needs, needs=())))
    assert by_segment.stack.currentWidget() is by_segment.empty
    by_segment.show_error("Nothing came through the channel “X”.")
    assert by_segment.wrong.isVisible()


def test_a_cell_of_a_segment_is_entered_with_it(by_segment: SegmentsPane, desk: Desk) -> None:
    entered: list[tuple[int, str]] = []
    by_segment.entered.connect(lambda *told: entered.append(told))
    table = by_segment.table
    for column in range(table.records.columnCount() - 1):
        table.setCurrentIndex(table.records.index(0, column))
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert [segment for _, segment in entered] == ["", "Enterprise", "Mid-market", "SMB", "", ""], "nobody can search for the unknown one"
    assert {tag for tag, _ in entered} == {desk.tags["Exports"]}
    place = table.visualRect(table.records.index(2, 3)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert entered[-1] == (desk.tags["Dark mode"], "SMB")


def test_columns_change_with_the_segments_and_stay_otherwise(by_segment: SegmentsPane) -> None:
    board = by_segment.board
    assert board is not None
    by_segment.table.setColumnWidth(1, 150)
    by_segment.show_board(board)
    assert by_segment.table.columnWidth(1) == 150
    by_segment.show_board(replace(board, received={**board.received, "Partners": 3}))
    assert "Partners" in [column.title for column in by_segment.table.records.columns]
    assert cell(by_segment, "Exports", "Partners").text == "–"
    assert len(names(by_segment)) == 3


# --- the chart


MONTHS = tuple(f"2026-{month:02d}" for month in range(1, 7))
COURSE = Course(MONTHS, (Rate(5, 50), Rate(10, 50), Rate(0, 0), Rate(0, 1), Rate(20, 50), Rate(25, 50)))


def test_the_course_says_itself_in_words_and_as_a_table() -> None:
    assert COURSE.sentence == "From 10.0 per 100 items in Jan 2026 to 50.0 in Jun 2026; 1 month without an item."
    low, high = (100 * stats.chi2.ppf(tail, 2 * k) / 2 / 50 for tail, k in ((0.025, 10), (0.975, 11)))
    assert COURSE.point_text(1) == f"Feb 2026: 20.0 per 100 ({low:.1f}–{high:.1f}), 10 of 50"
    assert COURSE.point_text(2) == "Mar 2026: nothing received"
    assert COURSE.table()[0] == ("Month", "Mentions", "Items received", "Per 100", "From", "To")
    assert COURSE.table()[2] == ("2026-02", "10", "50", "20.0", f"{low:.1f}", f"{high:.1f}")
    assert COURSE.table()[3] == ("2026-03", "0", "0", "", "", "")
    assert COURSE.figures()[0][0] == "Jun 2026", "people read the latest first"
    assert Course(MONTHS[:1], (Rate(0, 0),)).sentence == "Nothing was received in these months."


def test_points_and_whiskers_stand_where_their_figures_are() -> None:
    plot = plot_of(COURSE, 20, 10, 120, 110)
    top = levels_of(COURSE)[-1]
    assert top == 100, "an interval that is far above the rates does not set the scale"
    assert plot.points[0] == pytest.approx((20, 100))
    assert plot.points[1] == pytest.approx((40, 90))
    assert plot.points[2] is None
    assert plot.whiskers[2] is None
    assert plot.points[5] == pytest.approx((120, 60))
    first, lonely = plot.whiskers[0], plot.whiskers[3]
    assert first is not None
    assert lonely is not None
    low, high = (100 * stats.chi2.ppf(tail, 2 * k) / 2 / 50 for tail, k in ((0.025, 5), (0.975, 6)))
    assert not first.cut
    assert (first.bottom, first.top) == pytest.approx((110 - low, 110 - high))
    assert (lonely.top, lonely.bottom, lonely.cut) == (10, 110, True), "one item without a mention says nearly nothing"
    assert [plot.month_at(x) for x in (20, 31, 120, 200, 0)] == [0, 1, 5, None, None]


@given(st.lists(st.integers(0, 400).flatmap(lambda items: st.tuples(st.integers(0, items), st.just(items))), min_size=1, max_size=12))
def test_everything_of_a_course_stays_inside(counts: Sequence[tuple[int, int]]) -> None:
    course = Course(tuple(f"2025-{month:02d}" for month in range(1, len(counts) + 1)), tuple(Rate(*one) for one in counts))
    plot = plot_of(course, 30, 12, 280, 100)
    heights = [point[1] for point in plot.points if point is not None]
    heights += [end for one in plot.whiskers if one is not None for end in (one.top, one.bottom)]
    assert all(12 - 1e-9 <= height <= 100 + 1e-9 and not math.isnan(height) for height in heights)
    assert all(30 <= point[0] <= 280 for point in plot.points if point is not None)
    for point, whisker in zip(plot.points, plot.whiskers, strict=True):
        assert (point is None) == (whisker is None)
        assert point is None or whisker is None or whisker.top - 1e-9 <= point[1] <= whisker.bottom + 1e-9


@pytest.fixture
def chart(desk: Desk, show: Show) -> NeedChart:
    del desk
    made = NeedChart()
    made.show_course(COURSE)
    show(made, (300, 140))
    made.setFocus()
    return made


def test_the_chart_is_its_sentence_and_keys_say_a_month(chart: NeedChart) -> None:
    assert chart.accessibleName() == "Mentions per 100 items by month"
    assert chart.accessibleDescription() == COURSE.sentence
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert chart.accessibleDescription() == f"{COURSE.point_text(5)}. {COURSE.sentence}"
    QTest.keyClick(chart, Qt.Key.Key_Home)
    assert chart.current == 0
    QTest.keyClick(chart, Qt.Key.Key_Escape)
    assert chart.accessibleDescription() == COURSE.sentence
    chart.copy_table()
    assert QGuiApplication.clipboard().text().split("\n")[3] == "2026-03\t0\t0\t\t\t"


def test_the_chart_paints_a_gap_and_the_mouse_says_a_month(chart: NeedChart) -> None:
    chart.copy_picture()
    picture = QGuiApplication.clipboard().image()
    placed = chart._placed
    assert placed is not None

    def drawn(index: float, token: str) -> bool:
        left, right = placed.plot.x(0), placed.plot.x(5)
        x = round(left + index / 5 * (right - left))
        return any(picture.pixelColor(x, y) == theme.colour(token) for y in range(int(placed.top) - 4, int(placed.bottom)))

    assert drawn(0.5, "accent")
    assert not drawn(2, "accent"), "nothing came in March"
    assert not drawn(2, "prior")
    assert drawn(4.5, "accent")
    QTest.mouseMove(chart, QPoint(round(placed.plot.x(1)) + 2, 60))
    QTest.mouseMove(chart, QPoint(round(placed.plot.x(1)), 60))
    assert chart.toolTip() == COURSE.point_text(1)
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(round(placed.plot.x(4)), 60))
    assert chart.current == 4


def test_enter_and_a_double_click_open_a_month(chart: NeedChart) -> None:
    opened: list[int] = []
    chart.opened.connect(opened.append)
    QTest.keyClick(chart, Qt.Key.Key_Return)
    assert opened == [], "no month is marked"
    QTest.keyClick(chart, Qt.Key.Key_Home)
    QTest.keyClick(chart, Qt.Key.Key_Return)
    placed = chart._placed
    assert placed is not None
    QTest.mouseDClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(round(placed.plot.x(4)), 60))
    assert opened == [0, 4]


def test_one_month_is_a_text(chart: NeedChart) -> None:
    tall = chart.height()
    chart.show_course(Course(MONTHS[:2], (Rate(0, 0), Rate(1, 4))))
    assert chart.height() < tall
    assert chart.sentence.startswith("Feb 2026: 25.0 per 100 (")
    QTest.keyClick(chart, Qt.Key.Key_Right)
    assert chart.current is None
    assert not chart.grab().isNull()


# --- cells


def painted(cell: Cell) -> tuple[QImage, int]:
    """What is painted before the text of a cell, and where the text begins."""
    image = QImage(220, 32, QImage.Format.Format_RGB32)
    image.fill(theme.colour("surface"))
    painter = QPainter(image)
    area = QRect(10, 0, 200, 31)
    paint_lead(painter, area, cell)
    painter.end()
    return image, area.left()


def test_an_icon_stands_right_beside_a_text_at_the_right(desk: Desk) -> None:
    del desk
    text = Cell("75%", "warn", "section", right=True, icon="alert-outline")
    image, left = painted(text)
    width = QFontMetrics(theme.font("section")).horizontalAdvance("75%")
    assert left == 210 - width - 2, "two pixels more than the text, which is not cut"
    inked = [x for x in range(220) if any(image.pixelColor(x, y) != theme.colour("surface") for y in range(32))]
    assert left - 21 <= inked[0] <= inked[-1] < left - 4
    assert painted(text._replace(text="W" * 80))[1] == 31, "there is no room beside a text that is cut"


@pytest.mark.parametrize(("width", "is_said"), [(240, True), (92, False)])
def test_what_stands_beside_a_figure_goes_before_the_figure_is_cut(desk: Desk, width: int, is_said: bool) -> None:
    del desk
    image = QImage(width, 32, QImage.Format.Format_RGB32)
    image.fill(theme.colour("surface"))
    plain = image.copy()
    for canvas, made in ((image, Cell("12,345", right=True, aside="of 200,000")), (plain, Cell("12,345", right=True))):
        painter = QPainter(canvas)
        CellDelegate().paint_content(painter, QRect(0, 0, width, 32), made)
        painter.end()
    assert (image != plain) == is_said


def test_a_cell_paints_its_line_with_gaps_and_its_tint(desk: Desk) -> None:
    del desk
    image, left = painted(Cell("×2.1", "bad", spark=(1.0, 2.0, None, None, None, 4.0, 5.0)))
    assert left == 10 + SPARK_WIDTH + 8
    line = [x for x in range(10, left) if any(image.pixelColor(x, y) != theme.colour("surface") for y in range(32))]
    assert line
    gap = set(range(36, 52))
    assert not gap & set(line)
    image, left = painted(Cell("$1k", heat=1.0))
    assert left == 10, "a tint takes no room"
    assert image.pixelColor(100, 15) == heat_shade(1.0) != heat_shade(0.1)
    assert painted(Cell("$1k"))[0].pixelColor(100, 15) == theme.colour("surface")


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_text_can_be_read_on_every_tint(desk: Desk, mode: str) -> None:
    del desk
    theme.set_mode(mode)
    try:
        for share in (0.01, 0.3, 0.6, 1.0):
            levels = sorted((_luminance(heat_shade(share)), _luminance(theme.colour("text"))))
            assert (levels[1] + 0.05) / (levels[0] + 0.05) >= 4.5
    finally:
        theme.set_mode("light")


def _luminance(colour: QColor) -> float:
    shares = (colour.redF(), colour.greenF(), colour.blueF())
    parts: list[float] = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in shares]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


# --- the inspector


def edit(desk: Desk, field: EditField, text: str) -> None:
    """Type a text in place of what stands in a field, and decide."""
    field.setFocus()
    QTest.keyClick(field.editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field.editor, text) if text else QTest.keyClick(field.editor, Qt.Key.Key_Delete)
    control = Qt.KeyboardModifier.ControlModifier if isinstance(field.editor, QPlainTextEdit) else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(field.editor, Qt.Key.Key_Return, control)
    desk.settle()


def test_it_says_who_asks_how_often_and_from_which_segments(inspector: NeedInspector) -> None:
    assert inspector.title.text() == "Exports"
    assert inspector.asking.title.text() == "ARR asking, $1.10M"
    assert inspector.asking.note.text() == "4 accounts"
    assert texts(inspector.bars).split("\n") == ["Alpha", "$500k", "Beta", "$300k", "Epsilon", "$200k", "Gamma", "$100k"]
    assert not inspector.concentration.isVisible()
    assert inspector.sentence.text().startswith(
        "Exports: 12 of 20 items in the 90 days to 23 Nov 2026 (60.0 per 100, 31.0–104.8), up from 2 of 20"
    )
    assert inspector.chart.accessibleDescription() == "From 10.0 per 100 items in Jul 2026 to 60.0 in Nov 2026; 10 months without an item."
    rows = texts(inspector.segments).split("\n")[4:]
    assert rows == [
        "Enterprise", "$800k", "2", "8", "Mid-market", "$200k", "1", "1", "SMB", "$100k", "1", "2", "Unknown", "–", "0", "1",
        "Total", "$1.10M", "4", "12",
    ]  # fmt: skip
    said = texts(inspector.definition)
    assert "n 20" in said
    assert "Garwood" in said
    assert "names no account" in said or "name no account" in said


def test_one_account_that_is_most_of_it_is_said(inspector: NeedInspector, desk: Desk) -> None:
    needs = desk.needs()
    need = needs.find(desk.tags["Dark mode"])
    assert need is not None
    inspector.show_need(need, needs, desk.board())
    assert inspector.concentration.text.text() == "Beta is 75% of it."
    assert texts(inspector.quotes).split() == ["Quotes"], "quotes of the need before are gone"
    inspector.show_detail(desk.detail("Exports", needs))
    assert texts(inspector.quotes).split() == ["Quotes"], "what comes too late is not shown"


def test_the_five_largest_accounts_and_the_others(inspector: NeedInspector, desk: Desk) -> None:
    for name in ("Zeta", "Eta", "Theta"):
        desk.do(partial(say, tag=desk.tags["Exports"], account=name))
    needs = desk.needs()
    need = needs.find(desk.tags["Exports"])
    assert need is not None
    inspector.show_need(need, needs, desk.board())
    assert texts(inspector.bars).split("\n")[-4:] == ["Eta", "–", "2 others", "–"], "what nobody knows is no zero"


def test_the_months_can_be_seen_and_copied_as_a_table(inspector: NeedInspector) -> None:
    assert not inspector.course_table.isVisible()
    inspector.table_button.setFocus()
    QTest.keyClick(inspector.table_button, Qt.Key.Key_Space)
    assert inspector.course_table.isVisible()
    assert texts(inspector.course_table).split("\n")[4:8] == ["Nov 2026", "60.0", "31.0–104.8", "12 of 20"]
    inspector.copy_button.click()
    assert QGuiApplication.clipboard().text().split("\n")[-1] == "2026-11\t12\t20\t60.0\t31.0\t104.8"
    inspector.table_button.click()
    assert not inspector.course_table.isVisible()


def test_quotes_open_their_items(inspector: NeedInspector, desk: Desk) -> None:
    opened: list[int] = []
    inspector.item_wanted.connect(opened.append)
    assert inspector.quotes.note.text() == "12"
    assert texts(inspector.quotes).count("“") == 5
    openers = [one for one in inspector.quotes.findChildren(QPushButton) if "FB-" in one.text()]
    assert openers[0].text().startswith("Gamma · 2 Nov · FB-"), "what is critical comes first"
    openers[0].setFocus()
    QTest.keyClick(openers[0], Qt.Key.Key_Space)
    assert openers[0].text().endswith(f"FB-{opened[0]}")
    labelled(inspector.quotes, "Show 12 quotes").click()
    QApplication.processEvents()
    assert texts(inspector.quotes).count("“") == 12
    quotes = desk.detail("Exports", desk.needs()).quotes
    assert len(quotes) == 12
    assert quotes[0].source is None, "it was typed here"


def test_fields_of_the_tag_save_refuse_and_are_undone(inspector: NeedInspector, desk: Desk) -> None:
    tag, fields = desk.tags["Exports"], inspector.form.fields
    edit(desk, fields["name"], "Export limits")
    assert desk.read(lambda store: find_tag(store, tag)).name == "Export limits"
    edit(desk, fields["group"], "Data out")
    edit(desk, fields["definition"], "Rows or files stop at a cap.")
    edit(desk, fields["note"], "Ask Ana")
    found = desk.read(lambda store: find_tag(store, tag))
    assert (found.group_name, found.definition, found.note) == ("Data out", "Rows or files stop at a cap.", "Ask Ana")
    edit(desk, fields["name"], "Dark mode")
    assert "There is a tag “Dark mode” already." in fields["name"].wrong.text()
    edit(desk, fields["name"], "")
    assert fields["name"].wrong.text() == "A tag needs a name of at least one character."
    for _ in range(4):
        desk.session.undo()
        desk.settle()
    assert desk.read(lambda store: find_tag(store, tag)).name == "Exports"
    needs = desk.needs()
    inspector.show_detail(desk.detail("Exports", needs))
    assert "Rename tag Exports to Export limits" in texts(inspector.history.section)


def test_history_names_groups(inspector: NeedInspector, desk: Desk) -> None:
    edit(desk, inspector.form.fields["group"], "Data out")
    inspector.show_detail(desk.detail("Exports", desk.needs()))
    assert "Group: Asks → Data out" in texts(inspector.history.section)


def test_sources_are_the_list_of_accounts_and_the_files(inspector: NeedInspector) -> None:
    said = texts(inspector.sources.section)
    assert "ARR of accounts, as of" in said
    assert labelled(inspector.sources.section, "Accounts.csv")
    assert inspector.sources.section.note.text() == "1", "what was typed here has no file"


def test_a_month_of_the_course_is_asked_for_with_its_tag(inspector: NeedInspector, desk: Desk) -> None:
    wanted: list[tuple[int, str]] = []
    inspector.month_wanted.connect(lambda *told: wanted.append(told))
    inspector.chart.setFocus()
    QTest.keyClick(inspector.chart, Qt.Key.Key_End)
    QTest.keyClick(inspector.chart, Qt.Key.Key_Return)
    assert wanted == [(desk.tags["Exports"], "2026-11")]


def test_a_search_for_what_is_behind_a_need_is_narrowed_down_as_it_is(desk: Desk) -> None:
    searches: list[str] = []
    tabs = SimpleNamespace(shown_for=NeedsAsked("90 days", "", "CS"))
    page: Any = SimpleNamespace(
        board=desk.board(), need_tabs=tabs, session=desk.session, search_all=searches.append, focus_first=lambda: None
    )
    actions, tag = NeedActions(page), desk.tags["Dark mode"]
    actions.show_mentions(tag, "SMB")
    actions.show_month(tag, "2026-10")
    tabs.shown_for = NeedsAsked("all", "Enterprise")
    actions.show_mentions(tag)
    actions.show_month(tag, "2026-10")
    actions.show_month(0, "2026-10")
    assert searches == [
        'tag:"Dark mode" segment:"SMB" channel:"CS" after:2026-08-26 before:2026-11-23',
        'tag:"Dark mode" channel:"CS" on:2026-10',
        'tag:"Dark mode" segment:"Enterprise" before:2026-11-23',
        'tag:"Dark mode" segment:"Enterprise" on:2026-10',
    ]


def test_the_foot_tells_what_is_wanted(inspector: NeedInspector) -> None:
    wanted: list[str] = []
    for name in ("link_wanted", "merge_wanted", "who_asked_wanted"):
        getattr(inspector, name).connect(partial(wanted.append, name))
    for one in (inspector.link_button, inspector.merge_button, inspector.who_button):
        one.setFocus()
        QTest.keyClick(one, Qt.Key.Key_Space)
    assert wanted == ["link_wanted", "merge_wanted", "who_asked_wanted"]
    inspector.show_nothing()
    assert not inspector.link_button.isVisible()
    assert inspector.title.text() == "No need chosen"


# --- eyes


@pytest.mark.parametrize("family", ["Inter", "DejaVu Sans"])
@pytest.mark.parametrize("size", [(628, 500), (1044, 740)])
def test_no_text_of_the_tabs_is_cut(desk: Desk, show: Show, family: str, size: tuple[int, int]) -> None:
    theme.use_family(family)
    try:
        for made in (NeedsPane(), SegmentsPane()):
            host = show(made, size)
            if isinstance(made, NeedsPane):
                made.offer(choices(desk.session.today, None), ["Enterprise"], ["CS"])
                made.show_needs(desk.needs(segment="Enterprise", rank="weighted"), {})
            else:
                made.show_board(
                    desk.read(
                        lambda store: read_segments(store, read_customers(store), read_period("90 days", settings.today(store)), None)
                    )
                )
            QApplication.processEvents()
            assert (host.width(), host.height()) == size
            assert cut_texts(host) == []
            made.show_error("There is no segment “Nobody”, and no account has it as its segment. There is: Enterprise, Mid-market, SMB.")
            QApplication.processEvents()
            assert cut_texts(host) == []
    finally:
        theme.use_family("")


@pytest.mark.parametrize("family", ["Inter", "DejaVu Sans"])
def test_no_text_of_the_inspector_is_cut(inspector: NeedInspector, desk: Desk, family: str) -> None:
    theme.use_family(family)
    try:
        inspector.table_button.click()
        needs = desk.needs()
        need = needs.find(desk.tags["Dark mode"])
        assert need is not None
        with inspector.filling():
            inspector.show_need(need, needs, desk.board())
            inspector.show_detail(desk.detail("Dark mode", needs))
        desk.settle()
        host = inspector.window()
        assert host.width() == 320
        assert cut_texts(host) == []
    finally:
        theme.use_family("")
