"""Finds a tag by a few letters: one to give, or to make under a group, with the key T, or the one that another goes into."""

from collections.abc import Collection
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from prodops_desktop.feedback.model import Tag
from prodops_desktop.feedback.taxonomy import tag_key
from prodops_desktop.ui import formats
from prodops_desktop.ui.pages.feedback.reading import Board
from prodops_desktop.ui.palette_list import Row
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.picker import Option, Picker


class TagPicker(Picker):
    """Tells which tag was taken, or under which group a new one is to be made; those given last come first.

    ``about`` names what is tagged, ``given`` are its tags. With ``merged``, a tag that is to go into the one that is taken, that one is not
    offered, nor is a new one.
    """

    taken = Signal(int)
    made = Signal(str, str)

    def __init__(self, parent: QWidget, about: str, board: Board, given: Collection[int], *, merged: int | None = None) -> None:
        title, find = (tr("Tag {about}"), tr("Find or add a tag")) if merged is None else (tr("Merge {about} into…"), tr("Find a tag"))
        super().__init__(parent, title.format(about=about), find, ("{n} tag", "{n} tags"))
        self._board, self._makes = board, merged is None
        recent = [tag for one in board.recent if (tag := board.tag(one)) is not None]
        self._groups = list(dict.fromkeys([*(tag.group_name for tag in recent), *(group.name for group in board.groups)]))
        tags = dict.fromkeys([*recent, *board.tags])
        self.offer([self._option(tag, is_given=tag.id in given) for tag in tags if tag.id != merged])

    def makable(self, query: str) -> list[Row]:
        """A new tag under each group, that of the tag given last first, unless there is a tag of this name."""
        name = " ".join(query.split())
        if not self._makes or not tag_key(name) or any(tag_key(tag.name) == tag_key(name) for tag in self._board.tags):
            return []
        new, groups = tr("New tag “{name}”", name=name), self._groups or [tr("Missing capability")]
        return [
            Option(new, partial(self.made.emit, name, group), tr("in {group}", group=group), icon="tag-plus-outline").row()
            for group in groups
        ]

    def _option(self, tag: Tag, *, is_given: bool) -> Option:
        count = formats.number(self._board.counts.get(tag.id, 0))
        return Option(
            tag.name,
            partial(self.taken.emit, tag.id),
            tag.group_name,
            tr("given · {n}", n=count) if is_given else count,
            "check-circle-outline" if is_given else "tag-outline",
            tag.group_name,
        )
