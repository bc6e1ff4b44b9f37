"""How each workspace was left on this computer: page, columns, sorting, widths; kept beside the preferences, never in the workspace."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from prodops_desktop.ui.places import read_json, write_json

_KEPT = 40
"""Workspaces; the ones left longest ago are forgotten."""


class Layout:
    """What is remembered of one workspace as plain values by key, such as ``grid.CS health`` or ``tab.roadmap``."""

    def __init__(self, values: dict[str, Any] | None = None, changed: Callable[[], object] = lambda: None) -> None:
        self._values = dict(values or {})
        self._changed = changed

    def get(self, key: str) -> Any:
        """What was put under ``key``, as JSON gives it back; None where nothing was. Another version may have put it: look at its shape."""
        return self._values.get(key)

    def put(self, key: str, value: Any) -> None:
        """Remember a value that JSON can hold; None forgets the key."""
        self.put_all({key: value})

    def put_all(self, values: dict[str, Any]) -> None:
        """Remember several values, as :meth:`put` does, and write once."""
        changed = {key: value for key, value in values.items() if self._values.get(key) != value}
        if changed:
            self._values = {key: value for key, value in {**self._values, **changed}.items() if value is not None}
            self._changed()

    def forget_filters(self) -> None:
        """Forget what grids were filtered by, which may name somebody; columns, widths and order stay."""
        grids = {key: value for key, value in self._values.items() if isinstance(value, dict) and value.get("filters")}
        self.put_all({key: {**value, "filters": []} for key, value in grids.items()})

    def values(self) -> dict[str, Any]:
        """All of it."""
        return dict(self._values)


class Layouts:
    """The layouts of all workspaces in one small JSON file. An unreadable one counts as empty; a folder that can’t be written costs only
    the remembering."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._kept: dict[str, dict[str, Any]] = {}
        self._reread()

    def of(self, workspace: Path) -> Layout:
        """The layout of a workspace; every change of it is written at once."""
        name = str(workspace.absolute())
        layout = Layout(self._kept.get(name), lambda: self._keep(name, layout))
        return layout

    def forget(self, workspace: Path) -> None:
        """Forget how a workspace was left: it is gone."""
        self._reread()
        if self._kept.pop(str(workspace.absolute()), None) is not None:
            write_json(self._path, self._kept)

    def _reread(self) -> None:
        """Take what another window has kept of its workspaces meanwhile."""
        if found := {name: values for name, values in read_json(self._path).items() if isinstance(values, dict)}:
            self._kept = found

    def _keep(self, name: str, layout: Layout) -> None:
        self._reread()
        others = {key: values for key, values in self._kept.items() if key != name}
        self._kept = dict([*others.items(), (name, layout.values())][-_KEPT:])
        write_json(self._path, self._kept)


def as_list(told: object) -> list[Any]:
    """What was remembered, where it is a list; else an empty one."""
    return told if isinstance(told, list) else []
