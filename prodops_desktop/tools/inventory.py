"""Works out the whole stack as of a day in one reading: what each tool costs, how it is used, and what is due by when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from prodops_desktop.agenda.decisions import Decision, decisions_of
from prodops_desktop.agenda.working_days import WorkingDays, working_days
from prodops_desktop.registry.rates import rates_on
from prodops_desktop.tools.facts import ToolFacts, read_facts
from prodops_desktop.tools.model import Contract, Month, Tool
from prodops_desktop.tools.overlap import Overlaps, find_overlaps
from prodops_desktop.tools.seats import SeatList, read_seat_lists
from prodops_desktop.tools.terms import Deadline, defects_of, followed_on, look_ahead, shifted
from prodops_desktop.tools.verdict import covered_in, verdict_of
from prodops_desktop.tools.views import STRIP_DAYS, ContractView, Inventory, Rules, ToolView
from prodops_desktop.workspace import Store, settings


def read_inventory(store: Store) -> Inventory:
    """The stack as it stands now."""
    return InventoryReader().read(store)


class InventoryReader:
    """Reads the inventory again and again, and works out anew only what something changed about; on any thread."""

    def __init__(self) -> None:
        self._known = _Known()

    def read(self, store: Store) -> Inventory:
        """The stack as it stands now."""
        known, look = self._known, _look(store)
        look = known.look if known.look == look and known.look is not None else look  # the same one is compared at once
        found = [_as_known(facts, known.facts) for facts in read_facts(store, since=month_before(look.today, 11))]
        tools = [facts.tool for facts in found]
        seats = read_seat_lists(store, tools)
        overlaps = known.overlaps
        if overlaps is None or (tools, seats.by_tool) != (known.tools, known.seats):
            overlaps = find_overlaps(tools, seats.by_tool)
        covered = {covered_in(pair) for pair in overlaps.covering()}
        made = {}
        for facts in found:
            basis = _Basis(look, facts, seats.by_tool.get(facts.id), facts.id in covered)
            before = known.made.get(facts.id)
            made[facts.id] = before if before is not None and before[0] == basis else (basis, _tool_view(basis))
        self._known = _Known(look, {facts.id: facts for facts in found}, tools, seats.by_tool, overlaps, made)
        return _inventory(look, tuple(view for _, view in made.values()), overlaps, seats.unknown)


def _as_known(facts: ToolFacts, known: Mapping[int, ToolFacts]) -> ToolFacts:
    """The facts that were read before if they are the same, as records were made of those."""
    before = known.get(facts.id)
    return before if before == facts and before is not None else facts


def _inventory(look: "_Look", views: tuple[ToolView, ...], overlaps: Overlaps, unknown: Sequence[str]) -> Inventory:
    notes = [*unknown, *(f"{view.tool.name}: {text}" for view in views if view.tool.counts for text in view.notes)]
    return Inventory(look.today, look.currency, look.rules, views, overlaps, tuple(notes))


@dataclass(frozen=True)
class _Look:
    """What all views rest on."""

    today: date
    currency: str
    rules: Rules
    working: WorkingDays
    rates: Mapping[str, float]
    decisions: Mapping[int, Sequence[Decision]]

    @cached_property
    def last(self) -> date:
        """The last day of the strip."""
        return self.today + timedelta(days=STRIP_DAYS)

    @cached_property
    def this_month(self) -> str:
        """Today's month."""
        return self.today.isoformat()[:7]

    def annual(self, contract: Contract) -> float | None:
        """What a contract costs in a year, in the workspace's currency."""
        cost, amount = contract.annual, contract.amount
        rate = self.rates.get(amount.currency) if amount is not None and amount.currency is not None else None
        return None if cost is None or rate is None else cost * rate


class _Basis(NamedTuple):
    """All that the view of a tool rests on."""

    look: _Look
    facts: ToolFacts
    seats: SeatList | None
    covered: bool


@dataclass(frozen=True)
class _Known:
    """What the last reading found and made of it, by tool."""

    look: _Look | None = None
    facts: Mapping[int, ToolFacts] = field(default_factory=dict)
    tools: Sequence[Tool] = ()
    seats: Mapping[int, SeatList] = field(default_factory=dict)
    overlaps: Overlaps | None = None
    made: Mapping[int, tuple[_Basis, ToolView]] = field(default_factory=dict)


def _look(store: Store) -> _Look:
    today = settings.today(store)
    rules = Rules(*(int(settings.get(store, key)) for key in ("tools_active_target", "tools_low_use", "tools_decide_days")))
    decisions: dict[int, list[Decision]] = {}
    for decision in decisions_of(store, "contract"):
        decisions.setdefault(decision.about, []).append(decision)
    return _Look(today, settings.get(store, "currency"), rules, working_days(store), rates_on(store, today.isoformat()), decisions)


