"""What came of an experiment in a sentence or two, worked out from its figures."""

from collections.abc import Collection, Sequence

from prodops_desktop.experiments.model import DOWN, GUARDRAIL, PRIMARY, Experiment
from prodops_desktop.experiments.statistics.clusters import LEAST_ACCOUNTS
from prodops_desktop.experiments.statistics.comparisons import (
    ACCOUNTS_UNKNOWN,
    BETTER,
    FAILS,
    HOLDS,
    NO_CHANGE,
    NO_LIMIT,
    TOO_FEW_ACCOUNTS,
    WITHOUT_VERDICT,
    WORSE,
    Comparison,
)
from prodops_desktop.experiments.statistics.mismatch import RED, YELLOW, Mismatch
from prodops_desktop.experiments.statistics.wording import change_text, counted, p_text
from prodops_desktop.work.listing import listed


def headline(experiment: Experiment, comparisons: Sequence[Comparison], arms: Mismatch | None) -> str:
    """The result in words: “A lifts Search success from 61.8% to 65.2% (+3.4 pt, 1.1 to 5.7); its guardrails hold.”

    Of arms that don't match the plan nothing else is said: whoever is missing in one may be who fared worst there.
    """
    if distrust := why_distrusted(arms):
        return f"{distrust}: the results can’t be trusted."
    if not experiment.metrics:
        return "The plan names no metric to read the result by."
    if not comparisons:
        return f"There is no variant to compare with {experiment.variants[0].name}."
    sentences = [] if experiment.primary else ["The plan names no primary metric."]
    sentences += [_said_of(names, own) for names, own in _alike(comparisons)]
    if arms is not None and arms.status == YELLOW and arms.p is not None:
        sentences.append(f"The arms may not match the plan (SRM p {p_text(arms.p)}).")
    return " ".join(filter(None, sentences))


def why_distrusted(arms: Mismatch | None) -> str | None:
    """What is wrong with the arms, so that results can't be trusted: “The arms don’t match the plan (SRM p 0.0004)”; None for nothing."""
    if arms is not None and arms.status == RED and arms.p is not None:
        return f"The arms don’t match the plan (SRM p {p_text(arms.p)})"
    if arms is not None and arms.stray:
        return f"{counted(arms.stray, 'unit')} {'is' if arms.stray == 1 else 'are'} in an arm that nobody may be in"
    return None


def _alike(comparisons: Sequence[Comparison]) -> list[tuple[list[str], list[Comparison]]]:
    """The variants with their comparisons; those in which nothing changed go together if their verdicts are the same."""
    by_variant: dict[str, list[Comparison]] = {}
    for one in comparisons:
        by_variant.setdefault(one.variant, []).append(one)
    alike: dict[object, tuple[list[str], list[Comparison]]] = {}
    for name, own in by_variant.items():
        has_changed = any(one.metric.role == PRIMARY and _changed(one) for one in own)
        key = name if has_changed else tuple(one.verdict for one in own)
        alike.setdefault(key, ([], own))[0].append(name)
    return list(alike.values())


def _said_of(names: list[str], own: list[Comparison]) -> str:
    """A sentence on variants whose verdicts are alike; empty where there is nothing to say."""
    are_several = len(names) > 1
    primary = [one for one in own if one.metric.role == PRIMARY]
    failing = _names(own, GUARDRAIL, {FAILS})
    said = _predicates(primary, are_several=are_several)
    fails = f"{'fail' if are_several else 'fails'} on {_all(failing)}" if failing else ""
    if not said:
        return f"{_all(names)} {fails}." if fails else ""
    text = f"{_all(names)} {' and '.join(said)}"
    unread = _names(own, PRIMARY, WITHOUT_VERDICT)
    if len(unread) == len(primary):
        return f"{text}." if not fails else f"{text}. {'They' if are_several else 'It'} {fails}."
    rest = [f"{_all(unread)} can’t be read"] if unread else []
    if fails:
        text += f" {'but' if _names(own, PRIMARY, {BETTER}) else 'and'} {fails}"
    else:
        rest += _guardrails(own, are_several=are_several)
    return "; ".join((text, *rest)) + "."


def _predicates(primary: list[Comparison], *, are_several: bool) -> list[str]:
    """What a variant does to the primary metrics: “lifts Search success from …”, “brings no clear change”."""
    said = [f"{_verb(one)} {one.metric.name} {change_text(one.metric, one.effect)}" for one in primary if _changed(one) and one.effect]
    quiet = _names(primary, PRIMARY, {NO_CHANGE})
    if quiet:
        where = f" in {_all(quiet)}" if len(primary) > 1 else ""
        said.append(f"{'bring' if are_several else 'brings'} no clear change{where}")
    if primary and not said:
        said.append(f"can’t be read: {_because(primary[0].verdict, are_several=are_several)}")
    return said


def _guardrails(own: list[Comparison], *, are_several: bool) -> list[str]:
    """What is to be said of guardrails none of which fails."""
    said = []
    if unlimited := _names(own, GUARDRAIL, {NO_LIMIT}):
        said.append(f"no limit is set for {_all(unlimited)}")
    if unread := _names(own, GUARDRAIL, WITHOUT_VERDICT):
        said.append(f"{_all(unread)} can’t be judged")
    if holding := _names(own, GUARDRAIL, {HOLDS}):
        whose = f"{'their' if are_several else 'its'}{' other' if said else ''}"
        said.append(f"{whose} guardrail{' holds' if len(holding) == 1 else 's hold'}")
    return said


def _verb(one: Comparison) -> str:
    if one.verdict == WORSE:
        return "worsens"
    return "lowers" if one.metric.better == DOWN else "lifts"


def _changed(one: Comparison) -> bool:
    return one.verdict in (BETTER, WORSE)


def _because(verdict: str, *, are_several: bool) -> str:
    if verdict == TOO_FEW_ACCOUNTS:
        return f"an arm has fewer than {LEAST_ACCOUNTS} accounts"
    if verdict == ACCOUNTS_UNKNOWN:
        return f"in how many accounts {'their' if are_several else 'its'} users are is not known"
    return "figures are missing"


def _names(own: list[Comparison], role: str, verdicts: Collection[str]) -> list[str]:
    """The metrics of a role that have one of the verdicts."""
    return [one.metric.name for one in own if one.metric.role == role and one.verdict in verdicts]


def _all(names: list[str]) -> str:
    return listed(names, limit=len(names))
