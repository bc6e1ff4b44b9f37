"""The number of today's workspace; the steps that lead to it are loaded where a file has to take them."""

SCHEMA = 8
"""The number of the newest migration; a workspace keeps its own in ``user_version``."""


def added_columns(table: str) -> list[tuple[int, str]]:
    """The columns that migrations added to a tracked table, each with the number of its migration."""
    from prodops_desktop.workspace.migrations import steps

    return [(one.number, declared.split()[0]) for one in steps.MIGRATIONS for name, declared in one.columns if name == table]
