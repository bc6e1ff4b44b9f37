"""What other programs are told of experiments: every field, figures against scipy, load by brute force, and conflicts in their order."""

import json
from dataclasses import fields
from datetime import date, timedelta
from math import hypot, log
from typing import Any

import pytest
from scipy import stats

from prodops_desktop.experiments.answering import board_object, conflict_objects
from prodops_desktop.experiments.model import CANCELLED, IDEA, POINTS, Covariate, Experiment, MetricPlan, Reading, Total
from prodops_desktop.experiments.readings import save_reading
from prodops_desktop.experiments.risks import accept_risk
from prodops_desktop.segments.store import all_segments, save_segment
from prodops_desktop.workspace import Workspace
from tests.unit.experiments.quarter import ENTERPRISE, FREEZE, LAUNCH, LIMIT, another, board, bring_people, fill
from tests.unit.experiments.register import RANKED, add, do, read
from tests.unit.sheets_here import Bringer

Answer = dict[str, Any]


def answer(workspace: Workspace) -> Answer:
    """The whole answer, through JSON."""
    found: Answer = json.loads(json.dumps(board_object(board(workspace), read(workspace, all_segments)), allow_nan=False))
    return found


def conflicts(workspace: Workspace) -> list[Answer]:
    found: list[Answer] = json.loads(json.dumps(conflict_objects(board(workspace)), allow_nan=False))
    return found


def one(found: Answer, code: str) -> Answer:
    (experiment,) = [each for each in found["experiments"] if each["code"] == code]
    result: Answer = experiment
    return result


@pytest.fixture
def filled(workspace: Workspace, bring: Bringer) -> Workspace:
    """A quarter of experiments, and the users they are for."""
    bring_people(bring)
    fill(workspace)
    return workspace


def test_every_field_of_the_plan_is_answered(workspace: Workspace) -> None:
    add(workspace, RANKED)
    found = one(answer(workspace), "EXP-37")
    plain = {field.name for field in fields(Experiment)} - {"id", "variants", "metrics", "starts", "ends"}
    assert {name: found[name] for name in plain} == {name: getattr(RANKED, name) for name in plain}
    assert (found["starts"], found["ends"], found["days"]) == ("2026-10-12", "2026-11-13", 33)
    assert found["variants"][1] == {"name": "A", "about": "Ranked", "weight": 1.0}
    assert found["metrics"][2] == {
        "name": "Zero-result rate", "role": "guardrail", "type": "share", "better": "down", "bound": 3.0, "bound_in": "points",
    }  # fmt: skip


def test_what_nobody_knows_is_null(workspace: Workspace) -> None:
    add(workspace, Experiment(0, "EXP-1", "Bare", status=IDEA))
    found = answer(workspace)
    assert (found["everybody"], found["counted_from"], found["load"], found["segments"]) == (None, "", {}, [])
    bare = one(found, "EXP-1")
    nothing = (
        "population",
        "effective",
        "readable",
        "detail",
        "weeks",
        "result",
        "exposures",
        "decision",
        "next_free_slot",
        "starts",
        "days",
    )
    assert {bare[name] for name in nothing} == {None}
    assert bare["needed"] == {"per_arm": None, "total": None, "reason": "Needs a primary metric."}
    assert bare["sentence"].startswith("Nobody knows how many users there are")
    assert (bare["mismatched"], bare["asks_decision"]) == (False, False)
    assert conflicts(workspace) == []


def test_people_sizes_and_whether_it_can_be_read(filled: Workspace) -> None:
    found = answer(filled)
    assert found["everybody"] == {"users": 500, "accounts": 6}
    assert found["notes"] == ["1 user belongs to no known account and is not counted."]
    assert found["segments"] == [
        {"name": "Enterprise", "rule": "Segment is Enterprise", "users": 400, "accounts": 4, "why_unknown": None},
        {"name": "SMB", "rule": "Segment is SMB", "users": 100, "accounts": 2, "why_unknown": None},
    ]
    by_user, by_account = one(found, "EXP-1"), one(found, "EXP-2")
    assert by_user["population"] == {"users": 400, "accounts": 4}
    assert (by_user["needed"]["per_arm"], by_user["needed"]["total"], by_user["needed"]["target"]) == (2317, 4634, 25.5)
    assert (by_user["effective"], by_user["readable"]) == (200, False)  # half of 400
    assert by_user["sentence"] == "200 users of 4,634 needed: can’t be read."
    # 100 users an account: the design effect is 1 + 99 × 0.05 = 5.95, and 400 ÷ 5.95 = 67.2
    assert (by_account["effective"], by_account["readable"]) == (67, False)
    assert (by_account["sentence"], by_account["detail"]) == (
        "4 accounts: effective n 67 of 4,634 needed: can’t be read.",
        "Design effect 5.95, ICC 0.05 assumed.",
    )
    assert by_account["weeks"] is None
    assert "not reached" in by_account["duration"]


