"""Folds texts so that their words are compared without case and accents, whatever the script."""

import re
import unicodedata

WORD = re.compile(r"[^\W_]+")
_DIRECTIONS = dict.fromkeys(map(ord, "\u200e\u200f\u061c"))
"""What tells the direction of writing, and is no part of what is written."""


def plain_signs(text: str) -> str:
    """A typed text with one blank between words, without marks of direction, and with the digits 0 to 9 for those of other scripts."""
    cleaned = " ".join(text.translate(_DIRECTIONS).split())
    return cleaned if cleaned.isascii() else "".join(str(int(sign)) if sign.isdecimal() else sign for sign in cleaned)


def folded(text: str) -> str:
    """A text without case and accents; letter by letter it is the same as whole."""
    if not text.isascii():
        text = "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign))
    return text.casefold()
