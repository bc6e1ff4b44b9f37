"""The engine of feedback with 200,000 items, measured: first pages of searches, tagging 10,000 items and taking it back, and needs."""

import json
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import TypeVar

from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.feedback.accounts import Customers, read_customers
from prodops_desktop.feedback.needs.model import Needs
from prodops_desktop.feedback.needs.period import ALL, DEFAULT, read_period
from prodops_desktop.feedback.needs.reading import read_needs
from prodops_desktop.feedback.taxonomy import all_tags, find_tag
from prodops_desktop.feedback.triage import tag_items
from prodops_desktop.ui.pages.feedback.asking import FIRST_PAGE, ListAsked, read_list
from prodops_desktop.ui.pages.feedback.need_reading import SegmentBoard, read_segments
from prodops_desktop.ui.pages.feedback.reading import Row, read_rows
from prodops_desktop.work.memory import peak_mb
from prodops_desktop.workspace import Store, settings, undo
from tests.bench.feedback_made import ITEMS, make_sheet, make_workspace

QUERIES = (
    "",
    "export",
    "export stops",
    '"monthly pdf" -webhook',
    'tag:"Export limits" after:2026-06-01 export',
    "account:company arr>100k",
    "segment:enterprise channel:support after:2026-01 filter",
    "is:untagged importance:critical",
    "nonsensenobodysays",
)
"""What is searched: everything, one word and two, a phrase, tags, accounts and days, and what is not there."""
_ROUNDS, _TAGGED = 5, 10_000
_TAG = "Praise"
T = TypeVar("T")


def measure_searches(path: Path) -> dict[str, object]:
    """Seconds of the first page of each search with its rows: for the first time on a connection, and again."""
    cold, warm = {}, {}
    for query in QUERIES:
        with open_workspace(path, read_only=True) as workspace, workspace.reading() as store:
            customers, tags = read_customers(store), {tag.id: tag.name for tag in all_tags(store)}
            work = partial(_first_page, store, ListAsked(query, "all"), customers, tags)
            cold[query], _ = _timed(work)
            warm[query] = median(_timed(work)[0] for _ in range(_ROUNDS))
    worst = max(QUERIES, key=lambda query: warm[query])
    return {
        "cold": max(cold.values()),
        "warm": warm[worst],
        "worst": worst,
        "each": {query: [cold[query], warm[query]] for query in QUERIES},
    }


def measure_needs(path: Path) -> dict[str, object]:
    """Seconds of reading the needs of 90 days and of all, and of those by segment; as the page does it, with the customers at hand."""
    with open_workspace(path, read_only=True) as workspace, workspace.reading() as store:
        _expect(store)
        customers, today = read_customers(store), settings.today(store)
        found: dict[str, object] = {}
        for name, period in (("90", read_period(DEFAULT, today)), ("all", read_period(ALL, today))):
            needs: Callable[[], Needs] = partial(read_needs, store, customers, period=period)
            segments: Callable[[], SegmentBoard] = partial(read_segments, store, customers, period, None)
            found[f"needs_{name}"] = median(_timed(needs)[0] for _ in range(_ROUNDS))
            found[f"segments_{name}"] = median(_timed(segments)[0] for _ in range(_ROUNDS))
    return found


def measure_tagging(path: Path) -> dict[str, object]:
    """Seconds of giving the newest 10,000 items a tag, of taking that back, and of bringing it back again; it ends as it began."""
    with open_workspace(path) as workspace:
        with workspace.reading() as store:
            items = read_list(store, ListAsked("", "all"), read_customers(store), _TAGGED).ids
            tag = find_tag(store, _TAG).id
            before = _given(store, tag)
        tagging, _ = _timed(lambda: workspace.run(lambda store: tag_items(store, items, tag)).result())
        with workspace.reading() as store:
            more = _given(store, tag) - before
        undoing, _ = _timed(lambda: workspace.run(undo.undo).result())
        with workspace.reading() as store:
            left = _given(store, tag) - before
        redoing, _ = _timed(lambda: workspace.run(undo.redo).result())
        workspace.run(undo.undo).result()
    if more < _TAGGED * 0.9 or left:
        sys.exit(f"{more} items were tagged, and {left} stayed so: nothing was measured.")
    return {"tag": tagging, "undo": undoing, "redo": redoing, "tagged": more}


def _first_page(store: Store, asked: ListAsked, customers: Customers, tags: dict[int, str]) -> list[Row]:
    return read_rows(store, read_list(store, asked, customers, FIRST_PAGE).ids, customers, tags)


def _given(store: Store, tag: int) -> int:
    return int(store.db.execute("SELECT count(*) FROM feedback_tag WHERE tag = ?", (tag,)).fetchone()[0])


def _expect(store: Store) -> None:
    count = store.db.execute("SELECT count(*) FROM feedback_now").fetchone()[0]
    if count != ITEMS:
        sys.exit(f"The workspace has {count} items of {ITEMS}: nothing was measured.")


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    began = time.perf_counter()
    found = work()
    return time.perf_counter() - began, found


_MEASURES = {"search": measure_searches, "needs": measure_needs, "tag": measure_tagging}


if __name__ == "__main__":
    wanted, where = sys.argv[1], Path(sys.argv[2])
    if wanted == "make":
        make_workspace(where)
    elif wanted == "sheet":
        make_sheet(where, int(sys.argv[3]))
    else:
        sys.stdout.write(f"{json.dumps({**_MEASURES[wanted](where), 'peak_mb': peak_mb()})}\n")
