"""The roadmap as the sheet of a board pack: what comes when, what moved and why, what it is worth, and whether promises were kept."""

from datetime import date

from prodops_desktop.datasets.area_sheet import AreaSheet, AreaTable, BarChart, Definition, Tile
from prodops_desktop.datasets.origins import versions_behind
from prodops_desktop.datasets.sheets import AMOUNT, DAY, NUMBER, PERCENT, TEXT, WHOLE, SheetColumn, SheetValue
from prodops_desktop.metrics.periods import period_text
from prodops_desktop.metrics.tally import rows_text
from prodops_desktop.metrics.wording import money_text
from prodops_desktop.roadmap.commitments import Period
from prodops_desktop.roadmap.evidence import Caps, read_caps
from prodops_desktop.roadmap.plan import ItemView, Plan, behind
from prodops_desktop.roadmap.slips import base_aim
from prodops_desktop.roadmap.vague_days import write_day
from prodops_desktop.work.listing import listed
from prodops_desktop.workspace import Store

TITLE = "Roadmap"
_MOST = 15
_MOST_QUARTERS = 6


def sheet_of(store: Store, plan: Plan) -> AreaSheet:
    """The sheet of a plan that has any item."""
    sources, by_hand = _sources(store, plan)
    entered = [f"Entered here, and from no file: {rows_text(by_hand, 'item')}."] if by_hand else []
    return AreaSheet(
        title=TITLE,
        headline=headline(plan),
        subtitle=subtitle(plan),
        currency=plan.currency,
        tiles=_tiles(plan),
        tables=(_priorities(plan), _launches(plan), _moved(plan), _delivery(plan), _goals(plan)),
        definitions=(_rice_definition(read_caps(store)), *_DEFINITIONS),
        notes=(*entered, *plan.notes),
        sources=sources,
    )


def headline(plan: Plan) -> str:
    """What an executive has to know: what moved most and why, and what comes next."""
    ahead = plan.ahead
    moved = plan.slipped
    if moved and plan.baseline is not None:
        first = moved[0]
        day = write_day(*first.item.aim)
        when = f" to {day}" if day else ""
        because = f": {_cause(first)}" if _cause(first) else ""
        more = f"; {rows_text(len(moved) - 1, 'item')} more slipped" if len(moved) > 1 else ""
        return f"{first.item.title} moves{when}{because}{more}"
    slipped = "nothing slipped" if plan.baseline is not None else "no baseline yet"
    if not ahead or ahead[0].item.launches is None:
        return f"{rows_text(len(plan.open), 'open item')}, {slipped}"
    first = ahead[0]
    when = write_day(*first.item.aim)
    if _is_overdue(first):
        return f"{first.item.title} was to launch {when} and has not; {slipped}"
    return f"{first.item.title} launches next, {when}; {slipped}"


def subtitle(plan: Plan) -> str:
    """How much is open, what it is worth, and how the last quarter went."""
    worth, count = behind(plan.open)
    parts = [f"{rows_text(len(plan.open), 'open item')}."]
    if worth is not None:
        parts.append(f"{money_text(worth, plan.currency)} of ARR in {rows_text(count, 'account')} asks for them, each counted once.")
    last = _last(plan)
    if last is not None and last.say_do is not None:
        parts.append(f"{period_text(last.period)}: {len(last.delivered):,} of {len(last.committed):,} committed items done.")
    if plan.unaimed_goals:
        parts.append(f"{rows_text(len(plan.unaimed_goals), 'goal')} without an item.")
    return " ".join(parts)


def _tiles(plan: Plan) -> tuple[Tile, ...]:
    ahead, last = plan.ahead, _last(plan)
    late = sum(view.readiness is not None and bool(view.readiness.overdue(plan.today)) for view in ahead)
    overdue = sum(_is_overdue(view) for view in ahead)
    said = ", ".join(filter(None, (f"{overdue:,} overdue" if overdue else "", f"{late:,} with a late gate" if late else "no gate late")))
    done = (
        f"{len(last.delivered):,} of {len(last.committed):,}, {period_text(last.period)}" if last is not None else "no quarter is over yet"
    )
    worth, count = behind(plan.open)
    return (
        Tile("Open items", len(plan.open), WHOLE, f"{len(plan.column('now')):,} of them now"),
        Tile("ARR behind them", worth, AMOUNT, f"{rows_text(count, 'account')}, each once"),
        Tile("Launches ahead", len(ahead), WHOLE, said),
        _slipped(plan),
        Tile("Say/do", last.say_do if last is not None else None, PERCENT, done),
    )


