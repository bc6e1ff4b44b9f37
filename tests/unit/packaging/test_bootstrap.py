"""The README's commands, as far as they go without a network: what they say and how they end."""

import ast
import errno
import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from running import Outcome, sentence_of

ROOT = Path(__file__).resolve().parents[3]
BOOTSTRAP = ROOT / "packaging" / "bootstrap.py"


def test_an_older_python_is_told_so_in_one_sentence() -> None:
    code = f"import runpy, sys; sys.version_info = (3, 10, 2); runpy.run_path({str(BOOTSTRAP)!r}, run_name='__main__')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.strip() == "Prodops Desktop needs Python 3.11 or newer; this is Python 3.10. Run it with a newer python3."


def test_an_older_python_can_parse_the_file_that_tells_it() -> None:
    assert ast.parse(BOOTSTRAP.read_text(encoding="utf-8"), feature_version=(3, 5)).body


@pytest.mark.parametrize("words", [[], ["fly"], ["test", "--headless"]])
def test_wrong_usage_ends_with_2(words: list[str], tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, str(BOOTSTRAP), *words], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "usage: bootstrap.py" in done.stderr


def test_a_full_disk_and_a_read_only_folder_are_sentences() -> None:
    assert (
        sentence_of(OSError(errno.ENOSPC, "No space left on device", "/x/y"))
        == "The disk is full (/x/y). Free about 1 GB and run this again."
    )
    assert sentence_of(PermissionError(errno.EACCES, "Permission denied", "/x/y")).startswith("/x/y: Permission denied.")


@pytest.mark.parametrize(
    ("output", "reason"),
    [
        ("E: Unable to locate package xyz\nE: second\n", "Unable to locate package xyz"),
        ("Collecting a\nERROR: No matching distribution found for a==1\n", "No matching distribution found for a==1"),
        ("one\nThe file can't be read.\n\n", "The file can't be read"),
        ("", "it said nothing"),
    ],
)
def test_the_reason_is_the_first_error_or_the_last_word(output: str, reason: str) -> None:
    assert Outcome(1, output).reason == reason


def test_ci_runs_the_same_command_as_the_readme() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    commands = [line for line in script.read_text(encoding="utf-8").splitlines() if "python" in line and not line.startswith("#!")]
    assert commands == ["exec python3 packaging/bootstrap.py test"]
    assert "python3 packaging/bootstrap.py test" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_scripts_import_nothing_but_the_standard_library_and_each_other() -> None:
    scripts = [ROOT / "packaging" / f"{name}.py" for name in ("bootstrap", "checks", "first_run", "machine", "running", "venv_setup")]
    known = sys.stdlib_module_names | {script.stem for script in scripts}
    for script in scripts:
        for node in ast.walk(ast.parse(script.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert {name.split(".")[0] for name in names} <= known, script


def test_the_desktop_entry_starts_the_installed_command() -> None:
    entry = (ROOT / "packaging" / "prodops-desktop.desktop").read_text(encoding="utf-8")
    assert entry.startswith("[Desktop Entry]\n")
    assert "\nExec=prodops-desktop %F\n" in entry
    types = next(line for line in entry.splitlines() if line.startswith("MimeType=")).removeprefix("MimeType=").split(";")
    assert {"application/x-prodops", "text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ""} <= set(types)
    described = (ROOT / "packaging" / "prodops-desktop.xml").read_text(encoding="utf-8")
    assert 'type="application/x-prodops"' in described


def test_bootstrap_can_be_imported_without_doing_anything() -> None:
    assert callable(runpy.run_path(str(BOOTSTRAP))["main"])
