"""What is erased for good is gone from rows in quarantine, too: held, mended, released or dismissed, now and in the history."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from prodops_desktop.areas import TAKERS
from prodops_desktop.datasets.checking import check
from prodops_desktop.datasets.quarantine import HeldRow, held_rows, mend
from prodops_desktop.datasets.releasing import release
from prodops_desktop.datasets.rulings import dismiss
from prodops_desktop.datasets.store import find_dataset, find_version
from prodops_desktop.workspace import Store, undo
from prodops_desktop.workspace.links import End
from tests.unit.datasets.erasing_desk import SAID, WORDS, Desk, csv_of, desk_in, do
from tests.unit.sheets_here import import_here


def _held(store: Store) -> tuple[int, HeldRow]:
    version = find_dataset(store, "Scores again").version.id
    return version, held_rows(store, version)[0]


def _mend(store: Store) -> None:
    _, row = _held(store)
    mend(store, row.part, row.row, 1, "9")
    mend(store, row.part, row.row, 4, f"They said: {SAID}")


def _mend_and_back(store: Store) -> None:
    _mend(store)
    _, row = _held(store)
    mend(store, row.part, row.row, 4, "something else")


def _release(store: Store) -> None:
    _mend(store)
    version, row = _held(store)
    release(store, version, [row.id], TAKERS)


def _release_two(store: Store) -> None:
    """The second release takes the first one's rows into its own part; the old part stays for undo."""
    _release(store)
    version, row = _held(store)
    mend(store, row.part, row.row, 1, "3")
    release(store, version, [row.id], TAKERS)


def _dismiss(store: Store) -> None:
    version, row = _held(store)
    dismiss(store, version, [row.id], "a test entry")


CASES: dict[str, tuple[list[Callable[[Store], object]], tuple[int, int, int, int]]] = {
    "held": ([], (3, 1, 1, 1)),
    "mended": ([_mend], (3, 1, 1, 1)),
    "mended before": ([_mend_and_back], (3, 1, 1, 1)),
    "released": ([_release], (3, 2, 1, 0)),
    "released and undone": ([_release, undo.undo], (3, 1, 1, 1)),
    "released twice": ([_release_two], (3, 3, 0, 0)),
    "dismissed": ([_dismiss], (3, 1, 1, 1)),
}
"""What is done, each in one step, and what the version counts after the erasing: read, accepted, quarantined, dropped."""


@pytest.mark.parametrize("case", CASES)
def test_no_byte_is_left(tmp_path: Path, case: str) -> None:
    steps, counted = CASES[case]
    with desk_in(tmp_path) as desk:
        lines = (
            f'score,when,account,comment\n99,2026-11-20,Halden Bank,"{SAID}"\n12,2026-11-21,Halden Bank,fine\n9,2026-11-21,Halden Bank,\n'
        )
        _bring(desk, tmp_path, lines)
        for step in steps:
            do(desk.workspace, partial(_as_one, step=step))
        assert check(desk.workspace) == []
        desk.erase(End("feedback_item", 1))
        assert desk.left(*WORDS) == []
        assert check(desk.workspace) == []
        with desk.workspace.reading() as store:
            images = store.db.execute("SELECT count(*) FROM h_quarantine_mend WHERE text LIKE '%said%' OR text = '9'").fetchone()[0]
            assert images == 0, "nothing of what was typed over its cells"
            version = find_version(store, find_dataset(store, "Scores again").version.id)
        assert (version.rows_read, version.rows_accepted, version.rows_quarantined, version.rows_dropped) == counted


def _bring(desk: Desk, folder: Path, lines: str) -> None:
    import_here(desk.workspace, csv_of(folder / "scores again.csv", lines), kind="nps", name="Scores again", again=True)


def _as_one(store: Store, step: Callable[[Store], object]) -> None:
    if step is undo.undo:
        undo.undo(store)
        return
    with store.edit("Look after the quarantine"):
        step(store)


def test_a_released_row_goes_with_the_item_that_came_of_it(tmp_path: Path) -> None:
    """In quarantine it said something else, by which nobody could find it."""
    said = "Wobbling umbrellas frighten every accountant on Thursdays."
    with desk_in(tmp_path) as desk:
        _bring(
            desk,
            tmp_path,
            "score,when,account,comment\n99,2026-11-20,Halden Bank,k\n9,2026-11-21,Halden Bank,\n8,2026-11-21,Halden Bank,\n",
        )
        version, row = desk.workspace.run(_held).result()
        do(desk.workspace, lambda store: mend(store, row.part, row.row, 1, "9"))
        do(desk.workspace, lambda store: mend(store, row.part, row.row, 4, said))
        do(desk.workspace, lambda store: release(store, version, [row.id], TAKERS))
        with desk.workspace.reading() as store:
            item = store.db.execute("SELECT id FROM v_feedback WHERE text = ?", (said,)).fetchone()[0]
        desk.erase(End("feedback_item", item))
        assert desk.left("umbrellas", "accountant on") == []
        assert check(desk.workspace) == []
        with desk.workspace.reading() as store:
            for table in ("quarantine", "quarantine_mend", "quarantine_ruling", "h_quarantine_mend", "h_quarantine_ruling"):
                which = f"SELECT count(*) FROM {table} WHERE part = {row.part} AND row = {row.row}"
                assert store.db.execute(which).fetchone()[0] == 0, table
            found = find_version(store, version)
        assert (found.rows_read, found.rows_accepted, found.rows_quarantined, found.rows_dropped) == (3, 2, 0, 1)
