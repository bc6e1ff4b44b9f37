"""The commands that keep a workspace safe: a backup, a copy of all of it, and back again."""

from typing import Any

from prodops_desktop.cli.shared import Arguments, print_json
from prodops_desktop.errors import UserError


def backup(arguments: Arguments) -> int:
    """Back a workspace up beside it, or copy it whole into one file; or list the backups."""
    from prodops_desktop.workspace import backups

    if arguments.list:
        if arguments.out is not None:
            raise UserError("A list of backups is not written into a file. Leave out either --list or the name of the file.")
        return _list(arguments)
    if arguments.out is not None:
        copy = backups.copy_whole(arguments.workspace, arguments.out)
        found = {"copy": str(copy), "size": copy.stat().st_size}
    else:
        found = _told(backups.make(arguments.workspace, "hand", gentle=False))
    if arguments.json:
        print_json(found)
    else:
        print(found.get("copy") or found["path"])
    return 0


def _list(arguments: Arguments) -> int:
    from prodops_desktop.workspace import backups

    found = backups.all_backups(arguments.workspace)
    if not found and not arguments.workspace.exists():
        raise UserError(f"There is no workspace at {arguments.workspace}, and there are no backups of it. Check the name.")
    if arguments.json:
        print_json({"backups": [_told(one) for one in found]})
        return 0
    if not found:
        print(f"There are no backups of {arguments.workspace.name}.")
    for one in found:
        size = (one.size + one.shared) / 1_000_000
        other = ", of another workspace" if one.is_other else ""
        trouble = f"  ! {one.trouble}" if one.trouble else ""
        print(f"{one.moment:%Y-%m-%d %H:%M}  {backups.REASONS.get(one.reason, one.reason)}, {size:,.1f} MB{other}  {one.path}{trouble}")
    return 0


def _told(one: Any) -> dict[str, Any]:
    return {
        "path": str(one.path),
        "moment": one.moment.isoformat(timespec="seconds"),
        "reason": one.reason,
        "size": one.size,
        "shared": one.shared,
        "newest_step": one.position,
        "schema": one.schema,
        "complete": one.complete,
        "trouble": one.trouble,
        "of_another_workspace": one.is_other,
    }


def restore(arguments: Arguments) -> int:
    """Put a backup, or a whole copy, in the place of a workspace; what was there is kept."""
    from prodops_desktop.workspace import backups

    done = backups.restore(arguments.backup, arguments.workspace, partly=arguments.partly)
    if arguments.json:
        kept = None if done.kept is None else _told(done.kept)
        aside = None if done.aside is None else str(done.aside)
        print_json({"text": done.sentence, "kept": kept, "set_aside": aside, "missing": done.missing})
    else:
        print(done.sentence)
    return 0
