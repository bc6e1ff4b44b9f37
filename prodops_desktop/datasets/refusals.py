"""What is wrong with a row of a sheet: which cell a reason speaks of, and whether a text written over it would be taken."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from prodops_desktop.datasets.model import Column
from prodops_desktop.datasets.reading import Stored
from prodops_desktop.intake.column_writer import none_has_value, refusal, shortened
from prodops_desktop.intake.converting import read_again
from prodops_desktop.intake.kinds import KINDS
from prodops_desktop.intake.plans import Plan
from prodops_desktop.intake.recorded import plan_of_column

_NAMED = re.compile(r"“(.+?)” ")
_AROUND = "”:;. "


@dataclass(frozen=True)
class Looked:
    """What a text is read as: the stored value (a name as text), why the text is kept beside it, and why its row can't be accepted.

    A text that is not ``readable`` leaves the cell empty, where that may be.
    """

    value: Stored
    reason: str | None
    refused: str | None
    readable: bool = True


@dataclass(frozen=True)
class Rule:
    """A column with all that is asked of its cells: by its plan and by the field that it is mapped to."""

    column: Column
    plan: Plan
    required: bool = False
    low: float | None = None
    high: float | None = None

    @property
    def header(self) -> str:
        """What the column is called."""
        return self.column.header

    def look(self, text: str) -> Looked:
        """Read a text as the import read the cells of this column."""
        made = read_again(self.plan, text)
        return Looked(made.value, made.reason, refusal(self, text, made.value, made.reason), made.readable)


@dataclass(frozen=True)
class Reason:
    """Why a row can't be accepted. ``position`` is the column of which it speaks, 0 for the row as a whole; ``short`` names no value."""

    position: int
    text: str
    short: str


class Rules:
    """What is asked of the rows of a version, whose ``columns`` are those of a sheet of this ``kind``."""

    def __init__(self, columns: Sequence[Column], kind: str) -> None:
        self.columns = tuple(columns)
        self.by_position = {column.position: _rule(column, kind) for column in columns}
        self._either = _either(columns, kind)
        self._positions = {column.header: column.position for column in columns}
        self._longest_first = sorted(self._positions, key=len, reverse=True)

    def reason(self, text: str, cells: Sequence[str]) -> Reason:
        """What a sentence of the import is about; ``cells`` are the raw texts of its row."""
        position = self._position(text)
        return self._reason(position, text, cells[position - 1] if 0 < position <= len(cells) else "")

    def lacks(self, cells: Sequence[str], mends: Mapping[int, str]) -> list[Reason]:
        """What a row lacks of which it needs one value in several columns, now that one of them was mended."""
        found = []
        for text, positions in self._either.items():
            if not mends.keys().isdisjoint(positions):
                now = (mends.get(at, cells[at - 1] if at <= len(cells) else "") for at in positions)
                if all(self.by_position[at].look(one).value is None for at, one in zip(positions, now, strict=True)):
                    found.append(self.reason(text, cells))
        return found

    def are_mended(self, reason: Reason, mends: Mapping[int, str]) -> bool:
        """Whether a cell of those that a reason is about was mended."""
        return not mends.keys().isdisjoint(self._either.get(reason.text, (reason.position,)))

    def refused(self, position: int, text: str) -> Reason | None:
        """Why a text written over a cell would not be taken; None where it would. Who writes one means something by it."""
        rule = self.by_position[position]
        found = rule.look(text)
        if found.refused is None and found.readable:
            return None
        return self._reason(position, found.refused or f"“{rule.header}” is “{shortened(text.strip())}”: {found.reason}.", text)

    def _position(self, text: str) -> int:
        if text in self._either:
            return self._either[text][0]
        named = _NAMED.match(text)
        if named and named[1] in self._positions:
            return self._positions[named[1]]
        return next((self._positions[header] for header in self._longest_first if text.startswith(f"“{header}” ")), 0)

    def _reason(self, position: int, text: str, raw: str) -> Reason:
        if not position:
            return Reason(0, text, text)
        header = self.by_position[position].header
        said = text.removeprefix(f"“{header}” ").removeprefix("is ")
        quoted = shortened(raw.strip())
        rest = (said.partition(quoted)[2] if quoted and quoted in said else said).strip(_AROUND).removeprefix("it ")
        return Reason(position, text, f"{header}: {rest}" if rest else text)


def _either(columns: Sequence[Column], kind: str) -> dict[str, tuple[int, ...]]:
    """By the sentence on a row that has none, the columns of which each row needs a value in one."""
    known = KINDS.get(kind)
    groups = ([column for column in columns if column.field in group] for group in (known.either if known and known.either_in_rows else ()))
    return {none_has_value([column.header for column in group]): tuple(column.position for column in group) for group in groups if group}


def _rule(column: Column, kind: str) -> Rule:
    known = KINDS.get(kind)
    asked = next((field for field in known.fields if field.name == column.field), None) if known is not None else None
    plan = plan_of_column(column)
    return Rule(column, plan) if asked is None else Rule(column, plan, asked.required, asked.low, asked.high)
