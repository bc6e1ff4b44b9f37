"""Who is behind items equals a count over the plain rows of feedback: any tags, merges, deletions, links in both directions, and undo."""

import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from math import fsum
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prodops_desktop.answers.ties import Ties, read_ties
from prodops_desktop.answers.told import read_told
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.errors import UserError
from prodops_desktop.feedback import taxonomy, triage
from prodops_desktop.feedback.accounts import read_customers
from prodops_desktop.roadmap.evidence import accounts_behind, arr_of
from prodops_desktop.workspace import Store, undo
from tests.unit.answers.workplace import TAGS, Plant
from tests.unit.feedback.needs.workplace import Said, stand

CUSTOMERS = {"Acme": "Acme", "ACME": "Acme", "a-1": "Acme", "Beta": "Beta", "beta": "Beta", "Gamma": "Gamma", "Delta": "Delta",
             "Epsilon": "Epsilon", "Nobody Inc": "Nobody Inc", "nobody inc": "Nobody Inc"}  # fmt: skip
"""Every name that is used, with the customer that it means."""
ARR = {"Acme": 400_000.0, "Beta": 100_000.0, "Gamma": 50_000.0, "Epsilon": 25_000.0}
ITEMS, FEEDBACK, HERE, UNDONE = 3, 10, 801, 802


@dataclass(frozen=True)
class Step:
    """Something that is done to some of the feedback, or to a link of an item of the roadmap."""

    what: str
    some: tuple[int, ...]
    item: int
    tag: str
    forward: bool


said = st.builds(
    Said,
    st.sampled_from(["2026-11-01", "2026-10-01T09:00", "2025-01-01"]),
    st.sampled_from([None, *CUSTOMERS]),
    st.lists(st.sampled_from(TAGS), max_size=2, unique=True),
    part=st.sampled_from([0, HERE, HERE, UNDONE]),
    standing=st.sampled_from(["inbox", "archive", "inbox", "out"]),
)
steps = st.builds(
    Step,
    st.sampled_from(
        ["link", "link", "link", "link tag", "link tag", "tag", "merge", "put back", "delete", "finish", "undo", "redo", "read"]
    ),
    st.lists(st.integers(0, FEEDBACK - 1), min_size=1, max_size=3, unique=True).map(tuple),
    st.integers(1, ITEMS),
    st.sampled_from(TAGS),
    st.booleans(),
)
numbers = count(1)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(said, min_size=FEEDBACK, max_size=FEEDBACK), st.lists(steps, max_size=12))
def test_who_is_behind_items_equals_a_count_over_plain_rows(furnished: Path, tmp_path: Path, told: list[Said], done: list[Step]) -> None:
    path = tmp_path / f"{next(numbers)}.prodops"
    shutil.copy(furnished, path)
    with open_workspace(path) as workspace:
        plant = Plant(workspace, tmp_path)
        for title in range(ITEMS):
            plant.item(f"Item {title}")
        ids = plant.said(*told)
        plant.do(lambda store: stand(store, HERE))
        book = plant.book()
        for step in done:
            _do(plant, step, [ids[at] for at in step.some])
            if step.what == "read":
                book = plant.book(book)
        book, plain = plant.book(book), _Plain(plant)
        for item in range(1, ITEMS + 1):
            _compare(plant, book.of(item), plain, item)
        everybody = {CUSTOMERS[name] for item in range(1, ITEMS + 1) for _, name in plain.voices(item) if name}
        assert arr_of(accounts_behind(book.of(item) for item in range(1, ITEMS + 1)).values()) == _arr(everybody)


def _do(plant: Plant, step: Step, items: list[int]) -> None:
    steps: dict[str, Callable[[Store], Any]] = {
        "tag": lambda store: triage.tag_items(store, items, taxonomy.find_tag(store, step.tag).id),
        "merge": lambda store: triage.merge_items(store, items[1:], items[0]),
        "put back": lambda store: triage.put_back(store, items),
        "delete": lambda store: triage.delete_items(store, items),
        "finish": lambda store: triage.finish(store, items),
        "undo": undo.undo,
        "redo": undo.redo,
    }
    try:
        if step.what == "link":
            plant.tie(step.item, "feedback_item", *items, forward=step.forward)
        elif step.what == "link tag":
            plant.tie(step.item, "tag", plant.tag(step.tag), forward=step.forward)
        elif step.what in steps:
            plant.do(steps[step.what])
    except UserError:
        pass  # linked so already, nothing to merge, nothing to undo


class _Plain:
    """The rows that are decided and imported, and nothing that follows from them."""

    def __init__(self, plant: Plant) -> None:
        self.plant = plant
        query = """
            SELECT i.id, a.text, i.kind = 'typed' AND y.id IS NULL, coalesce(t.state, i.standing), coalesce(t.merged_into, i.id),
                i.kind = 'typed' OR i.id IN (SELECT item FROM feedback_place WHERE part IN (SELECT part FROM feedback_batch))
            FROM feedback_item i LEFT JOIN feedback_triage t ON t.item = i.id LEFT JOIN feedback_typed y ON y.item = i.id
            LEFT JOIN name a ON a.id = coalesce(t.account, i.account)
        """
        rows = plant.rows(query)
        self.state = {row[0]: "deleted" if row[2] else row[3] for row in rows}
        self.account, self.root, self.here = ({row[0]: row[at] for row in rows} for at in (1, 4, 5))
        self.tags = plant.rows("SELECT item, tag FROM feedback_tag")

    def voices(self, item: int) -> set[tuple[int, str | None]]:
        """What says what an item is linked to, once for each account, as pairs of the item that it is merged into and its account."""
        links = self.plant.rows("SELECT from_table, from_id, to_table, to_id FROM link")
        far = [(link[2:], link[:2])[link[2:] == ("roadmap_item", item)] for link in links if ("roadmap_item", item) in (link[:2], link[2:])]
        roots = {self.root[record] for table, record in far if table == "feedback_item"}
        wanted = {record for table, record in far if table == "tag"}
        roots |= {one for one, tag in self.tags if tag in wanted and self.root[one] == one}
        needs = {one for one in roots if self.root[one] == one and self.state[one] not in ("out", "deleted")}
        return {
            (root, self.account[one])
            for one, root in self.root.items()
            if root in needs and self.here[one] and self.state[one] != "deleted"
        }


def _compare(plant: Plant, evidence: Any, plain: _Plain, item: int) -> None:
    voices = plain.voices(item)
    times = Counter(CUSTOMERS[name] for _, name in voices if name)
    assert evidence.mentions == len(voices)
    assert {one.name.casefold(): one.mentions for one in evidence.accounts} == {name.casefold(): n for name, n in times.items()}
    assert evidence.arr == _arr(set(times))
    worth = [-1.0 if one.arr is None else one.arr for one in evidence.accounts]
    assert worth == sorted(worth, reverse=True)
    assert evidence.cap == (80 if len(times) > 1 else 50)
    told = plant.read(lambda store: read_told(store, read_ties(store, item).get(item, Ties()), read_customers(store)))
    assert len({one.mention.item for one in told}) == len(told) == len(voices)


def _arr(customers: set[str]) -> float | None:
    known = [ARR[name] for name in customers if name in ARR]
    return fsum(known) if known else None
