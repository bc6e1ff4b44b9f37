"""Scores an item by RICE and WSJF: from its own figures alone, so that no item moves the score of another one."""

from dataclasses import dataclass

from prodops_desktop.roadmap.model import Item


@dataclass(frozen=True)
class Score:
    """The scores of an item; None where figures are ``missing`` (those of RICE, by name).

    ``rice`` counts with ``confidence``, in per cent, which is what is claimed but at most what the evidence bears; ``claimed`` is RICE
    without that limit, and ``capped`` whether it made a difference.
    """

    rice: float | None = None
    claimed: float | None = None
    wsjf: float | None = None
    confidence: float | None = None
    capped: bool = False
    missing: tuple[str, ...] = ()


def score(item: Item, cap: float) -> Score:
    """The scores of an item whose evidence bears a confidence of at most ``cap`` per cent."""
    reach, impact, confidence, effort = item.reach, item.impact, item.confidence, item.effort
    figures = {"reach": reach, "impact": impact, "confidence": confidence, "effort": effort}
    missing = tuple(name for name, figure in figures.items() if figure is None)
    bearable = None if confidence is None else min(confidence, cap)
    capped = bearable != confidence
    if reach is None or impact is None or confidence is None or bearable is None or effort is None:
        return Score(wsjf=_wsjf_of(item), confidence=bearable, capped=capped, missing=missing)
    claimed = rice(reach.value, impact, confidence, effort)
    return Score(rice(reach.value, impact, bearable, effort), claimed, _wsjf_of(item), bearable, capped)


def rice(reach: float, impact: float, confidence_percent: float, effort: float) -> float:
    """Reach × impact × confidence ÷ effort in person-months (Intercom)."""
    return reach * impact * confidence_percent / (100 * effort)


def wsjf(value: float, urgency: float, risk: float, size: float) -> float:
    """Cost of delay ÷ job size: value, time criticality and risk reduction together (SAFe)."""
    return (value + urgency + risk) / size


def _wsjf_of(item: Item) -> float | None:
    if item.value is None or item.urgency is None or item.risk is None or item.size is None:
        return None
    return wsjf(item.value, item.urgency, item.risk, item.size)
