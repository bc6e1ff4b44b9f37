"""Gathers what is to be said of a sheet: each thing that can't be understood, and of what was taken otherwise one sentence for all rows."""

from prodops_desktop.work.listing import listed


class Remarks:
    """The sentences about a sheet."""

    def __init__(self) -> None:
        self._said: list[str] = []
        self._shared: dict[str, dict[str, None]] = {}

    def say(self, text: str) -> None:
        """One sentence about one thing."""
        self._said.append(text)

    def share(self, text: str, title: str) -> None:
        """A sentence that holds for several items, of which this is one; it is said once, with the first of them."""
        self._shared.setdefault(text, {})[title] = None

    def sentences(self) -> tuple[str, ...]:
        """All of them, those that hold for several items last."""
        shared = (f"{listed(list(titles))}: {text}" for text, titles in self._shared.items())
        return (*self._said, *shared)
