"""Guesses which dataset a file continues, by the likeness of names without the part that is a day or a count."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from prodops_desktop.intake.days import MONTHS

_WORD = "|".join(sorted((re.escape(name) for name in MONTHS), key=len, reverse=True))
_EDGE, _END = r"(?<![0-9A-Za-z])", r"(?![0-9A-Za-z])"
_DATED = re.compile(
    rf"{_EDGE}(?:"
    r"(?:19|20)\d\d[-_. ]?(?:0[1-9]|1[0-2])(?:[-_. ]?(?:0[1-9]|[12]\d|3[01]))?"
    r"|\d{1,2}[-_. ]\d{1,2}[-_. ](?:19|20)\d\d"
    r"|(?:0[1-9]|1[0-2])[-_. ](?:19|20)\d\d"
    r"|(?:19|20)\d\d[-_. ]?(?:q[1-4]|w\d\d|h[12])|(?:q[1-4]|h[12])[-_. ]?(?:19|20)\d\d"
    rf"|(?:\d{{1,2}}[-_. ])?(?:{_WORD})[-_. ]?(?:(?:19|20)\d\d|\d\d)"
    rf"|(?:19|20)\d\d[-_. ](?:{_WORD})"
    r"|(?:19|20)\d\d"
    rf"){_END}",
    re.IGNORECASE,
)
_COPY = re.compile(rf"\(\d+\)|{_EDGE}(?:v\d+|final|copy|kopie|export|new|latest){_END}", re.IGNORECASE)
_SPACES = re.compile(r"[\s_\-.,()]+")


@dataclass(frozen=True)
class Target:
    """A dataset that a file can go into: its newest version's number and file; ``pending`` ones are being stored just now."""

    name: str
    number: int
    file: str
    pending: int = 0

    @property
    def next_number(self) -> int:
        """The number that the next version will have."""
        return self.number + self.pending + 1


def proposed_name(stem: str) -> str:
    """The name for a new dataset: the file's stem, without the day that it carries (“CS_health_2026-11” → “CS health”)."""
    bare = _DATED.sub(" ", stem)
    if bare == stem:
        return stem.strip()
    return _SPACES.sub(" ", bare).strip() or stem.strip()


def likeness(stem: str) -> str:
    """What two names of the same thing share: their words without days, versions and punctuation."""
    bare = _COPY.sub(" ", _DATED.sub(" ", stem.replace("_", " ")))
    return _SPACES.sub(" ", bare).strip().casefold() or _SPACES.sub(" ", stem).strip().casefold()


def target_called(name: str, targets: Iterable[Target]) -> Target | None:
    """The dataset of this name, as the catalogue compares names."""
    return next((one for one in targets if one.name.strip().casefold() == name.strip().casefold()), None)


def continued(stem: str, targets: Iterable[Target]) -> Target | None:
    """The dataset that a file of this stem is the next version of: called like it, or made from a file called like it."""
    known, wanted = list(targets), likeness(stem)
    by_name = target_called(stem, known) or next((one for one in known if likeness(one.name) == wanted), None)
    return by_name or next((one for one in known if likeness(one.file.rsplit(".", 1)[0]) == wanted), None)


def dataset_of(stem: str, wanted: str, targets: Iterable[Target]) -> Target | None:
    """The dataset to propose for a file: the one that it was brought for, else the one that it continues; None for a new one."""
    known = list(targets)
    return target_called(wanted, known) or continued(stem, known)
