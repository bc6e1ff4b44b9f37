"""The parts of a brief that customers fill: their words, who they are, how often they say it, and whom of them to talk to."""

import json
from collections.abc import Iterable, Sequence

from prodops_desktop.answers.at_risk import renewal_text
from prodops_desktop.answers.markdown import bullets, typed
from prodops_desktop.answers.told import TICKETS, Told, verbatims_of
from prodops_desktop.experiments.statistics.wording import counted
from prodops_desktop.feedback.accounts import Customers
from prodops_desktop.feedback.needs.model import UNKNOWN
from prodops_desktop.feedback.needs.period import DEFAULT, read_period
from prodops_desktop.feedback.needs.tallies import STANDING
from prodops_desktop.feedback.needs.verbatims import Verbatim, one_an_account_first
from prodops_desktop.feedback.taxonomy import tag_key
from prodops_desktop.metrics.periods import day_text
from prodops_desktop.metrics.wording import money_text, number_text, percent_text
from prodops_desktop.registry.entries import name_key
from prodops_desktop.roadmap.evidence import Behind, arr_of
from prodops_desktop.roadmap.model import TYPED, USAGE, Reach
from prodops_desktop.roadmap.plan import ItemView, Plan
from prodops_desktop.workspace import Store

_QUOTES, _TO_TALK_TO, _ASKED, _ISSUES = 3, 8, 25, 8
_DEFECTS = "Quality"
"""The group of tags that say that something does not work as it should."""
_FAULTY = f"""
    SELECT n.item, min(m.tag) FROM feedback_now n JOIN feedback_mention m ON m.item = n.item
    JOIN tag t ON t.id = m.tag JOIN tag_group g ON g.id = t.tag_group
    WHERE n.item IN (SELECT value FROM json_each(?)) AND n.root = n.item AND g.key = ? AND {STANDING} GROUP BY n.item
"""
_NO_FEEDBACK = "No feedback is linked to this item yet, so"


def quotes(store: Store, view: ItemView, told: Sequence[Told], customers: Customers) -> str:
    """Three of the weightiest items in their own words, of three accounts where there are as many."""
    if not told:
        return f"{_NO_FEEDBACK} there are no words of customers to quote."
    found = verbatims_of(store, view.item, one_an_account_first(told, lambda one: one.customer)[:_QUOTES], customers)
    return "\n\n".join(f"> “{typed(one.quote)}”\n>\n> {_said_by(one)}" for one in found)


def _said_by(one: Verbatim) -> str:
    who = typed(one.account or "No account known")
    source = f" · {typed(one.source.text)}" if one.source is not None else ""
    return f"{who} · {typed(one.channel)} · {day_text(one.at)} · {one.code}{source}"


def who(plan: Plan, view: ItemView) -> str:
    """The accounts behind it with their ARR, by segment and region, the largest one, and those at risk."""
    evidence, behind = view.evidence, view.evidence.accounts
    if not behind:
        if evidence.mentions:
            return f"{counted(evidence.mentions, 'item')} of feedback without a known account, so nobody knows who has it."
        return f"{_NO_FEEDBACK} nobody knows who has it."
    lacking = sum(one.arr is None for one in behind)
    said = [f"{counted(len(behind), 'account')} with {_money(evidence.arr, plan)}, each counted once."]
    if lacking and evidence.arr is not None:
        said.append(f"{lacking:,} of them {'has' if lacking == 1 else 'have'} no known ARR.")
    if plan.counted_as_of and evidence.arr is not None:
        said.append(f"ARR is as of {day_text(plan.counted_as_of)}.")
    lines = [f"By segment: {_groups(((one.segment, one) for one in behind), plan)}"]
    lines.append(f"By region: {_groups(((one.region, one) for one in behind), plan)}")
    if behind[0].arr and len(behind) > 1:
        lines.append(f"Largest: {typed(behind[0].name)}, {_money(behind[0].arr, plan)}, {percent_text(evidence.concentration, 0)} of it")
    risks = "; ".join(f"{typed(one.name)} ({typed(one.at_risk)})" for one in evidence.at_risk)
    lines.append(f"At risk: {risks}" if risks else "At risk: nobody, as far as lists of account status say")
    return f"{' '.join(said)}\n\n{bullets(lines)}"


def _groups(pairs: Iterable[tuple[str | None, Behind]], plan: Plan) -> str:
    """“Enterprise 14 ($1.90M), SMB 9 ($0.40M)”, the one with most ARR first, the unknown one last."""
    names: dict[str, str] = {}
    found: dict[str, list[Behind]] = {}
    for name, one in pairs:
        names.setdefault(name_key(name or UNKNOWN), name or UNKNOWN)
        found.setdefault(name_key(name or UNKNOWN), []).append(one)
    arr = {key: arr_of(some) for key, some in found.items()}
    order = sorted(found, key=lambda key: (names[key] == UNKNOWN, -(arr[key] or 0.0), -len(found[key]), key))
    return ", ".join(f"{typed(names[key])} {len(found[key]):,} ({_worth(arr[key], plan)})" for key in order)


def _worth(arr: float | None, plan: Plan) -> str:
    return money_text(arr, plan.currency) if arr is not None else "no known ARR"


