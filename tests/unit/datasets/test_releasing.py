"""Rows that are released: as the import would have stored them, seen by metrics, views and areas, and back again by undo."""

import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prodops_desktop.areas import TAKERS
from prodops_desktop.datasets import staging
from prodops_desktop.datasets.checking import check
from prodops_desktop.datasets.filters import Arrangement
from prodops_desktop.datasets.grid import Grid
from prodops_desktop.datasets.opening import open_workspace, sweep_rows
from prodops_desktop.datasets.provenance import trace
from prodops_desktop.datasets.quarantine import HeldRow, held_rows, mend
from prodops_desktop.datasets.reading import columns_of, parts_of, source_sql
from prodops_desktop.datasets.releasing import Releasing, release, release_many
from prodops_desktop.datasets.rulings import dismiss
from prodops_desktop.datasets.snapshot import current
from prodops_desktop.datasets.store import find_dataset, find_version
from prodops_desktop.datasets.taking import sources_of
from prodops_desktop.errors import Cancelled, UserError
from prodops_desktop.metrics.catalogue import find_metric
from prodops_desktop.metrics.series import series
from prodops_desktop.tools import store as tools
from prodops_desktop.work.report import Progress
from prodops_desktop.workspace import Store, Workspace, undo
from tests.new_workspace import new_workspace
from tests.unit.datasets.test_quarantine import BAD, HEAD, bring, change, counts, held
from tests.unit.sheets_here import import_here, staging_here, write_rows

TEXTS = ["1", "2", "3", "2026-02-04"]
"""What makes each of BAD right."""


def right(row: HeldRow) -> tuple[int, str]:
    """The position and the text that make one of BAD right."""
    at = [list(one) for one in BAD].index(list(row.cells))
    return (2 if at == 3 else 1), TEXTS[at]


def mend_all(workspace: Workspace, version: int) -> list[HeldRow]:
    for row in held(workspace, version):
        position, text = right(row)
        change(workspace, partial(mend, part=row.part, row=row.row, position=position, text=text))
    return held(workspace, version)


def stored(store: Store, version: int) -> list[tuple[object, ...]]:
    """Every stored row of a version by its number, names as texts."""
    columns = columns_of(store, version)
    names = dict(store.db.execute("SELECT id, text FROM name").fetchall())
    found: list[tuple[object, ...]] = []
    for row in store.db.execute(f"SELECT * FROM {source_sql(store, version)} ORDER BY _row"):
        values = zip(columns, tuple(row)[2:], strict=True)
        found.append((row["_row"], *(names[value] if column.type == "name" and value is not None else value for column, value in values)))
    return found


def kept(store: Store, version: int) -> list[tuple[int, int, str, str]]:
    """Every text of the file that is kept of a version: row, position, text and why."""
    found = []
    for part in parts_of(store, version):
        found += [tuple(row) for row in store.db.execute("SELECT row, position, text, reason FROM raw WHERE part = ?", (part,))]
    return sorted(found)


