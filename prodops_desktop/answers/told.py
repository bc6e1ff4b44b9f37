"""What was said of one item of the roadmap: every item of feedback behind it once, with who said it, when, and by which tag."""

import json
from collections.abc import Collection
from typing import NamedTuple

from prodops_desktop.answers.linked_feedback import COUNTING, GROUPED
from prodops_desktop.answers.ties import Ties
from prodops_desktop.feedback.accounts import Customers
from prodops_desktop.feedback.model import Tag
from prodops_desktop.feedback.needs.sources import sources_of
from prodops_desktop.feedback.needs.tallies import STANDING, Mention
from prodops_desktop.feedback.needs.verbatims import Verbatim, verbatim_of, weightiest_first
from prodops_desktop.feedback.store import read_items
from prodops_desktop.feedback.taxonomy import find_tag
from prodops_desktop.roadmap.model import Item
from prodops_desktop.workspace import Store

TICKETS = "tickets"
_QUERY = f"""{GROUPED},
    tagged (item, tag, importance) AS (
        SELECT m.item, min(m.tag), max(m.importance) FROM feedback_mention m
        WHERE m.tag IN (SELECT value FROM json_each(?)) AND {STANDING} GROUP BY m.item
    ), told (item, tag, importance) AS (
        SELECT item, tag, importance FROM tagged
        UNION SELECT g.item, NULL, NULL FROM grouped g WHERE g.item NOT IN (SELECT item FROM tagged)
    )
    SELECT coalesce(n.account, 0), n.item, n.at, n.channel, coalesce(o.importance, n.importance), o.tag, i.kind,
        coalesce(t.person, i.person)
    FROM told o JOIN feedback_now n ON n.item = o.item JOIN feedback_item i ON i.id = o.item
    LEFT JOIN feedback_triage t ON t.item = o.item WHERE {COUNTING}
"""


class Told(NamedTuple):
    """One item of feedback behind an item of the roadmap; ``tag`` is the linked tag that it is a mention of, None where it is linked."""

    mention: Mention
    tag: int | None
    kind: str
    person: str | None
    customer: int | None


def read_told(store: Store, ties: Ties, customers: Customers) -> list[Told]:
    """All that was said, by importance, then ARR; of equals the latest first."""
    found: dict[int, Told] = {}
    for row in store.db.execute(_QUERY, (json.dumps(ties.feedback), json.dumps(ties.tags))):
        customer = customers.of(row[0])
        found[row[1]] = Told(Mention(*row[:5]), row[5], row[6], row[7], customer.number if customer is not None else None)
    return [found[mention.item] for mention in weightiest_first((one.mention for one in found.values()), customers)]


def verbatims_of(store: Store, item: Item, told: Collection[Told], customers: Customers) -> list[Verbatim]:
    """The words of these, in their order; of what is linked itself the sentence that says most of the title and the problem."""
    asked = Tag(0, 0, "", item.title, 0, item.problem)
    tags = {tag: find_tag(store, tag) for tag in {one.tag for one in told} if tag is not None}
    of_item = {one.mention.item: one for one in told}
    sources = sources_of(store, list(of_item))
    found = []
    for said in read_items(store, list(of_item)):
        one = of_item[said.id]
        tag = tags[one.tag] if one.tag is not None else asked
        found.append(verbatim_of(said, tag, one.mention, customers, sources.get(said.id)))
    return found
