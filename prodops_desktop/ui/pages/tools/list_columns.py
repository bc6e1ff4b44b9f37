"""The columns of the tables of renewals, overlaps and vendors."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from prodops_desktop.tools.overlap import Overlap
from prodops_desktop.tools.views import ContractView, Inventory, ToolView
from prodops_desktop.ui import formats
from prodops_desktop.ui.models.cells import Cell
from prodops_desktop.ui.models.records import Column
from prodops_desktop.ui.pages.tools.cells import CHOICES, by_name, contract_title, day_cell, due_cell, money_cell, plain_number, text_cell
from prodops_desktop.ui.texts import counted, tr


@dataclass(frozen=True)
class VendorRow:
    """A vendor with its tools in use, what they cost in a year, and the next notice deadline."""

    id: int
    name: str
    aliases: tuple[str, ...]
    tools: tuple[str, ...]
    annual: float | None
    deadline: date | None


Due = tuple[ToolView, ContractView]
"""A tool and one of its contracts that has a deadline or a missing term."""


def due_columns(inventory: Callable[[], Inventory]) -> list[Column]:
    """The columns of the renewals."""

    def deadline(pair: Due) -> Any:
        return pair[1].deadline

    def term_end(pair: Due) -> date | None:
        return pair[1].deadline.term_end if pair[1].deadline else pair[1].term_end

    def due(pair: Due) -> Cell:
        if deadline(pair) is None:
            return Cell(formats.MISSING, "text_3", right=True)
        return due_cell(deadline(pair).day, inventory().today, inventory().rules.decide_days)

    def milestones(pair: Due) -> str:
        found = deadline(pair).milestones if deadline(pair) else ()
        return ", ".join(f"{one.label} {formats.day(one.day, inventory().today)}" for one in found)

    def decision(pair: Due) -> Cell:
        found = pair[1].decision
        if found is not None:
            return Cell(CHOICES[found.choice], dot="accent", tip=found.reason)
        if pair[1].defects:
            return Cell(tr("Terms missing"), dot="warn_fill", tip=" ".join(pair[1].defects))
        return Cell(tr("Open"), tone="text_2", dot="ghost")

    return [
        Column("tool", tr("Tool"), lambda p: Cell(p[0].tool.name, role="name"), width=132, order=lambda p: by_name(p[0].tool.name),
               fixed=True,
               total=lambda ps: Cell(counted(len(ps), "{n} contract", "{n} contracts"), role="name")),
        Column("contract", tr("Contract"), lambda p: Cell(contract_title(p[1].contract), "text_2"), width=138, folds=4),
        Column("notice", tr("Notice"), lambda p: text_cell(str(p[1].contract.notice) if p[1].contract.notice else None), width=92, folds=3),
        Column("due", tr("Notice deadline"), due, right=True, width=140, order=lambda p: deadline(p).day if deadline(p) else None,
               exact=lambda p: deadline(p).day.isoformat() if deadline(p) else ""),
        Column("decide", tr("Decide by"), lambda p: day_cell(deadline(p) and deadline(p).decide_by, inventory().today), right=True,
               width=88, order=lambda p: deadline(p).decide_by if deadline(p) else None),
        Column("decision", tr("Decision"), decision, width=132),
        Column("lead", tr("Lead times"), lambda p: text_cell(milestones(p), "text_2"), width=0, folds=2),
        Column("ends", tr("Term ends"), lambda p: day_cell(term_end(p), inventory().today), right=True, width=104, folds=5, order=term_end),
        Column("annual", tr("Annual cost"), lambda p: money_cell(p[1].annual, inventory().currency), right=True, width=96,
               order=lambda p: p[1].annual, exact=lambda p: plain_number(p[1].annual),
               total=lambda ps: money_cell(sum(p[1].annual or 0 for p in ps), inventory().currency, bold=True)),
        Column("then", tr("At renewal"), lambda p: money_cell(p[1].annual_at_renewal, inventory().currency), right=True,
               width=90,
               order=lambda p: p[1].annual_at_renewal, exact=lambda p: plain_number(p[1].annual_at_renewal),
               tip=tr("With the agreed rise")),
        Column("owner", tr("Owner"), lambda p: text_cell(p[0].tool.owner), width=98, folds=1, order=lambda p: by_name(p[0].tool.owner)),
    ]  # fmt: skip


def overlap_columns(inventory: Callable[[], Inventory]) -> list[Column]:
    """The columns of the overlaps."""

    def can_go(tool: int) -> Cell:
        view = inventory().find(tool)
        return day_cell(view.deadline.day if view and view.deadline else None, inventory().today)

    def together(pair: Overlap) -> float:
        views = [inventory().find(tool.id) for tool in (pair.a, pair.b)]
        return sum(view.annual or 0.0 for view in views if view)

    return [
        Column("a", tr("Tool"), lambda p: Cell(p.a.name, role="name"), width=120, order=lambda p: p.a.name.casefold(), fixed=True),
        Column("b", tr("And"), lambda p: Cell(p.b.name, role="name"), width=120, order=lambda p: p.b.name.casefold(), fixed=True),
        Column("what", tr("Both do"), _common_cell, width=0, folds=3, exact=lambda p: ", ".join(one.capability for one in p.in_common)),
        Column("same", tr("Capabilities"), lambda p: Cell(formats.percent(round(100 * p.capability)), right=True), right=True, width=94,
               folds=1, order=lambda p: p.capability, tip=tr("Weighted Jaccard of their depths: Σ smaller ÷ Σ larger depth")),
        Column("people", tr("Use both"), lambda p: Cell(both_text(p), right=True), right=True, width=92, order=lambda p: p.users,
               tip=tr("Active people of the smaller group who use the other tool, too")),
        Column("score", tr("Overlap"), lambda p: Cell(formats.percent(round(100 * p.score)), right=True, role="name"), right=True, width=78,
               order=lambda p: p.score, tip=tr("Capabilities × people; capabilities alone where no seat list tells")),
        Column("cost", tr("Together"), lambda p: money_cell(together(p), inventory().currency), right=True, width=88,
               folds=2, order=together),
        Column("go_a", tr("First can go"), lambda p: can_go(p.a.id), right=True, width=98),
        Column("go_b", tr("Second can go"), lambda p: can_go(p.b.id), right=True, width=108),
    ]  # fmt: skip


def _common_cell(pair: Overlap) -> Cell:
    names = tuple(one.capability for one in pair.in_common)
    tip = "\n".join(f"{one.capability}: {one.depth_a} / {one.depth_b}" for one in pair.in_common)
    return Cell(", ".join(names), chips=names, tip=tip)


def both_text(pair: Overlap) -> str:
    """“9 of 12”: how many of the smaller group use both."""
    if pair.shared is None or pair.users_a is None or pair.users_b is None:
        return formats.MISSING
    return tr("{n} of {m}", n=formats.number(len(pair.shared)), m=formats.number(min(len(pair.users_a), len(pair.users_b))))


def vendor_columns(inventory: Callable[[], Inventory]) -> list[Column]:
    """The columns of the vendors."""
    return [
        Column("vendor", tr("Vendor"), lambda v: Cell(v.name, role="name"), width=180, order=lambda v: by_name(v.name), fixed=True,
               total=lambda vs: Cell(counted(len(vs), "{n} vendor", "{n} vendors"), role="name")),
        Column("tools", tr("Tools"), _tools_cell, width=0),
        Column("aliases", tr("Also called"), lambda v: text_cell(", ".join(v.aliases), "text_2"), width=180, folds=1),
        Column("annual", tr("Annual cost"), lambda v: money_cell(v.annual, inventory().currency), right=True, width=100,
               order=lambda v: v.annual,
               exact=lambda v: plain_number(v.annual),
               total=lambda vs: money_cell(sum(v.annual or 0 for v in vs), inventory().currency, bold=True)),
        Column("due", tr("Next notice deadline"), lambda v: due_cell(v.deadline, inventory().today, inventory().rules.decide_days),
               right=True, width=160, order=lambda v: v.deadline, exact=lambda v: v.deadline.isoformat() if v.deadline else ""),
    ]  # fmt: skip


def _tools_cell(vendor: VendorRow) -> Cell:
    return Cell(", ".join(vendor.tools), chips=vendor.tools) if vendor.tools else Cell(formats.MISSING, "text_3")
