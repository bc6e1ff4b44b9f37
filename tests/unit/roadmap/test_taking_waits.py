"""What items wait for is read as plans write it; what closes a cycle is left out, named, and shown before anything is taken."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prodops_desktop.datasets.importing import stage_file, store_staged
from prodops_desktop.datasets.request import ImportRequest
from prodops_desktop.datasets.taking import Taking
from prodops_desktop.roadmap.model import Need
from prodops_desktop.roadmap.taking.items import RoadmapTaker
from prodops_desktop.roadmap.taking.ordering import in_order, without_cycles
from prodops_desktop.roadmap.taking.predecessors import Named, read_predecessors, write_predecessor
from tests.unit.roadmap.items import add
from tests.unit.roadmap.sheet_desk import Desk, open_desk, problems, taken

KNOWN = {"2", "3", "7", "8", "12", "DP-12", "DP-15", "Design, part 1", "Design", "Search and find", "a; b"}
CELLS = [
    ("2", [Named("2")]),
    ("2fs", [Named("2")]),
    ("2 FS", [Named("2")]),
    ("2FS+3", [Named("2", lag=3)]),
    ("2fs-2d", [Named("2", lag=-2)]),
    ("12ss+3d", [Named("12", "ss", 3)]),
    ("12FF+1 week", [Named("12", "ff", 7)]),
    ("12EA+2 Tage", [Named("12", lag=2)]),
    ("12AA", [Named("12", "ss")]),
    ("7, 8", [Named("7"), Named("8")]),
    ("7,8", [Named("7"), Named("8")]),
    ("7 8", [Named("7"), Named("8")]),
    ("7 & 8", [Named("7"), Named("8")]),
    ("2 - 8", [Named("2"), Named("3"), Named("7"), Named("8")]),
    ("DP-12", [Named("DP-12")]),
    ("DP-12; DP-15", [Named("DP-12"), Named("DP-15")]),
    ("DP-12\nDP-15", [Named("DP-12"), Named("DP-15")]),
    ("DP-12 +3d; DP-15 −2d", [Named("DP-12", lag=3), Named("DP-15", lag=-2)]),
    ("Design, part 1", [Named("Design, part 1")]),
    ("Design, part 1; Search and find", [Named("Design, part 1"), Named("Search and find")]),
    ("Design, DP-12", [Named("Design"), Named("DP-12")]),
    ('"a; b" -4d; 2', [Named("a; b", lag=-4), Named("2")]),
]


@pytest.mark.parametrize(("cell", "named"), CELLS)
def test_cells_of_dependencies(cell: str, named: list[Named]) -> None:
    assert read_predecessors(cell, KNOWN.__contains__) == (named, [])


@pytest.mark.parametrize("cell", ["DP-13", "99", "2xy+3d", "Specfs", "12ss+3x", "the other team", "90 - 95"])
def test_what_names_nothing_that_is_known_is_told(cell: str) -> None:
    assert read_predecessors(f"2; {cell}", KNOWN.__contains__) == ([Named("2")], [cell])


NAMES = st.text(st.sampled_from('ab1-+;,"| .fsd'), min_size=1, max_size=8).map(lambda name: " ".join(name.split())).filter(bool)


@given(st.lists(st.tuples(NAMES, st.integers(-400, 400), st.booleans()), min_size=1, max_size=4, unique_by=lambda need: need[0]))
def test_what_is_written_reads_back(needs: list[tuple[str, int, bool]]) -> None:
    known = {name for name, *_ in needs}
    text = "; ".join(write_predecessor(name, lag, said=said) for name, lag, said in needs)
    if text in known or any(write_predecessor(name, lag, said=said) in known - {name} for name, lag, said in needs):
        return  # a key that looks like another one with a lag
    read, unknown = read_predecessors(text, known.__contains__)
    assert ([(one.name, one.lag) for one in read], unknown) == ([(name, lag if lag or said else None) for name, lag, said in needs], [])


LETTERS = st.sampled_from("abcdefgh")
GRAPHS = st.lists(st.tuples(LETTERS, LETTERS).filter(lambda edge: edge[0] != edge[1]), max_size=25, unique=True)


def reaches(edges: set[tuple[str, str]], start: str, end: str) -> bool:
    """Whether one waits for the other, through any others; worked out by adding one more step until nothing is added."""
    reached = {needs for item, needs in edges if item == start}
    while True:
        more = reached | {needs for item, needs in edges if item in reached}
        if more == reached:
            return end in reached
        reached = more


@given(GRAPHS, GRAPHS)
def test_only_what_closes_a_cycle_is_left_out(before: list[tuple[str, str]], said: list[tuple[str, str]]) -> None:
    standing: dict[str, list[str]] = {}
    for item, needs in before:
        if item < needs:  # so that there is none
            standing.setdefault(item, []).append(needs)
    wanted: dict[str, list[str]] = {}
    for item, needs in said:
        wanted.setdefault(item, []).append(needs)
    kept, cycles = without_cycles(standing, wanted)
    edges = {(item, needs) for item, listed in standing.items() if item not in wanted for needs in listed}
    refused = []
    for item, listed in wanted.items():
        for needs in listed:
            if reaches(edges, needs, item):
                refused.append((item, needs))
            else:
                edges.add((item, needs))
    assert [(cycle[0], cycle[1]) for cycle in cycles] == refused
    assert {(item, needs) for item, listed in kept.items() for needs in listed} == {
        (item, needs) for item, needs in edges if item in wanted
    }
    waits = {**standing, **kept}
    order = in_order(waits, wanted)
    assert sorted(order) == sorted(wanted)
    assert not any(reaches(edges, one, later) for at, one in enumerate(order) for later in order[at + 1 :])


def test_items_that_wait_for_nothing_stay_in_their_order() -> None:
    assert in_order({"b": ["c"]}, ["a", "b", "c", "d"]) == ["a", "c", "b", "d"]


def test_a_cycle_that_is_there_does_not_hang_the_next_sheet() -> None:
    waits = {"a": ["b"], "b": ["a", "d"], "c": ["a"], "e": ["e"]}
    assert in_order(waits, ["c", "b", "a", "e", "d"]) == ["d", "b", "a", "c", "e"]
    assert without_cycles(waits, {"c": ["a"]}) == ({"c": ["a"]}, [])


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk."""
    with open_desk(tmp_path) as opened:
        yield opened


