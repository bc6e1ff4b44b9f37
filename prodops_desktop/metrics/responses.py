"""NPS: responses by day become promoters, passives and detractors by period."""

from collections import Counter

from prodops_desktop.datasets.model import Column
from prodops_desktop.datasets.reading import Condition
from prodops_desktop.datasets.snapshot import Snapshot
from prodops_desktop.metrics.model import Metric, Point, RowsBehind
from prodops_desktop.metrics.periods import period_of
from prodops_desktop.metrics.statistics import LEAST_RESPONSES, Nps
from prodops_desktop.metrics.tables import DAY_TYPES, NUMBER_TYPES, Table, tables
from prodops_desktop.metrics.tally import Tally, day_sql, in_period, missing, rows_text, without_day_note
from prodops_desktop.work.said import Said
from prodops_desktop.workspace import Store

NPS = Metric(
    key="nps",
    name="nps",
    title="NPS",
    group="Voice of customer",
    unit="score",
    better="up",
    definition=Said(
        "Net promoter score: share of promoters (9–10) minus share of detractors (0–6), times 100, over the responses of the period. "
        "The margin is half the 95% interval, 1.96·100·√((p + d − (p − d)²)/n). Two periods differ only if the difference exceeds "
        "1.96·√(SE₁² + SE₂²). Under {least} responses it is shown as “too few”.",
        least=LEAST_RESPONSES,
    ),
    misleads=Said("Who was asked, and who answers, changes between waves; a change inside the margin is no change."),
    measure="nps",
)


def readable(store: Store, snapshot: Snapshot) -> list[tuple[Table, Column, Column]]:
    """The NPS datasets that have a score and a day, with both columns."""
    found = ((table, table.field("score", NUMBER_TYPES), table.field("when", DAY_TYPES)) for table in tables(store, snapshot, kind="nps"))
    return [(table, score, when) for table, score, when in found if score is not None and when is not None]


def tally(store: Store, snapshot: Snapshot, grain: str) -> Tally:
    """NPS by period."""
    promoters, detractors, responses = Counter[str](), Counter[str](), Counter[str]()
    notes: list[str] = []
    days: list[set[str]] = []
    read = readable(store, snapshot)
    for table, score, when in read:
        days.append(set())
        for day, high, low, count in store.db.execute(
            f"SELECT {day_sql(when)}, sum({score.sql} >= 9), sum({score.sql} <= 6), count(*) FROM {table.sql} "
            f"WHERE {when.sql} IS NOT NULL AND {score.sql} IS NOT NULL GROUP BY 1"
        ):
            period = period_of(day, grain)
            promoters[period] += high
            detractors[period] += low
            responses[period] += count
            days[-1].add(day)
        notes += without_day_note(missing(store, table, when)[0])
    points = {period: _point(period, promoters[period], detractors[period], n) for period, n in responses.items()}
    notes += _overlap(read, days)
    return Tally(points, tuple(table.source for table, _, _ in read), tuple(sorted(set().union(*days))), tuple(notes))


def behind(store: Store, snapshot: Snapshot, period: str) -> list[RowsBehind]:
    """The responses of a period."""
    found = []
    for table, score, when in readable(store, snapshot):
        inside = in_period(when, period)
        found.append(RowsBehind(table.source.version, Condition(f"{inside.sql} AND {score.sql} IS NOT NULL", inside.params)))
    return found


def _point(period: str, promoters: int, detractors: int, n: int) -> Point:
    wave = Nps(promoters, n - promoters - detractors, detractors)
    value, margin = wave.value, wave.margin
    if value is None or margin is None:
        return Point(period, None, n=n, note=_too_few(n))
    return Point(period, value, value - margin, value + margin, n)


def _too_few(n: int) -> str:
    return Said("too few ({responses}; at least {least} are needed)", responses=rows_text(n, "response"), least=LEAST_RESPONSES)


def _overlap(read: list[tuple[Table, Column, Column]], days: list[set[str]]) -> list[str]:
    """Two exports of the same weeks would double n and halve the margin, so it is said when their days overlap."""
    named = [(table.source.name, min(its), max(its)) for (table, _, _), its in zip(read, days, strict=True) if its]
    for position, (name, first, last) in enumerate(named):
        for other, other_first, other_last in named[position + 1 :]:
            if first <= other_last and other_first <= last:
                same = "{name} and {other} cover the same days. If both hold the same responses, let only one of them count."
                return [Said(same, name=name, other=other)]
    return []
