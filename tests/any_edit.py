"""Edits of every area that tests choose among at random: each does something to whatever stands in the workspace, or says why it can't."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from random import Random

from prodops_desktop.agenda.decisions import decisions_of, delete_decision, record_decision
from prodops_desktop.agenda.events import TYPES, delete_event, save_event
from prodops_desktop.agenda.goals import all_goals, delete_goal, save_goal
from prodops_desktop.agenda.targets import set_target
from prodops_desktop.datasets.store import all_datasets, delete_dataset, rename_dataset, set_counts
from prodops_desktop.feedback.store import save_search
from prodops_desktop.feedback.taxonomy import all_tags, delete_tag, merge_tags, save_tag
from prodops_desktop.feedback.triage import add_item, correct, delete_items, finish, merge_items, reword, snooze, tag_items, weigh
from prodops_desktop.registry.entries import KINDS, delete_entry, merge_entries, save_entry
from prodops_desktop.registry.rates import set_rate
from prodops_desktop.segments.store import save_segment
from prodops_desktop.tools.model import Contract, LeadTime, Money, Month, Span, Tool
from prodops_desktop.tools.store import all_tools, delete_tools, duplicate_tool, save_contract, save_month, save_tool
from prodops_desktop.workspace import Store, settings
from prodops_desktop.workspace.links import End, link, unlink
from tests.any_choice import DAY, PEOPLE, Edit, day_of, ids, one_of, some_of
from tests.planning_edits import PLANNING
from tests.quarantine_edits import QUARANTINE
from tests.view_edits import VIEWS

_NAMES = ("Figma", "Miro", "Jira", "Zürich ☂", "O’Brien \"the\" 'tool'")
_KINDS = ("needs", "related", "list")


def _keep_tool(store: Store, dice: Random) -> object:
    name = f"{dice.choice(_NAMES)} {dice.randrange(4)}"
    known = [tool for tool in all_tools(store) if tool.name == name]
    able = (("Design", dice.randrange(1, 4)),) if dice.random() < 0.5 else ()
    wanted = replace(known[0] if known else Tool(0, name), owner=dice.choice(PEOPLE), note=f"{dice.random()}", capabilities=able)
    return save_tool(store, wanted)


def _sign_contract(store: Store, dice: Random) -> object:
    tool = one_of(dice, [one.id for one in all_tools(store)])
    return save_contract(
        store,
        Contract(
            0,
            tool,
            f"C-{dice.randrange(99)}",
            ends=day_of(dice),
            amount=Money(dice.randrange(10**6), 2, "EUR"),
            lead_times=tuple(
                LeadTime(label, Span(dice.randrange(1, 9), "day")) for label in dice.sample(("Security", "Legal"), dice.randrange(3))
            ),
        ),
    )


def _keep_goal(store: Store, dice: Random) -> object:
    goals = [goal.id for goal in all_goals(store)]
    goal = dice.choice(goals) if goals and dice.random() < 0.5 else None
    return save_goal(store, {"title": f"Goal {dice.randrange(9)}", "target": dice.random(), "owner": dice.choice(PEOPLE)}, goal)


def _link(store: Store, dice: Random) -> object:
    ends = [End(table, row) for table in ("tool", "goal", "roadmap_item", "dataset", "tag") for row in ids(store, table)[:4]]
    start, end = dice.sample(ends, 2)
    return link(store, dice.choice(_KINDS), start, end)


def _keep_tag(store: Store, dice: Random) -> object:
    if dice.random() < 0.5:
        return save_tag(store, {"name": f"Own {dice.randrange(5)}", "group": f"Group {dice.randrange(3)}"})
    return save_tag(store, {"note": f"{dice.random()}"}, dice.choice(all_tags(store)).id)


def _merge_tags(store: Store, dice: Random) -> object:
    gone, kept = dice.sample(all_tags(store), 2)
    return merge_tags(store, gone.id, kept.id)


def _tag_feedback(store: Store, dice: Random) -> object:
    return tag_items(store, some_of(dice, ids(store, "feedback_now", "item")), dice.choice(all_tags(store)).id, given=dice.random() < 0.7)


def _triage(store: Store, dice: Random) -> object:
    items = some_of(dice, ids(store, "feedback_now", "item"))
    decide: Callable[[], object] = dice.choice(
        (
            lambda: finish(store, items),
            lambda: snooze(store, items, settings.today(store) + timedelta(days=dice.randint(1, 90))),
            lambda: weigh(store, items, dice.randrange(4)),
            lambda: correct(store, items, {"account": f"Company {dice.randrange(5)}"}),
            lambda: merge_items(store, items, dice.choice(items)),
            lambda: delete_items(store, items[:2]),
        )
    )
    return decide()


def _reword(store: Store, dice: Random) -> object:
    return reword(store, one_of(dice, ids(store, "feedback_typed", "item")), None, f"In other words {dice.random()}")


def _rename_dataset(store: Store, dice: Random) -> object:
    return rename_dataset(store, one_of(dice, [one.id for one in all_datasets(store)]), f"Data {dice.randrange(4)} “ü”")


def _count_seats(store: Store, dice: Random) -> object:
    return save_month(store, one_of(dice, ids(store, "tool")), Month(f"2026-{dice.randrange(1, 13):02}", dice.randrange(99)))


def _decide(store: Store, dice: Random) -> object:
    decided = decisions_of(store, "contract")
    if decided and dice.random() < 0.3:
        return delete_decision(store, decided[0].id, "it")
    about = ("contract", one_of(dice, ids(store, "contract")), "it")
    return record_decision(store, about, "keep", f"{dice.random()}", dice.choice(PEOPLE), DAY.isoformat(), choices=("keep",))


def _keep_event(store: Store, dice: Random) -> object:
    events = ids(store, "event")
    starts = day_of(dice)
    values = {"title": f"Event {dice.randrange(5)}", "type": dice.choice(TYPES), "owner": dice.choice(PEOPLE)}
    days = {"starts": starts.isoformat(), "ends": (starts + timedelta(days=dice.randrange(20))).isoformat()}
    return save_event(store, {**values, **days}, dice.choice(events) if events and dice.random() < 0.3 else None)


def _keep_entry(store: Store, dice: Random) -> object:
    kind = dice.choice(tuple(KINDS))
    known = ids(store, kind)
    aliases = [f"Known as {dice.randrange(20)}"] if dice.random() < 0.5 else None
    entry = dice.choice(known) if known and dice.random() < 0.4 else None
    return save_entry(store, kind, f"Entry {dice.randrange(9)}", {"note": f"{dice.random()}"}, aliases, entry)


def _merge_entries(store: Store, dice: Random) -> object:
    kind = dice.choice(tuple(KINDS))
    known = ids(store, kind)
    return merge_entries(store, kind, one_of(dice, known), one_of(dice, known))


def _drop_entry(store: Store, dice: Random) -> object:
    kind = dice.choice(tuple(KINDS))
    return delete_entry(store, kind, one_of(dice, ids(store, kind)))


def _keep_segment(store: Store, dice: Random) -> object:
    known = ids(store, "user_segment")
    values = {"name": f"Segment {dice.randrange(4)}", "note": f"{dice.random()}"}
    return save_segment(store, values, dice.choice(known) if known and dice.random() < 0.4 else None)


EDITS: dict[str, Edit] = {
    **PLANNING,
    **QUARANTINE,
    **VIEWS,
    "setting": lambda store, dice: settings.set_setting(store, "company", f"Company {dice.randrange(5)}"),
    "target": lambda store, dice: set_target(store, dice.choice(("nps", "arr")), "It", dice.choice((None, dice.random()))),
    "rate": lambda store, dice: set_rate(store, dice.choice(("EUR", "GBP")), day_of(dice).isoformat(), dice.random() + 0.1),
    "tool": _keep_tool,
    "tool again": lambda store, dice: duplicate_tool(store, one_of(dice, ids(store, "tool"))),
    "contract": _sign_contract,
    "tools gone": lambda store, dice: delete_tools(store, some_of(dice, ids(store, "tool"))),
    "seats": _count_seats,
    "decision": _decide,
    "event": _keep_event,
    "event gone": lambda store, dice: delete_event(store, one_of(dice, ids(store, "event"))),
    "entry": _keep_entry,
    "entries merged": _merge_entries,
    "entry gone": _drop_entry,
    "segment": _keep_segment,
    "goal": _keep_goal,
    "goal gone": lambda store, dice: delete_goal(store, one_of(dice, ids(store, "goal"))),
    "link": _link,
    "link gone": lambda store, dice: unlink(store, one_of(dice, ids(store, "link"))),
    "tag": _keep_tag,
    "tags merged": _merge_tags,
    "tag gone": lambda store, dice: delete_tag(store, dice.choice(all_tags(store)).id),
    "feedback": lambda store, dice: add_item(store, f"The export stops {dice.random()}", {"account": f"Company {dice.randrange(5)}"}),
    "feedback tagged": _tag_feedback,
    "feedback decided": _triage,
    "feedback reworded": _reword,
    "search": lambda store, dice: save_search(store, f"Search {dice.randrange(3)}", f"export{dice.randrange(9)}"),
    "dataset renamed": _rename_dataset,
    "dataset counts": lambda store, dice: set_counts(store, one_of(dice, ids(store, "dataset")), counts=dice.random() < 0.5),
    "dataset gone": lambda store, dice: delete_dataset(store, one_of(dice, ids(store, "dataset"))),
}
"""By what it does. Raises UserError where it can't, with nothing changed."""
