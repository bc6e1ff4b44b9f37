"""The cells of a version in SQL: as text to look through, as values to compare, sort and group by. Rows are called ``r``."""

from collections.abc import Sequence
from dataclasses import dataclass

from prodops_desktop.datasets.model import Column
from prodops_desktop.datasets.reading import Stored
from prodops_desktop.workspace.driver import Connection

_DIGITS = "-0123456789"
_SIGNS = {
    kind: frozenset(signs)
    for kind, signs in {
        "integer": _DIGITS,
        "number": f"{_DIGITS}.+einf",
        "money": f"{_DIGITS}.+einf",
        "percent": f"{_DIGITS}.+%einf",
        "boolean": "yesno",
        "day": _DIGITS,
        "moment": f"{_DIGITS}:. ",
        "time": f"{_DIGITS}:.",
        "duration": f"{_DIGITS}:.",
    }.items()
}
"""What cells of these types are written with, in lower case."""


CASEFOLDED = "casefolded"
"""A function of SQL that a connection needs for these tests; see :func:`knowing_cases`."""


def knowing_cases(connection: Connection) -> Connection:
    """A connection that knows upper and lower case of all letters."""
    connection.create_function(CASEFOLDED, 1, lambda text: text if text is None else str(text).casefold(), deterministic=True)
    return connection


@dataclass(frozen=True)
class Clause:
    """A test in SQL with its parameters."""

    sql: str
    params: tuple[Stored, ...] = ()


def any_of(clauses: Sequence[Clause]) -> Clause:
    """The tests joined by OR as a balanced tree: SQLite takes a chain of a thousand at the most."""
    if len(clauses) == 1:
        return clauses[0]
    half = len(clauses) // 2
    one, other = any_of(clauses[:half]), any_of(clauses[half:])
    return Clause(f"({one.sql} OR {other.sql})", one.params + other.params)


def contains(column: Column, text: str) -> Clause:
    """Whether a text stands in the cell, much like ``shown`` shows it, in upper or lower case."""
    if column.type == "name":
        return holds_names(column, "(text LIKE ? ESCAPE '\\' OR key LIKE ? ESCAPE '\\')", (_pattern(text), _pattern(text.casefold())))
    if column.type in _SIGNS and not _SIGNS[column.type].issuperset(text.lower()):
        return Clause("FALSE")  # words are not looked for in numbers and days, which takes most of the time
    if not text.isascii():  # LIKE knows the case of no other letters
        return Clause(f"instr({CASEFOLDED}({_text(column)}), ?) > 0", (text.casefold(),))
    return Clause(f"{_text(column)} LIKE ?{_escape(text)}", (_pattern(text),))


def holds_names(column: Column, test: str, params: tuple[Stored, ...]) -> Clause:
    """Whether the name in the cell is one that passes a test; names are few, so that these are found first."""
    return Clause(f"r.{column.sql} IN (SELECT id FROM name WHERE kind = ? AND {test})", (column.name_kind, *params))


def compared(column: Column) -> str:
    """The value of a cell that is no name, as it is compared."""
    return f"r.{column.sql} COLLATE NOCASE" if column.type == "text" else f"r.{column.sql}"


def folded(column: Column) -> str:
    """A value that sorts like the one that is compared, by its bytes; it costs more to make and less to compare very often."""
    return f"lower(r.{column.sql})" if column.type == "text" else f"r.{column.sql}"


def _escape(text: str) -> str:
    """SQLite is slower where it is told of a sign that makes % and _ plain."""
    return " ESCAPE '\\'" if _pattern(text) != f"%{text}%" else ""


def _pattern(text: str) -> str:
    return "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"


def _text(column: Column) -> str:
    """The cell as text, NULL when it is empty; of a number without thousands."""
    value = f"r.{column.sql}"
    size, sign = f"abs({value})", f"iif({value} < 0, '-', '')"
    written = {
        "boolean": f"iif({value}, 'yes', 'no')",
        "percent": f"printf('%.15g%%', {value})",
        "duration": f"{sign} || printf('%d:%02d:%02d', {size} / 3600000, {size} / 60000 % 60, {size} / 1000 % 60)"
        f" || iif({size} % 1000, rtrim(printf('.%03d', {size} % 1000), '0'), '')",
        "money": f"printf('%.{column.scale or 0}f', {value} / 1e{column.scale or 0})",
    }
    if column.type in written:  # each of them makes a text of NULL too
        return f"iif({value} IS NULL, NULL, {written[column.type]})"
    return f"replace({value}, 'T', ' ')" if column.type == "moment" else value
