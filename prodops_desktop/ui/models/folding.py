"""Which columns of a table give way where there is too little room for all of them."""

from collections.abc import Iterable, Sequence

from prodops_desktop.ui.models.records import Column

_LEAST = 110
"""So wide is a column at least that takes the room which is left."""


def folded(columns: Sequence[Column], wanted: Iterable[int], kept: Iterable[str], room: int) -> set[int]:
    """The sections of the ``wanted`` ones that give way in ``room`` pixels, in the order of their ``folds``; never those ``kept``."""
    shown = list(wanted)
    need = sum(columns[section].width or _LEAST for section in shown)
    may = [section for section in shown if columns[section].folds and columns[section].id not in kept]
    gone = set()
    for section in sorted(may, key=lambda section: columns[section].folds):
        if need <= room:
            break
        need -= columns[section].width or _LEAST
        gone.add(section)
    return gone