def _slipped(plan: Plan) -> Tile:
    if plan.baseline is None:
        return Tile("Slipped", None, WHOLE, "no baseline yet")
    median = f", median of all open items {plan.median_slip:g} days" if plan.median_slip is not None else ""
    return Tile("Slipped", len(plan.slipped), WHOLE, f"since {plan.baseline.name}{median}")


def _priorities(plan: Plan) -> AreaTable:
    columns = (
        SheetColumn("Item", TEXT, 30),
        SheetColumn("Team", TEXT, 16),
        SheetColumn("RICE", NUMBER, 10),
        SheetColumn("As claimed", NUMBER, 11),
        SheetColumn("Confidence", PERCENT, 12),
        SheetColumn("Best evidence", TEXT, 14),
        SheetColumn("ARR behind it", AMOUNT, 15),
        SheetColumn("Accounts", WHOLE, 10),
        SheetColumn("At risk", WHOLE, 9),
        SheetColumn("Column", TEXT, 9),
        SheetColumn("When", TEXT, 26),
    )
    scored = [view for view in plan.ranked if view.score.rice is not None]
    left = len(plan.ranked) - min(_MOST, len(scored))
    note = f"{rows_text(left, 'open item')} more, {len(plan.ranked) - len(scored):,} of them without a score." if left else ""
    chart = BarChart("ARR behind it", names=0, values=6)
    return AreaTable(
        "Priorities, confidence capped by the evidence", columns, [_priority(view) for view in scored[:_MOST]], note=note, chart=chart
    )


def _priority(view: ItemView) -> tuple[SheetValue, ...]:
    one, score, evidence = view.item, view.score, view.evidence
    when = write_day(*one.aim)
    figures = (_rounded(score.rice), _rounded(score.claimed), score.confidence, evidence.best.kind, evidence.arr)
    return (one.title, one.team, *figures, len(evidence.accounts), len(evidence.at_risk), view.horizon, when or None)


def _launches(plan: Plan) -> AreaTable:
    columns = (
        SheetColumn("Launch", TEXT, 30),
        SheetColumn("Team", TEXT, 16),
        SheetColumn("Tier", WHOLE, 7),
        SheetColumn("Date", TEXT, 21),
        SheetColumn("Slip, days", WHOLE, 11),
        SheetColumn("Gates passed", TEXT, 14),
        SheetColumn("Open gates that are due first", TEXT, 50),
    )
    return AreaTable("Launches ahead", columns, [_launch(view) for view in plan.ahead[:_MOST]])


def _launch(view: ItemView) -> tuple[SheetValue, ...]:
    one, found = view.item, view.readiness
    gates = f"{found.passed} of {found.applicable}" if found is not None else None
    open_ = listed([gate.gate.name for gate in found.open_], limit=4) if found is not None else None
    day = write_day(*one.aim)
    return (one.title, one.team, one.tier, f"{day}, overdue" if _is_overdue(view) else day or None, view.slip, gates, open_ or "none")


def _moved(plan: Plan) -> AreaTable:
    columns = (
        SheetColumn("Item", TEXT, 30),
        SheetColumn("Team", TEXT, 16),
        SheetColumn("Baseline", DAY, 13),
        SheetColumn("Now", DAY, 13),
        SheetColumn("Days", WHOLE, 8),
        SheetColumn("Because", TEXT, 50),
    )
    heading = f"Moved since {plan.baseline.name}" if plan.baseline is not None else "Moved"
    rows: list[tuple[SheetValue, ...]] = []
    for view in plan.slipped[:_MOST]:
        base, one = view.base, view.item
        was = base_aim(one, base)[0] if base is not None else None
        rows.append((one.title, one.team, was, one.aim[0], view.slip, _cause(view) or None))
    return AreaTable(heading, columns, rows)


