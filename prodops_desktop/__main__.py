"""The one entry: a child's task, the window or a command, decided before anything heavy is imported."""

import sys
from pathlib import Path
from typing import Any

_WORKSPACE = ".prodops"


def main(arguments: list[str] | None = None) -> int:
    """Run what the command line asks for and return the exit status: 0 done, 1 a sentence on standard error, 2 wrong usage."""
    words = sys.argv[1:] if arguments is None else arguments
    if len(words) == 2 and words[0] == "--task":
        from prodops_desktop.work.task import serve

        return serve(words[1])
    if _name_files(words):
        return _window([Path(word) for word in words])
    from prodops_desktop.cli.running import run

    return run(words, render=_render)


def _window(paths: list[Path]) -> int:
    from prodops_desktop.app import run_window

    return run_window(paths, argv=sys.argv[:1])


def _render(workspace: Path, folder: Path, **choices: Any) -> list[Path]:
    from prodops_desktop.app import render_pages

    return render_pages(workspace, folder, **choices)


def _name_files(words: list[str]) -> bool:
    """Whether the words are files to open in the window, none of them a command: spreadsheets, and one workspace at most."""
    return all(map(_names_a_file, words)) and sum(word.endswith(_WORKSPACE) for word in words) <= 1


def _names_a_file(word: str) -> bool:
    if word.startswith("-"):
        return False
    if word.endswith(_WORKSPACE) or "/" in word or "\\" in word:
        return True
    try:
        return Path(word).is_file()
    except (OSError, ValueError):  # longer than a file system takes, or with characters it does not
        return False


if __name__ == "__main__":
    sys.exit(main())
