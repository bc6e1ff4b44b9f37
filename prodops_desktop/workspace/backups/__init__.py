"""Backups of a workspace: made while it is in use, thinned out, listed, and restored."""

from prodops_desktop.workspace.backups.listing import all_backups, is_due, room_taken, steps_since
from prodops_desktop.workspace.backups.making import delete_all, make, none_made
from prodops_desktop.workspace.backups.model import REASONS, Backup, BackupFailed, folder_of
from prodops_desktop.workspace.backups.restoring import Restored, restore, set_aside
from prodops_desktop.workspace.backups.whole import copy_whole
from prodops_desktop.workspace.file import BACKUP_ID

__all__ = [
    "BACKUP_ID",
    "REASONS",
    "Backup",
    "BackupFailed",
    "Restored",
    "all_backups",
    "copy_whole",
    "delete_all",
    "folder_of",
    "is_due",
    "make",
    "none_made",
    "restore",
    "room_taken",
    "set_aside",
    "steps_since",
]
