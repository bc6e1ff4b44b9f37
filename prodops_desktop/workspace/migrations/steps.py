"""The numbered steps from an empty file to today's workspace; they only append, and each runs once."""

from dataclasses import dataclass

from prodops_desktop.workspace.migrations import (
    m0001_first_thread,
    m0002_tools,
    m0003_experiments,
    m0004_feedback,
    m0005_roadmap,
    m0006_kept,
    m0007_intake,
    m0008_views,
)


@dataclass(frozen=True)
class Migration:
    """One step: its SQL, the tables in it whose changes are kept for undo, and those that are rebuilt or written once.

    ``sought``: the columns of tracked tables, by table, by which the history of a record is looked up. ``columns``: what it adds to tracked
    tables that were there before, and to their twins, as table and declaration (“weight REAL NOT NULL DEFAULT 1”); older images still undo.
    ``barrier``: why no older step can be taken back after it, which completes “…, because”; for what ``columns`` can't do.
    """

    number: int
    name: str
    sql: str
    tracked: tuple[str, ...]
    untracked: tuple[str, ...]
    sought: tuple[tuple[str, str], ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    barrier: str = ""


MIGRATIONS: tuple[Migration, ...] = (
    Migration(1, "first thread", m0001_first_thread.SQL, m0001_first_thread.TRACKED, m0001_first_thread.UNTRACKED),
    Migration(2, "tools", m0002_tools.SQL, m0002_tools.TRACKED, m0002_tools.UNTRACKED),
    Migration(3, "experiments", m0003_experiments.SQL, m0003_experiments.TRACKED, m0003_experiments.UNTRACKED),
    Migration(4, "feedback", m0004_feedback.SQL, m0004_feedback.TRACKED, m0004_feedback.UNTRACKED, m0004_feedback.SOUGHT),
    Migration(5, "roadmap", m0005_roadmap.SQL, m0005_roadmap.TRACKED, m0005_roadmap.UNTRACKED, m0005_roadmap.SOUGHT),
    Migration(6, "kept", m0006_kept.SQL, m0006_kept.TRACKED, m0006_kept.UNTRACKED),
    Migration(7, "intake", m0007_intake.SQL, m0007_intake.TRACKED, m0007_intake.UNTRACKED),
    Migration(8, "views", m0008_views.SQL, m0008_views.TRACKED, m0008_views.UNTRACKED),
)

UNTRACKED = frozenset(name for migration in MIGRATIONS for name in migration.untracked)
"""Tables without history: written once and never changed, or derived from others."""
