"""Names beside a workspace: whole where they fit, cut where they would not, the same each time, and never those of another workspace."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prodops_desktop.datasets.staging import leftover_files, new_file
from prodops_desktop.workspace.beside import LONGEST_NAME, beside

_ENDINGS = (".backups", ".damaged-20261128-012233", ".staging-4194304-0123abcd")
_CHARACTERS = st.characters(exclude_characters="/\0", exclude_categories=["Cs"])
NAMES = st.text(_CHARACTERS, min_size=1, max_size=250).filter(
    lambda name: len(os.fsencode(name)) <= LONGEST_NAME and name not in {".", ".."}
)


def test_a_name_that_fits_stays_whole() -> None:
    assert beside(Path("/data/northwind.prodops"), ".backups") == Path("/data/northwind.prodops.backups")


@given(NAMES, NAMES, st.sampled_from(_ENDINGS))
def test_any_name_leaves_room_for_a_journal_and_stays_its_own(name: str, other: str, ending: str) -> None:
    made = beside(Path("/data") / name, ending)
    assert made.parent == Path("/data")
    assert made.name.endswith(ending)
    assert len(os.fsencode(made.name + "-journal")) <= 255
    assert made == beside(Path("/data") / name, ending)
    assert (made == beside(Path("/data") / other, ending)) == (name == other)


@pytest.mark.parametrize("name", ["a" * 250, "é" * 125, "📦" * 62, "a" + "📦" * 62])
def test_the_longest_names_are_cut_between_characters(name: str) -> None:
    made = beside(Path(name), ".backups").name
    kept, _, digest = made.removesuffix(".backups").partition("~")
    assert name.startswith(kept)
    assert len(digest) == 12
    assert beside(Path(name), ".backups") != beside(Path(name[:-1] + "b"), ".backups")


@pytest.mark.parametrize("name", ["a.prodops", "b" * 242 + ".prodops"])
def test_staging_files_are_found_again_and_nothing_else_is(tmp_path: Path, name: str) -> None:
    workspace = tmp_path / name
    staged = new_file(workspace)
    journal = staged.with_name(staged.name + "-journal")
    like_one = beside(workspace, ".staging-1-notes.prodops")
    of_another = new_file(tmp_path / f"{name[:-1]}S")
    for path in (staged, journal, like_one, of_another):
        path.touch()
    assert leftover_files(workspace) == [staged, journal]
