"""Several fields of one record, one below the other: they show it, and tell what was decided in one of them."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from prodops_desktop.errors import UserError
from prodops_desktop.ui.records.record_fields import RecordField
from prodops_desktop.ui.widgets.edit_fields import EditField
from prodops_desktop.ui.widgets.inspector import Section
from prodops_desktop.ui.widgets.text import Elided

Change = Callable[[Any], Any]
"""Puts what was decided into a record: that as it is shown, or as it stands by then."""
Save = Callable[[Any, Change, Callable[[Exception], None]], None]


class RecordForm:
    """Puts its fields into a section; ``save`` gets the record, the change, and a function that refuses it beside the field.

    ``problem`` is told what was refused when another record is shown by then. In several ``columns`` the names stand above the fields,
    which look like fields.
    """

    def __init__(
        self,
        section: Section,
        fields: Sequence[RecordField],
        save: Save,
        problem: Callable[[str], None],
        *,
        name_width: int = 96,
        columns: int = 1,
    ) -> None:
        self.section, self._save, self._problem = section, save, problem
        self._record: Any = None
        self._key: object = None
        self.fields: dict[str, EditField] = {}
        self._about = {field.spec.id: field for field in fields}
        self.captions: dict[str, Elided] = {}
        """What stands above the fields, where they stand in columns."""
        for field in fields:
            made = EditField(field.spec, name_width=0 if columns > 1 else name_width, flat=columns == 1)
            made.decided.connect(self._on_decided)
            self.fields[field.spec.id] = made
        if columns > 1:
            section.add(self._in_columns(columns))
            return
        section.body.setSpacing(2)
        for made in self.fields.values():
            section.add(made)

    def _in_columns(self, columns: int) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(3)
        for place, (id_, made) in enumerate(self.fields.items()):
            caption = self.captions[id_] = Elided(self._about[id_].spec.title, "meta", "3")
            row, column = divmod(place, columns)
            grid.addWidget(caption, 2 * row, column)
            grid.addWidget(made, 2 * row + 1, column, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(column, 1)
        return holder

    def show(self, record: Any, key: object, reason: str | None) -> None:
        """Show a record; ``key`` tells it from others, ``reason`` says why it can't be edited.

        What is being typed is decided before another one is shown: it is meant for the one that was there.
        """
        other = record is None or key != self._key
        if other:
            self._decide_typed()
        self._record, self._key = record, key
        for id_, field in self.fields.items():
            field.show_text(self._about[id_].text(record) if record is not None else "")
            if other:
                field.restore()
            field.allow(reason)

    def _decide_typed(self) -> None:
        """Decide the field that the keyboard is in; what can't be is said where it is still seen."""
        for field in self.fields.values():
            if field.editor.hasFocus():
                field.decide()
                if reason := field.wrong.text():
                    self._problem(reason)

    def _on_decided(self, id_: str, value: object) -> None:
        record, key, field = self._record, self._key, self.fields[id_]
        if record is None:
            return

        def put(found: Any) -> Any:
            try:
                return self._about[id_].put(found, value)
            except ValueError:  # what it means hangs on the rest of the record
                raise UserError(field.spec.told()) from None

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
