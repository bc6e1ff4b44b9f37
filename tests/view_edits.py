"""Edits at random of the views that datasets are saved under: saved anew or over, renamed and deleted."""

from random import Random

from prodops_desktop.datasets.filters import Arrangement, Between, Contains, Filter, Missing, OneOf
from prodops_desktop.datasets.reading import columns_of
from prodops_desktop.datasets.saved_views import Look, SeenColumn, delete_view, rename_view, save_view
from prodops_desktop.workspace import Store
from tests.any_choice import Edit, ids, one_of

_TESTS = (Contains("a"), Contains("“odd”", wanted=False), Between(None, 12), Between(0.1, None), Missing(), OneOf(("x", None, 3)))


def _save(store: Store, dice: Random) -> object:
    version = one_of(dice, ids(store, "version"))
    positions = [column.position for column in columns_of(store, version)]
    dice.shuffle(positions)
    columns = tuple(SeenColumn(one, dice.random() < 0.8, dice.choice((None, 90, 240)), dice.random() < 0.2) for one in positions)
    keys = tuple((one, dice.random() < 0.5) for one in positions[: dice.randrange(3)])
    filters = tuple(Filter(dice.choice(positions), dice.choice(_TESTS)) for _ in range(dice.randrange(3)))
    arrangement = Arrangement(keys, dice.choice(("", "acme")), filters, dice.choice((None, positions[0])))
    return save_view(store, version, f"View {dice.randrange(4)}", Look(columns, arrangement))


def _rename(store: Store, dice: Random) -> object:
    return rename_view(store, one_of(dice, ids(store, "dataset_view")), f"View {dice.randrange(9)}")


def _delete(store: Store, dice: Random) -> object:
    return delete_view(store, one_of(dice, ids(store, "dataset_view")))


VIEWS: dict[str, Edit] = {"view saved": _save, "view renamed": _rename, "view deleted": _delete}
"""By what it does. Raises UserError where it can't, with nothing changed."""
