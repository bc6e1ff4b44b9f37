"""Says in words what a plan adds to a timeline: baselines, milestones, and what waits for what."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from prodops_desktop.ui import formats
from prodops_desktop.ui.charts.timeline_marks import Arrow, Ghost, Milestone
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.work.listing import listed


def ghost_text(ghost: Ghost, today: date | None = None) -> str:
    """“Baseline 2 – 27 Nov: +14 d”."""
    if ghost.said:
        return ghost.said
    span = tr("Baseline {span}", span=formats.span(ghost.starts, ghost.ends, today))
    return f"{span}: {ghost.text}" if ghost.text else span


def milestone_text(milestone: Milestone, today: date | None = None) -> str:
    """“26 Jan: 7 of 11”."""
    if milestone.said or milestone.day is None:
        return milestone.said or milestone.text
    return ": ".join(part for part in (formats.day(milestone.day, today), milestone.text) if part)


def waits_texts(key: int, arrows: Iterable[Arrow], titles: Mapping[int, str]) -> list[str]:
    """What a bar waits for and what waits for it, by the titles of the bars that there are."""
    before = [arrow for arrow in arrows if arrow.end_key == key and arrow.start_key in titles]
    after = [titles[arrow.end_key] for arrow in arrows if arrow.start_key == key and arrow.end_key in titles]
    said = [arrow.said for arrow in before if arrow.said]
    for tone, text in (("bad", tr("Held up by {names}")), ("quiet", tr("Waits for {names}"))):
        names = [titles[arrow.start_key] for arrow in before if arrow.tone == tone and not arrow.said]
        if names:
            said.append(text.format(names=listed(names)))
    return [*said, tr("Needed by {names}", names=listed(after))] if after else said


def plan_texts(
    key: int, ghost: Ghost | None, milestone: Milestone | None, waits: tuple[Iterable[Arrow], Mapping[int, str]], today: date | None
) -> list[str]:
    """All of this of one bar; ``waits`` are the arrows and the titles of the bars that there are."""
    said = [ghost_text(ghost, today)] if ghost is not None else []
    said += [milestone_text(milestone, today)] if milestone is not None and (milestone.text or milestone.said) else []
    return said + waits_texts(key, *waits)


def plan_sentence(ghosts: int, milestones: int, arrows: int) -> str:
    """How much of it a timeline shows, empty where there is none."""
    parts = [
        counted(count, one, many)
        for count, one, many in (
            (ghosts, "{n} with its days in a baseline", "{n} with their days in a baseline"),
            (milestones, "{n} milestone", "{n} milestones"),
            (arrows, "{n} dependency", "{n} dependencies"),
        )
        if count
    ]
    return f"{listed(parts)}." if parts else ""


def trouble_sentence(remarks: list[str], held: list[str], weeks: Sequence[date], today: date | None) -> str:
    """What asks for attention, empty where nothing does: bars with their remarks, bars that are held up, weeks over the limit."""
    said = [tr("To look at: {names}.", names=listed(remarks))] if remarks else []
    if held:
        said.append(tr("Held up by others: {names}.", names=listed(held)))
    if weeks:
        count = counted(len(weeks), "{n} week", "{n} weeks")
        said.append(tr("{weeks} over the limit, from {days}.", weeks=count, days=listed([formats.day(week, today) for week in weeks])))
    return " ".join(said)
