"""The columns of the priorities: what items score, what speaks for them, and who is behind them."""

from collections.abc import Callable
from datetime import date
from typing import Any

from prodops_desktop.registry.codes import code_order
from prodops_desktop.roadmap.evidence import OPINION
from prodops_desktop.roadmap.model import STATUSES, Item
from prodops_desktop.roadmap.plan import TOP, ItemView
from prodops_desktop.ui import formats
from prodops_desktop.ui.models.cells import Cell
from prodops_desktop.ui.models.records import Column
from prodops_desktop.ui.pages.roadmap.wording import (
    COLUMNS,
    RUNG_NAMES,
    confidence_text,
    figure_text,
    formula_text,
    launch_text,
    missing_text,
    score_text,
)
from prodops_desktop.ui.pages.roadmap.wording import STATUSES as STATUS_NAMES
from prodops_desktop.ui.texts import counted, tr

HIDDEN = ("area", "owner", "reach", "impact", "effort", "wsjf", "status", "goal")
"""Columns of the scores that are there for who chooses them."""
_RUNGS = {**RUNG_NAMES, OPINION: tr("Opinion")}
_DOTS = {
    "in progress": "accent",
    "planned": "accent_line",
    "idea": "ghost",
    "on hold": "warn_fill",
    "done": "good_fill",
    "dropped": "ghost",
}

Today = Callable[[], date]


def score_columns(today: Today) -> list[Column]:
    """The columns of the priorities, and of every item there is."""
    return [code_column(), title_column(width=0), *_of_score(), *_of_evidence(), _stability_column(), *_of_plan(today)]


def figure_column(id_: str, title: str, value: Callable[[Any], float | None], width: int, *, folds: int = 0, tip: str = "") -> Column:
    """A figure of a record, at the right, with the decimals that it has."""
    return Column(
        id_, title, lambda one: Cell(figure_text(value(one)), right=True), right=True, width=width, tip=tip, order=value, folds=folds
    )


def _of_score() -> list[Column]:
    return [
        Column("score", tr("RICE"), _score_cell, right=True, width=68, order=lambda v: v.score.rice, fixed=True),
        Column(
            "claimed",
            tr("As claimed"),
            lambda v: Cell(score_text(v.score.claimed), "text_2", right=True),
            right=True,
            width=84,
            folds=6,
            order=lambda v: v.score.claimed,
        ),
        Column(
            "confidence",
            tr("Confidence"),
            _confidence_cell,
            width=168,
            folds=10,
            order=lambda v: v.score.confidence,
            exact=lambda v: "  ".join(confidence_text(v) if v.score.capped else confidence_text(v)[:1]),
        ),
    ]


def _of_evidence() -> list[Column]:
    return [
        Column(
            "best",
            tr("Best evidence"),
            lambda v: Cell(_RUNGS[v.evidence.best.kind], tip=v.evidence.best.text),
            width=106,
            folds=5,
            order=lambda v: v.evidence.cap,
        ),
        Column("arr", tr("ARR behind"), _money_cell, right=True, width=92, folds=9, order=lambda v: v.evidence.arr),
        Column("accounts", tr("Accounts"), _accounts_cell, right=True, width=80, folds=8, order=lambda v: len(v.evidence.accounts)),
        Column("risk", tr("At risk"), _risk_cell, right=True, width=68, folds=7, order=lambda v: len(v.evidence.at_risk)),
    ]


def _stability_column() -> Column:
    return Column(
        "stability",
        tr("Stays in top {n}", n=TOP),
        _stability_cell,
        right=True,
        width=112,
        folds=4,
        order=lambda v: v.stability,
        searched=False,
        tip=tr("In which share of draws it stays there when each figure is up to 20% off either way"),
    )


