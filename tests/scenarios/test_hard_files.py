"""Files that are hard to read, by commands: a sentence and status 1, the next file goes on, and what was chosen is kept."""

import io
import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from prodops_desktop.__main__ import main
from tests.data.compound_files import compound, xls
from tests.data.hostile_binaries import PASSWORD
from tests.data.make_hostile import FOLDER
from tests.scenarios.commands import as_json, prodops, prodops_alone

Trial = Callable[[str], Path]
WithInput = Callable[..., tuple[int, str, str]]


@pytest.fixture
def with_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> WithInput:
    """Runs a command in this process with something on its standard input: status, what it printed, and its errors."""

    def run(text: str, *words: str | Path) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode()), "cp1252"))  # whatever the console speaks
        status = main([*map(str, words)])
        printed, told = capsys.readouterr()
        assert "Traceback" not in told
        return status, printed, told

    return run


def test_an_import_under_a_small_cap_is_a_sentence_and_the_next_one_goes_on(trial_data: Trial, tmp_path: Path) -> None:
    hard, workspace = trial_data("hostile/apache__51535.xls"), tmp_path / "w.prodops"
    told = prodops_alone("import", workspace, hard, "--memory-cap", "300", status=1)
    assert told == (
        "It needs more memory than the 300 MB that it may have. Raise the limit, or save a smaller part of it as a file of its own.\n"
    )
    assert not workspace.exists()
    assert list(tmp_path.iterdir()) == []
    prodops("import", workspace, FOLDER / "western.csv")
    assert [one["name"] for one in as_json("datasets", workspace)["datasets"]] == ["western"]


