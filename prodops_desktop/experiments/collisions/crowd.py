"""Counts whom experiments and events share, by the segments of the workspace; each question is worked out once."""

from prodops_desktop.experiments.collisions.plans import Headcount
from prodops_desktop.segments.population import Group, Populations

_REGION = "Region"
"""The field of accounts that events name their region by."""


class SegmentCrowd:
    """Answers from the masks of users and accounts that segments pick."""

    def __init__(self, populations: Populations) -> None:
        self._populations = populations

    def shared(self, a: str | None, b: str | None) -> Headcount | None:
        """Who is in both segments."""
        return self._populations.shared(a, b)

    def reached(self, segment: str | None, event_segment: str | None, region: str | None) -> Headcount | None:
        """Who of a segment is also in the segment and the region of an event."""
        where: tuple[Group, ...] = ((_REGION, region),) if region else ()
        return self._populations.shared_by(segment, event_segment, *where)