def _of_plan(today: Today) -> list[Column]:
    return [
        Column(
            "column", tr("Column"), lambda v: Cell(COLUMNS[v.horizon]), width=76, folds=3, order=lambda v: list(COLUMNS).index(v.horizon)
        ),
        text_column("team", tr("Team"), 110, folds=2),
        text_column("goal", tr("Goal"), 140),
        text_column("area", tr("Area"), 110),
        text_column("owner", tr("Owner"), 110),
        Column("status", tr("Status"), status_cell, width=104, order=lambda v: STATUSES.index(v.item.status)),
        figure_column("reach", tr("Reach"), lambda v: v.item.reach.value if v.item.reach else None, 82),
        figure_column("impact", tr("Impact"), lambda v: v.item.impact, 82),
        figure_column("effort", tr("Effort"), lambda v: v.item.effort, 82),
        figure_column("wsjf", tr("WSJF"), lambda v: v.score.wsjf, 82),
        Column(
            "due",
            tr("Due"),
            lambda v: Cell(launch_text(v.item, today()), right=True),
            right=True,
            width=104,
            folds=1,
            order=lambda v: v.item.aim[0],
            exact=lambda v: exact_launch(v.item),
        ),
    ]


def exact_launch(item: Item) -> str:
    """When it launches, or is due, with the year: as it is read elsewhere."""
    return launch_text(item, None)


def status_cell(view: ItemView) -> Cell:
    """Where an item stands."""
    return Cell(STATUS_NAMES[view.item.status], dot=_DOTS[view.item.status])


def code_column() -> Column:
    """The key of an item."""
    return Column("code", tr("Key"), lambda v: Cell(v.item.code, "text_2"), width=88, order=lambda v: code_order(v.item.code), fixed=True)


def title_column(width: int) -> Column:
    """The title of an item, with how many there are below all."""
    return Column(
        "title",
        tr("Item"),
        lambda v: Cell(v.item.title, role="name", tip=v.item.title),
        width=width,
        order=lambda v: v.item.title.casefold(),
        fixed=True,
        total=lambda vs: Cell(counted(len(vs), "{n} item", "{n} items"), role="name"),
        least=166,
    )


def text_column(attribute: str, title: str, width: int, folds: int = 0) -> Column:
    """A text of an item."""

    def value(view: ItemView) -> str | None:
        found: str | None = getattr(view.item, attribute)
        return found

    return Column(
        attribute,
        title,
        lambda v: Cell(value(v) or formats.MISSING, "text" if value(v) else "text_3"),
        width=width,
        folds=folds,
        order=lambda v: (value(v) or "").casefold() or None,
    )


def _score_cell(view: ItemView) -> Cell:
    if view.score.rice is None:
        return Cell(formats.MISSING, "text_3", right=True, tip=missing_text(view))
    return Cell(score_text(view.score.rice), role="name", right=True, tip=formula_text(view))


def _confidence_cell(view: ItemView) -> Cell:
    share, said = confidence_text(view)
    found, capped = view.score.confidence, view.score.capped
    return Cell(
        share,
        "warn" if capped else "text",
        meter=None if found is None else found / 100,
        aside=tr("was {claimed}", claimed=formats.percent(view.item.confidence)) if capped else "",
        tip=said if capped else "",
    )


def _money_cell(view: ItemView) -> Cell:
    said = formats.money(view.evidence.arr, view.plan.currency)
    most = view.evidence.mostly_one
    if most is not None:
        share = formats.percent(view.evidence.concentration, 0)
        return Cell(said, "warn", right=True, tip=tr("{share} of it is {name}", share=share, name=most.name))
    return Cell(said, right=True)


def _accounts_cell(view: ItemView) -> Cell:
    return Cell(formats.number(len(view.evidence.accounts)), "text" if view.evidence.accounts else "text_3", right=True)


def _risk_cell(view: ItemView) -> Cell:
    found = view.evidence.at_risk
    if not found:
        return Cell(formats.MISSING, "text_3", right=True)
    return Cell(formats.number(len(found)), "bad", right=True, tip="\n".join(f"{one.name}: {one.at_risk}" for one in found[:8]))


def _stability_cell(view: ItemView) -> Cell:
    found = view.stability
    return Cell(formats.MISSING if found is None else formats.percent(100 * found, 0), "text_3" if found is None else "text", right=True)
