"""Looks over all rows in quarantine at once: how many there are by what is wrong, and which of them contain some words."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from prodops_desktop.datasets.quarantine import rules_of, waiting, wrong_now
from prodops_desktop.datasets.refusals import Rules
from prodops_desktop.workspace import Store


@dataclass(frozen=True)
class Survey:
    """Rows that are held, by their ids in the order of the file.

    Of the ``matching`` ones of a ``total`` the ``groups`` say how many there are by what is wrong; of those ``right`` nothing is.
    """

    ids: tuple[int, ...]
    groups: Mapping[str, int]
    right: frozenset[int]
    matching: int
    total: int


@dataclass
class _Found:
    ids: list[int] = field(default_factory=list)
    groups: Counter[str] = field(default_factory=Counter)
    right: set[int] = field(default_factory=set)
    matching: int = 0
    total: int = 0


def survey(store: Store, version: int, words: str = "", group: str | None = None) -> Survey:
    """The rows of a version that are held and contain ``words``; of these only those with the reason ``group``, or with nothing wrong (“”).

    ``groups`` and ``right`` tell of all that contain the words.
    """
    kinds_of, found, mends = _Kinds(rules_of(store, version)), _Found(), _all_mends(store, version)
    wanted = [json.dumps(word, ensure_ascii=False)[1:-1].casefold() for word in words.split()]
    for id_, part, row, cells, reasons in waiting(store, version):
        found.total += 1
        mended = mends.get((part, row), {})
        if wanted and not _has(wanted, (cells, reasons, json.dumps(list(mended.values()), ensure_ascii=False) if mended else "")):
            continue
        found.matching += 1
        kinds = kinds_of(reasons, cells, mended)
        found.groups.update(kinds)
        if not kinds:
            found.right.add(id_)
        if group is None or group in kinds or (group == "" and not kinds):
            found.ids.append(id_)
    return Survey(tuple(found.ids), dict(found.groups.most_common()), frozenset(found.right), found.matching, found.total)


class _Kinds:
    """What is wrong with a row, in short; many rows have the same reasons."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._known: dict[str, frozenset[str]] = {}

    def __call__(self, reasons: str, cells: str, mended: Mapping[int, str]) -> frozenset[str]:
        if mended:
            return self._short(reasons, cells, mended)
        known = self._known.get(reasons)
        if known is None:
            known = self._known[reasons] = self._short(reasons, cells, mended)
        return known

    def _short(self, reasons: str, cells: str, mended: Mapping[int, str]) -> frozenset[str]:
        return frozenset(one.short for one in wrong_now(reasons, json.loads(cells), mended, self._rules))


def _has(wanted: Sequence[str], texts: Sequence[str]) -> bool:
    said = "\n".join(texts).casefold()
    return all(word in said for word in wanted)


def _all_mends(store: Store, version: int) -> dict[tuple[int, int], dict[int, str]]:
    found: dict[tuple[int, int], dict[int, str]] = {}
    for part, row, position, text in store.db.execute(
        "SELECT part, row, position, text FROM quarantine_mend WHERE version = ?", (version,)
    ):
        found.setdefault((part, row), {})[position] = text
    return found
