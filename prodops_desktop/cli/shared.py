"""What every command uses: the workspace that it names, and how it answers a program."""

import argparse
import contextlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from prodops_desktop.errors import UserError

Arguments = argparse.Namespace


@contextlib.contextmanager
def open_file(path: Path, *, create: bool = False, read_only: bool = False) -> Iterator[Any]:
    """The workspace in this file, closed afterwards."""
    from prodops_desktop.datasets.opening import open_workspace

    with open_workspace(path, create=create, read_only=read_only) as workspace:
        if workspace.writable and not workspace.created:
            _back_up_when_due(workspace.path)
        yield workspace


def _back_up_when_due(path: Path) -> None:
    """Make the backup of the day before anything is changed; why there is none is said, and keeps nobody from working."""
    from prodops_desktop.workspace import backups

    try:
        if backups.is_due(path, "opening"):
            backups.make(path, "opening", gentle=False)
    except UserError as error:
        print(error, file=sys.stderr)


def print_json(value: object) -> None:
    """Print one line of JSON."""
    print(json.dumps(value, ensure_ascii=False))
