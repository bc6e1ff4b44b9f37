"""Sheets say what is committed for which quarter, and what of that was done, as far as they say when."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.roadmap.sheet_desk import Desk, open_desk, problems


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A desk on the sample's day."""
    monkeypatch.setenv("PRODOPS_TODAY", "2026-11-23")
    with open_desk(tmp_path) as opened:
        yield opened


def test_an_item_in_two_rows_has_a_commitment_for_each_quarter(desk: Desk) -> None:
    sheet = """
        Key | Item | Quarter | Committed
        A-1 | One | 2026-Q4 | yes
        A-1 | One | Q1 2027 | stretch
        A-2 | Two | 2026-Q4 | yes
        A-2 | Two | 2026-Q4 | no
    """
    assert problems(desk.bring(sheet)) == ["A-2 Two: it stands in several rows; the first one was taken."]
    assert {key: one.committed for key, one in desk.commitments().items()} == {
        ("A-1", "2026-Q4"): True,
        ("A-1", "2027-Q1"): False,
        ("A-2", "2026-Q4"): True,
    }


def test_what_was_committed_and_is_done_on_an_unknown_day_is_said(desk: Desk) -> None:
    sheet = """
        Key | Item | Status | Done | Quarter | Committed
        A-1 | One | Done | | 2026-Q4 | yes
        A-1 | One | Done | | 2027-Q1 | yes
        A-2 | Two | Done | x | 2026-Q4 | no
        A-3 | Three | Done | 2026-11-02 | 2026-Q4 | yes
        A-4 | Four | Done | | |
    """
    said = ["A-1 One and A-2 Two: it is done, and no day says since when, so it counts as done in no quarter."]
    assert problems(desk.bring(sheet)) == said
    again = "Key | Item | Status | Due\nA-1 | One | Done | \nA-3 | Three | Done | \nA-4 | Four | Done | "
    assert problems(desk.bring(again)) == [said[0].replace(" and A-2 Two", "")], "it was committed before"
