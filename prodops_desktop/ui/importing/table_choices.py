"""What the operator decided about the columns of one table; it goes by header, so that another look at the table keeps it."""

from dataclasses import dataclass, field, replace
from typing import Any

from prodops_desktop.intake.kinds import KINDS
from prodops_desktop.ui.importing.look import ColumnLook, Look, missing_titles

RIGHT_FIELD = "field"
"""The id of the question whether the field that was found for a column is the right one; the other ids are those of the intake."""
_LEAVE_IT = {"text", "name", "any"}
"""Types of fields that take a column as it is."""
_ASKED = {"orders": "order", "decimals": "decimals", "percents": "percent"}
"""What answers are called in the choices of the intake, and the question that they answer."""


@dataclass
class TableChoices:
    """``header``, ``unpivot`` and ``kind`` are None or False while they are what was found; the rest holds only what was chosen."""

    header: tuple[int, ...] | None = None
    unpivot: bool = False
    kind: str | None = None
    fields: dict[str, dict[str, str | None]] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    answers: dict[str, dict[str, str]] = field(default_factory=dict)
    left_out: set[str] = field(default_factory=set)
    """Headers of the columns that are not stored."""

    def chosen_fields(self, kind: str) -> dict[str, str | None]:
        """Header to field, of those that were chosen for the fields of a kind."""
        return self.fields.setdefault(kind, {})

    def mapping(self, look: Look) -> dict[str, str | None]:
        """Header to field: as chosen, else as found where that field was not chosen for another column."""
        headers = {column.header for column in look.columns}
        chosen = {header: name for header, name in self.chosen_fields(look.kind).items() if header in headers}
        chosen |= dict.fromkeys(self.left_out & headers)
        taken = set(chosen.values())
        found = {column.header: None if column.field in taken else column.field for column in look.columns}
        return found | chosen

    def choose_field(self, look: Look, header: str, wanted: str | None) -> None:
        """Map a column to a field, or to none; the column that had the field before has none now."""
        chosen = self.chosen_fields(look.kind)
        for other, name in (self.mapping(look) | chosen).items():
            if wanted is not None and name == wanted and other != header:
                chosen[other] = None
        chosen[header] = wanted
        self.left_out.discard(header)

    def turn(self, header: str) -> None:
        """Leave a column out, or bring it back as it was found."""
        for chosen in self.fields.values():
            chosen.pop(header, None)
        self.left_out ^= {header}

    def kept(self, look: Look) -> list[ColumnLook]:
        """The columns that are stored."""
        return [column for column in look.columns if column.header not in self.left_out]

    def choose_type(self, header: str, wanted: str) -> None:
        """Read a column as a type; an empty one is what is found."""
        if wanted:
            self.types[header] = wanted
        else:
            self.types.pop(header, None)

    def answer(self, look: Look, header: str, question: str, option: str) -> None:
        """Answer a question about a column; whether its field is right is answered by the field, an empty one for none."""
        if question == RIGHT_FIELD:
            self.choose_field(look, header, option or None)
        else:
            self.answers.setdefault(question, {})[header] = option

    def answer_to(self, header: str, question: str) -> str | None:
        """The option that was chosen for a column; None while nobody has."""
        return self.answers.get(question, {}).get(header)

    def missing(self, look: Look) -> list[str]:
        """Titles of the fields that the kind needs and that no column has."""
        return missing_titles(KINDS[look.kind], self.mapping(look))

    def by_header(self, look: Look, *, whole_mapping: bool) -> dict[str, Any]:
        """What goes by header as the intake takes it, of the columns of this look; the mapping whole, or only what was chosen of it."""
        headers = {column.header for column in (self.kept(look) if whole_mapping else look.columns)}
        mapping = self.mapping(look) if whole_mapping else self.chosen_fields(look.kind)
        asked = {(column.header, question.id) for column in look.columns for question in column.questions}
        answers = {
            name: {header: option for header, option in self.answers.get(id_, {}).items() if (header, id_) in asked and header in headers}
            for name, id_ in _ASKED.items()
        }
        return {
            "mapping": {header: name for header, name in mapping.items() if header in headers},
            "types": {header: type_ for header, type_ in self.types.items() if header in headers},
            "left_out": tuple(column.header for column in look.columns if whole_mapping and column.header in self.left_out),
            **answers,
        }

    def wanted_types(self, look: Look) -> dict[str, str]:
        """Header to type, of the columns that are to be read as one, by choice or by their field."""
        kind, wanted = KINDS[look.kind], dict[str, str]()
        for header, name in self.mapping(look).items():
            type_ = self.types.get(header) or (kind.field(name).type if name else "any")
            if header in self.types or type_ not in _LEAVE_IT:
                wanted[header] = type_
        return wanted

    def with_found(self, look: Look, before: Look) -> Look:
        """A look that was given what was chosen, with the fields and confidences that were found when nothing was."""
        chosen = self.chosen_fields(look.kind)
        found = {column.header: column for column in before.columns if column.header in chosen}
        columns = tuple(
            replace(column, field=found[column.header].field, confidence=found[column.header].confidence)
            if column.header in found
            else column
            for column in look.columns
        )
        return replace(look, columns=columns)
