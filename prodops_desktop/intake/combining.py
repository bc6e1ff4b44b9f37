"""Makes one table of what was scanned: sheets of one shape below each other, and columns of periods as rows."""

from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from prodops_desktop.intake.columns import Column
from prodops_desktop.intake.endings import find_non_data, texts_of
from prodops_desktop.intake.headers import measure_in
from prodops_desktop.intake.merged import Filled
from prodops_desktop.intake.passing import PassingRows
from prodops_desktop.intake.readers.model import Batch
from prodops_desktop.intake.scanning import Scan, add_columns
from prodops_desktop.intake.tables import unique_headers
from prodops_desktop.intake.tables.headers import is_unit
from prodops_desktop.intake.tables.periods import DAY, year_of
from prodops_desktop.intake.tables.series import kind_of_days
from prodops_desktop.intake.wide import Period, PeriodColumn, RepeatedColumn, Spread, ValueColumn, WidePart

_ROWS_CODED = 8192
"""So many rows share the codes of their values where a table is too large for all of them to."""


@dataclass(frozen=True)
class Segment:
    """From ``first_row`` of the stored rows on, stored row s is of row (s - shift - 1) // stride + 1 of ``sheet``."""

    first_row: int
    sheet: str
    shift: int
    stride: int = 1

    def source_row(self, row: int) -> int:
        """The row of the sheet that a stored row comes from."""
        return (row - self.shift - 1) // self.stride + 1


def headers_of(scan: Scan, *, unpivot: bool) -> list[str]:
    """The headers of a table as it would be read."""
    wide = scan.table.wide
    headers = scan.headers()
    if wide is None or not unpivot:
        return [header for _, header in headers]
    kept = [at for at, _ in headers if at not in wide.columns]
    place = sum(at < wide.columns[0] for at in kept)
    names = [scan.table.names[at] if at < len(scan.table.names) else "" for at in kept]
    first = scan.source_column(wide.columns[0])
    sources = [scan.source_column(at) for at in kept]
    return unique_headers([*names[:place], *names_of_spread(scan), *names[place:]], [*sources[:place], first, first, *sources[place:]])


def segments_of(scans: Sequence[Scan], stride: int = 1) -> list[Segment]:
    """Which of the stored rows come from which sheet, when the scans are stored below each other."""
    segments: list[Segment] = []
    shift = 0
    for scan in scans:
        first = (scan.rows[0] - 1) * stride + 1 + shift if len(scans) > 1 else 1
        segments.append(Segment(first, scan.sheet.name, shift, stride))
        shift += (scan.rows[-1] if scan.rows else 0) * stride
    return segments


def stacked(scans: Sequence[Scan]) -> Scan:
    """The rows of coded scans with the same headers below each other, as one scan; their row numbers go on from sheet to sheet."""
    first = scans[0]
    stack = _frame(first, [at for at, _ in first.headers()])
    dropped: dict[int, str] = {}
    texts: dict[int, str] = {}
    for scan, segment in zip(scans, segments_of(scans), strict=True):
        kept = [at for at, _ in scan.headers()]
        own = find_non_data(scan)
        dropped |= {index + len(stack.rows): step for index, step in own.items()}
        texts |= {index + len(stack.rows): text for index, text in texts_of(scan, own, with_sheet=True).items()}
        _append(stack.columns, scan, kept)
        stack.rows.extend(array("i", (row + segment.shift for row in scan.rows)))
        stack.filled += _filled(first, scan, kept, segment.shift)
    for column in stack.columns:
        column.finish()
    return replace(stack, dropped=dropped, dropped_texts=texts, hidden=sum(scan.hidden for scan in scans))


def _frame(scan: Scan, kept: Sequence[int]) -> Scan:
    """A scan without rows of those columns of ``scan``."""
    columns = [Column(0, text_only=scan.sheet.text_only) for _ in kept]
    names = [scan.table.names[at] if at < len(scan.table.names) else "" for at in kept]
    return replace(
        scan,
        columns=columns,
        rows=array("i"),
        filled=[],
        table=replace(scan.table, names=tuple(names), wide=None),
        sources=tuple(scan.source_column(at) for at in kept),
    )


