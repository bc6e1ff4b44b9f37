"""Child processes end in a result or in a sentence, whatever happens to them."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from prodops_desktop.errors import Cancelled, UserError
from prodops_desktop.work import child_process
from prodops_desktop.work.child import ChildError, Progress, run_child
from prodops_desktop.work.child_process import ChildProcess, make_ready
from prodops_desktop.work.memory import peak_mb
from prodops_desktop.work.report import ThinnedReport
from prodops_desktop.work.task import find_task

INSPECT = "prodops_desktop.intake.tasks:inspect"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "small.csv"
    path.write_text("a,b\n1,x\n2,y\n", encoding="utf-8")
    return path


@pytest.fixture
def large(tmp_path: Path) -> Path:
    path = tmp_path / "large.csv"
    path.write_text("id,text\n" + "".join(f"{number},text number {number}\n" for number in range(400_000)), encoding="utf-8")
    return path


def test_result_progress_and_costs_arrive(small: Path) -> None:
    heard: list[Progress] = []
    result = run_child(INSPECT, {"path": str(small)}, on_progress=heard.append)
    assert result.value["sheets"][0]["rows"] == 2
    assert heard
    assert heard[-1].done == heard[-1].total
    assert 5 < result.peak_mb < 200
    assert 0 < result.seconds < 30


def test_a_refusal_is_its_sentence(tmp_path: Path) -> None:
    with pytest.raises(ChildError, match="There is no such file") as caught:
        run_child(INSPECT, {"path": str(tmp_path / "absent.csv")})
    assert caught.value.crash is None


def test_past_the_memory_cap_comes_a_sentence(large: Path) -> None:
    with pytest.raises(UserError, match="needs more memory than the 64 MB"):
        run_child(INSPECT, {"path": str(large)}, memory_cap_mb=64)


@pytest.mark.parametrize("cap", [-1, 5, 63, 1_000_001, 99_999_999_999_999_999_999])
def test_a_cap_that_can_not_be_is_refused_before_a_child_is_started(small: Path, cap: int) -> None:
    with pytest.raises(UserError, match="Give one from 64 to 1,000,000 MB") as caught:
        run_child(INSPECT, {"path": str(small)}, memory_cap_mb=cap)
    assert not isinstance(caught.value, ChildError)


def test_the_highest_cap_is_taken(small: Path) -> None:
    assert run_child(INSPECT, {"path": str(small)}, memory_cap_mb=1_000_000).value["error"] is None


def test_cancelling_ends_the_child(large: Path) -> None:
    cancelled = threading.Event()
    with pytest.raises(Cancelled):
        run_child(INSPECT, {"path": str(large)}, on_progress=lambda _: cancelled.set(), cancelled=cancelled)


def test_no_progress_is_not_waited_for(large: Path) -> None:
    with pytest.raises(ChildError, match="made no progress"):
        run_child(INSPECT, {"path": str(large)}, stall_seconds=-1)


def test_only_tasks_of_this_program_are_run() -> None:
    with pytest.raises(ValueError, match="not a task"):
        find_task("os:system")


def test_reports_are_thinned_but_the_last_one_is_sent() -> None:
    sent: list[Progress] = []
    report = ThinnedReport(lambda progress, _: sent.append(progress))
    for number in range(1, 1001):
        report(number, 1000, "Reading")
    assert sent[0].done == 1
    assert sent[-1].done == 1000
    assert len(sent) < 20


def test_silence_allows_time_in_proportion_to_the_input() -> None:
    allowed: list[float] = []
    report = ThinnedReport(lambda _, allowance: allowed.append(allowance))
    report.silence(50_000_000, "Reading")
    report.silence(10**15, "Reading")
    assert allowed == [10.0, 600.0]


def test_peak_of_this_process_is_plausible() -> None:
    assert 10 < peak_mb() < 4000


def test_many_children_leave_no_thread_behind(small: Path) -> None:
    before = threading.active_count()
    for _ in range(8):
        run_child(INSPECT, {"path": str(small)})
    assert threading.active_count() == before


SAYS_THE_SAME = """
import json, sys, time
sys.stdin.readline()
for _ in range(60):
    print(json.dumps({"progress": {"done": 3, "total": 9, "text": "Reading MB"}, "allowance": 0.0}), flush=True)
    time.sleep(0.05)
"""


def test_saying_the_same_again_is_no_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child_process, "_command", lambda _: [sys.executable, "-c", SAYS_THE_SAME])
    heard: list[Progress] = []
    with pytest.raises(ChildError, match="made no progress for 1 seconds"):
        run_child(INSPECT, {}, stall_seconds=1, on_progress=heard.append)
    assert len(heard) > 5


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[ChildProcess]:
    """The processes that are started, in their order."""
    processes: list[ChildProcess] = []

    class Noted(ChildProcess):
        def __init__(self, function: str) -> None:
            super().__init__(function)
            processes.append(self)

    monkeypatch.setattr(child_process, "ChildProcess", Noted)
    return processes


def test_a_process_that_was_made_ready_takes_the_next_order_and_only_that(small: Path, started: list[ChildProcess]) -> None:
    make_ready(INSPECT)
    make_ready(INSPECT)
    assert len(started) == 1
    for number_started in (1, 2):
        assert run_child(INSPECT, {"path": str(small)}).value["sheets"][0]["rows"] == 2
        assert len(started) == number_started


def test_a_process_that_was_made_ready_and_died_is_replaced(small: Path, started: list[ChildProcess]) -> None:
    make_ready(INSPECT)
    os.kill(started[0].pid, signal.SIGTERM)
    started[0].last_words()
    assert run_child(INSPECT, {"path": str(small)}).value["sheets"][0]["rows"] == 2
    assert len(started) == 2


def test_a_process_that_nobody_ordered_anything_ends_with_the_program() -> None:
    script = f"from prodops_desktop.work.child_process import ChildProcess, make_ready; make_ready({INSPECT!r})"
    ended = subprocess.run([sys.executable, "-W", "error", "-c", script], capture_output=True, timeout=60, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, b"", b"")
