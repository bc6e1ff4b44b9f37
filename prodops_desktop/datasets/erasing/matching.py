"""Finds what was said of an erased record in any other text, however it was quoted, and takes it out."""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass

from prodops_desktop.work.folding import WORD, folded

MARK = "[erased]"
LONG = 40
"""From so many letters on a text is nobody else’s by chance."""
SHORT = 12
"""Below so many letters a text is a word like others."""
_PIECE = 8
"""So many words in a row are a quotation."""
_SENTENCE = re.compile(rf".{{{SHORT},}}?[.!?](?=\s|$)")

Token = tuple[str, int, int]
Span = tuple[int, int]


@dataclass(frozen=True)
class Sought:
    """What is looked for. ``said`` are words of customers, which are quoted in pieces; ``texts`` other long ones.

    ``phrases`` are titles and names of the record; ``notes`` other short texts, which are sought only as the whole of a text; ``names``
    are names of somebody; ``headings`` all of these, the shortest too, for the labels of the steps that touched the record. ``called`` is
    what it was called, for cells that can mean nothing else.
    """

    said: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    called: tuple[str, ...] = ()

    def written(self) -> str:
        """As JSON."""
        return json.dumps(asdict(self))

    @classmethod
    def read(cls, text: str) -> "Sought":
        """What was :meth:`written`."""
        return cls(**{key: tuple(value) for key, value in json.loads(text).items()})


def tokens(text: str) -> list[Token]:
    """The words of a text without case and accents, each with where it begins and ends in the text."""
    if text.isascii():
        return [(found[0].lower(), found.start(), found.end()) for found in WORD.finditer(text)]
    letters, places = [], list[int]()
    for place, sign in enumerate(text):
        letters.append(folded(sign))
        places.extend([place] * len(letters[-1]))
    return [(found[0], places[found.start()], places[found.end() - 1] + 1) for found in WORD.finditer("".join(letters))]


def words(text: str) -> tuple[str, ...]:
    """The words of a text without case and accents."""
    return tuple(token[0] for token in tokens(text))


def is_specific(name: str) -> bool:
    """Whether a name can be told from other words: it is long, or of several words."""
    return len(name) >= SHORT or (len(name) >= 6 and len(words(name)) > 1)


class Finder:
    """Takes what is :class:`Sought` out of texts; a text without any of it comes back as it is."""

    def __init__(self, sought: Sought) -> None:
        self.sought = sought
        self._everywhere = _index([*sought.said, *sought.texts, *sought.names])
        self._turned = _index(map(_last_first, sought.names))
        self._wholes = frozenset(words(text) for text in (*sought.phrases, *sought.notes, *sought.texts, *sought.said)) - {()}
        self._exact = _any_of({*sought.phrases, *(one for text in sought.said for one in _beginnings(text))})
        self._verbatim = tuple(text for text in (*sought.said, *sought.texts) if len(text) >= SHORT)
        self._called = frozenset(words(text) for text in sought.called) - {()}
        self._pieces = _Pieces(sought.said, _PIECE)
        self._headings = _index(sought.headings)
        self._heading_pieces = _Pieces(sought.headings, 3)

    def as_it_came(self, text: str) -> str:
        """Without what is sought, in a text of somebody else: all of it where that is the same, and long texts and names in it."""
        found = tokens(text)
        if tuple(token[0] for token in found) in self._wholes:
            return MARK
        turned = [span for span in _spans(found, self._turned) if _has_comma(text[slice(*span)])]
        return self._verbatim_out(_without(text, [*_spans(found, self._everywhere), *turned]))

    def cell(self, text: str, *, names_it: bool) -> str:
        """The same in a cell of a sheet; where its column ``names_it``, the name of the record alone is enough."""
        if names_it and words(text) in self._called:
            return MARK
        return self.as_it_came(text)

    def typed(self, text: str) -> str:
        """The same in what somebody said and was typed here, where pieces of what another said may be quoted."""
        text = self.as_it_came(text)
        return _without(text, self._pieces.spans(tokens(text)))

    def own(self, text: str) -> str:
        """Without what is sought, in a text that was written here, where pieces of it are quoted, too."""
        return _in_json(text, self._own_text)

    def heading(self, text: str) -> str:
        """Without whatever the label of a step of this record says of it."""
        text = self._own_text(text)
        found = tokens(text)
        return _without(text, [*_spans(found, self._headings), *self._heading_pieces.spans(found), *self._heading_pieces.beginnings(found)])

    def anchors(self) -> tuple[str, ...]:
        """Of each thing that is sought, a word that every text with it has, both without case and accents."""
        sought = self.sought
        found: dict[str, None] = {}
        for text in (*sought.said, *sought.texts, *sought.phrases, *sought.notes, *sought.names, *sought.called):
            own = sorted(words(text), key=lambda word: (not word.isascii(), -len(word)))
            found[own[0] if own else folded(text.strip())] = None
        return tuple(found)

    def _own_text(self, text: str) -> str:
        text = self._exact.sub(MARK, self.as_it_came(text))
        return _without(text, self._pieces.spans(tokens(text)))

    def _verbatim_out(self, text: str) -> str:
        """Without what is sought as it stands: a script without blanks has no words to compare."""
        for long in self._verbatim:
            text = text.replace(long, MARK)
        return text


