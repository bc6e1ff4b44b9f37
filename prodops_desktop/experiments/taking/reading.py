"""Reads variants and metrics as people list them in a cell, and writes them so that they read back."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from prodops_desktop.errors import UserError
from prodops_desktop.experiments.model import DOWN, GUARDRAIL, MEAN, PERCENT, POINTS, SHARE, UP, MetricPlan, Variant
from prodops_desktop.experiments.taking.listing import one_line, parts_of, quoted, take_quoted
from prodops_desktop.experiments.taking.measures import measured, write_number
from prodops_desktop.registry.entries import name_key

_NUMBER = r"\d+(?:[.,]\d+)*(?:[eE][-+]?\d+)?"
_BARE_SPLIT = re.compile(rf"{_NUMBER}(?:\s*/\s*{_NUMBER})+\s*%?")
_NAMES = ("Control", *"BCDEFGHIJ")
"""What the variants of a bare split such as 50/50 are called."""
_WEIGHT_LAST = re.compile(rf"(?P<rest>.*?\S)(?:\s+|\s*[:=]\s*)\(?(?P<weight>{_NUMBER})\s*(?P<percent>%?)\)?", re.DOTALL)
_WEIGHT_FIRST = re.compile(rf"(?P<weight>{_NUMBER})\s*(?P<percent>%)\s+(?P<rest>\S.*)", re.DOTALL)
_ABOUT = (
    re.compile(r"(?P<name>[^(]*[^(\s])\s*\((?P<about>[^()]*)\)"),
    re.compile(r"(?P<name>[^“„«\"]*[^“„«\"\s])\s*[“„«\"](?P<about>[^“”„«»\"]+)[”“»\"]"),
    re.compile(r"(?P<name>[^:=]*[^:=\s])\s*[:=]\s*(?P<about>\S.*)"),
    re.compile(r"(?P<name>.*?\S)\s+[–—-]\s+(?P<about>\S.*)"),
)
"""How what a variant is about stands beside its name: in brackets, in quotation marks, after a colon, after a dash."""
_BRACKETS_LAST = re.compile(r"(?P<rest>.*\S)\s*\((?P<inside>[^()]*)\)", re.DOTALL)
_LIMIT_WORD = r"(?:max|maximum|at most|min|minimum|at least|within|limit|by)\b\.?|[<>≤≥]=?"
_LIMIT = re.compile(
    rf"(?P<rest>.*?\S)(?:\s*:\s*|\s+)(?:(?P<word>{_LIMIT_WORD})\s*)?(?P<bound>[-+−–±]?\s?{_NUMBER}\s*(?:%[^\d()]*|[^\W\d]+(?:[\s-][^\W\d]+)?\.?)?)",
    re.DOTALL | re.IGNORECASE,
)
_MAY_FALL = ("min", "minimum", "at least", ">", "≥", ">=")
_MAY_RISE = ("max", "maximum", "at most", "<", "≤", "<=")
_TYPE_REMARKS = {
    SHARE: ("share", "rate", "proportion", "binary", "anteil", "quote", "taux", "proportion", "tasa", "proporción"),
    MEAN: ("mean", "average", "avg", "mittelwert", "durchschnitt", "moyenne", "media", "promedio"),
}
_BETTER_REMARKS = {
    UP: ("up", "higher is better", "more is better", "höher ist besser", "mehr ist besser", "plus haut est mieux", "más es mejor"),
    DOWN: (
        "down",
        "lower is better",
        "less is better",
        "niedriger ist besser",
        "weniger ist besser",
        "plus bas est mieux",
        "menos es mejor",
    ),
}
_TYPES = {word: type_ for type_, listed in _TYPE_REMARKS.items() for word in listed}
_BETTERS = {word: better for better, listed in _BETTER_REMARKS.items() for word in listed}


@dataclass(frozen=True)
class SaidVariant:
    """A variant as a cell names it; what is None it does not say."""

    name: str
    about: str | None = None
    weight: float | None = None


@dataclass(frozen=True)
class SaidMetric:
    """A metric as a cell names it; what is None it does not say."""

    name: str
    type: str | None = None
    better: str | None = None
    bound: float | None = None
    bound_in: str | None = None


def read_variants(text: str) -> tuple[SaidVariant, ...]:
    """“Control 50; A (Ranked) 25; B (Ranked + recents) 25”, “Control, A, B”, “A: Ranked” or “50/50” as variants.

    Numbers behind names are weights only where each name has one. Raises UserError where some have per cent and others nothing.
    """
    if _BARE_SPLIT.fullmatch(text.strip()):
        weights = [measured(part).value for part in re.split("/", text.strip().rstrip("% "))]
        return tuple(SaidVariant(name, None, weight) for name, weight in zip(_NAMES, weights, strict=False))
    parts = parts_of(text)
    weighed = [_weighed(part) for part in parts]
    with_weight = [found for found in weighed if found is not None]
    variants = [_variant(rest, weight) for rest, weight, _ in with_weight]
    if len(variants) == len(parts) and _distinct(variants):
        return tuple(variants)
    if len(variants) < len(parts) and any(percent for _, _, percent in with_weight):
        raise UserError("some variants have a weight and others none. Give each one its weight, as in “Control 50; A 25; B 25”")
    return tuple(_variant(part, None) for part in parts)


def write_variants(variants: Sequence[Variant]) -> str | None:
    """The same in the other direction; names that would not read back are put in quotation marks."""
    wanted = tuple(SaidVariant(one.name, one.about, one.weight) for one in variants)
    plain = "; ".join(f"{one.name}{f' ({one.about})' if one.about else ''} {write_number(one.weight)}" for one in variants)
    if _reads_as(plain, wanted):
        return plain or None
    return "; ".join(f"{quoted(one.name)}{f' ({quoted(one.about)})' if one.about else ''} {write_number(one.weight)}" for one in variants)


def known_variants(said: Sequence[SaidVariant], there: Sequence[Variant]) -> tuple[Variant, ...]:
    """The variants that are meant: names, and weights of the same proportion, as an experiment has them; what is not said stays."""
    known = {name_key(one.name): one for one in there}
    first: dict[str, SaidVariant] = {}
    for one in said:
        first.setdefault(name_key(one.name), one)
    found = list(first.items())
    same = {key for key, _ in found} == known.keys()
    variants = tuple(
        Variant(
            known[key].name if key in known else one.name,
            one.about if one.about is not None or key not in known else known[key].about,
            one.weight if one.weight is not None else known[key].weight if same else 1.0,
        )
        for key, one in found
    )
    if same and _in_proportion([(one.weight, known[key].weight) for (key, _), one in zip(found, variants, strict=True)]):
        return tuple(replace(one, weight=known[key].weight) for (key, _), one in zip(found, variants, strict=True))
    return variants


def read_metrics(text: str, role: str) -> tuple[SaidMetric, ...]:
    """“Payment failures +1 pt; p95 latency (mean) +5%” as metrics; only of a guardrail a number at the end is its limit.

    The sign of a limit says which way is worse. In brackets may stand “mean” or “share”, “lower is better” and “limit 5%”.
    """
    return tuple(_metric(part, role) for part in parts_of(text))


def write_metrics(metrics: Sequence[MetricPlan], role: str, *, typed: bool = False) -> str | None:
    """The same in the other direction; ``typed`` says of shares, too, what they are."""
    wanted = tuple(_as_said(one, typed=typed) for one in metrics)
    plain = "; ".join(_written(one.name, one, role, typed=typed) for one in metrics)
    if not any(_differs(*pair) for pair in zip(read_metrics(plain, role), wanted, strict=False)) and len(parts_of(plain)) == len(metrics):
        return plain or None
    return "; ".join(_written(quoted(one.name), one, role, typed=typed) for one in metrics)


def known_metrics(
    said: Iterable[SaidMetric], role: str, there: Iterable[MetricPlan], problems: list[str], type_: str = SHARE
) -> tuple[MetricPlan, ...]:
    """The metrics that are meant: what is not said of one is as ``there``, else it is of ``type_`` and higher is better.

    What is unclear goes to ``problems``.
    """
    known = {name_key(one.name): one for one in there}
    found: dict[str, MetricPlan] = {}
    for one in said:
        key = name_key(one.name)
        base = known.get(key) or MetricPlan(one.name, role, type_)
        metric = replace(base, role=role, type=one.type or base.type, better=one.better or base.better)
        if one.bound is not None:
            metric = _limited(metric, one, problems, direction_known=bool(one.better) or key in known or role != GUARDRAIL)
        found.setdefault(key, metric)
    return tuple(found.values())


def _limited(metric: MetricPlan, said: SaidMetric, problems: list[str], *, direction_known: bool) -> MetricPlan:
    measure = said.bound_in or (POINTS if metric.type == MEAN else None)
    if measure is None:
        problems.append(
            f"the limit of “{said.name}” does not say whether it is per cent or points. Write % or pt behind it. It was left out."
        )
        return metric
    if not direction_known:
        problems.append(f"“{said.name}” does not say which way is worse: write its limit with + or −. A fall was taken for worse.")
    return replace(metric, bound=said.bound, bound_in=measure)


def _weighed(part: str) -> tuple[str, float, bool] | None:
    """What stands before or behind the weight of a variant, the weight, and whether it is per cent; None without one."""
    found = _WEIGHT_LAST.fullmatch(part) or _WEIGHT_FIRST.fullmatch(part)
    return (found["rest"], measured(found["weight"]).value, bool(found["percent"])) if found else None


def _variant(text: str, weight: float | None) -> SaidVariant:
    if (taken := take_quoted(text)) is not None and (about := _quoted_about(taken[1])) is not None:
        return SaidVariant(one_line(taken[0]), about or None, weight)
    for pattern in _ABOUT:
        if (found := pattern.fullmatch(text)) is not None:
            return SaidVariant(one_line(found["name"]), one_line(found["about"]) or None, weight)
    return SaidVariant(one_line(text), None, weight)


def _quoted_about(rest: str) -> str | None:
    """What the brackets behind a quoted name hold, quoted or not; empty for no brackets, None for anything else."""
    inside = rest.strip()
    if not inside:
        return ""
    if not (inside.startswith("(") and inside.endswith(")")):
        return None
    inner = inside[1:-1].strip()
    taken = take_quoted(inner)
    return one_line(inner if taken is None else taken[0]) if taken is None or not taken[1].strip() else None


def _distinct(variants: Sequence[SaidVariant]) -> bool:
    return len({name_key(one.name) for one in variants}) == len(variants)


def _reads_as(text: str, wanted: tuple[SaidVariant, ...]) -> bool:
    try:
        return read_variants(text) == wanted
    except (UserError, ValueError):
        return False


def _in_proportion(pairs: Sequence[tuple[float, float]]) -> bool:
    said, there = (sum(weights) for weights in zip(*pairs, strict=True))
    return bool(said and there) and all(math.isclose(one / said, other / there, rel_tol=1e-9) for one, other in pairs)


def _metric(part: str, role: str) -> SaidMetric:
    """One metric: its name is what is left when a limit and remarks in brackets are taken off the end, in either order."""
    if (taken := take_quoted(part)) is not None:
        said = _metric(f"x{taken[1]}", role)
        if said.name == "x":
            return replace(said, name=one_line(taken[0]))
    found = SaidMetric(part)
    for _ in range(2):
        if role == GUARDRAIL and found.bound is None:
            found = _without_limit(found)
        found = _without_remarks(found)
    return replace(found, name=one_line(found.name))


def _without_limit(said: SaidMetric) -> SaidMetric:
    match = _LIMIT.fullmatch(said.name)
    if match is None:
        return said
    limit = _limit(match["bound"], match["word"])
    return said if limit is None else replace(limit, name=match["rest"], type=said.type, better=limit.better or said.better)


def _limit(text: str, word: str | None) -> SaidMetric | None:
    """How far a metric may get worse; None for a number that is none, as in “Retention day 7”."""
    try:
        value, unit, sign = measured(text)
    except ValueError:
        return None
    word = (word or "").casefold().rstrip(".")
    if not sign and not word and unit not in (PERCENT, POINTS):
        return None
    better = DOWN if sign == "+" else UP if sign == "-" else DOWN if word in _MAY_RISE else UP if word in _MAY_FALL else None
    return SaidMetric("", None, better, abs(value), (unit if unit in (PERCENT, POINTS) else POINTS) if unit else None)


def _without_remarks(said: SaidMetric) -> SaidMetric:
    """The same without brackets at the end that hold nothing but what is known of metrics."""
    match = _BRACKETS_LAST.fullmatch(said.name)
    if match is None:
        return said
    found = said
    for remark in match["inside"].split(","):
        word = name_key(remark)
        limit = _LIMIT.fullmatch(f"x {remark.strip()}") if found.bound is None else None
        bound = _limit(limit["bound"], limit["word"]) if limit and limit["rest"] == "x" else None
        if word in _TYPES:
            found = replace(found, type=_TYPES[word])
        elif word in _BETTERS:
            found = replace(found, better=_BETTERS[word])
        elif bound is not None:
            found = replace(found, bound=bound.bound, bound_in=bound.bound_in, better=bound.better or found.better)
        else:
            return said
    return replace(found, name=match["rest"])


def _as_said(metric: MetricPlan, *, typed: bool) -> SaidMetric:
    type_ = metric.type if typed or metric.type == MEAN else None
    return SaidMetric(metric.name, type_, metric.better, metric.bound, metric.bound_in if metric.bound is not None else None)


def _differs(read: SaidMetric, wanted: SaidMetric) -> bool:
    """Whether something else was read; a direction that is not said is up."""
    return replace(read, better=read.better or UP) != wanted


def _written(name: str, metric: MetricPlan, role: str, *, typed: bool) -> str:
    remarks = [metric.type] if typed or metric.type == MEAN else []
    bound = ""
    if metric.bound is not None:
        unit = "%" if metric.bound_in == PERCENT else " pt" if metric.type == SHARE else " units"
        bound = f"{write_number(metric.bound)}{unit}"
    signed = role == GUARDRAIL and bool(bound)
    if metric.better == DOWN and not signed:
        remarks.append("lower is better")
    if bound and not signed:
        remarks.append(f"limit {bound}")
    brackets = f" ({', '.join(remarks)})" if remarks else ""
    sign = "+" if metric.better == DOWN else "−"
    return f"{name}{brackets}{f' {sign}{bound}' if signed else ''}"
