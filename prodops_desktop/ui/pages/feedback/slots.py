"""The nine tags that have a digit: they stay where they are while one works, so that the fingers learn them."""

from collections.abc import Sequence

from prodops_desktop.feedback.model import Tag
from prodops_desktop.ui.pages.feedback.keys import SLOTS
from prodops_desktop.ui.pages.feedback.reading import Board


class Slots:
    """At first the tags that were given last, then those that come first; a tag given otherwise takes the place used least lately."""

    def __init__(self) -> None:
        self._tags: list[int | None] = []
        self._used: list[int] = []

    def follow(self, board: Board) -> None:
        """Fill the places at first, and drop tags that are gone."""
        known = {tag.id for tag in board.tags}
        self._tags = [tag if tag in known else None for tag in self._tags] or [None] * SLOTS
        free = [tag for tag in dict.fromkeys([*board.recent, *(tag.id for tag in board.tags)]) if tag not in self._tags]
        self._tags = [tag if tag is not None else free.pop(0) if free else None for tag in self._tags]
        self._used = [tag for tag in self._used if tag in known]

    def tag(self, number: int) -> int | None:
        """The tag of a digit from 1 on."""
        return self._tags[number - 1] if 1 <= number <= len(self._tags) else None

    def shown(self, board: Board) -> Sequence[Tag | None]:
        """The tags in the order of their digits."""
        return [board.tag(tag) if tag is not None else None for tag in self._tags]

    def use(self, tag: int) -> None:
        """Note that a tag was given; one without a digit takes that which was used least lately."""
        if tag not in self._tags and self._tags:
            idle = min(range(len(self._tags)), key=lambda place: (self._age(self._tags[place]), -place))
            self._tags[idle] = tag
        self._used = [other for other in self._used if other != tag] + [tag]

    def _age(self, tag: int | None) -> int:
        """How lately a tag was used: −1 for never."""
        return self._used.index(tag) if tag in self._used else -1
