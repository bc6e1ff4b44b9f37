"""The child's side of a task: it reads what to do, limits itself, runs the function and answers in JSON lines."""

import gc
import importlib
import io
import json
import os
import sys
import threading
from collections.abc import Callable
from typing import IO, Any, NoReturn

from prodops_desktop.errors import RefusedError, UserError
from prodops_desktop.work.limits import confine
from prodops_desktop.work.memory import peak_mb
from prodops_desktop.work.report import Progress, Report, ThinnedReport

__all__ = ["Progress", "Report", "TaskFunction", "find_task", "serve"]

TaskFunction = Callable[[dict[str, Any], Report], dict[str, Any]]


def serve(function: str) -> int:
    """Run ``function`` ("prodops_desktop.module:name") on the order that standard input holds, answer and end the process.

    The first line of standard input is ``{"spec": …, "memory_cap_mb": …}``; when the input ends afterwards the parent
    is gone, or wants this process gone, and it ends at once. Whatever happens is answered by one last line:
    ``{"result": …}``, ``{"error": sentence, "kind": …, "facts": …}`` or ``{"failure": kind, "detail": …, "crash": traceback}``.
    """
    status = 1
    try:
        answers = _claim_standard_output()

        def answer(line: str) -> None:
            answers.write(line + "\n")
            answers.flush()

        def send(progress: Progress, allowance: float) -> None:
            told = {"done": progress.done, "total": progress.total, "text": progress.text}
            answer(json.dumps({"progress": told, "allowance": allowance}))

        answer(_last_line(function, ThinnedReport(send)))
        status = 0
    except MemoryError:
        os.write(2, b"MemoryError\n")  # not enough of it was left to answer; the parent looks for the word
    except BaseException as error:  # noqa: BLE001 - what went wrong could not be answered, so it is said as the last words
        os.write(2, f"{type(error).__name__}: {error}\n".encode("utf-8", "replace"))
    finally:
        # Threads, interpreter shutdown and native destructors have nothing left to do that matters, and cost time;
        # and shutdown aborts the process because the watching thread holds standard input.
        os._exit(status)


def find_task(function: str) -> TaskFunction:
    """The function behind "prodops_desktop.module:name"; ValueError for anything outside this program."""
    module, _, name = function.partition(":")
    if module.split(".")[0] != "prodops_desktop" or not name:
        raise ValueError(f"{function} is not a task of this program")
    task: TaskFunction = getattr(importlib.import_module(module), name)
    return task


def _last_line(function: str, report: Report) -> str:
    spec, task = None, None
    try:
        gc.disable()  # millions of short-lived rows and hardly a cycle: looking for cycles cost a fifth of the time
        found = find_task(function)  # before the order is there: it may have been started in advance
        order = json.loads(sys.stdin.buffer.readline() or _end())
        spec = order["spec"]
        confine(order["memory_cap_mb"])
        threading.Thread(target=_end_with_parent, daemon=True).start()
        task = found
        return json.dumps({"result": task(spec, report), "peak_mb": peak_mb()})
    except RefusedError as error:
        return json.dumps({"error": str(error), "kind": error.kind, "facts": error.facts, "peak_mb": peak_mb()})
    except UserError as error:
        return json.dumps({"error": str(error), "kind": "refused", "facts": {}, "peak_mb": peak_mb()})
    except BaseException as error:  # noqa: BLE001 - a Rust panic derives from BaseException, and no file may end in a traceback
        from prodops_desktop.work.failures import failure_of

        return json.dumps({**failure_of(error, spec, started=task is not None), "peak_mb": peak_mb()})


def _claim_standard_output() -> IO[str]:
    """A stream on the real standard output; whatever a library prints goes to standard error instead, in UTF-8 everywhere."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
            stream.flush()
    answers = os.fdopen(os.dup(1), "w", encoding="ascii", newline="\n")
    os.dup2(2, 1)
    return answers


def _end_with_parent() -> None:
    while sys.stdin.buffer.read(4096):
        pass
    _end()


def _end() -> NoReturn:
    """End at once, without a word: nobody is there to hear it."""
    os._exit(1)
