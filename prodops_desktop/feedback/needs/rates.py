"""How often a theme is mentioned per 100 items received, how sure that is, and whether it is more or less than before."""

import math
from dataclasses import dataclass
from functools import cached_property

from prodops_desktop.metrics.distributions import beta_odds_cdf, beta_odds_quantile, chi_square_quantile

NEW, RISING, FALLING, FLAT, TOO_FEW = "new", "rising", "falling", "flat", "too few"
LEAST_MENTIONS = 10
"""Under this many mentions in both windows together, a trend that is within noise says nothing, not even that it is flat."""
_TAIL = 0.025
"""What a 95% interval leaves out at either end."""


@dataclass(frozen=True)
class Rate:
    """A theme in one window: how many of the items received there mention it; a rate without items is unknown."""

    mentions: int
    items: int

    def __post_init__(self) -> None:
        if self.mentions < 0 or self.items < 0:
            raise ValueError(f"{self.mentions} mentions in {self.items} items can’t have been counted")

    @property
    def per_hundred(self) -> float | None:
        """100·k/n of k mentions in n items."""
        return 100 * self.mentions / self.items if self.items else None

    @cached_property
    def interval(self) -> tuple[float, float] | None:
        """The exact 95% interval per 100 items, with mentions as a Poisson count k (Garwood 1936).

        The count has the ends ½·χ²(0.025; 2k), or 0 where k is 0, and ½·χ²(0.975; 2k + 2). It is None without items.
        """
        if not self.items:
            return None
        low = chi_square_quantile(_TAIL, 2 * self.mentions) / 2 if self.mentions else 0.0
        high = chi_square_quantile(1 - _TAIL, 2 * self.mentions + 2) / 2
        return 100 * low / self.items, 100 * high / self.items


@dataclass(frozen=True)
class Trend:
    """A theme in two windows that share no item, compared given how many mentions there are in both.

    Of two Poisson counts k₁ and k₂ in n₁ and n₂ items, k₁ is binomial given k₁ + k₂, and its share π has the odds λ₁·n₁ ÷ (λ₂·n₂), so that
    the ratio of the rates is π/(1 − π)·n₂/n₁ (Przyborowski & Wilenski 1940).
    """

    now: Rate
    before: Rate

    @property
    def ratio(self) -> float | None:
        """The rate now ÷ the rate before; None where that can't be divided."""
        if not self._is_comparable or not self.before.mentions:
            return None
        return (self.now.mentions * self.before.items) / (self.before.mentions * self.now.items)

    @cached_property
    def interval(self) -> tuple[float, float] | None:
        """The exact 95% interval of the ratio; None without items in one of the windows.

        The ends of π are those of Clopper & Pearson (1934): the 0.025 quantile of a beta value with k₁ and k₂ + 1, or 0 where k₁ is 0, and
        the 0.975 quantile of one with k₁ + 1 and k₂, or 1 where k₂ is 0, so that the ratio has no upper end.
        """
        if not self._is_comparable:
            return None
        now, before = self.now.mentions, self.before.mentions
        low = beta_odds_quantile(_TAIL, now, before + 1) if now else 0.0
        high = beta_odds_quantile(1 - _TAIL, now + 1, before) if before else math.inf
        scale = self.before.items / self.now.items
        return low * scale, high * scale

    @cached_property
    def p_value(self) -> float | None:
        """How likely the counts are to be at least this far apart if the rates are the same: twice the smaller exact tail, at most 1."""
        if not self._is_comparable:
            return None
        now, before = self.now, self.before  # if their rates are one, π has the odds of the items
        as_many = beta_odds_cdf(now.items / before.items, now.mentions, before.mentions + 1) if now.mentions else 1.0
        as_few = beta_odds_cdf(before.items / now.items, before.mentions, now.mentions + 1) if before.mentions else 1.0
        return min(1.0, 2 * min(as_many, as_few))

    @property
    def verdict(self) -> str:
        """What may be said of it; only an interval without 1, which is a p-value under 0.05, is beyond noise.

        NEW: beyond noise, and never mentioned before; RISING, FALLING: the interval is above, or below 1. Within noise it is TOO_FEW with
        fewer than LEAST_MENTIONS in both windows together, else FLAT. Also TOO_FEW without items in one of the windows.
        """
        if self.interval is None:
            return TOO_FEW
        low, high = self.interval
        if low > 1:
            return RISING if self.before.mentions else NEW
        if high < 1:
            return FALLING
        return TOO_FEW if self.now.mentions + self.before.mentions < LEAST_MENTIONS else FLAT

    @property
    def _is_comparable(self) -> bool:
        return bool(self.now.items and self.before.items)
