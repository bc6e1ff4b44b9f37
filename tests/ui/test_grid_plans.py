"""The pure parts of the grid: which columns stand where, and which row of a grouped grid shows what."""

import random

from hypothesis import given
from hypothesis import strategies as st

from prodops_desktop.datasets.model import Column
from prodops_desktop.datasets.sums import GroupRows
from prodops_desktop.ui.models.column_plan import ColumnPlan, all_of, plan_from
from prodops_desktop.ui.models.group_rows import GroupedRows, Stretch


def columns(*headers: str) -> list[Column]:
    return [
        Column(at, name, at, None, "text", "TEXT", None, None, None, None, None, 1, 1, None, None) for at, name in enumerate(headers, 1)
    ]


PLAN = all_of(columns("A", "B", "C", "D"))


def test_hiding_keeps_the_place_and_the_last_column() -> None:
    hidden = PLAN.hide(2)
    assert hidden.shown == (1, 3, 4)
    assert hidden.show_only([1, 2, 3, 4]) == PLAN
    assert PLAN.show_only([3]).hide(3).shown == (3,)


def test_moving_goes_around_what_is_hidden_and_stays_on_its_side_of_the_pins() -> None:
    assert PLAN.move(1, 3).shown == (2, 3, 4, 1)
    assert PLAN.move(4, 0).shown == (4, 1, 2, 3)
    assert PLAN.hide(2).move(1, 1).shown == (3, 1, 4)
    pinned = PLAN.pin(3, pinned=True)
    assert pinned.shown == (3, 1, 2, 4)
    assert pinned.pinned_shown == 1
    assert pinned.move(3, 2) == pinned, "a pinned column stays among the pinned ones"
    assert pinned.move(4, 0).shown == (3, 4, 1, 2)
    two = pinned.pin(4, pinned=True)
    assert two.shown == (3, 4, 1, 2)
    assert two.move(3, 1).shown == (4, 3, 1, 2)
    assert two.pin(3, pinned=False).shown == (4, 3, 1, 2)


def test_a_next_version_keeps_the_plan_by_headers() -> None:
    kept = PLAN.pin(3, pinned=True).hide(2).kept(columns("A", "B", "C", "D"))
    found = plan_from(kept, columns("New", "D", "C", "B", "A"))
    assert [("New", "D", "C", "B", "A")[one - 1] for one in found.shown] == ["C", "A", "D", "New"]
    assert found.pinned_shown == 1
    odds: list[object] = [None, [], {"order": 3, "hidden": ["A", 5], "pinned": None}, {"hidden": ["A", "B", "C", "D"]}]
    for odd in odds:
        assert set(plan_from(odd, columns("A", "B", "C", "D")).order) == {1, 2, 3, 4}
    assert len(set(plan_from({"order": ["X", "X"]}, columns("X", "Y", "X")).order)) == 3


@given(st.integers(0, 2**32), st.integers(1, 6))
def test_any_row_of_a_grouped_grid(seed: int, many: int) -> None:
    """Against the plainest way of putting heads between rows."""
    chance = random.Random(seed)
    groups, first = [], 0
    for name in range(many):
        count = chance.randrange(1, 5)
        groups.append(GroupRows(name, first, count))
        first += count
    closed = frozenset(index for index in range(many) if chance.random() < 0.4)
    rows = GroupedRows(groups, closed)
    plain: list[tuple[str, int]] = []
    for index, group in enumerate(groups):
        plain.append(("head", index))
        plain += [] if index in closed else [("row", group.first + at) for at in range(group.count)]
    assert rows.rows == len(plain)
    for row, (kind, what) in enumerate(plain):
        assert rows.head_at(row) == (what if kind == "head" else None)
        assert rows.position(row) == (what if kind == "row" else None)
        if kind == "row":
            assert rows.row(what) == row
    assert rows.position(len(plain)) is None
    assert rows.head_at(len(plain)) is None
    top, count = chance.randrange(len(plain)), chance.randrange(1, len(plain) + 2)
    told: list[tuple[str, int]] = []
    for part in rows.parts(top, count):
        told += [("row", part.first + at) for at in range(part.count)] if isinstance(part, Stretch) else [("head", part)]
    assert told == plain[top : top + count]
    index = chance.randrange(many)
    assert rows.turned(index).turned(index).rows == rows.rows
    assert rows.turned(index).rows == rows.rows + (groups[index].count if index in closed else -groups[index].count)


def test_no_group_is_no_row() -> None:
    empty = GroupedRows(())
    assert (empty.rows, empty.head_at(0), empty.position(0), list(empty.parts(0, 5))) == (0, None, None, [])
    assert ColumnPlan().shown == ()
