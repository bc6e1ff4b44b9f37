"""The fields of an item in the inspector: how each is written, read, put into the item and saved, and what the history calls it."""

from collections.abc import Callable, Mapping

from prodops_desktop.feedback.model import Item, code_of
from prodops_desktop.feedback.store import find_item
from prodops_desktop.feedback.triage import CORRECTED, correct, reword, weigh
from prodops_desktop.ui import formats
from prodops_desktop.ui.day_text import read_day
from prodops_desktop.ui.pages.feedback.wording import STATE_NAMES
from prodops_desktop.ui.records.record_fields import RecordField, attribute_field, day_examples, needed, text_field, text_of
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.edit_fields import FieldSpec
from prodops_desktop.workspace import ChangeSet, Store
from prodops_desktop.workspace.record_history import StoredRow


def _day_hint() -> str:
    return tr("This is no day. Type one such as {days}, or nothing for the day on which it came.", days=day_examples())


def _read_day(text: str) -> str:
    day = read_day(text)
    return day.isoformat() if day is not None else ""


def _one_line(text: str) -> str | None:
    return " ".join(text.split()) or None


ITEM_FIELDS: tuple[RecordField, ...] = (
    attribute_field(FieldSpec("account", tr("Account"), _one_line), text_of),
    attribute_field(FieldSpec("person", tr("Person"), _one_line), text_of),
    attribute_field(FieldSpec("channel", tr("Channel"), lambda text: _one_line(text) or ""), text_of),
    attribute_field(FieldSpec("at", tr("Day"), _read_day, hint=_day_hint), formats.moment),
    attribute_field(
        FieldSpec(
            "importance", tr("Importance"), int, choices=tuple((str(level), name) for level, name in formats.IMPORTANCE_NAMES.items())
        ),
        text_of,
    ),
    text_field("note", tr("Note"), lines=2),
)
"""What can be corrected of every item; what is emptied is again as it came."""
WORD_FIELDS: tuple[RecordField, ...] = (
    attribute_field(FieldSpec("title", tr("Title"), _one_line, tr("how it begins")), text_of),
    attribute_field(FieldSpec("text", tr("Words"), needed, lines=6, hint=tr("An item needs some words.")), text_of),
)
"""The words of an item that was typed here; those of a sheet stand as they came."""


def save_item(store: Store, item: int, change: Callable[[Item], Item]) -> ChangeSet:
    """Save what was decided in one field of an item, into the item as it stands by then."""
    before = find_item(store, item)
    after = change(before)
    if after.importance != before.importance:
        return weigh(store, [item], after.importance)
    if (after.title, after.text) != (before.title, before.text):
        return reword(store, item, after.title, after.text)
    changed = {field: text_of(getattr(after, field)) for field in CORRECTED if getattr(after, field) != getattr(before, field)}
    return correct(store, [item], changed) if changed else ChangeSet(0, before.code, frozenset())


def history_names() -> dict[str, str]:
    """What the columns of the tables are called for people."""
    return {
        "state": tr("State"),
        "until": tr("Until"),
        "merged_into": tr("Merged into"),
        "importance": tr("Importance"),
        "account": tr("Account"),
        "person": tr("Person"),
        "channel": tr("Channel"),
        "at": tr("Day"),
        "note": tr("Note"),
        "title": tr("Title"),
        "text": tr("Words"),
    }


_AS_IT_CAME = ("state", "importance", "account", "person", "channel", "at")


def write_stored(names: Mapping[tuple[str, int], str], table: str, column: str, row: StoredRow) -> str:
    """A stored value as it stands in the history; ``names`` are those of tags and accounts."""
    value = row.get(column)
    if value is None:
        return tr("as it came") if table == "feedback_triage" and column in _AS_IT_CAME else formats.MISSING
    if column == "state":
        return STATE_NAMES.get(str(value), str(value))
    if column == "importance" and isinstance(value, int):
        return formats.IMPORTANCE_NAMES[value]
    if column in ("account", "tag") and isinstance(value, int):
        return names.get((column, value), formats.MISSING)
    if column == "merged_into" and isinstance(value, int):
        return code_of(value)
    if column in ("until", "at"):
        return formats.moment(str(value))
    return str(value)
