"""Needs read by SQL equal a count in plain Python lists: merged groups, names that mean one customer, undone imports, segments, windows."""

import shutil
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import count
from math import fsum
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.feedback import taxonomy, triage
from prodops_desktop.feedback.accounts import read_customers
from prodops_desktop.feedback.needs.model import UNKNOWN, Need, Needs
from prodops_desktop.feedback.needs.period import Period, read_period
from prodops_desktop.feedback.needs.reading import read_needs
from prodops_desktop.workspace import Store
from prodops_desktop.workspace import settings as workspace_settings
from tests.unit.feedback.conftest import Desk
from tests.unit.feedback.needs.workplace import ACCOUNTS, Said, add, stand

TODAY = date(2026, 11, 23)
TAGS = ("Export limits", "Scheduled PDF", "Audit log API")
HERE, UNDONE = 801, 802
CUSTOMERS = {"Acme": "Acme", "ACME": "Acme", "a-1": "Acme", "Beta": "Beta", "beta": "Beta", "Gamma": "Gamma", "Delta": "Delta",
             "Epsilon": "Epsilon", "Nobody Inc": "Nobody Inc", "nobody inc": "Nobody Inc"}  # fmt: skip
"""Every name that is used, with the customer that it means."""
ARR = {"Acme": 400_000.0, "Beta": 100_000.0, "Gamma": 50_000.0, "Epsilon": 25_000.0}
SEGMENTS = {"Acme": "Enterprise", "Beta": "Enterprise", "Gamma": "SMB", "Delta": "SMB"}
PERIODS = ("90 days", "30 days", "365 days", "2026-Q2", "2026-Q4", "2026-10", "2026", "all")


@dataclass(frozen=True)
class Told:
    """An item and what was decided about it; ``group`` are items that are merged, the first of a group takes the others in."""

    said: Said
    decided: str
    weighed: int | None
    group: int | None


