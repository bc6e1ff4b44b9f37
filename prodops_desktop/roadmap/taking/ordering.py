"""Leaves out the dependencies of a sheet that close a cycle, and orders items so that each comes after what it waits for."""

from collections.abc import Iterable, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

from prodops_desktop.roadmap.cycles import cycle_through

Waits = Mapping[str, Sequence[str]]
"""What each item waits for; items by any name."""


def without_cycles(standing: Waits, said: Waits) -> tuple[dict[str, list[str]], list[list[str]]]:
    """What is left of ``said``, and each cycle that was not let in: the items in the order of waiting, the one that closed it first.

    ``standing`` holds the items of which nothing else is said; there is no cycle among them.
    """
    try:
        TopologicalSorter({**standing, **said}).prepare()
    except CycleError:
        return _one_by_one(standing, said)
    return {name: list(needs) for name, needs in said.items()}, []


def _one_by_one(standing: Waits, said: Waits) -> tuple[dict[str, list[str]], list[list[str]]]:
    names = list(dict.fromkeys([*standing, *said, *(need for needs in (*standing.values(), *said.values()) for need in needs)]))
    numbers = {name: number for number, name in enumerate(names)}
    graph = {numbers[name]: [numbers[need] for need in needs] for name, needs in standing.items() if name not in said}
    kept: dict[str, list[str]] = {name: [] for name in said}
    cycles = []
    for name, needs in said.items():
        own = graph.setdefault(numbers[name], [])
        for need in needs:
            own.append(numbers[need])
            cycle = cycle_through({**graph, numbers[name]: own[-1:]}, numbers[name])
            if cycle:
                own.pop()
                cycles.append([names[one] for one in cycle])
            else:
                kept[name].append(need)
    return kept, cycles


def in_order(waits: Waits, items: Iterable[str]) -> list[str]:
    """The items, each after those that it waits for directly or through others, else as they stand; a cycle is cut where it closes."""
    wanted = dict.fromkeys(items)
    begun: set[str] = set()
    done: dict[str, None] = {}
    for item in wanted:
        way = [item]
        while way:
            begun.add(way[-1])
            open_ = [] if way[-1] in done else [need for need in waits.get(way[-1], ()) if need not in begun]
            if open_:
                way.extend(reversed(open_))
            else:
                done[way.pop()] = None
    return [item for item in done if item in wanted]
