"""Ranks names by how well they fit what was typed, and forgives gaps, order, accents and one slip of the finger."""

import unicodedata
from dataclasses import dataclass

_EXACT, _START, _WORD, _INSIDE, _SLIP, _SCATTERED = 100.0, 80.0, 60.0, 40.0, 25.0, 12.0


@dataclass(frozen=True)
class Match:
    """How well a text fits, higher is better, and which of its characters were meant."""

    score: float
    places: tuple[int, ...]


def match(query: str, text: str, words: str = "") -> Match | None:
    """How ``text`` fits all words of ``query``, or None; ``words`` are other names of it, which count for less."""
    wanted = _plain(query).split()
    if not wanted:
        return Match(0.0, ())
    shown, hidden = _plain(text), _plain(words)
    total, places = 0.0, set[int]()
    for word in wanted:
        found = _fit(word, shown)
        if found is None:
            elsewhere = _fit(word, hidden) if hidden else None
            if elsewhere is None:
                return None
            total += elsewhere.score * 0.6
            continue
        total += found.score
        places.update(found.places)
    if _plain(query).strip() == shown:
        total += _EXACT
    return Match(total / len(wanted) - len(text) * 0.05, tuple(sorted(places)))


def _fit(word: str, text: str) -> Match | None:
    if text.startswith(word):
        return Match(_START, tuple(range(len(word))))
    starts = _starts(text)
    for start in starts:
        if text.startswith(word, start):
            return Match(_WORD, tuple(range(start, start + len(word))))
    inside = text.find(word)
    if inside >= 0:
        return Match(_INSIDE, tuple(range(inside, inside + len(word))))
    return _slip(word, text, starts) or _scattered(word, text, starts)


def _slip(word: str, text: str, starts: list[int]) -> Match | None:
    """One letter wrong, missing, too many or swapped with its neighbour, at the start of a word; only from four letters on."""
    if len(word) < 4:
        return None
    for start in starts:
        for length in (len(word), len(word) - 1, len(word) + 1):
            if _one_slip(word, text[start : start + length]):
                return Match(_SLIP, tuple(range(start, min(start + length, len(text)))))
    return None


def _one_slip(typed: str, meant: str) -> bool:
    if len(typed) == len(meant):
        wrong = [index for index, (a, b) in enumerate(zip(typed, meant, strict=True)) if a != b]
        swapped = len(wrong) == 2 and wrong[1] == wrong[0] + 1 and typed[wrong[0]] == meant[wrong[1]] and typed[wrong[1]] == meant[wrong[0]]
        return len(wrong) <= 1 or swapped
    short, long = sorted((typed, meant), key=len)
    return len(long) - len(short) == 1 and any(long[:index] + long[index + 1 :] == short for index in range(len(long)))


def _scattered(word: str, text: str, starts: list[int]) -> Match | None:
    """The letters in order, the first one at the start of a word (“gtm” for “Go to Metrics”)."""
    for start in starts:
        if not text.startswith(word[0], start):
            continue
        places, at = [start], start
        for letter in word[1:]:
            following = [place for place in starts if place > at and text[place] == letter]
            at = following[0] if following else text.find(letter, at + 1)
            if at < 0:
                break
            places.append(at)
        if len(places) == len(word):
            gaps = places[-1] - places[0] + 1 - len(word)
            return Match(max(1.0, _SCATTERED - gaps * 0.3), tuple(places))
    return None


def _starts(text: str) -> list[int]:
    return [index for index in range(len(text)) if text[index].isalnum() and (index == 0 or not text[index - 1].isalnum())]


def _plain(text: str) -> str:
    """Lower case without accents, of the same length, so that places stay right."""
    return "".join(unicodedata.normalize("NFD", letter)[0].lower()[:1] or letter for letter in text)
