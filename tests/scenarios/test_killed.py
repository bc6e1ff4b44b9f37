"""Whatever is killed at whatever moment: the file opens, is sound, and has each step wholly or not at all."""

import gzip
import re
import shutil
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from random import Random

import pytest

from prodops_desktop.areas import TAKERS
from prodops_desktop.datasets.importing import import_file
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.datasets.pruning import prune_history
from prodops_desktop.datasets.request import ImportRequest
from prodops_desktop.feedback import triage
from prodops_desktop.workspace import Store, backups
from prodops_desktop.workspace.tracking import TWIN
from tests.any_edit import EDITS
from tests.new_workspace import new_workspace
from tests.scenarios.killing import Killer, Left, Tally, examined, is_whole, killer
from tests.scenarios.victim import NAME, fixed_clock
from tests.small_sheets import SHEETS, write_sheet
from tests.standing import Standing
from tests.unit.sheets_here import staging_here

SEED = 20261123
ERASED = "Wilhelmina Quackenbush"
KILLS = {"imports": 50, "edits": 25, "back and forth": 6, "releasing": 5}
DATA = Path(__file__).parents[1] / "data"


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three sheets of each kind."""
    folder = tmp_path_factory.mktemp("sheets")
    for number in range(3):
        (folder / f"{number}").mkdir()
        for name in SHEETS:
            write_sheet(folder / f"{number}", name, Random(f"{SEED} {name} {number}"))
    return folder


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory, sheets: Path) -> Iterator[Killer]:
    with killer(tmp_path_factory.mktemp("killed"), sheets) as found:
        yield found


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, sheets: Path) -> Path:
    """A folder with a workspace into which each sheet was imported once."""
    folder = tmp_path_factory.mktemp("desk")
    with fixed_clock(), staging_here(), open_workspace(new_workspace(folder / NAME)) as workspace:
        for name, (kind, _) in SHEETS.items():
            import_file(workspace, ImportRequest(sheets / "0" / f"{name}.csv", kind=kind), takers=TAKERS)
    return folder


@pytest.fixture(scope="module")
def killed(one: Killer, desk: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Tally]:
    """Gives what a series of kills of a job of the writer came to, each done once."""
    empty = tmp_path_factory.mktemp("empty")
    new_workspace(empty / NAME)
    places = {"imports": empty} | dict.fromkeys(("edits", "back and forth", "releasing"), desk)
    return cache(lambda job: one.series(job, places[job], KILLS[job], SEED))


@pytest.mark.parametrize("job", KILLS)
def test_whoever_writes_is_killed(killed: Callable[[str], Tally], job: str) -> None:
    assert killed(job).kills == KILLS[job]


def test_enough_were_killed_inside_a_transaction(killed: Callable[[str], Tally]) -> None:
    assert sum(killed(job).inside for job in KILLS) >= 30


def test_25_readers_are_killed_and_the_import_ends_with_a_sentence(one: Killer, desk: Path, tmp_path: Path) -> None:
    folder, dice, killed = shutil.copytree(desk, tmp_path / "desk"), Random(SEED), 0
    (lived,) = one.import_with_readers(folder, "Scores", [0])
    assert (lived.sentence, lived.is_as_before) == (None, False)
    while killed < 25:
        moments = [dice.randint(1, lived.calls) if lived.calls else dice.random() for _ in range(8)]
        if killed == 0:
            moments.append(0.3)  # one that is started as it is for people
        for ended in one.import_with_readers(folder, "Scores", [*moments, 0]):
            assert ended.is_sound
            assert {*ended.beside} == {NAME, *(f"{NAME}{ending}" for ending in (".lock", "-shm", "-wal"))}
            assert ended.is_as_before == (ended.sentence is not None)
            assert ended.sentence is None or ended.sentence.endswith(".")
            killed += ended.sentence is not None
        assert ended.sentence is None  # the process went on
    assert {entry.name for entry in folder.iterdir()} == {NAME}


def test_a_migration_is_killed(one: Killer, tmp_path: Path) -> None:
    (tmp_path / NAME).touch(0o600)
    (tmp_path / NAME).write_bytes(gzip.decompress((DATA / "schema_1.prodops.gz").read_bytes()))
    for number in range(2):  # each begins with the old file
        assert one.series("opening", tmp_path, 2, SEED + number, _with_whole_backups).kills == 2


def test_a_backup_is_killed(one: Killer, desk: Path) -> None:
    assert one.series("backups", desk, 5, SEED, _with_whole_backups).kills == 5


def test_a_restore_is_killed(one: Killer, desk: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(desk, tmp_path / "desk")
    with fixed_clock(), open_workspace(folder / NAME) as workspace:
        backups.make(workspace.path, "hand", gentle=False)
        workspace.run(lambda store: EDITS["tool"](store, Random(SEED))).result()
    assert one.series("restoring", folder, 5, SEED, _with_whole_backups).kills == 5


def _with_whole_backups(left: Left) -> None:
    """Each step is there or isn't, and so is each backup; the next one takes away what is no backup, and gives back what stands."""
    is_whole(left)
    path, again = left.folder / NAME, left.folder.with_name(f"{left.folder.name} again")
    again.mkdir()
    assert all(backup.complete for backup in backups.all_backups(path))
    with fixed_clock():
        made = backups.make(path, "hand", gentle=False)
        assert not list(backups.folder_of(path).rglob("*unfinished*"))
        backups.restore(made.path, again / NAME)
    assert examined(again) == left.found


