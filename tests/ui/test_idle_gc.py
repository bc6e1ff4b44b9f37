"""Rings of forgotten objects are searched for on the window's thread, in its pauses, and never by Python in between."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from prodops_desktop.ui.idle_gc import IdleCollector


class Ring:
    """Holds itself."""

    def __init__(self) -> None:
        self.own = self


@pytest.fixture
def collector(qapp: QApplication) -> Iterator[IdleCollector]:
    """One that found the program at rest before; its timer is left to the test."""
    gc.collect()
    made = IdleCollector(lambda: False, lambda: None, qapp)
    for timer in made.findChildren(QTimer):
        timer.stop()
    made.look()
    made.look()
    yield made
    made.stop()
    made.deleteLater()


def rings(count: int) -> weakref.ref[Ring]:
    """Forget so many rings; returns one of them as long as it is there."""
    made = [Ring() for _ in range(count)]
    return weakref.ref(made[0])


def test_it_waits_for_a_pause(collector: IdleCollector) -> None:
    forgotten = rings(20_000)
    collector.look()
    assert forgotten() is not None, "so many new objects since the last look: something goes on"
    collector.look()
    assert forgotten() is None


def test_it_waits_while_work_is_under_way(qapp: QApplication) -> None:
    busy = [False]
    collector = IdleCollector(lambda: busy[0], lambda: None, qapp)
    collector.look()
    collector.look()
    busy[0] = True
    forgotten = rings(20_000)
    for _ in range(3):
        collector.look()
    assert forgotten() is not None
    busy[0] = False
    collector.look()
    assert forgotten() is None
    collector.stop()
    collector.deleteLater()


def test_a_few_rings_are_not_worth_a_search(collector: IdleCollector) -> None:
    collector.look()
    forgotten = rings(100)
    for _ in range(5):
        collector.look()
    assert forgotten() is not None


def test_it_does_not_wait_for_ever(collector: IdleCollector) -> None:
    forgotten = rings(520_000)
    collector.look()
    assert forgotten() is None, "half a million are searched whatever goes on"


def test_python_never_searches_meanwhile_on_any_thread(collector: IdleCollector) -> None:
    searches: list[dict[str, int]] = []
    gc.callbacks.append(lambda phase, info: searches.append(info))
    try:
        reader = threading.Thread(target=rings, args=(50_000,))
        reader.start()
        reader.join()
        rings(50_000)
        assert not searches
        collector.look()
        collector.look()
        assert searches
    finally:
        gc.callbacks.pop()


def test_what_the_program_is_made_of_is_never_searched(collector: IdleCollector) -> None:
    assert gc.get_freeze_count() > 10_000
    frozen = gc.get_freeze_count()
    rings(10_000)
    collector.look()
    collector.look()
    assert gc.get_freeze_count() <= frozen, "what came later is no part of it"


def test_what_goes_with_a_workspace_is_searched_once_another_one_is_open(qapp: QApplication) -> None:
    place = ["first"]
    collector = IdleCollector(lambda: False, lambda: place[0], qapp)
    page = Ring()
    pages = weakref.ref(page)
    for _ in range(2):
        collector.look()
    del page
    for _ in range(3):
        collector.look()
    assert pages() is not None, "it was set aside with all the rest"
    place[0] = "second"
    collector.look()
    assert pages() is None
    assert gc.get_freeze_count() > 10_000, "and what is left is set aside again"
    collector.stop()
    collector.deleteLater()


def test_afterwards_python_does_it_again(qapp: QApplication) -> None:
    collector = IdleCollector(lambda: False, lambda: None, qapp)
    assert not gc.isenabled()
    collector.stop()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
    collector.deleteLater()
