"""A child that the first reader was too much for is followed by one with the second, and the sentence that says most is told."""

import os
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from prodops_desktop.errors import Cancelled
from prodops_desktop.intake import running
from prodops_desktop.intake.readers.protected import PasswordNeededError
from prodops_desktop.intake.running import run_reading
from prodops_desktop.work.child import ChildError, ChildResult
from tests.data.make_hostile import FOLDER

INSPECT = "prodops_desktop.intake.tasks:inspect"
STAGE = "prodops_desktop.intake.tasks:stage"
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="it takes a signal of Linux")


class Children:
    """Stands in for the children: what each of them ends in, in turn, and what they were told to do."""

    def __init__(self, *ends: ChildResult | ChildError) -> None:
        self.specs: list[dict[str, Any]] = []
        self._ends = list(ends)

    def __call__(self, task: str, spec: dict[str, Any], **_: object) -> ChildResult:
        self.specs.append(spec)
        end = self._ends.pop(0)
        if isinstance(end, ChildError):
            raise end
        return end


def failed(kind: str, sentence: str = "First.", **facts: Any) -> ChildError:
    return ChildError(sentence, 100.0, 1.0, kind=kind, facts=facts)


def run_with(monkeypatch: pytest.MonkeyPatch, *ends: ChildResult | ChildError) -> Children:
    children = Children(*ends)
    monkeypatch.setattr(running, "run_child", children)
    return children


@pytest.mark.parametrize(("kind", "streams"), [("memory", True), ("crashed", False), ("stalled", False), ("failed", False)])
def test_the_second_reader_is_tried_after_what_the_first_may_be_to_blame_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kind: str, streams: bool
) -> None:
    staging = tmp_path / "staging.db"
    staging.write_text("half", encoding="utf-8")
    children = run_with(monkeypatch, failed(kind), ChildResult({"rows": 1}, 40.0, 2.0))
    result = run_reading(STAGE, {"path": "a.xlsx", "staging": str(staging)})
    assert (result.value, result.peak_mb, result.seconds) == ({"rows": 1}, 100.0, 3.0)
    assert [(spec.get("second"), spec.get("streaming")) for spec in children.specs] == [(None, None), (True, streams)]
    assert not staging.exists()


@pytest.mark.parametrize("kind", ["refused", "killed", "ended", "disk", "name", "system", "program", "start", "workspace"])
def test_what_the_reader_is_not_to_blame_for_is_told_at_once(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    children = run_with(monkeypatch, failed(kind))
    with pytest.raises(ChildError, match="First"):
        run_reading(INSPECT, {"path": "a.xlsx"})
    assert len(children.specs) == 1


@pytest.mark.parametrize(
    ("second", "sentence"), [("refused", "Second."), ("no other reader", "First."), ("memory", "First."), ("crashed", "First.")]
)
def test_the_sentence_that_says_more_is_told(monkeypatch: pytest.MonkeyPatch, second: str, sentence: str) -> None:
    run_with(monkeypatch, failed("crashed"), failed(second, "Second."))
    with pytest.raises(ChildError) as caught:
        run_reading(INSPECT, {"path": "a.xls"})
    assert (str(caught.value), caught.value.seconds, caught.value.peak_mb) == (sentence, 2.0, 100.0)


def test_a_password_that_is_needed_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    run_with(monkeypatch, failed("password", wrong=True))
    with pytest.raises(PasswordNeededError) as caught:
        run_reading(INSPECT, {"path": "a.xls"})
    assert caught.value.wrong


def test_an_xls_that_needs_too_much_memory_is_told_so_and_a_damaged_one_is_called_so() -> None:
    with pytest.raises(ChildError, match="needs more memory than the 300 MB") as caught:
        run_reading(INSPECT, {"path": str(FOLDER / "far apart.xls")}, memory_cap_mb=300)
    assert caught.value.kind == "memory"
    with pytest.raises(ChildError, match="damaged xls workbook"):
        run_reading(INSPECT, {"path": str(FOLDER / "looping.xls")}, memory_cap_mb=300)


def test_past_the_cap_a_workbook_is_streamed(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet("Wide")
    for row, column in ((0, 0), (0, 300), (400_000, 0), (400_000, 300)):  # held densely that is over a gigabyte
        sheet.write_string(row, column, "x")
    book.close()
    result = run_reading(INSPECT, {"path": str(tmp_path / "a.xlsx")}, memory_cap_mb=300)
    (found,) = result.value["sheets"]
    assert found["cells"] == 4
    assert any("second" in warning for warning in found["warnings"])
    assert result.peak_mb < 330


@on_linux
def test_a_child_that_is_killed_from_outside_is_a_sentence(large: Path) -> None:
    def kill(_: object) -> None:
        _signal_children(signal.SIGKILL)

    with pytest.raises(ChildError) as caught:
        run_reading(INSPECT, {"path": str(large)}, on_progress=kill)
    assert str(caught.value) == "The system ended it (signal 9), which it does when memory runs out. Close other programs and do it again."
    assert caught.value.kind == "killed"


@on_linux
def test_a_child_that_stops_is_given_up_and_the_other_reader_tried(large: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stopped: list[int] = []

    def stop(_: object) -> None:
        if not stopped:
            stopped.extend(_signal_children(signal.SIGSTOP))

    began = time.monotonic()
    with pytest.raises(ChildError) as caught:
        run_reading(INSPECT, {"path": str(large)}, on_progress=stop, stall_seconds=4)
    assert caught.value.kind == "stalled"
    assert str(caught.value).startswith("It was given up because it made no progress for 4 seconds.")
    assert time.monotonic() - began < 40
    assert not Path(f"/proc/{stopped[0]}").exists()


def test_cancelling_ends_it(large: Path) -> None:
    cancelled = threading.Event()
    with pytest.raises(Cancelled):
        run_reading(INSPECT, {"path": str(large)}, on_progress=lambda _: cancelled.set(), cancelled=cancelled)


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A text that takes a child a second or more."""
    path = tmp_path / "large.csv"
    path.write_text("id,text\n" + "".join(f"{number},text number {number}\n" for number in range(400_000)), encoding="utf-8")
    return path


def _signal_children(number: int) -> list[int]:
    """Send a signal to the children of this process that run a task; their ids."""
    found = []
    for process in Path("/proc").iterdir():
        if process.name.isdecimal():
            try:
                words = (process / "cmdline").read_bytes()
                parent = (process / "stat").read_text().rpartition(")")[2].split()[1]
            except OSError:
                continue
            if parent == str(os.getpid()) and b"--task" in words:
                os.kill(int(process.name), number)
                found.append(int(process.name))
    return found
