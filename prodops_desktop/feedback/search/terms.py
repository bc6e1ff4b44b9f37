"""Tests whether an item has the words of a search: one text in Python, any number of items by the index of words."""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache

from prodops_desktop.feedback.search.query import Term
from prodops_desktop.work.folding import folded
from prodops_desktop.workspace import Store

SAYS = "feedback_says"
"""The SQL function that tests the words of one item; see :func:`prepare`."""
FOLDED = "feedback_folded"
LONGEST = 100
"""How many characters of a word the index is asked for; the rest of a longer one is left to the test of the text."""
MOST_INDEXED = 24
"""How many words the index is asked for: each one more takes time, and hardly finds less."""

TextTest = Callable[[str], bool]


def prepare(store: Store) -> None:
    """Teach the connection the functions that searches use: ``feedback_says(terms, words, title, text)``, ``feedback_folded(text)``."""
    known = "SELECT 1 FROM pragma_function_list WHERE name = ?"  # to define it anew would fail while a reading is under way
    if store.db.execute(known, (SAYS,)).fetchone() is None:
        store.db.create_function(FOLDED, 1, _in_one_case, deterministic=True)
        store.db.create_function(SAYS, 4, _says, deterministic=True)


def folded_sql(column: str) -> str:
    """SQL for a text as it is compared, without a call to Python for those that are plain ASCII."""
    return f"CASE WHEN length({column}) <> length(CAST({column} AS BLOB)) THEN {FOLDED}({column}) ELSE lower({column}) END"


def _in_one_case(text: str) -> str:
    return unicodedata.normalize("NFC", text.casefold())


def written(terms: Iterable[Term]) -> str:
    """Terms as the first parameter of the function :data:`SAYS`."""
    return json.dumps([[term.words, term.phrase, term.negated] for term in terms])


def looked_in(words: str | None, title: str | None, text: str) -> str:
    """What a test of a term takes: ``words`` where those are known already, else the text without case and accents."""
    if words is not None:
        return words
    return folded(f"{title}\n{text}" if title else text)


def text_test(term: Term) -> TextTest:
    """Tests a text of :func:`looked_in` for a term, whether or not it is negated."""
    if not term.phrase:
        tests = [_in_a_row((word,)) for word in term.words]
        return tests[0] if len(tests) == 1 else lambda text: all(test(text) for test in tests)
    return _in_a_row(term.words)


def matched(term: Term) -> tuple[str, bool]:
    """What to ask the index for a term, and whether that says it all: else items are among those found that do not have it."""
    words = term.words[:MOST_INDEXED]
    ends = {len(term.words) - 1} if term.phrase else range(len(term.words))
    asked = (f'"{word[:LONGEST]}"{"*" if place in ends or len(word) > LONGEST else ""}' for place, word in enumerate(words))
    return " ".join(asked), not term.phrase and words == term.words and all(len(word) <= LONGEST for word in words)


def _in_a_row(words: tuple[str, ...]) -> TextTest:
    """Finds words in a row, the first at the beginning of a word, the last as a beginning: ten times as fast as a regex."""
    first = words[0]
    rest = re.compile("".join(rf"[\W_]+{re.escape(word)}" for word in words[1:])) if len(words) > 1 else None

    def test(text: str) -> bool:
        at = text.find(first)
        while at >= 0:
            if (at == 0 or not text[at - 1].isalnum()) and (rest is None or rest.match(text, at + len(first)) is not None):
                return True
            at = text.find(first, at + 1)
        return False

    return test


@lru_cache(maxsize=64)
def _tests(terms: str) -> tuple[tuple[TextTest, bool], ...]:
    """The tests of terms that were :func:`written`, each with whether it must fail."""
    return tuple((text_test(Term(tuple(words), phrase)), negated) for words, phrase, negated in json.loads(terms))


def _says(terms: str, words: str | None, title: str | None, text: str) -> bool:
    said = looked_in(words, title, text)
    return all(test(said) is not negated for test, negated in _tests(terms))
