"""The page Tools on a real screen, worked by real keys: a term is changed and taken back, and the file tells of it."""

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.tools.model import Contract, Money, Span, Tool
from prodops_desktop.tools.store import all_contracts, find_tool, save_contract, save_tool
from prodops_desktop.workspace import Store, history, settings

_ROOT = Path(__file__).parents[2]
_TERMS = Contract(0, 0, "A-1", date(2026, 1, 1), date(2026, 12, 31), True, Span(30, "day"), renewal=Span(12, "month"))


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Two tools: Alpha is due on 1 December, Beta on 1 May; keys go down from the one to the other."""

    def fill(store: Store) -> object:
        settings.set_setting(store, "today", "2026-11-23")
        for name, ends in (("Alpha", date(2026, 12, 31)), ("Beta", date(2027, 5, 31))):
            tool = save_tool(store, Tool(0, name))[1]
            made = save_contract(store, replace(_TERMS, tool=tool, ends=ends, amount=Money(4_800_000, 2, "USD")))
        return made[0]

    path = tmp_path / "stack.prodops"
    with open_workspace(path, create=True) as opened:
        opened.run(fill).result()
    return path


class Desk:
    """A running program: keys go to its window, which tells what it shows."""

    def __init__(self, running: "subprocess.Popen[str]", variables: dict[str, str]) -> None:
        self._variables = variables
        self._told: queue.Queue[dict[str, str]] = queue.Queue()
        self._now: dict[str, str] = {}
        threading.Thread(target=self._listen, args=[running.stdout], daemon=True).start()

    def _listen(self, lines: Iterator[str]) -> None:
        for line in lines:
            self._told.put(json.loads(line))

    def hands(self, *words: str) -> None:
        """Do something with keys, as xdotool is told to."""
        subprocess.run(["xdotool", *words], env=self._variables, check=True, timeout=20, capture_output=True)

    def type_path(self, path: Path) -> None:
        """Answer the dialog that asks for a file, which is open and has the keyboard."""
        self.hands("key", "ctrl+a")
        self.hands("type", str(path))
        self.until(text=str(path))
        self.hands("key", "Return")

    def until(self, **wanted: str) -> None:
        """Wait until the window shows that and rests."""
        while not wanted.items() <= self._now.items():
            try:
                self._now = self._told.get(timeout=20)
            except queue.Empty:
                raise AssertionError(f"{wanted} did not come about: {self._now}") from None

    def shown(self, what: str) -> str:
        """What the window showed when it was waited for last."""
        return self._now[what]


@contextmanager
def program(path: Path, screen: str, home: Path) -> Iterator[Desk]:
    """The program on a workspace; it has to end well once it was told to quit."""
    variables = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}
    variables |= {"DISPLAY": screen, "PRODOPS_HOME": str(home), "LC_ALL": "C.UTF-8"}
    command = [sys.executable, "-m", "tests.scenarios.telling_window", str(path)]
    with subprocess.Popen(
        command, env=variables, cwd=_ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    ) as running:
        try:
            desk = Desk(running, variables)
            desk.hands("search", "--sync", "--onlyvisible", "--name", path.stem, "windowactivate", "--sync", "windowfocus", "--sync")
            yield desk
            running.wait(timeout=20)
        finally:
            running.kill()
        assert running.stderr is not None
        assert running.stderr.read() == ""
    assert running.returncode == 0


def steps(path: Path) -> list[tuple[str, bool]]:
    """The history as it is in the file: each step, and whether it was taken back."""
    with open_workspace(path, read_only=True) as opened, opened.reading() as store:
        return [(step.label, step.undone) for step in history.steps(store)]


def notices(path: Path) -> dict[str, str]:
    with open_workspace(path, read_only=True) as opened, opened.reading() as store:
        return {name: str(all_contracts(store, find_tool(store, name).id)[0].notice) for name in ("Alpha", "Beta")}


def test_a_notice_is_changed_and_taken_back_by_real_keys(screen: str, workspace: Path, tmp_path: Path) -> None:
    """Ctrl+2, down to Beta, F2 into its terms, nine times Tab to the notice: 60 days, Enter; then 90 days, and that taken back."""
    before = len(steps(workspace))
    with program(workspace, screen, tmp_path / "home") as desk:
        desk.until(page="home")
        desk.hands("key", "ctrl+2")
        desk.until(page="tools", focus="Tools")
        desk.hands("key", "j", "F2")
        desk.until(focus="Reference")
        desk.hands("key", *["Tab"] * 9)
        desk.until(focus="Notice", text="30 days")
        desk.hands("key", "ctrl+a")
        desk.hands("type", "60 days")
        desk.until(text="60 days")
        desk.hands("key", "Return")
        desk.until(undo="edit contract of Beta")
        assert notices(workspace) == {"Alpha": "30 days", "Beta": "60 days"}, "it is in the file at once"
        desk.hands("key", "ctrl+a")
        desk.hands("type", "90d")
        desk.hands("key", "Return")
        desk.until(text="90 days")
        desk.hands("key", "ctrl+z")
        desk.until(focus="Notice", text="60 days")
        desk.hands("key", "ctrl+q")
    assert steps(workspace)[before:] == [
        ("Edit contract of Beta", False),
        ("Edit contract of Beta", True),
        ("Undo edit contract of Beta", False),
    ]
    assert notices(workspace) == {"Alpha": "30 days", "Beta": "60 days"}
    assert not workspace.with_name(f"{workspace.name}-wal").exists(), "closing leaves one file"
