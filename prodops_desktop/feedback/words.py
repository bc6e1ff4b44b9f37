"""The words of a text as they are searched: case-folded, without accents, whatever the script."""

import re

from prodops_desktop.work.folding import WORD, folded

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
_HALF = re.compile("[\ud800-\udfff]")

QUOTES = '"“”„‟«»'
"""The signs that stand around a phrase in a search; where a name has them, they tell it from no other."""


def words_of(text: str) -> list[str]:
    """The words of a text in order: runs of letters and digits, compared without case and accents (“Réunion” is “reunion”)."""
    return WORD.findall(folded(text))


def writable(text: str) -> str:
    """A text that every file takes: without control signs but line ends and tabs, and with U+FFFD for half of a sign."""
    return _CONTROL.sub("", _HALF.sub("\ufffd", text))


def searched_text(*texts: str | None) -> str:
    """What the index of words takes of these texts."""
    return " ".join(word for text in texts if text for word in words_of(text))
