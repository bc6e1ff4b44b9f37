"""The rules that tests/conftest.py lays on every test: no silent skip under CI, no network, a folder of its own."""

import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

CONFTEST = Path(__file__).resolve().parents[2] / "conftest.py"


SKIPS = {
    "trial": 'def test_a() -> None:\n    pytest.skip("trial data is absent")',
    "mark": '@pytest.mark.skipif(True, reason="not today")\ndef test_a() -> None: ...',
    "call": 'def test_a() -> None:\n    pytest.skip("not today")',
    "module": 'pytest.skip("not today", allow_module_level=True)',
    "import": 'pytest.importorskip("nowhere_to_be_found")',
    "expected": "@pytest.mark.xfail\ndef test_a() -> None:\n    assert False",
}
UNDER_CI = {"trial": "SKIPPED", "mark": "ERROR", "call": "FAILED", "module": "ERROR", "import": "ERROR", "expected": "XFAIL"}
ELSEWHERE = {kind: "XFAIL" if kind == "expected" else "SKIPPED" for kind in SKIPS}


@pytest.mark.parametrize(("ci", "outcomes"), [("true", UNDER_CI), ("", ELSEWHERE)])
def test_only_agreed_reasons_skip_under_ci(ci: str, outcomes: dict[str, str], tmp_path: Path) -> None:
    """One run of pytest under the root conftest, with a module of tests for each kind of skip."""
    (tmp_path / "conftest.py").write_text(CONFTEST.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    for kind, test in SKIPS.items():
        (tmp_path / f"test_{kind}.py").write_text(f"import pytest\n{test}\n", encoding="utf-8")
    variables = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")} | {"CI": ci}
    options = ["-rA", "--continue-on-collection-errors", "-p", "no:cacheprovider", "-p", "no:xdist"]
    command = [sys.executable, "-m", "pytest", *options, str(tmp_path)]
    done = subprocess.run(command, cwd=tmp_path, env=variables, capture_output=True, text=True, check=False)
    told = re.findall(r"^([A-Z]+) .*?test_(\w+)\.py", done.stdout, re.MULTILINE)
    assert {kind: outcome for outcome, kind in told} == outcomes
    assert (done.returncode == 0) == (not ci)


def test_a_test_that_reaches_for_the_network_fails() -> None:
    with socket.socket() as outward, pytest.raises(PermissionError, match=r"192\.0\.2\.1"):
        outward.connect(("192.0.2.1", 80))


def test_this_machine_itself_is_not_the_network() -> None:
    with socket.socket() as taken, socket.socket() as inward:
        taken.bind(("127.0.0.1", 0))  # bound but not listening: nobody answers there
        with pytest.raises(OSError, match=r"refused|unreachable") as problem:
            inward.connect(taken.getsockname())
    assert not isinstance(problem.value, PermissionError)


def test_the_programs_own_folder_is_not_the_persons() -> None:
    assert "prodops-tests-" in os.environ["PRODOPS_HOME"]
    assert os.environ["QT_QPA_PLATFORM"] == "offscreen"
