"""Needs as sheets of a workbook: their figures with how they are counted, and who asks by segment."""

from collections.abc import Iterable, Iterator, Sequence

from prodops_desktop.datasets.sheets import AMOUNT, NUMBER, TEXT, WHOLE, RecordSheet, SheetColumn, SheetValue
from prodops_desktop.feedback.model import Tag
from prodops_desktop.feedback.needs.model import Needs


def needs_sheet(name: str, needs: Needs, tags: Sequence[Tag]) -> RecordSheet:
    """A row for each of these tags that is a need, in the order of the needs; then a line for each note on how they are counted."""
    return RecordSheet(name, _columns(needs), _lines(needs, tags))


def segments_sheet(name: str, needs: Needs) -> RecordSheet:
    """A row for each need in each segment that asks for it."""
    columns = (
        SheetColumn("Need", TEXT, 30),
        SheetColumn("Segment", TEXT, 18),
        SheetColumn("Mentions", WHOLE, 10),
        SheetColumn("Accounts", WHOLE, 10),
        SheetColumn(f"ARR, {needs.currency}", AMOUNT, 15),
    )
    rows = [(need.name, one.segment, one.mentions, one.accounts, one.arr) for need in needs.needs for one in need.by_segment]
    return RecordSheet(name, columns, rows)


def _columns(needs: Needs) -> tuple[SheetColumn, ...]:
    return (
        SheetColumn("Need", TEXT, 52),
        SheetColumn("Accounts", WHOLE, 10),
        SheetColumn(f"ARR, {needs.currency}", AMOUNT, 15),
        SheetColumn("Mentions", WHOLE, 10),
        SheetColumn("Items received", WHOLE, 15),
        SheetColumn("Per 100 items", NUMBER, 14),
        SheetColumn("From", NUMBER, 9),
        SheetColumn("To", NUMBER, 9),
        SheetColumn("Per 100 before", NUMBER, 15),
        SheetColumn("Trend", TEXT, 12),
    )


def _lines(needs: Needs, tags: Sequence[Tag]) -> list[tuple[SheetValue, ...]]:
    wanted = {tag.id for tag in tags}
    found = [need for need in needs.needs if need.tag in wanted]
    rows: list[tuple[SheetValue, ...]] = []
    for need in found:
        rate, before = need.trend.now, need.trend.before
        low, high = rate.interval or (None, None)
        figures = (_rounded(rate.per_hundred), _rounded(low), _rounded(high), _rounded(before.per_hundred))
        rows.append((need.name, need.accounts, need.arr, need.mentions, rate.items, *figures, need.trend.verdict))
    silent = [tag.name for tag in tags if tag.id not in {need.tag for need in found}]
    width = len(_columns(needs))
    return rows + [(text, *(None,) * (width - 1)) for text in ("", *_told(needs, silent))]


def _told(needs: Needs, silent: Iterable[str]) -> Iterator[str]:
    yield f"Period: {needs.period.title}, {needs.period.days_text}"
    if needs.segment:
        yield f"Segment: {needs.segment}"
    if needs.channel:
        yield f"Channel: {needs.channel}"
    for name in silent:
        yield f"{name}: nobody asked for it"
    yield from needs.definition
    yield from needs.notes


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)
