"""Gives the formula of a cell that shares the formula of another one: the same, with its references moved along."""

import re

from prodops_desktop.intake.readers.model import column_letter
from prodops_desktop.intake.readers.ooxml.references import COLUMNS, LAST_COLUMN, LAST_ROW

_LONGEST = 8192  # as long as a formula may be

_TOKEN = re.compile(
    r""""[^"]*"|'[^']*'|\[[^\]]*\]"""  # texts, quoted names of sheets, and what belongs to tables or other files
    r"""|(?<![\w.$])(\$?)([A-Za-z]{1,3})(\$?)(\d{1,7})(?![\w.(!])"""  # a cell
    r"""|(?<![\w.$:])(\$?)([A-Za-z]{1,3}):(\$?)([A-Za-z]{1,3})(?![\w.(!])"""  # whole columns
    r"""|(?<![\w.$:])(\$?)(\d{1,7}):(\$?)(\d{1,7})(?![\w.])"""  # whole rows
)


def moved(formula: str, rows: int, columns: int) -> str:
    """``formula`` as it reads so many rows further down and columns further right; itself when it is too long to be one."""
    if len(formula) > _LONGEST:
        return formula

    def column(fixed: str, letters: str) -> str:
        number = COLUMNS[letters] + (0 if fixed else columns)
        return fixed + (column_letter(number) if 0 < number <= LAST_COLUMN else "#REF!")

    def row(fixed: str, digits: str) -> str:
        number = int(digits) + (0 if fixed else rows)
        return fixed + (str(number) if 0 < number <= LAST_ROW else "#REF!")

    def token(found: re.Match[str]) -> str:
        parts = found.groups()
        if parts[1] is not None and 0 < COLUMNS[parts[1]] <= LAST_COLUMN:
            place = column(parts[0], parts[1]) + row(parts[2], parts[3])
            return "#REF!" if "#REF!" in place else place
        if parts[5] is not None:
            return f"{column(parts[4], parts[5])}:{column(parts[6], parts[7])}"
        if parts[9] is not None:
            return f"{row(parts[8], parts[9])}:{row(parts[10], parts[11])}"
        return found.group()

    return _TOKEN.sub(token, formula)
