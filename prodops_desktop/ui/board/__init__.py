"""A board of columns with cards, moved by drag or keys; it knows no store and no page."""