def test_items_may_stand_below_what_waits_for_them(desk: Desk) -> None:
    sheet = "Key | Item | Depends on\nC | Three | B\nB | Two | A, Four\nA | One | \nD | Four | One"
    assert problems(desk.bring(sheet)) == []
    assert desk.needs() == {"C": {"B": 0}, "B": {"A": 0, "D": 0}, "D": {"A": 0}}


CYCLE = """
    Key | Item | Depends on
    DP-1 | Export | DP-3
    DP-2 | Queue | DP-1
    DP-3 | Storage | DP-2; DP-4
    DP-4 | Disks |
"""
SAID = (
    "DP-3 Storage would wait for DP-2 Queue, which waits for DP-1 Export, which waits for DP-3 Storage. Nothing of it could ever begin, "
    "so it was refused. Take out one of these dependencies. DP-3 Storage was taken without waiting for DP-2 Queue."
)


def test_what_closes_a_cycle_is_left_out_and_the_rest_taken(desk: Desk) -> None:
    found = desk.compare(CYCLE)
    assert found.problems == (SAID,)
    assert {
        record.proposal.title: change.after for record in found.records for change in record.fields if change.field == "depends_on"
    } == {
        "DP-1 Export": "DP-3 Storage",
        "DP-2 Queue": "DP-1 Export",
        "DP-3 Storage": "DP-4 Disks",
    }
    assert problems(desk.bring(CYCLE)) == [SAID]
    assert desk.needs() == {"DP-1": {"DP-3": 0}, "DP-2": {"DP-1": 0}, "DP-3": {"DP-4": 0}}
    again = desk.compare(CYCLE + "    DP-5 | Desks |")
    assert again.problems == (SAID,)
    assert [change.field for record in again.records for change in record.fields] == ["status"]


