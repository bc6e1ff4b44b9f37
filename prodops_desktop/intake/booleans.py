"""Yes and no in the languages that spreadsheets come in."""

_PAIRS = (
    ("true", "false"),
    ("yes", "no"),
    ("y", "n"),
    ("t", "f"),
    ("ja", "nein"),
    ("j", "n"),
    ("wahr", "falsch"),
    ("oui", "non"),
    ("o", "n"),
    ("vrai", "faux"),
    ("sí", "no"),
    ("si", "no"),
    ("s", "n"),
    ("verdadero", "falso"),
    ("on", "off"),
    ("checked", "unchecked"),
)
WORDS = frozenset(word for pair in _PAIRS for word in pair)


def read_pair(words: set[str]) -> dict[str, bool] | None:
    """What each of ``words`` (trimmed) means when they are the yes and no of one language; None when they are not.

    A single letter alone is no evidence: both of the pair must occur.
    """
    folded = {word.casefold() for word in words}
    for yes, no in _PAIRS:
        if folded and folded <= {yes, no} and (len(folded) == 2 or len(next(iter(folded))) > 1):
            return {word: word.casefold() == yes for word in words}
    return None
