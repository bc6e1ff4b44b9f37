"""Looks through every text of the file for what is erased, and takes it out where it stands."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from itertools import islice

from prodops_desktop.datasets.erasing import columns, mark
from prodops_desktop.datasets.erasing.collecting import Going
from prodops_desktop.datasets.erasing.matching import Finder, Sought
from prodops_desktop.datasets.erasing.quiet import count_dropped, drop_held, rewrite_part, unseen
from prodops_desktop.work.folding import folded
from prodops_desktop.workspace import Store, Workspace
from prodops_desktop.workspace.driver import IntegrityError
from prodops_desktop.workspace.pacing import paced
from prodops_desktop.workspace.tracking import tracked_tables

_MANY = 24
"""So many words a database is asked for at once; of more, each text is looked at."""
_PEOPLE = "person"
"""Many are called alike: a first name alone in the column of persons may be somebody else’s."""

_FOREIGN = "*[^\x01-\x7f]*"
"""A text with letters of which a database knows neither case nor accents, as a pattern of its GLOB."""

Key = tuple[object, ...]


@dataclass(frozen=True)
class Look:
    """One column to look through: ``change`` gives a text without what is sought; ``where`` narrows the rows.

    ``words`` are those one of which, without case and accents, each text has that may change; empty where any may.
    """

    table: str
    column: str
    change: Callable[[str], str]
    key: Sequence[str]
    where: str = "TRUE"
    words: tuple[str, ...] = ()
    least: int = 1

    def changes(self, text: str) -> bool:
        """Whether it would change a text."""
        if self.words and not text.isascii():
            plain = folded(text)
            if not any(word in plain for word in self.words):
                return False
        return self.change(text) != text


def looks(store: Store, going: Going, finder: Finder) -> list[Look]:
    """All columns to look through."""
    anchors = finder.anchors()
    words = anchors if len(anchors) <= _MANY else ()
    found = []
    for table in columns.tables(store.db):
        key = columns.key_of(store.db, table)
        for column in columns.word_columns(store.db, table):
            foreign = table in columns.AS_IT_CAME or table in ("name", "quarantine")
            change = finder.typed if table in columns.TYPED else finder.as_it_came if foreign else finder.own
            found.append(Look(table, column, change, key, words=words if change == finder.as_it_came else (), least=6))
    called = partial(finder.cell, names_it=True)
    found += [Look("name", column, called, ["id"], f"kind = '{going.table}'", words) for column in ("text", "key")]
    touched = ", ".join(map(str, going.steps))
    found.append(Look("change", "label", finder.heading, ["id"], f"id IN ({touched})"))
    return [*found, *_in_parts(store, going, finder, words)]


def _in_parts(store: Store, going: Going, finder: Finder, words: tuple[str, ...]) -> Iterator[Look]:
    query = "SELECT position, field FROM part_column WHERE part = ? AND storage = 'TEXT' AND type NOT IN ('day', 'moment')"
    for part in columns.parts(store.db):
        for position, field in store.db.execute(query, (part,)).fetchall():
            change = partial(finder.cell, names_it=field == going.table != _PEOPLE)
            yield Look(f"part_{part}", f"c{position}", change, ["_row"], words=words, least=2)


def hits(store: Store, look: Look) -> list[Key]:
    """The keys of the rows that a look would change; none where a part was dropped meanwhile."""
    if store.db.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (look.table,)).fetchone() is None:
        return []
    plain = [f"%{_escaped(word)}%" for word in look.words if word.isascii()]
    asked = " OR ".join((*(f"{look.column} LIKE ? ESCAPE '\\'" for _ in plain), f"{look.column} GLOB ?")) if look.words else "TRUE"
    texts = f"length({look.column}) >= {look.least} AND ({asked}) AND {look.where}"
    query = f"SELECT {', '.join(look.key)}, {look.column} FROM {look.table} WHERE {texts}"
    rows = store.db.execute(query, [*plain, _FOREIGN] if look.words else [])
    return [tuple(row)[:-1] for row in rows if look.changes(row[-1])]


def quotations(workspace: Workspace, going: Going) -> int:
    """How many texts of records that were made here would lose something; the rows of sheets are not looked at. Blocks."""
    finder, count = Finder(Sought.read(going.sought)), 0
    with workspace.reading() as store:
        tracked = tracked_tables(store.db)
        for look in looks(store, going, finder):
            if look.table in tracked:
                gone = set(going.rows.get(look.table, ()))
                count += sum(key[0] not in gone for key in hits(store, look))
    return count


def clear(change: int, look: Look, keys: Sequence[Key], on_text: Callable[[], None]) -> Callable[[Store], Iterator[None]]:
    """Steps for the writer that take out what a look found."""

    waiting = iter(keys)

    def steps(store: Store) -> Iterator[None]:
        is_tracked = look.table in tracked_tables(store.db)

        def clear_some(count: int) -> int:
            some = list(islice(waiting, count))
            with unseen(store, change) if is_tracked else nullcontext():
                for key in some:
                    if _clear_one(store, change, look, key):
                        on_text()
            return len(some)

        for _ in paced(clear_some, first=20):
            yield

    return steps


def _clear_one(store: Store, change: int, look: Look, key: Key) -> bool:
    """Take out of one text what is sought; whether it was still in it."""
    which = " AND ".join(f"{column} = ?" for column in look.key)
    row = store.db.execute(f"SELECT {look.column} FROM {look.table} WHERE {which}", key).fetchone()
    if row is None or row[0] is None or (text := look.change(row[0])) == row[0]:
        return False
    if look.table == "quarantine":
        _drop_quarantined(store, change, key)
        return True
    update = f"UPDATE {look.table} SET {look.column} = ? WHERE {which}"
    try:
        store.db.execute(update, (text, *key))
    except IntegrityError:  # two that would be called alike
        store.db.execute(update, (f"{text} {key[-1]}", *key))
    _note(store, look, key)
    return True


def _note(store: Store, look: Look, key: Key) -> None:
    """Note what follows from a text that changed."""
    row = int(str(key[0]))
    if look.table.startswith("part_") and look.table != "part_column":
        part = int(look.table.removeprefix("part_"))
        rewrite_part(store, part)
    elif look.table == "raw":
        rewrite_part(store, row)
    elif look.table == "feedback_item":
        mark.note(store.db, mark.ITEM, row)
    elif look.table == "name":
        mark.note(store.db, mark.NAME, row)
    elif look.table in ("dataset", "part_column"):
        mark.note(store.db, mark.VIEWS, 1)


def _drop_quarantined(store: Store, change: int, key: Key) -> None:
    """A row that was not accepted goes whole: its cells are as they came. Of one that was released what stands in its part stays."""
    query = "SELECT q.part, q.row, r.ruling FROM quarantine q LEFT JOIN quarantine_ruling r USING (part, row) WHERE q.id = ?"
    part, row, ruling = store.db.execute(query, key).fetchone()
    drop_held(store, change, part, str(row))
    mark.note(store.db, mark.HOLDER, part)
    if ruling is None:
        count_dropped(store, change, part, 1, "rows_quarantined")


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
