"""The book of evidence is read anew only where something changed that it rests on."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from prodops_desktop.datasets.store import rename_dataset
from prodops_desktop.experiments.model import Reading
from prodops_desktop.experiments.readings import save_reading
from prodops_desktop.feedback import taxonomy, triage
from prodops_desktop.roadmap.model import USAGE, Reach
from prodops_desktop.roadmap.store import find_item, save_item
from prodops_desktop.workspace import Store, links, undo
from prodops_desktop.workspace.links import End
from tests.unit.answers.workplace import BETTER, EXPORT, PDF, WORSE, Plant
from tests.unit.feedback.needs.workplace import Said


@pytest.fixture
def items(plant: Plant) -> tuple[int, int]:
    """Two items: one with a tag and a test, one with an item of feedback."""
    one, other = plant.item(), plant.item("Another")
    plant.said(Said("2026-11-01", "Acme", [EXPORT]), Said("2026-11-01", "Beta", [PDF]))
    plant.tie(one, "tag", plant.tag(EXPORT))
    plant.tie(one, "experiment", plant.experiment(BETTER))
    plant.tie(other, "feedback_item", *plant.said(Said("2026-11-02", "Gamma")))
    return one, other


def test_the_same_book_while_nothing_changed(plant: Plant, items: tuple[int, int]) -> None:
    book = plant.book()
    assert plant.book(book) is book


def test_what_the_roadmap_itself_changes_is_no_reason_to_read_anew(plant: Plant, items: tuple[int, int]) -> None:
    book = plant.book()
    plant.do(lambda store: save_item(store, find_item(store, items[0])))
    plant.item("New")
    plant.settle("company", "Northwind")
    plant.do(lambda store: taxonomy.save_tag(store, {"name": "Renamed"}, plant.tag(PDF)))
    assert plant.book(book) is book


def test_after_a_link_only_its_item_is_read_anew(plant: Plant, items: tuple[int, int]) -> None:
    one, other = items
    book = plant.book()
    plant.tie(one, "tag", plant.tag(PDF))
    after = plant.book(book)
    assert [behind.name for behind in after.of(one).accounts] == ["Acme", "Beta"]
    assert after.of(other) is book.of(other)
    assert [behind.name for behind in book.of(one).accounts] == ["Acme"]
    plant.do(undo.undo)
    assert plant.book(after).of(one) == book.of(one)


def test_after_a_reach_only_its_item_is_read_anew(plant: Plant, items: tuple[int, int]) -> None:
    one, other = items
    plant.bring("usage.csv", "Week,Account,Active users\n2026-11-16,Acme,12\n", "usage_summary", name="Use", as_of="2026-11-22")
    book = plant.book()

    def count(store: Store) -> None:
        save_item(store, replace(find_item(store, other), reach=Reach(12, "users", USAGE, "Use")))

    plant.do(count)
    after = plant.book(book)
    assert (after.of(other).cap, book.of(other).cap) == (80, 50)
    assert after.of(one) is book.of(one)


def _unlink(store: Store, item: int) -> object:
    return links.unlink(store, links.links_of(store, End("roadmap_item", item))[0].id)


CHANGES: dict[str, Callable[[Plant, int, int], object]] = {
    "an item of feedback is tagged": lambda plant, one, other: plant.said(Said("2026-11-02", "Epsilon", [EXPORT])),
    "an item of feedback is deleted": lambda plant, one, other: plant.do(partial(triage.delete_items, items=[3])),
    "a tag is deleted": lambda plant, one, other: plant.do(partial(taxonomy.delete_tag, tag=plant.tag(EXPORT))),
    "a test is read again": lambda plant, one, other: plant.do(lambda store: save_reading(store, 1, Reading(0, date(2026, 11, 1), WORSE))),
    "a link is removed": lambda plant, one, other: plant.do(partial(_unlink, item=one)),
    "a list of accounts comes": lambda plant, one, other: plant.bring(
        "more.csv", "Account ID,Account,ARR\nA-1,Acme,1\nA-3,Gamma,2\n", "accounts", name="More", as_of="2026-11-23"
    ),
    "a cap is set": lambda plant, one, other: plant.settle("roadmap_cap_experiment", "90"),
    "today is another day": lambda plant, one, other: plant.settle("today", "2027-01-02"),
    "a dataset is renamed": lambda plant, one, other: plant.do(lambda store: rename_dataset(store, plant.dataset("Accounts"), "Customers")),
}


@pytest.mark.parametrize("what", CHANGES)
def test_it_is_read_anew_after(plant: Plant, items: tuple[int, int], what: str) -> None:
    book = plant.book()
    CHANGES[what](plant, *items)
    after, fresh = plant.book(book), plant.book()
    assert after is not book
    for item in items:
        assert after.of(item) == fresh.of(item)
    assert plant.book(after) is after
