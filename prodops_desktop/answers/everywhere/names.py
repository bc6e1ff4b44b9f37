"""The metrics and the columns of datasets that have typed words in their names."""

from collections.abc import Iterable

from prodops_desktop.answers.everywhere.model import Field, Found, Hit, Measure, Words
from prodops_desktop.datasets.model import Dataset
from prodops_desktop.datasets.reading import columns_of
from prodops_desktop.datasets.snapshot import current
from prodops_desktop.metrics.catalogue import all_metrics
from prodops_desktop.workspace import Store

_MOST = 50


def find_metrics(store: Store, words: Words) -> Found:
    """The metrics that have all words in their names and those of their groups."""
    hits = [
        Hit(words.marked(one.title), words.snippet([one.group]), Measure(one.key))
        for one in all_metrics(store, current(store))
        if words.are_in([one.title, one.group])
    ]
    return Found("metric", "Metrics", len(hits), tuple(hits[:_MOST]))


def find_columns(store: Store, datasets: Iterable[Dataset], words: Words) -> Found:
    """The columns of the newest versions whose headers have all words."""
    hits = [
        Hit(words.marked(column.header), words.snippet([dataset.name]), Field(dataset.id, column.position))
        for dataset in datasets
        for column in columns_of(store, dataset.version.id)
        if words.are_in([column.header])
    ]
    return Found("column", "Columns", len(hits), tuple(hits[:_MOST]))
