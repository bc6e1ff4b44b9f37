"""Makes a pack in a child process, so that a window stays live and a cancelled pack leaves nothing behind."""

import contextlib
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from prodops_desktop.packs.place import aside_of
from prodops_desktop.work.child import Progress, run_child
from prodops_desktop.work.wording import MAKING_A_PACK


def make_pack(
    workspace_path: Path,
    out: Path,
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: threading.Event | None = None,
) -> dict[str, Any]:
    """Write the board pack of a workspace to ``out``; blocking, so call it from a thread.

    Returns {out, sheets, topics: [{title, headline}]}. Raises UserError with a sentence, and Cancelled.
    """
    out = out.resolve()  # a link stays a link: the file that it names is the one that is replaced
    aside = aside_of(out)
    spec = {"workspace": str(workspace_path.absolute()), "out": str(out), "aside": str(aside)}
    try:
        return run_child(
            "prodops_desktop.packs.tasks:write_pack", spec, on_progress=on_progress, cancelled=cancelled, wording=MAKING_A_PACK
        ).value
    finally:
        with contextlib.suppress(OSError):  # what a killed child left
            aside.unlink(missing_ok=True)
