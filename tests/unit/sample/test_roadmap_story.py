"""The program, given Delivery's plan of October and then of November, says of the roadmap what the answer key says."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from prodops_desktop.answers.sampling import MAKERS
from prodops_desktop.datasets.importing import import_file
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.datasets.request import ImportRequest
from prodops_desktop.roadmap.baselines import all_baselines, baseline_dates
from prodops_desktop.roadmap.briefs import all_briefs
from prodops_desktop.roadmap.commitments import Period, all_commitments, periods
from prodops_desktop.roadmap.horizons import horizon_of
from prodops_desktop.roadmap.launches import all_checks, all_gates
from prodops_desktop.roadmap.model import DROPPED, BaselineDates, Gate, GateCheck, Item
from prodops_desktop.roadmap.scoring import score
from prodops_desktop.roadmap.slips import causes, slip_of
from prodops_desktop.roadmap.store import all_items
from prodops_desktop.roadmap.taking.items import RoadmapTaker
from prodops_desktop.workspace import Store

OCTOBER, NOVEMBER = "history/Delivery_items_2026-10.xlsx", "try-these/Delivery_items_2026-11.xlsx"
TODAY = date(2026, 11, 23)


@dataclass(frozen=True)
class Roadmap:
    """The roadmap after an import."""

    items: dict[int, Item]
    periods: dict[str, Period]
    base: dict[int, BaselineDates]
    gates: list[Gate]
    checks: dict[int, dict[int, GateCheck]]
    briefs: list[str]
    problems: list[str]

    def titles(self, ids: Any) -> list[str]:
        return sorted(self.items[one].title for one in ids)

    @property
    def cards(self) -> dict[str, Item]:
        return {one.title: one for one in self.items.values() if not one.is_over}


def _read(problems: list[str], store: Store) -> Roadmap:
    items = {one.id: one for one in all_items(store)}
    (baseline,) = all_baselines(store)
    assert (baseline.name, baseline.day) == ("1 Oct plan", date(2026, 10, 1))
    found = {one.period: one for one in periods(items, all_commitments(store))}
    briefs = [brief.title for brief in all_briefs(store)]
    return Roadmap(items, found, baseline_dates(store, baseline.id), all_gates(store), all_checks(store), briefs, problems)


def _plan(sample: Path, store: Store) -> None:
    """What the plan decides, without links: what they lead to is not imported here."""
    steps = json.loads((sample / "plan.json").read_text("utf-8"))["imports"]
    entries = [one for step in steps for one in step.get("roadmap", ()) if one["add"] != "link"]
    with store.edit("Set up the roadmap"):
        for one in entries:
            MAKERS["roadmap"](store, one)


@pytest.fixture(scope="module")
def roadmaps(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Roadmap, Roadmap]]:
    """The roadmap as the sample has it, and once November's plan is imported by itself."""
    takers = {"roadmap": RoadmapTaker()}
    with open_workspace(tmp_path_factory.mktemp("roadmap") / "sample.prodops", create=True) as workspace:
        found = []
        for file in (OCTOBER, NOVEMBER):
            done = import_file(workspace, ImportRequest(sample / file, name="Delivery items"), takers=takers)
            if file == OCTOBER:
                workspace.run(partial(_plan, sample)).result()
            assert done.kind == "roadmap", "by itself"
            assert done.taken is not None
            found.append(workspace.run(partial(_read, done.taken["problems"])).result())
        yield found[0], found[1]


def test_promises_stay_as_they_were_made(roadmaps: tuple[Roadmap, Roadmap], answer: Any) -> None:
    told, flipped = answer("say/do and predictability", OCTOBER), answer("three commitments flipped", NOVEMBER)
    for roadmap in roadmaps:
        assert {
            period: {
                "committed": len(one.committed), "delivered": len(one.delivered), "say_do": one.say_do,
                "points_committed": one.points_committed, "points_delivered": one.points_delivered,
                "predictability": one.predictability, "stretch": len(one.stretch),
            }
            for period, one in roadmap.periods.items()
        } == told["quarters"]  # fmt: skip
        assert {one.as_of.isoformat() for one in roadmap.periods.values()} == {told["reported"]}
    october, november = (one.periods[flipped["period"]] for one in roadmaps)
    assert (october.flipped, roadmaps[1].titles(november.flipped)) == ((), flipped["items"])
    assert october.say_do == november.say_do == flipped["say_do"] == 82


