"""What is done to the sample's roadmap once Delivery's plan is imported: for the plan of the sample workspace."""

from typing import Any

from .accounts import Account
from .delivery import Delivery
from .delivery_facts import BULK, CARDS, OCTOBER, QUEUE
from .needs import NEEDS
from .roadmap_facts import BASELINE, BRIEF, CAPACITY, JUDGED, MEASURED_IN, OUTAGE, OWNERS, Judged
from .roadmap_gates import CHECKS
from .tickets import Ticket

_TICKETS_LINKED = 3
_MEASURED_ON = "2026-11-22"


def roadmap_plan(delivery: Delivery, tickets: list[Ticket]) -> list[dict[str, Any]]:
    """The entries in order: teams, items, what was dropped, links, gates, the baseline and a brief."""
    entries: list[dict[str, Any]] = [{"add": "team", "name": team, "capacity": capacity} for team, capacity in CAPACITY.items()]
    entries += [{"add": "item", "item": card.key, **_decided(card.title, card.team)} for card in CARDS]
    dropped = [line.key for line in delivery.small if line.title in delivery.dropped]
    entries += [{"add": "item", "item": key, "status": "dropped", "note": "Dropped in the planning of October."} for key in dropped]
    entries += [{"add": "link", "item": card.key, **to} for card in CARDS for to in _linked(card.title, tickets)]
    keys = {card.title: card.key for card in CARDS}
    for title, checks in CHECKS.items():
        for one in checks:
            said = {"state": one.state, "evidence": one.evidence, "who": one.who, "day": one.day.isoformat() if one.day else ""}
            entries.append({"add": "gate", "item": keys[title], "gate": one.gate, **{key: text for key, text in said.items() if text}})
    entries.append({"add": "baseline", "name": BASELINE, "day": OCTOBER.isoformat()})
    entries.append({"add": "brief", "item": keys[BULK], "kind": "feature", "title": f"Feature brief: {BULK}", "body": BRIEF})
    return entries


def _decided(title: str, team: str) -> dict[str, Any]:
    """What is decided about a card: only what somebody said."""
    one = JUDGED[title]
    said: dict[str, Any] = {
        "problem": one.problem, "outcome": one.outcome, "goal": one.goal, "area": one.area, "owner": OWNERS[team], "status": one.status,
        "effort": one.effort, "impact": one.impact, "confidence": one.claimed, "tier": one.tier,
    }  # fmt: skip
    if one.reach is not None:
        said["reach"] = _reach(one.reach, measured=title == BULK)
    if one.wsjf is not None:
        said |= dict(zip(("value", "urgency", "risk", "size"), one.wsjf, strict=True))
    return {key: value for key, value in said.items() if value is not None}


def _reach(value: int, *, measured: bool) -> dict[str, Any]:
    if not measured:
        return {"value": value, "source": "typed"}
    dataset, column = MEASURED_IN
    return {"value": value, "source": "usage", "dataset": dataset, "column": column, "as_of": _MEASURED_ON}


def _linked(title: str, tickets: list[Ticket]) -> list[dict[str, str]]:
    one = JUDGED[title]
    found: list[dict[str, str]] = []
    if one.alone:
        found += [{"ticket": str(ticket.number)} for ticket in tickets_of_one(one, tickets)]
    elif one.tag:
        found.append({"tag": one.tag})
    if one.experiment:
        found.append({"experiment": one.experiment})
    if title == BULK:
        found.append({"dataset": MEASURED_IN[0]})
    return [*found, {"event": OUTAGE}] if title == QUEUE else found


def tickets_of_one(one: Judged, tickets: list[Ticket]) -> list[Ticket]:
    """The latest tickets about a need from the customer that brings it up most often, those that are about nothing else."""
    slug = next(need.slug for need in NEEDS if need.name == one.tag)
    slugs = {need.slug for need in NEEDS}
    about = [ticket for ticket in tickets if ticket.is_let_in and slugs & set(ticket.tags) == {slug}]
    counted: dict[str, list[Ticket]] = {}
    for ticket in about:
        counted.setdefault(ticket.account.name, []).append(ticket)
    return max(counted.values(), key=len)[-_TICKETS_LINKED:]


def accounts_behind(title: str, tickets: list[Ticket]) -> list[Account]:
    """The customers whose feedback is linked to a card, each once, the one that pays most first."""
    one = JUDGED[title]
    if one.alone:
        found = {ticket.account for ticket in tickets_of_one(one, tickets)}
    else:
        found = {ticket.account for ticket in mentions_of(one, tickets)}
    return sorted(found, key=lambda account: (-account.usd_parts, account.code))


def mentions_of(one: Judged, tickets: list[Ticket]) -> list[Ticket]:
    """The tickets of the inbox and its archive that carry a card's need, of the whole year."""
    if one.alone:
        return tickets_of_one(one, tickets)
    slugs = {need.slug for need in NEEDS if need.name == one.tag}
    return [ticket for ticket in tickets if ticket.is_let_in and slugs & set(ticket.tags)]
