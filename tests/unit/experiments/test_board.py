"""The board says of every experiment what stands in the workspace: collisions, goals, decisions, arms and the next free days."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pytest

from prodops_desktop.agenda.events import save_event
from prodops_desktop.agenda.goals import delete_goal, save_goal
from prodops_desktop.errors import UserError
from prodops_desktop.experiments import board as board_module
from prodops_desktop.experiments.board import Board, BoardReader, ExperimentView, read_board
from prodops_desktop.experiments.exposures import Tallies, tally_exposures
from prodops_desktop.experiments.model import (
    ACCOUNT,
    CANCELLED,
    CONCLUDED,
    DRAFT,
    GUARDRAIL,
    IDEA,
    POINTS,
    RUNNING,
    SCHEDULED,
    Experiment,
    MetricPlan,
    Reading,
    Total,
    Variant,
)
from prodops_desktop.experiments.readings import save_reading
from prodops_desktop.experiments.statistics.mismatch import OK, RED
from prodops_desktop.experiments.statistics.sizing import NoSize
from prodops_desktop.experiments.store import Verdict, decide, delete_experiments, move_experiment
from prodops_desktop.metrics.tables import Table
from prodops_desktop.segments.model import Size
from prodops_desktop.segments.store import all_segments, save_segment
from prodops_desktop.workspace import Store, Workspace, settings, undo
from prodops_desktop.workspace.links import End, link
from tests.unit.experiments.register import add, do, read
from tests.unit.sheets_here import Bringer

TODAY = date(2026, 11, 23)
PLAIN = Experiment(
    0,
    "EXP-1",
    "One",
    status=SCHEDULED,
    surface="Checkout",
    starts=date(2026, 12, 1),
    ends=date(2026, 12, 14),
    metrics=(MetricPlan("Completion"),),
)


def board(workspace: Workspace) -> Board:
    """The board as it stands."""
    found: Board = read(workspace, read_board)
    return found


def view(workspace: Workspace, experiment: Experiment) -> ExperimentView:
    """What is said of an experiment."""
    found = board(workspace).find(experiment.id)
    assert found is not None
    return found


def other(code: str, **values: Any) -> Experiment:
    """An experiment that differs from the plain one in code, surface and metric, and in these values."""
    return replace(PLAIN, **{"code": code, "name": code, "surface": code, "metrics": (MetricPlan(code),), **values})


def saves(values: dict[str, str]) -> Callable[..., object]:
    """The edit that adds an event."""
    return lambda store: save_event(store, values)


def directory(bring: Bringer) -> None:
    """Four accounts with 40, 30, 20 and 10 users: Enterprise in NA and EMEA, SMB in NA and EMEA; the first by card."""
    accounts = [
        ("Account ID", "Account", "Segment", "Region", "Pays by"),
        ("1", "Acme", "Enterprise", "NA", "Card"),
        ("2", "Bolt", "Enterprise", "EMEA", "Invoice"),
        ("3", "Cove", "SMB", "NA", "Card"),
        ("4", "Dune", "SMB", "EMEA", "Invoice"),
    ]
    bring("accounts.csv", accounts, kind="accounts", name="Accounts", as_of="2026-10-31")
    users = [
        (f"u{account}-{n}", str(account), "2026-10-20") for account, count in ((1, 40), (2, 30), (3, 20), (4, 10)) for n in range(count)
    ]
    bring("users.csv", [("User ID", "Account ID", "Last seen"), *users], kind="users", name="Users", as_of="2026-10-31")


def test_an_empty_workspace_has_an_empty_board(workspace: Workspace) -> None:
    found = board(workspace)
    assert (found.today, found.limit, found.views, found.book.all, found.load.weeks) == (TODAY, 6, (), (), {})
    assert (found.dated, found.read, found.untested_goals, found.find(None), found.find(1)) == ((), (), (), None, None)


def test_views_come_by_code_and_are_found_by_id_and_status(workspace: Workspace) -> None:
    ten, nine = add(workspace, other("EXP-10", status=RUNNING)), add(workspace, other("EXP-9", status=IDEA))
    found = board(workspace)
    assert [one.experiment for one in found.views] == [nine, ten]
    assert found.find(ten.id) is found.views[1]
    assert [one.experiment for one in found.of_status(RUNNING, DRAFT)] == [ten]
    assert [one.experiment for one in found.dated] == [ten]


def test_views_of_two_readings_can_be_compared_and_shown(workspace: Workspace) -> None:
    add(workspace, PLAIN)
    (one,), (same,) = board(workspace).views, board(workspace).views
    assert one == same
    assert len({one, same}) == 1
    assert "Board" not in repr(one)


def test_the_population_of_a_segment_is_counted_from_the_sheets(workspace: Workspace, bring: Bringer) -> None:
    directory(bring)
    enterprise, everybody = add(workspace, other("EXP-1", segment="Enterprise")), add(workspace, other("EXP-2"))
    nobody = add(workspace, other("EXP-3", segment="Friends"))
    assert view(workspace, enterprise).population == Size(70, 2)
    assert view(workspace, everybody).population == Size(100, 4)
    unknown = view(workspace, nobody)
    assert (unknown.population, unknown.readability, unknown.duration) == (None, None, None)
    assert isinstance(unknown.size, NoSize)
    do(
        workspace,
        lambda store: save_segment(store, {"rule": "Pays by is Card"}, next(x.id for x in all_segments(store) if x.name == "Friends")),
    )
    assert view(workspace, nobody).population == Size(60, 2)


def test_whether_it_can_be_read_is_said_before_it_runs(workspace: Workspace, bring: Bringer) -> None:
    directory(bring)
    one = add(workspace, other("EXP-1", segment="Enterprise", baseline=22.0, mde=3.5, mde_in=POINTS))
    found = view(workspace, one).readability
    assert found is not None
    assert (found.is_readable, found.sentence) == (False, "70 users of 4,634 needed: can’t be read.")


def test_shared_people_are_counted_from_the_segments_and_those_apart_never_collide(workspace: Workspace, bring: Bringer) -> None:
    directory(bring)
    first = add(workspace, other("EXP-1", segment="Enterprise", allocation=50.0))
    add(workspace, other("EXP-2", segment="SMB"))
    add(workspace, other("EXP-3", segment="Cards"))
    do(
        workspace,
        lambda store: save_segment(store, {"rule": "Pays by is Card"}, next(x.id for x in all_segments(store) if x.name == "Cards")),
    )
    found = [(x.grade, x.a.experiment.code, x.other_title, x.shared) for x in board(workspace).book.all]
    assert found == [("low", "EXP-1", "EXP-3", 20), ("low", "EXP-2", "EXP-3", 20)]  # half of Acme's 40; Cove's 20
    assert [x.other_title for x in view(workspace, first).conflicts] == ["EXP-3"]


def test_an_event_reaches_those_in_its_segment_and_region(workspace: Workspace, bring: Bringer) -> None:
    directory(bring)
    add(workspace, other("EXP-1", segment="Enterprise", allocation=50.0))
    base = {"starts": "2026-12-05", "ends": "2026-12-06"}
    for values in (
        {"title": "All", "type": "campaign"},
        {"title": "NA", "type": "launch", "region": "NA"},
        {"title": "Small", "type": "launch", "segment": "SMB"},
        {"title": "Large in EMEA", "type": "price change", "segment": "Enterprise", "region": "emea"},
        {"title": "Unknown", "type": "launch", "segment": "Somebody"},
        {"title": "Elsewhere", "type": "launch", "region": "Mars"},
        {"title": "Outage", "type": "incident"},
    ):
        do(workspace, saves({**base, **values}))
    found = {x.other_title: (x.grade, x.shared) for x in board(workspace).book.all}
    assert found == {
        "All": ("medium", 35),
        "NA": ("medium", 20),
        "Large in EMEA": ("medium", 15),
        "Unknown": ("medium", None),
        "Elsewhere": ("medium", None),
    }


def test_variants_that_contradict_each_other_block_now_and_looking_back(workspace: Workspace) -> None:
    one, two = add(workspace, PLAIN), add(workspace, other("EXP-2", surface="Checkout"))
    assert [x.grade for x in view(workspace, one).conflicts] == ["high"]
    do(workspace, lambda store: link(store, "contradicts", End("experiment", two.id), End("experiment", one.id)))
    for mine in (one, two):
        assert [x.grade for x in view(workspace, mine).conflicts] == ["block"]
        assert [x.grade for x in view(workspace, mine).overlaps] == ["block"]
    add(workspace, replace(one, status=CONCLUDED))
    assert [x.grade for x in view(workspace, two).overlaps] == ["block"]


def test_what_is_over_has_overlaps_but_collides_with_nothing(workspace: Workspace) -> None:
    over = add(workspace, other("EXP-1", surface="Checkout", status=CONCLUDED, starts=date(2026, 10, 1), ends=date(2026, 10, 20)))
    also = add(workspace, other("EXP-2", surface="Checkout", status=CONCLUDED, starts=date(2026, 10, 20), ends=date(2026, 11, 2)))
    add(workspace, other("EXP-3", surface="Checkout", status=CANCELLED, starts=date(2026, 10, 1), ends=date(2026, 11, 2)))
    add(workspace, other("EXP-4", status=CONCLUDED, starts=date(2026, 10, 1), ends=date(2026, 11, 2)))  # shares people only
    do(workspace, saves({"title": "Sale", "type": "campaign", "starts": "2026-10-05"}))
    found = view(workspace, over)
    assert (found.conflicts, found.open_conflicts) == ((), [])
    assert [(x.grade, x.facing(over.id).id, x.starts) for x in found.overlaps] == [
        ("high", also.id, date(2026, 10, 20)),
        ("medium", 1, date(2026, 10, 5)),
    ]
    undated = add(workspace, other("EXP-5", status=IDEA, starts=None, ends=None))
    assert view(workspace, undated).overlaps == ()


def test_goals_that_no_experiment_is_for_are_named(workspace: Workspace) -> None:
    def goals(store: Any) -> None:
        with store.edit("Goals"):
            for title, period in (
                ("Tested", "2026-Q4"),
                ("Only cancelled", "2026-Q4"),
                ("Untested", None),
                ("This month", "2026-11"),
                ("Over", "2026-Q3"),
                ("Next", "2027"),
            ):
                save_goal(store, {"title": title, "period": period})

    do(workspace, goals)
    add(workspace, other("EXP-1", goal="tested", status=IDEA))
    add(workspace, other("EXP-2", goal="Only cancelled", status=CANCELLED))
    found = board(workspace)
    assert {goal.title for goal in found.open_goals} == {"Tested", "Only cancelled", "Untested", "This month", "Next"}
    assert {goal.title for goal in found.untested_goals} == {"Only cancelled", "Untested", "This month", "Next"}
    do(workspace, lambda store: delete_goal(store, next(goal.id for goal in found.goals if goal.title == "Tested")))
    assert all(one.experiment.goal != "Tested" for one in board(workspace).views)


@pytest.mark.parametrize(
    ("status", "ends", "asks"),
    [
        (CONCLUDED, date(2026, 11, 1), True),
        (CONCLUDED, date(2027, 1, 1), True),
        (RUNNING, date(2026, 11, 22), True),
        (RUNNING, TODAY, True),  # its last day has come
        (RUNNING, date(2026, 11, 24), False),
        (SCHEDULED, date(2026, 11, 1), False),
        (DRAFT, date(2026, 11, 1), False),
        (CANCELLED, date(2026, 11, 1), False),
    ],
)
def test_what_is_over_asks_for_a_decision_until_there_is_one(workspace: Workspace, status: str, ends: date, asks: bool) -> None:
    one = add(workspace, other("EXP-1", status=status, starts=date(2026, 10, 1), ends=ends))
    assert view(workspace, one).asks_decision is asks
    do(workspace, lambda store: decide(store, one.id, Verdict("stop", "Why not", "Ada", TODAY, early_reason="Because")))
    decided = view(workspace, one)
    assert not decided.asks_decision
    assert decided.decision is not None
    assert decided.decision.choice == "stop"
    do(workspace, undo.undo)
    assert view(workspace, one).asks_decision is asks


def test_the_decision_is_the_latest_by_its_day(workspace: Workspace) -> None:
    one = add(workspace, other("EXP-1", status=CONCLUDED, starts=date(2026, 10, 1), ends=date(2026, 11, 1)))
    for choice, day in (("iterate", date(2026, 11, 10)), ("stop", date(2026, 11, 3))):
        verdict = Verdict(choice, "Why not", "Ada", day)
        do(workspace, partial(decide, experiment=one.id, verdict=verdict))
    decision = view(workspace, one).decision
    assert decision is not None
    assert decision.choice == "iterate"


def with_totals(workspace: Workspace, control: int, b: int) -> Experiment:
    """A running experiment with a reading of so many units in its arms."""
    one = add(
        workspace, other("EXP-38", status=RUNNING, starts=date(2026, 10, 26), metrics=(MetricPlan("Done"), MetricPlan("Errors", GUARDRAIL)))
    )
    totals = (Total("Control", "Done", control, successes=control // 2), Total("B", "Done", b, successes=b // 2))
    do(workspace, lambda store: save_reading(store, one.id, Reading(0, date(2026, 11, 20), totals)))
    return one


def test_the_arms_are_judged_by_exposures_before_readings(workspace: Workspace, bring: Bringer) -> None:
    one = with_totals(workspace, 1000, 1400)  # chi-square 66.7
    found = view(workspace, one)
    assert found.exposed is None
    assert (found.mismatch and found.mismatch.status, found.is_mismatched) == (RED, True)
    rows = [("EXP-38", f"u{n}", ("Control", "B")[n % 2], "2026-11-02") for n in range(200)]
    bring("exposures.csv", [("exp", "user_id", "variant", "ts"), *rows], kind="exposures", name="Exposures")
    found = view(workspace, one)
    assert found.exposed is not None
    assert (found.mismatch, found.mismatch and found.mismatch.status, found.is_mismatched) == (found.exposed.mismatch, OK, False)
    assert found.analysis is not None
    assert found.analysis.arms is not None
    assert found.analysis.arms.status == RED


def test_without_exposures_and_readings_nothing_is_said_of_the_arms(workspace: Workspace) -> None:
    one = add(workspace, PLAIN)
    found = view(workspace, one)
    assert (found.readings, found.analysis, found.mismatch, found.is_mismatched) == ((), None, None, False)


def test_an_experiment_whose_reading_lost_its_totals_is_shown_all_the_same(workspace: Workspace) -> None:
    one = with_totals(workspace, 1000, 1000)
    add(workspace, replace(one, metrics=(one.metrics[1],)))
    found = view(workspace, one)
    assert found.analysis is not None
    assert (found.readings[0].totals, found.mismatch, found.is_mismatched) == ((), None, False)


def test_those_with_results_come_the_latest_first(workspace: Workspace) -> None:
    early = add(workspace, other("EXP-1", status=CONCLUDED, starts=date(2026, 9, 1), ends=date(2026, 10, 1)))
    late = add(workspace, other("EXP-2", status=RUNNING, starts=date(2026, 11, 1), ends=date(2026, 12, 1)))
    add(workspace, other("EXP-3"))
    read_ = with_totals(workspace, 500, 500)
    assert [one.experiment.id for one in board(workspace).read] == [read_.id, late.id, early.id]


def test_the_next_slot_is_from_tomorrow_on(workspace: Workspace) -> None:
    one = add(workspace, replace(PLAIN, starts=TODAY, ends=date(2026, 12, 6)))
    slot = view(workspace, one).slot
    assert slot is not None
    assert (slot.starts, slot.ends) == (date(2026, 11, 24), date(2026, 12, 7))


def test_the_next_slot_waits_for_what_is_in_the_way(workspace: Workspace) -> None:
    one = add(workspace, PLAIN)
    blocking = add(workspace, other("EXP-2", surface="checkout", starts=date(2026, 11, 20), ends=date(2026, 12, 11)))
    do(workspace, saves({"title": "Year-end freeze", "type": "freeze", "starts": "2026-12-21", "ends": "2027-01-04"}))
    slot = view(workspace, one).slot
    assert slot is not None
    # 14 days from Mon 14 December on would run into the freeze, which ends on a Monday
    assert (slot.starts, slot.in_the_way) == (date(2027, 1, 5), ("Year-end freeze", "EXP-2 EXP-2"))
    do(workspace, lambda store: delete_experiments(store, [blocking.id]))
    slot = view(workspace, one).slot
    assert slot is not None
    assert slot.starts == date(2026, 11, 24)


def test_weeks_that_are_full_are_passed_by_and_its_own_week_is_not_counted(workspace: Workspace) -> None:
    do(workspace, lambda store: settings.set_setting(store, "experiments_limit", "1"))
    one = add(workspace, other("EXP-1", starts=date(2026, 11, 25), ends=date(2026, 11, 26)))
    slot = view(workspace, one).slot
    assert slot is not None
    assert slot.starts == date(2026, 11, 24)
    add(workspace, other("EXP-2", starts=date(2026, 11, 27), ends=date(2026, 12, 2)))
    slot = view(workspace, one).slot
    assert slot is not None
    assert slot.starts == date(2026, 12, 7)


def test_a_lane_stays_full_while_one_of_two_that_began_together_goes_on(workspace: Workspace) -> None:
    one = add(workspace, other("EXP-1", lane="Lane", starts=date(2026, 12, 8), ends=date(2026, 12, 8)))
    for code, ends in (("EXP-2", date(2026, 11, 25)), ("EXP-3", date(2026, 12, 2))):
        add(workspace, other(code, lane="Lane", allocation=20.0, starts=date(2026, 11, 24), ends=ends))
    slot = view(workspace, one).slot
    assert slot is not None
    assert (slot.starts, slot.in_the_way) == (date(2026, 12, 3), ("lane Lane is full",))


def test_what_runs_or_has_no_days_has_no_slot(workspace: Workspace) -> None:
    for code, values in (
        ("EXP-1", {"status": RUNNING}),
        ("EXP-2", {"status": CONCLUDED}),
        ("EXP-3", {"status": DRAFT, "ends": None}),
        ("EXP-4", {"status": IDEA}),
    ):
        assert view(workspace, add(workspace, other(code, **values))).slot is None


def test_the_load_counts_what_is_live_in_a_week(workspace: Workspace) -> None:
    add(workspace, other("EXP-1", starts=date(2026, 12, 6), ends=date(2026, 12, 7)))  # a Sunday and a Monday
    add(workspace, other("EXP-2", status=DRAFT, starts=date(2026, 12, 9), ends=date(2026, 12, 9)))
    add(workspace, other("EXP-3", status=CONCLUDED, starts=date(2026, 11, 30), ends=date(2026, 11, 30)))
    for code, status in (("EXP-4", IDEA), ("EXP-5", CANCELLED)):
        add(workspace, other(code, status=status))
    assert dict(board(workspace).load.weeks) == {date(2026, 11, 30): 2, date(2026, 12, 7): 2}


def test_a_reader_keeps_what_rests_on_sheets_until_it_changes(workspace: Workspace, bring: Bringer) -> None:
    directory(bring)
    bring("exposures.csv", [("exp", "user_id", "variant"), ("EXP-1", "u1", "B"), ("EXP-2", "u2", "B")], kind="exposures", name="Exposures")
    one, reader = add(workspace, PLAIN), BoardReader()

    def again() -> Board:
        with workspace.reading() as store:
            return reader.read(store)

    first = again()
    assert first.notes == (
        *first.populations.notes,
        "Exposures of EXP-2 are not counted: no experiment has that key, or is the only one of that name.",
    )
    do(workspace, lambda store: move_experiment(store, one.id, one.starts or TODAY, date(2026, 12, 20)))
    moved = again()
    assert moved.notes == first.notes
    assert moved.populations is first.populations
    assert moved.exposures is first.exposures
    assert moved.views != first.views
    add(workspace, replace(one, variants=(Variant("Control"), Variant("Other", "B"))))
    renamed = again()
    assert dict(renamed.exposures["exp-1"].units) == {"Other": 1}
    add(workspace, other("EXP-2"))
    known = again()
    assert (set(known.exposures), known.notes) == ({"exp-1", "exp-2"}, known.populations.notes)
    bring("exposures 2.csv", [("exp", "user_id", "variant"), ("EXP-1", "u7", "Control")], kind="exposures", name="More exposures")
    assert dict(again().exposures["exp-1"].units) == {"Other": 1, "Control": 1}
    do(workspace, lambda store: save_segment(store, {"name": "Cards", "rule": "Pays by is Card"}))
    assert again().populations.size("Cards") == Size(60, 2)


def test_lists_of_exposures_are_not_read_again_when_a_start_is_moved(
    workspace: Workspace, bring: Bringer, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, reader, gone_through = add(workspace, PLAIN), BoardReader(), list[int]()
    rows = [("exp", "user_id", "account_id", "variant", "ts"), *(("EXP-1", f"u{n}", "417", "B", f"2026-11-2{n}") for n in range(8))]
    bring("exposures.csv", rows, kind="exposures", name="Exposures")

    def counted(store: Store, found: Sequence[Table], experiments: Iterable[Experiment]) -> Tallies:
        gone_through.append(len(found))
        return tally_exposures(store, found, experiments)

    def units_from(starts: date) -> dict[str, int]:
        do(workspace, lambda store: move_experiment(store, one.id, starts, date(2026, 12, 20)))
        with workspace.reading() as store:
            return dict(reader.read(store).exposures["exp-1"].units)

    monkeypatch.setattr(board_module, "tally_exposures", counted)
    assert [units_from(date(2026, 11, day)) for day in (20, 23, 26)] == [{"B": 8}, {"B": 5}, {"B": 2}]
    assert gone_through == [1]
    add(workspace, replace(one, unit=ACCOUNT))
    assert units_from(date(2026, 11, 20)) == {"B": 1}, "all are users of one account"
    assert gone_through == [1, 1]


def test_what_a_view_looks_up_is_that_of_its_own_board(workspace: Workspace) -> None:
    one = add(workspace, PLAIN)
    before = view(workspace, one)
    add(workspace, other("EXP-2", surface="Checkout"))
    assert before.conflicts == ()
    assert len(view(workspace, one).conflicts) == 1
    with pytest.raises(UserError, match="no longer there"):
        do(workspace, lambda store: move_experiment(store, 99, TODAY, TODAY))
