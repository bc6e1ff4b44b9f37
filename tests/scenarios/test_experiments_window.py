"""The page Experiments on a real screen, worked by real keys: a bar is moved and put back, and the file tells of it."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.experiments.model import SCHEDULED, Experiment
from prodops_desktop.experiments.store import find_experiment, save_experiment
from prodops_desktop.workspace import Store, settings
from tests.scenarios.test_tools_window import program, steps

_ALPHA = Experiment(0, "EXP-1", "Alpha", status=SCHEDULED, surface="Search", starts=date(2026, 11, 30), ends=date(2026, 12, 11))


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Two experiments: Alpha begins on 30 November, Beta a week later; the arrow goes from the one to the other."""

    def fill(store: Store) -> object:
        settings.set_setting(store, "today", "2026-11-23")
        save_experiment(store, _ALPHA)
        later = replace(_ALPHA, code="EXP-2", name="Beta", surface="Pricing", starts=date(2026, 12, 7), ends=date(2026, 12, 18))
        return save_experiment(store, later)[0]

    path = tmp_path / "tests.prodops"
    with open_workspace(path, create=True) as opened:
        opened.run(fill).result()
    return path


def days(path: Path) -> dict[str, str]:
    """The days of each experiment as another program reads them."""
    with open_workspace(path, read_only=True) as opened, opened.reading() as store:
        found = (find_experiment(store, code) for code in ("EXP-1", "EXP-2"))
        return {one.name: f"{one.starts} {one.ends}" for one in found}


def test_a_bar_is_moved_and_put_back_by_real_keys(screen: str, workspace: Path, tmp_path: Path) -> None:
    """Ctrl+6, Home and right to Beta, “.” moves it a day, “}” its start another one; then both are taken back, and the first again done."""
    before = len(steps(workspace))
    with program(workspace, screen, tmp_path / "home") as desk:
        desk.until(page="home")
        desk.hands("key", "ctrl+6")
        desk.until(page="experiments", focus="Calendar")
        desk.hands("key", "Home", "Right", "period")
        desk.until(undo="move EXP-2 Beta to 2026-12-08 – 2026-12-19")
        assert days(workspace) == {"Alpha": "2026-11-30 2026-12-11", "Beta": "2026-12-08 2026-12-19"}, "it is in the file at once"
        desk.hands("key", "shift+bracketright")
        desk.until(undo="move EXP-2 Beta to 2026-12-09 – 2026-12-19")
        desk.hands("key", "ctrl+z", "ctrl+z")
        desk.until(undo="add EXP-2 Beta")
        assert days(workspace)["Beta"] == "2026-12-07 2026-12-18"
        desk.hands("key", "ctrl+shift+z")
        desk.until(undo="move EXP-2 Beta to 2026-12-08 – 2026-12-19")
        desk.hands("key", "ctrl+q")
    assert days(workspace) == {"Alpha": "2026-11-30 2026-12-11", "Beta": "2026-12-08 2026-12-19"}
    assert len(steps(workspace)) > before
    assert not workspace.with_name(f"{workspace.name}-wal").exists(), "closing leaves one file"
