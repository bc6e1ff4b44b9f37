"""The script makes the same bytes each time: what ships is what it makes."""

import gzip
import json
import os
import subprocess
import sys
import zipfile
import zlib
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import msoffcrypto
import pytest


@pytest.fixture(scope="module")
def made(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """What the script makes on this day, under another hash seed and time zone than what ships: no order of a set or clock leaks in."""
    out = tmp_path_factory.mktemp("sample") / "made"
    command = [sys.executable, str(repository / "packaging" / "make_sample.py"), "--out", str(out)]
    subprocess.run(command, check=True, capture_output=True, env=os.environ | {"PYTHONHASHSEED": "2", "TZ": "Pacific/Auckland"}, timeout=60)
    return _files(out)


def _files(folder: Path) -> dict[str, Path]:
    return {p.relative_to(folder).as_posix(): p for p in sorted(folder.rglob("*")) if p.is_file() and p.name != "README.md"}


def test_what_ships_is_what_the_script_makes(made: dict[str, Path], sample: Path) -> None:
    shipped = _files(sample)
    assert list(made) == list(shipped)
    for name, path in made.items():
        if name.endswith(".xlsx"):
            _same_members(_unlocked(path), _unlocked(shipped[name]), name)
        if name.endswith(".gz"):
            assert gzip.decompress(path.read_bytes()) == gzip.decompress(shipped[name].read_bytes()), name
        # another implementation of zlib packs the same content into other bytes
        if not name.endswith((".xlsx", ".gz")) or "ng" not in zlib.ZLIB_RUNTIME_VERSION:
            assert path.read_bytes() == shipped[name].read_bytes(), name


def _unlocked(path: Path) -> Path | BinaryIO:
    """The workbook, without its password where it has one."""
    if zipfile.is_zipfile(path):
        return path
    with path.open("rb") as file:
        locked, plain = msoffcrypto.OfficeFile(file), BytesIO()
        locked.load_key(password="Tarnbrook-2026")
        locked.decrypt(plain)
    return plain


def _same_members(made: Path | BinaryIO, shipped: Path | BinaryIO, name: str) -> None:
    with zipfile.ZipFile(made) as a, zipfile.ZipFile(shipped) as b:
        assert a.namelist() == b.namelist()
        for entry in a.infolist():
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
            assert a.read(entry) == b.read(entry.filename), f"{name}: {entry.filename}"


def test_last_months_file_is_there_again_and_twelve_megabytes_are_in_the_empty_columns(sample: Path) -> None:
    october = "CS_health_2026-10.xlsx"
    assert (sample / "worst" / october).read_bytes() == (sample / "history" / october).read_bytes()
    with zipfile.ZipFile(sample / "worst" / "Empty_columns.xlsx") as book:
        assert sum(entry.file_size for entry in book.infolist()) > 12_000_000


def test_sample_stays_small(sample: Path) -> None:
    assert sum(path.stat().st_size for path in _files(sample).values()) < 5_000_000


def test_every_answer_names_a_file_that_ships(sample: Path) -> None:
    key = json.loads((sample / "answers.json").read_text("utf-8"))
    assert key["today"] == "2026-11-23"
    assert [entry["file"] for entry in key["answers"] if not (sample / entry["file"]).is_file()] == []