def items() -> st.SearchStrategy[Told]:
    near_bounds = st.sampled_from([-1, 0, 1, 29, 30, 59, 60, 89, 90, 179, 180, 364, 365, 366])
    days = (near_bounds | st.integers(-3, 200) | st.integers(200, 800)).map(lambda back: (TODAY - timedelta(days=back)).isoformat())
    moments = st.sampled_from(["", "T00:00", "T23:59:59"])
    said = st.builds(
        Said,
        st.builds(lambda day, moment: day + moment, days, moments),
        st.sampled_from([None, *CUSTOMERS]),
        st.lists(st.sampled_from(TAGS), max_size=2, unique=True),
        st.integers(0, 3),
        st.sampled_from(["CS", "Support"]),
        st.sampled_from([0, HERE, HERE, UNDONE]),
        st.sampled_from(["inbox", "archive", "inbox", "out"]),
    )
    decided = st.sampled_from(["", "", "", "done", "archive", "deleted"])
    return st.builds(Told, said, decided, st.none() | st.integers(0, 3), st.none() | st.integers(0, 1))


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with customers and three tags, to be copied."""
    folder = tmp_path_factory.mktemp("base")
    with open_workspace(folder / "base.prodops", create=True) as workspace:
        desk = Desk(workspace, folder)
        desk.do(lambda store: workspace_settings.set_setting(store, "today", TODAY.isoformat()))
        desk.bring("accounts.csv", ACCOUNTS, "accounts", as_of="2026-11-20")
        for name in TAGS:
            desk.do(partial(taxonomy.save_tag, values={"name": name, "group": "Missing capability"}))
    return folder / "base.prodops"


numbers = count(1)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    st.lists(items(), max_size=30), st.sampled_from(PERIODS), st.sampled_from([None, "Enterprise", "smb"]), st.sampled_from([None, "cs"])
)
def test_needs_equal_a_count_in_lists(
    base: Path, tmp_path: Path, told: list[Told], period: str, segment: str | None, channel: str | None
) -> None:
    told = [Told(Said("2020-02-29", "Acme"), "", None, None), *told]  # so that something came through the channel
    path = tmp_path / f"{next(numbers)}.prodops"
    shutil.copy(base, path)
    with open_workspace(path) as workspace:
        workspace.run(lambda store: _tell(store, told)).result()
        with workspace.reading() as store:
            read = read_period(period, TODAY)
            needs = read_needs(store, read_customers(store), period=read, segment=segment, channel=channel)
    assert _figures(needs) == _Lists(told, read, segment, channel).figures()
    assert _out_of_order(needs) == []


def _tell(store: Store, told: Sequence[Told]) -> None:
    ids = add(store, [one.said for one in told])
    stand(store, HERE)
    stand(store, UNDONE)
    for one, item in zip(told, ids, strict=True):
        if one.weighed is not None:
            triage.weigh(store, [item], one.weighed)
    for members in _groups(told).values():
        triage.merge_items(store, [ids[at] for at in members[1:]], ids[members[0]])
    decide: dict[str, Callable[[Store, Sequence[int]], Any]] = {
        "done": triage.finish,
        "archive": triage.archive,
        "deleted": triage.delete_items,
    }
    merged = {at for members in _groups(told).values() for at in members}
    for at, one in enumerate(told):
        if one.decided and at not in merged:
            decide[one.decided](store, [ids[at]])
    stand(store, UNDONE, here=False)  # what was decided about it has no say any more


def _groups(told: Sequence[Told]) -> dict[tuple[int, int], list[int]]:
    """The places of the items that are merged: only those of one import, none that is left out."""
    found: dict[tuple[int, int], list[int]] = defaultdict(list)
    for at, one in enumerate(told):
        if one.group is not None and (one.said.standing != "out" or not one.said.part):
            found[one.group, one.said.part].append(at)
    return {group: members for group, members in found.items() if len(members) > 1}


@dataclass
class _Counted:
    """An item that counts, under the tags of its group, with the highest importance of its name in the group."""

    at: str
    name: str | None
    channel: str
    importance: int
    tags: frozenset[str]


class _Lists:
    """What needs should say, from lists alone."""

    def __init__(self, told: Sequence[Told], period: Period, segment: str | None, channel: str | None) -> None:
        self.period = period
        everything = [one for one in self._counted(told) if channel is None or one.channel == "CS"]
        self.everybody = everything
        wanted = None if segment is None else {"enterprise": {"Acme", "Beta"}, "smb": {"Gamma", "Delta"}}[segment.casefold()]
        self.items = [one for one in everything if wanted is None or CUSTOMERS.get(one.name or "") in wanted]

    def within(self, found: Sequence[_Counted], first: date, last: date, tag: str | None = None) -> list[_Counted]:
        days = [(one, date.fromisoformat(one.at[:10])) for one in found]
        return [one for one, day in days if first <= day <= last and (tag is None or tag in one.tags)]

    def figures(self) -> dict[str, Any]:
        """All that the needs say of these items."""
        now = self.within(self.items, self.period.first, self.period.last)
        before = self.period.before
        earlier = self.within(self.items, before.first, before.last) if before else []
        asked = {CUSTOMERS[one.name] for one in now if one.tags and one.name}
        mentioned = [tag for tag in TAGS if any(tag in one.tags for one in [*now, *earlier])]
        return {
            "items": (len(now), len(earlier), sum(not one.tags for one in now)),
            "asking": (len(asked), _arr(asked)),
            "needs": {tag: self._figures_of(tag, now, earlier) for tag in mentioned},
            "months": {tag: [self._month(month, tag) for month in self.period.months] for tag in mentioned},
        }

    def _figures_of(self, tag: str, now: Sequence[_Counted], earlier: Sequence[_Counted]) -> dict[str, Any]:
        found = [one for one in now if tag in one.tags]
        customers = {CUSTOMERS[one.name] for one in found if one.name}
        highest = {name: max(one.importance for one in found if CUSTOMERS.get(one.name or "") == name) for name in customers}
        arr, top = _arr(customers), max((ARR.get(name, 0.0) for name in customers), default=0.0)
        weighted = fsum(ARR[name] * highest[name] for name in customers if name in ARR)
        return {
            "mentions": (len(found), sum(tag in one.tags for one in earlier)),
            "accounts": (len(customers), sum(one.name is None for one in found)),
            "arr": (arr, sum(name not in ARR for name in customers), weighted if arr is not None else None),
            "asking": highest,
            "top": (top / arr, top > arr / 2) if arr else None,
            "segments": self._segments(tag),
        }

    def _segments(self, tag: str) -> dict[str, tuple[int, int, float | None]]:
        by_segment: dict[str, list[_Counted]] = defaultdict(list)
        for one in self.within(self.everybody, self.period.first, self.period.last, tag):
            by_segment[SEGMENTS.get(CUSTOMERS.get(one.name or "", ""), UNKNOWN)].append(one)
        asking = {segment: {CUSTOMERS[one.name] for one in some if one.name} for segment, some in by_segment.items()}
        return {segment: (len(some), len(asking[segment]), _arr(asking[segment])) for segment, some in by_segment.items()}

    def _month(self, month: str, tag: str) -> tuple[str, int, int]:
        year, number = map(int, month.split("-"))
        inside = [one for one in self.items if one.at[:7] == f"{year}-{number:02d}" and one.at[:10] <= self.period.last.isoformat()]
        return month, len(inside), sum(tag in one.tags for one in inside)

    def _counted(self, told: Sequence[Told]) -> list[_Counted]:
        found, seen = [], set[int]()
        for members in _groups(told).values():
            seen |= set(members)
            found += self._of_group([told[at] for at in members])
        for at, one in enumerate(told):
            is_out = one.said.standing == "out" and one.said.part and not one.decided
            if at not in seen and not is_out and one.decided != "deleted" and one.said.part != UNDONE:
                found.append(_Counted(one.said.at, one.said.account, one.said.channel, _importance(one), frozenset(one.said.tags)))
        return found

    def _of_group(self, members: Sequence[Told]) -> list[_Counted]:
        if members[0].said.part == UNDONE:
            return []
        tags = frozenset(tag for one in members for tag in one.said.tags)
        first, *others = members
        order = [first, *sorted(others, key=lambda one: one.said.at)]
        by_name: dict[str | None, list[Told]] = defaultdict(list)
        for one in order:
            by_name[one.said.account].append(one)
        return [_Counted(same[0].said.at, name, same[0].said.channel, max(map(_importance, same)), tags) for name, same in by_name.items()]


def _importance(one: Told) -> int:
    return one.said.importance if one.weighed is None else one.weighed


def _figures(needs: Needs) -> dict[str, Any]:
    """What the needs say, as :meth:`_Lists.figures` says it."""
    return {
        "items": (needs.items, needs.items_before, needs.untagged),
        "asking": (needs.accounts, needs.arr),
        "needs": {need.name: _figures_of(need) for need in needs.needs},
        "months": {need.name: [(point.month, point.items, point.mentions) for point in need.months] for need in needs.needs},
    }


def _figures_of(need: Need) -> dict[str, Any]:
    return {
        "mentions": (need.mentions, need.trend.before.mentions),
        "accounts": (need.accounts, need.without_account),
        "arr": (need.arr, need.arr_unknown, need.weighted),
        "asking": {CUSTOMERS[one.customer.name]: one.importance for one in need.asking},
        "top": (need.top.share, need.concentrated) if need.top is not None else None,
        "segments": {line.segment: (line.mentions, line.accounts, line.arr) for line in need.by_segment},
    }


def _out_of_order(needs: Needs) -> list[object]:
    """By ARR; a need that leans on one account stands, without it, after all that then have more. What does not."""
    order = [(not need.mentions, -(need.arr or 0.0), -need.mentions) for need in needs.needs]
    asked = [need for need in needs.needs if need.mentions]
    leaning = [need for need in asked if need.concentrated]
    wrong: list[object] = [] if order == sorted(order) else [order]
    if [move.name for move in needs.without_top] != [need.name for need in leaning]:
        return [*wrong, needs.without_top]
    for move, need in zip(needs.without_top, leaning, strict=True):
        assert need.top is not None
        left = (need.arr or 0.0) - need.top.arr
        others = [other.arr or 0.0 for other in asked if other is not need]
        after = 1 + sum(arr > left for arr in others), 1 + sum(arr >= left for arr in others)
        if move.now != 1 + asked.index(need) or not after[0] <= move.without <= after[1]:
            wrong.append(move)
    return wrong


def _arr(names: set[str]) -> float | None:
    known = [ARR[name] for name in names if name in ARR]
    return fsum(known) if known else None
