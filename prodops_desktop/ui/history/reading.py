"""Reads what the history window shows of one step, of what going back to it takes away, and of a record on two days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from prodops_desktop.errors import UserError
from prodops_desktop.ui import formats
from prodops_desktop.ui.history.finding import steps_of
from prodops_desktop.ui.history.row_names import hanging, holders
from prodops_desktop.ui.history.wording import UNTOLD, ChangeLine, Wording
from prodops_desktop.ui.texts import tr
from prodops_desktop.work import clock
from prodops_desktop.workspace import ChangeSet, Store, as_of, history, undo
from prodops_desktop.workspace.history import Step
from prodops_desktop.workspace.links import End
from prodops_desktop.workspace.record_history import RowChange, StoredRow, compare, record_at, record_steps, step_rows
from prodops_desktop.workspace.tracking import TWIN

NAMED = 3
"""So many of the steps that build on one are named."""
_READ_AT_ONCE = 200
"""Of a step that touched more rows, only so many are read before all are asked for."""


@dataclass(frozen=True)
class StepDetail:
    """A step with the values that it changed: all of them, or those of the first rows, which then are not ``whole``.

    ``builds`` is how many steps build on it, ``later`` the first of them, ``facts`` what is said of the versions that it imported. Where
    none of its values is kept any more ``gone`` is the kind of the barrier that says so. ``no_way_back`` is why nobody can go back to it.
    """

    step: Step
    lines: tuple[ChangeLine, ...]
    whole: bool
    later: tuple[Step, ...]
    builds: int
    facts: tuple[tuple[str, str], ...]
    taken_back: Step | None
    gone: str
    no_way_back: str | None

    @property
    def rows(self) -> int:
        """How many rows the lines are of."""
        return len({line.end for line in self.lines})


@dataclass(frozen=True)
class DayLine:
    """A field of a record on two days."""

    key: tuple[str, int, str]
    record: str
    field: str
    first: str
    last: str
    differs: bool


@dataclass(frozen=True)
class Comparison:
    """A record on two days; where it was not there on one of them that day has its own sentence in ``remarks``."""

    first: date
    last: date
    lines: tuple[DayLine, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class Lifetime:
    """What a record is called, when it came, as far as the file knows, and the earliest day of which values are kept."""

    title: str
    came: date | None
    earliest: date


def read_step(store: Store, change: int, record: End | None = None, *, whole: bool = False) -> StepDetail:
    """What a step did, or what of it to one ``record``; ``whole`` reads every row of a large one, too."""
    step = history.find_step(store, change)
    limit = None if whole or record is not None or step.rows <= _READ_AT_ONCE else _READ_AT_ONCE
    touched = step_rows(store, change, limit) if record is None else _of_record(store, change, record)
    wording = Wording(store)
    told = sorted((row for row in touched if row.table not in UNTOLD), key=lambda row: holders(row.table))
    lines = tuple(line for row in told for line in wording.lines(row))
    later, builds = history.later_steps(store, change, NAMED) if not step.undone else ([], 0)
    facts = tuple(_facts(store, wording, change))
    gone = _gone(store, change) if step.rows and not touched and not facts else ""
    way = history.Reach(store).why_not_to(change)
    return StepDetail(step, lines, limit is None, tuple(later), builds, facts, _taken_back(store, step), gone, way)


def read_going(store: Store, change: int) -> list[Step]:
    """The steps that going back to ``change`` takes away, newest first; raises UserError where that is barred."""
    return undo.would_go(store, change)


def go_back_as_shown(store: Store, change: int, shown: Sequence[int]) -> ChangeSet:
    """Take away the steps that were ``shown``, newest first; raises UserError where that is no longer all of what would go."""
    if [step.id for step in undo.would_go(store, change)] != list(shown):
        raise UserError(tr("Something was changed meanwhile. Look at what would be taken back now, and decide again."))
    return undo.go_back(store, change)


def read_lifetime(store: Store, record: End) -> Lifetime:
    """What there is to know of a record before two of its days are compared."""
    query = f"SELECT min(c.at) FROM {TWIN}{record.table} h JOIN change c ON c.id = h.change WHERE h.id = ? AND h.op = 'I'"
    came = store.db.execute(query, (record.id,)).fetchone()[0] if _is_tracked(store, record) else None
    if came is None:
        came = next((row[0] for row in store.db.execute(_FIRST_TOUCH, (str(sorted(steps_of(store, record))),))), None)
    title = Wording(store).names.title(record)
    return Lifetime(title, date.fromisoformat(came[:10]) if came else None, as_of.earliest(store))


_FIRST_TOUCH = "SELECT min(at) FROM change WHERE id IN (SELECT value FROM json_each(?))"


def read_comparison(store: Store, record: End, first: date, last: date) -> Comparison:
    """Every field of a record on two days, and of what hangs on it the fields that differ."""
    earliest = as_of.earliest(store)
    for day in (first, last):
        if day < earliest:
            raise UserError(tr("The file knows no values before {day}. Choose that day or a later one.", day=formats.day(earliest)))
    wording = Wording(store)
    own: list[DayLine] = []
    remarks = []
    if _is_tracked(store, record):
        rows = [record_at(store, record.table, record.id, day) for day in (first, last)]
        own = _day_lines(wording, record, rows[0], rows[1], "")
        remarks = [gone_text(day) for day, row in zip((first, last), rows, strict=True) if not row]
    below = [(end.table, end.id) for end in hanging(store, record)]
    for change in compare(store, below, first, last):
        end = End(change.table, change.row)
        before, after = change.values[0].row_before, change.values[0].row_after
        title = wording.names.title(end, after or before)
        own += [line for line in _day_lines(wording, end, before, after, title) if line.differs]
    return Comparison(first, last, tuple(own), tuple(remarks))


def gone_text(day: date) -> str:
    """What is said of a day on which a record was not there."""
    return tr("{day}: it was not there then.", day=formats.day(day))


def copy_text(detail: StepDetail, lines: Sequence[ChangeLine]) -> str:
    """A step and its values as spreadsheets take them."""
    step = detail.step
    head = [step.label, f"{step.moment[:16].replace('T', ' ')}\t{step.who}\t{tr('step {n}', n=step.id)}"]
    table = [(tr("Record"), tr("Field"), tr("Before"), tr("After")), *((one.record, one.field, one.before, one.after) for one in lines)]
    return "\n".join([*head, *("\t".join(" ".join(text.split()) for text in row) for row in table)])


def today() -> date:
    """The day by which steps are taken down: that of the clock, whatever day the workspace speaks of."""
    return clock.today()


def _of_record(store: Store, change: int, record: End) -> list[RowChange]:
    """What a step did to a record and what hangs on it."""
    ends = [(end.table, end.id) for end in ((record, *hanging(store, record)) if _is_tracked(store, record) else hanging(store, record))]
    return [RowChange(one.table, one.row, one.what, one.values) for one in record_steps(store, ends) if one.change == change]


def _day_lines(wording: Wording, end: End, first: StoredRow, last: StoredRow, record: str) -> list[DayLine]:
    found = []
    for column in wording.columns(end.table, last or first):
        texts = [wording.value(end.table, column, row) for row in (first, last)]
        differs = first.get(column) != last.get(column)
        if differs or any(row.get(column) is not None for row in (first, last)):
            found.append(DayLine((end.table, end.id, column), record, wording.field(end.table, column), texts[0], texts[1], differs))
    return found


def _facts(store: Store, wording: Wording, change: int) -> list[tuple[str, str]]:
    """What is known of the versions that a step imported, also where they were taken back since."""
    found: list[tuple[str, str]] = []
    for row in store.db.execute(f"SELECT DISTINCT id FROM {TWIN}version WHERE change = ? AND op = 'I'", (change,)).fetchall():
        version = wording.names.image(End("version", row[0]))
        if not version:
            continue
        source = store.db.execute("SELECT name FROM source WHERE id = ?", (version["source"],)).fetchone()
        counts = [(tr("{n} rows read"), "rows_read"), (tr("{n} quarantined"), "rows_quarantined"), (tr("{n} left out"), "rows_dropped")]
        told = [text.format(n=formats.number(int(version[key] or 0))) for text, key in counts if version[key] or key == "rows_read"]
        place = " › ".join(part for part in (source[0] if source else "", str(version["sheet"])) if part)
        found += [
            (tr("File"), place),
            (tr("Rows"), ", ".join(told)),
            (tr("As of"), formats.day(str(version["as_of"]))),
            (tr("Dataset"), wording.names.title(End("version", row[0]))),
        ]
    return found


def _gone(store: Store, change: int) -> str:
    """The kind of the barrier behind which a step lost its values: what was pruned is gone for all, what was erased for some."""
    kinds = {barrier.kind for barrier in history.barriers(store) if barrier.change >= change}
    return next((kind for kind in (history.PRUNED, history.ERASED) if kind in kinds), "")


def _taken_back(store: Store, step: Step) -> Step | None:
    """The step that took this one back, or away with others; None where it is in effect."""
    if not step.undone:
        return None
    away = "SELECT max(id) FROM change WHERE back_to < ?1 AND id > ?1 AND undone = 0"
    back = "SELECT max(id) FROM change WHERE root = (SELECT coalesce(root, id) FROM change WHERE id = ?1) AND id > ?1"
    found = next((row[0] for query in (away, back) for row in store.db.execute(query, (step.id,)) if row[0] is not None), None)
    return history.find_step(store, found) if found is not None else None


def _is_tracked(store: Store, record: End) -> bool:
    return store.db.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (TWIN + record.table,)).fetchone() is not None
