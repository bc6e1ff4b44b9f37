"""Finds the tables of a sheet: where each begins and ends, its header, the names of its columns, and what stands around it."""

from prodops_desktop.intake.tables.finding import Layout, Table, find_layout, find_table
from prodops_desktop.intake.tables.grid import Area, Grid, range_name
from prodops_desktop.intake.tables.naming import Over, unique_headers
from prodops_desktop.intake.tables.series import Wide

__all__ = ["Area", "Grid", "Layout", "Over", "Table", "Wide", "find_layout", "find_table", "range_name", "unique_headers"]
