"""The window in which the history of the file, of an area or of one record is looked through, taken back and compared."""
