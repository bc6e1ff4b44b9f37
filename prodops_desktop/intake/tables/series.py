"""Columns whose headers are periods one after the other."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from prodops_desktop.intake.readers.model import Cell
from prodops_desktop.intake.tables.periods import DAY, HALF, MONTH, QUARTER, WEEK, YEAR, place_of, read_period

_FEWEST, _FEWEST_HALVES = 3, 2
_CYCLES = {MONTH: 12, QUARTER: 4, HALF: 2}
_FARTHEST = {DAY: 366, WEEK: 53, MONTH: 12, QUARTER: 4, HALF: 2, YEAR: 6}
"""How far a period may be from the one before it: a year, for some lists have the first months of each year."""
_KINDS = (MONTH, QUARTER, HALF, WEEK, YEAR, DAY)
_LATER, _EARLIER = 1, -1
_MOST_WORDS = 3
_AROUND = "()[],:;"


@dataclass(frozen=True)
class Wide:
    """Columns (0-based places in the table) whose headers are periods in sequence, of the kind ``kind``, the latest first or last.

    For each of them its header, the row of the header's cell (0-based in the sheet), and the text of this cell where the header says
    another one. ``around`` are the words that stand around all of these periods.
    """

    columns: tuple[int, ...]
    kind: str
    headers: tuple[Cell, ...] = ()
    rows: tuple[int, ...] = ()
    written: tuple[str | None, ...] = ()
    around: str = ""


def find_wide(headers: Sequence[Cell]) -> Wide | None:
    """The longest run of periods among the headers of a table; None when fewer than three follow each other, or two halves.

    Columns between them that are no period of this kind, such as the sum of a quarter, end no run. Where there is none, the periods
    may have the same words around all of them.
    """
    best: Wide | None = None
    for step in (_LATER, _EARLIER):
        for kind in _KINDS:
            best = _longest(best, headers, kind, step)
    return best or _between_words(headers)


def _longest(best: Wide | None, headers: Sequence[Cell], kind: str, step: int) -> Wide | None:
    """``best``, or a longer run of periods of this kind, each later than the one before or each earlier."""
    run: list[int] = []
    placed = {at: place for at, cell in enumerate(headers) if (place := place_of(cell, kind)) is not None}
    with_years = min(placed.values(), default=0) > _CYCLES[HALF]
    fewest = _FEWEST_HALVES if kind == HALF and with_years else _FEWEST
    for at, place in placed.items():
        if run and not _follows(placed[run[-1]], place, placed[run[0]], kind, step):
            best = _longer(best, run, kind, headers, fewest)
            run = []
        run.append(at)
    return _longer(best, run, kind, headers, fewest)


def _longer(best: Wide | None, run: list[int], kind: str, headers: Sequence[Cell], fewest: int) -> Wide | None:
    if len(run) < max(fewest, len(best.columns) + 1 if best else 0):
        return best
    return Wide(tuple(run), kind, tuple(headers[at] for at in run))


def _follows(before: int, place: int, first: int, kind: str, step: int) -> bool:
    """Whether a period is a later one, or an earlier one, and not so far away that it must be of another list.

    Names of months begin anew after the last one.
    """
    cycle = _CYCLES.get(kind)
    if cycle and max(before, place, first) <= cycle:  # without a year
        return place == (before - 1 + step) % cycle + 1 and place != first
    return 0 < step * (place - before) <= _FARTHEST[kind]


def _between_words(headers: Sequence[Cell]) -> Wide | None:
    """The longest run of periods with the same words around all that are of this kind; Plan and Actual of a month are no series."""
    found = {at: named for at, header in enumerate(headers) if isinstance(header, str) and (named := _named_in(header))}
    best: Wide | None = None
    for kind in _KINDS:
        own = {at: (period, words) for at, (period, its_kind, words) in found.items() if its_kind == kind}
        around = {words for _, words in own.values()}
        if len(around) != 1:
            continue
        bare = [own[at][0] if at in own else "" for at in range(len(headers))]
        words = " ".join(word for word in around.pop() if word)
        for step in (_LATER, _EARLIER):
            longer = _longest(best, bare, kind, step)
            best = longer if longer is best or longer is None else replace(longer, around=words)
    return best


def _named_in(header: str) -> tuple[str, str, tuple[str, str]] | None:
    """The longest period among the words of a header, its kind, and the words before and after it; None when it is all of them."""
    words = header.split()
    for count in range(min(_MOST_WORDS, len(words) - 1), 0, -1):
        for start in range(len(words) - count + 1):
            text = " ".join(words[start : start + count]).strip(_AROUND)
            if text and (period := read_period(text)) is not None:
                return text, period.kind, (" ".join(words[:start]), " ".join(words[start + count :]))
    return None


def kind_of_days(headers: Sequence[Cell]) -> str:
    """What days in sequence stand for: the period that lies between each two of them."""
    places = [place for cell in headers if (place := place_of(cell, DAY)) is not None]
    steps = sorted(abs(later - earlier) for earlier, later in pairwise(places))
    middle = steps[len(steps) // 2] if steps else 1
    for least, most, kind in ((27, 32, MONTH), (7, 7, WEEK), (85, 95, QUARTER), (360, 370, YEAR)):
        if least <= middle <= most:
            return kind
    return DAY