def _append(columns: list[Column], scan: Scan, kept: Sequence[int]) -> None:
    for column, at in zip(columns, kept, strict=True):
        values = scan.columns[at].values
        column.add([values[code] for code in scan.columns[at].codes])


def _filled(first: Scan, scan: Scan, kept: Sequence[int], shift: int) -> list[Filled]:
    """The cells of a stacked scan that do not stand in their own row and in the column that they have in the first scan."""
    places = {at: place for place, at in enumerate(kept)}
    found = [replace(one, row=one.row + shift, column=places[one.column]) for one in scan.filled if one.column in places]
    own = [scan.source_column(at) for at in kept]
    moved = [place for place, at in enumerate(first.headers()) if own[place] != first.source_column(at[0])]
    taken = {(one.row, one.column) for one in found}
    found += [Filled(row + shift, place, row, own[place]) for row in scan.rows for place in moved if (row + shift, place) not in taken]
    return found


def periods_of(scan: Scan) -> list[Period]:
    """The columns of periods of a table; none when it has none."""
    wide = scan.table.wide
    if wide is None:
        return []
    cells = zip(wide.columns, wide.headers, wide.rows, wide.written, strict=True)
    return [Period(at, header, row + 1, scan.source_column(at), written) for at, header, row, written in cells]


def names_of_spread(scan: Scan) -> tuple[str, str]:
    """What the column of the periods and that of their values are called."""
    wide = scan.table.wide
    assert wide is not None
    kind = kind_of_days(wide.headers) if wide.kind == DAY else wide.kind
    groups = {group for at in wide.columns if not year_of(group := scan.table.groups[at])}
    unit = wide.around if wide.around and is_unit(wide.around) else ""
    value = groups.pop() if len(groups) == 1 else ""
    value = value or ("" if unit else wide.around) or measure_in((scan.sheet.name, *scan.table.titles)) or "Value"
    return kind, f"{value} {unit}".strip()


def spread_out(scans: Sequence[Scan], *, is_weighed: bool = True) -> Scan:
    """The rows of scans of one shape with a row for each period: a long table. Several scans must be coded.

    With ``is_weighed`` its columns have evidence and counts.
    """
    first = scans[0]
    periods = [periods_of(scan) for scan in scans]
    places = sorted({(one.source_row, one.source_column) for own in periods for one in own})
    kept = [[at for at, _ in scan.headers() if at not in {one.column for one in own}] for scan, own in zip(scans, periods, strict=True)]
    header_at = sum(at < periods[0][0].column for at in kept[0])
    bounds, rows = [], array("i")
    for scan in scans:
        bounds.append((len(rows), len(rows) + len(scan.rows)))
        rows.extend(scan.rows)
    headers = PeriodColumn([(*bound, [one.header for one in own]) for bound, own in zip(bounds, periods, strict=True)])
    values = ValueColumn(
        [(*bound, [scan.columns[one.column] for one in own]) for bound, scan, own in zip(bounds, scans, periods, strict=True)],
        text_only=first.sheet.text_only,
    )
    if is_weighed:
        headers.weigh()
        values.weigh()
    times = [(*bound, len(own)) for bound, own in zip(bounds, periods, strict=True)]
    repeated = [RepeatedColumn(column, times) for column in _ids(scans, kept)]
    parts = _wide_parts(scans, periods, places, bounds, headers, values)
    written = {
        code: one.written
        for at, own in enumerate(periods)
        for code, one in zip(headers.headers(at), own, strict=True)
        if one.written is not None
    }
    spread = Spread(len(places), header_at, header_at + 1, parts, tuple(places), written)
    return _long(scans, spread, repeated, headers, values, rows, kept)