def _delivery(plan: Plan) -> AreaTable:
    columns = (
        SheetColumn("Quarter", TEXT, 12),
        SheetColumn("Committed", WHOLE, 11),
        SheetColumn("Done in it", WHOLE, 11),
        SheetColumn("Say/do", PERCENT, 10),
        SheetColumn("Stretch done", WHOLE, 13),
        SheetColumn("Predictability", PERCENT, 14),
        SheetColumn("Remark", TEXT, 50),
    )
    return AreaTable("Promised and delivered", columns, [_quarter(plan, period) for period in plan.periods[:_MOST_QUARTERS]])


def _quarter(plan: Plan, period: Period) -> tuple[SheetValue, ...]:
    said = [] if period.is_over(plan.today) else ["The quarter goes on."]
    said += period.remarks
    figures = (len(period.committed), len(period.delivered), period.say_do, len(period.stretch), period.predictability)
    return (period_text(period.period), *figures, " ".join(said) or None)


def _goals(plan: Plan) -> AreaTable:
    columns = (SheetColumn("Goal", TEXT, 30), SheetColumn("Owner", TEXT, 16), SheetColumn("Period", TEXT, 12))
    rows = [(goal.title, goal.owner, period_text(goal.period) if goal.period else None) for goal in plan.unaimed_goals]
    return AreaTable("Goals without an item", columns, rows)


def _is_overdue(view: ItemView) -> bool:
    """Whether the day of a launch that is not done has passed."""
    return (view.item.launches or date.max) < view.plan.today


def _last(plan: Plan) -> Period | None:
    """The last quarter that is over."""
    return next((period for period in plan.periods if period.is_over(plan.today)), None)


def _cause(view: ItemView) -> str:
    other = view.moved_by
    return f"{other.item.title} moved it" if other is not None else ""


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def _sources(store: Store, plan: Plan) -> tuple[tuple[int, ...], int]:
    """The versions behind what is shown, and how many items no version tells of."""
    behind = versions_behind(store, "roadmap_item")
    found: set[int] = set()
    by_hand = 0
    for view in plan.views:
        own = behind.get(view.item.id, ())
        by_hand += not own
        found.update(own)
        found.update(view.evidence.sources)
    return tuple(sorted(found)), by_hand


def _rice_definition(caps: Caps) -> Definition:
    return Definition(
        "RICE",
        "Reach × impact × confidence ÷ effort; confidence is at most what the best linked evidence allows: an opinion or a single account "
        f"{caps.opinion:g}%, feedback of several accounts {caps.feedback:g}%, usage {caps.usage:g}%, a conclusive experiment "
        f"{caps.experiment:g}%. Effort in person-months.",
        "It is an order of magnitude: ±20% on each figure moves ranks. No score depends on another item.",
    )


_DEFINITIONS = (
    Definition(
        "ARR behind",
        "Σ ARR of the distinct accounts whose feedback is linked to items, directly or by a tag; each account once.",
        "What they ask for is not what they would pay for.",
        "money",
    ),
    Definition(
        "Slip",
        "Date now − date in the baseline, in calendar days; of launches their launch day, of other items the day they are due.",
        "A date that is known to the month or quarter counts as its last day.",
        "days",
        "down",
    ),
    Definition(
        "Say/do and predictability",
        "Say/do: committed items done within the quarter ÷ committed items. Predictability: points done in it, stretch too, ÷ points "
        "committed, and not known while a committed item has none. What was committed is frozen as the quarter begins, or as it was first "
        "reported.",
        "Small items count as much as large ones in say/do; points are the teams' own.",
        "percent",
        "up",
    ),
    Definition(
        "Gates passed",
        "Gates of the launch's tier with evidence (a link, a file, or a name with a day) ÷ those that apply.",
        "A gate says that somebody looked, not that all is well.",
    ),
)
