"""A row that was held in an earlier version with the same cells and reasons is known again, and decided about as then."""

from pathlib import Path

import pytest

from prodops_desktop.areas import TAKERS
from prodops_desktop.datasets.checking import check
from prodops_desktop.datasets.decided_before import Before, decided_before
from prodops_desktop.datasets.deciding import decide_as_before, decide_many_as_before
from prodops_desktop.datasets.quarantine import HeldRow, mend
from prodops_desktop.datasets.releasing import release
from prodops_desktop.datasets.rulings import dismiss, dismissed_by_reason
from prodops_desktop.errors import UserError
from prodops_desktop.work.report import Progress
from prodops_desktop.workspace import Workspace, undo
from tests.unit.datasets.test_quarantine import BAD, GOOD, HEAD, bring, change, counts, held
from tests.unit.sheets_here import import_here, write_rows


def decide(workspace: Workspace, version: int) -> None:
    """The first is mended and released, the second dismissed, the third only mended, the fourth left."""
    first, second, third, _ = held(workspace, version)
    change(workspace, lambda store: mend(store, first.part, first.row, 1, "1"))
    change(workspace, lambda store: release(store, version, [first.id], TAKERS))
    change(workspace, lambda store: dismiss(store, version, [second.id], "a test entry"))
    change(workspace, lambda store: mend(store, third.part, third.row, 1, "3"))


def test_what_was_decided_is_shown_and_decided_again_in_one_step(workspace: Workspace, tmp_path: Path) -> None:
    old = bring(workspace, tmp_path).version_id
    decide(workspace, old)
    new = bring(workspace, tmp_path, [*BAD[::-1], ["12", "2026-01-03", "Acme", "too much"]]).version_id
    rows = held(workspace, new)
    with workspace.reading() as store:
        found = decided_before(store, new)
        assert decided_before(store, new, [rows[0].id]) == {}
        assert decided_before(store, old) == {}
    by_text = {row.cells[3]: found.get(row.id) for row in rows[:4]}
    assert by_text == {
        "too much": Before(1, "released", "", {1: "1"}),
        "nothing": Before(1, "dismissed", "a test entry", {}),
        "a word": Before(1, None, "", {1: "3"}),
        "no day": None,
    }
    assert rows[4].id not in found, "12 is not 11"
    released = workspace.run(lambda store: decide_as_before(store, new, [row.id for row in rows], TAKERS)).result()
    assert (released.rows, released.left, released.changes.label) == (1, 0, "Decide 3 rows of nps as before")
    assert counts(workspace, new) == (7, 3, 3, 1)
    with workspace.reading() as store:
        assert dismissed_by_reason(store, new) == {"a test entry": 1}
    assert {row.cells[3]: dict(row.mends) for row in held(workspace, new)} == {"a word": {1: "3"}, "no day": {}, "too much": {}}
    assert check(workspace) == []
    workspace.run(undo.undo).result()
    assert held(workspace, new) == rows
    assert counts(workspace, new) == (7, 2, 5, 0)
    assert check(workspace) == []


def test_the_newest_version_has_the_last_word_and_mends_of_now_stay(workspace: Workspace, tmp_path: Path) -> None:
    first = bring(workspace, tmp_path, BAD[:1]).version_id
    (row,) = held(workspace, first)
    change(workspace, lambda store: dismiss(store, first, [row.id], "old"))
    second = bring(workspace, tmp_path, BAD[:1], again=True).version_id
    (row,) = held(workspace, second)
    change(workspace, lambda store: mend(store, row.part, row.row, 1, "6"))
    change(workspace, lambda store: release(store, second, [row.id], TAKERS))
    third = bring(workspace, tmp_path, BAD[:1], again=True).version_id
    (row,) = held(workspace, third)
    with workspace.reading() as store:
        assert decided_before(store, third) == {row.id: Before(2, "released", "", {1: "6"})}
    change(workspace, lambda store: mend(store, row.part, row.row, 1, "8"))
    change(workspace, lambda store: decide_as_before(store, third, [row.id], TAKERS))
    with workspace.reading() as store:
        assert sorted(one[0] for one in store.db.execute("SELECT Score FROM data_nps")) == [7, 8, 9]


