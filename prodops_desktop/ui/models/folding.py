"""Which columns of a table give way where there is too little room for all of them."""

from collections.abc import Container, Iterable, Mapping, Sequence

from prodops_desktop.ui.lengths import percent, px
from prodops_desktop.ui.models.delegates import PADDING
from prodops_desktop.ui.models.records import Column

_BETWEEN = 20


def grown(width: int) -> int:
    """The width of a column as it is now: its texts grow with the font, and what they keep from its edges does not."""
    return px(width - constant(percent())) + constant(percent())


def constant(size: int) -> int:
    """What of the width of a column is the same at every size: its edges, and in a small font what stands between its marks and texts."""
    return 2 * PADDING + (_BETWEEN if size < 100 else 0)


def folded(columns: Sequence[Column], wanted: Iterable[int], kept: Container[str], widths: Mapping[int, int], room: int) -> set[int]:
    """The sections of the ``wanted`` ones that give way in ``room`` pixels, in the order of their ``folds``; never those ``kept``.

    ``widths`` are those, as they are now, of sections that were given another than that of their column.
    """
    shown = list(wanted)
    width = {section: widths.get(section) or grown(columns[section].width or columns[section].least) for section in shown}
    need = sum(width.values())
    may = [section for section in shown if columns[section].folds and columns[section].id not in kept]
    gone = set()
    for section in sorted(may, key=lambda section: columns[section].folds):
        if need <= room:
            break
        need -= width[section]
        gone.add(section)
    return gone
