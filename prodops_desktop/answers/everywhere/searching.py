"""Looks through all texts of a workspace, what is quick first, and tells what each part of it has as soon as that is known."""

from collections.abc import Callable
from threading import Event

from prodops_desktop.answers.everywhere.model import Found, Words
from prodops_desktop.answers.everywhere.names import find_columns, find_metrics
from prodops_desktop.answers.everywhere.records import KINDS, find_records
from prodops_desktop.answers.everywhere.rows import find_rows, read_names
from prodops_desktop.answers.everywhere.said import find_feedback
from prodops_desktop.datasets.store import all_datasets
from prodops_desktop.errors import Cancelled, UserError
from prodops_desktop.feedback.accounts import read_customers
from prodops_desktop.workspace import Store

MOST_WORDS = 50
"""Nobody types more; a whole text that was pasted would be more than one query takes."""


def search(store: Store, text: str, tell: Callable[[Found], None], cancelled: Event) -> None:
    """Look for all words of ``text``; ``tell`` gets each part that has any, and a dataset while it is looked through.

    Raises Cancelled as soon as ``cancelled`` is set, and UserError for more words than are looked for at once.
    """
    words = Words(text)
    if not words:
        return
    if len(words.plain) > MOST_WORDS:
        raise UserError(f"These are {len(words.plain):,} words, and at most {MOST_WORDS} are looked for at once. Leave some of them out.")
    for kind in KINDS:
        _go_on(cancelled)
        _tell(tell, find_records(store, kind, words))
    _go_on(cancelled)
    _tell(tell, find_feedback(store, words, read_customers(store)))
    datasets = all_datasets(store)
    _go_on(cancelled)
    _tell(tell, find_metrics(store, words))
    _tell(tell, find_columns(store, datasets, words))
    names = read_names(store, words)
    for dataset in sorted(datasets, key=lambda one: (one.version.rows_accepted, one.id)):
        _go_on(cancelled)
        tell(find_rows(store, dataset, words, names, tell, cancelled))


def _tell(tell: Callable[[Found], None], found: Found) -> None:
    if found.count:
        tell(found)


def _go_on(cancelled: Event) -> None:
    if cancelled.is_set():
        raise Cancelled
