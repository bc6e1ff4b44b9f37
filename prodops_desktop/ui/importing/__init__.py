"""The import dialog: from a file to a version of a dataset, in steps that can be gone back over."""