def how_often(plan: Plan, view: ItemView, told: Sequence[Told]) -> str:
    """The mentions in 90 days against the 90 before, the tickets among them, and whom it reaches."""
    period = read_period(DEFAULT, plan.today)
    reach = _reach(view.item.reach)
    if not told:
        return f"{_NO_FEEDBACK} nobody knows how often it is asked for.\n\n{reach}"
    now = [one for one in told if period.begin <= one.mention.at < period.end]
    earlier = period.before
    before = sum(earlier.begin <= one.mention.at < earlier.end for one in told) if earlier is not None else 0
    tickets = sum(one.kind == TICKETS for one in now)
    said = f"{counted(len(now), 'mention')} {period.phrase}, {before:,} in the {DEFAULT} before, {len(told):,} in all."
    if len(now) == 1:
        said += f" It is {'a' if tickets else 'no'} ticket."
    elif now:
        said += f" {tickets or 'None'} of the {len(now):,} {'are tickets' if tickets > 1 else 'is a ticket'}."
    return f"{said}\n\n{reach}"


def _reach(reach: Reach | None) -> str:
    if reach is None:
        return "Nobody has said yet how many it reaches."
    how_many = " ".join(filter(None, (number_text(reach.value), typed(reach.unit))))
    if reach.source == TYPED:
        return f"Reach: {how_many}, which is an estimate."
    counted_in = "the accounts of linked feedback"
    if reach.source == USAGE:
        counted_in = ", ".join(typed(one) for one in (reach.dataset, reach.column) if one) or "usage"
    as_of = f", as of {day_text(reach.as_of)}" if reach.as_of is not None else ""
    return f"Reach: {how_many}, counted in {counted_in}{as_of}."


def whom_to_talk_to(plan: Plan, view: ItemView, told: Sequence[Told]) -> str:
    """Up to eight accounts, those with most ARR first: the CSM, the person who said it last, and the renewal."""
    behind = view.evidence.accounts
    if not behind:
        return "No account is known that asked for it. Link feedback to this item to see whom to talk to."
    latest: dict[int | None, Told] = {}
    for one in sorted(told, key=lambda one: (bool(one.person), one.mention.at), reverse=True):
        latest.setdefault(one.customer, one)
    return bullets([_contact(one, latest.get(one.number), plan) for one in behind], _TO_TALK_TO)


def _contact(one: Behind, said: Told | None, plan: Plan) -> str:
    parts = [f"CSM {typed(one.csm)}" if one.csm else "no CSM known"]
    if said is not None:
        parts.append(f"{typed(said.person or 'somebody')} said it on {day_text(said.mention.at)}")
    parts.append(f"renews {typed(renewal_text(one.renewal))}" if one.renewal else "no renewal known")
    worth = f" ({money_text(one.arr, plan.currency)})" if one.arr is not None else ""
    return f"**{typed(one.name)}**{worth}: {'; '.join(parts)}"


def who_asked(store: Store, view: ItemView, told: Sequence[Told], customers: Customers) -> str:
    """Each account, those with most ARR first, with its CSM and its weightiest words."""
    behind = view.evidence.accounts
    if not behind:
        return f"{_NO_FEEDBACK} nobody is known who asked." if not told else "Nobody who asked named an account."
    weightiest: dict[int | None, Told] = {}
    for one in told:
        weightiest.setdefault(one.customer, one)
    shown = [said for account in behind[:_ASKED] if (said := weightiest.get(account.number)) is not None]
    words = {one.item: one for one in verbatims_of(store, view.item, shown, customers)}
    lines = []
    for account in behind:
        own = weightiest.get(account.number)
        verbatim = words.get(own.mention.item) if own is not None else None
        csm = f"CSM {typed(account.csm)}" if account.csm else "no CSM known"
        quote = f": “{typed(verbatim.quote)}” ({day_text(verbatim.at)})" if verbatim is not None else ""
        lines.append(f"**{typed(account.name)}** ({csm}){quote}")
    return bullets(lines, _ASKED)


def known_issues(store: Store, view: ItemView, told: Sequence[Told], customers: Customers) -> str:
    """What was said of its faults, the latest first: what is linked, has a tag of the group of faults, and is merged into nothing else."""
    tags: dict[int, int] = dict(store.db.execute(_FAULTY, (json.dumps([one.mention.item for one in told]), tag_key(_DEFECTS))).fetchall())
    faulty = sorted((one for one in told if one.mention.item in tags), key=lambda one: (one.mention.at, one.mention.item), reverse=True)
    if not faulty:
        return f"No feedback that is linked has a tag of the group {_DEFECTS}."
    asked = [one._replace(tag=tags[one.mention.item]) for one in faulty[:_ISSUES]]
    lines = [
        f"“{typed(one.quote)}” ({typed(one.account or 'no account known')}, {day_text(one.at)}, {one.code})"
        for one in verbatims_of(store, view.item, asked, customers)
    ]
    more = [f"and {len(faulty) - _ISSUES:,} more"] if len(faulty) > _ISSUES else []
    return bullets([*lines, *more])


def _money(arr: float | None, plan: Plan) -> str:
    return f"{money_text(arr, plan.currency)} ARR" if arr is not None else "no known ARR"
