"""What the operator is asked about a column: the order of day and month, the sign before decimals, and whether per cent are shares."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice
from typing import Any

from prodops_desktop.intake.choices import ASIDE, DAY_FIRST, MONTH_FIRST, POINTS, SHARE, YEAR_FIRST
from prodops_desktop.intake.day_plans import day_order, year_order
from prodops_desktop.intake.days import read_day
from prodops_desktop.intake.number_plans import decimal_sign, says_percent, shares_asked
from prodops_desktop.intake.numbers import read_number
from prodops_desktop.intake.read_columns import ReadColumn
from prodops_desktop.intake.readers.model import Cell, raw_text
from prodops_desktop.work.clock import spoken

RowsOf = Callable[[ReadColumn], Iterable[tuple[int, Cell]]]
"""Gives the cells of a column in the order of the sheet, each with its 1-based row there."""
_MOST_ROWS = 50
_LEAST_SHARES = 5
_NUMERIC = ("integer", "number", "money", "percent")
_SIGNS = {".": "point", ",": "comma"}


def questions_of(column: ReadColumn, rows_of: RowsOf) -> list[dict[str, Any]]:
    """The questions that stand for a column, as plain objects; an answered one stands with its answer as ``chosen``."""
    asked = [question for ask in (_order, _decimals, _percent) if (question := ask(column)) is not None]
    return [question.as_answer(rows_of(column)) for question in asked]


@dataclass(frozen=True)
class _Question:
    """A question about ``count`` cells; ``readings`` gives what a text is by each option, nothing for a text that is not in question."""

    id: str
    count: int
    text: str
    why: str
    chosen: str
    titles: Mapping[str, str]
    readings: Callable[[str], list[str]]

    def as_answer(self, cells: Iterable[tuple[int, Cell]]) -> dict[str, Any]:
        rows = list(islice(self._rows(cells), _MOST_ROWS))
        examples = rows[0]["readings"] if rows else [""] * len(self.titles)
        options = [
            {"id": id_, "title": title, "example": example} for (id_, title), example in zip(self.titles.items(), examples, strict=True)
        ]
        return {
            "id": self.id,
            "count": self.count,
            "text": self.text,
            "why": self.why,
            "chosen": self.chosen,
            "options": options,
            "rows": rows,
        }

    def _rows(self, cells: Iterable[tuple[int, Cell]]) -> Iterator[dict[str, Any]]:
        known: dict[Cell, list[str]] = {}
        for row, cell in cells:
            if cell not in known:
                known[cell] = self.readings(raw_text(cell).strip())
            if readings := known[cell]:
                yield {"row": row, "raw": raw_text(cell), "readings": readings}


def _order(column: ReadColumn) -> _Question | None:
    evidence, hints = column.column.kept, column.hints
    texts = evidence.as_days
    if column.plan.type not in ("day", "moment") or column.plan.unit:
        return None
    if (years := _year(column)) is not None or not texts.open:
        return years
    day_first, _ = day_order(evidence, hints)
    aside = f"Send {_rows(texts.open)} to quarantine"
    return _Question(
        "order",
        texts.open,
        f"Day/month order ambiguous in {_rows(texts.open)}.",
        _why_order(column),
        hints.order or (DAY_FIRST if day_first else MONTH_FIRST),
        {DAY_FIRST: "Day / month", MONTH_FIRST: "Month / day", ASIDE: aside},
        _read_both_ways,
    )


def _year(column: ReadColumn) -> _Question | None:
    """Whether days such as 26/03/04 begin with the year; None where that is no question."""
    texts, hints = column.column.kept.as_days, column.hints
    begins, source = year_order(column.column.kept, replace(hints, order=None))
    if not source:
        return None
    count = texts.short_years.cells
    titles = {DAY_FIRST: "Day / month / year", MONTH_FIRST: "Month / day / year", YEAR_FIRST: "Year / month / day"}
    if texts.first_over_12:
        del titles[MONTH_FIRST]
    why = {
        "column": "The first numbers stay within few years and the last ones go through the month, so the year is taken to come first.",
        "sheet": "In another column of the sheet the year comes first, so that is suggested.",
        "doubt": "Nothing in the sheet tells whether the first number is the day or the year; the day is the more frequent way.",
    }
    suggested = YEAR_FIRST if begins else DAY_FIRST
    return _Question(
        "order",
        count,
        f"The year may come first or last in {_rows(count)}.",
        why[source],
        hints.order if hints.order is not None and hints.order in titles else suggested,
        titles,
        lambda text: _read_each_way(text, titles),
    )


def _read_each_way(text: str, orders: Iterable[str]) -> list[str]:
    read = [read_day(text, day_first=order != MONTH_FIRST, short_first=order == YEAR_FIRST) for order in orders]
    spoken_days = [spoken(day.value.date()) for day in read if day is not None]
    return spoken_days if len(spoken_days) == len(read) else []


def _why_order(column: ReadColumn) -> str:
    texts, hints = column.column.kept.as_days, column.hints
    first, second = texts.first_over_12, texts.second_over_12
    if first and second:
        more, less = (("day/month", first), ("month/day", second)) if first >= second else (("month/day", second), ("day/month", first))
        return f"{_rows(more[1])} can only be {more[0]} and {less[1]:,} only {less[0]}, so the more frequent order is suggested for all."
    if first or second:
        return f"{_rows(first or second)} can only be {'day/month' if first else 'month/day'}, so that order is suggested for all."
    if hints.day_first is not None:
        return f"Another column of the sheet can only be {'day/month' if hints.day_first else 'month/day'}, so that order is suggested."
    if hints.orders_differ:
        return "The other columns of the sheet show both orders, so the one in the preferences of the workspace is suggested."
    return "Nothing in the sheet tells the order, so the one in the preferences of the workspace is suggested."


def _read_both_ways(text: str) -> list[str]:
    one, other = read_day(text, day_first=True), read_day(text, day_first=False)
    if one is None or other is None or not one.first or one.value == other.value:
        return []
    return [spoken(one.value.date()), spoken(other.value.date()), ""]


def _decimals(column: ReadColumn) -> _Question | None:
    evidence, hints = column.column.kept, column.hints
    count = evidence.as_numbers.ambiguous.total()
    if not count or column.plan.type not in _NUMERIC:
        return None
    sign, source = decimal_sign(evidence, replace(hints, sign=None))
    why = {
        "column": f"Other values of the column have a {_SIGNS[sign]} before their decimals, so that is suggested for all.",
        "sheet": f"Other columns of the sheet have a {_SIGNS[sign]} before decimals, so that is suggested.",
        "count": "The column counts whole things, so that the sign is taken to group thousands.",
        "amounts": "No amount of the column has one or two decimals, so that the point is taken to group thousands.",
    }
    return _Question(
        "decimals",
        count,
        f"{_rows(count).capitalize()} can be thousands or decimals.",
        why.get(source, "Nothing in the sheet tells; a point before decimals is the more frequent way."),
        hints.sign or sign,
        {".": "Point before decimals", ",": "Comma before decimals"},
        _read_both_signs,
    )


def _read_both_signs(text: str) -> list[str]:
    read = [read_number(text, sign) for sign in ".,"]
    return [f"{Decimal(one.plain).normalize():,f}" for one in read if one is not None and one.ambiguous]


def _percent(column: ReadColumn) -> _Question | None:
    evidence, hints, plan = column.column.kept, column.hints, column.plan
    count = shares_asked(evidence, hints, least=1 if hints.percent else _LEAST_SHARES)
    if not count or not (plan.type == "percent" or (plan.type == "number" and says_percent(column.header))):
        return None
    return _Question(
        "percent",
        count,
        f"{_rows(count).capitalize()} between 0 and 1: per cent, or shares of one?",
        "A share such as 0.31 is shown as 31% where its cell has the % format, and these have none.",
        hints.percent or POINTS,
        {POINTS: "Per cent as written", SHARE: "Shares, times 100"},
        lambda text: _read_shares(text, plan.decimal),
    )


def _read_shares(text: str, sign: str) -> list[str]:
    written = read_number(text, sign)
    if written is None or written.percent:
        return []
    value = Decimal(written.plain)
    return [f"{value.normalize():f}%", f"{(value * 100).normalize():f}%"]


def _rows(count: int) -> str:
    return f"{count:,} row{'' if count == 1 else 's'}"
