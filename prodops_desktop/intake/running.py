"""Runs a task of the intake in a child process, and once more with the other reader where the first one was too much for the child."""

import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol, TypeVar

from prodops_desktop.intake.readers.protected import PASSWORD, PasswordNeededError
from prodops_desktop.work.child import ChildError, ChildResult, run_child
from prodops_desktop.work.disk import take_away
from prodops_desktop.work.report import Progress

Result = TypeVar("Result")

_MAY_GO_BETTER = {"memory", "crashed", "stalled", "failed", "fault"}
"""The kinds of an end that the first reader itself may be the cause of."""
_SAYS_MORE = {"refused", PASSWORD}
"""The kinds of an end of the second try that say more than that of the first."""


def run_reading(
    task: str,
    spec: Mapping[str, Any],
    *,
    memory_cap_mb: int | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: threading.Event | None = None,
    stall_seconds: float = 60,
) -> ChildResult:
    """As :func:`~prodops_desktop.work.child.run_child`, for a task that opens the file ``spec["path"]``.

    Where the first reader crashes, hangs or passes the cap, the second one is tried; after the cap only one that streams.
    Raises ChildError with the sentence that says most, PasswordNeededError for a workbook that needs one (its cause is the ChildError),
    and Cancelled.
    """

    def run(more: dict[str, Any]) -> ChildResult:
        return run_child(
            task,
            {**spec, **more},
            memory_cap_mb=memory_cap_mb,
            on_progress=on_progress,
            cancelled=cancelled,
            stall_seconds=stall_seconds,
        )

    try:
        return run({})
    except ChildError as error:
        first = error
    if first.kind not in _MAY_GO_BETTER or spec.get("second"):
        raise _told(first)
    _clear_away(spec)
    try:
        second = run({"second": True, "streaming": first.kind == "memory"})
    except ChildError as error:
        raise _told(_with_costs(error if error.kind in _SAYS_MORE else first, first, error)) from None
    return ChildResult(second.value, max(first.peak_mb, second.peak_mb), first.seconds + second.seconds)


def _told(error: ChildError) -> ChildError | PasswordNeededError:
    if error.kind != PASSWORD:
        return error
    needed = PasswordNeededError(wrong=bool(error.facts["wrong"]))
    needed.__cause__ = error
    return needed


def _with_costs(told: ChildError, first: ChildError, second: ChildError) -> ChildError:
    told.peak_mb = max(first.peak_mb, second.peak_mb)
    told.seconds = first.seconds + second.seconds
    return told


def _clear_away(spec: Mapping[str, Any]) -> None:
    """Take away what the child that died has written of a staging file."""
    if staging := spec.get("staging"):
        take_away(Path(staging))
        Path(f"{staging}-journal").unlink(missing_ok=True)


class Asking(Protocol):
    """Asks for the password of the file that is being opened."""

    def __call__(self, *, wrong: bool) -> str | None:
        """The password, again when the one given before was ``wrong``; None when nobody knows it."""


def with_password(run: Callable[[str | None], Result], password: str | None, ask: Asking) -> Result:
    """Run with a password, and again with each that ``ask`` gives while one is needed.

    Raises PasswordNeededError where ``ask`` gives none.
    """
    while True:
        try:
            return run(password)
        except PasswordNeededError as error:
            given = ask(wrong=error.wrong)
            if not given:
                raise
            password = given
