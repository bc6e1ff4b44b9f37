"""Says how firm a rank is: how often an item is among the first when its figures are up to a fifth off."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

Factors = tuple[float, float, float, float]
"""Reach, impact, confidence and effort."""

_LOW, _HIGH = 0.8, 1.2
_SEED = 20_26
_ITEMS_AT_ONCE = 256
"""So many items are drawn at a time: 2,000 at once would take 64 MB."""


def stability(factors: Mapping[int, Factors], top: int, draws: int = 1000) -> dict[int, float]:
    """The share of draws (0 to 1) in which each item has one of the ``top`` RICE scores; items of equal scores have one rank.

    In each draw every figure is multiplied by a number from 0.8 to 1.2, evenly spread and independent of all others. The numbers are the
    same each time: the result depends on nothing but the figures.
    """
    if not 0 < top < len(factors):
        return dict.fromkeys(factors, 1.0 if top > 0 else 0.0)
    import numpy as np

    ids = sorted(factors)
    drawn = _drawn_scores(np.array([factors[one] for one in ids], dtype=float), draws)
    place = len(ids) - top
    least = np.partition(drawn, place, axis=1)[:, place]
    shares = (drawn >= least[:, None]).mean(axis=0)
    return dict(zip(ids, shares.tolist(), strict=True))


def _drawn_scores(figures: "np.ndarray", draws: int) -> "np.ndarray":
    """The scores of each draw, a row a draw and a column an item."""
    import numpy as np

    random = np.random.default_rng(_SEED)
    reach, impact, confidence, effort = figures.T
    scores = reach * impact * confidence / effort
    drawn = np.empty((draws, len(figures)))
    for begin in range(0, len(figures), _ITEMS_AT_ONCE):
        some = slice(begin, begin + _ITEMS_AT_ONCE)
        factors = random.uniform(_LOW, _HIGH, (len(scores[some]), 4, draws))
        factors[:, 3] = 1 / factors[:, 3]
        drawn[:, some] = (factors.prod(axis=1) * scores[some, None]).T
    return drawn
