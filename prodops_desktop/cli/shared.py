"""What every command uses: the workspace that it names, and how it answers a program."""

import argparse
import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Arguments = argparse.Namespace


@contextlib.contextmanager
def open_file(path: Path, *, create: bool = False, read_only: bool = False) -> Iterator[Any]:
    """The workspace in this file, closed afterwards."""
    from prodops_desktop.datasets.opening import open_workspace

    with open_workspace(path, create=create, read_only=read_only) as workspace:
        yield workspace


def print_json(value: object) -> None:
    """Print one line of JSON."""
    print(json.dumps(value, ensure_ascii=False))
