"""The words of a text as they are searched: case-folded, without accents, whatever the script."""

import re
import unicodedata

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
_HALF = re.compile("[\ud800-\udfff]")
WORD = re.compile(r"[^\W_]+")

QUOTES = '"“”„‟«»'
"""The signs that stand around a phrase in a search; where a name has them, they tell it from no other."""


def words_of(text: str) -> list[str]:
    """The words of a text in order: runs of letters and digits, compared without case and accents (“Réunion” is “reunion”)."""
    return WORD.findall(folded(text))


def folded(text: str) -> str:
    """A text without case and accents; letter by letter it is the same as whole."""
    if not text.isascii():
        text = "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign))
    return text.casefold()


def writable(text: str) -> str:
    """A text that every file takes: without control signs but line ends and tabs, and with U+FFFD for half of a sign."""
    return _CONTROL.sub("", _HALF.sub("\ufffd", text))


def searched_text(*texts: str | None) -> str:
    """What the index of words takes of these texts."""
    return " ".join(word for text in texts if text for word in words_of(text))
