"""Bounds what something takes by what Python takes on the machine at hand, not by a clock: a slow or a busy machine fails no test."""

from collections.abc import Callable
from time import thread_time

_WALKED = 1_000_000


def seconds(work: Callable[[], object], rounds: int = 3) -> float:
    """What this thread itself takes for something when it is quickest."""
    took = []
    for _ in range(rounds):
        began = thread_time()
        work()
        took.append(thread_time() - began)
    return min(took)


def walk_seconds() -> float:
    """What this thread takes to go through a million numbers one by one."""
    return seconds(_walk)


def walks(work: Callable[[], object], rounds: int = 3) -> float:
    """How many times as long as that something takes."""
    return seconds(work, rounds) / walk_seconds()


def _walk() -> int:
    odd = 0
    for number in range(_WALKED):
        odd += number & 1
    return odd
