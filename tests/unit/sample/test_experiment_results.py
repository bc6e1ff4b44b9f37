"""The typed results and the exposures hold what the answer key says; intervals and p-values are worked out by SciPy."""

import csv
import json
from collections import Counter, defaultdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import stats

RESULTS, EXPOSURES = "history/Exp_results_typed.xlsx", "try-these/Experiment_exposures_2026-11.csv"
MASTER = "history/Accounts_master_2026-10.xlsx"
ARMS = ("Control", "B")
# the picture of the result: low, lift and high in per cent
PICTURE = {
    "Searches per user": {"A": [-1.4, 2.1, 5.6], "B": [-2.3, 1.2, 4.7]},
    "Time to result": {"A": [-12.6, -8.3, -4.0], "B": [-9.4, -5.1, -0.8]},
    "p95 latency": {"A": [-0.9, 1.8, 4.5], "B": [1.6, 4.4, 7.2]},
    "Support contacts": {"A": [-4.8, 0.6, 6.0], "B": [-4.3, 1.1, 6.5]},
}
Row = dict[str, Any]


@pytest.fixture(scope="module")
def lines(read: Any) -> list[Row]:
    rows: list[Row] = read(RESULTS, "Results")
    return rows


@pytest.fixture(scope="module")
def logged(sample: Path) -> list[dict[str, str]]:
    with (sample / EXPOSURES).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _arm(lines: list[Row], experiment: str, metric: str, variant: str) -> Row:
    (found,) = (r for r in lines if (r["Experiment"], r["Metric"], r["Variant"]) == (experiment, metric, variant))
    return found


def _difference(control: Row, other: Row) -> tuple[float, float, float, float]:
    """In points: the difference, the ends of Newcombe's interval, and the p of the χ² test without correction."""
    (p1, low1, high1), (p2, low2, high2) = (
        (r["Successes"] / r["Users"], *stats.binomtest(r["Successes"], r["Users"]).proportion_ci(method="wilson")) for r in (control, other)
    )
    low, high = p2 - p1 - np.hypot(p2 - low2, high1 - p1), p2 - p1 + np.hypot(high2 - p2, p1 - low1)
    table = [[r["Successes"], r["Users"] - r["Successes"]] for r in (control, other)]
    return 100 * (p2 - p1), 100 * low, 100 * high, stats.chi2_contingency(table, correction=False).pvalue


def _lift(control: Row, other: Row) -> list[float]:
    """Low, lift and high in per cent by the delta method: the gradient of y ÷ x against the variances of both."""
    values, variances = [], []
    for r in (control, other):
        share = (r["Successes"] or 0) / r["Users"]
        values.append(share if r["Mean"] is None else r["Mean"])
        variances.append(share * (1 - share) / r["Users"] if r["Mean"] is None else r["SD"] ** 2 / r["Users"])
    x, y = values
    gradient = np.array([-y / x**2, 1 / x])
    margin = stats.norm.ppf(0.975) * np.sqrt(gradient @ np.diag(variances) @ gradient)
    return [round(100 * float(value), 1) for value in (y / x - 1 - margin, y / x - 1, y / x - 1 + margin)]


def test_headers_and_rows(lines: list[Row], answer: Any) -> None:
    assert list(lines[0]) == ["Experiment", "Variant", "Metric", "Users", "Successes", "Mean", "SD", "Role", "Better", "Day"]
    key = answer("rows of the typed results", RESULTS)
    assert Counter(r["Experiment"] for r in lines) == key["by_experiment"]
    assert len(lines) == key["rows"]
    for r in lines:
        assert (r["Successes"] is None) != (r["Mean"] is None)
        assert (r["Mean"] is None) == (r["SD"] is None)
        assert r["Successes"] is None or 0 <= r["Successes"] <= r["Users"]
    assert {type(r["Day"]) for r in lines} == {datetime, str}