class _Pieces:
    """Finds runs of at least ``least`` words that some texts have, too."""

    def __init__(self, texts: Iterable[str], least: int) -> None:
        self._texts = [found for text in texts if (found := words(text))]
        self._least = least
        self._at = {found[place : place + least]: (found, place) for found in self._texts for place in range(len(found) - least, -1, -1)}

    def spans(self, found: Sequence[Token]) -> list[Span]:
        """Where such runs stand."""
        said = tuple(token[0] for token in found)
        spans, place = [], 0
        while place + self._least <= len(said):
            hit = self._at.get(said[place : place + self._least])
            if hit is None:
                place += 1
                continue
            end = _same(said, place, *hit)
            spans.append((found[place][1], found[end - 1][2]))
            place = end
        return spans

    def beginnings(self, found: Sequence[Token]) -> list[Span]:
        """Where a text of which one of these begins with at least two words, or is one word, stands."""
        said = tuple(token[0] for token in found)
        spans = []
        for place in range(len(said)):
            longest = max((_same(said, place, text, 0) for text in self._texts if text[0] == said[place]), default=place)
            if longest - place >= 2:
                spans.append((found[place][1], found[longest - 1][2]))
        return spans


def _same(said: Sequence[str], place: int, text: Sequence[str], at: int) -> int:
    """How far ``said`` goes on from ``place`` as ``text`` does from ``at``; the last word may be cut."""
    while place < len(said) and at < len(text) and said[place] == text[at]:
        place, at = place + 1, at + 1
    is_cut = place < len(said) and at < len(text) and text[at].startswith(said[place])
    return place + 1 if is_cut else place


def _beginnings(text: str) -> Iterable[str]:
    """What stands for a text where it is cut: its first line, and its first sentence."""
    line = next((" ".join(part.split()) for part in text.splitlines() if part.strip()), "")
    sentence = _SENTENCE.match(line)
    return [one for one in (line, sentence[0] if sentence else "") if len(one) >= SHORT]


def _any_of(texts: Iterable[str]) -> re.Pattern[str]:
    """Finds these texts where they stand by themselves, and not within longer words."""
    found = [f"{_edge(text[0], behind=True)}{re.escape(text)}{_edge(text[-1])}" for text in sorted(texts, key=len, reverse=True)]
    return re.compile("|".join(found) or r"(?!)")


def _edge(letter: str, *, behind: bool = False) -> str:
    """What must not stand beside the letter that a text begins or ends with; scripts without capitals may write no blanks."""
    is_part = letter.isdecimal() or letter.lower() != letter.upper()
    return "" if not is_part else r"(?<![^\W_])" if behind else r"(?![^\W_])"


def _last_first(name: str) -> str:
    """A name as lists write it: “Ruiz, Ana”; empty for a single word."""
    first, _, last = name.rstrip().rpartition(" ")
    return f"{last}, {first}" if first.strip() else ""


def _has_comma(text: str) -> bool:
    """Whether a comma stands after the first word."""
    found = tokens(text)
    return len(found) > 1 and text[found[0][2] : found[1][1]].strip() == ","


def _index(texts: Iterable[str]) -> dict[str, list[tuple[str, ...]]]:
    """Texts as words, by their first one."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for own in sorted({words(text) for text in texts} - {()}, key=len, reverse=True):
        found.setdefault(own[0], []).append(own)
    return found


def _spans(found: Sequence[Token], index: dict[str, list[tuple[str, ...]]]) -> list[Span]:
    """Where one of the texts stands word by word."""
    said = tuple(token[0] for token in found)
    spans = []
    for place, word in enumerate(said):
        for text in index.get(word, ()):
            if said[place : place + len(text)] == text:
                spans.append((found[place][1], found[place + len(text) - 1][2]))
                break
    return spans


def _without(text: str, spans: list[Span]) -> str:
    kept, last = [], 0
    for start, end in sorted(spans):
        if end <= last:
            continue
        if start >= last:
            kept += [text[last:start], MARK]
        last = end
    return "".join([*kept, text[last:]]) if spans else text


def _in_json(text: str, change: Callable[[str], str]) -> str:
    """Change a text, or the texts in a list or an object that is written as JSON."""
    if text[:1] in ("[", "{"):
        try:
            value = json.loads(text)
        except ValueError:
            return change(text)
        changed = _in_value(value, change)
        return text if changed == value else json.dumps(changed, ensure_ascii=False)
    return change(text)


def _in_value(value: object, change: Callable[[str], str]) -> object:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_in_value(one, change) for one in value]
    if isinstance(value, dict):
        return {change(key): _in_value(one, change) for key, one in value.items()}
    return value
