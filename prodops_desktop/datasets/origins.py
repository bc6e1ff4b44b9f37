"""From which imported versions the records of an area were taken."""

from prodops_desktop.workspace import Store


def versions_behind(store: Store, table: str) -> dict[int, frozenset[int]]:
    """For each record of a table that was ever taken the versions that it comes from: of each dataset the newest that speaks of it."""
    found = store.db.execute(
        "SELECT t.record, t.version, max(v.number) FROM taken t JOIN version v ON v.id = t.version WHERE t.record_table = ? "
        "GROUP BY t.record, v.dataset",
        (table,),
    )
    versions: dict[int, set[int]] = {}
    for record, version, _ in found:
        versions.setdefault(record, set()).add(version)
    return {record: frozenset(own) for record, own in versions.items()}
