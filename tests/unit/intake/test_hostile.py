"""Each way in which a file can be hard ends as it was written down: its cells, or a sentence."""

import sys
from pathlib import Path

import pytest

from prodops_desktop.intake.inspecting import inspect_files
from prodops_desktop.intake.readers.opening import Opening
from tests.data.hostile_outcomes import OUTCOMES
from tests.data.make_hostile import FOLDER

from .judging import differences, told_of

IN_THIS_PROCESS = [name for name, outcome in OUTCOMES.items() if not outcome.kills]
IN_A_CHILD = [name for name, outcome in OUTCOMES.items() if outcome.kills]


def test_every_hard_file_has_an_expected_outcome_and_all_are_small() -> None:
    files = sorted(FOLDER.iterdir())
    assert [file.name for file in files] == sorted(OUTCOMES)
    assert sum(file.stat().st_size for file in files) < 1_000_000


@pytest.mark.parametrize("name", IN_THIS_PROCESS)
def test_a_hard_file_ends_as_expected(name: str) -> None:
    outcome = OUTCOMES[name]
    assert differences(FOLDER / name, outcome, told_of(FOLDER / name, outcome)) == []


@pytest.mark.skipif(sys.platform == "darwin", reason="there the parent watches the memory, and a child is faster than its look")
def test_files_that_kill_their_reader_end_in_a_sentence_and_the_next_one_goes_on() -> None:
    names = [*IN_A_CHILD, "old.xls"]
    found = list(inspect_files([FOLDER / name for name in names], 300, opening=Opening()))
    assert [Path(told["file"]).name for told in found] == names
    for name, told in zip(names, found, strict=True):
        assert differences(FOLDER / name, OUTCOMES[name], told) == [], name
