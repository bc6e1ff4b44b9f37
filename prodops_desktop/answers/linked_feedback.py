"""Who said what is linked to an item of the roadmap: items of feedback and all mentions of tags, each item once, by customer."""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import NamedTuple

from prodops_desktop.answers.ties import Ties
from prodops_desktop.feedback.needs.tallies import STANDING
from prodops_desktop.feedback.store import HERE
from prodops_desktop.workspace import Store

NOBODY = -1
"""Stands for the customer of what names no account."""

_LISTED = "(SELECT value FROM json_each(?))"

GROUPED = f"""
    WITH root (linked, item) AS (
        SELECT s.item, r.item FROM feedback_now s JOIN feedback_now r ON r.item = s.root
        WHERE s.item IN {_LISTED} AND r.root = r.item AND r.state NOT IN ('out', 'deleted')
    ), grouped (linked, item) AS (
        SELECT linked, item FROM root
        UNION ALL SELECT root.linked, m.item FROM root JOIN feedback_now m ON m.root = root.item AND m.root <> m.item
    )
"""
"""SQL before a query on ``grouped``: each of some items, ``linked``, with all that say the same and are merged into one with it."""

COUNTING = f"n.counts = 1 AND {HERE}"
"""SQL for a row ``n`` of ``feedback_now`` that counts in its group: one an account."""


@dataclass(frozen=True)
class Voices:
    """Who said something, by customer how often, as places in an order; of NOBODY what names no account.

    ``more`` are those of few items beside the many of linked tags. ``sources`` are versions.
    """

    times: Mapping[int, int] = field(default_factory=dict)
    more: Mapping[int, int] = field(default_factory=dict)
    sources: frozenset[int] = frozenset()

    @cached_property
    def mentions(self) -> int:
        """How many items say it."""
        return sum(self.times.values()) + sum(self.more.values())


class _Item(NamedTuple):
    """An item that counts in the group of a linked one, with the tags that it is a mention of."""

    item: int
    customer: int
    version: int | None
    tags: frozenset[int]


class Hearing:
    """What was heard of tags and of items of feedback; it learns what is asked for and keeps it, as long as no feedback changes.

    ``places`` says for the id of each name which customer it means.
    """

    def __init__(self, places: Mapping[int, int]) -> None:
        self._places = places
        self._versions: dict[int, int] = {}
        self._of_tags: dict[tuple[int, ...], Voices] = {(): Voices()}
        self._listed: dict[int, dict[int, int]] = {}  # the customer of each mention of a tag
        self._groups: dict[int, tuple[_Item, ...]] = {}

    def learn(self, store: Store, ties: Collection[Ties]) -> None:
        """Read what of these is not known yet."""
        self._versions = dict(store.db.execute("SELECT part, version FROM feedback_batch").fetchall())
        tags = {tag for one in ties for tag in one.tags if (tag,) not in self._of_tags}
        together = {tag for one in ties if len(one.tags) > 1 for tag in one.tags} - self._listed.keys()
        items = {item for one in ties for item in one.feedback} - self._groups.keys()
        if tags:
            self._learn_tags(store, tags)
        if together:
            self._learn_mentions(store, together)
        if items:
            self._learn_items(store, items)

    def of(self, ties: Ties) -> Voices:
        """Who said what an item is linked to; what is both linked itself and a mention of a linked tag counts once."""
        voices = self._together(ties.tags)
        if not ties.feedback:
            return voices
        wanted = frozenset(ties.tags)
        own = {one.item: one for linked in ties.feedback for one in self._groups.get(linked, ()) if one.tags.isdisjoint(wanted)}
        if not own:
            return voices
        more: dict[int, int] = {}
        for one in own.values():
            more[one.customer] = more.get(one.customer, 0) + 1
        versions = {one.version for one in own.values() if one.version is not None}
        return Voices(voices.times, more, voices.sources | versions)

    def _together(self, tags: tuple[int, ...]) -> Voices:
        """Who mentions any of some tags: the mentions of each, but those not again that are of one before it, too."""
        if tags not in self._of_tags:
            times: Counter[int] = Counter()
            for place, tag in enumerate(tags):
                own = self._listed[tag]
                times.update(self._of_tags[tag,].times)
                times.subtract(own[item] for item in {item for one in tags[:place] for item in own.keys() & self._listed[one].keys()})
            sources = frozenset[int]().union(*(self._of_tags[tag,].sources for tag in tags))
            self._of_tags[tags] = Voices({customer: count for customer, count in times.items() if count}, sources=sources)
        return self._of_tags[tags]

    def _learn_tags(self, store: Store, tags: Iterable[int]) -> None:
        """Count the mentions of tags, a row a tag: each row that SQLite hands over makes the window beside it wait for its turn."""
        wanted = json.dumps(sorted(tags))
        counted = f"""
            SELECT m.tag, m.account, count(*) AS times FROM feedback_mention m
            WHERE m.tag IN {_LISTED} AND {STANDING} GROUP BY m.tag, m.account
        """
        query = f"SELECT tag, json_group_array(account), json_group_array(times) FROM ({counted}) GROUP BY tag"
        parts: dict[int, set[int]] = {}
        for tag, part in store.db.execute(f"SELECT DISTINCT m.tag, m.part FROM feedback_mention m WHERE m.tag IN {_LISTED}", (wanted,)):
            parts.setdefault(tag, set()).add(part)
        self._of_tags |= {(tag,): Voices() for tag in tags}
        for tag, accounts, times in store.db.execute(query, (wanted,)).fetchall():
            sources = frozenset(self._versions[part] for part in parts[tag] if part in self._versions)
            self._of_tags[tag,] = Voices(self._by_customer(accounts, times), sources=sources)

    def _learn_mentions(self, store: Store, tags: Iterable[int]) -> None:
        """List the mentions of tags that stand together at an item, as one of feedback may be a mention of several."""
        query = f"""
            SELECT m.tag, json_group_array(m.item), json_group_array(m.account) FROM feedback_mention m
            WHERE m.tag IN {_LISTED} AND {STANDING} GROUP BY m.tag
        """
        self._listed |= {tag: {} for tag in tags}
        for tag, items, accounts in store.db.execute(query, (json.dumps(sorted(tags)),)).fetchall():
            customers = [self._places.get(account, NOBODY) for account in json.loads(accounts)]
            self._listed[tag] = dict(zip(json.loads(items), customers, strict=True))

    def _learn_items(self, store: Store, items: Iterable[int]) -> None:
        query = f"""{GROUPED}
            SELECT g.linked, n.item, n.account, n.part, (SELECT group_concat(m.tag) FROM feedback_mention m WHERE m.item = n.item)
            FROM grouped g JOIN feedback_now n ON n.item = g.item WHERE {COUNTING}
        """
        found: dict[int, list[_Item]] = {item: [] for item in items}
        tags = cache(_ids)
        for linked, item, account, part, written in store.db.execute(query, (json.dumps(sorted(items)),)):
            customer = self._places.get(account, NOBODY)
            found[linked].append(_Item(item, customer, self._versions.get(part), tags(written or "")))
        self._groups |= {linked: tuple(group) for linked, group in found.items()}

    def _by_customer(self, accounts: str, times: str) -> dict[int, int]:
        """How often each customer said it, from lists of names of accounts and of how often each is named."""
        found: dict[int, int] = {}
        for account, count in zip(json.loads(accounts), json.loads(times), strict=True):
            customer = self._places.get(account, NOBODY)
            found[customer] = found.get(customer, 0) + count
        return found


def _ids(written: str) -> frozenset[int]:
    return frozenset(map(int, written.split(","))) if written else frozenset()
