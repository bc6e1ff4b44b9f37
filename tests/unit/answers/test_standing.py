"""Where the areas stand: each figure worked out by hand, with what it counts, and nothing where an area has nothing to say."""

from datetime import date
from typing import Any

from prodops_desktop.answers.standing import FIGURES, Arrivals, Delivery, Inbox, Standing, StandingReader, Trials
from prodops_desktop.experiments.model import RUNNING, SCHEDULED
from prodops_desktop.roadmap.commitments import report
from prodops_desktop.roadmap.model import DONE
from prodops_desktop.workspace import Store
from tests.unit.answers.workplace import Plant
from tests.unit.feedback.needs.workplace import Said


def standing(plant: Plant, figure: str) -> Standing:
    found = plant.read(lambda store: StandingReader().read(store, figure))
    assert found is not None
    return found


def commit(plant: Plant, period: str, points: list[float], delivered: int, done: date) -> None:
    """Commit an item for each of these points, and deliver the first ones."""
    for at, size in enumerate(points):
        over: dict[str, Any] = {"status": DONE, "done": done} if at < delivered else {}
        item = plant.item(f"{period} {at}", points=size, **over)

        def make(store: Store, item: int = item, size: float = size) -> None:
            with store.edit("Commit"):
                report(store, item, period, committed=True, points=size, as_of=date(2026, 1, 1))

        plant.do(make)


def test_areas_without_anything_have_no_figure(plant: Plant) -> None:
    found = plant.read(lambda store: [figure for figure in FIGURES if StandingReader().read(store, figure) is not None])
    assert found == ["sources"]


def test_predictability_is_points_delivered_by_points_committed_in_the_last_period_that_is_over(plant: Plant) -> None:
    commit(plant, "2026-Q2", [2, 3, 5], 2, date(2026, 5, 5))  # 5 of 10 points: 50 %
    commit(plant, "2026-Q3", [8, 1, 1], 1, date(2026, 8, 5))  # 8 of 10 points: 80 %, one of three items: 33 %
    commit(plant, "2026-Q4", [8], 0, date(2026, 8, 5))  # not over yet
    one = standing(plant, "predictability")
    assert (one.value, one.line, one.times) == (80.0, (50.0, 80.0), ("2026-Q2", "2026-Q3"))
    assert isinstance(one.facts, Delivery)
    assert (len(one.facts.last.delivered), len(one.facts.last.committed)) == (1, 3)
    assert one.facts.before is not None
    assert one.facts.before.predictability == 50.0


def test_running_experiments_with_their_conflicts_and_the_load_of_13_weeks(plant: Plant) -> None:
    both: dict[str, Any] = {"surface": "Home", "starts": date(2026, 11, 16), "ends": date(2026, 12, 4)}
    plant.experiment(code="EXP-1", status=RUNNING, **both)
    plant.experiment(code="EXP-2", status=RUNNING, parameter="x", **both)
    plant.experiment(code="EXP-3", status=SCHEDULED, starts=date(2027, 3, 1), ends=date(2027, 3, 12))
    one = standing(plant, "experiments")
    assert (one.value, one.limit, one.line[-3:], len(one.line)) == (2, 6.0, (0.0, 2.0, 2.0), 13)
    assert one.times[-1] == date(2026, 11, 23)
    assert isinstance(one.facts, Trials)
    assert (one.facts.conflicts, one.facts.blocking, one.facts.scheduled, one.facts.to_decide) == (1, 0, 1, 0)
    other = plant.read(lambda store: StandingReader().read(store, "experiments", 7))
    assert other is not None
    assert (other.times[-1], other.line[-3:]) == (date(2026, 11, 22), (0.0, 2.0, 2.0))


def test_feedback_waiting_and_how_old_the_oldest_is(plant: Plant) -> None:
    plant.said(Said("2026-11-01", "Acme"), Said("2026-11-20", "Beta"))
    waiting = plant.rows("SELECT count(*), min(at) FROM feedback_now WHERE state = 'inbox'")[0]
    one = standing(plant, "inbox")
    assert (one.value, one.facts) == (waiting[0], Inbox(2, date.fromisoformat(waiting[1][:10]) if waiting[0] else None))


def test_sources_on_time_and_rows_held_back(plant: Plant) -> None:
    for day in ("2026-08-12", "2026-09-10", "2026-10-13"):  # due on 13 November
        plant.bring("health.csv", f"Account,CS score\nAcme,{day[-2:]}\n", "account_status", name="CS health", as_of=day)
    for day in ("2026-10-26", "2026-11-02", "2026-11-09", "2026-11-16"):  # due today
        plant.bring("weekly.csv", f"Account,CS score\nBeta,{day[-2:]}\n", "account_status", name="Weekly", as_of=day)
    one = standing(plant, "sources")
    assert isinstance(one.facts, Arrivals)
    assert (one.value, one.facts.regular, one.facts.held) == (1, 2, 0)
    assert [(late.name, late.due) for late in one.facts.late] == [("CS health", date(2026, 11, 13))]
