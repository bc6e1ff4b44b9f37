"""Which records speak for each item of the roadmap: what it is linked to, in either direction and by any kind of link."""

from dataclasses import dataclass

from prodops_desktop.workspace import Store
from prodops_desktop.workspace.links import End

FEEDBACK_ITEM, TAG, EXPERIMENT, DATASET = "feedback_item", "tag", "experiment", "dataset"
_ITEM = "roadmap_item"
_TABLES = f"('{FEEDBACK_ITEM}', '{TAG}', '{EXPERIMENT}', '{DATASET}')"


@dataclass(frozen=True)
class Ties:
    """The ids of the records that speak for an item, by kind, each in its order."""

    feedback: tuple[int, ...] = ()
    tags: tuple[int, ...] = ()
    experiments: tuple[int, ...] = ()
    datasets: tuple[int, ...] = ()

    @property
    def of_feedback(self) -> tuple[End, ...]:
        """The tags and the items of feedback."""
        return (*(End(TAG, one) for one in self.tags), *(End(FEEDBACK_ITEM, one) for one in self.feedback))


def read_ties(store: Store, item: int | None = None) -> dict[int, Ties]:
    """What speaks for each item that anything is linked to, or for one item."""
    query = f"""
        SELECT l.from_id, l.to_table, l.to_id FROM link l
        WHERE l.from_table = '{_ITEM}' AND l.to_table IN {_TABLES} AND (?1 IS NULL OR l.from_id = ?1)
        UNION SELECT l.to_id, l.from_table, l.from_id FROM link l
        WHERE l.to_table = '{_ITEM}' AND l.from_table IN {_TABLES} AND (?1 IS NULL OR l.to_id = ?1)
        ORDER BY 1, 2, 3
    """
    found: dict[int, dict[str, list[int]]] = {}
    for owner, table, record in store.db.execute(query, (item,)):
        found.setdefault(owner, {}).setdefault(table, []).append(record)
    return {owner: _ties(by_table) for owner, by_table in found.items()}


def _ties(by_table: dict[str, list[int]]) -> Ties:
    feedback, tags, experiments, datasets = (tuple(by_table.get(table, ())) for table in (FEEDBACK_ITEM, TAG, EXPERIMENT, DATASET))
    return Ties(feedback, tags, experiments, datasets)
