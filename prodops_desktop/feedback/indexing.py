"""Makes the index of words anew, should it be damaged or no longer know every item."""

from prodops_desktop.feedback.words import searched_text
from prodops_desktop.workspace import Store

_TYPED = "SELECT item, words FROM feedback_typed"
_IMPORTED = "SELECT id, title, text FROM feedback_item WHERE identity IS NOT NULL"


def index_anew(store: Store) -> None:
    """Forget all words and learn those of every item; to be called inside a bulk step, as it is no step of the history."""
    store.db.execute("INSERT INTO feedback_search (feedback_search) VALUES ('delete-all')")
    learn = "INSERT INTO feedback_search (rowid, words) VALUES (?, ?)"
    store.db.executemany(learn, ((item, searched_text(title, text)) for item, title, text in store.db.execute(_IMPORTED)))
    store.db.executemany(learn, store.db.execute(_TYPED))
