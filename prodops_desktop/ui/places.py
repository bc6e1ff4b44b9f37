"""Where this computer keeps what is not in a workspace: preferences, recent workspaces, the sample and the logs."""

import json
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from prodops_desktop.work import clock

_NAME = "prodops-desktop"
_RECENT = 8


def config_folder() -> Path:
    """The folder of the preferences; ``PRODOPS_HOME`` moves it and all the others."""
    if moved := os.environ.get("PRODOPS_HOME"):
        return Path(moved)
    import platformdirs

    return platformdirs.user_config_path(_NAME, appauthor=False)


def log_folder() -> Path:
    """The folder of the logs."""
    if moved := os.environ.get("PRODOPS_HOME"):
        return Path(moved) / "log"
    import platformdirs

    return platformdirs.user_log_path(_NAME, appauthor=False)


def documents_folder() -> Path:
    """Where a new workspace is offered to lie."""
    if moved := os.environ.get("PRODOPS_HOME"):
        return Path(moved) / "documents"
    import platformdirs

    return platformdirs.user_documents_path()


def sample_folder() -> Path:
    """Where the sample workspace and its spreadsheets are put."""
    return documents_folder() / "Prodops sample"


def pasted_folder() -> Path:
    """Where tables that were pasted are put as files."""
    return config_folder() / "pasted"


@dataclass(frozen=True)
class Recent:
    """A workspace opened before; ``opened`` is an ISO moment. A pinned one stands before the others and is never forgotten by itself."""

    path: Path
    opened: str
    pinned: bool = False


class Preferences:
    """What the operator chose for this computer, kept as a small JSON file; an unreadable one counts as empty."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or config_folder() / "preferences.json"
        self._values: dict[str, Any] = {}
        try:
            loaded = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return
        if isinstance(loaded, dict):
            self._values = loaded

    def text(self, key: str, default: str = "") -> str:
        """A chosen text."""
        value = self._values.get(key)
        return value if isinstance(value, str) else default

    def flag(self, key: str, *, default: bool) -> bool:
        """A chosen yes or no."""
        value = self._values.get(key)
        return value if isinstance(value, bool) else default

    def choose(self, key: str, value: str | bool) -> None:
        """Remember a choice; a folder that can't be written costs only the remembering."""
        if self._values.get(key) != value:
            self._values[key] = value
            self._save()

    def forget(self, *keys: str) -> None:
        """Drop choices, so that these are as at first."""
        held = [key for key in keys if key in self._values]
        for key in held:
            del self._values[key]
        if held:
            self._save()

    def recents(self) -> list[Recent]:
        """Workspaces opened before, the pinned ones first, the latest first among each; whether one still exists is not looked at."""
        rows = self._values.get("recents")
        told = [row for row in rows if isinstance(row, dict) and isinstance(row.get("path"), str)] if isinstance(rows, list) else []
        found = [Recent(Path(row["path"]), str(row.get("opened", "")), row.get("pinned") is True) for row in told]
        return sorted(found, key=lambda recent: not recent.pinned)

    def opened(self, path: Path) -> None:
        """Put a workspace first among the recent ones; a pinned one stays pinned."""
        known = self.recents()
        own = Recent(path, clock.now().isoformat(timespec="seconds"), any(one.pinned for one in known if one.path == path))
        self._keep_recents([own, *(one for one in known if one.path != path)])

    def pin(self, path: Path, *, pinned: bool) -> None:
        """Keep a workspace at the head of the recent ones, or let it go with time as others do."""
        self._keep_recents([replace(one, pinned=pinned) if one.path == path else one for one in self.recents()])

    def forget_recent(self, path: Path) -> None:
        """Take a workspace out of the recent ones; its file stays where it is."""
        self._keep_recents([one for one in self.recents() if one.path != path])

    def _keep_recents(self, recents: list[Recent]) -> None:
        """Keep the pinned ones, and of the others the latest."""
        latest = sorted((one for one in recents if not one.pinned), key=lambda one: one.opened, reverse=True)[:_RECENT]
        kept = [one for one in recents if one.pinned] + latest
        self._values["recents"] = [{"path": str(one.path), "opened": one.opened, "pinned": one.pinned} for one in kept]
        self._save()

    def _save(self) -> None:
        write_json(self.path, self._values)


def write_json(path: Path, values: object) -> None:
    """Put a small JSON file in the place of an older one, whole or not at all; a folder that can't be written is passed over."""
    aside = path.with_name(f"{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.write_text(json.dumps(values, indent=1), encoding="utf-8")
        aside.replace(path)
    except OSError:
        return
