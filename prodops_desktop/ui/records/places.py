"""Which page shows a record of a table; imported with the window, so it names areas and imports none."""

from dataclasses import dataclass

PAGES = {
    "tool": "tools",
    "contract": "tools",
    "dataset": "datasets",
    "target": "metrics",
    "experiment": "experiments",
    "roadmap_item": "roadmap",
    "brief": "roadmap",
    "feedback_item": "feedback",
    "tag": "feedback",
}
"""The page that shows a record of a table; the others are shown by their dialog."""
PARTS = frozenset({"contract", "tag", "brief"})
"""The records that a page shows beside those that it is of: they are asked for by table and id."""


@dataclass(frozen=True)
class ColumnPlace:
    """A column of the newest version of a dataset, by its position, to be shown in its grid."""

    dataset: int
    column: int


@dataclass(frozen=True)
class FoundRow:
    """A row of a version of a dataset, to be shown in its grid among all that contain the text ``find``; no row: just these."""

    dataset: int
    version: int
    find: str
    part: int | None = None
    row: int | None = None
