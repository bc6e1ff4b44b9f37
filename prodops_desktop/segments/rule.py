"""The rule of a segment as text and as conditions: “Segment is Enterprise”, a condition a line, all of which must hold."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from prodops_desktop.errors import UserError

IS, IS_NOT, CONTAINS, AT_LEAST, AT_MOST, KNOWN, UNKNOWN = "is", "is not", "contains", "at least", "at most", "is known", "is unknown"
"""What a condition can ask of a field."""

Limit = Decimal | date

_EXAMPLES = "“Segment is Enterprise”, “Pays by is Card or Invoice”, “Seats at least 100” or “CSM is known”"
_OPERATORS = (("is",), ("contains",), ("at", "least"), ("at", "most"))
_CLOSING = {"“": "”", '"': '"'}
_NUMBER = re.compile(r"[-−+]?([0-9]{1,3}(,[0-9]{3})+|[0-9]+)(\.[0-9]+)?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class Condition:
    """What is asked of one field: that its text is one of ``values`` (or none, or contains one), or its number or day keeps a ``limit``."""

    field: str
    test: str
    values: tuple[str, ...] = ()
    limit: Limit | None = None


@dataclass(frozen=True)
class Rule:
    """Conditions that must all hold; without any, everybody is picked."""

    conditions: tuple[Condition, ...] = ()


class _Token(NamedTuple):
    text: str
    quoted: bool

    def says(self, word: str) -> bool:
        """Whether it is this word, and not a text in quotes."""
        return not self.quoted and self.text.casefold() == word


def read_rule(text: str) -> Rule:
    """The rule that ``text`` writes down; raises UserError that names the line which can't be read and says what can.

    A condition stands on a line of its own or after a “;”. The first “is”, “contains”, “at least” or “at most” behind the name of
    the field divides them. Words of the rule itself count as text inside quotes, “…” or "…", where a doubled " stands for one.
    """
    conditions = []
    for number, line in enumerate(text.splitlines(), start=1):
        try:
            conditions += [_read_condition(tokens) for tokens in _divided(line)]
        except _WrongError as wrong:
            raise UserError(f"Line {number} of the rule, “{_short(line)}”, can't be read: {wrong}") from None
    return Rule(tuple(conditions))


def write_rule(rule: Rule) -> str:
    """The rule as text that :func:`read_rule` reads back, a condition a line; empty for everybody."""
    return "\n".join(_write_condition(condition) for condition in rule.conditions)


def parse_number(text: str) -> Decimal | None:
    """A number such as 1,000 or -2.5; None for anything else."""
    match = _NUMBER.fullmatch(text)
    return Decimal(text.replace(",", "").replace("−", "-")) if match else None


def parse_day(text: str) -> date | None:
    """A day such as 2026-11-23; None for anything else."""
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None


class _WrongError(Exception):
    """Why a condition can't be read, as the end of a sentence."""


def _divided(line: str) -> list[list[_Token]]:
    """The words and quoted texts of each condition in a line."""
    found: list[list[_Token]] = [[]]
    at = 0
    while at < len(line):
        sign = line[at]
        if sign.isspace():
            at += 1
        elif sign == ";":
            found.append([])
            at += 1
        elif sign in _CLOSING:
            quoted, at = _quoted(line, at)
            found[-1].append(_Token(quoted, quoted=True))
        else:
            end = at
            while end < len(line) and line[end] != ";" and not line[end].isspace():
                end += 1
            found[-1].append(_Token(line[at:end], quoted=False))
            at = end
    return [tokens for tokens in found if tokens]


def _quoted(line: str, start: int) -> tuple[str, int]:
    """The text between quotes that begin at ``start``, and where they end."""
    closing = _CLOSING[line[start]]
    text, at = "", start + 1
    while at < len(line):
        if line[at] != closing:
            text += line[at]
        elif line[at : at + 2] == '""':
            text += '"'
            at += 1
        elif at + 1 == len(line) or line[at + 1] == ";" or line[at + 1].isspace():
            return _joined(text), at + 1
        else:
            raise _WrongError("a blank or the end of the line must follow where quotes close.")
        at += 1
    raise _WrongError(f"its quotes do not close; a {closing} is missing.")


