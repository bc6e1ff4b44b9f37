"""The fields of a roadmap item in the inspector: how each is written, read and put into the record."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from prodops_desktop.roadmap.model import CONFIDENCES, IMPACTS, TIERS, TYPED, Item, Reach
from prodops_desktop.ui import formats
from prodops_desktop.ui.number_text import parse_figure
from prodops_desktop.ui.pages.roadmap.wording import HORIZON_CHOICES, STATUSES
from prodops_desktop.ui.records.record_fields import RecordField, attribute_field, day_field, needed, text_field, text_of
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.vague_text import read_vague, write_vague
from prodops_desktop.ui.widgets.edit_fields import FieldSpec

_REACH = re.compile(r"(?P<figure>[\d.,\s’]+[kKmM]?)\s*(?P<unit>.*)", re.DOTALL)
_UNIT = "users / qtr"
_SHORT = {0.5: "½", 0.25: "¼"}
"""Figures that would be too long for the field."""


def _day_hint() -> str:
    day, month = formats.day(date(2027, 1, 26)), formats.period("2027-03")
    return tr("This is no date. Type one such as {day}, {month}, Q3 2027, H2 2027 or 2028, or nothing.", day=day, month=month)


def _day_prompt() -> str:
    return tr("{day}, H2 2027", day=formats.day(date(2027, 1, 26)))


def _number_hint() -> str:
    return tr("This is no number. Type one such as {whole} or {part}, or nothing.", whole=formats.number(6), part=formats.number(2.5, 1))


def _reach_hint() -> str:
    return tr("This is no reach. Type a number and what it counts, such as “{n} users / qtr”.", n=formats.number(2900))


def _figure_text(value: float | None) -> str:
    if value is None:
        return ""
    return formats.number(value, next((places for places in range(4) if round(value, places) == value), 4))


def _figure_field(id_: str, title: str, placeholder: str = "") -> RecordField:
    return attribute_field(FieldSpec(id_, title, parse_figure, placeholder or tr("unknown"), hint=_number_hint), _figure_text)


def _read_reach(text: str) -> tuple[float, str] | None:
    """A number with what it counts; raises ValueError."""
    if not text.strip():
        return None
    found = _REACH.fullmatch(text.strip())
    if found is None:
        raise ValueError(text)
    figure = parse_figure(found["figure"])
    if not isinstance(figure, int | float):
        raise ValueError(text)
    return float(figure), " ".join(found["unit"].split()) or _UNIT


def _with_reach(item: Item, typed: tuple[float, str] | None) -> Item:
    """What is typed is an estimate, unless it is what there was."""
    if typed is None:
        return replace(item, reach=None)
    value, unit = typed
    if item.reach is not None and item.reach.value == value:
        return replace(item, reach=replace(item.reach, unit=unit))
    return replace(item, reach=Reach(value, unit, TYPED))


def _reach_text(item: Item) -> str:
    return "" if item.reach is None else f"{_figure_text(item.reach.value)} {item.reach.unit}".strip()


def _choice_of_figures(id_: str, title: str, choices: list[tuple[str, str]]) -> RecordField:
    def read(text: str) -> float | None:
        return float(text) if text else None

    spec = FieldSpec(id_, title, read, choices=(("", tr("not known")), *choices))
    return attribute_field(spec, lambda value: "" if value is None else f"{value:g}")


def _vague_field(id_: str, title: str, *, end: bool) -> RecordField:
    """A day that may be known to the month, quarter, half or year only."""

    def read(text: str) -> tuple[date | None, str]:
        return read_vague(text, end=end)

    def put(item: Item, value: Any) -> Item:
        day, precision = value
        return replace(item, **{id_: day, f"{id_}_precision": precision})

    spec = FieldSpec(id_, title, read, _day_prompt, hint=_day_hint)
    return RecordField(spec, lambda item: write_vague(getattr(item, id_), getattr(item, f"{id_}_precision")), put)


def _tier_field() -> RecordField:
    choices = (("", tr("no launch")), *((str(tier), tr("tier {n}", n=tier)) for tier in TIERS))
    spec = FieldSpec("tier", tr("Launch"), lambda text: int(text) if text else None, choices=choices)
    return attribute_field(spec, text_of)


def _horizon_field() -> RecordField:
    spec = FieldSpec("horizon", tr("Column"), lambda text: text or None, choices=HORIZON_CHOICES)
    return attribute_field(spec, text_of)


def _required(id_: str, title: str, hint: str) -> RecordField:
    read: Callable[[str], object] = needed
    return attribute_field(FieldSpec(id_, title, read, hint=hint), text_of)


RICE_FIELDS: tuple[RecordField, ...] = (
    RecordField(FieldSpec("reach", tr("Reach"), _read_reach, _UNIT, hint=_reach_hint), _reach_text, _with_reach),
    _choice_of_figures(
        "impact", tr("Impact"), [(f"{value:g}", f"{_SHORT.get(value, f'{value:g}')} · {tr(name)}") for value, name in IMPACTS.items()]
    ),
    _choice_of_figures("confidence", tr("Confidence"), [(f"{value:g}", formats.percent(value)) for value in CONFIDENCES]),
    _figure_field("effort", tr("Effort"), tr("person-months")),
)
WHY_FIELDS: tuple[RecordField, ...] = (
    text_field("problem", tr("Problem"), lines=3, placeholder=tr("what hurts, and whom")),
    text_field("outcome", tr("Outcome"), lines=2, placeholder=tr("what will be different, and how one sees it")),
)
PLAN_FIELDS: tuple[RecordField, ...] = (
    _required("code", tr("Key"), tr("An item needs a key, such as RM-12.")),
    _required("title", tr("Title"), tr("An item needs a title of at least one character.")),
    text_field("goal", tr("Goal")),
    text_field("team", tr("Team")),
    text_field("area", tr("Area"), placeholder=tr("part of the product")),
    text_field("owner", tr("Owner")),
    attribute_field(FieldSpec("status", tr("Status"), choices=tuple(STATUSES.items())), text_of),
    _horizon_field(),
    _vague_field("starts", tr("Start"), end=False),
    _vague_field("due", tr("Due"), end=True),
    day_field("done", tr("Done on")),
    _tier_field(),
    _figure_field("points", tr("Points")),
    text_field("note", tr("Note"), lines=2),
)
WSJF_FIELDS: tuple[RecordField, ...] = (
    _figure_field("value", tr("Value")),
    _figure_field("urgency", tr("Time criticality")),
    _figure_field("risk", tr("Risk reduction")),
    _figure_field("size", tr("Job size")),
)
