"""Rows, sum and mean of any dataset that has a day: what a metric is before anyone has given it a name of its own."""

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction

from prodops_desktop.datasets.model import Column, Dataset
from prodops_desktop.datasets.reading import Condition
from prodops_desktop.datasets.snapshot import Snapshot
from prodops_desktop.errors import UserError
from prodops_desktop.metrics.model import Metric, Point, RowsBehind
from prodops_desktop.metrics.money import Converter, Total, amount_of, any_of, currency_sql, is_money, number, rate_note, with_rates
from prodops_desktop.metrics.periods import last_day, months_of, period_of
from prodops_desktop.metrics.tables import Table, tables
from prodops_desktop.metrics.tally import Tally, day_sql, in_period, missing, rows_text, without_day_note
from prodops_desktop.work.said import Said
from prodops_desktop.workspace import Store, settings


def may_name(wanted: str, dataset: Dataset) -> bool:
    """Whether ``wanted`` begins like the names or keys of a dataset's metrics; a name may hold “/” itself, so it is never split."""
    text = wanted.casefold()
    return any(text.startswith(f"{measure}/{owner}/") for measure in _MISLEADS for owner in (dataset.name.casefold(), dataset.id))


def metrics_of(store: Store, table: Table) -> list[Metric]:
    """Every metric of this family that a dataset offers."""
    days = [column for column in table.columns if column.is_time]
    return [
        *(_metric(store, table, "rows", None, day) for day in days),
        *(
            _metric(store, table, "sum", column, day)
            for day in days
            for column in table.columns
            if column.is_number and column.type != "percent"
        ),
        *(_metric(store, table, "mean", column, day) for day in days for column in table.columns if column.is_number),
    ]


def tally(store: Store, snapshot: Snapshot, metric: Metric, grain: str) -> Tally:
    """Rows, sum or mean by period."""
    table, day, column = _found(store, snapshot, metric)
    if column is None:
        return _count(store, table, day, grain)
    return _sums(store, table, day, column, metric, grain)


def behind(store: Store, snapshot: Snapshot, metric: Metric, period: str) -> list[RowsBehind]:
    """The rows of a period that have a value, and a currency that could be converted."""
    table, day, column = _found(store, snapshot, metric)
    if column is None:
        return [RowsBehind(table.source.version, in_period(day, period))]
    filled = amount_of(column).filled
    if not is_money(column):
        inside = in_period(day, period)
        return [RowsBehind(table.source.version, Condition(f"{inside.sql} AND {filled}", inside.params))]
    months = [
        with_rates(store, table, column.currency, in_period(day, month), filled, last_day(month).isoformat()) for month in months_of(period)
    ]
    return [RowsBehind(table.source.version, any_of(months))]


def _metric(store: Store, table: Table, measure: str, column: Column | None, day: Column) -> Metric:
    source, header = table.source, "" if column is None else column.header
    unit = "count" if column is None else "money" if is_money(column) else _UNITS.get(column.type, "number")
    title = {"rows": f"Rows by {day.header}", "sum": f"{header}, sum by {day.header}", "mean": f"{header}, mean by {day.header}"}[measure]
    middle = "" if column is None else f"/{header}"
    return Metric(
        key=f"{measure}/{source.dataset}{middle}/{day.header}",
        name=f"{measure}/{source.name}{middle}/{day.header}",
        title=title,
        group=source.name,
        unit=unit,
        better=None,
        definition=_definition(store, source.name, measure, header, day, unit),
        misleads=_MISLEADS[measure],
        measure=measure,
        dataset=source.dataset,
        column=header or None,
        day=day.header,
        day_field=day.field,
    )


_UNITS = {"percent": "percent", "duration": "hours"}
_MISLEADS = {
    "rows": Said("A file that was cut short, or holds rows twice, looks like a change."),
    "sum": Said("One very large row can carry a period, and rows without a value count as nothing."),
    "mean": Said("A mean hides its spread, and a change of mix moves it without any row changing."),
}