def _note_who_said_it(store: Store) -> None:
    for (item,) in store.db.execute("SELECT id FROM feedback_item").fetchall():
        triage.correct(store, [item], {"note": f"{ERASED} {item}."})


def test_erasing_is_killed(one: Killer, sheets: Path, tmp_path: Path) -> None:
    with fixed_clock(), staging_here(), open_workspace(new_workspace(tmp_path / NAME)) as workspace:
        import_file(workspace, ImportRequest(sheets / "0" / "Notes.csv", kind=SHEETS["Notes"][0]), takers=TAKERS)
        workspace.run(_note_who_said_it).result()
        backups.make(workspace.path, "hand", gentle=False)
    assert one.series("erasing", tmp_path, 4, SEED, _erased_or_not).kills == 4


def _erased_or_not(left: Left) -> None:
    """Nothing was begun, or the opening has ended it: then no byte of it is in any file."""
    before, after, found = map(_without_hashes, (*left.states, left.found))
    assert found in (before, after)
    first = min(map(int, re.findall(rf"{ERASED} (\d+)\.", str(before["feedback_triage"]))))
    words = f"{ERASED} {first}.".encode()
    traces = [file.name for file in left.folder.rglob("*") if file.is_file() and words in file.read_bytes()]
    assert bool(traces) == (found == before)
    assert all(backup.complete for backup in backups.all_backups(left.folder / NAME))


def _without_hashes(standing: Standing) -> Standing:
    """A part of which rows were erased has a new hash each time."""
    return {**standing, "part": [row[:2] + row[3:] for row in standing["part"]]}


def test_pruning_is_killed(one: Killer, desk: Path) -> None:
    assert one.series("pruning", desk, 5, SEED, _pruned_in_part).kills == 5


def _pruned_in_part(left: Left) -> None:
    """Whatever is decided stands, with every heading; and what is left of the values goes when it is pruned again."""
    before, after = left.states[0], left.states[-1]
    for name, rows in left.found.items():
        assert rows in (before[name], after[name]) or (name.startswith(TWIN) and not Counter(rows) - Counter(before[name]))
    assert left.found["barrier"] or left.found == before
    with fixed_clock(), open_workspace(left.folder / NAME) as workspace:
        prune_history(workspace, date(2026, 11, 24), lambda _: None, threading.Event())
    assert examined(left.folder) == after
