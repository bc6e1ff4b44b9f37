"""A spreadsheet becomes rows: read, find the table, type, map, clean, stage."""

INSPECT = "prodops_desktop.intake.tasks:inspect"
PREVIEW = "prodops_desktop.intake.tasks:preview"
STAGE = "prodops_desktop.intake.tasks:stage"
"""The tasks of a child process; named here, so that one can be made ready before anything else is imported."""