def test_a_cycle_with_what_is_there_already_is_named_too(desk: Desk) -> None:
    desk.bring("Key | Item | Depends on\nA | One | B\nB | Two |")
    said = problems(desk.bring("Key | Item | Depends on\nB | Two | A"))
    assert said[0].startswith("B Two would wait for A One, which waits for B Two.")
    assert desk.needs() == {"A": {"B": 0}}


def test_dependencies_that_turn_round_close_no_cycle(desk: Desk) -> None:
    desk.bring("Key | Item | Depends on\nA | One | B\nB | Two | C\nC | Three |")
    assert problems(desk.bring("Key | Item | Depends on\nA | One | C\nB | Two | A")) == []
    assert desk.needs() == {"A": {"C": 0}, "B": {"A": 0}}


def test_a_dependency_added_by_hand_is_not_lost_with_the_next_sheet(desk: Desk) -> None:
    sheet = "Key | Item | Depends on\nA | One | B\nB | Two |"
    desk.bring(sheet)
    other = add(desk.workspace, "X", "Other")
    items = desk.items()
    desk.edit("A", needs=(*items["A"].needs, Need(other.id)))
    assert taken(desk.bring(sheet, again=True)) == (0, 0, 1)
    assert desk.needs() == {"A": {"B": 0, "X": 0}}


def test_other_types_than_finish_to_start_are_taken_as_it_and_that_is_said(desk: Desk) -> None:
    sheet = """
        ID | Task | Start | Finish | Predecessors
        1 | Draw | 2027-01-04 | 2027-01-29 |
        2 | Build | 2027-01-07 | 2027-02-12 | 1ss+3d
        3 | Test | 2027-03-01 | 2027-03-05 | 2ff
        4 | Ship | | | 3FS+2d
    """
    assert problems(desk.bring(sheet)) == [
        "2 Build and 3 Test: a dependency that is not from finish to start, such as “ss” or “ff”, was taken as one from finish to start."
    ]
    # 7 Jan is 23 days before 30 Jan, the day after the end of what it needs
    assert desk.needs() == {"2": {"1": -23}, "3": {"2": 0}, "4": {"3": 2}}


def test_an_overlap_of_the_days_in_the_sheet_was_planned_and_a_lag_that_is_there_stays(desk: Desk) -> None:
    sheet = "Key | Item | Start | Due | Depends on\nA | One | 2027-01-04 | 2027-01-29 |\nB | Two | 2027-01-25 | 2027-02-26 | A"
    desk.bring(sheet)
    assert desk.needs() == {"B": {"A": -5}}
    desk.bring(sheet.replace("2027-01-25", "2027-01-28"))
    assert (desk.items()["B"].starts, desk.needs()) == (date(2027, 1, 28), {"B": {"A": -5}})


def test_what_is_not_known_ambiguous_or_the_item_itself_is_said(desk: Desk) -> None:
    sheet = "Key | Item | Depends on\nA | CRUD | \nB | CRUD | \nC | Three | CRUD; Z-9; C; A"
    assert problems(desk.bring(sheet)) == [
        "C Three waits for “Z-9”, which is no item that is known; that was left out.",
        "C Three waits for “CRUD”, which may be A, B; that was left out. Give its key.",
        "C Three can’t wait for itself; that was left out.",
    ]
    assert desk.needs() == {"C": {"A": 0}}


def test_a_cell_that_names_nothing_known_leaves_what_is_there(desk: Desk) -> None:
    desk.bring("Key | Item | Depends on\nA | One | \nB | Two | A")
    desk.bring("Key | Item | Depends on\nA | One | \nB | Two | the vendor")
    assert desk.needs() == {"B": {"A": 0}}


def test_an_item_that_was_not_wanted_is_not_waited_for(desk: Desk) -> None:
    path = desk.write("Key | Item | Depends on\nA | One | \nB | Two | A")
    staged = stage_file(desk.workspace, ImportRequest(path, kind="roadmap"))
    store_staged(desk.workspace, staged, taking=Taking(RoadmapTaker(), {"item|a": False}))
    assert (list(desk.items()), desk.needs()) == (["B"], {})