def test_a_segment_without_a_rule_says_so(filled: Workspace) -> None:
    do(filled, lambda store: save_segment(store, {"name": "Vague"}))
    (vague,) = [each for each in answer(filled)["segments"] if each["name"] == "Vague"]
    assert (vague["rule"], vague["users"], vague["accounts"]) == (None, None, None)
    assert "no rule yet" in vague["why_unknown"]


def test_the_result_is_that_of_scipy(filled: Workspace) -> None:
    found = one(answer(filled), "EXP-4")["result"]
    shares, errors = found["comparisons"]
    control, variant = (stats.binomtest(count, 1000).proportion_ci(method="wilson") for count in (200, 250))
    low, high = 0.05 - hypot(0.25 - variant.low, control.high - 0.2), 0.05 + hypot(variant.high - 0.25, 0.2 - control.low)
    p = stats.chi2_contingency([[200, 800], [250, 750]], correction=False).pvalue
    assert (shares["metric"], shares["role"], shares["variant"], shares["counted_in"]) == ("Shares", "primary", "B", "points")
    assert (shares["control"], shares["value"], shares["difference"], shares["lift"]) == (20, 25, 5, 25)
    assert (shares["low"], shares["high"]) == (pytest.approx(100 * low, rel=1e-5), pytest.approx(100 * high, rel=1e-5))
    error = hypot((0.25 * 0.75 / 1000) ** 0.5, 0.25 / 0.2 * (0.2 * 0.8 / 1000) ** 0.5) / 0.2  # delta method
    assert shares["lift_low"] == pytest.approx(25 - 100 * 1.959964 * error, rel=1e-5)
    assert (shares["p"], shares["holm"]) == (pytest.approx(p, rel=1e-5), pytest.approx(p, rel=1e-5))
    assert (shares["verdict"], errors["verdict"], errors["holm"]) == ("better", "holds", None)
    assert found["srm"]["status"] == "ok"
    assert found["srm"]["units"] == {"Control": 1000, "B": 1000}
    assert found["headline"].startswith("B lifts Shares from 20.0% to 25.0% (+5.0 pt, ")
    assert (found["day"], found["readings"]) == ("2026-10-31", 1)
    assert [each["choice"] for each in found["suggestions"]] == ["ship"]


def test_more_of_a_result_is_answered(workspace: Workspace) -> None:
    totals = (
        Total("Control", "Shares", 1000, 200, before=Covariate(2.0, 1.0, 0.5)),
        Total("B", "Shares", 1000, 250, before=Covariate(2.1, 1.0, 0.5)),
    )
    plan = Experiment(0, "EXP-4", "Share by link", baseline=20.0, mde=5.0, mde_in=POINTS, metrics=(MetricPlan("Shares"),))
    made = add(workspace, plan)
    do(workspace, lambda store: save_reading(store, made.id, Reading(0, date(2026, 10, 31), totals)))
    result = one(answer(workspace), "EXP-4")["result"]
    (shares,) = result["comparisons"]
    variance, spread = (0.2 * 0.8 + 0.25 * 0.75) / 1000, 0.05**2
    half = (variance * (variance + spread) / spread * (log((variance + spread) / variance) - 2 * log(0.05))) ** 0.5
    assert shares["always_valid_low"] == pytest.approx(5 - 100 * half, rel=1e-5)
    assert shares["always_valid_high"] == pytest.approx(5 + 100 * half, rel=1e-5)
    # θ = (.5·√(.16·1000/999) + .5·√(.1875·1000/999)) ÷ 2 = .20836; 5 points less θ·.1
    assert shares["adjusted"] == pytest.approx(5 - 2.0836, abs=1e-3)
    assert shares["variance_saved"] == pytest.approx(0.25, abs=1e-3)
    assert result["pre_period_p"] == pytest.approx(
        stats.ttest_ind_from_stats(2.0, 1.0, 1000, 2.1, 1.0, 1000, equal_var=False).pvalue, rel=1e-5
    )


def test_arms_that_do_not_match_ask_for_care(filled: Workspace) -> None:
    found = one(answer(filled), "EXP-5")
    expected = stats.chisquare([4909, 5266])
    assert found["result"]["srm"]["p"] == pytest.approx(expected.pvalue, rel=1e-5)
    assert found["result"]["srm"]["chi_square"] == pytest.approx(expected.statistic, rel=1e-5)
    assert (found["result"]["srm"]["status"], found["mismatched"], found["asks_decision"]) == ("red", True, True)


