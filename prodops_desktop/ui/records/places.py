"""Which page shows a record of a table; imported with the window, so it names areas and imports none."""

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
