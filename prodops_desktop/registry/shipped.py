"""What restoring content that ships (tags, gates) would change, for people to look at before."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ShippedChange:
    """What restoring would do to a shipped thing of this ``name``: ``what`` is “added”, or the field that would change."""

    name: str
    what: str
    before: str
    after: str