def test_inspect_goes_on_after_each_hard_file() -> None:
    names = ["far apart.xls", "looping.xls", "billion laughs.xlsx", "repeats.ods", "protected.xls", "old.xls"]
    done = subprocess.run(
        [sys.executable, "-m", "prodops_desktop", "inspect", *(str(FOLDER / name) for name in names), "--memory-cap", "300", "--json"],
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    found: list[dict[str, Any]] = [json.loads(line) for line in done.stdout.splitlines()]
    assert [bool(told["error"]) for told in found] == [True] * 5 + [False]
    assert len(done.stderr.splitlines()) == 5
    assert all(line.endswith(".") for line in done.stderr.splitlines())


def test_the_setting_of_the_workspace_is_its_cap(tmp_path: Path) -> None:
    from prodops_desktop.datasets.opening import open_workspace
    from prodops_desktop.workspace import settings

    workspace = tmp_path / "w.prodops"
    prodops("import", workspace, FOLDER / "western.csv")
    with open_workspace(workspace) as opened:
        opened.run(lambda store: settings.set_setting(store, "import_memory_mb", "300")).result()
    assert "needs more memory than the 300 MB" in prodops("import", workspace, FOLDER / "far apart.xls", status=1)
    assert [one["name"] for one in as_json("datasets", workspace)["datasets"]] == ["western"]


def test_a_password_comes_by_standard_input_and_never_by_a_word(with_input: WithInput, tmp_path: Path) -> None:
    workspace = tmp_path / "w.prodops"
    file = FOLDER / "protected.xlsx"
    status, _, told = with_input("", "import", workspace, file)
    assert (status, told.count("\n")) == (1, 1)
    assert "protected with a password" in told
    status, _, told = with_input("wrong\n", "import", workspace, file, "--password-stdin")
    assert status == 1
    assert "That is not the password" in told
    assert "wrong\n" not in told
    status, _, told = with_input("", "import", workspace, file, "--password-stdin")
    assert (status, told) == (1, "No password came from standard input. Give it as one line.\n")
    status, printed, _ = with_input(f"{PASSWORD}\n", "import", workspace, file, "--password-stdin", "--json")
    assert status == 0
    assert json.loads(printed)["rows_accepted"] == 2
    assert PASSWORD.encode() not in workspace.read_bytes()
    status, printed, _ = with_input(f"{PASSWORD}\n", "inspect", file, FOLDER / "protected.xls", "--password-stdin", "--json")
    assert status == 0
    assert [json.loads(line)["format"] for line in printed.splitlines()] == ["xlsx", "xls"]


@pytest.mark.skipif(sys.platform == "win32", reason="it takes a terminal of Unix")
def test_on_a_terminal_it_is_asked_for_unseen(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "prodops_desktop", "import", str(tmp_path / "w.prodops"), str(FOLDER / "protected.xls")]
    running = subprocess.Popen(command, stdin=theirs, stdout=subprocess.PIPE, stderr=theirs, start_new_session=True)
    os.close(theirs)
    shown = b""
    for answer in (b"wrong\n", f"{PASSWORD}\n".encode()):
        while not shown.endswith(b"(nothing is shown): "):
            shown += os.read(ours, 1000)
        os.write(ours, answer)
        shown += b"\n"
    printed = running.communicate(timeout=60)[0]
    os.close(ours)
    assert running.returncode == 0
    assert b"protected, version 1 (other): 2 rows read" in printed
    assert b"That is not its password." in shown
    assert PASSWORD.encode() not in shown + printed


def test_encoding_and_delimiter_are_chosen_by_words(tmp_path: Path) -> None:
    workspace = tmp_path / "w.prodops"
    odd = tmp_path / "odd.txt"
    odd.write_bytes("Firm#Town\nMüller#Köln\nÉtoile#Orléans\n".encode("cp850"))
    prodops("import", workspace, odd, "--encoding", "cp850", "--delimiter", "#")
    assert as_json("trace", workspace, "odd", "2", "Town")["raw"] == "Köln"
    told = prodops("import", workspace, odd, "--encoding", "ascii", "--again", status=1)
    assert told == "It can't be read as ascii: at 4 places its bytes are no letters there. Choose another encoding.\n"
    tabs = tmp_path / "tabs.txt"
    tabs.write_text("Firm\tSize, in m\nAcme\t5\nBeta\t6\n", encoding="utf-8")
    for word, columns in (("tab", 2), ("comma", 2), ("pipe", 1)):
        assert as_json("inspect", tabs, "--delimiter", word)["sheets"][0]["columns"] == columns


def test_what_days_nobody_can_tell_are_is_said_by_words(tmp_path: Path) -> None:
    workspace = tmp_path / "w.prodops"
    path = tmp_path / "days.csv"
    path.write_text("Firm,Since\n" + "".join(f"Firm {n},0{n % 9 + 1}/0{n % 7 + 1}/2026\n" for n in range(30)), encoding="utf-8")
    prodops("import", workspace, path, "--day-first", "--name", "First")
    prodops("import", workspace, path, "--month-first", "--name", "Second", "--again")
    days = [as_json("trace", workspace, name, "3", "Since")["value"] for name in ("First", "Second")]
    assert days == ["2026-02-02", "2026-02-02"]
    days = [as_json("trace", workspace, name, "4", "Since")["value"] for name in ("First", "Second")]
    assert days == ["2026-03-03", "2026-03-03"]
    days = [as_json("trace", workspace, name, "9", "Since")["value"] for name in ("First", "Second")]
    assert days == ["2026-01-08", "2026-08-01"]


def test_a_password_on_standard_input_is_utf_8_on_any_console(with_input: WithInput, tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(compound(xls([("One", 0, {(0, 0): "Firm", (1, 0): "Acme"})], password="Grüße 漢字")))
    status, printed, told = with_input("Grüße 漢字\n", "inspect", path, "--json", "--password-stdin")
    assert (status, told) == (0, "")
    assert json.loads(printed)["sheets"][0]["name"] == "One"


def test_options_for_text_files_are_not_swallowed_by_a_workbook(with_input: WithInput, tmp_path: Path) -> None:
    said = "! --encoding and --delimiter are for text files, and changed nothing here: the file is a workbook.\n"
    options = ("--encoding", "banana", "--delimiter", ";")
    assert with_input("", "inspect", FOLDER / "old.xls", *options)[::2] == (0, said)
    assert with_input("", "import", tmp_path / "w.prodops", FOLDER / "old.xls", *options)[::2] == (0, said)
    status, _, told = with_input("", "inspect", FOLDER / "western.csv", "--delimiter", ";")
    assert (status, told) == (0, "")


def test_a_password_that_the_keyring_keeps_no_more_right_is_not_blamed_on_anybody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from prodops_desktop.datasets import passwords

    monkeypatch.setattr(passwords, "password_at_hand", lambda *_: "an old one")
    told = prodops("import", tmp_path / "w.prodops", FOLDER / "protected.xls", status=1)
    assert told == "The password in the keyring no longer opens it. Give the one that it is protected with now.\n"
