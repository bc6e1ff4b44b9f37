"""What is decided about items: done, snoozed, merged, weighed, corrected, tagged or deleted, any number of them in one step."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from prodops_desktop.errors import UserError
from prodops_desktop.feedback.gathering import name_id
from prodops_desktop.feedback.model import (
    ARCHIVE,
    CRITICAL,
    DELETED,
    DONE,
    IMPORTANCES,
    INBOX,
    MERGED,
    OUT,
    SNOOZED,
    TYPED,
    beginning,
    code_of,
    named,
)
from prodops_desktop.feedback.said import LONGEST_NAME, channel_of
from prodops_desktop.feedback.store import find_item
from prodops_desktop.feedback.taxonomy import find_tag
from prodops_desktop.feedback.words import searched_text, writable
from prodops_desktop.work import clock
from prodops_desktop.workspace import ChangeSet, Store, rows, settings

TABLES = frozenset({"feedback_triage", "feedback_tag", "feedback_typed", "feedback_batch", "tag", "tag_group", "saved_search"})
"""The tables that say how feedback stands."""
CORRECTED = ("account", "person", "channel", "at", "note")
"""The fields of an item that can be corrected; an empty text makes it as it came."""


def tag_items(store: Store, items: Sequence[int], tag: int, *, given: bool = True) -> ChangeSet:
    """Give items a tag, or take it from them; a merged item hands it on to the one that it is merged into."""
    found = find_tag(store, tag)
    label = f"Tag {named(items)} {found.name}" if given else f"Take tag {found.name} off {named(items)}"
    with store.edit(label) as edit:
        roots = f"SELECT DISTINCT root FROM feedback_now WHERE item IN ({_LISTED})"
        if given:
            lack = f"SELECT root, ?2 FROM ({roots}) WHERE root NOT IN (SELECT item FROM feedback_tag WHERE tag = ?2)"
            store.db.execute(f"INSERT INTO feedback_tag (item, tag) {lack}", (_list(items), tag))
        else:
            store.db.execute(f"DELETE FROM feedback_tag WHERE tag = ?2 AND item IN ({roots})", (_list(items), tag))
    return edit.changes


def toggle_tag(store: Store, items: Sequence[int], tag: int) -> ChangeSet:
    """Give items a tag where one of them lacks it, else take it from all of them."""
    lacking = (
        f"SELECT 1 FROM feedback_now n WHERE n.item IN ({_LISTED}) AND n.root NOT IN (SELECT item FROM feedback_tag WHERE tag = ?2) LIMIT 1"
    )
    lacks = store.db.execute(lacking, (_list(items), tag)).fetchone() is not None
    return tag_items(store, items, tag, given=lacks)


def finish(store: Store, items: Sequence[int], *, moment: str | None = None) -> ChangeSet:
    """Take items out of the inbox as done, now or as it was done at an earlier ``moment``."""
    return _decide(store, items, f"Done with {named(items)}", DONE, moment=moment)


def put_back(store: Store, items: Sequence[int]) -> ChangeSet:
    """Bring items into the inbox, wherever they are now; a merged one stands for itself again."""
    return _decide(store, items, f"Put {named(items)} into the inbox", INBOX)


def archive(store: Store, items: Sequence[int]) -> ChangeSet:
    """Put items into the archive: out of the inbox, and still counted."""
    return _decide(store, items, f"Archive {named(items)}", ARCHIVE)


def snooze(store: Store, items: Sequence[int], until: date) -> ChangeSet:
    """Let items come back into the inbox on a day; raises UserError for a day that is not ahead."""
    if until <= settings.today(store):
        raise UserError(f"{until.isoformat()} is not ahead. Choose a later day.")
    return _decide(store, items, f"Snooze {named(items)} until {until.isoformat()}", SNOOZED, until.isoformat())


def delete_items(store: Store, items: Sequence[int]) -> ChangeSet:
    """Take items out of everything that counts or searches, with what is merged into them; undo brings them back."""
    merged = f"SELECT item FROM feedback_now WHERE root <> item AND root IN ({_LISTED})"
    whole = list(dict.fromkeys([*items, *(row[0] for row in store.db.execute(merged, (_list(items),)))]))
    return _decide(store, whole, f"Delete {named(whole)}", DELETED)


def merge_items(store: Store, items: Sequence[int], into: int) -> ChangeSet:
    """Say that items say the same as another one, which takes over their tags; each account of them counts once.

    Raises UserError when nothing is left to merge.
    """
    root = _root(store, into)
    target = find_item(store, root)
    if target.state in (OUT, DELETED):
        why = "was left out by the policy" if target.state == OUT else "was deleted"
        raise UserError(f"{target.code} {why}, so nothing would count. Merge into an item that counts, or bring that one back first.")
    gone = [item for item in dict.fromkeys(items) if item != root]
    if not gone:
        raise UserError("An item can't be merged into itself. Choose another one.")
    with store.edit(f"Merge {named(gone)} into {code_of(root)}") as edit:
        everyone = f"SELECT item FROM feedback_now WHERE item IN ({_LISTED}) OR (root <> item AND root IN ({_LISTED}))"
        whole = [row[0] for row in store.db.execute(everyone, (_list(gone),)) if row[0] != root]
        tags = (
            f"SELECT DISTINCT tag FROM feedback_tag WHERE item IN ({_LISTED}) AND tag NOT IN (SELECT tag FROM feedback_tag WHERE item = ?2)"
        )
        store.db.execute(f"INSERT INTO feedback_tag (item, tag) SELECT ?2, tag FROM ({tags})", (_list(whole), root))
        _set(store, whole, {"state": MERGED, "until": None, "merged_into": root, "decided": _now()})
    return edit.changes


def weigh(store: Store, items: Sequence[int], importance: int) -> ChangeSet:
    """Say how important what items ask for is, from 0 none to 3 critical."""
    if not 0 <= importance <= CRITICAL:
        raise UserError(f"Importance goes from 0 to {CRITICAL}: {', '.join(IMPORTANCES)}.")
    with store.edit(f"Weigh {named(items)} as {IMPORTANCES[importance]}") as edit:
        _set(store, items, {"importance": importance})
    return edit.changes


def correct(store: Store, items: Sequence[int], values: Mapping[str, str | None]) -> ChangeSet:
    """Correct fields of items, by the names in :data:`CORRECTED`; raises UserError for a day that is none."""
    settled: dict[str, rows.Value] = {}
    for field, text in values.items():
        if field not in CORRECTED:
            raise ValueError(f"“{field}” of an item can't be corrected")
        settled[field] = _settled(field, writable(text or "").strip())
    label = "account of" if "account" in values else f"{next(iter(values))} of"
    with store.edit(f"Set {label.replace('at of', 'day of')} {named(items)}") as edit:
        if account := settled.get("account"):
            settled["account"] = name_id(store, "account", str(account))
        _set(store, items, settled)
    return edit.changes


def add_item(store: Store, text: str, values: Mapping[str, str | None] | None = None, *, title: str | None = None) -> tuple[ChangeSet, int]:
    """Add an item that was typed here; returns its id too. ``values`` as of :func:`correct`, and ``importance``.

    It is of the workspace's today unless ``at`` says otherwise. Raises UserError without words.
    """
    text = writable(text).strip()
    if not text:
        raise UserError("Type what was said; an item needs some words.")
    given = {field: writable(value or "").strip() for field, value in (values or {}).items()}
    importance = int(given.pop("importance", "0") or 0)
    with store.edit(f"Add feedback “{beginning(text, 40)}”") as edit:
        item = rows.insert(
            store,
            "feedback_item",
            {"kind": TYPED, "at": settings.today(store).isoformat(), "channel": "Notes", "text": "", "standing": INBOX},
        )
        facts = {field: _settled(field, value) for field, value in given.items() if value}
        if account := facts.get("account"):
            facts["account"] = name_id(store, "account", str(account))
        rows.insert(store, "feedback_triage", {"item": item, "importance": importance or None, **facts})
        rows.insert(store, "feedback_typed", {"item": item, **_words(title, text)})
    return edit.changes, item


def reword(store: Store, item: int, title: str | None, text: str) -> ChangeSet:
    """Change the words of an item that was typed here; raises UserError for one that a sheet brought, whose words stand as they came."""
    text = writable(text).strip()
    if not text:
        raise UserError("Type what was said; an item needs some words.")
    row = store.db.execute("SELECT id FROM feedback_typed WHERE item = ?", (item,)).fetchone()
    if row is None:
        raise UserError(f"{code_of(item)} came from a sheet; its words stand as they were said. Add a note to it instead.")
    with store.edit(f"Edit {code_of(item)}") as edit:
        rows.update(store, "feedback_typed", row["id"], _words(title, text))
    return edit.changes


def duplicate_item(store: Store, item: int) -> tuple[ChangeSet, int]:
    """Copy an item as one that is typed here, with its tags."""
    from prodops_desktop.feedback.store import find_item

    found = find_item(store, item)
    values: dict[str, str | None] = {field: getattr(found, field) for field in CORRECTED}
    values["importance"] = str(found.importance)
    with store.edit(f"Duplicate {found.code}") as edit:
        _, copy = add_item(store, found.text, values, title=found.title)
        store.db.execute("INSERT INTO feedback_tag (item, tag) SELECT ?, tag FROM feedback_tag WHERE item = ? ORDER BY id", (copy, item))
    return edit.changes, copy


_LISTED = "SELECT value FROM json_each(?1)"
_STANDS = {column: f"n.{column}" for column in ("state", "until", "importance", "account", "channel", "at")} | {
    "person": "i.person",
    "note": "NULL",
    "merged_into": "nullif(n.root, n.item)",
    "decided": ":decided",
}
"""What stands of an item about which nothing was decided; when it was is no difference."""


def _list(items: Sequence[int]) -> str:
    return json.dumps(list(items))


def _decide(store: Store, items: Sequence[int], label: str, state: str, until: str | None = None, moment: str | None = None) -> ChangeSet:
    with store.edit(label) as edit:
        own = items if state in (INBOX, DELETED) else _not_merged(store, items)
        _set(store, own, {"state": state, "until": until, "merged_into": None, "decided": moment or _now()}, unless="state")
    return edit.changes


def _not_merged(store: Store, items: Sequence[int]) -> list[int]:
    """Those that stand for themselves: what becomes of a merged one is decided with the item that it is merged into."""
    return [row[0] for row in store.db.execute(f"SELECT item FROM feedback_now WHERE item IN ({_LISTED}) AND root = item", (_list(items),))]


def _set(store: Store, items: Sequence[int], values: Mapping[str, rows.Value], unless: str = "") -> None:
    """Write down what was decided about items, for those about which nothing was yet, too; what stays leaves no trace.

    Those that hold the value of the column ``unless`` already, and the same ``until``, stay as they are.
    """
    compared = [unless, "until"] if unless else list(values)
    differs = " OR ".join(f"t.{column} IS NOT :{column}" for column in compared)
    differs_at_first = " OR ".join(f":{column} IS NOT NULL AND {_STANDS[column]} IS NOT :{column}" for column in compared)
    parameters = {**values, "items": _list(items)}
    listed = "SELECT value FROM json_each(:items)"
    changed = f"SELECT id FROM feedback_triage t WHERE t.item IN ({listed}) AND ({differs})"
    store.db.execute(
        f"UPDATE feedback_triage SET {', '.join(f'{column} = :{column}' for column in values)} WHERE id IN ({changed})", parameters
    )
    store.db.execute(
        f"INSERT INTO feedback_triage (item, {', '.join(values)}) SELECT n.item, {', '.join(f':{column}' for column in values)} "
        f"FROM feedback_now n JOIN feedback_item i ON i.id = n.item WHERE n.item IN ({listed}) AND ({differs_at_first}) "
        "AND n.item NOT IN (SELECT item FROM feedback_triage) ORDER BY n.item",
        parameters,
    )


def _settled(field: str, text: str) -> rows.Value:
    if not text:
        return None
    if field == "at":
        try:
            moment = date.fromisoformat(text[:10]).isoformat() + text[10:]
            datetime.fromisoformat(moment)
        except ValueError:
            raise UserError(f"“{text}” is no day. Write it as year-month-day, such as 2026-11-20.") from None
        return moment
    if field != "note" and len(text) > LONGEST_NAME:
        raise UserError(f"“{text[:40]}…” is too long for a name; the most is {LONGEST_NAME} letters.")
    if field == "channel":
        return channel_of(text)
    return text if field == "note" else " ".join(text.split())


def _words(title: str | None, text: str) -> dict[str, rows.Value]:
    title = " ".join(writable(title or "").split()) or None
    return {"title": title, "text": text, "words": searched_text(title, text)}


def _root(store: Store, item: int) -> int:
    row = store.db.execute("SELECT root FROM feedback_now WHERE item = ?", (item,)).fetchone()
    if row is None:
        raise UserError(f"{code_of(item)} is no longer there; it was deleted or undone.")
    return int(row["root"])


def _now() -> str:
    return clock.now().isoformat(timespec="seconds")
