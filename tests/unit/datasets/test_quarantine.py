"""Rows that were not accepted: what is wrong with them, and how a cell is mended by the rules of its column."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from prodops_desktop.areas import TAKERS
from prodops_desktop.datasets.checking import check
from prodops_desktop.datasets.importing import ImportReport
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.datasets.quarantine import HeldRow, held_rows, mend
from prodops_desktop.datasets.releasing import release
from prodops_desktop.datasets.rulings import dismiss, dismissed_by_reason, reasons_given, steps_of
from prodops_desktop.datasets.store import delete_dataset, find_dataset, find_version
from prodops_desktop.datasets.surveying import survey
from prodops_desktop.errors import UserError
from prodops_desktop.workspace import Store, Workspace, backups, undo
from tests.unit.datasets.breaking import break_file
from tests.unit.sheets_here import import_here, write_rows

HEAD = ["Score", "Date", "Company", "Comment"]
GOOD = [["9", "2026-01-01", "Acme", "fine"], ["7", "2026-01-02", "Beta", "well"]]
BAD = [
    ["11", "2026-01-03", "Acme", "too much"],
    ["", "2026-01-04", "Gamma", "nothing"],
    ["many", "2026-01-05", "Delta", "a word"],
    ["5", "soon", "Beta", "no day"],
]


def bring(workspace: Workspace, folder: Path, bad: list[list[str]] | None = None, **choices: object) -> ImportReport:
    """Import responses of which four can't be accepted, or others."""
    file = f"nps {len(list(folder.glob('nps*')))}.csv"
    rows = [HEAD, GOOD[0], *(BAD if bad is None else bad), GOOD[1]]
    return import_here(workspace, write_rows(folder / file, rows), **{"kind": "nps", "name": "nps", **choices})


@pytest.fixture
def brought(workspace: Workspace, tmp_path: Path) -> ImportReport:
    return bring(workspace, tmp_path)


def held(workspace: Workspace, version: int) -> list[HeldRow]:
    with workspace.reading() as store:
        return held_rows(store, version)


def change(workspace: Workspace, call: Callable[[Store], object]) -> object:
    return workspace.run(call).result()


def counts(workspace: Workspace, version: int) -> tuple[int, int, int, int]:
    with workspace.reading() as store:
        found = find_version(store, version)
    return found.rows_read, found.rows_accepted, found.rows_quarantined, found.rows_dropped


def test_each_reason_names_its_cell(workspace: Workspace, brought: ImportReport) -> None:
    rows = held(workspace, brought.version_id)
    assert [(row.place.number, row.sheet, list(row.cells)) for row in rows] == [(str(at), "nps 0", row) for at, row in enumerate(BAD, 3)]
    assert [[(reason.position, reason.short) for reason in row.reasons] for row in rows] == [
        [(1, "Score: must be 0 to 10")],
        [(1, "Score: empty")],
        [(1, "Score: not a whole number")],
        [(2, "Date: not a day")],
    ]
    assert rows[0].wrong(1) is rows[0].reasons[0]
    assert rows[0].wrong(2) is None
    assert counts(workspace, brought.version_id) == (6, 2, 4, 0)
    assert check(workspace) == []


@pytest.mark.parametrize(
    ("position", "text", "wrong"),
    [
        (1, "10", None),
        (1, " 10 ", None),
        (1, "0", None),
        (1, "10.5", "“Score” is “10.5”: not a whole number."),
        (1, "-1", "“Score” is -1; it must be 0 to 10."),
        (1, "", "“Score” is empty."),
        (1, "n/a", "“Score” is “n/a”: “n/a” stands for no value."),
        (1, "#REF!", "“Score” is “#REF!”: an error of the spreadsheet."),
        (2, "3 Feb 2026", None),
        (2, "2026-02-30", "“Date” is “2026-02-30”: not a day."),
    ],
)
def test_a_mended_cell_is_read_by_the_rules_of_its_column(
    workspace: Workspace, brought: ImportReport, position: int, text: str, wrong: str | None
) -> None:
    row = held(workspace, brought.version_id)[0 if position == 1 else 3]
    change(workspace, lambda store: mend(store, row.part, row.row, position, text))
    (now,) = [one for one in held(workspace, brought.version_id) if one.id == row.id]
    assert [reason.text for reason in now.reasons] == ([] if wrong is None else [wrong])
    assert (now.text(position), now.raw(position), now.is_right) == (text, row.cells[position - 1], wrong is None)


