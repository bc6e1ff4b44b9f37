"""What the check of a workspace finds: one thing that is not as it should be."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """Something that is not as it should be: what kind of thing, where, and a sentence about it."""

    kind: str
    where: str
    text: str
