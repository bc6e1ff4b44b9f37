"""Baselines keep the days of all items as they were, whatever moves afterwards."""

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest

from prodops_desktop.errors import UserError
from prodops_desktop.roadmap.baselines import all_baselines, baseline_dates, delete_baseline, take_baseline
from prodops_desktop.roadmap.model import QUARTER, Baseline, BaselineDates
from prodops_desktop.roadmap.store import delete_items, move_items
from prodops_desktop.workspace import Workspace, undo
from tests.unit.conftest import Content
from tests.unit.roadmap.items import add, back_and_forth, do, read

DAY = date(2026, 11, 2)
Contents = Callable[[Workspace], Content]


def test_a_baseline_keeps_the_days_that_all_items_had(workspace: Workspace, content: Contents) -> None:
    export = add(workspace, "RM-1", starts=date(2026, 12, 1), due=date(2027, 1, 12), tier=2, launch=date(2027, 1, 14))
    vague = add(workspace, "RM-2", due=date(2027, 3, 31), due_precision=QUARTER)
    undated = add(workspace, "RM-3")
    changes, baseline = back_and_forth(workspace, content, lambda store: take_baseline(store, "  Q4  plan ", DAY))
    assert changes.label == "Take baseline Q4 plan"
    assert read(workspace, all_baselines) == [Baseline(baseline, "Q4 plan", DAY)]
    do(workspace, lambda store: move_items(store, {export.id: (date(2026, 12, 1), date(2027, 1, 26))}))
    added = add(workspace, "RM-4", due=date(2027, 2, 1))
    found = read(workspace, lambda store: baseline_dates(store, baseline))
    assert found == {
        export.id: BaselineDates(date(2026, 12, 1), date(2027, 1, 12), "day", date(2027, 1, 14)),
        vague.id: BaselineDates(None, date(2027, 3, 31), QUARTER, None),
        undated.id: BaselineDates(None, None, "day", None),
    }
    assert added.id not in found


def test_the_newest_baseline_comes_first_and_today_is_its_day_unless_it_is_given(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRODOPS_TODAY", "2026-11-23")
    add(workspace, "RM-1")
    for name, day in (("b", date(2026, 10, 1)), ("a", None), ("c", date(2026, 10, 1))):
        do(workspace, partial(take_baseline, name=name, day=day))
    assert [(one.name, one.day) for one in read(workspace, all_baselines)] == [
        ("a", date(2026, 11, 23)),
        ("c", date(2026, 10, 1)),
        ("b", date(2026, 10, 1)),
    ]


def test_a_baseline_is_deleted_and_an_item_takes_its_days_along(workspace: Workspace, content: Contents) -> None:
    one, other = add(workspace, "RM-1", due=DAY), add(workspace, "RM-2", due=DAY)
    baseline = do(workspace, lambda store: take_baseline(store, "Plan", DAY))[1]
    back_and_forth(workspace, content, lambda store: delete_items(store, [one.id]))
    assert read(workspace, lambda store: baseline_dates(store, baseline)).keys() == {other.id}
    do(workspace, undo.undo)
    assert read(workspace, lambda store: baseline_dates(store, baseline)).keys() == {one.id, other.id}
    back_and_forth(workspace, content, lambda store: delete_baseline(store, baseline))
    assert read(workspace, all_baselines) == []


def test_what_makes_no_baseline_is_refused_in_a_sentence(workspace: Workspace, content: Contents) -> None:
    with pytest.raises(UserError, match="no item on the roadmap yet"):
        do(workspace, lambda store: take_baseline(store, "Plan"))
    add(workspace, "RM-1")
    baseline = do(workspace, lambda store: take_baseline(store, "Plan", DAY))[1]
    before = content(workspace)
    for name, says in ((" \n", "needs a name"), ("x" * 81, "80 characters at most"), ("pLAN", "a baseline “Plan” already, of 2026-11-02")):
        with pytest.raises(UserError, match=says):
            do(workspace, partial(take_baseline, name=name))
    assert content(workspace) == before
    do(workspace, lambda store: delete_baseline(store, baseline))
    with pytest.raises(UserError, match="baseline is no longer there"):
        do(workspace, lambda store: delete_baseline(store, baseline))
