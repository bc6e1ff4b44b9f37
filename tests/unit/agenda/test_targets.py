"""Targets: set, changed, taken away and brought back."""

from functools import partial
from pathlib import Path

import pytest

from prodops_desktop.agenda.targets import all_targets, find_target, set_target
from prodops_desktop.errors import UserError
from prodops_desktop.workspace import Workspace, undo


def test_a_target_is_set_changed_and_taken_away(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "a.prodops", create=True) as workspace:
        for value in (38.0, 40.5, None):
            changes = workspace.run(partial(set_target, metric="nps", title="NPS", value=value)).result()
            with workspace.reading() as store:
                assert find_target(store, "nps") == value
        assert changes.label == "Remove target of NPS"
        workspace.run(undo.undo).result()
        with workspace.reading() as store:
            assert all_targets(store) == {"nps": 40.5}


@pytest.mark.parametrize(
    ("value", "said"), [(18_500_000, "18,500,000"), (12345678.1, "12,345,678.1"), (-0.00004, "−0.00004"), (38.0, "38")]
)
def test_the_step_names_a_target_in_full(tmp_path: Path, value: float, said: str) -> None:
    with Workspace.open(tmp_path / "a.prodops", create=True) as workspace:
        assert workspace.run(partial(set_target, metric="arr", title="ARR", value=value)).result().label == f"Set target of ARR to {said}"


def test_a_target_is_a_plain_number(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "a.prodops", create=True) as workspace:
        with pytest.raises(UserError, match="plain number"):
            workspace.run(lambda store: set_target(store, "nps", "NPS", float("inf"))).result()
        with workspace.reading() as store:
            assert all_targets(store) == {}
