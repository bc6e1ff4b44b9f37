"""The rules that tests/conftest.py lays on every test: no silent skip under CI, no network, a folder of its own."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

CONFTEST = Path(__file__).resolve().parents[2] / "conftest.py"


def outcome_of(test: str, folder: Path, ci: str) -> str:
    """The closing line of a pytest run of one test module under the root conftest."""
    (folder / "conftest.py").write_text(CONFTEST.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    (folder / "test_it.py").write_text(f"import pytest\n{test}\n", encoding="utf-8")
    variables = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")} | {"CI": ci}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", str(folder)]
    done = subprocess.run(command, cwd=folder, env=variables, capture_output=True, text=True, check=False)
    return done.stdout.splitlines()[-1]


SKIPS = {
    "trial": 'def test_a() -> None:\n    pytest.skip("trial data is absent")',
    "mark": '@pytest.mark.skipif(True, reason="not today")\ndef test_a() -> None: ...',
    "call": 'def test_a() -> None:\n    pytest.skip("not today")',
    "module": 'pytest.skip("not today", allow_module_level=True)',
    "import": 'pytest.importorskip("nowhere_to_be_found")',
    "expected": "@pytest.mark.xfail\ndef test_a() -> None:\n    assert False",
}


@pytest.mark.parametrize(
    ("kind", "ci", "counted"),
    [
        ("trial", "true", "1 skipped"),
        ("mark", "true", "1 error"),
        ("call", "true", "1 failed"),
        ("module", "true", "1 error"),
        ("import", "true", "1 error"),
        ("expected", "true", "1 xfailed"),
        ("mark", "", "1 skipped"),
        ("module", "", "1 skipped"),
    ],
)
def test_only_agreed_reasons_skip_under_ci(kind: str, ci: str, counted: str, tmp_path: Path) -> None:
    assert counted in outcome_of(SKIPS[kind], tmp_path, ci)


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
