"""Counts of feedback by SQL: who mentions a need and in which months, and how many items were received."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from prodops_desktop.feedback.needs.narrowing import Narrowing
from prodops_desktop.feedback.needs.period import Period
from prodops_desktop.feedback.store import HERE
from prodops_desktop.workspace import Store

STANDING = "(m.part = 0 OR m.part IN (SELECT part FROM feedback_batch))"
"""SQL for a row ``m`` of ``feedback_mention`` whose import stands."""
_NEVER = Period("", "", date.max, date.max - timedelta(days=1))
_COUNTING = "n.counts = 1 AND n.state <> 'out' AND n.state <> 'deleted'"
_RECEIVED = f"{_COUNTING} AND {HERE}"


class Mention(NamedTuple):
    """One item under a tag; ``account`` is the id of a name, 0 for none."""

    account: int
    item: int
    at: str
    channel: str
    importance: int


@dataclass(frozen=True)
class Heard:
    """How often one tag is mentioned: in the period by everybody, in the one before, and in the months of the course.

    ``names``, ``times`` and ``importances`` say by which name of an account how often, and how important at most; 0 is no name.
    """

    names: Sequence[int]
    times: Sequence[int]
    importances: Sequence[int]
    before: int
    by_month: Mapping[str, int]


def heard(store: Store, tag: int, period: Period, narrowing: Narrowing) -> Heard:
    """What is heard of one tag in a period, in the one before, and in the months of its course."""
    before, course = period.before or _NEVER, f"{period.months[0]}-01"
    parameters: dict[str, str | int] = {
        **narrowing.parameters,
        "tag": tag,
        "begin": period.begin,
        "end": period.end,
        "before": before.begin,
        "before_end": before.end,
        "course": course,
        "earliest": min(before.begin, course),
    }
    # One row a tag, with its parts listed inside: each row that SQLite hands over makes the window beside it wait for its turn.
    by_name = f"""
        SELECT m.account, count(*) AS times, max(m.importance) AS importance FROM feedback_mention m
        WHERE m.tag = :tag AND m.at >= :begin AND m.at < :end AND {STANDING}{narrowing.of_mentions(everybody=True)} GROUP BY m.account
    """
    arrays = "json_group_array(account), json_group_array(times), json_group_array(importance)"
    names, times, importances = map(json.loads, store.db.execute(f"SELECT {arrays} FROM ({by_name})", parameters).fetchone())
    days = f"""
        SELECT count(*) FILTER (WHERE m.at >= :before AND m.at < :before_end), group_concat(m.at) FILTER (WHERE m.at >= :course)
        FROM feedback_mention m
        WHERE m.tag = :tag AND m.at >= :earliest AND m.at < :end AND {STANDING}{narrowing.of_mentions()}
    """
    earlier, written = store.db.execute(days, parameters).fetchone()
    return Heard(names, times, importances, earlier, _by_month(written or ""))


def _by_month(days: str) -> Counter[str]:
    """How many of these days, divided by commas, lie in each month: faster than sums by SQL, as many are the same."""
    found = Counter[str]()
    for day, count in Counter(days.split(",")).items():
        found[day[:7]] += count
    return found


def mentions(store: Store, tag: int, period: Period, narrowing: Narrowing) -> list[Mention]:
    """Every mention of a tag in a period."""
    query = f"""
        SELECT m.account, m.item, m.at, m.channel, m.importance FROM feedback_mention m
        WHERE m.tag = :tag AND m.at >= :begin AND m.at < :end AND {STANDING}{narrowing.of_mentions()}
    """
    found = store.db.execute(query, {**narrowing.parameters, "tag": tag, "begin": period.begin, "end": period.end})
    return [Mention(*row) for row in found]


def mentions_by_tag(store: Store, period: Period, narrowing: Narrowing) -> dict[int, int]:
    """How often each tag is mentioned in a period, for those that are."""
    query = f"""
        SELECT m.tag, count(*) FROM feedback_mention m
        WHERE m.at >= :begin AND m.at < :end AND {STANDING}{narrowing.of_mentions()} GROUP BY m.tag
    """
    return dict(store.db.execute(query, {**narrowing.parameters, "begin": period.begin, "end": period.end}).fetchall())


def received(store: Store, begin: str, end: str, narrowing: Narrowing) -> tuple[int, int]:
    """How many items were received from ``begin`` until before ``end``, and how many of them name no account."""
    query = f"""
        SELECT count(*), count(*) - count(n.account) FROM feedback_now n
        WHERE {_RECEIVED} AND n.at >= :begin AND n.at < :end{narrowing.of_items()}
    """
    row = store.db.execute(query, {**narrowing.parameters, "begin": begin, "end": end}).fetchone()
    return int(row[0]), int(row[1])


def untagged(store: Store, period: Period, narrowing: Narrowing, items: int) -> int:
    """How many of the ``items`` that were received in a period are mentions of nothing."""
    whole = store.db.execute(f"SELECT count(*) FROM feedback_now n WHERE {_COUNTING}").fetchone()[0]
    if items == whole:  # none lies outside, so that the index by item says it alone, four times as fast
        return items - int(store.db.execute("SELECT count(*) FROM (SELECT DISTINCT item FROM feedback_mention)").fetchone()[0])
    # Sorted first, so that looking up one item after the other goes through the index of mentions in its order.
    query = f"""
        SELECT count(*) FROM (
            SELECT n.item FROM feedback_now n
            WHERE {_RECEIVED} AND n.at >= :begin AND n.at < :end{narrowing.of_items()} ORDER BY n.item LIMIT -1
        ) n WHERE NOT EXISTS (SELECT 1 FROM feedback_mention m WHERE m.item = n.item)
    """
    return int(store.db.execute(query, {**narrowing.parameters, "begin": period.begin, "end": period.end}).fetchone()[0])