def test_where_the_columns_moved_a_mend_is_not_taken_over(workspace: Workspace, tmp_path: Path) -> None:
    old = bring(workspace, tmp_path, BAD[:1]).version_id
    (row,) = held(workspace, old)
    change(workspace, lambda store: mend(store, row.part, row.row, 4, "in other words"))
    same = bring(workspace, tmp_path, BAD[:1], again=True).version_id
    with workspace.reading() as store:
        assert [before.mends for before in decided_before(store, same).values()] == [{4: "in other words"}]
    moved = [[*HEAD[:3], "Remarks"], GOOD[0], BAD[0], GOOD[1]]
    new = import_here(workspace, write_rows(tmp_path / "moved.csv", moved), kind="nps", name="nps").version_id
    (row,) = held(workspace, new)
    with workspace.reading() as store:
        assert decided_before(store, new) == {}
    with pytest.raises(UserError, match="Nothing was decided about these rows before"):
        change(workspace, lambda store: decide_as_before(store, new, [row.id], TAKERS))


def test_another_dataset_says_nothing(workspace: Workspace, tmp_path: Path) -> None:
    decide(workspace, bring(workspace, tmp_path).version_id)
    other = bring(workspace, tmp_path, again=True, name="others").version_id
    with workspace.reading() as store:
        assert decided_before(store, other) == {}


def test_of_equal_rows_each_is_decided_about_as_its_own(workspace: Workspace, tmp_path: Path) -> None:
    equal = [["", "2026-01-03", "Acme", "nothing"]] * 3
    old = bring(workspace, tmp_path, equal).version_id
    first, second, _ = held(workspace, old)
    change(workspace, lambda store: mend(store, first.part, first.row, 1, "3"))
    change(workspace, lambda store: release(store, old, [first.id], TAKERS))
    change(workspace, lambda store: dismiss(store, old, [second.id], "said twice"))
    new = bring(workspace, tmp_path, equal, again=True).version_id
    rows = held(workspace, new)
    with workspace.reading() as store:
        found = decided_before(store, new)
    assert [found.get(row.id) for row in rows] == [Before(1, "released", "", {1: "3"}), Before(1, "dismissed", "said twice", {}), None]
    change(workspace, lambda store: decide_as_before(store, new, [row.id for row in rows], TAKERS))
    assert [row.id for row in held(workspace, new)] == [rows[2].id]


def test_columns_that_came_or_moved_keep_no_row_from_being_known(workspace: Workspace, tmp_path: Path) -> None:
    old = bring(workspace, tmp_path, BAD[:1]).version_id
    (row,) = held(workspace, old)
    change(workspace, lambda store: mend(store, row.part, row.row, 1, "1"))
    change(workspace, lambda store: release(store, old, [row.id], TAKERS))
    rows = [[*HEAD, "Segment"], [*GOOD[0], "SMB"], [*BAD[0], "SMB"], [*GOOD[1], "Mid"]]
    turned = [row[::-1] for row in rows]
    new = import_here(workspace, write_rows(tmp_path / "turned.csv", turned), kind="nps", name="nps").version_id
    (row,) = held(workspace, new)
    with workspace.reading() as store:
        assert decided_before(store, new) == {row.id: Before(1, "released", "", {5: "1"})}
    change(workspace, lambda store: decide_as_before(store, new, [row.id], TAKERS))
    assert counts(workspace, new) == (3, 3, 0, 0)


def test_any_number_of_rows_is_decided_about_in_steps_and_one_undo(workspace: Workspace, tmp_path: Path) -> None:
    bad = [["", "2026-01-03", "Acme", f"nothing {number}"] for number in range(600)]
    old = bring(workspace, tmp_path, bad).version_id
    rows = held(workspace, old)
    for row in rows[:500]:
        _mend_score(workspace, row, "4")
    change(workspace, lambda store: release(store, old, [row.id for row in rows[:400]], TAKERS))
    change(workspace, lambda store: dismiss(store, old, [row.id for row in rows[500:]], "tests"))
    new = bring(workspace, tmp_path, bad, again=True).version_id
    rows = held(workspace, new)
    seen: list[Progress] = []
    released = decide_many_as_before(workspace, new, [row.id for row in rows], TAKERS, seen.append)
    assert (released.rows, released.left, released.changes.label) == (400, 0, "Decide 600 rows of nps as before")
    assert seen[-1].done == seen[-1].total == 400
    assert counts(workspace, new)[1:] == (len(GOOD) + 400, 100, 100)
    assert {dict(row.mends).get(1) for row in held(workspace, new)} == {"4"}
    assert check(workspace) == []
    workspace.run(undo.undo).result()
    assert held(workspace, new) == rows
    assert check(workspace) == []


def _mend_score(workspace: Workspace, row: HeldRow, text: str) -> None:
    change(workspace, lambda store: mend(store, row.part, row.row, 1, text))
