"""What the panels of all areas share: fields, links, history and sources of a record, and its differences to a sheet."""
