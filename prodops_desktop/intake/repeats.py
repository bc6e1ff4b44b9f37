"""Finds rows that an export holds twice: responses that are equal in every cell and say whose they are."""

import re
from collections.abc import Sequence
from typing import Any

from prodops_desktop.intake.headers import normalised
from prodops_desktop.intake.read_columns import ReadColumn
from prodops_desktop.intake.readers.model import Cell
from prodops_desktop.intake.reading import ReadTable

REPEATED = "repeated response"
_OF_A_KEY = re.compile(r"\b(?:id|no|nr|number|key|ref|reference|token|uuid|respondent|e ?mail)\b")


class Repeats:
    """Knows the rows that were seen of a table.

    Equal rows are one response only where something tells whose it is: a user, a key, a time of day or a comment. Two people of one
    account may give the same score on the same day.
    """

    def __init__(self, table: ReadTable) -> None:
        self._telling = [at for at, column in enumerate(table.columns) if _tells_whose(column)]
        self._is_coded = table.scan.coded
        self._seen: set[Any] = set()
        self.alike = 0
        """How many rows were equal to an earlier one and yet no repeats."""

    def among(self, codes: list[Sequence[int]], values: list[list[Cell]], out: set[int]) -> set[int]:
        """The places of rows equal in every cell to an earlier one, but for those that are ``out``; cells are codes of ``values``."""
        repeated = set()
        for at, row in enumerate(zip(*codes, strict=True)):
            if at in out:
                continue
            key: Any = row if self._is_coded else tuple(own[code] for own, code in zip(values, row, strict=True))
            if key not in self._seen:
                self._seen.add(key)
            elif any(values[place][row[place]] != "" for place in self._telling):
                repeated.add(at)
            else:
                self.alike += 1
        return repeated


def _tells_whose(column: ReadColumn) -> bool:
    field = column.match.field if column.match else None
    if field in ("user", "comment") or column.plan.type == "moment":
        return True
    return field is None and _OF_A_KEY.search(normalised(column.header)) is not None
