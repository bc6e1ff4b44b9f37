"""Declares the fields of a record in an inspector: how each is written, read, and put into the record."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from prodops_desktop.ui import formats
from prodops_desktop.ui.day_text import read_day
from prodops_desktop.ui.number_text import read_count
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.edit_fields import FieldSpec

_EXAMPLE = date(2026, 12, 21)
YES, NO = "yes", "no"


@dataclass(frozen=True)
class RecordField:
    """A field of a record: its widget, its text in the record, and the record with another value in it."""

    spec: FieldSpec
    text: Callable[[Any], str]
    put: Callable[[Any, Any], Any]


def day_examples() -> str:
    """Days as they can be typed, for a sentence that says so: always as ISO has it, and as days are written here."""
    iso, here = _EXAMPLE.isoformat(), formats.day(_EXAMPLE)
    return iso if iso == here else tr("{iso} or {day}", iso=iso, day=here)


def day_hint() -> str:
    """What is said of a text that is no day."""
    return tr("This is no day. Type one such as {days}.", days=day_examples())


def optional_day_hint() -> str:
    """The same where there can be none."""
    return tr("This is no day. Type one such as {days}, or nothing.", days=day_examples())


def attribute_field(spec: FieldSpec, write: Callable[[Any], str]) -> RecordField:
    """The field of the attribute that is called as it is; ``write`` gives the text of its value."""
    return RecordField(spec, lambda record: write(getattr(record, spec.id)), lambda record, value: replace(record, **{spec.id: value}))


def text_field(id_: str, title: str, *, lines: int = 1, placeholder: str = "") -> RecordField:
    """A text that may be empty."""
    return attribute_field(FieldSpec(id_, title, placeholder=placeholder, lines=lines), text_of)


def text_of(value: object) -> str:
    """A value as it is, nothing for None."""
    return "" if value is None else str(value)


def day_field(id_: str, title: str) -> RecordField:
    """A day that may be unknown."""
    spec = FieldSpec(id_, title, read_day, tr("unknown"), hint=optional_day_hint)
    return attribute_field(spec, lambda day: formats.day(day) if day else "")


def needed(text: str) -> str:
    """A text that can't be empty; raises ValueError."""
    if not text.strip():
        raise ValueError(text)
    return text.strip()


def whole(text: str) -> int:
    """A whole number that can't be missing; raises ValueError."""
    count = read_count(text)
    if count is None:
        raise ValueError(text)
    return count
