"""The tags on their two levels: list, find, save, move, merge and delete them, and what ships of them."""

import json
import re
from collections.abc import Mapping

from prodops_desktop.errors import UserError
from prodops_desktop.feedback.model import Tag, TagGroup
from prodops_desktop.feedback.words import QUOTES
from prodops_desktop.registry.entries import name_key
from prodops_desktop.registry.shipped import ShippedChange
from prodops_desktop.work import resources
from prodops_desktop.workspace import ChangeSet, Store, rows
from prodops_desktop.workspace.links import End, move_links

NONE = "none"
"""What asks for no tag."""
_LONGEST = 80
DIVIDERS = frozenset(";,|")
"""What divides tags in a list."""
TOLD = ("definition", "example", "not_this")
"""What is told of a tag, beside its name."""
_SELECT = """
    SELECT t.id, t.tag_group, g.name, t.name, t.position, t.definition, t.example, t.not_this, t.note
    FROM tag t JOIN tag_group g ON g.id = t.tag_group
"""


def tag_key(name: str) -> str:
    """What makes two names of tags the same: “export_limits” is “Export limits”, and quotation marks make no difference."""
    return name_key(re.sub(r"[_\-]", " ", re.sub(f"[{QUOTES}]", "", name)))


def all_groups(store: Store) -> list[TagGroup]:
    """The upper level, in order."""
    return [TagGroup(*row) for row in store.db.execute("SELECT id, name, position FROM tag_group ORDER BY position, key")]


def all_tags(store: Store) -> list[Tag]:
    """Every tag in the order of its group and its own."""
    return [Tag(*row) for row in store.db.execute(f"{_SELECT} ORDER BY g.position, g.key, t.position, t.key")]


def find_tag(store: Store, tag: int | str) -> Tag:
    """The tag of this id or name; raises UserError when there is none."""
    column, value = ("id", tag) if isinstance(tag, int) else ("key", tag_key(tag))
    row = store.db.execute(f"{_SELECT} WHERE t.{column} = ?", (value,)).fetchone()
    if row is None:
        raise UserError("This tag is no longer there; it was deleted or undone." if isinstance(tag, int) else f"There is no tag “{tag}”.")
    return Tag(*row)


def save_tag(store: Store, values: Mapping[str, str | None], tag: int | None = None) -> tuple[ChangeSet, int]:
    """Add a tag, or with its id change it; returns its id too.

    ``values`` are its name, its ``group`` by name (added when it is new), and what is told of it; what is not named stays. Raises
    UserError for a name that is empty or that another tag has, and for a new tag without a group.
    """
    before = find_tag(store, tag) if tag is not None else None
    name = " ".join((values.get("name", before.name if before else "") or "").split())
    if tag_key(name) in ("", NONE):
        raise UserError(f"A tag needs a name of at least one letter or sign beside quotation marks, and can't be called “{NONE}”.")
    if len(name) > _LONGEST:
        raise UserError(f"The name of a tag has {_LONGEST} letters at most; say more in its definition.")
    if DIVIDERS & set(name):
        raise UserError("The name of a tag can't have “;”, “,” or “|” in it, as these divide tags in a list. Write “and” or a dash.")
    group = " ".join((values.get("group", before.group_name if before else "") or "").split())
    if not tag_key(group):
        raise UserError(f"Say under which group “{name}” belongs, such as Missing capability.")
    taken = store.db.execute("SELECT id, name FROM tag WHERE key = ?", (tag_key(name),)).fetchone()
    if taken is not None and taken["id"] != tag:
        raise UserError(f"There is a tag “{taken['name']}” already. Use that one, merge the two, or choose another name.")
    with store.edit(_label(before, name, group)) as edit:
        place = _group(store, group)
        row: dict[str, rows.Value] = {"name": name, "key": tag_key(name), "tag_group": place}
        row |= {column: (values[column] or "").strip() or None for column in (*TOLD, "note") if column in values}
        if before is None:
            tag = rows.insert(store, "tag", {**row, "position": _last(store, place)})
        else:
            moved = {"position": _last(store, place)} if before.group != place else {}
            rows.update(store, "tag", before.id, {**row, **moved})
            tag = before.id
        _drop_empty_groups(store, before)
    return edit.changes, tag


