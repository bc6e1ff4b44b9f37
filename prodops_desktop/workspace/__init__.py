"""The file that everything lives in: one SQLite database with one writer, a history that undoes, and a lock."""

from prodops_desktop.workspace.file import SUFFIX
from prodops_desktop.workspace.store import ChangeSet, Store
from prodops_desktop.workspace.workspace import Workspace

__all__ = ["SUFFIX", "ChangeSet", "Store", "Workspace"]
