"""Runs work on threads beside the window, and hands what comes of it to those who still wait for it."""

import functools
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Signal

from prodops_desktop.errors import Cancelled, UserError
from prodops_desktop.ui.job_log import JobLog, JobRecord
from prodops_desktop.ui.jobs import CANCELLED, DONE, FAILED, RUNNING, Action, Failed, Job, JobControl, Line, Mailbox, Result
from prodops_desktop.ui.texts import tr


class Runner(QObject):
    """Runs work on threads and hands what comes of it to callbacks on the thread of the window.

    A callback is not called once a widget that it belongs to, or closes over, is gone.
    """

    said = Signal(object)
    """A :class:`Line` for the strip, or None to take it away."""
    jobs_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.jobs: list[Job] = []
        self._mailbox = Mailbox(self)
        self._workers = ThreadPoolExecutor(3, thread_name_prefix="job")
        self._waiting = 0
        self._closing = False
        self.log = JobLog(self)
        self.said.connect(self.log.say)

    @property
    def busy(self) -> bool:
        """Whether reads, edits or jobs are still under way."""
        return bool(self._waiting or self.jobs)

    def start(
        self, title: str, work: Callable[[JobControl], Result], done: Callable[[Result], object] | None = None, failed: Failed | None = None
    ) -> Job:
        """Begin long work on a thread; the status bar shows it with Cancel. A cancelled job calls ``failed`` with Cancelled."""
        job = Job(title, self)

        def run() -> Result:
            if job.control.cancelled.is_set():
                raise Cancelled
            job.control.report(0, None, "")
            return work(job.control)

        self.jobs.append(job)
        job.future = future = self._workers.submit(run)
        self.jobs_changed.emit()
        self.follow(future, done, failed, job=job)
        return job

    def show_passing(self, title: str, cancel: Callable[[], object]) -> Job:
        """Have the status bar show work that a read does, until :meth:`end_passing`; its Cancel calls ``cancel``."""
        job = Job(title, self)
        job.passing, job.state = True, RUNNING
        job.changed.connect(lambda: cancel() if job.cancelling else None)
        self.jobs.append(job)
        self.jobs_changed.emit()
        return job

    def end_passing(self, job: Job) -> None:
        """That work has ended."""
        self.jobs.remove(job)
        job.end(DONE)
        self.jobs_changed.emit()
        job.deleteLater()

    def ask(self, work: Callable[[], Result], done: Callable[[Result], object], failed: Failed | None = None) -> None:
        """Ask something that may take a moment, such as the keyring of the system, on a thread."""
        self.follow(self._workers.submit(work), done, failed)

    def problem(self, text: str, *, actions: tuple[Action, ...] = ()) -> None:
        """Say what went wrong and what to do."""
        self.said.emit(Line("bad", text, actions))

    def tell_failure(self, error: Exception) -> None:
        """Say how work ended that did not come to its end, as where nobody else takes that upon himself."""
        if isinstance(error, Cancelled):
            self.said.emit(Line("note", tr("Cancelled. Everything is as it was before.")))
        else:
            self.problem(str(error))

    def close(self) -> None:
        """Cancel what runs and wait for it."""
        self._closing = True
        for job in self.jobs:
            job.control.cancelled.set()
        self._workers.shutdown(wait=True, cancel_futures=True)

    def follow(
        self,
        future: "Future[Result]",
        done: Callable[[Result], object] | None,
        failed: Failed | None,
        *,
        job: Job | None = None,
        wanted: Callable[[], bool] = lambda: True,
    ) -> None:
        """Call ``done`` or ``failed`` on the thread of the window when ``future`` ends and the answer is still ``wanted``."""
        self._waiting += 1

        def deliver(ended: "Future[Result]") -> None:
            self._waiting -= 1
            self._deliver(ended, done if wanted() else None, failed if wanted() else _ignore, job)

        # nothing that the future keeps may hold it: such a ring would keep its result, maybe all of a page, until rings are searched for
        future.add_done_callback(lambda ended: self._mailbox.post(functools.partial(deliver, ended)))

    def noted(self, result: object) -> None:
        """Look at what an edit or a job brought, before its callback is called."""

    def explained(self, error: BaseException) -> UserError | None:
        """What befell the file or its disk, as a sentence; None for what is wrong in the program itself."""
        del error
        return None

    def _deliver(self, future: "Future[Any]", done: Callable[[Any], object] | None, failed: Failed | None, job: Job | None) -> None:
        try:
            self._hand_over(future, done, failed, job)
        finally:
            self.log.end()

    def _hand_over(self, future: "Future[Any]", done: Callable[[Any], object] | None, failed: Failed | None, job: Job | None) -> None:
        try:
            result = future.result()
        except CancelledError:
            self._end(job, CANCELLED)
            if job is not None and not self._closing:
                self._fail(Cancelled(), failed)
        except (UserError, Cancelled) as error:
            self._end(job, CANCELLED if isinstance(error, Cancelled) else FAILED)
            self._fail(error, failed)
        except BaseException as error:
            self._end(job, FAILED)
            known = self.explained(error)
            if known is not None:
                self._fail(known, failed)
                return
            if failed is not None:  # what waits for an answer must not wait for good; the error itself is told by the program
                self._fail(UserError(tr("That did not work because of an error in the program. Try again.")), failed)
            raise
        else:
            self._end(job, DONE)
            self.noted(result)
            if done is not None and _lives(done):
                done(result)

    def _fail(self, error: Exception, failed: Failed | None) -> None:
        if failed is not None:
            if _lives(failed):
                failed(error)
        else:
            self.tell_failure(error)

    def _end(self, job: Job | None, state: str) -> None:
        if job is not None:
            self.jobs.remove(job)
            if job.title:
                self.log.begin(JobRecord(job.title, state, job.begun, text=job.how_far if state == DONE else ""))
            job.end(state)
            self.jobs_changed.emit()
            job.deleteLater()


def _ignore(_: Exception) -> None:
    """A dropped answer has nobody to tell."""


def _lives(callback: Callable[..., Any]) -> bool:
    """Whether every widget that the callback belongs to, or closes over, still exists."""
    inner = callback.func if isinstance(callback, functools.partial) else callback
    owner = getattr(inner, "__self__", None)
    cells = getattr(inner, "__closure__", None) or ()
    held = [owner, *map(_content, cells)]
    return all(shiboken6.isValid(thing) for thing in held if isinstance(thing, QObject))


def _content(cell: Any) -> object:
    try:
        return cell.cell_contents
    except ValueError:  # it is empty
        return None
