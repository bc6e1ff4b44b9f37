"""The roadmap as sheets: the items, which are imported back without a difference, what was committed, and the gates of launches."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from prodops_desktop.agenda.working_days import working_days
from prodops_desktop.datasets.sheets import AMOUNT, DAY, NUMBER, PERCENT, TEXT, WHOLE, YES_NO, RecordSheet, SheetColumn, SheetValue
from prodops_desktop.intake.kinds import KINDS
from prodops_desktop.metrics.periods import last_day, period_text
from prodops_desktop.roadmap.commitments import all_commitments
from prodops_desktop.roadmap.launches import all_checks, all_gates, readiness
from prodops_desktop.roadmap.model import DAY as TO_THE_DAY
from prodops_desktop.roadmap.model import DROPPED, TIERS, Commitment, Gate, Item
from prodops_desktop.roadmap.store import all_items, planned_lag
from prodops_desktop.roadmap.taking.predecessors import write_predecessor
from prodops_desktop.roadmap.vague_days import write_day
from prodops_desktop.workspace import Store

_Row = tuple[SheetValue, ...]
_FIELDS = (
    ("code", TEXT, 10),
    ("item", TEXT, 34),
    ("problem", TEXT, 34),
    ("outcome", TEXT, 30),
    ("goal", TEXT, 24),
    ("team", TEXT, 14),
    ("area", TEXT, 14),
    ("owner", TEXT, 16),
    ("status", TEXT, 11),
    ("horizon", TEXT, 9),
    ("start", DAY, 12),
    ("due", DAY, 12),
    ("done", DAY, 12),
    ("quarter", TEXT, 10),
    ("committed", YES_NO, 10),
    ("points", NUMBER, 8),
    ("depends_on", TEXT, 20),
    ("reach", NUMBER, 10),
    ("reach_unit", TEXT, 12),
    ("impact", NUMBER, 8),
    ("confidence", PERCENT, 12),
    ("effort", NUMBER, 12),
    ("value", NUMBER, 10),
    ("urgency", NUMBER, 10),
    ("risk_reduction", NUMBER, 10),
    ("job_size", NUMBER, 8),
    ("arr_behind", AMOUNT, 12),
    ("tier", WHOLE, 8),
    ("launch", DAY, 12),
    ("note", TEXT, 34),
)
_COMMITMENTS = (
    SheetColumn("Key", TEXT, 10),
    SheetColumn("Item", TEXT, 34),
    SheetColumn("Team", TEXT, 14),
    SheetColumn("Period", TEXT, 10),
    SheetColumn("Committed", YES_NO, 10),
    SheetColumn("Points at that time", NUMBER, 12),
    SheetColumn("Reported on", DAY, 12),
    SheetColumn("Later reports say", YES_NO, 16),
    SheetColumn("Later reported on", DAY, 16),
    SheetColumn("Done", DAY, 12),
)
_LAUNCHES = (
    SheetColumn("Item", TEXT, 40),
    SheetColumn("Tier", WHOLE, 6),
    SheetColumn("Launch", DAY, 12),
    SheetColumn("Gate", TEXT, 34),
    SheetColumn("Function", TEXT, 16),
    SheetColumn("State", TEXT, 9),
    SheetColumn("Evidence", TEXT, 34),
    SheetColumn("Who", TEXT, 16),
    SheetColumn("Day", DAY, 12),
    SheetColumn("Due", DAY, 12),
)
_GATES = (
    SheetColumn("Gate", TEXT, 40),
    SheetColumn("Function", TEXT, 16),
    *(SheetColumn(f"T{tier}: working days from launch", WHOLE, 14) for tier in TIERS),
    SheetColumn("Evidence", TEXT, 40),
)


def roadmap_sheets(store: Store) -> list[RecordSheet]:
    """“Roadmap”, “Commitments”, “Launches” with a row for each gate, and “Gates” as such; of the last three those that hold anything."""
    items, commitments = all_items(store), all_commitments(store)
    columns = tuple(SheetColumn(KINDS["roadmap"].field(name).title, holds, width) for name, holds, width in _FIELDS)
    by_id, latest = {one.id: one for one in items}, _latest(commitments)
    sheets = [RecordSheet("Roadmap", columns, [_item_row(one, by_id, latest.get(one.id)) for one in items])]
    if commitments:
        sheets.append(RecordSheet("Commitments", _COMMITMENTS, [_commitment_row(one, by_id[one.item]) for one in commitments]))
    gates = all_gates(store)
    launches = _launch_rows(store, items, gates)
    if launches:
        sheets.append(RecordSheet("Launches", _LAUNCHES, launches))
    if gates:
        sheets.append(RecordSheet("Gates", _GATES, [(one.name, one.function, *one.offsets, one.evidence) for one in gates]))
    return sheets


def _latest(commitments: Iterable[Commitment]) -> dict[int, Commitment]:
    """The commitment of each item for the latest period."""
    return {one.item: one for one in sorted(commitments, key=lambda one: (last_day(one.period), one.period))}


def _item_row(one: Item, by_id: Mapping[int, Item], promise: Commitment | None) -> _Row:
    """An item; what is committed is as reports say it by now, so that it comes back as it is."""
    committed = None if promise is None else promise.says_now
    return (
        *(one.code, one.title, one.problem, one.outcome, one.goal, one.team, one.area, one.owner, one.status, one.horizon),
        *(_day(one.starts, one.starts_precision), _day(one.due, one.due_precision), one.done),
        *(promise.period if promise else None, committed, one.points, _needs(one, by_id)),
        *((one.reach.value, one.reach.unit) if one.reach else (None, None)),
        *(one.impact, one.confidence, one.effort, one.value, one.urgency, one.risk, one.size, one.stated_arr),
        *(one.tier, one.launch, one.note),
    )


def _day(day: date | None, precision: str) -> date | str | None:
    """A day as a date, one that is known less exactly as it is said: “Q3 2027”."""
    return day if precision == TO_THE_DAY else write_day(day, precision) or None


def _needs(one: Item, by_id: Mapping[int, Item]) -> str | None:
    """The keys of what it waits for, with lags; that there is none is said where the days overlap."""
    needed = [(by_id[need.item], need.lag) for need in one.needs]
    return "; ".join(write_predecessor(other.code, lag, said=planned_lag(one, other) != 0) for other, lag in needed) or None


def _commitment_row(one: Commitment, item: Item) -> _Row:
    said = (period_text(one.period), one.committed, one.points, one.as_of, one.later, one.later_as_of)
    return (item.code, item.title, one.team, *said, item.done)


def _launch_rows(store: Store, items: Iterable[Item], gates: Sequence[Gate]) -> list[_Row]:
    checks, days = all_checks(store), working_days(store)
    launches = [one for one in items if one.tier is not None and one.status != DROPPED]
    rows: list[_Row] = []
    for one in sorted(launches, key=lambda one: one.launches or date.max):
        ready = readiness(one, gates, checks.get(one.id, {}), days)
        for view in ready.gates if ready is not None else ():
            said = (view.check.evidence, view.check.who, view.check.day) if view.check is not None else (None, None, None)
            launch = _day(*one.aim)
            rows.append((one.label, one.tier, launch, view.gate.name, view.gate.function, view.state, *said, view.due))
    return rows
