"""Which accounts behind an item are at risk: by the newest row that customer success wrote of each, whatever name it has there."""

import pytest

from prodops_desktop.datasets.store import set_counts
from tests.unit.answers.workplace import Plant
from tests.unit.feedback.needs.workplace import Said

NAMES = ("Acme", "Beta", "Gamma", "Delta", "Epsilon", "Nobody Inc")


@pytest.fixture
def item(plant: Plant) -> int:
    """An item that every account asked for."""
    found = plant.item()
    plant.tie(found, "feedback_item", *plant.said(*(Said("2026-11-01", name) for name in NAMES)))
    return found


def risks(plant: Plant, item: int) -> dict[str, str]:
    return {one.name: one.at_risk for one in plant.evidence(item).at_risk}


def bring(plant: Plant, rows: str, head: str = "Account,CS score,Risk reason", as_of: str = "2026-11-16", name: str = "CS health") -> None:
    plant.bring(f"{name}.csv", f"{head}\n{rows}", "account_status", name=name, as_of=as_of)


def test_a_low_score_or_a_reason(plant: Plant, item: int) -> None:
    bring(plant, "a-1,50,\nBeta,51,\nGAMMA,80,Sponsor  left\nDelta,12,No budget\nEpsilon,90,none\nnobody inc,,Merger\n")
    assert risks(plant, item) == {
        "Acme": "CS score 50, renews 31 Jan 2027",
        "Gamma": "risk reason: Sponsor left",
        "Delta": "CS score 12, risk reason: No budget",
        "Nobody Inc": "risk reason: Merger",
    }
    assert len(plant.evidence(item).sources) == 2


def test_without_lists_nobody_is(plant: Plant, item: int) -> None:
    assert risks(plant, item) == {}


def test_the_newest_row_of_an_account_decides(plant: Plant, item: int) -> None:
    bring(
        plant,
        "Acme,2026-10-01,30,\nAcme,2026-11-01,70,\nBeta,2026-11-01,30,\nBeta,2026-10-01,90,\nGamma,,20,\nGamma,2026-11-17,90,\n",
        "Account,As of,CS score,Risk reason",
    )
    assert risks(plant, item) == {"Beta": "CS score 30, renews 31 Dec 2026"}


def test_the_list_with_the_newer_day_is_believed(plant: Plant, item: int) -> None:
    bring(plant, "Acme,30,\nBeta,30,\n", as_of="2026-10-31", name="A before")
    bring(plant, "a-1,80,\n", as_of="2026-11-16", name="B after")
    assert risks(plant, item) == {"Beta": "CS score 30, renews 31 Dec 2026"}


def test_only_the_current_version_of_a_list_speaks(plant: Plant, item: int) -> None:
    bring(plant, "Acme,30,\nBeta,30,\n", as_of="2026-10-31")
    bring(plant, "Acme,80,\n", as_of="2026-11-16")
    assert risks(plant, item) == {}


def test_a_list_that_does_not_count_says_nothing(plant: Plant, item: int) -> None:
    bring(plant, "Acme,30,\n")
    book = plant.book()
    plant.do(lambda store: set_counts(store, plant.dataset("CS health"), counts=False))
    assert plant.book(book).of(item).at_risk == ()


def test_the_band_is_a_setting(plant: Plant, item: int) -> None:
    bring(plant, "Acme,30,\nBeta,45,\n")
    book = plant.book()
    plant.settle("roadmap_at_risk_score", "40")
    assert [one.name for one in plant.book(book).of(item).at_risk] == ["Acme"]
