"""What is said of how many experiments are live in a week, on every page that speaks of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prodops_desktop.ui import formats
from prodops_desktop.ui.texts import counted, tr

if TYPE_CHECKING:
    from datetime import date

    from prodops_desktop.experiments.collisions.capacity import Load


def crowded_text(load: Load, today: date) -> str:
    """The first week to come that holds too much: “Week of 7 Dec: 7 live, limit 6”; empty where none does."""
    over = load.over(today)
    if not over:
        return ""
    day, live, limit = formats.day(over[0], today), formats.number(load.live(over[0])), formats.number(load.limit)
    said = tr("Week of {day}: {n} live, limit {limit}", day=day, n=live, limit=limit)
    return said if len(over) == 1 else f"{said}{counted(len(over) - 1, ', and {n} week more', ', and {n} weeks more')}"
