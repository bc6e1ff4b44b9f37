"""One reader a file format, all of them giving the same sheets of cells."""
