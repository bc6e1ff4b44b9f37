"""The rows of a scanned table a block at a time, as codes a column: those of a wide table with a row for each period."""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from prodops_desktop.intake.scanning import Scan
from prodops_desktop.intake.wide import EMPTY_PERIOD, Spread, WidePart

ROWS = 16_384


@dataclass(frozen=True)
class Block:
    """Some rows: their numbers, the codes of each column of the scan, and by place among them the step that drops a row."""

    rows: Sequence[int]
    codes: list[Sequence[int]]
    dropped: dict[int, str]


def rows_of(scan: Scan) -> int:
    """How many rows the blocks of a scan have."""
    if scan.spread is None:
        return len(scan.rows)
    return sum((part.end - part.start) * len(part.numbers) for part in scan.spread.parts)


def blocks_of(scan: Scan, dropped: Mapping[int, str], size: int = ROWS) -> Iterator[Block]:
    """All rows of a coded scan; ``dropped`` goes by the places of its rows, which in a long table are those of the wide one."""
    if scan.spread is not None:
        yield from _long_blocks(scan, scan.spread, dropped, size)
        return
    for start in range(0, len(scan.rows), size):
        end = start + size
        steps = {index - start: step for index, step in dropped.items() if start <= index < end}
        yield Block(scan.rows[start:end], [column.codes[start:end] for column in scan.columns], steps)


def _long_blocks(scan: Scan, spread: Spread, dropped: Mapping[int, str], size: int) -> Iterator[Block]:
    values = scan.columns[spread.value_at].values
    blanks = {code for code, value in enumerate(values) if isinstance(value, str) and not value.strip()}
    for part in spread.parts:
        periods = len(part.numbers)
        for start in range(part.start, part.end, max(1, size // periods)):
            end = min(part.end, start + max(1, size // periods))
            codes = _long_codes(scan, spread, part, start, end)
            steps = _empty_periods(codes[spread.value_at], blanks, periods) if blanks else {}
            for index, step in dropped.items():
                if start <= index < end:
                    steps |= dict.fromkeys(range((index - start) * periods, (index - start + 1) * periods), step)
            rows = array("q")
            for row in scan.rows[start:end]:
                first = (row - 1) * spread.stride + 1 + part.shift
                rows.extend([first + number for number in part.numbers])
            yield Block(rows, codes, steps)


def _empty_periods(codes: Sequence[int], blanks: set[int], periods: int) -> dict[int, str]:
    """The places of the cells without a value; of a row that has none at all the first one is kept, or the whole row would be gone."""
    empty = dict.fromkeys((at for at, code in enumerate(codes) if code in blanks), EMPTY_PERIOD)
    for first in [at for at in empty if at % periods == 0]:
        if all(at in empty for at in range(first, first + periods)):
            del empty[first]
    return empty


def _long_codes(scan: Scan, spread: Spread, part: WidePart, start: int, end: int) -> list[Sequence[int]]:
    periods = len(part.numbers)
    codes: list[Sequence[int]] = []
    for at, column in enumerate(scan.columns):
        if at == spread.header_at:
            codes.append(part.headers * (end - start))
        elif at == spread.value_at:
            cells = (own[start - part.start : end - part.start] for own in part.codes)
            by_period = (map(known.__getitem__, own) for known, own in zip(part.maps, cells, strict=True))
            codes.append(list(chain.from_iterable(zip(*by_period, strict=True))))
        else:
            codes.append([code for code in column.codes[start:end] for _ in range(periods)])
    return codes
