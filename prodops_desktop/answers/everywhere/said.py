"""The items of feedback that the search of feedback finds, with the piece of what was said that has the words."""

import json

from prodops_desktop.answers.everywhere.model import Found, Hit, Words
from prodops_desktop.feedback.accounts import Customers
from prodops_desktop.feedback.model import beginning, code_of
from prodops_desktop.feedback.search import count, find, read_query
from prodops_desktop.feedback.words import words_of
from prodops_desktop.workspace import Store, settings
from prodops_desktop.workspace.links import End

_MOST = 20
_TEXTS = """
    SELECT i.id, coalesce(y.title, i.title), coalesce(y.text, i.text) FROM feedback_item i LEFT JOIN feedback_typed y ON y.item = i.id
    WHERE i.id IN (SELECT value FROM json_each(?))
"""


def plain_query(words: Words) -> str:
    """The words as the search of feedback takes them for words, and for no filter or exception; empty where all of them are signs."""
    phrases = (" ".join(words_of(word)) for word in words.typed)
    return " ".join(f'"{phrase}"' for phrase in phrases if phrase)


def find_feedback(store: Store, words: Words, customers: Customers) -> Found:
    """What the search of the page Feedback finds among all items, the newest first."""
    asked = plain_query(words)
    if not asked:
        return Found("feedback_item", "Feedback", 0)
    query, today = read_query(asked), settings.today(store)
    found = find(store, query, customers, today=today, limit=_MOST)
    number = count(store, query, customers, today=today) if found.more else len(found.ids)
    texts = {row[0]: (row[1] or "", row[2] or "") for row in store.db.execute(_TEXTS, (json.dumps(list(found.ids)),))}
    hits = []
    for id_ in found.ids:
        title, said = texts[id_]
        name = words.marked(f"{code_of(id_)} {title or beginning(said)}")
        hits.append(Hit(name, words.snippet([said]), End("feedback_item", id_)))
    return Found("feedback_item", "Feedback", number, tuple(hits))
