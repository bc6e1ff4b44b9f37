"""Big files are written and deleted in portions, each on the disk before the next one begins."""

import os
from itertools import pairwise
from pathlib import Path

import pytest

from prodops_desktop.work import disk
from prodops_desktop.work.disk import Portions, take_away

PORTION = 1000
SIZES = (0, 1, 999, 1000, 1001, 2000, 12_345)


@pytest.fixture
def brought(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The size of the file at each time that it is brought to the disk, where a portion is a kilobyte."""
    sizes: list[int] = []
    monkeypatch.setattr(disk, "PORTION", PORTION)
    monkeypatch.setattr(disk, "sync", lambda descriptor: sizes.append(os.fstat(descriptor).st_size))
    return sizes


def test_a_growing_file_never_waits_with_more_than_a_portion(tmp_path: Path, brought: list[int]) -> None:
    path = tmp_path / "big"
    portions = Portions(os.open(path, os.O_CREAT | os.O_WRONLY))
    with path.open("wb", buffering=0) as file:
        for _ in range(123):
            file.write(bytes(100))
            portions.bring()
    assert brought == list(range(1000, 12_001, 1000))
    portions.bring_rest()
    portions.close()
    assert brought[-1] == 12_300


@pytest.mark.parametrize("size", SIZES)
def test_a_file_is_shortened_by_portions_before_it_is_deleted(tmp_path: Path, brought: list[int], size: int) -> None:
    path = tmp_path / "big"
    path.write_bytes(bytes(size))
    take_away(path)
    steps = [size, *brought, 0]
    assert not path.exists()
    assert all(0 <= before - after <= PORTION for before, after in pairwise(steps))


def test_what_is_not_there_need_not_be_taken_away(tmp_path: Path) -> None:
    take_away(tmp_path / "none")
    assert not list(tmp_path.iterdir())


def test_what_cannot_be_shortened_is_deleted_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: int) -> None:
        raise OSError("no")

    path = tmp_path / "big"
    path.write_bytes(bytes(5 * PORTION))
    monkeypatch.setattr(disk, "PORTION", PORTION)
    monkeypatch.setattr(disk, "sync", refuse)
    take_away(path)
    assert not path.exists()