def _definition(store: Store, name: str, measure: str, header: str, day: Column, unit: str) -> str:
    what = {
        "rows": Said("The number of rows of {name}", name=name),
        "sum": Said("The sum of {column} over the rows of {name} that have a value", column=header, name=name),
        "mean": Said("The mean of {column} over the rows of {name} that have a value", column=header, name=name),
    }[measure]
    when = Said("{day} (in {zone})", day=day.header, zone=day.zone) if day.zone else day.header
    if unit == "hours":
        what = Said("{what}, in hours", what=what)
    text = Said("{what}, by the period in which {day} falls.", what=what, day=when)
    if unit != "money":
        return text
    rates = rate_note(settings.get(store, "currency"))
    return Said("{sentence} {rates} Each month takes the rate of its last day.", sentence=text, rates=rates)


def _found(store: Store, snapshot: Snapshot, metric: Metric) -> tuple[Table, Column, Column | None]:
    for table in tables(store, snapshot, dataset=metric.dataset):
        day, column = table.header(metric.day), table.header(metric.column)
        if day is not None and day.is_time and (metric.column is None or (column is not None and column.is_number)):
            return table, day, column
    raise UserError(f"“{metric.name}” can't be worked out any more: its dataset or column is gone or no longer counts.")


def _count(store: Store, table: Table, day: Column, grain: str) -> Tally:
    rows: dict[str, int] = defaultdict(int)
    days = []
    for when, count in store.db.execute(
        f"SELECT {day_sql(day)}, count(*) FROM {table.sql} WHERE {day.sql} IS NOT NULL GROUP BY 1 ORDER BY 1"
    ):
        rows[period_of(when, grain)] += count
        days.append(when)
    points = {period: Point(period, float(count), n=count) for period, count in rows.items()}
    return Tally(points, (table.source,), tuple(days), tuple(without_day_note(missing(store, table, day)[0])))


_NO_CURRENCY = "''"


@dataclass
class _Cell:
    total: Total = Fraction(0)
    rows: int = 0
    left_out: int = 0


def _sums(store: Store, table: Table, day: Column, column: Column, metric: Metric, grain: str) -> Tally:
    amount, money, converter = amount_of(column), is_money(column), Converter(store)
    by_month: dict[tuple[str, str], _Cell] = defaultdict(_Cell)
    days = set()
    for when, token, rows, high, low in store.db.execute(
        f"SELECT {day_sql(day)}, {currency_sql(table) if money else _NO_CURRENCY}, count(*), {amount.sums} FROM {table.sql} "
        f"WHERE {day.sql} IS NOT NULL AND {amount.filled} GROUP BY 1, 2"
    ):
        cell = by_month[when[:7], token]
        cell.total += amount.total(high, low)
        cell.rows += rows
        days.add(when)
    periods: dict[str, _Cell] = defaultdict(_Cell)
    for (month, token), cell in sorted(by_month.items()):
        period, total = periods[period_of(month, grain)], cell.total
        if money:
            converted = converter.convert(total, token, column.currency, last_day(month).isoformat(), cell.rows)
            if converted is None:
                period.left_out += cell.rows
                continue
            total = converted
        period.total += total
        period.rows += cell.rows
    without_day, without_value = missing(store, table, day, amount.filled)
    notes = [*converter.notes(), *without_day_note(without_day)]
    if without_value:
        notes.append(Said("{rows} without a value in {column} left out.", rows=rows_text(without_value), column=column.header))
    points = {period: _point(period, cell, mean=metric.measure == "mean") for period, cell in periods.items()}
    return Tally(points, (table.source,), tuple(sorted(days)), tuple(notes), converter.currency if money else None)


def _point(period: str, cell: _Cell, *, mean: bool) -> Point:
    note = Said("{rows} without a currency rate left out", rows=rows_text(cell.left_out)) if cell.left_out else ""
    if not cell.rows:
        return Point(period, None, note=note)
    return Point(period, number(cell.total / cell.rows if mean else cell.total), n=cell.rows, note=note)
