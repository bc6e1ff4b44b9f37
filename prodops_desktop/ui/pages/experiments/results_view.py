"""Turns what a reading says into what the tab Results shows: a line a variant, the forest plot, and the checks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from prodops_desktop.experiments.board import ExperimentView
from prodops_desktop.experiments.collisions.interference import HIGH, at_least
from prodops_desktop.experiments.model import DOWN, GUARDRAIL, PRIMARY, ROLES, SECONDARY, SHARE, MetricPlan, Total, Variant
from prodops_desktop.experiments.statistics.balance import UNLIKE
from prodops_desktop.experiments.statistics.comparisons import BETTER, FAILS, HOLDS, NO_CHANGE, WORSE, Comparison, by_names
from prodops_desktop.experiments.statistics.effects import Interval
from prodops_desktop.experiments.statistics.mismatch import OK, RED
from prodops_desktop.experiments.statistics.results import Analysis
from prodops_desktop.experiments.statistics.sizing import LEAST_DAYS, NoSize
from prodops_desktop.experiments.statistics.wording import limit_text, p_text
from prodops_desktop.ui import formats
from prodops_desktop.ui.charts.forest import Estimate, Forest, Group, Row
from prodops_desktop.ui.models.cells import Cell
from prodops_desktop.ui.models.records import Column
from prodops_desktop.ui.pages.experiments.wording import short_name
from prodops_desktop.ui.texts import counted, tr

_ROLES = {PRIMARY: tr("Primary"), SECONDARY: tr("Secondary"), GUARDRAIL: tr("Guardrail")}
_VERDICTS = {BETTER: tr("Better"), WORSE: tr("Worse"), NO_CHANGE: tr("No change"), HOLDS: tr("Holds"), FAILS: tr("Fails")}
_TONES = {BETTER: "good", WORSE: "bad", HOLDS: "good", FAILS: "bad"}


@dataclass(frozen=True)
class VariantLine:
    """A variant with its total of the primary metric, and what that is against the control."""

    variant: Variant
    metric: MetricPlan | None
    total: Total | None
    found: Comparison | None
    is_trusted: bool = True
    """Whether the arms match the plan: where they don't, nothing is praised or blamed by its colour."""
    place: int | None = None
    """Its place among the variants of the forest plot, whose marker it has there; None of what is not drawn."""


@dataclass(frozen=True)
class Check:
    """Something that has to be right before a result is believed: ``tone`` is good, warn, bad or note."""

    title: str
    text: str
    tone: str
    tip: str = ""


def variant_lines(view: ExperimentView) -> list[VariantLine]:
    """A line for each variant, the control first."""
    analysis, one = view.analysis, view.experiment
    totals = by_names(view.readings[0]) if view.readings else {}
    metric = one.primary
    found = {cmp.variant: cmp for cmp in analysis.of_metric(metric.name)} if analysis is not None and metric is not None else {}
    places = _places(view)
    return [
        VariantLine(
            variant,
            metric,
            totals.get((metric.name, variant.name)) if metric else None,
            found.get(variant.name),
            is_trusted=not view.is_mismatched,
            place=places.get(variant.name),
        )
        for variant in one.variants
    ]


def exposed_sentences(view: ExperimentView) -> list[str]:
    """What the lists of exposures leave out, and who makes the gap where the arms don’t match the plan."""
    exposed = view.exposed
    if exposed is None:
        return []
    said = list(exposed.notes)
    if view.is_mismatched and exposed.breakdown is not None:
        said.append(exposed.breakdown.sentence)
    return said


def variant_columns() -> list[Column]:
    """The columns of the table of variants."""
    return [
        Column("variant", tr("Variant"), _variant_cell, width=0, fixed=True),
        Column("units", tr("Units"), lambda line: _number(line.total.units if line.total else None), right=True, width=72, folds=3),
        Column("value", tr("Result"), lambda line: Cell(_value_text(line), right=True), right=True, width=76),
        Column("difference", tr("Difference"), _difference_cell, right=True, width=88),
        Column("interval", tr("95% interval"), lambda line: Cell(_difference_interval(line), "text_2", right=True), right=True, width=132,
               folds=2),
        Column("p", tr("p"), lambda line: Cell(_p(line.found.effect.p if line.found and line.found.effect else None), "text_2",
               right=True), right=True, width=62, folds=1),
        Column("holm", tr("Holm p"), lambda line: Cell(_p(line.found.holm if line.found else None), right=True), right=True, width=70,
               tip=tr("Adjusted for all comparisons of primary metrics")),
    ]  # fmt: skip


