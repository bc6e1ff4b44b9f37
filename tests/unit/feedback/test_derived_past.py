"""How feedback stood at every past moment, as it is derived anew, equals what triggers had kept up by then."""

from contextlib import ExitStack
from datetime import datetime
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis.stateful import initialize, invariant

from prodops_desktop.workspace import Store
from tests.unit.feedback.test_derived import Decisions
from tests.unit.workspace.anything import ticking

_HERE = "(part = 0 OR part IN (SELECT part FROM feedback_batch))"


class Remembered(Decisions):
    """Random decisions, of which every state is looked up again in the end."""

    @initialize()
    def begin(self) -> None:
        self.stack = ExitStack()
        self.clock = self.stack.enter_context(ticking())
        self.seen: list[tuple[datetime, list[set[Any]]]] = []
        super().begin()

    @invariant()
    def remember(self) -> None:
        if hasattr(self, "workspace"):
            with self.workspace.reading() as store:
                self.seen.append((self.clock[0], _derived(store)))

    def teardown(self) -> None:
        try:
            if hasattr(self, "workspace"):
                with self.workspace.reading() as store:
                    for moment, then in self.seen:
                        with store.as_of(moment) as past:
                            assert _derived(past) == then
        finally:
            super().teardown()
            if hasattr(self, "stack"):
                self.stack.close()


def _derived(store: Store) -> list[set[Any]]:
    queries = (
        f"SELECT item, state, until, at, channel, account, importance, root, counts FROM feedback_now WHERE {_HERE}",
        f"SELECT tag, account, item, at, channel, importance FROM feedback_mention WHERE {_HERE}",
        "SELECT item FROM feedback_now WHERE part <> 0 AND part NOT IN (SELECT part FROM feedback_batch)",
        "SELECT id FROM feedback_item",
    )
    return [{tuple(row) for row in store.db.execute(query)} for query in queries]


TestRemembered = Remembered.TestCase
TestRemembered.settings = settings(
    max_examples=8, stateful_step_count=12, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def test_an_item_of_two_imports_was_there_with_the_one_that_stood() -> None:
    machine = Remembered()
    machine.begin()
    for part in (901, 902, 901):  # the first one comes, the second one, and the first one goes
        machine.bring_or_take_back_an_import(part)
        machine.remember()
    assert [len(then[0]) for _, then in machine.seen] == [6, 7, 5], "the two that were typed, and four or three of each import"
    machine.teardown()
