"""What the tabs of needs read beside the needs: what was received from each segment, what tags are linked to, and all behind one need."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from prodops_desktop.areas import titles_of
from prodops_desktop.datasets.store import find_version
from prodops_desktop.feedback.accounts import Customers
from prodops_desktop.feedback.needs.model import UNKNOWN, Needs
from prodops_desktop.feedback.needs.narrowing import Narrowing, narrow
from prodops_desktop.feedback.needs.period import Period
from prodops_desktop.feedback.needs.reading import read_needs
from prodops_desktop.feedback.needs.tallies import mentions, received
from prodops_desktop.feedback.needs.verbatims import Verbatim, quoted
from prodops_desktop.feedback.taxonomy import all_tags, find_tag
from prodops_desktop.registry.entries import name_key
from prodops_desktop.ui import formats
from prodops_desktop.ui.records.links import LinkRow, read_links
from prodops_desktop.ui.records.sources import SourceRow
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.workspace import Store
from prodops_desktop.workspace.links import End, links_of
from prodops_desktop.workspace.record_history import RecordStep, record_steps

TAG = "tag"
_MOST_QUOTES = 50


@dataclass(frozen=True)
class SegmentBoard:
    """Needs of everybody with the items received of each segment, by name; the unknown one is that of items without a known account."""

    needs: Needs
    received: Mapping[str, int]


@dataclass(frozen=True)
class NeedDetail:
    """What stands behind a need: what was said, the weightiest first, links, the files it rests on, and the steps of its tag.

    ``groups`` are the names of the groups that the history speaks of by number, gone ones too.
    """

    tag: int
    quotes: tuple[Verbatim, ...]
    links: list[LinkRow]
    sources: list[SourceRow]
    steps: list[RecordStep]
    groups: Mapping[int, str]


def read_need_detail(store: Store, tag: int, needs: Needs, customers: Customers) -> NeedDetail:
    """Everything behind one need, in the period, the segment and the channel of ``needs``; raises UserError when the tag is gone."""
    narrowing = narrow(store, customers, needs.segment, needs.channel)
    said = quoted(store, find_tag(store, tag), customers, needs.period, narrowing, _MOST_QUOTES)
    items = [mention.item for mention in mentions(store, tag, needs.period, narrowing)]
    return NeedDetail(
        tag,
        tuple(said),
        read_links(store, End(TAG, tag)),
        [*_lists_of_accounts(store, needs), *_files(store, items)],
        record_steps(store, [(TAG, tag)]),
        _groups_ever(store),
    )


def read_segments(store: Store, customers: Customers, period: Period, channel: str | None) -> SegmentBoard:
    """The needs of everybody, with the items received of each segment that lists give accounts."""
    narrowing = narrow(store, customers, channel=channel)
    needs = read_needs(store, customers, period=period, channel=channel)
    counts = {segment: received(store, period.begin, period.end, only)[0] for segment, only in _by_segment(customers, narrowing).items()}
    return SegmentBoard(needs, {**counts, UNKNOWN: needs.items - sum(counts.values())})


def read_tag_links(store: Store) -> Mapping[int, tuple[str, ...]]:
    """The titles of what each tag is linked to."""
    ends = {tag.id: [one.other for one in links_of(store, End(TAG, tag.id))] for tag in all_tags(store)}
    titles = titles_of(store, {end for own in ends.values() for end in own})
    return {tag: tuple(titles[end] for end in own) for tag, own in ends.items() if own}


def _groups_ever(store: Store) -> dict[int, str]:
    query = "SELECT id, name FROM h_tag_group WHERE name IS NOT NULL UNION ALL SELECT id, name FROM tag_group"
    return dict(store.db.execute(query).fetchall())


def _lists_of_accounts(store: Store, needs: Needs) -> list[SourceRow]:
    """The lists that say what accounts are worth."""
    found = []
    for about in (find_version(store, version) for version in needs.sources):
        what = tr("ARR of accounts, as of {day}", day=formats.day(about.as_of))
        found.append(SourceRow(what, about.file, "", None, None, about.dataset))
    return found


def _files(store: Store, items: Sequence[int]) -> list[SourceRow]:
    """How many of the items each file brought; those that were typed here, and those whose dataset was deleted, have none."""
    query = """
        SELECT b.version, count(*) FROM feedback_now n JOIN feedback_batch b ON b.part = n.part JOIN version v ON v.id = b.version
        WHERE n.item IN (SELECT value FROM json_each(?)) GROUP BY b.version ORDER BY 2 DESC, 1 DESC
    """
    found = []
    for version, count in store.db.execute(query, (json.dumps(list(items)),)).fetchall():
        about = find_version(store, version)
        found.append(SourceRow(counted(count, "{n} mention", "{n} mentions"), about.file, "", None, None, about.dataset))
    return found


def _by_segment(customers: Customers, narrowing: Narrowing) -> dict[str, Narrowing]:
    """For each segment what narrows to its accounts, by the names that feedback calls them by."""
    names: dict[str, str] = {}
    members: dict[str, list[int]] = {}
    for name, customer in customers.by_name.items():
        if customer.segment:
            key = name_key(customer.segment)
            names.setdefault(key, customer.segment)
            members.setdefault(key, []).append(name)
    return {
        names[key]: replace(
            narrowing,
            customers=frozenset(customers.by_name[name].number for name in own),
            parameters={**narrowing.parameters, "names": json.dumps(own)},
        )
        for key, own in members.items()
    }