def _variant_cell(line: VariantLine) -> Cell:
    name, about = line.variant.name, line.variant.about or ""
    return Cell(name, role="name", dot="text_3" if line.place is None else "", marker=line.place, aside=about, tip=about)


def _number(value: int | None) -> Cell:
    return Cell(formats.number(value), right=True)


def _value_text(line: VariantLine) -> str:
    if line.total is None or line.metric is None:
        return formats.MISSING
    if line.metric.type == SHARE:
        units, successes = line.total.units, line.total.successes
        return formats.percent(100 * successes / units, 1) if units and successes is not None else formats.MISSING
    return formats.number(line.total.mean)


def _difference_cell(line: VariantLine) -> Cell:
    found = line.found
    if found is None or found.effect is None:
        return Cell("" if found is None else tr(found.verdict), "text_3", right=True)
    tone = _TONES.get(found.verdict, "text") if line.is_trusted else "text"
    return Cell(signed(found.effect.difference.value, found.metric), tone, "name", right=True)


def _difference_interval(line: VariantLine) -> str:
    effect = line.found.effect if line.found else None
    return "" if effect is None or line.metric is None else interval_text(effect.difference, line.metric)


def interval_text(interval: Interval, metric: MetricPlan) -> str:
    """The ends of an interval of a difference: “+1.1 to +5.7 pt”."""
    return tr("{low} to {high}", low=signed(interval.low, metric, bare=True), high=signed(interval.high, metric))


def signed(value: float, metric: MetricPlan, *, bare: bool = False) -> str:
    """A difference with its sign: of shares in points."""
    size, unit = (100 * value, " pt") if metric.type == SHARE else (value, "")
    decimals = 1 if metric.type == SHARE else None
    text = formats.number(abs(size), decimals)
    sign = formats.MINUS if value < 0 else "+"
    return f"{sign}{text}{'' if bare else unit}"


def _p(value: float | None) -> str:
    return "" if value is None else p_text(value)


def forest_of(view: ExperimentView) -> Forest:
    """The relative change of every metric against the control, in per cent."""
    analysis = view.analysis
    assert analysis is not None
    places = _places(view)
    groups = []
    for role in ROLES:
        tones = {} if view.is_mismatched else _TONES
        rows = [_row(metric, analysis.of_metric(metric.name), places, tones) for metric in view.experiment.of_role(role)]
        if rows:
            groups.append(Group(_ROLES[role], tuple(rows)))
    drawn = (variant for variant in view.experiment.variants if variant.name in places)
    names = tuple(f"{variant.name} {variant.about or ''}".strip() for variant in drawn)
    return Forest("%", tuple(groups), names, tr("Relative change against control, 95% interval"))


def _places(view: ExperimentView) -> dict[str, int]:
    """The variants that are drawn against the control, by name, with their index among them."""
    drawn = (variant.name for variant in view.experiment.variants[1:] if variant.weight > 0)
    return {name: index for index, name in enumerate(drawn)}


def _row(metric: MetricPlan, found: Iterable[Comparison], places: Mapping[str, int], tones: Mapping[str, str]) -> Row:
    comparisons = [one for one in found if one.variant in places]
    limits = [one.relative_limit for one in comparisons if one.relative_limit is not None]
    limit = 100 * limits[0] if metric.role == GUARDRAIL and limits else None
    said = limit_text(metric) if metric.role == GUARDRAIL else None
    estimates = tuple(_estimate(one, places[one.variant], tones.get(one.verdict, "3"), several=len(places) > 1) for one in comparisons)
    return Row(
        metric.name,
        tr("lower is better") if metric.better == DOWN else tr("higher is better"),
        estimates,
        limit,
        tr("limit {limit}", limit=said) if said else "",
    )


