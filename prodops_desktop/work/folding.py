"""Folds texts so that their words are compared without case and accents, whatever the script."""

import re
import unicodedata

WORD = re.compile(r"[^\W_]+")


def folded(text: str) -> str:
    """A text without case and accents; letter by letter it is the same as whole."""
    if not text.isascii():
        text = "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign))
    return text.casefold()
