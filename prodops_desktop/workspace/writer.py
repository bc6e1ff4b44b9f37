"""The one thread that owns the writing connection: edits in turn, bulk work in short steps between them."""

import itertools
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from queue import PriorityQueue
from typing import Any

from prodops_desktop.workspace.store import Store

_EDIT, _BULK, _STOP = 0, 1, 2

Steps = Iterator[None]


@dataclass(order=True)
class _Task:
    priority: int
    order: int
    call: Callable[[Store], Any] = field(compare=False)
    future: "Future[Any]" = field(compare=False)


class Writer:
    """Runs what is posted to it, one after the other, on its own thread.

    An edit waits for at most the one bulk step that is running. Bulk jobs take turns; each of their steps is a transaction.
    """

    def __init__(self, open_store: Callable[[], Store]) -> None:
        self._queue: PriorityQueue[_Task] = PriorityQueue()
        self._order = itertools.count()
        self._ready: Future[Store] = Future()
        self._thread = threading.Thread(target=self._work, args=(open_store,), name="workspace writer", daemon=True)
        self._thread.start()
        try:
            self._ready.result()
        except BaseException:
            self._thread.join()
            raise

    def run(self, change: Callable[[Store], Any]) -> "Future[Any]":
        """Run ``change`` before all waiting bulk steps; its result or exception is in the future."""
        return self._post(_EDIT, change)

    def bulk(self, steps: Callable[[Store], Steps]) -> "Future[None]":
        """Run the steps of an iterator, each in a transaction of its own that is at most about 20 ms long."""
        future: Future[None] = Future()

        def begin(store: Store) -> None:
            self._step(store, steps(store), future)

        self._post(_BULK, begin)
        return future

    def stop(self, last: Callable[[Store], None]) -> None:
        """Finish what is queued, run ``last`` and end the thread."""
        self._post(_STOP, last).result()
        self._thread.join()

    def _post(self, priority: int, call: Callable[[Store], Any]) -> "Future[Any]":
        future: Future[Any] = Future()
        self._queue.put(_Task(priority, next(self._order), call, future))
        return future

    def _work(self, open_store: Callable[[], Store]) -> None:
        try:
            store = open_store()
        except BaseException as error:  # noqa: BLE001 - it is raised again where the workspace is opened
            self._ready.set_exception(error)
            return
        self._ready.set_result(store)
        while True:
            task = self._queue.get()
            try:
                result = task.call(store)
            except BaseException as error:  # noqa: BLE001 - it is raised again where the future is read
                task.future.set_exception(error)
            else:
                task.future.set_result(result)
            if task.priority == _STOP:
                return

    def _step(self, store: Store, steps: Steps, future: "Future[None]") -> None:
        try:
            store.db.execute("BEGIN IMMEDIATE")
            next(steps)
            store.db.execute("COMMIT")
        except StopIteration:
            store.db.execute("COMMIT")
            future.set_result(None)
        except BaseException as error:  # noqa: BLE001 - it is raised again where the future is read
            if store.db.in_transaction:
                store.db.execute("ROLLBACK")
            future.set_exception(error)
        else:
            self._post(_BULK, lambda again: self._step(again, steps, future))
