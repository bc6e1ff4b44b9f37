"""The inventory as sheets that are imported back without a difference: tools with their contracts, and seats by month."""

from datetime import date

from prodops_desktop.datasets.sheets import AMOUNT, DAY, MONTH, PERCENT, TEXT, WHOLE, YES_NO, RecordSheet, SheetColumn, SheetValue
from prodops_desktop.intake.kinds import KINDS
from prodops_desktop.tools.facts import read_facts
from prodops_desktop.tools.model import Contract, Month, Tool
from prodops_desktop.tools.reading import write_capabilities, write_lead_times
from prodops_desktop.workspace import Store

_TOOL_FIELDS: tuple[tuple[str, str, float], ...] = (
    ("tool", TEXT, 20),
    ("vendor", TEXT, 22),
    ("category", TEXT, 18),
    ("tool_owner", TEXT, 16),
    ("tool_status", TEXT, 9),
    ("capabilities", TEXT, 34),
)
_CONTRACT_FIELDS: tuple[tuple[str, str, float], ...] = (
    ("reference", TEXT, 14),
    ("starts", DAY, 12),
    ("ends", DAY, 12),
    ("auto_renew", YES_NO, 11),
    ("notice", TEXT, 12),
    ("on_working_day", YES_NO, 15),
    ("renewal_term", TEXT, 13),
    ("price", AMOUNT, 13),
    ("currency", TEXT, 9),
    ("amount_per", TEXT, 11),
    ("basis", TEXT, 8),
    ("seats", WHOLE, 8),
    ("uplift", PERCENT, 9),
    ("lead_times", TEXT, 30),
    ("contract_note", TEXT, 24),
)
_CARD_FIELDS: tuple[tuple[str, str, float], ...] = (
    ("active_days", WHOLE, 17),
    ("use_for", TEXT, 34),
    ("avoid", TEXT, 34),
    ("start_how", TEXT, 34),
    ("card_owner", TEXT, 16),
    ("reviewed", DAY, 12),
    ("credential", TEXT, 26),
    ("tool_note", TEXT, 30),
)
_MONTH_FIELDS: tuple[tuple[str, str, float], ...] = (
    ("tool", TEXT, 20),
    ("period", MONTH, 12),
    ("purchased", WHOLE, 15),
    ("assigned", WHOLE, 15),
    ("active", WHOLE, 13),
    ("month_cost", AMOUNT, 13),
    ("currency", TEXT, 9),
)


def inventory_sheets(store: Store) -> list[RecordSheet]:
    """“Tools”, a row a contract and one for each tool without any, and “Seats by month” where there are any."""
    found = read_facts(store)
    rows = [_row(facts.tool, contract) for facts in found for contract in facts.contracts or (None,)]
    sheets = [RecordSheet("Tools", _columns("tools", (*_TOOL_FIELDS, *_CONTRACT_FIELDS, *_CARD_FIELDS)), rows)]
    lines = [_month_row(facts.tool, month) for facts in found for month in facts.months]
    if lines:
        sheets.append(RecordSheet("Seats by month", _columns("tool_usage", _MONTH_FIELDS), lines))
    return sheets


def _columns(kind: str, fields: tuple[tuple[str, str, float], ...]) -> tuple[SheetColumn, ...]:
    return tuple(SheetColumn(KINDS[kind].field(name).title, holds, width) for name, holds, width in fields)


def _row(tool: Tool, contract: Contract | None) -> tuple[SheetValue, ...]:
    first = (tool.name, tool.vendor, tool.category, tool.owner, tool.status, write_capabilities(tool.capabilities) or None)
    card = (tool.active_days, tool.use_for, tool.avoid, tool.start_how, tool.card_owner, tool.reviewed, tool.credential, tool.note)
    return (*first, *(_contract_cells(contract) if contract else (None,) * len(_CONTRACT_FIELDS)), *card)


def _contract_cells(contract: Contract) -> tuple[SheetValue, ...]:
    amount = contract.amount
    return (
        contract.reference,
        contract.starts,
        contract.ends,
        contract.auto_renew,
        str(contract.notice) if contract.notice else None,
        contract.on_working_day,
        str(contract.renewal) if contract.renewal else None,
        amount.value if amount else None,
        amount.currency if amount else None,
        contract.amount_per,
        contract.basis,
        contract.seats,
        contract.uplift,
        write_lead_times(contract.lead_times) or None,
        contract.note,
    )


def _month_row(tool: Tool, month: Month) -> tuple[SheetValue, ...]:
    cost = month.cost
    day = date.fromisoformat(f"{month.month}-01")
    counts = (month.purchased, month.assigned, month.active)
    return (tool.name, day, *counts, cost.value if cost else None, cost.currency if cost else None)