def test_ranked_search_ships_a(lines: list[Row], answer: Any) -> None:
    key = answer("EXP-37", RESULTS)
    control = _arm(lines, "EXP-37", "Search success", "Control")
    found = {v: _difference(control, _arm(lines, "EXP-37", "Search success", v)) for v in ("A", "B")}
    assert [round(x, 1) for x in found["A"][:3]] == [3.4, 1.1, 5.7]
    assert [round(x, 1) for x in found["B"][:3]] == [1.6, -0.7, 3.9]
    assert (round(found["A"][3], 3), round(found["B"][3], 2)) == (0.004, 0.18)
    for variant, (difference, low, high, p) in found.items():
        said = key["primary"][variant]
        assert [said["difference"], said["low"], said["high"]] == [round(x, 1) for x in (difference, low, high)]
        assert said["p"] == pytest.approx(p, abs=1e-6)
    assert key["primary"]["A"]["holm_p"] == pytest.approx(2 * found["A"][3], abs=1e-6)  # the smaller of two, so doubled: 0.008
    assert key["primary"]["B"]["holm_p"] == pytest.approx(found["B"][3], abs=1e-6)
    assert round(key["primary"]["A"]["holm_p"], 3) == 0.008
    users = [_arm(lines, "EXP-37", "Search success", v)["Users"] for v in ("Control", "A", "B")]
    assert users == [3_331, 3_262, 3_287]
    assert round(stats.chisquare(users).pvalue, 2) == key["srm_p"] == 0.69
    assert key["ship"] == ["A"]


def test_relative_changes_of_ranked_search(lines: list[Row], answer: Any) -> None:
    key = answer("EXP-37", RESULTS)
    metrics = list(dict.fromkeys(r["Metric"] for r in lines if r["Experiment"] == "EXP-37"))
    found = {
        metric: {v: _lift(_arm(lines, "EXP-37", metric, "Control"), _arm(lines, "EXP-37", metric, v)) for v in ("A", "B")}
        for metric in metrics
    }
    assert found == key["relative_percent"]
    assert {metric: found[metric] for metric in PICTURE} == PICTURE
    assert found["Zero-result rate"]["A"] == [-13.0, -6.0, 1.0]
    roles = {r["Metric"]: (r["Role"], r["Better"]) for r in lines if r["Experiment"] == "EXP-37"}
    assert Counter(role for role, _ in roles.values()) == {"primary": 1, "secondary": 2, "guardrail": 3}
    for metric, by_variant in key["guardrails"].items():
        assert roles[metric] == ("guardrail", "down")
        for variant, verdict in by_variant.items():
            assert verdict == ("holds" if found[metric][variant][2] <= key["limits_percent"][metric] else "fails")
    assert [(m, v) for m, by_variant in key["guardrails"].items() for v, said in by_variant.items() if said == "fails"] == [
        ("p95 latency", "B")
    ]


def test_welch_agrees_with_the_relative_changes(lines: list[Row]) -> None:
    for metric in PICTURE:
        control = _arm(lines, "EXP-37", metric, "Control")
        for variant in ("A", "B"):
            other = _arm(lines, "EXP-37", metric, variant)
            sides = ((r["Mean"], r["SD"], r["Users"]) for r in (other, control))
            p = stats.ttest_ind_from_stats(*next(sides), *next(sides), equal_var=False).pvalue
            low, _, high = PICTURE[metric][variant]
            assert (p < 0.05) == (low > 0 or high < 0), (metric, variant)


def test_what_was_decided_fits_what_was_read(lines: list[Row], sample: Path) -> None:
    imports = json.loads((sample / "plan.json").read_text("utf-8"))["imports"]
    decided = {one["experiment"]: one for step in imports for one in step.get("decisions", ())}
    assert {key: one["choice"] for key, one in decided.items()} == {
        "EXP-29": "ship B", "EXP-31": "iterate", "EXP-33": "ship B", "EXP-35": "stop", "EXP-36": "ship B",
    }  # fmt: skip
    for key, one in decided.items():
        (metric,) = {r["Metric"] for r in lines if r["Experiment"] == key and r["Role"] == "primary"}
        difference, _, _, p = _difference(_arm(lines, key, metric, "Control"), _arm(lines, key, metric, "B"))
        verdict = "iterate" if p > 0.5 else "ship B" if difference > 0 and p < 0.01 else "stop" if difference < 0 and p < 0.05 else "?"
        assert verdict == one["choice"], key
        (day,) = {r["Day"] if isinstance(r["Day"], str) else f"{r['Day']:%Y-%m-%d}" for r in lines if r["Experiment"] == key}
        read_on = date.fromisoformat(day) if "-" in day else datetime.strptime(day, "%d %b %Y").date()
        assert read_on <= date.fromisoformat(one["day"])
        assert one["reason"]
        assert one["learning"]


