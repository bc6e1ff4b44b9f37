"""Several fields of one record, one below the other: they show it, and tell what was decided in one of them."""

from collections.abc import Callable, Sequence
from typing import Any

from prodops_desktop.errors import UserError
from prodops_desktop.ui.records.record_fields import RecordField
from prodops_desktop.ui.widgets.edit_fields import EditField
from prodops_desktop.ui.widgets.inspector import Section

Change = Callable[[Any], Any]
"""Puts what was decided into a record: that as it is shown, or as it stands by then."""
Save = Callable[[Any, Change, Callable[[Exception], None]], None]


class RecordForm:
    """Puts its fields into a section; ``save`` gets the record, the change, and a function that refuses it beside the field.

    ``problem`` is told what was refused when another record is shown by then.
    """

    def __init__(
        self,
        section: Section,
        fields: Sequence[RecordField],
        save: Save,
        problem: Callable[[str], None],
        *,
        name_width: int = 96,
    ) -> None:
        self.section, self._save, self._problem = section, save, problem
        self._record: Any = None
        self._key: object = None
        self.fields: dict[str, EditField] = {}
        self._about = {field.spec.id: field for field in fields}
        section.body.setSpacing(2)
        for field in fields:
            made = EditField(field.spec, name_width=name_width)
            made.decided.connect(self._on_decided)
            self.fields[field.spec.id] = made
            section.add(made)

    def show(self, record: Any, key: object, reason: str | None) -> None:
        """Show a record; ``key`` tells it from others, ``reason`` says why it can't be edited."""
        other = record is None or key != self._key
        self._record, self._key = record, key
        for id_, field in self.fields.items():
            field.show_text(self._about[id_].text(record) if record is not None else "")
            if other:
                field.restore()
            field.allow(reason)

    def _on_decided(self, id_: str, value: object) -> None:
        record, key, field = self._record, self._key, self.fields[id_]
        if record is None:
            return

        def put(found: Any) -> Any:
            try:
                return self._about[id_].put(found, value)
            except ValueError:  # what it means hangs on the rest of the record
                raise UserError(field.spec.hint) from None

        def refuse(error: Exception) -> None:
            (field.refuse if self._key == key else self._problem)(str(error))

        try:
            is_same = put(record) == record
        except UserError as error:
            refuse(error)
            return
        if is_same:
            field.restore()  # only written otherwise
            return
        self._save(record, put, refuse)
