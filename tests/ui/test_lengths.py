"""Lengths that grow with the font reckon as the whole numbers that they are now."""

import operator
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prodops_desktop.ui import lengths

REAL = st.floats(0.5, 400, allow_nan=False)
WHOLE = st.integers(1, 400)
BETWEEN_TWO = ("add", "sub", "mul", "truediv", "floordiv", "mod", "eq", "ne", "lt", "le", "gt", "ge")


@pytest.fixture(autouse=True)
def _as_designed() -> Iterator[None]:
    yield
    lengths.set_percent(100)


@given(percent=st.integers(80, 150), pixels=WHOLE, other=WHOLE | REAL, both_grow=st.booleans(), name=st.sampled_from(BETWEEN_TWO))
def test_two_of_them_or_one_and_a_number(percent: int, pixels: int, other: float, both_grow: bool, name: str) -> None:
    lengths.set_percent(percent)
    work, own, plain = getattr(operator, name), lengths.growing(pixels), lengths.px(pixels)
    if both_grow and isinstance(other, int):
        found, expected = work(own, lengths.growing(other)), work(plain, lengths.px(other))
    else:
        found, expected = work(own, other), work(plain, other)
        assert work(other, own) == work(other, plain)
    assert (found, type(found)) == (expected, type(expected))


@given(percent=st.integers(80, 150), pixels=st.integers(0, 400))
def test_one_alone(percent: int, pixels: int) -> None:
    lengths.set_percent(percent)
    own, plain = lengths.growing(pixels), lengths.px(pixels)
    assert (-own, +own, abs(own), bool(own), round(own), range(9)[min(own, 8)]) == (
        -plain, plain, plain, bool(plain), plain, min(plain, 8),
    )  # fmt: skip
    assert (f"{own}", hash(own), {plain: "here"}[own]) == (f"{plain}", hash(plain), "here")
