"""What the dialog of records is told of a kind: its fields, and how one is read, saved and deleted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from prodops_desktop.ui.widgets.edit_fields import FieldSpec
from prodops_desktop.workspace import ChangeSet, Store

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Shown:
    """A record as the dialog shows it: its two lines and the texts of its fields."""

    id: int
    title: str
    below: str
    texts: Mapping[str, str]


@dataclass(frozen=True)
class DialogKind:
    """A kind of record: what one and many are called, its fields, and the functions of its area. ``help`` says what it is for.

    ``completed`` are the fields that are completed from what the others of its kind hold there.
    """

    table: str
    one: str
    many: str
    icon: str
    help: str
    fields: tuple[FieldSpec, ...]
    read: Callable[[Store], list[Shown]]
    save: Callable[[Store, Values, int | None], tuple[ChangeSet, int]]
    delete: Callable[[Store, int], ChangeSet]
    imported: bool = False
    completed: tuple[str, ...] = ()


def decimals(value: float) -> int:
    """How many a figure needs, so that the field holds what is stored."""
    return max(0, -int(Decimal(str(value)).normalize().as_tuple().exponent))
