"""Looks whether the index of words, by which feedback is searched, is whole and knows every item."""

from collections.abc import Iterator

from prodops_desktop.datasets.problems import Problem
from prodops_desktop.errors import UserError
from prodops_desktop.work.folding import WORD, folded
from prodops_desktop.workspace import Store, Workspace, driver

INDEX = "feedback_search"
_BROKEN = "The index of words is not whole in itself: {error}."


def index_problems(workspace: Workspace) -> Iterator[Problem]:
    """What is wrong with it. That it is whole in itself can only be looked at where the workspace may be written."""
    try:
        if workspace.writable:
            workspace.run(_look_inside).result()
        with workspace.reading() as store:
            try:
                yield from _unknown_items(store)
            except driver.DriverError as error:
                raise UserError(_BROKEN.format(error=error)) from error
    except UserError as error:
        yield Problem("index", INDEX, str(error))


def _look_inside(store: Store) -> None:
    try:
        store.db.execute(f"INSERT INTO {INDEX} ({INDEX}) VALUES ('integrity-check')")
    except driver.DriverError as error:
        raise UserError(_BROKEN.format(error=error)) from error


def _unknown_items(store: Store) -> Iterator[Problem]:
    store.db.create_function("has_words", 1, _has_words, deterministic=True)
    store.db.execute(f"CREATE VIRTUAL TABLE temp.found_words USING fts5vocab (main, {INDEX}, instance)")
    try:
        store.db.execute("CREATE TEMP TABLE found_items (item INTEGER PRIMARY KEY)")
        store.db.execute("INSERT OR IGNORE INTO temp.found_items SELECT doc FROM temp.found_words")
        silent = "NOT IN (SELECT item FROM temp.found_items)"
        said = (
            f"SELECT id FROM feedback_item WHERE id {silent} AND (has_words(title) OR has_words(text)) "
            f"UNION SELECT item FROM feedback_typed WHERE item {silent} AND has_words(words)"
        )
        missing = store.db.execute(f"SELECT count(*) FROM ({said})").fetchone()[0]
        strange = store.db.execute("SELECT count(*) FROM temp.found_items WHERE item NOT IN (SELECT id FROM feedback_item)").fetchone()[0]
    finally:
        store.db.execute("DROP TABLE IF EXISTS temp.found_items")
        store.db.execute("DROP TABLE temp.found_words")
    if missing:
        yield Problem("index", INDEX, f"{missing:,} item{'' if missing == 1 else 's'} of feedback can't be found by their words.")
    if strange:
        yield Problem("index", INDEX, f"It finds {strange:,} item{'' if strange == 1 else 's'} of feedback that are not there.")


def _has_words(text: str | None) -> bool:
    """Whether the index takes any word of a text, of whatever script."""
    return text is not None and WORD.search(folded(text)) is not None
