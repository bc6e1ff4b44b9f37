"""Which items the inbox takes, by the channel that they come through (DEFAULTS: inbox policy by channel)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from prodops_desktop.feedback.model import ARCHIVE, INBOX, OUT
from prodops_desktop.feedback.taxonomy import tag_key
from prodops_desktop.feedback.words import words_of
from prodops_desktop.workspace import Store, settings

_PRIORITIES = {
    1: "1 p1 urgent critical highest blocker sev1 s1 kritisch dringend urgente crítica critique",
    2: "2 p2 high major hoch haute élevée alta sev2 s2",
}
_LEVELS = {word: level for level, words in _PRIORITIES.items() for word in words.split()} | {"very high": 1, "sehr hoch": 1}
_LOW = frozenset(["low", "lowest", "minor", "trivial", "niedrig", "gering", "basse", "faible", "baja"])
_FEATURE_REQUESTS = frozenset({"feature request", "feature requests", "featurerequest", "funktionswunsch", "demande de fonctionnalité"})


@dataclass(frozen=True)
class Policy:
    """``today`` is the day of the import; what is older than ``days`` goes to the archive (0: nothing does)."""

    today: date
    days: int
    nps_words: int
    ticket_priority: int

    def standing(self, kind: str, text: str, at: str, *, priority: str = "", type_: str = "", tags: Iterable[str] = ()) -> str:
        """Where an item goes; ``tags`` are the words of its sheet."""
        if kind == "nps" and len(words_of(text)) < self.nps_words:
            return OUT
        if kind == "tickets" and not self._is_wanted(priority, (type_, *tags)):
            return OUT
        return ARCHIVE if self.is_old(at) else INBOX

    def is_old(self, at: str) -> bool:
        """Whether an item is too old for the inbox."""
        return bool(self.days) and at[:10] < (self.today - timedelta(days=self.days)).isoformat()

    def _is_wanted(self, priority: str, words: Iterable[str]) -> bool:
        level = priority_level(priority)
        return (level is not None and level <= self.ticket_priority) or any(tag_key(word) in _FEATURE_REQUESTS for word in words)


def read_policy(store: Store) -> Policy:
    """The policy of a workspace."""
    days, words, priority = (int(settings.get(store, f"feedback_{name}")) for name in ("fresh_days", "nps_words", "ticket_priority"))
    return Policy(settings.today(store), days, words, priority)


def priority_level(text: str) -> int | None:
    """1 or 2 for a priority that means P1 or P2, whatever a sheet calls it; None for the others."""
    key = tag_key(text)
    if _LOW & set(words_of(text)):
        return None  # “very low”, and “1 - low” of a scale that counts upwards
    return _LEVELS.get(key, _LEVELS.get(key.split(" ")[0]) if key else None)
