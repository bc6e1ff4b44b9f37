"""The segments that are kept: list, find, save and delete them, and add one that another record names."""

from collections.abc import Mapping

from prodops_desktop.errors import UserError
from prodops_desktop.registry.entries import name_key
from prodops_desktop.segments.accounts import account_value
from prodops_desktop.segments.model import Segment
from prodops_desktop.segments.rule import IS, Condition, Rule, read_rule, write_rule
from prodops_desktop.work.listing import listed
from prodops_desktop.workspace import ChangeSet, Store, rows

FIELD = "Segment"
"""The field of accounts whose values are segments by themselves."""

_SELECT = "SELECT id, name, rule, note FROM user_segment"


def all_segments(store: Store) -> list[Segment]:
    """The segments by name."""
    return [Segment(*row) for row in store.db.execute(f"{_SELECT} ORDER BY key")]


def find_segment(store: Store, segment: int | str) -> Segment:
    """The segment of this id or name; raises UserError when there is none."""
    column, value = ("id", segment) if isinstance(segment, int) else ("key", name_key(segment))
    row = store.db.execute(f"{_SELECT} WHERE {column} = ?", (value,)).fetchone()
    if row is not None:
        return Segment(*row)
    if isinstance(segment, int):
        raise UserError("This segment is no longer there; it was deleted or undone.")
    raise UserError(f"There is no segment “{segment}”. Add it under Data › Segments, or choose another one.")


def save_segment(store: Store, values: Mapping[str, str | None], segment: int | None = None) -> tuple[ChangeSet, int]:
    """Add a segment, or with its id change it; keys of ``values`` are those of :class:`Segment`, what is not named stays.

    The rule is kept as :func:`write_rule` writes it; an empty one is none, and then nobody knows who is in it. Raises UserError for a
    name that is empty or taken, and for a rule that can't be read.
    """
    before: dict[str, str | None] = vars(find_segment(store, segment)) if segment is not None else {}
    whole = {**before, **values}
    name = " ".join((whole.get("name") or "").split())
    if not name:
        raise UserError("A segment needs a name of at least one character.")
    rule = write_rule(read_rule(whole.get("rule") or ""))
    with store.edit(f"{'Add' if segment is None else 'Edit'} segment {name}") as edit:
        taken = store.db.execute("SELECT id, name FROM user_segment WHERE key = ?", (name_key(name),)).fetchone()
        if taken is not None and taken["id"] != segment:
            raise UserError(f"There is a segment “{taken['name']}” already. Change that one, or choose another name.")
        row: dict[str, rows.Value] = {
            "name": name,
            "key": name_key(name),
            "rule": rule or None,
            "note": (whole.get("note") or "").strip() or None,
        }
        if segment is None:
            segment = rows.insert(store, "user_segment", row)
        else:
            rows.update(store, "user_segment", segment, row)
    return edit.changes, segment


def ensure_segment(store: Store, name: str) -> int:
    """The segment of this name, added when there is none; to be called inside an edit.

    Where accounts have the name as their field “Segment”, that is the new one's rule; otherwise it has none yet.
    """
    row = store.db.execute("SELECT id FROM user_segment WHERE key = ?", (name_key(name),)).fetchone()
    if row is not None:
        return int(row[0])
    value = account_value(store, "segment", name)
    rule = None if value is None else write_rule(Rule((Condition(FIELD, IS, (value,)),)))
    return save_segment(store, {"name": name, "rule": rule})[1]


def delete_segment(store: Store, segment: int) -> ChangeSet:
    """Take a segment out, with its links; undo brings it back.

    Raises UserError as long as experiments are for it: without a segment they would be for everybody.
    """
    found = find_segment(store, segment)
    codes = [row[0] for row in store.db.execute("SELECT code FROM experiment WHERE segment = ? ORDER BY id", (segment,))]
    if codes:
        raise UserError(f"{found.name} is whom {listed(codes)} {'is' if len(codes) == 1 else 'are'} for. Give them another segment first.")
    with store.edit(f"Delete segment {found.name}") as edit:
        store.db.execute("DELETE FROM user_segment WHERE id = ?", (segment,))
    return edit.changes
