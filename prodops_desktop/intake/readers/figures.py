"""Keeps the digits of whole numbers that are longer than a float holds, such as those of accounts and cards."""

EXACT_DIGITS = 15
"""Signs of a number up to which a float holds all of its digits."""
_LONGEST_NUMBER = 400


def exact(written: str, number: float) -> int | float:
    """The ``number`` itself; a whole one that is ``written`` with more digits than a float holds keeps all of them."""
    if len(written) <= EXACT_DIGITS or len(written) > _LONGEST_NUMBER:
        return number
    return int(written) if written.removeprefix("-").isdecimal() else number
