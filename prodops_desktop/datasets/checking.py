"""Looks a workspace over: the file itself, its references, whether every count adds up, and what lies beside it."""

import itertools
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path

from prodops_desktop.datasets.counting import history_problems, part_problems, source_problems, version_problems
from prodops_desktop.datasets.dangling import Dangling, dangling_rows, lost_images
from prodops_desktop.datasets.erasing import mark
from prodops_desktop.datasets.problems import Problem
from prodops_desktop.datasets.staging import is_ours, leftover_files
from prodops_desktop.datasets.words_index import index_problems
from prodops_desktop.workspace import SUFFIX, Store, Workspace, backups, driver, unfinished

__all__ = ["Problem", "check", "newest_backup"]

_LISTED = 20
"""Of so many rows that name the same table in vain each is a problem of its own; the rest is counted."""


def check(workspace: Workspace) -> list[Problem]:
    """Every problem of a workspace; an empty list means that it is sound."""
    found: list[Problem] = []
    looks: tuple[Callable[[Store], Iterable[Problem]], ...] = (
        _file_problems,
        _reference_problems,
        part_problems,
        version_problems,
        source_problems,
        history_problems,
        _erasing_problems,
    )
    with workspace.reading() as store:
        for look in looks:
            try:
                found.extend(look(store))
            except driver.DriverError as error:
                found.append(Problem("damage", workspace.path.name, f"SQLite can't read all of the file: {error}."))
    if not any(problem.kind == "damage" for problem in found):
        found.extend(index_problems(workspace))
    return [*_with_way_out(workspace.path, dict.fromkeys(found)), *_folder_problems(workspace)]


def newest_backup(workspace: Path) -> str | None:
    """To restore the newest backup, as a sentence that names it; None when there is none."""
    whole = next((backup for backup in backups.all_backups(workspace) if backup.complete and not backup.is_other), None)
    return None if whole is None else f"Restore the newest backup, of {whole.moment:%Y-%m-%d %H:%M}: {whole.path}."


def _with_way_out(workspace: Path, found: Iterable[Problem]) -> Iterator[Problem]:
    for problem in found:
        if problem.kind == "damage":
            way_out = newest_backup(workspace) or "There is no backup of it; copy out what can still be read."
            yield Problem(problem.kind, problem.where, f"{problem.text} {way_out}")
        else:
            yield problem


def _file_problems(store: Store) -> Iterator[Problem]:
    for row in store.db.execute("PRAGMA quick_check"):
        if row[0] != "ok":
            yield Problem("damage", "file", f"SQLite finds the file damaged: {row[0]}.")


def _reference_problems(store: Store) -> Iterator[Problem]:
    found = sorted(dangling_rows(store), key=lambda one: (one.table, one.other))
    for (table, other), rows in groupby(found, key=lambda one: (one.table, one.other)):
        alike = list(rows)
        shown = [one for one in alike if one.row is not None][:_LISTED]
        for one in shown:
            yield Problem("reference", f"{table} row {one.row}", f"It refers to {_named(one)}, which is not there.")
        if rest := len(alike) - len(shown):
            more = " more" if shown else ""
            refer = "row of it refers" if rest == 1 else "rows of it refer"
            yield Problem("reference", table, f"{rest:,}{more} {refer} to rows of {other} that are not there.")
    for table, lost in lost_images(store).items():
        belong = "row image belongs" if lost == 1 else "row images belong"
        yield Problem("history", table, f"{lost:,} {belong} to no step of the history.")


def _erasing_problems(store: Store) -> Iterator[Problem]:
    if mark.read(store) is not None:
        yield Problem("erasing", "file", mark.UNFINISHED)


def _named(one: Dangling) -> str:
    return f"a row of {one.other}" if one.other_row is None else f"row {one.other_row} of {one.other}"


def _folder_problems(workspace: Workspace) -> Iterator[Problem]:
    if os.name == "posix":
        for path, mode, wanted in wrong_modes(workspace.path):
            where = workspace.path.name if path == workspace.path else str(path.relative_to(workspace.path.parent))
            yield Problem("permissions", where, f"Others on this computer may open it (mode {mode:04o}; it should be {wanted:04o}).")
    if workspace.writable:  # else the files may be of an import that another program is making
        for file in itertools.filterfalse(is_ours, leftover_files(workspace.path)):
            yield Problem("staging", file.name, "It was left by an import that did not end, and can be deleted.")
    for file in unfinished.abandoned(workspace.path.parent):
        if SUFFIX in file.suffixes:  # else it may well be what another program was downloading
            yield Problem("copy", file.name, "It was left by a copy of a workspace that did not end, and can be deleted.")


def wrong_modes(workspace: Path) -> Iterator[tuple[Path, int, int]]:
    """The file and what lies among its backups, where others may open it: each with its mode and the one that it should have."""
    folder = backups.folder_of(workspace)
    for path in (workspace, *([folder, *sorted(folder.rglob("*"))] if folder.is_dir() else ())):
        found = path.lstat().st_mode
        if stat.S_ISREG(found) or stat.S_ISDIR(found):
            wanted = 0o700 if stat.S_ISDIR(found) else 0o600
            if stat.S_IMODE(found) & 0o077:
                yield path, stat.S_IMODE(found), wanted
