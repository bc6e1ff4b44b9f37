"""Which columns of a table give way where there is too little room for all of them."""

from collections.abc import Container, Iterable, Mapping, Sequence

from prodops_desktop.ui.models.records import Column


def folded(columns: Sequence[Column], wanted: Iterable[int], kept: Container[str], widths: Mapping[int, int], room: int) -> set[int]:
    """The sections of the ``wanted`` ones that give way in ``room`` pixels, in the order of their ``folds``; never those ``kept``.

    ``widths`` are those of sections that were given another than that of their column.
    """
    shown = list(wanted)
    width = {section: widths.get(section, columns[section].width) or columns[section].least for section in shown}
    need = sum(width.values())
    may = [section for section in shown if columns[section].folds and columns[section].id not in kept]
    gone = set()
    for section in sorted(may, key=lambda section: columns[section].folds):
        if need <= room:
            break
        need -= width[section]
        gone.add(section)
    return gone