def _tool_view(basis: _Basis) -> ToolView:
    look, facts, seats, covered = basis
    contracts = facts.contracts
    views = tuple(_contract_view(contract, contracts, look) for contract in contracts)
    running = [view for view in views if view.runs]
    known = [view.annual for view in running if view.annual is not None]
    months = _with_list(facts.months, seats)
    use = _use(months, running, look.this_month)
    notes = _notes(views, running, look.today)
    view = ToolView(facts.tool, views, _next_one(views), months, use, seats, sum(known) if known else None, notes, "", "")
    verdict, why = verdict_of(view, look.rules, look.today, covered=covered)
    return replace(view, verdict=verdict, why=why)


def _notes(views: Sequence[ContractView], running: Sequence[ContractView], today: date) -> tuple[str, ...]:
    """What is not in the sums, and what is taken to be so."""
    notes = []
    for view in running:
        if view.annual is None:
            notes.append(f"the contract {view.contract.title} is not in the sum: {_why_no_cost(view.contract)}")
    for view in views:
        if view.followed_on is not None and view.followed_on >= today and view.contract.auto_renew:
            notes.append(
                f"the contract {view.contract.title} renews itself, and counts as ended on {view.followed_on.isoformat()}, as the next "
                "one begins then: see that notice of it is given."
            )
    return tuple(notes)


def _next_one(views: Sequence[ContractView]) -> ContractView | None:
    """The contract with the next deadline that nothing is decided for; else the next deadline, the one that runs, or the last one."""
    dated = [(view.decision is not None, view.deadline.day, place) for place, view in enumerate(views) if view.deadline is not None]
    if dated:
        return views[min(dated)[2]]
    return next((view for view in views if view.runs), views[-1] if views else None)


def _contract_view(contract: Contract, others: Sequence[Contract], look: _Look) -> ContractView:
    followed = followed_on(contract, others) if len(others) > 1 else None
    last = look.last if followed is None else min(followed, look.last)
    ahead = look_ahead(contract, look.today, last, look.working)
    replaced = followed is not None and followed < look.today
    ended = ahead.term_end is not None and ahead.term_end < look.today
    over = replaced or (ended and contract.auto_renew is not True)
    deadline = None if over or followed is not None else ahead.deadline
    decided = look.decisions.get(contract.id, ())
    return ContractView(
        contract,
        not over and (contract.starts is None or contract.starts <= look.today),
        over,
        ahead.term_end,
        deadline,
        followed,
        ahead.renewals,
        look.annual(contract),
        () if replaced or (ended and contract.auto_renew is False) else tuple(defects_of(contract)),
        next((decision for decision in decided if _answers(decision, contract, deadline)), None) if decided else None,
    )


def _answers(decision: Decision, contract: Contract, deadline: Deadline | None) -> bool:
    """Whether a decision is about the term of this deadline, which may have moved a little since: there is one deadline in a term."""
    if deadline is None or decision.for_day is None:
        return deadline is None and decision.for_day is None
    if contract.renewal is None:
        return True
    term = (deadline.term_end - shifted(deadline.term_end, contract.renewal, -1)).days
    return abs((deadline.day - date.fromisoformat(decision.for_day)).days) * 2 <= term


def _with_list(months: Sequence[Month], seats: SeatList | None) -> Sequence[Month]:
    """The months with what the seat list says of its own, where they don't say it."""
    if seats is None:
        return months
    listed = seats.month
    said = next((month for month in months if month.month == listed.month), None)
    if said is None:
        return sorted([*months, listed], key=lambda month: month.month)
    if said.assigned is not None and said.active is not None:
        return months
    counts = {key: getattr(listed, key) for key in ("assigned", "active") if getattr(said, key) is None}
    return [replace(said, **counts) if month.month == said.month else month for month in months]


def _use(months: Sequence[Month], running: Sequence[ContractView], this_month: str) -> Month | None:
    """The newest counts up to today's month; the seats bought are those of the running contracts where no month tells."""
    newest = assigned = latest = bought = None
    for month in reversed(months):  # the newest ones tell it nearly always: the others are not even made
        if month.month > this_month:
            continue
        latest = latest or month
        newest = newest or (month if month.active is not None else None)
        assigned = assigned or (month if month.assigned is not None else None)
        bought = month.purchased if bought is None else bought
        if newest is not None and bought is not None:
            break
    if bought is None:
        seats = [view.contract.seats for view in running if view.contract.seats is not None]
        bought = sum(seats) if seats else None
    newest = newest or assigned
    if newest is None:
        return Month(latest.month if latest else this_month, bought) if bought is not None else None
    return newest if newest.purchased is not None or bought is None else replace(newest, purchased=bought)


def _why_no_cost(contract: Contract) -> str:
    if contract.amount is None:
        return "it has no amount."
    if contract.amount.currency is None:
        return "its amount has no currency."
    return f"there is no rate for {contract.amount.currency}."


def month_before(day: date, count: int) -> str:
    """The month that lies ``count`` months before that of ``day``, such as 2026-11."""
    months = day.year * 12 + day.month - 1 - count
    return f"{months // 12:04}-{months % 12 + 1:02}"
