"""Where the lines of Home lead: from what is due to the record, row or dataset that it speaks of, from an import to its dataset."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prodops_desktop.ui.pages.home.model import Import
from prodops_desktop.ui.session import Session

if TYPE_CHECKING:
    from prodops_desktop.answers.due import Due


def open_due(session: Session, one: Due) -> None:
    """Show what is due on the page that has it."""
    target: object = one.target
    if isinstance(target, tuple) and len(target) == 4:  # a stored row, which is named only where answers are loaded
        from prodops_desktop.ui.records.sources import RowPlace

        target = RowPlace(*target)
    session.open(one.page, target)


def open_import(session: Session, one: Import) -> None:
    """Show the dataset of an import."""
    session.open("datasets", one.version.dataset)


def open_held(session: Session, one: Import) -> None:
    """Show the rows of a dataset that are held back."""
    from prodops_desktop.ui.records.sources import HeldRows

    session.open("datasets", HeldRows(one.version.dataset))
