"""The child's side of a task: it reads what to do, limits itself, runs the function and answers in JSON lines."""

import gc
import importlib
import json
import os
import sys
import threading
from collections.abc import Callable
from typing import IO, Any

from prodops_desktop.errors import UserError
from prodops_desktop.work.limits import confine
from prodops_desktop.work.memory import peak_mb
from prodops_desktop.work.report import Progress, Report, ThinnedReport

__all__ = ["Progress", "Report", "TaskFunction", "find_task", "serve"]

TaskFunction = Callable[[dict[str, Any], Report], dict[str, Any]]

TOO_MUCH_MEMORY = (
    "It needs more memory than the {cap:,} MB that it may have. Raise the limit, or save a smaller part of it as a file of its own."
)
UNREADABLE = "It could not be read: the file is damaged ({detail}). Open it where it came from and save it again."


def serve(function: str) -> int:
    """Run ``function`` ("prodops_desktop.module:name") on the order that standard input holds; return the exit status.

    The first line of standard input is ``{"spec": …, "memory_cap_mb": …}``; when the input ends afterwards the parent
    is gone, or wants this process gone, and it ends at once.
    """
    answers = _claim_standard_output()
    order = json.loads(sys.stdin.buffer.readline())
    confine(order["memory_cap_mb"])
    gc.disable()  # millions of short-lived rows and hardly a cycle: looking for cycles cost a fifth of the time
    threading.Thread(target=_end_with_parent, daemon=True).start()

    def answer(line: dict[str, Any]) -> None:
        answers.write(json.dumps(line, ensure_ascii=True) + "\n")
        answers.flush()

    def send(progress: Progress, allowance: float) -> None:
        answer({"progress": {"done": progress.done, "total": progress.total, "text": progress.text}, "allowance": allowance})

    outcome = _guarded(function, order["spec"], ThinnedReport(send), order["memory_cap_mb"])
    answer({**outcome, "peak_mb": peak_mb()})
    # Threads, interpreter shutdown and native destructors have nothing left to do that matters, and cost time.
    answers.flush()
    os._exit(0 if "result" in outcome else 1)


def find_task(function: str) -> TaskFunction:
    """The function behind "prodops_desktop.module:name"; ValueError for anything outside this program."""
    module, _, name = function.partition(":")
    if module.split(".")[0] != "prodops_desktop" or not name:
        raise ValueError(f"{function} is not a task of this program")
    task: TaskFunction = getattr(importlib.import_module(module), name)
    return task


def _guarded(function: str, spec: dict[str, Any], report: Report, cap: int) -> dict[str, Any]:
    try:
        return {"result": find_task(function)(spec, report)}
    except UserError as error:
        return {"error": str(error)}
    except MemoryError:
        return {"error": TOO_MUCH_MEMORY.format(cap=cap)}
    except BaseException as error:  # noqa: BLE001 - a Rust panic derives from BaseException, and no file may end in a traceback
        import traceback

        traceback.print_exc(file=sys.stderr)
        if "PyObject pointer is null" in str(error):  # what a Rust extension makes of a failed allocation
            return {"error": TOO_MUCH_MEMORY.format(cap=cap)}
        detail = f"{type(error).__name__}: {error}".replace("\n", " ")[:200]
        return {"error": UNREADABLE.format(detail=detail), "crash": traceback.format_exc()}


def _claim_standard_output() -> IO[str]:
    """A stream on the real standard output; whatever a library prints goes to standard error instead."""
    sys.stdout.flush()
    answers = os.fdopen(os.dup(1), "w", encoding="ascii", newline="\n")
    os.dup2(2, 1)
    return answers


def _end_with_parent() -> None:
    while sys.stdin.buffer.read(4096):
        pass
    os._exit(1)
