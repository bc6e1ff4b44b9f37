"""Whether what asks for an item is mostly one account."""

import pytest

from prodops_desktop.roadmap.evidence import OPINION, Behind, Evidence, Rung


@pytest.mark.parametrize(
    ("worth", "mostly"),
    [
        ((), None),
        ((100.0,), None),  # a single account is said by its rung
        ((50.0, 50.0), None),
        ((50.5, 49.5), "A-0"),
        ((80.0, 15.0, 5.0), "A-0"),
        ((40.0, 35.0, 25.0), None),
        ((100.0, None), "A-0"),  # another one asks, and nobody knows what it is worth
        ((None, None), None),
    ],
)
def test_over_half_of_the_money_of_several_accounts_is_mostly_one(worth: tuple[float | None, ...], mostly: str | None) -> None:
    accounts = tuple(Behind(number, f"A-{number}", arr) for number, arr in enumerate(worth))
    found = Evidence((Rung(OPINION, 50, reached=True),), accounts).mostly_one
    assert (found.name if found is not None else None) == mostly
