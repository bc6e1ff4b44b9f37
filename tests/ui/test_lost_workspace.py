"""Bad days in the window: the file moved or deleted while it is open, damage, a risky folder, a file that can't be opened."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.ui import session as session_module
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.session import Session
from prodops_desktop.workspace import Store, settings, surroundings
from tests.ui.contract import Open, cut_texts, rest, wait_for


def session_of(window: MainWindow) -> Session:
    """The open session."""
    assert window.session is not None
    return window.session


def actions(window: MainWindow) -> list[str]:
    """What the line offers."""
    return [action.text for action in window.strip.line.actions] if window.strip.line is not None else []


def set_company(window: MainWindow, name: str) -> None:
    """A step, or a try."""
    session_of(window).run(lambda store: settings.set_setting(store, "company", name))
    wait_for(window)


def company(store: Store) -> str:
    """What such a step left."""
    return settings.get(store, "company")


@pytest.fixture
def watchful(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look for the file often, so that no test waits for two seconds."""
    monkeypatch.setattr(session_module, "_LOOK_AGAIN_MS", 30)


def test_a_file_that_is_moved_away_is_noticed_copied_and_goes_on_when_it_is_back(watchful: None, open_window: Open, tmp_path: Path) -> None:
    window = open_window("empty")
    session, path = session_of(window), tmp_path / "empty.prodops"
    set_company(window, "Before")
    elsewhere = path.rename(tmp_path / "elsewhere.prodops")
    rest(lambda: session.lost is None or window.busy)
    assert "was moved, renamed or deleted" in window.strip.text.text()
    assert actions(window) == ["Save a copy…"]
    assert window.status.saved.text() == session.lost
    assert cut_texts(window) == []
    window.strip.say(None)
    set_company(window, "Lost")
    assert actions(window) == ["Save a copy…"], "a refused edit says so again"
    out = tmp_path / "a copy.prodops"
    window.files.ask_save = lambda title, proposed, kinds: out
    QTest.mouseClick(window.strip.findChildren(type(window.status.cancel))[0], Qt.MouseButton.LeftButton)
    wait_for(window)
    assert window.strip.text.text() == f"The copy is in {out}."
    with open_workspace(out) as copy, copy.reading() as store:
        assert company(store) == "Before"
    elsewhere.rename(path)
    rest(lambda: session.lost is not None or window.busy)
    assert window.strip.text.text() == "empty.prodops is back at its place, and everything goes on."
    assert window.status.saved.text().startswith("Saved")
    set_company(window, "After")
    assert session.undo_label == "set company to After"


def test_a_refused_edit_notices_it_at_once(open_window: Open, tmp_path: Path) -> None:
    window = open_window("empty")
    (tmp_path / "empty.prodops").unlink()
    set_company(window, "Lost")
    assert session_of(window).lost is not None
    assert actions(window) == ["Save a copy…"]


def test_the_file_of_another_name_can_be_saved_at_any_time(open_window: Open, tmp_path: Path) -> None:
    window = open_window("filled")
    proposed: list[Path] = []

    def ask(title: str, path: Path, kinds: str) -> Path:
        proposed.append(path)
        return tmp_path / "copy"

    window.files.ask_save = ask
    window.menus.action("file.copy").trigger()
    wait_for(window)
    assert proposed == [tmp_path / "filled copy.prodops"]
    assert actions(window) == ["Open it"]
    assert window.strip.line is not None
    window.strip.line.actions[0].run()
    wait_for(window)
    assert session_of(window).workspace.path == tmp_path / "copy.prodops"


def damaged(_: Store | None = None) -> None:
    """What SQLite raises where a page can't be read."""
    error = sqlite3.DatabaseError("database disk image is malformed")
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    raise error


def test_damage_that_is_found_while_reading_is_a_sentence_with_a_way_out(open_window: Open) -> None:
    window = open_window("empty")
    session, told = session_of(window), list[str]()
    session.read(damaged, lambda _: None)
    wait_for(window)
    assert "is damaged" in window.strip.text.text()
    assert actions(window) == ["Backups…"]
    window.strip.say(None)
    session.ask(damaged, lambda _: None)  # on a connection of its own, as the grid has
    wait_for(window)
    assert actions(window) == ["Backups…"]
    session.read(damaged, lambda _: None, lambda error: told.append(str(error)))
    session.start("Looking", lambda _: damaged(), failed=lambda error: told.append(str(error)))
    wait_for(window)
    assert [text.split(":")[0] for text in told] == ["empty.prodops is damaged"] * 2


def test_a_mistake_of_the_program_stays_one(open_window: Open, qtbot: object) -> None:
    del qtbot
    window = open_window("empty")
    session = session_of(window)
    assert session.explained(sqlite3.OperationalError("no such table: nothing")) is None
    assert session.explained(KeyError("nothing")) is None


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b"not a workspace" * 20, "is not a workspace"),
        (b"SQLite format 3\x00" + bytes(200), "database of another program"),
    ],
)
def test_what_can_not_be_opened_is_a_sentence_beside_the_first_page(
    bare_window: MainWindow, tmp_path: Path, content: bytes, says: str
) -> None:
    path = tmp_path / "broken.prodops"
    path.write_bytes(content)
    assert not bare_window.open_path(path)
    assert says in bare_window.strip.text.text()
    assert actions(bare_window) == [], "there are no backups of it"
    assert bare_window.welcome.isVisible()
    assert path.read_bytes() == content
    assert cut_texts(bare_window) == []


def test_a_risky_folder_is_said_until_the_line_is_closed(
    bare_window: MainWindow, workspace_path: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = workspace_path("empty")
    monkeypatch.setattr(surroundings, "warning", lambda path: f"{path.name} lies in a folder that a cloud keeps in step. Move it.")
    for _ in range(2):
        assert bare_window.open_path(path)
        wait_for(bare_window)
        assert bare_window.strip.isVisible()
        assert bare_window.strip.property("strip") == "warn"
        assert "keeps in step" in bare_window.strip.text.text()
        bare_window.strip.say(None)
        bare_window.close_workspace()
    assert bare_window.open_path(path)
    wait_for(bare_window)
    QTest.mouseClick(bare_window.strip.close_button, Qt.MouseButton.LeftButton)
    bare_window.close_workspace()
    assert bare_window.open_path(path)
    wait_for(bare_window)
    assert not bare_window.strip.isVisible()
