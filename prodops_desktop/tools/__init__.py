"""The tool stack: tools, their contracts and notice deadlines, seats and use, overlap, and what was decided."""
