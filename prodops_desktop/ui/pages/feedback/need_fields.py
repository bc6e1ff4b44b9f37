"""The fields of a tag in the inspector of a need: how each is written, read and put into it, and how what was decided is saved."""

from collections.abc import Mapping
from dataclasses import replace

from prodops_desktop.feedback.model import Tag
from prodops_desktop.feedback.taxonomy import find_tag, save_tag
from prodops_desktop.ui import formats
from prodops_desktop.ui.records.record_fields import RecordField, attribute_field, needed, text_field, text_of
from prodops_desktop.ui.records.record_form import Change
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.edit_fields import FieldSpec
from prodops_desktop.workspace import ChangeSet, Store
from prodops_desktop.workspace.record_history import StoredRow

TAG_FIELDS: tuple[RecordField, ...] = (
    attribute_field(FieldSpec("name", tr("Name"), needed, hint=tr("A tag needs a name of at least one character.")), text_of),
    RecordField(
        FieldSpec("group", tr("Group"), needed, hint=tr("A tag belongs under a group. Type one that is there, or a new one.")),
        lambda tag: tag.group_name,
        lambda tag, value: replace(tag, group_name=value),
    ),
    text_field("definition", tr("Definition"), lines=3),
    text_field("example", tr("Example"), lines=3),
    text_field("not_this", tr("Not this"), lines=2),
    text_field("note", tr("Note"), lines=2),
)
_STORED = {"name": "name", "group_name": "group", "definition": "definition", "example": "example", "not_this": "not_this", "note": "note"}
"""Under which name a tag is saved what it has as an attribute."""


def save_change(store: Store, tag: int, change: Change) -> tuple[ChangeSet, int]:
    """Put what was decided into the tag as it stands by now."""
    before = find_tag(store, tag)
    after: Tag = change(before)
    changed = [name for name in _STORED if getattr(after, name) != getattr(before, name)]
    values: dict[str, str | None] = {_STORED[name]: getattr(after, name) for name in changed}
    return save_tag(store, values, tag)


def write_stored(groups: Mapping[int, str], _table: str, column: str, row: StoredRow) -> str:
    """A stored value as it stands in the history; ``groups`` are the names of the groups, gone ones too."""
    value = row.get(column)
    if column == "tag_group" and isinstance(value, int):
        return groups.get(value, formats.MISSING)
    return formats.MISSING if value is None else str(value)


def history_names() -> dict[str, str]:
    """What the columns of a tag are called for people."""
    return {
        "tag_group": tr("Group"),
        "definition": tr("Definition"),
        "not_this": tr("Not this"),
    }
