"""What the page Roadmap says of a quarter: what of its commitments was done, what is not counted, and why a share is not known."""

from collections.abc import Collection

from prodops_desktop.roadmap.commitments import Period, committed_in
from prodops_desktop.roadmap.plan import Plan
from prodops_desktop.ui import formats
from prodops_desktop.ui.period_words import remarks_of
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.work.listing import listed


def period_sentence(plan: Plan, period: Period) -> str:
    """A quarter in a sentence: “Q3 2026: 41 of 50 committed items done, say/do 82%; predictability 82%.”"""
    said = tr(
        "{quarter}: {n} of {all} committed items done, say/do {share}",
        quarter=formats.period(period.period),
        n=len(period.delivered),
        all=len(period.committed),
        share=formats.percent(period.say_do, None),
    )
    if period.predictability is not None:
        said += f"; {predictability_text(period)}"
    said += "." if period.is_over(plan.today) else tr(", and the quarter goes on.")
    return " ".join((said, *remarks_of(period)))


def predictability_text(period: Period) -> str:
    """“predictability 82%”, or why it is not known; empty where nothing was committed, or no points at all."""
    if period.predictability is not None:
        return tr("predictability {share}", share=formats.percent(period.predictability, None))
    if not period.without_points:
        return ""
    count = len(period.without_points)
    why = counted(count, "{n} committed item has no points", "{n} committed items have no points")
    return tr("predictability is not known, because {why}", why=why)


def deleted_commitments_text(plan: Plan, items: Collection[int]) -> str:
    """What goes with items as they are deleted, to be added to a sentence; empty for nothing.

    “with its commitment for Q3 2026, whose say/do changes”, read from the plan as it was before.
    """
    periods = [formats.period(period) for period in committed_in(plan.periods, items)]
    if not periods:
        return ""
    whose = listed(periods, len(periods))
    if len(items) == 1 and len(periods) == 1:
        return tr("with its commitment for {quarters}, whose say/do changes", quarters=whose)
    if len(items) == 1:
        return tr("with its commitments for {quarters}, whose say/do changes", quarters=whose)
    return tr("with their commitments for {quarters}, whose say/do changes", quarters=whose)