def test_what_is_typed_is_never_taken_as_nothing(workspace: Workspace, tmp_path: Path) -> None:
    """Where a file says such a thing in a column that may be empty, it is; but who mends a cell means what is typed."""
    rows = [["Account", "Month", "MRR"], *([f"C{n}", f"2026-{n + 1:02}-01", f"${n}.50"] for n in range(9)), ["", "2026-02-01", "$5.00"]]
    version = import_here(workspace, write_rows(tmp_path / "mrr.csv", rows), kind="revenue", name="mrr").version_id
    (row,) = held(workspace, version)
    change(workspace, lambda store: mend(store, row.part, row.row, 1, "Acme"))
    for text, wrong in (
        ("a lot", ["“MRR” is “a lot”: not an amount."]),
        ("€5", ["“MRR” is “€5”: not an amount."]),
        ("n/a", []),
        ("", []),
        ("$6", []),
    ):
        change(workspace, partial(mend, part=row.part, row=row.row, position=3, text=text))
        assert [reason.text for reason in held(workspace, version)[0].reasons] == wrong, text


def test_a_row_that_needs_one_of_two_is_right_once_either_is_mended(workspace: Workspace, tmp_path: Path) -> None:
    rows = [["period", "account", "user", "logins"], ["2026-01", "", "", "7"], *([f"2026-0{n}", "Acme", "ann", "3"] for n in range(1, 9))]
    version = import_here(workspace, write_rows(tmp_path / "usage.csv", rows), kind="usage_summary", name="usage").version_id
    (row,) = held(workspace, version)
    assert [reason.text for reason in row.reasons] == ["Neither “account” nor “user” has a value."]
    for position, text, is_right in ((4, "8", False), (3, "bo", True), (3, "", False), (2, "Beta", True), (2, " ", False)):
        change(workspace, partial(mend, part=row.part, row=row.row, position=position, text=text))
        assert held(workspace, version)[0].is_right == is_right, (position, text)


def test_a_cell_that_was_right_can_be_made_wrong_and_the_text_of_the_file_takes_it_back(
    workspace: Workspace, brought: ImportReport
) -> None:
    row = held(workspace, brought.version_id)[0]
    change(workspace, lambda store: mend(store, row.part, row.row, 1, "8"))
    change(workspace, lambda store: mend(store, row.part, row.row, 2, "tomorrow"))
    wrong = held(workspace, brought.version_id)[0]
    assert [reason.position for reason in wrong.reasons] == [2]
    with pytest.raises(UserError, match="Row 3 can’t be released: “Date” is “tomorrow”: not a day"):
        change(workspace, lambda store: release(store, brought.version_id, [row.id], TAKERS))
    change(workspace, lambda store: mend(store, row.part, row.row, 2, "2026-01-03"))
    assert held(workspace, brought.version_id)[0].mends == {1: "8"}
    change(workspace, lambda store: mend(store, row.part, row.row, 1, "11"))
    assert held(workspace, brought.version_id)[0] == row
    with workspace.reading() as store:
        position = store.position()
    assert not workspace.run(lambda store: mend(store, row.part, row.row, 1, "11")).result().tables
    with workspace.reading() as store:
        assert store.position() == position, "the same text is no step"


def test_every_step_is_undone_after_the_file_was_closed(tmp_path: Path) -> None:
    path = tmp_path / "w.prodops"
    with open_workspace(path, create=True) as workspace:
        version = bring(workspace, tmp_path).version_id
        before = held(workspace, version)
        first, second, third, _ = before
        for row, text in ((first, "1"), (second, "2"), (first, "3")):
            change(workspace, partial(mend, part=row.part, row=row.row, position=1, text=text))
        change(workspace, lambda store: release(store, version, [first.id, second.id], TAKERS))
        change(workspace, lambda store: dismiss(store, version, [third.id], " a \n test "))
        assert counts(workspace, version) == (6, 4, 1, 1)
        assert check(workspace) == []
    for taken_back in (["Undo dismiss 1 row of nps"], ["Undo release 2 rows of nps", "Undo mend “Score” in row 3 of nps"]):
        with open_workspace(path) as workspace:
            assert [workspace.run(undo.undo).result().label for _ in taken_back] == taken_back
            assert check(workspace) == []
    with open_workspace(path) as workspace:
        assert [row.mends for row in held(workspace, version)] == [{1: "1"}, {1: "2"}, {}, {}]
        for _ in range(2):
            workspace.run(undo.undo).result()
        assert held(workspace, version) == before
        assert counts(workspace, version) == (6, 2, 4, 0)
        for _ in range(5):
            workspace.run(undo.redo).result()
        assert counts(workspace, version) == (6, 4, 1, 1)
        assert check(workspace) == []


