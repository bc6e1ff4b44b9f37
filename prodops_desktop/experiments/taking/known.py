"""What sheets can name: the experiments of the register by key, name or both, and segments, goals and people as they are called there."""

from collections.abc import Iterable

from prodops_desktop.agenda.goals import all_goals
from prodops_desktop.errors import UserError
from prodops_desktop.experiments import store as experiment_store
from prodops_desktop.experiments.model import Experiment
from prodops_desktop.registry.entries import all_entries, name_key
from prodops_desktop.registry.entries import named as entry_named
from prodops_desktop.segments.store import all_segments
from prodops_desktop.workspace import Store


class Known:
    """The register as a sheet is read against it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.experiments = experiment_store.all_experiments(store)
        self._codes = {name_key(one.code): one for one in self.experiments}
        self._names: dict[str, list[Experiment]] = {}
        for one in self.experiments:
            self._names.setdefault(name_key(one.name), []).append(one)
        self._people = {entry.id: entry.name for entry in all_entries(store, "person")}
        self._called: dict[tuple[str, str], str] = {}
        self._spoken_of: dict[str, Experiment | None] = {}
        self._call("segment", (segment.name for segment in all_segments(store)))
        self._call("goal", (goal.title for goal in all_goals(store)))

    def meant(self, code: str, name: str) -> Experiment | None:
        """The experiment with this key, or without a key the one of this name; None for a new one.

        Raises UserError where a name alone is that of several.
        """
        if code:
            return self._codes.get(name_key(code))
        found = self._names.get(name_key(name), [])
        if len(found) > 1:
            raise UserError(f"{' and '.join(one.code for one in found)} have this name. Give its key.")
        return found[0] if found else None

    def spoken_of(self, text: str) -> Experiment | None:
        """The experiment that a text means: its key, its name, or one behind the other, as in “EXP-37 Ranked search”."""
        key = name_key(text)
        if key not in self._spoken_of:
            self._spoken_of[key] = self._codes.get(key) or self._titled(key)
        return self._spoken_of[key]

    def _titled(self, key: str) -> Experiment | None:
        titled = [one for one in self.experiments if name_key(one.title) == key or _begins(key, name_key(one.code), name_key(one.name))]
        found = titled or self._names.get(key, [])
        return found[0] if len(found) == 1 else None

    def resolved(self, field: str, value: object) -> object:
        """A segment, goal or owner as the registers have it, or as the sheet calls it first; other values as they are."""
        kind = "person" if field == "experiment_owner" else field
        if not isinstance(value, str) or kind not in ("person", "segment", "goal"):
            return value
        return self._called.setdefault((kind, name_key(value)), self._person(value) if kind == "person" else value)

    def _person(self, text: str) -> str:
        entry = entry_named(self._store, "person", text)
        return text if entry is None else self._people[entry]

    def _call(self, kind: str, names: Iterable[str]) -> None:
        for name in names:
            self._called.setdefault((kind, name_key(name)), name)


def _begins(text: str, code: str, name: str) -> bool:
    """Whether a text is a code with its name behind it, whatever signs stand between them."""
    if not (text.startswith(code) and text.endswith(name)):
        return False
    between = text[len(code) : len(text) - len(name)]
    return bool(between) and not between.strip(" :-–—·|()")
