"""Commands as data: menus, shortcuts, the palette and the shortcut sheet are all made from the one list."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

MENUS = ("File", "Edit", "View", "Data", "Present", "Help")


def _always() -> str | None:
    return None


@dataclass(frozen=True)
class Command:
    """Something the operator can do.

    ``menu`` is one of :data:`MENUS`, or empty for a command that only the palette offers; ``enabled`` returns None, or a sentence that
    says why it can't be done now. A command starts a new ``group`` of its menu when its group differs from the one before.
    """

    id: str
    text: str
    run: Callable[[], object]
    icon: str = ""
    shortcut: str = ""
    menu: str = ""
    enabled: Callable[[], str | None] = _always
    group: str = ""
    label: Callable[[], str] | None = None
    words: str = ""
    shown: bool = True

    def title(self) -> str:
        """The text as it stands now (“Undo Rename dataset”)."""
        return self.label() if self.label is not None else self.text


def check_unique(commands: Iterable[Command]) -> None:
    """Raise ValueError when two commands share an id or a shortcut, or name a menu that there is not."""
    ids: set[str] = set()
    shortcuts: dict[str, str] = {}
    for command in commands:
        if command.id in ids:
            raise ValueError(f"two commands are called {command.id}")
        ids.add(command.id)
        if command.menu not in {"", *MENUS}:
            raise ValueError(f"{command.id} names the menu {command.menu}, which there is not")
        for key in filter(None, command.shortcut.split(", ")):
            if key in shortcuts:
                raise ValueError(f"{command.id} and {shortcuts[key]} share the shortcut {key}")
            shortcuts[key] = command.id
