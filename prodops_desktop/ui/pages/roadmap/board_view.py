"""Turns the plan into what the board shows: a card an item, with what it scores, what caps it, and who is behind it."""

from dataclasses import dataclass

from prodops_desktop.registry.entries import name_key
from prodops_desktop.roadmap.model import HORIZONS, ON_HOLD
from prodops_desktop.roadmap.plan import RICE, ItemView, Plan
from prodops_desktop.ui import formats
from prodops_desktop.ui.board.card import BoardColumn, Card, Chip, Confidence
from prodops_desktop.ui.pages.roadmap.columns import exact_launch
from prodops_desktop.ui.pages.roadmap.wording import (
    COLUMNS,
    STATUSES,
    cause_text,
    column_money_text,
    confidence_text,
    effort_text,
    gates_text,
    launch_text,
    missing_text,
    money_text,
    score_text,
    slip_text,
    slip_tone,
    violation_text,
)
from prodops_desktop.ui.texts import counted, tr


@dataclass(frozen=True)
class BoardLook:
    """How the board is looked at: teams and goals that are shown (empty: all), the score, and the words that cards must have."""

    team: str = ""
    goal: str = ""
    score: str = RICE
    words: str = ""

    @property
    def filters(self) -> bool:
        """Whether some items may not be shown."""
        return bool(self.team or self.goal or self.words.strip())


def columns_of(plan: Plan, look: BoardLook, *, may_add: bool) -> list[BoardColumn]:
    """The three columns; sums are of what is shown."""
    made = []
    nothing = tr("No card here fits the filter.") if look.filters else tr("Nothing is planned here. Drag a card here, or press N.")
    for horizon in HORIZONS:
        views = [view for view in plan.column(horizon, look.score) if is_shown(view, look)]
        aside, short, over = effort_text(views, _capacity(plan, horizon, look))
        name = COLUMNS[horizon]
        made.append(
            BoardColumn(
                horizon,
                name,
                tuple(card_of(view, look.score) for view in views),
                aside,
                "warn" if over else "3",
                tr("Add to {column}", column=name) if may_add else "",
                column_money_text(views, plan.currency),
                nothing,
                short,
            )
        )
    return made


def _capacity(plan: Plan, horizon: str, look: BoardLook) -> float | None:
    """What whoever is shown has in the quarter of a column; None also where only some of their items are shown."""
    everyone = plan.capacity_of(horizon) if not (look.goal or look.words.strip()) else None
    return plan.capacities.get(name_key(look.team)) if look.team and everyone is not None else everyone


def is_shown(view: ItemView, look: BoardLook) -> bool:
    """Whether an item is among those that are looked at."""
    one = view.item
    if (look.team and one.team != look.team) or (look.goal and one.goal != look.goal):
        return False
    text = " ".join(part for part in (one.label, one.team, one.goal, one.area, one.owner, STATUSES[one.status]) if part).casefold()
    return all(word in text for word in look.words.casefold().split())


def card_of(view: ItemView, kind: str) -> Card:
    """An item as a card."""
    one, figure, found = view.item, view.figure(kind), view.readiness
    when, gates = launch_text(one, view.plan.today), gates_text(found)
    return Card(
        one.id,
        one.title,
        score_text(figure),
        " · ".join(part for part in (one.team, one.goal) if part),
        _confidence(view),
        money_text(view.evidence, view.plan.currency) if view.evidence.accounts else "",
        "rocket-launch-outline" if one.tier is not None else "calendar-outline",
        tuple(part for part in (when, gates) if part),
        tuple(chips_of(view)),
        tip="\n".join(part for part in (one.label, missing_text(view, kind), cause_text(view), *violation_text(view)) if part),
        order=figure,
        short_footer=(when, tr("{n}/{all}", n=found.passed, all=found.applicable)) if found is not None else (),
        exact_footer=tuple(part for part in (exact_launch(one), gates) if part),
    )


def chips_of(view: ItemView) -> list[Chip]:
    """What of an item asks for attention, the worst first."""
    evidence, chips = view.evidence, []
    if view.violations:
        chips.append(Chip(tr("too early"), "bad", "calendar-alert"))
    if view.slip and view.slip > 0:
        chips.append(Chip(slip_text(view.slip), slip_tone(view.slip), "calendar-alert"))
    if evidence.mostly_one is not None:
        share = formats.percent(evidence.concentration, 0)
        chips.append(Chip(tr("{share} one account", share=share), "warn", short=share))
    if evidence.at_risk:
        number = len(evidence.at_risk)
        chips.append(Chip(counted(number, "{n} at risk", "{n} at risk"), "bad", "alert-outline", formats.number(number)))
    if view.item.status == ON_HOLD:
        chips.append(Chip(STATUSES[ON_HOLD], "warn"))
    return chips


def _confidence(view: ItemView) -> Confidence | None:
    found, claimed = view.score.confidence, view.item.confidence
    if found is None:
        return None
    text, note = confidence_text(view)
    return Confidence(found / 100, text, claimed / 100 if claimed is not None else None, note)
