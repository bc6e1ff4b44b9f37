"""Sequences whose items are made when they are looked at: of thousands a page shows a few."""

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar, overload

Raw = TypeVar("Raw")
Item = TypeVar("Item")


class Lazy(Sequence[Item], Generic[Raw, Item]):
    """``make`` makes an item of what stands for it in ``raw``, anew each time; equal to any sequence of equal items."""

    def __init__(self, raw: Sequence[Raw], make: Callable[[Raw], Item]) -> None:
        self._raw, self._make = raw, make

    @overload
    def __getitem__(self, index: int) -> Item: ...
    @overload
    def __getitem__(self, index: slice) -> "Lazy[Raw, Item]": ...
    def __getitem__(self, index: int | slice) -> "Item | Lazy[Raw, Item]":
        return Lazy(self._raw[index], self._make) if isinstance(index, slice) else self._make(self._raw[index])

    def __iter__(self) -> Iterator[Item]:
        return map(self._make, self._raw)

    def __len__(self) -> int:
        return len(self._raw)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # compared by content, as lists are
