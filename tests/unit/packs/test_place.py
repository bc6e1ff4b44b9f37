"""Where a pack may not lie: on its own workspace, or on a folder."""

from pathlib import Path
from typing import Any

import pytest

from prodops_desktop.errors import UserError
from prodops_desktop.packs.making import make_pack


def test_a_pack_never_replaces_its_workspace(desk: Any, tmp_path: Path) -> None:
    desk.bring("Calls.csv", ["Day", "Note"], [("2026-10-01", "x"), ("2026-10-02", "y")], kind="other")
    (link := tmp_path / "link.xlsx").symlink_to(desk.workspace.path)
    (twin := tmp_path / "twin.xlsx").hardlink_to(desk.workspace.path)
    for out in (desk.workspace.path, link, twin):
        with pytest.raises(UserError, match="is the workspace itself"):
            make_pack(desk.workspace.path, out)
    with pytest.raises(UserError, match=r"is a folder\. Name a file in it"):
        make_pack(desk.workspace.path, tmp_path)
    assert desk.workspace.path.read_bytes().startswith(b"SQLite format 3")
