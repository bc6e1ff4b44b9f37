"""Scores against the worked examples of their definitions, with each cap, and with figures that are missing."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prodops_desktop.roadmap.model import CONFIDENCES, IMPACTS, Item, Reach
from prodops_desktop.roadmap.scoring import Score, rice, score, wsjf

EXPORT = Item(1, "RM-12", "Bulk export v2", reach=Reach(2900), impact=2.0, confidence=100.0, effort=6.0)


def test_the_worked_examples_come_out() -> None:
    assert rice(2000, 2, 80, 4) == 800
    assert wsjf(8, 5, 3, 5) == 3.2


def test_feedback_bears_four_fifths_of_what_is_claimed() -> None:
    found = score(EXPORT, 80)
    assert found.rice == pytest.approx(773.333, abs=0.001)
    assert found.claimed == pytest.approx(966.667, abs=0.001)
    assert replace(found, rice=None, claimed=None) == Score(confidence=80.0, capped=True)


@pytest.mark.parametrize(
    ("claimed", "cap", "confidence", "points"),
    [
        (100.0, 50.0, 50.0, 500.0),
        (100.0, 80.0, 80.0, 800.0),
        (100.0, 100.0, 100.0, 1000.0),
        (80.0, 50.0, 50.0, 500.0),
        (80.0, 80.0, 80.0, 800.0),
        (80.0, 100.0, 80.0, 800.0),
        (50.0, 50.0, 50.0, 500.0),
        (50.0, 100.0, 50.0, 500.0),
    ],
)
def test_no_more_confidence_counts_than_the_evidence_bears(claimed: float, cap: float, confidence: float, points: float) -> None:
    item = Item(1, "RM-1", "Any", reach=Reach(2000), impact=2.0, confidence=claimed, effort=4.0)
    assert score(item, cap) == Score(points, 10 * claimed, None, confidence, claimed > cap)


@pytest.mark.parametrize("gone", ["reach", "impact", "confidence", "effort"])
def test_a_figure_that_is_missing_is_named_and_there_is_no_score(gone: str) -> None:
    nothing: dict[str, Any] = {gone: None}
    found = score(replace(EXPORT, **nothing), 80)
    assert (found.rice, found.claimed, found.missing) == (None, None, (gone,))
    assert (found.confidence, found.capped) == ((None, False) if gone == "confidence" else (80.0, True))


def test_all_that_is_missing_is_named_in_the_order_of_the_letters() -> None:
    assert score(Item(1, "RM-1", "Bare"), 50) == Score(missing=("reach", "impact", "confidence", "effort"))


@pytest.mark.parametrize("gone", [None, "value", "urgency", "risk", "size"])
def test_wsjf_needs_its_four_figures_and_none_of_rice(gone: str | None) -> None:
    item = Item(1, "RM-1", "Any", value=8, urgency=5, risk=3, size=5)
    left: dict[str, Any] = {gone: None} if gone else {}
    assert score(replace(item, **left), 50).wsjf == (None if gone else 3.2)
    assert score(replace(EXPORT, value=8, urgency=0, risk=0, size=5), 50).wsjf == 1.6


def test_a_reach_of_nobody_is_a_score_of_nothing_and_not_a_missing_one() -> None:
    assert score(replace(EXPORT, reach=Reach(0)), 80) == Score(0.0, 0.0, None, 80.0, True)


@given(
    reach=st.floats(0, 1e7),
    impact=st.sampled_from(sorted(IMPACTS)),
    claimed=st.sampled_from(CONFIDENCES),
    effort=st.floats(0.5, 100),
    cap=st.sampled_from((50.0, 80.0, 100.0)),
)
def test_evidence_never_raises_a_score(reach: float, impact: float, claimed: float, effort: float, cap: float) -> None:
    found = score(Item(1, "RM-1", "Any", reach=Reach(reach), impact=impact, confidence=claimed, effort=effort), cap)
    assert found.rice is not None
    assert found.claimed is not None
    assert found.rice == found.claimed if claimed <= cap else found.rice <= found.claimed
    assert found.rice == pytest.approx(reach * impact * min(claimed, cap) / 100 / effort)
