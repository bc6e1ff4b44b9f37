"""What the stack looks like as of a day: contracts with their deadlines, tools with their use and cost, and the sums over all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from prodops_desktop.agenda.decisions import Decision
from prodops_desktop.tools.model import Contract, Month, Tool
from prodops_desktop.tools.overlap import Overlaps
from prodops_desktop.tools.seats import SeatList
from prodops_desktop.tools.terms import Deadline

SOON_DAYS = 90
"""The deadlines of the next so many days are summed up."""
STRIP_DAYS = 365


@dataclass(frozen=True)
class Rules:
    """The settings that the verdicts rest on: per cent of active seats to aim at and to look into, days to decide."""

    active_target: int
    low_use: int
    decide_days: int


class ContractView(NamedTuple):
    """A contract as of the day: ``runs`` while it is in force, ``over`` afterwards; before it begins it is neither.

    ``term_end`` is the end of its running term, ``renewals`` are those of a year ahead, ``followed_on`` is its last day where another
    contract of the tool goes on from it: then there is nothing left to decide about it.

    ``annual`` is its cost of a year in the workspace's currency, None where the amount, its currency or a rate is not known.
    """

    contract: Contract
    runs: bool
    over: bool
    term_end: date | None
    deadline: Deadline | None
    followed_on: date | None
    renewals: tuple[date, ...]
    annual: float | None
    defects: tuple[str, ...]
    decision: Decision | None

    @property
    def annual_at_renewal(self) -> float | None:
        """What a year costs after the next renewal, with the agreed rise."""
        return None if self.annual is None else self.annual * (1 + (self.contract.uplift or 0.0) / 100)


@dataclass(frozen=True)
class ToolView:
    """A tool as of the day: ``contract`` is the one to decide on next, ``months`` the last twelve, ``use`` the newest known counts.

    ``notes`` are sentences about what is not in its sums, or is taken to be so.
    """

    tool: Tool
    contracts: tuple[ContractView, ...]
    contract: ContractView | None
    months: Sequence[Month]
    use: Month | None
    seats: SeatList | None
    annual: float | None
    notes: tuple[str, ...]
    verdict: str
    why: str

    @property
    def deadline(self) -> Deadline | None:
        """The next notice deadline of its contracts."""
        return self.contract.deadline if self.contract else None

    def contract_shown(self, contract: int | None) -> ContractView | None:
        """The contract with this id, else the one to decide on next."""
        return next((view for view in self.contracts if view.contract.id == contract), self.contract)

    @property
    def active_percent(self) -> float | None:
        """Active ÷ purchased."""
        return _percent(self.use.active, self.use.purchased) if self.use else None

    @property
    def assigned_percent(self) -> float | None:
        """Assigned ÷ purchased."""
        return _percent(self.use.assigned, self.use.purchased) if self.use else None

    @property
    def renews_unused(self) -> bool:
        """Whether it is not in use, and a contract of it goes on renewing itself."""
        return not self.tool.counts and any(view.runs and view.contract.auto_renew for view in self.contracts)

    @property
    def by_seat(self) -> bool:
        """Whether it is paid by the seat, so that seats which nobody uses cost something."""
        return any(view.runs and view.contract.basis == "seat" for view in self.contracts)

    @property
    def seat_price(self) -> float | None:
        """What a seat costs in a year: the contracts paid by the seat ÷ the seats bought."""
        paid = [view for view in self.contracts if view.runs and view.contract.basis == "seat"]
        costs = [view.annual for view in paid if view.annual is not None]
        if not paid or len(costs) < len(paid) or self.use is None or not self.use.purchased:
            return None
        return sum(costs) / self.use.purchased

    @property
    def shelfware(self) -> float | None:
        """(Purchased − active) × price of a seat: what is paid in a year for seats that nobody uses."""
        use, price = self.use, self.seat_price
        if price is None or use is None or use.purchased is None or use.active is None:
            return None
        return max(0, use.purchased - use.active) * price

    @property
    def cost_per_active(self) -> float | None:
        """Cost of a year ÷ active people."""
        return self.annual / self.use.active if self.annual is not None and self.use is not None and self.use.active else None

    @property
    def defects(self) -> tuple[tuple[Contract, str], ...]:
        """What is missing in the contracts that are not over, as far as that is known."""
        return tuple((view.contract, text) for view in self.contracts for text in view.defects)


@dataclass(frozen=True)
class Inventory:
    """The stack as of ``today`` in the workspace's ``currency``, and the sentences about what could not be counted."""

    today: date
    currency: str
    rules: Rules
    tools: tuple[ToolView, ...]
    overlaps: Overlaps
    notes: tuple[str, ...]

    @cached_property
    def in_use(self) -> tuple[ToolView, ...]:
        """The tools that count."""
        return tuple(view for view in self.tools if view.tool.counts)

    @cached_property
    def watched(self) -> tuple[ToolView, ...]:
        """Those in use, and those that are not, but whose contracts renew themselves all the same."""
        return tuple(view for view in self.tools if view.tool.counts or view.renews_unused)

    @cached_property
    def due(self) -> tuple[tuple[ToolView, ContractView], ...]:
        """Every contract with a deadline to come, the next one first."""
        return tuple(sorted(self._dated, key=_day_of))

    @cached_property
    def soon(self) -> tuple[tuple[ToolView, ContractView], ...]:
        """Those of the next 90 days."""
        last = self.today + timedelta(days=SOON_DAYS)
        return tuple(sorted((pair for pair in self._dated if pair[1].deadline and pair[1].deadline.day <= last), key=_day_of))

    @property
    def has_deadlines(self) -> bool:
        """Whether any contract has a deadline to come."""
        return bool(self._dated)

    @cached_property
    def _dated(self) -> list[tuple[ToolView, ContractView]]:
        return [(view, one) for view in self.watched for one in view.contracts if one.deadline is not None]

    @cached_property
    def defects(self) -> tuple[tuple[ToolView, Contract, str], ...]:
        """Every missing term of a contract that is not over."""
        return tuple((view, contract, text) for view in self.watched for contract, text in view.defects)

    @cached_property
    def annual(self) -> float:
        """What the tools in use cost in a year, as far as it is known."""
        return sum(view.annual or 0.0 for view in self.in_use)

    def find(self, tool: int) -> ToolView | None:
        """The tool with this id."""
        return self._by_id.get(tool)

    @cached_property
    def _by_id(self) -> dict[int, ToolView]:
        return {view.tool.id: view for view in self.tools}


def _day_of(pair: tuple[ToolView, ContractView]) -> tuple[date, str]:
    return (pair[1].deadline.day if pair[1].deadline else date.max), pair[0].tool.name.casefold()


def _percent(part: int | None, whole: int | None) -> float | None:
    return 100 * part / whole if part is not None and whole else None
