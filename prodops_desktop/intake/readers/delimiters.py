"""Finds how the cells of a text file are kept apart: by which sign or signs, and how they are quoted."""

import csv
import io
import re
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from prodops_desktop.errors import UserError

if TYPE_CHECKING:
    from _csv import Reader

SIGNS = ",;\t|:~^¦§¬\x1f\x01\x1e"
_SEVERAL = ("||", "::", "~~", "^^", "|~|", "~|~", "|;|", "^|^", "##", "@@", "$$", "&&", "<>", "¦¦", "§§")
_RARE = ":~^¦§¬"
_STAND_IN = "\ufdd0"
"""Takes the place of a delimiter of several signs; Unicode promises that no text holds it."""
LONGEST_CELL = 1 << 26
"""Signs of a cell beyond which a quote is taken to have been opened by mistake."""
_STEADY = 0.5
_SEVERAL_EXPLAIN_MORE = 1.3
_DECIMALS_EXPLAIN_LESS = 0.1
_DECIMAL = re.compile(r"(?<=\d),(?=\d)")
_FIGURE = re.compile(r"[-+]?\d*[.,]?\d+(?:[eE][-+]?\d+)?|nan|NaN|NA")
_DIGITS_OF_A_GROUP = 3
_ROWS_OF_A_TABLE = 3
_LOOKED_AT = 500


@dataclass(frozen=True)
class Dialect:
    """How a line is cut into cells; ``width`` is the usual number of cells, and 1 where no delimiter was found."""

    delimiter: str
    quote: str = '"'
    width: int = 1
    skips_blanks: bool = False

    def lines(self, lines: Iterable[str]) -> Iterable[str]:
        """The lines as :meth:`rows` wants them."""
        return lines if len(self.delimiter) == 1 else (line.replace(self.delimiter, _STAND_IN) for line in lines)

    def rows(self, lines: Iterable[str], *, strict: bool = False, quoted: bool = True) -> "Reader":
        """Cut ``lines`` into rows of cells; it raises csv.Error where ``strict`` and a quote is not closed as it should be."""
        csv.field_size_limit(min(sys.maxsize, 2**31 - 1) if not strict else LONGEST_CELL)
        return csv.reader(
            lines,
            delimiter=self.sign,
            quotechar=self.quote,
            quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE,
            skipinitialspace=self.skips_blanks,
            strict=strict,
        )

    @property
    def sign(self) -> str:
        """The one sign that keeps the cells apart in what :meth:`lines` gives."""
        return self.delimiter if len(self.delimiter) == 1 else _STAND_IN


def find_dialect(sample: str, *, whole: bool, delimiter: str | None = None) -> Dialect:
    """The dialect that splits ``sample`` into the steadiest columns; ``whole`` when it does not cut through its last line.

    With ``delimiter`` only the rest is found out; raises UserError for one that can't be.
    """
    if delimiter is not None:
        if not delimiter or any(sign in '\r\n"\x00' for sign in delimiter):
            raise UserError(f"“{delimiter}” can't keep cells apart. Choose a delimiter such as a comma, a semicolon or a tab.")
        aligned = _in_blanks(sample, whole=whole) if delimiter == " " else None
        return aligned or _weighed(sample, delimiter, whole=whole)[1]
    best, found = 0.0, Dialect(",")
    for offered in (*(sign for sign in SIGNS if sign in sample), *_doubled(sample)):
        score, dialect = _weighed(sample, offered, whole=whole)
        if score > best + 1e-9:
            best, found = score, dialect
    return found if best else _in_blanks(sample, whole=whole) or found


def _in_blanks(sample: str, *, whole: bool) -> Dialect | None:
    """The dialect of figures that blanks keep apart; words are kept apart by blanks as well, and are no columns."""
    dialect = Dialect(" ", skips_blanks=True)
    rows = [row[:-1] if row[-1] == "" else row for row in _sampled(sample, dialect, whole=whole)]
    if len(rows) < _ROWS_OF_A_TABLE or len(set(map(len, rows))) > 1:
        return None
    width = len(rows[0])
    figures = sum(all(map(_FIGURE.fullmatch, column)) for column in zip(*rows[1:], strict=True))
    are_grouped = all(len(cell) == _DIGITS_OF_A_GROUP for row in rows for cell in row[1:])  # "1 200" is one figure
    return replace(dialect, width=width) if width > 1 and 2 * figures >= width and not are_grouped else None


def _doubled(sample: str) -> list[str]:
    """The delimiters of several signs of which no sign stands alone."""
    return [
        several
        for several in _SEVERAL
        if several in sample and all(sample.count(sign) == several.count(sign) * sample.count(several) for sign in set(several))
    ]


def _weighed(sample: str, delimiter: str, *, whole: bool) -> tuple[float, Dialect]:
    """How well a delimiter explains the sample, 0 for not at all, with the quoting that does so best."""
    best, found = 0.0, Dialect(delimiter)
    quote = "'" if _is_in_single_quotes(sample, delimiter) else '"'
    for skips_blanks in (False, True) if f"{delimiter} {quote}" in sample else (False,):
        dialect = Dialect(delimiter, quote, skips_blanks=skips_blanks)
        score, width = _steadiness(_sampled(sample, dialect, whole=whole), dialect)
        if score > best + 1e-9:
            best, found = score, Dialect(delimiter, quote, width, skips_blanks)
    if len(delimiter) > 1:
        return best * _SEVERAL_EXPLAIN_MORE, found
    if delimiter == ",":  # it may stand for a decimal point, where another sign explains as much
        best *= 1 - _DECIMALS_EXPLAIN_LESS * len(_DECIMAL.findall(sample)) / max(1, sample.count(","))
    return best, found


def _sampled(sample: str, dialect: Dialect, *, whole: bool) -> list[list[str]]:
    lines = dialect.lines(io.StringIO(sample, newline=""))
    rows = [row for row in dialect.rows(lines) if row]
    return rows if whole or len(rows) < 2 else rows[:-1]


def _steadiness(rows: list[list[str]], dialect: Dialect) -> tuple[float, int]:
    """How well a dialect explains the rows, and how wide they are by it; 0 for a text that it cuts here and there."""
    widths = [len(row) for row in rows]
    wide = {width: count for width, count in Counter(widths).items() if width > 1}
    if not wide:
        return 0.0, 1
    width, count = max(wide.items(), key=lambda item: (item[1], item[0]))
    longest = max(sum(1 for _ in run) for value, run in groupby(widths) if value == width)
    near = sum(number for other, number in wide.items() if abs(other - width) <= 1)
    if count < _STEADY * len(rows) and longest < _ROWS_OF_A_TABLE:
        return 0.0, 1
    share = (count + 0.5 * (near - count)) / len(rows)
    looked_at = rows[:_LOOKED_AT]
    cells = max(1, sum(map(len, looked_at)))
    stray = sum(
        1 for row in looked_at for cell in row if dialect.quote in cell.strip(dialect.quote) or cell.startswith(f" {dialect.quote}")
    )
    rarity = 0.7 if dialect.delimiter in _RARE else 1.0
    return share * rarity * (1 - min(0.5, stray / cells)) * (1 + 0.05 * min(width, 12)), width


def _is_in_single_quotes(sample: str, delimiter: str) -> bool:
    """Whether most cells stand in single quotes, as some tools write them; an apostrophe here and there is none."""
    if '"' in sample:
        return False
    cells = [cell for line in sample.splitlines()[:_LOOKED_AT] for cell in line.split(delimiter) if cell]
    quoted = sum(cell.startswith("'") or cell.endswith("'") for cell in cells)
    return quoted > _STEADY * len(cells)
