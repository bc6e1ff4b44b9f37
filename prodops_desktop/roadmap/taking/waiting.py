"""What the items of a sheet wait for: names resolved among the sheet and the roadmap, with their lags."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from prodops_desktop.registry.codes import code_order
from prodops_desktop.registry.entries import name_key
from prodops_desktop.roadmap.model import Item
from prodops_desktop.roadmap.store import planned_lag
from prodops_desktop.roadmap.taking.known import Known, is_number
from prodops_desktop.roadmap.taking.predecessors import FINISH_TO_START, Named, read_predecessors
from prodops_desktop.roadmap.taking.remarks import Remarks
from prodops_desktop.roadmap.taking.saying import Saying

_OTHER_TYPES = "a dependency that is not from finish to start, such as “ss” or “ff”, was taken as one from finish to start."


@dataclass(frozen=True)
class Wait:
    """An item that is waited for, by its :func:`node`, since it may have no id yet; what it is called makes no difference."""

    to: str
    lag: int
    label: str = field(compare=False)


def node(code: str) -> str:
    """What an item is called among those of a sheet and of the roadmap."""
    return f"item|{name_key(code)}"


def waits_there(item: Item, known: Known) -> tuple[Wait, ...]:
    """What an item of the roadmap waits for."""
    return _in_order(Wait(node(known.by_id[need.item].code), need.lag, known.by_id[need.item].label) for need in item.needs)


class Directory:
    """The items that a cell of a sheet can name: by the keys of the sheet, by those of the roadmap, and by titles."""

    def __init__(self, said: Iterable[Saying], known: Known) -> None:
        self._known = known
        self.items: dict[str, Item] = {node(one.code): one for one in known.items}
        """By node each item as it will be."""
        self._keys: dict[str, str] = {}
        self._titles: dict[str, list[str]] = {}
        for saying in said:
            own = node(saying.code)
            self.items[own] = saying.after
            for key in (saying.code, saying.named):
                if key:
                    self._keys.setdefault(name_key(key), own)
            for title in {name_key(saying.title), name_key(f"{saying.named} {saying.title}")}:
                self._titles.setdefault(title, []).append(own)

    def find(self, name: str) -> list[str]:
        """The nodes that a name means; several where it is a title of several items."""
        key = name_key(name)
        if key in self._keys:
            return [self._keys[key]]
        there = self._known.of_code(name)
        if there is not None:
            return [node(there.code)]
        if key in self._titles:
            return self._titles[key]
        return [] if is_number(name) else [node(one.code) for one in self._known.of_title(name)]

    def waits(self, saying: Saying, remarks: Remarks) -> tuple[Wait, ...] | None:
        """What an item waits for; None where its cell names nothing that is known."""
        own = node(saying.code)
        before = {wait.to: wait.lag for wait in waits_there(saying.there, self._known)} if saying.there else {}
        named, unknown = read_predecessors(saying.waits, lambda name: bool(self.find(name)))
        for part in unknown:
            remarks.say(f"{saying.label} waits for “{part[:60]}”, which is no item that is known; that was left out.")
        found: dict[str, Wait] = {}
        for one in named:
            nodes = self.find(one.name)
            if len(nodes) > 1:
                codes = ", ".join(self.items[other].code for other in nodes[:3])
                remarks.say(f"{saying.label} waits for “{one.name[:60]}”, which may be {codes}; that was left out. Give its key.")
            elif nodes[0] == own:
                remarks.say(f"{saying.label} can’t wait for itself; that was left out.")
            else:
                if one.type != FINISH_TO_START:
                    remarks.share(_OTHER_TYPES, saying.label)
                needed = self.items[nodes[0]]
                lag = _lag(one, planned_lag(self.items[own], needed), before.get(nodes[0]))
                found.setdefault(nodes[0], Wait(nodes[0], lag, needed.label))
        return _in_order(found.values()) or None


def _lag(named: Named, overlap: int, before: int | None) -> int:
    """The lag that the sheet says; else the one that there is, or the overlap that is planned. Of other types the overlap comes first."""
    if named.lag is not None and (named.type == FINISH_TO_START or not overlap):
        return named.lag
    return overlap if before is None or named.type != FINISH_TO_START else before


def _in_order(waits: Iterable[Wait]) -> tuple[Wait, ...]:
    return tuple(sorted(waits, key=lambda wait: code_order(wait.to)))
