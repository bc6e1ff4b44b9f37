"""What the program is started on: files named on the command line or by the system, or the workspace of last time."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from prodops_desktop.__main__ import _name_files
from prodops_desktop.app import _what_hinders, open_first
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.shell.jobs_panel import JobsPanel
from prodops_desktop.ui.shell.leaving import AtStake
from prodops_desktop.ui.widgets.text import Elided
from tests.ui.contract import wait_for

_ASKED_BY_THE_SYSTEM = """
import sys
from pathlib import Path
from PySide6.QtCore import QEvent
from PySide6.QtGui import QFileOpenEvent
from prodops_desktop.app import make_application
app = make_application(["x"])
taken = []
app.postEvent(app, QFileOpenEvent("/first/a.xlsx"))
app.processEvents()
app.hand_files_to(taken.append)
assert taken == [[Path("/first/a.xlsx")]], taken
for name in "bc":
    app.postEvent(app, QFileOpenEvent(f"/later/{name}.csv"))
app.processEvents()
app.processEvents()
assert taken[1:] == [[Path("/later/b.csv"), Path("/later/c.csv")]], taken
"""


@pytest.fixture
def last(bare_window: MainWindow, workspace_path: Callable[[str], Path]) -> Path:
    """The workspace of last time."""
    path = workspace_path("empty")
    bare_window.preferences.choose("last", str(path))
    return path


def opened(window: MainWindow) -> Path | None:
    """The workspace that is open."""
    return window.session.workspace.path if window.session is not None else None


def test_without_a_file_the_workspace_of_last_time_is_opened_unless_that_is_not_wanted(bare_window: MainWindow, last: Path) -> None:
    bare_window.preferences.choose("reopen", value=False)
    open_first(bare_window, [], bare_window.preferences)
    assert opened(bare_window) is None
    bare_window.preferences.choose("reopen", value=True)
    open_first(bare_window, [], bare_window.preferences)
    assert opened(bare_window) == last


def test_spreadsheets_go_into_the_workspace_of_last_time(bare_window: MainWindow, last: Path, imported: list[list[Path]]) -> None:
    open_first(bare_window, [Path("/b.xlsx"), Path("/a.csv")], bare_window.preferences)
    assert opened(bare_window) == last
    assert imported == [[Path("/b.xlsx"), Path("/a.csv")]]


def test_a_workspace_that_is_named_takes_its_place(bare_window: MainWindow, last: Path, imported: list[list[Path]], tmp_path: Path) -> None:
    open_workspace(tmp_path / "named.prodops", create=True).close()
    open_first(bare_window, [Path("/a.csv"), tmp_path / "named.prodops"], bare_window.preferences)
    assert opened(bare_window) == tmp_path / "named.prodops"
    assert imported == [[Path("/a.csv")]]
    assert last.exists()


def test_while_another_program_writes_the_workspace_it_is_said_why_nothing_is_imported(
    bare_window: MainWindow, last: Path, imported: list[list[Path]]
) -> None:
    with open_workspace(last):
        open_first(bare_window, [Path("/a.csv")], bare_window.preferences)
        assert opened(bare_window) == last
        assert imported == []
        assert "reading only" in bare_window.strip.text.text()
        bare_window.close_workspace()


def test_the_open_workspace_by_another_spelling_is_the_open_workspace(bare_window: MainWindow, last: Path, tmp_path: Path) -> None:
    """A link, a detour and a second name of the same file would be kept from writing by the lock of their own program."""
    link, name = tmp_path / "link.prodops", tmp_path / "name.prodops"
    link.symlink_to(last)
    name.hardlink_to(last)
    assert bare_window.open_path(last)
    session = bare_window.session
    for spelling in (link, name, tmp_path / "nowhere" / ".." / last.name):
        assert bare_window.open_path(spelling)
        assert bare_window.session is session
    assert session is not None
    assert session.read_only_reason is None


def test_what_stood_over_the_start_page_goes_when_a_workspace_is_opened(bare_window: MainWindow, last: Path) -> None:
    bare_window.dialogs.jobs()
    bare_window.open_path(last.with_name("gone.prodops"))
    assert "There is no workspace" in bare_window.strip.text.text()
    assert bare_window.open_path(last)
    assert not [one for one in bare_window.findChildren(JobsPanel) if one.isVisible()]
    assert bare_window.strip.line is None
    bare_window.dialogs.jobs()
    [panel] = [one for one in bare_window.findChildren(JobsPanel) if one.isVisible()]
    assert bare_window.session is not None
    job = bare_window.session.start("Reading", lambda control: control.cancelled.wait(10))
    assert [one.text() for one in panel.findChildren(Elided)] == ["Reading"], "it is about the workspace that is open now"
    job.cancel()
    wait_for(bare_window)


def test_a_file_that_can_not_be_opened_is_told_before_anything_is_asked(bare_window: MainWindow, last: Path) -> None:
    assert bare_window.open_path(last)
    assert bare_window.session is not None
    asked: list[AtStake] = []

    def keep(found: AtStake) -> bool:
        asked.append(found)
        return False

    bare_window.dialogs.confirm_quit = keep  # type: ignore[method-assign]  # stands for the operator
    job = bare_window.session.start("Reading", lambda control: control.cancelled.wait(10))
    broken, good = last.with_name("broken.prodops"), last.with_name("good.prodops")
    broken.write_bytes(b"nothing of the kind")
    assert not bare_window.open_path(broken)
    assert asked == []
    open_workspace(good, create=True).close()
    assert not bare_window.open_path(good)
    assert asked == [AtStake(("Reading",))]
    assert opened(bare_window) == last
    open_workspace(good).close()  # it was let go of
    job.cancel()
    wait_for(bare_window)


def test_words_that_are_files_open_the_window_and_all_others_are_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "here.xlsx").touch()
    for name in ("check", "notes"):
        (tmp_path / name).touch()
    files = [[], ["a.prodops"], ["here.xlsx"], ["here.xlsx", "a.prodops"], ["./gone.csv", "/b/c.ods"], ["gone.xlsx"], ["X.PRODOPS"]]
    for words in (*files, ["a.prodops", "b.prodops"], ["notes"], ["./check"]):
        assert _name_files(words), words
    for words in (["import", "a.prodops", "here.xlsx"], ["--help"], ["here.xlsx", "--json"], ["check", "k.prodops"], ["nonsense"]):
        assert not _name_files(words), words


def test_a_wrong_name_or_too_many_are_answered_with_a_sentence(tmp_path: Path) -> None:
    assert _what_hinders([Path("gone.xlsx")]).startswith("There is no file gone.xlsx.")
    for name in ("a.prodops", "B.PRODOPS"):
        (tmp_path / name).touch()
    assert _what_hinders([tmp_path / "a.prodops", tmp_path / "B.PRODOPS"]).startswith("One workspace is open at a time.")


def test_files_that_the_system_wants_opened_are_handed_to_the_window_together() -> None:
    done = subprocess.run([sys.executable, "-c", _ASKED_BY_THE_SYSTEM], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
