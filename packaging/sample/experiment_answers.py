"""The answer key of the experiments: who is tested, what collides, what can't be read, and what the results say."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, erfc, exp, floor, sqrt
from statistics import NormalDist
from typing import Any

from . import accounts_file, calendar_file, experiments_file
from .accounts import Account
from .answer import answer as _answer
from .collisions import LIMIT, Crowds, conflicts, live, next_free_slot
from .directory import Listed
from .experiment_facts import BY_CARD, GOAL_WITHOUT_TEST, SEGMENTS, TESTS, Test
from .experiments import (
    BEFORE_START,
    CHECKLIST,
    CONTROL,
    GAP_AT,
    IN_TWO_ARMS,
    TOTAL,
    TYPED_TOTAL,
    WRONG_TOTAL,
    Exposure,
    Line,
    lift,
    share_of,
)
from .facts import TODAY

FIRST_WEEK, WEEKS = date(2026, 11, 9), 12
ICC = 0.05
_Z, _Z_POWER = NormalDist().inv_cdf(0.975), NormalDist().inv_cdf(0.8)


@dataclass(frozen=True)
class Tested:
    """All that was drawn about the experiments."""

    pays: dict[str, str]
    directory: list[Listed]
    lines: list[Line]
    exposures: list[Exposure]


def experiment_answers(accounts: list[Account], tested: Tested) -> list[dict[str, Any]]:
    """The entries of stories S22 to S24."""
    crowds = Crowds(accounts, tested.pays, tested.directory)
    return [*_calendar(crowds), *_readable(crowds, tested.lines), *_results(tested.lines), *_exposures(tested.exposures)]


def _test(number: int) -> Test:
    return next(test for test in TESTS if test.number == number)


def _calendar(crowds: Crowds) -> list[dict[str, Any]]:
    file = experiments_file.REGISTER
    met = conflicts(crowds)
    first, last = next_free_slot(_test(44), TODAY + timedelta(days=1), crowds)
    weeks = {FIRST_WEEK + timedelta(weeks=i): live(FIRST_WEEK + timedelta(weeks=i)) for i in range(WEEKS)}
    return [
        _answer(
            "S22", "users and accounts of each segment", accounts_file.NAME, everybody=crowds.size(()),
            segments={name: crowds.size(rule) for name, rule in SEGMENTS.items()},
        ),
        _answer("S22", "experiments by status", file, rows=len(TESTS), statuses=_counted(test.status for test in TESTS)),
        _answer("S22", "what collides", file, conflicts=met, by_grade=dict(Counter(one["grade"] for one in met))),
        _answer("S22", "EXP-41 and EXP-44 share users", file, **next(one for one in met if (one["a"], one["b"]) == ("EXP-41", "EXP-44"))),
        _answer("S22", "next free slot of EXP-44", file, starts=first.isoformat(), ends=last.isoformat(), days=(last - first).days + 1),
        _answer(
            "S22", "experiments live by week, drafts counted", file, weeks={day.isoformat(): count for day, count in weeks.items()},
            limit=LIMIT, over=[day.isoformat() for day, count in weeks.items() if count > LIMIT],
        ),
        _answer("S22", "a goal that no experiment serves", file, goal=GOAL_WITHOUT_TEST),
        _answer(
            "S22", "dated events by type", calendar_file.NAME, rows=len(calendar_file.CALENDAR),
            types=_counted(one.type for one in calendar_file.CALENDAR),
        ),
    ]  # fmt: skip


def _readable(crowds: Crowds, lines: list[Line]) -> list[dict[str, Any]]:
    """EXP-44 by account: what it needs, and what its users count for; and totals that can't be right."""
    size = crowds.size(SEGMENTS[BY_CARD])
    base, effect = float(_test(44).baseline.strip(" %")) / 100, float(_test(44).mde.strip("+ pt")) / 100
    per_arm = ceil((_Z + _Z_POWER) ** 2 * (base * (1 - base) + (base + effect) * (1 - base - effect)) / effect**2)
    design = 1 + (size["users"] / size["accounts"] - 1) * ICC
    arms = sum(line.users for line in lines if line.experiment == f"EXP-{WRONG_TOTAL}" and line.variant != TOTAL)
    return [
        _answer(
            "S24", "EXP-44 by account can't be read", experiments_file.REGISTER, **size, icc=ICC, design_effect=round(design, 2),
            effective=floor(size["users"] / design), per_arm=per_arm, needed=2 * per_arm,
        ),
        _answer(
            "S24", "typed totals that don't add up", experiments_file.RESULTS, experiment=f"EXP-{WRONG_TOTAL}",
            metric=_test(WRONG_TOTAL).primary, typed_users=TYPED_TOTAL, users_of_arms=arms,
        ),
    ]  # fmt: skip


