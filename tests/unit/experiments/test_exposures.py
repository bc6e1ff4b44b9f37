"""Exposures are counted as a plain count over the rows of the file gives it, whatever the lists call experiments and arms."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from math import isclose

import pytest

from prodops_desktop.datasets.snapshot import current
from prodops_desktop.experiments.exposures import Exposed, exposure_tables, exposures_of, tally_exposures
from prodops_desktop.experiments.model import ACCOUNT, RUNNING, Experiment, Variant
from prodops_desktop.experiments.statistics.breakdown import Attributes
from prodops_desktop.experiments.statistics.mismatch import OK, RED
from prodops_desktop.experiments.store import all_experiments
from prodops_desktop.workspace import Workspace
from tests.unit.experiments.register import add, read
from tests.unit.sheets_here import Bringer

HEADER = ("exp", "user_id", "account_id", "variant", "ts", "platform", "app_version")
START = date(2026, 10, 26)
CHECKLIST = Experiment(
    0,
    "EXP-38",
    "Onboarding checklist",
    status=RUNNING,
    starts=START,
    ends=date(2026, 11, 30),
    variants=(Variant("Control"), Variant("A", "Checklist")),
)


@dataclass(frozen=True)
class Seen:
    """One row of a list."""

    unit: str
    arm: str
    ts: str = "2026-10-27 10:00:00"
    platform: str = "Web"
    version: str = "5.1"
    experiment: str = "EXP-38"

    @property
    def row(self) -> tuple[str, ...]:
        """Its cells."""
        return self.experiment, self.unit, "417", self.arm, self.ts, self.platform, self.version


def exposed(workspace: Workspace) -> dict[str, Exposed]:
    """The exposures of the experiments in the workspace."""
    with workspace.reading() as store:
        experiments = all_experiments(store)
        return exposures_of(tally_exposures(store, exposure_tables(store, current(store)), experiments).of, experiments)


def brought(bring: Bringer, rows: Sequence[Seen], name: str = "Exposures") -> None:
    """Import a list."""
    bring(f"{name}.csv", [HEADER, *(one.row for one in rows)], kind="exposures", name=name)


def test_units_are_counted_once_by_arm(workspace: Workspace, bring: Bringer) -> None:
    add(workspace, CHECKLIST)
    brought(bring, [Seen("u1", "Control"), Seen("u1", "Control"), Seen("u2", "A"), Seen("u3", "A")])
    found = exposed(workspace)["exp-38"]
    assert found.units == {"Control": 1, "A": 2}
    assert found.versions == read(workspace, current).versions
    assert (found.in_two_arms, found.too_early, found.notes) == (0, 0, ())


def test_experiments_that_the_register_has_not_are_told(workspace: Workspace, bring: Bringer) -> None:
    add(workspace, CHECKLIST)
    for code in ("EXP-40", "EXP-41"):
        add(workspace, replace(CHECKLIST, code=code, name="Twice"))
    codes = ("EXP-77", "exp-77 ", "EXP-38", "Twice", "Onboarding checklist")
    brought(bring, [Seen(f"u{n}", "A", experiment=code) for n, code in enumerate(codes)])
    with workspace.reading() as store:
        found = tally_exposures(store, exposure_tables(store, current(store)), all_experiments(store))
    assert list(found.of) == ["exp-38"]
    assert found.notes == ("Exposures of EXP-77 and Twice are not counted: no experiment has that key, or is the only one of that name.",)
    assert tally_exposures(store, [], []).notes == ()


def test_units_in_two_arms_and_before_the_start_are_left_out_and_said(workspace: Workspace, bring: Bringer) -> None:
    add(workspace, CHECKLIST)
    rows = [
        *(Seen("both", "Control"), Seen("both", "A")),
        *(Seen("early", "A", "2026-10-25 23:59:59"), Seen("early", "A", "2026-10-28 08:00:00")),
        *(Seen("both and early", "A", "2026-10-20 08:00:00"), Seen("both and early", "Control")),
        Seen("on the first day", "A", "2026-10-26 00:00:00"),
        *(Seen("same", "A"), Seen("same", "checklist"), Seen("same", "A Checklist"), Seen("same", " a ")),
    ]
    brought(bring, rows)
    found = exposed(workspace)["exp-38"]
    assert found.units == {"A": 2}
    assert (found.in_two_arms, found.too_early) == (2, 1)
    assert found.notes == ("2 units seen in two arms left out.", "1 unit first exposed before the start left out.")


def test_arms_and_experiments_are_known_by_their_other_names(workspace: Workspace, bring: Bringer) -> None:
    add(workspace, CHECKLIST)
    names = ("A", "a", "Checklist", "A checklist", "A  CHECKLIST")
    called = ("exp-38", "Onboarding checklist", "onboarding  CHECKLIST")
    rows = [Seen(f"u{n}", name, experiment=called[n % 3]) for n, name in enumerate(names)]
    brought(bring, [*rows, Seen("c", "CONTROL"), Seen("x", "Checklist B"), Seen("other", "A", experiment="EXP-99")])
    found = exposed(workspace)
    assert set(found) == {"exp-38"}
    assert found["exp-38"].units == {"A": 5, "Control": 1, "checklist b": 1}
    assert found["exp-38"].mismatch.stray == 1


def test_arms_are_read_as_those_of_results_are(workspace: Workspace, bring: Bringer) -> None:
    add(workspace, CHECKLIST)
    rows = [Seen("u1", "Variant A"), Seen("u2", "A (Checklist)"), Seen("u3", "Kontrollgruppe"), Seen("u4", "baseline")]
    brought(bring, [*rows, Seen("u5", "A", experiment="EXP-38: Onboarding checklist"), Seen("u4", "control")])
    found = exposed(workspace)["exp-38"]
    assert found.units == {"A": 3, "Control": 2}
    assert (found.in_two_arms, found.mismatch.stray) == (0, 0)


def test_a_name_that_two_experiments_have_means_neither(workspace: Workspace, bring: Bringer) -> None:
    add(workspace, CHECKLIST)
    add(workspace, replace(CHECKLIST, code="EXP-40"))
    brought(bring, [Seen("u1", "A", experiment="Onboarding checklist"), Seen("u2", "A", experiment="EXP-40")])
    found = exposed(workspace)
    assert {key: dict(one.units) for key, one in found.items()} == {"exp-40": {"A": 1}}


def test_where_accounts_are_put_into_arms_accounts_are_counted(workspace: Workspace, bring: Bringer) -> None:
    add(workspace, replace(CHECKLIST, unit=ACCOUNT))
    # 100 accounts, half of them in each arm; those of A have nine users each, the others one: users would look lopsided
    rows = [
        ("EXP-38", f"u{account}-{user}", f"account {account}", "A" if account % 2 else "Control", "2026-10-27 10:00:00", "Web", "5.1")
        for account in range(100)
        for user in range(9 if account % 2 else 1)
    ]
    torn = [("EXP-38", f"torn-{arm}", "torn", arm, "2026-10-27 10:00:00", "Web", "5.1") for arm in ("A", "Control")]
    bring("accounts.csv", [HEADER, *rows, *torn], kind="exposures", name="Exposures")
    found = exposed(workspace)["exp-38"]
    assert found.units == {"A": 50, "Control": 50}
    assert (found.mismatch.status, found.in_two_arms) == (OK, 1)


def test_the_name_of_an_arm_comes_before_what_another_is_about(workspace: Workspace, bring: Bringer) -> None:
    add(workspace, replace(CHECKLIST, variants=(Variant("Control"), Variant("A"), Variant("B", "A"))))
    brought(bring, [Seen("u1", "A"), Seen("u2", "B"), Seen("u3", "B A")])
    assert exposed(workspace)["exp-38"].units == {"A": 1, "B": 2}


def test_a_code_comes_before_a_name(workspace: Workspace, bring: Bringer) -> None:
    add(workspace, CHECKLIST)
    add(workspace, replace(CHECKLIST, code="EXP-40", name="EXP-38"))
    brought(bring, [Seen("u1", "A")])
    assert set(exposed(workspace)) == {"exp-38"}


def test_several_lists_speak_together(workspace: Workspace, bring: Bringer) -> None:
    add(workspace, CHECKLIST)
    brought(bring, [Seen("u1", "A", "2026-10-28 10:00:00", "iOS"), Seen("u2", "A"), Seen("u3", "Control")], "Late")
    brought(bring, [Seen("u1", "A", "2026-10-27 10:00:00", "Web"), Seen("u2", "Control")], "Other")
    found = exposed(workspace)["exp-38"]
    assert found.units == {"A": 1, "Control": 1}
    assert found.in_two_arms == 1
    assert len(found.versions) == 2
    assert found.versions == tuple(sorted(read(workspace, current).versions))
    assert dict(attributes_of(found, "A")) == {"platform": "Web", "app_version": "5.1", "day": "2026-10-27"}


def attributes_of(found: Exposed, arm: str) -> Attributes:
    """The attributes of the only units in an arm."""
    (attributes,) = (attributes for attributes, by_arm in found.counts.items() if by_arm.get(arm))
    return attributes


def test_the_first_moment_of_a_day_says_what_a_unit_was_like(workspace: Workspace, bring: Bringer) -> None:
    add(workspace, CHECKLIST)
    brought(bring, [Seen("u1", "A", "2026-10-27 18:00:00", "iOS"), Seen("u1", "A", "2026-10-27 09:30:00", "Web")])
    assert dict(attributes_of(exposed(workspace)["exp-38"], "A"))["platform"] == "Web"


def test_a_list_without_moments_or_attributes_is_counted_too(workspace: Workspace, bring: Bringer) -> None:
    add(workspace, CHECKLIST)
    rows = [("exp", "user_id", "variant"), ("EXP-38", "u1", "A"), ("EXP-38", "u2", "Control"), ("EXP-38", "u3", "A"), ("EXP-38", "u3", "A")]
    bring("plain.csv", rows, kind="exposures", name="Plain")
    found = exposed(workspace)["exp-38"]
    assert found.counts == {(): {"A": 2, "Control": 1}}


def test_a_column_that_tells_each_unit_apart_is_no_attribute(workspace: Workspace, bring: Bringer) -> None:
    add(workspace, CHECKLIST)
    rows = [(*HEADER, "session"), *((*Seen(f"u{n}", "A").row, f"session {n}") for n in range(50))]
    bring("sessions.csv", rows, kind="exposures", name="Sessions")
    assert [name for name, _ in attributes_of(exposed(workspace)["exp-38"], "A")] == ["platform", "app_version", "day"]


def test_a_column_of_all_attributes_is_one(workspace: Workspace, bring: Bringer) -> None:
    add(workspace, CHECKLIST)
    rows = [("EXP-38", f"u{number}", arm, "plan=Pro") for number, arm in enumerate(["Control", "A"])]
    bring("Exposures.csv", [("exp", "user_id", "variant", "attributes"), *rows], kind="exposures", name="Exposures")
    assert attributes_of(exposed(workspace)["exp-38"], "A") == (("attributes", "plan=Pro"),)


def test_an_experiment_that_nobody_was_exposed_to_has_none(workspace: Workspace, bring: Bringer) -> None:
    add(workspace, CHECKLIST)
    assert exposed(workspace) == {}
    brought(bring, [Seen("u1", "A", experiment="EXP-1")])
    assert exposed(workspace) == {}


def drawn(dice: random.Random) -> Iterator[Seen]:
    """A log as products write it: repeated, out of order, arms by several names, some units in two, some early, more of A on iOS 5.2."""
    for number in range(700):
        platform, version = dice.choice(["Web", "iOS", "Android"]), dice.choice(["5.1", "5.2", "5.3"])
        in_a = dice.random() < (0.9 if (platform, version) == ("iOS", "5.2") else 0.5)
        names = ("A", "a", "Checklist", "A Checklist") if in_a else ("Control", "control", "CONTROL ")
        at = datetime(2026, 10, 26, 8) + timedelta(minutes=dice.randrange(9 * 24 * 60))
        if dice.random() < 0.03:
            at -= timedelta(days=20)
        for _ in range(dice.choice([1, 1, 1, 2, 3])):
            experiment = dice.choice(["EXP-38", "Onboarding checklist"])
            yield Seen(f"u{number}", dice.choice(names), at.isoformat(" "), platform, version, experiment)
            at += timedelta(minutes=dice.randrange(1, 3000))
            platform = dice.choice([platform, "Web"])
        if dice.random() < 0.02:
            yield Seen(f"u{number}", "Control" if in_a else "A", at.isoformat(" "), platform, version)


def naive(rows: Sequence[Seen]) -> tuple[Counter[tuple[str, str, str, str]], int, int]:
    """Units by arm, platform, version and day of their first row, those in two arms, and those too early: by looking at each unit."""
    counts: Counter[tuple[str, str, str, str]] = Counter()
    in_two = too_early = 0
    for unit in {one.unit for one in rows}:
        own = sorted((one for one in rows if one.unit == unit), key=lambda one: one.ts)
        arms = {"A" if one.arm.lower().startswith(("a", "checklist")) else "Control" for one in own}
        if len(arms) > 1:
            in_two += 1
        elif own[0].ts < START.isoformat():
            too_early += 1
        else:
            counts[arms.pop(), own[0].platform, own[0].version, own[0].ts[:10]] += 1
    return counts, in_two, too_early


@pytest.mark.parametrize("seed", range(4))
def test_counts_and_breakdown_are_those_of_a_plain_count_over_the_rows(workspace: Workspace, bring: Bringer, seed: int) -> None:
    dice = random.Random(seed)
    rows = list(drawn(dice))
    dice.shuffle(rows)
    add(workspace, CHECKLIST)
    half = len(rows) // 2
    brought(bring, rows[:half], "One")
    brought(bring, rows[half:], "Two")
    found = exposed(workspace)["exp-38"]
    counts, in_two, too_early = naive(rows)
    assert in_two > 0 < too_early
    assert (found.in_two_arms, found.too_early) == (in_two, too_early)
    got = {
        (arm, values["platform"], values["app_version"], values["day"]): count
        for attributes, by_arm in found.counts.items()
        for values in [dict(attributes)]
        for arm, count in by_arm.items()
    }
    assert got == counts
    assert found.units == Counter({arm: sum(n for key, n in counts.items() if key[0] == arm) for arm in ("A", "Control")})
    compare_shares(found, counts)


def compare_shares(found: Exposed, counts: Counter[tuple[str, str, str, str]]) -> None:
    """Every contribution against the count: units over the half that was planned, as a part of the whole gap."""
    whole = found.breakdown
    assert whole is not None
    gap = sum(n if key[0] == whole.arm else -n for key, n in counts.items()) / 2
    assert isclose(whole.gap, gap)
    places = {"platform": 1, "app_version": 2, "day": 3}
    for one in whole.contributions:
        own = {key: n for key, n in counts.items() if all(key[places[name]] == value for name, value in one.values)}
        assert one.units == sum(own.values())
        assert isclose(one.share, sum(n if key[0] == whole.arm else -n for key, n in own.items()) / 2 / gap, abs_tol=1e-9)
    assert whole.largest is not None
    concentrations = {one.values: one.share - one.units / sum(counts.values()) for one in whole.contributions}
    assert isclose(concentrations[whole.largest.values], max(concentrations.values()))
    assert ("app_version", "5.2") in whole.largest.values


def test_a_gap_is_red_and_an_even_split_is_not(workspace: Workspace, bring: Bringer) -> None:
    add(workspace, CHECKLIST)
    add(workspace, replace(CHECKLIST, code="EXP-39", name="Other"))
    # 4,909 / 5,266 would be p 0.0004; here 60 / 140: chi-square 32, p < 0.0001
    lopsided = [Seen(f"u{n}", "A" if n < 60 else "Control") for n in range(200)]
    brought(bring, [*lopsided, *(Seen(f"u{n}", "A" if n < 100 else "Control", experiment="EXP-39") for n in range(200))])
    found = exposed(workspace)
    assert found["exp-38"].mismatch.status == RED
    assert found["exp-38"].mismatch.chi_square == pytest.approx(32)
    assert (found["exp-39"].mismatch.status, found["exp-39"].breakdown) == (OK, None)
