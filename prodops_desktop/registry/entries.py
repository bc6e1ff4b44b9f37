"""Accounts, features, people and vendors: who and what several areas speak of, each with its aliases, found again by any of its names."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from prodops_desktop.errors import UserError
from prodops_desktop.workspace import ChangeSet, Store, rows
from prodops_desktop.workspace.driver import Row
from prodops_desktop.workspace.links import End, move_links

_LEGAL_FORMS = re.compile(
    r"inc|incorporated|corp|corporation|co|company|llc|llp|lp|ltd|limited|plc|gmbh|ag|kg|se|sa|sas|sarl|srl|spa|bv|nv|oy|ab|as|aps|pty"
)
_INITIALS = re.compile(r"\b([^\W\d_])\.(?=[^\W\d_]\b)")
"""A letter and its dot before another one, as in S.A.S. or B.V."""


@dataclass(frozen=True)
class Kind:
    """A kind of entry: its table, what one and several are called, and its fields beside the name."""

    table: str
    one: str
    many: str
    fields: tuple[str, ...]


KINDS: dict[str, Kind] = {
    kind.table: kind
    for kind in (
        Kind("person", "person", "people", ("email", "team", "role", "note")),
        Kind("vendor", "vendor", "vendors", ("website", "note")),
        Kind("account", "account", "accounts", ("external_id", "domain", "note")),
        Kind("feature", "feature", "features", ("area", "team", "note")),
    )
}
"""The registers, by table."""


@dataclass(frozen=True)
class Entry:
    """One entry; ``details`` holds the fields of its kind, without those that are empty."""

    kind: str
    id: int
    name: str
    aliases: tuple[str, ...]
    details: Mapping[str, str]


def name_key(name: str) -> str:
    """What makes two names the same: accents written one way (NFC), trimmed, blanks joined, case-folded."""
    return unicodedata.normalize("NFC", " ".join(name.split()).casefold())


def all_entries(store: Store, kind: str) -> list[Entry]:
    """The entries of a kind by name."""
    aliases: dict[int, list[str]] = {}
    for entry, text in store.db.execute("SELECT entry, text FROM alias WHERE kind = ? ORDER BY key", (kind,)):
        aliases.setdefault(entry, []).append(text)
    found = store.db.execute(f"SELECT * FROM {KINDS[kind].table} ORDER BY key")
    return [_entry(kind, row, aliases.get(row["id"], [])) for row in found]


def find_entry(store: Store, kind: str, entry: int) -> Entry:
    """The entry with this id; raises UserError when it is gone."""
    row = store.db.execute(f"SELECT * FROM {KINDS[kind].table} WHERE id = ?", (entry,)).fetchone()
    if row is None:
        raise UserError(f"This {KINDS[kind].one} is no longer there; it was deleted or undone.")
    aliases = store.db.execute("SELECT text FROM alias WHERE kind = ? AND entry = ? ORDER BY key", (kind, entry))
    return _entry(kind, row, [alias[0] for alias in aliases])


def named(store: Store, kind: str, name: str) -> int | None:
    """The id of the entry that ``name`` means: its own name, an alias, a person's e-mail, or a vendor's name without its legal form.

    Where two have that e-mail, or that name without its legal form, none is meant.
    """
    key = name_key(name)
    row = store.db.execute(
        f"SELECT id FROM {KINDS[kind].table} WHERE key = ?1 UNION ALL SELECT entry FROM alias WHERE kind = ?2 AND key = ?1 LIMIT 1",
        (key, kind),
    ).fetchone()
    if row is not None:
        return int(row[0])
    if kind == "person" and "@" in key:
        known = store.db.execute("SELECT id, email FROM person WHERE email IS NOT NULL")
        return _only({row["id"] for row in known if name_key(row["email"]) == key})
    return _vendor_by_core(store, name) if kind == "vendor" else None


def company_core(name: str) -> str:
    """A company's name without the legal form and account number that end it: “MIXPANEL INC 0423” and “Mixpanel, Inc.” are both “mixpanel”.

    Such words stay before others (“AB Tasty”), numbers without a legal form stay too (“Level 3”), and so does a name of nothing else.
    """
    text = _INITIALS.sub(r"\1", name_key(name).replace("&", " and "))
    words = re.findall(r"[^\W_]+", text)
    end = len(words)
    while end and words[end - 1].isdecimal():
        end -= 1
    if not end or _LEGAL_FORMS.fullmatch(words[end - 1]) is None:
        return " ".join(words)
    while end and _LEGAL_FORMS.fullmatch(words[end - 1]) is not None:
        end -= 1
    return " ".join(words[:end] or words)


def save_entry(
    store: Store,
    kind: str,
    name: str,
    details: Mapping[str, str | None] | None = None,
    aliases: Iterable[str] | None = None,
    entry: int | None = None,
) -> tuple[ChangeSet, int]:
    """Add an entry, or with its id change it; returns its id too.

    What ``details`` does not name stays as it is, and so do the aliases where none are given.

    Raises UserError for a name or alias that is empty or means another entry already.
    """
    about = KINDS[kind]
    name = " ".join(name.split())
    if not name:
        raise UserError(f"A {about.one} needs a name of at least one character.")
    values = {field: _clean(text) for field, text in (details or {}).items() if field in about.fields}
    wanted = None if aliases is None else _distinct(aliases, but=name_key(name))
    with store.edit(f"{'Add' if entry is None else 'Edit'} {about.one} {name}") as edit:
        _refuse_taken(store, about, [name, *(wanted or ())], entry)
        if entry is None:
            entry = rows.insert(store, about.table, {"name": name, "key": name_key(name), **values})
        else:
            find_entry(store, kind, entry)
            rows.update(store, about.table, entry, {"name": name, "key": name_key(name), **values})
        if wanted is not None:
            _set_aliases(store, kind, entry, wanted)
    return edit.changes, entry


def ensure(store: Store, kind: str, name: str) -> int:
    """The entry that ``name`` means, added when there is none; to be called inside an edit."""
    found = named(store, kind, name)
    return found if found is not None else save_entry(store, kind, name)[1]


def delete_entry(store: Store, kind: str, entry: int) -> ChangeSet:
    """Take an entry out; where it was named (as owner, as vendor) the place is empty then, until undo brings it back."""
    found = find_entry(store, kind, entry)
    with store.edit(f"Delete {KINDS[kind].one} {found.name}") as edit:
        store.db.execute(f"DELETE FROM {KINDS[kind].table} WHERE id = ?", (entry,))
    return edit.changes


def merge_entries(store: Store, kind: str, gone: int, kept: int) -> ChangeSet:
    """Make ``gone`` an alias of ``kept``: whatever named it names the other one then, which takes over the details that it lacks.

    Raises UserError when they are one.
    """
    if gone == kept:
        raise UserError(f"These are one {KINDS[kind].one} already.")
    lost, stays = find_entry(store, kind, gone), find_entry(store, kind, kept)
    with store.edit(f"Merge {lost.name} into {stays.name}") as edit:
        for table, column in _references(store, KINDS[kind].table):
            store.db.execute(f"UPDATE {table} SET {column} = ? WHERE {column} = ?", (kept, gone))
        move_links(store, End(KINDS[kind].table, gone), End(KINDS[kind].table, kept))
        rows.update(store, KINDS[kind].table, kept, {**lost.details, **stays.details})
        store.db.execute("UPDATE alias SET entry = ? WHERE kind = ? AND entry = ?", (kept, kind, gone))
        store.db.execute(f"DELETE FROM {KINDS[kind].table} WHERE id = ?", (gone,))
        store.db.execute("INSERT INTO alias (kind, entry, text, key) VALUES (?, ?, ?, ?)", (kind, kept, lost.name, name_key(lost.name)))
    return edit.changes


def add_imported(store: Store, kind: str) -> ChangeSet:
    """Add every account or feature that the imported sheets name and the register does not know yet."""
    with store.edit(f"Add imported {KINDS[kind].many}") as edit:
        for row in store.db.execute("SELECT text FROM name WHERE kind = ? ORDER BY id", (kind,)).fetchall():
            if row[0].strip():
                ensure(store, kind, row[0])
    return edit.changes


def _entry(kind: str, row: Row, aliases: list[str]) -> Entry:
    details = {field: row[field] for field in KINDS[kind].fields if row[field]}
    return Entry(kind, row["id"], row["name"], tuple(aliases), details)


def _vendor_by_core(store: Store, name: str) -> int | None:
    core = company_core(name)
    if not core:
        return None
    names = store.db.execute("SELECT id, name FROM vendor UNION ALL SELECT entry, text FROM alias WHERE kind = 'vendor'")
    return _only({row[0] for row in names if company_core(row[1]) == core})


def _only(found: set[int]) -> int | None:
    return found.pop() if len(found) == 1 else None


def _clean(text: str | None) -> str | None:
    return (text or "").strip() or None


def _distinct(names: Iterable[str], *, but: str) -> list[str]:
    found: dict[str, str] = {}
    for name in names:
        text = " ".join(name.split())
        if text and name_key(text) != but:
            found.setdefault(name_key(text), text)
    return list(found.values())


def _refuse_taken(store: Store, about: Kind, names: list[str], entry: int | None) -> None:
    for name in names:
        row = store.db.execute(
            f"SELECT id, name FROM {about.table} WHERE key = ?1 UNION ALL "
            f"SELECT o.id, o.name FROM alias a JOIN {about.table} o ON o.id = a.entry WHERE a.kind = ?2 AND a.key = ?1 LIMIT 1",
            (name_key(name), about.table),
        ).fetchone()
        if row is not None and row["id"] != entry:
            raise UserError(f"“{name}” is the {about.one} {row['name']} already. Use that one, or choose another name.")


def _set_aliases(store: Store, kind: str, entry: int, wanted: list[str]) -> None:
    keys = {name_key(text): text for text in wanted}
    for row in store.db.execute("SELECT id, text, key FROM alias WHERE kind = ? AND entry = ?", (kind, entry)).fetchall():
        if keys.get(row["key"]) == row["text"]:
            del keys[row["key"]]
        else:
            store.db.execute("DELETE FROM alias WHERE id = ?", (row["id"],))
    store.db.executemany(
        "INSERT INTO alias (kind, entry, text, key) VALUES (?, ?, ?, ?)", [(kind, entry, text, key) for key, text in keys.items()]
    )


def _references(store: Store, table: str) -> list[tuple[str, str]]:
    """Every column of the schema that refers to ``table``."""
    names = [row[0] for row in store.db.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'")]
    return [
        (name, row["from"]) for name in names for row in store.db.execute(f"PRAGMA main.foreign_key_list({name})") if row["table"] == table
    ]
