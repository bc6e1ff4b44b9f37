"""Edits at random of what stands in quarantine: cells are mended, rows released and dismissed, whether or not they can be."""

from random import Random

from prodops_desktop.areas import TAKERS
from prodops_desktop.datasets.quarantine import HeldRow, held_rows, mend
from prodops_desktop.datasets.releasing import release
from prodops_desktop.datasets.rulings import dismiss
from prodops_desktop.workspace import Store
from tests.any_choice import Edit, ids, one_of

_TEXTS = ("10", "0", "7.5", "", "2026-11-03", "Figma 1", "RM-2", "It stops", "“odd”\n☂")


def _some_held(store: Store, dice: Random) -> tuple[int, list[HeldRow]]:
    """A version with rows in quarantine, and some of these."""
    held = {version: rows for version in ids(store, "version") if (rows := held_rows(store, version))}
    version = one_of(dice, sorted(held))
    return version, dice.sample(held[version], dice.randint(1, len(held[version])))


def _mend(store: Store, dice: Random) -> object:
    _, rows = _some_held(store, dice)
    row = dice.choice(rows)
    position = dice.choice([one.position for one in row.reasons] or [1])
    return mend(store, row.part, row.row, position, dice.choice(_TEXTS) if dice.random() < 0.9 else row.raw(position))


def _mend_and_release(store: Store, dice: Random) -> object:
    version, rows = _some_held(store, dice)
    with store.edit("Mend and release"):
        for row in rows:
            for reason in row.reasons:
                mend(store, row.part, row.row, reason.position, dice.choice(_TEXTS))
        return release(store, version, [row.id for row in rows], TAKERS)


def _release(store: Store, dice: Random) -> object:
    version, rows = _some_held(store, dice)
    return release(store, version, [row.id for row in rows], TAKERS)


def _dismiss(store: Store, dice: Random) -> object:
    version, rows = _some_held(store, dice)
    return dismiss(store, version, [row.id for row in rows], dice.choice(("A test", "Not ours", " ")))


QUARANTINE: dict[str, Edit] = {
    "cell mended": _mend,
    "rows mended and released": _mend_and_release,
    "rows released": _release,
    "rows dismissed": _dismiss,
}
"""By what it does. Raises UserError where it can't, with nothing changed."""
