"""Any sequence of edits, imports, undo, redo and going back equals a model that knows nothing of images, and undoes to the start."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, Phase
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from prodops_desktop.areas import TAKERS
from prodops_desktop.datasets.checking import check
from prodops_desktop.datasets.importing import stage_file, store_staged
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.datasets.request import ImportRequest
from prodops_desktop.datasets.taking import Taking
from prodops_desktop.errors import UserError
from prodops_desktop.workspace import Store, undo
from prodops_desktop.workspace.tracking import tracked_tables
from tests.any_edit import EDITS
from tests.new_workspace import new_workspace
from tests.small_sheets import SHEETS, write_sheet
from tests.standing import Standing, decided, differences
from tests.unit.sheets_here import staging_here

Key = tuple[str, str]
Row = tuple[str, ...]
Changes = dict[Key, tuple[Row | None, Row | None]]
"""Rows by table and id, each as it was before and after."""

_Seeds = st.integers(0, 2**32)


@dataclass
class _Step:
    """A step of the operator: where it stands in her order, what it changed, and of a going back which steps it put in effect or out."""

    order: tuple[int, bool, int]
    changes: Changes
    effect_before: list[int] = field(default_factory=list)
    effect_after: list[int] = field(default_factory=list)


@dataclass
class _Moment:
    """What stood after a step of the file, and which steps of the operator were in effect, in the order in which they took it."""

    standing: Standing
    effect: list[int]


class AnySequence(RuleBasedStateMachine):
    """Does to a workspace whatever can be done, and to a model the same: what stood after each step, and what each changed."""

    folder: Path
    back_at_the_start = 0
    """How many sequences were undone to where they began, with a sound file."""

    @initialize(seed=_Seeds)
    def begin(self, seed: int) -> None:
        place = self.folder / f"{len(list(self.folder.iterdir()))}"
        place.mkdir()
        self.sheets = place
        self.workspace = open_workspace(new_workspace(place / "a.prodops"))
        with self.workspace.reading() as store:
            self.tables = tracked_tables(store.db)
            self.moments = {0: _Moment(decided(store), [])}
        self.steps: dict[int, _Step] = {}
        self.undone: list[int] = []
        self.is_straight = True  # whether all came in one row: nothing was undone alone, and nothing changed while a sheet was read
        for sheet in ("Notes", "Roadmap"):
            self.bring(sheet, seed, [])

    @property
    def now(self) -> _Moment:
        return self.moments[max(self.moments)]

    @rule(name=st.sampled_from(sorted(EDITS)), seed=_Seeds)
    def edit(self, name: str, seed: int) -> None:
        after = max(self.moments)
        with suppress(UserError):
            self.workspace.run(lambda store: EDITS[name](store, Random(seed))).result()
        self._came(lambda id_: (after, True, id_))

    @rule(name=st.sampled_from(sorted(SHEETS)), seed=_Seeds, meanwhile=st.lists(st.sampled_from((*EDITS, "undo", "redo")), max_size=2))
    def bring(self, name: str, seed: int, meanwhile: list[str]) -> None:
        path, kind = write_sheet(self.sheets, name, Random(seed)), SHEETS[name][0]
        staged = stage_file(self.workspace, ImportRequest(path, kind=kind, again=True))
        for what in meanwhile:
            self.is_straight = False
            turn = {"undo": self.undo_the_last, "redo": self.redo}.get(what, partial(self.edit, what, seed))
            turn()
        taker = TAKERS.get(kind)
        store_staged(self.workspace, staged, taking=Taking(taker) if taker else None)
        with self.workspace.reading() as store:
            begun = store.db.execute("SELECT started_after FROM change ORDER BY id DESC LIMIT 1").fetchone()[0]
        assert begun in (staged.started_after, max(self.moments))
        self._came(lambda id_: (begun, False, id_))

    @rule()
    def undo_the_last(self) -> None:
        root = max(self.now.effect, key=lambda step: self.steps[step].order, default=None)
        if root is None:
            with pytest.raises(UserError, match="nothing to undo"):
                self.workspace.run(undo.undo).result()
        else:
            self._turn(undo.undo, root, back=True, must=self.is_straight)

    @precondition(lambda self: len(self.now.effect) > 1)
    @rule(seed=_Seeds)
    def undo_one_alone(self, seed: int) -> None:
        root = Random(seed).choice(self.now.effect)
        self.is_straight &= root == self.now.effect[-1]
        self._turn(lambda store: undo.undo_change(store, root), root, back=True, must=self.is_straight)

    @rule()
    def redo(self) -> None:
        if not self.undone:
            with pytest.raises(UserError, match="nothing to redo"):
                self.workspace.run(undo.redo).result()
        else:
            self._turn(undo.redo, self.undone[-1], back=False, must=True)

    @rule(seed=_Seeds)
    def go_back(self, seed: int) -> None:
        target = Random(seed).choice(sorted(self.moments))
        before, wanted = self.now, self.moments[target]
        going = self.workspace.run(lambda store: undo.go_back(store, target))
        found = self._found() if (error := going.exception()) is None else before.standing
        assert not differences(wanted.standing, found)
        if error is not None:
            assert "stands as it did then" in str(error)
            self._expect(found)
            return
        changes, after = going.result(), max(self.moments)
        self.steps[changes.id] = _Step(
            (after, True, changes.id), self._changes(before.standing, found), before.effect, [*wanted.effect, changes.id]
        )
        self.moments[changes.id] = _Moment(found, [*wanted.effect, changes.id])
        self.undone.clear()

    def teardown(self) -> None:
        if hasattr(self, "workspace"):
            with self.workspace:
                self._undo_to_the_start()
                assert check(self.workspace) == []
            type(self).back_at_the_start += 1

    def _undo_to_the_start(self) -> None:
        """Step by step, and where steps that did not come in one row stand in each other's way by going back."""
        while self.now.effect:
            count = len(self.moments)
            self.undo_the_last()
            if len(self.moments) == count:
                with suppress(UserError):  # it may be the start already, made in another way
                    self.workspace.run(lambda store: undo.go_back(store, 0)).result()
                break
        self._expect(self.moments[0].standing)

    def _came(self, order: Callable[[int], tuple[int, bool, int]]) -> None:
        """A step of the operator came, or none where what she wanted can't be or changes nothing."""
        before, found = self.now, self._found()
        with self.workspace.reading() as store:
            position = store.position()
        if position in self.moments:
            assert not differences(before.standing, found)
            return
        effect = [*before.effect, position]
        self.steps[position] = _Step(order(position), self._changes(before.standing, found), before.effect, effect)
        self.moments[position] = _Moment(found, effect)
        self.undone.clear()

    def _turn(self, turn: Callable[[Store], object], root: int, *, back: bool, must: bool) -> None:
        """Undo or redo a step; one that ``must`` can be. Others may be refused, but never change anything but their own rows."""
        before, step = self.now, self.steps[root]
        try:
            self.workspace.run(turn).result()
        except UserError:
            assert not must
            self._expect(before.standing)
            return
        found = self._found()
        rows = self._rows(before.standing)
        for key, (was, then) in step.changes.items():
            here, there = (then, was) if back else (was, then)
            assert rows.get(key) == here, "it changed a row that others changed since"
            rows.pop(key, None)
            if there is not None:
                rows[key] = there
        assert rows == self._rows(found)
        with self.workspace.reading() as store:
            self.moments[store.position()] = _Moment(found, self._effect(before.effect, root, step, back=back))
        self.undone = [one for one in self.undone if one != root] + [root] * back

    @staticmethod
    def _effect(effect: list[int], root: int, step: _Step, *, back: bool) -> list[int]:
        """Which steps are in effect once one was undone or redone, which may have put others in effect or out."""
        here, there = (step.effect_after, step.effect_before) if back else (step.effect_before, step.effect_after)
        gone, come = {*here, root} - {*there}, [one for one in there if one not in here]
        return [one for one in effect if one not in gone] + [one for one in come if one not in effect]

    def _expect(self, standing: Standing) -> None:
        assert not differences(standing, self._found())

    def _found(self) -> Standing:
        with self.workspace.reading() as store:
            return decided(store)

    def _rows(self, standing: Standing) -> dict[Key, Row]:
        return {(table, row[0]): row for table in self.tables for row in standing[table]}

    def _changes(self, before: Standing, after: Standing) -> Changes:
        was, then = self._rows(before), self._rows(after)
        return {key: (was.get(key), then.get(key)) for key in was.keys() | then.keys() if was.get(key) != then.get(key)}


def test_any_sequence_of_steps_equals_a_model_and_undoes_to_the_start(tmp_path: Path) -> None:
    AnySequence.folder = tmp_path
    settings = hypothesis_settings(
        max_examples=14,
        stateful_step_count=16,
        phases=[Phase.generate],  # to make a failing sequence shorter took it five minutes
        report_multiple_bugs=False,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )
    with staging_here():
        run_state_machine_as_test(AnySequence, settings=settings)
    assert AnySequence.back_at_the_start >= settings.max_examples
