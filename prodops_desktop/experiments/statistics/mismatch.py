"""Whether units came into the arms as planned, or there is a sample ratio mismatch (SRM)."""

from collections.abc import Mapping
from dataclasses import dataclass

from prodops_desktop.experiments.statistics.wording import counted, p_text
from prodops_desktop.metrics.distributions import chi_square_sf
from prodops_desktop.work.listing import listed

RED, YELLOW, OK, TOO_FEW = "red", "yellow", "ok", "too few"
LEAST_EXPOSURES = 100
"""Under this many units, all arms together, nothing is said (DATA.md)."""
_RED_P, _YELLOW_P = 0.001, 0.01
_RED_DEVIATION = 0.001
_ROUNDING = 1e-12


@dataclass(frozen=True)
class ArmShare:
    """An arm with the units seen in it, and the share planned and seen, from 0 to 1."""

    name: str
    units: int
    planned: float
    seen: float

    @property
    def deviation(self) -> float:
        """How far the share seen is over the planned one."""
        return self.seen - self.planned


@dataclass(frozen=True)
class Mismatch:
    """The verdict on the sizes of the arms that have a weight; ``p`` and ``chi_square`` are None where they are too few to say.

    ``stray`` counts the units seen where none may be: in an arm without a weight, or in one that the plan does not know.
    """

    status: str
    arms: tuple[ArmShare, ...]
    chi_square: float | None
    p: float | None
    stray: int

    @property
    def units(self) -> int:
        """The units in all arms with a weight."""
        return sum(arm.units for arm in self.arms)

    @property
    def deviation(self) -> float:
        """The largest absolute deviation of a share."""
        return max((abs(arm.deviation) for arm in self.arms), default=0.0)

    @property
    def sentence(self) -> str:
        """The verdict in words."""
        found = {
            TOO_FEW: f"Too few to check the arms: {counted(self.units, 'unit')} where {LEAST_EXPOSURES} in two arms or more are needed.",
            OK: "The arms match the plan",
            YELLOW: "The arms may not match the plan",
            RED: "The arms don’t match the plan",
        }[self.status]
        text = found if self.p is None else f"{found}: {self._seen_against_planned()}, SRM p {p_text(self.p)}."
        return text if not self.stray else f"{text} {counted(self.stray, 'unit')} in arms that nobody may be in."

    def _seen_against_planned(self) -> str:
        seen = listed([f"{arm.units:,}" for arm in self.arms], limit=len(self.arms))
        planned = " : ".join(f"{100 * arm.planned:.3g}" for arm in self.arms)
        return f"{seen} where {planned} was planned"


def mismatch(units: Mapping[str, int], weights: Mapping[str, float]) -> Mismatch:
    """The verdict on how many ``units`` each arm has, against its weight; an arm without units has none."""
    whole = sum(weight for weight in weights.values() if weight > 0)
    total = sum(units.get(name, 0) for name, weight in weights.items() if weight > 0)
    arms = tuple(
        ArmShare(name, units.get(name, 0), weight / whole, units.get(name, 0) / total if total else 0.0)
        for name, weight in weights.items()
        if weight > 0
    )
    stray = sum(count for name, count in units.items() if weights.get(name, 0) <= 0)
    if total < LEAST_EXPOSURES or len(arms) < 2:
        return Mismatch(TOO_FEW, arms, None, None, stray)
    chi_square = sum(total * arm.deviation**2 / arm.planned for arm in arms)
    p = chi_square_sf(chi_square, len(arms) - 1)
    far = any(abs(arm.deviation) >= _RED_DEVIATION - _ROUNDING for arm in arms)
    status = RED if p < _RED_P and far else YELLOW if p < _YELLOW_P else OK
    return Mismatch(status, arms, chi_square, p, stray)
