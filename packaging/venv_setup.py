"""Makes .venv from the hash-locked requirements, and knows by a stamp when there is nothing left to do."""

import hashlib
import json
import platform
import re
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from running import BUILD, LOG, ROOT, Outcome, SetupError, logged, say

VENV = ROOT / ".venv"
PROGRAMS = VENV / ("Scripts" if sys.platform == "win32" else "bin")
PYTHON = PROGRAMS / ("python.exe" if sys.platform == "win32" else "python")
STAMP = VENV / "set-up.json"
LOCK = ROOT / "packaging" / "requirements.txt"
TEST_LOCK = ROOT / "packaging" / "requirements-test.txt"

_NO_NETWORK = re.compile(
    r"Failed to establish a new connection|NewConnectionError|NameResolutionError|name resolution|Name or service not known"
    r"|Network is unreachable|Connection refused|Connect(ion)?Timeout|ReadTimeout|Read timed out|ProxyError|Connection (reset|aborted)"
    r"|ConnectionError|SSLError",
    re.IGNORECASE,
)
_BROKEN = re.compile(r"BadZipFile|IncompleteRead|IncompleteDownload|Wheel .* is invalid|zlib\.error|download.*incomplete", re.IGNORECASE)


def ready(*, test: bool) -> bool:
    """Whether .venv is complete for the checkout as it is now (with the test tools, if `test`)."""
    wanted, found = _wanted(), _found()
    return all(found.get(part) == wanted[part] for part in ("python", "lock", "project", *(["test"] if test else [])))


def prepare(*, test: bool) -> None:
    """Make or mend .venv; when the stamp fits, nothing is started and nothing is fetched."""
    if ready(test=test):
        return
    with _alone():
        if not ready(test=test):  # another run may have done it meanwhile
            _set_up(test=test)


def _set_up(*, test: bool) -> None:
    wanted, found = _wanted(), _found()
    afresh = any(found.get(part) != wanted[part] for part in ("python", "lock")) or found.get("test", wanted["test"]) != wanted["test"]
    STAMP.unlink(missing_ok=True)  # from here on it is half made, and an interrupted run starts it afresh
    if afresh:
        _make_afresh()
        _install_locked(LOCK)
    if test and (afresh or "test" not in found):
        _install_locked(TEST_LOCK)
    _install_project()
    done = {part: wanted[part] for part in ("python", "lock", "project")}
    done |= {"test": wanted["test"]} if test or (not afresh and "test" in found) else {}
    STAMP.write_text(json.dumps(done, indent=1) + "\n", encoding="utf-8")


def _wanted() -> dict[str, str]:
    """What a complete .venv is complete for. The place counts: an environment that was moved no longer finds itself."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    parts = {name: project.get(name) for name in ("build-system", "project")} | {"hatch": project.get("tool", {}).get("hatch")}
    return {
        "python": f"{sys.implementation.cache_tag} {platform.machine()} {VENV}",
        "lock": hashlib.sha256(LOCK.read_bytes()).hexdigest(),
        "test": hashlib.sha256(TEST_LOCK.read_bytes()).hexdigest(),
        "project": hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest(),
    }


def _found() -> dict[str, str]:
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) and PYTHON.exists() else {}


@contextmanager
def _alone() -> Iterator[None]:
    """Two set-ups at once would tear .venv apart: the second one waits (where the platform has flock)."""
    BUILD.mkdir(parents=True, exist_ok=True)
    with (BUILD / "setup.lock").open("w", encoding="utf-8") as held:
        if sys.platform != "win32":
            import fcntl

            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                say("Another set-up is at work in this folder; waiting for it …")
                fcntl.flock(held, fcntl.LOCK_EX)
        yield


def _make_afresh() -> None:
    say("Making .venv afresh (what is there is unfinished or out of date) …" if VENV.exists() else "Making .venv …")
    base = getattr(sys, "_base_executable", None) or sys.executable  # so that .venv's own Python can renew .venv
    outcome = logged([base, "-m", "venv", "--clear", str(VENV)])
    if outcome.status != 0:
        raise SetupError(_disk_full(outcome) or f".venv could not be made ({outcome.reason}). More is in {LOG}.")


def _install_locked(lock: Path) -> None:
    count = sum(1 for line in lock.read_text(encoding="utf-8").splitlines() if "==" in line)
    say(f"Installing {count} locked packages of {lock.relative_to(ROOT)} (minutes on a slow line) …")
    outcome = _pip("install", "--require-hashes", "--no-deps", "--only-binary=:all:", "--retries=2", "-r", str(lock))
    if outcome.status != 0:
        raise SetupError(why_pip_failed(outcome))


def _install_project() -> None:
    outcome = _pip("install", "--no-deps", "--no-index", "--no-build-isolation", "--editable", str(ROOT))
    if outcome.status != 0:
        raise SetupError(_disk_full(outcome) or f"The program could not be installed into .venv ({outcome.reason}). More is in {LOG}.")
    logged([str(PYTHON), "-m", "compileall", "-q", str(ROOT / "prodops_desktop")])


def _pip(*words: str) -> Outcome:
    quiet = {"PIP_USER": "0", "PIP_ROOT_USER_ACTION": "ignore", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1"}
    return logged([str(PYTHON), "-m", "pip", *words, "--progress-bar=off"], **quiet)


def why_pip_failed(outcome: Outcome) -> str:
    """One sentence for a person who never saw pip."""
    more = f"More is in {LOG}."
    _, mismatch, after = outcome.output.partition("DO NOT MATCH THE HASHES")
    if mismatch:
        named = re.search(r"^\s*(\S+).* from \S+", after, re.MULTILINE)
        which = named.group(1) if named else "a package"
        return f"The download of {which} is not the file that the lock names, so it was not used. Run this again. {more}"
    if _NO_NETWORK.search(outcome.output):
        return f"No connection to the package index, so nothing was installed. Check the network and run this again. {more}"
    if _BROKEN.search(outcome.output):
        return f"A download broke off or arrived damaged. Run this again. {more}"
    if "No matching distribution found" in outcome.output:
        which = outcome.output.partition("No matching distribution found for ")[2].split()[0]
        here = f"Python {sys.version_info.major}.{sys.version_info.minor} on {sys.platform} {platform.machine()}"
        return f"There is no ready-made package {which} for {here}. Try a newer system or another Python from 3.11 up. {more}"
    return _disk_full(outcome) or f"The locked packages could not be installed ({outcome.reason}). {more}"


def _disk_full(outcome: Outcome) -> str | None:
    full = "No space left on device" in outcome.output or "Errno 28" in outcome.output or "Disk quota exceeded" in outcome.output
    return "The disk is full. Free about 1 GB and run this again." if full else None
