"""Makes what the plan of the sample workspace says of feedback and no sheet holds: tags of the company's own, and what was triaged."""

from collections.abc import Mapping

from prodops_desktop.datasets.sampling import Makers
from prodops_desktop.feedback.store import HERE
from prodops_desktop.feedback.taxonomy import save_tag
from prodops_desktop.feedback.triage import finish
from prodops_desktop.workspace import ChangeSet, Store


def finish_planned(store: Store, entry: Mapping[str, str]) -> ChangeSet:
    """Take what came up to a day out of the inbox."""
    query = f"SELECT n.item FROM feedback_now n WHERE n.state = 'inbox' AND substr(n.at, 1, 10) <= ? AND {HERE} ORDER BY n.item"
    done = [row[0] for row in store.db.execute(query, (entry["done_until"],))]
    return finish(store, done, moment=f"{entry['done_until']}T17:00:00")


MAKERS: Makers = {"tags": save_tag, "feedback": finish_planned}
"""Who makes the entries of the plan, by the list in which they stand."""
