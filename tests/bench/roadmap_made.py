"""Makes the workspace that the roadmap is measured with: 2,000 items, 3,000 dependencies, 200 launches, 20,000 items of feedback."""

import csv
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from prodops_desktop.areas import TAKERS
from prodops_desktop.datasets.importing import import_file
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.datasets.request import ImportRequest
from prodops_desktop.feedback.taxonomy import all_tags
from prodops_desktop.feedback.triage import tag_items
from prodops_desktop.roadmap.baselines import take_baseline
from prodops_desktop.roadmap.capacity import save_team
from prodops_desktop.roadmap.launches import all_gates, check_gate
from prodops_desktop.roadmap.model import DONE, IN_PROGRESS, PLANNED, Item, Need, Reach
from prodops_desktop.roadmap.store import find_item, save_item
from prodops_desktop.workspace import Store, Workspace, settings
from prodops_desktop.workspace.links import End, link

ITEMS, NEEDS, LAUNCHES, TEAMS, GOALS = 2_000, 3_000, 200, 8, 12
ACCOUNTS, NOTES, TAGS = 2_000, 20_000, 30
TODAY = date(2026, 11, 23)
FIRST, DAYS = date(2026, 6, 1), 540


def make_workspace(path: Path) -> None:
    """Accounts and notes brought in by the real import, tags given to them, and a plan over a year and a half."""
    dice = random.Random(17)
    with open_workspace(path, create=True) as workspace, TemporaryDirectory() as folder:
        workspace.run(lambda store: settings.set_setting(store, "today", TODAY.isoformat())).result()
        _import(workspace, Path(folder), "Accounts", "accounts", _accounts(dice))
        _import(workspace, Path(folder), "CS notes", "feedback", _notes(dice))
        workspace.run(lambda store: _fill(store, dice)).result()


def _import(workspace: Workspace, folder: Path, name: str, kind: str, rows: Iterator[Sequence[str]]) -> None:
    path = folder / f"{name}.csv"
    with path.open("w", encoding="utf-8", newline="") as sheet:
        csv.writer(sheet).writerows(rows)
    import_file(workspace, ImportRequest(path, kind=kind, name=name, as_of=TODAY.isoformat()), takers=TAKERS)


def _accounts(dice: random.Random) -> Iterator[Sequence[str]]:
    yield "Account", "ARR", "Segment", "CSM", "Region", "Renewal date"
    for number in range(ACCOUNTS):
        renewal = TODAY + timedelta(days=dice.randrange(365))
        segment = dice.choice(("Enterprise", "Mid-market", "SMB"))
        yield f"Company {number}", str(dice.randrange(5_000, 400_000)), segment, f"CSM {number % 9}", "NA", renewal.isoformat()


def _notes(dice: random.Random) -> Iterator[Sequence[str]]:
    yield "Note", "Account", "Date", "Channel", "Importance"
    for number in range(NOTES):
        day = TODAY - timedelta(days=dice.randrange(400))
        yield f"Note {number}: the export stops too early", f"Company {dice.randrange(ACCOUNTS)}", day.isoformat(), "CS", "important"


def _fill(store: Store, dice: random.Random) -> None:
    with store.edit("Make a large roadmap"):
        for team in range(TEAMS):
            save_team(store, {"name": f"Team {team}", "capacity": 400.0})
        items = [save_item(store, _item(number, dice))[1] for number in range(ITEMS)]
        _add_needs(store, items, dice)
        take_baseline(store, "Plan", FIRST)
        _link(store, items, dice)
        gates = all_gates(store)
        for item in items[:LAUNCHES]:
            for gate in dice.sample(gates, 5):
                check_gate(store, item, gate.id, "passed", "wiki")


def _item(number: int, dice: random.Random) -> Item:
    starts = FIRST + timedelta(days=dice.randrange(DAYS))
    due = starts + timedelta(days=dice.randint(10, 90))
    return Item(
        0,
        f"RM-{number + 1}",
        f"Item {number + 1} of the plan",
        goal=f"Goal {dice.randrange(GOALS)}",
        team=f"Team {dice.randrange(TEAMS)}",
        status=DONE if due < TODAY and dice.random() < 0.7 else IN_PROGRESS if starts <= TODAY else PLANNED,
        starts=starts,
        due=due,
        reach=Reach(float(dice.randrange(50, 5_000))),
        impact=dice.choice((0.25, 0.5, 1.0, 2.0, 3.0)),
        confidence=dice.choice((50.0, 80.0, 100.0)),
        effort=dice.randint(1, 20) / 2,
        tier=dice.choice((1, 2, 3)) if number < LAUNCHES else None,
    )


def _add_needs(store: Store, items: Sequence[int], dice: random.Random) -> None:
    """Each waits for some that were added before it, so that no cycle is made; the first hundred are one chain."""
    waits: dict[int, set[int]] = {place: {place - 1} for place in range(1, 100)}
    while sum(map(len, waits.values())) < NEEDS:
        place = dice.randrange(1, ITEMS)
        waits.setdefault(place, set()).add(dice.randrange(max(0, place - 60), place))
    for place, needs in waits.items():
        one = find_item(store, items[place])
        save_item(store, replace(one, needs=tuple(Need(items[other], -30) for other in sorted(needs))))


def _link(store: Store, items: Sequence[int], dice: random.Random) -> None:
    feedback = [row[0] for row in store.db.execute("SELECT id FROM feedback_item ORDER BY id")]
    tags = [tag.id for tag in all_tags(store)][:TAGS]
    for tag in tags:
        tag_items(store, dice.sample(feedback, NOTES // TAGS), tag)
    for item in dice.sample(items, ITEMS // 2):
        link(store, "related", End("tag", dice.choice(tags)), End("roadmap_item", item))
    for item in dice.sample(items, ITEMS // 2):
        link(store, "related", End("feedback_item", dice.choice(feedback)), End("roadmap_item", item))
