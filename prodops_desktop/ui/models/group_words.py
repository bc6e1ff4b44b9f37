"""What the head of a group says: its value, how many rows it has, and what they come to."""

from collections.abc import Sequence
from dataclasses import replace

from prodops_desktop.datasets.model import HOUR, Column
from prodops_desktop.datasets.sums import GroupRows
from prodops_desktop.ui import formats
from prodops_desktop.ui.models.values import value_text
from prodops_desktop.ui.texts import counted, tr

PERIOD_WORDS = {"": "", "month": tr("by month"), "quarter": tr("by quarter"), "year": tr("by year")}
"""How the groups of a column of days are called that are none of single days."""


def group_name(group: GroupRows, column: Column) -> str:
    """The value that its rows share."""
    if group.value is None:
        return tr("empty")
    if column.is_time and len(str(group.value)) < len("2026-11-23"):
        return formats.period(str(group.value))
    if column.type == "moment":
        return formats.day(str(group.value))
    return " ".join(value_text(column, group.value).split())


def group_facts(group: GroupRows, amounts: Sequence[Column], own: Column | None = None) -> str:
    """Its rows and the sums of these amounts: “9 rows · $2.62M”, with their names where there are several.

    ``own`` is the column that the rows are grouped by: where it names currencies, amounts without one are in that of the group.
    """
    facts = [counted(group.count, "{n} row", "{n} rows")]
    for column in amounts:
        if column.position not in group.sums:
            continue
        if own is not None and own.field == "currency" and not column.currency:
            if group.value is None:
                continue  # they may be of any currency
            column = replace(column, currency=str(group.value))
        text = total_text(column, group.sums[column.position])
        facts.append(text if len(amounts) == 1 else f"{column.header} {text}")
    return " · ".join(facts)


def addable(columns: Sequence[Column], grouped_by: int | None) -> list[Column]:
    """The amounts that can be added up: not those whose currency stands in a column beside them, unless the rows are grouped by that."""
    mixed = any(column.field == "currency" and column.distinct != 1 and column.position != grouped_by for column in columns)
    return [column for column in columns if column.type == "money" and (column.currency or not mixed)]


def total_text(column: Column, total: float, *, short: bool = True) -> str:
    """A sum or mean of a column in its stored units, for people."""
    if column.type == "money":
        return formats.money(total / 10 ** (column.scale or 0), column.currency or "", short=short)
    if column.type == "duration":
        return tr("{n} h", n=formats.number(total / HOUR)) if short else formats.duration(total)
    if column.type == "percent":
        return formats.percent(total, None if float(total).is_integer() else 1)
    return formats.number(total)
