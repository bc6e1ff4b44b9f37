"""Makes the workspace that the calendar of experiments is measured with: 2,000 runs, 25 segments, 100,000 users in 5,000 accounts."""

import csv
import random
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from prodops_desktop.agenda.events import save_event
from prodops_desktop.datasets.importing import import_file
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.datasets.request import ImportRequest
from prodops_desktop.experiments.model import DRAFT, GUARDRAIL, PRIMARY, RUNNING, SCHEDULED, SECONDARY, Experiment, MetricPlan, Variant
from prodops_desktop.experiments.store import save_experiment
from prodops_desktop.segments.store import save_segment
from prodops_desktop.workspace import Store, Workspace, settings

EXPERIMENTS, SURFACES, METRICS, EVENTS, TEAMS = 2_000, 40, 60, 40, 6
ACCOUNTS, USERS = 5_000, 100_000
TODAY = date(2026, 11, 23)
FIRST, YEARS = date(2025, 9, 1), 3
_SEGMENTS, _REGIONS, _PLANS = ("Enterprise", "Mid-market", "SMB"), ("NA", "EMEA", "APAC", "LATAM"), ("Core", "Scale", "Plus")


def make_workspace(path: Path) -> None:
    """Lists of accounts and users brought in by the real import, segments by rules, events, and experiments spread over three years."""
    dice = random.Random(7)
    with open_workspace(path, create=True) as workspace, TemporaryDirectory() as folder:
        _import(workspace, Path(folder), "Accounts", "accounts", _accounts(dice))
        _import(workspace, Path(folder), "Users", "users", _users(dice))
        workspace.run(lambda store: _fill(store, dice)).result()


def _import(workspace: Workspace, folder: Path, name: str, kind: str, rows: Iterable[Sequence[str]]) -> None:
    path = folder / f"{name}.csv"
    with path.open("w", encoding="utf-8", newline="") as sheet:
        csv.writer(sheet).writerows(rows)
    import_file(workspace, ImportRequest(path, kind=kind, name=name, as_of="2026-10-31"))


def _accounts(dice: random.Random) -> Iterable[Sequence[str]]:
    yield "Account ID", "Account", "Segment", "Region", "Plan", "Pays by"
    for number in range(ACCOUNTS):
        segment = dice.choices(_SEGMENTS, (1, 4, 15))[0]
        yield f"{number:06}", f"Company {number}", segment, dice.choice(_REGIONS), dice.choice(_PLANS), dice.choice(("Card", "Invoice"))


def _users(dice: random.Random) -> Iterable[Sequence[str]]:
    yield "User ID", "Account ID", "Role", "Last seen"
    for number in range(USERS):
        account = number if number < ACCOUNTS else min(dice.randrange(ACCOUNTS), dice.randrange(ACCOUNTS))
        seen = date(2026, 10, 31) - timedelta(days=min(int(dice.expovariate(0.05)), 200))
        yield f"u{number}", f"{account:06}", dice.choice(("admin", "member", "viewer")), seen.isoformat()


def _rules() -> dict[str, str]:
    """25 segments: by one field, by two, and by what users are."""
    found = {name: f"Segment is {name}" for name in _SEGMENTS}
    found |= {name: f"Region is {name}" for name in _REGIONS}
    found |= {name: f"Plan is {name}" for name in _PLANS}
    found |= {f"{one} in {two}": f"Segment is {one}\nRegion is {two}" for one in _SEGMENTS for two in _REGIONS}
    return found | {"Cards": "Pays by is Card", "Admins": "Role is admin", "Not APAC": "Region is not APAC"}


def _fill(store: Store, dice: random.Random) -> None:
    rules = _rules()
    with store.edit("Make a large calendar"):
        settings.set_setting(store, "today", TODAY.isoformat())
        settings.set_setting(store, "experiments_limit", "60")
        for name, rule in rules.items():
            save_segment(store, {"name": name, "rule": rule})
        for number in range(EVENTS):
            _add_event(store, number, dice)
        for number in range(EXPERIMENTS):
            save_experiment(store, _experiment(number, list(rules), dice))


def _add_event(store: Store, number: int, dice: random.Random) -> None:
    starts = FIRST + timedelta(days=dice.randrange(365 * YEARS))
    save_event(
        store,
        {
            "title": f"Event {number}",
            "type": dice.choice(("freeze", "price change", "campaign", "campaign", "launch", "launch", "holiday")),
            "starts": starts.isoformat(),
            "ends": (starts + timedelta(days=dice.randrange(1, 15))).isoformat(),
            "region": dice.choice((None, *_REGIONS)),
            "segment": dice.choice((None, *_SEGMENTS)),
            "surface": f"Surface {dice.randrange(SURFACES)}",
        },
    )


def _experiment(number: int, segments: Sequence[str], dice: random.Random) -> Experiment:
    starts = FIRST + timedelta(days=dice.randrange(365 * YEARS))
    ends = starts + timedelta(days=dice.randint(14, 42) - 1)
    names = dice.sample(range(METRICS), 3)
    roles = (PRIMARY, SECONDARY, GUARDRAIL)
    in_lane = dice.random() < 0.05
    return Experiment(
        0,
        f"EXP-{number + 1}",
        f"Experiment {number + 1}",
        status=RUNNING if starts <= TODAY <= ends else DRAFT if dice.random() < 0.2 else SCHEDULED,
        segment=dice.choice((None, *segments)),
        surface=f"Surface {dice.randrange(SURFACES)}",
        team=f"Team {dice.randrange(TEAMS)}",
        parameter=f"Parameter {dice.randrange(400)}" if dice.random() < 0.5 else None,
        lane=f"Lane {dice.randrange(10)}" if in_lane else None,
        allocation=10.0 if in_lane else dice.choice((20.0, 50.0, 100.0)),
        starts=starts,
        ends=ends,
        baseline=22.0,
        mde=10.0,
        variants=tuple(Variant(name) for name in ("Control", "A", "B")[: dice.choice((2, 2, 3))]),
        metrics=tuple(MetricPlan(f"Metric {name}", role) for name, role in zip(names, roles, strict=True)),
    )
