"""Says what is looked for when a record is erased: all that its rows ever said, but not what other records say, too."""

import re
from collections.abc import Iterator, Mapping

from prodops_desktop.datasets.erasing import columns
from prodops_desktop.datasets.erasing.matching import LONG, SHORT, Sought, is_specific
from prodops_desktop.workspace import Store
from prodops_desktop.workspace.links import End
from prodops_desktop.workspace.tracking import TWIN, tracked_tables

_LETTERS = re.compile(r"[^\W\d_]")

Rows = Mapping[str, set[int]]
Said = tuple[str, str, str]
"""A table, a column of it, and a text that stood there."""


def sought_of(store: Store, end: End, rows: Rows) -> Sought:
    """What to look for; ``rows`` are all that go with the record, by table."""
    found: dict[str, dict[str, None]] = {key: {} for key in Sought.__dataclass_fields__}
    for table, column, text in _all_said(store, end, rows):
        is_name = column in columns.NAMES and (table not in columns.SAID or column != "text")
        called = is_name and table in (end.table, "alias")
        if len(text) >= SHORT or (is_name and len(text) > 1):
            found["headings"][text] = None
        if called and table not in columns.SAID:
            found["called"][text] = None
        if kind := _sought_as(store, table, column, text, end, rows, is_name=is_name, is_title=called or table in columns.SAID):
            found[kind][text] = None
    return Sought(**{key: tuple(texts) for key, texts in found.items()})


def _sought_as(store: Store, table: str, column: str, text: str, end: End, rows: Rows, *, is_name: bool, is_title: bool) -> str:
    """As which of the kinds of :class:`Sought` a text is looked for; empty for one that is not."""
    if table in columns.SAID and column in ("text", "title") and len(text) >= LONG:
        return "said"
    if not _LETTERS.search(text) or _is_others(store, column, text, end, rows):
        return ""
    if (is_name and (table in columns.PROPER or column == "person")) or column in ("email", "domain", "website"):
        return "names" if is_specific(text) else ""
    if len(text) < SHORT:
        return ""
    if len(text) >= LONG:
        return "texts"
    return "phrases" if is_title else "notes"


def _all_said(store: Store, end: End, rows: Rows) -> Iterator[Said]:
    """All that the rows say in words of their own, and all that they said."""
    where = dict(rows)
    if end.table not in tracked_tables(store.db):
        where[end.table] = {end.id}
    for table, ids in where.items():
        own = [column for column in columns.word_columns(store.db, table) if column in columns.OWN]
        listed = ", ".join(map(str, sorted(ids)))
        twins = (TWIN,) if table in rows else ()
        for prefix in ("", *twins):
            for column in own:
                query = f"SELECT DISTINCT {column} FROM {prefix}{table} WHERE id IN ({listed}) AND {column} IS NOT NULL"
                yield from ((table, column, row[0].strip()) for row in store.db.execute(query).fetchall() if row[0].strip())


def _is_others(store: Store, column: str, text: str, end: End, rows: Rows) -> bool:
    """Whether a record that stays says just this in the same field, or is called so: then it is no sign of the one that goes."""
    for table in [*tracked_tables(store.db), "feedback_item"]:
        gone = rows.get(table, set()) | ({end.id} if table == end.table else set())
        there = columns.word_columns(store.db, table)
        for other in {column, "name", "title"} & set(there):
            query = f"SELECT id FROM {table} WHERE {other} = ?"
            if any(row[0] not in gone for row in store.db.execute(query, (text,))):
                return True
    return False
