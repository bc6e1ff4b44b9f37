"""What was decided about one file: all that reading it again the same way needs, as it goes to the child and into a recipe."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

STACKED = "*"
"""The choice of sheet that stacks all sheets of one shape."""
DAY_FIRST, MONTH_FIRST, YEAR_FIRST, ASIDE = "day first", "month first", "year first", "quarantine"
"""How days are read of which nothing says whether the day, the month or a short year comes first; ASIDE sends their rows to quarantine."""
POINTS, SHARE = "points", "share"
"""What 0.31 means in a column of per cent: 0.31%, or 31%."""


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What the operator decided; None leaves it to the intake.

    ``sheet`` names a sheet, or STACKED. ``table`` counts the tables of the sheet from 1. ``header`` are the first and the last header row
    (1-based rows of the sheet), () for a table without one. ``hidden_rows``: False leaves the hidden rows of the sheet out. ``unpivot``:
    whether columns of periods become rows. ``mapping``, ``types``, ``orders``, ``decimals`` ("," or ".") and ``percents`` go by header and
    hold for the headers that they name; the columns of the headers in ``left_out`` are not stored. ``encoding`` and ``delimiter`` are of
    text files. ``day_first`` is what the workspace says for days that nothing decides.
    """

    sheet: str | None = None
    table: int | None = None
    header: tuple[int, ...] | None = None
    hidden_rows: bool = True
    unpivot: bool = False
    kind: str | None = None
    mapping: Mapping[str, str | None] | None = None
    types: Mapping[str, str] | None = None
    orders: Mapping[str, str] | None = None
    decimals: Mapping[str, str] | None = None
    percents: Mapping[str, str] | None = None
    left_out: tuple[str, ...] = ()
    encoding: str | None = None
    delimiter: str | None = None
    day_first: bool = True

    def as_spec(self) -> dict[str, Any]:
        """The choices as plain objects for JSON."""
        return {name: getattr(self, name) for name in Choices.__dataclass_fields__}

    @staticmethod
    def of_spec(spec: Mapping[str, Any]) -> "Choices":
        """The choices among the keys of ``spec``."""
        known = {key: spec[key] for key in Choices.__dataclass_fields__ if key in spec}
        if known.get("header") is not None:
            known["header"] = tuple(known["header"])
        known["left_out"] = tuple(known.get("left_out") or ())
        return Choices(**known)
