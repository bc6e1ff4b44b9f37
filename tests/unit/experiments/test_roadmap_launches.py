"""Launches of the roadmap stand on the calendar of experiments as those that were entered there do, and never beside themselves."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pytest

from prodops_desktop.agenda.events import Event, all_events, calendar_events, save_event
from prodops_desktop.errors import UserError
from prodops_desktop.experiments.answering import conflict_objects
from prodops_desktop.experiments.board import BoardReader, read_board
from prodops_desktop.experiments.calendar_sheet import calendar_sheet
from prodops_desktop.experiments.collisions.conflicts import Accepted, Conflict
from prodops_desktop.experiments.model import SCHEDULED, Experiment, MetricPlan
from prodops_desktop.experiments.pack import pack_sheet
from prodops_desktop.experiments.risks import accept_risk, all_risks, withdraw_risk
from prodops_desktop.experiments.sheets import experiment_sheets
from prodops_desktop.experiments.store import delete_experiments
from prodops_desktop.roadmap.model import DONE, DROPPED, MONTH, Item
from prodops_desktop.roadmap.store import delete_items, find_item, move_items, save_item
from prodops_desktop.workspace import Store, Workspace, history, rows, undo
from prodops_desktop.workspace.links import End
from tests.unit.conftest import Content
from tests.unit.experiments.register import add, do, last_label, read
from tests.unit.sheets_here import Bringer

TODAY = date(2026, 11, 23)
DAY = date(2026, 12, 10)
TESTED = Experiment(
    0, "EXP-1", "One", status=SCHEDULED, surface="Checkout", starts=date(2026, 12, 1), ends=date(2026, 12, 14),
    metrics=(MetricPlan("Speed"),),
)  # fmt: skip
EXPORT = Item(0, "RM-12", "Bulk export", area="Reports", owner="Ann Lee", due=DAY, tier=2)


def plan(workspace: Workspace, item: Item = EXPORT, **values: Any) -> Item:
    """Put an item on the roadmap, or change it."""
    one = replace(item, **values)
    return replace(one, id=do(workspace, lambda store: save_item(store, one))[1])


def entered(workspace: Workspace, title: str, starts: str, ends: str | None = None, type_: str = "launch") -> int:
    """Enter an event."""
    values = {"title": title, "type": type_, "starts": starts, "ends": ends}
    return do(workspace, lambda store: save_event(store, values))[1]


def met(workspace: Workspace) -> list[Conflict]:
    """What collides."""
    return list(read(workspace, read_board).book.all)


def shown(workspace: Workspace) -> list[tuple[str, str]]:
    """What stands on the calendar: titles with their first days."""
    return [(one.title, one.starts) for one in read(workspace, calendar_events)]


# --- what stands on the calendar


def test_a_launch_stands_there_with_its_area_and_owner(workspace: Workspace) -> None:
    item = plan(workspace)
    entered(workspace, "Freeze", "2026-12-21", "2027-01-04", "freeze")
    entered(workspace, "Sale", "2026-12-01", "2026-12-02", "campaign")
    sale, found, freeze = read(workspace, calendar_events)
    assert found == Event(-item.id, "Bulk export", "launch", "2026-12-10", "2026-12-10", None, None, "Reports", "Ann Lee", None)
    assert (found.is_on_roadmap, found.record) == (True, End("roadmap_item", item.id))
    assert (sale.is_on_roadmap, sale.record) == (False, End("event", sale.id))
    assert read(workspace, all_events) == [sale, freeze], "the events themselves are those that were entered"
    assert [sheet.name for sheet in read(workspace, experiment_sheets)] == ["Experiments", "Events"]
    assert len(read(workspace, experiment_sheets)[1].rows) == 2


@pytest.mark.parametrize(
    ("values", "day"),
    [
        ({"launch": date(2026, 12, 15)}, "2026-12-15"),
        ({"launch": date(2026, 12, 15), "due": date(2026, 12, 31), "due_precision": MONTH}, "2026-12-15"),
        ({"due": date(2026, 12, 31), "due_precision": MONTH}, None),
        ({"due": None}, None),
        ({"tier": None}, None),
        ({"status": DROPPED}, None),
        ({"status": DONE, "done": DAY}, "2026-12-10"),
    ],
)
def test_only_launches_that_are_known_to_the_day_and_not_dropped_stand_there(
    workspace: Workspace, values: dict[str, Any], day: str | None
) -> None:
    plan(workspace, **values)
    assert shown(workspace) == ([("Bulk export", day)] if day else [])


@pytest.mark.parametrize(
    ("title", "starts", "ends", "stands"),
    [
        ("Bulk export", "2026-12-10", None, False),
        ("bulk  EXPORT", "2026-12-01", None, False),
        ("Bulk export launch", "2026-12-12", None, False),
        ("Bulk export: to everyone", "2026-12-12", None, False),
        ("Bulk exporter", "2026-12-10", None, True),
        ("Launch of bulk export", "2026-12-10", None, True),
        ("Bulk", "2026-12-10", None, True),
        ("Bulk export", "2026-11-09", None, False),  # 31 days before
        ("Bulk export", "2026-11-08", None, True),
        ("Bulk export", "2027-01-10", None, False),  # 31 days after
        ("Bulk export", "2027-01-11", None, True),
        ("Bulk export", "2026-10-01", "2026-11-09", False),  # it touches them
        ("Bulk export", "2026-10-01", "2026-11-08", True),
        ("Bulk export", "2026-10-01", "2027-03-01", False),
    ],
)
def test_a_launch_that_an_event_stands_for_is_left_out(
    workspace: Workspace, title: str, starts: str, ends: str | None, stands: bool
) -> None:
    plan(workspace)
    event = entered(workspace, title, starts, ends)
    found = read(workspace, calendar_events)
    assert {one.id for one in found} == ({event, -1} if stands else {event})


def test_an_event_of_another_type_stands_for_no_launch(workspace: Workspace) -> None:
    plan(workspace)
    entered(workspace, "Bulk export", "2026-12-10", type_="campaign")
    assert shown(workspace) == [("Bulk export", "2026-12-10")] * 2


# --- collisions


def test_a_launch_collides_with_whom_it_reaches_on_any_surface(workspace: Workspace, bring: Bringer) -> None:
    accounts = [("Account ID", "Account", "Segment"), ("1", "Acme", "Enterprise"), ("2", "Bolt", "SMB")]
    bring("accounts.csv", accounts, kind="accounts", name="Accounts", as_of="2026-10-31")
    users = [("User ID", "Account ID"), *((f"u{n}", "1" if n < 7 else "2") for n in range(10))]
    bring("users.csv", users, kind="users", name="Users", as_of="2026-10-31")
    add(workspace, replace(TESTED, segment="Enterprise"))
    add(workspace, replace(TESTED, code="EXP-2", surface="Reports", segment="SMB", metrics=(MetricPlan("Other"),)))
    item = plan(workspace)
    found = {one.a.experiment.code: one for one in met(workspace)}
    assert {code: (one.grade, one.reason, one.shared, one.starts) for code, one in found.items()} == {
        "EXP-1": ("medium", "The launch “Bulk export” reaches Enterprise in its run", 7, DAY),
        "EXP-2": ("medium", "The launch “Bulk export” reaches SMB in its run", 3, DAY),
    }
    assert found["EXP-1"].other == End("event", -item.id)
    told = read(workspace, lambda store: conflict_objects(read_board(store)))
    assert [(one["b"], one["other"]) for one in told] == [("Bulk export", "event")] * 2
    assert [band.text for band in calendar_sheet(read(workspace, read_board)).bands] == ["Bulk export, 10 Dec"]


def test_it_moves_with_its_item_and_goes_and_comes_with_it(workspace: Workspace) -> None:
    add(workspace, TESTED)
    item = plan(workspace)
    reader = BoardReader()

    def days() -> list[date]:
        return [one.starts for one in read(workspace, reader.read).book.all]

    def then(step: Callable[[Store], Any]) -> list[date]:
        do(workspace, step)
        return days()

    assert days() == [DAY]
    assert then(lambda store: move_items(store, {item.id: (None, date(2026, 12, 14))})) == [date(2026, 12, 14)]
    assert then(lambda store: move_items(store, {item.id: (None, date(2026, 12, 15))})) == []
    assert then(undo.undo) == [date(2026, 12, 14)]
    assert then(lambda store: save_item(store, replace(find_item(store, item.id), status=DROPPED))) == []
    assert then(undo.undo) == [date(2026, 12, 14)]
    assert then(lambda store: save_item(store, replace(find_item(store, item.id), tier=None))) == []
    assert then(undo.undo) == [date(2026, 12, 14)]
    assert then(lambda store: delete_items(store, [item.id])) == []
    assert then(undo.undo) == [date(2026, 12, 14)]
    assert then(lambda store: save_event(store, {"title": "Bulk export launch", "type": "launch", "starts": "2026-12-20"})) == []


def test_the_sources_of_a_pack_are_the_versions_that_tell_of_the_launch(workspace: Workspace, bring: Bringer) -> None:
    bring("seen.csv", [("What", "From"), ("x", "2026-01-01")], kind="events", name="Any", as_of="2026-10-31")
    add(workspace, TESTED)
    item = plan(workspace)

    def take(store: Store) -> int:
        version, part = store.db.execute("SELECT version, part FROM version_part").fetchone()
        with store.edit("Take the item from that sheet"):
            taken: dict[str, rows.Value] = {"record_table": "roadmap_item", "record": item.id, "version": version, "part": part, "row": 1}
            rows.insert(store, "taken", taken)
        return int(version)

    version = do(workspace, take)
    sheet = read(workspace, pack_sheet)
    assert sheet is not None
    assert sheet.sources == (version,)


# --- accepted risks


def test_a_risk_against_a_launch_is_accepted_stays_while_it_moves_and_goes_with_the_item(
    workspace: Workspace, content: Callable[[Workspace], Content]
) -> None:
    one = add(workspace, TESTED)
    item = plan(workspace)
    (conflict,) = met(workspace)
    do(workspace, lambda store: accept_risk(store, conflict, "Few see it", "Ada", TODAY))
    assert last_label(workspace) == "Accept the risk of EXP-1 and Bulk export"
    key, accepted = (one.id, "event", -item.id), Accepted("medium", "Few see it", "Ada", TODAY)
    assert read(workspace, all_risks) == {key: accepted}
    do(workspace, lambda store: move_items(store, {item.id: (None, date(2026, 12, 3))}))
    (conflict,) = met(workspace)
    assert (conflict.is_open, conflict.accepted) == (False, accepted)
    do(workspace, lambda store: save_item(store, replace(find_item(store, item.id), status=DROPPED)))
    do(workspace, undo.undo)
    assert [found.is_open for found in met(workspace)] == [False]
    for gone in (partial(delete_items, items=[item.id]), partial(delete_experiments, experiments=[one.id])):
        before = content(workspace)
        do(workspace, gone)
        assert read(workspace, all_risks) == {}
        do(workspace, undo.undo)
        assert content(workspace) == before
        do(workspace, undo.redo)
        assert read(workspace, all_risks) == {}
        do(workspace, undo.undo)
        assert [found.is_open for found in met(workspace)] == [False]
    do(workspace, lambda store: withdraw_risk(store, met(workspace)[0]))
    assert [found.is_open for found in met(workspace)] == [True]


def test_a_risk_of_an_event_of_the_same_number_stays_when_the_item_goes(workspace: Workspace) -> None:
    one = add(workspace, TESTED)
    freeze = entered(workspace, "Freeze", "2026-12-14", type_="freeze")
    item = plan(workspace)
    assert freeze == item.id
    for conflict in met(workspace):
        do(workspace, partial(accept_risk, conflict=conflict, reason="Few", owner="Ada", day=TODAY))
    do(workspace, lambda store: delete_items(store, [item.id]))
    assert read(workspace, all_risks).keys() == {(one.id, "event", freeze)}


def test_about_a_launch_that_is_gone_nothing_is_accepted_and_nothing_is_brought_back(workspace: Workspace) -> None:
    add(workspace, TESTED)
    item = plan(workspace)
    (conflict,) = met(workspace)
    accepting = do(workspace, lambda store: accept_risk(store, conflict, "Few", "Ada", TODAY))
    do(workspace, lambda store: withdraw_risk(store, conflict))
    withdrawal = read(workspace, history.steps)[-1].id
    do(workspace, lambda store: delete_items(store, [item.id]))
    with pytest.raises(UserError, match="One of these two is no longer there"):
        do(workspace, lambda store: accept_risk(store, conflict, "Few", "Ada", TODAY))
    with pytest.raises(UserError, match="can't be undone, because other steps need what it changes"):
        do(workspace, lambda store: undo.undo_change(store, withdrawal))
    assert accepting.tables == {"accepted_risk", "person"}