def _results(lines: list[Line]) -> list[dict[str, Any]]:
    ranked = {(line.metric, line.variant): line for line in lines if line.experiment == "EXP-37"}
    primary = {variant: _difference(ranked["Search success", CONTROL], ranked["Search success", variant]) for variant in ("A", "B")}
    smaller, larger = sorted(one["p"] for one in primary.values())
    for one in primary.values():
        one["holm_p"] = round(2 * smaller if one["p"] == smaller else max(2 * smaller, larger), 6)
        one["p"] = round(one["p"], 6)
    changes = {metric: {variant: _change(ranked, metric, variant) for variant in primary} for metric in {m: None for m, _ in ranked}}
    limits = _test(37).limits
    held = {metric: {v: "holds" if change[2] <= limits[metric] else "fails" for v, change in changes[metric].items()} for metric in limits}
    users = [ranked["Search success", variant].users for variant in (CONTROL, *primary)]
    return [
        _answer(
            "S23", "EXP-37 Ranked search: ship A", experiments_file.RESULTS, users=sum(users), srm_p=round(exp(-_chi_square(users) / 2), 2),
            primary=primary, relative_percent=changes, limits_percent=limits, guardrails=held, ship=["A"],
        ),
        _answer(
            "S23", "the arms of EXP-38 don't match", experiments_file.RESULTS, units=CHECKLIST,
            chi_square=round(_chi_square(list(CHECKLIST.values())), 3), srm_p=round(_p_of_two(list(CHECKLIST.values())), 4),
        ),
        _answer(
            "S23", "rows of the typed results", experiments_file.RESULTS, rows=len(lines),
            by_experiment=_counted(line.experiment for line in lines),
        ),
    ]  # fmt: skip


def _counted(values: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items()))


def _chi_square(users: list[int]) -> float:
    expected = sum(users) / len(users)
    return sum((count - expected) ** 2 for count in users) / expected


def _p_of_two(users: list[int]) -> float:
    return erfc(sqrt(_chi_square(users) / 2))


def _difference(control: Line, other: Line) -> dict[str, float]:
    """The difference of two shares in points with the interval of Newcombe (1998, method 10), and p by the pooled z test."""
    (n1, x1), (n2, x2) = ((line.users, line.successes or 0) for line in (control, other))
    low1, high1 = _wilson(n1, x1)
    low2, high2 = _wilson(n2, x2)
    p1, p2, pooled = x1 / n1, x2 / n2, (x1 + x2) / (n1 + n2)
    z = (p2 - p1) / sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
    low, high = p2 - p1 - sqrt((p2 - low2) ** 2 + (high1 - p1) ** 2), p2 - p1 + sqrt((high2 - p2) ** 2 + (p1 - low1) ** 2)
    shown = {"share": p2, "difference": p2 - p1, "low": low, "high": high}
    return {**{name: round(100 * value, 1) for name, value in shown.items()}, "p": erfc(abs(z) / sqrt(2))}


def _wilson(users: int, successes: int) -> tuple[float, float]:
    share, square = successes / users, _Z * _Z
    middle, margin = share + square / (2 * users), _Z * sqrt(share * (1 - share) / users + square / (4 * users * users))
    return (middle - margin) / (1 + square / users), (middle + margin) / (1 + square / users)


def _change(ranked: dict[tuple[str, str], Line], metric: str, variant: str) -> list[float]:
    """Low, lift and high in per cent of the control."""
    return [round(value, 1) for value in lift(_moments(ranked[metric, CONTROL]), _moments(ranked[metric, variant]))]


def _moments(line: Line) -> tuple[float, float]:
    if line.successes is not None:
        return share_of(line.users, line.successes)
    return line.mean or 0.0, (line.sd or 0.0) ** 2 / line.users


def _exposures(exposures: list[Exposure]) -> list[dict[str, Any]]:
    """EXP-38 as logged: who counts without users in two arms and exposures before the start, and where the gap comes from."""
    start = _test(38).start
    inside = [one for one in exposures if start and one.at.date() >= start]
    arms: dict[str, set[str]] = {}
    for one in inside:
        arms.setdefault(one.user, set()).add(one.variant)
    counted = [one for one in inside if len(arms[one.user]) == 1]
    units = {variant: sum(one.variant == variant for one in counted) for variant in CHECKLIST}
    by_cell = Counter(((one.platform, one.version), one.variant) for one in counted)
    gaps = {cell: by_cell[cell, "B"] - by_cell[cell, CONTROL] for cell in {cell for cell, _ in by_cell}}
    gap = units["B"] - units[CONTROL]
    return [
        _answer(
            "S23", "exposures of EXP-38", experiments_file.EXPOSURES, rows=len(exposures), in_two_arms=IN_TWO_ARMS,
            before_start=BEFORE_START, units=units, srm_p=round(_p_of_two(list(units.values())), 4),
        ),
        _answer(
            "S23", "where the gap of EXP-38 comes from", experiments_file.EXPOSURES, platform=GAP_AT[0], app_version=GAP_AT[1], gap=gap,
            gap_there=gaps[GAP_AT], percent=round(100 * gaps[GAP_AT] / gap),
        ),
    ]  # fmt: skip
