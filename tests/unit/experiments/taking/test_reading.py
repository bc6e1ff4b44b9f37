"""What people write of variants, metrics, effects and statuses, read in their words; and what is written reads back as it was."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prodops_desktop.agenda.events import TYPES as EVENT_TYPES
from prodops_desktop.errors import UserError
from prodops_desktop.experiments.model import (
    BETTERS,
    DOWN,
    GUARDRAIL,
    KINDS,
    MEAN,
    MEASURES,
    PERCENT,
    POINTS,
    PRIMARY,
    ROLES,
    SECONDARY,
    SHARE,
    STATUSES,
    TYPES,
    UP,
    MetricPlan,
    Variant,
)
from prodops_desktop.experiments.taking import words
from prodops_desktop.experiments.taking.listing import one_line, parts_of, quoted
from prodops_desktop.experiments.taking.measures import (
    Least,
    read_alpha,
    read_baseline,
    read_correlation,
    read_effect,
    read_quantity,
    read_share,
    write_baseline,
    write_effect,
    write_share,
)
from prodops_desktop.experiments.taking.reading import (
    SaidMetric,
    SaidVariant,
    known_metrics,
    known_variants,
    read_metrics,
    read_variants,
    write_metrics,
    write_variants,
)
from prodops_desktop.registry.entries import name_key

SIGNS = st.characters(exclude_categories=["Cs", "Cc"])
ODD = st.lists(
    st.sampled_from(
        [
            *"()[]:,.;-–—/|\"'“”„«»=+−±%<>≤≥",
            "2",
            "50",
            "1.5",
            "%",
            "pt",
            "A",
            "max",
            "limit",
            "mean",
            "share",
            "lower is better",
            "vs",
            " ",
            "\n",
        ]
    ),
    max_size=8,
)
NAMES = (st.text(SIGNS, min_size=1, max_size=20) | ODD.map(" ".join) | ODD.map("".join)).map(one_line).filter(bool)
NUMBERS = st.floats(0, 1e15, allow_subnormal=False) | st.integers(0, 10**6).map(float) | st.sampled_from([0.1, 1 / 3, 0.07, 1e-7, 12.5])
POSITIVE = NUMBERS.filter(bool)


def distinct(name: Any) -> str:
    return name_key(name.name)


VARIANTS = st.lists(st.builds(Variant, NAMES, st.none() | NAMES, NUMBERS), min_size=1, max_size=5, unique_by=distinct)
METRICS = st.lists(
    st.builds(
        MetricPlan,
        NAMES,
        st.just(GUARDRAIL),
        st.sampled_from(TYPES),
        st.sampled_from(BETTERS),
        st.none() | NUMBERS,
        st.sampled_from(MEASURES),
    ),
    max_size=4,
    unique_by=distinct,
)


@pytest.mark.parametrize(
    ("text", "variants"),
    [
        ("Control 50; A 25; B 25", [("Control", None, 50), ("A", None, 25), ("B", None, 25)]),
        ("Control 50 %; A: 50%", [("Control", None, 50), ("A", None, 50)]),
        ("50% Control; 50% B", [("Control", None, 50), ("B", None, 50)]),
        ("Control (50), A (50)", [("Control", None, 50), ("A", None, 50)]),
        ("Control 33,3; A 33,3; B 33,4", [("Control", None, 33.3), ("A", None, 33.3), ("B", None, 33.4)]),
        ("Control, A, B", [("Control", None, None), ("A", None, None), ("B", None, None)]),
        ("Control / Treatment", [("Control", None, None), ("Treatment", None, None)]),
        ("Control vs. Treatment", [("Control", None, None), ("Treatment", None, None)]),
        ("Control\nA\n", [("Control", None, None), ("A", None, None)]),
        ("Control; A “Ranked”; B “Ranked + recents”", [("Control", None, None), ("A", "Ranked", None), ("B", "Ranked + recents", None)]),
        ("Control; A (Ranked) 25", [("Control", None, None), ("A (Ranked) 25", None, None)]),
        ("Control 75; A (Ranked, new) 25", [("Control", None, 75), ("A", "Ranked, new", 25)]),
        ("A: Ranked; B – Recents", [("A", "Ranked", None), ("B", "Recents", None)]),
        ("Version 1; Version 2", [("Version 1", None, None), ("Version 2", None, None)]),
        ("Control; Version 2", [("Control", None, None), ("Version 2", None, None)]),
        ("50/50", [("Control", None, 50), ("B", None, 50)]),
        ("34/33/33", [("Control", None, 34), ("B", None, 33), ("C", None, 33)]),
        ('"a; b" ("x") 1; B 2', [("a; b", "x", 1), ("B", None, 2)]),
        ('Control; "B', [("Control", None, None), ('"B', None, None)]),
        ("", []),
    ],
)
def test_variants_are_read_as_people_list_them(text: str, variants: list[tuple[str, str | None, float | None]]) -> None:
    assert read_variants(text) == tuple(SaidVariant(*variant) for variant in variants)


def test_weights_in_per_cent_for_some_are_refused() -> None:
    with pytest.raises(UserError, match="some variants have a weight"):
        read_variants("Control; A 25%; B 25%")


@given(VARIANTS)
def test_variants_that_are_written_read_back(variants: list[Variant]) -> None:
    text = write_variants(variants)
    assert text
    said = read_variants(text)
    assert said == tuple(SaidVariant(one.name, one.about, one.weight) for one in variants)
    assert known_variants(said, ()) == tuple(variants)


@given(VARIANTS)
def test_variants_as_they_are_are_no_change(variants: list[Variant]) -> None:
    assert known_variants(read_variants(write_variants(variants) or ""), variants) == tuple(variants)


def test_what_a_list_does_not_say_of_a_variant_stays() -> None:
    there = (Variant("Control", None, 1), Variant("A", "Ranked", 1), Variant("B", "New", 2))
    assert known_variants(read_variants("control; a; b"), there) == there
    assert known_variants(read_variants("Control 25; A 25; B 50"), there) == there  # the same proportions
    assert known_variants(read_variants("Control 50; A 25; B 25"), there) == (
        Variant("Control", None, 50),
        Variant("A", "Ranked", 25),
        Variant("B", "New", 25),
    )
    assert known_variants(read_variants("Control; A; C"), there) == (Variant("Control"), Variant("A", "Ranked"), Variant("C"))
    assert known_variants(read_variants("A; B; A"), ()) == (Variant("A"), Variant("B"))


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        (
            "Payment failures +1 pt; Support contacts +8 %",
            [SaidMetric("Payment failures", None, DOWN, 1, POINTS), SaidMetric("Support contacts", None, DOWN, 8, PERCENT)],
        ),
        ("D7 retention −2 %", [SaidMetric("D7 retention", None, UP, 2, PERCENT)]),
        ("p95 latency (mean) +5%", [SaidMetric("p95 latency", MEAN, DOWN, 5, PERCENT)]),
        ("p95 latency +5% (average)", [SaidMetric("p95 latency", MEAN, DOWN, 5, PERCENT)]),
        ("Latency +200 ms", [SaidMetric("Latency", None, DOWN, 200, POINTS)]),
        ("Latency (mean) +200", [SaidMetric("Latency", MEAN, DOWN, 200, None)]),
        ("Errors: max 1 pt", [SaidMetric("Errors", None, DOWN, 1, POINTS)]),
        ("Errors ≤ 5 %", [SaidMetric("Errors", None, DOWN, 5, PERCENT)]),
        (
            "Errors (+1 pp), Contacts (max +8 %)",
            [SaidMetric("Errors", None, DOWN, 1, POINTS), SaidMetric("Contacts", None, DOWN, 8, PERCENT)],
        ),
        ("Revenue at least −3 %", [SaidMetric("Revenue", None, UP, 3, PERCENT)]),
        ("Latency 5 %", [SaidMetric("Latency", None, None, 5, PERCENT)]),
        ("Retention day 7", [SaidMetric("Retention day 7")]),
        ("Errors (mobile)", [SaidMetric("Errors (mobile)")]),
        ("Churn (lower is better)", [SaidMetric("Churn", None, DOWN)]),
        ("Revenue (mean, limit 3 pt, up)", [SaidMetric("Revenue", MEAN, UP, 3, POINTS)]),
        ('"Growth +5 %" −1 %', [SaidMetric("Growth +5 %", None, UP, 1, PERCENT)]),
        ("", []),
    ],
)
def test_guardrails_are_read_with_their_limits(text: str, metrics: list[SaidMetric]) -> None:
    assert read_metrics(text, GUARDRAIL) == tuple(metrics)


def test_a_number_behind_a_primary_metric_is_no_limit_of_it() -> None:
    assert read_metrics("Search success +3 pt", PRIMARY) == (SaidMetric("Search success +3 pt"),)
    assert read_metrics("Search success (mean, lower is better)", SECONDARY) == (SaidMetric("Search success", MEAN, DOWN),)


@given(METRICS, st.sampled_from(ROLES), st.booleans())
def test_metrics_that_are_written_read_back(metrics: list[MetricPlan], role: str, typed: bool) -> None:
    wanted = tuple(
        MetricPlan(one.name, role, one.type, one.better, one.bound, one.bound_in if one.bound is not None else PERCENT) for one in metrics
    )
    text = write_metrics(wanted, role, typed=typed) or ""
    unclear: list[str] = []
    assert known_metrics(read_metrics(text, role), role, (), unclear) == wanted
    assert known_metrics(read_metrics(text, role), role, wanted, unclear) == wanted
    assert unclear == []


def test_what_a_list_does_not_say_of_a_metric_stays_and_what_is_unclear_is_said() -> None:
    there = [MetricPlan("p95", GUARDRAIL, MEAN, DOWN, 5, PERCENT), MetricPlan("Errors", GUARDRAIL, SHARE, DOWN)]
    unclear: list[str] = []
    assert known_metrics(read_metrics("P95; errors 2 pt", GUARDRAIL), GUARDRAIL, there, unclear) == (
        there[0],
        MetricPlan("Errors", GUARDRAIL, SHARE, DOWN, 2, POINTS),
    )
    assert known_metrics(read_metrics("P95 +7", GUARDRAIL), GUARDRAIL, there, unclear)[0].bound_in == POINTS  # a mean's own unit
    assert unclear == []
    assert known_metrics(read_metrics("Contacts 2 %; Failures +2", GUARDRAIL), GUARDRAIL, there, unclear) == (
        MetricPlan("Contacts", GUARDRAIL, SHARE, UP, 2, PERCENT),
        MetricPlan("Failures", GUARDRAIL, SHARE, DOWN),
    )
    assert [text.partition(":")[0] for text in unclear] == [
        "“Contacts” does not say which way is worse",
        "the limit of “Failures” does not say whether it is per cent or points. Write % or pt behind it. It was left out.",
    ]
    assert known_metrics(read_metrics("Speed", PRIMARY), PRIMARY, (), unclear, MEAN) == (MetricPlan("Speed", PRIMARY, MEAN),)


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("50%", 50),
        ("50 %", 50),
        ("0.5", 50),
        ("0,5", 50),
        ("50", 50),
        ("1", 100),
        ("100", 100),
        ("0.07", 7),
        ("12,5 %", 12.5),
        ("0.5%", 0.5),
    ],
)
def test_shares_are_per_cent_however_they_are_written(text: str, share: float) -> None:
    assert read_share(text) == share


@pytest.mark.parametrize("text", ["half", "", "50 pt", "50 users", "20-30 %", "inf", "nan", "1e999", "50 % of 100"])
def test_what_is_no_share_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the one promise is the class: the caller says what column and cell
        read_share(text)


@pytest.mark.parametrize(
    ("text", "mean", "baseline"),
    [
        ("22.0%", False, 22),
        ("0.22", False, 22),
        ("22", False, 22),
        ("1 %", False, 1),
        ("0.22", True, 0.22),
        ("2,400 ms", True, 2400),
        ("-2.5", True, -2.5),
    ],
)
def test_a_baseline_of_a_share_is_per_cent_and_of_a_mean_is_a_number(text: str, mean: bool, baseline: float) -> None:
    assert read_baseline(text, mean=mean) == baseline


def test_a_share_of_some_unit_is_no_baseline() -> None:
    with pytest.raises(ValueError, match="22 ms"):
        read_baseline("22 ms", mean=False)


@pytest.mark.parametrize(
    ("text", "mean", "header", "value", "measure"),
    [
        ("+3.5 pt", False, "MDE", 3.5, POINTS),
        ("3.5pp", False, "MDE", 3.5, POINTS),
        ("3,5 Prozentpunkte", False, "MDE", 3.5, POINTS),
        ("2 percentage points", False, "MDE", 2, POINTS),
        ("2 %-points", False, "MDE", 2, POINTS),
        ("2% abs.", False, "MDE", 2, POINTS),
        ("10 %", False, "MDE", 10, PERCENT),
        ("−10 % (relative)", False, "MDE", 10, PERCENT),
        ("±5%", False, "MDE", 5, PERCENT),
        ("0.1", False, "MDE", 10, PERCENT),
        ("10", False, "MDE", 10, PERCENT),
        ("3.5", False, "MDE (pp)", 3.5, POINTS),
        ("0.5", False, "MDE pt", 0.5, POINTS),
        ("+200 ms", True, "MDE", 200, POINTS),
    ],
)
def test_a_least_effect_is_in_points_or_per_cent(text: str, mean: bool, header: str, value: float, measure: str) -> None:
    assert read_effect(text, mean=mean, header=header) == Least(value, measure)


def test_an_effect_of_a_share_in_a_foreign_unit_is_refused() -> None:
    with pytest.raises(ValueError, match="200 ms"):
        read_effect("+200 ms", mean=False)


def test_other_figures() -> None:
    assert (read_alpha("5%"), read_alpha("0.05"), read_alpha("95%", "Confidence level"), read_alpha("0.9", "Konfidenzniveau")) == (
        5,
        5,
        5,
        10,
    )
    assert (read_correlation("0.05"), read_correlation("5 %"), read_quantity("1,250.5 s")) == (0.05, 0.05, 1250.5)


@given(POSITIVE, NUMBERS, st.sampled_from(MEASURES), st.booleans())
def test_figures_that_are_written_read_back(share: float, baseline: float, measure: str, mean: bool) -> None:
    assert read_share(write_share(share) or "") == share
    assert read_baseline(write_baseline(baseline, mean=mean) or "", mean=mean) == baseline
    assert read_effect(write_effect(Least(share, measure)) or "", mean=mean) == Least(share, measure)


@pytest.mark.parametrize(
    ("known", "text", "meaning"),
    [
        (words.STATUS, "Live", "running"),
        (words.STATUS, " Planned ", "scheduled"),
        (words.STATUS, "Done", "concluded"),
        (words.STATUS, "Draft.", "draft"),
        (words.STATUS, "Entwurf", "draft"),
        (words.STATUS, "LÄUFT", "running"),
        (words.STATUS, "en cours", "running"),
        (words.STATUS, "planificado", "scheduled"),
        (words.STATUS, "idée", "idea"),
        (words.STATUS, "abgebrochen", "cancelled"),
        (words.KIND, "A/B", "A/B by user"),
        (words.KIND, "rollout", "staged rollout"),
        (words.UNIT, "Users", "user"),
        (words.UNIT, "Kunde", "account"),
        (words.ROLE, "Guardrail", "guardrail"),
        (words.TYPE, "conversion", "share"),
        (words.BETTER, "Lower is better", "down"),
        (words.EVENT, "Code freeze", "freeze"),
        (words.EVENT, "Preiserhöhung", "price change"),
        (words.EVENT, "campagne", "campaign"),
        (words.EVENT, "lanzamiento", "launch"),
        (words.EVENT, "Outage", "incident"),
    ],
)
def test_words_of_four_languages_mean_what_they_mean(known: dict[str, str], text: str, meaning: str) -> None:
    assert words.meaning(known, text) == meaning


def test_every_meaning_is_a_word_for_itself_and_nonsense_is_none() -> None:
    for known, meanings in (
        (words.STATUS, STATUSES),
        (words.KIND, KINDS),
        (words.ROLE, ROLES),
        (words.TYPE, TYPES),
        (words.BETTER, BETTERS),
        (words.EVENT, EVENT_TYPES),
    ):
        assert [words.meaning(known, one) for one in meanings] == list(meanings)
        with pytest.raises(ValueError, match="blue"):
            words.meaning(known, "blue")


@given(st.lists(NAMES.map(quoted), min_size=1, max_size=4))
def test_nothing_divides_a_quoted_name(names: list[str]) -> None:
    assert parts_of("; ".join(names)) == names


@given(st.text(max_size=60), st.sampled_from(ROLES))
def test_any_text_is_read_or_refused(text: str, role: str) -> None:
    assert len(read_metrics(text, role)) == len(parts_of(text))
    for read in (read_share, read_variants, read_correlation, lambda one: read_effect(one, mean=False)):
        try:
            read(text)
        except (ValueError, UserError):
            continue
