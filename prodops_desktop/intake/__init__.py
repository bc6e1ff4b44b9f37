"""A spreadsheet becomes rows: read, find the table, type, map, clean, stage."""
