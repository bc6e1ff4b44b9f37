"""The columns of the table of tools."""

from collections.abc import Callable, Sequence
from datetime import date

from prodops_desktop.tools import verdict
from prodops_desktop.tools.reading import write_capabilities
from prodops_desktop.tools.views import Inventory, ToolView
from prodops_desktop.ui import formats
from prodops_desktop.ui.models.cells import Cell
from prodops_desktop.ui.models.records import Column
from prodops_desktop.ui.pages.tools.cells import (
    by_name,
    day_cell,
    due_cell,
    money_cell,
    plain_number,
    seat_bars,
    seats_cell,
    text_cell,
    verdict_cell,
)
from prodops_desktop.ui.texts import tr

HIDDEN = ("vendor", "category", "share", "shelfware", "per_active", "decide", "ends", "reviewed")
"""Columns that are there for who chooses them."""


def tool_columns(inventory: Callable[[], Inventory]) -> list[Column]:
    """The columns of the inventory; ``inventory`` gives the one that is shown."""

    def currency() -> str:
        return inventory().currency

    def day(view: ToolView) -> date | None:
        return view.deadline.day if view.deadline else None

    def iso(view: ToolView) -> str:
        return view.deadline.day.isoformat() if view.deadline else ""

    def due(view: ToolView) -> Cell:
        missing = view.defects[0][1] if view.defects else tr("It has no notice deadline to come.")
        return due_cell(day(view), inventory().today, inventory().rules.decide_days, missing=missing)

    return [
        Column("tool", tr("Tool"), lambda v: Cell(v.tool.name, role="name"), width=120, order=lambda v: v.tool.name.casefold(), fixed=True,
               total=lambda _: Cell(tr("Total"), role="name")),
        Column("capabilities", tr("Capabilities"), _capabilities_cell, width=0, folds=2,
               exact=lambda v: write_capabilities(v.tool.capabilities)),
        Column("vendor", tr("Vendor"), lambda v: text_cell(v.tool.vendor), width=130, order=lambda v: by_name(v.tool.vendor)),
        Column("category", tr("Category"), lambda v: text_cell(v.tool.category), width=120, order=lambda v: by_name(v.tool.category)),
        Column("owner", tr("Owner"), lambda v: text_cell(v.tool.owner), width=98, folds=1, order=lambda v: by_name(v.tool.owner)),
        Column("annual", tr("Annual cost"), lambda v: money_cell(v.annual, currency()), right=True, width=96, folds=3,
               order=lambda v: v.annual,
               exact=lambda v: plain_number(v.annual), total=lambda vs: money_cell(_sum(vs, lambda v: v.annual), currency(), bold=True)),
        Column("seats", tr("Active / assigned / bought"), lambda v: seats_cell(v, inventory().rules.low_use), width=218,
               order=lambda v: v.active_percent, exact=_seats_text, total=_seats_total,
               tip=tr("Sorted by the share of the bought seats that are active")),
        Column("share", tr("Active"), lambda v: Cell(formats.percent(v.active_percent, 0), right=True), right=True, width=76,
               order=lambda v: v.active_percent, tip=tr("Active ÷ bought")),
        Column("shelfware", tr("Shelfware"), lambda v: money_cell(v.shelfware, currency()), right=True, width=88,
               order=lambda v: v.shelfware,
               exact=lambda v: plain_number(v.shelfware), tip=tr("(Bought − active) × price of a seat, a year"),
               total=lambda vs: money_cell(_sum(vs, lambda v: v.shelfware), currency(), bold=True)),
        Column("per_active", tr("Per active"), lambda v: money_cell(v.cost_per_active, currency()), right=True, width=88,
               order=lambda v: v.cost_per_active, exact=lambda v: plain_number(v.cost_per_active), tip=tr("Annual cost ÷ active users")),
        Column("due", tr("Notice deadline"), due, right=True, width=140, order=day, exact=iso),
        Column("decide", tr("Decide by"), lambda v: day_cell(v.deadline.decide_by if v.deadline else None, inventory().today), right=True,
               width=92, order=lambda v: v.deadline.decide_by if v.deadline else None),
        Column("ends", tr("Term ends"), lambda v: day_cell(v.contract.term_end if v.contract else None, inventory().today), right=True,
               width=92, order=lambda v: v.contract.term_end if v.contract else None),
        Column("reviewed", tr("Card reviewed"), lambda v: day_cell(v.tool.reviewed, inventory().today), right=True, width=104,
               order=lambda v: v.tool.reviewed),
        Column("status", tr("Status"), verdict_cell, width=128, order=lambda v: verdict.ORDER.index(v.verdict)),
    ]  # fmt: skip


def _capabilities_cell(view: ToolView) -> Cell:
    names = tuple(name for name, depth in view.tool.capabilities if depth)
    return Cell(", ".join(names), chips=names, tip=write_capabilities(view.tool.capabilities)) if names else Cell(formats.MISSING, "text_3")


def _seats_text(view: ToolView) -> str:
    use = view.use
    return "" if use is None else " / ".join("–" if count is None else str(count) for count in (use.active, use.assigned, use.purchased))


def _sum(views: Sequence[ToolView], value: Callable[[ToolView], float | None]) -> float:
    return sum(value(view) or 0.0 for view in views)


def _seats_total(views: Sequence[ToolView]) -> Cell:
    counted_ = [view.use for view in views if view.use is not None and view.use.purchased is not None]
    active, assigned, bought = (sum(getattr(use, key) or 0 for use in counted_) for key in ("active", "assigned", "purchased"))
    if not counted_:
        return Cell("")
    return Cell(
        formats.number(active),
        role="name",
        bars=seat_bars(active, assigned, bought),
        aside=f"/ {formats.number(assigned)} / {formats.number(bought)}",
    )
