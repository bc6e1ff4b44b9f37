"""Looks into files without keeping anything: one child process a file, so that no file can harm the next."""

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

from prodops_desktop.intake import INSPECT
from prodops_desktop.intake.readers.opening import Opening
from prodops_desktop.intake.readers.protected import PasswordNeededError
from prodops_desktop.intake.running import run_reading, with_password
from prodops_desktop.work.child import ChildError, ChildResult
from prodops_desktop.work.memory import peak_mb


class AskingByName(Protocol):
    """Asks for the password of one of several files."""

    def __call__(self, name: str, *, wrong: bool) -> str | None:
        """That of the file of this name, again when the one given before was ``wrong``; None when nobody knows it."""


def inspect_files(
    paths: Sequence[str | Path],
    memory_cap_mb: int | None = None,
    cancelled: threading.Event | None = None,
    opening: Opening | None = None,
    ask: AskingByName | None = None,
) -> Iterator[dict[str, Any]]:
    """What each file holds, one object a file as ``inspect`` prints it; ``peak_mb`` is that of this process and the child together.

    A file that is refused, crashes or passes the cap has a sentence in ``error`` and no sheets; the next one goes on.
    """
    opening = opening or Opening()
    for path in paths:
        spec = {"path": str(path), "encoding": opening.encoding, "delimiter": opening.delimiter}

        def run(password: str | None, spec: dict[str, Any] = spec) -> ChildResult:
            return run_reading(INSPECT, {**spec, "password": password}, memory_cap_mb=memory_cap_mb, cancelled=cancelled)

        def ask_for(*, wrong: bool, path: str | Path = path) -> str | None:
            return ask(str(path), wrong=wrong) if ask is not None else None

        try:
            result = with_password(run, opening.password, ask_for)
        except (ChildError, PasswordNeededError) as error:
            costly = error if isinstance(error, ChildError) else error.__cause__
            assert isinstance(costly, ChildError)
            costs = {"seconds": round(costly.seconds, 3), "peak_mb": round(peak_mb() + costly.peak_mb, 1)}
            yield {"file": str(path), "format": None, "error": str(error), **costs, "sheets": []}
            continue
        value = result.value
        costs = {"seconds": round(result.seconds, 3), "peak_mb": round(peak_mb() + result.peak_mb, 1)}
        yield {"file": value["file"], "format": value["format"], "error": None, **costs, "sheets": value["sheets"]}