def test_one_typed_total_is_wrong(lines: list[Row], answer: Any) -> None:
    key = answer("typed totals", RESULTS)
    for total in (r for r in lines if r["Variant"] == "Total"):
        arms = [r for r in lines if (r["Experiment"], r["Metric"]) == (total["Experiment"], total["Metric"]) and r is not total]
        sums = {name: sum(r[name] for r in arms) for name in ("Users", "Successes")}
        assert total["Successes"] == sums["Successes"]
        assert (total["Users"] != sums["Users"]) == (total["Experiment"] == key["experiment"])
        if total["Experiment"] == key["experiment"]:
            assert (total["Users"], sums["Users"], total["Metric"]) == (key["typed_users"], key["users_of_arms"], key["metric"])
    assert {r["Experiment"] for r in lines if r["Variant"] == "Total"} == {"EXP-33", "EXP-36"}


def _counted(logged: list[dict[str, str]]) -> list[dict[str, str]]:
    inside = [row for row in logged if row["ts"] >= "2026-10-26"]
    arms = defaultdict(set)
    for row in inside:
        arms[row["user_id"]].add(row["variant"])
    return [row for row in inside if len(arms[row["user_id"]]) == 1]


def test_exposures_of_the_checklist(logged: list[dict[str, str]], lines: list[Row], answer: Any) -> None:
    key = answer("exposures of EXP-38", EXPOSURES)
    assert list(logged[0]) == ["exp", "user_id", "account_id", "variant", "ts", "platform", "app_version"]
    assert {row["exp"] for row in logged} == {"EXP-38"}
    assert [row["ts"] for row in logged] == sorted(row["ts"] for row in logged)
    counted = _counted(logged)
    assert len(counted) == len({row["user_id"] for row in counted})
    twice = [user for user, count in Counter(row["user_id"] for row in logged).items() if count > 1]
    assert (len(logged), len(twice), sum(row["ts"] < "2026-10-26" for row in logged)) == (10_264, 41, 7)
    assert (key["rows"], key["in_two_arms"], key["before_start"]) == (10_264, 41, 7)
    units = Counter(row["variant"] for row in counted)
    assert units == key["units"] == {"Control": 4_909, "B": 5_266}
    assert [_arm(lines, "EXP-38", "Checklist completed", arm)["Users"] for arm in ARMS] == [units[arm] for arm in ARMS]
    chi = stats.chisquare([units[arm] for arm in ARMS])
    said = answer("the arms of EXP-38", RESULTS)
    assert (round(chi.statistic, 3), round(chi.pvalue, 4)) == (said["chi_square"], said["srm_p"])
    assert said["srm_p"] == key["srm_p"] == 0.0004
    assert max(row["ts"] for row in logged) < "2026-11-23"


def test_the_gap_comes_from_one_version_on_one_platform(logged: list[dict[str, str]], answer: Any) -> None:
    key = answer("where the gap", EXPOSURES)
    counted = [row | {"day": row["ts"][:10]} for row in _counted(logged)]

    def share(**only: str) -> float:
        arms = Counter(row["variant"] for row in counted if all(row[name] == value for name, value in only.items()))
        return 100 * (arms["B"] - arms["Control"]) / 357

    pairs = {(row["platform"], row["app_version"]) for row in counted}
    by_pair = {pair: share(platform=pair[0], app_version=pair[1]) for pair in pairs}
    worst = max(by_pair, key=lambda pair: by_pair[pair])
    assert worst == (key["platform"], key["app_version"]) == ("iOS", "5.2")
    assert round(by_pair[worst]) == key["percent"] == 94
    singles = [share(**{name: value}) for name in ("platform", "app_version") for value in {row[name] for row in counted}]
    assert max(singles) < by_pair[worst]
    assert max(share(day=day) for day in {row["day"] for row in counted}) < by_pair[worst]


def test_exposed_users_are_users_of_mid_market(logged: list[dict[str, str]], read: Any) -> None:
    users = {row["User ID"]: row for row in read(MASTER, "Users")}
    segments = {row["Account ID"]: row["Segment"] for row in read(MASTER, "Accounts")}
    for row in logged:
        listed = users[row["user_id"]]
        assert listed["Account ID"] == row["account_id"]
        assert segments[row["account_id"]] == "Mid-market"
        day = date.fromisoformat(row["ts"][:10])
        assert day > date(2026, 10, 31) or day <= listed["Last seen"].date()