def test_exposures_say_who_was_left_out(filled: Workspace, bring: Bringer) -> None:
    arms = [("Control", "B")[n % 2] for n in range(200)]
    rows = [("EXP-1", f"E0u{n}", arm, "2026-11-17") for n, arm in enumerate(arms)]
    rows += [("EXP-1", "E0u0", "B", "2026-11-18"), ("EXP-1", "E0u900", "B", "2026-11-02")]
    head = ("exp", "user_id", "variant", "ts")
    bring("exposures.csv", [head, *rows], kind="exposures", name="Exposures")
    found = one(answer(filled), "EXP-1")
    assert found["result"] is None
    assert found["exposures"]["units"] == {"B": 100, "Control": 99}
    assert (found["exposures"]["in_two_arms"], found["exposures"]["before_start"]) == (1, 1)
    assert found["exposures"]["srm"]["status"] == "ok"


def test_decisions_and_goals(filled: Workspace) -> None:
    found = answer(filled)
    assert found["goals_without_experiment"] == ["=Keep"]
    assert one(found, "EXP-4")["decision"] == {
        "choice": "ship B", "reason": "+It pays.", "owner": "Bo", "day": "2026-11-03", "for_day": "2026-10-30",
    }  # fmt: skip
    assert one(found, "EXP-1")["decision"] is None


def test_the_load_is_what_a_count_over_days_gives(filled: Workspace) -> None:
    add(filled, another("EXP-8", ENTERPRISE, status=CANCELLED))
    found = answer(filled)
    runs = [(date.fromisoformat(each["starts"]), date.fromisoformat(each["ends"])) for each in found["experiments"]
            if each["starts"] and each["status"] not in ("idea", "cancelled")]  # fmt: skip
    expected = {}
    for week in range(80):
        monday = date(2026, 6, 1) + timedelta(weeks=week)
        days = {monday + timedelta(days=offset) for offset in range(7)}
        live = sum(any(starts <= day <= ends for day in days) for starts, ends in runs)
        if live:
            expected[monday.isoformat()] = live
    assert found["load"] == expected
    assert (list(found["load"]), found["limit"], found["today"]) == (sorted(expected), LIMIT, "2026-11-23")
    assert expected["2026-12-07"] == 3


def test_conflicts_stand_worst_first_in_the_shape_that_is_told(filled: Workspace) -> None:
    block, high, low = conflicts(filled)
    assert list(block)[:7] == ["grade", "a", "b", "reason", "from", "to", "shared"]
    assert (block["grade"], block["a"], block["b"], block["from"], block["to"], block["shared"], block["other"]) == (
        "block", "EXP-3", FREEZE["title"], "2026-12-21", "2027-01-04", 25, "event",
    )  # fmt: skip
    assert (high["grade"], high["a"], high["b"], high["from"], high["to"], high["shared"], high["other"]) == (
        "high", "EXP-1", "EXP-2", "2026-12-04", "2026-12-18", 200, "experiment",
    )  # fmt: skip
    # EXP-2 gives way, as EXP-1 runs: from 4 December to the day after 18 December are 15 days, which is 3 weeks.
    assert (high["moves"], high["weeks"], high["open"], high["accepted"]) == ("EXP-2", 3, True, None)
    assert high["reason"] == "Same surface: Checkout"
    assert (low["grade"], low["a"], low["b"], low["from"], low["to"], low["shared"]) == (
        "low", "EXP-1", "EXP-5", "2026-11-16", "2026-11-23", 200,
    )  # fmt: skip


def test_an_accepted_conflict_stays_in_the_list(filled: Workspace) -> None:
    conflict = board(filled).book.all[1]
    do(filled, lambda store: accept_risk(store, conflict, "We need both.", "Bo", date(2026, 11, 20)))
    _, high, _ = conflicts(filled)
    assert not high["open"]
    assert high["accepted"] == {"grade": "high", "reason": "We need both.", "owner": "Bo", "day": "2026-11-20"}


def test_people_that_nobody_knows_are_null_and_not_nothing(workspace: Workspace) -> None:
    fill(workspace)
    assert [(each["grade"], each["a"], each["b"], each["shared"]) for each in conflicts(workspace)] == [
        ("block", "EXP-3", FREEZE["title"], None),
        ("high", "EXP-1", "EXP-2", None),
        ("medium", "EXP-1", LAUNCH["title"], None),
        ("low", "EXP-1", "EXP-5", None),
        ("low", "EXP-1", "EXP-3", None),
        ("low", "EXP-2", "EXP-3", None),
    ]


def test_the_next_free_slot_begins_after_what_is_in_the_way(filled: Workspace) -> None:
    found = answer(filled)
    assert one(found, "EXP-1")["next_free_slot"] is None  # what runs can't be moved
    slot = one(found, "EXP-2")["next_free_slot"]
    # Until 18 December it meets EXP-1, until 4 January the freeze of all; 5 January is a Tuesday, and it lasts 15 days again.
    assert slot == {"from": "2027-01-05", "to": "2027-01-19"}
