"""Old values go from the history by hand or by age: what was decided stays, and so do the headings, and no undo goes past them."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from prodops_desktop.agenda.targets import all_targets, set_target
from prodops_desktop.datasets.opening import open_workspace, sweep_rows
from prodops_desktop.datasets.store import delete_dataset
from prodops_desktop.errors import Cancelled, UserError
from prodops_desktop.workspace import Store, Workspace, as_of, history, pruning, rows, settings, undo
from prodops_desktop.workspace.record_history import record_steps, step_rows
from prodops_desktop.workspace.tracking import TWIN, tracked_tables
from tests.new_workspace import new_workspace
from tests.unit.sheets_here import import_here, write_rows
from tests.unit.workspace.anything import BEGAN, ticking

DAY = timedelta(days=1)


def target(workspace: Workspace, metric: str, value: float | None) -> None:
    workspace.run(lambda store: set_target(store, metric, metric.upper(), value)).result()


def images(workspace: Workspace) -> list[int]:
    """The steps that left images, each as often as it did."""
    with workspace.reading() as store:
        union = " UNION ALL ".join(f"SELECT change FROM {TWIN}{table}" for table in tracked_tables(store.db))
        return sorted(row[0] for row in store.db.execute(union))


def prunable(workspace: Workspace, before: datetime) -> tuple[int, int]:
    """How many steps and rows pruning would take."""
    with workspace.reading() as store:
        found = pruning.prunable(store, before.date())
    return found.steps, found.rows


def test_what_is_older_than_a_day_is_dropped_and_all_else_stays(workspace: Workspace, content: Callable[[Workspace], Any]) -> None:
    with ticking() as moments:
        target(workspace, "nps", 1)
        target(workspace, "arr", 2)
        moments[0] = BEGAN + 5 * DAY
        target(workspace, "nps", 3)
        target(workspace, "nps", None)
        before = content(workspace)
        with workspace.reading() as store:
            labels = [step.label for step in history.steps(store)]
            assert history.begins(store).sentence == "4 steps since 2 Nov 2026 · the file keeps all of them"

        shares: list[float] = []
        assert pruning.prune(workspace, (BEGAN + DAY).date(), shares.append) == 2
        assert shares == [1.0]
        assert images(workspace) == [3, 4]
        assert content(workspace) | {"barrier": []} == before | {"barrier": []}
        with workspace.reading() as store:
            assert [step.label for step in history.steps(store)] == labels
            begins = history.begins(store)
            assert begins.sentence == "4 steps since 2 Nov 2026 · values kept since 2 Nov 2026"
            assert begins.images_since == "2026-11-02T09:02:00.000"
            assert step_rows(store, 1) == []
            assert [step.label for step in record_steps(store, [("target", 1)])] == ["Remove target of NPS", "Set target of NPS to 3"]
            assert as_of.earliest(store) == date(2026, 11, 2)
            with store.as_of(BEGAN + DAY) as past:
                assert all_targets(past) == {"nps": 1.0, "arr": 2.0}
        with pytest.raises(UserError) as refused:
            workspace.run(lambda store: undo.undo_change(store, 2)).result()
        why = "because what was there before 3 Nov 2026 was dropped from the history."
        assert str(refused.value) == f"“Set target of ARR to 2” can't be undone, {why}"
        for _ in range(2):
            workspace.run(undo.undo).result()
        with workspace.reading() as store:
            assert all_targets(store) == {"nps": 1.0, "arr": 2.0}
            assert history.next_undo(store) is None
            assert history.next_redo(store) == "set target of NPS to 3"
        assert pruning.prune(workspace, (BEGAN + DAY).date()) == 0
        with workspace.reading() as store:
            assert len(history.barriers(store)) == 1


def test_steps_of_a_clock_that_was_ahead_keep_those_after_them(workspace: Workspace) -> None:
    with ticking() as moments:
        target(workspace, "nps", 1)
        moments[0] = BEGAN + 50 * DAY
        target(workspace, "nps", 2)
        moments[0] = BEGAN + DAY
        target(workspace, "nps", 3)
        assert prunable(workspace, BEGAN + 9 * DAY) == (1, 1), "the third is as old, but stands on the second"
        assert pruning.prune(workspace, (BEGAN + 9 * DAY).date()) == 1
        assert prunable(workspace, BEGAN + 9 * DAY) == (0, 0)
        assert prunable(workspace, BEGAN + 51 * DAY) == (2, 2)
    assert images(workspace) == [2, 3]


def test_it_is_due_by_the_age_in_the_settings(workspace: Workspace) -> None:
    def due() -> date | None:
        with workspace.reading() as store:
            return pruning.due(store)

    with ticking() as moments:
        target(workspace, "nps", 1)
        moments[0] = BEGAN + 40 * DAY
        assert due() is None, "it is kept for ever unless somebody decides otherwise"
        workspace.run(lambda store: settings.set_setting(store, "history_keep_days", "40")).result()
        assert due() is None
        moments[0] = BEGAN + 3650 * DAY
        assert due() is None, "nothing was done for ten years: the clock may be wrong"
        moments[0] = BEGAN + 41 * DAY
        assert due() == BEGAN.date() + DAY
        pruning.prune(workspace, BEGAN.date() + DAY)
        assert due() is None


def test_it_comes_in_steps_and_what_was_left_by_a_cancelled_one_goes_next_time(workspace: Workspace) -> None:
    def many(store: Store) -> None:
        with store.edit("Add goals"):
            for number in range(5000):
                rows.insert(store, "goal", {"title": f"Goal {number}"})

    with ticking():
        workspace.run(many).result()
        with pytest.raises(Cancelled):
            pruning.prune(workspace, (BEGAN + DAY).date(), cancelled=lambda: True)
        left = len(images(workspace))
        assert 0 < left < 5000
        assert prunable(workspace, BEGAN + DAY) == (1, left), "it can be pruned once more"
        with workspace.reading() as store:
            assert history.next_undo(store) is None
        shares: list[float] = []
        assert pruning.prune(workspace, (BEGAN + DAY).date(), shares.append) == left
        assert shares == sorted(shares)
        assert shares[-1] == 1.0
        assert images(workspace) == []


@pytest.mark.parametrize("days", ["0", "3"])
def test_what_a_pruning_left_that_was_ended_by_a_kill_is_due(workspace: Workspace, days: str) -> None:
    def die(store: Store) -> Iterator[None]:
        history.bar(store, history.PRUNED, "it was dropped", 2)
        yield

    def due() -> date | None:
        with workspace.reading() as store:
            return pruning.due(store)

    with ticking() as moments:
        target(workspace, "nps", 1)
        target(workspace, "arr", 2)
        moments[0] = BEGAN + 2 * DAY
        target(workspace, "nps", 3)
        workspace.run(lambda store: settings.set_setting(store, "history_keep_days", days)).result()
        assert due() is None
        workspace.bulk(die).result()
        before = due()
        assert before == (BEGAN.date() + 2 * DAY if days == "0" else BEGAN.date() - DAY)
        assert pruning.prune(workspace, before) == 2
        assert images(workspace) == ([3] if days == "0" else [3, 4])  # that it is for ever is decided already
        assert due() is None
        with workspace.reading() as store:
            assert len(history.barriers(store)) == 1


def test_what_only_dropped_steps_could_bring_back_is_swept(tmp_path: Path) -> None:
    sheet = write_rows(tmp_path / "scores.csv", [("Score", "Date"), *((str(number % 11), "2026-10-07") for number in range(40))])
    with ticking() as moments, open_workspace(new_workspace(tmp_path / "a.prodops")) as workspace:
        import_here(workspace, sheet, kind="nps", name="Scores")
        workspace.run(lambda store: delete_dataset(store, 1)).result()

        def stored() -> list[int]:
            sweep_rows(workspace)
            workspace.bulk(lambda _: iter([None] * 20)).result()  # takes turns with the sweeping
            with workspace.reading() as store:
                return [store.db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("part", "source", "source_chunk")]

        assert stored() == [1, 1, 1], "undo brings it back"
        pruning.prune(workspace, (moments[0] + DAY).date())
        assert stored() == [0, 0, 0]
