"""The fields of an experiment in the inspector: how each is written, read and put into the record."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from prodops_desktop.errors import UserError
from prodops_desktop.experiments import model
from prodops_desktop.experiments.model import MEAN, Experiment, MetricPlan, Variant
from prodops_desktop.experiments.taking.measures import (
    Least,
    read_baseline,
    read_correlation,
    read_effect,
    read_quantity,
    read_share,
    write_baseline,
    write_effect,
    write_number,
    write_share,
)
from prodops_desktop.experiments.taking.reading import known_metrics, read_metrics, read_variants, write_metrics, write_variants
from prodops_desktop.ui import formats
from prodops_desktop.ui.pages.experiments.wording import STATUSES
from prodops_desktop.ui.records.record_fields import NO, YES, RecordField, attribute_field, day_field, needed, text_field, text_of
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.edit_fields import FieldSpec

_SHORT_KINDS = {"before/after with matched accounts": tr("before/after")}
"""What the kinds are called whose names are wider than an inspector."""


def _number_hint() -> str:
    return tr("This is no number. Type one such as {whole} or {part}, or nothing.", whole=formats.number(22), part=formats.number(3.5, 1))


def _effect_hint() -> str:
    return tr("This is no effect. Type one {examples}.", examples=_effect_prompt())


def _effect_prompt() -> str:
    return tr("such as {points} pt or {share}", points=formats.number(3.5, 1), share=formats.percent(10))


def _share_hint() -> str:
    return tr("This is no share. Type per cent such as {n} or {share}.", n=formats.number(50), share=formats.percent(50))


def _icc_prompt() -> str:
    return tr("{icc} assumed", icc=formats.number(0.05, 2))


def _bound_prompt() -> str:
    return tr("Latency (mean) +{share}", share=formats.percent(5))


def _has_mean(one: Experiment) -> bool:
    """Whether baseline and least effect are those of a mean."""
    return one.primary is not None and one.primary.type == MEAN


def _optional(read: Callable[[str], Any]) -> Callable[[str], Any]:
    return lambda text: read(text) if text.strip() else None


def _share_field(id_: str, title: str) -> RecordField:
    return attribute_field(FieldSpec(id_, title, read_share, hint=_share_hint), lambda value: write_share(value) or "")


def _choice_field(id_: str, title: str, choices: Sequence[tuple[str, str]]) -> RecordField:
    return attribute_field(FieldSpec(id_, title, choices=tuple(choices)), text_of)


def _with_baseline(one: Experiment, text: str | None) -> Experiment:
    return replace(one, baseline=None if text is None else read_baseline(text, mean=_has_mean(one)))


def _with_effect(one: Experiment, text: str | None) -> Experiment:
    if text is None:
        return replace(one, mde=None)
    least = read_effect(text, mean=_has_mean(one))
    return replace(one, mde=least.value, mde_in=least.measure)


def _baseline_text(text: str) -> str | None:
    """The text as it is, once it is known to be a baseline of something; raises ValueError."""
    if text.strip():
        read_quantity(text)
    return text.strip() or None


def _effect_text(text: str) -> str | None:
    if text.strip():
        read_effect(text, mean=True)  # a share knows fewer units, and says so once it is put in
    return text.strip() or None


def _clustered(one: Experiment) -> str:
    return YES if one.clustered else NO


def _metrics_field(role: str, title: str, placeholder: str | Callable[[], str]) -> RecordField:
    """The metrics of a role, one a line."""

    def read(text: str) -> tuple[MetricPlan, ...]:
        problems: list[str] = []
        said = read_metrics(text, role)
        found = known_metrics(said, role, (), problems)
        if len(found) < len(said):
            raise UserError(tr("A metric is named twice. Leave one of them out."))
        if problems:
            raise UserError(tr("A limit needs a sign, which says what is worse, and % or pt behind it, as in “Errors +1 pt”."))
        return found

    hint = tr("Write each as “Name”, “Name (mean, lower is better)” or, for a guardrail, “Name +5%”, one a line.")
    spec = FieldSpec(role, title, read, placeholder, lines=2, hint=hint)
    return RecordField(
        spec,
        lambda one: (write_metrics(one.of_role(role), role) or "").replace("; ", "\n"),
        lambda one, own: replace(one, metrics=_in_order(own, one.metrics, role)),
    )


def _in_order(own: Sequence[MetricPlan], there: Sequence[MetricPlan], role: str) -> tuple[MetricPlan, ...]:
    """The metrics with those of a role replaced; each name once, primary ones first."""
    named = {metric.name.casefold() for metric in own}
    others = [metric for metric in there if metric.role != role and metric.name.casefold() not in named]
    return tuple(sorted([*own, *others], key=lambda metric: model.ROLES.index(metric.role)))


def _read_variants(text: str) -> tuple[Variant, ...]:
    """The variants as they are typed, so that a name which is there twice is refused when they are saved."""
    return tuple(Variant(one.name, one.about, 1.0 if one.weight is None else one.weight) for one in read_variants(text))


def _variants_field() -> RecordField:
    spec = FieldSpec(
        "variants", tr("Variants"), _read_variants, tr("Control 50; A (Ranked) 50"), lines=3,
        hint=tr("Write each with its weight, as in “Control 50; A 25; B 25”, one a line."),
    )  # fmt: skip
    return RecordField(
        spec,
        lambda one: (write_variants(one.variants) or "").replace("; ", "\n"),
        lambda one, variants: replace(one, variants=variants),
    )


HYPOTHESIS_FIELD = text_field("hypothesis", "", lines=3, placeholder=tr("Because …, we believe … for …, will …, seen in …"))
PLAN_FIELDS: tuple[RecordField, ...] = (
    attribute_field(FieldSpec("code", tr("Key"), needed, hint=tr("An experiment needs a key, such as EXP-44.")), text_of),
    attribute_field(FieldSpec("name", tr("Name"), needed, hint=tr("An experiment needs a name of at least one character.")), text_of),
    _choice_field("status", tr("Status"), tuple(STATUSES.items())),
    _choice_field("kind", tr("Kind of test"), tuple((kind, _SHORT_KINDS.get(kind, tr(kind))) for kind in model.KINDS)),
    _choice_field("unit", tr("Unit"), ((model.USER, tr("user")), (model.ACCOUNT, tr("account")))),
    RecordField(
        FieldSpec("clustered", tr("Spillover"), lambda text: text == YES, choices=((NO, tr("none")), (YES, tr("within accounts")))),
        _clustered,
        lambda one, value: replace(one, clustered=value),
    ),
    text_field("segment", tr("Segment"), placeholder=tr("everybody")),
    _share_field("allocation", tr("Allocation")),
    day_field("starts", tr("First day")),
    day_field("ends", tr("Last day")),
    text_field("surface", tr("Surface"), placeholder=tr("where it is seen")),
    text_field("parameter", tr("Sets"), placeholder=tr("the parameter it changes")),
    text_field("lane", tr("Exclusion lane"), placeholder=tr("none")),
    text_field("goal", tr("Goal")),
    text_field("team", tr("Team")),
    text_field("owner", tr("Owner")),
    text_field("note", tr("Note"), lines=2),
)
READ_FIELDS: tuple[RecordField, ...] = (
    _metrics_field(model.PRIMARY, tr("Primary"), tr("what it is to move")),
    _metrics_field(model.SECONDARY, tr("Secondary"), tr("what else is looked at")),
    _metrics_field(model.GUARDRAIL, tr("Guardrails"), _bound_prompt),
    _variants_field(),
    text_field("step", tr("Funnel step"), placeholder=tr("where the primary counts")),
)
DESIGN_FIELDS: tuple[RecordField, ...] = (
    RecordField(
        FieldSpec("baseline", tr("Baseline"), _baseline_text, tr("unknown"), hint=_number_hint),
        lambda one: write_baseline(one.baseline, mean=_has_mean(one)) or "",
        _with_baseline,
    ),
    RecordField(
        FieldSpec(
            "mde",
            tr("Least effect"),
            _effect_text,
            _effect_prompt,
            hint=_effect_hint,
        ),
        lambda one: write_effect(Least(one.mde, one.mde_in)) or "" if one.mde is not None else "",
        _with_effect,
    ),
    attribute_field(
        FieldSpec("deviation", tr("Deviation"), _optional(read_quantity), tr("of a mean"), hint=_number_hint),
        lambda value: "" if value is None else write_number(value),
    ),
    _share_field("power", tr("Power")),
    _share_field("alpha", tr("Alpha")),
    attribute_field(
        FieldSpec("icc", tr("ICC"), _optional(read_correlation), _icc_prompt, hint=tr("This is no correlation. Type one from 0 to 1.")),
        lambda value: "" if value is None else write_number(value),
    ),
)
OUTCOME_FIELDS: tuple[RecordField, ...] = (
    text_field("decision_rule", tr("Rule, written before"), lines=2, placeholder=tr("ship if …, stop if …")),
    text_field("learning", tr("Learning"), lines=2),
    text_field("early_reason", tr("Why early"), lines=2, placeholder=tr("if decided before its end")),
)
