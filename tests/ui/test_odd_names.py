"""The window opens a workspace of any name that a file can have, and says so of one that it can't have."""

from pathlib import Path

import pytest

from prodops_desktop import app
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.workspace import settings
from tests.new_workspace import new_workspace
from tests.ui.contract import wait_for


@pytest.mark.parametrize("stem", ['it\'s “a” "b" & #?% 📦', "x" * 242])
def test_any_name_opens(bare_window: MainWindow, tmp_path: Path, stem: str) -> None:
    path = new_workspace(tmp_path / f"{stem}.prodops")
    assert app._what_hinders([path]) == ""
    assert bare_window.open_path(path)
    wait_for(bare_window)
    assert bare_window.windowTitle() == f"{stem} – Prodops Desktop"
    assert bare_window.session is not None
    assert bare_window.session.read_only_reason is None


def test_a_name_that_no_file_can_have(bare_window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / f"{'x' * 300}.prodops"
    assert app._what_hinders([path]).startswith("There is no file")
    assert not bare_window.open_path(path, create=True)
    assert "can't be the name of a file" in bare_window.strip.text.text()


def test_a_file_that_took_the_place_of_the_open_one_is_opened_when_asked_for(bare_window: MainWindow, tmp_path: Path) -> None:
    path, other = new_workspace(tmp_path / "a.prodops"), new_workspace(tmp_path / "b.prodops")
    with open_workspace(other) as workspace:
        workspace.run(lambda store: settings.set_setting(store, "company", "Other")).result()
    assert bare_window.open_path(path)
    wait_for(bare_window)
    path.rename(tmp_path / "elsewhere.prodops")
    assert bare_window.open_path(path)  # nothing lies there: what is open stays open
    other.rename(path)
    assert bare_window.open_path(path)
    wait_for(bare_window)
    assert bare_window.session is not None
    with bare_window.session.workspace.reading() as store:
        assert (settings.get(store, "company"), bare_window.session.workspace.writable) == ("Other", True)
