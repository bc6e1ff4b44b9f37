"""A past moment as unchanged code reads it: exactly what it returned then, whatever was done since."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from prodops_desktop.agenda.events import calendar_events
from prodops_desktop.agenda.goals import all_goals
from prodops_desktop.agenda.targets import all_targets, set_target
from prodops_desktop.answers.roadmap import read_plan
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.datasets.snapshot import current
from prodops_desktop.datasets.store import all_datasets, versions_of
from prodops_desktop.errors import UserError
from prodops_desktop.feedback.accounts import read_customers
from prodops_desktop.feedback.needs.period import read_period
from prodops_desktop.feedback.needs.reading import read_needs
from prodops_desktop.feedback.search.finding import count, find
from prodops_desktop.feedback.search.query import read_query
from prodops_desktop.feedback.store import all_searches, read_items, waiting
from prodops_desktop.feedback.taxonomy import all_tags
from prodops_desktop.metrics.catalogue import all_metrics
from prodops_desktop.metrics.series import series
from prodops_desktop.registry.rates import all_rates
from prodops_desktop.tools.store import all_contracts, all_tools
from prodops_desktop.workspace import Store, Workspace, as_of, history
from prodops_desktop.workspace import settings as decided
from prodops_desktop.workspace.tracking import tracked_tables
from tests.new_workspace import new_workspace
from tests.unit.workspace.anything import ANYTHING, BEGAN, do_anything, set_up, ticking

SEARCHES = ("", "is:untagged", "channel:cs", 'tag:"praise"', "account:company", "is:everywhere", "from:2026-11-01")


FEEDBACK = ("import Notes", "feedback", "import Notes", *("feedback tagged", "feedback decided") * 3, "tags merged", "undo", "go back")
MIXED = (
    "import Tools",
    "import Roadmap",
    "tool",
    "link",
    "tools gone",
    "items moved",
    "dataset gone",
    "undo",
    "items gone",
    "undo",
    "redo",
)


def look(store: Store) -> dict[str, Any]:
    """What the store functions of every area return, and every row that is tracked or stands in a view for other programs."""
    today, customers = decided.today(store), read_customers(store)
    plan = read_plan(store)
    snapshot = current(store)
    found: dict[str, Any] = {
        "settings": [decided.get(store, key) for key in ("company", "today")],
        "tools": (all_tools(store), all_contracts(store)),
        "agenda": (all_goals(store), calendar_events(store), all_targets(store), all_rates(store)),
        "plan": (plan.views, plan.goals, plan.events, plan.aims, plan.periods, plan.notes, plan.teams),
        "datasets": [(one, versions_of(store, one.id)) for one in all_datasets(store)],
        "metrics": [(metric.key, series(store, snapshot, metric).points) for metric in all_metrics(store, snapshot)],
        "typed": [row[0] for row in store.db.execute("SELECT id FROM feedback_item WHERE kind = 'typed'")],
        "tags": (all_tags(store), all_searches(store), waiting(store)),
        "needs": read_needs(store, customers, period=read_period("all", today)),
    }
    for text in SEARCHES:
        query = read_query(text)
        ids = find(store, query, customers, today=today).ids
        found[f"search {text}"] = (read_items(store, ids), count(store, query, customers, today=today))
    views = [row[0] for row in store.db.execute("SELECT name FROM main.sqlite_master WHERE type = 'view' AND name GLOB 'v_*'")]
    for table in (*tracked_tables(store.db), *views, "calendar_launch"):
        found[table] = sorted(map(repr, map(tuple, store.db.execute(f"SELECT * FROM {table}"))))
    return found


@settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@example(whats=[(what, seed) for seed, what in enumerate(FEEDBACK)])
@example(whats=[(what, seed) for seed, what in enumerate(MIXED)])
@given(whats=st.lists(st.tuples(st.sampled_from(ANYTHING), st.integers(0, 2**32)), min_size=6, max_size=10))
def test_every_moment_is_read_as_it_was(tmp_path_factory: pytest.TempPathFactory, whats: list[tuple[str, int]]) -> None:
    folder = tmp_path_factory.mktemp("w")
    with ticking() as moments, open_workspace(new_workspace(folder / "a.prodops")) as workspace:
        set_up(workspace)
        seen: list[tuple[datetime, dict[str, Any]]] = []
        for what, seed in whats:
            do_anything(workspace, folder, what, seed)
            with workspace.reading() as store:
                seen.append((moments[0], look(store)))
        with workspace.reading() as store:
            for moment, then in seen:
                with store.as_of(moment) as past:
                    now = look(past)
                assert {name: value for name, value in now.items() if value != then[name]} == {}, moment


def target(workspace: Workspace, value: float | None) -> None:
    workspace.run(lambda store: set_target(store, "nps", "NPS", value)).result()


def targets(workspace: Workspace, moment: date) -> dict[str, float]:
    with workspace.reading() as store, store.as_of(moment) as past:
        return all_targets(past)


def test_a_day_is_its_end_and_before_the_first_one_is_refused(workspace: Workspace) -> None:
    with ticking() as moments:
        target(workspace, 1)
        target(workspace, 2)
        moments[0] = BEGAN + timedelta(days=3)
        target(workspace, None)
        assert targets(workspace, BEGAN) == {}, "on the first day nothing had been decided yet"
        assert targets(workspace, BEGAN + timedelta(minutes=1)) == {"nps": 1.0}
        assert targets(workspace, BEGAN.date()) == targets(workspace, BEGAN.date() + timedelta(days=2)) == {"nps": 2.0}
        assert targets(workspace, BEGAN.date() + timedelta(days=3)) == targets(workspace, date.max) == {}
        with workspace.reading() as store:
            assert as_of.earliest(store) == BEGAN.date()
        with pytest.raises(UserError, match=r"The history of this workspace begins on 2 Nov 2026\. Choose that day or a later one\."):
            targets(workspace, BEGAN.date() - timedelta(days=1))


def test_before_values_were_dropped_the_first_day_that_is_known_is_named(workspace: Workspace) -> None:
    def drop(store: Store) -> Iterator[None]:
        history.bar(store, history.PRUNED, "it was dropped", 2)
        store.db.execute("DELETE FROM h_target WHERE change <= 2")
        yield

    with ticking() as moments:
        for days in (0, 4, 8):
            moments[0] = BEGAN + timedelta(days=days)
            target(workspace, days)
        workspace.bulk(drop).result()
        with workspace.reading() as store:
            assert as_of.earliest(store) == date(2026, 11, 6)
        assert targets(workspace, date(2026, 11, 6)) == {"nps": 4.0}
        for early, said in ((date(2026, 11, 5), "6 Nov 2026"), (datetime(2026, 11, 6, 8), "6 Nov 2026, 09:01")):
            with pytest.raises(UserError, match=f"How everything stood before {said} is no longer known. Choose that day or a later one."):
                targets(workspace, early)


def test_where_the_clock_was_set_back_the_steps_before_count(workspace: Workspace) -> None:
    with ticking() as moments:
        moments[0] = BEGAN + timedelta(days=9)
        target(workspace, 1)
        moments[0] = BEGAN
        target(workspace, 2)
        moments[0] = BEGAN + timedelta(days=20)
        target(workspace, 3)
        assert targets(workspace, BEGAN.date()) == targets(workspace, BEGAN.date() + timedelta(days=10)) == {"nps": 2.0}


def test_a_workspace_that_nobody_can_write_has_a_past_too(tmp_path: Path) -> None:
    path = new_workspace(tmp_path / "a.prodops")
    with ticking(), Workspace.open(path) as workspace:
        target(workspace, 1)
        target(workspace, 2)
    with Workspace.open(path, read_only=True) as workspace:
        workspace._immutable = True  # as where the folder can't be written; root may write anywhere
        assert targets(workspace, BEGAN + timedelta(minutes=1)) == {"nps": 1.0}


def test_nothing_can_be_changed_in_the_past_and_what_is_now_stays(workspace: Workspace) -> None:
    with ticking():
        target(workspace, 1)
        target(workspace, 2)

        def look_back(store: Store) -> dict[str, float]:
            with store.edit("Set the company"):
                decided.set_setting(store, "company", "Kestrel")
                with store.as_of(BEGAN + timedelta(minutes=1)) as past:
                    with pytest.raises(UserError, match="nothing can be changed in it"):
                        set_target(past, "nps", "NPS", 5)
                    return all_targets(past)

        assert workspace.run(look_back).result() == {"nps": 1.0}
        with workspace.reading() as store:
            opened = list(workspace._connections)
            with store.as_of(BEGAN + timedelta(minutes=1)) as past:
                assert (past.position(), store.position()) == (1, 3)
                assert [step.label for step in history.steps(past)] == ["Set target of NPS to 1"]
            assert all_targets(store) == {"nps": 2.0}
        assert workspace._connections == opened, "the one that looked back is closed"


def test_the_past_is_of_one_state_whatever_is_changed_meanwhile(workspace: Workspace) -> None:
    with ticking() as moments:
        target(workspace, 1)
        with workspace.reading() as store, store.as_of(moments[0]) as past:
            assert all_targets(past) == {"nps": 1.0}
            target(workspace, 2)  # later than the moment, but nothing of it was hidden when the past was laid out
            assert all_targets(past) == {"nps": 1.0}


def test_a_large_table_is_searched_by_its_indexes(workspace: Workspace) -> None:
    def many(store: Store) -> None:
        with store.edit("Add goals"):
            store.db.executemany("INSERT INTO event (title, type, starts, ends) VALUES ('T', 'freeze', ?, ?)", [("2026-01-01",) * 2] * 50)

    def move(store: Store) -> None:
        with store.edit("Move goals"):
            store.db.execute("UPDATE event SET starts = '2025-01-01' WHERE id % 2 = 0")

    with ticking():
        workspace.run(many).result()
        workspace.run(move).result()
        with workspace.reading() as store, store.as_of(BEGAN + timedelta(minutes=1)) as past:
            plan = " ".join(row["detail"] for row in past.db.execute("EXPLAIN QUERY PLAN SELECT title FROM event WHERE id = 4"))
            assert plan.count("USING INTEGER PRIMARY KEY") >= 2
            plan = " ".join(
                row["detail"] for row in past.db.execute("EXPLAIN QUERY PLAN SELECT title FROM event WHERE starts = '2026-01-01'")
            )
            assert "event_days" in plan
            assert "was_event" in plan
            assert "SCAN" not in plan
            assert past.db.execute("SELECT count(*) FROM event WHERE starts = '2026-01-01'").fetchone()[0] == 50