def merge_tags(store: Store, gone: int, kept: int) -> ChangeSet:
    """Give every item of one tag the other one instead, and its links too; raises UserError when they are one."""
    if gone == kept:
        raise UserError("A tag can't be merged into itself. Choose another one.")
    lost, stays = find_tag(store, gone), find_tag(store, kept)
    with store.edit(f"Merge tag {lost.name} into {stays.name}") as edit:
        both = "SELECT item FROM feedback_tag WHERE tag = ?"
        store.db.execute(f"DELETE FROM feedback_tag WHERE tag = ? AND item IN ({both})", (gone, kept))
        store.db.execute("UPDATE feedback_tag SET tag = ? WHERE tag = ?", (kept, gone))
        move_links(store, End("tag", gone), End("tag", kept))
        told = {column: getattr(stays, column) or getattr(lost, column) for column in TOLD}
        rows.update(store, "tag", kept, told)
        store.db.execute("DELETE FROM tag WHERE id = ?", (gone,))
        _drop_empty_groups(store, lost)
    return edit.changes


def delete_tag(store: Store, tag: int) -> ChangeSet:
    """Take a tag out, from every item too; undo brings it back."""
    found = find_tag(store, tag)
    with store.edit(f"Delete tag {found.name}") as edit:
        store.db.execute("DELETE FROM tag WHERE id = ?", (tag,))
        _drop_empty_groups(store, found)
    return edit.changes


def rename_group(store: Store, group: int, name: str) -> ChangeSet:
    """Give a group another name; with that of another group its tags move there."""
    name = " ".join(name.split())
    found = next((one for one in all_groups(store) if one.id == group), None)
    if found is None:
        raise UserError("This group is no longer there; it was deleted or undone.")
    if not tag_key(name):
        raise UserError("A group needs a name of at least one letter or sign, beside quotation marks.")
    other = store.db.execute("SELECT id FROM tag_group WHERE key = ? AND id <> ?", (tag_key(name), group)).fetchone()
    with store.edit(f"Rename group {found.name} to {name}" if other is None else f"Merge group {found.name} into {name}") as edit:
        if other is None:
            rows.update(store, "tag_group", group, {"name": name, "key": tag_key(name)})
        else:
            store.db.execute("UPDATE tag SET tag_group = ? WHERE tag_group = ?", (other["id"], group))
            store.db.execute("DELETE FROM tag_group WHERE id = ?", (group,))
    return edit.changes


def shipped_changes(store: Store) -> list[ShippedChange]:
    """What differs from the tags that ship: those that are gone, and what was changed in the others; tags of one's own stay."""
    own = {tag_key(tag.name): tag for tag in all_tags(store)}
    found = []
    for group, tag in _shipped():
        there = own.get(tag_key(tag["name"]))
        if there is None:
            found.append(ShippedChange(tag["name"], "added", "", tag["definition"]))
            continue
        pairs = [("name", there.name, tag["name"]), ("group", there.group_name, group)]
        pairs += [(column, getattr(there, column) or "", tag[column]) for column in TOLD]
        found += [ShippedChange(tag["name"], what, before, after) for what, before, after in pairs if before != after]
    return found


def restore_shipped(store: Store) -> ChangeSet:
    """Make the shipped tags as they shipped; tags of one's own, and what is tagged, stay."""
    with store.edit("Restore the shipped tags") as edit:
        own = {tag_key(tag.name): tag.id for tag in all_tags(store)}
        for group, tag in _shipped():
            save_tag(store, {**tag, "group": group}, own.get(tag_key(tag["name"])))
    return edit.changes


def _shipped() -> list[tuple[str, dict[str, str]]]:
    shipped = json.loads((resources.folder() / "defaults" / "tags.json").read_text(encoding="utf-8"))
    return [(group["name"], tag) for group in shipped["groups"] for tag in group["tags"]]


def _label(before: Tag | None, name: str, group: str) -> str:
    if before is None:
        return f"Add tag {name}"
    if before.name != name:
        return f"Rename tag {before.name} to {name}"
    return f"Move tag {name} to {group}" if tag_key(before.group_name) != tag_key(group) else f"Edit tag {name}"


def _group(store: Store, name: str) -> int:
    row = store.db.execute("SELECT id FROM tag_group WHERE key = ?", (tag_key(name),)).fetchone()
    if row is not None:
        return int(row["id"])
    last = store.db.execute("SELECT coalesce(max(position), 0) + 1 FROM tag_group").fetchone()[0]
    return rows.insert(store, "tag_group", {"name": name, "key": tag_key(name), "position": last})


def _last(store: Store, group: int) -> int:
    return int(store.db.execute("SELECT coalesce(max(position), 0) + 1 FROM tag WHERE tag_group = ?", (group,)).fetchone()[0])


def _drop_empty_groups(store: Store, left: Tag | None) -> None:
    """A group goes with its last tag."""
    if left is not None:
        store.db.execute("DELETE FROM tag_group WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM tag WHERE tag_group = ?1)", (left.group,))
