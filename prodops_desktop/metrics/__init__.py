"""Datasets become numbers: a catalogue of definitions, series with their sources, and the rows behind each point."""