def test_a_released_row_is_as_if_the_file_had_said_so(workspace: Workspace, tmp_path: Path) -> None:
    """The same sheet with the right texts in it, imported: every value is the same, and so is every text that is kept of the others."""
    rows = [
        ["Account", "Month", "MRR", "Plan", "Active", "Seats", "Share"],
        *(
            [f"Company {n} ", f"2026-{n % 9 + 1:02}-01", f"€1.{n:03},50", "n/a" if n % 7 == 0 else "Gold", "yes", f"{n}", f"{n} %"]
            for n in range(30)
        ),
    ]
    wrong, mended = [list(row) for row in rows], {5: (1, "Company X"), 6: (2, "2026-02-01"), 8: (2, "2026-02-01")}
    for at, (position, text) in mended.items():
        wrong[at][position - 1] = {5: "", 6: "once", 8: "#REF!"}[at]
        rows[at][position - 1] = text
    asked = {"kind": "revenue", "types": {"MRR": "money"}}
    whole = import_here(workspace, write_rows(tmp_path / "whole.csv", rows), name="whole", **asked).version_id
    parted = import_here(workspace, write_rows(tmp_path / "parted.csv", wrong), name="parted", **asked).version_id
    for row in held(workspace, parted):
        position, text = mended[row.row - 1]
        change(workspace, partial(mend, part=row.part, row=row.row, position=position, text=text))
    ids = [row.id for row in held(workspace, parted)]
    assert len(ids) == 3
    change(workspace, lambda store: release(store, parted, ids, TAKERS))
    with workspace.reading() as store:
        columns, same = columns_of(store, parted), columns_of(store, whole)
        assert stored(store, parted) == stored(store, whole)
        by_hand = {(at + 1, position) for at, (position, _) in mended.items()}
        assert [raw for raw in kept(store, parted) if raw[:2] not in by_hand] == [
            raw for raw in kept(store, whole) if raw[:2] not in by_hand
        ]
        assert {raw[:2] for raw in kept(store, parted) if raw[3].startswith("mended by hand: ")} == by_hand
    for one, other in zip(columns, same, strict=True):
        figures = [(column.filled, column.minimum, column.maximum, column.type, column.format) for column in (one, other)]
        assert figures[0] == figures[1]
    assert check(workspace) == []


OTHERWISE = ["3/14/26", "1,007.5", "7 %", "Yes", "9:05", "1:02:03", "2026-03-04T05:06", "007", "2.000,5", "-3"]
"""A text for each column behind the first that is written otherwise than the others in it."""


def test_a_text_of_any_type_is_read_as_the_import_would_have_read_it(workspace: Workspace, tmp_path: Path) -> None:
    head = ["Account", "Month", "MRR", "Share", "Active", "At", "Took", "Seen", "Code", "De", "Change"]
    whole = []
    for n in range(40):
        spans, seen = [f"{n % 24:02}:15", f"{n + 24}:30:00"], f"2026-01-{n % 28 + 1:02} {n % 24:02}:05:00"
        figures = [f"$1,{n:03}.50", f"{n}.5%", ("yes", "no")[n % 2]]
        whole.append([f"Firm {n} ", f"{n % 12 + 1}/{n % 28 + 1}/2026", *figures, *spans, seen, f"00{n}", f"1.{n:03},25", f"({n}.00)"])
    wrong = [list(row) for row in whole]
    for at, text in enumerate(OTHERWISE, 1):
        whole[20 + at][at], wrong[20 + at][0] = text, ""
    first = import_here(workspace, write_rows(tmp_path / "whole.csv", [head, *whole]), kind="revenue", name="whole").version_id
    second = import_here(workspace, write_rows(tmp_path / "wrong.csv", [head, *wrong]), kind="revenue", name="wrong").version_id
    rows = held(workspace, second)
    assert len(rows) == len(OTHERWISE)
    for at, row in enumerate(rows, 1):
        for position, text in ((1, whole[20 + at][0]), (at + 1, OTHERWISE[at - 1])):
            workspace.run(partial(mend, part=row.part, row=row.row, position=position, text=text)).result()
    workspace.run(partial(release, version=second, rows=[row.id for row in rows], takers=TAKERS)).result()
    with workspace.reading() as store:
        types = [column.type for column in columns_of(store, second)]
    assert types == ["name", "day", "money", "percent", "boolean", "time", "duration", "moment", "text", "number", "number"]
    assert stored_now(workspace, second) == stored_now(workspace, first)
    assert check(workspace) == []


