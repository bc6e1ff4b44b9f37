"""Each sort of work has its own words for the failures that it may have caused."""

import sys
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pytest

from prodops_desktop.work.child import ChildError, run_child
from prodops_desktop.work.failures import failure_of
from prodops_desktop.work.wording import MAKING_A_PACK, READING, Wording

Plant = Callable[[str], str]


def pack_failing(function: str, spec: dict[str, str] | None = None, stall_seconds: float = 60) -> ChildError:
    with pytest.raises(ChildError) as caught:
        run_child(function, spec or {}, memory_cap_mb=300, stall_seconds=stall_seconds, wording=MAKING_A_PACK)
    assert "where it came from" not in str(caught.value)
    assert "It " not in str(caught.value)
    return caught.value


def test_a_crash_while_a_pack_is_made_is_about_the_pack(plant: Plant) -> None:
    assert str(pack_failing(plant("raise KeyError('topic')"))) == (
        "The pack could not be made (KeyError: 'topic'). Make it again; if that does not help, check the workspace."
    )


def test_a_pack_past_its_memory_is_about_the_pack(plant: Plant) -> None:
    assert "Making the pack needs more memory than the 300 MB" in str(pack_failing(plant("return {'x': 'a' * 500_000_000}")))


def test_a_pack_that_stalls_is_about_the_pack(plant: Plant) -> None:
    assert "The pack was given up" in str(pack_failing(plant("import time; time.sleep(30)"), stall_seconds=0.5))


@pytest.mark.skipif(sys.platform != "linux", reason="it takes a signal")
def test_a_pack_that_crashes_is_about_the_pack(plant: Plant) -> None:
    assert "Making the pack ended in a crash (signal 6)" in str(pack_failing(plant("import os; os.abort()")))


def test_a_damaged_workspace_is_called_so(plant: Plant, tmp_path: Path) -> None:
    workspace = tmp_path / "a.prodops"
    workspace.write_bytes(b"no database at all" * 1000)
    body = "import sqlite3; sqlite3.connect(spec['workspace']).execute('SELECT * FROM sqlite_schema')"
    error = pack_failing(plant(body), {"workspace": str(workspace)})
    assert str(error).startswith("The workspace or the disk below it is damaged (DatabaseError: file is not a database)")


@pytest.mark.parametrize("wording", [READING, MAKING_A_PACK])
def test_every_sentence_is_whole(wording: Wording) -> None:
    for field in fields(wording):
        sentence = getattr(wording, field.name).format(detail="d", how="h", seconds=60.0, cap=4096)
        assert sentence.endswith(".")
        assert "{" not in sentence


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (MemoryError(), "memory"),
        (BaseException("PyObject pointer is null"), "memory"),
        (ImportError("libx.so: failed to map segment from shared object"), "memory"),
        (ImportError("No module named x"), "program"),
        (OSError(28, "No space left on device"), "disk"),
        (OSError(13, "Permission denied"), "system"),
        (OSError("a library's own word for a damaged file"), "failed"),
        (UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates not allowed"), "failed"),
        (ValueError("x"), "failed"),
        (TypeError("'<' not supported"), "fault"),
        (AttributeError("x"), "fault"),
    ],
)
def test_kinds_of_failure(error: BaseException, kind: str) -> None:
    assert failure_of(error, {"path": "a.csv"}, started=True)["failure"] == kind


def test_a_long_detail_is_one_short_line() -> None:
    detail = failure_of(ValueError("a\nb" * 1000), {}, started=True)["detail"]
    assert len(detail) == 200
    assert "\n" not in detail


def test_a_fault_of_the_program_is_not_blamed_on_the_file(plant: Plant) -> None:
    with pytest.raises(ChildError) as caught:
        run_child(plant("return len(5)"), {}, memory_cap_mb=300)
    assert str(caught.value).startswith("It could not be read because of a fault in this program (TypeError: ")
    assert "damaged" not in str(caught.value)