def test_a_row_is_dismissed_for_a_reason_that_is_offered_again(workspace: Workspace, brought: ImportReport) -> None:
    first, second, third, fourth = held(workspace, brought.version_id)
    for reason in ("", "  \n"):
        with pytest.raises(UserError, match="Say why"):
            change(workspace, partial(dismiss, version=brought.version_id, rows=[first.id], reason=reason))
    with pytest.raises(UserError, match="301 characters"):
        change(workspace, lambda store: dismiss(store, brought.version_id, [first.id], "x" * 301))
    change(workspace, lambda store: dismiss(store, brought.version_id, [first.id, second.id], "a test entry"))
    change(workspace, lambda store: dismiss(store, brought.version_id, [third.id], "not ours"))
    with workspace.reading() as store:
        assert dismissed_by_reason(store, brought.version_id) == {"a test entry": 2, "not ours": 1}
        assert reasons_given(store) == ["not ours", "a test entry"]
        assert [step.label for step in steps_of(store, third)] == ["Dismiss 1 row of nps"]
    for call in (
        lambda store: dismiss(store, brought.version_id, [first.id], "again"),
        lambda store: dismiss(store, brought.version_id, [fourth.id, first.id], "again"),
        lambda store: release(store, brought.version_id, [first.id], TAKERS),
        lambda store: mend(store, first.part, first.row, 1, "1"),
    ):
        with pytest.raises(UserError, match=r"no longer in quarantine|was dismissed already"):
            change(workspace, call)
    assert counts(workspace, brought.version_id) == (6, 2, 1, 3)
    assert check(workspace) == []


def test_rows_are_counted_by_what_is_wrong_and_found_by_their_words(workspace: Workspace, brought: ImportReport) -> None:
    version = brought.version_id
    first, second, third, fourth = held(workspace, version)
    change(workspace, lambda store: mend(store, first.part, first.row, 1, "4"))
    change(workspace, lambda store: mend(store, third.part, third.row, 1, "quite a few"))
    with workspace.reading() as store:
        everything = survey(store, version)
        assert everything.ids == (first.id, second.id, third.id, fourth.id)
        assert everything.groups == {"Score: empty": 1, "Score: not a whole number": 1, "Date: not a day": 1}
        assert (set(everything.right), everything.matching, everything.total) == ({first.id}, 4, 4)
        assert survey(store, version, group="Score: empty").ids == (second.id,)
        assert survey(store, version, group="").ids == (first.id,)
        assert survey(store, version, "ACME").ids == (first.id,), "whatever its case"
        assert survey(store, version, "quite few").ids == (third.id,), "what was typed is searched, too"
        assert survey(store, version, "delta").ids == (third.id,)
        assert survey(store, version, "nowhere").ids == ()


def test_a_cell_with_quotes_and_lines_is_found_and_mended(workspace: Workspace, tmp_path: Path) -> None:
    odd = 'he said "no"\nand left\\'
    version = bring(workspace, tmp_path, [["12", "2026-01-03", "Ω “x”", odd]]).version_id
    (row,) = held(workspace, version)
    assert row.cells[3] == odd
    with workspace.reading() as store:
        for words in ('"no"', "left\\", "ω", "“x”"):
            assert survey(store, version, words).ids == (row.id,), words
    change(workspace, lambda store: mend(store, row.part, row.row, 4, "two\nlines"))
    change(workspace, lambda store: mend(store, row.part, row.row, 1, "1"))
    change(workspace, lambda store: release(store, version, [row.id], TAKERS))
    with workspace.reading() as store:
        assert [one[0] for one in store.db.execute("SELECT comment FROM data_nps WHERE source_row_id = 3")] == ["two\nlines"]


def test_an_import_is_not_undone_below_what_was_mended(workspace: Workspace, brought: ImportReport) -> None:
    row = held(workspace, brought.version_id)[0]
    change(workspace, lambda store: mend(store, row.part, row.row, 1, "4"))
    with pytest.raises(UserError, match="other steps need"):
        change(workspace, lambda store: undo.undo_change(store, brought.changes.id))
    workspace.run(undo.undo).result()
    workspace.run(undo.undo).result()
    assert check(workspace) == []


