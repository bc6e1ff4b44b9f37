"""What is said of a period of commitments on every page that speaks of it: what its figures leave out, and since when they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prodops_desktop.ui import formats
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.work.listing import listed

if TYPE_CHECKING:
    from prodops_desktop.roadmap.commitments import Period


def remarks_of(period: Period) -> list[str]:
    """What is to be known of its figures, each in a sentence."""
    counts = (
        (
            len(period.without_points),
            "{n} committed item without points: no predictability.",
            "{n} committed items without points: no predictability.",
        ),
        (
            len(period.undated),
            "{n} committed item done on an unknown day, not counted as done.",
            "{n} committed items done on an unknown day, not counted as done.",
        ),
        (len(period.added), "{n} item committed too late, counted as stretch.", "{n} items committed too late, counted as stretch."),
        (len(period.flipped), "{n} commitment changed later, not counted.", "{n} commitments changed later, not counted."),
    )
    return [counted(count, one, many) for count, one, many in counts if count] + _first_reported(period)


def _first_reported(period: Period) -> list[str]:
    late = period.reported_late
    if period.is_all_late and len(late) == 1:
        return [tr("Commitments as first reported on {day}.", day=formats.day(late[0][0]))]
    named = [(day, listed([team or tr("no team") for team in teams], len(teams))) for day, teams in late]
    return [tr("Commitments of {teams} as first reported on {day}.", teams=teams, day=formats.day(day)) for day, teams in named]
