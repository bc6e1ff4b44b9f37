"""What an item of the roadmap has to hold so that it makes sense, each in a sentence."""

import math
from datetime import date

from prodops_desktop.errors import UserError
from prodops_desktop.roadmap.model import CONFIDENCES, HORIZONS, IMPACTS, LEAST_EFFORT, PRECISIONS, REACH_SOURCES, STATUSES, TIERS, Item

_FIRST, _LAST = date(1990, 1, 1), date(2200, 12, 31)
_LONGEST_CODE = 40
_LONGEST_TEXT = 10_000
"""How many characters a text has at most; a cell of a spreadsheet, which it has to fit in, holds some more."""


def check_item(one: Item) -> None:
    """Raise UserError for the first thing that makes no sense."""
    if not one.code:
        raise UserError("An item needs a key, such as RM-12.")
    if len(one.code) > _LONGEST_CODE:
        raise UserError(f"A key has at most {_LONGEST_CODE} characters. Shorten “{one.code[:20]}…”.")
    if not one.title:
        raise UserError("An item needs a title of at least one character.")
    for name in ("title", "problem", "outcome", "note"):
        length = len(getattr(one, name) or "")
        if length > _LONGEST_TEXT:
            raise UserError(f"The {name} of {one.code} has {length:,} characters, and {_LONGEST_TEXT:,} are the most. Shorten it.")
    for text, known, what in (
        (one.status, STATUSES, "status"),
        (one.horizon, (None, *HORIZONS), "horizon"),
        (one.starts_precision, PRECISIONS, "precision"),
        (one.due_precision, PRECISIONS, "precision"),
    ):
        if text not in known:
            raise UserError(f"“{text}” is no {what}. Choose one of {', '.join(str(one) for one in known if one)}.")
    if one.tier is not None and one.tier not in TIERS:
        raise UserError("The tier of a launch is 1, 2 or 3.")
    _check_days(one)
    _check_rice(one)
    _check_figures(one)
    if any(need.item == one.id for need in one.needs):
        raise UserError(f"{one.label} can’t wait for itself. Choose another item.")


def _check_days(one: Item) -> None:
    for day in (one.starts, one.due, one.done, one.launch):
        if day is not None and not _FIRST <= day <= _LAST:
            raise UserError(f"{day} can’t be right for {one.label}. Give a day from {_FIRST.year} to {_LAST.year}.")
    if one.starts is not None and one.due is not None and one.due < one.starts:
        raise UserError(f"{one.label} would be due on {one.due}, before it starts on {one.starts}. Change one of the days.")


def _check_rice(one: Item) -> None:
    if one.reach is not None:
        if one.reach.source not in REACH_SOURCES:
            raise UserError(f"“{one.reach.source}” is no source of a reach.")
        if not (math.isfinite(one.reach.value) and one.reach.value >= 0):
            raise UserError("A reach is a number of at least 0.")
    if one.impact is not None and one.impact not in IMPACTS:
        raise UserError("An impact is 3 (massive), 2 (high), 1 (medium), 0.5 (low) or 0.25 (minimal).")
    if one.confidence is not None and one.confidence not in CONFIDENCES:
        raise UserError("A confidence is 100, 80 or 50%.")
    if one.effort is not None and not (math.isfinite(one.effort) and one.effort >= LEAST_EFFORT):
        raise UserError(f"An effort is at least {LEAST_EFFORT:g} person-months.")


def _check_figures(one: Item) -> None:
    for name in ("value", "urgency", "risk", "points", "stated_arr"):
        figure = getattr(one, name)
        if figure is not None and not (math.isfinite(figure) and figure >= 0):
            raise UserError(f"{name.replace('_', ' ').capitalize()} is a number of at least 0.")
    if one.size is not None and not (math.isfinite(one.size) and one.size > 0):
        raise UserError("A job size is a number above 0.")