def test_what_is_mended_traces_to_the_text_of_the_file(workspace: Workspace, tmp_path: Path) -> None:
    version = bring(workspace, tmp_path).version_id
    rows = mend_all(workspace, version)
    change(workspace, lambda store: release(store, version, [row.id for row in rows], TAKERS))
    with workspace.reading() as store:
        part = max(parts_of(store, version))
        origin = trace(store, version, part, 3, 1)
        assert (origin.cell, origin.raw, origin.reason) == ("A3", "11", "mended by hand: “1”")
        origin = trace(store, version, part, 3, 3)
        assert (origin.cell, origin.raw, origin.reason) == ("C3", "Acme", None)
        origin = trace(store, version, part, 4, 1)
        assert (origin.raw, origin.reason) == ("", "mended by hand: “2”")
    grid = Grid(workspace, version)
    assert [row.row for row in grid.rows(0, 10)] == [2, 3, 4, 5, 6, 7], "in the order of the file"
    assert [row.values[0] for row in grid.rows(0, 10)] == [9, 1, 2, 3, 5, 7]
    grid.arrange(Arrangement(((1, True),), ""))
    assert [row.values[0] for row in grid.rows(0, 10)] == [9, 7, 5, 3, 2, 1]
    assert grid.position_of(part, 5) == 3
    grid.arrange(Arrangement((), "a word"))
    assert [row.row for row in grid.rows(0, 10)] == [5]
    assert (grid.sums(0, 10, [1])[1].total, grid.sums(0, 1, [1])[1].total) == (3, 3)
    grid.arrange(Arrangement(((1, True),), group=1))
    assert [(group.value, group.first, group.count) for group in grid.groups()] == [(n, at, 1) for at, n in enumerate([1, 2, 3, 5, 7, 9])]
    assert [grid.sums(first, 2, [1])[1].total for first in (0, 2, 4)] == [1 + 2, 3 + 5, 7 + 9]
    grid.close()


def test_metrics_and_views_count_them_until_it_is_undone(workspace: Workspace, tmp_path: Path) -> None:
    version = bring(workspace, tmp_path).version_id
    rows = mend_all(workspace, version)

    def n() -> tuple[int, int]:
        with workspace.reading() as store:
            snapshot = current(store)
            points = series(store, snapshot, find_metric(store, snapshot, "nps")).points
            return sum(point.n for point in points), store.db.execute("SELECT count(*) FROM data_nps").fetchone()[0]

    assert n() == (2, 2)
    change(workspace, lambda store: release(store, version, [rows[0].id], TAKERS))
    change(workspace, lambda store: release(store, version, [row.id for row in rows[1:]], TAKERS))
    assert n() == (6, 6)
    assert counts(workspace, version) == (6, 6, 0, 0)
    workspace.run(undo.undo).result()
    assert n() == (3, 3)
    workspace.run(undo.undo).result()
    assert n() == (2, 2)
    assert check(workspace) == []


def test_those_that_can_are_released_and_the_others_named(workspace: Workspace, tmp_path: Path) -> None:
    version = bring(workspace, tmp_path).version_id
    rows = held(workspace, version)
    ids = [row.id for row in rows]
    with pytest.raises(UserError) as refused:
        change(workspace, lambda store: release(store, version, ids, TAKERS))
    assert str(refused.value) == (
        "4 rows can’t be released: row 3: “Score” is 11; it must be 0 to 10; row 4: “Score” is empty; "
        "row 5: “Score” is “many”: not a whole number; and 1 more. Mend them, or dismiss them."
    )
    with pytest.raises(UserError, match="Choose a row first"):
        change(workspace, lambda store: release(store, version, [], TAKERS))
    change(workspace, lambda store: mend(store, rows[1].part, rows[1].row, 1, "6"))
    released = workspace.run(lambda store: release(store, version, ids, TAKERS)).result()
    assert (released.rows, [row.row for row in released.first_left], released.changes.label) == (1, [3, 5, 6], "Release 1 row of nps")
    assert "row 3: “Score” is 11" in released.said_of_left
    assert {"version", "version_part", "quarantine_ruling"} <= released.changes.tables
    assert counts(workspace, version) == (6, 3, 3, 0)


