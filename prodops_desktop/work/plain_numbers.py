"""Numbers in the names of steps: all their digits, thousands apart, never as powers of ten."""

_MOST = 12
"""Decimals that a number can have here."""


def plain_number(value: float) -> str:
    """A number in full: “1,500,000”, “110.5”, “0.0000125”, “−4”."""
    decimals = next((places for places in range(_MOST) if round(value, places) == value), _MOST)
    return f"{value:,.{decimals}f}".replace("-", "−")
