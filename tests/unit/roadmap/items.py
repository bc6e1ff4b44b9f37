"""Items of the roadmap in a workspace, for tests: how to add, change and look at them, and how to see a step taken back and forth."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from prodops_desktop.roadmap.model import Item
from prodops_desktop.roadmap.store import save_item
from prodops_desktop.workspace import Store, Workspace, history, undo
from tests.unit.conftest import Content

T = TypeVar("T")


def do(workspace: Workspace, change: Callable[[Store], T]) -> T:
    """Make a change and wait for it."""
    return workspace.run(change).result()


def read(workspace: Workspace, look: Callable[[Store], T]) -> T:
    """What a reading of the workspace gives."""
    with workspace.reading() as store:
        return look(store)


def add(workspace: Workspace, code: str, title: str = "", **values: Any) -> Item:
    """Add an item, which is called by its code unless a title is given; it comes back with its id."""
    item = Item(0, code, title or code, **values)
    return replace(item, id=do(workspace, lambda store: save_item(store, item))[1])


def change(workspace: Workspace, item: Item, **values: Any) -> Item:
    """Change an item."""
    after = replace(item, **values)
    do(workspace, lambda store: save_item(store, after))
    return after


def back_and_forth(workspace: Workspace, content: Callable[[Workspace], Content], step: Callable[[Store], T]) -> T:
    """Make a change; undo gives back all that was there, and redo all that it made."""
    before = content(workspace)
    made = do(workspace, step)
    after = content(workspace)
    assert after != before
    do(workspace, undo.undo)
    assert content(workspace) == before
    do(workspace, undo.redo)
    assert content(workspace) == after
    return made


def last_label(workspace: Workspace) -> str:
    """What the last step is called."""
    return read(workspace, history.steps)[-1].label


def step_count(workspace: Workspace) -> int:
    """How many steps there are."""
    return len(read(workspace, history.steps))
