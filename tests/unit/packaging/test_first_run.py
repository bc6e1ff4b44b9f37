"""The first look at the program: the sample is made once and whole, and without a display the same job ends in files."""

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

import first_run
import machine
import venv_setup
from running import Outcome, SetupError


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """A build folder of its own, and a stand-in for the program that makes what each command would; gives what it was asked."""
    words_of_all: list[tuple[str, ...]] = []

    def answer(*words: str) -> None:
        words_of_all.append(words)
        if words[0] == "sample":
            folder = Path(words[1])
            folder.mkdir()
            with closing(sqlite3.connect(folder / "tarnbrook.prodops")) as workspace:
                workspace.execute("CREATE TABLE t (a)")
                workspace.execute("INSERT INTO t VALUES (1)")
                workspace.commit()
        elif words[0] == "pack":
            Path(words[2]).touch()
        else:
            (Path(words[2]) / "home-light-1440x900@1.png").touch()

    for name, path in {"ROOT": tmp_path, "BUILD": tmp_path, "SAMPLE": tmp_path / "sample", "FIRST_RUN": tmp_path / "first-run"}.items():
        monkeypatch.setattr(first_run, name, path)
    monkeypatch.setattr(first_run, "_ask_program", answer)
    monkeypatch.setattr(venv_setup, "PYTHON", Path(sys.executable))
    return words_of_all


def test_the_sample_is_made_once(asked: list[tuple[str, ...]], tmp_path: Path) -> None:
    assert first_run.sample_workspace() == first_run.sample_workspace() == tmp_path / "sample" / "tarnbrook.prodops"
    assert [words[0] for words in asked] == ["sample"]


def test_a_sample_whose_making_was_interrupted_is_made_again(asked: list[tuple[str, ...]], tmp_path: Path) -> None:
    (tmp_path / "sample").mkdir()
    (tmp_path / "sample" / "tarnbrook.prodops").write_bytes(b"half")
    with closing(sqlite3.connect(first_run.sample_workspace())) as workspace:
        assert workspace.execute("SELECT a FROM t").fetchall() == [(1,)]


def test_without_a_window_it_leaves_workspace_pack_and_pictures_and_says_where(
    asked: list[tuple[str, ...]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert first_run.without_window(first_run.sample_workspace()) == 0
    files = {"tarnbrook.prodops", "tarnbrook.xlsx", "home-light-1440x900@1.png"}
    assert {file.name for file in (tmp_path / "first-run").iterdir()} == files
    said = capsys.readouterr().out
    assert str(tmp_path / "first-run") in said
    assert all(f"first-run/{name}" in said for name in files)
    copy = tmp_path / "first-run" / "tarnbrook.prodops"
    assert copy.stat().st_mode & 0o777 == 0o600
    with closing(sqlite3.connect(copy)) as workspace:
        assert workspace.execute("SELECT a FROM t").fetchall() == [(1,)]


def test_headless_asks_for_no_display(asked: list[tuple[str, ...]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "provide", lambda **wanted: None)
    monkeypatch.setattr(venv_setup, "ready", lambda **wanted: True)
    monkeypatch.setattr(first_run, "display_works", lambda: pytest.fail("a display was looked for"))
    monkeypatch.setattr(first_run, "logged", lambda command, **variables: Outcome(0, ""))
    monkeypatch.setenv("DISPLAY", ":0")
    assert first_run.run(headless=True) == 0
    assert [words[0] for words in asked] == ["sample", "pack", "render"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can lack a display")
def test_a_display_that_does_not_answer_is_no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QT_QPA_PLATFORM")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.delenv("DISPLAY", raising=False)
    assert not first_run.has_display_name()
    monkeypatch.setenv("DISPLAY", ":4711")
    assert first_run.has_display_name()
    monkeypatch.setattr(venv_setup, "PYTHON", Path(sys.executable))
    assert not first_run.display_works()


def test_a_display_that_answers_will_do(screen: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QT_QPA_PLATFORM")
    monkeypatch.setenv("DISPLAY", screen)
    monkeypatch.setattr(venv_setup, "PYTHON", Path(sys.executable))
    assert first_run.display_works()


def test_a_display_that_hangs_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hanging = tmp_path / "python"
    hanging.write_text("#!/bin/sh\nexec sleep 60\n", encoding="utf-8")
    hanging.chmod(0o755)
    monkeypatch.setattr(venv_setup, "PYTHON", hanging)
    monkeypatch.setattr(first_run, "DISPLAY_SECONDS", 0.3)
    assert not first_run.display_works()


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "ImportError: libEGL.so.1: cannot open shared object file: No such file or directory\n"
    monkeypatch.setattr(first_run, "logged", lambda command, **variables: Outcome(1, text))
    with pytest.raises(SetupError, match=r"the library libEGL\.so\.1 is missing"):
        first_run.check_drawing()


def test_a_command_of_the_program_that_fails_gives_its_own_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(first_run, "logged", lambda command, **variables: Outcome(1, "1 of 12\nThe sample can't be written.\n"))
    with pytest.raises(SetupError, match=r"^prodops-desktop pack did not go through: The sample can't be written\.$"):
        first_run._ask_program("pack", "a", "b")
