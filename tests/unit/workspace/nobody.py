"""What somebody who may not write or read gets of a workspace; run by a test as another user where it runs as root.

``python -m tests.unit.workspace.nobody FOLDER`` prints a JSON object of what was said.
"""

import json
import os
import secrets  # noqa: F401  what the program imports late can’t be read any more by nobody, where Python is root’s
import sys
from collections.abc import Callable
from pathlib import Path

from prodops_desktop.datasets.checking import check
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.errors import UserError
from prodops_desktop.workspace import Workspace, settings

NOBODY = 65534


def become_nobody(folder: Path) -> None:
    """Give up the rights of root, before which no file is read-only."""
    if os.getuid() == 0:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, NOBODY, NOBODY)
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)


def said_by(action: Callable[[], object]) -> str:
    """The sentence with which something is refused, or an empty text."""
    try:
        action()
    except UserError as error:
        return str(error)
    return ""


def tried(path: Path) -> dict[str, object]:
    """What opening a workspace for writing brings: its company, what an edit says, and what the check finds."""
    with open_workspace(path) as workspace, workspace.reading() as store:
        refused = said_by(lambda: workspace.run(lambda store: settings.set_setting(store, "company", "Changed")).result())
        return {
            "writable": workspace.writable,
            "company": settings.get(store, "company"),
            "edit": refused,
            "check": [problem.text for problem in check(workspace)],
        }


def main(folder: Path) -> dict[str, object]:
    """Everything that is tried, on the workspaces “file”, “folder” and “first” there, each in a folder of its own."""
    tried(folder / "first" / "a.prodops")  # all is imported that the other user may not read
    become_nobody(folder)
    said: dict[str, object] = {}
    path = folder / "file" / "a.prodops"
    path.chmod(0o400)
    said["read-only file"] = tried(path)
    said["left by it"] = sorted(entry.name for entry in path.parent.iterdir())
    path.chmod(0o000)
    said["unreadable file"] = said_by(lambda: open_workspace(path))
    path = folder / "folder" / "a.prodops"
    path.parent.chmod(0o500)
    said["read-only folder"] = tried(path)
    said["new one in it"] = said_by(lambda: open_workspace(path.with_name("b.prodops"), create=True))
    path.parent.chmod(0o700)
    log = path.with_name("a.prodops-wal")
    log.write_bytes(b"x" * 64)
    path.parent.chmod(0o500)
    said["log in it"] = said_by(lambda: open_workspace(path))
    path.parent.chmod(0o700)
    log.unlink()
    path.parent.chmod(0o300)  # what lies in it can't be listed
    said["unlisted folder"] = tried(path)
    with Workspace.open(path) as workspace:
        sealed = folder / "sealed"
        sealed.mkdir(mode=0o500)
        said["copy"] = said_by(lambda: workspace.save_copy(sealed / "copy.prodops"))
    path.parent.chmod(0o700)
    (folder / "file" / "a.prodops").chmod(0o600)
    said["writable again"] = tried(folder / "file" / "a.prodops")["writable"]
    return said


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]))))
