"""Starts the program as `prodops-desktop WORKSPACE` does and lets a measurement look on once its event loop begins."""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from prodops_desktop import app  # what the program imports before Qt comes before it here, too
from prodops_desktop.__main__ import main

if TYPE_CHECKING:
    from prodops_desktop.ui.main_window import MainWindow
    from prodops_desktop.ui.places import Preferences


def with_window(workspace: str, look_on: "Callable[[MainWindow], None]") -> None:
    """Open the workspace in the program's own window; ``look_on`` gets the window as the event loop starts. Does not come back."""
    open_first = app.open_first

    def open_watched(window: "MainWindow", paths: Sequence[Path], preferences: "Preferences") -> None:
        open_first(window, paths, preferences)
        look_on(window)

    app.open_first = open_watched  # the program itself has no hook for measuring
    sys.exit(main([workspace]))


def tell(text: str) -> None:
    """Print one line and end the process at once: what comes after is not measured."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
    os._exit(0)


def peak() -> str:
    """The peak of this process's memory in MB, for a line of output."""
    from prodops_desktop.work.memory import peak_mb  # the window does not need it

    return f"{peak_mb():.1f}"
