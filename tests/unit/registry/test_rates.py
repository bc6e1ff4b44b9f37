"""Currency rates: which one holds on a day, and what is refused."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from prodops_desktop.errors import UserError
from prodops_desktop.registry.rates import all_rates, delete_rate, rate_on, rates_on, set_rate
from prodops_desktop.workspace import Store, Workspace, undo
from tests.new_workspace import new_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(new_workspace(tmp_path / "a.prodops")) as opened:
        yield opened


def test_the_newest_rate_not_after_the_day_holds(workspace: Workspace) -> None:
    def decide(store: Store) -> None:
        set_rate(store, "eur", "2026-01-01", 1.08)
        set_rate(store, "EUR", "2026-07-01", 1.1)
        set_rate(store, "EUR", "2026-07-01", 1.12)

    workspace.run(decide).result()
    with workspace.reading() as store:
        assert [(rate.day, rate.rate) for rate in all_rates(store)] == [("2026-01-01", 1.08), ("2026-07-01", 1.12)]
        assert [rate_on(store, "EUR", day) for day in ("2025-12-31", "2026-01-01", "2026-06-30", "2027-01-01")] == [None, 1.08, 1.08, 1.12]
        assert rate_on(store, "usd", "2020-01-01") == 1.0
        assert rate_on(store, "GBP", "2026-01-01") is None
        found = [rates_on(store, day) for day in ("2025-12-31", "2026-06-30", "2026-07-01", "2027-01-01")]
        assert found == [{"USD": 1.0}, {"USD": 1.0, "EUR": 1.08}, {"USD": 1.0, "EUR": 1.12}, {"USD": 1.0, "EUR": 1.12}]


def test_a_deleted_rate_comes_back_by_undo(workspace: Workspace) -> None:
    workspace.run(lambda store: set_rate(store, "EUR", "2026-01-01", 1.08)).result()
    with workspace.reading() as store:
        before = all_rates(store)
    workspace.run(lambda store: delete_rate(store, before[0].id)).result()
    with workspace.reading() as store:
        assert all_rates(store) == []
    workspace.run(undo.undo).result()
    with workspace.reading() as store:
        assert all_rates(store) == before


@pytest.mark.parametrize(
    ("currency", "day", "rate", "sentence"),
    [
        ("euro", "2026-01-01", 1.0, "three letters"),
        ("EUR", "1.1.2026", 1.0, "is not a day"),
        ("EUR", "2026-01-01", 0.0, "above 0"),
        ("EUR", "2026-01-01", float("nan"), "above 0"),
    ],
)
def test_nonsense_is_refused_in_a_sentence(workspace: Workspace, currency: str, day: str, rate: float, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        workspace.run(lambda store: set_rate(store, currency, day, rate)).result()
    with workspace.reading() as store:
        assert all_rates(store) == []
