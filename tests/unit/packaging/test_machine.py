"""What is said or done when the machine lacks a library, a font or Python's venv module."""

import os
import sys
from pathlib import Path

import pytest

import machine
from running import SetupError

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux machines lack parts of Qt")


@pytest.fixture
def apt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An apt-get that writes down what it is asked and ends with the status in the file beside it; gives the file of what it was asked."""
    asked, tool = tmp_path / "asked", tmp_path / "apt-get"
    (tmp_path / "status").write_text("0", encoding="utf-8")
    tool.write_text(f'#!/bin/sh\necho "$@" >> {asked}\necho "E: it was refused"\nexit $(cat {tmp_path}/status)\n', encoding="utf-8")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setattr("running.BUILD", tmp_path)
    monkeypatch.setattr("running.LOG", tmp_path / "setup.log")
    return asked


@pytest.fixture
def one_library_lacking(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that lacks one thing that no machine has."""
    monkeypatch.setattr(machine, "DRAWING", {"libnowhere.so.7": "libnowhere7"})
    monkeypatch.setattr(machine, "WINDOW", {})
    monkeypatch.setattr(machine, "has_font", lambda start: True)


def test_a_library_that_is_there_is_not_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "DRAWING", {"libc.so.6": "libc6", "libnowhere.so.7": "libnowhere7"})
    assert machine.needed_packages(venv=False, window=False) == ["libnowhere7"]


def test_not_root_gets_the_one_line_to_run(one_library_lacking: None, apt: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(SetupError) as stopped:
        machine.provide(venv=False, window=True)
    assert str(stopped.value).splitlines()[-1] == "sudo apt-get update && sudo apt-get install -y --no-install-recommends libnowhere7"
    assert not apt.exists()


def test_root_installs_after_renewing_the_lists(
    one_library_lacking: None, apt: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    with pytest.raises(SetupError, match="libnowhere7 was installed, but"):  # apt says yes, and still nothing can be loaded
        machine.provide(venv=False, window=True)
    update, install = apt.read_text(encoding="utf-8").splitlines()
    assert update.startswith("update")
    assert install.startswith("install -y")
    assert install.endswith("libnowhere7")
    assert capsys.readouterr().out == "Installing libnowhere7 …\n"


def test_a_refusal_of_apt_is_one_sentence_with_its_reason(one_library_lacking: None, apt: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    (apt.parent / "status").write_text("100", encoding="utf-8")
    with pytest.raises(SetupError, match=r"could not be installed \(it was refused\)"):
        machine.provide(venv=False, window=True)


def test_nothing_lacking_calls_nothing(apt: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(machine, "DRAWING", {"libc.so.6": "libc6"})
    monkeypatch.setattr(machine, "WINDOW", {})
    monkeypatch.setattr(machine, "has_font", lambda start: True)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    machine.provide(venv=False, window=True)
    assert not apt.exists()
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(("fonts", "stops"), [([], True), (["DejaVuSans.ttf"], False)])
def test_without_inter_another_font_will_do_but_none_will_not(
    fonts: list[str], *, stops: bool, tmp_path: Path, apt: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for font in fonts:
        (tmp_path / font).touch()
    monkeypatch.setattr(machine, "FONT_FOLDERS", (str(tmp_path),))
    monkeypatch.setattr(machine, "DRAWING", {})
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    if stops:
        with pytest.raises(SetupError, match="fonts-inter"):
            machine.provide(venv=False, window=False)
    else:
        machine.provide(venv=False, window=False)
        assert "fonts-inter" in capsys.readouterr().out


def test_another_kind_of_linux_is_told_the_names(one_library_lacking: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SetupError, match="what Debian calls libnowhere7"):
        machine.provide(venv=False, window=True)


def test_a_second_run_on_this_machine_finds_its_libraries() -> None:
    assert machine.needed_packages(venv=False, window=False) == []
