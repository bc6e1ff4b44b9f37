"""Turns the plan into what the plot of value against effort shows."""

from functools import partial

from prodops_desktop.roadmap.model import HORIZONS
from prodops_desktop.roadmap.plan import ItemView, Plan
from prodops_desktop.ui import formats
from prodops_desktop.ui.charts.scatter_model import Point, Scatter
from prodops_desktop.ui.pages.roadmap.wording import COLUMNS, figure_text, formula_text, score_text
from prodops_desktop.ui.texts import tr


def scatter_of(plan: Plan) -> Scatter:
    """The open items that have a score: reach × impact × capped confidence against effort."""
    return Scatter(
        tr("Value against effort"),
        tuple(_point(view) for view in plan.ranked if view.score.rice is not None),
        tr("Effort, person-months"),
        tr("Value: reach × impact × confidence"),
        tuple(COLUMNS.values()),
        tr("Column"),
        guide=lambda score: tr("RICE {n}", n=score_text(score)),
        x_text=figure_text,
        y_text=lambda value: formats.number(value, 0),
        tip_of=partial(_tip, plan),
        empty=tr("No item has a score yet. Give one its reach, impact, confidence and effort."),
    )


def _point(view: ItemView) -> Point:
    effort = view.item.effort or 0.0
    return Point(view.item.id, effort, (view.score.rice or 0.0) * effort, view.item.title, HORIZONS.index(view.horizon))


def _tip(plan: Plan, item: int) -> str:
    view = plan.find(item)
    return f"{view.item.label}\n{formula_text(view)} = {score_text(view.score.rice)}" if view is not None else ""
