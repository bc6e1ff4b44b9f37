"""Which experiment and which variant other people's sheets mean, however they write them."""

import re
from collections.abc import Iterable, Sequence

from prodops_desktop.experiments.model import Experiment, Variant
from prodops_desktop.registry.entries import name_key

_CONTROLS = (
    "control|control group|controls|baseline|original|status quo|kontrolle|kontrollgruppe|contrôle|controle|groupe témoin|témoin"
    "|grupo de control|grupo control"
)
_CONTROL_KEYS = frozenset(map(name_key, _CONTROLS.split("|")))
_PREFIX = re.compile(r"^(?:variant|variation|arm|group|treatment|test group|variante|gruppe|groupe|grupo)\s+(?=\S)")


class ExperimentNames:
    """Finds experiments by their key, their name, or one behind the other, as in “EXP-37 Ranked search”; each text is looked up once."""

    def __init__(self, experiments: Iterable[Experiment]) -> None:
        self._experiments = tuple(experiments)
        self._codes = {name_key(one.code): one for one in self._experiments}
        self._names: dict[str, list[Experiment]] = {}
        for one in self._experiments:
            self._names.setdefault(name_key(one.name), []).append(one)
        self._meant: dict[str, Experiment | None] = {}

    def of_code(self, code: str) -> Experiment | None:
        """The experiment with this key."""
        return self._codes.get(name_key(code))

    def of_name(self, name: str) -> Sequence[Experiment]:
        """The experiments of this name."""
        return self._names.get(name_key(name), ())

    def meant(self, text: str) -> Experiment | None:
        """The experiment that a text means; None where it means none, or could mean several."""
        if text not in self._meant:
            key = name_key(text)
            self._meant[text] = self._codes.get(key) or self._titled(key)
        return self._meant[text]

    def _titled(self, key: str) -> Experiment | None:
        titled = [one for one in self._experiments if _begins(key, name_key(one.code), name_key(one.name))]
        found = titled or self._names.get(key, [])
        return found[0] if len(found) == 1 else None


def arm_of(text: str, variants: Sequence[Variant]) -> Variant | None:
    """The variant that an arm means: “A”, “Ranked”, “A Ranked”, “Variant A” or “A (Ranked)”; words for the control are the first one."""
    key = name_key(text)
    exact = [one for one in variants if name_key(one.name) == key]
    if exact:
        return exact[0]
    bare = _words(_PREFIX.sub("", key))
    namings = (
        [(_words(name_key(one.name)), one) for one in variants],
        [(_words(name_key(f"{one.name} {one.about}")), one) for one in variants if one.about],
        [(_words(name_key(one.about)), one) for one in variants if one.about],
    )
    for naming in namings:
        fitting = [one for words_of, one in naming if bare and words_of == bare]
        if len(fitting) == 1:
            return fitting[0]
    return variants[0] if key in _CONTROL_KEYS and variants else None


def _words(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text))


def _begins(text: str, code: str, name: str) -> bool:
    """Whether a text is a code with its name behind it, whatever signs stand between them."""
    if not (text.startswith(code) and text.endswith(name)):
        return False
    between = text[len(code) : len(text) - len(name)]
    return bool(between) and not between.strip(" :-–—·|()")
