"""What every test stands on: its own program folder, no network, no display, rings collected in between, and under CI no silent skip."""

import gc
import ipaddress
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any, TypeVar

import hypothesis
import pytest

# Each run looks for other examples, so what one does not find a later one does.
hypothesis.settings.register_profile("many runs", deadline=None, max_examples=60)
hypothesis.settings.load_profile("many runs")

NO_TRIAL_DATA = "trial data is absent"
NO_LIBREOFFICE = "LibreOffice is absent"
NO_SCREEN = "a virtual screen (xvfb, openbox, xdotool) is absent"
_MAY_SKIP_UNDER_CI = {NO_TRIAL_DATA, NO_LIBREOFFICE}

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)

_HOME = pytest.StashKey[str]()
_MANY_NEW_OBJECTS = 20_000
_SEARCHES_OF_NEW = 9


def pytest_configure(config: pytest.Config) -> None:
    """Cut the tests off from the person who runs them, before anything of the program is imported; children inherit it."""
    home = config.stash[_HOME] = tempfile.mkdtemp(prefix="prodops-tests-")
    for name in ("PRODOPS_TODAY", "PYTHONDONTWRITEBYTECODE", "LANGUAGE", "QT_SCALE_FACTOR", "QT_QPA_PLATFORMTHEME", "QT_STYLE_OVERRIDE"):
        os.environ.pop(name, None)
    os.environ |= {"PRODOPS_HOME": home, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"}


def pytest_unconfigure(config: pytest.Config) -> None:
    """Take the program folder away again."""
    shutil.rmtree(config.stash[_HOME], ignore_errors=True)


def pytest_collection_finish() -> None:
    """What is there before the first test stays until the last one, and no search of everything goes over it again."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol() -> Generator[None, object, object]:
    """Search for rings of forgotten objects between tests and on this thread, as the program does (see ``ui/idle_gc.py``).

    Python’s own search can begin on the thread that writes: it destroyed widgets of an earlier test there, whose timers then struck.
    Nearly all that a test forgets is new, and a search of everything takes a quarter of a second, so that comes every tenth time.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        new, searches, _ = gc.get_count()
        if new >= _MANY_NEW_OBJECTS:
            gc.collect(0 if searches < _SEARCHES_OF_NEW else 2)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Under CI a test that skips for a reason not agreed on has failed."""
    return _without_skip((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """The same for a module that skips as a whole."""
    return _without_skip((yield))


def _without_skip(report: Report) -> Report:
    if report.outcome == "skipped" and os.environ.get("CI") == "true" and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2].removeprefix("Skipped: ") if isinstance(report.longrepr, tuple) else str(report.longrepr)
        if reason not in _MAY_SKIP_UNDER_CI:
            report.outcome = "failed"
            report.longrepr = f"Skipped under CI, where only {sorted(_MAY_SKIP_UNDER_CI)} may be the reason: {reason}"
    return report


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """The program never needs the network, and a test that reaches for it fails."""
    connect = socket.socket.connect

    def connect_locally(self: socket.socket, address: Any) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6} and not _is_local(str(address[0])):
            raise PermissionError(f"A test tried to reach {address[0]}; tests use no network.")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_locally)
        yield


def _is_local(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@pytest.fixture(scope="session")
def trial_data() -> Callable[[str], Path]:
    """Gives the path of a trial file such as "real/online_retail.xlsx", or skips the test where the trial data is absent."""
    beside = Path(__file__).resolve().parents[2] / "shared" / "data"
    folder = Path(os.environ.get("PRODOPS_TRIAL_DATA") or beside)

    def find(name: str) -> Path:
        if not folder.is_dir():
            pytest.skip(NO_TRIAL_DATA)
        return folder / name

    return find


@pytest.fixture(scope="session")
def libreoffice() -> str:
    """The path of LibreOffice's program, or a skip."""
    found = shutil.which("soffice")
    if found is None:
        pytest.skip(NO_LIBREOFFICE)
    return found


@pytest.fixture(scope="session")
def screen() -> Iterator[str]:
    """The DISPLAY of a virtual screen of 1600×1000 with a window manager, for tests of a real window in a child process; or a skip."""
    if any(shutil.which(tool) is None for tool in ("Xvfb", "openbox", "xdotool")):
        pytest.skip(NO_SCREEN)
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"],
        pass_fds=(writing,),
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as number:
        display = f":{number.readline().strip()}"
    variables = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"} | {"DISPLAY": display}
    manager = subprocess.Popen(["openbox"], env=variables, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield display
    finally:
        for program in (manager, server):
            program.terminate()
            program.wait(timeout=10)
