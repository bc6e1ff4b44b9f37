"""Which page shows a record of a table; imported with the window, so it names areas and imports none."""

PAGES = {"tool": "tools", "contract": "tools", "dataset": "datasets", "experiment": "experiments"}
"""The page that shows a record of a table; the others are shown by their dialog."""
