"""Teams and how full they are: the effort of a quarter against a sum over its days, and teams that are kept, changed and taken out."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prodops_desktop.errors import UserError
from prodops_desktop.roadmap.capacity import Load, all_teams, delete_team, find_team, loads, save_team
from prodops_desktop.roadmap.commitments import all_commitments, report
from prodops_desktop.roadmap.model import DONE, DROPPED, IN_PROGRESS, STATUSES, Item, Team
from prodops_desktop.roadmap.store import all_items
from prodops_desktop.workspace import Store, Workspace, undo
from tests.unit.conftest import Content
from tests.unit.roadmap.items import add, back_and_forth, do, read

FIRST, LAST = date(2026, 10, 1), date(2026, 12, 31)


def item(starts: date | None, due: date | None, effort: float | None = 3.0, team: str | None = "Search", status: str = "planned") -> Item:
    """An item of a team."""
    return Item(1, "RM-1", "Any", team=team, starts=starts, due=due, effort=effort, status=status)


def nearly(figure: float) -> Any:
    """What equals the figure but for rounding."""
    return pytest.approx(figure)


def test_a_quarter_of_a_team_is_its_effort_against_its_capacity() -> None:
    found = loads([item(FIRST, LAST), item(FIRST, LAST, 6.0)], {"search": 12.0}, FIRST, LAST)
    assert found == {"search": Load(nearly(9.0), nearly(12.0))}
    assert found["search"].share == pytest.approx(75.0)


def test_only_the_days_that_are_asked_for_count() -> None:
    half_outside = item(date(2026, 12, 17), date(2027, 1, 15))  # 15 days in either year
    assert loads([half_outside], {"search": 9.2}, FIRST, LAST)["search"].effort == pytest.approx(1.5)
    october = loads([half_outside], {"search": 9.2}, FIRST, date(2026, 10, 31))["search"]
    assert october == Load(0.0, nearly(3.1))  # 31 of 92 days
    across = loads([], {"search": 9.0}, date(2026, 12, 31), date(2027, 1, 1))["search"]
    assert across.capacity == pytest.approx(9 / 92 + 9 / 90)


def test_months_with_more_than_all_are_named() -> None:
    november = item(date(2026, 11, 1), date(2026, 11, 30), 4.0)
    full = item(FIRST, LAST, 6.0)
    assert loads([november, full], {"search": 12.0}, FIRST, LAST)["search"].over == ("2026-11",)
    assert loads([full], {"search": 6.0}, FIRST, LAST)["search"].over == ()  # full is not over
    assert loads([full], {"search": 5.0}, FIRST, LAST)["search"].over == ("2026-10", "2026-11", "2026-12")


def test_what_is_over_undated_or_without_effort_or_team_counts_nothing() -> None:
    nothing = [
        item(FIRST, LAST, status=DONE),
        item(FIRST, LAST, status=DROPPED),
        item(None, LAST),
        item(FIRST, None),
        item(FIRST, LAST, None),
        item(FIRST, LAST, team=None),
    ]
    assert loads(nothing, {"search": 12.0}, FIRST, LAST) == {"search": Load(0.0, nearly(12.0))}
    assert loads([item(FIRST, LAST, status=IN_PROGRESS)], {}, FIRST, LAST)["search"].effort == pytest.approx(3.0)


def test_a_team_without_a_capacity_has_no_share_and_its_names_are_one() -> None:
    found = loads([item(FIRST, LAST), item(FIRST, LAST, team=" SEARCH ")], {"core": 0.0}, FIRST, LAST)
    assert found == {"core": Load(0.0, 0.0), "search": Load(nearly(6.0))}
    assert found["search"].share is found["core"].share is None
    assert loads([item(FIRST, LAST)], {"search": 0.0}, FIRST, LAST)["search"].over == ("2026-10", "2026-11", "2026-12")


def days_from(first: date, last: date) -> list[date]:
    """Every day from the one to the other."""
    return [first + timedelta(number) for number in range((last - first).days + 1)]


def quarter_days(day: date) -> int:
    """How many days the quarter of a day has."""
    begin = 3 * ((day.month - 1) // 3) + 1
    return sum(monthrange(day.year, month)[1] for month in range(begin, begin + 3))


days_ = st.integers(0, 200).map(lambda number: date(2026, 11, 23) + timedelta(number))
items_ = st.builds(
    lambda starts, length, effort, team, status: item(starts, starts + timedelta(length), effort, team, status),
    days_,
    st.integers(0, 150),
    st.integers(1, 30).map(lambda halves: halves / 2),
    st.sampled_from(("Search", "Core", "SEARCH")),
    st.sampled_from(STATUSES),
)


@given(st.lists(items_, max_size=6), st.integers(0, 9), days_, st.integers(0, 120))
def test_loads_are_those_of_a_sum_over_the_days(items: list[Item], capacity: int, first: date, length: int) -> None:
    last = first + timedelta(length)
    efforts: dict[str, dict[str, Fraction]] = {}
    for one in items:
        if one.team and one.starts and one.due and one.effort and one.status not in ("done", "dropped"):
            sums = efforts.setdefault(one.team.lower(), {})
            own = days_from(one.starts, one.due)
            for day in own:
                if first <= day <= last:
                    month = f"{day:%Y-%m}"
                    sums[month] = sums.get(month, Fraction(0)) + Fraction(one.effort) / len(own)
    had: dict[str, Fraction] = {}
    for day in days_from(first, last):
        had[f"{day:%Y-%m}"] = had.get(f"{day:%Y-%m}", Fraction(0)) + Fraction(capacity, quarter_days(day))
    found = loads(items, {"search": float(capacity)}, first, last)
    assert found.keys() == {"search", *efforts}
    for team, load in found.items():
        sums = efforts.get(team, {})
        assert load.effort == pytest.approx(float(sum(sums.values())))
        if team == "search":
            assert load.capacity == pytest.approx(float(sum(had.values())))
            assert load.over == tuple(month for month in sorted(had) if sums.get(month, 0) > had[month])
        else:
            assert (load.capacity, load.share, load.over) == (None, None, ())


def save(workspace: Workspace, values: dict[str, Any], team: int | None = None) -> tuple[Any, int]:
    return do(workspace, partial(save_team, values=values, team=team))


def test_a_team_is_kept_changed_and_found(workspace: Workspace) -> None:
    changes, search = save(workspace, {"name": "  Search  team ", "capacity": 12})
    assert (changes.label, changes.tables) == ("Add team Search team", frozenset({"roadmap_team"}))
    assert save(workspace, {"capacity": 7.5}, search)[0].label == "Edit team Search team"
    _, core = save(workspace, {"name": "core", "capacity": 0})
    assert read(workspace, all_teams) == [Team(core, "core", 0.0), Team(search, "Search team", 7.5)]
    save(workspace, {"name": "SEARCH team"}, search)
    assert read(workspace, partial(find_team, team=search)) == Team(search, "SEARCH team", 7.5)
    assert save(workspace, {"name": "SEARCH team", "capacity": 7.5}, search)[0].tables == frozenset()


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"capacity": 3}, "A team needs a name"),
        ({"name": " ", "capacity": 3}, "A team needs a name"),
        ({"name": "Core"}, "person-months that it has in a quarter"),
        ({"name": "Core", "capacity": "12"}, "person-months"),
        ({"name": "Core", "capacity": -0.5}, "person-months"),
        ({"name": "Core", "capacity": float("nan")}, "person-months"),
        ({"name": "Core", "capacity": float("inf")}, "person-months"),
        ({"name": " SEARCH", "capacity": 3}, "There is a team Search already"),
    ],
)
def test_nonsense_is_refused_in_a_sentence(workspace: Workspace, values: dict[str, Any], sentence: str) -> None:
    save(workspace, {"name": "Search", "capacity": 12})
    with pytest.raises(UserError, match=sentence):
        save(workspace, values)
    assert [team.name for team in read(workspace, all_teams)] == ["Search"]


def test_a_team_that_was_taken_out_comes_back_by_undo(workspace: Workspace, content: Callable[[Workspace], Any]) -> None:
    _, search = save(workspace, {"name": "Search", "capacity": 12})
    before = content(workspace)
    assert do(workspace, partial(delete_team, team=search)).label == "Delete team Search"
    assert read(workspace, all_teams) == []
    for act in (partial(delete_team, team=search), partial(save_team, values={"capacity": 1}, team=search)):
        with pytest.raises(UserError, match="team is no longer there"):
            workspace.run(act).result()
    do(workspace, undo.undo)
    assert content(workspace) == before


def test_a_team_of_another_name_keeps_its_items_with_its_load(workspace: Workspace, content: Callable[[Workspace], Content]) -> None:
    _, search = save(workspace, {"name": "Search", "capacity": 12})
    mine = [add(workspace, code, team=team, starts=FIRST, due=LAST, effort=3.0) for code, team in (("A", "Search"), ("B", " SEARCH"))]
    for code, team in (("C", "Core"), ("D", None)):
        add(workspace, code, team=team)

    def commit(store: Store) -> None:
        with store.edit("Import"):
            report(store, mine[0].id, "2026-Q4", committed=True, points=5, as_of=FIRST)

    do(workspace, commit)
    frozen = read(workspace, all_commitments)
    changes = back_and_forth(workspace, content, partial(save_team, values={"name": "Find"}, team=search))[0]
    assert changes.label == "Edit team Find"
    items = read(workspace, all_items)
    assert [one.team for one in items] == ["Find", "Find", "Core", None]
    assert loads(items, {"find": 12.0}, FIRST, LAST)["find"].share == pytest.approx(50.0)
    assert [one.team for one in read(workspace, all_commitments)] == ["Find"] != [one.team for one in frozen]
    assert save(workspace, {"capacity": 6}, search)[0].tables == {"roadmap_team"}
