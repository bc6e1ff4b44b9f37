"""The stamp that spares the second run all work, and the sentences that pip's failures become."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

import venv_setup
from running import Outcome, SetupError

ROOT = Path(__file__).resolve().parents[3]


class Calls(list[list[str]]):
    """Takes the place of the programs that a set-up starts, and remembers them."""

    def __call__(self, command: list[str], **variables: str) -> Outcome:
        self.append(command)
        if "venv" in command:
            venv_setup.PYTHON.parent.mkdir(parents=True, exist_ok=True)
            venv_setup.PYTHON.touch()
        return self.answer(command)

    answer: Callable[[list[str]], Outcome] = staticmethod(lambda command: Outcome(0, ""))

    @property
    def words(self) -> list[str]:
        """One word for each program: venv, the lock that pip was given, project, compileall."""
        known = {
            "venv": "venv",
            str(venv_setup.LOCK): "lock",
            str(venv_setup.TEST_LOCK): "test",
            "--editable": "project",
            "compileall": "compile",
        }
        return [next(word for mark, word in known.items() if mark in command) for command in self]


@pytest.fixture
def calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Calls:
    """A checkout in a folder of its own in which nothing is really installed."""
    for name in ("requirements.txt", "requirements-test.txt"):
        shutil.copy(ROOT / "packaging" / name, tmp_path / name)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for name, value in {
        "ROOT": tmp_path,
        "BUILD": tmp_path / "build",
        "VENV": tmp_path / ".venv",
        "PYTHON": tmp_path / ".venv" / "bin" / "python",
        "STAMP": tmp_path / ".venv" / "set-up.json",
        "LOCK": tmp_path / "requirements.txt",
        "TEST_LOCK": tmp_path / "requirements-test.txt",
    }.items():
        monkeypatch.setattr(venv_setup, name, value)
    made = Calls()
    monkeypatch.setattr(venv_setup, "logged", made)
    return made


def test_the_first_set_up_installs_by_hash_and_the_second_starts_nothing(calls: Calls) -> None:
    venv_setup.prepare(test=False)
    assert calls.words == ["venv", "lock", "project", "compile"]
    assert {"--require-hashes", "--no-deps"} <= set(calls[1])
    assert {"--no-build-isolation", "--no-index", "--no-deps"} <= set(calls[2])
    calls.clear()
    venv_setup.prepare(test=False)
    assert calls == []


def test_the_test_tools_are_added_to_what_is_there_and_stay_known(calls: Calls) -> None:
    venv_setup.prepare(test=False)
    calls.clear()
    venv_setup.prepare(test=True)
    assert calls.words == ["test", "project", "compile"]
    calls.clear()
    venv_setup.prepare(test=False)
    venv_setup.prepare(test=True)
    assert calls == []


def test_an_interrupted_set_up_is_made_afresh(calls: Calls) -> None:
    venv_setup.prepare(test=False)
    (venv_setup.VENV.parent / "pyproject.toml").write_text('[project]\nname = "x"\n', encoding="utf-8")

    def interrupted(command: list[str]) -> Outcome:
        raise KeyboardInterrupt

    calls.answer = interrupted
    with pytest.raises(KeyboardInterrupt):
        venv_setup.prepare(test=False)
    calls.clear()
    calls.answer = lambda command: Outcome(0, "")
    venv_setup.prepare(test=False)
    assert calls.words[:2] == ["venv", "lock"]


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("requirements.txt", ["venv", "lock", "test", "project", "compile"]),
        ("requirements-test.txt", ["venv", "lock", "test", "project", "compile"]),
    ],
)
def test_a_changed_lock_makes_it_afresh(file: str, expected: list[str], calls: Calls) -> None:
    venv_setup.prepare(test=True)
    calls.clear()
    lock = venv_setup.VENV.parent / file
    lock.write_text(lock.read_text(encoding="utf-8") + "\n# renewed\n", encoding="utf-8")
    venv_setup.prepare(test=True)
    assert calls.words == expected


def test_changed_settings_of_a_tool_need_no_installation_but_a_changed_project_does(calls: Calls) -> None:
    venv_setup.prepare(test=False)
    calls.clear()
    project = venv_setup.VENV.parent / "pyproject.toml"
    text = project.read_text(encoding="utf-8")
    project.write_text(text.replace("line-length = 140", "line-length = 100"), encoding="utf-8")
    venv_setup.prepare(test=False)
    assert calls == []
    project.write_text(text.replace('prodops-desktop = "', 'prodops = "'), encoding="utf-8")
    venv_setup.prepare(test=False)
    assert calls.words == ["project", "compile"]


@pytest.mark.parametrize("part", ["python", "lock", "project"])
def test_a_stamp_of_something_else_is_not_ready(part: str, calls: Calls) -> None:
    venv_setup.prepare(test=True)
    assert venv_setup.ready(test=True)
    stamp = json.loads(venv_setup.STAMP.read_text(encoding="utf-8"))
    venv_setup.STAMP.write_text(json.dumps(stamp | {part: "another"}), encoding="utf-8")
    assert not venv_setup.ready(test=False)


def test_a_torn_stamp_and_a_python_that_went_away_are_not_ready(calls: Calls) -> None:
    venv_setup.prepare(test=False)
    venv_setup.STAMP.write_text('{"python": ', encoding="utf-8")
    assert not venv_setup.ready(test=False)
    venv_setup.prepare(test=False)
    venv_setup.PYTHON.unlink()
    assert not venv_setup.ready(test=False)


def tiny_wheel(folder: Path) -> Path:
    """A wheel of one module, so that the real pip can be asked without a network."""
    wheel = folder / "tinywheel-1.0-py3-none-any.whl"
    info = "tinywheel-1.0.dist-info"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("tinywheel.py", "")
        archive.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: tinywheel\nVersion: 1.0\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", f"tinywheel.py,,\n{info}/METADATA,,\n{info}/WHEEL,,\n{info}/RECORD,,\n")
    return wheel


def ask_pip(lock: str, folder: Path, *words: str) -> Outcome:
    """The real pip's answer to a lock of one package, installed aside."""
    (folder / "lock.txt").write_text(lock, encoding="utf-8")
    command = [sys.executable, "-m", "pip", "install", "--require-hashes", "--no-deps", "--only-binary=:all:", "--retries=1"]
    done = subprocess.run(
        [*command, *words, "--target", str(folder / "aside"), "-r", str(folder / "lock.txt")],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        env={name: value for name, value in os.environ.items() if not name.startswith("PIP_")} | {"PIP_CONFIG_FILE": os.devnull},
    )
    return Outcome(done.returncode, done.stdout)


