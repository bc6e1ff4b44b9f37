"""What sheets can name: the experiments of the register by key, name or both, and segments, goals and people as they are called there."""

from collections.abc import Iterable

from prodops_desktop.agenda.goals import all_goals
from prodops_desktop.errors import UserError
from prodops_desktop.experiments import store as experiment_store
from prodops_desktop.experiments.model import Experiment
from prodops_desktop.experiments.naming import ExperimentNames
from prodops_desktop.registry.entries import all_entries, name_key
from prodops_desktop.registry.entries import named as entry_named
from prodops_desktop.segments.store import all_segments
from prodops_desktop.workspace import Store


class Known:
    """The register as a sheet is read against it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.experiments = experiment_store.all_experiments(store)
        self._names = ExperimentNames(self.experiments)
        self._people = {entry.id: entry.name for entry in all_entries(store, "person")}
        self._called: dict[tuple[str, str], str] = {}
        self._call("segment", (segment.name for segment in all_segments(store)))
        self._call("goal", (goal.title for goal in all_goals(store)))

    def meant(self, code: str, name: str) -> Experiment | None:
        """The experiment with this key, or without a key the one of this name; None for a new one.

        Raises UserError where a name alone is that of several.
        """
        if code:
            return self._names.of_code(code)
        found = self._names.of_name(name)
        if len(found) > 1:
            raise UserError(f"{' and '.join(one.code for one in found)} have this name. Give its key.")
        return found[0] if found else None

    def spoken_of(self, text: str) -> Experiment | None:
        """The experiment that a text means: its key, its name, or one behind the other, as in “EXP-37 Ranked search”."""
        return self._names.meant(text)

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