def test_many_single_releases_lie_in_few_parts(workspace: Workspace, tmp_path: Path) -> None:
    bad = [[f"{n + 11}", "2026-01-03", f"Company {n}", f"words {n}"] for n in range(40)]
    version = bring(workspace, tmp_path, bad).version_id
    for row in held(workspace, version):
        change(workspace, partial(mend, part=row.part, row=row.row, position=1, text=str(row.row % 11)))
        change(workspace, partial(release, version=version, rows=[row.id], takers=TAKERS))
    with workspace.reading() as store:
        assert len(parts_of(store, version)) <= 1 + 6
        rows = stored(store, version)
        assert [row[0] for row in rows] == list(range(2, 44))
        assert [row[1] for row in rows[1:-1]] == [number % 11 for number in range(3, 43)]
        (heard,) = store.db.execute("SELECT count(*) FROM v_feedback").fetchone()
        assert heard == 42, "each comment once"
        assert len(store.db.execute("SELECT part FROM feedback_batch").fetchall()) == len(parts_of(store, version))
    assert check(workspace) == []
    for _ in range(80):
        workspace.run(undo.undo).result()
    assert counts(workspace, version) == (42, 2, 40, 0)
    assert check(workspace) == []
    for _ in range(80):
        workspace.run(undo.redo).result()
    with workspace.reading() as store:
        assert stored(store, version) == rows
    assert check(workspace) == []


TOOLS = ["Tool", "Vendor", "Owner", "Amount"]


def test_an_area_takes_what_is_released_and_nothing_twice(workspace: Workspace, tmp_path: Path) -> None:
    unnamed = [
        ["", "Miro BV", "Bo", "80"],
        ["", "Atlassian", "Cy", "60"],
        ["", "Asana, Inc.", "Di", "40"],
        ["", "Linear Orbit", "Ed", "20"],
    ]
    rows = [TOOLS, ["Figma", "Figma, Inc.", "Ada", "120"], *unnamed]
    version = import_here(workspace, write_rows(tmp_path / "tools.csv", rows), kind="tools", name="tools").version_id
    first, second, third, fourth = held(workspace, version)
    change(workspace, lambda store: mend(store, first.part, first.row, 1, "Miro"))
    released = workspace.run(lambda store: release(store, version, [first.id], TAKERS)).result()
    assert released.differences is not None
    with workspace.reading() as store:
        assert sorted(tool.name for tool in tools.all_tools(store)) == ["Figma", "Miro"]
        miro = tools.find_tool(store, "Miro")
        assert (miro.vendor, miro.owner) == ("Miro BV", "Bo")
        (source,) = sources_of(store, "tool", miro.id)
        assert (source.version, source.row) == (version, 3)
    change(workspace, lambda store: mend(store, second.part, second.row, 1, "Jira"))
    change(workspace, lambda store: release(store, version, [second.id], TAKERS))
    with workspace.reading() as store:
        (part,) = {source.part for name in ("Miro", "Jira") for source in sources_of(store, "tool", tools.find_tool(store, name).id)}
        assert parts_of(store, version)[1:] == [part], "both lie in one part now"
        jira = tools.find_tool(store, "Jira").id
    change(workspace, lambda store: tools.delete_tools(store, [jira, miro.id]))
    change(workspace, lambda store: mend(store, third.part, third.row, 1, "Asana"))
    change(workspace, lambda store: release(store, version, [third.id], TAKERS))
    with workspace.reading() as store:
        assert sorted(tool.name for tool in tools.all_tools(store)) == ["Asana", "Figma"]
    change(workspace, lambda store: mend(store, fourth.part, fourth.row, 1, "Linear"))
    change(workspace, lambda store: release(store, version, [fourth.id], TAKERS))
    with workspace.reading() as store:
        assert parts_of(store, version)[1:] == [max(parts_of(store, version))]
        assert sorted(tool.name for tool in tools.all_tools(store)) == ["Asana", "Figma", "Linear"], "what was deleted does not come again"
    for _ in range(9):
        workspace.run(undo.undo).result()
    with workspace.reading() as store:
        assert [tool.name for tool in tools.all_tools(store)] == ["Figma"]
    assert check(workspace) == []


