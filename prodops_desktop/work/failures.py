"""The child's side of a failure: which kind it is, so that the sentence about it blames what is at fault."""

import errno
import traceback
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

_NO_MEMORY = (
    "PyObject pointer is null",  # what a Rust extension makes of a failed allocation
    "annot allocate memory",  # the loader, of a library that does not fit
    "failed to map segment from shared object",
    "can't start new thread",
)
_NO_ROOM = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_NO_ROOM_ON_WINDOWS = {39, 112}
_SQLITE_FULL = 13
_SQLITE_DAMAGED = {11, 26}  # corrupt, not a database
_SQLITE_REFUSED = {3, 5, 6, 8, 10, 14}  # permission, busy, locked, read-only, input/output, can't open
_FAULTS = (TypeError, AttributeError, NameError, AssertionError)
"""What no content of a file should ever raise: the program is at fault."""
_LONGEST_DETAIL = 200
_SECRETS = {"password"}

Failure = dict[str, Any]
"""{failure: kind, detail: text for the sentence, crash: traceback}"""


def failure_of(error: BaseException, spec: Any, *, started: bool) -> Failure:
    """What to answer for an ``error`` that is no sentence of its own; ``started`` is whether the task got ``spec`` at all."""
    kind = _kind_of(error, spec, started=started)
    detail = _bad_name(spec) if kind == "name" else f"{type(error).__name__}: {error}"
    crash = None if kind == "memory" else "".join(traceback.format_exception(error))
    return {"failure": kind, "detail": " ".join(detail.split())[:_LONGEST_DETAIL], "crash": crash}


def _kind_of(error: BaseException, spec: Any, *, started: bool) -> str:
    causes = list(_causes(error))
    if any(_is_memory(cause) for cause in causes):
        return "memory"
    if any(_is_no_room(cause) for cause in causes):
        return "disk"
    if not started or isinstance(error, ImportError):
        return "program"
    if isinstance(error, UnicodeEncodeError) and _bad_name(spec):
        return "name"
    code = _sqlite_code(error)
    if code in _SQLITE_DAMAGED:
        return "workspace"
    if code in _SQLITE_REFUSED or (isinstance(error, OSError) and error.errno is not None):
        return "system"
    return "fault" if isinstance(error, _FAULTS) else "failed"


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and those that it came of; a clean-up that failed hides what made it necessary."""
    cause: BaseException | None = error
    seen: set[int] = set()
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        yield cause
        cause = cause.__cause__ or cause.__context__


def _is_memory(error: BaseException) -> bool:
    if isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno == errno.ENOMEM):
        return True
    return any(word in str(error) for word in _NO_MEMORY)


def _is_no_room(error: BaseException) -> bool:
    if isinstance(error, OSError) and (error.errno in _NO_ROOM or getattr(error, "winerror", None) in _NO_ROOM_ON_WINDOWS):
        return True
    return _sqlite_code(error) == _SQLITE_FULL or "database or disk is full" in str(error)


def _sqlite_code(error: BaseException) -> int | None:
    """The primary code of SQLite, whichever driver raised it; None for other errors."""
    code = getattr(error, "sqlite_errorcode", None)
    return code & 0xFF if isinstance(code, int) else None


def _bad_name(spec: Any) -> str:
    """The first part of a path in ``spec`` whose bytes are no UTF-8, which Python holds as lone surrogates; "" when there is none."""
    for text in _texts(spec):
        for part in PurePath(text).parts:
            try:
                part.encode("utf-8")
            except UnicodeEncodeError:
                return part
    return ""


def _texts(spec: Any) -> Iterator[str]:
    if isinstance(spec, str):
        yield spec
    elif isinstance(spec, dict):
        for key, one in spec.items():
            if key not in _SECRETS:
                yield from _texts(one)
