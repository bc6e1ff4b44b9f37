"""The arithmetic of NPS: its margin of error, when it is too few to say, and whether two waves differ."""

import math
from dataclasses import dataclass

LEAST_RESPONSES = 10
"""Under this many responses an NPS is not shown (DEFAULTS: nps, min n 10)."""
_Z = 1.96


@dataclass(frozen=True)
class Nps:
    """One wave: 100·(p − d) in points, and the half-width of its 95% interval; both None when there are too few."""

    promoters: int
    passives: int
    detractors: int

    @property
    def n(self) -> int:
        """The number of responses."""
        return self.promoters + self.passives + self.detractors

    @property
    def value(self) -> float | None:
        """100·(p − d), from −100 to 100."""
        return 100 * (self.promoters - self.detractors) / self.n if self.n >= LEAST_RESPONSES else None

    @property
    def margin(self) -> float | None:
        """1.96·100·√((p + d − (p − d)²)/n)."""
        if self.n < LEAST_RESPONSES:
            return None
        p, d = self.promoters / self.n, self.detractors / self.n
        return _Z * 100 * math.sqrt(max(0.0, p + d - (p - d) ** 2) / self.n)


def beyond_margin(difference: float, one_margin: float, other_margin: float) -> bool:
    """Whether two waves differ: the difference exceeds 1.96·√(SE₁² + SE₂²), that is √(margin₁² + margin₂²)."""
    return abs(difference) > math.hypot(one_margin, other_margin)
