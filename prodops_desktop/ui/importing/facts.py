"""What the workspace knows that matters to a file: the datasets it can go into, and whether its bytes came before."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace

from prodops_desktop.datasets import store as catalogue
from prodops_desktop.ui.importing.naming import Target
from prodops_desktop.workspace import Store


@dataclass(frozen=True)
class Facts:
    """The datasets, and the name, number and moment of the version that came from the same bytes, sheet and table."""

    targets: tuple[Target, ...]
    before: tuple[str, int, str] | None


def read_facts(store: Store, sha256: str, sheet: str | None, table: int | None) -> Facts:
    """Read them for a file of this hash, and the sheet and table as they were asked for."""
    found = catalogue.imported_before(store, sha256, sheet, table)
    return Facts(tuple(all_targets(store)), (found[0], found[1].number, found[1].imported_at) if found else None)


def all_targets(store: Store) -> list[Target]:
    """The datasets that a file can go into."""
    return [Target(one.name, one.version.number, one.version.file) for one in catalogue.all_datasets(store)]


class Storing:
    """The imports of this dialog that are being stored behind it: they go before a later file for the same dataset."""

    def __init__(self) -> None:
        self._begun: list[tuple[str, str, threading.Event]] = []

    def add(self, name: str, file: str, ended: threading.Event) -> None:
        """Note an import that began."""
        self._begun.append((name, file, ended))

    def last(self, name: str) -> threading.Event | None:
        """The end of the newest import into a dataset, if one was begun."""
        return next((ended for one, _, ended in reversed(self._begun) if one.casefold() == name.casefold()), None)

    def with_pending(self, targets: Sequence[Target]) -> list[Target]:
        """The datasets as they will be when all that was begun is stored."""
        found = {target.name.casefold(): target for target in targets}
        for name, file, ended in self._begun:
            if not ended.is_set():
                before = found.get(name.casefold(), Target(name, 0, file))
                found[name.casefold()] = replace(before, file=file, pending=before.pending + 1)
        return sorted(found.values(), key=lambda target: target.name.casefold())