def _estimate(found: Comparison, place: int, tone: str, *, several: bool) -> Estimate:
    lift = found.effect.lift if found.effect is not None else None
    verdict = _VERDICTS.get(found.verdict, tr(found.verdict))
    if found.verdict in (FAILS, WORSE) and several:
        verdict = tr("{variant} {verdict}", variant=found.variant, verdict=verdict.casefold())
    if lift is None:
        return Estimate(place, None, None, None, formats.MISSING, "", verdict, tone)  # type: ignore[arg-type]  # one of the three
    shown = Interval(100 * lift.value, 100 * lift.low, 100 * lift.high)
    interval = tr("{low} to {high}", low=_percent(shown.low), high=_percent(shown.high))
    return Estimate(place, shown.value, shown.low, shown.high, _percent(shown.value), interval, verdict, tone)  # type: ignore[arg-type]


def _percent(value: float) -> str:
    text = formats.percent(abs(value), 1)
    return f"{formats.MINUS if value < 0 else '+'}{text}"


def checks_of(view: ExperimentView) -> list[Check]:
    """What has to be right before the result is believed."""
    found = [_srm_check(view), _sample_check(view), _duration_check(view), _overlap_check(view)]
    balance = view.analysis.balance if view.analysis is not None else None
    return found if balance is None else [*found, _balance_check(balance)]


def _srm_check(view: ExperimentView) -> Check:
    found = view.mismatch
    if found is None:
        return Check(tr("SRM"), tr("No reading yet"), "note")
    if found.p is None:
        return Check(tr("SRM"), tr("Too few to say"), "note", found.sentence)
    tone = "good" if found.status == OK and not found.stray else "bad" if found.status == RED or found.stray else "warn"
    words = {"good": tr("Pass, p = {p}"), "warn": tr("Look, p = {p}"), "bad": tr("Fails, p = {p}")}[tone]
    return Check(tr("SRM"), words.format(p=p_text(found.p)), tone, found.sentence)


def _sample_check(view: ExperimentView) -> Check:
    analysis: Analysis | None = view.analysis
    primary = view.experiment.primary
    effects = [one.effect for one in analysis.of_metric(primary.name)] if analysis is not None and primary is not None else []
    totals = by_names(view.readings[0]) if view.readings else {}
    units = sum(total.units for (metric, _), total in totals.items() if primary is not None and metric == primary.name)
    if isinstance(view.size, NoSize):
        return Check(tr("Sample"), formats.number(units) if units else tr("Not planned"), "note", view.size.reason)
    counting = units
    if view.experiment.by_account and effects and all(effects):
        control = max(one.units_a for one in effects if one is not None)
        counting = int(control + sum(one.units_b for one in effects if one is not None))
    text = tr("{n} of {needed}", n=formats.number(counting), needed=formats.number(view.size.total))
    return Check(tr("Sample"), text, "good" if counting >= view.size.total else "warn", view.size.formula)


def _duration_check(view: ExperimentView) -> Check:
    one, today = view.experiment, view.board.today
    if one.starts is None or one.ends is None or one.days is None:
        return Check(tr("Duration"), tr("Not dated"), "note")
    ran = max(0, (min(one.ends, today) - one.starts).days + 1)
    if today < one.ends:
        return Check(tr("Duration"), tr("Day {n} of {days}", n=ran, days=one.days), "note")
    text = counted(ran, "{n} day", "{n} days")
    enough = ran >= LEAST_DAYS
    tip = tr("At least {n} days, so that each weekday counts twice.", n=LEAST_DAYS)
    return Check(tr("Duration"), text, "good" if enough else "warn", tip)


def _overlap_check(view: ExperimentView) -> Check:
    met = view.overlaps
    if not met:
        return Check(tr("Overlap"), tr("None to care about"), "good")
    worst = met[0]
    name = short_name(worst.facing(view.experiment.id))
    more = tr(" and {n} more", n=len(met) - 1) if len(met) > 1 else ""
    tone = "warn" if at_least(worst.grade, HIGH) and worst.is_open else "note"
    return Check(tr("Overlap"), f"{name}{more}", tone, "\n".join(one.reason for one in met))


def _balance_check(p: float) -> Check:
    alike = p >= UNLIKE
    text = tr("Balanced, p = {p}", p=p_text(p)) if alike else tr("Apart, p = {p}", p=p_text(p))
    tip = tr("Whether the arms were alike before the test, by Welch’s t-test against the control and Holm.")
    return Check(tr("Pre-period"), text, "good" if alike else "warn", tip)
