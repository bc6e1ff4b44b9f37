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
    """Whether the words are files to open in the window, and the first none of the commands, which come before a file of that name."""
    return all(map(_names_a_file, words)) and not (words and _is_bare(words[0]) and _is_command(words[0]))


def _names_a_file(word: str) -> bool:
    if word.startswith("-"):
        return False
    if not _is_bare(word):
        return True
    try:
        return Path(word).is_file()
    except (OSError, ValueError):  # longer than a file system takes, or with characters it does not
        return False


def _is_bare(word: str) -> bool:
    """Whether it may be the name of a command: files that are not there are told apart from one by their ending or folder."""
    return not any(sign in word for sign in "./\\")


def _is_command(word: str) -> bool:
    from prodops_desktop.cli.parser import commands_of, make_parser

    return word in commands_of(make_parser())


if __name__ == "__main__":
    sys.exit(main())