def test_the_ring_is_refused_with_its_items_named(roadmaps: tuple[Roadmap, Roadmap], answer: Any) -> None:
    key = answer("a ring of dependencies", NOVEMBER)
    (said,) = (problem for problem in roadmaps[1].problems if "would wait for" in problem)
    order = said.split(". Nothing")[0].replace(" would wait for ", "|").replace(", which waits for ", "|").split("|")
    labels = [f"{code} {title}" for code, title in zip(key["keys"], key["items"], strict=True)]
    assert order[0] == order[-1]
    start = labels.index(order[0])
    assert order[:-1] == labels[start:] + labels[:start]
    titles = {one.id: one.title for one in roadmaps[1].items.values()}
    kept = [(one.title, titles[need.item]) for one in roadmaps[1].items.values() if one.title in key["items"] for need in one.needs]
    assert len(kept) == 2, "the rest of the ring stays"
    assert not any("would wait for" in problem for problem in roadmaps[0].problems)


def test_the_queue_service_moved_bulk_export(roadmaps: tuple[Roadmap, Roadmap], answer: Any) -> None:
    before, after = roadmaps
    assert not any(slip_of(one, before.base[one.id]) for one in before.cards.values())
    slips = {title: slip_of(one, after.base[one.id]) for title, one in after.cards.items()}
    key = answer("slips since 1 Oct plan", NOVEMBER)
    assert slips == key["slips"]
    titles = {id_: one.title for id_, one in after.items.items()}
    moved = {
        titles[id_]: {"because": titles[one.needs], "days": one.days, "root": titles[one.root]}
        for id_, one in causes(after.items, after.base).items()
    }
    assert moved == key["causes"]
    bulk, told = after.cards["Bulk export v2"], answer("Bulk export v2 moved", NOVEMBER)
    assert (after.base[bulk.id].due, bulk.due) == (date.fromisoformat(told["baseline"]), date.fromisoformat(told["current"]))
    assert [need.lag for need in bulk.needs] == [-told["overlap_planned"]]


def test_what_was_decided_stands_beside_the_sheet(roadmaps: tuple[Roadmap, Roadmap], answer: Any) -> None:
    october = roadmaps[0]
    rows, told = answer("rows of the plan", OCTOBER), answer("columns of the board", OCTOBER)["columns"]
    assert len(october.items) == rows["items"]
    assert october.titles(id_ for id_, one in october.items.items() if one.status == DROPPED) == rows["dropped_by_hand"]
    for roadmap in roadmaps:
        columns: dict[str, list[str]] = {}
        for title, one in roadmap.cards.items():
            columns.setdefault(horizon_of(one, TODAY), []).append(title)
        assert {name: sorted(titles) for name, titles in columns.items()} == {name: sorted(one["cards"]) for name, one in told.items()}
        assert all(one.horizon is None for one in roadmap.cards.values()), "the days alone say it"
    scores = answer("scores", OCTOBER)
    found = {title: score(one, scores["scores"].get(title, {"cap": 50})["cap"]) for title, one in october.cards.items()}
    assert {
        title: (round(one.rice, 1), round(one.claimed or 0, 1), one.confidence, one.capped) for title, one in found.items() if one.rice
    } == {title: (one["rice"], one["claimed"], one["confidence"], one["capped"]) for title, one in scores["scores"].items()}
    assert {title: round(one.wsjf, 2) for title, one in found.items() if one.wsjf} == scores["wsjf"]
    assert october.briefs == ["Feature brief: Bulk export v2"]


def test_gates_as_they_stand(roadmaps: tuple[Roadmap, Roadmap], answer: Any) -> None:
    for roadmap in roadmaps:
        found = {}
        for title, one in roadmap.cards.items():
            if one.tier is None:
                continue
            asked = {gate.id for gate in roadmap.gates if gate.offset(one.tier) is not None}
            states = [check.state for gate, check in roadmap.checks[one.id].items() if gate in asked]
            out = states.count("n/a")
            found[title] = {"tier": one.tier, "passed": states.count("passed"), "applicable": len(asked) - out, "not_applicable": out}
        assert found == answer("launches and their gates", OCTOBER)["gates"]