def test_where_a_newer_version_speaks_an_area_takes_nothing_of_an_older_one(workspace: Workspace, tmp_path: Path) -> None:
    rows = [TOOLS, ["Figma", "Figma, Inc.", "Ada", "120"], ["", "Miro BV", "Bo", "80"]]
    old = import_here(workspace, write_rows(tmp_path / "t1.csv", rows), kind="tools", name="tools").version_id
    new = import_here(
        workspace, write_rows(tmp_path / "t2.csv", [*rows[:2], ["Miro", "Miro BV", "Cy", "90"]]), kind="tools", name="tools"
    ).version_id
    (row,) = held(workspace, old)
    change(workspace, lambda store: mend(store, row.part, row.row, 1, "Miro"))
    change(workspace, lambda store: release(store, old, [row.id], TAKERS))
    with workspace.reading() as store:
        assert tools.find_tool(store, "Miro").owner == "Cy"
        assert find_dataset(store, "tools").version.id == new
    assert counts(workspace, old) == (2, 2, 0, 0)
    assert check(workspace) == []


def test_any_number_is_released_in_short_steps(workspace: Workspace, tmp_path: Path) -> None:
    bad = [[f"{n % 3 + 11}", "2026-01-03", f"Company {n}", f"words {n}"] for n in range(1500)]
    version = bring(workspace, tmp_path, bad).version_id
    with workspace.reading() as store:
        ids = [row[0] for row in store.db.execute("SELECT id FROM quarantine ORDER BY id")]

    def mend_many(store: Store) -> None:
        with store.edit("Mend"):
            for row in held_rows(store, version)[:-1]:
                mend(store, row.part, row.row, 1, "5")

    workspace.run(mend_many).result()
    before = stored_now(workspace, version)
    stop = threading.Event()

    def cancel(progress: Progress) -> None:
        if progress.done > 300:
            stop.set()

    with pytest.raises(Cancelled):
        release_many(workspace, version, ids, TAKERS, cancel, stop)
    assert stored_now(workspace, version) == before
    assert staging.leftover_files(workspace.path) == []
    assert check(workspace) == []
    seen: list[int] = []
    released = release_many(workspace, version, ids, TAKERS, lambda progress: seen.append(progress.done))
    assert (released.rows, released.left, seen[-1]) == (1499, 1, 1500)
    assert counts(workspace, version) == (1502, 1501, 1, 0)
    assert check(workspace) == []
    workspace.run(undo.undo).result()
    assert stored_now(workspace, version) == before


def stored_now(workspace: Workspace, version: int) -> list[tuple[object, ...]]:
    with workspace.reading() as store:
        return stored(store, version)


def each_step(store: Store, releasing: Releasing) -> Iterator[None]:
    """The steps of a release as the writer takes them."""
    for _ in releasing.steps(store):
        yield


def test_what_is_changed_while_rows_are_released_is_never_lost(workspace: Workspace, tmp_path: Path) -> None:
    version = bring(workspace, tmp_path).version_id
    rows = mend_all(workspace, version)
    ids = [row.id for row in rows]
    for meanwhile in (
        lambda store: mend(store, rows[0].part, rows[0].row, 1, "10"),
        lambda store: dismiss(store, version, [rows[0].id], "no"),
        lambda store: release(store, version, [rows[0].id], TAKERS),
        lambda store: undo.go_back(store, 0),
    ):
        releasing = Releasing(version, ids, TAKERS)
        workspace.bulk(partial(each_step, releasing=releasing)).result()
        change(workspace, meanwhile)
        with pytest.raises(UserError, match=r"changed meanwhile|no longer"):
            change(workspace, releasing.publish)
        workspace.run(undo.undo).result()
        sweep_rows(workspace)
        assert check(workspace) == []
    assert counts(workspace, version) == (6, 2, 4, 0)