def _read_condition(tokens: Sequence[_Token]) -> Condition:
    at = next((at for at in range(1, len(tokens)) if _operator(tokens, at)), None)
    if at is None:
        raise _WrongError(f"it asks nothing of a field. Write it as {_EXAMPLES}.")
    field = _text(tokens[:at], "the name of its field is empty.")
    operator = _operator(tokens, at)
    rest = tokens[at + len(operator) :]
    if operator == ("is",) and (among := _operator(rest, 0)) and among[0] == "at":  # “Seats is at least 100”
        operator, rest = among, rest[2:]
    if not rest:
        raise _WrongError(f"something must follow after “{' '.join(operator)}”. Write it as {_EXAMPLES}.")
    if operator[0] == "at":
        return Condition(field, " ".join(operator), limit=_read_limit(rest))
    if operator[0] == "contains":
        return Condition(field, CONTAINS, _read_values(rest))
    denied = rest[0].says("not")
    rest = rest[1:] if denied else rest
    if not rest:
        raise _WrongError("something must follow after “is not”; to ask that nothing is there, write “is unknown”.")
    if len(rest) == 1 and (rest[0].says("known") or rest[0].says("unknown")):
        return Condition(field, KNOWN if rest[0].says("known") != denied else UNKNOWN)
    return Condition(field, IS_NOT if denied else IS, _read_values(rest))


def _operator(tokens: Sequence[_Token], at: int) -> tuple[str, ...]:
    """The words of the operator that stands at a place; none where there is none."""
    for words in _OPERATORS:
        here = tokens[at : at + len(words)]
        if len(here) == len(words) and all(token.says(word) for token, word in zip(here, words, strict=True)):
            return words
    return ()


def _read_values(tokens: Sequence[_Token]) -> tuple[str, ...]:
    """The texts between the words “or”."""
    parts: list[list[_Token]] = [[]]
    for token in tokens:
        if token.says("or"):
            parts.append([])
        else:
            parts[-1].append(token)
    for part in parts:
        for at, token in enumerate(part):
            if token.says("and") and any(_operator(part, later) for later in range(at + 2, len(part))):
                raise _WrongError("each condition needs a line of its own. What belongs to a value is put into quotes “…”.")
    return tuple(_text(part, "a value is empty; quotes “…” hold one that has the word “or” in it.") for part in parts)


def _read_limit(tokens: Sequence[_Token]) -> Limit:
    text = " ".join(token.text for token in tokens)
    number = parse_number(text)
    limit = parse_day(text) if number is None else number
    if limit is None:
        raise _WrongError(f"“{_short(text)}” is no number such as 1,000 and no day such as 2026-11-23.")
    return limit


def _text(tokens: Sequence[_Token], wrong: str) -> str:
    text = _joined(" ".join(token.text for token in tokens))
    if not text:
        raise _WrongError(wrong)
    return text


def _write_condition(condition: Condition) -> str:
    field = _written(condition.field, _read_field)
    if condition.limit is not None:
        return f"{field} {condition.test} {_write_limit(condition.limit)}"
    values = " or ".join(_written(value, _read_value) for value in condition.values)
    return f"{field} {condition.test} {values}".rstrip()


def _written(text: str, read: Callable[[str], str]) -> str:
    """A text as it stands in a rule: as it is where it is read back as that, else in quotes."""
    text = _joined(text)
    try:
        plain = read(text) == text
    except _WrongError:
        plain = False
    if plain:
        return text
    return '"' + text.replace('"', '""') + '"' if "”" in text else f"“{text}”"


def _read_field(text: str) -> str:
    return _read_condition(_one(f"{text} is known")).field


def _read_value(text: str) -> str:
    condition = _read_condition(_one(f"Field is {text}"))
    return condition.values[0] if condition.test == IS and len(condition.values) == 1 else ""


def _one(text: str) -> list[_Token]:
    divided = _divided(text)
    if len(divided) != 1:
        raise _WrongError("it is not one condition.")
    return divided[0]


def _write_limit(limit: Limit) -> str:
    return limit.isoformat() if isinstance(limit, date) else f"{limit:,f}"


def _joined(text: str) -> str:
    return " ".join(text.split())


def _short(text: str) -> str:
    text = _joined(text)
    return text if len(text) <= 60 else text[:59] + "…"
