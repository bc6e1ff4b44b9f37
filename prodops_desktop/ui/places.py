"""Where this computer keeps what is not in a workspace: preferences, recent workspaces, the sample and the logs."""

import json
import os
from dataclasses import dataclass, replace
from operator import index
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
    """What the operator chose for this computer, kept as a small JSON file; an unreadable one counts as empty.

    Several windows may be running: each reads the file again before it writes, and changes only what was chosen in it.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or config_folder() / "preferences.json"
        self._values = read_json(self.path)
        self._unwritten: set[str] = set()
        """The keys that could not be written yet."""

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
            self._keep({key: value})

    def forget(self, *keys: str) -> None:
        """Drop choices, so that these are as at first."""
        if held := {key: None for key in keys if key in self._values}:
            self._keep(held)

    def recents(self) -> list[Recent]:
        """Workspaces opened before, the pinned ones first, the latest first among each; whether one still exists is not looked at."""
        rows = self._values.get("recents")
        told = [row for row in rows if isinstance(row, dict) and isinstance(row.get("path"), str)] if isinstance(rows, list) else []
        found = [Recent(Path(row["path"]), str(row.get("opened", "")), row.get("pinned") is True) for row in told]
        return sorted(found, key=lambda recent: not recent.pinned)

    def opened(self, path: Path) -> None:
        """Put a workspace first among the recent ones; a pinned one stays pinned."""
        known = self._reread_recents()
        own = Recent(path, clock.now().isoformat(timespec="seconds"), any(one.pinned for one in known if one.path == path))
        self._keep_recents([own, *(one for one in known if one.path != path)])

    def pin(self, path: Path, *, pinned: bool) -> None:
        """Keep a workspace at the head of the recent ones, or let it go with time as others do."""
        self._keep_recents([replace(one, pinned=pinned) if one.path == path else one for one in self._reread_recents()])

    def forget_recent(self, path: Path) -> None:
        """Take a workspace out of the recent ones; its file stays where it is."""
        self._keep_recents([one for one in self._reread_recents() if one.path != path])

    def _keep_recents(self, recents: list[Recent]) -> None:
        """Keep the pinned ones, and of the others the latest."""
        latest = sorted((one for one in recents if not one.pinned), key=lambda one: one.opened, reverse=True)[:_RECENT]
        kept = [one for one in recents if one.pinned] + latest
        self._keep({"recents": [{"path": str(one.path), "opened": one.opened, "pinned": one.pinned} for one in kept]})

    def _reread_recents(self) -> list[Recent]:
        """The recent ones with those that another window opened or pinned meanwhile."""
        self._reread()
        return self.recents()

    def _reread(self) -> None:
        """Take what another window has chosen meanwhile; what could not be written here stays."""
        if found := read_json(self.path):
            self._values = found | {key: self._values[key] for key in self._unwritten if key in self._values}

    def _keep(self, changed: dict[str, Any]) -> None:
        """Change these keys alone, None for those to be dropped, and write."""
        self._reread()
        self._values = {key: value for key, value in {**self._values, **changed}.items() if value is not None}
        self._unwritten |= changed.keys()
        if write_json(self.path, self._values):
            self._unwritten.clear()


def read_json(path: Path) -> dict[str, Any]:
    """What a small JSON file holds by key; nothing where it can't be read."""
    try:
        loaded = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return loaded if isinstance(loaded, dict) else {}


def write_json(path: Path, values: object) -> bool:
    """Put a small JSON file, which the operator alone may read, in the place of an older one, whole or not at all.

    A folder that can't be written is passed over; whether it was written. A length of the layout is written as the number that it is now.
    """
    aside = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        make_private_folder(path.parent)
        with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            json.dump(values, file, indent=1, default=index)
        aside.replace(path)
    except OSError:
        return False
    return True


def make_private_folder(folder: Path) -> None:
    """Make a folder that the operator alone may look into, where there is none; raises OSError where it can't be made."""
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
