"""Edits at random of what is planned: the roadmap with its gates and briefs, and experiments with their readings."""

from dataclasses import replace
from datetime import timedelta
from random import Random

from prodops_desktop.errors import UserError
from prodops_desktop.experiments.board import read_board
from prodops_desktop.experiments.model import Experiment, MetricPlan, Reading, Total, Variant
from prodops_desktop.experiments.readings import delete_reading, readings_of, save_reading
from prodops_desktop.experiments.risks import accept_risk
from prodops_desktop.experiments.store import all_experiments, delete_experiments, find_experiment, save_experiment
from prodops_desktop.roadmap.baselines import delete_baseline, take_baseline
from prodops_desktop.roadmap.briefs import add_brief, delete_brief, save_brief, save_template
from prodops_desktop.roadmap.capacity import delete_team, save_team
from prodops_desktop.roadmap.commitments import report
from prodops_desktop.roadmap.launches import check_gate, delete_gate, save_gate
from prodops_desktop.roadmap.model import BRIEF_KINDS, GATE_STATES, Item
from prodops_desktop.roadmap.store import add_need, all_items, move_items, save_item
from prodops_desktop.roadmap.store import delete_items as delete_roadmap_items
from prodops_desktop.workspace import Store
from tests.any_choice import DAY, PEOPLE, Edit, day_of, ids, one_of, some_of


def _plan_item(store: Store, dice: Random) -> object:
    goal = f"Goal {dice.randrange(9)}" if dice.random() < 0.3 else None
    code = f"RM-{dice.randrange(1, 9)}"
    known = [item for item in all_items(store) if item.code == code] or [Item(0, code, "")]
    wanted = replace(known[0], title=f"Item {dice.random():.2f}", due=day_of(dice), effort=dice.random(), goal=goal)
    return save_item(store, wanted)


def _move_items(store: Store, dice: Random) -> object:
    items = some_of(dice, ids(store, "roadmap_item"))
    return move_items(store, {item: (None, day_of(dice)) for item in items})


def _need(store: Store, dice: Random) -> object:
    items = ids(store, "roadmap_item")
    return add_need(store, one_of(dice, items), one_of(dice, items))


def _plan_experiment(store: Store, dice: Random) -> object:
    code = f"EXP-{dice.randrange(1, 5)}"
    known = [one for one in all_experiments(store) if one.code == code] or [Experiment(0, code, "")]
    starts = DAY + timedelta(days=dice.randrange(20))
    wanted = replace(
        known[0],
        name=f"Try {dice.random():.2f}",
        surface="Checkout",
        segment=dice.choice((None, "Segment 1")),
        owner=dice.choice(PEOPLE),
        starts=starts,
        ends=starts + timedelta(days=dice.randrange(10, 40)),
        variants=tuple(Variant(name) for name in ("Control", "B", "C")[: dice.randrange(2, 4)]),
        metrics=(MetricPlan("Orders"), *((MetricPlan("Refunds", role="guardrail"),) if dice.random() < 0.5 else ())),
    )
    return save_experiment(store, wanted)


def _read_experiment(store: Store, dice: Random) -> object:
    found = find_experiment(store, one_of(dice, ids(store, "experiment")))
    readings = readings_of(store, found.id)
    if readings and dice.random() < 0.2:
        return delete_reading(store, readings[0].id)
    totals = (Total(variant.name, "Orders", 1000, dice.randrange(1000)) for variant in found.variants)
    return save_reading(store, found.id, Reading(0, day_of(dice), tuple(totals)))


def _accept_risk(store: Store, dice: Random) -> object:
    conflicts = read_board(store).book.all
    if not conflicts:
        raise UserError("There is nothing yet.")
    return accept_risk(store, dice.choice(conflicts), f"{dice.random()}", dice.choice(PEOPLE), DAY)


def _commit(store: Store, dice: Random) -> object:
    items = ids(store, "roadmap_item")
    with store.edit("Commit") as edit:
        report(store, one_of(dice, items), f"2027-Q{dice.randrange(1, 5)}", committed=dice.random() < 0.7, points=None, as_of=day_of(dice))
    return edit.changes


def _take_baseline(store: Store, dice: Random) -> object:
    known = ids(store, "baseline")
    if known and dice.random() < 0.3:
        return delete_baseline(store, dice.choice(known))
    return take_baseline(store, f"Plan {dice.randrange(5)}")


def _keep_gate(store: Store, dice: Random) -> object:
    gates = ids(store, "gate")
    if dice.random() < 0.3:
        return delete_gate(store, one_of(dice, gates))
    return save_gate(store, {"name": f"Gate {dice.randrange(4)}", "function": "QA", "tier_1": -dice.randrange(30)})


def _check_gate(store: Store, dice: Random) -> object:
    item, gate = one_of(dice, ids(store, "roadmap_item")), one_of(dice, ids(store, "gate"))
    return check_gate(store, item, gate, dice.choice(GATE_STATES), f"See {dice.random()}")


def _write_brief(store: Store, dice: Random) -> object:
    kind, briefs = dice.choice(BRIEF_KINDS), ids(store, "brief")
    choice = dice.random()
    if briefs and choice < 0.3:
        return save_brief(store, dice.choice(briefs), f"Brief {dice.randrange(9)}", f"# {dice.random()}")
    if briefs and choice < 0.4:
        return delete_brief(store, dice.choice(briefs))
    if choice < 0.6:
        return save_template(store, kind, f"# Own template {dice.random()}")
    return add_brief(store, one_of(dice, ids(store, "roadmap_item")), kind, {})


def _keep_team(store: Store, dice: Random) -> object:
    known = ids(store, "roadmap_team")
    if known and dice.random() < 0.3:
        return delete_team(store, dice.choice(known))
    return save_team(store, {"name": f"Team {dice.randrange(5)}", "capacity": float(dice.randrange(20))})


PLANNING: dict[str, Edit] = {
    "experiment": _plan_experiment,
    "experiments gone": lambda store, dice: delete_experiments(store, some_of(dice, ids(store, "experiment"))[:2]),
    "reading": _read_experiment,
    "risk accepted": _accept_risk,
    "commitment": _commit,
    "baseline": _take_baseline,
    "gate": _keep_gate,
    "gate checked": _check_gate,
    "brief": _write_brief,
    "team": _keep_team,
    "item": _plan_item,
    "items moved": _move_items,
    "item waits": _need,
    "items gone": lambda store, dice: delete_roadmap_items(store, some_of(dice, ids(store, "roadmap_item"))),
}
"""By what it does, as in :mod:`tests.any_edit`, which has those of all areas."""
