"""What was imported: datasets with their versions, read back a page at a time and traced to their source."""
