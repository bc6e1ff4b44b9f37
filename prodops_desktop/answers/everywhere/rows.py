"""The rows of datasets that have typed words in their text cells, looked through in steps so that it can be ended between two of them."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event

from prodops_desktop.answers.everywhere.model import Found, Hit, Row, Words
from prodops_desktop.datasets.model import Column, Dataset
from prodops_desktop.datasets.reading import columns_of, parts_of, source_sql
from prodops_desktop.errors import Cancelled
from prodops_desktop.work.folding import folded
from prodops_desktop.workspace import Store, folding_sql

_MOST, _STEP = 5, 20_000


@dataclass(frozen=True)
class Names:
    """Of each word the ids of the names that contain it, as JSON; names are compared once for all datasets."""

    ids: tuple[str, ...]


def read_names(store: Store, words: Words) -> Names:
    """Compare the names of accounts, users and features with the words."""
    found: list[list[int]] = [[] for _ in words.plain]
    for id_, text in store.db.execute("SELECT id, text FROM name"):
        plain = folded(text)
        for ids, word in zip(found, words.plain, strict=True):
            if word in plain:
                ids.append(id_)
    return Names(tuple(json.dumps(ids) for ids in found))


def find_rows(store: Store, dataset: Dataset, words: Words, names: Names, tell: Callable[[Found], None], cancelled: Event) -> Found:
    """The rows of the newest version of a dataset that have all words; ``tell`` gets what was found after each step."""
    version = dataset.version.id
    columns = [column for column in columns_of(store, version) if column.type in {"text", "name"}]
    if not columns:
        return Found("row", dataset.name, 0)
    folding_sql.teach(store.db)
    where, params = _where(columns, words, names)
    rows, parts = source_sql(store, version), parts_of(store, version)
    cells = ", ".join(_cell(column) for column in columns)
    query = f"SELECT r._part, r._row, {cells} FROM {rows} r WHERE r._part = ? AND r._row > ? AND r._row <= ? AND {where} ORDER BY r._row"
    hits: list[Hit] = []
    count = 0
    for part in parts:
        last = store.db.execute(f"SELECT coalesce(max(_row), 0) FROM part_{part}").fetchone()[0]
        for first in range(0, last, _STEP):
            if cancelled.is_set():
                raise Cancelled
            for row in store.db.execute(query, (part, first, first + _STEP, *params)):
                count += 1
                if len(hits) < _MOST:
                    hits.append(_hit(dataset, columns, words, tuple(row)))
            tell(Found("row", dataset.name, count, tuple(hits), ended=False))
    return Found("row", dataset.name, count, tuple(hits))


def _cell(column: Column) -> str:
    return f"(SELECT text FROM name WHERE id = r.{column.sql})" if column.type == "name" else f"r.{column.sql}"


def _where(columns: list[Column], words: Words, names: Names) -> tuple[str, list[str]]:
    """SQL that each word stands in a text cell, and its parameters."""
    texts = [column.sql for column in columns if column.type == "text"]
    named = [column.sql for column in columns if column.type == "name"]
    tests, params = [], list[str]()
    for word, ids in zip(words.plain, names.ids, strict=True):
        any_of = [folding_sql.contains(f"r.{column}") for column in texts]
        params += folding_sql.parameters(word) * len(texts)
        any_of += [f"r.{column} IN (SELECT value FROM json_each(?))" for column in named]
        params += [ids] * len(named)
        tests.append(_either(any_of))
    return " AND ".join(tests), params


def _either(tests: list[str]) -> str:
    """Tests joined by OR as a balanced tree: SQLite takes a chain of a thousand at the most."""
    if len(tests) == 1:
        return tests[0]
    half = len(tests) // 2
    return f"({_either(tests[:half])} OR {_either(tests[half:])})"


def _hit(dataset: Dataset, columns: list[Column], words: Words, row: tuple[object, ...]) -> Hit:
    part, number, *cells = row
    texts = [str(cell) for cell in cells if cell]
    named = [f"{' '.join(column.header.split())}: {cell}" for column, cell in zip(columns, cells, strict=True) if cell]
    snippet = words.snippet(named)
    longest = max(words.typed, key=len)
    found = Words(longest).snippet(texts)  # as the cell writes it, since the grid compares accents
    start, end = found.marks[0] if found.marks else (0, 0)
    find = found.text[start:end] or longest
    place = Row(dataset.id, dataset.version.id, find, int(str(part)), int(str(number)))
    return Hit(words.marked(texts[0] if texts else dataset.name), snippet, place)
