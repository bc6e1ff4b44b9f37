"""The sample in the window: a spreadsheet of it is tried with a click, and all of it is removed in one."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from prodops_desktop.datasets import sampling
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.datasets.sample_removing import find_sample, sample_file
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.shell.leaving import AtStake
from prodops_desktop.workspace import settings
from tests.ui.contract import rest, wait_for

Open = Callable[[str], Path]


@pytest.fixture
def sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workspace_path: Open) -> Path:
    """A workspace marked as the sample, with a spreadsheet to try, at the place of the sample."""
    monkeypatch.setenv("PRODOPS_HOME", str(tmp_path / "home"))
    path = tmp_path / "home" / "documents" / "Prodops sample" / sample_file()
    (path.parent / "try-these").mkdir(parents=True)
    (path.parent / "try-these" / "more.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    workspace_path("empty").rename(path)
    with open_workspace(path) as workspace:
        workspace.run(lambda store: settings.set_setting(store, "sample", "1")).result()
    return path


def settle(window: MainWindow) -> None:
    """Let the looks at the disk and the jobs end."""
    rest(lambda: window.sample.looker.waiting > 0 or window.runner.busy or window.busy)


def test_a_spreadsheet_to_try_opens_the_sample_and_is_imported_into_it(
    bare_window: MainWindow, sample: Path, imported: list[list[Path]]
) -> None:
    bare_window.sample.look()
    settle(bare_window)
    [tried] = bare_window.welcome.tries.buttons()
    assert bare_window.welcome.tries.isVisible()
    assert tried.accessibleName() == "Try more.csv"
    QTest.mouseClick(tried, Qt.MouseButton.LeftButton)
    assert bare_window.session is not None
    assert bare_window.session.workspace.path == sample
    assert imported == [[sample.parent / "try-these" / "more.csv"]]


def test_without_a_sample_nothing_of_it_is_offered(bare_window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRODOPS_HOME", str(tmp_path / "home"))
    bare_window.sample.look()
    settle(bare_window)
    assert not bare_window.welcome.tries.isVisible()
    assert not bare_window.welcome.remove.isVisible()
    bare_window.menus.action("file.sample_try").trigger()
    assert bare_window.strip.text.text() == "Open the sample workspace first."
    bare_window.menus.action("file.sample_remove").trigger()
    settle(bare_window)
    assert "There is no sample workspace" in bare_window.strip.text.text()


def test_the_mark_of_the_sample_offers_its_spreadsheets_and_its_end(bare_window: MainWindow, sample: Path, tmp_path: Path) -> None:
    assert not bare_window.facts.sample.isVisible()
    assert bare_window.open_path(sample)
    assert bare_window.facts.sample.isVisible()
    assert bare_window.facts.day.text.text().startswith("Sample: today is")
    menu = bare_window.sample.menu(find_sample(sample.parent))
    assert [action.text() for action in menu.actions() if not action.isSeparator()] == [
        "Try more.csv", "Show the folder of the spreadsheets", "Remove the sample workspace"
    ]  # fmt: skip
    menu.deleteLater()
    assert bare_window.session is not None
    bare_window.session.layout.put("page", "tools")
    wait_for(bare_window)
    bare_window.menus.action("file.sample_remove").trigger()
    settle(bare_window)
    assert bare_window.session is None
    assert not sample.exists()
    assert bare_window.strip.text.text() == (
        f"The sample workspace and 0 spreadsheets were removed. Not of the sample, and left in {sample.parent}: try-these."
    )
    assert bare_window.preferences.recents() == []
    assert bare_window.preferences.text("last") == ""
    assert bare_window.layouts.of(sample).values() == {}
    assert (sample.parent / "try-these" / "more.csv").exists(), "it did not ship like that, so it is hers"


def test_a_job_in_the_sample_is_asked_about_before_it_is_removed(bare_window: MainWindow, sample: Path) -> None:
    assert bare_window.open_path(sample)
    assert bare_window.session is not None
    asked: list[list[str]] = []

    def keep(found: AtStake) -> bool:
        asked.append(list(found.jobs))
        return False

    bare_window.dialogs.confirm_quit = keep  # type: ignore[method-assign]  # stands for the operator
    job = bare_window.session.start("Reading", lambda control: control.cancelled.wait(10))
    bare_window.menus.action("file.sample_remove").trigger()
    bare_window.menus.action("file.close").trigger()
    assert not bare_window.open_path(sample.with_name("other.prodops"), create=True)
    assert asked == [["Reading"]] * 3
    assert bare_window.session is not None
    assert not job.cancelling
    job.cancel()
    settle(bare_window)


def test_a_workspace_of_her_own_beside_the_sample_is_left_alone(bare_window: MainWindow, sample: Path, tmp_path: Path) -> None:
    """It sorts before the sample; “Open the sample” opens the sample, and removing it removes nothing else."""
    own = sample.with_name("a plan.prodops")
    open_workspace(own, create=True).close()
    bare_window.sample.open()
    assert bare_window.session is not None
    assert bare_window.session.workspace.path == sample
    bare_window.close_workspace()
    bare_window.menus.action("file.sample_remove").trigger()
    settle(bare_window)
    assert own.exists()
    assert not sample.exists()


def test_where_the_sample_can_not_be_written_another_folder_is_asked_for(
    bare_window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRODOPS_HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "documents").touch()  # a file where the folder should be

    def build(path: Path, *_: object) -> None:
        with open_workspace(path, create=True) as workspace:
            workspace.run(lambda store: settings.set_setting(store, "sample", "1")).result()

    monkeypatch.setattr(sampling, "_build", build)  # its imports take long, and are another test's
    bare_window.menus.action("file.sample").trigger()
    settle(bare_window)
    line = bare_window.strip.line
    assert line is not None
    assert line.text.startswith(f"The sample can't be written to {tmp_path / 'home' / 'documents' / 'Prodops sample'}: ")
    assert [action.text for action in line.actions] == ["Choose a folder…"]
    other, asked = tmp_path / "other", []
    other.mkdir()
    (other / "README.md").write_text("hers", encoding="utf-8")

    def choose(title: str, _: Path) -> Path:
        asked.append(title)
        return other

    bare_window.sample.ask_folder = choose
    line.actions[0].run()
    settle(bare_window)
    assert asked == ["Choose a folder for the sample"]
    assert bare_window.session is not None
    made = bare_window.session.workspace.path
    assert made.parent == other / "Prodops sample", "in a folder of its own"
    assert (other / "README.md").read_text(encoding="utf-8") == "hers"
    bare_window.close_workspace()
    bare_window.menus.action("file.sample").trigger()
    assert bare_window.session is not None
    assert bare_window.session.workspace.path == made, "it is known where it is"
    bare_window.menus.action("file.sample_remove").trigger()
    settle(bare_window)
    assert [path.name for path in other.iterdir()] == ["README.md"]
    assert bare_window.preferences.text("sample_folder") == ""


def test_a_copy_of_the_sample_that_is_open_stays_open_and_whole(bare_window: MainWindow, sample: Path) -> None:
    copy = sample.with_name("mine.prodops")
    sample.rename(copy)
    assert bare_window.open_path(copy)
    bare_window.menus.action("file.sample_remove").trigger()
    settle(bare_window)
    assert bare_window.session is not None
    assert copy.exists()
    assert bare_window.strip.text.text().startswith("“mine.prodops” is a copy of the sample")
