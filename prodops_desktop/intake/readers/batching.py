"""Groups the rows that a streaming reader finds one by one into batches, with next to no cost for the blank rows between them."""

from collections.abc import Callable, Iterable, Iterator

from prodops_desktop.intake.readers.model import BATCH_ROWS, FIRST_ROWS, Batch, Cell

Progress = Callable[[], tuple[int, int | None, str]]
"""How far reading is: done, total and unit as in :class:`~prodops_desktop.intake.readers.model.Batch`."""


def in_batches(rows: Iterable[tuple[int, list[Cell]]], progress: Progress | None = None) -> Iterator[Batch]:
    """The ``rows``, each with its 1-based number and in their order; without ``progress`` it is counted in rows.

    A gap that does not fit into a batch ends it, so that a row far below costs no more than one that is near. The first batch
    begins at row 1 all the same.
    """
    first, run = 1, list[list[Cell]]()

    def batch() -> Batch:
        return Batch(first, run, *(progress() if progress else (first + len(run) - 1, None)))

    for number, cells in rows:
        gap = number - first - len(run)
        if len(run) + gap >= (FIRST_ROWS if first == 1 else BATCH_ROWS):
            if first == 1 and not run:
                run = [[] for _ in range(FIRST_ROWS)]
            if run:
                yield batch()
            first, run, gap = number, [], 0
        run.extend([] for _ in range(gap))
        run.append(cells)
    if run:
        yield batch()