def test_a_file_that_is_not_the_locked_one_is_refused_and_named(tmp_path: Path) -> None:
    tiny_wheel(tmp_path)
    outcome = ask_pip(f"tinywheel==1.0 --hash=sha256:{'0' * 64}\n", tmp_path, "--no-index", "--find-links", str(tmp_path))
    assert outcome.status != 0
    assert venv_setup.why_pip_failed(outcome).startswith(
        "The download of tinywheel==1.0 is not the file that the lock names, so it was not used."
    )


def test_a_package_without_a_build_for_this_machine_is_named(tmp_path: Path) -> None:
    outcome = ask_pip(f"tinywheel==1.0 --hash=sha256:{'0' * 64}\n", tmp_path, "--no-index")
    assert outcome.status != 0
    assert venv_setup.why_pip_failed(outcome).startswith("There is no ready-made package tinywheel==1.0 for Python 3.")


def test_no_network_is_said_as_that(tmp_path: Path) -> None:
    closed_port = "http://127.0.0.1:9/simple"
    outcome = ask_pip(f"tinywheel==1.0 --hash=sha256:{'0' * 64}\n", tmp_path, "--index-url", closed_port)
    assert outcome.status != 0
    assert venv_setup.why_pip_failed(outcome).startswith("No connection to the package index, so nothing was installed.")


@pytest.mark.parametrize(
    ("output", "start"),
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device\n", "The disk is full."),
        ("ERROR: Wheel 'numpy' located at /tmp/x is invalid.\n", "A download broke off or arrived damaged."),
        ("ERROR: something new\n", "The locked packages could not be installed (something new)."),
    ],
)
def test_other_failures_of_pip_are_sentences_too(output: str, start: str) -> None:
    assert venv_setup.why_pip_failed(Outcome(1, output)).startswith(start)


def test_a_failing_installation_stops_without_a_stamp(calls: Calls) -> None:
    calls.answer = lambda command: Outcome(1 if "--require-hashes" in command else 0, "ERROR: something new\n")
    with pytest.raises(SetupError, match="something new"):
        venv_setup.prepare(test=False)
    assert not venv_setup.STAMP.exists()
