"""The one thread that owns the writing connection: edits in turn, bulk work in short steps between them."""

import itertools
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from queue import PriorityQueue
from typing import Any, NamedTuple

from prodops_desktop.errors import UserError
from prodops_desktop.workspace.store import Store

_EDIT, _BULK, _STOP = 0, 1, 2
_ENDED = object()

Steps = Iterator[None]


class _Task(NamedTuple):
    priority: int
    order: int
    """No two are the same, so that nothing behind it is compared."""
    call: Callable[[Store], Any]
    future: "Future[Any]"


class Writer:
    """Runs what is posted to it, one after the other, on its own thread.

    An edit waits for at most the one bulk step that is running. Bulk jobs take turns; each of their steps is a transaction.
    ``before`` runs ahead of each and may refuse it, ``after`` once each has ended, whatever came of it; ``explained`` turns what befell
    the file into a sentence.
    """

    def __init__(
        self,
        store: Store,
        before: Callable[[Store], None],
        after: Callable[[], None],
        explained: Callable[[BaseException], BaseException],
    ) -> None:
        self._before = before
        self._after = after
        self._explained = explained
        self._queue: PriorityQueue[_Task] = PriorityQueue()
        self._order = itertools.count()
        self._gate = threading.Lock()
        self._stopped = False
        self._thread = threading.Thread(target=self._work, args=(store,), name="workspace writer", daemon=True)
        self._thread.start()

    def run(self, change: Callable[[Store], Any]) -> "Future[Any]":
        """Run ``change`` before all waiting bulk steps; its result or exception is in the future."""
        return self._post(_EDIT, change)

    def bulk(self, steps: Callable[[Store], Steps]) -> "Future[None]":
        """Run the steps of an iterator, each in a transaction of its own that is at most about 20 ms long."""
        future: Future[None] = Future()

        def begin(store: Store) -> None:
            self._step(store, steps(store), future)

        self._pass_refusal(self._post(_BULK, begin), future)
        return future

    def look(self, call: Callable[[Store], Any]) -> "Future[Any]":
        """Run what only reads from the writing connection, also while changes are refused."""
        return self._post(_BULK, call)

    def stop(self, last: Callable[[Store], None]) -> None:
        """Finish what is queued, run ``last`` and end the thread; what is posted from then on is refused."""
        with self._gate:
            future = self._queued(_STOP, last)
            self._stopped = True
        future.result()
        self._thread.join()

    def _post(self, priority: int, call: Callable[[Store], Any]) -> "Future[Any]":
        with self._gate:
            if not self._stopped:
                return self._queued(priority, call)
        refused: Future[Any] = Future()
        refused.set_exception(UserError("The workspace was closed meanwhile, so nothing was changed in it."))
        return refused

    def _queued(self, priority: int, call: Callable[[Store], Any]) -> "Future[Any]":
        future: Future[Any] = Future()
        self._queue.put(_Task(priority, next(self._order), call, future))
        return future

    def _work(self, store: Store) -> None:
        while True:
            task = self._queue.get()
            if not task.future.set_running_or_notify_cancel():
                continue
            try:
                if task.priority == _EDIT:
                    self._before(store)
                try:
                    result = task.call(store)
                finally:
                    self._after()
            except BaseException as error:  # noqa: BLE001 - it is raised again where the future is read
                task.future.set_exception(self._explained(error))
            else:
                task.future.set_result(result)
            if task.priority == _STOP:
                return

    def _step(self, store: Store, steps: Steps, future: "Future[None]") -> None:
        try:
            self._before(store)
            store.db.execute("BEGIN IMMEDIATE")
            ended = next(steps, _ENDED) is _ENDED
            store.db.execute("COMMIT")
        except BaseException as error:  # noqa: BLE001 - it is raised again where the future is read
            if store.db.in_transaction:
                store.db.execute("ROLLBACK")
            future.set_exception(self._explained(error))
            return
        if ended:
            future.set_result(None)
            return
        self._pass_refusal(self._post(_BULK, lambda later: self._step(later, steps, future)), future)

    @staticmethod
    def _pass_refusal(posted: "Future[Any]", future: "Future[None]") -> None:
        """A step that was refused because the workspace is closed ends the whole job."""

        def pass_on(ended: "Future[Any]") -> None:
            if (refusal := ended.exception()) is not None and not future.done():
                future.set_exception(refusal)

        posted.add_done_callback(pass_on)
