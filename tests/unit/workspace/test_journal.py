"""A journal of SQLite beside a workspace, as one whose process was killed leaves it: it is heeded, and does not stay."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from prodops_desktop.workspace import Workspace
from tests.new_workspace import new_workspace


@pytest.mark.parametrize("journal", [b"", bytes(512)])
def test_a_journal_in_which_nothing_stands_is_taken_away(tmp_path: Path, journal: bytes) -> None:
    path = new_workspace(tmp_path / "w.prodops")
    path.with_name("w.prodops-journal").write_bytes(journal)
    with Workspace.open(path):
        assert not path.with_name("w.prodops-journal").exists()
    assert [entry.name for entry in tmp_path.iterdir()] == ["w.prodops"]


def test_what_a_journal_holds_is_rolled_back_before_it_is_taken_away(tmp_path: Path) -> None:
    path = new_workspace(tmp_path / "was.prodops")
    killed = tmp_path / "killed"
    killed.mkdir()
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        assert db.execute("PRAGMA journal_mode = DELETE").fetchone() == ("delete",)
        db.execute("PRAGMA cache_size = 5")  # so that much of what is not committed stands in the file already
        before = db.execute("SELECT count(*) FROM setting").fetchone()
        db.execute("BEGIN")
        db.executemany("INSERT INTO setting (key, value) VALUES (?, ?)", [(f"key {number}", "x" * 500) for number in range(2000)])
        for ending in ("", "-journal"):
            shutil.copy(f"{path}{ending}", killed / f"w.prodops{ending}")
        db.execute("ROLLBACK")
    assert (killed / "w.prodops-journal").read_bytes()[:8] == bytes.fromhex("d9d505f920a163d7")
    with Workspace.open(killed / "w.prodops") as workspace, workspace.reading() as store:
        assert tuple(store.db.execute("SELECT count(*) FROM setting").fetchone()) == before
        assert store.db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert [entry.name for entry in killed.iterdir()] == ["w.prodops"]