def _wide_parts(
    scans: Sequence[Scan],
    periods: Sequence[Sequence[Period]],
    places: Sequence[tuple[int, int]],
    bounds: Sequence[tuple[int, int]],
    headers: PeriodColumn,
    values: ValueColumn,
) -> tuple[WidePart, ...]:
    """For each scan where its rows lie, and which of the places its periods are."""
    numbers = {place: number for number, place in enumerate(places)}
    segments = segments_of(scans, len(places))
    return tuple(
        WidePart(
            *bounds[at],
            segments[at].shift,
            tuple(numbers[one.source_row, one.source_column] for one in own),
            headers.headers(at),
            tuple(scan.columns[one.column].codes for one in own) if values.coded else (),
            values.maps[at] if values.coded else (),
        )
        for at, (scan, own) in enumerate(zip(scans, periods, strict=True))
    )


def _ids(scans: Sequence[Scan], kept: Sequence[Sequence[int]]) -> list[Column]:
    """The columns that are no periods, those of several scans below each other."""
    if len(scans) == 1:
        return [scans[0].columns[at] for at in kept[0]]
    columns = [Column(0, text_only=scans[0].sheet.text_only) for _ in kept[0]]
    for scan, own in zip(scans, kept, strict=True):
        _append(columns, scan, own)
    for column in columns:
        column.finish()
    return columns


def _long(
    scans: Sequence[Scan],
    spread: Spread,
    ids: Sequence[Column],
    headers: Column,
    values: Column,
    rows: "array[int]",
    kept: Sequence[Sequence[int]],
) -> Scan:
    first = scans[0]
    at = spread.header_at
    names = [first.table.names[column] if column < len(first.table.names) else "" for column in kept[0]]
    sources = [first.source_column(column) for column in kept[0]]
    dropped: dict[int, str] = {}
    texts: dict[int, str] = {}
    filled: list[Filled] = []
    for scan, part, own in zip(scans, spread.parts, kept, strict=True):
        found = find_non_data(scan)
        dropped |= {index + part.start: step for index, step in found.items()}
        texts |= {index + part.start: text for index, text in texts_of(scan, found, with_sheet=len(scans) > 1).items()}
        filled += _filled_long(scan, spread, part, own)
    return replace(
        first,
        columns=[*ids[:at], headers, values, *ids[at:]],
        rows=rows,
        dropped=dropped,
        dropped_texts=texts,
        hidden=sum(scan.hidden * len(part.numbers) for scan, part in zip(scans, spread.parts, strict=True)),
        filled=filled,
        spread=spread,
        wide_scan=first,
        sources=(*sources[:at], *[spread.places[0][1]] * 2, *sources[at:]),
        table=replace(first.table, names=(*names[:at], *names_of_spread(first), *names[at:]), wide=None),
    )


def _filled_long(scan: Scan, spread: Spread, part: WidePart, kept: Sequence[int]) -> list[Filled]:
    """The merged cells that were filled down, by the rows and columns of the long table."""
    places = {column: place + 2 * (place >= spread.header_at) for place, column in enumerate(kept)}
    periods = {one.column: number for one, number in zip(periods_of(scan), part.numbers, strict=True)}
    found = []
    for one in scan.filled:
        row = (one.row - 1) * spread.stride + 1 + part.shift
        if one.column in places:
            found += [replace(one, row=row + number, column=places[one.column]) for number in part.numbers]
        elif one.column in periods:
            found.append(replace(one, row=row + periods[one.column], column=spread.value_at))
    return found


def passing_scans(scan: Scan) -> Iterator[tuple[Scan, Batch]]:
    """Coded scans of some rows each, with the last batch of them, of a scan that is not coded; long ones when it is long."""
    wide = scan.wide_scan or scan
    passing = PassingRows(scan.sheet, wide.table, hidden_rows=wide.wanted.hidden_rows)
    batches = scan.sheet.batches()
    while True:
        known = len(passing.filler.filled)
        columns = [Column(0, text_only=scan.sheet.text_only) for _ in wide.columns]
        numbers: list[int] = []
        for batch in batches:
            some, rows = passing.take(batch)
            if rows:
                add_columns(columns, rows)
                numbers.extend(some)
            if len(numbers) >= _ROWS_CODED:
                break
        if not numbers:
            return
        for column in columns:
            column.counts = Counter(column.codes)
        part = replace(wide, columns=columns, rows=numbers, dropped={}, filled=passing.filler.filled[known:], hidden=0)
        yield (part if scan.spread is None else spread_out([part], is_weighed=False)), batch
