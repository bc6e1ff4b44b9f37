"""What the figures of an experiment say: sizes beforehand, effects with their intervals afterwards, and whether to trust them."""
