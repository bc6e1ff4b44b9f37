"""Which texts stand for "nothing here", and when they do not because they are values of a closed set."""

from collections.abc import Iterable

_NO_DAYS = frozenset(("0000-00-00", "0000-00-00 00:00:00", "00/00/0000", "00.00.0000", "00-00-0000"))
"""What databases write for a day that is not there."""
_ANYWHERE = _NO_DAYS | frozenset(
    "n/a|n.a.|n. a.|n.a|#n.a.|-|--|---|–|—|−|null|<null>|nan|nat|(blank)|(leer)|n/d|k.a.|k. a.|k/a|s/o|not available".split("|")
)
PLACEHOLDERS = _ANYWHERE | frozenset(
    "na|nil|none|tbd|tba|?|??|unknown|not applicable|missing|.|..|…|keine|keine angabe|unbekannt|n.d.|nd|aucun".split("|")
    + "inconnu|ninguno|desconocido|pending|x".split("|")
)
LONGEST_PLACEHOLDER = max(map(len, PLACEHOLDERS))
ERRORS = frozenset(
    ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#GETTING_DATA", "#SPILL!", "#CALC!", "#BLOCKED!", "#FIELD!")
)
"""Error cells: never missing, never a value of a typed column."""


def missing_texts(words: Iterable[str], *, text_column: bool) -> frozenset[str]:
    """Those of ``words`` (trimmed texts of one column) that stand for a missing value there.

    "NA" in a column of text is missing unless the other words are short codes too, such as EMEA and APAC.
    """
    if not text_column:
        return frozenset(word for word in words if word.casefold() in PLACEHOLDERS)
    listed = list(words)
    found = {word for word in listed if word.casefold() in _ANYWHERE}
    bare = {word for word in listed if word.casefold() == "na"}
    if bare:
        peers = [word for word in listed if word not in bare and word not in found]
        codes = [word for word in peers if word.isupper() and len(word) <= 5 and word.isalpha()]
        if len(codes) < 0.6 * len(peers) or not peers:
            found |= bare
    return frozenset(found)
