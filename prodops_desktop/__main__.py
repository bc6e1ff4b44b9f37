"""The one entry: a child's task, the window or a command, decided before anything heavy is imported."""

import sys
from pathlib import Path
from typing import Any


def main(arguments: list[str] | None = None) -> int:
    """Run what the command line asks for and return the exit status: 0 done, 1 a sentence on standard error, 2 wrong usage."""
    words = sys.argv[1:] if arguments is None else arguments
    if len(words) == 2 and words[0] == "--task":
        from prodops_desktop.work.task import serve

        return serve(words[1])
    if not words:
        return _window(None)
    if len(words) == 1 and _names_a_workspace(words[0]):
        return _window(Path(words[0]))
    from prodops_desktop.cli.running import run

    return run(words, render=_render)


def _window(workspace: Path | None) -> int:
    from prodops_desktop.app import run_window

    return run_window(workspace, argv=sys.argv[:1])


def _render(workspace: Path, folder: Path, **choices: Any) -> list[Path]:
    from prodops_desktop.app import render_pages

    return render_pages(workspace, folder, **choices)


def _names_a_workspace(word: str) -> bool:
    """Whether a lone word is a file to open, and not the name of a command."""
    if word.startswith("-"):
        return False
    if word.endswith(".prodops") or "/" in word or "\\" in word:
        return True
    try:
        return Path(word).is_file()
    except (OSError, ValueError):  # longer than a file system takes, or with characters it does not
        return False


if __name__ == "__main__":
    sys.exit(main())
