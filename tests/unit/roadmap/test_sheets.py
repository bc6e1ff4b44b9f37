"""A roadmap that is exported as a workbook and imported again is the same roadmap, whatever stands in it."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from prodops_desktop.datasets.sheets import RecordSheet
from prodops_desktop.datasets.taking import CHANGED, NEW
from prodops_desktop.errors import UserError
from prodops_desktop.intake.missing import PLACEHOLDERS
from prodops_desktop.packs.records import write_records
from prodops_desktop.registry.entries import name_key
from prodops_desktop.roadmap.commitments import report
from prodops_desktop.roadmap.launches import all_gates, check_gate, delete_gate
from prodops_desktop.roadmap.model import (
    CONFIDENCES,
    DAY,
    HORIZONS,
    IMPACTS,
    PRECISIONS,
    STATUSES,
    TIERS,
    Item,
    Need,
    Reach,
)
from prodops_desktop.roadmap.sheets import roadmap_sheets
from prodops_desktop.roadmap.store import add_need, save_item
from prodops_desktop.workspace import Store
from tests.unit.roadmap.items import add, change, do, read
from tests.unit.roadmap.sheet_desk import Desk, changes, open_desk, problems
from tests.unit.sheets_here import compare_here, not_the_same

ODD = [
    *["=1+1", "+49 30 1234", "@home", "-5", "'quoted'", '"quoted"', "007", "42", "1.250", "12.05.2026", "2026-11-23", "11-50", "Q3 2027"],
    *["1e5", "50 %", "€ 5", "TRUE", "yes", "#N/A", "Total", "Grand total", "Summe", "Notes", "Note: old", "(old)", "* starred", "2fs"],
    *["A, B and C", "a|b", "a (2)", "12ss+3d", "1 - 15", "a; b", "Ünïcode 🎉 日本語", "x" * 40, "STRASSE", "straße", "Key", "Item", "done"],
]
"""Texts that a spreadsheet or a reader may take for something else."""
SIGNS = st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")
LINES = (
    (st.sampled_from(ODD) | st.text(SIGNS, min_size=1, max_size=20))
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: bool(text) and text.casefold() not in PLACEHOLDERS)
)
PROSE = LINES | st.lists(LINES, min_size=2, max_size=3).map("\n".join)
NAMES = st.sampled_from(["Ann Lee", "Bo", "Core", "Grow in EMEA", "42", "Ünïcode"])
DAYS = st.dates(date(1990, 1, 1), date(2200, 1, 1)) | st.dates(date(2026, 1, 1), date(2027, 12, 31))
FIGURES = st.none() | (st.integers(0, 10**9) | st.integers(0, 10**4)).map(lambda number: number / 100)
MONTHS_IN = {"day": 0, "month": 1, "quarter": 3, "half": 6, "year": 12}


def bound(day: date, precision: str, *, end: bool) -> date:
    """The first or the last day of the period that holds a day, counted day by day."""
    if precision == DAY:
        return day
    months = MONTHS_IN[precision]
    inside = (day.year, (day.month - 1) // months)
    step = 1 if end else -1
    while True:
        following = date.fromordinal(day.toordinal() + step)
        if (following.year, (following.month - 1) // months) != inside:
            return day
        day = following


@st.composite
def items(draw: Any) -> Item:
    """An item with anything in it that makes sense."""
    precisions = draw(st.sampled_from(PRECISIONS)), draw(st.sampled_from(PRECISIONS))
    days = sorted(draw(st.tuples(DAYS, DAYS)))
    starts, due = (bound(day, precision, end=end) for day, precision, end in zip(days, precisions, (False, True), strict=True))
    has_start, has_due = draw(st.booleans()), draw(st.booleans())
    size = draw(FIGURES)
    return Item(
        0,
        draw(LINES),
        draw(LINES),
        **{name: draw(st.none() | PROSE) for name in ("problem", "outcome", "note")},
        **{name: draw(st.none() | NAMES) for name in ("goal", "team", "area", "owner")},
        horizon=draw(st.none() | st.sampled_from(HORIZONS)),
        status=draw(st.sampled_from(STATUSES)),
        starts=starts if has_start else None,
        starts_precision=precisions[0] if has_start else DAY,
        due=due if has_due else None,
        due_precision=precisions[1] if has_due else DAY,
        done=draw(st.none() | DAYS),
        launch=draw(st.none() | DAYS),
        tier=draw(st.none() | st.sampled_from(TIERS)),
        reach=draw(st.none() | st.builds(Reach, FIGURES.filter(lambda figure: figure is not None), NAMES)),
        impact=draw(st.none() | st.sampled_from(sorted(IMPACTS))),
        confidence=draw(st.none() | st.sampled_from(CONFIDENCES)),
        effort=draw(FIGURES.map(lambda figure: None if figure is None else round(figure % 1000 + 0.5, 2))),
        size=size or None,
        **{name: draw(FIGURES) for name in ("value", "urgency", "risk", "points", "stated_arr")},
    )


PERIODS = st.sampled_from(["2026-Q3", "2026-Q4", "2027-Q1", "2026-11", "2027"])
COMMITMENTS = st.lists(st.tuples(PERIODS, st.booleans(), st.dates(date(2026, 6, 1), date(2027, 2, 1))), max_size=3)
NEEDS = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), st.none() | st.integers(-400, 400)), max_size=10)


def fill(store: Store, wanted: list[tuple[Item, list[tuple[str, bool, date]]]], needs: list[tuple[int, int, int | None]]) -> None:
    """Save items as the window would; what the checks refuse is left out."""
    ids: list[int] = []
    with store.edit("Fill"):
        for item, commitments in wanted:
            try:
                ids.append(save_item(store, item)[1])
            except UserError:  # a key that is taken
                continue
            for period, committed, as_of in commitments:
                report(store, ids[-1], period, committed=committed, points=item.points, as_of=as_of)
    for one, other, lag in needs:
        if max(one, other) < len(ids) and one != other:
            with suppress(UserError):  # it closes a cycle, or is there already
                add_need(store, ids[one], ids[other], lag)


def exported(desk: Desk) -> list[RecordSheet]:
    """The sheets of the roadmap, also written as a workbook."""
    sheets = read(desk.workspace, roadmap_sheets)
    write_records(sheets, desk.folder / "out.xlsx")
    return sheets


def roadmap(desk: Desk) -> dict[str, Any]:
    """All that the roadmap holds, without ids; of commitments those for the latest period, as reports say by now."""
    latest: dict[str, tuple[str, bool]] = {}
    for (code, period), one in sorted(desk.commitments().items(), key=lambda pair: (_last_month(pair[0][1]), pair[0][1])):
        latest[code] = period, one.says_now
    return {code: (replace(one, id=0, needs=()), desk.needs().get(code), latest.get(code)) for code, one in desk.items().items()}


def _last_month(period: str) -> str:
    return {"2026-Q3": "2026-09", "2026-Q4": "2026-12", "2027-Q1": "2027-03", "2027": "2027-12"}.get(period, period)


def unread(said: Iterable[str]) -> list[str]:
    """What is said of a sheet, apart from that some items are done on an unknown day, which is so."""
    return [one for one in said if not one.endswith("so it counts as done in no quarter.")]


def lost(folder: Path, wanted: list[tuple[Item, list[tuple[str, bool, date]]]], needs: list[tuple[int, int, int | None]]) -> list[object]:
    """What differs once a roadmap was exported, compared with where it came from, and imported into an empty workspace."""
    (folder / "a").mkdir()
    (folder / "b").mkdir()
    with open_desk(folder / "a") as desk, open_desk(folder / "b") as other:
        do(desk.workspace, lambda store: fill(store, wanted, needs))
        rows = len(exported(desk)[0].rows)
        found = compare_here(desk.workspace, desk.folder / "out.xlsx")
        wrong: list[object] = [*changes(found), *unread(found.problems)]
        if (found.count(NEW), found.count(CHANGED), found.missing) != (0, 0, ()):
            wrong.append(found.records)
        said = other.import_(desk.folder / "out.xlsx")
        if (said.kind, said.rows_accepted, unread(problems(said))) != ("roadmap", rows, []):
            wrong.append(said)
        return wrong + not_the_same(roadmap(other), roadmap(desk))


# Without shrinking: an example takes a third of a second, and what differs is said in full.
@settings(max_examples=6, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate], suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(items(), COMMITMENTS), min_size=1, max_size=8), NEEDS)
def test_an_export_comes_back_without_a_difference(
    tmp_path_factory: pytest.TempPathFactory,
    wanted: list[tuple[Item, list[tuple[str, bool, date]]]],
    needs: list[tuple[int, int, int | None]],
) -> None:
    assert lost(tmp_path_factory.mktemp("round"), wanted, needs) == []


def test_odd_texts_come_back_wherever_they_stand(tmp_path: Path) -> None:
    wanted: list[tuple[Item, list[tuple[str, bool, date]]]] = [
        (Item(0, text, text, problem=text, outcome=f"{text}\n\n{text}", area=f"{number} {text}", team="Core", note=text), [])
        for number, text in enumerate(dict.fromkeys(ODD))
    ]
    keys = {name_key(item.code) for item, _ in wanted}
    assert lost(tmp_path, wanted, [(at, at - 1, at % 3 * 7 - 7) for at in range(1, len(keys))]) == []


def test_days_are_written_as_exactly_as_they_are_known(tmp_path: Path) -> None:
    with open_desk(tmp_path) as desk:
        add(desk.workspace, "A-1", starts=date(2027, 1, 1), starts_precision="quarter", due=date(2027, 12, 31), due_precision="half")
        add(desk.workspace, "A-2", starts=date(2027, 1, 4), due=date(2027, 1, 31), due_precision="month")
        add(desk.workspace, "A-3", due=date(2028, 12, 31), due_precision="year")
        sheet = exported(desk)[0]
    at = [column.title for column in sheet.columns].index("Start")
    assert [row[at : at + 2] for row in sheet.rows] == [("Q1 2027", "H2 2027"), (date(2027, 1, 4), "Jan 2027"), (None, "2028")]


def test_dependencies_are_written_with_their_lags(tmp_path: Path) -> None:
    with open_desk(tmp_path) as desk:
        one = add(desk.workspace, "A-1", starts=date(2027, 1, 4), due=date(2027, 1, 29))
        two = add(desk.workspace, "A; 2", starts=date(2027, 1, 4), due=date(2027, 1, 8))
        after: dict[str, Any] = {"starts": date(2027, 1, 25), "due": date(2027, 2, 26)}
        add(desk.workspace, "A-3", needs=(Need(one.id, -5), Need(two.id, 3)), **after)
        add(desk.workspace, "A-4", needs=(Need(one.id), Need(two.id)), **after)  # begins too early, and nobody planned it
        sheet = exported(desk)[0]
    at = [column.title for column in sheet.columns].index("Depends on")
    assert [row[at] for row in sheet.rows] == [None, 'A-1 -5d; "A; 2" +3d', 'A-1 +0d; "A; 2"', None]


def test_a_reach_that_was_counted_stays_counted(tmp_path: Path) -> None:
    with open_desk(tmp_path) as desk:
        counted = Reach(40, "accounts", "accounts", as_of=date(2026, 11, 20))
        item = add(desk.workspace, "A-1", reach=counted, due=date(2027, 1, 29))
        exported(desk)
        change(desk.workspace, item, note="Edited since")
        desk.import_(desk.folder / "out.xlsx")
        assert desk.items()["A-1"].reach == counted
        desk.bring("Key | Item | Reach | Due\nA-1 | A-1 | 55 | ")
        assert desk.items()["A-1"].reach == Reach(55, "accounts")


def test_the_latest_commitment_stands_with_its_item_and_all_of_them_in_a_sheet(tmp_path: Path) -> None:
    with open_desk(tmp_path) as desk:
        item = add(desk.workspace, "A-1", "Export", points=8.0, team="Core", done=date(2026, 12, 1), status="done")

        def commit(store: Store) -> None:
            with store.edit("Report"):
                for period, committed, as_of in (
                    ("2026-Q3", True, "2026-06-30"),
                    ("2026-Q4", True, "2026-09-28"),
                    ("2026-Q4", False, "2026-11-20"),
                ):
                    report(store, item.id, period, committed=committed, points=5.0, as_of=date.fromisoformat(as_of))

        do(desk.workspace, commit)
        change(desk.workspace, item, team="Growth")
        roadmap_, commitments, _ = exported(desk)
        titles = [column.title for column in roadmap_.columns]
        assert [roadmap_.rows[0][titles.index(name)] for name in ("Quarter", "Committed", "Points")] == ["2026-Q4", False, 8]
        assert (commitments.name, list(commitments.rows)) == (
            "Commitments",
            [
                ("A-1", "Export", "Core", "Q3 2026", True, 5, date(2026, 6, 30), None, None, date(2026, 12, 1)),
                ("A-1", "Export", "Core", "Q4 2026", True, 5, date(2026, 9, 28), False, date(2026, 11, 20), date(2026, 12, 1)),
            ],
        )
        assert desk.import_(desk.folder / "out.xlsx", sheet="Commitments").kind == "other"  # it is for people


def test_the_gates_of_launches_are_a_sheet_for_people(tmp_path: Path) -> None:
    with open_desk(tmp_path) as desk:
        add(desk.workspace, "A-1", "Idea", tier=None, launch=date(2027, 1, 26))
        add(desk.workspace, "A-2", "Dropped", tier=1, status="dropped")
        item = add(desk.workspace, "A-3", "Export", tier=3, launch=date(2027, 1, 26))
        add(desk.workspace, "A-4", "Alerts", tier=3, due=date(2027, 3, 31), due_precision="quarter")
        gates = [gate for gate in read(desk.workspace, all_gates) if gate.offsets[2] is not None]
        passed = gates[0]
        do(
            desk.workspace,
            lambda store: check_gate(
                store, item.id, passed.id, "passed", evidence="https://example.com/qa", who="Bo", day=date(2027, 1, 4)
            ),
        )
        sheet = exported(desk)[-2]
        assert desk.import_(desk.folder / "out.xlsx", sheet="Launches").kind == "other"
    assert sheet.name == "Launches"
    assert [row[:4] for row in sheet.rows] == [
        *(("A-3 Export", 3, date(2027, 1, 26), gate.name) for gate in gates),
        *(("A-4 Alerts", 3, "Q1 2027", gate.name) for gate in gates),
    ]
    assert sheet.rows[0][4:9] == (passed.function, "passed", "https://example.com/qa", "Bo", date(2027, 1, 4))
    assert sheet.rows[1][5:9] == ("open", None, None, None)
    offset = passed.offsets[2]
    assert offset is not None
    assert offset <= 0
    day, left = date(2027, 1, 26), -offset
    while left:  # back over weekends; there is no holiday in the workspace
        day = date.fromordinal(day.toordinal() - 1)
        left -= day.weekday() < 5
    assert (sheet.rows[0][9], {row[9] for row in sheet.rows[len(gates) :]}) == (day, {None})


def test_the_list_of_gates_is_a_sheet_for_people(tmp_path: Path) -> None:
    with open_desk(tmp_path) as desk:
        gates = read(desk.workspace, all_gates)
        sheet = exported(desk)[-1]
        assert desk.import_(desk.folder / "out.xlsx", sheet="Gates").kind == "other"
        for gate in gates:
            do(desk.workspace, partial(delete_gate, gate=gate.id))
        assert [one.name for one in exported(desk)] == ["Roadmap"]
    titles = [f"T{tier}: working days from launch" for tier in (1, 2, 3)]
    assert [column.title for column in sheet.columns] == ["Gate", "Function", *titles, "Evidence"]
    assert list(sheet.rows) == [(gate.name, gate.function, *gate.offsets, gate.evidence) for gate in gates]
    assert gates, "they ship"


def test_an_empty_roadmap_is_a_sheet_of_headers_beside_the_gates(tmp_path: Path) -> None:
    with open_desk(tmp_path) as desk:
        sheet, gates = exported(desk)
    assert gates.name == "Gates"
    assert (sheet.name, list(sheet.rows)) == ("Roadmap", [])
    assert [column.title for column in sheet.columns[:3]] == ["Key", "Item", "Problem"]
