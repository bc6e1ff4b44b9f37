"""Cuts long work of the writer into steps that are short enough for an edit to wait for."""

from collections.abc import Callable, Iterator
from time import perf_counter

_STEP_SECONDS = 0.012
"""A step aims below the 20 ms that an edit may have to wait for."""


def paced(work: Callable[[int], int], first: int = 200) -> Iterator[int]:
    """Call ``work`` with a number of rows to handle until it handles none, so many at a time as fit into one short step.

    Yields how many rows it handled.
    """
    size = first
    while True:
        began = perf_counter()
        handled = work(size)
        if not handled:
            return
        spent = perf_counter() - began
        size = max(50, int(size * min(2.0, max(0.25, _STEP_SECONDS / max(spent, 1e-6)))))
        yield handled
