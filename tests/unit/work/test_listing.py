"""Several names as one phrase of a sentence."""

from prodops_desktop.work.listing import listed


def test_lists_for_a_sentence() -> None:
    assert [listed(list("abcd"[:n])) for n in range(5)] == ["", "a", "a and b", "a, b and c", "a, b and 2 more"]
