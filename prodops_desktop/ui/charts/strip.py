"""What a strip of deadlines shows, in words and in order: marks, blocks and bands between two days, known by their keys."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from prodops_desktop.ui import formats
from prodops_desktop.ui.texts import counted, tr

Words = str | Callable[[], str]
"""What is said, or what writes it once it is asked for: of a thousand few ever are."""


class Mark(NamedTuple):
    """A day to decide by, drawn as a diamond with its label above; ``tip`` is what its tooltip says."""

    key: object
    day: date
    label: str
    tone: str = "text_2"
    tip: Words = ""


class Block(NamedTuple):
    """An amount that falls due on a day, drawn as a bar below the axis; ``share`` is that of the largest, from 0 to 1."""

    key: object
    day: date
    share: float
    amount: Words
    tone: str = "accent"
    tip: Words = ""

    @property
    def label(self) -> str:
        """The amount in words."""
        return _written(self.amount)


@dataclass(frozen=True)
class Band:
    """Days on which nothing may change, both ends included."""

    first: date
    last: date
    label: str


@dataclass(frozen=True)
class Strip:
    """The days from ``first`` (today) to ``last`` and what falls on them; a mark and a block of one key belong together."""

    first: date
    last: date
    marks: Sequence[Mark]
    blocks: Sequence[Block]
    bands: Sequence[Band] = ()

    def shown(self) -> "Strip":
        """The same in order of time, without what is outside of its days."""

        def inside(day: date) -> bool:
            return self.first <= day <= self.last

        marks = sorted((mark for mark in self.marks if inside(mark.day)), key=lambda mark: mark.day)
        blocks = sorted((block for block in self.blocks if inside(block.day)), key=lambda block: block.day)
        bands = sorted((band for band in self.bands if band.first <= self.last and band.last >= self.first), key=lambda band: band.first)
        return Strip(self.first, self.last, tuple(marks), tuple(blocks), tuple(bands))

    def keys(self) -> list[object]:
        """Each key once, in order of its first day: the stops of the arrow keys."""
        days: dict[object, date] = {}
        items: list[Mark | Block] = [*self.marks, *self.blocks]
        for item in items:
            days[item.key] = min(item.day, days.get(item.key, item.day))
        return sorted(days, key=lambda key: days[key])

    def months(self) -> Iterator[date]:
        """The first day of each month within."""
        year, month = self.first.year, self.first.month
        while (day := date(year, month, 1)) <= self.last:
            if day >= self.first:
                yield day
            year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def _written(words: Words) -> str:
    return words if isinstance(words, str) else words()


def mark_text(mark: Mark, strip: Strip) -> str:
    """A mark in words: its name, and its tip or at least its day."""
    day = formats.day(mark.day, strip.first)
    tip = _written(mark.tip)
    if not tip:
        return tr("{label}: {day}", label=mark.label, day=day)
    return tip if mark.label in tip else f"{mark.label}\n{tip}"


def block_text(block: Block, strip: Strip) -> str:
    """A block in words: its tip, or whose it is, its day and its label."""
    if tip := _written(block.tip):
        return tip
    day = formats.day(block.day, strip.first)
    name = next((mark.label for mark in strip.marks if mark.key == block.key), "")
    said = tr("{label}: renewal {day}", label=name, day=day) if name else tr("Renewal {day}", day=day)
    return ", ".join(part for part in (said, block.label) if part)


def key_text(key: object, strip: Strip) -> str:
    """Everything of one key in one line."""
    marks = [mark_text(mark, strip) for mark in strip.marks if mark.key == key]
    blocks = [block_text(block, strip) for block in strip.blocks if block.key == key]
    return "; ".join(dict.fromkeys(", ".join(text.splitlines()) for text in (*marks, *blocks)))


def sentence(strip: Strip) -> str:
    """The strip as one sentence."""
    if not strip.marks and not strip.blocks:
        return nothing()
    return tr(
        "{marks} and {blocks} from {first} to {last}.",
        marks=counted(len(strip.marks), "{n} notice deadline", "{n} notice deadlines"),
        blocks=counted(len(strip.blocks), "{n} renewal", "{n} renewals"),
        first=formats.day(strip.first),
        last=formats.day(strip.last),
    )


def nothing() -> str:
    """What an empty strip says."""
    return tr("No notice deadline within the next 12 months.")


def table(strip: Strip) -> list[tuple[str, ...]]:
    """The strip as rows in order of time, with days that spreadsheets know as such."""
    names = {mark.key: mark.label for mark in strip.marks}
    rows = [(mark.day, tr("Notice deadline"), formats.day(mark.day), mark.label) for mark in strip.marks]
    for block in strip.blocks:
        label = ", ".join(part for part in (names.get(block.key, ""), block.label) if part)
        rows.append((block.day, tr("Renewal"), formats.day(block.day), label))
    for band in strip.bands:
        rows.append((band.first, tr("Freeze"), f"{formats.day(band.first)} – {formats.day(band.last)}", band.label))
    rows.sort(key=lambda row: row[0])
    return [(tr("Day"), tr("What"), tr("Label")), *((day, what, label) for _, what, day, label in rows)]
