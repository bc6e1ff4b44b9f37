"""Ranks names by how well they fit what was typed, and forgives gaps, order, accents and one slip of the finger."""

import re
import unicodedata
from dataclasses import dataclass

_EXACT, _START, _WORD, _INSIDE, _SLIP, _SCATTERED = 100.0, 80.0, 60.0, 40.0, 25.0, 12.0
_WORD_START = re.compile(r"(?<![^\W_])[^\W_]")


@dataclass(frozen=True)
class Match:
    """How well a text fits, higher is better, and which of its characters were meant."""

    score: float
    places: tuple[int, ...]


class Wanted:
    """What was typed, made ready once for any number of names."""

    def __init__(self, query: str) -> None:
        self.plain = _plain(query).strip()
        self.words = self.plain.split()
        self.letters = [_letters(word) for word in self.words]


class Name:
    """A text and its other names, made ready once for any number of queries.

    ``words`` are the other names, which count for less, and only as they are written: a slip in what nobody sees would puzzle.
    """

    __slots__ = ("_hidden", "_letters", "_shown", "_starts")

    def __init__(self, text: str, words: str = "") -> None:
        self._shown, self._hidden = _plain(text), _plain(words)
        self._letters = _letters(self._shown) | _letters(self._hidden)
        self._starts = _starts(self._shown)

    def plain_score(self, wanted: Wanted) -> float | None:
        """How well it fits where each word stands in it as it was typed, else None; quick enough for thousands of names at each key."""
        total = 0.0
        for word in wanted.words:
            score = _written(word, self._shown)[0] or 0.6 * _written(word, self._hidden)[0]
            if not score:
                return None
            total += score
        return self._whole(total, wanted)

    def loose_score(self, wanted: Wanted) -> float | None:
        """How well it fits, also with gaps or a slip, else None: the score of :meth:`fit` without saying which letters were meant."""
        total = 0.0
        for word, letters in zip(wanted.words, wanted.letters, strict=True):
            missing = letters & ~self._letters
            if missing & (missing - 1):
                return None  # a slip is of one letter
            score = _written(word, self._shown)[0] or _loose(word, self._shown, self._starts)
            score = score or 0.6 * _written(word, self._hidden)[0]
            if not score:
                return None
            total += score
        return self._whole(total, wanted)

    def fit(self, wanted: Wanted) -> Match | None:
        """How it fits all words, also with gaps or a slip, or None."""
        if not wanted.words:
            return Match(0.0, ())
        total, places = 0.0, set[int]()
        for word in wanted.words:
            found = _fit(word, self._shown, self._starts)
            if found is None:
                elsewhere = _written(word, self._hidden)[0]
                if not elsewhere:
                    return None
                total += elsewhere * 0.6
                continue
            total += found.score
            places.update(found.places)
        return Match(self._whole(total, wanted), tuple(sorted(places)))

    def _whole(self, total: float, wanted: Wanted) -> float:
        if wanted.plain == self._shown:
            total += _EXACT
        return total / max(1, len(wanted.words)) - len(self._shown) * 0.05


def match(query: str, text: str, words: str = "") -> Match | None:
    """How ``text`` fits all words of ``query``, or None; ``words`` are other names of it, which count for less."""
    return Name(text, words).fit(Wanted(query))


def _written(word: str, text: str) -> tuple[float, int]:
    """How well and where a word stands in a text as it is typed; (0, -1) where it does not."""
    first = at = text.find(word)
    if at == 0:
        return _START, 0
    while at > 0:
        if not text[at - 1].isalnum():
            return _WORD, at
        at = text.find(word, at + 1)
    return (_INSIDE, first) if first > 0 else (0.0, -1)


def _fit(word: str, text: str, starts: list[int]) -> Match | None:
    score, at = _written(word, text)
    if score:
        return Match(score, tuple(range(at, at + len(word))))
    slip = _slip(word, text, starts)
    return Match(_SLIP, tuple(range(*slip))) if slip else _scattered(word, text, starts)


def _loose(word: str, text: str, starts: list[int]) -> float:
    if _slip(word, text, starts):
        return _SLIP
    found = _scattered(word, text, starts)
    return found.score if found is not None else 0.0


def _slip(word: str, text: str, starts: list[int]) -> tuple[int, int] | None:
    """Where a word was meant with one letter wrong, missing, too many or swapped with its neighbour; only from four letters on."""
    third = len(word) // 3
    if len(word) < 4 or not (word[:third] in text or word[third:-third] in text or word[-third:] in text):
        return None  # a slip, also between two of the thirds, leaves one of them whole
    for start in starts:
        head = text[start : start + 2]
        if word[0] in head or word[1] in head:
            end = _one_slip(word, text, start)
            if end:
                return start, end
    return None


def _one_slip(typed: str, text: str, start: int) -> int:
    """Where the word that was meant ends in ``text``; 0 where more than one slip lies between."""
    same = 0
    while same < len(typed) and start + same < len(text) and typed[same] == text[start + same]:
        same += 1
    at, rest = start + same, typed[same:]
    if text.startswith(rest[1:], at + 1) and at < len(text):
        return at + len(rest)
    if text.startswith(rest, at + 1):
        return at + 1 + len(rest)
    if text.startswith(rest[1:], at):
        return at + len(rest) - 1
    if len(rest) > 1 and text.startswith(rest[1] + rest[0] + rest[2:], at):
        return at + len(rest)
    return 0


def _scattered(word: str, text: str, starts: list[int]) -> Match | None:
    """The letters in order, the first one at the start of a word (“gtm” for “Go to Metrics”)."""
    at = -1
    for letter in word:
        at = text.find(letter, at + 1)
        if at < 0:
            return None
    for start in starts:
        if not text.startswith(word[0], start):
            continue
        places, at = [start], start
        for letter in word[1:]:
            at = next((place for place in starts if place > at and text[place] == letter), 0) or text.find(letter, at + 1)
            if at < 0:
                break
            places.append(at)
        if len(places) == len(word):
            gaps = places[-1] - places[0] + 1 - len(word)
            return Match(max(1.0, _SCATTERED - gaps * 0.3), tuple(places))
    return None


def _starts(text: str) -> list[int]:
    return [found.start() for found in _WORD_START.finditer(text)]


def _letters(text: str) -> int:
    """The letters of a text as bits, to see at once which can not fit."""
    bits = 0
    for letter in set(text):
        if letter != " ":
            bits |= 1 << (ord(letter) & 63)
    return bits


def _plain(text: str) -> str:
    """Lower case without accents, of the same length, so that places stay right."""
    if text.isascii():
        return text.lower()
    return "".join(unicodedata.normalize("NFD", letter)[0].lower()[:1] or letter for letter in text)
