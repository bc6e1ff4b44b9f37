"""ARR by month: from revenue rows, and for months without any from account lists at their as-of day."""

from collections import defaultdict
from datetime import date

from prodops_desktop.datasets.snapshot import Snapshot
from prodops_desktop.metrics.ledgers import Ledger, each_once
from prodops_desktop.metrics.model import Metric, Point, RowsBehind, Source
from prodops_desktop.metrics.money import Converter, Total, amount_of, currency_sql, first_filled, number, with_rates
from prodops_desktop.metrics.periods import last_day, months_of, period_of
from prodops_desktop.metrics.tables import DAY_TYPES, NUMBER_TYPES, tables, with_earlier_versions
from prodops_desktop.metrics.tally import Tally, missing, rows_text, without_day_note
from prodops_desktop.metrics.wording import Period
from prodops_desktop.work.said import Said
from prodops_desktop.workspace import Store, settings

ARR = Metric(
    key="arr",
    name="arr",
    title="ARR",
    group="Revenue",
    unit="money",
    better="up",
    definition=Said(
        "Annual recurring revenue: the sum of ARR (12 × MRR where a row has no ARR) over the revenue rows of a month; for a month "
        "without any, over the newest account list with ARR whose as-of day lies in it. Where two datasets have revenue of the same "
        "account in the same month, the newer one (by its as-of day) speaks for it. A quarter or year shows its last month with data. "
        "Amounts in other currencies are converted at the last rate known on the last day of the month (of a list: on its as-of day); "
        "without a rate they are left out, and this is said."
    ),
    misleads=Said("A price rise and a new customer look alike, and a large customer hides the loss of many small ones."),
    measure="arr",
)


def readable(store: Store, snapshot: Snapshot) -> list[Ledger]:
    """Every table that speaks of ARR: revenue first, then account lists, the newest as-of day first."""
    found = []
    for table in tables(store, snapshot, kind="revenue"):
        day, arr, mrr = table.field("month", DAY_TYPES), table.field("arr", NUMBER_TYPES), table.field("mrr", NUMBER_TYPES)
        amounts = [amount_of(column, factor) for column, factor in ((arr, 1), (mrr, 12)) if column is not None]
        if day is not None and amounts:
            currency = next((column.currency for column in (arr, mrr) if column is not None and column.currency), None)
            found.append(Ledger(table, amounts[0] if len(amounts) == 1 else first_filled(*amounts), currency, day))
    lists = with_earlier_versions(store, snapshot, kind="accounts")
    for table in sorted(lists, key=lambda one: (one.source.as_of, one.source.version), reverse=True):
        arr = table.field("arr", NUMBER_TYPES)
        if arr is not None and arr.filled:
            found.append(Ledger(table, amount_of(arr), arr.currency, None))
    return found


def tally(store: Store, snapshot: Snapshot, grain: str) -> Tally:
    """ARR by period, the level at its last month with data."""
    converter, today = Converter(store), settings.today(store)
    months, notes = _months(store, snapshot)
    points: dict[str, Point] = {}
    levels = set()
    used: dict[int, Source] = {}
    for period in {period_of(month, grain) for month in months}:
        month = _speaking_month(period, months, today)
        ledgers = months[month]
        points[period], speaking = _point(store, converter, ledgers, month, period)
        used.update({source.version: source for source in speaking})
        if all(ledger.day is None for ledger in ledgers):
            levels.add(period)
    sources = tuple(used[version] for version in sorted(used))
    return Tally(points, sources, (), (*converter.notes(), *notes), converter.currency, frozenset(levels))


def behind(store: Store, snapshot: Snapshot, period: str) -> list[RowsBehind]:
    """The rows whose amounts make up the level of a period."""
    months, _ = _months(store, snapshot)
    month = _speaking_month(period, months, settings.today(store))
    return [
        RowsBehind(
            ledger.table.source.version,
            with_rates(store, ledger.table, ledger.currency, ledger.inside(month), ledger.amount.filled, _rate_day(ledger, month)),
        )
        for ledger in months.get(month, [])
    ]


def _months(store: Store, snapshot: Snapshot) -> tuple[dict[str, list[Ledger]], list[str]]:
    """Which tables speak for which month, and what to say about those that give way."""
    months: dict[str, list[Ledger]] = defaultdict(list)
    notes: list[str] = []
    for ledger in readable(store, snapshot):
        if ledger.day is not None:
            where = f"{ledger.day.sql} IS NOT NULL AND {ledger.amount.filled}"
            for row in store.db.execute(f"SELECT DISTINCT substr({ledger.day.sql}, 1, 7) FROM {ledger.table.sql} WHERE {where}"):
                months[row[0]].append(ledger)
            notes += without_day_note(missing(store, ledger.table, ledger.day)[0])
            continue
        month, source = ledger.table.source.as_of[:7], ledger.table.source
        if not months[month]:
            months[month].append(ledger)
        elif months[month][0].table.source.dataset != source.dataset:
            speaks = " and ".join(one.table.source.name for one in months[month])
            taken = "{month} is taken from {speaks}, not from {name}, so that nothing is added twice."
            notes.append(Said(taken, month=Period(month), speaks=speaks, name=source.name))
    once, given_way = each_once(store, dict(months))
    return once, notes + given_way


def _speaking_month(period: str, months: dict[str, list[Ledger]], today: date) -> str:
    """The last month with data in a period; a month of revenue rows that is not over speaks only where no other can."""
    inside = [month for month in months_of(period) if month in months]
    over = [month for month in inside if last_day(month) < today or months[month][0].day is None]
    return (over or inside or [period])[-1]


def _rate_day(ledger: Ledger, month: str) -> str:
    return ledger.table.source.as_of if ledger.day is None else last_day(month).isoformat()


def _point(store: Store, converter: Converter, ledgers: list[Ledger], month: str, period: str) -> tuple[Point, list[Source]]:
    """The level of a month, and the sources that have a row in it which did not give way to a newer one."""
    total: Total | None = None
    rows = left_out = 0
    speaking = []
    for ledger in ledgers:
        inside = ledger.inside(month)
        found = store.db.execute(
            f"SELECT {currency_sql(ledger.table)}, count(*), {ledger.amount.sums} FROM {ledger.table.sql} "
            f"WHERE {inside.sql} AND {ledger.amount.filled} GROUP BY 1",
            inside.params,
        ).fetchall()
        speaking += [ledger.table.source] if found else []
        for token, count, high, low in found:
            converted = converter.convert(ledger.amount.total(high, low), token, ledger.currency, _rate_day(ledger, month), count)
            if converted is None:
                left_out += count
            else:
                total, rows = converted if total is None else total + converted, rows + count
    note = Said("{rows} without a currency rate left out", rows=rows_text(left_out)) if left_out else ""
    until = ledgers[0].table.source.as_of if ledgers[0].day is None else None
    return Point(period, number(total), n=rows, note=note, until=until), speaking