def test_a_dataset_goes_with_its_mends_and_comes_back_with_them(workspace: Workspace, brought: ImportReport) -> None:
    version = brought.version_id
    first, second, third, _ = held(workspace, version)
    for row in (first, second):
        change(workspace, partial(mend, part=row.part, row=row.row, position=1, text="4"))
    change(workspace, lambda store: release(store, version, [first.id], TAKERS))
    change(workspace, lambda store: dismiss(store, version, [third.id], "no"))
    before = held(workspace, version)
    change(workspace, lambda store: delete_dataset(store, find_dataset(store, "nps").id))
    with workspace.reading() as store:
        for table in ("quarantine_mend", "quarantine_ruling"):
            assert store.db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 0
    assert check(workspace) == []
    workspace.run(undo.undo).result()
    assert held(workspace, version) == before
    assert counts(workspace, version) == (6, 3, 2, 1)
    assert check(workspace) == []


def test_a_backup_brings_mends_and_released_rows_back(tmp_path: Path) -> None:
    path = tmp_path / "w.prodops"
    with open_workspace(path, create=True) as workspace:
        version = bring(workspace, tmp_path).version_id
        first, second, third, _ = held(workspace, version)
        for row in (first, second):
            change(workspace, partial(mend, part=row.part, row=row.row, position=1, text="4"))
        change(workspace, lambda store: release(store, version, [first.id], TAKERS))
        change(workspace, lambda store: dismiss(store, version, [third.id], "no"))
        before = held(workspace, version)
        backups.make(path, "hand", gentle=False)
        change(workspace, lambda store: delete_dataset(store, find_dataset(store, "nps").id))
    backups.restore(backups.all_backups(path)[0].path, path)
    with open_workspace(path) as workspace:
        assert held(workspace, version) == before
        assert counts(workspace, version) == (6, 3, 2, 1)
        assert check(workspace) == []
        with workspace.reading() as store:
            assert sorted(row[0] for row in store.db.execute("SELECT Score FROM data_nps")) == [4, 7, 9]
        workspace.run(undo.undo).result()
        workspace.run(undo.undo).result()
        assert counts(workspace, version) == (6, 2, 4, 0)


def test_the_past_shows_what_was_held_then(workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRODOPS_TODAY", "2026-11-01")
    version = bring(workspace, tmp_path).version_id
    row = held(workspace, version)[0]
    monkeypatch.setenv("PRODOPS_TODAY", "2026-11-05")
    change(workspace, lambda store: mend(store, row.part, row.row, 1, "4"))
    change(workspace, lambda store: release(store, version, [row.id], TAKERS))
    from datetime import date

    with workspace.reading() as store, store.as_of(date(2026, 11, 2)) as then:
        assert [one.mends for one in held_rows(then, version)] == [{}] * 4
        assert find_version(then, version).rows_accepted == 2


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("DELETE FROM quarantine WHERE row = 3", "reference"),
        ("DELETE FROM quarantine_ruling WHERE row = 3", "count"),
        ("DELETE FROM part_2", "count"),
        ("UPDATE version SET rows_dropped = 0, rows_quarantined = rows_quarantined + 1", "count"),
        ("INSERT INTO part_2 SELECT * FROM part_1", "count"),
    ],
)
def test_check_counts_anew(tmp_path: Path, statement: str, kind: str) -> None:
    path = tmp_path / "w.prodops"
    with open_workspace(path, create=True) as workspace:
        version = bring(workspace, tmp_path).version_id
        first, _, third, _ = held(workspace, version)
        change(workspace, lambda store: mend(store, first.part, first.row, 1, "4"))
        change(workspace, lambda store: release(store, version, [first.id], {}))
        change(workspace, lambda store: dismiss(store, version, [third.id], "no"))
        assert check(workspace) == []
    break_file(path, statement)
    with open_workspace(path) as workspace:
        assert kind in {problem.kind for problem in check(workspace)}


def test_mends_of_rows_that_are_gone_are_repaired(tmp_path: Path) -> None:
    from prodops_desktop.datasets.repairing import repair

    path = tmp_path / "w.prodops"
    with open_workspace(path, create=True) as workspace:
        version = bring(workspace, tmp_path).version_id
        first = held(workspace, version)[0]
        change(workspace, lambda store: mend(store, first.part, first.row, 1, "4"))
    break_file(path, "DELETE FROM quarantine WHERE row = 3", "UPDATE version SET rows_quarantined = 3, rows_read = 5")
    with open_workspace(path) as workspace:
        problems = check(workspace)
        assert [(one.kind, one.where) for one in problems] == [("reference", "quarantine_mend row 1")]
        assert repair(workspace, problems).left == ()
        assert check(workspace) == []
