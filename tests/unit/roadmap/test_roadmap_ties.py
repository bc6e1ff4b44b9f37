"""What items of the roadmap are tied to: the very goal, the dataset of their reach by whatever name, and others; and who reads them."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from prodops_desktop.agenda.goals import save_goal
from prodops_desktop.datasets.store import rename_dataset
from prodops_desktop.errors import UserError
from prodops_desktop.roadmap.baselines import take_baseline
from prodops_desktop.roadmap.commitments import report
from prodops_desktop.roadmap.model import LATER, QUARTER, USAGE, Need, Reach
from prodops_desktop.roadmap.store import duplicate_item, move_items, move_to_horizon
from prodops_desktop.workspace import Store, Workspace, undo
from prodops_desktop.workspace.links import End, link
from tests.unit.conftest import Content
from tests.unit.roadmap.items import add, back_and_forth, change, do
from tests.unit.roadmap.sheet_desk import Desk, open_desk

Contents = Callable[[Workspace], Content]
DAY = date(2026, 12, 11)


def goals(workspace: Workspace) -> list[int]:
    """The goals of the items by their ids."""
    with workspace.reading() as store:
        return [row[0] for row in store.db.execute("SELECT goal FROM roadmap_item ORDER BY id")]


def test_an_item_keeps_its_goal_where_several_have_its_title(workspace: Workspace, content: Contents) -> None:
    first = do(workspace, partial(save_goal, values={"title": "NRR 110", "period": "2026-Q4"}))[1]
    item = add(workspace, "A", goal="NRR 110", due=DAY)
    latest = do(workspace, partial(save_goal, values={"title": "NRR 110", "period": "2027-Q1"}))[1]
    back_and_forth(workspace, content, partial(move_to_horizon, items=[item.id], horizon=LATER, name="Later"))
    back_and_forth(workspace, content, partial(move_items, moves={item.id: (None, date(2026, 12, 30))}))
    back_and_forth(workspace, content, partial(duplicate_item, item=item.id))
    assert goals(workspace) == [first, first]
    change(workspace, item, goal="Other")
    assert goals(workspace) == [latest + 1, first]
    change(workspace, item, goal="nrr  110")
    assert goals(workspace) == [latest, first]


def reaches(desk: Desk) -> list[str | None]:
    """The datasets that the reaches of the items name."""
    return [one.reach.dataset if one.reach else None for one in desk.items().values()]


def test_a_reach_follows_the_dataset_that_it_was_counted_in(tmp_path: Path, content: Contents) -> None:
    with open_desk(tmp_path) as desk:
        for name in ("Übersicht", "Usage"):
            desk.import_(desk.write(f"Account|Period|Active users\n{name}|2026-10-01|5", f"{name}.csv"), kind="usage_summary")
        with desk.workspace.reading() as store:
            ids = {row["name"]: row["id"] for row in store.db.execute("SELECT id, name FROM dataset")}
        for code, dataset in (("A-1", "Usage"), ("A-2", " usage"), ("A-3", "Usage 2026"), ("A-4", "Übersicht"), ("A-5", "Überblick")):
            add(desk.workspace, code, reach=Reach(41, source=USAGE, dataset=dataset))
        before = content(desk.workspace)
        changes = back_and_forth(desk.workspace, content, partial(rename_dataset, dataset=ids["Usage"], new="Usage 2026"))
        assert (changes.label, changes.tables) == ("Rename Usage to Usage 2026", frozenset({"dataset", "roadmap_item"}))
        assert reaches(desk) == ["Usage 2026", "Usage 2026", "Usage 2026", "Übersicht", "Überblick"]
        back_and_forth(desk.workspace, content, partial(rename_dataset, dataset=ids["Übersicht"], new="Überblick"))
        assert reaches(desk)[3:] == ["Überblick", "Überblick"]
        for _ in range(2):
            do(desk.workspace, undo.undo)
        assert content(desk.workspace) == before
        renamed = do(desk.workspace, partial(rename_dataset, dataset=ids["Usage"], new="Usage 2026")).id
        add(desk.workspace, "A-6", reach=Reach(41, source=USAGE, dataset="Usage 2026"))
        with pytest.raises(UserError, match="other steps need what it changes"):  # or else A-6 would name a dataset that is not there
            do(desk.workspace, partial(undo.undo_change, change=renamed))
        after = content(desk.workspace)
    with Workspace.open(tmp_path / "w.prodops") as workspace:
        for _ in range(2):
            do(workspace, undo.undo)
        assert content(workspace) == before
        for _ in range(2):
            do(workspace, undo.redo)
        assert content(workspace) == after


def test_a_link_is_no_second_way_to_wait(workspace: Workspace) -> None:
    one, other = (End("roadmap_item", add(workspace, code, goal="Grow").id) for code in "AB")
    for start, end in ((one, other), (other, one)):
        with pytest.raises(UserError, match="Choose “Let the item wait for…”"):
            do(workspace, partial(link, kind="needs", start=start, end=end))
    do(workspace, partial(link, kind="related", start=one, end=other))
    do(workspace, partial(link, kind="needs", start=other, end=End("goal", 1)))


def test_other_programs_read_the_roadmap_in_views(workspace: Workspace) -> None:
    queue = add(workspace, "RM-3", due=DAY)
    figures = {"value": 8.0, "urgency": 5.0, "risk": 3.0, "size": 2.0, "stated_arr": 2_140_000.0}
    days = {"due": date(2026, 12, 31), "due_precision": QUARTER, "tier": 1, "launch": date(2027, 1, 12)}
    export = add(workspace, "RM-12", "Bulk export", team="Data", needs=(Need(queue.id),), **figures, **days)
    do(workspace, partial(take_baseline, name="Q4 plan", day=date(2026, 11, 2)))

    def commit(store: Store) -> None:
        with store.edit("Import"):
            for day, committed in ((date(2026, 9, 28), True), (date(2026, 11, 2), False)):
                report(store, export.id, "2026-Q4", committed=committed, points=13, as_of=day)

    do(workspace, commit)
    with workspace.reading() as store:
        scores = "SELECT value, urgency, risk, size, stated_arr, needs FROM v_roadmap WHERE code = 'RM-12'"
        assert tuple(store.db.execute(scores).fetchone()) == (8.0, 5.0, 3.0, 2.0, 2_140_000.0, "RM-3")
        committed = "SELECT item, title, period, team, committed, points, as_of, later_committed, later_as_of FROM v_commitments"
        expected = ("RM-12", "Bulk export", "2026-Q4", "Data", 1, 13.0, "2026-09-28", 0, "2026-11-02")
        assert [tuple(row) for row in store.db.execute(committed)] == [expected]
        kept = "SELECT baseline, day, item, starts, due, due_precision, launch FROM v_baselines ORDER BY item"
        assert [tuple(row) for row in store.db.execute(kept)] == [
            ("Q4 plan", "2026-11-02", "RM-12", None, "2026-12-31", "quarter", "2027-01-12"),
            ("Q4 plan", "2026-11-02", "RM-3", None, "2026-12-11", "day", None),
        ]