def test_a_release_that_was_undone_comes_back_after_the_file_was_closed_and_opened(tmp_path: Path) -> None:
    path = new_workspace(tmp_path / "w.prodops")
    with staging_here(), open_workspace(path) as workspace:
        version = bring(workspace, tmp_path).version_id
        rows = mend_all(workspace, version)
        change(workspace, lambda store: release(store, version, [row.id for row in rows[:2]], TAKERS))
        change(workspace, lambda store: release(store, version, [rows[2].id], TAKERS))
        change(workspace, lambda store: dismiss(store, version, [rows[3].id], "no"))
        then = stored_now(workspace, version)
        for _ in range(3):
            workspace.run(undo.undo).result()
    with open_workspace(path) as workspace:
        sweep_rows(workspace)
        assert counts(workspace, version) == (6, 2, 4, 0)
        assert [row.mends for row in held(workspace, version)] == [row.mends for row in rows]
        for _ in range(3):
            workspace.run(undo.redo).result()
        assert counts(workspace, version) == (6, 5, 0, 1)
        assert stored_now(workspace, version) == then
        assert check(workspace) == []
    with open_workspace(path) as workspace:
        for _ in range(3):
            workspace.run(undo.undo).result()
        assert counts(workspace, version) == (6, 2, 4, 0)
        assert check(workspace) == []


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_any_sequence_keeps_the_sum_and_the_texts_of_the_file(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    dice, folder = Random(seed), tmp_path_factory.mktemp("any")
    sheet = [HEAD]
    for number in range(dice.randint(3, 12)):
        score, day = dice.choice(("11", "", "many", "7", "0", " 3 ")), dice.choice(("2026-01-03", "soon", "03.01.2026"))
        sheet.append([score if day != "soon" else "8", day, f"Company {number}", f"words {number}"])
    sheet += [[str(number), "2026-02-01", "Acme", f"fine {number}"] for number in range(11)]
    with staging_here(), open_workspace(new_workspace(folder / "w.prodops")) as workspace:
        asked = {"Score": "score", "Date": "when", "Company": "account", "Comment": "comment"}
        version = import_here(
            workspace, write_rows(folder / "nps.csv", sheet), kind="nps", name="nps", mapping=asked, header=(1, 1)
        ).version_id
        for _ in range(dice.randint(4, 14)):
            _do_one(workspace, version, dice)
            read, accepted, quarantined, dropped = counts(workspace, version)
            assert read == accepted + quarantined + dropped == len(sheet) - 1
            assert len(held(workspace, version)) == quarantined
            _compare_raw(workspace, version, sheet)
        assert check(workspace) == []


def _do_one(workspace: Workspace, version: int, dice: Random) -> None:
    rows = held(workspace, version)
    some = dice.sample(rows, dice.randint(1, len(rows))) if rows else []
    ids = [row.id for row in some]

    def mend_one(store: Store) -> object:
        position = dice.choice([reason.position for reason in some[0].reasons] or [1])
        return mend(store, some[0].part, some[0].row, position, dice.choice(("4", "5", "2026-05-05", "no", "")))

    ways = (mend_one, mend_one, lambda store: release(store, version, ids, TAKERS), lambda store: dismiss(store, version, ids, "no"))
    way = dice.choice(
        (*(ways if rows else ()), undo.undo if workspace.run(lambda store: store.position()).result() > 1 else undo.redo, undo.redo)
    )
    try:
        workspace.run(way).result()
    except UserError:
        return
    with workspace.reading() as store:
        try:
            find_version(store, version)
            return
        except UserError:
            pass
    workspace.run(undo.redo).result()  # the import itself was undone


def _compare_raw(workspace: Workspace, version: int, sheet: list[list[str]]) -> None:
    """Every cell that is stored gives back the text of the file, and every row that is held has it."""
    with workspace.reading() as store:
        for part in parts_of(store, version):
            for (row,) in store.db.execute(f"SELECT _row FROM part_{part}").fetchall():
                assert [trace(store, version, part, row, position).raw for position in range(1, 5)] == sheet[row - 1]
        for one in held_rows(store, version):
            assert list(one.cells) == sheet[one.source_row - 1]
