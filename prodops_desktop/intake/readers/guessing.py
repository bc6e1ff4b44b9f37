"""Guesses in which encodings some bytes may be, from how letters stand in words and from what a detector says."""

import codecs
import re
import unicodedata
from functools import lru_cache

OFFERED = (
    "utf-8",
    "cp1252",
    "cp1250",
    "cp1251",
    "mac-roman",
    "shift_jis",
    "euc_jp",
    "gb18030",
    "big5",
    "euc_kr",
    "iso8859-15",
    "cp1254",
    "cp850",
)
"""Encodings that a text may be in, the usual ones first."""
SELDOM = (
    "cp1253",
    "cp1255",
    "cp1256",
    "cp1257",
    "cp874",
    "koi8-r",
    "cp866",
    "cp852",
    "iso8859-2",
    "iso8859-5",
    "iso8859-6",
    "mac-cyrillic",
)
"""More of them."""
WIDER = {"shift_jis": "cp932", "big5": "big5hkscs", "euc_kr": "cp949", "euc_jp": "euc_jis_2004"}
"""Encodings, and those that hold all of their letters and more."""
_DETECTED = (*(name for name in (*OFFERED[1:], *SELDOM) if name not in WIDER), *WIDER.values())
_WEIGHED_SIGNS = 20_000
_AS_LIKELY = 0.6
_MORE_ODD = 0.1
_OF_OLD_WEST = ("cp850", "mac-roman")
_AS_LIKELY_AS_OLD_EAST = 0.7
_AS_TURKISH = 0.45
_TURKISH = re.compile(r"[þðÞÐ]|\bÝ")
"""What the letters of Turkish are in cp1252, where only Icelandic has them."""
_NOT_TURKISH = re.compile("[áíóúæàèìòùãõñåøëïÿ]", re.IGNORECASE)
_CONTROLS = re.compile("[\x80-\x9f]")
_OF_LATIN_9 = re.compile(r"¤|(?<=[^\W\d_])[¦¨¸¼½¾]|[¦¨¸¼½¾](?=[^\W\d_])")
"""What the euro sign and some letters of iso8859-15 are in cp1252."""


def guessed(telling: bytes) -> list[str]:
    """The encodings that these bytes may be in, the likeliest first.

    Detection alone is weak on a few words: what it offers is taken only where the letters stand as letters do, and the usual one wins
    where it is nearly as likely.
    """
    import chardet

    found = chardet.detect_all(telling, include_encodings=_DETECTED, ignore_threshold=True, prefer_superset=False, compat_names=False)
    weights = {str(one["encoding"]): float(one["confidence"] or 0) for one in found if one["encoding"]}
    texts = {name: text for name in weights if (text := decoded(telling, name)) is not None}
    if not texts:
        return []
    odd = {name: oddness(text) for name, text in texts.items()}
    likely = [name for name in texts if odd[name] <= min(odd.values()) + _MORE_ODD]
    best = max(likely, key=lambda name: (weights[name], name not in SELDOM))
    if best == "cp852":
        western = [name for name in _OF_OLD_WEST if name in likely and weights[name] >= _AS_LIKELY_AS_OLD_EAST * weights[best]]
        best = max(western, key=lambda name: weights[name], default=best)
    if "cp1252" in likely and (weights["cp1252"] >= _AS_LIKELY * weights[best] or texts["cp1252"] == texts[best]):
        best = _western(texts, weights)
    return [best, *sorted(set(likely) - {best}, key=lambda name: (-weights[name], name))]


def _western(texts: dict[str, str], weights: dict[str, float]) -> str:
    """cp1252, or one of its kin where signs that no word of cp1252 has are letters."""
    western = texts["cp1252"]
    if texts.get("cp1254", western) != western and not _NOT_TURKISH.search(western):
        turkish = weights["cp1254"] / max(weights["cp1252"], 1e-9)
        if turkish >= 1 or (turkish >= _AS_TURKISH and _TURKISH.search(western)):
            return "cp1254"
    if not _CONTROLS.search(texts.get("iso8859-15", "\x80")) and _OF_LATIN_9.search(western):
        return "iso8859-15"
    return "cp1252"


def decoded(content: bytes, name: str) -> str | None:
    """The text of a piece that may end within a letter; None when it is not of this encoding."""
    try:
        return codecs.getincrementaldecoder(name)().decode(content)
    except (UnicodeError, LookupError):
        return None


def oddness(text: str) -> float:
    """The share of the letters and signs beyond ASCII that stand where none of their sort stands in words."""
    text = text[:_WEIGHED_SIGNS]
    signs = [place for place in zip(f" {text}", text, f"{text[1:]} ", strict=False) if not place[1].isascii()]
    return sum(_is_odd(*place) for place in signs) / len(signs) if signs else 0.0


@lru_cache(maxsize=100_000)
def _is_odd(before: str, sign: str, after: str) -> bool:
    if unicodedata.category(sign) in ("Cc", "Cn", "Co") or "\u2500" <= sign <= "\u259f":
        return True
    if not sign.isalpha():
        return before.isalpha() and after.isalpha() and sign not in "’‘´`·–—®™" and not unicodedata.category(sign).startswith("M")
    script = unicodedata.name(sign, "").partition(" ")[0]
    if script == "LATIN":
        return sign.isupper() and before.islower()
    if script in ("CYRILLIC", "GREEK") and not before.isalpha() and not after.isalpha():
        return True
    return any(other.isascii() and other.isalpha() for other in (before, after)) and sign not in "µªº"
