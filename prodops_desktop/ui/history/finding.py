"""Finds steps of the history, however many there are, by words, area, days, who and record; and says in one line what each was."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from prodops_desktop.areas import AREAS, area_of
from prodops_desktop.ui.history.row_names import hanging
from prodops_desktop.workspace import Store, history
from prodops_desktop.workspace.history import Step
from prodops_desktop.workspace.links import End
from prodops_desktop.workspace.tracking import TWIN

Row = int | str
"""A row of the list: the id of a step, or the day of those below it."""


@dataclass(frozen=True)
class Wanted:
    """What is looked for; empty is anything. ``first`` and ``last`` are days and both count."""

    words: str = ""
    area: str = ""
    first: date | None = None
    last: date | None = None
    who: str = ""
    record: End | None = None

    @property
    def is_anything(self) -> bool:
        """Whether nothing is left out of what there is of the file or of the record."""
        return self == Wanted(record=self.record)


@dataclass(frozen=True)
class Found:
    """The steps that fit, newest first, below their days; how many they are, who made any step, and what is said of the whole.

    ``newest`` is the newest step of all.
    """

    rows: list[Row]
    steps: int
    whos: tuple[str, ...]
    about_all: str
    newest: int


def find(store: Store, wanted: Wanted) -> Found:
    """The steps that fit ``wanted``."""
    query, values = _query(store, wanted)
    words = wanted.words.casefold().split()
    rows: list[Row] = []
    steps, day = 0, ""
    for id_, at, label, who in store.db.execute(query, values):
        if words and not _has(words, f"{label} {who}".casefold()):
            continue
        if at[:10] != day:
            day = at[:10]
            rows.append(day)
        rows.append(id_)
        steps += 1
    whos = tuple(row[0] for row in store.db.execute("SELECT DISTINCT who FROM change ORDER BY who"))
    return Found(rows, steps, whos, history.begins(store).sentence, store.position())


def touched_by(step: Step) -> list[str]:
    """The ids of the areas that a step touched, in the order of the areas; the first one is that which it is shown as."""
    own = {area_of(table) for table in step.tables}
    return [area for area in AREAS if area in own]


def _query(store: Store, wanted: Wanted) -> tuple[str, tuple[object, ...]]:
    parts: list[str] = []
    values: list[object] = []
    if wanted.first is not None:
        parts.append("c.at >= ?")
        values.append(wanted.first.isoformat())
    if wanted.last is not None:
        parts.append("c.at < ?")
        values.append((wanted.last + timedelta(days=1)).isoformat())
    if wanted.who:
        parts.append("c.who = ?")
        values.append(wanted.who)
    if wanted.area:
        tables = AREAS[wanted.area].tables
        parts.append(f"EXISTS (SELECT 1 FROM change_table t WHERE t.change = c.id AND t.name IN ({', '.join('?' * len(tables))}))")
        values += tables
    if wanted.record is not None:
        parts.append(f"c.id IN ({', '.join(map(str, sorted(steps_of(store, wanted.record)))) or 'NULL'})")
    where = f" WHERE {' AND '.join(parts)}" if parts else ""
    return f"SELECT c.id, c.at, c.label, c.who FROM change c{where} ORDER BY c.id DESC", tuple(values)


def steps_of(store: Store, record: End) -> set[int]:
    """The ids of the steps that touched a record or what hangs on it."""
    return {
        row[0]
        for end in [record, *hanging(store, record)]
        if store.db.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (TWIN + end.table,)).fetchone()
        for row in store.db.execute(f"SELECT DISTINCT change FROM {TWIN}{end.table} WHERE id = ?", (end.id,))
    }


def _has(words: Sequence[str], text: str) -> bool:
    return all(word in text for word in words)
